//! The simulator in a process of its own, told by lines on standard input what to do.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;

use bytes::Bytes;
use connector_snelstart::simulator::SnelStart;
use simon_core::http::SystemClock;
use simon_testkit::{Faults, SimServer, Simulator};
use url::Url;

pub(crate) const SUBSCRIPTION_KEY: &str = "bench-subscription";
pub(crate) const KOPPELSLEUTEL: &str = "bench-koppelsleutel";

/// Serves until standard input closes.
pub(crate) fn serve(relaties: u32, artikelen: u32) {
    let clock = Arc::new(SystemClock);
    let vendor = Arc::new(SnelStart::new(clock).with_credentials(SUBSCRIPTION_KEY, KOPPELSLEUTEL));
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
        for id in first_ids(&vendor, changed) {
            vendor.change_relatie(&id, &[("naam", "\"Hernoemd\"")]).unwrap();
        }
        println!("changed");
        std::io::stdout().flush().unwrap();
    }
}

fn first_ids(vendor: &SnelStart, count: usize) -> Vec<String> {
    let form = format!("grant_type=clientkey&clientkey={KOPPELSLEUTEL}");
    let login = http::Request::post("/b2b/token")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Bytes::from(form))
        .unwrap();
    let token: serde_json::Value = serde_json::from_slice(vendor.handle(&login).body()).unwrap();
    let mut ids = Vec::new();
    while ids.len() < count {
        let path = format!("/v2/relaties?$skip={}&$top=500", ids.len());
        let request = http::Request::get(path)
            .header("Ocp-Apim-Subscription-Key", SUBSCRIPTION_KEY)
            .header("Authorization", format!("Bearer {}", token["access_token"].as_str().unwrap()))
            .body(Bytes::new())
            .unwrap();
        let rows: Vec<serde_json::Value> =
            serde_json::from_slice(vendor.handle(&request).body()).unwrap();
        ids.extend(rows.iter().map(|row| row["id"].as_str().unwrap().to_lowercase()));
    }
    ids.truncate(count);
    ids
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
