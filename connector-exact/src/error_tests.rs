#![allow(clippy::unwrap_used, reason = "tests")]

use simon_core::Actor;
use simon_core::message::{Catalogue, MessageFiles, check};

use super::*;

const FILES: MessageFiles =
    MessageFiles { nl: include_str!("messages/nl.ftl"), en: include_str!("messages/en.ftl") };

fn read(label: &'static str, status: u16, body: &str) -> VendorError {
    read_with(label, status, &[], body)
}

fn headers(headers: &[(&'static str, &str)]) -> HeaderMap {
    let pairs = headers.iter();
    pairs.map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
}

fn read_with(
    label: &'static str,
    status: u16,
    given: &[(&'static str, &str)],
    body: &str,
) -> VendorError {
    let effect = if label.ends_with("create") { Effect::Create } else { Effect::Read };
    let (status, headers) = (StatusCode::from_u16(status).unwrap(), headers(given));
    let error = read_error(&ErrorResponse::new(label, effect, status, &headers, body.as_bytes()));
    if let Some(message) = &error.message {
        assert!(Catalogue::with_connector(FILES).has(message.code()), "{}", message.code());
    }
    error
}

fn said(text: &str) -> String {
    serde_json::json!({"error":{"code":"","message":{"lang":"","value":text}}}).to_string()
}

fn code(error: &VendorError) -> Option<&str> {
    error.message.as_ref().map(Message::code)
}
use simon_core::message::Message;

#[test]
fn both_languages_have_every_text_and_action() {
    assert_eq!(check(FILES), Vec::<String>::new());
}

#[test]
fn every_shape_of_an_error_body_is_read() {
    for (body, expected) in [
        (
            said("Verplicht: Factuur voor\r\nVerplicht: Besteld door"),
            "Verplicht: Factuur voor; Verplicht: Besteld door",
        ),
        (r#"{"error":{"code":"X1","message":"kaal"}}"#.to_owned(), "kaal"),
        (r#"{"Message":"groot"}"#.to_owned(), "groot"),
        ("\u{feff}\"los\"".to_owned(), "los"),
        ("Geen toegang".to_owned(), "Geen toegang"),
        (r#"{"error":"invalid_grant","error_description":"weg"}"#.to_owned(), "weg"),
    ] {
        assert_eq!(read(label::ACCOUNTS, 400, &body).text.as_deref(), Some(expected), "{body}");
    }
    for body in ["", "<html><body>oei</body></html>", "null", "[]", "{}", r#"{"error":{}}"#] {
        assert_eq!(read(label::ACCOUNTS, 400, body).text, None, "{body}");
    }
    let reason = read_with(label::ACCOUNTS, 500, &[("Reason", "Overbelast")], "");
    assert_eq!(reason.text.as_deref(), Some("Overbelast"));
}

#[test]
fn words_are_kept_and_secrets_are_not_f6() {
    let text =
        "Fout bij Bearer stampNL001.abc zie https://start.exactonline.nl/x?code=1 van a@b.nl";
    let read = read(label::ACCOUNTS, 400, &said(text)).text.unwrap();
    assert_eq!(read, "Fout bij Bearer [...] zie [...] van [...]");
}

#[test]
fn a_500_with_words_of_exact_is_a_refusal_and_without_them_an_outage() {
    for label in [label::INVOICE_CREATE, label::ACCOUNTS] {
        let refused = read(label, 500, &said("Ongeldige referentie: Artikel"));
        assert_eq!(refused.verdict, Some(Verdict::Rejected));
        for body in ["", "<html>", "{}", r#"{"Message":"An error has occurred."}"#, &said(" ")] {
            assert_eq!(read(label, 500, body).verdict, None, "{body}");
        }
        for status in [502, 503, 504, 408] {
            assert_eq!(read(label, status, &said("Even geduld")).verdict, None, "{status}");
        }
        assert_eq!(read(label, 409, "").verdict, Some(Verdict::Rejected));
    }
}

#[test]
fn a_refused_invoice_says_what_to_do() {
    for (text, expected) in [
        ("Verplicht: Factuur voor\r\nVerplicht: Besteld door", Some("exact-klant-onbekend")),
        ("Ongeldig: Factuur voor (Type)", Some("exact-klant-geen-klant")),
        ("Ongeldige referentie: Besteld door", Some("exact-klant-onbekend")),
        ("Relatie is geblokkeerd", Some("exact-geblokkeerd")),
        ("Ongeldige referentie: Dagboek", Some("exact-dagboek-geweigerd")),
        ("Ongeldige referentie: Journals", Some("exact-dagboek-geweigerd")),
        ("Ongeldige referentie: Artikel", Some("exact-artikel-geweigerd")),
        ("Invalid reference: Item", Some("exact-artikel-geweigerd")),
        ("Verplicht: Grootboekrekening", Some("exact-grootboekrekening")),
        ("Verplicht: Kostenplaats", Some("exact-kostenplaats")),
        ("Breuken niet toegestaan: Aantal", Some("exact-aantal-geweigerd")),
        ("Gegeven bestaat reeds", None),
    ] {
        for status in [400, 500] {
            let error = read(label::INVOICE_CREATE, status, &said(text));
            assert_eq!(code(&error), expected, "{status} {text}");
            assert_eq!(error.who, None, "{text}");
        }
    }
    let soort = read(label::DOCUMENT_CREATE, 500, &said("Ongeldige referentie: Documentsoort"));
    assert_eq!(code(&soort), Some("exact-documentsoort-geweigerd"));
}

#[test]
fn a_query_that_exact_does_not_take_is_not_the_users_fault() {
    let texts = [
        "Please add a $select or a $top=1 statement to the query string.",
        "Filtering on these fields is not supported: X",
    ];
    for text in texts {
        let error = read(label::ITEMS, 400, &said(text));
        assert_eq!(code(&error), Some("exact-fout-in-koppeling"), "{text}");
        assert_eq!(error.who, Some(Actor::Operator));
    }
    let body =
        "Error processing request stream. The request should be a valid top-level resource object.";
    let error = read(label::INVOICE_CREATE, 400, &said(body));
    assert_eq!((code(&error), error.who), (Some("exact-fout-in-koppeling"), Some(Actor::Operator)));
}

#[test]
fn a_missing_scope_is_the_applications_and_a_missing_right_the_users() {
    let text = "Forbidden - Application Scope Violated. Cannot read 'crm accounts' scope.";
    let scope = read(label::ACCOUNTS, 403, &said(text));
    assert_eq!((code(&scope), scope.who), (Some("exact-scope"), Some(Actor::Operator)));
    let rendered = Catalogue::with_connector(FILES).render(scope.message.as_ref().unwrap());
    assert!(rendered.bericht.nl.contains("crm accounts"), "{}", rendered.bericht.nl);
    for (label, expected) in [
        (label::ACCOUNTS, "exact-rechten"),
        (label::INVOICE_CREATE, "exact-rechten-facturen"),
        (label::ATTACHMENT_CREATE, "exact-rechten-documenten"),
    ] {
        let error = read(label, 403, &said("Forbidden"));
        assert_eq!((code(&error), error.who), (Some(expected), Some(Actor::User)));
    }
    assert_eq!(code(&read(label::ACCOUNTS, 401, "")), Some("exact-opnieuw-koppelen"));
    assert_eq!(code(&read(label::ACCOUNTS, 404, "")), Some("exact-administratie-weg"));
}

#[test]
fn the_token_endpoint_tells_a_used_up_login_from_a_wrong_registration_p1() {
    let old = r#"{"error":"unauthorized_client","error_description":"Old refresh token used."}"#;
    for (status, body, expected, who) in [
        (401, old, "exact-opnieuw-koppelen", Actor::User),
        (400, r#"{"error":"invalid_grant"}"#, "exact-opnieuw-koppelen", Actor::User),
        (400, r#"{"error":"access_denied"}"#, "exact-opnieuw-koppelen", Actor::User),
        (400, r#"{"error":"invalid_request"}"#, "exact-app-gegevens", Actor::Operator),
        (401, r#"{"error":"invalid_client"}"#, "exact-app-gegevens", Actor::Operator),
    ] {
        let error = read(label::TOKEN, status, body);
        assert_eq!(error.verdict, Some(Verdict::Unauthenticated), "{body}");
        assert_eq!((code(&error), error.who), (Some(expected), Some(who)), "{body}");
    }
}

#[test]
fn what_says_nothing_of_the_login_passes() {
    for (status, body) in [(400, ""), (401, "<html>"), (404, ""), (408, ""), (403, "{}")] {
        let error = read(label::TOKEN, status, body);
        assert_eq!(error.verdict, Some(Verdict::ServerError), "{status} {body}");
        assert_eq!(code(&error), None, "{status} {body}");
    }
    assert_eq!(read(label::TOKEN, 503, "").verdict, None);
    let limited = read(label::TOKEN, 429, "").verdict;
    assert_eq!(limited, Some(Verdict::Throttled { wait: Some(TOKEN_LIMIT_WAIT) }));
}

#[test]
fn a_limit_of_the_token_endpoint_sends_nobody_to_log_in() {
    let words = r#"{"error":"access_denied","error_description":"Rate limit exceeded: too many"}"#;
    for (status, body) in [(400, words), (403, words), (429, ""), (429, words)] {
        let error = read(label::TOKEN, status, body);
        assert_eq!(error.verdict, Some(Verdict::Throttled { wait: Some(TOKEN_LIMIT_WAIT) }));
        assert_eq!((code(&error), error.who), (None, None), "{status} {body}");
    }
}

#[test]
fn asking_for_tokens_too_early_is_harmless_p3() {
    let body = r#"{"error":"access_denied",
        "error_description":"Rate limit exceeded: access_token not expired"}"#;
    let reason = [("Reason", "TooEarlyToRefreshTokens: wait")];
    for error in
        [read(label::TOKEN, 400, body), read_with(label::TOKEN, 400, &reason, r#"{"error":"x"}"#)]
    {
        assert_eq!(error.verdict, Some(Verdict::Throttled { wait: Some(TOO_EARLY_WAIT) }));
        assert_eq!((error.message, error.who), (None, None));
    }
}

const MINUTE_LEFT: &str = "X-RateLimit-Minutely-Remaining";
const MINUTE_RESET: &str = "X-RateLimit-Minutely-Reset";
const DAY_LEFT: &str = "X-RateLimit-Remaining";
const DAY_RESET: &str = "X-RateLimit-Reset";

type Numbers = (Option<i64>, Option<i64>, Option<i64>);

#[test]
fn what_both_limits_say_is_read_and_what_is_absent_is_unknown_p5() {
    let nothing: Numbers = (None, None, None);
    for (given, minute, day) in [
        (vec![], nothing, nothing),
        (
            vec![
                ("X-RateLimit-Minutely-Limit", "60"),
                (MINUTE_LEFT, "49"),
                (MINUTE_RESET, "1731320100000"),
            ],
            (Some(60), Some(49), Some(1_731_320_101)),
            nothing,
        ),
        (
            vec![("X-RateLimit-Limit", "9000"), (DAY_LEFT, " 0 "), (DAY_RESET, "1731369600000")],
            nothing,
            (Some(9_000), Some(0), Some(1_731_369_601)),
        ),
        (vec![(MINUTE_LEFT, "veel"), (DAY_RESET, "straks")], nothing, nothing),
        (vec![(DAY_RESET, "9223372036854775807")], nothing, nothing),
    ] {
        let stated = read_limits(&headers(&given), DateTime::UNIX_EPOCH);
        let numbers = |window: &StatedWindow| -> Numbers {
            (window.calls, window.remaining, window.resets_at.map(|at| at.timestamp()))
        };
        assert_eq!(stated.iter().map(numbers).collect::<Vec<_>>(), [minute, day], "{given:?}");
        let lengths: Vec<u64> = stated.iter().map(|window| window.length.as_secs()).collect();
        assert_eq!(lengths, [60, 86_400]);
    }
}

#[test]
fn a_429_that_no_limit_explains_is_the_block_of_too_many_errors() {
    let block = Some(Verdict::EndpointBlocked { wait: None });
    let explained = Some(Verdict::Throttled { wait: None });
    for (given, expected) in [
        (vec![], block),
        (vec![(MINUTE_LEFT, "49"), (DAY_LEFT, "4900")], block),
        (vec![(MINUTE_LEFT, "0")], block),
        (vec![(MINUTE_LEFT, "0"), (MINUTE_RESET, "1731320100000")], explained),
        (vec![(DAY_LEFT, "0"), (DAY_RESET, "1731369600000")], explained),
        (vec![("Retry-After", "7")], explained),
    ] {
        assert_eq!(read_with(label::ITEMS, 429, &given, "").verdict, expected, "{given:?}");
    }
}
