#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use http::{HeaderMap, StatusCode};
use simon_core::message::{Catalogue, MessageFiles, check};

use super::*;

const FILES: MessageFiles =
    MessageFiles { nl: include_str!("messages/nl.ftl"), en: include_str!("messages/en.ftl") };

fn rest(status: u16, body: &str) -> VendorError {
    let (status, headers) = (StatusCode::from_u16(status).unwrap(), HeaderMap::new());
    let answer =
        ErrorResponse::new("facturen.create", Effect::Create, status, &headers, body.as_bytes());
    let error = read_error(&answer);
    if let Some(message) = &error.message {
        assert!(Catalogue::with_connector(FILES).has(message.code()), "{}", message.code());
    }
    error
}

fn said(code: &str) -> String {
    serde_json::json!({"type": "validation", "title": "Fout", "status": 400, "code": code})
        .to_string()
}

fn refusal(code: &str) -> Refusal {
    Refusal { code: code.to_owned(), text: "Regel 2 klopt niet".to_owned(), fault: false }
}

/// An answer of SOAP with status 200.
fn soap(result: &str) -> Option<VendorError> {
    let body = format!(
        "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>\
         <AddFactuurResponse xmlns='http://www.e-boekhouden.nl/soap'><AddFactuurResult>{result}"
    );
    in_200(&body)
}

fn in_200(body: &str) -> Option<VendorError> {
    let headers = HeaderMap::new();
    let effect = Effect::Create;
    let body = body.as_bytes();
    read_refusal(&ErrorResponse::new("facturen.create", effect, StatusCode::OK, &headers, body))
}

fn error_msg(code: &str) -> String {
    format!(
        "<ErrorMsg><LastErrorCode>{code}</LastErrorCode>\
         <LastErrorDescription>Regel 2 klopt niet</LastErrorDescription></ErrorMsg>"
    )
}

#[test]
fn both_languages_have_every_text_and_action() {
    assert_eq!(check(FILES), Vec::<String>::new());
}

#[test]
fn every_code_has_a_text_that_says_what_to_do_f4() {
    let catalogue = Catalogue::with_connector(FILES);
    let mut seen = std::collections::BTreeSet::new();
    for code in codes::all() {
        assert!(seen.insert(code), "{code} is there twice");
        let message = Message::new(advice(code).unwrap().message);
        assert!(catalogue.has(message.code()), "{}", message.code());
        assert!(catalogue.render(&message).actie.is_some(), "{}", message.code());
    }
}

#[test]
fn every_text_of_the_mapping_is_in_the_catalogue() {
    let sources = [
        include_str!("mapping.rs"),
        include_str!("mapping/draft.rs"),
        include_str!("mapping/artikel.rs"),
        include_str!("mapping/relatie.rs"),
        include_str!("config.rs"),
        include_str!("error.rs"),
        include_str!("error/codes.rs"),
    ];
    let catalogue = Catalogue::with_connector(FILES);
    let quoted = sources.iter().flat_map(|source| source.split('"'));
    let named: Vec<&str> = quoted.filter(|text| text.starts_with("eboekhouden-")).collect();
    assert!(named.len() > 40, "{}", named.len());
    for code in named {
        assert!(catalogue.has(code), "{code}");
    }
}

