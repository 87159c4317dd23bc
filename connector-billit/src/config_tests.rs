#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use super::*;

const REDIRECT: &str = "https://host.example/billit";

fn url(text: &str) -> Url {
    Url::parse(text).unwrap()
}

fn login() -> BillitConfig {
    BillitConfig::with_login("app|1", "geheim-1", REDIRECT)
}

fn problems(config: BillitConfig) -> String {
    let error = config.checked().unwrap_err();
    assert_eq!((error.kind(), error.message().code()), (ErrorKind::Config, CONFIGURATIE));
    error.to_string()
}

#[test]
fn every_problem_of_a_configuration_is_named_at_once() {
    let elsewhere = url("http://example.nl/v1");
    let text = problems(
        BillitConfig::with_login(" é", "geheim\u{e9}", "mailto:a")
            .with_urls(elsewhere.clone(), elsewhere)
            .with_refresh_token("sleutel\u{e9}")
            .with_party_id(0)
            .with_timeouts(Duration::ZERO, Duration::ZERO),
    );
    for name in [
        "base_url",
        "auth_url",
        "client_id",
        "client_secret",
        "redirect_uri",
        "refresh_token",
        "party_id",
        "timeout",
        "create_timeout",
    ] {
        assert!(text.contains(name), "{name} in {text}");
    }
    assert!(!text.contains('\u{e9}'), "{text}");
}

#[test]
fn it_is_a_login_or_an_api_key_and_never_both_or_half() {
    let mut both = login();
    both.api_key = Some(SecretString::from("k"));
    let mut half = login();
    half.client_secret = Some(SecretString::from(" "));
    let mut token_too = BillitConfig::with_api_key("k");
    token_too.refresh_token = Some(SecretString::from("r"));
    for (config, expected) in [
        (both, "api_key is for one of both"),
        (token_too, "api_key is for one of both"),
        (half, "client_secret is missing"),
        (BillitConfig::with_api_key(" "), "api_key is missing"),
    ] {
        let text = problems(config);
        assert!(text.contains(expected), "{text}");
    }
    let Keys::ApiKey(key) = BillitConfig::with_api_key(" a\nb ").checked().unwrap().keys else {
        panic!("an API key")
    };
    assert_eq!(key.expose_secret(), "ab");
}

#[test]
fn keys_lose_the_blanks_of_pasting_and_an_empty_refresh_token_is_none() {
    let config = BillitConfig::with_login(" a|\r\nb ", "c\n d\t", format!(" {REDIRECT}\n"));
    let Keys::Login(keys) = config.clone().with_refresh_token(" ").checked().unwrap().keys else {
        panic!("a login")
    };
    assert_eq!((&*keys.client_id, &*keys.redirect_uri), ("a|b", REDIRECT));
    assert_eq!(keys.client_secret.expose_secret(), "cd");
    assert!(keys.refresh_token.is_none());
    let Keys::Login(keys) = config.with_refresh_token(" e\nf ").checked().unwrap().keys else {
        panic!("a login")
    };
    assert_eq!(keys.refresh_token.unwrap().expose_secret(), "ef");
}

#[test]
fn the_environment_chooses_the_hosts_and_login_follows_an_override() {
    let roots = |config: BillitConfig| {
        let checked = config.checked().unwrap();
        (checked.api_root.to_string(), checked.login_root.to_string())
    };
    let pair = |api: &str, login: &str| (api.to_owned(), login.to_owned());
    assert_eq!(roots(login()), pair("https://api.billit.be/", "https://my.billit.be/"));
    assert_eq!(
        roots(login().in_sandbox()),
        pair("https://api.sandbox.billit.be/", "https://my.sandbox.billit.be/")
    );
    let mut local = login();
    local.base_url = Some(url("http://127.0.0.1:1"));
    assert_eq!(roots(local), pair("http://127.0.0.1:1/", "http://127.0.0.1:1/"));
    let local = login().with_urls(url("http://127.0.0.1:1"), url("http://127.0.0.1:2"));
    assert_eq!(roots(local), pair("http://127.0.0.1:1/", "http://127.0.0.1:2/"));
}

#[test]
fn secrets_only_travel_to_billit_or_to_this_machine() {
    for (root, fits) in [
        ("https://api.billit.be", true),
        ("https://my.sandbox.billit.be", true),
        ("http://127.0.0.1:4001", true),
        ("http://localhost:1", true),
        ("http://api.billit.be", false),
        ("https://api.billit.be:8443", false),
        ("https://api.billit.be.example.com", false),
        ("https://billit.be", false),
        ("https://user@api.billit.be", false),
        ("https://api.billit.be/v1", false),
    ] {
        assert_eq!(root_problem("base_url", &url(root)).is_none(), fits, "{root}");
    }
}

#[test]
fn the_browser_comes_back_to_an_address_without_parameters() {
    for (uri, fits) in [
        (REDIRECT, true),
        ("http://localhost:8080/callback", true),
        ("https://host.example/callback?x=1", false),
        ("http://host.example/callback", false),
        ("callback", false),
    ] {
        assert_eq!(redirect_uri_problem(uri).is_none(), fits, "{uri}");
    }
}

#[test]
fn a_file_is_read_with_its_defaults_and_refused_with_unknown_members() {
    let json = r#"{"api_key":"k","party_id":811,"sandbox":true,"create_timeout":90}"#;
    let config: BillitConfig = serde_json::from_str(json).unwrap();
    assert_eq!((config.party_id, config.create_timeout), (Some(811), Duration::from_secs(90)));
    assert_eq!((config.timeout, config.sandbox), (default_timeout(), true));
    let unknown = json.replace("sandbox", "zandbak");
    assert!(serde_json::from_str::<BillitConfig>(&unknown).is_err());
}

#[test]
fn debug_shows_no_key() {
    let config = login().with_refresh_token("geheim-2");
    let text = format!("{config:?} {:?}", config.clone().checked().unwrap());
    assert!(!text.contains("geheim"), "{text}");
    assert!(!format!("{:?}", BillitConfig::with_api_key("geheim-3")).contains("geheim"));
}
