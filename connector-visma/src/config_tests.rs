#![allow(clippy::unwrap_used, reason = "tests")]

use simon_core::ErrorKind;

use super::*;

const TENANT: &str = "5B7C2F0E-0000-4000-8000-000000000001";

fn url(text: &str) -> Url {
    Url::parse(text).unwrap()
}

fn interactive() -> VismaConfig {
    VismaConfig::interactive("app", "secret", "https://host.example/visma")
}

fn problem(config: VismaConfig) -> String {
    let error = config.checked().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert_eq!(error.message().code(), "visma-configuratie");
    error.to_string()
}

#[test]
fn a_file_with_the_least_is_a_login_in_the_browser_for_both_interfaces() {
    let file = r#"{"client_id":" app\n","client_secret":"se cret","redirect_uri":"https://h.nl/x ",
        "tenant_id":"","refresh_token":" "}"#;
    let checked = serde_json::from_str::<VismaConfig>(file).unwrap().checked().unwrap();
    assert_eq!(checked.client_id, "app");
    assert_eq!(checked.client_secret.expose_secret(), "secret");
    assert_eq!(checked.redirect_uri.as_deref(), Some("https://h.nl/x"));
    assert_eq!((checked.tenant_id, checked.company_number), (None, None));
    assert!(checked.refresh_token.is_none());
    assert_eq!(checked.main_root.as_str(), "https://api.finance.visma.net/");
    assert_eq!(checked.orders_root.as_str(), "https://salesorder.visma.net/");
    assert_eq!(checked.login_root.as_str(), "https://connect.visma.com/");
    assert_eq!(
        checked.audiences.login_scopes(),
        [
            "openid",
            "profile",
            "tenants",
            "offline_access",
            "vismanet_erp_interactive_api:read",
            "vismanet_erp_interactive_api:create",
            "visma.net.erp.salesorder.inter:read",
            "visma.net.erp.salesorder.inter:write",
        ]
    );
    assert!(checked.user_agent.starts_with("Simon/"), "{}", checked.user_agent);
}

#[test]
fn orders_can_have_service_tokens_beside_a_login_that_does_not_ask_for_them() {
    let checked = interactive().with_service_orders(TENANT).checked().unwrap();
    let Audiences { main, orders } = &checked.audiences;
    assert_eq!((main.login, orders.login), (Login::Interactive, Login::Service));
    assert_eq!(orders.scopes, ["visma.net.erp.salesorder:read", "visma.net.erp.salesorder:write"]);
    assert!(!checked.audiences.login_scopes().iter().any(|scope| scope.contains("salesorder")));
    assert_eq!(checked.tenant_id.as_deref(), Some(&*TENANT.to_lowercase()));

    let service = VismaConfig::service("app", "secret", TENANT).checked().unwrap();
    assert!(service.audiences.login_scopes().is_empty(), "nobody logs in");
    assert_eq!(service.audiences.main.scopes, MAIN_SERVICE_SCOPES);
}

