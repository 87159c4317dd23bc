//! The page in a real browser: headless Chromium, driven through chromedriver.
//!
//! `CHROMEDRIVER` and `CHROMIUM` say where the programs are; else they are looked for in `PATH`. Where they
//! are missing a test says so and ends, unless `SIMON_BROWSER=required`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::future_not_send,
    clippy::print_stderr,
    reason = "tests"
)]

mod activation;
mod cleanup;
mod driver;
mod keyboard;
mod log;
mod looking;
mod office;
mod program;
mod screenshots;
mod visit;
mod werkbonnen;
#[path = "../cli/world.rs"]
#[allow(dead_code, reason = "the command line's tests need more of it")]
mod world;

use program::Program;
use visit::{Shape, Visit, in_browser};
use world::World;

/// Runs a test in a browser of this shape, on the page of this program.
fn on(program: &Program, shape: Shape, test: impl AsyncFnOnce(&Visit)) {
    in_browser(&program.url, shape, test);
}
