#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use super::*;

fn url(text: &str) -> Url {
    Url::parse(text).unwrap()
}

fn config(json: &str) -> EboekhoudenConfig {
    serde_json::from_str(json).unwrap()
}

fn problem(config: EboekhoudenConfig) -> String {
    let error = config.checked().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert_eq!(error.message().code(), "eboekhouden-configuratie");
    error.to_string()
}

#[test]
fn the_keys_decide_which_interface_is_used() {
    let soap =
        config(r#"{"username":" u@example.nl ","security_code_1":"a b","security_code_2":"c\n"}"#);
    let soap = soap.checked().unwrap();
    let Interface::Soap(keys) = &soap.interface else { panic!("not SOAP") };
    assert_eq!(keys.username.expose_secret(), "u@example.nl");
    assert_eq!(keys.security_code_1.expose_secret(), "ab");
    assert_eq!(keys.security_code_2.expose_secret(), "c");
    assert_eq!(soap.root.as_str(), "https://soap.e-boekhouden.nl/");
    assert_eq!(soap.source, "Simon");

    let rest = config(r#"{"api_token":"t","username":"","land":"be"}"#).checked().unwrap();
    assert!(matches!(&rest.interface, Interface::Rest(token) if token.expose_secret() == "t"));
    assert_eq!(rest.root.as_str(), "https://api.e-boekhouden.be/");
}

#[test]
fn both_or_neither_is_refused_and_the_keys_are_named() {
    let all = ["username", "security_code_1", "security_code_2", "api_token"];
    let both = EboekhoudenConfig { api_token: Some("t".into()), ..config(r#"{"username":"u"}"#) };
    for refused in [both, config("{}"), config(r#"{"api_token":" "}"#)] {
        let text = problem(refused);
        assert!(all.iter().all(|name| text.contains(name)), "{text}");
    }
    let text = problem(config(r#"{"username":"u","security_code_2":"c"}"#));
    assert!(text.contains("security_code_1 is missing"), "{text}");
    assert!(!text.contains("security_code_2"), "{text}");
}

#[test]
fn keys_only_travel_to_the_vendor_or_to_this_machine() {
    for (root, fits) in [
        ("https://soap.e-boekhouden.nl", true),
        ("http://127.0.0.1:4001", true),
        ("http://[::1]:4001", true),
        ("http://soap.e-boekhouden.nl", false),
        ("https://soap.e-boekhouden.nl:8443", false),
        ("https://api.e-boekhouden.nl", false),
        ("https://soap.e-boekhouden.nl.example.com", false),
        ("https://soap.e-boekhouden.nl/soap.asmx", false),
        ("https://u:p@soap.e-boekhouden.nl", false),
    ] {
        let config = EboekhoudenConfig::with_codes("u", "a", "b").with_base_url(url(root));
        assert_eq!(config.checked().is_ok(), fits, "{root}");
    }
}

#[test]
fn a_source_fits_the_interface_and_land_is_for_rest() {
    for (source, soap, rest) in [
        ("Simon", true, true),
        ("Simple Sim", true, true),
        ("Simple-Sim", true, false),
        ("Simple Simon", true, false),
        ("", false, false),
        ("Simple Simon 2026", false, false),
    ] {
        let with = |config: EboekhoudenConfig| {
            EboekhoudenConfig { source: source.to_owned(), ..config }.checked().is_ok()
        };
        assert_eq!(with(EboekhoudenConfig::with_codes("u", "a", "b")), soap, "{source}");
        assert_eq!(with(EboekhoudenConfig::with_token("t")), rest, "{source}");
    }
    let text = problem(EboekhoudenConfig::with_codes("u", "a", "b").with_land(Land::Be));
    assert!(text.contains("land"), "{text}");
}

#[test]
fn nothing_secret_is_shown_f6() {
    let config = EboekhoudenConfig::with_codes("u", "geheim-een", "geheim-twee\u{e9}")
        .with_timeouts(Duration::ZERO, Duration::ZERO);
    assert!(!format!("{config:?}").contains("geheim"));
    let text = problem(config);
    for name in ["security_code_2", "timeout", "create_timeout"] {
        assert!(text.contains(name), "{text}");
    }
    assert!(!text.contains("geheim"), "{text}");
}
