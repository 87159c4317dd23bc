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

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use bytes::Bytes;
use connector_eboekhouden::simulator::{
    DEMO_API_TOKEN, DEMO_SECURITY_CODE_1, DEMO_SECURITY_CODE_2, DEMO_USERNAME, EBoekhouden,
};
use connector_eboekhouden::{EboekhoudenConfig, connector};
use simon_core::connector::{ListRequest, Next, RelatieRecord};
use simon_core::domain::IntegrationId;
use simon_core::http::{ResponseBody, Runtime, Transport, TransportError};
use simon_core::memory::{MemoryBudget, MemoryTokens};
use simon_testkit::builders::{self, books};
use simon_testkit::simulated::{SimulatedClock, run};
use simon_testkit::{Faults, InProcess};

/// Bytes of a piece of an answer.
const PIECE: usize = 16 * 1024;
/// Of the records in a long answer of SOAP.
const END: &str = "</cRelatie>";
const ID: &str = "<ID>60000001</ID>";

/// A network on which the list of one relation becomes one of many, made while it is read: nobody holds
/// it as a whole.
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
        let (head, mut body) = self.network.send(integration, request).await?.into_parts();
        let mut whole = Vec::new();
        while let Some(chunk) = body.chunk().await? {
            whole.extend_from_slice(&chunk);
        }
        let whole = String::from_utf8(whole).unwrap();
        let body: Box<dyn ResponseBody> = match parts(&whole) {
            Some(parts) => {
                let sent = Arc::clone(&self.sent);
                Box::new(Repeated { parts, made: 0, times: self.times, sent })
            }
            None => Box::new(Some(Bytes::from(whole))),
        };
        Ok(http::Response::from_parts(head, body))
    }
}

/// What stands before the first record, the record on both sides of its id, and what follows the last.
fn parts(answer: &str) -> Option<[String; 4]> {
    let (before, rest) = answer.split_once("<cRelatie>")?;
    let (record, after) = rest.rsplit_once(END)?;
    let (start, end) = record.split_once(ID)?;
    let record = [format!("<cRelatie>{start}<ID>"), format!("</ID>{end}{END}")];
    let [start, end] = record;
    Some([before.to_owned(), start, end, after.to_owned()])
}

struct Repeated {
    parts: [String; 4],
    made: usize,
    times: usize,
    sent: Arc<AtomicUsize>,
}

#[async_trait]
impl ResponseBody for Repeated {
    async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        if self.made > self.times {
            return Ok(None);
        }
        let [before, start, end, after] = &self.parts;
        let mut piece = if self.made == 0 { before.clone() } else { String::new() };
        while piece.len() < PIECE && self.made < self.times {
            self.made += 1;
            piece.push_str(&format!("{start}{}{end}", 60_000_000 + self.made));
        }
        if piece.len() < PIECE {
            piece.push_str(after);
            self.made = self.times + 1;
        }
        self.sent.fetch_add(piece.len(), Ordering::Relaxed);
        Ok(Some(piece.into()))
    }
}

/// Reads all customers and keeps what it is told to of each page. The number of records, and the bytes
/// of a long answer.
fn read(
    config: EboekhoudenConfig,
    seeded: u32,
    times: usize,
    mut keep: impl FnMut(Vec<RelatieRecord>),
) -> (usize, usize) {
    let clock = SimulatedClock::default();
    let sim = Arc::new(EBoekhouden::new(Arc::new(clock.clone())));
    sim.seed_relaties(seeded);
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
    let connector = connector(config, runtime).unwrap();
    let mut request = ListRequest::everything();
    let mut records = 0;
    loop {
        let page = run(&clock, connector.list_relaties(&books(), &request)).unwrap();
        records += page.items.len();
        keep(page.items);
        match page.next {
            Next::More(cursor) => request = request.resumed(Some(cursor)),
            Next::End { .. } => return (records, sent.load(Ordering::Relaxed)),
        }
    }
}

fn over_soap(records: usize, keep: impl FnMut(Vec<RelatieRecord>)) -> (usize, usize) {
    let config =
        EboekhoudenConfig::with_codes(DEMO_USERNAME, DEMO_SECURITY_CODE_1, DEMO_SECURITY_CODE_2);
    read(config, 1, records, keep)
}

fn over_rest(records: u32) -> usize {
    read(EboekhoudenConfig::with_token(DEMO_API_TOKEN), records, 0, drop).0
}

/// The most memory that this process ever had.
fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() / 1024
}

/// The last part tests the measuring: who keeps the records is seen.
#[test]
fn ten_times_the_records_take_no_more_memory_over_either_interface() {
    assert_eq!(over_soap(6_000, drop).0, 6_000);
    let small = peak_mib();
    let (records, bytes) = over_soap(60_000, drop);
    let large = peak_mib();
    assert_eq!(records, 60_000);
    assert!(bytes > 30 << 20, "{bytes} bytes in one answer");
    assert!(large - small <= 3, "SOAP: {small} MiB, then {large} MiB");

    assert_eq!(over_rest(500), 500);
    let small = peak_mib();
    assert_eq!(over_rest(5_000), 5_000);
    let large = peak_mib();
    assert!(large - small <= 3, "REST: {small} MiB, then {large} MiB");

    let mut kept = Vec::new();
    over_soap(25_000, |items| kept.push(items));
    assert!(peak_mib() - large > 10, "{} MiB with all records", peak_mib());
    drop(kept);
}
