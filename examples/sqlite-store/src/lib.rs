#![doc = include_str!("../README.md")]

mod budget;
mod ledger;
mod log;
mod records;
mod schema;
mod state;
mod store;
#[cfg(test)]
mod tests;
mod tokens;

use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior};
use simon_core::{Error, ErrorKind, Result, Retry};
use tokio::sync::Mutex;

const BUSY: Duration = Duration::from_secs(15);
/// 1,000 KiB, which SQLite wants as a negative number. The system's own cache stands behind it.
const CACHE_SIZE: i64 = -1_000;
/// Vendors' ids come in no order, so a large load writes the same pages of the indexes again and again:
/// they are carried over from the log to the table file once in 16 MiB instead of in 4.
const CHECKPOINT_PAGES: i64 = 4_000;

/// All ports that store something, in one SQLite file. Cloning shares the connection.
#[derive(Clone)]
pub struct SqliteStore {
    connection: Arc<Mutex<Connection>>,
}

impl fmt::Debug for SqliteStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SqliteStore")
    }
}

/// What a commit withstands.
#[derive(Clone, Copy)]
enum Durability {
    /// A power cut: it has reached the disk when it returns.
    Full,
    /// The end of the process.
    Process,
}

impl SqliteStore {
    /// Opens the file, makes it if it is not there, and brings it to the present version. Only its
    /// owner can read it, because it holds tokens.
    ///
    /// # Errors
    /// `Host` when the file cannot be used, or when a newer Simon made it.
    pub fn open(path: &Path) -> Result<Self> {
        only_for_owner(path).map_err(|error| {
            let text = format!("cannot open the database {}", path.display());
            Error::new(ErrorKind::Host, text).with_source(error)
        })?;
        Self::over(Connection::open(path).map_err(failed)?)
    }

    /// A store that is gone with the process.
    ///
    /// # Errors
    /// `Host` when SQLite fails.
    pub fn in_memory() -> Result<Self> {
        Self::over(Connection::open_in_memory().map_err(failed)?)
    }

    fn over(mut connection: Connection) -> Result<Self> {
        connection.busy_timeout(BUSY).map_err(failed)?;
        switch_to_wal(&connection)?;
        set_durability(&connection, Durability::Full)?;
        for (name, value) in [("cache_size", CACHE_SIZE), ("wal_autocheckpoint", CHECKPOINT_PAGES)]
        {
            connection.pragma_update(None, name, value).map_err(failed)?;
        }
        connection.set_prepared_statement_cache_capacity(64);
        schema::migrate(&mut connection)?;
        Ok(Self { connection: Arc::new(Mutex::new(connection)) })
    }

    /// Runs a read off the async threads.
    async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.blocking(move |connection| work(connection)).await
    }

    /// Runs a write off the async threads: stored as a whole, or not at all when `work` fails.
    async fn write<T, E>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.blocking(move |connection| transact(connection, Durability::Full, work)).await
    }

    /// As [`Self::write`], for the count of calls.
    async fn count<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.blocking(move |connection| transact(connection, Durability::Process, work)).await
    }

    /// Whoever waits for the connection waits here and not on a thread.
    async fn blocking<T, E>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let mut connection = Arc::clone(&self.connection).lock_owned().await;
        // A panic rolls its transaction back; the connection stays sound.
        let task = tokio::task::spawn_blocking(move || work(&mut connection));
        task.await.unwrap_or_else(|_| {
            Err(Error::new(ErrorKind::Host, "the database's work was broken off").into())
        })
    }
}

/// The write lock is taken at once, so that what `work` reads cannot change before it writes.
fn transact<T, E: From<Error>>(
    connection: &mut Connection,
    durability: Durability,
    work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
) -> Result<T, E> {
    set_durability(connection, durability)?;
    let transaction =
        connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
    let value = work(&transaction)?;
    transaction.commit().map_err(failed)?;
    Ok(value)
}

fn set_durability(connection: &Connection, durability: Durability) -> Result<()> {
    let synchronous = match durability {
        Durability::Full => "FULL",
        Durability::Process => "NORMAL",
    };
    connection.pragma_update(None, "synchronous", synchronous).map_err(failed)
}

/// SQLite does not wait when two processes switch a new file at once: then one tries again.
#[allow(clippy::disallowed_methods, reason = "the host waits for its own file, not for a vendor")]
fn switch_to_wal(connection: &Connection) -> Result<()> {
    const TRIES: u32 = 500;
    const PAUSE: Duration = Duration::from_millis(10);
    let switch = || connection.pragma_update(None, "journal_mode", "WAL");
    let mut outcome = switch();
    for _ in 1..TRIES {
        match &outcome {
            Err(error) if is_busy(error) => std::thread::sleep(PAUSE),
            _ => break,
        }
        outcome = switch();
    }
    outcome.map_err(failed)
}

/// SQLite gives its side files the rights of the database. A file that is there is not opened here:
/// closing it would take the locks of this process's other connections away.
fn only_for_owner(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => tighten(path),
        Err(error) => Err(error),
    }
}

#[cfg(unix)]
fn tighten(path: &Path) -> std::io::Result<()> {
    let owner_only = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    std::fs::set_permissions(path, owner_only)
}

#[cfg(not(unix))]
fn tighten(_path: &Path) -> std::io::Result<()> {
    Ok(())
}

fn is_busy(error: &rusqlite::Error) -> bool {
    let code = error.sqlite_error_code();
    matches!(code, Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}

/// The core's error for one of SQLite's.
fn failed(error: rusqlite::Error) -> Error {
    let retry = if is_busy(&error) { Retry::Backoff } else { Retry::Never };
    Error::new(ErrorKind::Host, format!("the database failed: {error}"))
        .with_retry(retry)
        .with_source(error)
}

/// A moment as a number that sorts; the year 2262 and later count as 2262.
fn moment(at: DateTime<Utc>) -> i64 {
    at.timestamp_nanos_opt().unwrap_or(if at < DateTime::UNIX_EPOCH { i64::MIN } else { i64::MAX })
}

/// The moment of such a number.
fn at(moment: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_nanos(moment)
}

/// A limit as SQLite takes it.
fn limit(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}
