//! A vendor that takes its time to create an order, and lets a process that is to be killed create
//! only so many: on a busy machine the others would be delivered before the kill comes.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use connector_snelstart::simulator::SnelStart;
use http::{Method, Request, Response};
use simon_testkit::Simulator;
use simon_testkit::simulated::Seeded;

/// Milliseconds on each side of the commit, at most.
const SLOWEST: u64 = 10;

#[derive(Debug)]
pub(crate) struct SlowVendor {
    vendor: Arc<SnelStart>,
    random: Seeded,
    gate: Mutex<Gate>,
    changed: Condvar,
}

#[derive(Debug)]
struct Gate {
    /// How many more creates are answered in this round; none: all.
    answers: Option<usize>,
    round: usize,
}

impl SlowVendor {
    pub(crate) fn new(vendor: Arc<SnelStart>) -> Self {
        let gate = Mutex::new(Gate { answers: None, round: 0 });
        Self { vendor, random: Seeded::new(7), gate, changed: Condvar::new() }
    }

    /// Begins a round, in which so many creates are answered. What was held up in the last one goes
    /// its way: nobody is there any more to hear the answer.
    pub(crate) fn next_round(&self, answers: Option<usize>) {
        let mut gate = self.gate();
        gate.answers = answers;
        gate.round += 1;
        self.changed.notify_all();
    }

    fn gate(&self) -> MutexGuard<'_, Gate> {
        self.gate.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_answered(&self) -> bool {
        match &mut self.gate().answers {
            None => true,
            Some(0) => false,
            Some(left) => {
                *left -= 1;
                true
            }
        }
    }

    fn wait_for_the_next_round(&self) {
        let gate = self.gate();
        let round = gate.round;
        let same = |gate: &mut Gate| gate.round == round;
        let longest = Duration::from_secs(10);
        drop(self.changed.wait_timeout_while(gate, longest, same));
    }

    #[allow(clippy::disallowed_methods, reason = "the vendor's time is real time")]
    fn take_time(&self) {
        std::thread::sleep(Duration::from_millis(self.random.below(SLOWEST + 1)));
    }

    fn create(&self, request: &Request<bytes::Bytes>) -> Response<bytes::Bytes> {
        self.take_time();
        if self.is_answered() {
            let answer = self.vendor.handle(request);
            self.take_time();
            return answer;
        }
        match self.random.below(8) {
            // It commits, and the client dies before the answer.
            0 => {
                let answer = self.vendor.handle(request);
                self.wait_for_the_next_round();
                answer
            }
            // The client dies, and then it commits.
            1 => {
                self.wait_for_the_next_round();
                self.vendor.handle(request)
            }
            _ => {
                self.wait_for_the_next_round();
                Response::default()
            }
        }
    }
}

impl Simulator for SlowVendor {
    fn handle(&self, request: &Request<bytes::Bytes>) -> Response<bytes::Bytes> {
        if request.method() == Method::POST && request.uri().path() == "/v2/verkooporders" {
            self.create(request)
        } else {
            self.vendor.handle(request)
        }
    }
}
