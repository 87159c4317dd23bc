#![allow(clippy::unwrap_used, reason = "tests")]

use std::time::Duration;

use chrono::DateTime;
use http::{HeaderMap, StatusCode};
use proptest::prelude::*;
use simon_core::Actor;
use simon_core::http::Effect;
use simon_core::message::{Catalogue, Message, MessageFiles, check};

use super::*;

const FILES: MessageFiles =
    MessageFiles { nl: include_str!("messages/nl.ftl"), en: include_str!("messages/en.ftl") };
/// `Sun, 22 Nov 2026 12:00:00 GMT`.
const NOON: i64 = 1_795_348_800;

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

fn read(label: &'static str, status: u16, body: &str) -> VendorError {
    read_with(label, status, &[], body)
}

fn code(error: &VendorError) -> Option<&str> {
    error.message.as_ref().map(Message::code)
}

#[test]
fn both_languages_have_every_text_and_action() {
    assert_eq!(check(FILES), Vec::<String>::new());
}

#[test]
fn every_text_of_the_sources_is_in_the_catalogue_with_an_action_and_none_is_left_over_g6() {
    let sources = [
        include_str!("auth.rs"),
        include_str!("config.rs"),
        include_str!("connector/company.rs"),
        include_str!("connector/documents.rs"),
        include_str!("pass.rs"),
        include_str!("checks.rs"),
        include_str!("checks/administratie.rs"),
        include_str!("checks/document.rs"),
        include_str!("error/advice.rs"),
        include_str!("error/codes.rs"),
        include_str!("mapping.rs"),
        include_str!("mapping/artikel.rs"),
        include_str!("mapping/document.rs"),
        include_str!("mapping/draft.rs"),
        include_str!("mapping/magazijn.rs"),
        include_str!("mapping/order.rs"),
        include_str!("mapping/relatie.rs"),
        include_str!("mapping/verkooporder.rs"),
    ];
    let catalogue = Catalogue::with_connector(FILES);
    let quoted = sources.iter().flat_map(|source| source.split('"'));
    let named: std::collections::BTreeSet<&str> =
        quoted.filter(|text| text.starts_with("visma-")).collect();
    for code in &named {
        assert!(catalogue.has(code), "{code}");
        if *code == "visma-filter-genegeerd" {
            continue; // Nobody has to act.
        }
        let lines = FILES.nl.lines().skip_while(|line| !line.starts_with(&format!("{code} =")));
        assert!(lines.take(2).any(|line| line.starts_with("    .actie")), "{code}");
    }
    let known = FILES.nl.lines().filter(|line| line.starts_with("visma-"));
    let unused: Vec<&str> = known
        .filter_map(|line| line.split(' ').next())
        .filter(|code| !named.contains(code))
        .collect();
    assert_eq!(unused, Vec::<&str>::new());
}

