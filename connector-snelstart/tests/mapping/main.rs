//! Raw JSON of SnelStart and the domain records that it becomes, through the connector's own
//! operations; the answers come from fixtures.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod canned;
mod creating;
mod reading;
