//! Companies apart, and records for volume.

use connector_visma::simulator::{DEMO_TENANT, Klant};

use crate::caller::{Caller, Envelope};

#[test]
fn a_token_speaks_for_one_company() {
    let mut caller = Caller::demo();
    let tenant = "AAAA0000-0000-4000-B000-0AFE00000002";
    let books = caller.sim.add_company(tenant, "2222222", "Tweede B.V.");
    books.add_klant(Klant::new("20001", "Klant van de tweede"));
    assert_eq!(books.tenant(), tenant.to_lowercase());
    caller.sim.pick_company(tenant);
    caller.log_in_with("offline_access vismanet_erp_interactive_api:read");
    assert_eq!(caller.first("/v1/customer", &[]).all("number"), ["20001"]);
    caller.sim.pick_company(DEMO_TENANT);
    caller.log_in_with("offline_access vismanet_erp_interactive_api:read");
    assert_eq!(caller.first("/v1/customer", &[]).rows().len(), 7);
    caller.clean();
}

#[test]
fn what_is_done_in_a_company_that_is_not_there_is_lost() {
    let caller = Caller::empty();
    let nowhere = caller.sim.books_of("nowhere");
    nowhere.add_klant(Klant::new("1", "Niemand"));
    nowhere.seed_artikelen(5);
    assert_eq!((nowhere.klant_count(), nowhere.artikel_count()), (0, 0));
    assert!(nowhere.change_klant(1, |_| {}).is_err());
}

#[test]
fn records_for_volume_are_cheap_and_can_change() {
    let caller = Caller::empty();
    caller.books().seed_klanten(100_000);
    caller.books().seed_klanten(1);
    assert_eq!(caller.books().klant_count(), 100_001);
    let page =
        |number: &str| caller.list("/v1/customer", &[("pageNumber", number), ("pageSize", "1000")]);
    assert_eq!(page("100").rows().len(), 1000);
    assert_eq!(page("101").all("number"), ["G100001"]);
    let id = caller.books().klant_by_number("G100001").unwrap();
    caller.books().change_klant(id, |klant| klant.naam = "Anders".into()).unwrap();
    assert_eq!(page("101").all("name"), ["Anders"]);
    assert_eq!(caller.get("/v1/customer/G100001").json()["mainAddress"]["country"]["id"], "NL");
    caller.clean();
}

#[test]
fn numbers_are_found_in_any_letter_case_and_follow_their_record() {
    let caller = Caller::empty();
    let books = caller.books();
    books.seed_klanten(10);
    let id = books.klant_by_number("g000003").unwrap();
    books.change_klant(id, |klant| klant.nummer = "Zonnehof".into()).unwrap();
    assert_eq!(
        (books.klant_by_number("G000003"), books.klant_by_number("ZONNEHOF")),
        (None, Some(id))
    );
    books.delete_klant(id).unwrap();
    assert_eq!(books.klant_by_number("Zonnehof"), None);
    let own = books.add_klant(Klant::new("G000003", "Dezelfde"));
    assert_eq!(books.klant_by_number("G000003"), Some(own));
    assert_eq!(books.klant_by_number("G000011"), None);
}

#[test]
fn documents_can_be_odd() {
    let caller = Caller::demo();
    let books = caller.books();
    let number = caller.post("/v2/customerinvoice", &caller.invoice()).new_number();
    books.serve_factuur_as(&number, "externalReference", Some("47.10")).unwrap();
    books.serve_factuur_as(&number, "invoiceLines", None).unwrap();
    let path = format!("/v1/customerinvoice/{number}");
    for row in [&caller.first("/v1/customerinvoice", &[]).rows()[0], &caller.get(&path).json()] {
        assert_eq!((&row["externalReference"], row.get("invoiceLines")), (&47.1.into(), None));
    }
    books.serve_order_as("SO", "000001", "status", Some("null")).unwrap();
    let list = "/api/v3/SalesOrders/SO";
    for row in [
        &caller.get(list).rows()[0],
        &caller.list(list, &[("expand", "Note")]).rows()[0],
        &caller.get(&format!("{list}/000001")).json(),
    ] {
        assert!(row["status"].is_null(), "{row}");
    }
    assert!(books.serve_order_as("SO", "000001", "status", Some("nul")).is_err());
    caller.clean();
}
