//! Checks on the feed of deletions, where a connector declares one.

use std::collections::BTreeSet;

use simon_core::connector::{Cursor, Deleted, Deletions, ListRequest};

use super::world::{HOUR, World, capabilities};
use super::{Harness, Listing, Seeded};
use crate::listings::Listings;

fn declared<H: Harness>() -> bool {
    matches!(capabilities::<H>().deletions, Deletions::Feed { .. })
}

fn id(deleted: Deleted) -> (Listing, String) {
    match deleted {
        Deleted::Relatie(id) => (Listing::Relaties, id.as_str().to_owned()),
        Deleted::Artikel(id) => (Listing::Artikelen, id.as_str().to_owned()),
    }
}

/// Reads the feed to its proven end; each page by the connector of another process when `restarts`.
fn read<H: Harness>(
    world: &World<H>,
    since: Option<Cursor>,
    restarts: bool,
) -> (Vec<(Listing, String)>, Cursor) {
    let page = async |request: ListRequest| {
        let connector = if restarts { world.another_process() } else { world.connector.clone() };
        connector.list_deletions(&world.books, &request).await
    };
    let read = world.list(since.as_ref(), page);
    let read = read.unwrap_or_else(|error| panic!("the feed of deletions: {error:?}"));
    let watermark = read.watermark.expect("the watermark of a feed of deletions");
    (read.items.into_iter().map(id).collect(), watermark)
}

fn has(found: &[(Listing, String)], listing: Listing, record: &Seeded) -> bool {
    found.iter().any(|(of, id)| *of == listing && *id == record.id)
}

/// Nothing that was deleted escapes, and nothing that is there is named.
pub fn what_was_deleted_shows_in_the_feed_of_deletions_p15<H: Harness>() {
    if !declared::<H>() {
        return;
    }
    let world = World::<H>::new();
    let listings = [Listing::Relaties, Listing::Artikelen];
    let seeded = listings.map(|listing| (listing, world.seed(listing, 3)));
    let (before, watermark) = read(&world, None, false);
    for (listing, records) in &seeded {
        assert!(records.iter().all(|one| !has(&before, *listing, one)), "named while there");
    }
    let mut since = watermark;
    for at in 0..2 {
        world.clock.advance(HOUR);
        for (listing, records) in &seeded {
            world.vendor.delete(*listing, &records.get(at).expect("a record").id);
        }
        let (found, next) = read(&world, Some(since), false);
        for (listing, records) in &seeded {
            for (place, record) in records.iter().enumerate() {
                let named = has(&found, *listing, record);
                assert!(named || place != at, "{listing:?}: a deletion is missing");
                assert!(!named || place <= at, "{listing:?}: named while there");
            }
        }
        since = next;
    }
    let (again, _) = read(&world, None, false);
    for (listing, records) in &seeded {
        let remembered = records.iter().filter(|record| has(&again, *listing, record)).count();
        assert_eq!(remembered, 2, "{listing:?}: without a watermark all that is remembered comes");
    }
}

/// Each page is read by another process.
pub fn a_feed_of_deletions_goes_on_where_it_was_interrupted<H: Harness>() {
    if !declared::<H>() {
        return;
    }
    let world = World::<H>::new();
    world.vendor.limit_page(5);
    let seeded = world.seed(Listing::Relaties, 12);
    let (_, watermark) = read(&world, None, true);
    seeded.iter().for_each(|record| world.vendor.delete(Listing::Relaties, &record.id));
    let (found, _) = read(&world, Some(watermark), true);
    let found: BTreeSet<String> = found.into_iter().map(|(_, id)| id).collect();
    let all: BTreeSet<String> = seeded.into_iter().map(|record| record.id).collect();
    assert!(found.is_superset(&all), "{} of 12 deletions arrived", found.len());
}
