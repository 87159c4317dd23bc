//! The count of calls, shared by all processes on the file (G4).

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use simon_core::Result;
use simon_core::connector::Gauge;
use simon_core::domain::IntegrationId;
use simon_core::host::{BudgetKey, CallBudget, Grant, Priority, Window};

use super::records::number_of;
use super::{SqliteStore, at, failed, moment};

/// Until when this window has no room; none when it has.
fn full_until(
    connection: &Connection,
    key: &str,
    window: &Window,
    priority: Priority,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>> {
    let allowed = window.room(priority);
    let start = window.counts_from(now);
    // The call that has to leave the window before there is room for one more: counted from the
    // newest, number `allowed`.
    let sql = "SELECT at FROM aanroep WHERE sleutel = ?1 AND at >= ?2
               ORDER BY at DESC LIMIT 1 OFFSET ?3";
    let back = i64::from(allowed.saturating_sub(1));
    let blocking: Option<i64> = connection
        .prepare_cached(sql)
        .and_then(|mut query| {
            query.query_row(params![key, moment(start), back], |row| row.get(0)).optional()
        })
        .map_err(failed)?;
    Ok(match blocking {
        _ if allowed == 0 => Some(window.forgets(now)),
        Some(call) => Some(window.forgets(at(call))).filter(|until| *until > now),
        None => None,
    })
}

/// Until when the vendor makes everyone wait.
fn blocked_until(
    connection: &Connection,
    key: &str,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>> {
    let until: Option<i64> = connection
        .prepare_cached("SELECT max(tot) FROM wachten WHERE sleutel = ?1")
        .and_then(|mut query| query.query_row([key], |row| row.get(0)))
        .map_err(failed)?;
    Ok(until.map(at).filter(|until| *until > now))
}

fn block(transaction: &Transaction<'_>, key: &str, until: DateTime<Utc>) -> Result<()> {
    let sql = "INSERT INTO wachten (sleutel, door, tot) VALUES (?1, 1, ?2)
               ON CONFLICT DO UPDATE SET tot = max(tot, ?2)";
    let done = transaction.execute(sql, params![key, moment(until)]);
    done.map(drop).map_err(failed)
}

/// From when a call of this priority may go; none when it may now.
fn free_from(
    connection: &Connection,
    key: &str,
    windows: &[Window],
    priority: Priority,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>> {
    let blocked = blocked_until(connection, key, now)?;
    windows.iter().try_fold(blocked, |free_from, window| {
        Ok(free_from.max(full_until(connection, key, window, priority, now)?))
    })
}

fn calls_in(
    connection: &Connection,
    key: &str,
    window: &Window,
    now: DateTime<Utc>,
) -> Result<u32> {
    let sql = "SELECT count(*) FROM aanroep WHERE sleutel = ?1 AND at >= ?2";
    let calls = number_of(connection, sql, params![key, moment(window.counts_from(now))])?;
    Ok(u32::try_from(calls).unwrap_or(u32::MAX))
}

fn gauge(
    connection: &Connection,
    key: &str,
    windows: &[Window],
    now: DateTime<Utc>,
) -> Result<Gauge> {
    let normal_from = free_from(connection, key, windows, Priority::Normal, now)?;
    let deliver_from = free_from(connection, key, windows, Priority::Deliver, now)?;
    let used = |window: &Window| {
        let calls = calls_in(connection, key, window, now)?;
        Ok(window.with_used(calls))
    };
    let windows = windows.iter().map(used).collect::<Result<_>>()?;
    Ok(Gauge::new(windows, normal_from, deliver_from))
}

fn ask(
    transaction: &Transaction<'_>,
    key: &str,
    windows: &[Window],
    priority: Priority,
    now: DateTime<Utc>,
) -> Result<Grant> {
    if let Some(until) = free_from(transaction, key, windows, priority, now)? {
        return Ok(Grant::WaitUntil(until));
    }
    record(transaction, key, windows, now)?;
    Ok(Grant::Go)
}

/// Counts a call and forgets those that no window reaches any more.
fn record(
    transaction: &Transaction<'_>,
    key: &str,
    windows: &[Window],
    now: DateTime<Utc>,
) -> Result<()> {
    let Some(oldest) = windows.iter().map(|window| window.counts_from(now)).min() else {
        return Ok(());
    };
    transaction
        .prepare_cached("DELETE FROM aanroep WHERE sleutel = ?1 AND at < ?2")
        .and_then(|mut statement| statement.execute(params![key, moment(oldest)]))
        .map_err(failed)?;
    transaction
        .prepare_cached("INSERT INTO aanroep (sleutel, at) VALUES (?1, ?2)")
        .and_then(|mut statement| statement.execute(params![key, moment(now)]))
        .map_err(failed)?;
    Ok(())
}

#[async_trait]
impl CallBudget for SqliteStore {
    async fn ask(
        &self,
        _integration: &IntegrationId,
        key: &BudgetKey,
        windows: &[Window],
        priority: Priority,
        now: DateTime<Utc>,
    ) -> Result<Grant> {
        let (key, windows) = (key.0.clone(), windows.to_vec());
        self.count(move |transaction| ask(transaction, &key, &windows, priority, now)).await
    }

    async fn block(
        &self,
        _integration: &IntegrationId,
        key: &BudgetKey,
        until: DateTime<Utc>,
    ) -> Result<()> {
        let key = key.0.clone();
        self.count(move |transaction| block(transaction, &key, until)).await
    }

    async fn gauge(
        &self,
        _integration: &IntegrationId,
        key: &BudgetKey,
        windows: &[Window],
        now: DateTime<Utc>,
    ) -> Result<Gauge> {
        let (key, windows) = (key.0.clone(), windows.to_vec());
        self.count(move |transaction| gauge(transaction, &key, &windows, now)).await
    }
}
