//! From when until when a record is active.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The days on which an otherwise active customer or article is active, for a vendor that keeps dates
/// and says nothing when one of them comes (B4). Both days count; a side that is not there is open.
///
/// A connector gives it as the vendor has it, whatever the day is, and only with `actief: true`; it
/// lists and reads such records on every day. The engine keeps `actief`
/// right day by day, so a host reads that; a stored record has dates only while one of them will
/// still change something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Geldigheid {
    /// The first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub van: Option<NaiveDate>,
    /// The last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tot: Option<NaiveDate>,
}

impl Geldigheid {
    /// The days from `van` until and including `tot`; none when both sides are open.
    #[must_use]
    pub const fn new(van: Option<NaiveDate>, tot: Option<NaiveDate>) -> Option<Self> {
        if van.is_none() && tot.is_none() { None } else { Some(Self { van, tot }) }
    }
}
