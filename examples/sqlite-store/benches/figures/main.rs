//! The figures S1 to S9: what a host with this store pays for following a vendor, beside a floor in the
//! same run. The floor is plain Rust on the same pages: one kept connection, typed decoding, and an
//! upsert per record in one transaction per page, as durable as the store.
//!
//! Every measurement is a process of its own and the simulated SnelStart is another, so that CPU time
//! and peak memory are the reader's alone. `cargo bench -p simon-sqlite --bench figures`; behind `--`
//! the number of repeats (3) and `quick` to leave out what takes long (S2 with 200,000 records, S9).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::float_arithmetic,
    clippy::as_conversions,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a benchmark measures real time and prints what it saw"
)]

mod engine;
mod fleet;
mod floor;
mod measure;
mod server;
mod table;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        ["serve", vendor @ ..] => server::serve(&server::Vendor::from_args(vendor)),
        ["floor", synchronous, vendor @ ..] => {
            floor::run(synchronous, &server::Vendor::from_args(vendor));
        }
        ["load", vendor @ ..] => engine::load(&server::Vendor::from_args(vendor)),
        ["cycles", vendor @ ..] => engine::cycles(&server::Vendor::from_args(vendor)),
        ["fleet", integrations] => fleet::run(integrations.parse().unwrap()),
        options => table::measure_and_print(options),
    }
}
