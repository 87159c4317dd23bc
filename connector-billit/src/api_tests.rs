#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use simon_core::Retry;
use simon_core::connector::ListRequest;
use simon_core::domain::Referentie;
use simon_testkit::builders;

use super::*;
use crate::canned::World;
use crate::config::BillitConfig;
use crate::pass::Pass;
use crate::wire::{Listed, NewOrder, Order, Party};

const BOOKS: &str = "811001";
const EMPTY: &str = r#"{"Items":[]}"#;

/// Method and target of each call, percent-decoded.
fn targets(world: &World) -> Vec<String> {
    let calls = world.calls().into_iter();
    calls
        .map(|sent| {
            let url = Url::parse(&format!("https://h{}", sent.target)).unwrap();
            let query: Vec<String> =
                url.query_pairs().map(|(name, value)| format!("{name}={value}")).collect();
            format!("{} {} {}", sent.method, url.path(), query.join("&")).trim_end().to_owned()
        })
        .collect()
}

fn referentie() -> Referentie {
    Referentie::new(&builders::integration(), &builders::nummer("20417"))
}

fn invoice() -> NewOrder {
    NewOrder {
        order_type: "Invoice",
        order_direction: "Income",
        order_status: None,
        customer_id: 4711,
        order_date: "2026-11-20".to_owned(),
        expiry_date: "2026-12-20".to_owned(),
        reference: None,
        comments: None,
        ventilation_code: None,
        external_provider_id: "acme01-20417".to_owned(),
        order_lines: Vec::new(),
        attachments: Vec::new(),
    }
}

