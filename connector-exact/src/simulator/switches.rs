//! Behaviour that tests switch on and off. Where the vendor leaves a point open, both answers are here.

use std::time::Duration;

use http::StatusCode;

use super::oauth::LoginChoice;
use super::schema::Entity;
use super::{
    Discounts, ErrorShape, ExactOnline, PriceFill, ReplyStyle, RightsShape, SmallTop, TooLong,
};

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

    /// What the discount of a line means.
    pub fn set_discounts(&self, meaning: Discounts) {
        self.state().traps.discounts = meaning;
    }

    /// Limits a text such as `SalesInvoice.YourRef` to this many characters; none lifts the limit.
    /// Each text starts with the limit that clients in production keep to.
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

    /// Leaves what is null out of the records that are added as sparse from now on.
    pub fn leave_out_nulls(&self, on: bool) {
        self.state().traps.nulls_left_out = on;
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

    /// Answers the next call to the token endpoint with this error, without doing anything.
    pub fn fail_next_token_with(&self, status: StatusCode, shape: ErrorShape) {
        self.state().token_failures.push_back((status, shape));
    }

    /// Leaves the headers about limits out of every answer.
    pub fn hide_limits(&self, on: bool) {
        self.state().traps.limits_hidden = on;
    }

    /// Writes messages in English, as for a user who has chosen that.
    pub fn write_english(&self, on: bool) {
        self.state().traps.english = on;
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
