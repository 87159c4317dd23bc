//! The simulated SnelStart in a process of its own, told by lines on standard input what to do.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use connector_snelstart::simulator::SnelStart;
use simon_core::http::SystemClock;
use simon_testkit::{Faults, SimServer, Simulator};
use url::Url;

pub(crate) const SUBSCRIPTION_KEY: &str = "bench-subscription";
pub(crate) const KOPPELSLEUTEL: &str = "bench-koppelsleutel";

/// What the vendor has and how it answers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Vendor {
    pub(crate) relaties: u32,
    pub(crate) artikelen: u32,
    /// Records a page at most.
    pub(crate) page: u32,
    pub(crate) latency_ms: u32,
}

impl Vendor {
    pub(crate) const fn with(relaties: u32, artikelen: u32) -> Self {
        Self { relaties, artikelen, page: 500, latency_ms: 0 }
    }

    pub(crate) fn from_args(args: &[&str]) -> Self {
        let number = |place: usize| args[place].parse().unwrap();
        let (relaties, artikelen) = (number(0), number(1));
        Self { relaties, artikelen, page: number(2), latency_ms: number(3) }
    }

    pub(crate) fn args(&self) -> [String; 4] {
        [self.relaties, self.artikelen, self.page, self.latency_ms].map(|part| part.to_string())
    }
}

/// Answers after a while.
struct Slow(Arc<SnelStart>, Duration);

impl Simulator for Slow {
    fn handle(&self, request: &http::Request<Bytes>) -> http::Response<Bytes> {
        std::thread::sleep(self.1);
        self.0.handle(request)
    }
}

/// Serves until standard input closes.
pub(crate) fn serve(vendor: &Vendor) {
    let snelstart = SnelStart::new(Arc::new(SystemClock));
    let snelstart = Arc::new(snelstart.with_credentials(SUBSCRIPTION_KEY, KOPPELSLEUTEL));
    snelstart.seed_relaties(vendor.relaties);
    snelstart.seed_artikelen(vendor.artikelen);
    snelstart.cap_pages(usize::try_from(vendor.page).unwrap());
    let faults = Faults::none();
    faults.keep(0);
    let slow = Arc::new(Slow(snelstart.clone(), Duration::from_millis(vendor.latency_ms.into())));
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(SimServer::start(slow, faults));
    answer(server.url());
    for order in std::io::stdin().lines() {
        match order.unwrap().split_once(' ') {
            Some(("change", count)) => answer(change(&snelstart, count.parse().unwrap())),
            _ => answer(server.connections()),
        }
    }
}

fn answer(value: impl std::fmt::Display) {
    println!("{value}");
    std::io::stdout().flush().unwrap();
}

/// Changes so many customers and as many articles.
fn change(snelstart: &SnelStart, count: usize) -> usize {
    for id in first_ids(snelstart, "relaties", count) {
        snelstart.change_relatie(&id, &[("naam", "\"Hernoemd\"")]).unwrap();
    }
    for id in first_ids(snelstart, "artikelen", count) {
        snelstart.change_artikel(&id, &[("omschrijving", "\"Hernoemd\"")]).unwrap();
    }
    count
}

fn first_ids(snelstart: &SnelStart, list: &str, count: usize) -> Vec<String> {
    let form = format!("grant_type=clientkey&clientkey={KOPPELSLEUTEL}");
    let login = http::Request::post("/b2b/token")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Bytes::from(form))
        .unwrap();
    let token: serde_json::Value = read(&snelstart.handle(&login));
    let request = http::Request::get(format!("/v2/{list}?$top={count}"))
        .header("Ocp-Apim-Subscription-Key", SUBSCRIPTION_KEY)
        .header("Authorization", format!("Bearer {}", token["access_token"].as_str().unwrap()))
        .body(Bytes::new())
        .unwrap();
    let rows: Vec<serde_json::Value> = read(&snelstart.handle(&request));
    rows.iter().map(|row| row["id"].as_str().unwrap().to_lowercase()).collect()
}

fn read<T: serde::de::DeserializeOwned>(answer: &http::Response<Bytes>) -> T {
    serde_json::from_slice(answer.body()).unwrap()
}

/// A serving process, stopped when dropped.
pub(crate) struct Server {
    process: Child,
    orders: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    pub(crate) url: Url,
}

impl Server {
    pub(crate) fn start(vendor: &Vendor) -> Self {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .arg("serve")
            .args(vendor.args())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let orders = process.stdin.take();
        let answers = BufReader::new(process.stdout.take().unwrap());
        let url = Url::parse("http://127.0.0.1/").unwrap();
        let mut server = Self { process, orders, answers, url };
        server.url = server.answer().parse().unwrap();
        server
    }

    fn answer(&mut self) -> String {
        let mut line = String::new();
        self.answers.read_line(&mut line).unwrap();
        line.trim().to_owned()
    }

    fn order(&mut self, order: &str) -> String {
        writeln!(self.orders.as_mut().unwrap(), "{order}").unwrap();
        self.answer()
    }

    /// Changes so many customers and as many articles.
    pub(crate) fn change(&mut self, of_each: u32) {
        assert_eq!(self.order(&format!("change {of_each}")), of_each.to_string());
    }

    pub(crate) fn connections(&mut self) -> f64 {
        self.order("connections").parse().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.orders.take());
        self.process.wait().unwrap();
    }
}
