//! Customers, work addresses, article groups, articles and werkbonnen.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use simon_core::Result;
use simon_core::connector::RelatieRecord;
use simon_core::domain::{Herkomst, IntegrationId, Relatie, Werkadres};
use simon_core::host::{Record, Select, Tabel, Unmarked, WipePart, code_key, decode, encode};

use super::{failed, limit};

/// Place of a user's own work address: after all of the vendor's.
const OWN: i64 = i64::MAX;

const fn number(tabel: Tabel) -> i64 {
    match tabel {
        Tabel::Relaties => 1,
        Tabel::Werkadressen => 2,
        Tabel::Artikelgroepen => 3,
        Tabel::Artikelen => 4,
        Tabel::Werkbonnen => 5,
    }
}

// SQLite would rather read the whole table than use an index that leaves rows out; it is told which.
pub(super) const ADDRESSES: &str = "SELECT id FROM record INDEXED BY record_relatie
    WHERE integratie = ?1 AND tabel = ?2 AND relatie = ?3 AND volgorde <> ?4";
pub(super) const REMOVE_ADDRESSES: &str = "DELETE FROM record INDEXED BY record_relatie
    WHERE integratie = ?1 AND tabel = ?2 AND relatie = ?3";
pub(super) const BY_RELATIE: &str = "SELECT data FROM record INDEXED BY record_relatie
    WHERE integratie = ?1 AND tabel = ?2 AND relatie = ?3 ORDER BY volgorde, id";
pub(super) const BY_CODE: &str = "SELECT data FROM (
        SELECT id, data FROM record INDEXED BY record_code
        WHERE integratie = ?1 AND tabel = ?2 AND code = ?3
        UNION ALL
        SELECT id, data FROM record
        WHERE integratie = ?1 AND tabel = ?2 AND id = ?3 AND code IS NULL
    ) ORDER BY id";
pub(super) const ARTICLES_BY_CODES: &str = "SELECT data FROM record INDEXED BY artikel_code
    WHERE integratie = ?1 AND tabel = 4
    AND lower(trim(coalesce(code, id))) IN (SELECT value FROM json_each(?2)) ORDER BY id";
/// Of the other tables, where nobody asks it again and again.
const BY_CODES: &str = "SELECT data FROM record WHERE integratie = ?1 AND tabel = ?3
    AND lower(trim(coalesce(code, id))) IN (SELECT value FROM json_each(?2)) ORDER BY id";
pub(super) const BY_ID: &str =
    "SELECT data FROM record WHERE integratie = ?1 AND tabel = ?2 AND id = ?3";
pub(super) const PAGE: &str = "SELECT data FROM record WHERE integratie = ?1 AND tabel = ?2
    AND id > ?3 ORDER BY id LIMIT ?4";

/// A row to write.
struct Line<'a> {
    tabel: Tabel,
    id: &'a str,
    /// None where it is the id.
    code: Option<&'a str>,
    relatie: Option<&'a str>,
    volgorde: i64,
    fingerprint: u64,
    run: u64,
    actief: bool,
    data: String,
}

fn upsert(
    transaction: &Transaction<'_>,
    integration: &IntegrationId,
    line: &Line<'_>,
) -> Result<()> {
    let sql = "INSERT INTO record (integratie, tabel, id, code, relatie, volgorde, fingerprint,
                   run, actief, data) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
               ON CONFLICT DO UPDATE SET code = ?4, relatie = ?5, volgorde = ?6,
                   fingerprint = ?7, run = ?8, actief = ?9, data = ?10";
    let values = params![
        integration.as_str(),
        number(line.tabel),
        line.id,
        line.code,
        line.relatie,
        line.volgorde,
        line.fingerprint.cast_signed(),
        line.run.cast_signed(),
        line.actief,
        line.data,
    ];
    execute(transaction, sql, values)
}

pub(super) fn execute(
    transaction: &Transaction<'_>,
    sql: &str,
    values: impl rusqlite::Params,
) -> Result<()> {
    let done = transaction.prepare_cached(sql).and_then(|mut statement| statement.execute(values));
    done.map(drop).map_err(failed)
}

/// Writes a customer with exactly these of the vendor's addresses; users' own stay (B11).
pub(super) fn put_relatie(
    transaction: &Transaction<'_>,
    integration: &IntegrationId,
    record: &RelatieRecord,
    fingerprint: u64,
    run: u64,
) -> Result<()> {
    let RelatieRecord { relatie, werkadressen, .. } = record;
    upsert(transaction, integration, &relatie_line(relatie, fingerprint, run)?)?;
    for id in vendors_addresses(transaction, integration, relatie)? {
        if werkadressen.iter().all(|werkadres| werkadres.id.as_str() != id) {
            remove(transaction, integration, Tabel::Werkadressen, &id)?;
        }
    }
    for (place, werkadres) in werkadressen.iter().enumerate() {
        let mut line = werkadres_line(werkadres, limit(place), run)?;
        line.relatie = Some(relatie.id.as_str());
        upsert(transaction, integration, &line)?;
    }
    Ok(())
}

