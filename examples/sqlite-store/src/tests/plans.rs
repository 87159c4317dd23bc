//! What the engine asks again and again is answered from an index, never by reading a whole table or
//! by sorting.

use rusqlite::Connection;
use tempfile::TempDir;

use crate::{SqliteStore, ledger, log, records};

fn plan(file: &Connection, sql: &str) -> String {
    let mut statement = file.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let nothing = vec![rusqlite::types::Null; statement.parameter_count()];
    let lines = statement.query_map(rusqlite::params_from_iter(nothing), |row| row.get(3));
    lines
        .unwrap()
        .map(|line: rusqlite::Result<String>| line.unwrap())
        .collect::<Vec<_>>()
        .join("; ")
}

#[test]
fn recurring_questions_are_answered_from_an_index() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("simon.db");
    drop(SqliteStore::open(&path).unwrap());
    let file = Connection::open(&path).unwrap();
    let key = "INDEX sqlite_autoindex_record_1 (integratie=? AND tabel=? AND id";
    for (sql, by) in [
        (ledger::DUE, "INDEX levering_wacht"),
        (ledger::NEXT, "INDEX levering_status"),
        (ledger::LAST, "INDEX levering_geleverd"),
        (ledger::PAGE, "INDEX sqlite_autoindex_levering_1 (integratie=? AND nummer>?)"),
        (ledger::COUNT, "INDEX levering_status"),
        (ledger::IS_DELIVERED, "INDEX levering_document"),
        (log::READ, "INDEX log_at"),
        (records::BY_ID, key),
        (records::PAGE, key),
        (records::ADDRESSES, "INDEX record_relatie (integratie=? AND tabel=? AND relatie=?)"),
        (
            records::REMOVE_ADDRESSES,
            "INDEX record_relatie (integratie=? AND tabel=? AND relatie=?)",
        ),
    ] {
        let plan = plan(&file, sql);
        assert!(plan.contains("SEARCH"), "{sql}: {plan}");
        assert!(plan.contains(by), "{sql}: {plan}");
        assert!(!plan.contains("TEMP B-TREE"), "sorts: {sql}: {plan}");
        assert!(!plan.contains("SCAN record"), "{sql}: {plan}");
        assert!(!plan.contains("SCAN levering"), "{sql}: {plan}");
    }
}

/// The few records of one customer or one code are sorted, not the table.
#[test]
fn records_of_a_customer_and_of_a_code_are_found_by_an_index() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("simon.db");
    drop(SqliteStore::open(&path).unwrap());
    let file = Connection::open(&path).unwrap();
    for (sql, by) in [
        (records::BY_RELATIE, "INDEX record_relatie (integratie=? AND tabel=? AND relatie=?)"),
        (records::ARTICLES_BY_CODES, "INDEX artikel_code (integratie=? AND <expr>=?)"),
        (records::BY_CODE, "INDEX record_code (integratie=? AND tabel=? AND code=?)"),
    ] {
        let plan = plan(&file, sql);
        assert!(plan.contains(by), "{sql}: {plan}");
        assert!(!plan.contains("SCAN record"), "{sql}: {plan}");
    }
}
