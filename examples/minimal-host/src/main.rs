//! The smallest host: one connector, everything in memory, one werkbon delivered. Against a
//! simulated SnelStart, so that it runs anywhere.

use std::{error::Error, sync::Arc};

use connector_snelstart::simulator::{DEMO_KOPPELSLEUTEL, DEMO_SUBSCRIPTION_KEY, SnelStart};
use connector_snelstart::{SnelStartConfig, SnelStartConnector};
use simon_core::domain::{GeboekteTijd, IntegrationId, Minuten, TijdSoort, Werkbon, WerkbonNummer};
use simon_core::host::{Clock, Record, Select, Store, SystemRandom, Tabel, WipePart};
use simon_core::http::{ReqwestTransport, Runtime, SystemClock};
use simon_core::integration::{Activation, Integration, NoProgress, Ports};
use simon_core::log::LogFilter;
use simon_core::memory::{MemoryBudget, MemoryStore, MemoryTokens};
use simon_core::settings::{SettingValue, SettingValues};
use simon_testkit::{Faults, SimServer};

#[tokio::main]
#[allow(clippy::print_stdout, reason = "this program shows what happens")]
async fn main() -> Result<(), Box<dyn Error>> {
    let vendor = Arc::new(SnelStart::new(Arc::new(SystemClock)));
    vendor.seed_demo();
    let server = SimServer::start(vendor, Faults::none()).await;

    // The connector: which vendor, with which keys. The ports: transport, time, tokens, call limits.
    let config = SnelStartConfig::new(DEMO_SUBSCRIPTION_KEY, DEMO_KOPPELSLEUTEL)
        .with_urls(server.url(), server.url());
    let id = IntegrationId::new("acme01")?;
    let (clock, store) = (Arc::new(SystemClock), Arc::new(MemoryStore::new()));
    let (tokens, budget) = (Arc::new(MemoryTokens::new()), Arc::new(MemoryBudget::new()));
    let transport = Arc::new(ReqwestTransport::new()?);
    let runtime = Runtime::new(id.clone(), transport, clock.clone(), tokens, budget);
    let connector = Arc::new(SnelStartConnector::new(config, runtime)?);
    let ports = Ports::new(store.clone(), clock.clone(), Arc::new(SystemRandom));
    let simon = Integration::new(id.clone(), connector, ports);

    // Activate with checked settings, then do what is due: the first load.
    let mut settings = SettingValues::default();
    settings.set("werktijd_artikel", SettingValue::Tekst("UUR".into()));
    simon.activate(&Activation::new(settings, WipePart::ALL.into())).await?;
    simon.run_due(&NoProgress).await?;

    // A werkbon of the first customer: two hours of work, reported complete, archived, delivered.
    let first = store.records(&id, Tabel::Relaties, &Select::After(None, 1)).await?;
    let mut werkbon = Werkbon::new(WerkbonNummer::new("20417")?, clock.now().date_naive());
    werkbon.klant = first.into_iter().find_map(|record| match record {
        Record::Relatie(relatie) => Some(relatie.id),
        _ => None,
    });
    werkbon.tijden = vec![GeboekteTijd { soort: TijdSoort::Werktijd, minuten: Minuten(120) }];
    simon.archive(werkbon.gereed_melden().archiveren()?).await?;
    simon.run_due(&NoProgress).await?;

    for line in store.log(&id, &LogFilter::default()).await?.iter().rev() {
        println!("{} {:?}: {}", line.at.format("%H:%M:%S"), line.soort, line.bericht.en);
    }
    Ok(())
}
