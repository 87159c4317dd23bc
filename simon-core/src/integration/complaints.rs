//! What goes wrong while following the vendor, said once: a record that stays bad, or a vendor that
//! stays away, is one line in the log and not one every five minutes.

use chrono::{DateTime, Utc};

use super::Integration;
use super::fetch::{Run, count, log_tabel, tabel_naam};
use crate::connector::Rejected;
use crate::error::{Error, ErrorKind, Result, Retry};
use crate::host::{Change, CommitError, FeedState, IntegrationState, Pass, after};
use crate::log::{LogLine, Soort};
use crate::message::Message;

/// Marks complaints about whole runs among those about records.
const FAILED: &str = "mislukt|";

/// A run ended whole: if the next one fails, the log says so again.
pub(super) fn forget_failures(feed: &mut FeedState) {
    feed.gemeld.retain(|key| !key.starts_with(FAILED));
}

/// Whether a complaint about a record is to be logged: it then counts as said.
pub(super) fn first_time(feed: &mut FeedState, key: String) -> bool {
    const MOST_REMEMBERED: usize = 200;
    if feed.gemeld.contains(&key) {
        return false;
    }
    if feed.gemeld.len() >= MOST_REMEMBERED {
        feed.gemeld.remove(0);
    }
    feed.gemeld.push(key);
    true
}

impl Integration {
    /// Says in the log why a run ended early; once, until a run ends whole again. A listing that moved
    /// under the reader is begun anew next time.
    pub(super) async fn note_failure(&self, run: &Run<'_>, error: &Error) -> Result<()> {
        let mut feed = self.ports.store.feed(&self.id, run.feed.feed).await?;
        if error.kind() == ErrorKind::Incomplete {
            *feed.under_way_mut(run.cleanup) = None;
        }
        if let Some(until) = self.waits_for_limit(run.state, error).await? {
            return self.note_wait(feed, until).await;
        }
        let (soort, code) = match (run.cleanup, error.is_retryable()) {
            (true, _) => (Soort::Waarschuwing, "schoonmaak-onvolledig"),
            (false, true) => (Soort::Waarschuwing, "ophalen-mislukt"),
            (false, false) => (Soort::Fout, "ophalen-mislukt"),
        };
        let key = format!("{FAILED}{code}|{}", error.message().code());
        let mut changes = Vec::new();
        if !feed.gemeld.contains(&key) {
            feed.gemeld.push(key);
            let tabel = log_tabel(feed.feed);
            let message = Message::new(code).with("tabel", tabel_naam(feed.feed));
            let why = if error.is_retryable() { Soort::Waarschuwing } else { Soort::Fout };
            changes.push(self.log(LogLine::new(soort, tabel, message)));
            changes.push(
                self.log(
                    LogLine::new(why, tabel, error.message().clone())
                        .with_vendor_text(error.vendor_text()),
                ),
            );
        }
        changes.push(Change::Feed(feed));
        self.commit_complaint(changes).await
    }

    /// Until when this error makes everything wait for the vendor's limit; none for another error, and
    /// when nobody knows.
    async fn waits_for_limit(
        &self,
        state: &IntegrationState,
        error: &Error,
    ) -> Result<Option<DateTime<Utc>>> {
        match (error.kind(), error.retry()) {
            (ErrorKind::RateLimited, Retry::After(pause)) => Ok(Some(after(self.now(), pause))),
            (ErrorKind::RateLimited, _) => {
                Ok(self.call_gauge(state).await?.and_then(|gauge| gauge.normal_from))
            }
            _ => Ok(None),
        }
    }

    /// Says that it waits for the vendor's limit; once a day, until a run ends whole again (G4).
    async fn note_wait(&self, mut feed: FeedState, until: DateTime<Utc>) -> Result<()> {
        let wait = format!("{FAILED}wacht|");
        let key = format!("{wait}{}", self.options.date(until));
        let mut changes = Vec::new();
        if !feed.gemeld.contains(&key) {
            feed.gemeld.retain(|key| !key.starts_with(&wait));
            feed.gemeld.push(key);
            changes.push(self.log_integratie(Soort::Info, self.waits_until(until)));
        }
        changes.push(Change::Feed(feed));
        self.commit_complaint(changes).await
    }

    /// That the work waits for the vendor's limit, and until when.
    pub(super) fn waits_until(&self, until: DateTime<Utc>) -> Message {
        Message::new("wacht-op-limiet").with("tijd", self.options.time(until))
    }

    async fn commit_complaint(&self, changes: Vec<Change>) -> Result<()> {
        match self.commit(None, changes).await {
            // Somebody else reads the same feed: the log is his.
            Ok(()) | Err(CommitError::Conflict) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Log lines for records that cannot be used, each only the first time (B13).
    pub(super) fn complaints(
        &self,
        feed: &mut FeedState,
        pass: &mut Pass,
        rejected: &[Rejected],
        notes: &[Message],
    ) -> Vec<Change> {
        let tabel = log_tabel(feed.feed);
        pass.tellingen.ontvangen += count(rejected.len());
        pass.tellingen.overgeslagen += count(rejected.len());
        let rejected = rejected.iter().map(|rejected| {
            let line = LogLine::new(Soort::Fout, tabel, rejected.message.clone());
            LogLine { record: rejected.record.clone(), ..line }
        });
        let notes = notes.iter().map(|note| LogLine::new(Soort::Waarschuwing, tabel, note.clone()));
        let mut changes = Vec::new();
        for line in rejected.chain(notes) {
            let key = format!("{}|{}", line.message.code(), line.record.as_deref().unwrap_or(""));
            if first_time(feed, key) {
                changes.push(self.log(line));
            }
        }
        changes
    }
}
