//! Lists: pages, traps of their content, and single records.

use std::collections::BTreeSet;

use connector_snelstart::simulator::{ListStyle, NewArtikel, NewRelatie};
use rust_decimal::Decimal;
use serde_json::Value;

use crate::caller::{Caller, Rows};

fn rows(caller: &Caller, list: &str, options: &[(&str, &str)]) -> Vec<Value> {
    let reply = caller.list(list, options);
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.json().as_array().unwrap().clone()
}

#[test]
fn pages_hold_500_rows_and_follow_each_other() {
    let caller = Caller::empty();
    caller.sim.seed_relaties(1_001);
    let sizes = |top| {
        let pages = ["0", "500", "1000", "1001"];
        pages.map(|skip| rows(&caller, "relaties", &[("$skip", skip), ("$top", top)]).len())
    };
    assert_eq!(sizes("500"), [500, 500, 1, 0]);
    assert_eq!(rows(&caller, "relaties", &[]).len(), 500);
    let mut ids = BTreeSet::new();
    for skip in ["0", "500", "1000"] {
        ids.extend(caller.list("relaties", &[("$skip", skip)]).ids());
    }
    assert_eq!(ids.len(), 1_001);
    let reply = caller.list("relaties", &[("$top", "501")]);
    caller.assert_unrecorded(&reply, 400, "The limit of '500' for Top query has been exceeded.");
}

#[test]
fn articles_with_a_relation_take_25_rows_at_most() {
    let caller = Caller::empty();
    caller.sim.seed_artikelen(60);
    let klant = caller.sim.add_relatie(NewRelatie::klant("Klant"));
    assert_eq!(rows(&caller, "artikelen", &[("$top", "500")]).len(), 60);
    let reply = caller.list("artikelen", &[("$top", "500"), ("relatieId", &klant)]);
    caller.assert_unrecorded(&reply, 400, "The limit of '25' for Top query");
    assert_eq!(rows(&caller, "artikelen", &[("$top", "25"), ("relatieId", &klant)]).len(), 25);
    caller.sim.limit_artikelen_top(25);
    let reply = caller.list("artikelen", &[("$top", "500")]);
    caller.assert_unrecorded(&reply, 400, "The limit of '25' for Top query");
}

#[test]
fn the_server_can_cap_pages_in_the_middle_of_a_run() {
    let caller = Caller::empty();
    caller.sim.seed_artikelen(100);
    assert_eq!(rows(&caller, "artikelen", &[("$top", "50")]).len(), 50);
    caller.sim.cap_pages(7);
    assert_eq!(rows(&caller, "artikelen", &[("$top", "50"), ("$skip", "50")]).len(), 7);
    caller.sim.uncap_pages();
    assert_eq!(rows(&caller, "artikelen", &[("$top", "50"), ("$skip", "57")]).len(), 43);
}

#[test]
fn rows_keep_their_order_until_they_are_shuffled() {
    let caller = Caller::empty();
    caller.sim.seed_relaties(50);
    let before = caller.get("/v2/relaties").ids();
    assert_eq!(caller.get("/v2/relaties").ids(), before);
    caller.sim.shuffle(7);
    let after = caller.get("/v2/relaties").ids();
    assert_ne!(after, before);
    assert_eq!(BTreeSet::from_iter(after), BTreeSet::from_iter(before));
}

#[test]
fn relations_can_be_ordered_and_narrowed() {
    let caller = Caller::demo();
    let options =
        [("$orderby", "Relatiecode desc,Naam asc"), ("$select", "Id,Relatiecode"), ("$top", "3")];
    let found = rows(&caller, "relaties", &options);
    let codes: Vec<i64> = found.iter().map(|row| row["relatiecode"].as_i64().unwrap()).collect();
    assert_eq!(codes, [20_001, 10_007, 10_006]);
    assert_eq!(found[0].as_object().unwrap().len(), 2);
}

