//! A login that does not reach sales orders: everything else works, and what has to be done is said.

use connector_visma::INFO;
use connector_visma::simulator::{DEMO_REFRESH_TOKEN, DEMO_TENANT, ScopeRefusal};
use http::StatusCode;
use simon_core::connector::{AccountingConnector, DocumentsRequest, ListRequest, Next};
use simon_core::domain::OrderSoort;
use simon_core::message::Catalogue;
use simon_core::settings::{CheckOutcome, SettingValue};
use simon_core::{ErrorKind, Retry};
use simon_testkit::listings::Listings;

use crate::world::{World, books, interactive, refused, tekst};

const CODE: &str = "visma-orders-niet-goedgekeurd";

fn refuses_orders(status: StatusCode) -> World {
    let world = World::demo();
    world.sim.refuse_interactive_on_orders(Some(status));
    world
}

#[test]
fn connecting_warns_and_says_in_dutch_what_to_do() {
    for status in [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN] {
        let world = refuses_orders(status);
        let connected = world.run(world.connector.connect()).unwrap();
        let [line] = connected.waarschuwingen.as_slice() else { panic!("{status}") };
        assert_eq!(line.message.code(), CODE, "{status}");
        let text = Catalogue::with_connector(INFO.messages).render(&line.message);
        let actie = text.actie.unwrap().nl;
        assert!(actie.contains("Visma App Store") && actie.contains("Klantfactuur"), "{actie}");
        world.refused_nothing();
    }
}

#[test]
fn settings_that_need_orders_are_refused_and_invoices_are_not() {
    for status in [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN] {
        let world = refuses_orders(status);
        let order = [("document", tekst("verkooporder")), ("magazijn", tekst("1"))];
        assert_eq!(refused(world.check("document", &order)), CODE);
        let fetch = SettingValue::Lijst(vec!["verkooporders".to_owned()]);
        assert_eq!(refused(world.check("ophalen", &[("ophalen", fetch)])), CODE);
        let invoice = world.check("document", &[("document", tekst("klantfactuur"))]);
        assert!(matches!(invoice, CheckOutcome::Accepted(_)));
    }
}

#[test]
fn customers_and_invoices_go_on_without_orders() {
    let world = refuses_orders(StatusCode::FORBIDDEN);
    assert_eq!(world.relaties(None).items.len(), 6);
    let draft = world.draft("1");
    let settings = world.settings("klantfactuur");
    world.run(world.connector.create_document(&draft, &settings)).unwrap();
    let found = world.documents(simon_core::host::Clock::now(&world.clock)).unwrap();
    assert_eq!(found.len(), 1, "the invoices of a period");
    let first = ListRequest::everything();
    let soort = OrderSoort::Verkooporder;
    let error = world.run(world.connector.list_orders(&books(), soort, &first)).unwrap_err();
    assert_eq!((error.kind(), error.message().code()), (ErrorKind::PermissionDenied, CODE));
    world.refused_nothing();
}

#[test]
fn orders_that_are_closed_off_halfway_are_not_a_period_without_orders_g2() {
    let world = World::demo();
    let settings = world.settings("verkooporder");
    for nummer in ["1", "2", "3"] {
        let draft = world.draft(nummer);
        world.run(world.connector.create_document(&draft, &settings)).unwrap();
    }
    world.sim.cap_pages(Some(2));
    let since = simon_core::host::Clock::now(&world.clock);
    let mut request = DocumentsRequest::new(since, "acme01-");
    let page = world.run(world.connector.list_documents(&books(), &request)).unwrap();
    let Next::More(place) = page.next else { panic!("one page") };
    request.resume = Some(place);
    world.sim.refuse_interactive_on_orders(Some(StatusCode::FORBIDDEN));
    let error = world.run(world.connector.list_documents(&books(), &request)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PermissionDenied);
}

#[test]
fn a_sales_order_that_is_not_allowed_is_refused_with_the_action() {
    let world = refuses_orders(StatusCode::FORBIDDEN);
    let (draft, settings) = (world.draft("1"), world.settings("verkooporder"));
    let error = world.run(world.connector.create_document(&draft, &settings)).unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::PermissionDenied, Retry::Never));
    assert_eq!(error.message().code(), CODE);
}

#[test]
fn a_create_whose_token_is_refused_is_looked_up_first_c22() {
    let world = refuses_orders(StatusCode::UNAUTHORIZED);
    let (draft, settings) = (world.draft("1"), world.settings("verkooporder"));
    let before = world.sim.calls("POST /api/v3/SalesOrders");
    let error = world.run(world.connector.create_document(&draft, &settings)).unwrap_err();
    assert_eq!(error.retry(), Retry::CheckFirst);
    assert_eq!(world.sim.calls("POST /api/v3/SalesOrders") - before, 1);
}

#[test]
fn a_scope_that_the_application_lacks_is_seen_at_login_or_at_the_first_order() {
    let world = World::with(interactive());
    world.sim.grant_scope("visma.net.erp.salesorder.inter:read", false);
    world.sim.grant_scope("visma.net.erp.salesorder.inter:write", false);
    let address = world.run(world.connector.login_url()).unwrap();
    let back = world.browser(&address);
    let error = world.run(world.connector.log_in(&back)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unauthenticated);
    assert_eq!(error.vendor_code(), Some("invalid_scope"));
    world.sim.set_scope_refusal(ScopeRefusal::LeftOut);
    world.log_in();
    let connected = world.run(world.connector.connect()).unwrap();
    assert_eq!(connected.waarschuwingen[0].message.code(), CODE);
    world.refused_nothing();
}

#[test]
fn service_tokens_for_the_orders_take_the_place_of_the_login_there() {
    let config = interactive().with_refresh_token(DEMO_REFRESH_TOKEN);
    let world = World::with(config.with_service_orders(DEMO_TENANT));
    world.sim.seed_demo();
    world.sim.refuse_interactive_on_orders(Some(StatusCode::FORBIDDEN));
    let connected = world.run(world.connector.connect()).unwrap();
    assert_eq!(connected.waarschuwingen, []);
    let (draft, settings) = (world.draft("1"), world.settings("verkooporder"));
    world.run(world.connector.create_document(&draft, &settings)).unwrap();
    assert_eq!(world.sim.books().orders().len(), 3);
    world.sim.books().approve(false);
    world.sim.expire_tokens();
    world.pass_seconds(3_600);
    let connected = world.run(world.connector.connect()).unwrap();
    assert_eq!(connected.waarschuwingen[0].message.code(), "visma-niet-goedgekeurd");
    world.refused_nothing();
}

#[test]
fn service_orders_of_another_company_than_the_login_are_refused_g9() {
    let other = "5d1c0de0-0000-4000-b000-0afe00000002";
    let config = interactive().with_refresh_token(DEMO_REFRESH_TOKEN).with_service_orders(other);
    let world = World::with(config);
    world.sim.add_company(other, "1403279", "Ander Bedrijf B.V.");
    let error = world.run(world.connector.connect()).unwrap_err();
    assert_eq!(error.message().code(), "visma-ander-bedrijf");
    world.sim.seed_demo();
    let orders = world.sim.books_of(other).orders().len();
    let (draft, settings) = (World::demo().draft("1"), world.settings("verkooporder"));
    let error = world.run(world.connector.create_document(&draft, &settings)).unwrap_err();
    assert_eq!(error.message().code(), "visma-ander-bedrijf");
    assert_eq!(world.sim.books_of(other).orders().len(), orders);
}
