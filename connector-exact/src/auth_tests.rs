#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::sync::Arc;

use simon_core::host::TokenStore;
use simon_core::http::Effect;
use simon_core::memory::MemoryTokens;
use simon_testkit::builders;

use super::*;
use crate::canned::{TOKENS, World, config};

const EMPTY: &str = r#"{"d":{"results":[]}}"#;

fn bought(number: u32) -> String {
    TOKENS.replace("\"a1\"", &format!("\"a{number}\"")).replace("\"r1\"", &format!("\"r{number}\""))
}

/// The refresh tokens that were shown, in order.
fn shown(world: &World) -> Vec<String> {
    let fields = |body: &str| -> Vec<(String, String)> {
        url::form_urlencoded::parse(body.as_bytes()).into_owned().collect()
    };
    let calls = world.token_calls().into_iter();
    let tokens = calls.filter_map(|sent| {
        fields(&sent.body).into_iter().find(|(name, _)| name == "refresh_token")
    });
    tokens.map(|(_, value)| value).collect()
}

fn stored(store: &MemoryTokens, world: &World) -> Option<TokenSet> {
    world.run(store.load(&builders::integration(), SLOT)).unwrap().tokens
}

fn call(world: &World) -> Result<()> {
    world.canned.answer(&[(200, EMPTY)]);
    world.run(world.api.answer(Effect::Read)).map(drop)
}

fn later(world: &World, seconds: u64) {
    world.run(simon_core::host::Clock::sleep(&world.clock, Duration::from_secs(seconds)));
}

#[test]
fn the_application_proves_itself_in_the_body_and_not_in_a_header() {
    let world = World::new(&[]);
    call(&world).unwrap();
    let sent = &world.token_calls()[0];
    assert_eq!((&*sent.method, &*sent.target), ("POST", "/api/oauth2/token"));
    assert_eq!(sent.headers["content-type"], "application/x-www-form-urlencoded");
    assert!(!sent.headers.contains_key("authorization"));
    assert_eq!(
        sent.body,
        "grant_type=refresh_token&refresh_token=configured&client_id=app&client_secret=app-secret"
    );
}

#[test]
fn the_first_start_shows_the_configured_token_and_later_ones_the_newest_p1() {
    let (store, first) = (Arc::new(MemoryTokens::new()), bought(1));
    let world = World::with(config(), Arc::clone(&store), &[]);
    world.canned.answer_tokens(&[(200, &first), (200, &bought(2))]);
    call(&world).unwrap();
    later(&world, 570);
    call(&world).unwrap();
    assert_eq!(shown(&world), ["configured"], "younger than 571 s: not renewed (P3)");
    later(&world, 2);
    call(&world).unwrap();
    assert_eq!(shown(&world), ["configured", "r1"]);
    // The same configuration after a restart.
    let restarted = World::with(config(), Arc::clone(&store), &[]);
    later(&restarted, 1_200);
    call(&restarted).unwrap();
    assert_eq!(shown(&restarted), ["r2"]);
}

#[test]
fn the_store_never_has_a_configured_token_in_clear() {
    let store = Arc::new(MemoryTokens::new());
    let world = World::with(config(), Arc::clone(&store), &[]);
    call(&world).unwrap();
    let refresh = stored(&store, &world).unwrap().refresh.unwrap();
    let (token, mark) = refresh.expose_secret().split_once(' ').unwrap();
    assert_eq!((token, mark.len()), ("r1", 16));
    assert!(!mark.contains("configured"));
}

#[test]
fn another_configured_token_replaces_the_login_at_once_g9() {
    let store = Arc::new(MemoryTokens::new());
    let world = World::with(config(), Arc::clone(&store), &[]);
    call(&world).unwrap();
    let other = World::with(config().with_refresh_token("other"), Arc::clone(&store), &[]);
    other.canned.answer_tokens(&[(200, &bought(7))]);
    call(&other).unwrap();
    assert_eq!(shown(&other), ["other"], "although the token of the first login still lived");
    assert_eq!(other.calls()[0].headers["authorization"], "Bearer a7");
    // The old configuration comes back, as when a release is taken back: its token was used up.
    let back = World::with(config(), Arc::clone(&store), &[]);
    call(&back).unwrap();
    assert_eq!(back.calls()[0].headers["authorization"], "Bearer a7");
    later(&back, 1_200);
    call(&back).unwrap();
    assert_eq!(shown(&back), ["r7"]);
    // And the newer one again.
    let again = World::with(config().with_refresh_token("other"), Arc::clone(&store), &[]);
    later(&again, 2_400);
    call(&again).unwrap();
    assert_eq!(shown(&again), ["r1"], "what the old configuration bought, and no used token");
}

