//! Behaviour that tests switch on and off. Where the vendor leaves a point open, both answers are here.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use http::StatusCode;

use super::oauth::LoginChoice;
use super::schema::Entity;
use super::{ErrorShape, ExactOnline};

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

/// What happens to a text above its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TooLong {
    /// Cut without a word.
    Cut,
    /// Answered with this status and a message.
    Refused(StatusCode),
}

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
            text_limits: BTreeMap::new(),
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
        }
    }
}

/// Switches. Each works from the next request on.
impl ExactOnline {
    /// Begins every JSON answer with a byte-order mark.
    pub fn write_bom(&self, on: bool) {
        self.state().traps.bom = on;
    }

    /// Writes the dates of a resource, such as `crm/Accounts`, as ISO text.
    pub fn write_iso_dates(&self, resource: &str) {
        self.state().traps.iso_dates.insert(resource.to_owned());
    }

    /// Writes 64-bit numbers as numbers instead of text.
    pub fn write_plain_longs(&self, on: bool) {
        self.state().traps.plain_longs = on;
    }

    /// How lists with a small `$top` are answered.
    pub fn set_small_top(&self, style: SmallTop) {
        self.state().traps.small_top = style;
    }

    /// Ends lists with a `__next` of null.
    pub fn end_with_null(&self, on: bool) {
        self.state().traps.next_null = on;
    }

    /// Lets continuations point to another origin, such as `https://elsewhere.example`.
    pub fn point_next_to(&self, origin: Option<&str>) {
        self.state().traps.next_origin = origin.map(str::to_owned);
    }

    /// Gives at most this many rows a page.
    pub fn cap_pages(&self, rows: usize) {
        self.state().traps.page_cap = Some(rows.max(1));
    }

    /// Gives pages of the vendor's sizes again.
    pub fn uncap_pages(&self) {
        self.state().traps.page_cap = None;
    }

    /// Gives the rows of each page in falling order.
    pub fn reverse_pages(&self, on: bool) {
        self.state().traps.reversed_pages = on;
    }

    /// Keeps the earlier version of rows that change from now on in the sync family.
    pub fn keep_earlier_versions(&self, on: bool) {
        self.state().traps.duplicates = on;
    }

    /// The hour that date-only values made from now on carry; usually 0.
    pub fn set_date_hour(&self, hour: u32) {
        self.state().traps.date_hour = hour.min(23);
    }

    /// Whether accounts and items refuse a list without a filter.
    pub fn demand_filters(&self, on: bool) {
        self.state().traps.mandatory_filter = on;
    }

    /// Whether lists of the single family are refused without `$select` or `$top=1`.
    pub fn demand_select(&self, on: bool) {
        self.state().traps.mandatory_select = on;
    }

    /// Takes a property out of a resource: naming it is an error from now on, and no client's fault.
    pub fn drop_property(&self, resource: &str, name: &str) {
        self.state().traps.refused_names.insert((resource.to_owned(), name.to_owned()));
    }

    /// Lets documents be filtered by these too, such as `Account` and `Subject`.
    pub fn allow_document_filters(&self, names: &[&str]) {
        self.state().traps.document_filters = names.iter().map(|&name| name.to_owned()).collect();
    }

    /// How created records are answered.
    pub fn set_reply_style(&self, style: ReplyStyle) {
        self.state().traps.replies = style;
    }

    /// Answers creates with times in UTC, unlike reads.
    pub fn reply_in_utc(&self, on: bool) {
        self.state().traps.unshifted_replies = on;
    }

    /// The status that new invoices get; usually 20.
    pub fn set_created_status(&self, status: i32) {
        self.state().traps.created_status = status;
    }

    /// The price of lines without one.
    pub fn set_price_fill(&self, fill: PriceFill) {
        self.state().traps.prices = fill;
    }

