//! Checks on incremental reads, inactive records and reads by id.

use chrono::TimeDelta;
use simon_core::ErrorKind;
use simon_core::connector::{Cursor, ListRequest};
use simon_core::domain::{ArtikelId, RelatieId};

use super::read::{Item, Listed, everything, read};
use super::world::{HOUR, World, assert_no_fault, capabilities, listings};
use super::{Harness, Listing};

fn since<H: Harness>(world: &World<H>, listing: Listing, watermark: Option<Cursor>) -> Listed {
    let request = ListRequest::since(watermark.expect("the watermark of a proven listing"));
    let connector = world.connector.as_ref();
    assert_no_fault(
        listing,
        world.run(read(connector, &world.books, listing, request, &mut |_| {})),
    )
}

/// The listings that can be asked for changes only.
fn incremental<H: Harness>() -> Vec<Listing> {
    if !capabilities::<H>().incremental {
        return Vec::new();
    }
    let follows = |listing: &Listing| {
        let world = World::<H>::new();
        world.seed(*listing, 2);
        let watermark = world.full(*listing).watermark;
        let required = matches!(listing, Listing::Relaties | Listing::Artikelen);
        assert!(watermark.is_some() || !required, "{listing:?} is incremental without watermark");
        watermark.is_some()
    };
    listings::<H>().into_iter().filter(follows).collect()
}

/// Nothing happened between two reads.
pub fn an_incremental_read_after_a_full_one_brings_nothing_unknown<H: Harness>() {
    for listing in incremental::<H>() {
        let world = World::<H>::new();
        world.vendor.limit_page(5);
        world.seed(listing, 12);
        let full = world.full(listing);
        world.clock.advance(HOUR);
        let mut watermark = full.watermark.clone();
        for _ in 0..2 {
            let again = since(&world, listing, watermark);
            for (id, item) in &again.items {
                assert_eq!(full.items.get(id), Some(item), "{listing:?}");
            }
            watermark = again.watermark;
        }
    }
}

fn name(listed: &Listed, id: &str) -> Option<String> {
    listed.items.get(id).map(|item| item.naam.clone())
}

/// Changes before, during and after a full read, on a host whose clock may be wrong.
fn every_change<H: Harness>(listing: Listing, skew: TimeDelta) {
    let world = World::<H>::skewed(skew);
    world.vendor.limit_page(5);
    let seeded = world.seed(listing, 12);
    let id = |at: usize| seeded.get(at).map(|record| record.id.as_str()).expect("a record");
    let mut edit = |page: usize| {
        if page == 1 {
            world.vendor.rename(listing, id(0), "Tijdens");
        }
    };
    let connector = world.connector.as_ref();
    let full = world.run(read(connector, &world.books, listing, everything(), &mut edit));
    let full = assert_no_fault(listing, full);
    world.vendor.rename(listing, id(5), "Meteen erna");
    let new = world.vendor.seed(listing, 13, "Nieuw");
    let closed = world.vendor.deactivate(listing, id(7));
    let changes = since(&world, listing, full.watermark.clone());
    let during = name(&changes, id(0)).or_else(|| name(&full, id(0)));
    let paged = full.pages > 1;
    assert_eq!(during.as_deref(), Some(if paged { "Tijdens" } else { "Naam 1" }), "{listing:?}");
    assert_eq!(name(&changes, id(5)).as_deref(), Some("Meteen erna"), "{listing:?}");
    assert_eq!(name(&changes, &new.id).as_deref(), Some("Nieuw"), "{listing:?}");
    if closed {
        let gone = changes.items.get(id(7)).expect("the record that became inactive");
        assert!(!gone.actief, "{listing:?}: an inactive record is marked");
    }
    world.clock.advance(HOUR);
    world.vendor.rename(listing, id(9), "Een uur later");
    let later = since(&world, listing, changes.watermark);
    assert_eq!(name(&later, id(9)).as_deref(), Some("Een uur later"), "{listing:?}");
}

/// Nothing that a user of the vendor does escapes the next incremental read.
pub fn an_incremental_read_brings_every_change<H: Harness>() {
    for listing in incremental::<H>() {
        every_change::<H>(listing, TimeDelta::zero());
    }
}

