//! Invoices: made in one call, found back, and never doubled.

use std::time::Duration;

use connector_billit::simulator::{DEMO_REFRESH_TOKEN, ErrorShape, NewKlant};
use http::StatusCode;
use simon_core::connector::AccountingConnector;
use simon_core::domain::{BtwModus, DraftRegel};
use simon_core::{Actor, ErrorKind, Retry};
use simon_testkit::builders::decimal;
use simon_testkit::listings::Listings;
use simon_testkit::{Fault, On};

use crate::world::{World, config};

#[test]
fn an_invoice_has_the_customers_own_term_and_regime_c26() {
    let world = World::demo();
    let klant = NewKlant {
        btw_regime: Some("21".to_owned()),
        betaaltermijn: Some(45),
        ..NewKlant::naam("Aannemer")
    };
    let draft = world.draft_for("20417", &klant);
    let created = world.create(&draft, &World::settings(&[])).unwrap();
    let factuur = world.factuur();
    assert_eq!(created.document.vendor_id, factuur.id.to_string());
    assert!(created.waarschuwingen.is_empty(), "{:?}", created.waarschuwingen);
    assert_eq!((&*factuur.datum, &*factuur.vervaldatum), ("2026-03-02", "2026-04-16"));
    assert_eq!(factuur.btw_regime.as_deref(), Some("21"));
    assert_eq!(factuur.regels[0].btw.as_deref(), Some("0.00"));
    assert_eq!((&*factuur.totaal_excl, &*factuur.totaal_btw), ("156.25", "0.00"));
    assert_eq!(factuur.extern_kenmerk.as_deref(), Some("acme01-20417"));
    assert_eq!(world.requests("POST", "/v1/orders"), 1);
    world.refused_nothing();
}

#[test]
fn of_a_customer_without_a_term_that_of_the_settings_holds() {
    let world = World::demo();
    let draft = world.draft_for("20417", &NewKlant::naam("Bakker"));
    world.create(&draft, &World::settings(&[])).unwrap();
    let factuur = world.factuur();
    assert_eq!((&*factuur.vervaldatum, factuur.btw_regime), ("2026-04-01", None));
    assert_eq!(factuur.regels[0].btw.as_deref(), Some("21.00"));
}

#[test]
fn a_customer_that_is_gone_is_refused_before_anything_is_sent_f4() {
    let world = World::demo();
    let draft = world.draft_for("20417", &NewKlant::naam("Weg"));
    world.sim.books().delete_klant(draft.klant.as_str().parse().unwrap()).unwrap();
    let error = world.create(&draft, &World::settings(&[])).unwrap_err();
    assert_eq!((error.kind(), error.who()), (ErrorKind::Rejected, Actor::User));
    assert_eq!(error.message().code(), "billit-klant-onbekend");
    assert_eq!(world.requests("POST", "/v1/orders"), 0);
}

#[test]
fn a_price_with_vat_in_it_is_refused_before_anything_is_sent() {
    let world = World::demo();
    let mut draft = world.draft_for("20417", &NewKlant::naam("Bakker"));
    if let DraftRegel::Artikel(regel) = &mut draft.regels[0] {
        regel.prijs.as_mut().unwrap().btw = BtwModus::Inclusief;
    }
    let error = world.create(&draft, &World::settings(&[])).unwrap_err();
    assert_eq!(
        (error.kind(), error.message().code()),
        (ErrorKind::Unmappable, "billit-prijs-inclusief")
    );
    assert_eq!(world.requests("POST", "/v1/orders"), 0);
}

