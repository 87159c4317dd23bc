//! Memory stays flat, whatever the size of a table (B3): with ten times the records the peak is hardly
//! higher. A process of its own, and one test in it: its peak is the reader's.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::future_not_send,
    reason = "tests"
)]

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use bytes::Bytes;
use chrono::{NaiveDateTime, TimeDelta};
use connector_billit::simulator::{Billit, DEMO_API_KEY, DEMO_PARTY_ID};
use connector_billit::{BillitConfig, BillitConnector};
use simon_core::connector::{AccountingConnector, ListRequest, Next, RelatieRecord};
use simon_core::domain::{Administratie, IntegrationId};
use simon_core::http::{ResponseBody, Runtime, Transport, TransportError};
use simon_core::memory::{MemoryBudget, MemoryTokens};
use simon_testkit::builders;
use simon_testkit::simulated::{SimulatedClock, run};
use simon_testkit::{Faults, InProcess};

/// Rows on a page.
const PAGE: usize = 120;
/// What the simulator's one customer has, and each of ours has in another way.
const ID: &str = "10000001";
const STAMP: &str = "2024-01-02T00:00:00";

/// A network on which the list of one customer becomes one of many, a second apart. A page is made when it
/// is asked for: nobody holds the others.
#[derive(Debug)]
struct Repeating {
    network: InProcess,
    times: usize,
    sent: Arc<AtomicUsize>,
}

#[async_trait]
impl Transport for Repeating {
    async fn send(
        &self,
        integration: &IntegrationId,
        request: http::Request<Bytes>,
    ) -> Result<http::Response<Box<dyn ResponseBody>>, TransportError> {
        let first = first(&request);
        let (mut head, body) = request.into_parts();
        head.uri = without_query(&head.uri);
        let request = http::Request::from_parts(head, body);
        let (head, mut body) = self.network.send(integration, request).await?.into_parts();
        let mut whole = Vec::new();
        while let Some(chunk) = body.chunk().await? {
            whole.extend_from_slice(&chunk);
        }
        let page = page(&String::from_utf8(whole).unwrap(), first..self.times.min(first + PAGE));
        self.sent.fetch_add(page.len(), Ordering::Relaxed);
        let body: Box<dyn ResponseBody> = Box::new(Some(Bytes::from(page)));
        Ok(http::Response::from_parts(head, body))
    }
}

/// The serial number of the row that a page begins with: at or after the filter's second, and so many
/// further.
fn first(request: &http::Request<Bytes>) -> usize {
    let query = request.uri().query().unwrap().as_bytes();
    let (mut second, mut skip) = (0, 0);
    for (name, value) in url::form_urlencoded::parse(query) {
        if name == "$skip" {
            skip = value.parse().unwrap();
        }
        if let Some((_, literal)) = value.split_once("LastModified ge datetime'") {
            let at = NaiveDateTime::parse_from_str(literal, "%Y-%m-%dT%H:%M:%S'").unwrap();
            second = usize::try_from((at - midnight()).num_seconds()).unwrap();
        }
    }
    second + skip
}

fn without_query(uri: &http::Uri) -> http::Uri {
    uri.to_string().split('?').next().unwrap().parse().unwrap()
}

/// A page with these rows, each made after the one of the answer.
fn page(answer: &str, rows: Range<usize>) -> String {
    let row = answer.strip_prefix("{\"Items\":[").and_then(|rest| rest.strip_suffix("]}"));
    let row = row.expect("a list of one row");
    assert_eq!((row.matches(ID).count(), row.contains(STAMP)), (1, true), "{row}");
    let made = rows.map(|serial| {
        let stamp = midnight() + TimeDelta::seconds(i64::try_from(serial).unwrap());
        let stamp = stamp.format("%Y-%m-%dT%H:%M:%S").to_string();
        row.replace(ID, &(10_000_001 + serial).to_string()).replace(STAMP, &stamp)
    });
    format!("{{\"Items\":[{}]}}", made.collect::<Vec<_>>().join(","))
}

fn midnight() -> NaiveDateTime {
    STAMP.parse().unwrap()
}

/// Reads all customers and keeps what it is told to of each page. The number of records, and the bytes of
/// all answers.
fn read(times: usize, mut keep: impl FnMut(Vec<RelatieRecord>)) -> (usize, usize) {
    let clock = SimulatedClock::default();
    let sim = Arc::new(Billit::new(Arc::new(clock.clone())));
    sim.books().seed_klanten(1);
    let faults = Faults::none();
    faults.keep(0);
    let network = InProcess::new(clock.clone()).mount("*", sim, faults);
    let sent = Arc::new(AtomicUsize::new(0));
    let runtime = Runtime::new(
        builders::integration(),
        Arc::new(Repeating { network, times, sent: sent.clone() }),
        Arc::new(clock.clone()),
        Arc::new(MemoryTokens::new()),
        Arc::new(MemoryBudget::new()),
    );
    let connector =
        BillitConnector::new(BillitConfig::with_api_key(DEMO_API_KEY), runtime).unwrap();
    let books = Administratie::new(DEMO_PARTY_ID.to_string(), "Boeken");
    let mut request = ListRequest::everything();
    let mut records = 0;
    loop {
        let page = run(&clock, connector.list_relaties(&books, &request)).unwrap();
        records += page.items.len();
        keep(page.items);
        match page.next {
            Next::More(cursor) => request = request.resumed(Some(cursor)),
            Next::End { .. } => return (records, sent.load(Ordering::Relaxed)),
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
fn ten_times_the_records_take_no_more_memory_b3() {
    assert_eq!(read(6_000, drop).0, 6_000);
    let small = peak_mib();
    let (records, bytes) = read(60_000, drop);
    let large = peak_mib();
    assert_eq!(records, 60_000);
    assert!(bytes > 20 << 20, "{bytes} bytes in all pages");
    assert!(large - small <= 3, "{small} MiB, then {large} MiB");

    let mut kept = Vec::new();
    read(25_000, |items| kept.push(items));
    assert!(peak_mib() - large > 10, "{} MiB with all records", peak_mib());
    drop(kept);
}
