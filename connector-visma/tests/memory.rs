//! Memory stays flat, whatever the size of a table (B3): with ten times the records the peak is hardly
//! higher. A process of its own, and one test in it: its peak is the reader's, and the simulator's, which
//! keeps a number and two moments of each record.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::future_not_send,
    reason = "tests"
)]

use std::sync::Arc;

use connector_visma::simulator::{
    DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI, DEMO_REFRESH_TOKEN, DEMO_TENANT,
    VismaNet,
};
use connector_visma::{VismaConfig, VismaConnector};
use simon_core::connector::{AccountingConnector, ListRequest, Next, RelatieRecord};
use simon_core::domain::Administratie;
use simon_core::http::Runtime;
use simon_core::memory::MemoryTokens;
use simon_testkit::simulated::{SimulatedClock, run};
use simon_testkit::{Faults, InProcess, NoLimit, builders};

/// Reads all of so many customers and keeps what it is told to of each page. How many there were.
fn read(seeded: u32, mut keep: impl FnMut(Vec<RelatieRecord>)) -> usize {
    let clock = SimulatedClock::default();
    let sim = Arc::new(VismaNet::new(Arc::new(clock.clone())));
    sim.books().seed_klanten(seeded);
    let faults = Faults::none();
    faults.keep(0);
    let network = InProcess::new(clock.clone()).mount("*", sim, faults);
    let runtime = Runtime::new(
        builders::integration(),
        Arc::new(network),
        Arc::new(clock.clone()),
        Arc::new(MemoryTokens::new()),
        Arc::new(NoLimit),
    );
    let config = VismaConfig::interactive(DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI)
        .with_refresh_token(DEMO_REFRESH_TOKEN);
    let connector = VismaConnector::new(config, runtime).unwrap();
    let books = Administratie::new(DEMO_TENANT, "Demo");
    let mut request = ListRequest::everything();
    let mut records = 0;
    loop {
        let page = run(&clock, connector.list_relaties(&books, &request)).unwrap();
        records += page.items.len();
        keep(page.items);
        match page.next {
            Next::More(cursor) => request = request.resumed(Some(cursor)),
            Next::End { .. } => return records,
        }
    }
}

/// The most memory that this process ever had.
fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() / 1024
}

/// The last part tests the measuring: who keeps the records is seen.
#[test]
fn ten_times_the_records_take_no_more_memory() {
    assert_eq!(read(2_000, drop), 2_000);
    let small = peak_mib();
    assert_eq!(read(20_000, drop), 20_000);
    let large = peak_mib();
    assert!(large - small <= 4, "{small} MiB, then {large} MiB");

    let mut kept = Vec::new();
    read(20_000, |items| kept.push(items));
    assert!(peak_mib() - large > 15, "{} MiB with all records", peak_mib());
    drop(kept);
}
