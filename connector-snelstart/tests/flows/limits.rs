//! The call budget with its reserve, seen from the engine (G4).

use std::sync::Arc;

use connector_snelstart::SnelStartConnector;
use connector_snelstart::simulator::DEMO_KOPPELSLEUTEL;
use simon_core::ErrorKind;
use simon_core::connector::AccountingConnector;
use simon_core::domain::{Aantal, GeboektArtikel, Werkbon, WerkbonNummer};
use simon_core::host::{DeliveryStatus, Store, WipePart};
use simon_core::integration::{
    Activation, FeedReport, FetchRequest, Integration, NoProgress, Ports,
};
use simon_core::log::LogFilter;
use simon_core::memory::MemoryStore;
use simon_core::settings::SettingValues;
use simon_testkit::builders;
use simon_testkit::builders::books;
use simon_testkit::listings::Listings;
use simon_testkit::simulated::Seeded;

use crate::world::World;

#[test]
fn fetching_waits_for_the_limit_while_delivering_uses_the_reserve_g4() {
    let world = World::demo();
    let connector = Arc::new(world.restarted_with(DEMO_KOPPELSLEUTEL));
    let store = Arc::new(MemoryStore::new());
    let simon = |connector: &Arc<SnelStartConnector>| {
        let ports =
            Ports::new(store.clone(), Arc::new(world.clock.clone()), Arc::new(Seeded::new(1)));
        Integration::new(builders::integration(), connector.clone(), ports)
    };
    let working = simon(&connector);
    let fetch = || -> Vec<FeedReport> {
        world.run(working.fetch(&FetchRequest::default(), &NoProgress)).unwrap()
    };
    let limiet = || world.run(working.status()).unwrap().limiet.unwrap();
    let activation = Activation::new(SettingValues::default(), WipePart::ALL.to_vec());
    world.run(working.activate(&activation)).unwrap();
    assert!(fetch().iter().all(|report| report.error.is_none()));
    assert_eq!((limiet().windows.len(), limiet().normal_from), (2, None));

    while world.run(connector.list_artikelgroepen(&books(), &Default::default())).is_ok() {}
    let errors: Vec<_> = fetch().into_iter().filter_map(|report| report.error).collect();
    assert_eq!(errors[0].kind(), ErrorKind::RateLimited);
    fetch();
    let until = limiet().normal_from.expect("fetching waits");
    assert_eq!(limiet().deliver_from, None, "delivering does not");
    let hour = limiet().windows[1];
    assert_eq!(hour.used, hour.calls - hour.reserve);
    let log = world.run(store.log(&builders::integration(), &LogFilter::default())).unwrap();
    let codes: Vec<&str> = log.iter().map(|line| line.code.as_str()).collect();
    assert_eq!(codes.iter().filter(|code| **code == "wacht-op-limiet").count(), 1, "{codes:?}");
    assert!(!codes.contains(&"ophalen-mislukt"), "{codes:?}");

    // A new process has to prove the books first, also with the reserve.
    let mut werkbon =
        Werkbon::new(WerkbonNummer::new("20417").unwrap(), world.clock.now().date_naive());
    werkbon.klant = Some(world.klant("Bakkerij De Korenaar"));
    let artikel = world.artikel("KRAAN15").id;
    werkbon.artikelen = vec![GeboektArtikel::new(artikel, Aantal(1.into()))];
    let fresh = simon(&connector);
    world.run(fresh.archive(werkbon.gereed_melden().archiveren().unwrap())).unwrap();
    let reports = world.run(fresh.deliver()).unwrap();
    assert_eq!(reports[0].status, DeliveryStatus::Geleverd, "{reports:?}");

    world.clock.advance((until - world.clock.now()).to_std().unwrap());
    assert!(fetch().iter().all(|report| report.error.is_none()));
}
