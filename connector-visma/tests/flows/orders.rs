//! Orders and quotes that become werkbonnen (D).

use connector_visma::simulator::{ErrorShape, Order, Regel};
use http::StatusCode;
use simon_core::connector::{AccountingConnector, ListRequest};
use simon_core::domain::{OrderSoort, VendorOrder};
use simon_testkit::builders;
use simon_testkit::listings::Listings;

use crate::world::{World, books};

fn read(world: &World, soort: OrderSoort) -> Vec<VendorOrder> {
    world.orders(soort, None).items
}

fn order(omschrijving: &str, status: &str) -> Order {
    Order {
        soort: "SO".to_owned(),
        klant: "10001".to_owned(),
        status: status.to_owned(),
        omschrijving: Some(omschrijving.to_owned()),
        datum: builders::datum(),
        gemaakt_door: Some("kantoor".to_owned()),
        ..Order::default()
    }
}

#[test]
fn orders_and_quotes_come_with_customer_and_lines_d1_d4() {
    for (soort, id, klant) in [
        (OrderSoort::Verkooporder, "SO/000001", "10001"),
        (OrderSoort::Offerte, "QT/000002", "10003"),
    ] {
        for apart in [false, true] {
            let world = World::demo();
            world.sim.leave_out_expanded_lines(apart);
            let found = read(&world, soort);
            let [order] = found.as_slice() else { panic!("{found:?}") };
            assert_eq!((order.order.vendor_id.as_str(), order.open), (id, true));
            let number = world.sim.books().klant_by_number(klant).unwrap().to_string();
            assert_eq!(order.klant.as_ref().unwrap().as_str(), number);
            let lines: Vec<_> = order
                .regels
                .iter()
                .map(|it| {
                    (it.artikel_code.as_deref(), it.aantal.unwrap().0.normalize().to_string())
                })
                .collect();
            let expected = [(Some("UUR"), "2.5".to_owned()), (Some("FILTER"), "1".to_owned())];
            assert_eq!(lines, expected, "lines apart: {apart}");
            world.refused_nothing();
        }
    }
}

#[test]
fn closed_orders_and_our_own_are_not_read_whole_d8() {
    let world = World::demo();
    let books = world.sim.books();
    for status in ["Completed", "Cancelled", "Invoiced", "CreditHold"] {
        books.add_order(order("Oud", status));
    }
    let settings = world.settings("verkooporder");
    world.run(world.connector.create_document(&world.draft("1"), &settings)).unwrap();
    let before = world.sim.calls("GET /api/v3/SalesOrders/{type}/{orderId}");
    let found = read(&world, OrderSoort::Verkooporder);
    assert_eq!(found.len(), 6);
    assert_eq!(found.iter().filter(|it| it.open).count(), 2);
    let ours = found.iter().filter(|it| it.referentie.as_deref() == Some("acme01-1")).count();
    assert_eq!(ours, 1);
    let details = world.sim.calls("GET /api/v3/SalesOrders/{type}/{orderId}") - before;
    assert_eq!(details, 1, "only the one that may become a werkbon");
    world.refused_nothing();
}

#[test]
fn no_order_is_read_whole_while_only_stock_is_taken_d8() {
    let world = World::demo();
    for _ in 0..30 {
        world.sim.books().add_order(order("Van voor de start", "Open"));
    }
    let calls = world.sim.all_calls();
    let request = ListRequest::everything().without_details(true);
    let soort = OrderSoort::Verkooporder;
    let page = world.run(world.connector.list_orders(&books(), soort, &request)).unwrap();
    assert_eq!(page.items.iter().filter(|it| it.open).count(), 31);
    assert_eq!(world.sim.all_calls() - calls, 2, "a token and a page");
    world.refused_nothing();
}

#[test]
fn an_order_that_was_made_from_a_quote_names_it_d8() {
    let world = World::demo();
    let herkomst = Some(("QT".to_owned(), "000002".to_owned()));
    world.sim.books().add_order(Order { herkomst, ..order("Uit de offerte", "Open") });
    let found = read(&world, OrderSoort::Verkooporder);
    let made = found.iter().find(|it| it.omschrijving == "Uit de offerte").unwrap();
    let quote = &read(&world, OrderSoort::Offerte)[0].order;
    assert_eq!(made.uit.as_ref(), Some(quote));
    assert_eq!(found.iter().filter(|it| it.uit.is_none()).count(), 1);
}

