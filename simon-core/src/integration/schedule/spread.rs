//! What follows from an integration's id, so that integrations do not act at the same moment.

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::IntegrationId;

/// A number that is the same in every process and version, and as good as random between ids.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spread(u64);

/// What a share is for; different purposes give unrelated shares.
#[derive(Debug, Clone, Copy)]
pub(super) enum For {
    /// The place on the grid of fetches.
    Grid,
    /// The moment in the night.
    Night,
    /// The length of the back-off after so many failures.
    BackOff(u32),
}

impl Spread {
    pub(super) fn of(id: &IntegrationId) -> Self {
        let hash = id.as_str().bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self(hash)
    }

    /// A share of `whole`: at least nothing, less than all of it.
    pub(super) fn share(self, purpose: For, whole: TimeDelta) -> TimeDelta {
        let salt = match purpose {
            For::Grid => 1,
            For::Night => 2,
            For::BackOff(failures) => 3 + u64::from(failures),
        };
        let whole = u64::try_from(whole.num_milliseconds()).unwrap_or_default().max(1);
        let share = mix(self.0.wrapping_add(salt.wrapping_mul(0x9e37_79b9_7f4a_7c15))) % whole;
        TimeDelta::milliseconds(i64::try_from(share).unwrap_or_default())
    }

    /// The first slot after a moment on the grid of this cadence.
    pub(super) fn slot_after(self, moment: DateTime<Utc>, cadence: TimeDelta) -> DateTime<Utc> {
        let length = cadence.num_milliseconds().max(1);
        let phase = self.share(For::Grid, cadence).num_milliseconds();
        let passed = moment.timestamp_millis().saturating_sub(phase).div_euclid(length);
        let slot = passed.saturating_add(1).saturating_mul(length).saturating_add(phase);
        DateTime::from_timestamp_millis(slot).unwrap_or(DateTime::<Utc>::MAX_UTC)
    }
}

/// The last step of splitmix64: every bit of the answer depends on every bit of the question.
const fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
