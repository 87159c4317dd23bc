//! The login page and the token endpoint.

use std::collections::HashMap;

use connector_visma::simulator::{
    DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_CONTRACT, DEMO_REDIRECT_URI, DEMO_REFRESH_TOKEN,
    DEMO_TENANT, ErrorShape, LoginChoice, ScopeRefusal, TenantClaim,
};
use http::StatusCode;
use simon_testkit::vendor::base64;
use url::Url;

use crate::caller::{CONNECT, Caller, Envelope, PLAIN, Reply};

const SCOPES: &str = "openid tenants offline_access vismanet_erp_interactive_api:read \
                      visma.net.erp.salesorder.inter:read";
/// A verifier and its challenge.
///
/// Source: RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

fn fields() -> Vec<(&'static str, &'static str)> {
    vec![
        ("client_id", DEMO_CLIENT_ID),
        ("redirect_uri", DEMO_REDIRECT_URI),
        ("response_type", "code"),
        ("scope", SCOPES),
        ("state", "a+b/c="),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ]
}

fn login_page(caller: &Caller, fields: &[(&str, &str)]) -> Reply {
    let mut url = Url::parse(&format!("{CONNECT}/connect/authorize")).unwrap();
    url.query_pairs_mut().extend_pairs(fields);
    caller.call("GET", url.as_str(), "", &[])
}

fn callback(reply: &Reply) -> HashMap<String, String> {
    assert_eq!(reply.status, 302, "{}", reply.text);
    let url = Url::parse(reply.header("location").unwrap()).unwrap();
    assert!(url.as_str().starts_with(DEMO_REDIRECT_URI), "{url}");
    url.query_pairs().into_owned().collect()
}

/// The claims of a token.
fn claims(token: &str) -> serde_json::Value {
    let part = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&base64::decode_url(part).unwrap()).unwrap()
}

fn organization(caller: &Caller) -> u16 {
    caller.get("/v1/organization").status
}

#[test]
fn a_login_gives_a_code_that_buys_tokens_once() {
    let mut caller = Caller::empty();
    let back = callback(&login_page(&caller, &fields()));
    assert_eq!((back["state"].as_str(), back["iss"].as_str()), ("a+b/c=", CONNECT));
    let reply = caller.exchange(&back["code"], &[("code_verifier", VERIFIER)]);
    assert_eq!(reply.status, 200, "{}", reply.text);
    let json = reply.json();
    assert_eq!((&json["expires_in"], &json["token_type"]), (&3600.into(), &"Bearer".into()));
    let granted = json["scope"].as_str().unwrap();
    assert!(granted.contains("visma.net.erp.salesorder.inter:read"), "{granted}");
    for token in ["access_token", "id_token"] {
        let claims = claims(json[token].as_str().unwrap());
        assert_eq!(claims["tenant_id"], DEMO_TENANT);
        assert_eq!(claims["tenants"][0]["tenant_id"], DEMO_TENANT);
    }
    caller.token = json["access_token"].as_str().unwrap().to_owned();
    assert_eq!(organization(&caller), 200);
    assert!(json["refresh_token"].is_string());
    let again = caller.exchange(&back["code"], &[("code_verifier", VERIFIER)]);
    assert_eq!((again.status, again.message().as_str()), (400, "invalid_grant"));
    caller.clean();
}

#[test]
fn a_code_without_its_verifier_is_worth_nothing() {
    let caller = Caller::empty();
    for wrong in [vec![], vec![("code_verifier", CHALLENGE)]] {
        let back = callback(&login_page(&caller, &fields()));
        assert_eq!(caller.exchange(&back["code"], &wrong).message(), "invalid_grant");
        assert!(caller.refused().contains("code_verifier"));
    }
    let late = caller.sim.new_code(SCOPES);
    caller.wait(301);
    assert_eq!(caller.exchange(&late, &[]).message(), "invalid_grant");
    let in_time = caller.sim.new_code(SCOPES);
    assert_eq!(caller.exchange(&in_time, &[("tenant_id", DEMO_TENANT)]).status, 200);
    caller.clean();
}

#[test]
fn without_offline_access_there_is_no_refresh_token() {
    let caller = Caller::empty();
    let code = caller.sim.new_code("vismanet_erp_interactive_api:read");
    let json = caller.exchange(&code, &[]).json();
    assert!(json.get("refresh_token").is_none() && json.get("id_token").is_none(), "{json}");
}