#[test]
fn only_what_changed_comes_again_and_a_status_is_read_in_any_spelling() {
    let world = World::demo();
    let watermark = world.orders(OrderSoort::Verkooporder, None).watermark;
    world.pass_seconds(3_600);
    // The first pass over changes still goes back to what the listing of everything saw last.
    let watermark = world.orders(OrderSoort::Verkooporder, watermark.as_ref()).watermark;
    world.sim.space_statuses(true);
    let nummer = world.sim.books().add_order(order("Nieuw", "BackOrder"));
    let changed = world.orders(OrderSoort::Verkooporder, watermark.as_ref());
    let [one] = changed.items.as_slice() else { panic!("{:?}", changed.items) };
    assert_eq!((one.order.nummer.as_str(), one.open), (nummer.as_str(), true));
    world.pass_seconds(1_800);
    let again = world.orders(OrderSoort::Verkooporder, changed.watermark.as_ref());
    world.pass_seconds(900);
    let again = world.orders(OrderSoort::Verkooporder, again.watermark.as_ref());
    assert_eq!((again.items.len(), again.calls), (0, 1), "an idle cycle is one call");
    world.refused_nothing();
}

#[test]
fn an_unknown_status_is_counted_and_not_fetched_g5() {
    let world = World::demo();
    world.sim.books().add_order(order("Vreemd", "Zwevend"));
    let read = world.orders(OrderSoort::Verkooporder, None);
    assert_eq!(read.drift.len(), 1);
    assert_eq!(read.drift[0].veld, "salesOrders.status");
    assert!(read.items.iter().any(|it| it.omschrijving == "Vreemd" && !it.open));
}

#[test]
fn an_order_that_cannot_be_read_whole_stops_no_other_b13() {
    let world = World::demo();
    let lines = vec![Regel { artikel: "UUR".to_owned(), ..Regel::default() }];
    let nummer = world.sim.books().add_order(Order { regels: lines, ..order("Stuk", "Open") });
    let broken = Some(r#"{"internalId":[]}"#);
    world.sim.books().serve_order_as("SO", &nummer, "customer", broken).unwrap();
    let read = world.orders(OrderSoort::Verkooporder, None);
    assert_eq!((read.items.len(), read.rejected), (1, 1));
}

#[test]
fn an_order_that_the_service_refuses_to_show_stops_no_other_p20() {
    let world = World::demo();
    world.sim.books().add_order(order("Stuk", "Open"));
    let detail = "GET /api/v3/SalesOrders/{type}/{orderId}";
    world.sim.fail_next_of(detail, StatusCode::BAD_REQUEST, ErrorShape::Problem);
    let read = world.orders(OrderSoort::Verkooporder, None);
    assert_eq!((read.items.len(), read.rejected), (1, 1));
}

#[test]
fn a_row_of_another_kind_than_was_asked_for_is_left_out_d1() {
    for status in ["Open", "Completed"] {
        let world = World::demo();
        let books = world.sim.books();
        let quote = Order { soort: "QT".to_owned(), ..order("Verdwaald", status) };
        let nummer = books.add_order(quote);
        books.serve_order_as("QT", &nummer, "type", Some("\"SO\"")).unwrap();
        let found = read(&world, OrderSoort::Offerte);
        assert_eq!(found.len(), 1, "the demo's quote alone");
        assert_eq!(found[0].order.soort, OrderSoort::Offerte, "{status}");
    }
}

#[test]
fn pages_of_orders_are_joined_whatever_their_size_p9() {
    for cap in [1, 2, 7, 100] {
        let world = World::demo();
        for nummer in 0..23 {
            world.sim.books().add_order(order(&format!("Order {nummer}"), "Completed"));
        }
        world.sim.cap_pages(Some(cap));
        world.sim.point_next_pages_to(Some("https://evil.example"));
        let mut ids: Vec<String> = read(&world, OrderSoort::Verkooporder)
            .into_iter()
            .map(|it| it.order.vendor_id)
            .collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 24, "pages of {cap}");
        world.refused_nothing();
    }
    let world = World::demo();
    assert!(world.connector.info().capabilities.orders.contains(&OrderSoort::Offerte));
}
