//! Checks on listing the vendor's documents of a period.

use std::collections::{BTreeMap, BTreeSet};

use simon_core::connector::FoundDocument;

use super::Harness;
use super::world::{HOUR, World, capabilities, create, lag};
use crate::listings::Listings;
use crate::{Fault, On, builders};

fn offered<H: Harness>() -> bool {
    capabilities::<H>().lists_documents
}

/// The ids of documents with a reference of ours, by reference.
fn ours(found: &[FoundDocument]) -> BTreeMap<String, BTreeSet<String>> {
    let mut ours: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let prefix = format!("{}-", builders::integration());
    for document in found {
        let reference = document.referentie.as_ref().filter(|text| text.starts_with(&prefix));
        if let Some(reference) = reference {
            let ids = ours.entry(reference.clone()).or_default();
            ids.insert(document.document.vendor_id.clone());
        }
    }
    ours
}

/// More documents than a page has, one of them copied, among orders that are not ours.
pub fn the_documents_of_a_period_are_all_listed_g2<H: Harness>() {
    if !offered::<H>() {
        return;
    }
    for limit in [1, 5] {
        let world = World::<H>::new();
        world.vendor.limit_page(limit);
        for soort in capabilities::<H>().orders {
            world.vendor.seed_order(*soort, 1);
        }
        let began = world.clock.now();
        let mut expected = BTreeMap::new();
        for nummer in 1..=12_u32 {
            let (draft, settings) = world.vendor.draft(&format!("20{nummer}"));
            let created = create(&world, &draft, &settings);
            expected.insert(draft.referentie.to_string(), BTreeSet::from([created.vendor_id]));
        }
        world.clock.advance(lag::<H>());
        let found = world.documents(began).unwrap_or_else(|error| panic!("{error:?}"));
        assert_eq!(ours(&found), expected, "in pages of {limit}");
        let copied = expected.values().flatten().next().expect("a document");
        world.vendor.copy_document(copied);
        world.clock.advance(lag::<H>());
        let found = world.documents(began).unwrap_or_else(|error| panic!("{error:?}"));
        let most = ours(&found).into_values().map(|ids| ids.len()).max();
        assert_eq!(most, Some(2), "a copy carries the reference too");
    }
}

/// The period begins after the first document and before the second.
pub fn a_period_has_all_documents_made_since_its_beginning_g2<H: Harness>() {
    if !offered::<H>() {
        return;
    }
    let world = World::<H>::new();
    let (first, settings) = world.vendor.draft("1");
    create(&world, &first, &settings);
    // Not so long that a login dies of not being used.
    world.clock.advance(HOUR.saturating_mul(24 * 20));
    let since = world.clock.now();
    world.clock.advance(HOUR);
    let (second, settings) = world.vendor.draft("2");
    let created = create(&world, &second, &settings);
    world.clock.advance(HOUR);
    let found = world.documents(since).unwrap_or_else(|error| panic!("{error:?}"));
    let of_second = ours(&found).remove(second.referentie.as_str());
    assert_eq!(of_second, Some(BTreeSet::from([created.vendor_id])));
}

/// A listing that breaks off says so: a report on half of the documents is a wrong report.
pub fn a_period_that_breaks_off_is_never_complete_g2_g3<H: Harness>() {
    if !offered::<H>() {
        return;
    }
    for request in 0..3 {
        for (name, fault) in Fault::every_kind(false) {
            let world = World::<H>::new();
            world.vendor.limit_page(2);
            let began = world.clock.now();
            for nummer in 1..=6_u32 {
                let (draft, settings) = world.vendor.draft(&nummer.to_string());
                create(&world, &draft, &settings);
            }
            world.clock.advance(lag::<H>());
            world.faults.add(On::any().skip(request), fault, usize::MAX);
            if let Ok(found) = world.documents(began) {
                assert_eq!(ours(&found).len(), 6, "{name} at request {request}: not whole");
            }
        }
    }
}
