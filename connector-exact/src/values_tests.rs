#![allow(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use super::*;

#[derive(Debug, Deserialize)]
struct Row {
    #[serde(default, deserialize_with = "whole")]
    whole: Option<i64>,
    #[serde(default, deserialize_with = "code")]
    code: Option<String>,
    #[serde(default, deserialize_with = "flag")]
    flag: Option<bool>,
    #[serde(default, deserialize_with = "day")]
    day: Option<NaiveDate>,
    #[serde(default, deserialize_with = "some_guid")]
    guid: Option<String>,
}

fn row(member: &str, value: &str) -> Option<Row> {
    serde_json::from_str(&format!(r#"{{"{member}":{value}}}"#)).ok()
}

const ID: &str = "5b7c2f0e-0000-4000-8000-000000000001";

#[test]
fn whole_numbers_come_as_numbers_and_as_text() {
    for (json, expected) in [
        ("10001", Some(Some(10_001))),
        (r#""10001""#, Some(Some(10_001))),
        (r#"" -7 ""#, Some(Some(-7))),
        ("9223372036854775807", Some(Some(i64::MAX))),
        (r#""9223372036854775807""#, Some(Some(i64::MAX))),
        ("null", Some(None)),
        (r#""""#, Some(None)),
        ("9223372036854775808", None),
        ("1.5", None),
        (r#""1L""#, None),
        ("true", None),
        ("{}", None),
    ] {
        assert_eq!(row("whole", json).map(|row| row.whole), expected, "{json}");
    }
}

#[test]
fn codes_lose_their_padding_and_keep_their_zeros() {
    for (json, expected) in [
        (r#""                25""#, Some(Some("25"))),
        (r#""NL ""#, Some(Some("NL"))),
        (r#""0025""#, Some(Some("0025"))),
        (r#""007 A""#, Some(Some("007 A"))),
        ("25", Some(Some("25"))),
        (r#""  ""#, Some(None)),
        ("null", Some(None)),
        ("true", None),
        ("[1]", None),
    ] {
        let read = row("code", json).map(|row| row.code);
        assert_eq!(read.as_ref().map(Option::as_deref), expected, "{json}");
    }
}

#[test]
fn flags_are_booleans_or_bytes() {
    for (json, expected) in [
        ("true", Some(Some(true))),
        ("false", Some(Some(false))),
        ("1", Some(Some(true))),
        ("0", Some(Some(false))),
        (r#""1""#, Some(Some(true))),
        (r#""false""#, Some(Some(false))),
        ("null", Some(None)),
        (r#""ja""#, None),
        ("[]", None),
    ] {
        assert_eq!(row("flag", json).map(|row| row.flag), expected, "{json}");
    }
}

#[test]
fn the_zero_guid_is_none_and_no_guid_is_refused() {
    for (json, expected) in [
        (format!(r#""{ID}""#), Some(Some(ID))),
        (format!(r#""{}""#, ID.to_uppercase()), Some(Some(ID))),
        (format!(r#""{NO_GUID}""#), Some(None)),
        (r#""""#.to_owned(), Some(None)),
        ("null".to_owned(), Some(None)),
        (r#""geen guid""#.to_owned(), None),
        (r#""5b7c2f0e-0000-4000-8000-00000000000z""#.to_owned(), None),
        ("7".to_owned(), None),
    ] {
        let read = row("guid", &json).map(|row| row.guid);
        assert_eq!(read.as_ref().map(Option::as_deref), expected, "{json}");
    }
}

#[test]
fn the_wall_clock_is_read_without_a_zone_p24() {
    for (text, expected) in [
        ("/Date(1731320070997)/", Some("2024-11-11T10:14:30.997")),
        ("/Date(0)/", Some("1970-01-01T00:00:00")),
        ("/Date(-86400000)/", Some("1969-12-31T00:00:00")),
        ("/Date(1731320070997+0200)/", Some("2024-11-11T10:14:30.997")),
        ("/Date(-1000-0100)/", Some("1969-12-31T23:59:59")),
        ("2026-03-31T00:00:00", Some("2026-03-31T00:00:00")),
        ("2026-03-31T00:00:00.123", Some("2026-03-31T00:00:00.123")),
        ("2026-03-31T00:00:00Z", Some("2026-03-31T00:00:00")),
        ("2026-03-31", Some("2026-03-31T00:00:00")),
        (" 2026-03-31 ", Some("2026-03-31T00:00:00")),
        ("/Date()/", None),
        ("/Date(1731320070997", None),
        ("/Date(99999999999999999)/", None),
        ("2026-02-30", None),
        ("morgen", None),
        ("", None),
    ] {
        let expected: Option<NaiveDateTime> = expected.map(|text| text.parse().unwrap());
        assert_eq!(wall_clock(text), expected, "{text}");
    }
}

#[test]
fn a_date_is_its_calendar_day_whatever_the_time_p24() {
    for (json, expected) in [
        (r#""/Date(1767226200000)/""#, "2026-01-01"), // half past midnight less twenty minutes
        (r#""/Date(1704067199000)/""#, "2023-12-31"),
        (r#""2026-12-31T11:00:00""#, "2026-12-31"),
        (r#""2026-03-29T02:30:00""#, "2026-03-29"), // no such time in Amsterdam
        (r#""2026-10-25T02:30:00""#, "2026-10-25"), // twice there
    ] {
        let day = row("day", json).unwrap().day;
        assert_eq!(day.unwrap().to_string(), expected, "{json}");
    }
    assert_eq!(row("day", "null").unwrap().day, None);
    assert_eq!(row("day", r#"" ""#).unwrap().day, None);
    assert!(row("day", r#""morgen""#).is_none());
}

#[test]
fn the_key_stands_in_the_rows_address() {
    let uri = format!("https://h/api/v1/1/salesinvoice/SalesInvoices(guid'{ID}')");
    assert_eq!(guid_in_uri(&uri).as_deref(), Some(ID));
    for uri in ["", "https://h/Accounts(10001L)", "X(guid'')", "X(guid'1", "X(guid'1')"] {
        assert_eq!(guid_in_uri(uri), None, "{uri}");
    }
    assert_eq!(guid_in_uri(&format!("X(guid'{NO_GUID}')")), None);
}

#[test]
fn a_bound_is_below_the_wall_clock_of_every_host_p24() {
    let at: DateTime<Utc> = "2026-03-02T10:00:00Z".parse().unwrap();
    let bound = not_after(at);
    for offset in [2, 1, 0, -5, -8, -10] {
        assert!(bound < (at + TimeDelta::hours(offset)).naive_utc(), "{offset}");
    }
    assert_eq!(not_after(DateTime::<Utc>::MIN_UTC), DateTime::UNIX_EPOCH.naive_utc());
}

#[test]
fn literals_are_what_filters_want() {
    assert_eq!(text_literal("d'Or"), "'d''Or'");
    let at = "2026-11-22T08:05:09.5".parse().unwrap();
    assert_eq!(datetime_literal(at), "datetime'2026-11-22T08:05:09'");
}

proptest! {
    #[test]
    fn no_text_makes_a_reader_panic(text in ".{0,40}") {
        let _ = wall_clock(&text);
        let _ = wall_clock(&format!("/Date({text})/"));
        let _ = guid_in_uri(&text);
        if let Some(id) = guid(&text) {
            prop_assert_eq!(id.len(), NO_GUID.len());
        }
    }

    #[test]
    fn both_spellings_of_a_moment_are_the_same(seconds in -2_000_000_000_i64..4_000_000_000) {
        let at = DateTime::from_timestamp(seconds, 0).unwrap().naive_utc();
        let milliseconds = format!("/Date({})/", seconds * 1000);
        prop_assert_eq!(wall_clock(&milliseconds), Some(at));
        prop_assert_eq!(wall_clock(&at.format("%Y-%m-%dT%H:%M:%S").to_string()), Some(at));
    }

    #[test]
    fn a_text_literal_ends_where_it_should(text in ".{0,40}") {
        let literal = text_literal(&text);
        let inside = literal.strip_prefix('\'').unwrap().strip_suffix('\'').unwrap();
        prop_assert_eq!(inside.replace("''", ""), text.replace('\'', ""));
        prop_assert_eq!(inside.replace("''", "'"), text);
    }

    #[test]
    fn numbers_and_quoted_numbers_are_the_same(number in any::<i64>()) {
        let plain = row("whole", &number.to_string()).unwrap().whole;
        let quoted = row("whole", &format!("\"{number}\"")).unwrap().whole;
        prop_assert_eq!((plain, quoted), (Some(number), Some(number)));
    }
}
