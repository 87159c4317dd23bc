//! The conformance suite of the test kit, on the simulator: once for werkbonnen that become sales orders,
//! and once for those that become customer invoices.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod company;

mod sales_orders {
    simon_testkit::conformance!(crate::company::Company<false>);
}

mod customer_invoices {
    simon_testkit::conformance!(crate::company::Company<true>);
}
