//! Customers: pages, filters, addresses, and times.

use connector_visma::simulator::{
    Adres, Klant, KlantStatus, ListOrder, Metadata, StampLayout, StampZone,
};

use crate::caller::{Caller, Envelope};

const CHANGED: &str = "lastModifiedDateTime";
const CONDITION: &str = "lastModifiedDateTimeCondition";

/// The numbers of the customers that a filter gives.
fn numbers(caller: &Caller, parameters: &[(&str, &str)]) -> Vec<String> {
    let rows = caller.first("/v1/customer", parameters).all("number");
    rows.iter().map(|number| number.as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_customer_shows_its_addresses_and_shares_their_records() {
    let caller = Caller::demo();
    let rows = caller.first("/v1/customer", &[]).rows();
    assert_eq!(rows.len(), 7);
    let plain = &rows[0];
    assert_eq!(plain["mainAddress"]["addressLine1"], "Molenstraat 14");
    assert_eq!(plain["mainAddress"]["country"]["id"], "NL");
    assert_eq!(plain["mainAddress"]["addressId"], plain["invoiceAddress"]["addressId"]);
    assert_eq!(plain["mainAddress"]["addressId"], plain["deliveryAddress"]["addressId"]);
    let three = &rows[4];
    assert_eq!(three["invoiceAddress"]["addressLine1"], "Postbus 17");
    assert_eq!(three["deliveryAddress"]["postalCode"], "4612 PP");
    assert_ne!(three["mainAddress"]["addressId"], three["invoiceAddress"]["addressId"]);
    assert_ne!(three["invoiceAddress"]["addressId"], three["deliveryAddress"]["addressId"]);
    assert_eq!(rows[6]["status"], "Inactive");
    assert_eq!(plain["creditTerms"]["id"], "30");
    let location = caller.first("/v1/location/10005", &[]).rows();
    assert_eq!(location[0]["address"]["addressLine1"], "Havenweg 2");
    caller.clean();
}

#[test]
fn pages_are_capped_without_a_word_and_tell_it_in_the_metadata() {
    let caller = Caller::empty();
    caller.books().seed_klanten(2500);
    let page = |number: &str, size: &str| {
        caller.list("/v1/customer", &[("pageNumber", number), ("pageSize", size)])
    };
    let first = page("1", "5000").rows();
    assert_eq!(first.len(), 1000);
    assert_eq!(first[0]["metadata"]["totalCount"], 2500);
    assert_eq!(first[999]["metadata"]["maxPageSize"], 1000);
    assert_eq!(page("3", "5000").rows().len(), 500);
    assert_eq!(page("4", "5000").rows().len(), 0);
    caller.sim.cap_pages(Some(7));
    assert_eq!(page("2", "100").all("number")[0], "G000008");
    caller.sim.cap_pages(None);
    caller.clean();

    let unpaged = caller.get("/v1/customer").rows();
    assert_eq!(unpaged.len(), 1000, "the rest is missing");
    assert!(caller.refused().contains("pageNumber and pageSize"));
    for (number, size) in [("0", "10"), ("1", "0"), ("1", "-1"), ("one", "10")] {
        assert_eq!(page(number, size).status, 400, "{number} {size}");
        assert!(!caller.refused().is_empty());
    }
}

#[test]
fn metadata_can_be_on_some_rows_or_on_none() {
    let caller = Caller::demo();
    let metadata = |at: usize| caller.first("/v1/customer", &[]).rows()[at]["metadata"].clone();
    caller.sim.set_metadata(Metadata::First);
    assert_eq!((metadata(0)["totalCount"].as_i64(), metadata(1).is_null()), (Some(7), true));
    caller.sim.set_metadata(Metadata::WithoutMaximum);
    assert_eq!(
        (metadata(1)["totalCount"].as_i64(), metadata(1).get("maxPageSize")),
        (Some(7), None)
    );
    caller.sim.set_metadata(Metadata::LeftOut);
    assert!(metadata(0).is_null());
    caller.clean();
}

#[test]
fn changes_since_a_local_time_are_found() {
    let caller = Caller::demo();
    caller.wait(60);
    let id = caller.books().klant_by_number("10002").unwrap();
    caller.books().change_klant(id, |klant| klant.naam = "Anders".into()).unwrap();
    let row = caller.get("/v1/customer/10002").json();
    assert_eq!(row[CHANGED], "2026-07-01T14:32:00", "the clock of the Netherlands");
    assert_eq!(row["createdDateTime"], "2026-07-01T14:31:00");
    let since = |moment: &str, condition: &str| {
        numbers(&caller, &[(CHANGED, moment), (CONDITION, condition)])
    };
    assert_eq!(since("2026-07-01T14:32:00", ">="), ["10002"]);
    assert_eq!(since("2026-07-01 14:31:59.999", ">"), ["10002"]);
    assert!(since("2026-07-01T14:32:00", ">").is_empty());
    assert_eq!(since("2026-07-01T14:32:00", "<").len(), 6);
    assert_eq!(since("2026-07-02", "<=").len(), 7);
    caller.clean();

    caller.sim.set_stamp_zone(StampZone::Utc);
    assert_eq!(since("2026-07-01T12:32:00", ">="), ["10002"]);
    caller.sim.set_stamp_layout(StampLayout::WithOffset);
    assert_eq!(caller.get("/v1/customer/10002").json()[CHANGED], "2026-07-01T12:32:00+00:00");
    caller.clean();
}

#[test]
fn seconds_have_as_many_digits_as_they_need() {
    let caller = Caller::empty();
    let id = caller.klant();
    for (millis, text) in [(740, "14:31:00.74"), (153 - 40, "14:31:00.853"), (147, "14:31:01")] {
        caller.clock.advance(std::time::Duration::from_millis(millis));
        caller.books().change_klant(id, |_| {}).unwrap();
        let stamp = caller.get("/v1/customer/10001").json()[CHANGED].clone();
        assert_eq!(stamp, format!("2026-07-01T{text}"));
    }
    caller.clock.advance(std::time::Duration::from_millis(5));
    caller.books().change_klant(id, |_| {}).unwrap();
    caller.sim.set_stamp_layout(StampLayout::WholeSeconds);
    assert_eq!(caller.get("/v1/customer/10001").json()[CHANGED], "2026-07-01T14:31:01");
}

#[test]
fn half_a_filter_is_ignored_and_a_zone_is_refused() {
    let caller = Caller::demo();
    assert_eq!(numbers(&caller, &[(CHANGED, "2030-01-01")]).len(), 7, "everything comes");
    assert!(caller.refused().contains(CONDITION));
    assert_eq!(numbers(&caller, &[(CONDITION, ">")]).len(), 7);
    assert!(caller.refused().contains("without 'lastModifiedDateTime'"));
    for moment in ["2026-07-01T12:00:00Z", "2026-07-01T12:00:00+02:00", "01-07-2026", "x"] {
        let parameters = [(CHANGED, moment), (CONDITION, ">=")];
        assert_eq!(caller.first("/v1/customer", &parameters).status, 400, "{moment}");
        assert!(caller.refused().contains(moment));
    }
    let parameters = [(CHANGED, "2026-07-01"), (CONDITION, "ge")];
    assert_eq!(caller.first("/v1/customer", &parameters).status, 400);
    assert!(caller.refused().contains("ge"));
}

#[test]
fn unknown_parameters_are_ignored_and_noticed() {
    let caller = Caller::demo();
    for name in ["customerNumber", "skip", "numberToRead", "Status", "greaterThanValue"] {
        assert_eq!(numbers(&caller, &[(name, "10002")]).len(), 7, "{name}");
        assert!(caller.refused().contains(&format!("ignores the parameter '{name}'")));
    }
    assert_eq!(numbers(&caller, &[("status", "Inactive")]), ["10007"]);
    assert_eq!(numbers(&caller, &[("name", "VvE 't Zonnehof")]), ["10003"]);
    caller.clean();
    assert_eq!(caller.first("/v1/customer", &[("status", "inactive")]).status, 400);
    assert_eq!(caller.first("/v1/customer", &[("name", "a"), ("name", "b")]).status, 400);
    assert!(caller.refused().contains("twice"));
}

#[test]
fn one_customer_is_read_by_number_or_internal_id() {
    let caller = Caller::demo();
    let special = "K/1 & Zn";
    let id = caller.books().add_klant(Klant::new(special, "Met tekens"));
    let coded = "/v1/customer/b64(Sy8xICYgWm4)";
    let by_number = caller.get(coded);
    assert_eq!(by_number.json()["internalId"], id);
    assert!(by_number.header("etag").unwrap().starts_with("\"AAAA"));
    assert!(by_number.header("ipp-request-id").is_some());
    let by_id = caller.get(&format!("/v1/customer/internal/{id}"));
    assert_eq!(by_id.json()["number"], special);
    assert_eq!(caller.get("/v1/customer/10001/note").json()["note"], serde_json::Value::Null);
    assert_eq!(caller.get("/v1/customer/77777").status, 404);
    caller.clean();

    assert_eq!(caller.get("/v1/customer/K%2F1%20%26%20Zn").status, 404, "escapes are not undone");
    assert!(caller.refused().contains("cannot be read"));
    assert_eq!(caller.get("/v1/customer/?pageNumber=1&pageSize=10").rows().len(), 8);
    assert!(caller.refused().contains("a blank number"));
}

#[test]
fn people_change_deactivate_and_delete_customers() {
    let caller = Caller::demo();
    let id = caller.books().klant_by_number("10001").unwrap();
    let before = caller.get("/v1/customer/10001").json()[CHANGED].clone();
    caller.wait(60);
    caller.sim.change_addresses_silently(true);
    let adres = Some(Adres::nl("Nieuwstraat 1", "1234 AB", "Ons Dorp"));
    caller.books().change_adres(id, |klant| klant.adres = adres.clone()).unwrap();
    let row = caller.get("/v1/customer/10001").json();
    assert_eq!((&row["mainAddress"]["city"], &row[CHANGED]), (&"Ons Dorp".into(), &before));
    caller.sim.change_addresses_silently(false);
    caller.books().change_adres(id, |klant| klant.afleveradres = adres.clone()).unwrap();
    assert_ne!(caller.get("/v1/customer/10001").json()[CHANGED], before);

    caller.books().change_klant(id, |klant| klant.nummer = "90001".into()).unwrap();
    assert_eq!(caller.get("/v1/customer/90001").json()["internalId"], id);
    caller.books().deactivate_klant(id).unwrap();
    assert_eq!(caller.books().klant(id).unwrap().status, KlantStatus::Inactive);
    caller.books().delete_klant(id).unwrap();
    assert_eq!(caller.get("/v1/customer/90001").status, 404);
    assert!(caller.books().delete_klant(id).is_err());
    assert_eq!(numbers(&caller, &[]).len(), 6);
    caller.clean();
}

#[test]
fn the_order_of_a_list_is_nobodys_promise() {
    let caller = Caller::empty();
    caller.books().seed_klanten(20);
    let oldest = numbers(&caller, &[]);
    caller.sim.set_list_order(ListOrder::Newest);
    let newest = numbers(&caller, &[]);
    assert!(newest.iter().eq(oldest.iter().rev()));
    caller.sim.set_list_order(ListOrder::Scattered);
    let mut scattered = numbers(&caller, &[]);
    assert!(scattered != oldest && scattered != newest);
    scattered.sort();
    assert_eq!(scattered, oldest);
}

#[test]
fn rows_can_be_odd() {
    let caller = Caller::demo();
    let id = caller.books().klant_by_number("10001").unwrap();
    caller.books().serve_klant_as(id, "status", Some(r#""Frozen""#)).unwrap();
    caller.books().serve_klant_as(id, "mainAddress", None).unwrap();
    assert!(caller.books().serve_klant_as(id, "name", Some("{")).is_err());
    caller.sim.add_newer_members(true);
    for row in
        [&caller.first("/v1/customer", &[]).rows()[0], &caller.get("/v1/customer/10001").json()]
    {
        assert_eq!(row["status"], "Frozen");
        assert!(row.get("mainAddress").is_none());
        assert_eq!(row["newerMember"]["id"], 1);
    }
    caller.clean();
}
