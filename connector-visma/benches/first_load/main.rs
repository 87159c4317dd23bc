//! First load, repeated load, 1 % changed and idle, measured against a floor in the same run: the
//! same pages fetched with the same HTTP client and decoded by serde_json into plain structures.
//!
//! Each measurement is a process of its own, and the simulator is another, so that CPU time and peak
//! memory are the reader's alone. `cargo bench -p connector-visma --bench first_load`; for a
//! smaller or larger load add `-- 20000 4000` (relaties, artikelen) and for more repeats `-- ... 5`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::float_arithmetic,
    clippy::as_conversions,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a benchmark measures real time and prints what it saw"
)]

mod readers;
mod server;

use simon_testkit::race::Race;

fn main() {
    Race {
        serve: server::serve,
        read: readers::run,
        // Pages of 500, as the connector asks for them.
        needed: |records| records.div_ceil(500).max(1),
        remark: |needed| {
            format!(
                "least possible number of calls for the pages: {needed}\n  the connector asks for a \
                 row of the page before each time, so that none is skipped: some more"
            )
        },
    }
    .run();
}
