#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use http::HeaderMap;
use simon_core::message::{Catalogue, MessageFiles, check};

use super::*;

const FILES: MessageFiles =
    MessageFiles { nl: include_str!("messages/nl.ftl"), en: include_str!("messages/en.ftl") };

fn answered(label: &'static str, effect: Effect, status: u16, body: &str) -> VendorError {
    let (status, headers) = (StatusCode::from_u16(status).unwrap(), HeaderMap::new());
    let error = read_error(&ErrorResponse::new(label, effect, status, &headers, body.as_bytes()));
    if let Some(message) = &error.message {
        let rendered = Catalogue::with_connector(FILES).render(message);
        assert!(rendered.actie.is_some(), "{} says what to do", message.code());
    }
    error
}

fn create(status: u16, body: &str) -> VendorError {
    answered("orders.create", Effect::Create, status, body)
}

fn list(status: u16, body: &str) -> VendorError {
    answered("orders.list", Effect::Read, status, body)
}

fn message(error: &VendorError) -> Option<&str> {
    error.message.as_ref().map(Message::code)
}

fn said(code: &str) -> String {
    serde_json::json!({"errors": [{"Code": code, "Description": "Klopt niet"}]}).to_string()
}

#[test]
fn both_languages_have_every_text_and_action() {
    assert_eq!(check(FILES), Vec::<String>::new());
}

#[test]
fn every_text_that_is_named_is_in_the_catalogue_and_the_other_way_round() {
    let sources = [
        include_str!("checks.rs"),
        include_str!("auth.rs"),
        include_str!("config.rs"),
        include_str!("connector.rs"),
        include_str!("error.rs"),
        include_str!("error/codes.rs"),
        include_str!("mapping.rs"),
        include_str!("mapping/artikel.rs"),
        include_str!("mapping/bijlage.rs"),
        include_str!("mapping/draft.rs"),
        include_str!("mapping/factuur.rs"),
        include_str!("mapping/relatie.rs"),
    ];
    let quoted = sources.iter().flat_map(|source| source.split('"'));
    let named: std::collections::BTreeSet<&str> =
        quoted.filter(|text| text.starts_with("billit-")).collect();
    let lines = FILES.nl.lines().filter_map(|line| line.split(" = ").next());
    let written: std::collections::BTreeSet<&str> =
        lines.filter(|name| name.starts_with("billit-")).collect();
    assert_eq!(named, written);
}

#[test]
fn every_code_has_a_text_that_says_what_to_do_f4() {
    let catalogue = Catalogue::with_connector(FILES);
    for code in codes::all() {
        let message = Message::new(advice(code, Effect::Create).unwrap().message);
        assert!(catalogue.has(message.code()), "{}", message.code());
        assert!(catalogue.render(&message).actie.is_some(), "{}", message.code());
    }
}

#[test]
fn codes_decide_and_not_the_words_beside_them() {
    for (status, code, verdict, who, expected) in [
        (400, "CustomerIsRequired", Verdict::Rejected, Some(Actor::User), "billit-klant-onbekend"),
        (400, "BE0123_IsNoValidBEVAT", Verdict::Rejected, Some(Actor::User), "billit-btw-nummer"),
        (
            400,
            "InvalidVAtPercentageForTaxCountry_0_",
            Verdict::Rejected,
            Some(Actor::User),
            "billit-btw-percentage",
        ),
        (
            400,
            "ExpiryDateIsRequired",
            Verdict::Rejected,
            Some(Actor::Operator),
            "billit-fout-in-koppeling",
        ),
        (400, "Invalid Filename", Verdict::Rejected, Some(Actor::User), "billit-pdf-geweigerd"),
        (
            401,
            "AccessTokenExpired",
            Verdict::Unauthenticated,
            Some(Actor::User),
            "billit-opnieuw-koppelen",
        ),
        (401, "ApiKeyNotValid", Verdict::Unauthenticated, Some(Actor::User), "billit-api-sleutel"),
    ] {
        let error = create(status, &said(code));
        assert_eq!((error.verdict, error.who), (Some(verdict), who), "{code}");
        assert_eq!(message(&error), Some(expected), "{code}");
        assert_eq!(error.text.as_deref(), Some("Klopt niet"));
    }
    let vat = create(400, &said("BE0123456789_IsNoValidBEVAT"));
    assert_eq!(vat.code.as_deref(), Some("_0_IsNoValidBEVAT"), "without the number");
    let second = create(
        400,
        r#"{"errors":[{"Code":"Nieuw"},{"Code":"CustomerIsRequired","Description":"b"}]}"#,
    );
    assert_eq!(message(&second), Some("billit-klant-onbekend"), "any code that is known");
}