#[test]
fn a_login_through_a_process_with_the_old_configuration_ends_the_new_token_too() {
    let store = Arc::new(MemoryTokens::new());
    let old = World::with(config(), Arc::clone(&store), &[]);
    call(&old).unwrap();
    let new = World::with(config().with_refresh_token("other"), Arc::clone(&store), &[]);
    new.canned.answer_tokens(&[(200, &bought(7)), (200, &bought(9))]);
    call(&new).unwrap();
    let address = Url::parse(&old.run(old.api.login_url()).unwrap()).unwrap();
    let state = address.query_pairs().find(|(name, _)| name == "state").unwrap().1.into_owned();
    old.canned.answer_tokens(&[(200, &bought(8))]);
    old.run(old.api.log_in(&format!("?code=c&state={state}"))).unwrap();
    later(&new, 1_200);
    call(&new).unwrap();
    assert_eq!(shown(&new), ["other", "r8"], "not the configured one again: it was used up");
}

#[test]
fn a_wrong_new_token_costs_the_earlier_login_nothing() {
    let store = Arc::new(MemoryTokens::new());
    let world = World::with(config(), Arc::clone(&store), &[]);
    call(&world).unwrap();
    let wrong = World::with(config().with_refresh_token("wrong"), Arc::clone(&store), &[]);
    wrong.canned.answer_tokens(&[(400, r#"{"error":"invalid_grant"}"#)]);
    let error = call(&wrong).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unauthenticated);
    assert_eq!(error.message().code(), "exact-opnieuw-koppelen");
    let back = World::with(config(), Arc::clone(&store), &[]);
    later(&back, 120);
    call(&back).unwrap();
    assert_eq!(shown(&back), ["r1"]);
}

#[test]
fn a_crash_anywhere_between_two_configurations_loses_no_token() {
    let store = Arc::new(MemoryTokens::new());
    let world = World::with(config(), Arc::clone(&store), &[]);
    call(&world).unwrap();
    let changed = || config().with_refresh_token("other");
    // The process dies after it set the first login aside and before it asked for tokens.
    let dying = World::with(changed(), Arc::clone(&store), &[]);
    dying.run(dying.api.prepare()).unwrap();
    assert!(stored(&store, &dying).unwrap().access.expose_secret().is_empty());
    let next = World::with(changed(), Arc::clone(&store), &[]);
    next.canned.answer_tokens(&[(200, &bought(7))]);
    call(&next).unwrap();
    assert_eq!(shown(&next), ["other"]);
    // Another process that began before looks only now: it leaves the new login alone.
    let late = World::with(changed(), Arc::clone(&store), &[]);
    call(&late).unwrap();
    assert!(shown(&late).is_empty());
    assert_eq!(late.calls()[0].headers["authorization"], "Bearer a7");
}

#[test]
fn asked_too_early_the_living_token_is_used_on_p3() {
    let store = Arc::new(MemoryTokens::new());
    let world = World::with(config(), Arc::clone(&store), &[]);
    call(&world).unwrap();
    later(&world, 580);
    let early = r#"{"error":"access_denied",
        "error_description":"Rate limit exceeded: access_token not expired"}"#;
    world.canned.answer_tokens(&[(400, early)]);
    call(&world).unwrap();
    assert_eq!(world.calls()[1].headers["authorization"], "Bearer a1");
    assert_eq!(shown(&world), ["configured", "r1"]);
}

#[test]
fn without_a_token_the_user_logs_in() {
    let bare = ExactConfig::new("app", "app-secret", "https://host.example/exact");
    let world = World::with(bare, Arc::new(MemoryTokens::new()), &[]);
    let error = call(&world).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unauthenticated);
    assert_eq!(error.message().code(), "exact-inloggen");
    assert!(world.token_calls().is_empty());
}

#[test]
fn the_browsers_login_asks_who_it_is_and_supersedes_the_configured_token() {
    let store = Arc::new(MemoryTokens::new());
    let world = World::with(config(), Arc::clone(&store), &[]);
    let address = world.run(world.api.login_url()).unwrap();
    let url = Url::parse(&address).unwrap();
    assert_eq!(
        url.as_str().split('?').next(),
        Some("https://start.exactonline.nl/api/oauth2/auth")
    );
    let query: std::collections::BTreeMap<_, _> = url.query_pairs().into_owned().collect();
    let names: Vec<&str> = query.keys().map(String::as_str).collect();
    assert_eq!(names, ["client_id", "force_login", "redirect_uri", "response_type", "state"]);
    assert_eq!((&*query["force_login"], &*query["response_type"]), ("1", "code"));
    let redirect = format!("https://host.example/exact?code=c%211&state={}", query["state"]);
    world.run(world.api.log_in(&redirect)).unwrap();
    assert_eq!(
        world.token_calls()[0].body,
        "grant_type=authorization_code&code=c%211&redirect_uri=https%3A%2F%2Fhost.example%2Fexact\
         &client_id=app&client_secret=app-secret"
    );
    call(&world).unwrap();
    later(&world, 1_200);
    call(&world).unwrap();
    assert_eq!(shown(&world), ["r1"], "the configured token was there before the login");
}

#[test]
fn debug_shows_no_key() {
    let login = ExactLogin::new(&config()).unwrap();
    assert_eq!(format!("{login:?}"), "ExactLogin");
}
