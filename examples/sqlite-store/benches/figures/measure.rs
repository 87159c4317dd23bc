//! What a piece of work cost, and what a measuring process reports to the one that started it.

use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Figures by name.
pub(crate) type Figures = BTreeMap<String, f64>;

/// Reports a figure to the parent.
pub(crate) fn report(name: &str, value: f64) {
    println!("{name}\t{value}");
}

/// Runs this program once more and reads the figures that it reports.
pub(crate) fn in_a_process(args: &[&str]) -> Figures {
    let program = std::env::current_exe().unwrap();
    let output = Command::new(program).args(args).stderr(Stdio::inherit()).output().unwrap();
    assert!(output.status.success(), "{args:?} failed");
    let text = String::from_utf8(output.stdout).unwrap();
    let figure = |line: &str| {
        let (name, value) = line.split_once('\t').unwrap();
        (name.to_owned(), value.parse().unwrap())
    };
    text.lines().map(figure).collect()
}

/// Work under measurement.
pub(crate) struct Phase {
    name: &'static str,
    started: Instant,
    cpu: f64,
}

impl Phase {
    pub(crate) fn start(name: &'static str) -> Self {
        Self { name, started: Instant::now(), cpu: cpu_ms() }
    }

    /// Reports wall and CPU time in milliseconds, per time that the work was done.
    pub(crate) fn end(self, times: u32) {
        let times = f64::from(times);
        let wall = self.started.elapsed().as_secs_f64() * 1000.0;
        report(&format!("{} wall", self.name), wall / times);
        report(&format!("{} cpu", self.name), (cpu_ms() - self.cpu) / times);
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

/// Reports a line of the process's memory in MiB: `VmHWM` is the peak, `VmRSS` what it has now.
pub(crate) fn report_memory(name: &str, line: &str) {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let found = status.lines().find_map(|one| one.strip_prefix(line)).expect("a figure");
    let kib: f64 = found.trim_start_matches(':').trim().trim_end_matches(" kB").parse().unwrap();
    report(name, kib / 1024.0);
}

/// The runtime of a measuring process; its threads live as long as it does.
pub(crate) fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .thread_keep_alive(std::time::Duration::from_secs(3600))
        .build()
        .unwrap()
}

pub(crate) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