#[test]
fn every_shape_of_an_error_body_is_read() {
    for (body, expected) in [
        (r#"{"message":"Fout in regel 2"}"#, "Fout in regel 2"),
        (r#"{"Message":" Fout "}"#, "Fout"),
        (r#"{"MESSAGE":"Fout"}"#, "Fout"),
        (
            r#"{"ExceptionType":"IPPException","ExceptionMessage":"Geen licentie","ExceptionFaultCode":"12027","ExceptionMessageID":"x","ExceptionDetails":""}"#,
            "Geen licentie",
        ),
        (r#"{"exceptionmessage":"klein","exceptionfaultcode":7}"#, "klein"),
        (
            r#"{"title":"Validation failed","status":400,"detail":"2 fouten","instance":"/x"}"#,
            "Validation failed; 2 fouten",
        ),
        (
            r#"{"title":"T","errors":{"customer.id":["leeg","te lang"],"x":"los","y":null}}"#,
            "T; customer.id: leeg; customer.id: te lang; x: los",
        ),
        (
            r#"{"errors":{"id":["leeg"]},"details":[{"code":"0001-EmptyNotAllowed","message":"leeg"},{"code":"1802-InvalidWarehouseId","message":"weg","parameters":{"property":"warehouseId"}},7]}"#,
            "id: leeg; warehouseId: weg",
        ),
        (r#"{"error":"invalid_grant","error_description":"token weg"}"#, "token weg"),
        ("\u{feff}\"los\"", "los"),
        ("Service niet bereikbaar", "Service niet bereikbaar"),
    ] {
        assert_eq!(read(label::CUSTOMERS, 400, body).text.as_deref(), Some(expected), "{body}");
    }
    for body in ["", "<html><body>oei</body></html>", "null", "[]", "{}", "7", r#"{"message":{}}"#]
    {
        assert_eq!(read(label::CUSTOMERS, 500, body).text, None, "{body}");
    }
}

#[test]
fn words_are_kept_and_secrets_are_not_f6() {
    let body = r#"{"message":"Zie https://connect.visma.com/?code=1 van a@b.nl"}"#;
    assert_eq!(read(label::CUSTOMERS, 400, body).text.as_deref(), Some("Zie [...] van [...]"));
    let odd = read(label::CUSTOMERS, 400, r#"{"ExceptionFaultCode":"geen code maar een zin"}"#);
    assert_eq!(odd.code.as_deref(), Some("?"));
}

#[test]
fn codes_of_orders_become_texts_that_say_who_has_to_act_f4() {
    for (given, expected, who) in [
        ("1401-MissingTermsId", "visma-betalingsvoorwaarde", Actor::User),
        ("1407-InvalidCustomerStatus", "visma-klant-status", Actor::User),
        ("1802-InvalidWarehouseId", "visma-magazijn-geweigerd", Actor::User),
        ("1804-InventoryIdNotFound", "visma-artikel-geweigerd", Actor::User),
        ("1803-Anders", "visma-artikel-geweigerd", Actor::User),
        ("1808-InvalidUnitOfMeasure", "visma-eenheid", Actor::User),
        ("1809-InvalidQuantityForType", "visma-aantal", Actor::User),
        ("1805-InvalidTaxCategoryId", "visma-btw-zone", Actor::User),
        ("1601-FinancialPeriodClosed", "visma-periode", Actor::User),
        ("1900-OrderNumberSequenceNotFound", "visma-nummerreeks", Actor::User),
        ("1907-ProjectCompleted", "visma-project", Actor::User),
        ("0002-InvalidLength", "visma-tekst-te-lang", Actor::User),
        ("0001-NullNotAllowed", "visma-fout-in-koppeling", Actor::Operator),
    ] {
        let body = serde_json::json!({"title": "T", "details": [{"code": given}]}).to_string();
        let error = read(label::ORDER_CREATE, 400, &body);
        assert_eq!((code(&error), error.who), (Some(expected), Some(who)), "{given}");
        assert_eq!((error.code.as_deref(), error.verdict), (Some(given), None));
    }
    for text in codes::texts() {
        assert!(Catalogue::with_connector(FILES).has(text), "{text}");
    }
    let unknown =
        r#"{"title":"T","details":[{"code":"9999-Nieuw"},{"code":"x"},{"code":"1804-A"}]}"#;
    let error = read(label::ORDER_CREATE, 400, unknown);
    assert_eq!(code(&error), Some("visma-artikel-geweigerd"), "the first that is known");
    assert_eq!(error.code.as_deref(), Some("9999-Nieuw"), "and the first for the log");
    let none = read(label::ORDER_CREATE, 400, r#"{"details":[{"code":"9999-Nieuw"}]}"#);
    assert_eq!((code(&none), none.who), (None, None), "counted by the core");
}

#[test]
fn words_of_a_refused_invoice_choose_the_advice() {
    for (words, expected) in [
        ("Error: TaxID '01' cannot be found in the system.", Some("visma-btw-zone")),
        ("'Post Period' cannot be empty.", Some("visma-periode")),
        ("The customer status is Credit Hold.", Some("visma-klant-status")),
        ("Inventory Item 'UREN' cannot be found", Some("visma-artikel-geweigerd")),
        ("'Customer' cannot be found", Some("visma-klant-onbekend")),
        ("Sales Account is required", Some("visma-grootboek")),
        ("Subaccount segment missing", Some("visma-subrekening")),
        ("Iets heel anders", None),
    ] {
        let body = serde_json::json!({"message": words}).to_string();
        for status in [400, 500] {
            let error = read(label::INVOICE_CREATE, status, &body);
            assert_eq!(code(&error), expected, "{words}");
        }
    }
}

#[test]
fn a_500_with_words_of_the_business_is_a_refusal_and_any_other_an_unknown_outcome_c22() {
    let refused = read(label::INVOICE_CREATE, 500, r#"{"message":"De klant is vervallen"}"#);
    assert_eq!(refused.verdict, Some(Verdict::Rejected));
    for body in [
        r#"{"Message":"An error has occurred."}"#,
        r#"{"message":"Object reference not set to an instance of an object."}"#,
        r#"{"message":"Execution Timeout Expired."}"#,
        r#"{"message":"Transaction (Process ID 71) was deadlocked"}"#,
        r#"{"message":"An item with the same key has already been added."}"#,
        r#"{"message":"Value cannot be null. Parameter name: customer"}"#,
        r#"{"message":"Another process has updated the 'Customer' record."}"#,
        r#"{"ExceptionMessage":"Iets","ExceptionFaultCode":"9"}"#,
        "Fout",
        "",
        "<html></html>",
    ] {
        assert_eq!(read(label::INVOICE_CREATE, 500, body).verdict, None, "{body}");
    }
    let order = read(label::ORDER_CREATE, 500, r#"{"message":"De klant is vervallen"}"#);
    assert_eq!(order.verdict, None, "the other interface refuses with 400");
    assert_eq!(read(label::INVOICE_CREATE, 503, r#"{"message":"x"}"#).verdict, None);
}

#[test]
fn a_login_that_does_not_fit_a_role_and_an_approval_are_told_apart_g9() {
    for (label, status, body, verdict, expected) in [
        (label::CUSTOMERS, 401, "", None, "visma-inlog-past-niet"),
        (label::CUSTOMERS, 403, "", None, "visma-rechten"),
        (label::ORDERS, 401, "", None, "visma-orders-niet-goedgekeurd"),
        (label::ORDER_CREATE, 403, "", None, "visma-orders-niet-goedgekeurd"),
        (
            label::CUSTOMERS,
            401,
            r#"{"ExceptionFaultCode":"12027"}"#,
            Some(Verdict::PermissionDenied),
            "visma-licentie",
        ),
        (
            label::INVOICE_CREATE,
            500,
            r#"{"exceptionFaultCode":12027,"ExceptionMessage":"No license for this company"}"#,
            Some(Verdict::PermissionDenied),
            "visma-licentie",
        ),
    ] {
        let error = read(label, status, body);
        assert_eq!((error.verdict, code(&error)), (verdict, Some(expected)), "{label} {status}");
        assert_eq!(error.who, Some(Actor::User));
    }
}

#[test]
fn a_refused_token_is_the_users_or_the_applications() {
    let error = |name: &str| read(label::TOKEN, 400, &format!(r#"{{"error":"{name}"}}"#));
    for (name, expected, who) in [
        ("invalid_grant", "visma-opnieuw-koppelen", Actor::User),
        ("invalid_client", "visma-app-gegevens", Actor::Operator),
        ("unauthorized_client", "visma-niet-goedgekeurd", Actor::User),
        ("invalid_scope", "visma-scope", Actor::Operator),
    ] {
        let error = error(name);
        assert_eq!((code(&error), error.who), (Some(expected), Some(who)), "{name}");
        assert_eq!(
            (error.verdict, error.code.as_deref()),
            (Some(Verdict::Unauthenticated), Some(name))
        );
    }
    for (status, body) in [(400, ""), (404, "<html></html>"), (401, "")] {
        let page = read(label::TOKEN, status, body);
        assert_eq!((page.verdict, code(&page)), (Some(Verdict::ServerError), None), "{status}");
    }
    assert_eq!(read(label::TOKEN, 503, "").verdict, None);
}

#[test]
fn a_pdf_for_an_order_that_is_not_known_yet_comes_again_and_a_refused_one_does_not_c23() {
    let early = read(label::ORDER_PDF, 404, "");
    let wait = Duration::from_secs(300);
    assert_eq!(early.verdict, Some(Verdict::NotYet { wait }));
    assert_eq!(code(&early), Some("visma-order-nog-onbekend"));
    for (label, status) in
        [(label::ORDER_PDF, 413), (label::INVOICE_PDF, 400), (label::INVOICE_PDF, 404)]
    {
        let error = read(label, status, "");
        assert_eq!((error.verdict, code(&error)), (None, Some("visma-pdf-geweigerd")));
    }
    assert_eq!(code(&read(label::CUSTOMER, 404, "")), None);
}

#[test]
fn a_page_of_a_gateway_does_not_say_that_a_record_is_gone_p14() {
    let page = " <!DOCTYPE html><html><body>404 Web Site not found</body></html>";
    for label in [label::CUSTOMER, label::ITEM, label::ITEMS, label::ORDER] {
        for status in [404, 410] {
            assert_eq!(read(label, status, page).verdict, Some(Verdict::ServerError), "{label}");
        }
        for body in ["", "{}", r#"{"message":"<b> bestaat niet"}"#] {
            assert_eq!(read(label, 404, body).verdict, None, "{label} {body}");
        }
    }
    assert_eq!(read(label::INVOICE_CREATE, 404, page).verdict, None, "nothing was made there");
}

fn wait_of(given: &[(&'static str, &str)]) -> Option<u64> {
    match read_with(label::CUSTOMERS, 429, given, "").verdict {
        Some(Verdict::Throttled { wait }) => wait.map(|wait| wait.as_secs()),
        other => unreachable!("{other:?}"),
    }
}

#[test]
fn too_many_calls_wait_as_long_as_the_vendor_says_else_until_the_reset_else_five_minutes() {
    let date = ("Date", "Sun, 22 Nov 2026 12:00:00 GMT");
    let (later, passed) = ((NOON + 90).to_string(), (NOON - 90).to_string());
    assert_eq!(wait_of(&[("Retry-After", "17")]), None, "the core reads it");
    assert_eq!(wait_of(&[("X-RateLimit-Reset", "40")]), Some(40));
    assert_eq!(wait_of(&[("X-RateLimit-Reset", &later), date]), Some(90));
    assert_eq!(wait_of(&[("X-RateLimit-Reset", &later)]), Some(300), "no clock to compare with");
    assert_eq!(wait_of(&[("X-RateLimit-Reset", &passed), date]), Some(300));
    assert_eq!(wait_of(&[("X-RateLimit-Reset", "0")]), Some(300));
    assert_eq!(wait_of(&[("X-RateLimit-Reset", "soon")]), Some(300));
    let interval = [("X-RateLimit-Reset", "40"), ("X-RateLimit-Policy", "IntervalLimit")];
    assert_eq!(wait_of(&interval), Some(300), "the same request again would be refused again");
    assert_eq!(wait_of(&[]), Some(300));
    let token = read(label::TOKEN, 429, r#"{"error":"invalid_grant"}"#);
    assert!(matches!(token.verdict, Some(Verdict::Throttled { .. })), "a limit is no login");
}

#[test]
fn what_is_said_of_the_limit_of_the_hour_is_read_and_what_is_not_is_unknown_p5() {
    let now = DateTime::from_timestamp(NOON, 0).unwrap();
    let stated = |given: &[(&'static str, &str)]| {
        let read = read_limits(&headers(given), now).first().copied()?;
        let wait = read.resets_at.map(|at| at.signed_duration_since(now).num_seconds());
        Some((read.length.as_secs(), read.calls, read.remaining, wait))
    };
    let all = [
        ("X-RateLimit-Limit", "15000"),
        ("X-RateLimit-Remaining", "14999"),
        ("X-RateLimit-Reset", "60"),
        ("X-RateLimit-Policy", "4-fixed-window"),
    ];
    assert_eq!(stated(&all), Some((3_600, Some(15_000), Some(14_999), Some(61))));
    let moment = (NOON + 60).to_string();
    assert_eq!(stated(&[("X-RateLimit-Reset", &moment)]), Some((3_600, None, None, Some(61))));
    assert_eq!(stated(&[("X-RateLimit-Limit", "veel")]), Some((3_600, None, None, None)));
    assert_eq!(stated(&[]), Some((3_600, None, None, None)));
    let interval = [("x-ratelimit-limit", "5"), ("x-ratelimit-policy", "IntervalLimit")];
    assert_eq!(stated(&interval), None, "five calls of one kind are not five an hour");
    assert!(WINDOWS.iter().any(|window| window.length == Duration::from_secs(3_600)));
}

proptest! {
    #[test]
    fn arbitrary_answers_never_panic(body in any::<String>(), status in 400_u16..600, reset in any::<i64>()) {
        let reset = reset.to_string();
        let given = [("x-ratelimit-reset", reset.as_str())];
        for label in [label::TOKEN, label::ORDER_CREATE, label::INVOICE_CREATE, label::ORDER_PDF] {
            let error = read_with(label, status, &given, &body);
            prop_assert!(error.text.is_none_or(|text| !text.trim().is_empty()));
        }
        let _ = read_limits(&headers(&given), DateTime::UNIX_EPOCH);
    }
}