#[test]
fn demo_relations_hold_the_traps_of_real_ones() {
    let caller = Caller::demo();
    let found = rows(&caller, "relaties", &[]);
    let codes = found.iter().filter(|row| row["relatiecode"].as_i64().unwrap() < 0);
    assert_eq!(codes.count(), 2);
    assert!(found.iter().any(|row| row["relatiesoort"][0] == "Eigen"));
    assert!(found.iter().any(|row| row["nonactief"] == true));
    assert!(found.iter().any(|row| row["email"].as_str().is_some_and(|text| text.contains("; "))));
    assert!(found.iter().any(|row| row["vestigingsAdres"].is_null()));
    assert!(found.iter().any(|row| row.get("kvkNummer").is_some_and(Value::is_null)));
    assert!(found.iter().any(|row| row.get("kvkNummer").is_none()));
    let upper = |row: &&Value| row["id"].as_str().unwrap().contains(char::is_uppercase);
    assert!((1..found.len()).contains(&found.iter().filter(upper).count()));
}

#[test]
fn references_are_written_in_the_other_letter_case() {
    let caller = Caller::demo();
    let groepen = rows(&caller, "artikelomzetgroepen", &[]);
    let artikel = &rows(&caller, "artikelen", &[])[0];
    let groep = artikel["artikelOmzetgroep"]["id"].as_str().unwrap();
    let own = groepen[0]["id"].as_str().unwrap();
    assert_ne!(groep, own);
    assert_eq!(groep.to_lowercase(), own.to_lowercase());
    assert_eq!(groepen[0]["omschrijving"], "Hoog btw (diensten)");
}

