//! The store passes the suites that every store must pass, and what goes beyond them.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod migration;
mod plans;

use std::sync::Arc;

use simon_core::ErrorKind;
use simon_core::domain::IntegrationId;
use simon_testkit::{budget_contract, store_contract, token_contract};
use tempfile::TempDir;

use super::SqliteStore;

fn on_a_new_file(check: store_contract::Check) {
    let folder = TempDir::new().unwrap();
    let store = SqliteStore::open(&folder.path().join("simon.db")).unwrap();
    tokio::runtime::Runtime::new().unwrap().block_on(check(&store));
}

/// Makes a new file, and a function that opens it.
fn new_file() -> (TempDir, impl Fn() -> Arc<SqliteStore>) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("simon.db");
    (folder, move || Arc::new(SqliteStore::open(&path).unwrap()))
}

fn on_a_new_shared_file(check: store_contract::SharedCheck) {
    let (_folder, open) = new_file();
    check(&|| open());
}

fn on_new_tokens(check: token_contract::Check) {
    let (_folder, open) = new_file();
    check(&|| open());
}

fn on_a_new_budget(check: budget_contract::Check) {
    let (_folder, open) = new_file();
    check(&|| open());
}

simon_testkit::store_contract!(on_a_new_file);
simon_testkit::store_contract!(shared: on_a_new_shared_file);
simon_testkit::token_contract!(on_new_tokens);
simon_testkit::budget_contract!(on_a_new_budget);

fn acme() -> IntegrationId {
    IntegrationId::new("acme").unwrap()
}

#[test]
fn many_processes_can_make_the_file_at_once() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("simon.db");
    std::thread::scope(|scope| {
        let opened: Vec<_> = (0..8).map(|_| scope.spawn(|| SqliteStore::open(&path))).collect();
        for one in opened {
            one.join().unwrap().unwrap();
        }
    });
}

#[tokio::test]
async fn a_file_of_a_newer_simon_is_refused() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("simon.db");
    drop(SqliteStore::open(&path).unwrap());
    let file = rusqlite::Connection::open(&path).unwrap();
    file.pragma_update(None, "user_version", 999).unwrap();
    let refused = SqliteStore::open(&path).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Host);
    assert!(refused.to_string().contains("version 999"), "{refused}");
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_the_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = TempDir::new().unwrap();
    let _store = SqliteStore::open(&folder.path().join("simon.db")).unwrap();
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let file = file.unwrap();
        let mode = file.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{:?} has mode {mode:o}", file.file_name());
    }
}
