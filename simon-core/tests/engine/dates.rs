//! Customers and articles that are active between two dates, at a vendor that says nothing when one of
//! them comes: B4, C3.

use std::time::Duration;

use chrono::{Days, NaiveDate};
use simon_core::connector::RelatieRecord;
use simon_core::domain::{Artikel, Geldigheid, Relatie};
use simon_core::host::{DeliveryStatus, Feed, FeedState, Record, Select, Store, Tabel};
use simon_core::integration::{FeedReport, FetchRequest, NoProgress};
use simon_testkit::builders;
use simon_testkit::simulated::{Crash, Side, run, run_until_crash};

use super::World;
use super::vendor::Vendor;

const DAY: Duration = Duration::from_secs(24 * 3600);
const VENDORS: [fn() -> Vendor; 3] = [Vendor::new, Vendor::listing_only, Vendor::telling_deletions];

/// The date of so many days after today.
fn in_days(world: &World, days: u64) -> NaiveDate {
    world.clock.now().date_naive() + Days::new(days)
}

fn geldig(world: &World, van: Option<u64>, tot: Option<u64>) -> Option<Geldigheid> {
    Geldigheid::new(van.map(|days| in_days(world, days)), tot.map(|days| in_days(world, days)))
}

fn klant(world: &World, id: &str, van: Option<u64>, tot: Option<u64>) {
    let mut relatie = builders::relatie(id);
    relatie.geldig = geldig(world, van, tot);
    let own = builders::werkadres(&format!("{id}:vestiging"), id);
    world.vendor.put_relatie(RelatieRecord::new(relatie, vec![own]));
}

fn artikel(world: &World, id: &str, van: Option<u64>, tot: Option<u64>) {
    world.vendor.add_artikel(id);
    let geldig = geldig(world, van, tot);
    world.vendor.books().artikelen.get_mut(id).unwrap().1.geldig = geldig;
}

/// With customers that begin after two days, end after four, do both, and one that ended; likewise
/// for articles.
fn dated(vendor: Vendor) -> World {
    let world = World::with(vendor);
    klant(&world, "later", Some(2), None);
    klant(&world, "tot", None, Some(4));
    klant(&world, "beide", Some(2), Some(4));
    artikel(&world, "later", Some(2), None);
    artikel(&world, "tot", None, Some(4));
    let mut ended = builders::relatie("voorbij");
    ended.geldig = Geldigheid::new(None, in_days(&world, 0).pred_opt());
    world.vendor.put_relatie(RelatieRecord::new(ended, Vec::new()));
    world.activate(&[]);
    world.fetch();
    world
}

fn relaties(world: &World) -> Vec<Relatie> {
    let all = Select::After(None, 500);
    let found = run(&world.clock, world.store.records(&world.id, Tabel::Relaties, &all)).unwrap();
    found
        .into_iter()
        .map(|record| match record {
            Record::Relatie(relatie) => relatie,
            _ => panic!("a customer"),
        })
        .collect()
}

fn artikelen(world: &World) -> Vec<Artikel> {
    let all = Select::After(None, 500);
    let found = run(&world.clock, world.store.records(&world.id, Tabel::Artikelen, &all)).unwrap();
    found
        .into_iter()
        .map(|record| match record {
            Record::Artikel(artikel) => artikel,
            _ => panic!("an article"),
        })
        .collect()
}

/// The active ones of the customers with dates, and those whose dates still lie ahead.
fn klanten(world: &World) -> (Vec<String>, Vec<String>) {
    let all = relaties(world);
    let ids = |keep: fn(&&Relatie) -> bool| {
        all.iter().filter(keep).map(|relatie| relatie.id.to_string()).collect()
    };
    (ids(|one| one.actief), ids(|one| one.geldig.is_some()))
}

fn feed(world: &World, feed: Feed) -> FeedState {
    run(&world.clock, world.store.feed(&world.id, feed)).unwrap()
}

fn fingerprints(world: &World, tabel: Tabel) -> Vec<Option<u64>> {
    let ids = ["beide", "k1", "later", "tot", "a1"].map(str::to_owned);
    run(&world.clock, world.store.fingerprints(&world.id, tabel, &ids)).unwrap()
}

fn clean_up(world: &World) -> u64 {
    let reports = run(&world.clock, world.integration.clean_up(false, &NoProgress)).unwrap();
    assert!(reports.iter().all(|report| report.error.is_none()), "{reports:?}");
    reports.iter().map(|report| report.tellingen.verwijderd).sum()
}

fn fetch_all(world: &World) -> Vec<FeedReport> {
    let everything = FetchRequest::everything(Vec::new());
    run(&world.clock, world.integration.fetch(&everything, &NoProgress)).unwrap()
}