#[test]
fn prices_keep_their_trailing_zeros() {
    let caller = Caller::empty();
    let price = Decimal::new(125, 1);
    caller.sim.add_artikel(NewArtikel {
        artikelcode: "A".into(),
        verkoopprijs: Some(price),
        ..NewArtikel::default()
    });
    let text = caller.get("/v2/artikelen").text;
    assert!(text.contains(r#""verkoopprijs":12.5000,"#), "{text}");
    assert!(text.contains(r#""eenheid":null"#));
}

#[test]
fn single_records_are_found_in_any_letter_case() {
    let caller = Caller::demo();
    let id = caller.klant();
    for id in [id.to_lowercase(), id.to_uppercase()] {
        assert_eq!(
            caller.get(&format!("/v2/relaties/{id}")).json()["naam"],
            "Bakkerij De Korenaar"
        );
    }
    for list in ["landen", "artikelomzetgroepen", "verkoopordersjablonen", "artikelen"] {
        let id = caller.get(&format!("/v2/{list}")).ids()[0].clone();
        assert_eq!(caller.get(&format!("/v2/{list}/{id}")).status, 200);
        let other = "00000000-0000-4000-8000-000000000000";
        assert_eq!(caller.get(&format!("/v2/{list}/{other}")).status, 404);
    }
}

#[test]
fn an_inactive_relation_stays_in_the_list_and_is_404_by_id() {
    let caller = Caller::demo();
    let id = caller.klant();
    let before = caller.get(&format!("/v2/relaties/{id}")).json()["modifiedOn"].clone();
    caller.sim.deactivate_relatie(&id).unwrap();
    let reply = caller.get(&format!("/v2/relaties/{id}"));
    caller.assert_unrecorded(&reply, 404, "REL-0005");
    let all = rows(&caller, "relaties", &[]);
    let row = all.iter().find(|row| row["id"] == id.as_str()).unwrap();
    assert_eq!(row["nonactief"], true);
    assert_ne!(row["modifiedOn"], before);
}

#[test]
fn becoming_inactive_can_leave_the_stamp_alone() {
    let caller = Caller::demo();
    let id = caller.artikel("UUR");
    let read = || caller.get(&format!("/v2/artikelen/{id}")).json();
    let before = read();
    caller.sim.deactivate_silently(true);
    caller.sim.deactivate_artikel(&id).unwrap();
    assert_eq!(read()["modifiedOn"], before["modifiedOn"]);
    assert_eq!(read()["isNonActief"], true);
    caller.sim.delete_artikel(&id).unwrap();
    let reply = caller.get(&format!("/v2/artikelen/{id}"));
    caller.assert_unrecorded(&reply, 404, "ART-0001");
    assert!(caller.sim.delete_artikel(&id).is_err());
}

#[test]
fn an_agreed_price_is_given_when_asked_for_with_its_customer() {
    let caller = Caller::demo();
    let (klant, uur) = (caller.klant(), caller.artikel("UUR"));
    caller.sim.agree_price(&klant, &uur, Decimal::ONE, Decimal::new(5500, 2));
    caller.sim.agree_price(&klant, &uur, Decimal::TEN, Decimal::new(5000, 2));
    let path = format!("/v2/artikelen/{uur}");
    assert!(caller.get(&path).json().get("prijsafspraak").is_none());
    let text = caller.get(&format!("{path}?relatieId={klant}&aantal=2")).text;
    assert!(
        text.contains(r#""prijsafspraak":{"verkoopprijs":55.0000,"basisprijs":62.5000,"#),
        "{text}"
    );
    let text = caller.get(&format!("{path}?relatieId={klant}&aantal=10")).text;
    assert!(text.contains(r#""verkoopprijs":50.0000"#), "{text}");
    let other = caller.id_of("relaties", "naam", "Basisschool De Regenboog");
    let text = caller.get(&format!("{path}?relatieId={other}&aantal=2")).text;
    assert!(!text.contains("prijsafspraak"));
    let listed = rows(&caller, "artikelen", &[("relatieId", &klant), ("$top", "25")]);
    assert_eq!(listed.iter().filter(|row| row.get("prijsafspraak").is_some()).count(), 1);
    caller.sim.refusals().assert_none();
    let reply = caller.get(&format!("{path}?relatieId={klant}&aantal=2.5"));
    caller.assert_recorded(&reply, 400, "modelState");
}

#[test]
fn broken_records_are_served_as_they_are() {
    let caller = Caller::empty();
    caller.sim.add_raw_relatie(r#"{"id":null,"naam":17,"vestigingsAdres":"geen"}"#);
    caller.sim.add_raw_artikel("12.50");
    let text = caller.get("/v2/relaties").text;
    assert_eq!(text, r#"[{"id":null,"naam":17,"vestigingsAdres":"geen"}]"#);
    assert_eq!(caller.get("/v2/artikelen").text, "[12.50]");
    let filter = "ModifiedOn ge datetime'2020-01-01T00:00:00' or Naam eq 'x'";
    assert_eq!(caller.filtered("relaties", filter).text, "[]");
}

#[test]
fn lists_can_be_enveloped_or_null() {
    let caller = Caller::empty();
    caller.sim.set_list_style(ListStyle::Enveloped);
    assert_eq!(caller.get("/v2/relaties").text, r#"{"value":[]}"#);
    caller.sim.set_list_style(ListStyle::NullWhenEmpty);
    assert_eq!(caller.get("/v2/relaties").text, "null");
}

#[test]
fn company_info_can_lack_members() {
    let caller = Caller::empty();
    assert_eq!(
        caller.get("/v2/companyInfo").json()["verkoopprijsArtikelbestandExclusiefBtw"],
        true
    );
    caller.sim.remove_company_info("verkoopprijsArtikelbestandExclusiefBtw");
    caller.sim.set_company_info("administratieNaam", r#""Andere""#).unwrap();
    let company = caller.get("/v2/companyInfo").json();
    assert!(company.get("verkoopprijsArtikelbestandExclusiefBtw").is_none());
    assert_eq!(company["administratieNaam"], "Andere");
}

#[test]
fn groups_and_templates_can_change() {
    let caller = Caller::demo();
    let groep = caller.get("/v2/artikelomzetgroepen").ids()[1].clone();
    caller.sim.rename_groep(&groep, "Materiaal \"nieuw\"").unwrap();
    assert_eq!(
        caller.get("/v2/artikelomzetgroepen").json()[1]["omschrijving"],
        "Materiaal \"nieuw\""
    );
    caller.sim.delete_groep(&groep).unwrap();
    assert_eq!(caller.get("/v2/artikelomzetgroepen").ids().len(), 3);
    let sjabloon = caller.sim.add_sjabloon("Tijdelijk");
    caller.sim.change_sjabloon(&sjabloon, &[("nonactief", "true")]).unwrap();
    assert_eq!(caller.get("/v2/verkoopordersjablonen").json()[2]["nonactief"], true);
}
