//! `log`: newest first.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, TimeZone, Utc};
use chrono_tz::Tz;
use serde::Serialize;
use simon_core::host::Store;
use simon_core::log::{LogEntry, LogFilter, LogTabel, Soort};
use simon_core::message::Message;

use crate::cli::{Kind, LogArgs, LogTable};
use crate::failure::{Exit, Failure};
use crate::host::Host;

#[derive(Serialize)]
struct Line<'a> {
    at: String,
    soort: Soort,
    tabel: LogTabel,
    code: &'a str,
    bericht: &'a str,
    te_nemen_actie: Option<&'a str>,
    record: Option<&'a str>,
    vendor_text: Option<&'a str>,
}

/// Prints the lines that pass the filter.
pub(super) async fn log(host: &Host, args: &LogArgs) -> Result<Exit, Failure> {
    let filter = filter(args, host.tijdzone())?;
    let entries = host.store.log(&host.id, &filter).await.map_err(|error| host.failure(&error))?;
    for entry in &entries {
        show(host, entry);
    }
    if entries.is_empty() {
        host.output.remark("host-niets-gevonden");
    }
    Ok(Exit::Done)
}

fn show(host: &Host, entry: &LogEntry) {
    let output = host.output;
    let line = Line {
        at: entry.at.to_rfc3339_opts(SecondsFormat::Millis, true),
        soort: entry.soort,
        tabel: entry.tabel,
        code: &entry.code,
        bericht: output.tekst(&entry.bericht),
        te_nemen_actie: entry.te_nemen_actie.as_ref().map(|actie| output.tekst(actie)),
        record: entry.record.as_deref(),
        vendor_text: entry.vendor_text.as_deref(),
    };
    output.show(&line, || {
        let at = entry.at.with_timezone(&host.tijdzone()).format("%Y-%m-%d %H:%M:%S");
        let (soort, tabel) = (soort(entry.soort), tabel(entry.tabel));
        let record = line.record.map(|record| format!(" {record}")).unwrap_or_default();
        let mut text = format!("{at} {soort:<12} {tabel}{record}: {}", line.bericht);
        if let Some(actie) = line.te_nemen_actie {
            let todo = output.pick("Te nemen actie", "Action to take");
            text.push_str(&format!("\n  {todo}: {actie}"));
        }
        text
    });
}

pub(super) const fn soort(soort: Soort) -> &'static str {
    match soort {
        Soort::Info => "info",
        Soort::Goedkeuring => "goedkeuring",
        Soort::Waarschuwing => "waarschuwing",
        Soort::Fout => "fout",
    }
}

const fn tabel(tabel: LogTabel) -> &'static str {
    match tabel {
        LogTabel::Werkbon => "werkbon",
        LogTabel::Klant => "klant",
        LogTabel::Werkadres => "werkadres",
        LogTabel::Artikel => "artikel",
        LogTabel::Artikelgroep => "artikelgroep",
        LogTabel::Integratie => "integratie",
    }
}

fn filter(args: &LogArgs, tijdzone: Tz) -> Result<LogFilter, Failure> {
    let mut filter = LogFilter::default();
    filter.soort = args.kind.map(|kind| match kind {
        Kind::Info => Soort::Info,
        Kind::Goedkeuring => Soort::Goedkeuring,
        Kind::Waarschuwing => Soort::Waarschuwing,
        Kind::Fout => Soort::Fout,
    });
    filter.tabel = args.table.map(|table| match table {
        LogTable::Werkbon => LogTabel::Werkbon,
        LogTable::Klant => LogTabel::Klant,
        LogTable::Werkadres => LogTabel::Werkadres,
        LogTable::Artikel => LogTabel::Artikel,
        LogTable::Artikelgroep => LogTabel::Artikelgroep,
        LogTable::Integratie => LogTabel::Integratie,
    });
    let at = |text: &Option<String>| text.as_deref().map(|text| moment(text, tijdzone)).transpose();
    filter.since = at(&args.since)?;
    filter.until = at(&args.until)?;
    filter.record.clone_from(&args.record);
    filter.action_needed = args.action_needed;
    Ok(filter)
}

/// A moment as people write it; without an offset it is in the integration's time zone.
pub(super) fn moment(text: &str, tijdzone: Tz) -> Result<DateTime<Utc>, Failure> {
    if let Ok(exact) = DateTime::parse_from_rfc3339(text) {
        return Ok(exact.to_utc());
    }
    let midnight = |date: NaiveDate| date.and_time(NaiveTime::MIN);
    let local = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
        .or_else(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(midnight));
    let exact = local.and_then(|local| tijdzone.from_local_datetime(&local).earliest());
    exact
        .map(|exact| exact.to_utc())
        .ok_or_else(|| Failure::usage(&Message::new("host-gebruik-tijd").with("tekst", text)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a_date_without_offset_is_local() {
        let at = |text| moment(text, Tz::Europe__Amsterdam).ok().map(|at| at.to_rfc3339());
        assert_eq!(at("2026-03-02").unwrap(), "2026-03-01T23:00:00+00:00");
        assert_eq!(at("2026-07-02T14:30").unwrap(), "2026-07-02T12:30:00+00:00");
        assert_eq!(at("2026-07-02T14:30:00Z").unwrap(), "2026-07-02T14:30:00+00:00");
        assert_eq!(at("gisteren"), None);
    }
}
