//! The sums of an order, exactly.

use rust_decimal::{Decimal, RoundingStrategy};

/// How the prices on the lines are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Prices {
    ExcludingVat,
    IncludingVat,
}

/// The sum of one line and its VAT percentage.
#[derive(Debug, Clone, Copy)]
pub(super) struct LineTotal {
    pub(super) total: Decimal,
    pub(super) vat: Decimal,
}

/// The two sums of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Totals {
    pub(super) excluding: Decimal,
    pub(super) including: Decimal,
}

/// Rounds half a cent away from zero.
pub(super) fn cents(amount: Decimal) -> Decimal {
    rounded(amount, 2)
}

/// Rounds halves away from zero.
pub(super) fn rounded(amount: Decimal, digits: u32) -> Decimal {
    amount.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero)
}

/// Adds up; VAT is rounded once per percentage. Nothing when a sum is beyond all bounds.
pub(super) fn totals(lines: &[LineTotal], prices: Prices) -> Option<Totals> {
    let mut percentages: Vec<Decimal> = lines.iter().map(|line| line.vat).collect();
    percentages.sort();
    percentages.dedup();
    let mut sum = Decimal::ZERO;
    let mut vat = Decimal::ZERO;
    for percentage in percentages {
        let mut of_this = lines.iter().filter(|line| line.vat == percentage);
        let part = of_this.try_fold(Decimal::ZERO, |sum, line| sum.checked_add(line.total))?;
        let base = match prices {
            Prices::ExcludingVat => Decimal::ONE_HUNDRED,
            Prices::IncludingVat => Decimal::ONE_HUNDRED + percentage,
        };
        sum = sum.checked_add(part)?;
        vat = vat.checked_add(cents(part.checked_mul(percentage)?.checked_div(base)?))?;
    }
    Some(match prices {
        Prices::ExcludingVat => Totals { excluding: sum, including: sum.checked_add(vat)? },
        Prices::IncludingVat => Totals { excluding: sum.checked_sub(vat)?, including: sum },
    })
}
