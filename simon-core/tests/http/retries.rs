//! What is repeated and what is not.

use std::time::Duration;

use http::Method;
use simon_core::error::{ErrorKind, Retry};
use simon_core::http::{ApiRequest, Effect, decode};
use simon_testkit::{Fault, On};

use crate::world::{World, create, moment, profile, read, url};

fn on_read() -> On {
    On::new("GET", "/relaties")
}

fn on_create() -> On {
    On::new("POST", "/facturen")
}

#[test]
fn timeout_on_create_is_not_retried_c22() {
    for fault in [Fault::StallBefore, Fault::StallAfter] {
        let world = World::new();
        world.faults.add(on_create(), fault, 1);
        let error = world.run(world.client().send(create())).unwrap_err();
        assert_eq!((error.kind(), error.retry()), (ErrorKind::Timeout, Retry::CheckFirst));
        assert!(world.vendor.books().invoices <= 1);
        assert_eq!(world.faults.calls(), 2, "a login and one create");
    }
}

#[test]
fn a_create_of_which_the_outcome_is_unknown_is_never_repeated_c22() {
    let mut faults = vec![Fault::DropBefore, Fault::DropAfter, Fault::Truncate];
    for status in [408, 500, 502, 503, 504] {
        faults.push(Fault::status(status));
        faults.push(Fault::status_with(status, &[("retry-after", "1")], "").after());
    }
    for fault in faults {
        let world = World::new();
        world.faults.add(on_create(), fault.clone(), 1);
        let error = world.run(world.client().send(create())).unwrap_err();
        assert_eq!(error.retry(), Retry::CheckFirst, "{fault:?}");
        assert_eq!(world.faults.calls(), 2, "{fault:?}");
    }
}

#[test]
fn a_create_that_certainly_was_not_processed_is_repeated() {
    for fault in [
        Fault::Refuse,
        Fault::status(429),
        Fault::status_with(429, &[("retry-after", "2")], ""),
        Fault::status_with(403, &[("retry-after", "2")], ""),
    ] {
        let world = World::new();
        world.faults.add(on_create(), fault.clone(), 2);
        let answer = world.run(world.client().send(create()));
        assert_eq!(answer.unwrap().body, r#"{"id":1}"#, "{fault:?}");
        assert_eq!(world.vendor.books().invoices, 1);
    }
}

#[test]
fn reads_and_replacements_survive_every_passing_fault() {
    let put = ApiRequest::new("x.put", Effect::Replace, Method::PUT, url("relaties/1"));
    for request in [read(), put] {
        for (name, fault) in Fault::every_kind(false) {
            if matches!(fault, Fault::Html) {
                continue; // an answer with a success status: decode judges it
            }
            let world = World::new();
            world.faults.add(On::path("/relaties"), fault, 1);
            world.run(world.client().send(request.clone())).expect(name);
        }
    }
}

#[test]
fn a_delay_in_seconds_is_obeyed() {
    let world = World::new();
    let start = world.clock.now();
    world.faults.add(on_read(), Fault::status_with(429, &[("retry-after", "30")], ""), 1);
    world.run(world.client().send(read())).unwrap();
    assert_eq!(world.seconds_since(start), 30);
}

#[test]
fn a_delay_as_an_http_date_is_obeyed() {
    let world = World::new();
    let headers = [("retry-after", "Mon, 02 Mar 2026 10:00:45 GMT")];
    world.faults.add(on_read(), Fault::status_with(429, &headers, ""), 1);
    world.run(world.client().send(read())).unwrap();
    let resumed = world.clock.now();
    assert!(resumed >= moment("2026-03-02T10:00:45Z"), "{resumed}");
    assert!(resumed < moment("2026-03-02T10:00:46Z"), "{resumed}");
}

#[test]
fn a_date_is_read_against_the_vendors_own_clock() {
    let world = World::new();
    let start = world.clock.now();
    let headers = [
        ("date", "Mon, 02 Mar 2026 11:00:00 GMT"),
        ("retry-after", "Mon, 02 Mar 2026 11:00:20 GMT"),
    ];
    world.faults.add(on_read(), Fault::status_with(503, &headers, ""), 1);
    world.run(world.client().send(read())).unwrap();
    assert_eq!(world.seconds_since(start), 20);
}

#[test]
fn a_long_delay_is_told_to_the_caller() {
    let world = World::new();
    world.faults.add(on_read(), Fault::status_with(429, &[("retry-after", "3600")], ""), 1);
    let error = world.run(world.client().send(read())).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::RateLimited);
    assert_eq!(error.retry(), Retry::After(Duration::from_secs(3600)));
    assert_eq!(world.faults.calls(), 2);
}

