use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Regel {
    #[serde(with = "super")]
    prijs: Decimal,
    #[serde(default, with = "super::option")]
    korting: Option<Decimal>,
}

fn read(number: &str) -> Result<Decimal, serde_json::Error> {
    serde_json::from_str::<Regel>(&format!(r#"{{"prijs":{number}}}"#)).map(|regel| regel.prijs)
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[test]
fn numbers_and_texts_are_read_exactly_c21() {
    for (json, expected) in [
        ("0.1", "0.1"),
        ("12345678901234567.1234", "12345678901234567.1234"),
        ("-0.30", "-0.30"),
        ("1e-7", "0.0000001"),
        ("1E+2", "100"),
        ("-1.25e1", "-12.5"),
        ("1.25e3", "1250"),
        ("12.5e-1", "1.25"),
        ("0", "0"),
        (r#""12.50""#, "12.50"),
        (r#"" 7 ""#, "7"),
        ("79228162514264337593543950335", "79228162514264337593543950335"),
        ("0.5000000000000000000000000000000000000000", "0.5"),
    ] {
        assert_eq!(read(json).unwrap(), decimal(expected), "{json}");
    }
}

#[test]
fn zeros_behind_the_point_are_kept() {
    assert_eq!(read("12.500").unwrap().to_string(), "12.500");
}

#[test]
fn what_does_not_fit_is_refused_and_never_rounded() {
    for json in [
        "0.12345678901234567890123456789",
        "79228162514264337593543950336",
        "1e400",
        "1e-40",
        r#""1,50""#,
        r#""""#,
        r#""NaN""#,
        "true",
        "null",
        "[1]",
    ] {
        assert!(read(json).is_err(), "{json}");
    }
}

#[test]
fn an_optional_member_may_be_absent_or_null() {
    let read = |json| serde_json::from_str::<Regel>(json).unwrap().korting;
    assert_eq!(read(r#"{"prijs":1}"#), None);
    assert_eq!(read(r#"{"prijs":1,"korting":null}"#), None);
    assert_eq!(read(r#"{"prijs":1,"korting":2.50}"#), Some(decimal("2.50")));
    assert!(serde_json::from_str::<Regel>(r#"{"prijs":1,"korting":"x"}"#).is_err());
}

#[test]
fn decimals_are_written_as_numbers_with_their_own_digits() {
    let regel = Regel { prijs: decimal("12345678901234567.1000"), korting: Some(decimal("-0.1")) };
    let json = serde_json::to_string(&regel).unwrap();
    assert_eq!(json, r#"{"prijs":12345678901234567.1000,"korting":-0.1}"#);
    assert_eq!(serde_json::from_str::<Regel>(&json).unwrap(), regel);
    let none = Regel { prijs: decimal("1"), korting: None };
    assert_eq!(serde_json::to_string(&none).unwrap(), r#"{"prijs":1,"korting":null}"#);
}

proptest::proptest! {
    #[test]
    fn every_decimal_survives_the_wire(mantissa: i64, scale in 0_u32..=28) {
        let regel = Regel { prijs: Decimal::new(mantissa, scale), korting: None };
        let json = serde_json::to_vec(&regel).unwrap();
        let read: Regel = serde_json::from_slice(&json).unwrap();
        proptest::prop_assert_eq!(read.prijs.to_string(), regel.prijs.to_string());
    }

    #[test]
    fn an_exponent_means_the_same_as_moving_the_point(mantissa: i32, exponent in -20_i32..=15) {
        let read = read(&format!("{mantissa}e{exponent}")).unwrap();
        let ten = Decimal::from_i128_with_scale(10_i128.pow(exponent.unsigned_abs()), 0);
        let mantissa = Decimal::from(mantissa);
        let expected = if exponent < 0 { mantissa / ten } else { mantissa * ten };
        proptest::prop_assert_eq!(read, expected);
    }
}