#[test]
fn codes_of_soap_become_verdicts_and_advice() {
    use Verdict::{AlreadyExists, Rejected, ServerError, Throttled, Unauthenticated};
    let (user, operator) = (Some(Actor::User), Some(Actor::Operator));
    for (code, verdict, who, message) in [
        ("E001.1", Unauthenticated, user, "eboekhouden-inloggegevens"),
        ("E001.3", Unauthenticated, user, "eboekhouden-inloggegevens"),
        ("E001.5", Unauthenticated, user, "eboekhouden-api-rechten"),
        ("E001.7", ServerError, None, "eboekhouden-inloggen-mislukt"),
        ("E002.1", Unauthenticated, user, "eboekhouden-sessie"),
        ("E002.4", Unauthenticated, user, "eboekhouden-sessie"),
        ("E002.5", Rejected, operator, "eboekhouden-fout-in-koppeling"),
        ("E003.1", Throttled { wait: None }, None, "eboekhouden-limiet"),
        ("CFACT006", Rejected, user, "eboekhouden-regels"),
        ("CFACT025", Rejected, user, "eboekhouden-klant-onbekend"),
        ("CFACT026", AlreadyExists, None, "eboekhouden-factuurnummer"),
        ("CFACT028", Rejected, user, "eboekhouden-sjabloon"),
        ("CFACT036", Rejected, operator, "eboekhouden-fout-in-koppeling"),
        ("CFACT042", Rejected, user, "eboekhouden-btw"),
        ("CMUT012", Rejected, user, "eboekhouden-grootboek"),
    ] {
        let error = soap(&error_msg(code)).unwrap();
        assert_eq!((error.verdict, error.who), (Some(verdict), who), "{code}");
        assert_eq!(error.message.as_ref().map(Message::code), Some(message), "{code}");
        assert_eq!(error.code.as_deref(), Some(code));
        assert_eq!(error.text.as_deref(), Some("Regel 2 klopt niet"));
    }
    let unknown = soap(&error_msg("CFACT999")).unwrap();
    assert_eq!((unknown.verdict, unknown.message), (Some(Rejected), None));
}

#[test]
fn only_a_whole_refusal_is_one() {
    for none in [
        "",
        "<ErrorMsg><LastErrorCode/><LastErrorDescription/></ErrorMsg><Factuurnummer>F1",
        "<ErrorMsg><LastErrorCode>E002.3</LastErrorCode>",
        "<Factuurnummer>F1</Factuurnummer></AddFactuurResult>",
    ] {
        assert_eq!(soap(none), None, "{none}");
    }
    assert_eq!(in_200("<html>onderhoud</html>"), None);
    assert_eq!(in_200(""), None);
}

/// The vendor says no and names the invoice all the same: it may be there (C22).
#[test]
fn a_refusal_with_a_number_is_an_unknown_outcome_c22() {
    let numbered = format!("{}<Factuurnummer>F7</Factuurnummer>", error_msg("CFACT999"));
    let error = soap(&numbered).unwrap();
    assert_eq!(
        (error.verdict, error.code.as_deref()),
        (Some(Verdict::ServerError), Some("CFACT999"))
    );
    let empty = format!("{}<Factuurnummer/>", error_msg("CFACT028"));
    assert_eq!(soap(&empty).unwrap().verdict, Some(Verdict::Rejected));
}

/// Sessions and second security codes are GUIDs.
#[test]
fn a_session_or_code_in_the_vendors_words_is_not_shown_f6() {
    let guid = "7D9E1F20-1111-4222-8333-ABCDEF012345";
    for session in [format!("{{{guid}}}"), format!("'{guid}'"), format!("abcdef0123={guid}")] {
        let said = format!("Sessie {session} verlopen");
        let result = error_msg("E002.3").replace("Regel 2 klopt niet", &said);
        assert_eq!(soap(&result).unwrap().text.as_deref(), Some("Sessie [...] verlopen"));
    }
}

/// Another server answers for the vendor: that says nothing about the record.
#[test]
fn a_page_for_browsers_is_no_missing_record_p14() {
    let page = rest(404, "<!DOCTYPE html><html>404</html>");
    assert_eq!(page.verdict, Some(Verdict::ServerError));
    assert_eq!(rest(404, "").verdict, None);
    assert_eq!(rest(404, &said("REL_055")).verdict, Some(Verdict::NotFound));
    assert_eq!(rest(400, "<html>oei</html>").verdict, None);
}

#[test]
fn a_refusal_behind_records_makes_them_worthless_g3() {
    let late = |effect| late_refusal(&refusal("E002.3"), "relaties.list", effect);
    let error = late(Effect::Read);
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Incomplete, Retry::Backoff));
    assert_eq!(error.vendor_code(), Some("E002.3"));
    assert_eq!(late(Effect::Create).retry(), Retry::CheckFirst);
}

