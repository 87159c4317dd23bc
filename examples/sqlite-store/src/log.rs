//! The log.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Transaction, params};
use simon_core::Result;
use simon_core::domain::IntegrationId;
use simon_core::host::{decode, encode};
use simon_core::log::{LogEntry, LogFilter, LogTabel, Soort};

use super::records::{execute, many};
use super::{limit, moment};

pub(super) const READ: &str = "SELECT data FROM log WHERE integratie = ?1
    AND at >= ?2 AND at < ?3 AND (?4 IS NULL OR soort = ?4)
    AND (?5 IS NULL OR tabel = ?5) AND (?6 IS NULL OR record = ?6) AND (NOT ?7 OR soort = ?8)
    ORDER BY at DESC, volgnummer DESC LIMIT ?9";

const fn kind(soort: Soort) -> i64 {
    match soort {
        Soort::Info => 1,
        Soort::Goedkeuring => 2,
        Soort::Waarschuwing => 3,
        Soort::Fout => 4,
    }
}

const fn table(tabel: LogTabel) -> i64 {
    match tabel {
        LogTabel::Werkbon => 1,
        LogTabel::Klant => 2,
        LogTabel::Werkadres => 3,
        LogTabel::Artikel => 4,
        LogTabel::Artikelgroep => 5,
        LogTabel::Integratie => 6,
    }
}

pub(super) fn add(
    transaction: &Transaction<'_>,
    integration: &IntegrationId,
    entry: &LogEntry,
) -> Result<()> {
    let sql = "INSERT INTO log (integratie, at, soort, tabel, record, data)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let values = params![
        integration.as_str(),
        moment(entry.at),
        kind(entry.soort),
        table(entry.tabel),
        entry.record,
        encode(entry)?,
    ];
    execute(transaction, sql, values)
}

/// Forgets the lines before a moment, but not those about a werkbon that is open.
pub(super) fn forget_before(
    transaction: &Transaction<'_>,
    integration: &IntegrationId,
    before: DateTime<Utc>,
) -> Result<()> {
    let sql = "DELETE FROM log WHERE integratie = ?1 AND at < ?2
               AND NOT (tabel = ?3 AND EXISTS (SELECT 1 FROM levering
                   WHERE levering.integratie = ?1 AND levering.nummer = log.record
                   AND levering.status NOT IN ('geleverd', 'gefilterd')))";
    let of_werkbon = table(LogTabel::Werkbon);
    execute(transaction, sql, params![integration.as_str(), moment(before), of_werkbon])
}

/// Forgets the lines about one record.
pub(super) fn forget_record(
    transaction: &Transaction<'_>,
    integration: &IntegrationId,
    tabel: LogTabel,
    record: &str,
) -> Result<()> {
    let sql = "DELETE FROM log WHERE integratie = ?1 AND tabel = ?2 AND record = ?3";
    execute(transaction, sql, params![integration.as_str(), table(tabel), record])
}

/// Newest first; of those of one moment, the last written first.
pub(super) fn read(
    connection: &Connection,
    integration: &IntegrationId,
    filter: &LogFilter,
) -> Result<Vec<LogEntry>> {
    let values = params![
        integration.as_str(),
        filter.since.map_or(i64::MIN, moment),
        filter.until.map_or(i64::MAX, moment),
        filter.soort.map(kind),
        filter.tabel.map(table),
        filter.record,
        filter.action_needed,
        kind(Soort::Fout),
        limit(filter.limit.unwrap_or(usize::MAX)),
    ];
    let stored: Vec<String> = many(connection, READ, values, |row| row.get(0))?;
    stored.iter().map(|data| decode(data)).collect()
}