fn vendors_addresses(
    connection: &Connection,
    integration: &IntegrationId,
    relatie: &Relatie,
) -> Result<Vec<String>> {
    let address = number(Tabel::Werkadressen);
    let values = params![integration.as_str(), address, relatie.id.as_str(), OWN];
    many(connection, ADDRESSES, values, |row| row.get(0))
}

fn other_than<'a>(id: &str, code: &'a str) -> Option<&'a str> {
    (code != id).then_some(code)
}

fn relatie_line(relatie: &Relatie, fingerprint: u64, run: u64) -> Result<Line<'_>> {
    Ok(Line {
        tabel: Tabel::Relaties,
        id: relatie.id.as_str(),
        code: other_than(relatie.id.as_str(), &relatie.code),
        relatie: None,
        volgorde: 0,
        fingerprint,
        run,
        actief: relatie.actief,
        data: encode(relatie)?,
    })
}

fn werkadres_line(werkadres: &Werkadres, place: i64, run: u64) -> Result<Line<'_>> {
    let own = werkadres.id.herkomst() == Herkomst::Simon;
    Ok(Line {
        tabel: Tabel::Werkadressen,
        id: werkadres.id.as_str(),
        code: None,
        relatie: werkadres.relatie.as_ref().map(|relatie| relatie.as_str()),
        volgorde: if own { OWN } else { place },
        fingerprint: 0,
        run,
        actief: true,
        data: encode(werkadres)?,
    })
}

pub(super) fn put(
    transaction: &Transaction<'_>,
    integration: &IntegrationId,
    record: &Record,
    fingerprint: u64,
    run: u64,
) -> Result<()> {
    let line = Line {
        tabel: record.tabel(),
        id: record.id(),
        code: other_than(record.id(), record.code()),
        relatie: record.relatie().map(|relatie| relatie.as_str()),
        volgorde: 0,
        fingerprint,
        run,
        actief: true,
        data: String::new(),
    };
    let line = match record {
        Record::Relatie(relatie) => relatie_line(relatie, fingerprint, run)?,
        Record::Werkadres(werkadres) => {
            Line { fingerprint, ..werkadres_line(werkadres, OWN - 1, run)? }
        }
        Record::Artikelgroep(groep) => Line { data: encode(groep)?, ..line },
        Record::Artikel(artikel) => Line { actief: artikel.actief, data: encode(artikel)?, ..line },
        Record::Werkbon(werkbon) => Line { data: encode(werkbon)?, ..line },
    };
    upsert(transaction, integration, &line)
}

pub(super) fn mark(
    transaction: &Transaction<'_>,
    integration: &IntegrationId,
    tabel: Tabel,
    ids: &[String],
    run: u64,
) -> Result<()> {
    let sql = "UPDATE record SET run = ?3 WHERE integratie = ?1 AND tabel = ?2
               AND id IN (SELECT value FROM json_each(?4))";
    let values = params![integration.as_str(), number(tabel), run.cast_signed(), json(ids)];
    execute(transaction, sql, values)
}

/// The vendor deleted these: inactive, and seen by no pass.
pub(super) fn gone(
    transaction: &Transaction<'_>,
    integration: &IntegrationId,
    tabel: Tabel,
    ids: &[String],
) -> Result<()> {
    for id in ids {
        let found = select(transaction, integration, tabel, &Select::Id(id.clone()))?;
        let Some(mut record) = found.into_iter().next() else { continue };
        match &mut record {
            Record::Relatie(relatie) => (relatie.actief, relatie.geldig) = (false, None),
            Record::Artikel(artikel) => (artikel.actief, artikel.geldig) = (false, None),
            _ => continue,
        }
        put(transaction, integration, &record, 0, 0)?;
    }
    Ok(())
}

pub(super) fn remove(
    transaction: &Transaction<'_>,
    integration: &IntegrationId,
    tabel: Tabel,
    id: &str,
) -> Result<()> {
    let sql = "DELETE FROM record WHERE integratie = ?1 AND tabel = ?2 AND id = ?3";
    execute(transaction, sql, params![integration.as_str(), number(tabel), id])?;
    if tabel == Tabel::Relaties {
        let address = number(Tabel::Werkadressen);
        execute(transaction, REMOVE_ADDRESSES, params![integration.as_str(), address, id])?;
    }
    Ok(())
}

pub(super) fn wipe(
    transaction: &Transaction<'_>,
    integration: &IntegrationId,
    part: WipePart,
) -> Result<()> {
    let tables: &[Tabel] = match part {
        WipePart::Relaties => &[Tabel::Relaties, Tabel::Werkadressen],
        WipePart::Artikelen => &[Tabel::Artikelen, Tabel::Artikelgroepen],
        WipePart::Werkbonnen => &[Tabel::Werkbonnen],
    };
    let sql = "DELETE FROM record WHERE integratie = ?1 AND tabel = ?2";
    tables.iter().try_for_each(|tabel| {
        execute(transaction, sql, params![integration.as_str(), number(*tabel)])
    })
}

