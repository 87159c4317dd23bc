//! Login, keys and limits.

use connector_snelstart::simulator::{DEMO_KOPPELSLEUTEL, DEMO_SUBSCRIPTION_KEY};
use simon_core::connector::AccountingConnector;
use simon_core::settings::SettingValues;
use simon_core::{Actor, ErrorKind, Retry};
use simon_testkit::builders::books;
use simon_testkit::listings::Listings;

use crate::world::World;

#[test]
fn connecting_tells_the_administration_g9() {
    let world = World::demo();
    let connected = world.run(world.connector.connect()).unwrap();
    let opened = connected.administratie.clone().unwrap();
    assert!(!opened.vendor_id.is_empty());
    assert_eq!(opened.vendor_id, opened.vendor_id.to_lowercase());
    assert!(!opened.naam.is_empty());
    assert_eq!(connected.feiten["verkoopprijs_exclusief_btw"], "true");
    world.refused_nothing();
}

#[test]
fn a_missing_price_mode_means_without_vat_and_two_decimals() {
    let world = World::demo();
    for member in [
        "verkoopprijsArtikelbestandExclusiefBtw",
        "aantalDecimalenArtikelprijzen",
        "aantalDecimalenArtikelaantallen",
    ] {
        world.sim.remove_company_info(member);
    }
    let connected = world.run(world.connector.connect()).unwrap();
    assert_eq!(connected.feiten["verkoopprijs_exclusief_btw"], "true");
    assert_eq!(connected.feiten["prijs_decimalen"], "2");
}

#[test]
fn a_wrong_koppelsleutel_is_the_users_and_a_wrong_subscription_key_the_operators_a3() {
    let world = World::with_keys(DEMO_SUBSCRIPTION_KEY, "ZmFsc2U6a2V5");
    let error = world.run(world.connector.connect()).unwrap_err();
    assert_eq!((error.kind(), error.who()), (ErrorKind::Unauthenticated, Actor::User));
    assert_eq!(error.message().code(), "snelstart-koppelsleutel");
    assert_eq!(error.retry(), Retry::Never);

    let world = World::with_keys("00000000000000000000000000000000", DEMO_KOPPELSLEUTEL);
    let error = world.run(world.connector.connect()).unwrap_err();
    assert_eq!((error.kind(), error.who()), (ErrorKind::Unauthenticated, Actor::Operator));
    assert_eq!(error.message().code(), "snelstart-abonnementssleutel");
}

#[test]
fn connecting_proves_the_koppelsleutel_of_now_although_a_token_lives_on() {
    let world = World::demo();
    world.run(world.connector.connect()).unwrap();
    world.sim.withdraw_koppelsleutel();
    let error = world.run(world.connector.connect()).unwrap_err();
    assert_eq!(error.message().code(), "snelstart-koppelsleutel");
}

#[test]
fn the_token_of_another_koppelsleutel_is_not_used_g9() {
    let world = World::demo();
    world.relaties(None);
    let same = world.restarted_with(DEMO_KOPPELSLEUTEL);
    world.run(same.list_artikelgroepen(&books(), &Default::default())).unwrap();
    assert_eq!(world.sim.tokens_issued(), 1, "a restart needs no new token");
    let other = world.restarted_with("ZmFsc2U6a2V5");
    let error = world.run(other.list_artikelgroepen(&books(), &Default::default())).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unauthenticated);

    world.run(same.list_artikelgroepen(&books(), &Default::default())).unwrap();
    let restarted = world.restarted_with(DEMO_KOPPELSLEUTEL);
    world.run(restarted.list_artikelgroepen(&books(), &Default::default())).unwrap();
    assert_eq!(world.sim.tokens_issued(), 1, "the wrong key took nothing from the right one (A3)");
    world.sim.set_koppelsleutel("bmV3OmtleQ==");
    let renewed = world.restarted_with("bmV3OmtleQ==");
    world.run(renewed.list_artikelgroepen(&books(), &Default::default())).unwrap();
    assert_eq!(world.sim.tokens_issued(), 2, "a new key buys its own");
}

