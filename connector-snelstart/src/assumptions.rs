//! What nobody has measured yet at a real SnelStart, in one place: change it here when the first real
//! key shows otherwise. Each line says what is assumed and what happens if it is wrong.

/// Rows asked for in one page. Without `relatieId` 500 are served, also for articles, although the
/// specification says 25 there. Wrong: SnelStart names its limit and the connector goes on with that.
pub(crate) const PAGE_SIZE: u32 = 500;

/// Longest `omschrijving` of an order, in UTF-16 units. Two order couplings name 50; the specification
/// is silent. Wrong: too long is refused with a 400 that is reported as "text too long".
pub(crate) const OMSCHRIJVING_MAX: usize = 50;

/// Longest `betalingskenmerk`. No source; it is never cut, so a longer one is sent whole.
pub(crate) const BETALINGSKENMERK_MAX: usize = 50;

/// Longest text of a line, from the specification. Source: OpenAPI export, `regels.omschrijving`.
pub(crate) const REGEL_MAX: usize = 250;

/// Longest `memo`, our reference included. A thousand characters are known to work; no limit is
/// published.
pub(crate) const MEMO_MAX: usize = 4_000;

/// What the last line of the memo begins with. The reference of the werkbon follows it.
pub(crate) const MEMO_REFERENTIE: &str = "Simon-werkbon:";

/// Room in the memo for a line break, [`MEMO_REFERENTIE`], a blank and a reference.
pub(crate) const MEMO_REFERENTIE_ROOM: usize = 50;

/// How far before the first attempt, read as UTC, orders are looked for. The zone of `modifiedOn` is
/// unknown; Dutch local time is ahead of UTC and therefore found anyway. Three hours also cover a
/// clock that is wrong.
pub(crate) const LOOKUP_BACK_HOURS: i64 = 3;

/// How long a created order may stay invisible in the list. No source speaks of a delay.
pub(crate) const LOOKUP_LAG_SECONDS: u64 = 60;

/// Decimals of prices and quantities where `companyInfo` does not tell.
pub(crate) const DEFAULT_DECIMALS: u32 = 2;

/// Most decimals that SnelStart is seen to write.
pub(crate) const MOST_DECIMALS: u32 = 4;

/// Article prices are without VAT where `companyInfo` does not tell.
pub(crate) const DEFAULT_EXCLUSIEF: bool = true;

/// Statuses of an order that is no open work: what was invoiced, and quotes.
pub(crate) const NOT_OPEN: &[&str] = &["Factuur", "Contantbon", "Offerte"];

/// Members of an order that are computed or read-only. They may go back in a PUT; if SnelStart names
/// one in a refusal they are left out and the PUT is sent once more.
pub(crate) const READ_ONLY: &[&str] = &["uri", "totaalExclusiefBtw", "totaalInclusiefBtw"];

/// The same of a line.
pub(crate) const READ_ONLY_LINE: &[&str] = &["totaal"];

/// How long countries, price mode and decimals of the administration are remembered.
pub(crate) const MASTER_DATA_MINUTES: i64 = 60;

/// Longest pause that a limit of the gateway may ask for; its longest window is an hour.
pub(crate) const LONGEST_THROTTLE_SECONDS: u64 = 3_600;

/// The status, newer than the manual, of an order whose work was done: no open work either.
pub(crate) const UITGEVOERD: &str = "Uitgevoerd";
