#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use serde_json::{Value, json};
use simon_core::host::{Clock, TokenStore};
use simon_testkit::builders;

use super::*;
use crate::canned::{World, config};

const ACCOUNT: (u16, &str) = (200, "{}");

fn call(world: &World) -> Result<()> {
    world.run(world.api.account(None)).map(drop)
}

fn bodies(world: &World) -> Vec<Value> {
    let calls = world.token_calls().into_iter();
    calls.map(|sent| serde_json::from_str(&sent.body).unwrap()).collect()
}

fn later(world: &World, seconds: u64) {
    world.run(world.clock.sleep(Duration::from_secs(seconds)));
}

fn refresh(token: &str) -> Value {
    json!({"grant_type": "refresh_token", "refresh_token": token,
        "client_id": "app|1", "client_secret": "app-secret"})
}

#[test]
fn the_application_proves_itself_in_a_json_body_and_not_in_a_header() {
    let world = World::new(&[ACCOUNT]);
    call(&world).unwrap();
    let sent = &world.token_calls()[0];
    assert_eq!((&*sent.method, &*sent.target), ("POST", "/OAuth2/token"));
    assert_eq!(sent.headers["content-type"], "application/json");
    assert!(!sent.headers.contains_key("authorization") && !sent.headers.contains_key("partyid"));
    assert_eq!(bodies(&world), [refresh("configured")]);
}

#[test]
fn tokens_are_renewed_five_minutes_before_they_die_with_the_newest_p1() {
    let world = World::new(&[ACCOUNT; 3]);
    call(&world).unwrap();
    later(&world, 3_290);
    call(&world).unwrap();
    assert_eq!(bodies(&world).len(), 1);
    later(&world, 20);
    call(&world).unwrap();
    assert_eq!(bodies(&world), [refresh("configured"), refresh("r1")]);
    assert_eq!(world.calls()[2].headers["authorization"], "Bearer a2");
}

#[test]
fn a_refused_token_is_renewed_once_for_a_reading_call() {
    let expired = (401, r#"{"errors":[{"Code":"AccessTokenExpired"}]}"#);
    let world = World::new(&[expired, ACCOUNT]);
    call(&world).unwrap();
    assert_eq!((world.calls().len(), bodies(&world).len()), (2, 2));
    let world = World::new(&[expired, expired]);
    let error = call(&world).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unauthenticated);
    assert_eq!(error.message().code(), "billit-opnieuw-koppelen");
    assert_eq!(world.calls().len(), 2);
}

#[test]
fn without_a_token_the_user_logs_in() {
    let world = World::with(config(), &[]);
    let error = call(&world).unwrap_err();
    assert_eq!(
        (error.kind(), error.message().code()),
        (ErrorKind::Unauthenticated, "billit-inloggen")
    );
    assert!(world.token_calls().is_empty());
}

#[test]
fn the_browsers_login_has_billits_parameters_and_exchanges_its_code_as_json() {
    let world = World::with(config(), &[ACCOUNT]);
    let url = Url::parse(&world.run(world.api.login_url()).unwrap()).unwrap();
    assert!(url.as_str().starts_with("https://my.billit.be/Account/Logon?client_id=app%7C1&"));
    let query: BTreeMap<_, _> = url.query_pairs().into_owned().collect();
    let names: Vec<&str> = query.keys().map(String::as_str).collect();
    assert_eq!(names, ["client_id", "redirect_uri", "state"]);
    assert!(!query["state"].contains('&'));
    let redirect = format!("https://host.example/billit?code=c%2B1&state={}", query["state"]);
    world.run(world.api.log_in(&redirect)).unwrap();
    let expected = json!({"grant_type": "authorization_code", "code": "c+1",
        "redirect_uri": "https://host.example/billit",
        "client_id": "app|1", "client_secret": "app-secret"});
    assert_eq!(bodies(&world), [expected]);
    call(&world).unwrap();
    assert_eq!(world.calls()[0].headers["authorization"], "Bearer a1");
}

#[test]
fn disconnecting_ends_a_living_login_at_the_vendor_and_forgets_it_a7() {
    let world = World::new(&[ACCOUNT, (200, "{}")]);
    call(&world).unwrap();
    world.run(world.api.disconnect()).unwrap();
    let sent = &world.calls()[1];
    assert_eq!((&*sent.method, &*sent.target, &*sent.body), ("POST", "/OAuth2/revoke", ""));
    assert_eq!(sent.headers["authorization"], "Bearer a1");
    let stored = world.run(world.store.load(&builders::integration(), SLOT)).unwrap();
    assert!(stored.tokens.is_none());

    let world = World::new(&[ACCOUNT]);
    call(&world).unwrap();
    later(&world, 3_700);
    world.run(world.api.disconnect()).unwrap();
    assert_eq!(world.calls().len(), 1, "a dead token ends nothing");
}

#[test]
fn an_endpoint_that_is_no_longer_there_keeps_no_tokens_and_a_failure_does_a7() {
    for (status, kept) in [(404, false), (405, false), (503, true)] {
        let world = World::new(&[ACCOUNT, (status, "")]);
        call(&world).unwrap();
        assert_eq!(world.run(world.api.disconnect()).is_err(), kept, "{status}");
        let stored = world.run(world.store.load(&builders::integration(), SLOT)).unwrap();
        assert_eq!(stored.tokens.is_some(), kept, "{status}");
    }
}

#[test]
fn a_refresh_token_is_shown_once_and_a_create_is_not_repeated_by_itself() {
    let checked = config().checked().unwrap();
    let crate::config::Keys::Login(keys) = &checked.keys else { unreachable!() };
    let policy = BillitLogin::new(&checked, keys).unwrap().policy();
    assert!(policy.single_use_refresh && !policy.repeats_creates);
    assert_eq!((policy.renew_before.as_secs(), policy.default_life.as_secs()), (300, 3_600));
}

#[test]
fn debug_shows_no_key() {
    let checked = config().checked().unwrap();
    let crate::config::Keys::Login(keys) = &checked.keys else { unreachable!() };
    assert_eq!(format!("{:?}", BillitLogin::new(&checked, keys).unwrap()), "BillitLogin");
}
