//! Behaviour that can be switched, and how it stands at first.

use std::collections::BTreeMap;
use std::time::Duration;

use http::StatusCode;

/// The zone of the times of the main API.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum StampZone {
    /// The clock of the Netherlands, as clients in production met it.
    #[default]
    Local,
    /// UTC.
    Utc,
}

/// How the main API writes times.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum StampLayout {
    /// Without a zone, with as many digits of the second as are needed.
    #[default]
    Plain,
    /// Without a zone and without parts of a second.
    WholeSeconds,
    /// With the offset of the zone.
    WithOffset,
}

/// On which rows of a list of the main API the metadata are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Metadata {
    /// On every row.
    #[default]
    Every,
    /// On the first row alone.
    First,
    /// On every row, but without the largest page size.
    WithoutMaximum,
    /// On none.
    LeftOut,
}

/// The order of a list of the main API, which the vendor does not promise.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ListOrder {
    /// Oldest first.
    #[default]
    Oldest,
    /// Newest first.
    Newest,
    /// Neither.
    Scattered,
}

/// The price of a line that was sent without one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum PriceFill {
    /// The item's default price.
    #[default]
    FromItem,
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

/// How v3 compares the text of `filter` with numbers and names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum FilterMatch {
    /// It is somewhere in them.
    #[default]
    Contains,
    /// They start with it.
    StartsWith,
}

/// What `X-RateLimit-Reset` holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResetStyle {
    /// The seconds until the window ends.
    #[default]
    Seconds,
    /// The moment at which it ends, in seconds since 1970.
    Epoch,
}

/// Behaviour that can be switched. At first nothing is.
#[derive(Debug, Default)]
pub(super) struct Traps {
    pub(super) stamp_zone: StampZone,
    pub(super) stamp_layout: StampLayout,
    pub(super) bare_order_stamps: bool,
    pub(super) metadata: Metadata,
    pub(super) list_order: ListOrder,
    pub(super) page_cap: Option<usize>,
    pub(super) company_header_read: bool,
    pub(super) silent_addresses: bool,
    pub(super) no_items_is_a_page: bool,
    pub(super) stock_item_left_out: bool,
    pub(super) extra_members: bool,
    pub(super) prices: PriceFill,
    pub(super) uom_demanded: bool,
    pub(super) hold_by_default: bool,
    pub(super) held_customers_taken: bool,
    pub(super) business: Option<StatusCode>,
    pub(super) text_limits: BTreeMap<String, (usize, TooLong)>,
    pub(super) attachment_limit: Option<(usize, StatusCode)>,
    pub(super) look_up_lag: Duration,
    pub(super) order_lag: Duration,
    pub(super) locations: Option<String>,
    pub(super) next_pages: Option<String>,
    pub(super) totals_left_out: bool,
    pub(super) orders_with_body: bool,
    pub(super) unknown_members_refused: bool,
    pub(super) filter_match: FilterMatch,
    pub(super) lines_not_expanded: bool,
    pub(super) spaced_statuses: bool,
    pub(super) numbers_by_hand: bool,
    pub(super) interactive_orders: Option<StatusCode>,
    pub(super) no_license: Option<StatusCode>,
    pub(super) order_limits: bool,
    pub(super) interval_limit: bool,
    pub(super) reset: ResetStyle,
    pub(super) retry_after_left_out: bool,
    pub(super) limits_hidden: bool,
}
