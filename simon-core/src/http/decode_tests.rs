use rust_decimal::Decimal;
use serde::Deserialize;

use super::{json, list};
use crate::error::{ErrorKind, Retry};
use crate::http::{ApiResponse, Effect};

#[derive(Debug, PartialEq, Deserialize)]
struct Artikel {
    code: String,
    #[serde(with = "crate::http::decimal")]
    prijs: Decimal,
}

fn answer(effect: Effect, body: &str) -> ApiResponse {
    ApiResponse {
        label: "artikelen.list",
        effect,
        status: http::StatusCode::OK,
        headers: http::HeaderMap::new(),
        body: body.to_owned().into(),
    }
}

fn read(body: &str) -> ApiResponse {
    answer(Effect::Read, body)
}

fn codes(body: &str) -> Vec<String> {
    let (records, bad) = list::<Artikel>(&read(body)).unwrap();
    assert!(bad.is_empty());
    records.into_iter().map(|artikel| artikel.code).collect()
}

#[test]
fn a_list_is_an_array_an_envelope_or_null() {
    assert_eq!(codes(r#"[{"code":"A","prijs":1.10}]"#), ["A"]);
    assert_eq!(codes(r#" {"value":[{"code":"A","prijs":1}],"x":1}"#), ["A"]);
    assert_eq!(codes("\u{feff}[{\"code\":\"A\",\"prijs\":1}]"), ["A"]);
    assert!(codes("[]").is_empty() && codes("null").is_empty());
    assert!(codes(r#"{"value":null}"#).is_empty() && codes(r#"{"value":[]}"#).is_empty());
}

#[test]
fn another_object_is_no_empty_list_g3() {
    for body in [r#"{"message":"later"}"#, "{}", "3", r#""x""#] {
        let error = list::<Artikel>(&read(body)).unwrap_err();
        assert_eq!((error.kind(), error.retry()), (ErrorKind::Decode, Retry::Never), "{body}");
    }
}

#[test]
fn one_bad_record_does_not_stop_the_others_b13() {
    let records = r#"{"code":"A","prijs":1},{"code":"B"},{"code":"C","prijs":{"bedrag":1}},{"code":"D","prijs":2E+1},7"#;
    for body in [format!("[{records}]"), format!(r#"{{"value":[{records}]}}"#)] {
        let (good, bad) = list::<Artikel>(&read(&body)).unwrap();
        assert_eq!(
            good.iter().map(|artikel| artikel.code.as_str()).collect::<Vec<_>>(),
            ["A", "D"]
        );
        assert_eq!(good[1].prijs, Decimal::from(20));
        assert_eq!(bad.iter().map(|bad| bad.index).collect::<Vec<_>>(), [1, 2, 4]);
        assert_eq!(bad[0].raw, r#"{"code":"B"}"#);
        let texts: Vec<_> = bad.iter().map(|bad| bad.error.to_string()).collect();
        assert!(texts[0].contains("[1]") && texts[0].contains("missing field `prijs`"));
        assert!(texts[1].contains("[2].prijs") && texts[1].contains("a decimal"), "{texts:?}");
        assert!(texts[2].contains("[4]"), "{texts:?}");
        assert!(!format!("{bad:?}").contains("bedrag"), "Debug does not show records");
    }
}

#[test]
fn an_error_names_the_path() {
    #[derive(Debug, Deserialize)]
    struct Order {
        #[serde(rename = "regels")]
        _regels: Vec<Artikel>,
    }
    let body = r#"{"regels":[{"code":"A","prijs":1},{"code":5,"prijs":1}]}"#;
    let error = json::<Order>(&read(body)).unwrap_err();
    assert!(error.to_string().contains("regels[1].code"), "{error}");
    assert_eq!(error.label(), "artikelen.list");
}

#[test]
fn what_is_no_json_may_pass_and_another_shape_does_not() {
    for (body, kind, retry) in [
        ("", ErrorKind::Unavailable, Retry::Backoff),
        ("  \n", ErrorKind::Unavailable, Retry::Backoff),
        (" <html>", ErrorKind::Unavailable, Retry::Backoff),
        ("Even geduld", ErrorKind::Decode, Retry::Backoff),
        (r#"{"code":"A""#, ErrorKind::Decode, Retry::Backoff),
        (r#"{"code":1,"prijs":1}"#, ErrorKind::Decode, Retry::Never),
        (r#"{"code":"A","prijs":1} trailing"#, ErrorKind::Decode, Retry::Backoff),
    ] {
        let error = json::<Artikel>(&read(body)).unwrap_err();
        assert_eq!((error.kind(), error.retry()), (kind, retry), "{body}");
        let error = json::<Artikel>(&answer(Effect::Create, body)).unwrap_err();
        assert_eq!((error.kind(), error.retry()), (kind, Retry::CheckFirst), "{body}");
    }
}
