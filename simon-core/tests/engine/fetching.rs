//! Following the vendor and cleaning up: B2 to B13, G3.

use std::sync::Mutex;
use std::time::Duration;

use chrono::{DateTime, Utc};
use simon_core::connector::{ClosedEndpoint, Gauge, RelatieRecord};
use simon_core::domain::{Adres, Relatie, RelatieId, Werkadres, WerkadresId};
use simon_core::host::{Batch, Change, Feed, Record, Select, Store, Tabel, Tellingen};
use simon_core::integration::{End, FeedReport, FetchRequest, NoProgress, Progress};
use simon_core::{ErrorKind, Retry};
use simon_testkit::builders::{relatie, relatie_id};
use simon_testkit::simulated::run;

use super::World;
use super::vendor::Vendor;

fn fetch(world: &World) -> Vec<FeedReport> {
    run(&world.clock, world.integration.fetch(&FetchRequest::default(), &NoProgress)).unwrap()
}

fn of(reports: &[FeedReport], feed: Feed) -> &FeedReport {
    reports.iter().find(|report| report.feed == feed).unwrap()
}

fn clean_up(world: &World, force: bool) -> Vec<FeedReport> {
    run(&world.clock, world.integration.clean_up(force, &NoProgress)).unwrap()
}

#[test]
fn a_first_load_takes_everything_and_tells_its_progress_b6() {
    struct Pages(Mutex<Vec<(Feed, u64)>>);
    impl Progress for Pages {
        fn page(&self, feed: Feed, tellingen: &Tellingen, _: Option<u64>) {
            self.0.lock().unwrap().push((feed, tellingen.ontvangen));
        }
    }
    let world = World::new();
    for number in 0..5 {
        world.vendor.add_relatie(&format!("r{number}"));
    }
    world.activate(&[]);
    let pages = Pages(Mutex::default());
    run(&world.clock, world.integration.fetch(&FetchRequest::default(), &pages)).unwrap();
    assert_eq!(world.count(Tabel::Relaties), 6);
    assert_eq!(world.count(Tabel::Werkadressen), 6);
    let customers: Vec<u64> = pages
        .0
        .into_inner()
        .unwrap()
        .into_iter()
        .filter_map(|(feed, received)| (feed == Feed::Relaties).then_some(received))
        .collect();
    assert_eq!(customers, [2, 4, 6]);
}

#[test]
fn an_incremental_fetch_takes_only_changes_b2() {
    let world = World::working(&[]);
    world.vendor.add_relatie("new");
    let reports = fetch(&world);
    let counts = of(&reports, Feed::Relaties).tellingen;
    assert_eq!((counts.nieuw, counts.gewijzigd), (1, 0));
    assert_eq!(of(&fetch(&world), Feed::Relaties).tellingen.nieuw, 0);
}

#[test]
fn a_repeated_full_load_changes_nothing_g11() {
    let world = World::working(&[]);
    let everything = FetchRequest::everything(Vec::new());
    let reports = run(&world.clock, world.integration.fetch(&everything, &NoProgress)).unwrap();
    for report in reports {
        let counts = report.tellingen;
        assert_eq!((counts.nieuw, counts.gewijzigd), (0, 0), "{:?}", report.feed);
        assert!(counts.ongewijzigd > 0, "{:?}", report.feed);
    }
}

#[test]
fn an_interrupted_load_goes_on_after_the_last_stored_page_b6_p13() {
    let world = World::new();
    for number in 0..9 {
        world.vendor.add_relatie(&format!("r{number}"));
    }
    world.activate(&[]);
    world.vendor.books().listing_fails_after = Some(2);
    let error = of(&fetch(&world), Feed::Relaties).error.as_ref().map(simon_core::Error::kind);
    assert_eq!(error, Some(ErrorKind::Unavailable));
    assert_eq!(world.count(Tabel::Relaties), 4);
    let feed = run(&world.clock, world.store.feed(&world.id, Feed::Relaties)).unwrap();
    assert_eq!(feed.watermark, None, "the watermark moves only with the proven end");
    world.vendor.books().listing_fails_after = None;
    let calls = world.vendor.books().calls;
    fetch(&world);
    assert_eq!(world.count(Tabel::Relaties), 10);
    let pages = world.vendor.books().calls - calls;
    assert_eq!(
        pages,
        3 + 1,
        "three pages of customers were left, and one look for changed articles"
    );
}

