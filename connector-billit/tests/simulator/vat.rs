//! VAT: rates, regimes and sums.

use serde_json::{Value, json};

use crate::caller::{Caller, Envelope, Reply};

fn line(price: &str, rate: i64) -> Value {
    let price: Value = serde_json::from_str(price).unwrap();
    json!({"Description": "x", "Quantity": 1, "UnitPriceExcl": price, "VATPercentage": rate})
}

fn post(caller: &Caller, regime: Option<&str>, lines: Vec<Value>) -> Reply {
    let mut order = caller.order();
    order["OrderLines"] = Value::Array(lines);
    if let Some(regime) = regime {
        order["VentilationCode"] = json!(regime);
    }
    caller.post(&order)
}

fn groups(caller: &Caller, id: i64) -> Value {
    caller.get(&format!("/v1/orders/{id}")).json()["VatGroups"].clone()
}

#[test]
fn the_rates_are_those_of_belgium() {
    let caller = Caller::empty();
    for rate in [0, 6, 12, 21] {
        assert_eq!(post(&caller, None, vec![line("10", rate)]).status, 200, "{rate}");
    }
    for rate in [9, 19, 20] {
        let reply = post(&caller, None, vec![line("10", rate)]);
        assert_eq!(
            (reply.status, reply.code().as_str()),
            (400, "InvalidVAtPercentageForTaxCountry_0_")
        );
    }
    caller.sim.refusals().assert_none();
}

#[test]
fn vat_is_taken_over_the_sum_of_a_rate() {
    let caller = Caller::empty();
    let lines = vec![line("0.02", 21), line("0.02", 21), line("0.02", 21), line("100", 6)];
    let id = post(&caller, None, lines).id();
    let made = caller.books().order(id).unwrap();
    assert_eq!((made.totaal_excl.as_str(), made.totaal_btw.as_str()), ("100.06", "6.01"));
    let groups = groups(&caller, id);
    assert_eq!(groups.as_array().unwrap().len(), 2);
    assert_eq!((&groups[1]["VATPercentage"], &groups[1]["TotalVAT"]), (&json!(21.0), &json!(0.01)));
    assert!(groups[0].get("VentilationCode").is_none());
}

#[test]
fn reverse_charge_on_the_header_counts_for_all_lines_of_zero() {
    let caller = Caller::empty();
    let mut own = line("5", 0);
    own["VentilationCode"] = json!("22");
    let id = post(&caller, Some("21"), vec![line("10", 0), own, line("4", 21)]).id();
    let made = caller.books().order(id).unwrap();
    assert_eq!((made.btw_regime.as_deref(), made.totaal_btw.as_str()), (Some("21"), "0.84"));
    let groups = groups(&caller, id);
    assert_eq!(
        (&groups[0]["VentilationCode"], &groups[0]["TotalExcl"]),
        (&json!("21"), &json!(10.0))
    );
    assert_eq!(
        (&groups[1]["VentilationCode"], &groups[1]["TotalExcl"]),
        (&json!("22"), &json!(5.0))
    );
    assert!(groups[2].get("VentilationCode").is_none(), "not for a line with a rate");
    assert_eq!(groups[2]["VATPercentage"], 21.0);
    caller.sim.refusals().assert_none();
}

#[test]
fn a_regime_of_zero_does_not_go_with_a_rate() {
    let caller = Caller::empty();
    let mut wrong = line("10", 21);
    wrong["VentilationCode"] = json!("21");
    assert_eq!(post(&caller, None, vec![wrong]).status, 400);
    assert!(caller.refused().contains("21 %"));
    assert_eq!(post(&caller, Some("99"), vec![line("10", 0)]).status, 400);
    assert!(caller.refused().contains("'99' does not exist"));
    // A code that names a rate says nothing about it: its meanings overlap.
    let mut rate = line("10", 21);
    rate["VentilationCode"] = json!("1");
    assert_eq!(post(&caller, None, vec![rate]).status, 200);
    caller.sim.refusals().assert_none();
}

#[test]
fn the_customers_own_regime_is_not_applied_by_itself() {
    let caller = Caller::empty();
    let mut order = caller.order();
    let klant = order["CustomerID"].as_i64().unwrap();
    caller.books().change_klant(klant, &[("VentilationCode", "\"21\"")]).unwrap();
    order["OrderLines"] = json!([line("100", 21)]);
    let id = caller.post(&order).id();
    assert_eq!(caller.books().order(id).unwrap().totaal_btw, "21.00");
}
