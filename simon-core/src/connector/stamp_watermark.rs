//! Changed-since for vendors whose rows carry a stamp of the server's wall clock without a zone.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// How far below the computed place the next pass starts: one hour that a local clock repeats in
/// autumn, and half an hour for rows that the vendor stamped before they became visible and for a
/// correction of our own clock.
const OVERLAP: TimeDelta = TimeDelta::minutes(90);

/// A stamp that lies further ahead of our clock than any time zone can explain is a mistake in the
/// data. As a watermark it would hide all changes until that day.
const FARTHEST_AHEAD: TimeDelta = TimeDelta::hours(26);

/// A stamp and when, by our clock, it was first seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Sighting {
    stamp: String,
    at: DateTime<Utc>,
}

/// Where the next incremental pass starts, after a pass that was proven complete.
///
/// # The reasoning
/// The zone and the error of the vendor's clock are unknown, so no bound is computed from our own
/// wall clock. Known are the highest stamp received, `M`, and *elapsed* time: `M` had been written
/// when we first saw it, at `seen`; the pass began at `began`. Whatever is changed after `began` is
/// changed at least `began - seen` later than `M` was written, so its stamp is at least
///
/// ```text
/// M + (began - seen) - one hour, if a summer time ended in between
/// ```
///
/// and the bound is that minus another half hour. While nothing changes at the vendor, `began` moves
/// on and `M` stays: the bound moves on too, and after an import of thousands of rows with one stamp
/// those rows fall out of the window after an hour and a half instead of coming again in every pass.
/// When `M` was seen during the pass itself, `began - seen` is negative, and the same holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StampWatermark {
    highest: Sighting,
    began: DateTime<Utc>,
}

impl StampWatermark {
    /// The stamp from which on the next pass has to ask, inclusive, in whole seconds rounded down.
    /// None when the stored stamp cannot be read: then everything has to be read.
    #[must_use]
    pub fn bound(&self) -> Option<NaiveDateTime> {
        let elapsed = self.began.signed_duration_since(self.highest.at);
        let bound = parse_stamp(&self.highest.stamp)?
            .checked_add_signed(elapsed)?
            .checked_sub_signed(OVERLAP)?;
        at_second(bound.and_utc().timestamp())
    }

    /// The highest stamp, as the vendor wrote it.
    #[must_use]
    pub fn highest(&self) -> &str {
        &self.highest.stamp
    }
}

fn at_second(seconds: i64) -> Option<NaiveDateTime> {
    DateTime::from_timestamp(seconds, 0).map(|at| at.naive_utc())
}

/// Reads `yyyy-MM-ddTHH:mm:ss` with zero to nine decimals; a `Z` at the end is ignored.
#[must_use]
pub fn parse_stamp(stamp: &str) -> Option<NaiveDateTime> {
    stamp.trim().trim_end_matches('Z').parse().ok()
}

fn is_plausible(time: NaiveDateTime, now: DateTime<Utc>) -> bool {
    time.signed_duration_since(now.naive_utc()) <= FARTHEST_AHEAD
}

/// A pass that is running. Serialised into the connector's cursor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StampPass {
    began: DateTime<Utc>,
    highest: Option<Sighting>,
}

impl StampPass {
    /// Begins a pass at `now` by our clock, before its first request is sent. An incremental pass
    /// begins from the watermark of the pass before; a full one from none.
    #[must_use]
    pub fn new(since: Option<&StampWatermark>, now: DateTime<Utc>) -> Self {
        Self { began: now, highest: since.map(|since| since.highest.clone()) }
    }

    /// Takes the stamp of a row that arrived at `now`. Stamps that cannot be read, or lie more than
    /// 26 hours ahead of our clock, are left out.
    pub fn observe(&mut self, stamp: &str, now: DateTime<Utc>) {
        let stamp = stamp.trim();
        // A vendor writes all its stamps alike, so that the later one is the greater text. Most rows
        // are done with here.
        if self.highest.as_ref().is_some_and(|highest| highest.stamp.as_str() >= stamp) {
            return;
        }
        let Some(time) = parse_stamp(stamp) else { return };
        if is_plausible(time, now) {
            self.highest = Some(Sighting { stamp: stamp.to_owned(), at: now });
        }
    }

    /// Takes the stamps of a page that arrived at `now`; as [`observe`](Self::observe) for each, but
    /// usually only the greatest text is read.
    pub fn observe_page<'a>(
        &mut self,
        stamps: impl Iterator<Item = &'a str> + Clone,
        now: DateTime<Utc>,
    ) {
        let Some(greatest) = stamps.clone().max() else { return };
        if parse_stamp(greatest).is_some_and(|time| is_plausible(time, now)) {
            self.observe(greatest, now);
        } else {
            stamps.for_each(|stamp| self.observe(stamp, now));
        }
    }

    /// The highest stamp so far, as the vendor wrote it.
    #[must_use]
    pub fn highest(&self) -> Option<&str> {
        self.highest.as_ref().map(|highest| highest.stamp.as_str())
    }

    /// The watermark of this pass, once its end is proven. None while the vendor has no row at all.
    #[must_use]
    pub fn watermark(&self) -> Option<StampWatermark> {
        let highest = self.highest.clone()?;
        Some(StampWatermark { highest, began: self.began })
    }
}

#[cfg(test)]
#[path = "stamp_watermark_tests.rs"]
mod tests;
