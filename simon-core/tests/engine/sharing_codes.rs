//! A vendor whose articles may share a number: in Simon a number is of one article (B9).

use simon_core::domain::Artikel;
use simon_core::host::{Record, Select, Store, Tabel};
use simon_core::integration::NoProgress;
use simon_core::log::LogEntry;
use simon_testkit::simulated::run;

use super::World;
use super::offers::SHARES_CODES;
use super::vendor::Vendor;

impl Vendor {
    /// Gives an article, new or not, this number.
    fn number_artikel(&self, id: &str, code: &str) {
        self.add_artikel(id);
        self.books().artikelen.get_mut(id).unwrap().1.code = code.to_owned();
    }

    fn delete_artikel(&self, id: &str) {
        self.books().artikelen.remove(id);
    }
}

fn fetched() -> World {
    let world = World::with(Vendor::like(&SHARES_CODES));
    world.activate(&[]);
    world.fetch();
    world
}

fn stored(world: &World, id: &str) -> Option<Artikel> {
    let select = Select::Id(id.to_owned());
    let found = run(&world.clock, world.store.records(&world.id, Tabel::Artikelen, &select));
    found.unwrap().into_iter().find_map(|record| match record {
        Record::Artikel(artikel) => Some(artikel),
        _ => None,
    })
}

fn is_there(world: &World, id: &str) -> bool {
    stored(world, id).is_some_and(|artikel| artikel.actief)
}

fn said(world: &World) -> Vec<LogEntry> {
    world.log().into_iter().filter(|entry| entry.code == "record-dubbel").collect()
}

fn clean_up(world: &World) {
    let reports = run(&world.clock, world.integration.clean_up(true, &NoProgress)).unwrap();
    assert!(reports.iter().all(|report| report.error.is_none()), "{reports:?}");
}

#[test]
fn the_article_that_simon_has_stays_and_the_log_says_once_what_to_do_b9() {
    let world = fetched();
    world.vendor.number_artikel("a0", " aA1 ");
    for _ in 0..3 {
        world.fetch();
    }
    assert!(is_there(&world, "a1") && stored(&world, "a0").is_none());
    let [line] = <[LogEntry; 1]>::try_from(said(&world)).unwrap();
    for text in [line.bericht.nl, line.bericht.en] {
        assert!(text.contains("Artikel a0") && text.contains("Artikel a1"), "{text}");
    }
    assert!(line.te_nemen_actie.is_some());
    // Also when Simon's own changed as well, and comes behind the other.
    world.vendor.number_artikel("a0", "AA1");
    world.vendor.number_artikel("a1", "Aa1");
    world.fetch();
    assert!(is_there(&world, "a1") && stored(&world, "a0").is_none());
}

#[test]
fn of_several_new_ones_the_first_is_taken_over_in_every_page_size_b9() {
    for page_size in [1, 2, 100] {
        let world = World::with(Vendor::like(&SHARES_CODES));
        world.vendor.books().page_size = page_size;
        for id in ["x1", "x2", "x3"] {
            world.vendor.number_artikel(id, "X");
        }
        world.activate(&[]);
        world.fetch();
        let there = ["x1", "x2", "x3"].map(|id| is_there(&world, id));
        assert_eq!(there, [true, false, false], "pages of {page_size}");
        assert_eq!(said(&world).len(), 2);
    }
}

#[test]
fn an_article_comes_when_it_gets_a_number_of_its_own_b9() {
    let world = fetched();
    world.vendor.number_artikel("a2", "Aa1");
    world.fetch();
    assert!(stored(&world, "a2").is_none());
    world.vendor.number_artikel("a2", "Aa2");
    world.fetch();
    assert!(is_there(&world, "a2"));
    // And goes when it takes the number of another.
    world.vendor.number_artikel("a2", "Aa1");
    world.fetch();
    assert!(!is_there(&world, "a2") && is_there(&world, "a1"));
    assert_eq!(said(&world).len(), 2, "said again, because it was mended in between");
    clean_up(&world);
    assert!(stored(&world, "a2").is_none() && is_there(&world, "a1"));
}

#[test]
fn an_article_comes_when_the_other_gets_another_number_or_goes_b9() {
    let world = fetched();
    world.vendor.number_artikel("a2", "Aa1");
    world.fetch();
    world.vendor.number_artikel("a1", "Aa9");
    world.fetch();
    world.fetch();
    assert!(is_there(&world, "a1") && is_there(&world, "a2"));
    let calls = world.vendor.books().calls;
    world.fetch();
    assert_eq!(world.vendor.books().calls - calls, 2, "nothing is listed whole any more");

    world.vendor.number_artikel("a3", "Aa9");
    world.fetch();
    assert!(stored(&world, "a3").is_none());
    world.vendor.delete_artikel("a1");
    clean_up(&world);
    assert!(stored(&world, "a1").is_none());
    world.fetch();
    assert!(is_there(&world, "a3"));
}

#[test]
fn other_vendors_articles_may_share_a_number() {
    let world = World::with(Vendor::new());
    world.vendor.number_artikel("a0", "Aa1");
    world.activate(&[]);
    world.fetch();
    assert!(is_there(&world, "a0") && is_there(&world, "a1"));
    assert!(said(&world).is_empty());
}