pub(super) fn select(
    connection: &Connection,
    integration: &IntegrationId,
    tabel: Tabel,
    select: &Select,
) -> Result<Vec<Record>> {
    let base = (integration.as_str(), number(tabel));
    let stored = match select {
        Select::Id(id) => rows(connection, BY_ID, params![base.0, base.1, id]),
        Select::Code(code) => rows(connection, BY_CODE, params![base.0, base.1, code]),
        Select::Codes(codes) => {
            let keys: Vec<String> = codes.iter().map(|code| code_key(code)).collect();
            match tabel {
                Tabel::Artikelen => {
                    rows(connection, ARTICLES_BY_CODES, params![base.0, json(&keys)])
                }
                _ => rows(connection, BY_CODES, params![base.0, json(&keys), base.1]),
            }
        }
        Select::Relatie(relatie) => {
            rows(connection, BY_RELATIE, params![base.0, base.1, relatie.as_str()])
        }
        Select::After(after, most) => {
            let after = after.as_deref().unwrap_or("");
            rows(connection, PAGE, params![base.0, base.1, after, limit(*most)])
        }
    };
    stored?.iter().map(|data| read(tabel, data)).collect()
}

fn read(tabel: Tabel, data: &str) -> Result<Record> {
    match tabel {
        Tabel::Relaties => decode(data).map(Record::Relatie),
        Tabel::Werkadressen => decode(data).map(Record::Werkadres),
        Tabel::Artikelgroepen => decode(data).map(Record::Artikelgroep),
        Tabel::Artikelen => decode(data).map(Record::Artikel),
        Tabel::Werkbonnen => decode(data).map(Record::Werkbon),
    }
}

fn rows(connection: &Connection, sql: &str, values: impl rusqlite::Params) -> Result<Vec<String>> {
    many(connection, sql, values, |row| row.get(0))
}

/// The one value that a query finds.
pub(super) fn one(
    connection: &Connection,
    sql: &str,
    values: impl rusqlite::Params,
) -> Result<Option<String>> {
    connection
        .prepare_cached(sql)
        .and_then(|mut query| query.query_row(values, |row| row.get(0)).optional())
        .map_err(failed)
}

/// All rows of a query.
pub(super) fn many<T>(
    connection: &Connection,
    sql: &str,
    values: impl rusqlite::Params,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>> {
    connection
        .prepare_cached(sql)
        .and_then(|mut query| query.query_map(values, read)?.collect())
        .map_err(failed)
}

pub(super) fn fingerprints(
    connection: &Connection,
    integration: &IntegrationId,
    tabel: Tabel,
    ids: &[String],
) -> Result<Vec<Option<u64>>> {
    let sql = "SELECT record.fingerprint FROM json_each(?3) AS asked LEFT JOIN record
               ON integratie = ?1 AND tabel = ?2 AND record.id = asked.value ORDER BY asked.key";
    let values = params![integration.as_str(), number(tabel), json(ids)];
    many(connection, sql, values, |row| Ok(row.get::<_, Option<i64>>(0)?.map(i64::cast_unsigned)))
}

pub(super) fn count(
    connection: &Connection,
    integration: &IntegrationId,
    tabel: Tabel,
) -> Result<u64> {
    let sql = "SELECT count(*) FROM record WHERE integratie = ?1 AND tabel = ?2";
    number_of(connection, sql, params![integration.as_str(), number(tabel)])
}

pub(super) fn count_unmarked(
    connection: &Connection,
    integration: &IntegrationId,
    tabel: Tabel,
    run: u64,
) -> Result<u64> {
    let sql = "SELECT count(*) FROM record WHERE integratie = ?1 AND tabel = ?2 AND run < ?3";
    let values = params![integration.as_str(), number(tabel), run.cast_signed()];
    number_of(connection, sql, values)
}

/// The one number that a query answers.
pub(super) fn number_of(
    connection: &Connection,
    sql: &str,
    values: impl rusqlite::Params,
) -> Result<u64> {
    connection
        .prepare_cached(sql)
        .and_then(|mut query| query.query_row(values, |row| row.get::<_, i64>(0)))
        .map(i64::cast_unsigned)
        .map_err(failed)
}

pub(super) fn unmarked(
    connection: &Connection,
    integration: &IntegrationId,
    tabel: Tabel,
    run: u64,
    after: &str,
    most: usize,
) -> Result<Vec<Unmarked>> {
    let sql =
        "SELECT id, coalesce(code, id), actief FROM record WHERE integratie = ?1 AND tabel = ?2
               AND id > ?3 AND run < ?4 ORDER BY id LIMIT ?5";
    let run = run.cast_signed();
    let values = params![integration.as_str(), number(tabel), after, run, limit(most)];
    many(connection, sql, values, |row| {
        Ok(Unmarked { id: row.get(0)?, code: row.get(1)?, actief: row.get(2)? })
    })
}

/// Ids as the JSON array that `json_each` reads.
fn json(ids: &[impl AsRef<str>]) -> String {
    serde_json::Value::from_iter(ids.iter().map(AsRef::as_ref)).to_string()
}
