//! The scheduler, on the real clock and stopped by a signal.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use chrono::NaiveDate;
use connector_snelstart::simulator::{DEMO_KOPPELSLEUTEL, DEMO_SUBSCRIPTION_KEY, NewRelatie};
use connector_snelstart::{SnelStartConfig, SnelStartConnector};
use serde_json::Value;
use simon_core::domain::{
    GeboekteTijd, IntegrationId, Minuten, RelatieId, TijdSoort, Werkbon, WerkbonNummer,
};
use simon_core::host::SystemRandom;
use simon_core::http::{ReqwestTransport, Runtime, SystemClock};
use simon_core::integration::{Integration, Ports};
use simon_sqlite::SqliteStore;

use super::World;

/// Archives a werkbon as another process of the application does, which leaves the rest to `serve`.
fn archive_only(world: &World, nummer: &str, klant: &str) {
    let store = SqliteStore::open(&world.folder.path().join("simon.db")).unwrap();
    let (id, clock) = (IntegrationId::new("simon").unwrap(), Arc::new(SystemClock));
    let ports = Arc::new(store);
    let transport = Arc::new(ReqwestTransport::new().unwrap());
    let runtime = Runtime::new(id.clone(), transport, clock.clone(), ports.clone(), ports.clone());
    let config = SnelStartConfig::new(DEMO_SUBSCRIPTION_KEY, DEMO_KOPPELSLEUTEL);
    let connector = Arc::new(SnelStartConnector::new(config, runtime).unwrap());
    let ports = Ports::new(ports, clock, Arc::new(SystemRandom));
    let date = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    let mut werkbon = Werkbon::new(WerkbonNummer::new(nummer).unwrap(), date);
    werkbon.klant = Some(RelatieId::new(klant).unwrap());
    werkbon.tijden = vec![GeboekteTijd { soort: TijdSoort::Werktijd, minuten: Minuten(60) }];
    let archived = werkbon.gereed_melden().archiveren().unwrap();
    world.runtime.block_on(Integration::new(id, connector, ports).archive(archived)).unwrap();
}

fn serve(world: &World, json: bool) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_simon-host"));
    command.arg("--config").arg(world.folder.path().join("simon.toml")).arg("serve");
    if json {
        command.arg("--json");
    }
    command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
}

/// Sends SIGTERM and waits for the end.
fn terminate(mut child: Child) -> i32 {
    let told = Command::new("kill").arg("-TERM").arg(child.id().to_string()).status().unwrap();
    assert!(told.success());
    child.wait().unwrap().code().expect("it ends by itself, not by the signal")
}

#[test]
fn serve_delivers_and_fetches_what_is_due_and_ends_on_sigterm_b2_c1() {
    let world = World::active();
    let relaties = world.json(&["relaties"]).documents();
    let klant = relaties.iter().find(|one| one["naam"] == "Bakkerij De Korenaar").unwrap();
    archive_only(&world, "1", klant["vendor_id"].as_str().unwrap());
    world.vendor.add_relatie(NewRelatie::klant("Nieuw"));
    // Saving makes a fetch due, which `sync` had put off to the next slot.
    assert_eq!(world.json(&["save"]).exit, 0);
    let mut child = serve(&world, true);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut next = || -> Value { serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap() };
    let (deliver, fetch) = (next(), next());
    assert_eq!((&deliver["taak"], &deliver["uitkomst"]), (&"deliver".into(), &"klaar".into()));
    assert_eq!(deliver["werkbonnen"][0]["nummer"], "1");
    assert_eq!(world.orders("1"), 1);
    assert_eq!((&fetch["taak"], &fetch["uitkomst"]), (&"fetch".into(), &"klaar".into()));
    assert_eq!(fetch["tabellen"][0]["nieuw"], 1, "{fetch}");
    assert!(fetch["begonnen"].is_string() && fetch["niet_voor"].is_null());
    assert_eq!(terminate(child), 0);
    let status = world.json(&["status"]).document();
    let job = &status["taken"][1];
    assert_eq!(job["taak"], "fetch");
    assert!(job["laatste_begin"].is_string() && job["laatst_gelukt"].is_string(), "{job}");
    assert_eq!((&job["mislukt"], &job["bezig"]), (&0.into(), &false.into()));
    assert!(job["volgende"].is_string());
    assert!(world.text(&["status"]).stdout.contains("ophalen"));
}

#[test]
fn serve_says_what_failed_and_when_it_is_tried_again_g4() {
    let mut world = World::active();
    assert_eq!(world.json(&["save"]).exit, 0);
    world.stop_vendor();
    let mut child = serve(&world, false);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = lines.next().unwrap().unwrap();
    assert!(line.contains("ophalen: mislukt, opnieuw na"), "{line}");
    assert_eq!(terminate(child), 0);
    let job = &world.json(&["status"]).document()["taken"][1];
    assert_eq!(job["mislukt"], 1);
    assert_eq!(job["niet_voor"], job["volgende"]);
}

#[test]
fn serve_waits_for_an_integration_that_is_off_and_ends_at_once_a7() {
    let world = World::new();
    let child = serve(&world, true);
    // Until it runs: it would not know the signal before.
    std::thread::park_timeout(std::time::Duration::from_millis(500));
    assert_eq!(terminate(child), 0);
}
