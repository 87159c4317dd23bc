//! What a vendor's answers say of its limits, and how much of that is believed.

use std::fmt;
use std::time::Duration;

use chrono::{DateTime, Utc};
use http::HeaderMap;

use crate::host::{Window, after, between};

/// Reads what an answer's headers say of the limits, at this moment
/// ([`VendorProfile::read_limits`](super::VendorProfile)).
pub type ReadLimits = fn(&HeaderMap, DateTime<Utc>) -> Vec<StatedWindow>;

/// No vendor gives so many times what its profile says; a larger number is a mistake.
const MOST_TIMES_THE_PROFILE: u32 = 100;
/// A reset may lie so much beyond the window's length: the vendor rounds, and a connector may add a
/// second.
const SLACK: Duration = Duration::from_secs(5);

/// What an answer says of one limit. None is "it does not say": a header that is absent is never 0 (P5).
///
/// Numbers are given as they stand. The stack ignores what cannot be: a limit that is not positive or
/// more than a hundred times the profile's, a negative rest, a reset that has passed or that is further
/// away than the window is long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct StatedWindow {
    /// Length of the window. One of the profile's windows, or the numbers of calls are not used.
    pub length: Duration,
    /// Most calls in it; in place of the profile's number from now on.
    pub calls: Option<i64>,
    /// So many calls are left. With none left everyone waits; with no more than the reserve left only
    /// deliveries go on.
    pub remaining: Option<i64>,
    /// When the vendor counts from 0 again. Without it `remaining` says nothing: nobody would know how
    /// long to wait.
    pub resets_at: Option<DateTime<Utc>>,
}

impl StatedWindow {
    /// A window of which nothing is said yet.
    #[must_use]
    pub const fn new(length: Duration) -> Self {
        Self { length, calls: None, remaining: None, resets_at: None }
    }

    /// The same with its reset on another clock.
    pub(super) fn on_clock(mut self, theirs: DateTime<Utc>, ours: DateTime<Utc>) -> Self {
        self.resets_at = self.resets_at.map(|reset| after(ours, between(theirs, reset)));
        self
    }

    /// Until when the vendor serves nothing.
    pub(super) fn nothing_left_until(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.reset(now).filter(|_| self.remaining == Some(0))
    }

    fn reset(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let latest = after(now, self.length.saturating_add(SLACK));
        self.resets_at.filter(|reset| now < *reset && *reset <= latest)
    }
}

/// A window of the profile with what the vendor's answers said of it.
pub(super) struct Known {
    start: Window,
    /// The limit as it is now.
    pub(super) window: Window,
    /// Until then the vendor leaves no more than the reserve.
    pub(super) scarce_until: Option<DateTime<Utc>>,
}

impl Known {
    pub(super) const fn new(start: Window) -> Self {
        Self { start, window: start, scarce_until: None }
    }

    pub(super) fn learn(&mut self, stated: &StatedWindow, now: DateTime<Utc>) {
        if stated.length != self.start.length {
            return;
        }
        if let Some(calls) = stated.calls.and_then(|calls| self.believable(calls)) {
            let reserve = scaled(self.start.reserve, calls, self.start.calls);
            self.window = Window::new(self.start.kind, self.start.length, calls, reserve);
        }
        if let (Some(remaining @ 0..), Some(reset)) = (stated.remaining, stated.reset(now)) {
            let scarce = remaining <= i64::from(self.window.reserve);
            self.scarce_until = scarce.then_some(reset);
        }
    }

    fn believable(&self, calls: i64) -> Option<u32> {
        let most = self.start.calls.saturating_mul(MOST_TIMES_THE_PROFILE);
        u32::try_from(calls).ok().filter(|calls| (1..=most).contains(calls))
    }
}

impl fmt::Debug for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Known({:?})", self.window)
    }
}

/// The same share of another limit, rounded down: following the vendor keeps at least one call of
/// however small a limit, if it had any.
fn scaled(reserve: u32, calls: u32, of: u32) -> u32 {
    let share = u64::from(reserve).saturating_mul(u64::from(calls)).checked_div(u64::from(of));
    share.and_then(|share| u32::try_from(share).ok()).unwrap_or(reserve)
}