#[test]
fn a_bad_record_is_logged_once_and_stops_nothing_b13() {
    let world = World::new();
    world.activate(&[]);
    world.vendor.books().bad_record = true;
    fetch(&world);
    fetch(&world);
    assert_eq!(world.count(Tabel::Relaties), 1);
    let complaints = world.faults().into_iter().filter(|entry| entry.record.is_some());
    assert_eq!(complaints.count(), 2, "one for customers, one for articles");
}

#[test]
fn a_repeating_continuation_is_an_incomplete_listing_g3_p12() {
    let world = World::new();
    world.activate(&[]);
    world.vendor.books().repeats_cursor = true;
    let reports = fetch(&world);
    let error = of(&reports, Feed::Relaties).error.as_ref().unwrap();
    assert_eq!(error.kind(), ErrorKind::Incomplete);
}

/// A continuation does not live for ever, and an integration may have slept for weeks.
#[test]
fn a_place_that_the_vendor_forgot_is_a_listing_to_begin_anew_g3() {
    for kind in [ErrorKind::Rejected, ErrorKind::NotFound] {
        let world = World::new();
        for number in 0..9 {
            world.vendor.add_relatie(&format!("r{number}"));
        }
        world.activate(&[]);
        world.vendor.books().listing_fails_after = Some(2);
        fetch(&world);
        world.vendor.books().listing_fails_after = None;
        world.clock.advance(Duration::from_secs(40 * 24 * 3600));
        world.vendor.books().forgets_places = Some(kind);
        let reports = fetch(&world);
        let error = of(&reports, Feed::Relaties).error.as_ref().unwrap();
        assert_eq!((error.kind(), error.retry()), (ErrorKind::Incomplete, Retry::Backoff));
        assert_eq!(error.vendor_text(), Some("Invalid token"));
        world.vendor.books().forgets_places = None;
        world.fetch();
        assert_eq!(world.count(Tabel::Relaties), 10, "{kind:?}");
        assert!(world.faults().is_empty(), "nobody has to act: {:?}", world.faults());
    }
}

#[test]
fn a_first_page_that_is_refused_is_no_forgotten_place() {
    let world = World::new();
    world.activate(&[]);
    world.vendor.books().refuses_listing = true;
    let reports = fetch(&world);
    let error = of(&reports, Feed::Relaties).error.as_ref().unwrap();
    assert_eq!(error.kind(), ErrorKind::Rejected);
}

/// The feed of a closed endpoint waits, and not the others.
#[test]
fn an_endpoint_that_is_left_alone_slows_no_other_feed_b2() {
    for closed in ["relaties", "artikelen"] {
        let world = World::working(&[]);
        let mut gauge = Gauge::default();
        gauge.endpoints.push(ClosedEndpoint::new(closed, DateTime::<Utc>::MAX_UTC));
        world.vendor.books().gauge = Some(gauge);
        world.vendor.books().closed = Some(closed);
        let reports = fetch(&world);
        assert_eq!(reports.len(), 2, "the others are read");
        let end = End::of_feeds(&reports);
        assert_eq!(end, End::Failed { partly: true, asked: None }, "{closed}");
    }
}

