#![allow(clippy::unwrap_used, reason = "tests")]

use simon_core::ErrorKind;

use super::*;

const REDIRECT: &str = "https://host.example/exact";

fn url(text: &str) -> Url {
    Url::parse(text).unwrap()
}

#[test]
fn every_problem_of_a_configuration_is_named_at_once() {
    let elsewhere = url("http://example.nl/v1");
    let config = ExactConfig::new(" ", "geheim\u{e9}", "mailto:a")
        .with_urls(elsewhere.clone(), elsewhere)
        .with_refresh_token("sleutel\u{e9}")
        .with_timeouts(Duration::ZERO, Duration::ZERO);
    let error = config.checked().unwrap_err();
    let text = error.to_string();
    for name in [
        "base_url",
        "auth_url",
        "client_id",
        "client_secret",
        "redirect_uri",
        "refresh_token",
        "timeout",
        "create_timeout",
    ] {
        assert!(text.contains(name), "{name} in {text}");
    }
    assert!(!text.contains('\u{e9}'), "{text}");
    assert_eq!((error.kind(), error.message().code()), (ErrorKind::Config, "exact-configuratie"));
}

#[test]
fn keys_lose_the_blanks_of_pasting_and_an_empty_refresh_token_is_none() {
    let config = ExactConfig::new(" a\r\nb ", "c\n d\t", &*format!(" {REDIRECT}\n"))
        .with_refresh_token(" e\nf ")
        .checked()
        .unwrap();
    assert_eq!((config.client_id.as_str(), config.redirect_uri.as_str()), ("ab", REDIRECT));
    assert_eq!(config.client_secret.expose_secret(), "cd");
    assert_eq!(config.refresh_token.unwrap().expose_secret(), "ef");
    let empty = ExactConfig::new("a", "b", REDIRECT).with_refresh_token(" ").checked().unwrap();
    assert!(empty.refresh_token.is_none());
}

#[test]
fn secrets_only_travel_to_exact_or_to_this_machine() {
    for (root, fits) in [
        ("https://start.exactonline.nl", true),
        ("https://start.exactonline.co.uk", true),
        ("http://127.0.0.1:4001", true),
        ("http://[::1]:4001", true),
        ("http://localhost:1", true),
        ("https://localhost:1", true),
        ("http://start.exactonline.nl", false),
        ("https://start.exactonline.nl:8443", false),
        ("https://start.exactonline.nl.example.com", false),
        ("https://exactonline.nl", false),
        ("https://example.nl", false),
        ("https://user@start.exactonline.nl", false),
        ("https://start.exactonline.nl/api", false),
        ("ftp://localhost", false),
    ] {
        assert_eq!(root_problem("base_url", &url(root)).is_none(), fits, "{root}");
    }
}

#[test]
fn the_browser_comes_back_over_https_or_to_this_machine() {
    for (uri, fits) in [
        ("https://host.example/callback?x=1", true),
        ("http://localhost:8080/callback", true),
        ("http://127.0.0.1/callback", true),
        ("http://host.example/callback", false),
        ("https://user:pass@host.example/", false),
        ("https://host.example/#a", false),
        ("callback", false),
        ("", false),
    ] {
        assert_eq!(redirect_problem("redirect_uri", uri).is_none(), fits, "{uri}");
    }
}

#[test]
fn the_country_chooses_the_host_and_login_follows_the_api() {
    for (land, host) in [
        (Land::Nl, "https://start.exactonline.nl/"),
        (Land::Be, "https://start.exactonline.be/"),
        (Land::Uk, "https://start.exactonline.co.uk/"),
    ] {
        let config = ExactConfig::new("a", "b", REDIRECT).with_land(land);
        assert_eq!(config.api_root().unwrap().as_str(), host);
        assert_eq!(config.login_root().unwrap().as_str(), host);
    }
    let mut config = ExactConfig::new("a", "b", REDIRECT);
    config.base_url = Some(url("http://127.0.0.1:1"));
    assert_eq!(config.login_root().unwrap().as_str(), "http://127.0.0.1:1/");
}

#[test]
fn every_country_has_its_own_host() {
    for (at, land) in Land::ALL.iter().enumerate() {
        assert!(Land::ALL.iter().skip(at + 1).all(|other| other.host() != land.host()));
    }
}

#[test]
fn a_file_is_read_with_its_defaults_and_refused_with_unknown_members() {
    let json = r#"{"client_id":"a","client_secret":"b","redirect_uri":"https://h/","land":"be",
        "create_timeout":90}"#;
    let config: ExactConfig = serde_json::from_str(json).unwrap();
    assert_eq!((config.land, config.create_timeout), (Land::Be, Duration::from_secs(90)));
    assert_eq!(config.timeout, default_timeout());
    let unknown = json.replace("land", "regio");
    assert!(serde_json::from_str::<ExactConfig>(&unknown).is_err());
}

#[test]
fn debug_shows_no_key() {
    let config = ExactConfig::new("a", "geheim-1", REDIRECT).with_refresh_token("geheim-2");
    let text = format!("{config:?}");
    assert!(!text.contains("geheim"), "{text}");
}
