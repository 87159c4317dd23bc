//! Logging in with a browser (A3).

use std::time::Duration;

use futures_util::future::join;
use simon_core::error::{Actor, Error, ErrorKind, Retry};
use simon_core::host::Clock;
use simon_core::http::ApiClient;
use simon_testkit::simulated::{Crash, Side, run_until_crash};
use simon_testkit::{Fault, On};

use crate::oauth_vendor::{LoginWorld, MARKERS, REDIRECT_URI, fields};
use crate::world::{World, read};

fn on_token() -> On {
    On::path("/token")
}

fn is_begin_again(error: &Error) -> bool {
    (error.kind(), error.message().code()) == (ErrorKind::InvalidInput, "inloggen-opnieuw")
}

fn state_of(redirect: &str) -> String {
    fields(redirect.split_once('?').unwrap().1.as_bytes())["state"].clone()
}

#[test]
fn a_login_ends_in_stored_tokens_that_sign_the_calls_a3() {
    let (world, client) = LoginWorld::logged_in();
    assert_eq!(world.access_token().as_deref(), Some("marker-access-1"), "stored before use");
    world.run(client.send(read())).unwrap();
    world.clock.advance(Duration::from_secs(3600));
    world.run(client.send(read())).unwrap();
    let books = world.vendor.books();
    assert_eq!((books.issued, books.refused.len()), (2, 0), "and it is renewed");
}

#[test]
fn any_process_can_end_the_login_that_another_one_began_a3() {
    let world = LoginWorld::new();
    let redirect = world.consent(&world.client());
    let other = world.client();
    world.run(other.log_in(&redirect)).unwrap();
    world.run(other.send(read())).unwrap();
    assert!(world.begun().is_none(), "the login is forgotten");
}

#[test]
fn every_login_has_a_state_and_a_challenge_of_256_random_bits_of_its_own() {
    let world = LoginWorld::new();
    let client = world.client();
    let ask =
        || fields(world.run(client.login_url()).unwrap().split_once('?').unwrap().1.as_bytes());
    let (one, other) = (ask(), ask());
    for name in ["state", "code_challenge"] {
        assert_eq!((one[name].len(), other[name].len()), (43, 43), "{name}");
        assert_ne!(one[name], other[name]);
    }
}

#[test]
fn a_redirect_of_no_login_or_of_another_one_is_refused_and_the_login_goes_on() {
    let world = LoginWorld::new();
    let client = world.client();
    let earlier = world.consent(&client);
    let redirect = world.consent(&client);
    let state = state_of(&redirect);
    for wrong in [
        earlier.as_str(),
        "",
        "https://",
        REDIRECT_URI,
        "/terug?code=marker-code-2",
        "/terug?code=marker-code-2&state=",
        &format!("/terug?code=marker-code-2&state={}", &state[..42]),
        &format!("/terug?code=marker-code-2&state={}x", &state[..42]),
        &format!("{redirect}&state={state}"),
    ] {
        for error in [
            world.run(client.check_login(wrong)).unwrap_err(),
            world.run(client.log_in(wrong)).unwrap_err(),
        ] {
            assert!(is_begin_again(&error), "{wrong}: {error:?}");
        }
    }
    world.run(client.check_login(&redirect)).unwrap();
    assert_eq!(world.token_calls(), 0, "the vendor was not asked");
    world.run(client.log_in(&redirect)).unwrap();
}

#[test]
fn the_redirect_may_come_without_its_host() {
    let world = LoginWorld::new();
    let client = world.client();
    let redirect = world.consent(&client);
    let path = redirect.strip_prefix("https://app.test").unwrap();
    world.run(client.log_in(&format!(" {path}\n"))).unwrap();
}

#[test]
fn a_login_is_good_for_a_quarter_of_an_hour_and_for_one_redirect() {
    let world = LoginWorld::new();
    let client = world.client();
    let redirect = world.consent(&client);
    world.clock.advance(Duration::from_secs(15 * 60));
    assert!(is_begin_again(&world.run(client.log_in(&redirect)).unwrap_err()));
    let redirect = world.consent(&client);
    world.clock.advance(Duration::from_secs(15 * 60 - 1));
    world.run(client.log_in(&redirect)).unwrap();
    assert!(is_begin_again(&world.run(client.log_in(&redirect)).unwrap_err()), "reloaded");
    assert_eq!(world.token_calls(), 1);
}

