//! Checks on whole listings.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use simon_core::ErrorKind;
use simon_core::connector::{ListRequest, Next};
use simon_core::domain::{BtwModus, rond_af};

use super::read::{Listed, everything, read};
use super::world::{World, assert_no_fault, capabilities, listings, names};
use super::{Harness, Listing};
use crate::builders::decimal;

/// Every record came, as it is, and not several times over.
fn assert_whole<H: Harness>(world: &World<H>, listing: Listing, records: usize) -> Listed {
    let seeded = world.seed(listing, records);
    let listed = world.full(listing);
    assert_eq!(listed.items, names(&seeded), "{listing:?}, {}", listed.how());
    assert_eq!(listed.rejected, [], "{listing:?}");
    // Pages may overlap, so that nothing slips between them; they do not bring everything twice.
    let most = records.saturating_mul(2).saturating_add(listed.pages);
    assert!(listed.records <= most, "{listing:?}: {} records for {records}", listed.records);
    listed
}

/// Lists an account in which nothing is.
pub fn an_empty_account_is_a_proven_listing<H: Harness>() {
    for listing in listings::<H>() {
        let world = World::<H>::new();
        let listed = assert_whole(&world, listing, 0);
        assert_eq!(listed.records, 0, "{listing:?}");
    }
}

/// Lists more records than a page has.
pub fn pages_are_joined_and_nothing_is_missing_p7<H: Harness>() {
    for listing in listings::<H>() {
        let world = World::<H>::new();
        world.vendor.limit_page(10);
        assert_whole(&world, listing, 25);
    }
}

/// The vendor serves a few records, whatever is asked.
pub fn a_page_size_smaller_than_asked_loses_nothing_p9<H: Harness>() {
    for listing in listings::<H>() {
        for limit in [1, 4] {
            let world = World::<H>::new();
            world.vendor.limit_page(limit);
            assert_whole(&world, listing, 11);
        }
    }
}

/// The vendor changes its page size after each page.
pub fn a_page_size_that_changes_halfway_loses_nothing_p9<H: Harness>() {
    for listing in listings::<H>() {
        for limits in [[5, 3, 2, 7], [2, 9, 3, 4]] {
            changing_page_size::<H>(listing, limits);
        }
    }
}

/// The vendor serves several records a page, then one: a reader that lets its pages overlap by a
/// record may take that for the end.
pub fn a_page_size_that_drops_to_one_loses_nothing<H: Harness>() {
    for listing in listings::<H>() {
        changing_page_size::<H>(listing, [9, 1, 1, 1]);
    }
}

fn changing_page_size<H: Harness>(listing: Listing, limits: [usize; 4]) {
    let world = World::<H>::new();
    let seeded = world.seed(listing, 24);
    world.vendor.limit_page(4);
    let mut change = |page: usize| {
        let limit = limits.get(page % limits.len()).copied().unwrap_or(3);
        world.vendor.limit_page(limit);
    };
    let connector = world.connector.as_ref();
    let listed = world.run(read(connector, &world.books, listing, everything(), &mut change));
    let listed = assert_no_fault(listing, listed);
    assert_eq!(listed.items, names(&seeded), "{listing:?}, {}", listed.how());
}

/// The records fill their pages to the last place.
pub fn a_last_page_that_is_exactly_full_ends_the_listing<H: Harness>() {
    for listing in listings::<H>() {
        for records in [5, 10] {
            let world = World::<H>::new();
            world.vendor.limit_page(5);
            assert_whole(&world, listing, records);
        }
    }
}

/// An import gave hundreds of records the same moment of change.
pub fn five_hundred_records_of_one_moment_all_arrive_p11<H: Harness>() {
    for listing in listings::<H>() {
        let world = World::<H>::new();
        world.vendor.limit_page(60);
        let listed = assert_whole(&world, listing, 500);
        let Some(watermark) = listed.watermark else { continue };
        let changed: BTreeSet<String> = listed.items.keys().cloned().collect();
        for id in &changed {
            world.vendor.rename(listing, id, "Hernoemd");
        }
        let connector = world.connector.as_ref();
        let since = ListRequest::since(watermark);
        let again = assert_no_fault(
            listing,
            world.run(read(connector, &world.books, listing, since, &mut |_| {})),
        );
        assert_eq!(again.items.keys().cloned().collect::<BTreeSet<_>>(), changed, "{listing:?}");
        assert!(again.items.values().all(|item| item.naam == "Hernoemd"), "{listing:?}");
    }
}

/// Users work while the listing runs.
pub fn records_moved_or_deleted_while_paging_lose_no_other<H: Harness>() {
    for listing in listings::<H>() {
        for page in [1, 2] {
            moved_or_deleted::<H>(listing, page);
        }
    }
}

