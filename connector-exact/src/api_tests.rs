#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use simon_core::http::Effect;
use simon_core::{ErrorKind, Retry};

use super::*;
use crate::canned::World;
use crate::wire;

const EMPTY: &str = r#"{"d":{"results":[]}}"#;
const BOOKS: &str = "1234567";
const ID: &str = "5b7c2f0e-0000-4000-8000-000000000001";

/// Method and target of each call, percent-decoded.
fn targets(world: &World) -> Vec<String> {
    let calls = world.calls().into_iter();
    calls
        .map(|sent| {
            let url = Url::parse(&format!("https://h{}", sent.target)).unwrap();
            let query: Vec<String> =
                url.query_pairs().map(|(name, value)| format!("{name}={value}")).collect();
            let path = url.path().strip_prefix("/api/v1/").unwrap().to_owned();
            format!("{} {path} {}", sent.method, query.join("&"))
        })
        .collect()
}

#[test]
fn every_reading_call_names_its_administration_its_filter_and_its_members() {
    let world = World::new(&[(200, EMPTY); 14]);
    let api = &world.api;
    let at = "2026-11-22T08:05:09".parse().unwrap();
    world.run(async {
        api.divisions("9").await.unwrap();
        api.journals(BOOKS, " 70 ").await.unwrap();
        api.items_with_code(BOOKS, "d'Or & co+").await.unwrap();
        api.item(BOOKS, ID).await.unwrap();
        api.account(BOOKS, ID).await.unwrap();
        api.item_groups(BOOKS).await.unwrap();
        api.document_types(BOOKS).await.unwrap();
        api.changed_since::<wire::Account>(&SYNC_ACCOUNTS, BOOKS, 10_008).await.unwrap();
        api.changed_since::<wire::Deletion>(&DELETED, BOOKS, 1).await.unwrap();
        api.invoices_with_description(BOOKS, "Werkbon a-1").await.unwrap();
        api.invoices_since(BOOKS, at).await.unwrap();
        api.documents_since(BOOKS, at).await.unwrap();
        api.attachments(BOOKS, ID).await.unwrap();
    });
    let parts = [
        ("GET 9/system/Divisions $select=Code,Hid,Description,", "IsDossierDivision"),
        ("GET 1234567/financial/Journals $filter=Code eq '70'&$select=ID,Code,", ""),
        ("GET 1234567/logistics/Items $filter=Code eq 'd''Or & co+'&$select=ID,Code,", ""),
        ("GET 1234567/logistics/Items $filter=trim(Code) eq 'd''Or & co+'&$select=ID,Code,", ""),
        (&format!("GET 1234567/logistics/Items $filter=ID eq guid'{ID}'&$select="), ""),
        (&format!("GET 1234567/crm/Accounts $filter=ID eq guid'{ID}'&$select="), ",Modified"),
        ("GET 1234567/logistics/ItemGroups $select=ID,Code,Description", ""),
        ("GET 1234567/documents/DocumentTypes $select=ID,Description,DocumentIsCreatable", ""),
        ("GET 1234567/sync/CRM/Accounts $filter=Timestamp gt 10008L&$select=ID,", ",Timestamp"),
        ("GET 1234567/sync/Deleted $filter=Timestamp gt 1L&$select=EntityKey,", ",Timestamp"),
        ("GET 1234567/salesinvoice/SalesInvoices $filter=Description eq 'Werkbon a-1'&$select", ""),
        (
            "GET 1234567/salesinvoice/SalesInvoices \
             $filter=Created ge datetime'2026-11-22T08:05:09'&$select=InvoiceID,",
            "Created",
        ),
        (
            "GET 1234567/documents/Documents \
             $filter=Modified ge datetime'2026-11-22T08:05:09'&$select=ID,HID,Account,Subject",
            "",
        ),
        (
            &format!("GET 1234567/documents/DocumentAttachments $filter=Document eq guid'{ID}'"),
            "ID,FileName",
        ),
    ];
    let sent = targets(&world);
    assert_eq!(sent.len(), parts.len(), "{sent:#?}");
    for (sent, (begins, ends)) in sent.iter().zip(parts) {
        assert!(sent.starts_with(begins) && sent.ends_with(ends), "{sent}\n{begins} .. {ends}");
    }
    for call in world.calls() {
        assert!(!call.target.contains(['+', ' ', '\'']), "{}", call.target);
        assert_eq!(call.headers["accept"], "application/json");
        assert_eq!(call.headers["authorization"], "Bearer a1");
    }
}

