//! The count of calls, shared by all processes on the file (G4).

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use simon_core::Result;
use simon_core::domain::IntegrationId;
use simon_core::host::{BudgetKey, CallBudget, Grant, Priority, Window};

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

/// Who makes the callers wait.
#[derive(Clone, Copy)]
enum By {
    /// The vendor said so: nothing goes.
    Vendor,
    /// Our own count: only for the status line.
    Count,
}

impl By {
    const fn number(self) -> i64 {
        match self {
            Self::Vendor => 1,
            Self::Count => 2,
        }
    }
}

/// Until when somebody makes the callers wait; without `by`, anybody.
fn waits(
    connection: &Connection,
    key: &str,
    by: Option<By>,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>> {
    let sql = "SELECT max(tot) FROM wachten WHERE sleutel = ?1 AND (?2 IS NULL OR door = ?2)";
    let until: Option<i64> = connection
        .prepare_cached(sql)
        .and_then(|mut query| query.query_row(params![key, by.map(By::number)], |row| row.get(0)))
        .map_err(failed)?;
    Ok(until.map(at).filter(|until| *until > now))
}

fn set_wait(transaction: &Transaction<'_>, key: &str, by: By, until: DateTime<Utc>) -> Result<()> {
    let sql = "INSERT INTO wachten (sleutel, door, tot) VALUES (?1, ?2, ?3)
               ON CONFLICT DO UPDATE SET tot = max(tot, ?3)";
    let done = transaction.execute(sql, params![key, by.number(), moment(until)]);
    done.map(drop).map_err(failed)
}

fn ask(
    transaction: &Transaction<'_>,
    key: &str,
    windows: &[Window],
    priority: Priority,
    now: DateTime<Utc>,
) -> Result<Grant> {
    let mut wait = waits(transaction, key, Some(By::Vendor), now)?;
    for window in windows {
        wait = wait.max(full_until(transaction, key, window, priority, now)?);
    }
    if let Some(until) = wait {
        set_wait(transaction, key, By::Count, until)?;
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
        self.count(move |transaction| set_wait(transaction, &key, By::Vendor, until)).await
    }

    async fn blocked_until(
        &self,
        _integration: &IntegrationId,
        key: &BudgetKey,
        now: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>> {
        let key = key.0.clone();
        self.count(move |transaction| waits(transaction, &key, None, now)).await
    }
}
