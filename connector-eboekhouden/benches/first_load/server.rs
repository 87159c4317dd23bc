//! The simulator in a process of its own, told by lines on standard input what to do.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;

use connector_eboekhouden::simulator::{EBoekhouden, Relatie};
use simon_core::http::SystemClock;
use simon_testkit::{Faults, SimServer};
use url::Url;

/// Serves until standard input closes.
pub(crate) fn serve(relaties: u32, artikelen: u32) {
    let vendor = Arc::new(EBoekhouden::new(Arc::new(SystemClock)));
    vendor.seed_relaties(relaties);
    vendor.seed_artikelen(artikelen);
    let faults = Faults::none();
    faults.keep(0);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(SimServer::start(vendor.clone(), faults));
    println!("{}", server.url());
    std::io::stdout().flush().unwrap();
    for line in std::io::stdin().lines() {
        let changed: usize = line.unwrap().parse().unwrap();
        for number in 0..changed {
            vendor.add_relatie(Relatie {
                code: Some(format!("N{number}")),
                bedrijf: Some(format!("Nieuw {number}")),
                ..Relatie::default()
            });
        }
        println!("changed");
        std::io::stdout().flush().unwrap();
    }
}

/// A serving process, stopped when dropped.
pub(crate) struct Server {
    process: Child,
    orders: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    pub(crate) url: Url,
}

impl Server {
    pub(crate) fn start(relaties: &str, artikelen: &str) -> Self {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["serve", relaties, artikelen])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let orders = process.stdin.take();
        let mut answers = BufReader::new(process.stdout.take().unwrap());
        let mut url = String::new();
        answers.read_line(&mut url).unwrap();
        Self { process, orders, answers, url: url.trim().parse().unwrap() }
    }

    pub(crate) fn change(&mut self, relaties: usize) {
        writeln!(self.orders.as_mut().unwrap(), "{relaties}").unwrap();
        self.answers.read_line(&mut String::new()).unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.orders.take());
        self.process.wait().unwrap();
    }
}
