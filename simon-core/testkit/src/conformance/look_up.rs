//! Checks on finding documents back.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use simon_core::connector::{DocumentSearch, Lookup};
use simon_core::domain::InvoiceDraft;
use simon_core::settings::SettingsVersion;
use simon_core::{ErrorKind, Result};

use super::Harness;
use super::world::{HOUR, World, capabilities, create, creates, lag};
use crate::{Fault, On};

/// Whether documents can be found at all.
fn offered<H: Harness>() -> bool {
    capabilities::<H>().lookup != Lookup::None
}

fn look_up<H: Harness>(
    world: &World<H>,
    draft: &InvoiceDraft,
    settings: &SettingsVersion,
    attempted_at: DateTime<Utc>,
) -> Result<Vec<String>> {
    let search = DocumentSearch::new(draft, settings, attempted_at);
    let found = world.run(world.connector.find_document(&search))?;
    Ok(found.into_iter().map(|document| document.vendor_id).collect())
}

/// What a look-up finds that has to succeed.
fn found<H: Harness>(
    world: &World<H>,
    draft: &InvoiceDraft,
    settings: &SettingsVersion,
    attempted_at: DateTime<Utc>,
) -> Vec<String> {
    let found = look_up(world, draft, settings, attempted_at);
    found.unwrap_or_else(|error| panic!("{error:?}"))
}

/// Looks for a document before it is there, when it is, and when somebody copied it.
pub fn a_reference_finds_none_one_or_two_documents_c22_p17<H: Harness>() {
    if !offered::<H>() {
        return;
    }
    let world = World::<H>::new();
    let (draft, settings) = world.vendor.draft("20417");
    let began = world.clock.now();
    let look = || {
        world.clock.advance(lag::<H>());
        found(&world, &draft, &settings, began)
    };
    // References that begin alike, with the same content: neither is the other.
    let (longer, longer_settings) = world.vendor.draft("204170");
    create(&world, &longer, &longer_settings);
    assert_eq!(look(), [""; 0]);
    let created = create(&world, &draft, &settings);
    assert_eq!(look(), std::slice::from_ref(&created.vendor_id));
    world.vendor.copy_document(&created.vendor_id);
    let two = look();
    assert_eq!(two.len(), 2, "two documents carry the reference: {two:?}");
    assert!(two.contains(&created.vendor_id));
}

/// More documents than a page has.
pub fn a_document_is_found_among_many_c22<H: Harness>() {
    if !offered::<H>() {
        return;
    }
    let world = World::<H>::new();
    world.vendor.limit_page(5);
    let began = world.clock.now();
    let drafts: Vec<_> =
        (1..=12).map(|nummer: u32| world.vendor.draft(&format!("20{nummer}"))).collect();
    let created: Vec<String> =
        drafts.iter().map(|(draft, settings)| create(&world, draft, settings).vendor_id).collect();
    world.clock.advance(lag::<H>());
    for ((draft, settings), id) in drafts.iter().zip(created) {
        assert_eq!(found(&world, draft, settings, began), [id], "{}", draft.referentie);
    }
}

/// The host stood still for most of a day, and its clock is wrong.
pub fn a_document_is_found_hours_later_and_by_a_wrong_clock_c22<H: Harness>() {
    if !offered::<H>() {
        return;
    }
    for minutes in [-10, 0, 10] {
        for hours in [0, 2, 23] {
            let skew = TimeDelta::minutes(minutes);
            let world = World::<H>::skewed(skew);
            let (draft, settings) = world.vendor.draft("20417");
            let began = world.clock.now() + skew;
            let created = create(&world, &draft, &settings);
            world.clock.advance(lag::<H>().saturating_add(HOUR.saturating_mul(hours)));
            let found = found(&world, &draft, &settings, began);
            assert_eq!(found, [created.vendor_id], "{hours} hours later, {minutes} minutes off");
        }
    }
}

/// The vendor commits, loses the answer, and takes its declared time to show the document.
pub fn a_document_that_shows_late_is_found_after_the_declared_lag_c22<H: Harness>() {
    if !offered::<H>() || lag::<H>() == Duration::ZERO {
        return;
    }
    let world = World::<H>::new();
    let (draft, settings) = world.vendor.draft("20417");
    world.vendor.delay_look_ups(lag::<H>());
    world.faults.add(creates::<H>(), Fault::DropAfter, 1);
    let began = world.clock.now();
    let created = world.run(world.connector.create_document(&draft, &settings));
    assert!(created.is_err(), "created without an answer");
    world.clock.advance(lag::<H>());
    assert_eq!(found(&world, &draft, &settings, began).len(), 1);
    assert_eq!(world.vendor.document_count(), 1);
}

/// A document that is there, and a vendor that does not answer the question.
pub fn a_failed_look_up_is_never_nothing_found_c22<H: Harness>() {
    if !offered::<H>() {
        return;
    }
    for request in 0..2 {
        for (name, fault) in Fault::every_kind(false) {
            let world = World::<H>::new();
            let (draft, settings) = world.vendor.draft("20417");
            let began = world.clock.now();
            let created = create(&world, &draft, &settings);
            world.clock.advance(lag::<H>());
            world.faults.add(On::any().skip(request), fault, usize::MAX);
            match look_up(&world, &draft, &settings, began) {
                Ok(found) => assert_eq!(found, [created.vendor_id], "{name}: a lost document"),
                Err(error) => assert_ne!(error.kind(), ErrorKind::NotFound, "{name}"),
            }
        }
    }
}
