//! The simulator in a process of its own, told by lines on standard input what to do.

use std::fmt;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;

use url::Url;

use crate::{Faults, SimServer, Simulator};

/// Serves a simulator until standard input ends. Told so by the [`Server`], it changes so many relaties.
///
/// # Panics
/// When there is no free port, or something else than a [`Server`] tells it what to do.
pub fn serve(simulator: Arc<dyn Simulator>, change: impl Fn(usize)) {
    let faults = Faults::none();
    faults.keep(0);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(SimServer::start(simulator, faults));
    println!("{}", server.url());
    std::io::stdout().flush().unwrap();
    for line in std::io::stdin().lines() {
        change(line.unwrap().parse().unwrap());
        println!("changed");
        std::io::stdout().flush().unwrap();
    }
}

/// A process that [serves](serve), stopped when dropped.
pub struct Server {
    process: Child,
    orders: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    /// Where it listens.
    pub url: Url,
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("url", &self.url).finish_non_exhaustive()
    }
}

impl Server {
    /// Starts this benchmark once more, to serve so many relaties and artikelen.
    ///
    /// # Panics
    /// When it does not say where it listens.
    #[must_use]
    pub fn start(relaties: &str, artikelen: &str) -> Self {
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

    /// Changes so many relaties.
    ///
    /// # Panics
    /// When the process has ended.
    pub fn change(&mut self, relaties: usize) {
        writeln!(self.orders.as_mut().unwrap(), "{relaties}").unwrap();
        self.answers.read_line(&mut String::new()).unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.orders.take());
        // Nothing is left of it either way.
        let _ = self.process.wait();
    }
}
