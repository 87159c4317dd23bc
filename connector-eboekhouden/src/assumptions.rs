//! What nobody has measured yet at a real e-Boekhouden, in one place: change it here when the first
//! real connection shows otherwise. Each line says what is assumed and what happens if it is wrong.

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
