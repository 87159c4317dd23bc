//! The clean-up from a feed of deletions, in shares of time, and the memory of the log: B4, B5, P10,
//! P14, P15.

use chrono::{DateTime, Utc};
use simon_core::connector::RelatieRecord;
use simon_core::domain::{Adres, Relatie, RelatieId, Werkadres, WerkadresId};
use simon_core::host::{Batch, Change, Feed, Record, Store, Tabel};
use simon_core::integration::{FeedReport, FetchRequest, NoProgress, Options, Slice};
use simon_testkit::builders::{relatie, relatie_id};
use simon_testkit::simulated::{Crash, Side, run, run_until_crash};

use super::World;
use super::vendor::Vendor;

const DAY: std::time::Duration = std::time::Duration::from_secs(24 * 3600);

fn clean_up(world: &World) -> Vec<FeedReport> {
    world.vendor.books().listed.clear();
    let reports = run(&world.clock, world.integration.clean_up(false, &NoProgress)).unwrap();
    for report in &reports {
        assert!(report.error.is_none(), "{report:?}");
    }
    reports
}

fn removed(reports: &[FeedReport]) -> u64 {
    reports.iter().map(|report| report.tellingen.verwijderd).sum()
}

fn listed(world: &World) -> Vec<&'static str> {
    world.vendor.books().listed.clone()
}

/// Fetched, with customers `k1` and `r0` to `r8`, at a vendor that tells its deletions.
fn told() -> World {
    loaded(Vendor::telling_deletions())
}

fn loaded(vendor: Vendor) -> World {
    let world = World::with(vendor);
    for number in 0..9 {
        world.vendor.add_relatie(&format!("r{number}"));
    }
    world.activate(&[]);
    world.fetch();
    world
}

fn store(world: &World, change: Change) {
    let batch = Batch { epoch: None, changes: vec![change] };
    run(&world.clock, world.store.commit(&world.id, batch)).unwrap();
}

/// A work address that a user added.
fn users_werkadres(world: &World, klant: &str) {
    let adres = Adres::new("Kade 2", "9999 ZZ", "Delfzijl");
    let own = Werkadres::new(WerkadresId::van_simon(1).unwrap(), relatie_id(klant), adres);
    store(world, Change::Put { record: Record::Werkadres(own), fingerprint: 0, run: 0 });
}

#[test]
fn a_told_deletion_goes_without_listing_everything_anew_b4_p15() {
    let world = told();
    world.vendor.delete_relatie("r3");
    let inactive = |id: &str| {
        let mut relatie = relatie(id);
        relatie.actief = false;
        RelatieRecord::new(relatie, Vec::new())
    };
    world.vendor.put_relatie(inactive("r4"));
    let own = Relatie::new(RelatieId::van_simon(7).unwrap(), "Zelf gemaakt");
    let record = RelatieRecord::new(own, Vec::new());
    store(&world, Change::PutRelatie { record, fingerprint: 1, run: 0 });
    assert_eq!(removed(&clean_up(&world)), 3);
    assert_eq!(world.count(Tabel::Relaties), 8);
    assert_eq!(listed(&world), ["verwijderingen", "relaties", "artikelen"], "one page each");
    assert_eq!(world.vendor.books().reads, 1, "only what the feed named is asked for");
    assert!(world.log_has("schoonmaak-klant-verwijderd"));
    assert_eq!(removed(&clean_up(&world)), 0);
}

#[test]
fn a_told_deletion_is_inactive_with_the_next_fetch_b2() {
    let world = told();
    world.vendor.delete_relatie("r3");
    world.fetch();
    assert_eq!(world.count(Tabel::Relaties), 10);
    let ids = ["r3".to_owned()];
    let prints = world.store.fingerprints(&world.id, Tabel::Relaties, &ids);
    assert_eq!(run(&world.clock, prints).unwrap(), [Some(0)]);
}

#[test]
fn a_customer_made_again_under_its_old_id_stays_with_its_work_addresses_b11() {
    for fetched_between in [false, true] {
        let world = told();
        users_werkadres(&world, "r3");
        world.vendor.delete_relatie("r3");
        if fetched_between {
            world.fetch();
        }
        world.vendor.add_relatie("r3");
        assert_eq!(removed(&clean_up(&world)), 0, "{fetched_between}");
        assert_eq!(world.count(Tabel::Werkadressen), 11, "{fetched_between}");
        assert_eq!(world.vendor.books().reads, 0, "the changes said it");
    }
}

#[test]
fn a_deletion_that_arrives_after_the_new_life_removes_nothing_r7() {
    let world = told();
    world.vendor.delete_relatie("r3");
    world.vendor.add_relatie("r3");
    let customers = FetchRequest::changes(vec![Feed::Relaties]);
    run(&world.clock, world.integration.fetch(&customers, &NoProgress)).unwrap();
    // The changes are past the new life; only now the deletion is read.
    world.vendor.add_relatie("later");
    run(&world.clock, world.integration.fetch(&customers, &NoProgress)).unwrap();
    assert_eq!(removed(&clean_up(&world)), 0);
    let ids = ["r3".to_owned()];
    let prints = world.store.fingerprints(&world.id, Tabel::Relaties, &ids);
    assert_ne!(run(&world.clock, prints).unwrap(), [Some(0)], "it is active again");
}