    /// Limits a text such as `SalesInvoice.YourRef` to this many characters; none lifts the limit.
    pub fn limit_text(&self, property: &str, limit: Option<(usize, TooLong)>) {
        let limits = &mut self.state().traps.text_limits;
        match limit {
            Some(limit) => limits.insert(property.to_owned(), limit),
            None => limits.remove(property),
        };
    }

    /// The largest attachment that is taken, in bytes.
    pub fn limit_attachments(&self, bytes: usize) {
        self.state().traps.attachment_limit = bytes;
    }

    /// Refuses fractional quantities of items that do not allow fractions.
    pub fn refuse_fractions(&self, on: bool) {
        self.state().traps.fractions_refused = on;
    }

    /// Refuses invoices for blocked relations.
    pub fn refuse_blocked(&self, on: bool) {
        self.state().traps.blocked_refused = on;
    }

    /// The status that an unknown journal is answered with; usually 500.
    pub fn answer_unknown_journal_with(&self, status: StatusCode) {
        self.state().traps.unknown_journal = status;
    }

    /// Leaves versions as they are when a relation is blocked.
    pub fn block_silently(&self, on: bool) {
        self.state().traps.silent_block = on;
    }

    /// The status for a division without access; usually 403.
    pub fn answer_no_access_with(&self, status: StatusCode) {
        self.state().traps.no_access = status;
    }

    /// The status of the block after too many errors; usually 429.
    pub fn answer_error_block_with(&self, status: StatusCode) {
        let mut state = self.state();
        state.own_limits.block_status = status;
        state.divisions.values_mut().for_each(|division| division.limits.block_status = status);
    }

    /// How rights are answered.
    pub fn set_rights_shape(&self, shape: RightsShape) {
        self.state().traps.rights = shape;
    }

    /// Answers questions about rights with 404.
    pub fn leave_rights_unanswered(&self, on: bool) {
        self.state().traps.rights_unanswered = on;
    }

    /// Shows what is created from now on only after this long.
    pub fn delay_look_ups(&self, lag: Duration) {
        self.state().traps.look_up_lag = lag;
    }

    /// Whether deletions reach the log of deletions: it was empty for users without the right to it.
    pub fn log_deletions(&self, on: bool) {
        self.state().traps.deletions_logged = on;
    }

    /// Answers the next call to the API with this error, without doing anything. Several queue up.
    pub fn fail_next_with(&self, status: StatusCode, shape: ErrorShape) {
        self.state().failures.push_back((None, status, shape));
    }

    /// Answers the next call to a resource such as `sync/CRM/Accounts` with this error.
    pub fn fail_next_of(&self, resource: &str, status: StatusCode, shape: ErrorShape) {
        if let Some(entity) = Entity::at(resource) {
            self.state().failures.push_back((Some(entity.path), status, shape));
        }
    }

    /// Lets every division serve this many calls a minute and a day.
    pub fn limit_calls(&self, per_minute: u64, per_day: u64) {
        let mut state = self.state();
        state.own_limits.set(per_minute, per_day);
        state.divisions.values_mut().for_each(|division| division.limits.set(per_minute, per_day));
    }

    /// What the person at the login page does.
    pub fn set_login_choice(&self, choice: LoginChoice) {
        self.state().oauth.choice = choice;
    }

    /// Writes `expires_in` as a number instead of text.
    pub fn write_expires_as_number(&self, on: bool) {
        self.state().oauth.expires_as_number = on;
    }

    /// Takes a scope such as `sales invoices` from the app, or gives it back.
    pub fn grant_scope(&self, scope: &str, granted: bool) {
        let scopes = &mut self.state().missing_scopes;
        if granted {
            scopes.remove(scope);
        } else {
            scopes.insert(scope.to_owned());
        }
    }

    /// Takes a right such as `salesinvoice/SalesInvoices` with `POST` from the user, or gives it back.
    pub fn grant_right(&self, resource: &str, method: &str, granted: bool) {
        let rights = &mut self.state().missing_rights;
        let right = (resource.to_owned(), method.to_owned());
        if granted {
            rights.remove(&right);
        } else {
            rights.insert(right);
        }
    }
}
