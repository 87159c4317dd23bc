//! What reading a vendor's listings costs beside a floor that reads the same pages with nothing but an
//! HTTP client and a parser.
//!
//! Each measurement is a process of its own, and the simulator is another, so that CPU time and peak
//! memory are the reader's alone. A connector's benchmark brings its simulator, to [`serve`], and its
//! readers, each with a [`Server`]:
//!
//! ```no_run
//! use simon_testkit::race::Race;
//!
//! fn main() {
//!     Race {
//!         serve: |relaties, artikelen| println!("serves {relaties} and {artikelen} records"),
//!         read: |reader, relaties, artikelen| println!("{reader}: {relaties}, {artikelen}"),
//!         needed: |records| records.div_ceil(500) + 1,
//!         remark: |needed| format!("least possible number of calls: {needed}"),
//!     }
//!     .run();
//! }
//! ```
//!
//! `-- 20000 4000` sets the numbers of relaties and artikelen, a third number the repeats.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::float_arithmetic,
    clippy::disallowed_methods,
    reason = "a benchmark measures real time and prints what it saw"
)]

mod server;

use std::process::{Command, Stdio};
use std::time::Instant;

pub use server::{Server, serve};

/// One vendor's race: a tenth of the records, then all of them.
#[derive(Debug, Clone, Copy)]
pub struct Race {
    /// Serves so many relaties and artikelen until its standard input ends.
    pub serve: fn(u32, u32),
    /// Runs the `floor`, the `connector` or the `engine` with so many relaties and artikelen, and
    /// prints its [phases](Phase).
    pub read: fn(&str, &str, &str),
    /// The least number of calls for the pages of a listing of so many records.
    pub needed: fn(u64) -> u64,
    /// What to say of the calls needed for both listings.
    pub remark: fn(u64) -> String,
}

impl Race {
    /// Plays the part that the arguments of this process name; without one, all of it.
    ///
    /// # Panics
    /// When an argument is no number, or a reader fails.
    pub fn run(&self) {
        let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        match args.as_slice() {
            ["serve", relaties, artikelen] => {
                (self.serve)(relaties.parse().unwrap(), artikelen.parse().unwrap());
            }
            ["read", reader, relaties, artikelen] => (self.read)(reader, relaties, artikelen),
            sizes => self.race(sizes),
        }
    }

    fn race(&self, sizes: &[&str]) {
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
            report(&runs);
            println!("  {}\n", (self.remark)((self.needed)(relaties) + (self.needed)(artikelen)));
        }
    }
}

fn samples(reader: &str, relaties: u64, artikelen: u64) -> Vec<Sample> {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["read", reader, &relaties.to_string(), &artikelen.to_string()])
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    assert!(output.status.success(), "the reader {reader} failed");
    String::from_utf8(output.stdout).unwrap().lines().map(Sample::from_line).collect()
}

fn report(runs: &[Vec<Sample>]) {
    let floor = median(runs.iter().map(|run| run[0].cpu_ms));
    for place in 0..runs[0].len() {
        let sample = &runs[0][place];
        let median = |of: fn(&Sample) -> f64| median(runs.iter().map(|run| of(&run[place])));
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
}

/// One line of a reader's output.
#[derive(Debug, Clone)]
struct Sample {
    name: String,
    wall_ms: f64,
    cpu_ms: f64,
    calls: u64,
    peak_mib: f64,
    /// Whether the phase reads everything, so that it compares with the floor.
    compares: bool,
}

impl Sample {
    fn from_line(line: &str) -> Self {
        let parts: Vec<&str> = line.split('\t').collect();
        Self {
            name: parts[0].to_owned(),
            wall_ms: parts[1].parse().unwrap(),
            cpu_ms: parts[2].parse().unwrap(),
            calls: parts[3].parse().unwrap(),
            peak_mib: parts[4].parse().unwrap(),
            compares: parts[5].parse().unwrap(),
        }
    }
}

/// What one phase of one process costs.
#[derive(Debug)]
pub struct Phase {
    name: &'static str,
    compares: bool,
    started: Instant,
    cpu: f64,
    calls: u64,
}

impl Phase {
    /// Begins a phase of a reader that made so many calls; one that `compares` reads everything, as the
    /// floor does.
    #[must_use]
    pub fn start(name: &'static str, compares: bool, calls: u64) -> Self {
        Self { name, compares, started: Instant::now(), cpu: cpu_ms(), calls }
    }

    /// Prints the phase as a line for the parent process; the reader made so many calls by now.
    ///
    /// # Panics
    /// On a system without the process files of Linux.
    pub fn end(self, calls: u64) {
        println!(
            "{}\t{}\t{}\t{}\t{}\t{}",
            self.name,
            self.started.elapsed().as_secs_f64() * 1000.0,
            cpu_ms() - self.cpu,
            calls - self.calls,
            peak_mib(),
            self.compares,
        );
    }
}

/// CPU time of all threads so far. Threads that ended are not in it, and none end here.
fn cpu_ms() -> f64 {
    let threads = std::fs::read_dir("/proc/self/task").expect("Linux");
    let nanoseconds = threads.map(|thread| {
        let path = thread.unwrap().path().join("schedstat");
        let line = std::fs::read_to_string(path).unwrap_or_default();
        line.split(' ').next().and_then(|ns| ns.parse::<f64>().ok()).unwrap_or(0.0)
    });
    nanoseconds.sum::<f64>() / 1e6
}

fn peak_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
    line.trim().trim_end_matches(" kB").parse::<f64>().unwrap() / 1024.0
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
