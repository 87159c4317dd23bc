//! How much memory an integration costs a host that has thousands: builds 10,000 of them on one
//! transport, token store, call budget and store, with the message texts shared, and reads the
//! resident memory before and after. Linux only.
#![allow(clippy::print_stdout, reason = "this program shows what it measured")]

use std::error::Error;
use std::sync::Arc;

use connector_snelstart::{INFO, SnelStartConfig, SnelStartConnector};
use simon_core::domain::IntegrationId;
use simon_core::host::SystemRandom;
use simon_core::http::{ReqwestTransport, Runtime, SystemClock};
use simon_core::integration::{Agenda, Integration, Ports};
use simon_core::memory::{MemoryBudget, MemoryStore, MemoryTokens};
use simon_core::message::{Catalogue, Message};

const SHARED: u64 = 10_000;
const OWN_TEXTS: u64 = 200;

fn main() -> Result<(), Box<dyn Error>> {
    let clock = Arc::new(SystemClock);
    let transport = Arc::new(ReqwestTransport::new()?);
    let (tokens, budget) = (Arc::new(MemoryTokens::new()), Arc::new(MemoryBudget::new()));
    let ports = Ports::new(Arc::new(MemoryStore::new()), clock.clone(), Arc::new(SystemRandom));
    let build = |number: u64| -> Result<Integration, Box<dyn Error>> {
        let id = IntegrationId::new(format!("k{number}"))?;
        let config = SnelStartConfig::new("subscription", format!("koppelsleutel-{number}"));
        let runtime = Runtime::new(
            id.clone(),
            transport.clone(),
            clock.clone(),
            tokens.clone(),
            budget.clone(),
        );
        let connector = Arc::new(SnelStartConnector::new(config, runtime)?);
        Ok(Integration::new(id, connector, ports.clone()))
    };
    let texts = Arc::new(Catalogue::with_connector(INFO.messages));
    let read = |texts: &Catalogue| texts.render(&Message::new("fout-host"));
    read(&texts);

    let before = resident()?;
    let mut all = Vec::new();
    let mut agenda = Agenda::new();
    for number in 0..SHARED {
        all.push(build(number)?.with_catalogue(texts.clone()));
        agenda.add(IntegrationId::new(format!("k{number}"))?, chrono::DateTime::UNIX_EPOCH);
    }
    let shared = (resident()? - before) / SHARED;
    println!("an integration with shared texts, its place in the agenda included: {shared} bytes");

    let before = resident()?;
    for number in 0..OWN_TEXTS {
        let integration = build(SHARED + number)?;
        read(integration.catalogue());
        all.push(integration);
    }
    let own = (resident()? - before) / OWN_TEXTS;
    println!("an integration that read texts of its own: {own} bytes");
    Ok(())
}

/// Resident memory of this process, in bytes.
fn resident() -> Result<u64, Box<dyn Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
    let kilobytes: u64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kilobytes * 1024)
}
