//! What nobody has measured yet at a real Billit, in one place: change it here when the first real
//! connection shows otherwise. Each line says what is assumed and what happens if it is wrong.

use std::time::Duration;

use chrono::TimeDelta;

/// `OrderStatus` that asks for an invoice that can still be changed. No client was seen to send it. If
/// Billit ignores it the invoice is final, which the read-back shows as a warning; if it refuses it, the
/// user is told to choose final invoices in the settings.
pub(crate) const CONCEPT: &str = "Draft";

/// How finely a date literal of a filter can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Literal {
    /// A date. A listing then reads whole days again.
    Day,
    /// Date and time in whole seconds.
    Second,
}

/// A time part is seen in filters on orders; parties and products share the parser. Fractions of a
/// second were never seen and are cut off. If a time part is refused: `Day`.
pub(crate) const LITERAL: Literal = Literal::Second;

/// The word before a date in a filter. `DateTime` was seen as well.
pub(crate) const LITERAL_WORD: &str = "datetime";

/// How a line of text alone is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextLine {
    /// Nothing but `Description`. Some networks for electronic invoices make it a line of 0 at 0 % VAT.
    Bare,
    /// One piece at price 0, with the VAT of the first line on an article.
    Priced,
}

/// The vendor's own form. If an invoice with such a line is refused: `Priced`.
pub(crate) const TEXT_LINE: TextLine = TextLine::Bare;

/// What breaks lines in texts. If breaks show as blanks or boxes, this is the other form.
pub(crate) const REGELEINDE: &str = "\n";

/// Longest `Comments`. No source has a limit; more is cut with a warning.
pub(crate) const OPMERKINGEN_MAX: usize = 4_000;

/// Longest `Reference`. No source has a limit; it is never cut, so a longer one is sent whole.
pub(crate) const KLANTREFERENTIE_MAX: usize = 100;

/// Decimals of a net price. A setting of the company raises it to 5, which no call tells. A price with
/// more is rounded with a warning.
pub(crate) const PRIJS_DECIMALEN: u32 = 2;

/// Decimals of a quantity: as [`PRIJS_DECIMALEN`].
pub(crate) const AANTAL_DECIMALEN: u32 = 2;

/// Whether a line without a price gets the article's own. It is said of lines with a `ProductID` alone;
/// nobody wrote of one with a VAT percentage beside it. Off: the synced price is sent.
pub(crate) const PRICES_LINES: bool = false;

/// Whether the 0 % regime of the customer rules all lines. If it is off a Belgian contractor is charged
/// VAT that is reverse charged.
pub(crate) const CUSTOMER_REGIME_RULES: bool = true;

/// Payment term in days of a customer without one, unless set.
pub(crate) const BETALINGSTERMIJN: i64 = 30;

/// States of a quote that is approved: for order forms the word means final and not yet invoiced. If an
/// approved quote has another state, it is never fetched: add that state.
pub(crate) const APPROVED_STATES: &[&str] = &["ToInvoice"];

/// The same by `ApprovalStatus`, which may only exist for purchases.
pub(crate) const APPROVALS: &[&str] = &["Approved"];

/// Whether a quote that was turned into an order form counts as approved. On, users who do so get it as a
/// werkbon; others may get work twice.
pub(crate) const ORDER_FORM_IS_APPROVED: bool = false;

/// How far before the changes quotes are read once a day, each approved one among them with a call of its
/// own. It is not known whether approving a quote raises its `LastModified`: if not, this finds the quotes
/// that were last edited within this time. If it does: none.
pub(crate) const OFFERTES_TERUG: Option<TimeDelta> = Some(TimeDelta::days(60));

/// States that no approval makes new work.
pub(crate) const NOT_OPEN: &[&str] =
    &["Draft", "Refused", "Canceled", "Invoiced", "DeliveryNoteCreated", "Credited", "Paid"];

/// Whether articles can be filtered by `Reference`. If it is refused, an article that is not synced is
/// unknown.
pub(crate) const REFERENCE_FILTER: bool = true;

/// Whether references that differ in case are one. If Billit tells them apart, articles are left out.
pub(crate) const REFERENCE_IGNORES_CASE: bool = true;

/// Calls within a second, of all companies together, because the vendor counts by IP address. Its page has
/// numbers, of which no copy is public; it blocks whom it throttles.
pub(crate) const CALLS_PER_SECOND: u32 = 2;

/// What a code or text has in it that speaks of our address, in the languages of Billit's users. Nobody has
/// shown such an answer. If it has other words, each werkbon is refused for missing rights instead.
pub(crate) const ABOUT_ADDRESS: &[&str] = &["ipaddress", "ip address", "ip-adres", "adresse ip"];

/// How long all calls wait after a 403 that speaks of our address, or with a page for browsers instead of
/// Billit's own words: both are taken for a block of it. If a page is not, a user without rights is told to
/// wait and, after many tries, to have a look.
pub(crate) const BLOCKED: Duration = Duration::from_secs(10 * 60);

/// Largest size of all PDFs of an invoice together, in bytes. No limit is published; over it nothing is
/// sent.
pub(crate) const PDFS_MAX: usize = 10 * 1024 * 1024;

/// Longest name of a file, its `.pdf` included.
pub(crate) const BESTANDSNAAM_MAX: usize = 80;

/// The header that a key against doubles goes in. The vendor's pages also name `Idempotent-Key`, of which
/// no effect was ever seen. If it is wrong the look-up before each second try still guards.
pub(crate) const IDEMPOTENCY_HEADER: &str = "Idempotency-Key";

/// How long a created invoice may stay invisible to a filter. No source speaks of a delay.
pub(crate) const LOOKUP_LAG: Duration = Duration::from_secs(60);

/// How far the vendor's clock, with its zone, may be behind ours. If it is more, invoices that were just
/// made can be missing from a comparison of a period (G2).
pub(crate) const CLOCK_BEHIND: TimeDelta = TimeDelta::hours(26);
