//! First load, repeated load, 1 % changed and idle, measured against a floor in the same run: the
//! same pages fetched with the same HTTP client and decoded by serde_json into plain structures.
//!
//! Each measurement is a process of its own, and the simulator is another, so that CPU time and peak
//! memory are the reader's alone. `cargo bench -p connector-exact --bench first_load`; for a
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

mod measure;
mod readers;
mod server;

use std::process::Command;

use measure::Sample;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        ["serve", relaties, artikelen] => {
            server::serve(relaties.parse().unwrap(), artikelen.parse().unwrap());
        }
        ["read", reader, relaties, artikelen] => readers::run(reader, relaties, artikelen),
        sizes => race(sizes),
    }
}

fn race(sizes: &[&str]) {
    let number = |place: usize, default: u64| {
        sizes.get(place).map_or(default, |size| size.parse().expect("a number"))
    };
    let (relaties, artikelen, repeats) = (number(0, 100_000), number(1, 20_000), number(2, 3));
    println!("medians of {repeats} interleaved runs; CPU of the reading process only\n");
    println!(
        "{:<34} {:>9} {:>9} {:>7} {:>9} {:>9}",
        "", "wall ms", "CPU ms", "ratio", "calls", "peak MiB"
    );
    for (relaties, artikelen) in [(relaties / 10, artikelen / 10), (relaties, artikelen)] {
        println!("{relaties} relaties, {artikelen} artikelen");
        let mut runs: Vec<Vec<Sample>> = Vec::new();
        for _ in 0..repeats {
            let of = |reader| samples(reader, relaties, artikelen);
            runs.push([of("floor"), of("connector"), of("engine")].concat());
        }
        report(&runs, needed(relaties) + needed(artikelen));
    }
}

/// The least number of calls: pages of 1,000, of which the last says that it is.
const fn needed(records: u64) -> u64 {
    records.div_ceil(1_000)
}

fn samples(reader: &str, relaties: u64, artikelen: u64) -> Vec<Sample> {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["read", reader, &relaties.to_string(), &artikelen.to_string()])
        .stderr(std::process::Stdio::inherit())
        .output()
        .unwrap();
    assert!(output.status.success(), "the reader {reader} failed");
    String::from_utf8(output.stdout).unwrap().lines().map(Sample::from_line).collect()
}

fn report(runs: &[Vec<Sample>], needed: u64) {
    let floor = measure::median(runs.iter().map(|run| run[0].cpu_ms));
    for place in 0..runs[0].len() {
        let sample = &runs[0][place];
        let median =
            |of: fn(&Sample) -> f64| measure::median(runs.iter().map(|run| of(&run[place])));
        let cpu = median(|sample| sample.cpu_ms);
        let ratio = if sample.compares { format!("{:.2}", cpu / floor) } else { String::new() };
        println!(
            "  {:<32} {:>9.0} {:>9.1} {:>7} {:>9} {:>9.1}",
            sample.name,
            median(|sample| sample.wall_ms),
            cpu,
            ratio,
            sample.calls,
            median(|sample| sample.peak_mib),
        );
    }
    println!("  least possible number of calls for the pages: {needed}");
    println!("  the engine also reads deletions, groups and, once, the administrations: 3 calls\n");
}
