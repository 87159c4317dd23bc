//! Behaviour that tests switch on and off. Where the vendor leaves a point open, both answers are here.

use std::time::Duration;

use http::StatusCode;

use super::answer::GENERIC;
use super::state::Failure;
use super::{
    ApprovedAs, Billit, DraftWish, ErrorShape, Inactive, KeyHeader, LoginChoice, NextLinks,
    PartyRows, RetryAfter, StampStyle, StampZone, TextLines, TimeLiterals, TooLong,
};

/// Switches. Each works from the next request on.
impl Billit {
    /// What becomes of an invoice that is created with the state `Draft`.
    pub fn set_draft_wish(&self, wish: DraftWish) {
        self.state().traps.draft = wish;
    }

    /// The state of an invoice that is created without one, `ToSend` unless set.
    pub fn create_with_status(&self, status: &str) {
        self.state().traps.created_status = status.to_owned();
    }

    /// What approving a quote changes.
    pub fn set_approved_as(&self, shape: ApprovedAs) {
        self.state().traps.approved = shape;
    }

    /// Whether approving a quote raises its `LastModified`; on unless set.
    pub fn touch_on_approval(&self, on: bool) {
        self.state().traps.approving_touches = on;
    }

    /// How much of a customer a list shows.
    pub fn set_party_rows(&self, rows: PartyRows) {
        self.state().traps.party_rows = rows;
    }

    /// Demands the header `PartyID` for the account information too.
    pub fn demand_party_on_account(&self, on: bool) {
        self.state().traps.party_on_account = on;
    }

    /// Writes `UserCompanyRoles` into the account information.
    pub fn write_roles(&self, on: bool) {
        self.state().traps.roles = on;
    }

    /// Which header makes a call unrepeatable.
    pub fn set_key_header(&self, header: KeyHeader) {
        self.state().traps.key_header = header;
    }

    /// Whether the idempotency key of a refused call counts as used; on unless set.
    pub fn keep_keys_of_refused(&self, on: bool) {
        self.state().traps.keys_of_refused_kept = on;
    }

    /// Forgets idempotency keys after so long; never unless set.
    pub fn forget_keys_after(&self, time: Option<Duration>) {
        self.state().traps.keys_live = time;
    }

    /// What happens to a line that has a description and nothing else.
    pub fn set_text_lines(&self, lines: TextLines) {
        self.state().traps.text_lines = lines;
    }

    /// The limit of a text, `OrderLine.Description` or `OrderLine.DescriptionExtended`, and what
    /// happens above it.
    pub fn set_text_limit(&self, name: &str, limit: usize, too_long: TooLong) {
        self.state().traps.text_limits.insert(name.to_owned(), (limit, too_long));
    }

    /// Refuses every `DeliveryDate`.
    pub fn refuse_delivery_dates(&self, on: bool) {
        self.state().traps.delivery_dates_refused = on;
    }

    /// The status for an invoice to a customer that is gone, 404 unless set.
    pub fn answer_unknown_customer_with(&self, status: StatusCode) {
        self.state().traps.unknown_customer = status;
    }

    /// The status for reading a customer or an article that is gone, 400 unless set.
    pub fn answer_gone_with(&self, status: StatusCode) {
        self.state().traps.gone = status;
    }

    /// What the API shows of inactive customers and articles.
    pub fn set_inactive(&self, shown: Inactive) {
        self.state().traps.inactive = shown;
    }

    /// The most bytes that the files of one order may have together; none for no limit.
    pub fn limit_attachments(&self, bytes: Option<usize>) {
        self.state().traps.attachment_limit = bytes;
    }

    /// How exact a time in a filter may be.
    pub fn set_time_literals(&self, literals: TimeLiterals) {
        self.state().traps.literals = literals;
    }

    /// Refuses a property in the filters of `parties`, `products` or `orders`.
    pub fn refuse_filter(&self, resource: &str, property: &str) {
        let name = (resource.to_owned(), property.to_owned());
        self.state().traps.refused_filters.insert(name);
    }

    /// The zone of `LastModified` for what changes from now on.
    pub fn set_stamp_zone(&self, zone: StampZone) {
        self.state().traps.zone = zone;
    }

    /// How fractions of a second are written.
    pub fn set_stamp_style(&self, style: StampStyle) {
        self.state().traps.style = style;
    }

    /// Writes texts without a value as empty texts instead of leaving them out.
    pub fn write_empty_texts(&self, on: bool) {
        self.state().traps.empty_texts = on;
    }

    /// Where a list says that there are more rows.
    pub fn set_next_links(&self, links: NextLinks) {
        self.state().traps.next_links = links;
    }

    /// Lets `NextPageLink` point to another origin; an empty one makes it relative.
    pub fn point_next_to(&self, origin: Option<&str>) {
        self.state().traps.next_origin = origin.map(str::to_owned);
    }

    /// Gives at most this many rows a page, whatever is asked; none for the vendor's size.
    pub fn cap_pages(&self, rows: Option<usize>) {
        self.state().traps.page_cap = rows.map(|rows| rows.max(1));
    }

    /// Lets no list show an order before it is so old. By its id it is there at once.
    pub fn list_orders_after(&self, lag: Duration) {
        self.state().traps.look_up_lag = lag;
    }

    /// Shows `Reference` in the list of orders.
    pub fn list_references(&self, on: bool) {
        self.state().traps.references_listed = on;
    }

    /// Leaves `CounterParty` out of orders; `Customer` stays.
    pub fn leave_out_counter_party(&self, on: bool) {
        self.state().traps.counter_party_left_out = on;
    }

    /// How a caller that called too often is told to wait.
    pub fn set_retry_after(&self, style: RetryAfter) {
        self.state().traps.retry_after = style;
    }

    /// What the person at the login page does.
    pub fn set_login_choice(&self, choice: LoginChoice) {
        self.state().oauth.choice = choice;
    }

    /// Lets the next call fail so; it is not carried out.
    pub fn fail_next(&self, status: StatusCode, shape: ErrorShape) {
        self.fail(None, status, GENERIC, shape);
    }

    /// Lets the next call of this name, such as `POST /v1/orders`, fail with this code; it is not
    /// carried out.
    pub fn fail_next_on(&self, name: &str, status: StatusCode, code: &str, shape: ErrorShape) {
        self.fail(Some(name), status, code, shape);
    }

    fn fail(&self, name: Option<&str>, status: StatusCode, code: &str, shape: ErrorShape) {
        let failure =
            Failure { name: name.map(str::to_owned), status, code: code.to_owned(), shape };
        self.state().failures.push_back(failure);
    }

    /// Lets the next token call fail so; no token is used up.
    pub fn fail_next_token(&self, status: StatusCode, shape: ErrorShape) {
        let failure = Failure { name: None, status, code: GENERIC.to_owned(), shape };
        self.state().token_failures.push_back(failure);
    }

    /// Keeps the key of the next new order, never stores the order, and answers 500.
    pub fn lose_next_order(&self) {
        self.state().lost_orders += 1;
    }
}