#[test]
fn a_key_that_was_used_before_means_that_it_may_exist_p18() {
    for (status, body) in [
        (409, said("Idempotent token already exists")),
        (400, said("IDEMPOTENT TOKEN ALREADY EXISTS")),
        (409, r#"{"Message":"Idempotent token already exists"}"#.to_owned()),
        (409, String::new()),
        (409, said("CustomerIsRequired")),
        (409, "<html></html>".to_owned()),
    ] {
        let error = create(status, &body);
        assert_eq!(error.verdict, Some(Verdict::AlreadyExists), "{status} {body}");
        assert_eq!(message(&error), Some("billit-bestaat-al"));
    }
}

#[test]
fn a_status_without_a_known_code_has_its_usual_meaning_but_for_what_is_gone() {
    for (error, verdict, expected) in [
        (
            list(400, &said("GenericError")),
            Some(Verdict::Rejected),
            Some("billit-fout-in-koppeling"),
        ),
        (list(400, &said("Nieuw")), None, Some("billit-fout-in-koppeling")),
        (create(400, &said("GenericError")), None, None),
        (create(400, &said("Nieuw")), None, None),
        (create(404, ""), Some(Verdict::Rejected), Some("billit-klant-onbekend")),
        (list(403, ""), None, Some("billit-rechten")),
        (list(401, ""), None, Some("billit-opnieuw-koppelen")),
        (list(429, &said("ApiKeyNotValid")), None, None),
        (create(500, &said("CustomerIsRequired")), None, None),
        (create(503, "<html>onderhoud</html>"), None, None),
        (answered(label::KLANT, Effect::Read, 400, &said("Nieuw")), Some(Verdict::NotFound), None),
        (answered(label::ARTIKEL, Effect::Read, 404, ""), Some(Verdict::NotFound), None),
    ] {
        assert_eq!((error.verdict, message(&error)), (verdict, expected));
    }
}

#[test]
fn a_block_of_our_address_is_no_lack_of_rights_and_all_wait_g4() {
    let blocked = Some(Verdict::Throttled { wait: Some(BLOCKED) });
    let page = " <html>Access denied</html>";
    for error in
        [list(403, page), create(403, page), answered(label::KLANT, Effect::Read, 403, page)]
    {
        assert_eq!((error.verdict, error.message, error.who), (blocked, None, None));
    }
    for body in ["", " ", r#"{"Message":"Geen rechten"}"#] {
        assert_eq!(message(&list(403, body)), Some("billit-rechten"), "{body}");
    }
    for body in [said("IPAddressBlocked"), r#"{"Message":"Uw IP-adres is geblokkeerd"}"#.to_owned()]
    {
        assert_eq!(create(403, &body).verdict, blocked, "{body}");
    }
    assert_eq!(list(503, page).verdict, None);
}

#[test]
fn a_refused_login_is_the_users_or_the_applications_and_silence_is_neither() {
    for (status, body, verdict, who) in [
        (400, r#"{"error":"invalid_grant"}"#, Some(Verdict::Unauthenticated), Some(Actor::User)),
        (
            401,
            r#"{"error":"invalid_client","error_description":"x"}"#,
            Some(Verdict::Unauthenticated),
            Some(Actor::Operator),
        ),
        (
            401,
            r#"{"errors":[{"Code":"AccessTokenRevoked"}]}"#,
            Some(Verdict::Unauthenticated),
            Some(Actor::User),
        ),
        (
            403,
            r#"{"errors":[{"Code":"Nieuw"}]}"#,
            Some(Verdict::Unauthenticated),
            Some(Actor::User),
        ),
        (403, r#"{"message":"Forbidden"}"#, Some(Verdict::ServerError), None),
        (404, "Not Found", Some(Verdict::ServerError), None),
        (408, "Request Timeout", Some(Verdict::ServerError), None),
        (400, "", Some(Verdict::ServerError), None),
        (400, "<html></html>", Some(Verdict::ServerError), None),
        (429, r#"{"error":"invalid_grant"}"#, None, None),
        (502, "", None, None),
    ] {
        let error = answered(label::TOKEN, Effect::Replace, status, body);
        assert_eq!((error.verdict, error.who), (verdict, who), "{status} {body}");
    }
}

#[test]
fn every_shape_of_an_error_body_is_read_and_secrets_are_not_f6() {
    for (body, code, text) in [
        (r#"{"errors":[{"Code":"A"},{"Code":"B","Description":"b"}]}"#, Some("A"), Some("b")),
        (r#"{"Errors":[{"code":"A","description":" a "}]}"#, Some("A"), Some("a")),
        (r#"{"Code":"A","Description":"a"}"#, Some("A"), Some("a")),
        (
            r#"{"ErrorEnum":"A","ErrorParams":[1],"ErrorMessage":"a","Append":"b","DefaultText":"c"}"#,
            Some("A"),
            Some("a; b"),
        ),
        (r#"{"Message":"An error has occurred."}"#, None, Some("An error has occurred.")),
        (r#"[{"Code":"A"}]"#, Some("A"), None),
        (r#""kapot""#, None, Some("kapot")),
        ("kapot", None, Some("kapot")),
        (r#"{"errors":[{"Code":3,"Description":null}]}"#, None, None),
        (r#"{"errors":{}}"#, None, None),
        ("<html>oei</html>", None, None),
        ("", None, None),
        (r#"{"Message":"zie https://x.be/?k=1 of a@b.be"}"#, None, Some("zie [...] of [...]")),
        (r#"{"Code":"geheim@example.be"}"#, Some("?"), None),
        (r#"{"Code":"BE0123456789"}"#, Some("?"), None),
    ] {
        let error = create(400, body);
        assert_eq!((error.code.as_deref(), error.text.as_deref()), (code, text), "{body}");
    }
}

#[test]
fn a_refused_state_is_recognised_by_its_code_and_says_what_to_choose_c2() {
    for code in ["TheOrderStatusCode_0_IsInvalid", "InvalidOrderstatus"] {
        let error = create(400, &said(code));
        assert_eq!(message(&error), Some("billit-status-geweigerd"));
        assert_eq!((error.verdict, error.who), (Some(Verdict::Rejected), Some(Actor::User)));
        assert_ne!(message(&list(400, &said(code))), Some("billit-status-geweigerd"));
    }
}

#[test]
fn a_record_that_is_gone_may_have_the_general_code_and_a_list_never_is() {
    let gone = answered(label::KLANT, Effect::Read, 400, &said("GenericError"));
    assert_eq!((gone.verdict, gone.message), (Some(Verdict::NotFound), None));
    let refused = answered(label::ORDER, Effect::Read, 401, &said("AccessTokenExpired"));
    assert_eq!(refused.verdict, Some(Verdict::Unauthenticated));
}

#[test]
fn tokens_that_cannot_be_ended_are_no_reason_to_keep_them_a7() {
    for status in [400, 401, 403, 404, 405] {
        let error = answered(label::REVOKE, Effect::Replace, status, "");
        assert_eq!((error.verdict, error.who), (Some(Verdict::Rejected), Some(Actor::User)));
    }
    let failed = answered(label::REVOKE, Effect::Replace, 503, "");
    assert_eq!(failed.verdict, None);
}