#[test]
fn without_a_login_the_keys_tell_how_tokens_are_got() {
    let file = |keys: &str| {
        let text = format!(r#"{{"client_id":"app","client_secret":"secret"{keys}}}"#);
        let checked = serde_json::from_str::<VismaConfig>(&text).unwrap().checked().unwrap();
        (checked.audiences.main.login, checked.audiences.orders.login)
    };
    let tenant = format!(r#","tenant_id":"{TENANT}""#);
    let redirect = r#","redirect_uri":"https://h.nl/x""#;
    let both = format!("{tenant}{redirect}");
    assert_eq!(file(&tenant), (Login::Service, Login::Service));
    assert_eq!(file(redirect), (Login::Interactive, Login::Interactive));
    assert_eq!(file(&both), (Login::Interactive, Login::Interactive), "the company of the login");
    // An empty line is none.
    assert_eq!(file(&format!(r#"{tenant},"redirect_uri":" ""#)).0, Login::Service);
    let orders = format!(r#"{both},"orders_login":"service""#);
    assert_eq!(file(&orders), (Login::Interactive, Login::Service));
    let given = format!(r#"{both},"login":"service""#);
    assert_eq!(file(&given), (Login::Service, Login::Service), "what is given counts");
}

const MAIN_SERVICE_SCOPES: [&str; 2] =
    ["vismanet_erp_service_api:read", "vismanet_erp_service_api:create"];

#[test]
fn scopes_are_data() {
    let mut config = interactive();
    config.orders_scopes = Some(vec!["orders:all".to_owned(), "openid".to_owned()]);
    let checked = config.checked().unwrap();
    let scopes = checked.audiences.login_scopes();
    assert_eq!(scopes.iter().filter(|scope| **scope == "openid").count(), 1, "each once");
    assert!(scopes.contains(&"orders:all"));
}

#[test]
fn what_a_login_needs_is_asked_for() {
    let mut no_redirect = interactive();
    no_redirect.redirect_uri = None;
    assert!(problem(no_redirect).contains("redirect_uri is missing"));
    let mut service = VismaConfig::service("app", "secret", TENANT);
    assert!(service.clone().checked().is_ok());
    service.orders_login = Some(Login::Interactive);
    assert!(problem(service).contains("redirect_uri is missing"));
    let mut no_tenant = interactive();
    no_tenant.orders_login = Some(Login::Service);
    assert!(problem(no_tenant).contains("tenant_id is missing"));
    for tenant in
        ["12", "5b7c2f0e-0000-4000-8000-00000000000g", "5b7c2f0e00004000800000000000 0001"]
    {
        assert!(problem(VismaConfig::service("a", "b", tenant)).contains("tenant_id is no GUID"));
    }
}

#[test]
fn tokens_only_travel_to_the_vendor_or_to_this_machine() {
    for (root, fits) in [
        ("https://api.finance.visma.net", true),
        ("http://127.0.0.1:4001", true),
        ("http://[::1]:4001", true),
        ("http://api.finance.visma.net", false),
        ("https://api.finance.visma.net:8443", false),
        ("https://api.finance.visma.net/v1", false),
        ("https://u:p@api.finance.visma.net", false),
        ("https://api.finance.visma.net.example.com", false),
        ("https://salesorder.visma.net", false),
    ] {
        let mut config = interactive();
        config.base_url = Some(url(root));
        assert_eq!(config.checked().is_ok(), fits, "{root}");
    }
    let local = url("http://localhost:1");
    let elsewhere = url("https://example.com");
    let text = problem(interactive().with_urls(local.clone(), elsewhere.clone(), elsewhere));
    assert!(text.contains("sales_order_url") && text.contains("auth_url"), "{text}");
    assert!(!text.contains("base_url"), "{text}");
    assert!(interactive().with_urls(local.clone(), local.clone(), local).checked().is_ok());
}

#[test]
fn every_problem_is_named_at_once_and_no_secret_is_shown_f6() {
    let mut config = interactive()
        .with_refresh_token("geheim\u{e9}")
        .with_timeouts(Duration::ZERO, Duration::ZERO);
    config.client_id = " ".to_owned();
    config.client_secret = SecretString::from("geheim\u{1}".to_owned());
    config.redirect_uri = Some("ftp://x".to_owned());
    config.user_agent = "Simon\n1".to_owned();
    config.main_scopes = Some(Vec::new());
    config.orders_scopes = Some(vec!["a b".to_owned()]);
    assert!(!format!("{config:?}").contains("geheim"));
    let text = problem(config);
    let problems = text.strip_prefix("visma: ").unwrap();
    for name in [
        "client_id",
        "client_secret",
        "refresh_token",
        "redirect_uri",
        "user_agent",
        "main_scopes",
        "orders_scopes",
        "timeout",
        "create_timeout",
    ] {
        assert!(
            problems.split("; ").any(|part| part.starts_with(&format!("{name} "))),
            "{name}: {text}"
        );
    }
    assert!(!text.contains("geheim"), "{text}");
}

#[test]
fn an_unknown_member_of_a_file_is_refused() {
    let file = r#"{"client_id":"a","client_secret":"b","redirect_url":"https://h.nl"}"#;
    assert!(serde_json::from_str::<VismaConfig>(file).is_err());
    let login = r#"{"client_id":"a","client_secret":"b","login":"password"}"#;
    assert!(serde_json::from_str::<VismaConfig>(login).is_err());
}