#[test]
fn every_reading_call_names_its_company_and_its_filter() {
    let one = [
        (200, r#"{"PartyID":4711}"#),
        (200, r#"{"ProductID":90001}"#),
        (200, r#"{"OrderID":550001}"#),
    ];
    let world = World::new(&[&[(200, "{}")][..], &one, &[(200, EMPTY); 3]].concat());
    let api = &world.api;
    let (pass, _) = Pass::begun(&ListRequest::everything(), BOOKS, api.now());
    world.run(async {
        api.account(Some(BOOKS)).await.unwrap();
        api.party(BOOKS, "4711").await.unwrap().unwrap();
        api.product(BOOKS, "90001").await.unwrap().unwrap();
        api.factuur(BOOKS, 550_001).await.unwrap().unwrap();
        let _: Listed<Party> = api.page(&KLANTEN, BOOKS, &pass).await.unwrap();
        api.products_with_reference(BOOKS, " d'Or & co+ ").await.unwrap();
        api.invoices_with(BOOKS, &referentie()).await.unwrap();
    });
    assert_eq!(
        targets(&world),
        [
            "GET /v1/account/accountInformation",
            "GET /v1/parties/4711",
            "GET /v1/products/90001",
            "GET /v1/orders/550001",
            "GET /v1/parties $orderby=LastModified asc,PartyID asc&$top=120\
             &$filter=PartyType eq 'Customer'",
            "GET /v1/products $filter=Reference eq 'd''Or & co+'&$top=2",
            "GET /v1/orders $filter=OrderType eq 'Invoice' and OrderDirection eq 'Income' \
             and ExternalProviderID eq 'acme01-20417'&$orderby=OrderID asc&$top=120",
        ]
    );
    for call in world.calls() {
        assert!(!call.target.contains(['+', ' ', '\'']), "{}", call.target);
        assert_eq!(call.headers["accept"], "application/json");
        assert_eq!(call.headers["authorization"], "Bearer a1");
        assert_eq!(call.headers["partyid"], BOOKS);
    }
}

#[test]
fn an_api_key_goes_in_its_own_header_and_buys_nothing() {
    let world = World::with(BillitConfig::with_api_key("the-key"), &[(200, "{}")]);
    world.run(world.api.account(None)).unwrap();
    let call = &world.calls()[0];
    assert_eq!(call.headers["apikey"], "the-key");
    assert!(!call.headers.contains_key("authorization") && !call.headers.contains_key("partyid"));
    assert!(world.token_calls().is_empty() && !world.api.has_login());
    world.run(world.api.disconnect()).unwrap();
    assert_eq!(world.calls().len(), 1, "a key is the user's to withdraw");
}

#[test]
fn a_look_up_ends_with_a_page_without_anything_new_p7() {
    let page = |id: i64| format!(r#"{{"Items":[{{"OrderID":{id},"NextPageLink":null}}]}}"#);
    let (first, second) = (page(7), page(9));
    let world = World::new(&[(200, &first), (200, &second), (200, &second)]);
    let found: Vec<Order> = world.run(world.api.invoices_with(BOOKS, &referentie())).unwrap();
    assert_eq!(found.iter().map(|order| order.order_id).collect::<Vec<_>>(), [7, 9]);
    assert!(targets(&world)[1].contains("and OrderID gt 7&"));
    let unreadable = r#"{"Items":[{"OrderID":"x"}]}"#;
    let world = World::new(&[(200, unreadable)]);
    let error = world.run(world.api.invoices_with(BOOKS, &referentie())).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode, "it may be the one");
}

#[test]
fn what_is_gone_is_none_and_another_record_is_an_error() {
    for (status, body) in [(404, ""), (400, ""), (400, r#"{"errors":[{"Code":"GenericError"}]}"#)] {
        let world = World::new(&[(status, body)]);
        assert!(world.run(world.api.party(BOOKS, "4711")).unwrap().is_none());
    }
    let world = World::new(&[(200, r#"{"PartyID":4712}"#)]);
    let error = world.run(world.api.party(BOOKS, "4711")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
}

#[test]
fn a_filter_on_references_that_is_refused_is_an_unknown_article() {
    let refused = r#"{"errors":[{"Code":"GenericError","Description":"No property Reference"}]}"#;
    let world = World::new(&[(400, refused)]);
    assert!(world.run(world.api.products_with_reference(BOOKS, "A")).unwrap().is_empty());
    let world = World::new(&[(403, "")]);
    assert!(world.run(world.api.products_with_reference(BOOKS, "A")).is_err());
}

#[test]
fn a_create_carries_its_key_and_is_never_repeated_c22() {
    let world = World::new(&[(200, "550012")]);
    let made = world.run(world.api.create_invoice(BOOKS, &invoice(), "order-create-x")).unwrap();
    assert_eq!(made, 550_012);
    let call = &world.calls()[0];
    assert_eq!((&*call.method, &*call.target), ("POST", "/v1/orders"));
    assert_eq!(call.headers["idempotency-key"], "order-create-x");
    assert_eq!(
        (&call.headers["partyid"], &call.headers["content-type"]),
        (&HeaderValue::from_static(BOOKS), &HeaderValue::from_static("application/json"),)
    );
    // A refused token as well: the request may have come before, under the one that died.
    for status in [401, 408, 500, 502, 503, 504] {
        let world = World::new(&[(status, "")]);
        let made = world.run(world.api.create_invoice(BOOKS, &invoice(), "k"));
        let error = made.unwrap_err();
        assert_eq!((error.retry(), world.calls().len()), (Retry::CheckFirst, 1), "{status}");
    }
    let exists = r#"{"errors":[{"Code":"Idempotent token already exists"}]}"#;
    for (status, body) in [(409, exists), (409, "")] {
        let world = World::new(&[(status, body)]);
        let made = world.run(world.api.create_invoice(BOOKS, &invoice(), "k"));
        assert_eq!(made.unwrap_err().kind(), ErrorKind::AlreadyExists);
    }
    for no_id in ["{}", "0", "-1", "null", "true", "", "<html></html>"] {
        let world = World::new(&[(200, no_id)]);
        let made = world.run(world.api.create_invoice(BOOKS, &invoice(), "k"));
        assert_eq!(made.unwrap_err().retry(), Retry::CheckFirst, "made, and its id is not {no_id}");
    }
}

#[test]
fn all_companies_share_two_calls_a_second() {
    let world = World::new(&[(200, "{}"); 6]);
    let start = world.api.now();
    world.run(async {
        for books in [BOOKS, "811002", "811003", BOOKS, "811002", "811003"] {
            world.api.account(Some(books)).await.unwrap();
        }
    });
    let took = (world.api.now() - start).num_milliseconds();
    assert!((2_000..3_000).contains(&took), "{took} ms for six calls");
}
