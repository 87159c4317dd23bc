//! What one phase of one process cost.

use std::time::Instant;

/// One line of a reader's output.
#[derive(Debug, Clone)]
pub(crate) struct Sample {
    pub(crate) name: String,
    pub(crate) wall_ms: f64,
    pub(crate) cpu_ms: f64,
    pub(crate) calls: u64,
    pub(crate) peak_mib: f64,
    /// Whether the phase reads everything, so that it compares with the floor.
    pub(crate) compares: bool,
}

impl Sample {
    pub(crate) fn from_line(line: &str) -> Self {
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

pub(crate) struct Phase {
    name: &'static str,
    compares: bool,
    started: Instant,
    cpu: f64,
    calls: u64,
}

impl Phase {
    pub(crate) fn start(name: &'static str, compares: bool, calls: u64) -> Self {
        Self { name, compares, started: Instant::now(), cpu: cpu_ms(), calls }
    }

    /// Prints the phase as a line for the parent process.
    pub(crate) fn end(self, calls: u64) {
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

pub(crate) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
