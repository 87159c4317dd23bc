//! VAT: the regimes there are, and the sums of an order.

use http::StatusCode;
use rust_decimal::Decimal;
use rust_decimal::RoundingStrategy::MidpointAwayFromZero;
use simon_testkit::vendor::Stop;
use simon_testkit::vendor::json::Json;

use super::super::answer::{bad, refused};

/// The Belgian rates.
const RATES: [i64; 4] = [0, 6, 12, 21];

/// Regimes that go with 0 %, reverse charge (21) among them.
///
/// Source: docs.billit.be, "Ventilation Codes (VAT)".
const ZERO_REGIMES: [&str; 9] = ["21", "22", "24", "51", "55", "70", "101", "102", "104"];

/// Regimes that name a rate.
const RATE_REGIMES: [&str; 4] = ["1", "2", "3", "4"];

/// What one line adds to the sums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) excl: Decimal,
    pub(super) percentage: Decimal,
    pub(super) regime: Option<String>,
}

/// The sums of an order.
#[derive(Debug)]
pub(super) struct Sums {
    pub(super) excl: Decimal,
    pub(super) vat: Decimal,
    pub(super) incl: Decimal,
    pub(super) groups: Vec<Json>,
}

/// Rounds half a unit of the last digit away from zero.
pub(super) fn rounded(amount: Decimal, digits: u32) -> Decimal {
    amount.round_dp_with_strategy(digits, MidpointAwayFromZero)
}

/// Refuses a percentage that is not Belgian.
pub(super) fn check_rate(percentage: Decimal) -> Result<(), Stop> {
    if RATES.map(Decimal::from).contains(&percentage) {
        return Ok(());
    }
    let code = "InvalidVAtPercentageForTaxCountry_0_";
    Err(refused(StatusCode::BAD_REQUEST, code, "Het btw-tarief is niet geldig voor BE."))
}

/// Refuses a regime that does not exist, or that does not go with the line's percentage.
pub(super) fn check_regime(code: &str, percentage: Option<Decimal>) -> Result<(), Stop> {
    if ZERO_REGIMES.contains(&code) {
        return match percentage {
            Some(rate) if !rate.is_zero() => {
                Err(bad(format!("VentilationCode {code} on a line of {rate} %")))
            }
            _ => Ok(()),
        };
    }
    if RATE_REGIMES.contains(&code) {
        return Ok(());
    }
    Err(bad(format!("VentilationCode '{code}' does not exist")))
}

/// Adds up: VAT is rounded once per rate and regime, over the sum of its lines.
///
/// Source: docs.billit.be, "Calculation Method".
pub(super) fn sums(parts: &[Part]) -> Option<Sums> {
    let mut kinds: Vec<(Decimal, &Option<String>)> =
        parts.iter().map(|part| (part.percentage, &part.regime)).collect();
    kinds.sort();
    kinds.dedup();
    let zero = Decimal::ZERO;
    let mut sums = Sums { excl: zero, vat: zero, incl: zero, groups: Vec::new() };
    for (percentage, regime) in kinds {
        let of_this = parts.iter().filter(|p| p.percentage == percentage && p.regime == *regime);
        let excl =
            of_this.map(|part| part.excl).try_fold(Decimal::ZERO, |sum, e| sum.checked_add(e))?;
        let vat = vat(excl, percentage)?;
        sums.excl = sums.excl.checked_add(excl)?;
        sums.vat = sums.vat.checked_add(vat)?;
        sums.incl = sums.excl.checked_add(sums.vat)?;
        let mut group = Json::object([
            ("VATPercentage", Json::decimal(percentage, 2)),
            ("TotalExcl", Json::decimal(excl, 2)),
            ("TotalVAT", Json::decimal(vat, 2)),
            ("TotalIncl", Json::decimal(excl.checked_add(vat)?, 2)),
        ]);
        if let Some(regime) = regime {
            group.set("VentilationCode", Json::text(regime));
        }
        sums.groups.push(group);
    }
    Some(sums)
}

/// The VAT over an amount, in cents.
pub(super) fn vat(excl: Decimal, percentage: Decimal) -> Option<Decimal> {
    let vat = excl.checked_mul(percentage)?.checked_div(Decimal::ONE_HUNDRED)?;
    Some(rounded(vat, 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(cents: i64, percentage: i64, regime: Option<&str>) -> Part {
        Part {
            excl: Decimal::new(cents, 2),
            percentage: percentage.into(),
            regime: regime.map(str::to_owned),
        }
    }

    #[test]
    fn vat_is_rounded_over_the_sum_of_a_rate() {
        // Each line alone would carry a cent.
        let sums = sums(&[part(2, 21, None), part(2, 21, None), part(2, 21, None)]).unwrap();
        assert_eq!((sums.excl, sums.vat), (Decimal::new(6, 2), Decimal::new(1, 2)));
    }

    #[test]
    fn rates_and_regimes_have_groups_of_their_own() {
        let parts =
            [part(100, 0, Some("21")), part(100, 0, None), part(100, 6, None), part(50, 6, None)];
        assert_eq!(sums(&parts).unwrap().groups.len(), 3);
    }
}