#[test]
fn a_person_can_refuse_or_pick_a_company() {
    let mut caller = Caller::empty();
    caller.sim.set_login_choice(LoginChoice::Refuse);
    let back = callback(&login_page(&caller, &fields()));
    assert_eq!(back["error"], "access_denied");
    assert!(!back.contains_key("code"));

    let tenant = "aaaa0000-0000-4000-b000-0afe00000002";
    caller.sim.add_company(tenant, "2222222", "Tweede B.V.");
    caller.sim.set_login_choice(LoginChoice::Ask);
    let page = login_page(&caller, &fields());
    let link = page.text.split("href=\"").find(|link| link.contains("Tweede")).unwrap();
    let link = link.split('"').next().unwrap().replace("&amp;", "&");
    let reply = caller.call("GET", &format!("{CONNECT}/connect/{link}"), "", &[]);
    let json = caller.exchange(&callback(&reply)["code"], &[("code_verifier", VERIFIER)]).json();
    caller.token = json["access_token"].as_str().unwrap().to_owned();
    assert_eq!(caller.get("/v1/organization").rows()[0]["name"], "Tweede B.V.");
    caller.clean();
}

#[test]
fn a_wrong_login_address_is_refused() {
    let caller = Caller::empty();
    for (name, value) in [
        ("client_id", "somebody"),
        ("redirect_uri", "https://elsewhere.example/"),
        ("response_type", "token"),
        ("state", ""),
        ("scope", ""),
        ("code_challenge", "short"),
        ("code_challenge_method", "plain"),
    ] {
        let mut fields = fields();
        fields.iter_mut().filter(|field| field.0 == name).for_each(|field| field.1 = value);
        assert_eq!(login_page(&caller, &fields).status, 400, "{name}");
        assert!(caller.refused().contains("login:"), "{name}");
    }
    let more = [fields(), vec![("response_mode", "form_post")]].concat();
    assert_eq!(login_page(&caller, &more).status, 400);
    assert!(caller.refused().contains("response_mode"));
}

#[test]
fn scopes_are_refused_or_left_out() {
    let caller = Caller::empty();
    let scope = "visma.net.erp.salesorder.inter:read";
    caller.sim.grant_scope(scope, false);
    for (refusal, error) in [
        (ScopeRefusal::InvalidScope, "invalid_scope"),
        (ScopeRefusal::UnauthorizedClient, "unauthorized_client"),
    ] {
        caller.sim.set_scope_refusal(refusal);
        assert_eq!(callback(&login_page(&caller, &fields()))["error"], error);
    }
    caller.sim.set_scope_refusal(ScopeRefusal::LeftOut);
    let back = callback(&login_page(&caller, &fields()));
    let json = caller.exchange(&back["code"], &[("code_verifier", VERIFIER)]).json();
    assert!(!json["scope"].as_str().unwrap().contains(scope));
    caller.clean();

    let mut wrong = fields();
    wrong[3].1 = "vismanet_erp_service_api:read";
    assert_eq!(callback(&login_page(&caller, &wrong))["error"], "invalid_scope");
    assert!(caller.refused().contains("vismanet_erp_service_api:read"));
}

#[test]
fn refresh_tokens_rotate_unless_they_are_kept() {
    let mut caller = Caller::empty();
    let first = caller.refresh.clone();
    caller.log_in();
    assert_ne!(first, caller.refresh);
    assert_eq!(caller.refresh_with(&first).message(), "invalid_grant");
    assert_eq!(caller.refresh_with(DEMO_REFRESH_TOKEN).message(), "invalid_grant");
    assert_eq!(caller.sim.old_refresh_tokens(), 2);
    caller.sim.keep_refresh_tokens(true);
    let kept = caller.refresh.clone();
    caller.log_in();
    caller.log_in();
    assert_eq!(kept, caller.refresh);
    caller.sim.end_unused_logins(Some(30));
    caller.wait(31 * 24 * 3600);
    assert_eq!(caller.refresh_with(&kept).message(), "invalid_grant");
    caller.clean();
}

#[test]
fn access_tokens_live_an_hour_and_can_end_before() {
    let mut caller = Caller::empty();
    caller.wait(3599);
    assert_eq!(organization(&caller), 200);
    caller.wait(1);
    assert_eq!(organization(&caller), 401);
    caller.log_in();
    caller.sim.expire_tokens();
    assert_eq!(organization(&caller), 401);
    caller.log_in();
    caller.sim.withdraw_login();
    assert_eq!(organization(&caller), 401);
    assert_eq!(caller.refresh_with(&caller.refresh).message(), "invalid_grant");
    let service = caller.service(DEMO_TENANT, "vismanet_erp_service_api:read");
    assert_eq!(service.message(), "unauthorized_client");
    caller.clean();
}

#[test]
fn service_access_needs_an_approval_and_the_companys_tenant() {
    let mut caller = Caller::empty();
    let scopes = "vismanet_erp_service_api:read visma.net.erp.salesorder:read";
    let json = caller.service(DEMO_TENANT, scopes).json();
    assert!(json.get("refresh_token").is_none());
    caller.token = json["access_token"].as_str().unwrap().to_owned();
    assert_eq!(organization(&caller), 200);
    assert_eq!(caller.get("/api/v3/SalesOrders?pageSize=1").status, 200);

    let json = caller.service(DEMO_CONTRACT, scopes).json();
    caller.token = json["access_token"].as_str().unwrap().to_owned();
    let refused = caller.get("/v1/organization");
    assert_eq!((refused.status, refused.message().as_str()), (401, "No license for this company"));
    assert_eq!(refused.json()["ExceptionFaultCode"], "12027");

    caller.books().approve(false);
    assert_eq!(caller.service(DEMO_TENANT, scopes).message(), "unauthorized_client");
    let unknown = "bbbb0000-0000-4000-b000-0afe00000009";
    assert_eq!(caller.service(unknown, scopes).message(), "unauthorized_client");
    caller.clean();
    let interactive = caller.service(DEMO_TENANT, "vismanet_erp_interactive_api:read");
    assert_eq!(interactive.message(), "invalid_scope");
    assert!(caller.refused().contains("unknown scope"));
}

