//! Keys, tokens, scopes and the gateway's limits.

use std::time::Duration;

use connector_snelstart::simulator::{DEMO_KOPPELSLEUTEL, DEMO_SUBSCRIPTION_KEY};

use crate::caller::Caller;

#[test]
fn a_token_lasts_3599_seconds_and_names_its_scopes() {
    let mut caller = Caller::empty();
    let fields = [("grant_type", "clientkey"), ("clientkey", DEMO_KOPPELSLEUTEL)];
    let token = caller.token_call(&fields).json();
    assert_eq!(token["expires_in"], 3599);
    assert_eq!(token["token_type"], "bearer");
    assert_eq!(token["access_token"].as_str().unwrap().split('.').count(), 3);

    caller.clock.advance(Duration::from_secs(3598));
    assert_eq!(caller.get("/v2/companyInfo").status, 200);
    caller.clock.advance(Duration::from_secs(1));
    let reply = caller.get("/v2/companyInfo");
    caller.assert_unrecorded(&reply, 401, r#""statusCode":401"#);
    caller.log_in();
    assert_eq!(caller.get("/v2/companyInfo").status, 200);
    assert_eq!(caller.sim.tokens_issued(), 3);
}

#[test]
fn a_koppelsleutel_that_is_not_escaped_is_refused() {
    let caller = Caller::empty();
    let reply =
        caller.raw_token_call(&format!("grant_type=clientkey&clientkey={DEMO_KOPPELSLEUTEL}"));
    caller.assert_recorded(&reply, 400, "not valid");
}

#[test]
fn the_token_endpoint_refuses_other_grants_fields_and_keys() {
    let caller = Caller::empty();
    let good = ("clientkey", DEMO_KOPPELSLEUTEL);
    let reply = caller.token_call(&[("grant_type", "client_credentials"), good]);
    caller.assert_recorded(&reply, 400, "unsupported_grant_type");
    let reply = caller.token_call(&[("grant_type", "clientkey"), good, ("scope", "all")]);
    caller.assert_recorded(&reply, 400, "Unknown field 'scope'");
    let reply = caller.token_call(&[("grant_type", "clientkey"), ("clientkey", "d3Jvbmc=")]);
    caller.assert_unrecorded(&reply, 400, r#"{"error":"#);
}

#[test]
fn a_withdrawn_koppelsleutel_gives_no_new_token() {
    let caller = Caller::empty();
    caller.sim.withdraw_koppelsleutel();
    let fields = [("grant_type", "clientkey"), ("clientkey", DEMO_KOPPELSLEUTEL)];
    assert_eq!(caller.token_call(&fields).status, 400);
    assert_eq!(caller.get("/v2/companyInfo").status, 200);
    caller.sim.expire_tokens();
    assert_eq!(caller.get("/v2/companyInfo").status, 401);
}

#[test]
fn the_gateway_tells_a_missing_from_a_wrong_subscription_key() {
    let caller = Caller::empty();
    let path = "/v2/companyInfo";
    let reply = caller.call_with("GET", path, "", None, Some(&caller.token));
    caller.assert_unrecorded(&reply, 401, "missing subscription key");
    let reply = caller.call_with("GET", path, "", Some("wrong"), Some(&caller.token));
    caller.assert_unrecorded(&reply, 401, "invalid subscription key");
    caller.sim.set_subscription_keys(&["new"]);
    let key = Some(DEMO_SUBSCRIPTION_KEY);
    let reply = caller.call_with("GET", path, "", key, Some(&caller.token));
    caller.assert_unrecorded(&reply, 401, r#""statusCode":401"#);
}

#[test]
fn a_missing_or_invented_token_is_refused() {
    let caller = Caller::empty();
    let key = Some(DEMO_SUBSCRIPTION_KEY);
    let reply = caller.call_with("GET", "/v2/companyInfo", "", key, None);
    caller.assert_unrecorded(&reply, 401, "Access token");
    let reply = caller.call_with("GET", "/v2/companyInfo", "", key, Some("invented"));
    caller.assert_unrecorded(&reply, 401, "Access token");
}

#[test]
fn a_koppelsleutel_without_order_rights_is_refused_there_only() {
    let mut caller = Caller::demo();
    caller.sim.set_scopes(&["relaties:read", "artikelen:read", "settings:read"]);
    caller.log_in();
    assert_eq!(caller.get("/v2/relaties").status, 200);
    let reply = caller.post(&caller.order(""));
    caller.assert_unrecorded(&reply, 403, "orders:write");
    assert!(!reply.headers.contains_key("retry-after"));
    assert!(caller.sim.orders().is_empty());
}

#[test]
fn the_limit_a_minute_answers_429_with_the_seconds_to_wait() {
    let caller = Caller::empty();
    caller.sim.limit_per_minute(Some(2));
    assert_eq!(caller.get("/v2/companyInfo").status, 200);
    caller.clock.advance(Duration::from_secs(20));
    assert_eq!(caller.get("/v2/companyInfo").status, 200);
    let reply = caller.get("/v2/companyInfo");
    caller.assert_unrecorded(&reply, 429, "Try again in 40 seconds.");
    assert_eq!(reply.headers["retry-after"], "40");
    caller.clock.advance(Duration::from_secs(40));
    assert_eq!(caller.get("/v2/companyInfo").status, 200);
    assert_eq!(caller.sim.throttled(), 1);
}

#[test]
fn the_quota_an_hour_answers_403_with_the_seconds_to_wait() {
    let caller = Caller::empty();
    caller.sim.limit_per_hour(Some(1));
    assert_eq!(caller.get("/v2/companyInfo").status, 200);
    let reply = caller.get("/v2/companyInfo");
    caller.assert_unrecorded(&reply, 403, "Out of call volume quota");
    assert_eq!(reply.headers["retry-after"], "3600");
}

#[test]
fn other_credentials_can_be_set() {
    let caller = Caller::empty();
    let sim = connector_snelstart::simulator::SnelStart::new(std::sync::Arc::new(caller.clock))
        .with_credentials("other-key", "b3RoZXI=");
    let text = format!("{sim:?}");
    assert!(!text.contains("b3RoZXI") && !text.contains("other-key"), "{text}");
    let other = Caller {
        sim,
        clock: simon_testkit::simulated::SimulatedClock::default(),
        token: String::new(),
    };
    let reply = other.token_call(&[("grant_type", "clientkey"), ("clientkey", "b3RoZXI=")]);
    assert_eq!(reply.status, 200);
}