/// A whole listing has what is active; what is not is only in the changes that it skips.
#[test]
fn what_became_inactive_before_a_whole_listing_goes_at_the_next_clean_up_b4() {
    let world = World::with(Vendor::telling_deletions());
    world.vendor.add_relatie("k2");
    world.activate(&[]);
    world.fetch();
    clean_up(&world, false);
    world.vendor.books().relaties.remove("k2");
    let everything = FetchRequest::everything(vec![Feed::Relaties]);
    run(&world.clock, world.integration.fetch(&everything, &NoProgress)).unwrap();
    assert_eq!(world.count(Tabel::Relaties), 2);
    world.clock.advance(Duration::from_secs(3600));
    clean_up(&world, false);
    assert_eq!(world.count(Tabel::Relaties), 1);
}

#[test]
fn a_record_that_cannot_be_read_is_kept_and_stops_no_clean_up_b13() {
    let world = World::working(&[]);
    for id in ["k2", "k3"] {
        world.vendor.add_relatie(id);
    }
    world.fetch();
    world.vendor.books().hides.push("k1".into());
    world.vendor.books().unreadable = Some("k1");
    world.vendor.books().relaties.remove("k3");
    for report in clean_up(&world, false) {
        assert!(report.error.is_none(), "{report:?}");
    }
    assert!(stored(&world, "k1").is_some() && stored(&world, "k2").is_some());
    assert!(stored(&world, "k3").is_none());
}

/// Both listings lack it, as they lack the others.
#[test]
fn a_record_that_cannot_be_read_is_kept_among_fifty_that_go_b5_b13() {
    let world = World::working(&[]);
    world.vendor.books().page_size = 50;
    for number in 0..60 {
        world.vendor.add_relatie(&format!("r{number:02}"));
    }
    world.fetch();
    world.vendor.books().hides.push("k1".into());
    world.vendor.books().unreadable = Some("k1");
    world.vendor.books().relaties.retain(|id, _| id.as_str() < "r11");
    assert_eq!(of(&clean_up(&world, false), Feed::Relaties).tellingen.verwijderd, 49);
    assert!(stored(&world, "k1").is_some());
}

#[test]
fn inactive_customers_are_never_added_and_known_ones_go_at_the_clean_up_b4_p15() {
    let world = World::working(&[]);
    let inactive = |id: &str| {
        let mut relatie = relatie(id);
        relatie.actief = false;
        RelatieRecord::new(relatie, Vec::new())
    };
    world.vendor.put_relatie(inactive("k1"));
    world.vendor.put_relatie(inactive("unknown"));
    fetch(&world);
    assert_eq!(world.count(Tabel::Relaties), 1);
    assert!(!stored(&world, "k1").unwrap().actief);
    clean_up(&world, false);
    assert_eq!(world.count(Tabel::Relaties), 0);
    assert!(world.log_has("schoonmaak-klant-verwijderd"));
}

fn stored(world: &World, id: &str) -> Option<Relatie> {
    let select = Select::Id(id.to_owned());
    let found = run(&world.clock, world.store.records(&world.id, Tabel::Relaties, &select));
    found.unwrap().into_iter().find_map(|record| match record {
        Record::Relatie(relatie) => Some(relatie),
        _ => None,
    })
}

#[test]
fn a_record_that_only_the_listing_lacks_is_kept_b5() {
    let world = World::working(&[]);
    world.vendor.books().hides.push("k1".into());
    clean_up(&world, false);
    assert_eq!(world.count(Tabel::Relaties), 1, "reading it by id shows that it is there");
    world.vendor.books().relaties.remove("k1");
    clean_up(&world, false);
    assert_eq!(world.count(Tabel::Relaties), 0);
}

#[test]
fn a_clean_up_never_acts_on_half_a_listing_b5_p14() {
    let world = World::new();
    for number in 0..9 {
        world.vendor.add_relatie(&format!("r{number}"));
    }
    world.activate(&[]);
    world.fetch();
    world.vendor.books().listing_fails_after = Some(1);
    assert!(of(&clean_up(&world, true), Feed::Relaties).error.is_some());
    assert_eq!(world.count(Tabel::Relaties), 10);
}

