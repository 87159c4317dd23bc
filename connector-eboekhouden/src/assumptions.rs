//! What nobody has measured yet at a real e-Boekhouden, in one place: change it here when the first
//! real connection shows otherwise. Each line says what is assumed and what happens if it is wrong.

use std::time::Duration;

/// Longest time until an invoice that was created shows in a list. Nobody has seen any delay.
pub(crate) const LOOKUP_LAG: Duration = Duration::from_secs(60);

/// Life of a session of SOAP. The vendor says nothing and clients assume 20 minutes; a session that
/// ended before is opened anew.
pub(crate) const SOAP_SESSION_LIFE: Duration = Duration::from_secs(10 * 60);

/// What stands before a session token of REST in the header `Authorization`: nothing, as the vendor's
/// own quick start has it. Some clients send `Bearer `.
pub(crate) const REST_TOKEN_SCHEME: &str = "";

/// Calls of REST within a second. The vendor publishes no limit and asks for moderation.
pub(crate) const REST_CALLS_PER_SECOND: u32 = 5;

/// So many days around the date of a draft and the moment of its first attempt an invoice is looked
/// for. The office may have given a concept another date; one that was moved further is not found.
pub(crate) const LOOKUP_DAYS: i64 = 31;

/// So many days before a period the dates of its invoices may lie (G2): lists tell the date of an
/// invoice, not when it was made. A werkbon that is older when it is archived is missed.
pub(crate) const PERIOD_DAYS_BEFORE: i64 = 366;

/// Longest text of a line (SOAP names no limit, REST 35,000 for texts). More is cut with a warning.
pub(crate) const REGEL_MAX: usize = 4_000;

/// What stands around our reference at the end of the first line's text (SOAP). The office may change
/// the text of a concept: then the invoice is not found back.
pub(crate) const MARKER: (&str, &str) = ("[", "]");

/// Decimals of prices and of quantities that SOAP takes. Its manual says two; the type is a double.
pub(crate) const SOAP_DECIMALEN: u32 = 2;

/// Decimals of quantities that REST takes, as published.
pub(crate) const REST_AANTAL_DECIMALEN: u32 = 4;

/// Decimals of prices that REST takes. Its type is a double without a scale; more than two would make
/// totals that nobody can follow.
pub(crate) const REST_PRIJS_DECIMALEN: u32 = 2;

/// Whether `PrijsPerEenheid` of SOAP is without VAT. There is no switch, and REST's default is. If it is
/// wrong, every SOAP invoice is too low: a price with VAT has to be sent then.
pub(crate) const SOAP_PRICES_WITHOUT_VAT: bool = true;

/// Whether members of an association administration (`LA`, `isClubOrAssociationMember`) are left out:
/// they are no customers.
pub(crate) const MEMBERS_ARE_NO_CUSTOMERS: bool = true;

/// Most lines of an invoice, as published.
pub(crate) const SOAP_REGELS_MAX: usize = 100;
/// As [`SOAP_REGELS_MAX`].
pub(crate) const REST_REGELS_MAX: usize = 500;

#[cfg(test)]
mod tests {
    /// Whoever reads the table finds each switch, and no other.
    #[test]
    fn the_table_of_the_readme_has_every_switch() {
        let table = include_str!("../README.md").split("## Not measured yet").nth(1);
        let table = table.and_then(|rest| rest.split("\n## ").next()).unwrap_or_default();
        let rows = table.lines().filter(|line| line.starts_with("| `"));
        let names = rows.filter_map(|row| row.split('|').nth(1));
        let mut told: Vec<&str> = names
            .flat_map(|names| names.split(',').map(|name| name.trim().trim_matches('`')))
            .collect();
        let source = include_str!("assumptions.rs");
        let consts = source.lines().filter_map(|line| line.strip_prefix("pub(crate) const "));
        let mut there: Vec<&str> = consts.filter_map(|line| line.split(':').next()).collect();
        told.sort_unstable();
        there.sort_unstable();
        assert_eq!(told, there);
    }
}
