//! A fictional accounting package and its whole connector, as small as they come. The connector is
//! `connector.rs` with `mapping.rs`; `vendor.rs` is the package itself, simulated.
//!
//! `cargo run -p simon-core --example tiny_connector` lets them meet.

#![allow(clippy::print_stdout, reason = "a demonstration")]

mod connector;
mod mapping;
#[allow(dead_code, reason = "the conformance suite uses the rest")]
mod vendor;

use std::sync::Arc;

use simon_core::connector::{AccountingConnector, ListRequest};
use simon_core::http::Runtime;
use simon_core::memory::{MemoryBudget, MemoryTokens};
use simon_core::settings::SettingValues;
use simon_core::{Error, ErrorKind, Result};
use simon_testkit::simulated::{SimulatedClock, run};
use simon_testkit::{Faults, InProcess, builders};

fn main() -> Result<()> {
    let (clock, vendor) = (SimulatedClock::default(), Arc::new(vendor::Vendor::default()));
    vendor.books().add("klanten", 1, "Bakkerij Jansen");
    vendor.books().add("artikelen", 1, "Arbeidsloon per uur");
    let key = vendor.books().key.clone().into();
    let network = InProcess::new(clock.clone()).mount("*", vendor.clone(), Faults::none());
    let runtime = Runtime::new(
        builders::integration(),
        Arc::new(network),
        Arc::new(clock.clone()),
        Arc::new(MemoryTokens::default()),
        Arc::new(MemoryBudget::default()),
    );
    let molen = connector::Molen::new("http://molen.test/", key, runtime)?;
    run(&clock, meet(&molen))
}

async fn meet(molen: &connector::Molen) -> Result<()> {
    let connected = molen.connect().await?;
    let none = || Error::new(ErrorKind::Unexpected, "the key opens no administration");
    let books = connected.administratie.ok_or_else(none)?;
    println!("connected with {} ({})", books.naam, books.vendor_id);
    for record in molen.list_relaties(&books, &ListRequest::everything()).await?.items {
        println!("klant {} {}", record.relatie.code, record.relatie.naam);
    }
    let mut draft = builders::draft("20417");
    draft.memo = Some("Sleutel ligt bij de buren".to_owned());
    let settings = builders::settings(SettingValues::default());
    let created = molen.create_document(&draft, &settings).await?;
    println!("created {:?}", created.document);
    println!("after {} calls", molen.calls_made());
    Ok(())
}