#[test]
fn a_koppelsleutel_of_other_books_gets_no_document_g9() {
    let world = World::demo();
    let (draft, settings) = (world.draft("7"), world.settings(SettingValues::default()));
    let company_calls = || world.requests("GET", "/v2/companyInfo");
    let before = company_calls();
    world.run(world.connector.create_document(&draft, &settings)).unwrap();
    assert_eq!(company_calls(), before, "the same key costs no call");
    world.sim.set_koppelsleutel("bmV3OmtleQ==");
    let renewed = world.restarted_with("bmV3OmtleQ==");
    world.run(renewed.create_document(&draft, &settings)).unwrap();
    assert_eq!(company_calls(), before + 1, "a new key of the same books is fine");
    let other = "\"aaaaaaaa-0000-4000-8000-000000000001\"";
    world.sim.set_company_info("administratieIdentifier", other).unwrap();
    let orders = world.sim.orders().len();
    let error = world.run(renewed.create_document(&draft, &settings)).unwrap_err();
    assert_eq!(error.message().code(), "andere-administratie");
    assert_eq!((error.retry(), error.who()), (Retry::Never, Actor::User));
    assert_eq!(world.sim.orders().len(), orders);
}

#[test]
fn a_token_serves_an_hour_and_a_dead_one_is_renewed_once() {
    let world = World::demo();
    for _ in 0..5 {
        world.relaties(None);
    }
    assert_eq!(world.sim.tokens_issued(), 1);
    world.sim.expire_tokens();
    world.relaties(None);
    assert_eq!(world.sim.tokens_issued(), 2);
    world.pass_minutes(61);
    world.relaties(None);
    assert_eq!(world.sim.tokens_issued(), 3);
}

#[test]
fn a_missing_right_to_orders_names_the_package() {
    let world = World::demo();
    world.sim.set_scopes(&["relaties:read", "artikelen:read", "settings:read"]);
    let read = world.list(None, async |request| {
        world
            .connector
            .list_orders(&books(), simon_core::domain::OrderSoort::Verkooporder, &request)
            .await
    });
    let error = read.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PermissionDenied);
    assert_eq!(error.message().code(), "snelstart-rechten-orders");
}

#[test]
fn our_own_limit_keeps_us_below_the_vendors_r8() {
    let world = World::demo();
    world.sim.limit_per_minute(Some(100));
    world.sim.limit_per_hour(Some(1_000));
    for _ in 0..150 {
        world.run(world.connector.list_artikelgroepen(&books(), &Default::default())).unwrap();
    }
    assert_eq!(world.sim.throttled(), 0);
}

#[test]
fn the_quota_per_hour_is_waiting_and_no_missing_right() {
    let world = World::demo();
    world.sim.limit_per_hour(Some(3));
    let mut failed = None;
    for _ in 0..6 {
        if let Err(error) =
            world.run(world.connector.list_artikelgroepen(&books(), &Default::default()))
        {
            failed = Some(error);
            break;
        }
    }
    let error = failed.expect("the quota was never reached");
    assert_eq!(error.kind(), ErrorKind::RateLimited);
    assert!(matches!(error.retry(), Retry::After(_)), "{:?}", error.retry());
}

#[test]
fn disconnecting_forgets_the_token_a7() {
    let world = World::demo();
    world.relaties(None);
    world.run(world.connector.disconnect()).unwrap();
    let integration = simon_testkit::builders::integration();
    let stored = world.run(world.tokens.load(&integration, "main")).unwrap();
    assert!(stored.tokens.is_none());
}

#[test]
fn no_key_shows_in_debug_or_errors_f6() {
    let world = World::with_keys(DEMO_SUBSCRIPTION_KEY, DEMO_KOPPELSLEUTEL);
    let shown = format!("{:?}", world.connector);
    assert!(!shown.contains(DEMO_SUBSCRIPTION_KEY) && !shown.contains(DEMO_KOPPELSLEUTEL));
    world.sim.withdraw_koppelsleutel();
    let error = world.run(world.connector.connect()).unwrap_err();
    assert!(!format!("{error:?} {:?}", error.vendor_text()).contains(DEMO_KOPPELSLEUTEL));
}
