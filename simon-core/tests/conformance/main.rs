//! The conformance suite on the connector of the example `tiny_connector`, and on connectors with a
//! defect each, to prove that the suite finds it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

#[path = "../../examples/tiny_connector/connector.rs"]
mod connector;
mod defects;
mod harness;
#[path = "../../examples/tiny_connector/mapping.rs"]
mod mapping;
#[path = "../../examples/tiny_connector/vendor.rs"]
mod vendor;

mod tiny {
    simon_testkit::conformance!(crate::harness::Tiny);
}