#[test]
fn codes_of_rest_become_verdicts_and_advice() {
    for (status, code, verdict, message) in [
        (400, "API_SESSION_004", Verdict::Unauthenticated, "eboekhouden-token"),
        (400, "API_SESSION_002", Verdict::Rejected, "eboekhouden-bron"),
        (401, "SECURITY_010", Verdict::Unauthenticated, "eboekhouden-rest-sessie"),
        (403, "SECURITY_005", Verdict::PermissionDenied, "eboekhouden-betaling"),
        (403, "SECURITY_011", Verdict::PermissionDenied, "eboekhouden-land"),
        (400, "ERR_001", Verdict::ServerError, "eboekhouden-storing"),
        (400, "FACT_003", Verdict::Rejected, "eboekhouden-klant-inactief"),
        (400, "FACT_018", Verdict::Rejected, "eboekhouden-sjabloon"),
        (400, "FACT_101", Verdict::AlreadyExists, "eboekhouden-factuurnummer"),
        (400, "FACT_102", Verdict::Rejected, "eboekhouden-pakket"),
        (400, "FACT_ITEM_015", Verdict::Rejected, "eboekhouden-btw-afwijkend"),
        (404, "REL_055", Verdict::NotFound, "eboekhouden-niet-gevonden"),
    ] {
        let error = rest(status, &said(code));
        assert_eq!(error.verdict, Some(verdict), "{code}");
        assert_eq!(error.message.as_ref().map(Message::code), Some(message), "{code}");
        assert_eq!(error.code.as_deref(), Some(code));
    }
    let unknown = rest(400, &said("NIEUW_001"));
    assert_eq!((unknown.verdict, unknown.message.is_none()), (None, true), "counted by the core");
    let empty = rest(401, "");
    assert_eq!(empty.message.as_ref().map(Message::code), Some("eboekhouden-rest-sessie"));
}

#[test]
fn every_shape_of_an_error_body_is_read_and_secrets_are_not_f6() {
    for (body, expected) in [
        (r#"{"title":"Fout","errors":["een","twee"]}"#, Some("Fout; een; twee")),
        (
            r#"{"message":"m","errors":{"date":["een"],"x":null},"propertyName":"date"}"#,
            Some("m; een; (date)"),
        ),
        (
            r#"{"title":"T","traceId":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}"#,
            Some("T; traceId 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
        ),
        (r#"{"traceId":"00-ab-01"}"#, Some("traceId 00-ab-01")),
        (r#"{"title":"T","traceId":"zie https://x.nl/?sleutel=1"}"#, Some("T")),
        (r#"{"title":"zie https://x.nl/?sleutel=1 of a@b.nl"}"#, Some("zie [...] of [...]")),
        (r#"{"code":3,"title":" "}"#, None),
        ("[]", None),
        ("", None),
        ("<html>oei</html>", None),
    ] {
        assert_eq!(rest(400, body).text.as_deref(), expected, "{body}");
    }
    let odd = rest(400, r#"{"code":"geen code maar een zin"}"#);
    assert_eq!(odd.code.as_deref(), Some("?"));
}

#[test]
fn a_fault_of_the_sender_is_ours_and_another_the_servers() {
    let fault = |code: &str| {
        format!(
            "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><s:Fault>\
             <faultcode>{code}</faultcode><faultstring>kapot</faultstring></s:Fault></s:Body></s:Envelope>"
        )
    };
    let ours = rest(500, &fault("soap:Client"));
    assert_eq!((ours.verdict, ours.who), (Some(Verdict::Rejected), Some(Actor::Operator)));
    let theirs = rest(500, &fault("soap:Server"));
    assert_eq!(
        (theirs.verdict, theirs.text.as_deref()),
        (Some(Verdict::ServerError), Some("kapot"))
    );
    let in_200 = in_200(&fault("soap:Server")).unwrap();
    assert_eq!(in_200.verdict, Some(Verdict::ServerError));
}
