//! Where a vendor's answers are no longer what the connector knows: counted per pass, and said once
//! (G5).

use super::Integration;
use super::fetch::{log_tabel, tabel_naam};
use crate::connector::{Drift, DriftCount, DriftKind};
use crate::host::{Change, FeedState, Pass};
use crate::log::{LogLine, Soort};
use crate::message::Message;

/// Marks drifts among what was said of a feed.
const DRIFT: &str = "afwijking|";

/// More different ones are not kept: the first tell enough.
const MOST_DIFFERENT: usize = 50;

/// Counts the drifts of a page, one entry per kind and field.
pub(super) fn count_drift(counts: &mut Vec<DriftCount>, seen: Vec<Drift>) {
    for drift in seen {
        let room = counts.len() < MOST_DIFFERENT;
        match counts.iter_mut().find(|count| key(&count.voorbeeld) == key(&drift)) {
            Some(count) => count.aantal = count.aantal.saturating_add(1),
            None if room => counts.push(DriftCount::first(drift)),
            None => {}
        }
    }
}

fn key(drift: &Drift) -> (DriftKind, &str) {
    (drift.soort, &drift.veld)
}

fn said(drift: &Drift) -> String {
    format!("{DRIFT}{}|{}", kind(drift.soort), drift.veld)
}

const fn kind(soort: DriftKind) -> &'static str {
    match soort {
        DriftKind::Missing => "ontbreekt",
        DriftKind::UnknownValue => "onbekend",
    }
}

impl Integration {
    /// At the end of a pass: one warning per drift, until a whole listing ends without it.
    pub(super) fn note_drift(&self, feed: &mut FeedState, pass: &Pass) -> Vec<Change> {
        let now: Vec<String> =
            pass.afwijkingen.iter().map(|count| said(&count.voorbeeld)).collect();
        if pass.since.is_none() {
            feed.gemeld.retain(|key| !key.starts_with(DRIFT) || now.contains(key));
        }
        let mut changes = Vec::new();
        for (key, count) in now.into_iter().zip(&pass.afwijkingen) {
            if feed.gemeld.contains(&key) {
                continue;
            }
            feed.gemeld.push(key);
            changes.push(self.log(drift_line(feed, count)));
        }
        changes
    }
}

fn drift_line(feed: &FeedState, count: &DriftCount) -> LogLine {
    let drift = &count.voorbeeld;
    let message = Message::new("antwoord-afwijkend")
        .with("tabel", tabel_naam(feed.feed))
        .with("soort", kind(drift.soort))
        .with("veld", &drift.veld)
        .with("aantal", count.aantal)
        .with("voorbeeld", drift.record.as_deref().unwrap_or("?"))
        .with("vorm", if drift.vorm.is_empty() { "-" } else { &drift.vorm });
    LogLine::new(Soort::Waarschuwing, log_tabel(feed.feed), message)
}
