//! Behaviour that can be switched, and how it stands at first.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use http::StatusCode;

/// How a created record is answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReplyStyle {
    /// Filled when `Prefer: return=representation` asks for it, else mostly null.
    #[default]
    AsAsked,
    /// Every field null, the key included: it is in `__metadata.uri` alone.
    OnlyUri,
    /// Nothing but `{"d":{}}`.
    Bare,
}

/// The price of an invoice line that was sent without one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum PriceFill {
    /// The customer's agreed price, else the article's sales price.
    #[default]
    FromArticle,
    /// Zero.
    Zero,
}

/// What `Discount` of an invoice line means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Discounts {
    /// 0.1 is ten per cent, as the field's description says.
    #[default]
    Fraction,
    /// 10 is ten per cent.
    Percentage,
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

/// The limits that clients in production keep to; the vendor publishes none.
const TEXT_LIMITS: [(&str, usize); 7] = [
    ("SalesInvoice.Description", 60),
    ("SalesInvoice.Remarks", 4000),
    ("SalesInvoiceLine.Description", 60),
    ("SalesInvoiceLine.Notes", 4000),
    ("Document.Subject", 60),
    ("Document.Body", 4000),
    ("DocumentAttachment.FileName", 100),
];

/// The longest `YourRef` that any client knows to be taken. A user can type a longer one.
const YOUR_REF: (usize, TooLong) = (40, TooLong::Refused(StatusCode::BAD_REQUEST));

/// How a right is answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum RightsShape {
    /// `{"d":{"UserHasRights":true}}`.
    #[default]
    Named,
    /// `{"d":true}`.
    Plain,
}

/// How a list is answered that was asked with a `$top` of a page or less.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum SmallTop {
    /// As a bare array.
    #[default]
    Bare,
    /// Inside `results`, as other lists.
    Results,
}

/// Behaviour that can be switched.
#[derive(Debug)]
pub(super) struct Traps {
    pub(super) bom: bool,
    pub(super) iso_dates: BTreeSet<String>,
    pub(super) plain_longs: bool,
    pub(super) small_top: SmallTop,
    pub(super) next_null: bool,
    pub(super) next_origin: Option<String>,
    pub(super) page_cap: Option<usize>,
    pub(super) reversed_pages: bool,
    pub(super) duplicates: bool,
    pub(super) date_hour: u32,
    pub(super) mandatory_filter: bool,
    pub(super) mandatory_select: bool,
    pub(super) refused_names: BTreeSet<(String, String)>,
    pub(super) document_filters: BTreeSet<String>,
    pub(super) replies: ReplyStyle,
    pub(super) unshifted_replies: bool,
    pub(super) created_status: i32,
    pub(super) prices: PriceFill,
    pub(super) discounts: Discounts,
    pub(super) text_limits: BTreeMap<String, (usize, TooLong)>,
    pub(super) attachment_limit: usize,
    pub(super) fractions_refused: bool,
    pub(super) blocked_refused: bool,
    pub(super) unknown_journal: StatusCode,
    pub(super) silent_block: bool,
    pub(super) no_access: StatusCode,
    pub(super) rights: RightsShape,
    pub(super) rights_unanswered: bool,
    pub(super) look_up_lag: Duration,
    pub(super) deletions_logged: bool,
    pub(super) nulls_left_out: bool,
    pub(super) limits_hidden: bool,
    pub(super) english: bool,
}

impl Default for Traps {
    fn default() -> Self {
        Self {
            bom: false,
            iso_dates: BTreeSet::new(),
            plain_longs: false,
            small_top: SmallTop::default(),
            next_null: false,
            next_origin: None,
            page_cap: None,
            reversed_pages: false,
            duplicates: false,
            date_hour: 0,
            mandatory_filter: true,
            mandatory_select: true,
            refused_names: BTreeSet::new(),
            document_filters: BTreeSet::new(),
            replies: ReplyStyle::default(),
            unshifted_replies: false,
            created_status: 20,
            prices: PriceFill::default(),
            discounts: Discounts::default(),
            text_limits: TEXT_LIMITS
                .map(|(name, limit)| (name.to_owned(), (limit, TooLong::Strict)))
                .into_iter()
                .chain([("SalesInvoice.YourRef".to_owned(), YOUR_REF)])
                .collect(),
            attachment_limit: 25 * 1024 * 1024,
            fractions_refused: false,
            blocked_refused: true,
            unknown_journal: StatusCode::INTERNAL_SERVER_ERROR,
            silent_block: false,
            no_access: StatusCode::FORBIDDEN,
            rights: RightsShape::default(),
            rights_unanswered: false,
            look_up_lag: Duration::ZERO,
            deletions_logged: true,
            nulls_left_out: false,
            limits_hidden: false,
            english: false,
        }
    }
}
