//! The login page and the token endpoint.

use std::collections::HashMap;

use connector_exact::simulator::{
    DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI, ErrorShape, LoginChoice,
};
use http::StatusCode;
use url::Url;

use crate::caller::{Caller, HOST, Reply};

fn login_page(caller: &Caller, fields: &[(&str, &str)]) -> Reply {
    let mut url = Url::parse(&format!("{HOST}/api/oauth2/auth")).unwrap();
    url.query_pairs_mut().extend_pairs(fields);
    caller.get(url.as_str())
}

fn fields() -> Vec<(&'static str, &'static str)> {
    vec![
        ("client_id", DEMO_CLIENT_ID),
        ("redirect_uri", DEMO_REDIRECT_URI),
        ("response_type", "code"),
        ("state", "a+b/c="),
        ("force_login", "1"),
    ]
}

fn callback(reply: &Reply) -> HashMap<String, String> {
    assert_eq!(reply.status, 302, "{}", reply.text);
    let url = Url::parse(reply.header("location").unwrap()).unwrap();
    assert!(url.as_str().starts_with(DEMO_REDIRECT_URI), "{url}");
    url.query_pairs().into_owned().collect()
}

#[test]
fn a_login_gives_a_code_that_buys_tokens_once() {
    let mut caller = Caller::empty();
    let back = callback(&login_page(&caller, &fields()));
    assert_eq!(back["state"], "a+b/c=");
    let reply = caller.exchange(&back["code"]);
    assert_eq!(reply.status, 200, "{}", reply.text);
    assert_eq!(reply.json()["expires_in"], "600", "as text");
    assert_eq!(reply.json()["token_type"], "bearer");
    caller.token = reply.json()["access_token"].as_str().unwrap().to_owned();
    assert_eq!(me(&caller).status, 200);

    let again = caller.exchange(&back["code"]);
    assert_eq!((again.status, again.json()["error"].as_str()), (400, Some("invalid_grant")));
    // The second login of the same user ended the chain of the first.
    caller.wait(600);
    let old = caller.refresh_with(&caller.refresh);
    assert_eq!((old.status, old.json()["error"].as_str()), (401, Some("unauthorized_client")));
    caller.sim.refusals().assert_none();
}

fn me(caller: &Caller) -> Reply {
    caller.get(&format!("{HOST}/api/v1/current/Me?$select=UserID,CurrentDivision,ServerUtcOffset"))
}

#[test]
fn a_code_lives_three_minutes() {
    let caller = Caller::empty();
    let (late, in_time) = (caller.sim.new_code(), caller.sim.new_code());
    caller.wait(180);
    assert_eq!(caller.exchange(&in_time).status, 200);
    caller.wait(1);
    assert_eq!(caller.exchange(&late).status, 400);
}

#[test]
fn a_person_can_refuse_or_be_asked() {
    let caller = Caller::empty();
    caller.sim.set_login_choice(LoginChoice::Refuse);
    let back = callback(&login_page(&caller, &fields()));
    assert_eq!(back.get("error").map(String::as_str), Some("access_denied"));
    assert!(!back.contains_key("code"));

    caller.sim.set_login_choice(LoginChoice::Ask);
    let page = login_page(&caller, &fields());
    assert_eq!(page.status, 200);
    let link = page.text.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
    let url = format!("{HOST}/api/oauth2/{}", link.replace("&amp;", "&"));
    assert!(callback(&caller.get(&url)).contains_key("code"));
    caller.sim.refusals().assert_none();
}

#[test]
fn a_wrong_login_address_is_refused() {
    let caller = Caller::empty();
    for (name, value) in [
        ("client_id", "somebody"),
        ("redirect_uri", "https://elsewhere.example/"),
        ("response_type", "token"),
        ("state", ""),
        ("force_login", "yes"),
    ] {
        let mut fields = fields();
        fields.iter_mut().filter(|field| field.0 == name).for_each(|field| field.1 = value);
        assert_eq!(login_page(&caller, &fields).status, 400, "{name}");
        assert!(caller.refused().contains("login:"), "{name}");
    }
    let scoped = [fields(), vec![("scope", "everything")]].concat();
    assert_eq!(login_page(&caller, &scoped).status, 400);
    assert!(caller.refused().contains("scope"));
}

#[test]
fn refresh_tokens_rotate_and_the_old_one_is_dead() {
    let mut caller = Caller::empty();
    let first = caller.refresh.clone();
    caller.wait(571);
    caller.log_in();
    assert_ne!(first, caller.refresh);
    let old = caller.refresh_with(&first);
    assert_eq!(old.status, 401);
    assert_eq!(old.json()["error_description"], "Old refresh token used.");
    assert_eq!(caller.sim.old_refresh_tokens(), 1);
    // It did no harm to the chain.
    caller.wait(570);
    caller.log_in();
    let unknown = caller.refresh_with("made up");
    assert_eq!((unknown.status, unknown.json()["error"].as_str()), (400, Some("invalid_grant")));
    caller.sim.refusals().assert_none();
}

