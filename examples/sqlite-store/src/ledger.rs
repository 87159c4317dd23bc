//! The memory of what was delivered and imported.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Transaction, params};
use simon_core::Result;
use simon_core::domain::{IntegrationId, OrderRef, WerkbonNummer};
use simon_core::host::{CommitError, Delivery, DeliveryStatus, ImportedOrder, decode, encode};

use super::records::{many, number_of, one};
use super::{at, failed, limit, moment};

pub(super) const DUE: &str =
    "SELECT nummer FROM levering WHERE integratie = ?1 AND status = 'wacht'
    AND niet_voor <= ?2 AND (claim_tot IS NULL OR claim_tot <= ?2)
    ORDER BY gearchiveerd_op, nummer LIMIT ?3";
pub(super) const NEXT: &str = "SELECT min(max(niet_voor, coalesce(claim_tot, niet_voor)))
    FROM levering WHERE integratie = ?1 AND status = 'wacht'";
pub(super) const LAST: &str = "SELECT max(geleverd_op) FROM levering
    WHERE integratie = ?1 AND geleverd_op IS NOT NULL";
pub(super) const PAGE: &str = "SELECT data FROM levering WHERE integratie = ?1 AND nummer > ?2
    ORDER BY nummer LIMIT ?3";
pub(super) const COUNT: &str =
    "SELECT count(*) FROM levering WHERE integratie = ?1 AND status = ?2";
pub(super) const IS_DELIVERED: &str =
    "SELECT EXISTS (SELECT 1 FROM levering WHERE integratie = ?1 AND document = ?2)";

pub(super) fn put_delivery(
    transaction: &Transaction<'_>,
    integration: &IntegrationId,
    mut delivery: Delivery,
) -> Result<(), CommitError> {
    let expected = delivery.versie.cast_signed();
    delivery.versie += 1;
    let sql = if expected == 0 {
        "INSERT INTO levering (integratie, nummer, versie, status, gearchiveerd_op, niet_voor,
             claim_tot, document, data, geleverd_op)
         SELECT ?1, ?2, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11 WHERE ?3 = 0
         ON CONFLICT DO NOTHING"
    } else {
        "UPDATE levering SET versie = ?4, status = ?5, gearchiveerd_op = ?6, niet_voor = ?7,
             claim_tot = ?8, document = ?9, data = ?10, geleverd_op = ?11
         WHERE integratie = ?1 AND nummer = ?2 AND versie = ?3"
    };
    let values = params![
        integration.as_str(),
        delivery.nummer.as_str(),
        expected,
        delivery.versie.cast_signed(),
        delivery.status.sleutel(),
        moment(delivery.gearchiveerd_op),
        moment(delivery.niet_voor),
        delivery.claim.as_ref().map(|claim| moment(claim.until)),
        delivery.document.as_ref().map(|document| document.vendor_id.as_str()),
        encode(&delivery)?,
        delivery.geleverd_op.map(moment),
    ];
    let written =
        transaction.prepare_cached(sql).and_then(|mut statement| statement.execute(values));
    if written.map_err(failed)? == 0 { Err(CommitError::Conflict) } else { Ok(()) }
}

pub(super) fn put_order(
    transaction: &Transaction<'_>,
    integration: &IntegrationId,
    order: &ImportedOrder,
) -> Result<()> {
    let sql = "INSERT INTO vendor_order (integratie, soort, vendor_id, data)
               VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET data = ?4";
    let OrderRef { soort, vendor_id, .. } = &order.order;
    let values = params![integration.as_str(), soort.sleutel(), vendor_id, encode(order)?];
    let done = transaction.prepare_cached(sql).and_then(|mut statement| statement.execute(values));
    done.map(drop).map_err(failed)
}

pub(super) fn delivery(
    connection: &Connection,
    integration: &IntegrationId,
    nummer: &WerkbonNummer,
) -> Result<Option<Delivery>> {
    let sql = "SELECT data FROM levering WHERE integratie = ?1 AND nummer = ?2";
    one(connection, sql, [integration.as_str(), nummer.as_str()])?
        .map(|data| decode(&data))
        .transpose()
}

pub(super) fn due(
    connection: &Connection,
    integration: &IntegrationId,
    now: DateTime<Utc>,
    most: usize,
) -> Result<Vec<WerkbonNummer>> {
    let values = params![integration.as_str(), moment(now), limit(most)];
    let numbers: Vec<String> = many(connection, DUE, values, |row| row.get(0))?;
    numbers.into_iter().map(|nummer| Ok(WerkbonNummer::new(nummer)?)).collect()
}

fn moment_of(
    connection: &Connection,
    sql: &str,
    integration: &IntegrationId,
) -> Result<Option<DateTime<Utc>>> {
    let found: Option<i64> = connection
        .prepare_cached(sql)
        .and_then(|mut query| query.query_row([integration.as_str()], |row| row.get(0)))
        .map_err(failed)?;
    Ok(found.map(at))
}

pub(super) fn next_delivery(
    connection: &Connection,
    integration: &IntegrationId,
) -> Result<Option<DateTime<Utc>>> {
    moment_of(connection, NEXT, integration)
}

pub(super) fn last_delivered(
    connection: &Connection,
    integration: &IntegrationId,
) -> Result<Option<DateTime<Utc>>> {
    moment_of(connection, LAST, integration)
}

pub(super) fn deliveries(
    connection: &Connection,
    integration: &IntegrationId,
    after: &str,
    most: usize,
) -> Result<Vec<Delivery>> {
    let values = params![integration.as_str(), after, limit(most)];
    let stored: Vec<String> = many(connection, PAGE, values, |row| row.get(0))?;
    stored.iter().map(|data| decode(data)).collect()
}

pub(super) fn count_deliveries(
    connection: &Connection,
    integration: &IntegrationId,
    of: DeliveryStatus,
) -> Result<u64> {
    number_of(connection, COUNT, [integration.as_str(), of.sleutel()])
}

pub(super) fn order(
    connection: &Connection,
    integration: &IntegrationId,
    order: &OrderRef,
) -> Result<Option<ImportedOrder>> {
    let sql = "SELECT data FROM vendor_order
               WHERE integratie = ?1 AND soort = ?2 AND vendor_id = ?3";
    let key = [integration.as_str(), order.soort.sleutel(), &order.vendor_id];
    one(connection, sql, key)?.map(|data| decode(&data)).transpose()
}

pub(super) fn is_delivered(
    connection: &Connection,
    integration: &IntegrationId,
    vendor_id: &str,
) -> Result<bool> {
    connection
        .prepare_cached(IS_DELIVERED)
        .and_then(|mut query| query.query_row([integration.as_str(), vendor_id], |row| row.get(0)))
        .map_err(failed)
}
