//! The keys of the other interface afterwards: records have other ids there, so these are other books
//! (E4, G9).

use simon_core::ErrorKind;
use simon_core::host::{DeliveryStatus, Fase, Tabel, WipePart};
use simon_core::integration::{Activation, FetchRequest, NoProgress};
use simon_testkit::exactly_once::World;

use crate::books::Interface;
use crate::rest::Rest;
use crate::soap::Soap;

/// What the host keeps and what the vendor has, with the keys of another interface.
fn with_other_keys<Old: Interface, New: Interface>(old: &World<Old>) -> World<New> {
    let mut new = World::empty();
    new.clock = old.clock.clone();
    new.sim = old.sim.clone();
    new.store = old.store.clone();
    new
}

/// Nothing of the old interface is fetched into or delivered through the new one, and a werkbon that
/// waited is held, also after the wipe that the new one needs.
fn are_other_books<Old: Interface, New: Interface>() {
    let old = World::<Old>::archived();
    let (klanten, artikelen) = (old.records(Tabel::Relaties), old.records(Tabel::Artikelen));
    let new = with_other_keys::<Old, New>(&old);

    let switched = Activation::new(New::settings(), Vec::new());
    let refused = new.run(new.sound().activate(&switched)).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::InvalidInput);
    assert_eq!(refused.message().code(), "andere-administratie");
    assert_eq!(
        new.run(new.sound().save(&New::settings())).unwrap_err().kind(),
        ErrorKind::InvalidInput
    );

    // A host that goes on without activating: nothing happens to the records of the old books.
    let reports = new.run(new.sound().fetch(&FetchRequest::default(), &NoProgress)).unwrap();
    assert!(reports.iter().all(|report| report.error.is_some()), "{reports:?}");
    assert_eq!(new.run(new.store.state(&new.id)).unwrap().fase, Fase::AandachtNodig);
    assert!(new.asks().contains(&"andere-administratie".to_owned()), "{:?}", new.asks());
    drop(new.run(new.sound().deliver()));
    assert_eq!(new.sim.facturen().len(), 0);
    assert_eq!(new.records(Tabel::Relaties), klanten);
    assert_eq!(new.records(Tabel::Artikelen), artikelen);

    let wiped = Activation::new(New::settings(), WipePart::ALL.to_vec());
    assert!(new.run(new.sound().activate(&wiped)).unwrap().saved.is_some());
    new.fetch();
    new.run(new.sound().deliver()).unwrap();
    assert_eq!(new.sim.facturen().len(), 0, "never sent to these books");
    let held = new.store.count_deliveries(&new.id, DeliveryStatus::Vastgehouden);
    assert_eq!(new.run(held).unwrap(), 1);
    assert!(new.asks().contains(&"werkbon-andere-administratie".to_owned()));
    assert_eq!(new.records(Tabel::Artikelen).len(), artikelen.len());
    new.sim.refusals().assert_none();
}

/// A host that goes on with delivering instead of fetching.
fn get_no_werkbon_of_the_old_books<Old: Interface, New: Interface>() {
    let old = World::<Old>::archived();
    let new = with_other_keys::<Old, New>(&old);
    let reports = new.run(new.sound().deliver()).unwrap();
    assert_eq!(reports.len(), 1);
    assert_eq!(new.sim.facturen().len(), 0);
    assert_eq!(new.run(new.store.state(&new.id)).unwrap().fase, Fase::AandachtNodig);
    let waits = new.store.count_deliveries(&new.id, DeliveryStatus::Wacht);
    assert_eq!(new.run(waits).unwrap(), 1, "for the right keys, or the wipe");
}

#[test]
fn an_api_token_after_the_codes_opens_other_books_e4() {
    are_other_books::<Soap, Rest>();
    get_no_werkbon_of_the_old_books::<Soap, Rest>();
}

#[test]
fn the_codes_after_an_api_token_open_other_books_e4() {
    are_other_books::<Rest, Soap>();
    get_no_werkbon_of_the_old_books::<Rest, Soap>();
}
