//! A vendor that numbered its data anew, so that watermarks lost their meaning: B2, B4, P15.

use simon_core::host::{Feed, FeedState, Store, Tabel};
use simon_core::integration::{FetchRequest, NoProgress};
use simon_testkit::simulated::run;

use super::World;
use super::vendor::Vendor;

fn loaded() -> World {
    let world = World::with(Vendor::telling_deletions());
    for number in 0..9 {
        world.vendor.add_relatie(&format!("r{number}"));
    }
    world.activate(&[]);
    world.fetch();
    world.clock.advance(std::time::Duration::from_secs(3600));
    world
}

fn feed(world: &World, feed: Feed) -> FeedState {
    run(&world.clock, world.store.feed(&world.id, feed)).unwrap()
}

fn said(world: &World) -> usize {
    world.log().iter().filter(|entry| entry.code == "ophalen-van-voren-af").count()
}

#[test]
fn a_listing_that_begins_anew_counts_as_a_whole_one_b2() {
    let world = loaded();
    world.vendor.books().renumbered = vec!["relaties"];
    world.vendor.books().listed.clear();
    // It breaks off after the first two pages, and goes on as a whole listing.
    world.vendor.books().listing_fails_after = Some(2);
    let request = FetchRequest::default();
    let fetch = world.integration.fetch(&request, &NoProgress);
    assert!(run(&world.clock, fetch).unwrap().iter().any(|report| report.error.is_some()));
    let pass = feed(&world, Feed::Relaties).pass.unwrap();
    assert_eq!((pass.since, pass.tellingen.ontvangen), (None, 4));
    world.vendor.books().listing_fails_after = None;
    world.fetch();
    let pages = world.vendor.books().listed.iter().filter(|feed| **feed == "relaties").count();
    assert_eq!(pages, 2 + 1 + 3, "ten customers, two a page, and the page that failed");
    assert_eq!(said(&world), 1);
    world.fetch();
    assert_eq!(said(&world), 1);
}

#[test]
fn deletions_that_begin_anew_are_a_gap_that_a_comparison_closes_p15() {
    let world = loaded();
    // Deleted, and the vendor's memory of it lost with the old numbers.
    world.vendor.books().relaties.remove("r3");
    world.vendor.books().renumbered = vec!["verwijderingen"];
    world.fetch();
    assert_eq!(feed(&world, Feed::Verwijderingen).sluitend_sinds, Some(world.clock.now()));
    assert_eq!(said(&world), 1);
    world.clock.advance(std::time::Duration::from_secs(3600));
    world.vendor.books().listed.clear();
    let clean_up = || run(&world.clock, world.integration.clean_up(false, &NoProgress)).unwrap();
    clean_up();
    assert_eq!(world.count(Tabel::Relaties), 9, "nobody told, but the comparison saw it");
    world.vendor.books().listed.clear();
    clean_up();
    let listed = world.vendor.books().listed.clone();
    assert_eq!(listed, ["verwijderingen", "relaties", "artikelen"], "no gap any more");
}

#[test]
fn deletions_that_begin_anew_during_the_clean_up_are_a_gap_for_it_p15() {
    let world = loaded();
    world.vendor.books().relaties.remove("r3");
    world.vendor.books().renumbered = vec!["verwijderingen"];
    run(&world.clock, world.integration.clean_up(false, &NoProgress)).unwrap();
    assert_eq!(world.count(Tabel::Relaties), 9);
}