#[test]
fn a_young_token_is_not_renewed() {
    let mut caller = Caller::empty();
    caller.wait(569);
    let early = caller.refresh_with(&caller.refresh);
    assert_eq!((early.status, early.json()["error"].as_str()), (400, Some("access_denied")));
    let text = "Rate limit exceeded: access_token not expired";
    assert_eq!(early.json()["error_description"], text);
    assert!(early.header("reason").unwrap().starts_with("TooEarlyToRefreshTokens"));
    assert_eq!(caller.sim.early_refreshes(), 1);
    assert_eq!(me(&caller).status, 200, "the token is still good");
    caller.wait(1);
    caller.log_in();
}

#[test]
fn access_tokens_live_ten_minutes() {
    let caller = Caller::empty();
    caller.wait(599);
    assert_eq!(me(&caller).status, 200);
    caller.wait(1);
    assert_eq!(me(&caller).status, 401);
}

#[test]
fn tokens_can_be_made_worthless_and_the_login_withdrawn() {
    let mut caller = Caller::empty();
    caller.sim.expire_tokens();
    assert_eq!(me(&caller).status, 401);
    caller.log_in();
    assert_eq!(me(&caller).status, 200);
    caller.sim.withdraw_login();
    assert_eq!(me(&caller).status, 401);
    let dead = caller.refresh_with(&caller.refresh);
    assert_eq!((dead.status, dead.json()["error"].as_str()), (400, Some("invalid_grant")));
    caller.refresh = caller.sim.log_in();
    caller.log_in();
    assert_eq!(me(&caller).status, 200);
}

#[test]
fn a_login_that_is_not_used_dies_after_thirty_days() {
    let mut caller = Caller::empty();
    caller.wait(30 * 24 * 3600);
    caller.log_in();
    caller.wait(30 * 24 * 3600 + 1);
    assert_eq!(caller.refresh_with(&caller.refresh).status, 400);
}

#[test]
fn the_token_endpoint_takes_nothing_but_its_form() {
    let caller = Caller::empty();
    let all = [("client_id", DEMO_CLIENT_ID), ("client_secret", DEMO_CLIENT_SECRET)];
    for wrong in [
        vec![],
        vec![("grant_type", "client_credentials")],
        vec![("grant_type", "refresh_token")],
        vec![("grant_type", "refresh_token"), ("refresh_token", "x"), ("scope", "y")],
        vec![("grant_type", "authorization_code"), ("code", "x")],
    ] {
        let reply = caller.token_call(&[wrong.clone(), all.to_vec()].concat());
        assert_eq!(reply.json()["error"], "invalid_request", "{wrong:?}");
        assert!(caller.refused().contains("token:"), "{wrong:?}");
    }
    let stranger = [("grant_type", "refresh_token"), ("refresh_token", caller.refresh.as_str())];
    let stranger = [stranger, [("client_id", DEMO_CLIENT_ID), ("client_secret", "no")]].concat();
    let reply = caller.token_call(&stranger);
    assert_eq!((reply.status, reply.json()["error"].as_str()), (400, Some("invalid_request")));
    caller.sim.refusals().assert_none();
}

#[test]
fn two_hundred_token_calls_a_day_and_no_more() {
    let caller = Caller::empty();
    for _ in 1..200 {
        assert_eq!(caller.refresh_with("unknown").status, 400);
    }
    caller.sim.refusals().assert_none();
    assert_eq!(caller.refresh_with("unknown").status, 429);
    assert!(caller.refused().contains("200 calls"));
    caller.wait(12 * 3600);
    assert_eq!(caller.refresh_with(&caller.refresh).status, 200);
}

#[test]
fn the_token_endpoint_can_fail_without_an_answer_that_says_anything() {
    let mut caller = Caller::empty();
    caller.wait(600);
    caller.sim.fail_next_token_with(StatusCode::OK, ErrorShape::Empty);
    caller.sim.fail_next_token_with(StatusCode::BAD_GATEWAY, ErrorShape::Html);
    assert_eq!(caller.refresh_with(&caller.refresh).text, "");
    assert_eq!(caller.refresh_with(&caller.refresh).status, 502);
    caller.log_in();
}

#[test]
fn a_lifetime_can_be_a_number() {
    let caller = Caller::empty();
    caller.wait(600);
    caller.sim.write_expires_as_number(true);
    assert_eq!(caller.refresh_with(&caller.refresh).json()["expires_in"], 600);
}
