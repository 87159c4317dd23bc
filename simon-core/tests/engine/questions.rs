//! What a clean-up asks before it removes much, and what a person answers: B5, P14.

use chrono::{DateTime, Utc};
use simon_core::ErrorKind;
use simon_core::host::{Batch, Change, Feed, FeedState, Store, Tabel, WipePart, decode, encode};
use simon_core::integration::{
    Activation, CleanUpQuestion, FeedReport, FetchRequest, NoProgress, Slice,
};
use simon_testkit::simulated::run;

use super::World;
use super::vendor::Vendor;

const DAY: std::time::Duration = std::time::Duration::from_secs(24 * 3600);

fn key(number: u32) -> String {
    format!("r{number:03}")
}

/// Fetched, with customers `k1` and `r000` to `r099`, of which the vendor then deletes the first 60.
fn asking(vendor: Vendor) -> World {
    let world = World::with(vendor);
    world.vendor.books().page_size = 50;
    (0..100).for_each(|number| world.vendor.add_relatie(&key(number)));
    world.activate(&[]);
    world.fetch();
    (0..60).for_each(|number| world.vendor.delete_relatie(&key(number)));
    let stopped: Vec<u64> = clean_up(&world).iter().filter_map(|it| it.stopped_at).collect();
    assert_eq!(stopped, [60]);
    world
}

/// One of each way of cleaning up: confirming by id, by a second listing, and from told deletions.
fn each() -> [World; 3] {
    [Vendor::new(), Vendor::listing_only(), Vendor::telling_deletions()].map(asking)
}

fn clean_up(world: &World) -> Vec<FeedReport> {
    whole(run(&world.clock, world.integration.clean_up(false, &NoProgress)).unwrap())
}

fn approve(world: &World, aantal: u64) -> Vec<FeedReport> {
    let approved = world.integration.approve_clean_up(Feed::Relaties, aantal, &NoProgress);
    whole(run(&world.clock, approved).unwrap())
}

fn whole(reports: Vec<FeedReport>) -> Vec<FeedReport> {
    assert!(reports.iter().all(|report| report.error.is_none()), "{reports:?}");
    reports
}

fn refuse(world: &World) -> simon_core::Result<()> {
    run(&world.clock, world.integration.refuse_clean_up(Feed::Relaties))
}

fn questions(world: &World, limit: usize) -> Vec<CleanUpQuestion> {
    run(&world.clock, world.integration.clean_up_questions(limit)).unwrap()
}

/// The only question, with all that would go.
fn question(world: &World) -> CleanUpQuestion {
    let mut found = questions(world, 1000);
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

fn ids(question: &CleanUpQuestion) -> Vec<String> {
    question.eerste.iter().map(|leaver| leaver.id.clone()).collect()
}

fn feed(world: &World) -> FeedState {
    run(&world.clock, world.store.feed(&world.id, Feed::Relaties)).unwrap()
}

fn store(world: &World, change: Change) {
    let batch = Batch { epoch: None, changes: vec![change] };
    run(&world.clock, world.store.commit(&world.id, batch)).unwrap();
}

fn fetch_customers(world: &World) {
    let customers = FetchRequest::everything(vec![Feed::Relaties]);
    whole(run(&world.clock, world.integration.fetch(&customers, &NoProgress)).unwrap());
}

#[test]
fn a_stopped_clean_up_shows_every_record_that_would_go_without_a_call_b5() {
    for world in each() {
        let (calls, asked_at) = (world.vendor.books().calls, feed(&world).laatste_schoonmaak);
        let asked = question(&world);
        assert_eq!((asked.aantal, asked.totaal, asked.nu), (60, 101, 60));
        assert_eq!((asked.feed, Some(asked.gesteld_op)), (Feed::Relaties, asked_at));
        assert_eq!(ids(&asked), (0..60).map(key).collect::<Vec<_>>());
        let first = &asked.eerste[0];
        assert!(first.naam.is_some() && !first.code.is_empty());
        let tells = feed(&world).vraag.unwrap().run.is_none() || !first.actief;
        assert_eq!(first.actief, !tells, "told deletions are inactive");
        let few = &questions(&world, 3)[0];
        assert_eq!((few.nu, few.eerste.len()), (60, 3));
        assert_eq!(questions(&world, 0)[0].eerste, []);
        assert_eq!(world.vendor.books().calls, calls);
        assert_eq!(world.vendor.books().reads, 0);
    }
}

#[test]
fn an_approved_clean_up_removes_exactly_what_was_shown_b5() {
    for world in each() {
        let reports = approve(&world, question(&world).nu);
        let removed: u64 = reports.iter().map(|report| report.tellingen.verwijderd).sum();
        assert_eq!(removed, 60);
        assert_eq!(world.count(Tabel::Relaties), 41);
        assert_eq!(questions(&world, 1), [], "answered");
        assert_eq!(clean_up(&world).iter().filter_map(|it| it.stopped_at).count(), 0);
        let again = world.integration.approve_clean_up(Feed::Relaties, 60, &NoProgress);
        let refused = run(&world.clock, again).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::InvalidInput, "there is no question any more");
        assert_eq!(refused.message().code(), "schoonmaak-geen-vraag");
    }
}

