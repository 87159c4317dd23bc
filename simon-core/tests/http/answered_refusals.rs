//! Refusals in answers with a success status.

use std::time::Duration;

use simon_core::error::{ErrorKind, Retry};
use simon_core::http::{ApiClient, ErrorResponse, VendorError, VendorProfile, Verdict};
use simon_testkit::{Fault, On};

use crate::world::{World, create, profile, read};

/// `{"nee":"..."}` is a refusal, whatever its status.
fn says_no(response: &ErrorResponse<'_>) -> Option<VendorError> {
    let json: serde_json::Value = serde_json::from_slice(response.body).ok()?;
    let code = json.get("nee")?.as_str()?;
    let mut error = VendorError::default();
    error.code = Some(code.to_owned());
    error.text = Some(format!("nee: {code}"));
    error.verdict = match code {
        "sessie" => Some(Verdict::Unauthenticated),
        "druk" => Some(Verdict::Throttled { wait: Some(Duration::from_secs(300)) }),
        "storing" => Some(Verdict::ServerError),
        "fout" => Some(Verdict::Rejected),
        "later" => Some(Verdict::NotYet { wait: Duration::from_secs(300) }),
        _ => None,
    };
    Some(error)
}

fn says_no_in_answers() -> VendorProfile {
    let mut profile = profile();
    profile.read_refusal = Some(says_no);
    profile
}

fn world_with(path: &'static str, code: &str, times: usize) -> (World, ApiClient) {
    let world = World::new();
    let body = format!(r#"{{"nee":"{code}"}}"#);
    world.faults.add(On::path(path), Fault::status_with(200, &[], &body), times);
    let client = world.client_with(says_no_in_answers());
    (world, client)
}

fn calls(world: &World, path: &str) -> usize {
    world.faults.journal().iter().filter(|exchange| exchange.path == path).count()
}

#[test]
fn an_answer_without_a_refusal_is_an_answer() {
    let world = World::new();
    let client = world.client_with(says_no_in_answers());
    assert_eq!(&world.run(client.send(read())).unwrap().body[..], b"[]");
}

#[test]
fn a_refusal_means_what_the_vendor_means_by_it_and_says_its_words_f4() {
    for (code, kind, retry) in [
        ("fout", ErrorKind::Rejected, Retry::Never),
        ("druk", ErrorKind::RateLimited, Retry::After(Duration::from_secs(300))),
        ("storing", ErrorKind::Unavailable, Retry::CheckFirst),
        ("later", ErrorKind::Unavailable, Retry::After(Duration::from_secs(300))),
        ("?", ErrorKind::Unexpected, Retry::CheckFirst),
    ] {
        let (world, client) = world_with("/facturen", code, 1);
        let error = world.run(client.send(create())).unwrap_err();
        assert_eq!((error.kind(), error.retry()), (kind, retry), "{code}");
        assert_eq!(error.vendor_code(), Some(code));
        assert_eq!(error.vendor_text(), Some(&*format!("nee: {code}")));
        assert_eq!((calls(&world, "/facturen"), world.vendor.books().invoices), (1, 0), "{code}");
    }
}

#[test]
fn a_failing_vendor_is_asked_again_for_a_read_only() {
    let (world, client) = world_with("/relaties", "storing", 2);
    world.run(client.send(read())).unwrap();
    assert_eq!(calls(&world, "/relaties"), 3);
    let (world, client) = world_with("/relaties", "?", 2);
    let error = world.run(client.send(read())).unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Unexpected, Retry::Never));
    assert_eq!(calls(&world, "/relaties"), 1);
}

#[test]
fn a_throttled_answer_makes_everyone_of_the_budget_wait_p5() {
    let (world, client) = world_with("/relaties", "druk", 1);
    world.run(client.send(read())).unwrap_err();
    let error = world.run(world.client().send(create())).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::RateLimited);
    assert_eq!(calls(&world, "/facturen"), 0, "nothing was sent");
}

#[test]
fn a_refused_token_is_renewed_and_the_call_repeated_once() {
    let (world, client) = world_with("/facturen", "sessie", 1);
    world.run(client.send(create())).unwrap();
    assert_eq!((calls(&world, "/token"), world.vendor.books().invoices), (2, 1));
    let (world, client) = world_with("/facturen", "sessie", 2);
    let error = world.run(client.send(create())).unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Unauthenticated, Retry::Never));
}

#[test]
fn a_login_refused_in_an_answer_is_final_and_not_hammered() {
    for code in ["fout", "sessie", "?"] {
        let (world, client) = world_with("/token", code, usize::MAX);
        for _ in 0..5 {
            let error = world.run(client.send(create())).unwrap_err();
            assert_eq!((error.kind(), error.retry()), (ErrorKind::Unauthenticated, Retry::Never));
            assert_eq!(error.vendor_code(), Some(code));
            assert_eq!(error.message().code(), "fout-aanmelding");
        }
        assert_eq!(calls(&world, "/token"), 1, "{code}");
    }
}

#[test]
fn a_login_that_failed_in_an_answer_is_tried_again() {
    let (world, client) = world_with("/token", "storing", 1);
    world.run(client.send(create())).unwrap();
    assert_eq!(calls(&world, "/token"), 2);
}
