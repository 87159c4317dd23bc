//! What the engine asks again and again is answered from an index, never by reading a whole table or
//! by sorting.

use rusqlite::Connection;
use tempfile::TempDir;

use crate::{SqliteStore, ledger, log};

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
    for (sql, index) in [
        (ledger::DUE, "levering_wacht"),
        (ledger::NEXT, "levering_status"),
        (ledger::LAST, "levering_geleverd"),
        (ledger::PAGE, "levering"),
        (ledger::COUNT, "levering_status"),
        (ledger::IS_DELIVERED, "levering_document"),
        (log::READ, "log_at"),
    ] {
        let plan = plan(&file, sql);
        assert!(plan.contains(&format!("SEARCH {}", table(sql))), "{sql}: {plan}");
        assert!(plan.contains(index), "{sql}: {plan}");
        assert!(!plan.contains("TEMP B-TREE"), "sorts: {sql}: {plan}");
        assert!(!plan.contains(&format!("SCAN {}", table(sql))), "{sql}: {plan}");
    }
}

fn table(sql: &str) -> &'static str {
    if sql.contains("FROM log") { "log" } else { "levering" }
}
