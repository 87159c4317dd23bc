//! What a clean-up asks before anything goes: a person, where much is missing, and the vendor again,
//! where a listing lacked a record (B4, B5, R7).

use std::time::Duration;

use futures_util::future::join;
use simon_core::host::{Clock, Tabel};
use simon_core::integration::{FeedReport, NoProgress};
use simon_testkit::simulated::Crash;

use crate::books::{Books, Interface, active};

over_both!(
    an_empty_listing_removes_nothing_before_a_person_says_so_b5,
    a_fifth_of_the_customers_goes_and_more_waits_for_a_person_b5,
    a_record_that_one_listing_lacked_stays_r7,
    what_is_gone_is_confirmed_before_it_goes_r7,
);

fn clean_up<V: Interface>(books: &Books<V>, force: bool) -> Vec<FeedReport> {
    books.world.run(books.world.sound().clean_up(force, &NoProgress)).unwrap()
}

/// How many removals the guard stopped, of each feed where it did.
fn stopped(reports: &[FeedReport]) -> Vec<u64> {
    assert!(reports.iter().all(|report| report.error.is_none()), "{reports:?}");
    reports.iter().filter_map(|report| report.stopped_at).collect()
}

fn an_empty_listing_removes_nothing_before_a_person_says_so_b5<V: Interface>() {
    let mut books = Books::<V>::of(60, 51);
    books.world.fetch();
    let all = books.klanten.clone();
    (0..51).for_each(|_| books.delete(0));
    while let Some(klant) = books.klanten.pop() {
        books.world.sim.delete_relatie(klant).unwrap();
    }
    assert_eq!(stopped(&clean_up(&books, false)), [60, 51]);
    assert_eq!(active(&books.world, Tabel::Relaties).len(), all.len());
    assert_eq!(active(&books.world, Tabel::Artikelen).len(), 51);
    assert_eq!(books.world.asks(), ["schoonmaak-gestopt", "schoonmaak-gestopt"]);
    assert_eq!(stopped(&clean_up(&books, true)), [0; 0]);
    assert_eq!(books.differs(), None);
}

fn a_fifth_of_the_customers_goes_and_more_waits_for_a_person_b5<V: Interface>() {
    let mut books = Books::<V>::of(300, 0);
    books.world.fetch();
    let delete = |books: &mut Books<V>, count: usize| {
        for klant in books.klanten.drain(..count) {
            books.world.sim.delete_relatie(klant).unwrap();
        }
    };
    delete(&mut books, 60);
    assert_eq!(stopped(&clean_up(&books, false)), [0; 0]);
    assert_eq!(books.differs(), None);
    // Of 240.
    delete(&mut books, 49);
    books.add_klant();
    assert_eq!(stopped(&clean_up(&books, false)), [0; 0], "more than a fifth, but few");
    assert_eq!(books.differs(), None);
    // Of 192.
    delete(&mut books, 51);
    assert_eq!(stopped(&clean_up(&books, false)), [51]);
    assert_eq!(active(&books.world, Tabel::Relaties).len(), 192);
}

/// The calls that list the customers.
const fn listing<V: Interface>() -> &'static str {
    if V::REST { "GET /v1/relation" } else { "GetRelaties" }
}

/// Customers with a record of their own that were read, over REST.
const READS: &str = "GET /v1/relation/{id}";

/// A relation that the first listing of a clean-up does not show, and whatever asks after it does.
fn a_record_that_one_listing_lacked_stays_r7<V: Interface>() {
    let books = Books::<V>::loaded();
    let sim = &books.world.sim;
    let show = |shown: bool| {
        sim.change_relatie(books.klanten[6], |row| row.inactief = !shown).unwrap();
    };
    sim.hide_inactive_over_rest(true);
    sim.hide_inactive_over_soap(true);
    show(false);
    let (calls, reads) = (sim.calls(listing::<V>()), sim.calls(READS));
    books.world.fetch();
    let of_listing = sim.calls(listing::<V>()) - calls;
    let reads = sim.calls(READS) - reads;
    let (first, before) = (sim.calls(listing::<V>()), sim.calls(READS));

    let process = books.world.process_with(&Crash::never(), 1, Duration::from_secs(10));
    let listed = async {
        while sim.calls(listing::<V>()) < first + of_listing {
            books.world.clock.sleep(Duration::from_secs(1)).await;
        }
        show(true);
    };
    let (reports, ()) = books.world.run(join(process.clean_up(false, &NoProgress), listed));
    assert_eq!(stopped(&reports.unwrap()), [0; 0]);
    let (listings, single) = (sim.calls(listing::<V>()) - first, sim.calls(READS) - before);
    if V::REST {
        assert_eq!(single, reads + 1, "it was read by its id");
    } else {
        assert_eq!(listings, 2 * of_listing, "listed twice");
    }
    assert_eq!(books.differs(), None);
}

fn what_is_gone_is_confirmed_before_it_goes_r7<V: Interface>() {
    let mut books = Books::<V>::loaded();
    let calls =
        |books: &Books<V>| (books.world.sim.calls(listing::<V>()), books.world.sim.calls(READS));
    let before = calls(&books);
    books.world.clean_up();
    let quiet = calls(&books);
    if V::REST {
        assert_eq!(quiet.1 - before.1, 13, "each record once");
    } else {
        assert_eq!(quiet.0 - before.0, 1, "listed once");
    }
    books.delete(3);
    books.world.clean_up();
    let after = calls(&books);
    if V::REST {
        assert_eq!(after.1 - quiet.1, 12 + 1, "and the one that is gone");
    } else {
        assert_eq!(after.0 - quiet.0, 2, "listed again");
    }
    assert_eq!(books.differs(), None);
    let gone = books.world.log().into_iter().filter(|it| it.code.ends_with("-verwijderd"));
    assert_eq!(gone.count(), 2, "the customer and the article");
}