#[test]
fn an_approval_leaves_the_other_tables_alone_b5() {
    for world in each() {
        let articles = world.count(Tabel::Artikelen);
        world.vendor.books().artikelen.clear();
        let reports = approve(&world, 60);
        assert!(reports.iter().all(|it| matches!(it.feed, Feed::Relaties | Feed::Verwijderingen)));
        assert_eq!(world.count(Tabel::Artikelen), articles);
    }
}

#[test]
fn an_approval_removes_nothing_when_the_listing_came_back_empty_meanwhile_b5_p14() {
    for vendor in [Vendor::new(), Vendor::listing_only()] {
        let world = asking(vendor);
        let before = question(&world);
        world.clock.advance(DAY);
        world.vendor.books().relaties.clear();
        let reports = approve(&world, before.nu);
        assert_eq!(reports.last().unwrap().stopped_at, Some(101));
        assert_eq!(world.count(Tabel::Relaties), 101);
        let anew = question(&world);
        assert_eq!((anew.aantal, anew.nu), (101, 101));
        assert!(anew.gesteld_op > before.gesteld_op);
        assert_eq!(world.faults().len(), 2, "it asked twice");
    }
}

#[test]
fn an_approval_of_fewer_than_would_go_asks_anew_however_few_b5() {
    for world in each() {
        for number in 60..63 {
            world.vendor.delete_relatie(&key(number));
        }
        assert_eq!(approve(&world, 60).last().unwrap().stopped_at, Some(63));
        assert_eq!(world.count(Tabel::Relaties), 101);
        assert_eq!(question(&world).nu, 63);
        assert_eq!(approve(&world, 63).last().unwrap().tellingen.verwijderd, 63);
        assert_eq!(world.count(Tabel::Relaties), 38);
    }
}

#[test]
fn an_approved_emptying_removes_the_last_record_too_p14() {
    let world = World::with(Vendor::listing_only());
    world.vendor.add_relatie("k2");
    world.activate(&[]);
    world.fetch();
    world.vendor.books().relaties.clear();
    clean_up(&world);
    assert_eq!(ids(&question(&world)), ["k1", "k2"]);
    approve(&world, 2);
    assert_eq!(world.count(Tabel::Relaties), 0);
}

#[test]
fn what_a_later_fetch_saw_again_is_no_longer_in_the_question_b5_r7() {
    for world in each() {
        for number in 0..58 {
            world.vendor.add_relatie(&key(number));
        }
        fetch_customers(&world);
        let now = question(&world);
        assert_eq!((now.aantal, now.nu), (60, 2));
        assert_eq!(ids(&now), [key(58), key(59)]);
        approve(&world, now.nu);
        assert_eq!(world.count(Tabel::Relaties), 99);
    }
}

