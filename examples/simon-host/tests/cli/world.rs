//! A simulated vendor, a configuration in a folder, and the program.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use connector_snelstart::simulator::{DEMO_KOPPELSLEUTEL, DEMO_SUBSCRIPTION_KEY, SnelStart};
use serde_json::Value;
use simon_core::http::SystemClock;
use simon_testkit::{Faults, SimServer, Simulator};
use tempfile::TempDir;
use tokio::runtime::Runtime;

pub(crate) const SETTINGS: &str = r#"
reistijd_artikel = "REIS"
werktijd_artikel = "UUR"
filterwoord = "garantie"
ophalen = ["verkooporders"]
"#;

pub(crate) struct World<V = SnelStart> {
    pub(crate) vendor: Arc<V>,
    pub(crate) faults: Faults,
    pub(crate) folder: TempDir,
    pub(crate) server: Option<SimServer>,
    pub(crate) runtime: Runtime,
    name: &'static str,
    url: String,
}

pub(crate) struct Ran {
    pub(crate) exit: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    /// Every line of standard output, which must be JSON.
    pub(crate) fn documents(&self) -> Vec<Value> {
        let parse = |line: &str| {
            serde_json::from_str(line).unwrap_or_else(|error| panic!("{error} in {line}"))
        };
        self.stdout.lines().map(parse).collect()
    }

    /// The only document.
    pub(crate) fn document(&self) -> Value {
        let mut documents = self.documents();
        assert_eq!(documents.len(), 1, "{}\n{}", self.stdout, self.stderr);
        documents.remove(0)
    }
}

pub(crate) fn simon_host(args: &[&str]) -> Ran {
    run(Command::new(env!("CARGO_BIN_EXE_simon-host")).args(args))
}

fn run(command: &mut Command) -> Ran {
    // Traces at their loudest must not leak anything either.
    let output = command.env("RUST_LOG", "simon_core=trace").output().unwrap();
    Ran {
        exit: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

impl World<SnelStart> {
    /// A vendor with the demo's books, and a host that was never activated.
    pub(crate) fn new() -> Self {
        let vendor = SnelStart::new(Arc::new(SystemClock));
        vendor.seed_demo();
        let world = Self::of("snelstart", vendor);
        world.configure(SETTINGS);
        world
    }

    /// An active host with everything fetched.
    pub(crate) fn active() -> Self {
        let world = Self::new();
        assert_eq!(world.json(&["activate", "--wipe", "all"]).exit, 0);
        assert_eq!(world.json(&["sync"]).exit, 0);
        world
    }

    /// Writes the configuration with these settings.
    pub(crate) fn configure(&self, settings: &str) {
        self.write_config(&self.connection(DEMO_SUBSCRIPTION_KEY, "sleutel.txt"), settings);
        self.write("sleutel.txt", &format!("{DEMO_KOPPELSLEUTEL}\n"));
    }

    pub(crate) fn connection(&self, subscription_key: &str, koppelsleutel_file: &str) -> String {
        let mut text = self.roots();
        writeln!(text, "subscription_key = '{subscription_key}'").unwrap();
        writeln!(text, "koppelsleutel_file = '{koppelsleutel_file}'").unwrap();
        writeln!(text, "limieten = 'productie'\ncreate_timeout = 1").unwrap();
        text
    }

    /// How many orders the vendor has for a werkbon.
    pub(crate) fn orders(&self, nummer: &str) -> usize {
        let referentie = format!("simon-{nummer}");
        let orders = self.vendor.orders();
        orders
            .iter()
            .filter(|order| order.memo.as_ref().is_some_and(|m| m.contains(&referentie)))
            .count()
    }
}

impl<V: Simulator + 'static> World<V> {
    /// A vendor on loopback and a folder without a configuration.
    pub(crate) fn of(name: &'static str, vendor: V) -> Self {
        let runtime = Runtime::new().unwrap();
        let (vendor, faults) = (Arc::new(vendor), Faults::none());
        let server = runtime.block_on(SimServer::start(vendor.clone(), faults.clone()));
        let url = server.url().to_string();
        let folder = TempDir::new().unwrap();
        Self { vendor, faults, folder, server: Some(server), runtime, name, url }
    }

    /// Where the vendor is, as lines of a configuration.
    pub(crate) fn roots(&self) -> String {
        format!("base_url = '{0}'\nauth_url = '{0}'\n", self.url)
    }

    pub(crate) fn write_config(&self, connection: &str, settings: &str) {
        let head = format!("vendor = '{}'\nstore = 'sqlite:simon.db'\n", self.name);
        self.write(
            "simon.toml",
            &format!("{head}[connection]\n{connection}\n[settings]{settings}"),
        );
    }

    pub(crate) fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// Runs a command with `--json`.
    pub(crate) fn json(&self, args: &[&str]) -> Ran {
        let config = self.folder.path().join("simon.toml");
        let mut all = vec!["--config", config.to_str().unwrap(), "--json"];
        all.extend(args);
        simon_host(&all)
    }

    /// Runs a command for people, in time that runs as told.
    pub(crate) fn at_speed(&self, speed: &str, args: &[&str]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_simon-host"));
        command.arg("--config").arg(self.folder.path().join("simon.toml"));
        run(command.args(args).env("SIMON_HOST_CLOCK_SPEED", speed))
    }

    /// Runs a command for people.
    pub(crate) fn text(&self, args: &[&str]) -> Ran {
        let config = self.folder.path().join("simon.toml");
        let mut all = vec!["--config", config.to_str().unwrap()];
        all.extend(args);
        simon_host(&all)
    }

    /// Starts a command without waiting for its end.
    pub(crate) fn start(&self, args: &[&str]) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_simon-host"));
        command.arg("--config").arg(self.folder.path().join("simon.toml")).args(args);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// Archives these werkbonnen, each in a file of its own.
    pub(crate) fn archive(&self, werkbonnen: &[&str]) -> Ran {
        let files: Vec<String> = werkbonnen
            .iter()
            .enumerate()
            .map(|(at, text)| self.write(&format!("bon-{at}.json"), text).display().to_string())
            .collect();
        let mut args = vec!["archive"];
        args.extend(files.iter().map(String::as_str));
        self.json(&args)
    }

    /// The visible code of a customer of the demo's books.
    pub(crate) fn klant(&self, naam: &str) -> String {
        let relaties = self.json(&["relaties"]).documents();
        let found = relaties.iter().find(|relatie| relatie["naam"] == naam);
        found.expect("the customer is in the store")["code"].as_str().unwrap().to_owned()
    }

    pub(crate) fn stop_vendor(&mut self) {
        let server = self.server.as_mut().unwrap();
        self.runtime.block_on(server.stop());
    }

    /// On the same port as before.
    pub(crate) fn start_vendor(&mut self) {
        let server = self.server.as_mut().unwrap();
        self.runtime.block_on(server.restart());
    }
}