#[test]
fn customers_and_articles_follow_their_dates_without_a_word_from_the_vendor_b4() {
    let world = dated(Vendor::new());
    assert_eq!(klanten(&world).0, ["k1", "tot"]);
    assert_eq!(klanten(&world).1, ["beide", "later", "tot"], "none of the one that ended");
    assert_eq!(feed(&world, Feed::Relaties).volgende_datum, Some(in_days(&world, 2)));
    world.clock.advance(DAY * 2);
    world.fetch();
    assert_eq!(klanten(&world).0, ["beide", "k1", "later", "tot"]);
    assert_eq!(klanten(&world).1, ["beide", "tot"]);
    assert_eq!(feed(&world, Feed::Relaties).volgende_datum, Some(in_days(&world, 3)));
    world.clock.advance(DAY * 2);
    world.fetch();
    assert_eq!(klanten(&world).0, ["beide", "k1", "later", "tot"], "the last day counts");
    world.clock.advance(DAY);
    world.fetch();
    assert_eq!(klanten(&world), (vec!["k1".to_owned(), "later".to_owned()], Vec::new()));
    let active = artikelen(&world).into_iter().filter(|artikel| artikel.actief);
    let active: Vec<String> = active.map(|artikel| artikel.id.to_string()).collect();
    assert_eq!(active, ["a1", "later", "reis", "vast", "werk"]);
    assert_eq!(feed(&world, Feed::Relaties).volgende_datum, None);
    assert_eq!(feed(&world, Feed::Artikelen).volgende_datum, None);
    assert!(world.log_has("datums-gevolgd"));
}

#[test]
fn what_followed_its_dates_is_as_a_fresh_listing_gives_it_g11() {
    for days in [1, 2, 5] {
        let world = dated(Vendor::new());
        world.clock.advance(DAY * days);
        world.fetch();
        let before = fingerprints(&world, Tabel::Relaties);
        for report in fetch_all(&world) {
            let counts = report.tellingen;
            assert_eq!((counts.nieuw, counts.gewijzigd), (0, 0), "{:?}", report.feed);
        }
        assert_eq!(fingerprints(&world, Tabel::Relaties), before);
        assert_eq!(world.count(Tabel::Werkadressen), 4);
    }
}

#[test]
fn only_the_first_run_of_such_a_day_walks_the_table() {
    let world = dated(Vendor::new());
    let quiet = feed(&world, Feed::Relaties).versie;
    world.fetch();
    assert_eq!(feed(&world, Feed::Relaties).versie, quiet + 1, "the page that was read");
    world.clock.advance(DAY * 2);
    world.fetch();
    let walked = feed(&world, Feed::Relaties).versie;
    assert_eq!(walked, quiet + 1 + 3, "the records that changed, the next date and a page");
    world.fetch();
    assert_eq!(feed(&world, Feed::Relaties).versie, walked + 1);
    let lines = world.log().into_iter().filter(|entry| entry.code == "datums-gevolgd");
    assert_eq!(lines.count(), 2, "customers and articles, once each");
}

#[test]
fn dates_are_followed_while_the_vendor_is_away() {
    let world = dated(Vendor::new());
    world.clock.advance(DAY * 5);
    world.vendor.books().listing_fails_after = Some(0);
    let request = FetchRequest::default();
    let fetch = world.integration.fetch(&request, &NoProgress);
    assert!(run(&world.clock, fetch).unwrap().iter().all(|report| report.error.is_some()));
    assert_eq!(klanten(&world).0, ["k1", "later"]);
}

#[test]
fn a_clean_up_keeps_who_is_still_to_begin_and_removes_who_ended_b4() {
    for vendor in VENDORS {
        let world = dated(vendor());
        assert_eq!(clean_up(&world), 0);
        assert_eq!(relaties(&world).len(), 4);
        // No fetch in between: the clean-up looks at the date itself.
        world.clock.advance(DAY * 5);
        assert_eq!(clean_up(&world), 3, "two customers and an article");
        assert_eq!(klanten(&world), (vec!["k1".to_owned(), "later".to_owned()], Vec::new()));
        assert_eq!(artikelen(&world).len(), 5);
    }
}

#[test]
fn one_still_to_begin_that_only_the_listing_lacks_is_kept_b5() {
    let world = dated(Vendor::new());
    world.vendor.books().hides = vec!["later".into()];
    assert_eq!(clean_up(&world), 0, "reading it by id shows that it is there");
    world.vendor.books().relaties.remove("later");
    assert_eq!(clean_up(&world), 1);
    assert!(relaties(&world).iter().all(|relatie| relatie.id.as_str() != "later"));
}

#[test]
fn one_still_to_begin_that_the_vendor_deleted_never_begins_b5() {
    let world = dated(Vendor::telling_deletions());
    world.vendor.delete_relatie("later");
    world.fetch();
    world.clock.advance(DAY * 3);
    world.fetch();
    assert_eq!(klanten(&world).0, ["beide", "k1", "tot"]);
    assert_eq!(clean_up(&world), 1);
}

#[test]
fn an_inactive_record_has_no_dates_whatever_the_vendor_keeps() {
    let world = dated(Vendor::new());
    let mut blocked = builders::relatie("tot");
    blocked.geldig = geldig(&world, None, Some(9));
    blocked.actief = false;
    world.vendor.put_relatie(RelatieRecord::new(blocked, Vec::new()));
    world.fetch();
    assert_eq!(klanten(&world).0, ["k1"]);
    assert_eq!(klanten(&world).1, ["beide", "later"]);
}

