//! The log: every outcome as a line that tells an office worker what happened and what to do (F).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::message::{Catalogue, Message, Rendered, Tekst};

/// Soort bericht: how serious a line is (F1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Soort {
    /// For information: white or blue (F3).
    Info,
    /// Success: green.
    Goedkeuring,
    /// Something to look at; it may recommend, never require: yellow (F2).
    Waarschuwing,
    /// Needs the user's action: red.
    Fout,
}

/// Tabel: what a line is about (F1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogTabel {
    /// A work order.
    Werkbon,
    /// A customer.
    Klant,
    /// A work address.
    Werkadres,
    /// An article.
    Artikel,
    /// An article group.
    Artikelgroep,
    /// Anything else of the integration.
    Integratie,
}

/// One line of the log. Its texts are final: they need no catalogue to be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LogEntry {
    /// When.
    pub at: DateTime<Utc>,
    /// How serious.
    pub soort: Soort,
    /// About what.
    pub tabel: LogTabel,
    /// Stable, machine-readable code of the message.
    pub code: String,
    /// What happened.
    pub bericht: Tekst,
    /// What to do, where something has to be done.
    pub te_nemen_actie: Option<Tekst>,
    /// The record concerned: a werkbon's number, a customer's or article's visible code.
    pub record: Option<String>,
    /// The vendor's own words, scrubbed, at most 500 characters (F4).
    pub vendor_text: Option<String>,
}

/// A line before it has a time and rendered texts: what rules and connectors hand over.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LogLine {
    /// How serious.
    pub soort: Soort,
    /// About what.
    pub tabel: LogTabel,
    /// Text and action.
    pub message: Message,
    /// The record concerned.
    pub record: Option<String>,
    /// The vendor's own words.
    pub vendor_text: Option<String>,
}

impl LogLine {
    /// A line without a record.
    #[must_use]
    pub const fn new(soort: Soort, tabel: LogTabel, message: Message) -> Self {
        Self { soort, tabel, message, record: None, vendor_text: None }
    }

    /// Names the record.
    #[must_use]
    pub fn with_record(mut self, record: impl Into<String>) -> Self {
        self.record = Some(record.into());
        self
    }

    /// Adds the vendor's words.
    #[must_use]
    pub fn with_vendor_text(mut self, text: Option<&str>) -> Self {
        self.vendor_text = text.map(str::to_owned);
        self
    }

    /// The final line.
    #[must_use]
    pub fn render(self, at: DateTime<Utc>, catalogue: &Catalogue) -> LogEntry {
        let Rendered { bericht, actie } = catalogue.render(&self.message);
        LogEntry {
            at,
            soort: self.soort,
            tabel: self.tabel,
            code: self.message.code().to_owned(),
            bericht,
            te_nemen_actie: actie,
            record: self.record,
            vendor_text: self.vendor_text,
        }
    }
}

/// Which lines to read (F2). Every field that is set narrows the choice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct LogFilter {
    /// Only this kind.
    pub soort: Option<Soort>,
    /// Only about this.
    pub tabel: Option<LogTabel>,
    /// Not before this moment.
    pub since: Option<DateTime<Utc>>,
    /// Before this moment.
    pub until: Option<DateTime<Utc>>,
    /// Only this record.
    pub record: Option<String>,
    /// Only faults: what waits for the user's action (F2).
    pub action_needed: bool,
    /// At most so many, the newest; none for all.
    pub limit: Option<usize>,
}

impl LogFilter {
    /// Whether an entry passes; `limit` is the store's to apply.
    #[must_use]
    pub fn accepts(&self, entry: &LogEntry) -> bool {
        self.soort.is_none_or(|soort| soort == entry.soort)
            && self.tabel.is_none_or(|tabel| tabel == entry.tabel)
            && self.since.is_none_or(|since| entry.at >= since)
            && self.until.is_none_or(|until| entry.at < until)
            && self.record.as_ref().is_none_or(|record| entry.record.as_ref() == Some(record))
            && (!self.action_needed || entry.soort == Soort::Fout)
    }
}
