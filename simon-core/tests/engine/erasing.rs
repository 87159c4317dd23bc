//! Erasing one customer's personal data.

use simon_core::ErrorKind;
use simon_core::domain::{Adres, DocumentRef, GearchiveerdeWerkbon, Werkadres, WerkadresId};
use simon_core::host::{Batch, Change, DeliveryStatus, Record, Store, Tabel};
use simon_core::integration::{Besluit, Erasure};
use simon_core::log::{LogLine, LogTabel, Soort};
use simon_core::message::{Catalogue, Message};
use simon_testkit::builders::{gearchiveerd, nummer, relatie_id, werkbon};
use simon_testkit::simulated::run;

use super::books::Create;
use super::{World, tekst};

fn erase(world: &World, id: &str) -> simon_core::Result<Erasure> {
    run(&world.clock, world.integration.erase_relatie(&relatie_id(id)))
}

fn filtered(number: &str) -> GearchiveerdeWerkbon {
    let mut werkbon = werkbon(number);
    werkbon.werkomschrijving = "Garantie".to_owned();
    werkbon.archiveren().unwrap()
}

/// Everything that is kept about a customer, in all places.
fn known_customer() -> World {
    let world = World::working(&[("filterwoord", tekst("garantie"))]);
    world.vendor.add_relatie("k2");
    world.fetch();
    let adres = Adres::new("Kade 2", "9999 ZZ", "Delfzijl");
    let own = Werkadres::new(WerkadresId::van_simon(1).unwrap(), relatie_id("k1"), adres);
    let line = |tabel, record: &str| {
        let line = LogLine::new(Soort::Fout, tabel, Message::new("record-onleesbaar"));
        let entry =
            line.with_record(record).render(chrono::DateTime::UNIX_EPOCH, Catalogue::core());
        Change::Log(Box::new(entry))
    };
    let changes = vec![
        Change::Put { record: Record::Werkadres(own), fingerprint: 0, run: 0 },
        Change::Put { record: Record::Werkbon(Box::new(werkbon("open"))), fingerprint: 0, run: 0 },
        line(LogTabel::Klant, "Kk1"),
        line(LogTabel::Klant, "Kk2"),
        line(LogTabel::Werkbon, "open"),
        line(LogTabel::Werkadres, "simon:1"),
    ];
    run(&world.clock, world.store.commit(&world.id, Batch { epoch: None, changes })).unwrap();
    world.archive(gearchiveerd("sent"));
    world.archive(filtered("kept-here"));
    world.deliver();
    world
}

#[test]
fn one_call_erases_a_customer_from_every_place() {
    let world = known_customer();
    let erased = erase(&world, "k1").unwrap();
    assert!(erased.relatie && erased.komt_terug);
    assert_eq!((erased.werkadressen, erased.werkbonnen), (2, 2));
    assert_eq!(world.count(Tabel::Relaties), 1);
    assert_eq!(world.count(Tabel::Werkadressen), 1);
    assert_eq!(world.count(Tabel::Werkbonnen), 0);
    for number in ["sent", "kept-here"] {
        let entry = run(&world.clock, world.store.delivery(&world.id, &nummer(number))).unwrap();
        assert!(entry.unwrap().werkbon.is_none(), "{number}");
    }
    let records: Vec<_> = world.log().into_iter().filter_map(|entry| entry.record).collect();
    for gone in ["Kk1", "open", "kept-here", "simon:1"] {
        assert!(!records.contains(&gone.to_owned()), "{gone}");
    }
    assert!(records.contains(&"Kk2".to_owned()), "another customer's lines stay");
    let said = world.log().into_iter().filter(|entry| entry.code.starts_with("klant-gewist"));
    let said: Vec<_> = said.map(|entry| (entry.soort, entry.record)).collect();
    assert_eq!(said, [(Soort::Waarschuwing, None), (Soort::Info, None)]);
}

#[test]
fn what_was_delivered_is_never_delivered_again_after_erasing_c22() {
    let world = known_customer();
    erase(&world, "k1").unwrap();
    world.archive(gearchiveerd("sent"));
    world.deliver();
    assert_eq!(world.vendor.documents_of("sent"), 1);
}

#[test]
fn an_open_werkbon_stops_the_erasing_and_is_named_c22() {
    let world = known_customer();
    world.vendor.next_create(Create::Refuse);
    world.archive(gearchiveerd("refused"));
    world.deliver();
    world.archive(gearchiveerd("waits"));
    let error = erase(&world, "k1").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    let said = Catalogue::core().render(error.message());
    assert!(said.actie.is_some());
    assert!(said.bericht.nl.contains("refused, waits"), "{}", said.bericht.nl);
    assert_eq!(world.count(Tabel::Relaties), 2, "nothing was erased");
    world.deliver();
    let by_hand = Besluit::Geleverd(DocumentRef::new("by-hand", None));
    run(&world.clock, world.integration.decide(&nummer("refused"), by_hand)).unwrap();
    erase(&world, "k1").unwrap();
    assert_eq!(world.count(Tabel::Relaties), 1);
}

#[test]
fn a_werkbon_that_waits_cannot_be_declared_delivered() {
    let world = known_customer();
    world.archive(gearchiveerd("waits"));
    let by_hand = Besluit::Geleverd(DocumentRef::new("by-hand", None));
    let refused = run(&world.clock, world.integration.decide(&nummer("waits"), by_hand));
    assert_eq!(refused.unwrap_err().kind(), ErrorKind::InvalidInput);
    let entry = run(&world.clock, world.store.delivery(&world.id, &nummer("waits"))).unwrap();
    assert_eq!(entry.unwrap().status, DeliveryStatus::Wacht);
}

#[test]
fn erasing_a_customer_that_is_gone_already_is_no_fault() {
    let world = known_customer();
    world.vendor.books().relaties.remove("k1");
    erase(&world, "k1").unwrap();
    let again = erase(&world, "k1").unwrap();
    assert!(!again.relatie && !again.komt_terug);
    world.fetch();
    assert_eq!(world.count(Tabel::Relaties), 1);
}