fn moved_or_deleted<H: Harness>(listing: Listing, after_page: usize) {
    let world = World::<H>::new();
    world.vendor.limit_page(5);
    let seeded = world.seed(listing, 20);
    let touched: Vec<&str> =
        [0, 3, 11, 17].iter().filter_map(|at| seeded.get(*at)).map(|s| s.id.as_str()).collect();
    let mut edit = |page: usize| {
        if let (true, [first, seen, unseen, last]) = (page == after_page, touched.as_slice()) {
            world.vendor.rename(listing, first, "Hernoemd");
            world.vendor.delete(listing, seen);
            world.vendor.rename(listing, unseen, "Hernoemd");
            world.vendor.delete(listing, last);
        }
    };
    let connector = world.connector.as_ref();
    match world.run(read(connector, &world.books, listing, everything(), &mut edit)) {
        Ok(listed) => {
            for record in seeded.iter().filter(|record| !touched.contains(&record.id.as_str())) {
                assert!(
                    listed.items.contains_key(&record.id),
                    "{listing:?}: {} is missing from a listing that says it is complete",
                    record.id
                );
            }
        }
        // An honest answer: the engine reads again.
        Err(broken) => assert_eq!(broken.error.kind(), ErrorKind::Incomplete, "{:?}", broken.error),
    }
}

/// Lists the same account twice.
pub fn two_full_reads_are_equal<H: Harness>() {
    for listing in listings::<H>() {
        let world = World::<H>::new();
        world.vendor.limit_page(4);
        let first = assert_whole(&world, listing, 13);
        assert_eq!(world.full(listing).items, first.items, "{listing:?}");
    }
}

/// One record among others is broken.
pub fn an_unreadable_record_is_rejected_and_stops_nothing_b13<H: Harness>() {
    for listing in [Listing::Relaties, Listing::Artikelen] {
        let world = World::<H>::new();
        world.vendor.limit_page(4);
        let seeded = world.seed(listing, 6);
        world.vendor.seed_unreadable(listing, 7);
        let after = world.vendor.seed(listing, 8, "Naam 8");
        let listed = world.full(listing);
        let mut expected = names(&seeded);
        expected.extend(super::world::named(&after, "Naam 8"));
        assert_eq!(listed.items, expected, "{listing:?}");
        assert!(!listed.rejected.is_empty(), "{listing:?}: nobody is told of the broken record");
        for rejected in &listed.rejected {
            super::world::assert_actionable::<H>(&rejected.message);
        }
    }
}

/// The vendor added members to its API.
pub fn unknown_members_are_ignored<H: Harness>() {
    for listing in listings::<H>() {
        let world = World::<H>::rewritten(H::with_unknown_members);
        world.vendor.limit_page(4);
        assert_whole(&world, listing, 6);
    }
    let world = World::<H>::rewritten(H::with_unknown_members);
    let (draft, settings) = world.vendor.draft("20417");
    let created = world.run(world.connector.create_document(&draft, &settings));
    created.unwrap_or_else(|error| panic!("{error:?}"));
}

/// A record of which as much as possible is null or missing.
pub fn missing_and_null_members_are_no_fault<H: Harness>() {
    for listing in [Listing::Relaties, Listing::Artikelen] {
        let world = World::<H>::new();
        let sparse = world.vendor.seed_sparse(listing, 1);
        let listed = world.full(listing);
        assert_eq!(listed.rejected, [], "{listing:?}");
        let item = listed.items.get(&sparse.id).expect("the sparse record");
        assert!(item.actief, "{listing:?}: nothing says that it is inactive");
    }
}

/// Names as they are in the Netherlands and Belgium, and worse.
pub fn names_arrive_letter_by_letter<H: Harness>() {
    let hard = [
        "Café 't Hoekje & Zn. <B.V.>",
        "Łódź Çelik-Ünal Ñandú Ørsted ẞ",
        "🚧 Loodgieter 𝄞 Müller 👩‍🔧",
        r#""aanhaling" \ schuin / {json}"#,
        "e\u{301} is niet é",
    ];
    for listing in listings::<H>() {
        let world = World::<H>::new();
        for (nummer, naam) in (1..).zip(hard) {
            world.vendor.seed(listing, nummer, naam);
        }
        let listed = world.full(listing);
        let arrived: BTreeSet<&str> =
            listed.items.values().map(|item| item.naam.as_str()).collect();
        assert_eq!(arrived, BTreeSet::from(hard), "{listing:?}");
    }
}

/// Prices that binary floating point cannot hold. A vendor that prices the lines may keep its prices to
/// itself.
pub fn prices_arrive_exactly_c21<H: Harness>() {
    let scale = capabilities::<H>().limits.prijs_decimalen;
    let exact = ["0.1", "19.99", "0.07", "12.3456789", "1234567890123456.78", "9007199254740993"];
    for price in exact.map(|text| rond_af(decimal(text), scale)) {
        let world = World::<H>::new();
        let artikel = world.vendor.seed(Listing::Artikelen, 1, "Kraan");
        world.vendor.set_price(&artikel.id, price);
        let page =
            world.run(world.connector.list_artikelen(&world.books, &ListRequest::everything()));
        let page = page.unwrap_or_else(|error| panic!("{error:?}"));
        assert!(matches!(page.next, Next::End { .. } | Next::More(_)));
        let artikel = page.items.first().expect("the article");
        let Some(prijs) = artikel.verkoopprijs else {
            assert!(capabilities::<H>().prices_lines, "nobody knows the article's price");
            continue;
        };
        assert_eq!(prijs.bedrag.0, price, "a price changed on its way");
        assert!(matches!(prijs.btw, BtwModus::Exclusief | BtwModus::Inclusief));
        assert_ne!(price, Decimal::ZERO);
    }
}
