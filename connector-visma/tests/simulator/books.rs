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
