//! What nobody has measured yet at a real Exact Online, in one place: change it here when the first
//! real connection shows otherwise. Each line says what is assumed and what happens if it is wrong.

use std::time::Duration;

use simon_core::domain::Referentie;

/// What stands before our reference in an invoice's description and a document's subject.
pub(crate) const WERKBON: &str = "Werkbon";

/// Longest description or subject. Clients cut at 60 and one refuses more; an XML schema of the vendor
/// says 255. Ours, the word above and a reference, always fits.
const OMSCHRIJVING_MAX: usize = 60;
const _: () = assert!(WERKBON.len() + 1 + Referentie::MAX <= OMSCHRIJVING_MAX, "it fits");

/// Longest `YourRef`. One source refuses more than 40, no limit is published. It is never cut: a longer
/// one is sent whole, and refused if this is right.
pub(crate) const KLANTREFERENTIE_MAX: usize = 30;

/// Longest `Remarks`. No source has a limit; more is cut with a warning.
pub(crate) const OPMERKINGEN_MAX: usize = 4_000;

/// Longest `Notes` of a line. As [`OPMERKINGEN_MAX`].
pub(crate) const REGEL_MAX: usize = 4_000;

/// What breaks lines in `Remarks` and `Notes`: the form seen in live data.
pub(crate) const REGELEINDE: &str = "\r\n";

/// Longest name of an attachment, its `.pdf` included. The longest seen live has 30 characters.
pub(crate) const BESTANDSNAAM_MAX: usize = 100;

/// Largest PDF of a Dutch or Belgian administration, second-hand. Larger ones are refused before they
/// are sent.
pub(crate) const PDF_MAX_NL_BE: usize = 25 * 1024 * 1024;

/// Largest PDF elsewhere, second-hand.
pub(crate) const PDF_MAX_ELSEWHERE: usize = 7 * 1024 * 1024;

/// Decimals of a net price. The vendor's type is a double without a stated scale.
pub(crate) const PRIJS_DECIMALEN: u32 = 4;

/// Decimals of a quantity: as [`PRIJS_DECIMALEN`], and hours need two.
pub(crate) const AANTAL_DECIMALEN: u32 = 2;

/// Whether an article that is not marked for fractions may have none on a werkbon. Nobody saw Exact
/// refuse one, and articles have the mark off by themselves, so hours are sent as they are. If a
/// refusal is seen after all, this is the switch.
pub(crate) const FRACTIONS_NEED_THE_MARK: bool = false;

/// Whether `Discount` of a line is a fraction (0.1 is 10 %). The vendor's description gives it as a
/// quotient; no client shows a value. Only sent for a line that Exact prices: with a price of our own
/// the discount is worked into the net price.
pub(crate) const DISCOUNT_IS_A_FRACTION: bool = true;

/// How far below a moment of ours the server's wall clock may be in filters: stamps have no zone, ours
/// are UTC, and the westernmost host is behind it. Dutch time is ahead and therefore found anyway.
pub(crate) const WALL_CLOCK_BACK_HOURS: i64 = 14;

/// How long a created invoice may stay invisible to a filter on its description. No source speaks of
/// a delay.
pub(crate) const LOOKUP_LAG_SECONDS: u64 = 60;

/// How long the log of deletions remembers, taken shorter than the two months of the vendor's text.
pub(crate) const DELETIONS_REMEMBERED: Duration = Duration::from_secs(55 * 24 * 3_600);

/// The lowest `Timestamp` to ask from: everything.
pub(crate) const FROM_THE_START: i64 = 1;

/// The document type that is commonly said to be "miscellaneous". Only used when the administration's
/// own list has it and lets it be created.
pub(crate) const DOCUMENTSOORT_DIVERSEN: i64 = 55;

/// Words in the name of a neutral document type, in lower case.
pub(crate) const DIVERSEN: &[&str] = &["overig", "diversen", "miscellaneous"];

/// The document type that four clients use for uploads with nothing but an account: sales invoice.
pub(crate) const DOCUMENTSOORT_BEKEND: i64 = 10;

/// After the token endpoint said that it was asked too early: the living token is used on, and this
/// much later it is asked again.
pub(crate) const TOO_EARLY_WAIT: Duration = Duration::from_secs(30);

/// After another limit of the token endpoint, 200 calls a day.
pub(crate) const TOKEN_LIMIT_WAIT: Duration = Duration::from_secs(600);

/// Most pages of a list that is read as a whole: the vendor serves 60 rows a page.
pub(crate) const MOST_PAGES: usize = 500;
