//! Patience with another process that renews the tokens.

use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::host::{TokenRecord, after};

/// How long we have waited for others that renew.
pub(super) struct Waiting {
    since: DateTime<Utc>,
    versie: u64,
    versie_since: DateTime<Utc>,
}

impl Waiting {
    pub(super) const fn since(now: DateTime<Utc>) -> Self {
        Self { since: now, versie: 0, versie_since: now }
    }

    /// Whether somebody holds the lease. It ends at its time, or when we saw it unchanged for the
    /// length of a lease: the holder's clock may be ahead of ours (P4).
    pub(super) fn must_go_on(
        &mut self,
        record: &TokenRecord,
        now: DateTime<Utc>,
        lease: Duration,
    ) -> bool {
        if self.versie != record.versie {
            (self.versie, self.versie_since) = (record.versie, now);
        }
        record.renewing_until.is_some_and(|until| now < until)
            && now < after(self.versie_since, lease)
            && !self.is_hopeless(now, lease)
    }

    pub(super) fn is_hopeless(&self, now: DateTime<Utc>, lease: Duration) -> bool {
        now >= after(self.since, lease.saturating_mul(3))
    }
}