/// As before, while the host's clock is wrong.
pub fn a_clock_ten_minutes_wrong_loses_no_change<H: Harness>() {
    for listing in incremental::<H>() {
        for minutes in [-10, 10] {
            every_change::<H>(listing, TimeDelta::minutes(minutes));
        }
    }
}

/// A full read leaves inactive records out or marks them; closed orders always come.
pub fn inactive_records_are_marked_b4<H: Harness>() {
    for listing in listings::<H>() {
        let world = World::<H>::new();
        let seeded = world.seed(listing, 3);
        let Some(record) = seeded.get(1) else { continue };
        if !world.vendor.deactivate(listing, &record.id) {
            continue;
        }
        let listed = world.full(listing);
        let found = listed.items.get(&record.id);
        assert!(
            found.is_none_or(|item| !item.actief),
            "{listing:?}: inactive, but listed as active"
        );
        assert!(
            found.is_some() || !matches!(listing, Listing::Orders(_)),
            "a closed order is listed"
        );
        assert_eq!(listed.items.values().filter(|item| item.actief).count(), 2, "{listing:?}");
    }
}

/// A cursor from an older version, or a damaged one.
pub fn a_cursor_of_another_make_begins_a_full_pass<H: Harness>() {
    for listing in listings::<H>() {
        for text in ["", "???", "{\"v\":999}", "9e99"] {
            let world = World::<H>::new();
            world.vendor.limit_page(5);
            let seeded = world.seed(listing, 12);
            let request = ListRequest::everything().resumed(Some(Cursor(text.to_owned())));
            let connector = world.connector.as_ref();
            match world.run(read(connector, &world.books, listing, request, &mut |_| {})) {
                Ok(listed) => {
                    assert_eq!(listed.items, super::world::names(&seeded), "{listing:?} {text:?}");
                }
                Err(broken) => panic!("{listing:?} {text:?}: {:?}", broken.error),
            }
        }
    }
}

/// Whether a record is there, asked by its id.
fn by_id<H: Harness>(world: &World<H>, listing: Listing, id: &str) -> Option<Item> {
    world.run(async {
        let found = if listing == Listing::Relaties {
            let found = world
                .connector
                .read_relatie(&world.books, &RelatieId::new(id).expect("an id"))
                .await;
            found.map(|record| {
                record.map(|r| Item { naam: r.relatie.naam, actief: r.relatie.actief })
            })
        } else {
            let found = world
                .connector
                .read_artikel(&world.books, &ArtikelId::new(id).expect("an id"))
                .await;
            found.map(|artikel| artikel.map(|a| Item { naam: a.omschrijving, actief: a.actief }))
        };
        found.unwrap_or_else(|error| panic!("{listing:?}: {error:?}"))
    })
}

/// Confirms absences, as the clean-up does.
pub fn a_record_is_read_by_its_id_until_it_is_gone<H: Harness>() {
    if !capabilities::<H>().read_by_id {
        return;
    }
    for listing in [Listing::Relaties, Listing::Artikelen] {
        let world = World::<H>::new();
        let seeded = world.seed(listing, 3);
        let [kept, inactive, deleted] = seeded.as_slice() else { panic!("three records") };
        let there = Item { naam: "Naam 1".to_owned(), actief: true };
        assert_eq!(by_id(&world, listing, &kept.id), Some(there));
        world.vendor.delete(listing, &deleted.id);
        assert_eq!(by_id(&world, listing, &deleted.id), None, "{listing:?}: deleted");
        if world.vendor.deactivate(listing, &inactive.id) {
            assert_eq!(by_id(&world, listing, &inactive.id), None, "{listing:?}: inactive");
        }
        for (name, fault) in crate::Fault::every_kind(false) {
            let world = World::<H>::new();
            let record = world.vendor.seed(listing, 1, "Naam 1");
            world.faults.add(crate::On::any(), fault, usize::MAX);
            let id = RelatieId::new(&record.id).expect("an id");
            let answer = world.run(world.connector.read_relatie(&world.books, &id));
            let Err(error) = answer else { panic!("{name}: a failed read is not an absence") };
            assert_ne!(error.kind(), ErrorKind::NotFound, "{name}");
        }
    }
}