#[test]
fn a_server_error_then_success_is_a_success() {
    let world = World::new();
    let start = world.clock.now();
    world.faults.add(on_read(), Fault::status(503), 1);
    let client = world.client();
    world.run(client.send(read())).unwrap();
    assert_eq!(client.calls_made(), 3, "a login, a failure and a success");
    assert!(world.seconds_since(start) <= 1);
}

#[test]
fn tries_and_pauses_are_bounded() {
    let world = World::new();
    let start = world.clock.now();
    world.faults.add(on_read(), Fault::status(500), usize::MAX);
    let error = world.run(world.client().send(read())).unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Unavailable, Retry::Backoff));
    assert_eq!(world.faults.calls(), 1 + 4);
    assert!((3..=8).contains(&world.seconds_since(start)), "1 + 2 + 4 s, each half to whole");
}

#[test]
fn no_pause_begins_that_ends_after_the_total() {
    let world = World::new();
    let start = world.clock.now();
    world.faults.add(on_read(), Fault::StallBefore, usize::MAX);
    let mut profile = profile();
    profile.timeout = Duration::from_secs(100);
    let error = world.run(world.client_with(profile).send(read())).unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Timeout, Retry::Backoff));
    assert!(world.seconds_since(start) < 210, "{}", world.seconds_since(start));
}

#[test]
fn refusals_are_final() {
    for (status, kind) in [
        (400, ErrorKind::Rejected),
        (403, ErrorKind::PermissionDenied),
        (404, ErrorKind::NotFound),
        (409, ErrorKind::AlreadyExists),
        (422, ErrorKind::Rejected),
    ] {
        for (request, on) in [(read(), on_read()), (create(), on_create())] {
            let world = World::new();
            world.faults.add(on, Fault::status_with(status, &[], r#"{"error":"Mag niet"}"#), 1);
            let error = world.run(world.client().send(request)).unwrap_err();
            assert_eq!((error.kind(), error.retry()), (kind, Retry::Never), "{status}");
            assert_eq!(error.vendor_text(), Some("Mag niet"));
            assert_eq!(world.faults.calls(), 2);
        }
    }
}

#[test]
fn a_redirect_is_an_error_and_of_a_create_unknown() {
    let redirect = Fault::status_with(307, &[("location", "https://elsewhere.test/")], "");
    let world = World::new();
    world.faults.add(on_read(), redirect.clone(), 1);
    world.faults.add(on_create(), redirect, 1);
    let client = world.client();
    let error = world.run(client.send(read())).unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Unexpected, Retry::Never));
    let error = world.run(client.send(create())).unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Unexpected, Retry::CheckFirst));
}

#[test]
fn a_web_page_with_a_success_status_is_passing_for_reads_and_unknown_for_creates() {
    let world = World::new();
    world.faults.add(On::path("/relaties"), Fault::Html, 1);
    world.faults.add(On::path("/facturen"), Fault::HtmlAfter, 1);
    let client = world.client();
    let page = world.run(client.send(read())).unwrap();
    let error = decode::list::<u32>(&page).unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Unavailable, Retry::Backoff));
    let page = world.run(client.send(create())).unwrap();
    let error = decode::json::<u32>(&page).unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Unavailable, Retry::CheckFirst));
}

#[test]
fn an_answer_that_is_too_large_is_not_read_to_its_end() {
    let big = format!("[{}]", "1,".repeat(1000));
    for (request, on, retry) in
        [(read(), on_read(), Retry::Never), (create(), on_create(), Retry::CheckFirst)]
    {
        let world = World::new();
        world.faults.add(on, Fault::status_with(200, &[], &big), 1);
        let error = world.run(world.client().send(request.max_body(1000))).unwrap_err();
        assert_eq!((error.kind(), error.retry()), (ErrorKind::Decode, retry));
        assert_eq!(world.faults.calls(), 2);
    }
}

#[test]
fn the_longest_pause_bounds_a_delay_and_a_request_its_own_timeout() {
    let world = World::new();
    world.faults.add(on_read(), Fault::status_with(503, &[("retry-after", "100")], ""), 1);
    let client = world.client();
    let start = world.clock.now();
    let error = world.run(client.send(read())).unwrap_err();
    assert_eq!(error.retry(), Retry::After(Duration::from_secs(100)));
    assert_eq!(world.seconds_since(start), 0);

    world.faults.add(on_create(), Fault::StallBefore, 1);
    world.run(client.send(create().timeout(Duration::from_secs(5)))).unwrap_err();
    assert_eq!(world.seconds_since(start), 5);
}
