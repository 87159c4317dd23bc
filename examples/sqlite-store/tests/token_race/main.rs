//! The token race (R4): eight processes, one SQLite file, one expired single-use refresh token, and a
//! vendor that kills a login when a refresh token comes twice.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "tests with real processes in real time"
)]

mod process;
mod vendor;

use std::process::Child;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use secrecy::{ExposeSecret, SecretString};
use simon_core::host::{Clock, TokenRecord, TokenSet, TokenStore};
use simon_sqlite::SqliteStore;
use simon_testkit::{Fault, Faults, On, SimServer};
use tempfile::TempDir;

use process::{FastClock, OK, REFUSED, integration, outcome_of, start_process};
use vendor::{Books, Vendor};

const PROCESSES: usize = 8;

/// A vendor, and a file with the tokens that it issued, expired an hour ago.
struct Round {
    vendor: Arc<Vendor>,
    server: SimServer,
    clock: FastClock,
    folder: TempDir,
}

impl Round {
    async fn new() -> Self {
        let vendor = Arc::new(Vendor::default());
        let server = SimServer::start(vendor.clone(), Faults::none()).await;
        let (clock, folder) = (FastClock::starting_now(), TempDir::new().unwrap());
        let round = Self { vendor, server, clock, folder };
        let obtained = clock.now() - TimeDelta::hours(1);
        let secret = |text: &str| SecretString::from(text.to_owned());
        let tokens = TokenSet::new(secret("access-0"), obtained, obtained + TimeDelta::minutes(10));
        let mut record = TokenRecord::default();
        record.tokens = Some(tokens.with_refresh(Some(secret("refresh-0"))));
        round.store().swap(&integration(), "main", record).await.unwrap();
        round
    }

    fn file(&self) -> std::path::PathBuf {
        self.folder.path().join("simon.db")
    }

    fn store(&self) -> SqliteStore {
        SqliteStore::open(&self.file()).unwrap()
    }

    fn start(&self) -> Child {
        start_process(&self.file(), &self.server.url(), self.clock)
    }

    /// Starts one process and waits until its token request has reached the vendor's line.
    async fn start_refresher(&self) -> Child {
        let refresher = self.start();
        while self.server.faults().journal().iter().all(|exchange| exchange.path != "/token") {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        refresher
    }

    async fn outcomes(&self, processes: Vec<Child>) -> Vec<String> {
        let waiting = processes
            .into_iter()
            .map(|process| tokio::task::spawn_blocking(move || outcome_of(process)));
        let mut outcomes = Vec::new();
        for process in waiting.collect::<Vec<_>>() {
            outcomes.push(process.await.unwrap());
        }
        outcomes
    }

    /// What the file holds in the end, and that nobody is said to renew any more.
    async fn refresh_token(&self) -> String {
        let record = self.store().load(&integration(), "main").await.unwrap();
        assert_eq!(record.renewing_until, None, "the lease was given back");
        record.tokens.unwrap().refresh.unwrap().expose_secret().to_owned()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn eight_processes_on_one_expired_single_use_token_renew_once_and_all_work_g8() {
    for number in 0..5 {
        let round = Round::new().await;
        let processes: Vec<Child> = (0..PROCESSES).map(|_| round.start()).collect();
        assert_eq!(round.outcomes(processes).await, [OK; PROCESSES], "round {number}");
        let expected = Books { refreshed: 1, refused: 0, served: 8, unsigned: 0 };
        assert_eq!(round.vendor.books(), expected, "round {number}");
        assert_eq!(round.refresh_token().await, "refresh-1");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_others_go_on_when_the_refresher_dies_before_the_vendor_heard_it_g8() {
    let round = Round::new().await;
    round.server.faults().add(On::path("/token"), Fault::StallBefore, 1);
    let mut refresher = round.start_refresher().await;
    let others: Vec<Child> = (1..PROCESSES).map(|_| round.start()).collect();
    refresher.kill().unwrap();
    refresher.wait().unwrap();
    assert_eq!(round.outcomes(others).await, [OK; PROCESSES - 1]);
    assert_eq!(round.vendor.books(), Books { refreshed: 1, refused: 0, served: 7, unsigned: 0 });
    assert_eq!(round.refresh_token().await, "refresh-1");
}

/// The pair that was bought died with the process: nobody can have it, so the user has to log in. That
/// is certain only when the vendor says so, and one process asks it, once.
#[tokio::test(flavor = "multi_thread")]
async fn the_others_ask_once_and_all_say_log_in_when_the_answer_died_with_the_refresher_g8() {
    let round = Round::new().await;
    round.server.faults().add(On::path("/token"), Fault::StallAfter, 1);
    let mut refresher = round.start_refresher().await;
    let others: Vec<Child> = (1..PROCESSES).map(|_| round.start()).collect();
    refresher.kill().unwrap();
    refresher.wait().unwrap();
    assert_eq!(round.outcomes(others).await, [REFUSED; PROCESSES - 1]);
    assert_eq!(round.vendor.books(), Books { refreshed: 1, refused: 1, served: 0, unsigned: 0 });
}

/// What each of the processes runs; by itself it does nothing.
#[test]
fn one_of_the_processes() {
    if let Some(task) = process::Task::from_environment() {
        println!("{}", task.run());
    }
}