#[test]
fn a_lost_answer_is_found_back_and_a_credit_note_or_purchase_is_not_c22() {
    let world = World::demo();
    let (draft, settings) =
        (world.draft_for("20417", &NewKlant::naam("Bakker")), World::settings(&[]));
    world.faults.add(On::new("POST", "/v1/orders"), Fault::DropAfter, 1);
    assert_eq!(world.create(&draft, &settings).unwrap_err().retry(), Retry::CheckFirst);
    let factuur = world.factuur();
    let found = world.find(&draft, &settings).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].vendor_id, factuur.id.to_string());
    for (member, value) in [("OrderType", r#""CreditNote""#), ("OrderDirection", r#""Cost""#)] {
        let klant = factuur.klant;
        let copy = world.sim.books().add_factuur(klant, "Kopie", "10").unwrap();
        let own = ("ExternalProviderID", r#""acme01-20417""#);
        world.sim.books().change_order(copy, &[own, (member, value)]).unwrap();
        assert_eq!(world.find(&draft, &settings).unwrap().len(), 1, "{member}");
    }
}

#[test]
fn a_key_that_was_burnt_without_an_invoice_heals_with_the_next_round_c22_p19() {
    let world = World::demo();
    let (mut draft, settings) =
        (world.draft_for("20417", &NewKlant::naam("Bakker")), World::settings(&[]));
    world.sim.lose_next_order();
    assert_eq!(world.create(&draft, &settings).unwrap_err().retry(), Retry::CheckFirst);
    assert!(world.find(&draft, &settings).unwrap().is_empty());
    let error = world.create(&draft, &settings).unwrap_err();
    assert_eq!(
        (error.kind(), error.message().code()),
        (ErrorKind::AlreadyExists, "billit-bestaat-al")
    );
    world.pass_seconds(24 * 3_600);
    let again = world.create(&draft, &settings).unwrap_err();
    assert_eq!(again.kind(), ErrorKind::AlreadyExists, "another day proves nothing");
    draft.ronde += 1;
    world.create(&draft, &settings).unwrap();
    world.factuur();
}

#[test]
fn a_create_has_a_time_out_of_its_own_and_may_have_been_carried_out_after_it() {
    let times = (Duration::from_secs(10), Duration::from_secs(45));
    let config = config().with_refresh_token(DEMO_REFRESH_TOKEN).with_timeouts(times.0, times.1);
    let world = World::with(config);
    let draft = world.draft_for("20417", &NewKlant::naam("Bakker"));
    world.faults.add(On::new("POST", "/v1/orders"), Fault::StallAfter, 1);
    let start = world.clock.now();
    let error = world.create(&draft, &World::settings(&[])).unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Timeout, Retry::CheckFirst));
    let took = (world.clock.now() - start).num_seconds();
    assert!((45..50).contains(&took), "{took} s");
    world.factuur();
}

#[test]
fn a_refused_token_is_looked_into_before_a_create_is_sent_again_c22() {
    let world = World::demo();
    let (draft, settings) =
        (world.draft_for("20417", &NewKlant::naam("Bakker")), World::settings(&[]));
    world.faults.add(On::new("POST", "/v1/orders"), Fault::status(401).after(), 1);
    let error = world.create(&draft, &settings).unwrap_err();
    assert_eq!(error.retry(), Retry::CheckFirst);
    assert_eq!(
        (world.requests("POST", "/v1/orders"), world.find(&draft, &settings).unwrap().len()),
        (1, 1)
    );
}

#[test]
fn what_billit_refuses_says_what_to_do_f4() {
    for (code, expected) in [
        ("InvalidVAtPercentageForTaxCountry_0_", "billit-btw-percentage"),
        ("TheFileIsNotValid", "billit-pdf-geweigerd"),
        ("CompanyNameOrContactNameIsRequired", "billit-klant-onvolledig"),
    ] {
        let world = World::demo();
        let draft = world.draft_for("20417", &NewKlant::naam("Bakker"));
        world.sim.fail_next_on(
            "POST /v1/orders",
            StatusCode::BAD_REQUEST,
            code,
            ErrorShape::Errors,
        );
        let error = world.create(&draft, &World::settings(&[])).unwrap_err();
        assert_eq!((error.kind(), error.message().code()), (ErrorKind::Rejected, expected));
        assert_eq!(error.vendor_code(), Some(code));
    }
}

#[test]
fn quantities_keep_two_decimals_whatever_the_company_allows() {
    let world = World::demo();
    world.sim.books().set_decimals(5);
    let mut draft = world.draft_for("20417", &NewKlant::naam("Bakker"));
    if let DraftRegel::Artikel(regel) = &mut draft.regels[0] {
        regel.aantal.0 = decimal("0.33333");
    }
    world.create(&draft, &World::settings(&[])).unwrap();
    assert_eq!(world.factuur().regels[0].aantal.as_deref(), Some("0.33000"));
}

#[test]
fn a_preview_makes_no_call_and_says_so_of_the_customers_regime_g1() {
    let world = World::demo();
    let klant = NewKlant { btw_regime: Some("21".to_owned()), ..NewKlant::naam("Aannemer") };
    let draft = world.draft_for("20417", &klant);
    let before = world.faults.calls();
    let rendered = world.connector.render_document(&draft, &World::settings(&[])).unwrap();
    assert!(rendered.tekst.contains("\"VATPercentage\": 21"), "{}", rendered.tekst);
    assert_eq!(world.faults.calls(), before);
}