#[test]
fn the_vendors_refusal_is_said_in_clear_words() {
    for (sent, who, message, text) in [
        ("access_denied", Actor::User, "inloggen-geweigerd", "no [...] here"),
        ("invalid_scope", Actor::Operator, "inloggen-niet-ingericht", "no [...] here"),
        ("<b>Bel%20ons", Actor::User, "inloggen-geweigerd", "no [...] here"),
    ] {
        let (world, client) = LoginWorld::logged_in();
        let redirect = world.consent(&client);
        let state = state_of(&redirect);
        let answer = format!("?error={sent}&error_description=no%20jan@x.nl%20%20here");
        let unasked = world.run(client.log_in(&answer)).unwrap_err();
        assert_eq!(unasked.kind(), ErrorKind::Unauthenticated);
        assert_eq!(unasked.vendor_text(), None, "whoever made this address gets no say");
        assert!(world.begun().is_some(), "and ends no login");
        let error = world.run(client.log_in(&format!("{answer}&state={state}"))).unwrap_err();
        assert_eq!((error.kind(), error.who()), (ErrorKind::Unauthenticated, who));
        assert_eq!((error.message().code(), error.vendor_text()), (message, Some(text)));
        assert_eq!(error.vendor_code(), (!sent.contains('<')).then_some(sent));
        assert!(world.begun().is_none(), "the login is over");
        world.run(client.send(read())).unwrap();
        assert_eq!(world.vendor.books().issued, 1, "the tokens from before are used on");
    }
}

#[test]
fn a_refused_code_is_a_refused_login_and_the_tokens_from_before_stay() {
    let (world, client) = LoginWorld::logged_in();
    let redirect = world.consent(&client).replace("marker-code-1", "marker-code-9");
    let error = world.run(client.log_in(&redirect)).unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Unauthenticated, Retry::Never));
    assert_eq!(world.vendor.books().refused, ["code"]);
    world.run(client.send(read())).unwrap();
}

#[test]
fn a_code_of_somebody_elses_login_is_of_no_use_with_pkce() {
    let world = LoginWorld::new();
    let client = world.client();
    world.consent(&client);
    let redirect = world.consent(&client);
    let injected = redirect.replace("marker-code-2", "marker-code-1");
    let error = world.run(client.log_in(&injected)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unauthenticated);
    assert_eq!(world.vendor.books().refused, ["verifier"]);
}

#[test]
fn a_code_is_sent_once_whatever_comes_of_it() {
    for fault in [
        Fault::Refuse,
        Fault::DropAfter,
        Fault::StallAfter,
        Fault::status(500),
        Fault::status_with(429, &[("retry-after", "2")], ""),
        Fault::HtmlAfter,
    ] {
        let (world, client) = LoginWorld::logged_in();
        world.faults.add(on_token(), fault.clone(), 1);
        let redirect = world.consent(&client);
        let error = world.run(client.log_in(&redirect)).unwrap_err();
        assert_eq!(error.message().code(), "inloggen-onderbroken", "{fault:?}");
        assert_eq!(error.retry(), Retry::Never, "{fault:?}");
        assert!(is_begin_again(&world.run(client.log_in(&redirect)).unwrap_err()), "{fault:?}");
        assert_eq!(world.token_calls(), 2, "{fault:?}: one for each login");
        assert_eq!(world.access_token().as_deref(), Some("marker-access-1"));
        world.run(client.log_in(&world.consent(&client))).unwrap();
    }
}

#[test]
fn a_new_login_ends_a_refusal_at_once_g9() {
    let (world, client) = LoginWorld::logged_in();
    world.clock.advance(Duration::from_secs(3600));
    world.faults.add(on_token(), Fault::status(400), 1);
    world.run(client.send(read())).unwrap_err();
    world.run(client.log_in(&world.consent(&client))).unwrap();
    world.run(client.send(read())).unwrap();
}

#[test]
fn a_renewal_of_the_old_tokens_never_overwrites_a_new_login_g9() {
    let (world, renewing) = LoginWorld::logged_in();
    world.clock.advance(Duration::from_secs(3600));
    let client = world.client();
    let redirect = world.consent(&client);
    // The old tokens' renewal is asked for before the new ones are there, and answered after.
    let renewal = async {
        world.clock.sleep(Duration::from_millis(50)).await;
        renewing.send(read()).await
    };
    let (renewed, logged_in) = world.run(join(renewal, client.log_in(&redirect)));
    renewed.unwrap();
    logged_in.unwrap();
    assert_eq!(world.vendor.books().issued, 3);
    let exchanged = world.access_token().unwrap();
    world.clock.advance(Duration::from_secs(1));
    let (one, other) = world.run(join(renewing.send(read()), client.send(read())));
    assert!(one.is_ok() && other.is_ok());
    assert_eq!(world.access_token().unwrap(), exchanged, "one chain, that of the login");
    assert_eq!(exchanged, "marker-access-2");
}