#[test]
fn an_article_of_a_group_that_is_not_selected_never_begins_b7() {
    let world = World::with(Vendor::with_groups());
    artikel(&world, "ander", Some(2), None);
    world.activate(&[("artikelgroepen", super::lijst(&["Ketels"]))]);
    world.fetch();
    world.clock.advance(DAY * 2);
    world.fetch();
    assert_eq!(artikelen(&world).len(), 1);
}

#[test]
fn an_article_that_ended_is_no_choice_for_a_setting_e1() {
    for (tot, ok) in [(4, false), (5, true)] {
        let world = dated(Vendor::new());
        artikel(&world, "oud", None, Some(tot));
        world.clock.advance(DAY * 5);
        let settings = World::settings(&[("werktijd_artikel", super::tekst("Aoud"))]);
        let lines = run(&world.clock, world.integration.check(&settings, &[])).unwrap();
        let line = lines.iter().find(|line| line.sleutel == "werktijd_artikel").unwrap();
        assert_eq!(line.ok, ok, "{line:?}");
    }
}

#[test]
fn following_dates_may_die_anywhere_and_ends_in_the_same_store() {
    let mut point = 1;
    loop {
        let world = dated(Vendor::new());
        world.clock.advance(DAY * 2);
        let side = if point % 2 == 0 { Side::Before } else { Side::After };
        let crash = Crash::at(point / 2 + 1, side);
        let dying = world.process(&crash, 3);
        let request = FetchRequest::default();
        let ended = run_until_crash(&world.clock, &crash, dying.fetch(&request, &NoProgress));
        world.fetch();
        assert_eq!(klanten(&world).0, ["beide", "k1", "later", "tot"], "dying at {point}");
        assert_eq!(feed(&world, Feed::Relaties).volgende_datum, Some(in_days(&world, 3)));
        assert_eq!(feed(&world, Feed::Artikelen).volgende_datum, Some(in_days(&world, 3)));
        if ended.is_some() {
            break;
        }
        point += 1;
    }
    assert!(point > 8);
}

/// Delivers a werkbon of customer `k1` with article `a1`; the status and code it came to.
fn delivered(world: &World, nummer: &str) -> (DeliveryStatus, String) {
    world.archive(builders::gearchiveerd(nummer));
    let report = world.deliver().pop().unwrap();
    (report.status, report.code)
}

#[test]
fn a_customer_or_article_is_judged_by_the_day_of_delivery_c3() {
    let refused = |code: &str| (DeliveryStatus::Geweigerd, code.to_owned());
    for days in [0, 3] {
        let world = World::new();
        klant(&world, "k1", Some(days), Some(4));
        artikel(&world, "werk", Some(days), Some(6));
        world.activate(&[]);
        world.fetch();
        if days > 0 {
            assert_eq!(delivered(&world, "1"), refused("werkbon-klant-inactief"));
        }
        // From here on nothing is fetched any more.
        world.clock.advance(DAY * 4);
        assert_eq!(delivered(&world, "2").0, DeliveryStatus::Geleverd, "its last day");
        world.clock.advance(DAY);
        assert_eq!(delivered(&world, "3"), refused("werkbon-klant-inactief"));
    }
}

#[test]
fn an_article_of_the_settings_is_judged_by_the_day_of_delivery_c6() {
    for group_selected in [true, false] {
        let world = World::with(Vendor::with_groups());
        artikel(&world, "werk", None, Some(2));
        let groups = super::lijst(if group_selected { &[] } else { &["Ketels"] });
        world.activate(&[("artikelgroepen", groups)]);
        world.fetch();
        assert_eq!(delivered(&world, "1").0, DeliveryStatus::Geleverd);
        world.clock.advance(DAY * 3);
        let refused = (DeliveryStatus::Geweigerd, "werkbon-artikel-inactief".to_owned());
        assert_eq!(delivered(&world, "2"), refused, "before anything is fetched");
        world.fetch();
        assert_eq!(delivered(&world, "3"), refused);
        artikel(&world, "werk", None, Some(9));
        world.fetch();
        assert_eq!(delivered(&world, "4").0, DeliveryStatus::Geleverd, "it lives on");
    }
}

#[test]
fn an_article_that_only_older_settings_name_is_judged_by_the_day_of_delivery_a6() {
    for (days, status) in [(2, DeliveryStatus::Geleverd), (3, DeliveryStatus::Geweigerd)] {
        let world = World::with(Vendor::with_groups());
        artikel(&world, "werk", None, Some(2));
        let groups = ("artikelgroepen", super::lijst(&["Ketels"]));
        world.activate(std::slice::from_ref(&groups));
        world.fetch();
        world.archive(builders::gearchiveerd("1"));
        let other = World::settings(&[groups, ("werktijd_artikel", super::tekst("Areis"))]);
        run(&world.clock, world.integration.save(&other)).unwrap();
        world.clock.advance(DAY * days);
        assert_eq!(world.deliver().pop().unwrap().status, status, "after {days} days");
    }
}
