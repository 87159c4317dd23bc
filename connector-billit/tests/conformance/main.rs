//! The conformance suite of the test kit, on the simulator: with a login and with an API key.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod bedrijf;

mod with_login {
    use super::bedrijf::{Bedrijf, Login};

    simon_testkit::conformance!(Bedrijf<Login>);
}

mod with_api_key {
    use super::bedrijf::{ApiKey, Bedrijf};

    simon_testkit::conformance!(Bedrijf<ApiKey>);
}
