#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use http::HeaderMap;
use simon_core::message::Catalogue;

use super::*;

fn read(label: &'static str, status: u16, body: &str) -> VendorError {
    read_with(label, status, &[], body)
}

fn read_with(
    label: &'static str,
    status: u16,
    headers: &[(&'static str, &str)],
    body: &str,
) -> VendorError {
    let effect = if label.ends_with("create") { Effect::Create } else { Effect::Read };
    let headers: HeaderMap = headers
        .iter()
        .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
        .collect();
    let status = StatusCode::from_u16(status).unwrap();
    read_error(&ErrorResponse::new(label, effect, status, &headers, body.as_bytes()))
}

#[test]
fn every_shape_of_an_error_body_is_read() {
    for (body, code, text) in [
        (
            r#"[{"errorCode":"VOR-0002","message":"De relatie is geen klant.","details":null}]"#,
            Some("VOR-0002"),
            Some("De relatie is geen klant."),
        ),
        (
            r#"[{"errorCode":"VOR-0006","message":"Te lang","details":["straat","max 50"]}]"#,
            Some("VOR-0006"),
            Some("straat; max 50; Te lang"),
        ),
        (r#"{"code":"ART-0001","message":"Onbekend"}"#, Some("ART-0001"), Some("Onbekend")),
        (
            r#"{"message":"The request is invalid.","modelState":{"model.memo":["too long"]}}"#,
            None,
            Some("The request is invalid.; model.memo; too long"),
        ),
        (
            r#"[{"modelState":{"regels[0].omschrijving":["max 250"]}}]"#,
            None,
            Some("regels[0].omschrijving; max 250"),
        ),
        (r#"{"Message":"Unknown property."}"#, None, Some("Unknown property.")),
        (r#"{"statusCode":401,"message":"Access denied"}"#, None, Some("Access denied")),
        (r#"{"error":"clientkey is not valid"}"#, None, Some("clientkey is not valid")),
        ("Het ingelogde account mag dit niet", None, Some("Het ingelogde account mag dit niet")),
        ("Fout VOR-0011: te lang", Some("VOR-0011"), Some("Fout VOR-0011: te lang")),
        ("\u{feff}\"los\"", None, Some("los")),
        ("<html><body>oei</body></html>", None, None),
        ("", None, None),
        ("null", None, None),
        ("[[[[]]]]", None, None),
    ] {
        let error = read("verkooporders.create", 400, body);
        assert_eq!(error.code.as_deref(), code, "{body}");
        assert_eq!(error.text.as_deref(), text, "{body}");
    }
}

#[test]
fn statuses_that_mean_something_else_are_told() {
    let seconds = |seconds| Some(Duration::from_secs(seconds));
    let throttled = |wait| Some(Verdict::Throttled { wait });
    let plain = "Rate limit is exceeded. Try again in 12 seconds.";
    let quota = r#"{"statusCode":403,"message":"Out of call volume quota. Quota will be replenished in 00:10:00."}"#;
    for (label, status, headers, body, verdict) in [
        ("relaties.list", 429, &[][..], plain, throttled(seconds(12))),
        ("relaties.list", 429, &[("retry-after", "7")], plain, throttled(seconds(7))),
        ("relaties.list", 429, &[("retry-after", "99999")], "", throttled(seconds(3600))),
        ("relaties.list", 429, &[], "", throttled(None)),
        ("relaties.list", 403, &[("retry-after", "60")], "", throttled(seconds(60))),
        ("relaties.list", 403, &[], quota, throttled(None)),
        ("relaties.list", 403, &[], "", None),
        (
            "token",
            400,
            &[],
            r#"{"error":"clientkey is not valid"}"#,
            Some(Verdict::Unauthenticated),
        ),
        ("token", 401, &[], "", Some(Verdict::Unauthenticated)),
        ("token", 503, &[], "", None),
        (
            "verkooporders.create",
            400,
            &[],
            r#"[{"errorCode":"ALG-0102"}]"#,
            Some(Verdict::ServerError),
        ),
        (
            "verkooporders.create",
            404,
            &[],
            r#"[{"errorCode":"REL-0005"}]"#,
            Some(Verdict::Rejected),
        ),
        ("artikelen.read", 400, &[], r#"[{"errorCode":"ART-0001"}]"#, Some(Verdict::NotFound)),
        (
            "verkooporders.create",
            400,
            &[],
            r#"[{"errorCode":"ZZZ-9999"}]"#,
            Some(Verdict::Rejected),
        ),
        ("verkooporders.create", 500, &[], r#"[{"errorCode":"VOR-0002"}]"#, None),
    ] {
        assert_eq!(
            read_with(label, status, headers, body).verdict,
            verdict,
            "{label} {status} {body}"
        );
    }
}

#[test]
fn who_has_to_act_is_told_apart() {
    for (label, status, body, code, who) in [
        ("token", 400, "", "snelstart-koppelsleutel", Actor::User),
        ("relaties.list", 401, "", "snelstart-koppelsleutel", Actor::User),
        (
            "relaties.list",
            401,
            r#"{"statusCode":401,"message":"Access denied due to invalid subscription key."}"#,
            "snelstart-abonnementssleutel",
            Actor::Operator,
        ),
        ("relaties.list", 403, "", "snelstart-rechten", Actor::User),
        ("verkooporders.create", 403, "", "snelstart-rechten-orders", Actor::User),
        (
            "verkooporders.create",
            400,
            r#"[{"errorCode":"VOR-0005"}]"#,
            "snelstart-fout-in-koppeling",
            Actor::Operator,
        ),
        (
            "verkooporders.create",
            400,
            r#"[{"errorCode":"VOR-0020"}]"#,
            "snelstart-extra-velden",
            Actor::User,
        ),
    ] {
        let error = read(label, status, body);
        assert_eq!(error.message.unwrap().code(), code, "{label} {status}");
        assert_eq!(error.who, Some(who), "{label} {status}");
    }
}

#[test]
fn a_refused_member_is_named() {
    let code = |body| read("verkooporders.create", 400, body).message.unwrap();
    let long = code(r#"{"message":"x","modelState":{"model.betalingskenmerk":["maximum 50"]}}"#);
    assert_eq!(long, Message::new("snelstart-tekst-te-lang").with("veld", "betalingskenmerk"));
    let line = code(r#"{"message":"x","modelState":{"regels[0].artikel":["required"]}}"#);
    assert_eq!(line.code(), "snelstart-tekstregel-geweigerd");
}

#[test]
fn the_page_size_that_the_vendor_names_is_read() {
    let error =
        |text: &str| Error::new(simon_core::ErrorKind::Rejected, "x").with_vendor_text(text);
    let named = "The limit of '25' for Top query has been exceeded. The value from the incoming request is '500'.";
    assert_eq!(top_limit(&error(named)), Some(25));
    assert_eq!(top_limit(&error("The query specified is not valid.")), None);
    assert_eq!(top_limit(&Error::new(simon_core::ErrorKind::Rejected, "x")), None);
}

#[test]
fn addresses_and_keys_leave_the_vendors_words_f6() {
    let key = "QUJD".repeat(30);
    let error = read("token", 400, &format!("key {key} of jan@bedrijf.example refused"));
    assert_eq!(error.text.as_deref(), Some("key [...] of [...] refused"));
}

#[test]
fn every_published_code_has_both_languages_g6() {
    let catalogue = Catalogue::with_connector(crate::INFO.messages);
    for (code, message) in CODES {
        assert!(message.ends_with(code), "{code}");
        assert!(catalogue.has(message), "{message}");
        let shown = catalogue.render(&Message::new(message));
        assert!(shown.actie.is_some_and(|a| !a.nl.is_empty() && !a.en.is_empty()), "{message}");
    }
}

/// Every code that stands in the sources has a text, and every text is used by one.
#[test]
fn the_catalogue_and_the_sources_name_the_same_codes_g6() {
    let sources = [
        include_str!("api.rs"),
        include_str!("checks.rs"),
        include_str!("config.rs"),
        include_str!("connector.rs"),
        include_str!("error.rs"),
        include_str!("listing.rs"),
        include_str!("mapping/mod.rs"),
        include_str!("mapping/artikel.rs"),
        include_str!("mapping/draft.rs"),
        include_str!("mapping/order.rs"),
        include_str!("mapping/raw_order.rs"),
        include_str!("mapping/relatie.rs"),
    ];
    let mut used: Vec<&str> = sources
        .iter()
        .flat_map(|source| source.split('"'))
        .filter(|word| word.starts_with("snelstart-") && !word.contains([' ', '/', '\n']))
        .collect();
    used.sort_unstable();
    used.dedup();
    for language in [crate::INFO.messages.nl, crate::INFO.messages.en] {
        let mut written: Vec<&str> = language
            .lines()
            .filter(|line| line.starts_with("snelstart-"))
            .filter_map(|line| line.split(" =").next())
            .collect();
        written.sort_unstable();
        assert_eq!(written, used);
    }
}

#[test]
fn only_a_refused_key_asks_the_user_for_a_new_one_a3() {
    for status in [400, 401, 403] {
        let error = read(label::TOKEN, status, r#"{"error":"invalid_clientkey"}"#);
        assert_eq!(error.verdict, Some(Verdict::Unauthenticated), "{status}");
        assert_eq!(error.who, Some(Actor::User), "{status}");
    }
    for status in [404, 405, 408, 425] {
        let error = read(label::TOKEN, status, "");
        assert_eq!(error.verdict, Some(Verdict::ServerError), "{status}");
        assert_eq!(error.who, None, "{status}");
    }
}

#[test]
fn keys_are_left_out_of_the_vendors_words_f6() {
    let body = r#"{"statusCode":401,"message":"invalid key 0123456789abcdef0123456789abcdef for jan@example.nl, order 3fa85f64-5717-4562-b3fc-2c963f66afa6, arbeidsongeschiktheidsverzekering"}"#;
    let text = read(label::COMPANY_INFO, 401, body).text.unwrap();
    assert!(!text.contains("0123456789abcdef") && !text.contains("jan@"), "{text}");
    assert!(text.contains("3fa85f64-5717") && text.contains("arbeidsongeschiktheidsverzekering"));
}
