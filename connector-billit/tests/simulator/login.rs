//! The login page and the token endpoint.

use std::collections::HashMap;
use std::sync::Arc;

use connector_billit::simulator::{
    Billit, DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI, ErrorShape, LoginChoice,
};
use http::StatusCode;
use serde_json::json;
use url::Url;

use crate::caller::{Caller, Envelope, HOST, Reply};

fn login_page(caller: &Caller, fields: &[(&str, &str)]) -> Reply {
    let mut url = Url::parse(&format!("{HOST}/Account/Logon")).unwrap();
    url.query_pairs_mut().extend_pairs(fields);
    caller.send("GET", &format!("/Account/Logon?{}", url.query().unwrap()), "", &[])
}

fn fields() -> Vec<(&'static str, &'static str)> {
    vec![("client_id", DEMO_CLIENT_ID), ("redirect_uri", DEMO_REDIRECT_URI), ("state", "a+b/c=")]
}

fn callback(reply: &Reply) -> HashMap<String, String> {
    assert_eq!(reply.status, 302, "{}", reply.text);
    let url = Url::parse(reply.header("location").unwrap()).unwrap();
    assert!(url.as_str().starts_with(DEMO_REDIRECT_URI), "{url}");
    url.query_pairs().into_owned().collect()
}

fn account(caller: &Caller) -> Reply {
    caller.get("/v1/account/accountInformation")
}

#[test]
fn a_login_gives_a_code_that_buys_tokens_once() {
    let mut caller = Caller::empty();
    let back = callback(&login_page(&caller, &fields()));
    assert_eq!(back["state"], "a+b/c=");
    let reply = caller.exchange(&back["code"]);
    assert_eq!(reply.status, 200, "{}", reply.text);
    assert_eq!(reply.json()["expires_in"], 3600);
    assert_eq!(reply.json()["token_type"], "Bearer");
    caller.token = reply.json()["access_token"].as_str().unwrap().to_owned();
    assert_eq!(account(&caller).status, 200);

    let again = caller.exchange(&back["code"]);
    assert_eq!((again.status, again.code().as_str()), (400, "InvalidAuthorizationCode"));
    caller.log_in();
    assert_eq!(account(&caller).status, 200, "the first login lives on beside the second");
    caller.sim.refusals().assert_none();
}

#[test]
fn a_code_lives_ten_minutes() {
    let caller = Caller::empty();
    let (late, in_time) = (caller.sim.new_code(), caller.sim.new_code());
    caller.wait(600);
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
    let path = format!("/Account/{}", link.replace("&amp;", "&"));
    assert!(callback(&caller.send("GET", &path, "", &[])).contains_key("code"));
    caller.sim.refusals().assert_none();
}

#[test]
fn a_wrong_login_address_stays_on_the_vendors_page() {
    let caller = Caller::empty();
    for (name, value) in
        [("client_id", "somebody"), ("redirect_uri", "https://elsewhere.example/"), ("state", "")]
    {
        let mut fields = fields();
        fields.iter_mut().filter(|field| field.0 == name).for_each(|field| field.1 = value);
        let page = login_page(&caller, &fields);
        assert_eq!((page.status, page.header("location")), (400, None), "{name}");
        assert!(caller.refused().contains("login:"), "{name}");
    }
    let scoped = [fields(), vec![("scope", "everything")]].concat();
    assert_eq!(login_page(&caller, &scoped).status, 400);
    assert!(caller.refused().contains("scope"));
}

#[test]
fn what_follows_an_ampersand_in_state_is_lost() {
    let caller = Caller::empty();
    let mut fields = fields();
    fields[2].1 = "one&two";
    assert_eq!(callback(&login_page(&caller, &fields))["state"], "one");
    assert!(caller.refused().contains("ampersand"));
}

#[test]
fn refresh_tokens_work_once() {
    let mut caller = Caller::empty();
    let first = caller.refresh.clone();
    caller.log_in();
    assert_ne!(first, caller.refresh);
    let old = caller.refresh_with(&first);
    assert_eq!((old.status, old.code().as_str()), (400, "InvalidRefreshToken"));
    assert_eq!(caller.sim.old_refresh_tokens(), 1);
    caller.log_in();
    assert_eq!(caller.refresh_with("made up").status, 400);
    // They do not end by time.
    caller.wait(400 * 24 * 3600);
    caller.log_in();
    caller.sim.refusals().assert_none();
}

#[test]
fn access_tokens_live_an_hour() {
    let caller = Caller::empty();
    caller.wait(3599);
    assert_eq!(account(&caller).status, 200);
    caller.wait(1);
    let late = account(&caller);
    assert_eq!((late.status, late.code().as_str()), (401, "AccessTokenExpired"));
}

