//! The VAT codes that both interfaces take, and what they charge.

use chrono::NaiveDate;
use rust_decimal::Decimal;

/// Code and percentage. Codes at 0 here shift, exempt or deviate.
const CODES: [(&str, i64); 23] = [
    ("HOOG_VERK_21", 21),
    ("LAAG_VERK_9", 9),
    ("LAAG_VERK", 9),
    ("VERL_VERK", 0),
    ("VERL_VERK_L9", 0),
    ("AFW_VERK", 0),
    ("AFW", 0),
    ("BU_EU_VERK", 0),
    ("BI_EU_VERK", 0),
    ("BI_EU_VERK_D", 0),
    ("AFST_VERK", 0),
    ("LAAG_INK", 9),
    ("LAAG_INK_9", 9),
    ("HOOG_INK_21", 21),
    ("VERL_INK", 0),
    ("VERL_INK_L9", 0),
    ("VERL_INK_L", 0),
    ("BU_EU_INK", 0),
    ("BI_EU_INK", 0),
    ("GEEN", 0),
    ("HOOG_VERK", 19),
    ("HOOG_INK", 19),
    ("VERL_INK_LG", 0),
];

/// Codes that only SOAP knows.
const SOAP_ONLY: [&str; 3] = ["HOOG_VERK", "HOOG_INK", "VERL_INK_LG"];

/// The percentage of a code; none for a code that does not exist.
pub(super) fn percentage(code: &str) -> Option<Decimal> {
    CODES.iter().find(|(known, _)| *known == code).map(|(_, part)| Decimal::from(*part))
}

/// Whether REST takes the code on an invoice of this date.
pub(super) fn known_to_rest(code: &str, date: NaiveDate) -> bool {
    let cut_off = code == "LAAG_VERK" && NaiveDate::from_ymd_opt(2019, 1, 1) <= Some(date);
    percentage(code).is_some() && !SOAP_ONLY.contains(&code) && !cut_off
}