#[test]
fn the_second_question_for_a_code_is_only_asked_when_the_first_found_nothing() {
    let found = r#"{"d":[{"ID":"5b7c2f0e-0000-4000-8000-000000000001","Code":"A"}]}"#;
    let world = World::new(&[(200, found)]);
    let rows = world.run(world.api.items_with_code(BOOKS, "A")).unwrap();
    assert_eq!((rows.items.len(), world.calls().len()), (1, 1));
}

#[test]
fn who_we_are_and_what_we_may_is_asked_for_once() {
    let me = r#"{"d":{"results":[{"CurrentDivision":1234567}]}}"#;
    let world = World::new(&[(200, me), (200, r#"{"d":{"UserHasRights":false}}"#)]);
    let me = world.run(world.api.me()).unwrap();
    assert_eq!(me.current_division.as_deref(), Some(BOOKS));
    let may = world.run(world.api.user_has_right(BOOKS, Right::Documenten)).unwrap();
    assert_eq!(may, Some(false));
    assert_eq!(
        targets(&world),
        [
            "GET current/Me $select=CurrentDivision",
            "GET 1234567/users/UserHasRights endpoint='documents/Documents'&action='POST'",
        ]
    );
}

#[test]
fn a_list_is_followed_to_its_end_whatever_the_size_of_a_page_p7() {
    let next = "https://start.exactonline.nl/api/v1/1234567/logistics/ItemGroups?$skiptoken=";
    let page = |id: &str, next: &str| {
        format!(
            r#"{{"d":{{"results":[{{"ID":"5b7c2f0e-0000-4000-8000-00000000000{id}"}}],"__next":{next}}}}}"#
        )
    };
    let first = page("1", &format!("\"{next}guid'1',2\""));
    let second = page("2", &format!("\"{next}2\""));
    let third = page("3", "null");
    let world = World::new(&[(200, &first), (200, &second), (200, &third)]);
    let rows = world.run(world.api.item_groups(BOOKS)).unwrap();
    assert_eq!(rows.items.len(), 3);
    assert!(world.calls()[1].target.ends_with("ItemGroups?$skiptoken=guid%271%27,2"));
    let again = World::new(&[(200, &first), (200, &first), (200, &first)]);
    let error = again.run(again.api.item_groups(BOOKS)).unwrap_err();
    assert_eq!((error.kind(), again.calls().len()), (ErrorKind::Incomplete, 2), "P12");
}

#[test]
fn our_token_goes_nowhere_else() {
    let good = "https://start.exactonline.nl/api/v1/1234567/sync/CRM/Accounts?$skiptoken=1";
    for next in [
        "https://start.exactonline.be/api/v1/1234567/sync/CRM/Accounts",
        "http://start.exactonline.nl/api/v1/1234567/sync/CRM/Accounts",
        "https://start.exactonline.nl:444/api/v1/1234567/sync/CRM/Accounts",
        "https://start.exactonline.nl.example/api/v1/1234567/sync/CRM/Accounts",
        "https://start.exactonline.nl@example.nl/api/v1/1234567/sync/CRM/Accounts",
        "https://user:pass@start.exactonline.nl/api/v1/1234567/sync/CRM/Accounts",
        "https://start.exactonline.nl/api/v1/7654321/sync/CRM/Accounts",
        "https://start.exactonline.nl/api/v1/1234567/sync/Deleted",
        "https://start.exactonline.nl/api/v1/1234567/sync/CRM/Accounts/../../../x",
        "/api/v1/1234567/sync/CRM/Accounts",
        "",
    ] {
        let world = World::new(&[(200, EMPTY)]);
        let page = world.api.next_page::<wire::Account>(&SYNC_ACCOUNTS, BOOKS, next);
        let error = world.run(page).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{next}");
        assert!(world.calls().is_empty() && world.token_calls().is_empty(), "{next}");
    }
    let world = World::new(&[(200, EMPTY)]);
    world.run(world.api.next_page::<wire::Account>(&SYNC_ACCOUNTS, BOOKS, good)).unwrap();
    assert_eq!(world.calls()[0].target, good.strip_prefix("https://start.exactonline.nl").unwrap());
}

#[test]
fn a_create_asks_for_the_whole_record_and_is_not_repeated_c22() {
    let invoice = wire::NewDocument {
        subject: "Werkbon a-1".to_owned(),
        r#type: 10,
        account: ID.to_owned(),
        document_date: "2026-11-22T00:00:00".to_owned(),
    };
    let body = format!(r#"{{"d":{{"ID":"{ID}"}}}}"#);
    let world = World::new(&[(201, &body)]);
    let made = world.run(world.api.create_document(BOOKS, &invoice)).unwrap();
    assert_eq!(made.key().as_deref(), Some(ID));
    let call = &world.calls()[0];
    assert_eq!((&*call.method, &*call.target), ("POST", "/api/v1/1234567/documents/Documents"));
    assert_eq!(call.headers["prefer"], "return=representation");
    assert_eq!(call.headers["content-type"], "application/json");
    assert_eq!(
        call.body,
        format!(
            r#"{{"Subject":"Werkbon a-1","Type":10,"Account":"{ID}","DocumentDate":"2026-11-22T00:00:00"}}"#
        )
    );
    for status in [500, 502, 503, 504, 408] {
        let world = World::new(&[(status, "")]);
        let error = world.run(world.api.create_document(BOOKS, &invoice)).unwrap_err();
        assert_eq!((error.retry(), world.calls().len()), (Retry::CheckFirst, 1), "{status}");
    }
    let words = r#"{"error":{"code":"","message":{"lang":"","value":"Verplicht: Onderwerp"}}}"#;
    for status in [400, 500] {
        let world = World::new(&[(status, words)]);
        let error = world.run(world.api.create_document(BOOKS, &invoice)).unwrap_err();
        assert_eq!((error.kind(), error.retry()), (ErrorKind::Rejected, Retry::Never), "{status}");
        assert_eq!(error.vendor_text(), Some("Verplicht: Onderwerp"));
    }
}

#[test]
fn a_refused_young_token_is_not_renewed_and_the_call_not_repeated_p3() {
    let world = World::new(&[(401, "")]);
    let error = world.run(world.api.answer(Effect::Read)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unauthenticated);
    assert_eq!((world.calls().len(), world.token_calls().len()), (1, 1));
}

#[test]
fn calls_are_counted_per_administration_and_failures_per_resource() {
    let world = World::new(&[(200, EMPTY), (200, EMPTY), (200, EMPTY)]);
    world.run(async {
        world.api.item_groups(BOOKS).await.unwrap();
        world.api.item_groups(BOOKS).await.unwrap();
        world.api.item_groups("7654321").await.unwrap();
    });
    for (division, used) in [(BOOKS, 2), ("7654321", 1), ("1", 0)] {
        let gauge = world.run(world.api.call_gauge(division)).unwrap().unwrap();
        let counted: Vec<u32> = gauge.windows.iter().map(|window| window.used).collect();
        assert_eq!(counted, [used, used], "{division}");
    }
}

#[test]
fn an_endpoint_that_failed_nine_times_in_an_hour_is_left_alone() {
    let world = World::new(&[(400, "{}"); 12]);
    let failed = |_| world.run(world.api.item(BOOKS, ID)).unwrap_err().kind();
    let kinds: Vec<ErrorKind> = (0..10).map(failed).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == ErrorKind::Rejected).count(), 9);
    assert_eq!(kinds.last(), Some(&ErrorKind::RateLimited));
    let other_question = world.run(world.api.items_with_code(BOOKS, "A")).unwrap_err();
    assert_eq!(other_question.kind(), ErrorKind::RateLimited, "the same resource");
    assert_eq!(world.calls().len(), 9);
    let elsewhere = world.run(world.api.item_groups(BOOKS)).unwrap_err();
    assert_eq!((elsewhere.kind(), world.calls().len()), (ErrorKind::Rejected, 10));
}