#[test]
fn a_gap_in_the_deletions_is_closed_by_comparing_everything_p15() {
    let world = told();
    world.clock.advance(DAY * 61);
    world.vendor.books().relaties.remove("r3");
    // The vendor has forgotten the deletion.
    world.fetch();
    assert_eq!(removed(&clean_up(&world)), 1);
    assert_eq!(listed(&world).iter().filter(|feed| **feed == "relaties").count(), 5);
    world.vendor.delete_relatie("r4");
    assert_eq!(removed(&clean_up(&world)), 1);
    assert_eq!(listed(&world), ["verwijderingen", "relaties", "artikelen"], "no gap any more");
}

#[test]
fn everything_is_compared_once_a_month_and_on_demand_p10() {
    let world = told();
    let vanished = |id: &str| world.vendor.books().relaties.remove(id).unwrap();
    vanished("r3");
    for _ in 0..29 {
        world.clock.advance(DAY);
        world.fetch();
    }
    assert_eq!(removed(&clean_up(&world)), 0, "nobody told");
    world.clock.advance(DAY);
    assert_eq!(removed(&clean_up(&world)), 1);
    vanished("r4");
    let wholly = run(&world.clock, world.integration.clean_up_wholly(false, &NoProgress));
    assert_eq!(removed(&wholly.unwrap()), 1);
}

#[test]
fn customers_that_were_wiped_and_not_loaded_again_are_compared_p14() {
    let world = told();
    run(&world.clock, world.integration.deactivate()).unwrap();
    world.activate(&[]);
    world.vendor.delete_relatie("r3");
    clean_up(&world);
    assert_eq!(world.count(Tabel::Relaties), 9, "the comparison fills the table");
    assert!(listed(&world).len() > 3);
}

#[test]
fn many_told_deletions_ask_first_b5() {
    let world = World::with(Vendor::telling_deletions());
    world.vendor.books().page_size = 50;
    for number in 0..100 {
        world.vendor.add_relatie(&format!("r{number:03}"));
    }
    world.activate(&[]);
    world.fetch();
    for number in 0..60 {
        world.vendor.delete_relatie(&format!("r{number:03}"));
    }
    let reports = clean_up(&world);
    assert!(reports.iter().any(|report| report.stopped_at == Some(60)));
    assert_eq!(world.count(Tabel::Relaties), 101);
    assert!(world.faults().iter().any(|entry| entry.code == "schoonmaak-gestopt"));
    run(&world.clock, world.integration.clean_up(true, &NoProgress)).unwrap();
    assert_eq!(world.count(Tabel::Relaties), 41);
}

#[test]
fn a_feed_of_deletions_that_breaks_off_removes_nothing_p14() {
    let world = told();
    for number in 0..5 {
        world.vendor.delete_relatie(&format!("r{number}"));
    }
    world.vendor.books().listing_fails_after = Some(1);
    let reports = run(&world.clock, world.integration.clean_up(false, &NoProgress)).unwrap();
    assert_eq!(reports.len(), 1, "customers and articles wait for the deletions");
    assert!(reports[0].error.is_some());
    assert_eq!(world.count(Tabel::Relaties), 10);
    world.vendor.books().listing_fails_after = None;
    assert_eq!(removed(&clean_up(&world)), 5);
}

/// Cleans up in shares of no time at all, with a fetch between them, until nothing is left to do.
fn in_shares(world: &World) -> u64 {
    let begonnen: DateTime<Utc> = world.clock.now();
    let mut removed = 0;
    for _ in 0..100 {
        world.clock.advance(std::time::Duration::from_secs(60));
        let slice = Some(Slice::new(begonnen, begonnen));
        let cleaned = world.integration.clean_up_within(false, slice, &NoProgress);
        let reports = run(&world.clock, cleaned).unwrap();
        removed += reports.iter().map(|report| report.tellingen.verwijderd).sum::<u64>();
        if !reports.iter().any(|report| report.vervolgt) {
            return removed;
        }
        world.vendor.add_relatie("r8");
        world.fetch();
    }
    panic!("the clean-up never ends");
}

#[test]
fn a_clean_up_in_shares_of_time_ends_although_fetches_run_between_b4() {
    let read_by_id = Vendor::new();
    for vendor in [read_by_id, Vendor::listing_only(), Vendor::telling_deletions()] {
        let world = loaded(vendor);
        for id in ["r2", "r5"] {
            world.vendor.delete_relatie(id);
        }
        world.vendor.books().artikelen.remove("vast");
        world.vendor.books().deletions.push((
            99,
            simon_core::connector::Deleted::Artikel(simon_testkit::builders::artikel_id("vast")),
        ));
        assert_eq!(in_shares(&world), 3);
        assert_eq!(world.count(Tabel::Relaties), 8);
        assert_eq!(world.count(Tabel::Artikelen), 3);
    }
}