#[test]
fn of_two_logins_at_once_the_one_that_was_begun_last_counts() {
    let world = LoginWorld::new();
    let (one, other) = (world.client(), world.client());
    let (first, last) = (world.consent(&one), world.consent(&other));
    let (first, last) = world.run(join(one.log_in(&first), other.log_in(&last)));
    assert!(is_begin_again(&first.unwrap_err()));
    last.unwrap();

    let world = LoginWorld::new();
    let clients = [world.client(), world.client()];
    let redirect = world.consent(&clients[0]);
    let (one, other) = world.run(join(clients[0].log_in(&redirect), clients[1].log_in(&redirect)));
    assert!(one.is_ok() != other.is_ok(), "the same redirect twice is one login");
    assert_eq!((world.token_calls(), world.vendor.books().refused.len()), (1, 0));
}

#[test]
fn a_login_that_crashes_anywhere_leaves_it_as_before_or_logged_in() {
    let log_in = |world: &LoginWorld, crash: &Crash, redirect: &str| {
        let dying = world.client_dying(crash);
        run_until_crash(&world.clock, crash, dying.log_in(redirect));
        crash.calls()
    };
    let (world, client) = LoginWorld::logged_in();
    let calls = log_in(&world, &Crash::never(), &world.consent(&client));
    assert_eq!(calls, 3, "state forgotten, code exchanged, tokens stored");
    for call in 1..=calls {
        for side in [Side::Before, Side::After] {
            let (world, client) = LoginWorld::logged_in();
            let redirect = world.consent(&client);
            log_in(&world, &Crash::at(call, side), &redirect);
            let stored = world.access_token().unwrap();
            let ended = (call, side) == (calls, Side::After);
            let expected = if ended { "marker-access-2" } else { "marker-access-1" };
            assert_eq!(stored, expected, "{side:?} {call}");
            let client = world.client();
            world.run(client.send(read())).unwrap();
            let again = world.run(client.log_in(&redirect));
            assert_eq!(again.is_ok(), (call, side) == (1, Side::Before), "{side:?} {call}");
            world.run(client.log_in(&world.consent(&client))).unwrap();
            assert_eq!(world.vendor.books().refused.len(), 0, "no code went out twice");
        }
    }
}

#[test]
fn forgetting_the_tokens_forgets_a_login_that_was_begun_a7() {
    let (world, client) = LoginWorld::logged_in();
    let redirect = world.consent(&client);
    world.run(client.forget_tokens()).unwrap();
    assert!(is_begin_again(&world.run(client.log_in(&redirect)).unwrap_err()));
    assert_eq!(world.access_token(), None);
}

#[test]
fn a_vendor_with_keys_has_no_login_page() {
    let world = World::new();
    let client = world.client();
    for error in [
        world.run(client.login_url()).unwrap_err(),
        world.run(client.log_in("https://app.test/?code=1&state=2")).unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::Unsupported);
    }
    assert_eq!(client.calls_made(), 0);
}

/// Everything that people can read of logins that succeed, fail and crash.
pub(crate) fn shown() -> String {
    let shows = |client: &ApiClient, outcome: &simon_core::Result<()>| match outcome {
        Ok(()) => format!("{client:?} "),
        Err(error) => format!("{error:?} {error} {:?} ", error.message()),
    };
    let (world, client) = LoginWorld::logged_in();
    let mut shown = String::new();
    for fault in [Fault::status(400), Fault::DropAfter, Fault::HtmlAfter] {
        world.faults.add(on_token(), fault, 1);
        let redirect = world.consent(&client);
        for _ in 0..2 {
            let outcome = world.run(client.log_in(&redirect));
            shown += &shows(&client, &outcome);
        }
        shown += &format!("{:?} {:?}", world.begun(), world.tokens);
        assert!(!shown.contains(&state_of(&redirect)), "the state in {shown}");
    }
    assert!(!MARKERS.iter().any(|marker| shown.contains(marker)), "{shown}");
    shown
}