#[test]
fn tokens_can_be_made_worthless_and_the_login_withdrawn() {
    let mut caller = Caller::empty();
    caller.sim.expire_tokens();
    assert_eq!(account(&caller).code(), "AccessTokenExpired");
    caller.log_in();
    assert_eq!(account(&caller).status, 200);
    caller.sim.withdraw_login();
    assert_eq!(account(&caller).code(), "AccessTokenRevoked");
    assert_eq!(caller.refresh_with(&caller.refresh).status, 400);
    caller.refresh = caller.sim.log_in();
    caller.log_in();
    assert_eq!(account(&caller).status, 200);
    assert_eq!(caller.sim.tokens_issued(), 3);
}

#[test]
fn revoking_ends_one_login() {
    let mut caller = Caller::empty();
    let other = caller.sim.log_in();
    let bearer = format!("Bearer {}", caller.token);
    let headers = [("authorization", bearer.as_str())];
    assert_eq!(caller.send("POST", "/OAuth2/revoke", "", &headers).status, 200);
    assert_eq!(account(&caller).code(), "AccessTokenRevoked");
    assert_eq!(caller.refresh_with(&caller.refresh).status, 400);
    assert_eq!(caller.send("POST", "/OAuth2/revoke", "", &headers).status, 401);
    caller.refresh = other;
    caller.log_in();
    caller.sim.refusals().assert_none();
    assert_eq!(caller.send("POST", "/OAuth2/revoke", "", &[]).status, 400);
    assert!(caller.refused().contains("without a Bearer"));
}

#[test]
fn the_token_endpoint_takes_nothing_but_its_members() {
    let caller = Caller::empty();
    let (id, secret) = (DEMO_CLIENT_ID, DEMO_CLIENT_SECRET);
    for wrong in [
        json!({"client_id": id, "client_secret": secret}),
        json!({"client_id": id, "client_secret": secret, "grant_type": "client_credentials"}),
        json!({"client_id": id, "client_secret": secret, "grant_type": "refresh_token"}),
        json!({"client_id": id, "client_secret": secret, "grant_type": "authorization_code",
            "code": "x"}),
        json!({"client_id": id, "client_secret": secret, "grant_type": "refresh_token",
            "refresh_token": caller.refresh, "redirect_uri": DEMO_REDIRECT_URI}),
        json!({"client_id": id, "client_secret": secret, "grant_type": "refresh_token",
            "refresh_token": caller.refresh, "scope": "x"}),
        json!({"client_id": id, "client_secret": null, "grant_type": "refresh_token"}),
    ] {
        let reply = caller.token_call(&wrong);
        assert_eq!((reply.status, reply.code().as_str()), (400, "InvalidRequest"), "{wrong}");
        assert!(caller.refused().contains("token:"), "{wrong}");
    }
    let form = [("content-type", "application/x-www-form-urlencoded")];
    assert_eq!(caller.send("POST", "/OAuth2/token", "grant_type=refresh_token", &form).status, 400);
    assert!(caller.refused().contains("must be JSON"));
    let stranger = json!({"client_id": id, "client_secret": "no", "grant_type": "refresh_token",
        "refresh_token": caller.refresh});
    assert_eq!(caller.token_call(&stranger).code(), "InvalidClient");
    caller.sim.refusals().assert_none();
}

#[test]
fn the_token_endpoint_can_fail_without_using_a_token_up() {
    let mut caller = Caller::empty();
    caller.sim.fail_next_token(StatusCode::OK, ErrorShape::Empty);
    caller.sim.fail_next_token(StatusCode::BAD_GATEWAY, ErrorShape::Html);
    assert_eq!(caller.refresh_with(&caller.refresh).text, "");
    assert_eq!(caller.refresh_with(&caller.refresh).status, 502);
    caller.log_in();
    assert_eq!(caller.sim.calls("POST /OAuth2/token"), 4);
}

#[test]
fn another_app_can_be_known_instead() {
    let mut caller = Caller::empty();
    caller.sim = Billit::new(Arc::new(caller.clock.clone())).with_app(
        "other",
        "secret",
        "https://other.example/back",
    );
    let fields =
        [("client_id", "other"), ("redirect_uri", "https://other.example/back"), ("state", "s")];
    let reply = login_page(&caller, &fields);
    assert!(reply.header("location").unwrap().starts_with("https://other.example/back?code="));
    assert_eq!(caller.exchange(&caller.sim.new_code()).code(), "InvalidClient");
    caller.sim.refusals().assert_none();
}
