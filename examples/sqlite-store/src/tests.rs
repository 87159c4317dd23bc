//! The store passes the suite that every store must pass, and what goes beyond it.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use chrono::{DateTime, TimeDelta, Utc};
use secrecy::{ExposeSecret, SecretString};
use simon_core::ErrorKind;
use simon_core::domain::IntegrationId;
use simon_core::host::{
    Batch, BudgetKey, CallBudget, Change, Grant, IntegrationState, Priority, Store, TokenSet,
    TokenStore, TokenSwap, Window, WindowKind,
};
use simon_testkit::store_contract::Check;
use std::time::Duration;
use tempfile::TempDir;

use super::SqliteStore;

fn on_a_new_file(check: Check) {
    let folder = TempDir::new().unwrap();
    let store = SqliteStore::open(&folder.path().join("simon.db")).unwrap();
    tokio::runtime::Runtime::new().unwrap().block_on(check(&store));
}

simon_testkit::store_contract!(on_a_new_file);

fn acme() -> IntegrationId {
    IntegrationId::new("acme").unwrap()
}

fn second(seconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::seconds(seconds)
}

#[tokio::test]
async fn two_processes_on_one_file_see_each_others_commits() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("simon.db");
    let (one, two) = (SqliteStore::open(&path).unwrap(), SqliteStore::open(&path).unwrap());
    let change = |state| Batch { epoch: None, changes: vec![Change::State(state)] };
    one.commit(&acme(), change(IntegrationState::default())).await.unwrap();
    let state = two.state(&acme()).await.unwrap();
    assert_eq!(state.versie, 1);
    two.commit(&acme(), change(state.clone())).await.unwrap();
    assert!(one.commit(&acme(), change(state)).await.is_err());
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

#[tokio::test]
async fn tokens_are_compared_and_swapped_and_outlive_the_process() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("simon.db");
    let store = SqliteStore::open(&path).unwrap();
    let mut record = store.load(&acme(), "main").await.unwrap();
    assert_eq!(record.versie, 0);
    let tokens = TokenSet::new(SecretString::from("access"), second(0), second(600));
    record.tokens = Some(tokens.with_refresh(Some(SecretString::from("refresh"))));
    record.renewing_until = Some(second(30));
    let stale = record.clone();
    let swapped = store.swap(&acme(), "main", record).await.unwrap();
    assert!(matches!(swapped, TokenSwap::Stored(record) if record.versie == 1));
    let lost = store.swap(&acme(), "main", stale).await.unwrap();
    assert!(matches!(lost, TokenSwap::Lost(record) if record.versie == 1));
    drop(store);
    let store = SqliteStore::open(&path).unwrap();
    let read = store.load(&acme(), "main").await.unwrap();
    let tokens = read.tokens.unwrap();
    assert_eq!(tokens.access.expose_secret(), "access");
    assert_eq!(tokens.refresh.unwrap().expose_secret(), "refresh");
    assert_eq!((tokens.obtained_at, tokens.expires_at), (second(0), second(600)));
    assert_eq!(read.renewing_until, Some(second(30)));
    assert_eq!(store.load(&acme(), "second").await.unwrap().versie, 0);
}

async fn ask(store: &SqliteStore, window: Window, priority: Priority, at: i64) -> Option<i64> {
    let key = BudgetKey("app".to_owned());
    match store.ask(&acme(), &key, &[window], priority, second(at)).await.unwrap() {
        Grant::Go => None,
        Grant::WaitUntil(until) => Some((until - second(0)).num_seconds()),
    }
}

#[tokio::test]
async fn calls_beyond_a_clock_minute_wait_for_the_next_one() {
    let store = SqliteStore::in_memory().unwrap();
    let window = Window::new(WindowKind::Fixed, Duration::from_secs(60), 3, 1);
    assert_eq!(ask(&store, window, Priority::Normal, 10).await, None);
    assert_eq!(ask(&store, window, Priority::Normal, 20).await, None);
    assert_eq!(ask(&store, window, Priority::Normal, 30).await, Some(60), "the reserve is kept");
    let key = BudgetKey("app".to_owned());
    let gauge = store.gauge(&acme(), &key, &[window], second(30)).await.unwrap();
    assert_eq!(gauge.normal_from, Some(second(60)), "the status can say so");
    assert_eq!((gauge.deliver_from, gauge.windows[0].used), (None, 2));
    assert_eq!(ask(&store, window, Priority::Deliver, 30).await, None);
    assert_eq!(ask(&store, window, Priority::Deliver, 40).await, Some(60));
    assert_eq!(ask(&store, window, Priority::Normal, 60).await, None);
}

#[tokio::test]
async fn calls_beyond_a_rolling_window_wait_until_one_leaves_it() {
    let store = SqliteStore::in_memory().unwrap();
    let window = Window::new(WindowKind::Rolling, Duration::from_secs(60), 2, 0);
    assert_eq!(ask(&store, window, Priority::Normal, 0).await, None);
    assert_eq!(ask(&store, window, Priority::Normal, 50).await, None);
    assert_eq!(ask(&store, window, Priority::Normal, 59).await, Some(60));
    assert_eq!(ask(&store, window, Priority::Normal, 60).await, None);
    assert_eq!(ask(&store, window, Priority::Normal, 62).await, Some(110));
}

#[tokio::test]
async fn a_block_of_the_vendor_holds_everyone() {
    let store = SqliteStore::in_memory().unwrap();
    let key = BudgetKey("app".to_owned());
    store.block(&acme(), &key, second(90)).await.unwrap();
    store.block(&acme(), &key, second(30)).await.unwrap();
    let window = Window::new(WindowKind::Fixed, Duration::from_secs(60), 9, 0);
    assert_eq!(ask(&store, window, Priority::Deliver, 10).await, Some(90));
    let free_from =
        async |at| store.gauge(&acme(), &key, &[window], second(at)).await.unwrap().deliver_from;
    assert_eq!(free_from(10).await, Some(second(90)));
    assert_eq!(free_from(90).await, None);
    assert_eq!(ask(&store, window, Priority::Normal, 90).await, None);
}