#[test]
fn the_application_says_who_it_is_in_one_way() {
    let caller = Caller::empty();
    let fields = [("grant_type", "refresh_token"), ("refresh_token", caller.refresh.as_str())];
    let escaped = DEMO_CLIENT_SECRET.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    let basic = base64::encode(format!("{DEMO_CLIENT_ID}:{escaped}").as_bytes());
    let header = format!("Basic {basic}");
    let reply = caller.form("token", &fields, &[("authorization", header.as_str())]);
    assert_eq!(reply.status, 200, "{}", reply.text);
    caller.clean();

    let secret = [("client_id", DEMO_CLIENT_ID), ("client_secret", DEMO_CLIENT_SECRET)];
    let both = [fields.as_slice(), &secret].concat();
    assert_eq!(caller.form("token", &both, &[("authorization", header.as_str())]).status, 400);
    assert!(caller.refused().contains("in the header and in the form"));
    let stranger = [fields.as_slice(), &[("client_id", DEMO_CLIENT_ID)]].concat();
    assert_eq!(caller.form("token", &stranger, &[]).message(), "invalid_client");
    caller.clean();
}

#[test]
fn the_token_endpoint_takes_nothing_but_its_form() {
    let caller = Caller::empty();
    for wrong in [
        vec![],
        vec![("grant_type", "password")],
        vec![("grant_type", "refresh_token")],
        vec![("grant_type", "refresh_token"), ("refresh_token", "x"), ("scope", "y")],
        vec![("grant_type", "authorization_code"), ("code", "x")],
        vec![("grant_type", "client_credentials"), ("scope", "vismanet_erp_service_api:read")],
        vec![("grant_type", "refresh_token"), ("refresh_token", "x"), ("audience", "y")],
    ] {
        assert_eq!(caller.token_call(&wrong).message(), "invalid_request", "{wrong:?}");
        assert!(caller.refused().contains("token:"), "{wrong:?}");
    }
}

#[test]
fn a_login_can_be_revoked() {
    let caller = Caller::empty();
    let own = [("client_id", DEMO_CLIENT_ID), ("client_secret", DEMO_CLIENT_SECRET)];
    let revoke = |token: &str| {
        let fields = [("token", token), ("token_type_hint", "refresh_token")];
        caller.form("revocation", &[fields.as_slice(), &own].concat(), &[])
    };
    assert_eq!(revoke("unknown").status, 200);
    assert_eq!(caller.sim.logins_revoked(), 0);
    assert_eq!(revoke(&caller.refresh).status, 200);
    assert_eq!(caller.sim.logins_revoked(), 1);
    assert_eq!(organization(&caller), 401);
    assert_eq!(caller.refresh_with(&caller.refresh).message(), "invalid_grant");
    caller.clean();
    assert_eq!(caller.form("revocation", &own, &[]).status, 400);
    assert!(caller.refused().contains("no token"));
}

#[test]
fn the_company_of_a_login_can_be_told_in_several_ways() {
    let mut caller = Caller::empty();
    for (claim, id, tenants) in [
        (TenantClaim::Both, true, true),
        (TenantClaim::Id, true, false),
        (TenantClaim::Texts, false, true),
        (TenantClaim::LeftOut, false, false),
    ] {
        caller.sim.set_tenant_claim(claim);
        caller.log_in();
        let info = caller.call("GET", &format!("{CONNECT}/connect/userinfo"), "", &PLAIN).json();
        assert_eq!(info["tenant_id"] == DEMO_TENANT, id, "{info}");
        let own = [&info["tenants"][0], &info["tenants"][0]["tenant_id"]];
        assert_eq!(own.iter().any(|own| **own == DEMO_TENANT), tenants, "{info}");
    }
    caller.clean();
}

#[test]
fn the_token_endpoint_can_fail_without_an_answer_that_says_anything() {
    let mut caller = Caller::empty();
    caller.sim.fail_next_token(StatusCode::OK, ErrorShape::Empty);
    caller.sim.fail_next_token(StatusCode::BAD_GATEWAY, ErrorShape::Html);
    assert_eq!(caller.refresh_with(&caller.refresh).text, "");
    assert_eq!(caller.refresh_with(&caller.refresh).status, 502);
    let issued = caller.sim.tokens_issued();
    caller.log_in();
    assert_eq!(caller.sim.tokens_issued(), issued + 1);
}
