//! Behaviour that can be switched, and how it stands at first.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use http::StatusCode;

use super::filter::TimeLiterals;
use super::stamp::{StampStyle, StampZone};

/// What becomes of an invoice that is created with the state `Draft`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum DraftWish {
    /// It is a draft without a number.
    #[default]
    Honoured,
    /// It is final all the same.
    Ignored,
    /// It is refused with a code about the state.
    Refused,
}

/// What approving a quote changes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ApprovedAs {
    /// Its state is `ToInvoice`.
    #[default]
    ToInvoice,
    /// Its approval is `Approved`; the state stays.
    Approved,
    /// Both.
    Both,
    /// Its state is `OrderFormCreated`: the user went on with an order form.
    OrderFormCreated,
}

/// How much of a customer a list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum PartyRows {
    /// What the vendor's own client reads: no `Addresses`, VAT regime or payment term.
    #[default]
    Usual,
    /// Everything.
    Complete,
    /// Identity, display name and times alone.
    Thin,
}

/// Which header makes a call unrepeatable.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyHeader {
    /// `Idempotency-Key`; the other one does nothing.
    #[default]
    IdempotencyKey,
    /// `Idempotent-Key`; the other one does nothing.
    IdempotentKey,
    /// Either.
    Both,
}

/// What happens to a line that has a description and nothing else.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum TextLines {
    /// It stays as it is.
    #[default]
    Bare,
    /// It becomes a line of 0 at 0 %.
    ZeroFilled,
    /// It is refused.
    Refused,
}

/// What the API shows of a customer or an article that was made inactive.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Inactive {
    /// Nothing: it is gone.
    #[default]
    Gone,
    /// No list has it; by its id it can be read.
    Unlisted,
    /// Everything, as before.
    Listed,
}

/// What happens to a text above its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TooLong {
    /// Cut without a word.
    Cut,
    /// Answered with this status and a message.
    Refused(StatusCode),
    /// Answered with 400, and recorded: a correct client keeps to the limit.
    Strict,
}

/// Where a list says that there are more rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum NextLinks {
    /// In `NextPageLink`, unless `$top` was given.
    #[default]
    WithoutTop,
    /// In `NextPageLink`, always.
    Always,
    /// Nowhere.
    Never,
}

/// How a caller is told to wait.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum RetryAfter {
    /// In seconds.
    #[default]
    Seconds,
    /// As a date.
    Date,
    /// Not at all.
    Absent,
}

/// The limits that the vendor documents.
///
/// Source: docs.billit.be, "Creating Sales Invoices".
const TEXT_LIMITS: [(&str, usize); 2] =
    [("OrderLine.Description", 512), ("OrderLine.DescriptionExtended", 512)];

/// Behaviour that can be switched.
#[derive(Debug)]
pub(super) struct Traps {
    pub(super) draft: DraftWish,
    pub(super) created_status: String,
    pub(super) approved: ApprovedAs,
    pub(super) approving_touches: bool,
    pub(super) party_rows: PartyRows,
    pub(super) party_on_account: bool,
    pub(super) roles: bool,
    pub(super) key_header: KeyHeader,
    pub(super) keys_of_refused_kept: bool,
    pub(super) keys_live: Option<Duration>,
    pub(super) text_lines: TextLines,
    pub(super) text_limits: BTreeMap<String, (usize, TooLong)>,
    pub(super) delivery_dates_refused: bool,
    pub(super) unknown_customer: StatusCode,
    pub(super) gone: StatusCode,
    pub(super) inactive: Inactive,
    pub(super) attachment_limit: Option<usize>,
    pub(super) literals: TimeLiterals,
    pub(super) refused_filters: BTreeSet<(String, String)>,
    pub(super) zone: StampZone,
    pub(super) style: StampStyle,
    pub(super) empty_texts: bool,
    pub(super) next_links: NextLinks,
    pub(super) next_origin: Option<String>,
    pub(super) page_cap: Option<usize>,
    pub(super) look_up_lag: Duration,
    pub(super) references_listed: bool,
    pub(super) counter_party_left_out: bool,
    pub(super) retry_after: RetryAfter,
}

impl Default for Traps {
    fn default() -> Self {
        Self {
            draft: DraftWish::default(),
            created_status: "ToSend".to_owned(),
            approved: ApprovedAs::default(),
            approving_touches: true,
            party_rows: PartyRows::default(),
            party_on_account: false,
            roles: false,
            key_header: KeyHeader::default(),
            keys_of_refused_kept: true,
            keys_live: None,
            text_lines: TextLines::default(),
            text_limits: TEXT_LIMITS
                .map(|(name, limit)| (name.to_owned(), (limit, TooLong::Strict)))
                .into(),
            delivery_dates_refused: false,
            unknown_customer: StatusCode::NOT_FOUND,
            gone: StatusCode::BAD_REQUEST,
            inactive: Inactive::default(),
            attachment_limit: None,
            literals: TimeLiterals::default(),
            refused_filters: BTreeSet::new(),
            zone: StampZone::default(),
            style: StampStyle::default(),
            empty_texts: false,
            next_links: NextLinks::default(),
            next_origin: None,
            page_cap: None,
            look_up_lag: Duration::ZERO,
            references_listed: false,
            counter_party_left_out: false,
            retry_after: RetryAfter::default(),
        }
    }
}