#[test]
fn a_refusal_keeps_everything_and_the_next_night_asks_again_b5() {
    for world in each() {
        refuse(&world).unwrap();
        assert_eq!(questions(&world, 1), []);
        assert_eq!(world.count(Tabel::Relaties), 101);
        assert!(world.log_has("schoonmaak-geweigerd"));
        assert_eq!(refuse(&world).unwrap_err().kind(), ErrorKind::InvalidInput);
        world.clock.advance(DAY);
        let night: DateTime<Utc> = simon_core::host::Clock::now(&world.clock);
        let slice = Some(Slice::new(night, night + DAY));
        let cleaned = world.integration.clean_up_within(false, slice, &NoProgress);
        whole(run(&world.clock, cleaned).unwrap());
        assert_eq!(question(&world).gesteld_op, night);
        assert_eq!(world.count(Tabel::Relaties), 101);
    }
}

#[test]
fn a_clean_up_that_ends_well_puts_its_question_away_b5() {
    for world in each() {
        (0..60).for_each(|number| world.vendor.add_relatie(&key(number)));
        assert_eq!(clean_up(&world).iter().filter_map(|it| it.stopped_at).count(), 0);
        assert_eq!(questions(&world, 1), []);
        assert_eq!(world.count(Tabel::Relaties), 101);
    }
}

#[test]
fn what_a_comparison_asks_outlives_a_clean_up_that_reads_deletions_only_p10() {
    let world = World::with(Vendor::telling_deletions());
    world.vendor.books().page_size = 50;
    (0..100).for_each(|number| world.vendor.add_relatie(&key(number)));
    world.activate(&[]);
    world.fetch();
    // The vendor never tells of these.
    (0..60).for_each(|number| drop(world.vendor.books().relaties.remove(&key(number))));
    let wholly = run(&world.clock, world.integration.clean_up_wholly(false, &NoProgress));
    whole(wholly.unwrap());
    assert_eq!(question(&world).nu, 60);
    clean_up(&world);
    let asked = question(&world);
    assert_eq!(asked.nu, 60, "the deletions told nothing of it");
    assert_eq!(approve(&world, asked.nu).last().unwrap().tellingen.verwijderd, 60);
    assert_eq!(world.count(Tabel::Relaties), 41);
    assert_eq!(questions(&world, 1), []);
}

#[test]
fn a_question_does_not_survive_a_wipe_and_does_survive_a_deactivation_a1_b5() {
    let world = asking(Vendor::new());
    run(&world.clock, world.integration.deactivate()).unwrap();
    assert_eq!(question(&world).nu, 60);
    let off = world.integration.approve_clean_up(Feed::Relaties, 60, &NoProgress);
    let off = run(&world.clock, off).unwrap_err();
    assert_eq!(off.message().code(), "integratie-niet-actief");
    let again = |wipe: Vec<WipePart>| {
        let activation = Activation::new(World::settings(&[]), wipe);
        let report = run(&world.clock, world.integration.activate(&activation)).unwrap();
        assert!(report.saved.is_some());
    };
    again(vec![WipePart::Artikelen]);
    assert_eq!(question(&world).nu, 60);
    again(vec![WipePart::Relaties]);
    assert_eq!(questions(&world, 1), []);
    assert!(feed(&world).vraag.is_none());
}

#[test]
fn a_feed_that_was_stored_before_there_were_questions_is_read_b5() {
    let world = asking(Vendor::new());
    let stored = feed(&world);
    let mut old: serde_json::Value = serde_json::from_str(&encode(&stored).unwrap()).unwrap();
    assert!(old["d"].as_object_mut().unwrap().remove("vraag").is_some());
    let read: FeedState = decode(&old.to_string()).unwrap();
    assert_eq!(read, {
        let mut without = stored;
        without.vraag = None;
        without
    });
    store(&world, Change::Feed(read));
    assert_eq!(questions(&world, 1), []);
    assert_eq!(clean_up(&world).iter().filter_map(|it| it.stopped_at).sum::<u64>(), 60);
}
