//! State of the integration and of its feeds, and the versions of its settings.

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use simon_core::Result;
use simon_core::domain::IntegrationId;
use simon_core::host::{CommitError, Feed, FeedState, IntegrationState, JobState, decode, encode};
use simon_core::settings::SettingsVersion;

use super::failed;
use super::records::{many, one};

/// Refuses work that began under another epoch.
pub(super) fn check_epoch(
    transaction: &Transaction<'_>,
    integration: &IntegrationId,
    epoch: u64,
) -> Result<(), CommitError> {
    let stored: Option<i64> = transaction
        .prepare_cached("SELECT epoch FROM integratie WHERE integratie = ?1")
        .and_then(|mut query| query.query_row([integration.as_str()], |row| row.get(0)).optional())
        .map_err(failed)?;
    if stored.unwrap_or(0).cast_unsigned() == epoch { Ok(()) } else { Err(CommitError::Epoch) }
}

/// A write that changed no row found another version than it expected.
fn swapped(rows: rusqlite::Result<usize>) -> Result<(), CommitError> {
    match rows.map_err(failed)? {
        0 => Err(CommitError::Conflict),
        _ => Ok(()),
    }
}

pub(super) fn put_state(
    transaction: &Transaction<'_>,
    integration: &IntegrationId,
    mut state: IntegrationState,
) -> Result<(), CommitError> {
    let expected = state.versie.cast_signed();
    state.versie += 1;
    let data = encode(&state)?;
    let epoch = state.epoch.cast_signed();
    let values = params![integration.as_str(), expected, state.versie.cast_signed(), epoch, data];
    let sql = if expected == 0 {
        "INSERT INTO integratie (integratie, versie, epoch, data) SELECT ?1, ?3, ?4, ?5
         WHERE ?2 = 0 ON CONFLICT DO NOTHING"
    } else {
        "UPDATE integratie SET versie = ?3, epoch = ?4, data = ?5
         WHERE integratie = ?1 AND versie = ?2"
    };
    swapped(transaction.prepare_cached(sql).and_then(|mut statement| statement.execute(values)))
}

pub(super) fn put_feed(
    transaction: &Transaction<'_>,
    integration: &IntegrationId,
    mut state: FeedState,
) -> Result<(), CommitError> {
    let expected = state.versie.cast_signed();
    state.versie += 1;
    let data = encode(&state)?;
    let key = state.feed.sleutel();
    let values = params![integration.as_str(), key, expected, state.versie.cast_signed(), data];
    let sql = if expected == 0 {
        "INSERT INTO feed (integratie, feed, versie, data) SELECT ?1, ?2, ?4, ?5
         WHERE ?3 = 0 ON CONFLICT DO NOTHING"
    } else {
        "UPDATE feed SET versie = ?4, data = ?5
         WHERE integratie = ?1 AND feed = ?2 AND versie = ?3"
    };
    swapped(transaction.prepare_cached(sql).and_then(|mut statement| statement.execute(values)))
}

pub(super) fn put_job(
    transaction: &Transaction<'_>,
    integration: &IntegrationId,
    mut state: JobState,
) -> Result<(), CommitError> {
    let expected = state.versie.cast_signed();
    state.versie += 1;
    let data = encode(&state)?;
    let key = state.job.sleutel();
    let values = params![integration.as_str(), key, expected, state.versie.cast_signed(), data];
    let sql = if expected == 0 {
        "INSERT INTO job (integratie, job, versie, data) SELECT ?1, ?2, ?4, ?5
         WHERE ?3 = 0 ON CONFLICT DO NOTHING"
    } else {
        "UPDATE job SET versie = ?4, data = ?5
         WHERE integratie = ?1 AND job = ?2 AND versie = ?3"
    };
    swapped(transaction.prepare_cached(sql).and_then(|mut statement| statement.execute(values)))
}

pub(super) fn jobs(connection: &Connection, integration: &IntegrationId) -> Result<Vec<JobState>> {
    let sql = "SELECT data FROM job WHERE integratie = ?1";
    let stored: Vec<String> = many(connection, sql, [integration.as_str()], |row| row.get(0))?;
    stored.iter().map(|data| decode(data)).collect()
}

pub(super) fn add_settings(
    transaction: &Transaction<'_>,
    integration: &IntegrationId,
    version: &SettingsVersion,
) -> Result<(), CommitError> {
    let values = params![integration.as_str(), version.nummer, encode(version)?];
    let sql = "INSERT INTO instellingen (integratie, nummer, data) VALUES (?1, ?2, ?3)
               ON CONFLICT DO NOTHING";
    swapped(transaction.prepare_cached(sql).and_then(|mut statement| statement.execute(values)))
}

pub(super) fn state(
    connection: &Connection,
    integration: &IntegrationId,
) -> Result<IntegrationState> {
    let sql = "SELECT data FROM integratie WHERE integratie = ?1";
    let stored = one(connection, sql, [integration.as_str()])?;
    stored.map_or_else(|| Ok(IntegrationState::default()), |data| decode(&data))
}

pub(super) fn feed(
    connection: &Connection,
    integration: &IntegrationId,
    feed: Feed,
) -> Result<FeedState> {
    let sql = "SELECT data FROM feed WHERE integratie = ?1 AND feed = ?2";
    let stored = one(connection, sql, [integration.as_str(), feed.sleutel()])?;
    stored.map_or_else(|| Ok(FeedState::new(feed)), |data| decode(&data))
}

pub(super) fn settings(
    connection: &Connection,
    integration: &IntegrationId,
    nummer: u32,
) -> Result<Option<SettingsVersion>> {
    let sql = "SELECT data FROM instellingen WHERE integratie = ?1 AND nummer = ?2";
    one(connection, sql, params![integration.as_str(), nummer])?
        .map(|data| decode(&data))
        .transpose()
}
