#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use simon_core::http::TokenGrant;

use super::*;
use crate::VismaConfig;

const TENANT: &str = "5d1c0de0-0000-4000-b000-000000000001";
const OTHER: &str = "5d1c0de0-0000-4000-b000-000000000002";

fn grants_of(config: VismaConfig) -> (Arc<VismaGrant>, Arc<VismaGrant>) {
    grants(&config.checked().unwrap()).unwrap()
}

fn interactive() -> VismaConfig {
    VismaConfig::interactive("app", "s3cret", "https://host.example/visma")
}

fn tokens(claims: &str) -> TokenSet {
    let payload = URL_SAFE_NO_PAD.encode(claims);
    let access = SecretString::from(format!("head.{payload}.signature"));
    TokenSet::new(access, DateTime::UNIX_EPOCH, DateTime::UNIX_EPOCH)
}

fn of(tenant: &str) -> TokenSet {
    tokens(&format!(r#"{{"tenant_id":"{tenant}"}}"#))
}

fn request() -> ApiRequest {
    ApiRequest::get("test", Url::parse("https://api.finance.visma.net/v1/branch").unwrap())
}

#[test]
fn one_login_for_both_interfaces_has_one_slot_and_others_have_their_own() {
    let slots = |config| {
        let (main, orders) = grants_of(config);
        (main.slot(), orders.slot(), Arc::ptr_eq(&main, &orders))
    };
    assert_eq!(slots(interactive()), ("main", "main", true));
    assert_eq!(slots(interactive().with_service_orders(TENANT)), ("main", "orders", false));
    assert_eq!(slots(VismaConfig::service("app", "s3cret", TENANT)), ("main", "orders", false));
}

#[test]
fn the_login_page_belongs_to_tokens_of_a_browser_alone() {
    let (main, orders) = grants_of(interactive().with_service_orders(TENANT));
    assert!(main.is_browser() && main.login_page().is_some());
    assert!(!orders.is_browser() && orders.login_page().is_none());
    assert_eq!(main.service_company(), None, "the user chooses the company");
    assert_eq!(orders.service_company(), Some(TENANT));
}

#[test]
fn a_request_is_signed_with_a_token_of_its_books_only_g9() {
    let (grant, _) = grants_of(interactive());
    let sign = |tokens: &TokenSet, mut request: ApiRequest| grant.sign(tokens, &mut request);
    sign(&of(TENANT), request().counted_for(TENANT)).unwrap();
    assert_eq!(grant.signed().as_deref(), Some(TENANT));
    let error = sign(&of(OTHER), request().counted_for(TENANT)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PermissionDenied);
    assert_eq!(error.message().code(), "visma-ander-bedrijf");
    assert_eq!(grant.signed().as_deref(), Some(TENANT), "it signed nothing");
    sign(&of(OTHER), request()).unwrap();
    // A token or books that do not tell the company: the lists show whose it is.
    sign(&tokens("{}"), request().counted_for(TENANT)).unwrap();
    sign(&of(OTHER), request().counted_for("1403278")).unwrap();
}

#[test]
fn a_login_in_the_browser_opens_the_configured_company_or_none_g9() {
    let mut config = interactive();
    config.tenant_id = Some(TENANT.to_owned());
    let (grant, _) = grants_of(config);
    grant.sign(&of(TENANT), &mut request()).unwrap();
    grant.sign(&tokens("{}"), &mut request()).unwrap();
    let error = grant.sign(&of(OTHER), &mut request()).unwrap_err();
    assert_eq!(error.message().code(), "visma-ander-bedrijf");
    assert_eq!(grant.signed(), None, "the one before did not tell");
}

#[test]
fn service_tokens_of_another_company_are_none() {
    let (grant, _) = grants_of(VismaConfig::service("app", "s3cret", TENANT));
    assert!(grant.accepts(&of(TENANT)) && !grant.accepts(&of(OTHER)));
    assert!(grant.accepts(&tokens("{}")), "it does not tell");
}

#[test]
fn refresh_tokens_are_ended_and_service_tokens_are_not_a7() {
    let (main, orders) = grants_of(interactive().with_service_orders(TENANT));
    let refresh = of(TENANT).with_refresh(Some("refresh".into()));
    let ended = main.revocation(&refresh, DateTime::UNIX_EPOCH).unwrap().unwrap();
    assert_eq!(format!("{ended:?}"), "ApiRequest(token.revoke POST /connect/revocation)");
    assert!(main.revocation(&of(TENANT), DateTime::UNIX_EPOCH).unwrap().is_none());
    assert!(orders.revocation(&refresh, DateTime::UNIX_EPOCH).unwrap().is_none());
}

#[test]
fn nobody_logged_in_is_said_without_a_request() {
    let (grant, _) = grants_of(interactive());
    let error = grant.request(None).unwrap_err();
    assert_eq!(error.message().code(), "visma-inloggen");
    let (grant, _) = grants_of(interactive().with_refresh_token("first"));
    assert!(grant.request(None).is_ok());
}

#[test]
fn a_refused_create_is_looked_up_first_and_no_key_shows_c22_f6() {
    let (main, orders) = grants_of(interactive().with_service_orders(TENANT));
    for grant in [main, orders] {
        assert!(!grant.policy().repeats_creates);
        assert_eq!(grant.policy().single_use_refresh, grant.is_browser());
        assert!(!format!("{grant:?}").contains("s3cret"));
    }
}
