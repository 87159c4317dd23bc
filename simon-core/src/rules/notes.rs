//! What the rules have to say about one werkbon.

use super::NotSent;
use crate::domain::WerkbonNummer;
use crate::host::DeliveryStatus;
use crate::log::{LogLine, LogTabel, Soort};
use crate::message::Message;

/// Collects the log lines of a werkbon that is being turned into a document.
#[derive(Debug)]
pub(super) struct Notes<'a> {
    nummer: &'a WerkbonNummer,
    lines: Vec<LogLine>,
}

impl<'a> Notes<'a> {
    pub(super) const fn new(nummer: &'a WerkbonNummer) -> Self {
        Self { nummer, lines: Vec::new() }
    }

    /// Something that the office should look at.
    pub(super) fn warn(&mut self, message: Message) {
        self.lines.push(self.line(Soort::Waarschuwing, message));
    }

    /// Something that is as the settings want it.
    pub(super) fn tell(&mut self, message: Message) {
        self.lines.push(self.line(Soort::Info, message));
    }

    /// The werkbon cannot be sent until somebody acts.
    pub(super) fn refused(&self, message: Message) -> NotSent {
        NotSent { status: DeliveryStatus::Geweigerd, line: self.line(Soort::Fout, message) }
    }

    /// The settings keep the werkbon here.
    pub(super) fn filtered(&self, message: Message) -> NotSent {
        NotSent { status: DeliveryStatus::Gefilterd, line: self.line(Soort::Info, message) }
    }

    pub(super) fn into_lines(self) -> Vec<LogLine> {
        self.lines
    }

    fn line(&self, soort: Soort, message: Message) -> LogLine {
        LogLine::new(soort, LogTabel::Werkbon, message.with("werkbon", self.nummer))
            .with_record(self.nummer.as_str())
    }
}
