//! A vendor that takes its time to create an order, so that kills strike meanwhile.

use std::sync::Arc;
use std::time::Duration;

use connector_snelstart::simulator::SnelStart;
use simon_testkit::Simulator;
use simon_testkit::simulated::Seeded;

/// Milliseconds on each side of the commit, at most.
const SLOWEST: u64 = 10;

/// As a real vendor, it finishes what it began, whatever became of the client.
#[derive(Debug)]
pub(crate) struct SlowVendor {
    vendor: Arc<SnelStart>,
    random: Seeded,
}

impl SlowVendor {
    pub(crate) fn new(vendor: Arc<SnelStart>) -> Self {
        Self { vendor, random: Seeded::new(7) }
    }

    #[allow(clippy::disallowed_methods, reason = "the vendor's time is real time")]
    fn take_time(&self) {
        std::thread::sleep(Duration::from_millis(self.random.below(SLOWEST + 1)));
    }
}

impl Simulator for SlowVendor {
    fn handle(&self, request: &http::Request<bytes::Bytes>) -> http::Response<bytes::Bytes> {
        if request.method() != http::Method::POST || request.uri().path() != "/v2/verkooporders" {
            return self.vendor.handle(request);
        }
        self.take_time();
        let answer = self.vendor.handle(request);
        self.take_time();
        answer
    }
}
