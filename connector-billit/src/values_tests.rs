#![allow(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use super::*;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Members {
    text: Maybe<String>,
    number: Maybe<i64>,
    flag: Maybe<bool>,
    amount: Maybe<Decimal>,
    #[serde(deserialize_with = "list")]
    many: Vec<i64>,
}

fn read(json: &str) -> serde_json::Result<Members> {
    serde_json::from_str(json)
}

#[test]
fn absent_null_and_empty_are_all_nothing() {
    for json in [
        "{}",
        r#"{"text":null,"number":null,"flag":null,"amount":null,"many":null}"#,
        r#"{"text":" ","number":"","flag":"","amount":"","many":""}"#,
    ] {
        let members = read(json).unwrap();
        assert!(members.text.is_none() && members.number.is_none(), "{json}");
        assert!(members.flag.is_none() && members.amount.is_none(), "{json}");
        assert!(members.many.is_empty(), "{json}");
    }
}

#[test]
fn numbers_are_read_from_texts_and_texts_from_numbers() {
    let json = r#"{"text":42,"number":" 7 ","flag":"True","amount":"60.12000","many":[1]}"#;
    let members = read(json).unwrap();
    assert_eq!((members.text.as_deref(), *members.number), (Some("42"), Some(7)));
    assert_eq!((*members.flag, members.many), (Some(true), vec![1]));
    assert_eq!(members.amount.unwrap().to_string(), "60.12000");
    let exact = read(r#"{"amount":0.1000000000000000055511151231}"#).unwrap();
    assert_eq!(exact.amount.unwrap().to_string(), "0.1000000000000000055511151231");
    assert_eq!(read(r#"{"amount":1.5E+2}"#).unwrap().amount.0, Some(Decimal::from(150)));
}

#[test]
fn what_does_not_fit_is_refused_without_its_value() {
    for json in [
        r#"{"text":{"geheim":1}}"#,
        r#"{"number":"geheim"}"#,
        r#"{"number":1.5}"#,
        r#"{"flag":"geheim"}"#,
        r#"{"amount":"geheim"}"#,
        r#"{"amount":"12,50"}"#,
        r#"{"many":["geheim"]}"#,
    ] {
        let error = read(json).unwrap_err().to_string();
        assert!(!error.contains("geheim") && !error.contains("12,50"), "{error}");
    }
}

#[test]
fn an_instant_is_a_stamp_cut_to_whole_seconds() {
    for (stamp, expected) in [
        ("2019-06-11T14:17:15.4766667", Some("2019-06-11T14:17:15")),
        ("2026-05-01T10:20:30.72", Some("2026-05-01T10:20:30")),
        ("2026-05-01T10:20:30", Some("2026-05-01T10:20:30")),
        (" 2026-05-01T10:20:59.999Z", Some("2026-05-01T10:20:59")),
        ("2026-05-01", None),
        ("gisteren", None),
    ] {
        assert_eq!(instant(stamp).as_deref(), expected, "{stamp}");
    }
    assert_eq!(datetime_literal("2026-05-01T10:20:30"), "datetime'2026-05-01T10:20:30'");
    assert_eq!(text_literal("O'Brien"), "'O''Brien'");
}

proptest! {
    #[test]
    fn a_later_stamp_is_never_of_an_earlier_instant(a in 0i64..4_000_000_000_000, b in 0i64..4_000_000_000_000) {
        let stamp = |ms: i64| {
            let at = chrono::DateTime::from_timestamp_millis(ms).unwrap().naive_utc();
            at.format("%Y-%m-%dT%H:%M:%S%.f").to_string()
        };
        let (low, high) = (stamp(a.min(b)), stamp(a.max(b)));
        prop_assert!(instant(&low) <= instant(&high));
        prop_assert!(low.starts_with(&instant(&low).unwrap()));
    }

    #[test]
    fn a_text_literal_ends_where_it_should(text in "[a'\" ]{0,12}") {
        let literal = text_literal(&text);
        let inside = literal.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')).unwrap();
        prop_assert_eq!(inside.replace("''", ""), text.replace('\'', ""));
        prop_assert_eq!(inside.matches('\'').count(), 2 * text.matches('\'').count());
    }
}
