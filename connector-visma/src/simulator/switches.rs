//! Behaviour that tests switch on and off. Where the vendor leaves a point open, both answers are here.

use std::time::Duration;

use http::StatusCode;

use super::{
    FilterMatch, ListOrder, Metadata, PriceFill, ResetStyle, StampLayout, StampZone, TooLong,
    VismaNet,
};

/// Open points. Each switch works from the next request on, and starts as the sources make likely.
impl VismaNet {
    /// The status with which v3 refuses tokens of a person; none, as at first, takes those with the
    /// scopes for it.
    pub fn refuse_interactive_on_orders(&self, status: Option<StatusCode>) {
        self.state().traps.interactive_orders = status;
    }

    /// Reads `ipp-company-id` when it is sent: another number than the company's then gives empty
    /// lists. At first it is ignored.
    pub fn read_company_header(&self, on: bool) {
        self.state().traps.company_header_read = on;
    }

    /// The zone of the times of the main API, in filters and in answers; at first local.
    pub fn set_stamp_zone(&self, zone: StampZone) {
        self.state().traps.stamp_zone = zone;
    }

    /// How the main API writes times.
    pub fn set_stamp_layout(&self, layout: StampLayout) {
        self.state().traps.stamp_layout = layout;
    }

    /// Writes the times of v3 without `Z`.
    pub fn write_bare_order_stamps(&self, on: bool) {
        self.state().traps.bare_order_stamps = on;
    }

    /// Leaves `lastModifiedDateTime` as it is when only an address changes. At first it moves.
    pub fn change_addresses_silently(&self, on: bool) {
        self.state().traps.silent_addresses = on;
    }

    /// The price of lines without one; at first the item's.
    pub fn set_price_fill(&self, fill: PriceFill) {
        self.state().traps.prices = fill;
    }

    /// Refuses invoice lines without a unit. At first the item's is taken.
    pub fn demand_uom(&self, on: bool) {
        self.state().traps.uom_demanded = on;
    }

    /// Limits a text of an invoice such as `invoiceText` to this many characters; none, as at first,
    /// takes every length.
    pub fn limit_text(&self, member: &str, limit: Option<(usize, TooLong)>) {
        let limits = &mut self.state().traps.text_limits;
        match limit {
            Some(limit) => limits.insert(member.to_owned(), limit),
            None => limits.remove(member),
        };
    }

    /// The largest file in bytes, and the status for a larger one; none, as at first, takes every size.
    pub fn limit_attachments(&self, limit: Option<(usize, StatusCode)>) {
        self.state().traps.attachment_limit = limit;
    }

    /// Refuses members that v3 does not know. At first it ignores them; they are recorded both ways.
    pub fn refuse_unknown_members(&self, on: bool) {
        self.state().traps.unknown_members_refused = on;
    }

    /// How v3 compares the text of `filter`.
    pub fn set_filter_match(&self, filter: FilterMatch) {
        self.state().traps.filter_match = filter;
    }

    /// Leaves lines out of orders even when they are asked for as a section.
    pub fn leave_out_expanded_lines(&self, on: bool) {
        self.state().traps.lines_not_expanded = on;
    }

    /// Writes order statuses as `Back Order` instead of `BackOrder`.
    pub fn space_statuses(&self, on: bool) {
        self.state().traps.spaced_statuses = on;
    }

    /// Answers the creation of an order with its type and number in a body. At first it is empty.
    pub fn answer_orders_with_body(&self, on: bool) {
        self.state().traps.orders_with_body = on;
    }

    /// Holds v3 to the limits of the main API, and writes them into its answers. At first it has none.
    pub fn limit_orders(&self, on: bool) {
        self.state().traps.order_limits = on;
    }

    /// Refuses the same call more than five times a minute, and after two failures within five minutes.
    pub fn limit_same_calls(&self, on: bool) {
        self.state().traps.interval_limit = on;
    }

    /// Answers a list of items in which there is nothing with an empty page instead of 404.
    pub fn answer_no_items_with_a_page(&self, on: bool) {
        self.state().traps.no_items_is_a_page = on;
    }

    /// The order of lists of the main API.
    pub fn set_list_order(&self, order: ListOrder) {
        self.state().traps.list_order = order;
    }
}

/// What the vendor is known to do, or to do in some companies.
impl VismaNet {
    /// On which rows the metadata are.
    pub fn set_metadata(&self, metadata: Metadata) {
        self.state().traps.metadata = metadata;
    }

    /// Gives at most this many rows a page, on both interfaces; none gives pages of the vendor's sizes.
    pub fn cap_pages(&self, rows: Option<usize>) {
        self.state().traps.page_cap = rows.map(|rows| rows.max(1));
    }

    /// Leaves `stockItem` out of items.
    pub fn leave_out_stock_item(&self, on: bool) {
        self.state().traps.stock_item_left_out = on;
    }

    /// Adds members to records that no client knows yet.
    pub fn add_newer_members(&self, on: bool) {
        self.state().traps.extra_members = on;
    }

    /// Puts invoices on hold that do not say whether they are.
    pub fn hold_by_default(&self, on: bool) {
        self.state().traps.hold_by_default = on;
    }

    /// Whether v3 refuses orders of customers on hold; at first it does.
    pub fn refuse_held_customers(&self, on: bool) {
        self.state().traps.held_customers_taken = !on;
    }

    /// Takes order numbers of the client.
    pub fn number_by_hand(&self, on: bool) {
        self.state().traps.numbers_by_hand = on;
    }

    /// The status for what the ERP refuses because of its records; at first 400, and 500 is seen too.
    pub fn answer_business_with(&self, status: StatusCode) {
        self.state().traps.business = Some(status);
    }

    /// The status for a company without licence, and for a tenant that is no company; at first 401.
    pub fn answer_no_license_with(&self, status: StatusCode) {
        self.state().traps.no_license = Some(status);
    }

    /// Shows documents that are created from now on only after this long.
    pub fn delay_look_ups(&self, lag: Duration) {
        self.state().traps.look_up_lag = lag;
    }

    /// Lets the main API know orders only so long after they were made.
    pub fn delay_orders_on_main(&self, lag: Duration) {
        self.state().traps.order_lag = lag;
    }

    /// Lets `Location` name another origin, such as `http://integration.visma.net`.
    pub fn point_locations_to(&self, origin: Option<&str>) {
        self.state().traps.locations = origin.map(str::to_owned);
    }

    /// Lets `nextPage` name another origin.
    pub fn point_next_pages_to(&self, origin: Option<&str>) {
        self.state().traps.next_pages = origin.map(str::to_owned);
    }

    /// Writes `totalCount` of v3 as null.
    pub fn leave_out_totals(&self, on: bool) {
        self.state().traps.totals_left_out = on;
    }

    /// What `X-RateLimit-Reset` holds.
    pub fn set_reset_style(&self, style: ResetStyle) {
        self.state().traps.reset = style;
    }

    /// Leaves `Retry-After` out of refusals because of a limit.
    pub fn leave_out_retry_after(&self, on: bool) {
        self.state().traps.retry_after_left_out = on;
    }

    /// Leaves the headers about limits out of every answer but those refusals.
    pub fn hide_limits(&self, on: bool) {
        self.state().traps.limits_hidden = on;
    }
}
