//! The tables, and how an older file becomes a present one.

use rusqlite::{Connection, TransactionBehavior};
use simon_core::{Error, ErrorKind, Result};

use super::{failed, limit};

/// Each entry brings a file one version further; `user_version` counts them.
pub(super) const MIGRATIONS: &[&str] = &[FIRST, SECOND, THIRD];

const FIRST: &str = "
    CREATE TABLE integratie (
        integratie TEXT PRIMARY KEY,
        versie INTEGER NOT NULL,
        epoch INTEGER NOT NULL,
        data TEXT NOT NULL
    ) STRICT;
    CREATE TABLE feed (
        integratie TEXT NOT NULL,
        feed TEXT NOT NULL,
        versie INTEGER NOT NULL,
        data TEXT NOT NULL,
        PRIMARY KEY (integratie, feed)
    ) STRICT;
    CREATE TABLE instellingen (
        integratie TEXT NOT NULL,
        nummer INTEGER NOT NULL,
        data TEXT NOT NULL,
        PRIMARY KEY (integratie, nummer)
    ) STRICT;
    CREATE TABLE record (
        integratie TEXT NOT NULL,
        tabel INTEGER NOT NULL,
        id TEXT NOT NULL,
        code TEXT NOT NULL,
        relatie TEXT,
        volgorde INTEGER NOT NULL,
        fingerprint INTEGER NOT NULL,
        run INTEGER NOT NULL,
        actief INTEGER NOT NULL,
        data TEXT NOT NULL,
        PRIMARY KEY (integratie, tabel, id)
    ) STRICT;
    CREATE INDEX record_code ON record (integratie, tabel, code);
    CREATE INDEX record_relatie ON record (integratie, tabel, relatie) WHERE relatie IS NOT NULL;
    CREATE TABLE levering (
        integratie TEXT NOT NULL,
        nummer TEXT NOT NULL,
        versie INTEGER NOT NULL,
        status TEXT NOT NULL,
        gearchiveerd_op INTEGER NOT NULL,
        niet_voor INTEGER NOT NULL,
        claim_tot INTEGER,
        document TEXT,
        data TEXT NOT NULL,
        PRIMARY KEY (integratie, nummer)
    ) STRICT;
    CREATE INDEX levering_wacht ON levering (integratie, gearchiveerd_op, nummer) 
        WHERE status = 'wacht';
    CREATE INDEX levering_status ON levering (integratie, status);
    CREATE INDEX levering_document ON levering (integratie, document) WHERE document IS NOT NULL;
    CREATE TABLE vendor_order (
        integratie TEXT NOT NULL,
        soort TEXT NOT NULL,
        vendor_id TEXT NOT NULL,
        data TEXT NOT NULL,
        PRIMARY KEY (integratie, soort, vendor_id)
    ) STRICT;
    CREATE TABLE log (
        volgnummer INTEGER PRIMARY KEY AUTOINCREMENT,
        integratie TEXT NOT NULL,
        at INTEGER NOT NULL,
        soort INTEGER NOT NULL,
        tabel INTEGER NOT NULL,
        record TEXT,
        data TEXT NOT NULL
    ) STRICT;
    CREATE INDEX log_at ON log (integratie, at, volgnummer);
    CREATE TABLE token (
        integratie TEXT NOT NULL,
        slot TEXT NOT NULL,
        versie INTEGER NOT NULL,
        data TEXT NOT NULL,
        PRIMARY KEY (integratie, slot)
    ) STRICT;
    CREATE TABLE aanroep (
        volgnummer INTEGER PRIMARY KEY,
        sleutel TEXT NOT NULL,
        at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX aanroep_at ON aanroep (sleutel, at);
    CREATE TABLE wachten (
        sleutel TEXT NOT NULL,
        door INTEGER NOT NULL,
        tot INTEGER NOT NULL,
        PRIMARY KEY (sleutel, door)
    ) STRICT;
";

/// Jobs, and when a werkbon was delivered. The index of codes has only those that are not the id, which
/// leaves out every work address. (Without row ids a first load takes twice the time: the rows are long.)
const SECOND: &str = "
    CREATE TABLE job (
        integratie TEXT NOT NULL,
        job TEXT NOT NULL,
        versie INTEGER NOT NULL,
        data TEXT NOT NULL,
        PRIMARY KEY (integratie, job)
    ) STRICT;
    ALTER TABLE levering ADD COLUMN geleverd_op INTEGER;
    CREATE INDEX levering_geleverd ON levering (integratie, geleverd_op)
        WHERE geleverd_op IS NOT NULL;
    ALTER TABLE record RENAME TO old_record;
    DROP INDEX record_code;
    DROP INDEX record_relatie;
    CREATE TABLE record (
        integratie TEXT NOT NULL,
        tabel INTEGER NOT NULL,
        id TEXT NOT NULL,
        code TEXT,
        relatie TEXT,
        volgorde INTEGER NOT NULL,
        fingerprint INTEGER NOT NULL,
        run INTEGER NOT NULL,
        actief INTEGER NOT NULL,
        data TEXT NOT NULL,
        PRIMARY KEY (integratie, tabel, id)
    ) STRICT;
    INSERT INTO record SELECT integratie, tabel, id, nullif(code, id), relatie, volgorde,
        fingerprint, run, actief, data FROM old_record;
    DROP TABLE old_record;
    CREATE INDEX record_code ON record (integratie, tabel, code) WHERE code IS NOT NULL;
    CREATE INDEX record_relatie ON record (integratie, tabel, relatie) WHERE relatie IS NOT NULL;
";

/// Articles by their code, whatever the case of its letters and the spaces around it.
const THIRD: &str = "
    CREATE INDEX artikel_code ON record (integratie, lower(trim(coalesce(code, id))))
        WHERE tabel = 4;
";

/// Brings the file to the present version.
///
/// # Errors
/// `Host` when a newer Simon made the file, or when it cannot be written.
pub(super) fn migrate(connection: &mut Connection) -> Result<()> {
    if version(connection)? == MIGRATIONS.len() {
        return Ok(());
    }
    // Only one process migrates; the others wait here and then find the work done.
    let transaction =
        connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
    let present = version(&transaction)?;
    for step in MIGRATIONS.iter().skip(present) {
        transaction.execute_batch(step).map_err(failed)?;
    }
    transaction.pragma_update(None, "user_version", limit(MIGRATIONS.len())).map_err(failed)?;
    transaction.commit().map_err(failed)
}

fn version(connection: &Connection) -> Result<usize> {
    let version: i64 =
        connection.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(failed)?;
    let version = usize::try_from(version).unwrap_or(usize::MAX);
    if version > MIGRATIONS.len() {
        let text = format!(
            "the database has version {version}, this Simon reads up to {}; use the newer Simon",
            MIGRATIONS.len()
        );
        return Err(Error::new(ErrorKind::Host, text));
    }
    Ok(version)
}