#[test]
fn a_clean_up_that_would_remove_much_asks_first_b5() {
    let world = World::new();
    world.vendor.books().page_size = 50;
    for number in 0..100 {
        world.vendor.add_relatie(&format!("r{number:03}"));
    }
    world.activate(&[]);
    world.fetch();
    world.vendor.books().relaties.retain(|id, _| id.as_str() < "r040");
    assert_eq!(of(&clean_up(&world, false), Feed::Relaties).stopped_at, Some(60));
    assert_eq!(world.count(Tabel::Relaties), 101);
    assert!(world.faults().iter().any(|entry| entry.code == "schoonmaak-gestopt"));
    assert_eq!(of(&clean_up(&world, true), Feed::Relaties).tellingen.verwijderd, 60);
    assert_eq!(world.count(Tabel::Relaties), 41);
}

/// An answer without a single record is an answer to something else, far more often than the truth.
#[test]
fn an_empty_listing_asks_first_however_few_there_were_b5_p14() {
    for vendor in [Vendor::new(), Vendor::listing_only()] {
        let world = World::with(vendor);
        for number in 0..9 {
            world.vendor.add_relatie(&format!("r{number}"));
        }
        world.activate(&[]);
        world.fetch();
        world.vendor.books().relaties.clear();
        assert_eq!(of(&clean_up(&world, false), Feed::Relaties).stopped_at, Some(10));
        assert_eq!(world.count(Tabel::Relaties), 10);
        assert!(world.faults().iter().any(|entry| entry.code == "schoonmaak-gestopt"));
        assert_eq!(of(&clean_up(&world, true), Feed::Relaties).tellingen.verwijderd, 10);
        assert_eq!(world.count(Tabel::Relaties), 0);
    }
}

#[test]
fn what_was_made_in_simon_goes_but_users_work_addresses_of_living_customers_stay_b4_b11() {
    let world = World::working(&[]);
    let made_here = Relatie::new(RelatieId::van_simon(7).unwrap(), "Zelf gemaakt");
    let adres = Adres::new("Kade 2", "9999 ZZ", "Delfzijl");
    let own = Werkadres::new(WerkadresId::van_simon(1).unwrap(), relatie_id("k1"), adres);
    let changes = vec![
        Change::PutRelatie {
            record: RelatieRecord::new(made_here, Vec::new()),
            fingerprint: 1,
            run: 0,
        },
        Change::Put { record: Record::Werkadres(own), fingerprint: 0, run: 0 },
    ];
    run(&world.clock, world.store.commit(&world.id, Batch { epoch: None, changes })).unwrap();
    clean_up(&world, false);
    assert_eq!(world.count(Tabel::Relaties), 1);
    assert_eq!(world.count(Tabel::Werkadressen), 2);
    world.vendor.add_relatie("k1");
    fetch(&world);
    assert_eq!(world.count(Tabel::Werkadressen), 2, "sync keeps them too");
}

#[test]
fn a_clean_up_repairs_what_the_store_lacks_p10() {
    let world = World::working(&[]);
    let changes = vec![Change::Remove(Tabel::Relaties, "k1".into())];
    run(&world.clock, world.store.commit(&world.id, Batch { epoch: None, changes })).unwrap();
    clean_up(&world, false);
    assert_eq!(world.count(Tabel::Relaties), 1);
}

#[test]
fn a_vendor_that_stays_away_is_one_complaint_until_it_is_back() {
    let world = World::working(&[]);
    let failures = || {
        let log = world.log();
        log.iter().filter(|entry| entry.code == "ophalen-mislukt").count()
    };
    world.vendor.books().listing_fails_after = Some(0);
    for _ in 0..5 {
        fetch(&world);
    }
    assert_eq!(failures(), 2, "customers and articles, once each");
    world.vendor.books().listing_fails_after = None;
    fetch(&world);
    world.vendor.books().listing_fails_after = Some(0);
    fetch(&world);
    assert_eq!(failures(), 4);
}