#[test]
fn a_record_changed_during_the_clean_up_is_not_missing_r7() {
    let world = loaded(Vendor::listing_only());
    let slice = Some(Slice::new(world.clock.now(), world.clock.now()));
    for id in ["r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8"] {
        run(&world.clock, world.integration.clean_up_within(false, slice, &NoProgress)).unwrap();
        let mut record = RelatieRecord::new(relatie(id), Vec::new());
        record.relatie.naam.push_str(" en zoon");
        world.vendor.put_relatie(record);
        world.fetch();
    }
    assert!(!world.log_has("schoonmaak-klant-verwijderd"));
    assert_eq!(world.count(Tabel::Relaties), 10);
}

#[test]
fn a_continuation_that_repeats_is_noticed_across_shares_of_time_g3_p12() {
    let world = loaded(Vendor::new());
    world.vendor.books().repeats_cursor = true;
    let begonnen = world.clock.now();
    for _ in 0..5 {
        let slice = Some(Slice::new(begonnen, begonnen));
        let cleaned = world.integration.clean_up_within(false, slice, &NoProgress);
        let reports = run(&world.clock, cleaned).unwrap();
        if reports[0].error.as_ref().is_some_and(|e| e.kind() == simon_core::ErrorKind::Incomplete)
        {
            return;
        }
    }
    panic!("nobody noticed");
}

#[test]
fn a_clean_up_that_dies_anywhere_ends_in_the_same_store_b4() {
    for vendor in [Vendor::new, Vendor::listing_only, Vendor::telling_deletions] {
        let mut calls = 1;
        loop {
            let world = loaded(vendor());
            for id in ["r2", "r5"] {
                world.vendor.delete_relatie(id);
            }
            let side = if calls % 2 == 0 { Side::Before } else { Side::After };
            let crash = Crash::at(calls / 2 + 1, side);
            let dying = world.process(&crash, 3);
            let died = run_until_crash(&world.clock, &crash, dying.clean_up(false, &NoProgress));
            clean_up(&world);
            assert_eq!(world.count(Tabel::Relaties), 8, "dying at call {calls}");
            assert_eq!(world.count(Tabel::Artikelen), 4);
            if died.is_some() {
                break;
            }
            calls += 1;
        }
        assert!(calls > 8);
    }
}

#[test]
fn old_lines_of_the_log_are_forgotten_at_the_end_of_a_clean_up() {
    let world = World::working(&[]);
    let first = world.log().len();
    assert!(first > 0);
    world.clock.advance(DAY * 399);
    clean_up(&world);
    assert!(world.log().len() > first, "all are younger");
    world.clock.advance(DAY * 2);
    clean_up(&world);
    assert!(!world.log_has("geactiveerd"));
    assert!(world.log_has("schoonmaak-klaar"));
}

#[test]
fn a_host_may_keep_the_log_for_ever() {
    let mut world = World::working(&[]);
    let options = Options::default().with_log_dagen(None);
    world.integration = world.integration.with_options(options);
    world.clock.advance(DAY * 4000);
    clean_up(&world);
    assert!(world.log_has("geactiveerd"));
}

#[test]
fn what_a_fetch_brings_back_during_the_clean_up_is_not_removed_r7_p14() {
    for vendor in [Vendor::new, Vendor::telling_deletions] {
        let world = loaded(vendor());
        world.vendor.delete_relatie("r2");
        world.vendor.delete_relatie("r5");
        let (clock, vendor) = (world.clock.clone(), world.vendor.clone());
        let other = world.process(&Crash::never(), 9);
        let meanwhile = move || {
            // The vendor was asked for r2 just before, and had it no longer.
            vendor.add_relatie("r2");
            let customers = FetchRequest::changes(vec![Feed::Relaties]);
            run(&clock, other.fetch(&customers, &NoProgress)).unwrap();
        };
        world.vendor.books().meanwhile.0 = Some(Box::new(meanwhile));
        let reports = run(&world.clock, world.integration.clean_up(false, &NoProgress)).unwrap();
        let broken_off = reports.last().unwrap().error.as_ref();
        assert_eq!(broken_off.unwrap().kind(), simon_core::ErrorKind::Cancelled);
        assert_eq!(world.count(Tabel::Relaties), 10);
        assert_eq!(removed(&clean_up(&world)), 1);
        let ids = ["r2".to_owned()];
        let kept = world.store.fingerprints(&world.id, Tabel::Relaties, &ids);
        assert!(matches!(run(&world.clock, kept).unwrap()[..], [Some(1..)]), "r2 is there, active");
    }
}

#[test]
fn a_memory_of_the_log_longer_than_time_itself_keeps_everything() {
    let mut world = World::working(&[]);
    let options = Options::default().with_log_dagen(Some(u32::MAX));
    world.integration = world.integration.with_options(options);
    clean_up(&world);
    assert!(world.log_has("geactiveerd"));
}
