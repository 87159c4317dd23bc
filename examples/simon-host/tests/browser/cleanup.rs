//! The clean-up that asks before it removes much (B5).

use fantoccini::Locator;
use serde_json::Value;

use connector_snelstart::simulator::NewRelatie;

use super::{Program, Shape, Visit, World, on};

/// More than a clean-up removes without a word.
const LEAVING: usize = 80;

/// Customers of whom most are gone at the vendor.
pub(super) fn deserted() -> World {
    let world = World::new();
    let klanten: Vec<String> = (0..LEAVING)
        .map(|at| world.vendor.add_relatie(NewRelatie::klant(format!("Verhuisd {at:02}"))))
        .collect();
    assert_eq!(world.json(&["activate", "--wipe", "all"]).exit, 0);
    assert_eq!(world.json(&["sync"]).exit, 0);
    klanten.iter().for_each(|id| world.vendor.delete_relatie(id).unwrap());
    world
}

fn klanten(world: &World) -> usize {
    let records: Vec<Value> = world.json(&["relaties"]).documents();
    records.iter().filter(|one| one["naam"].as_str().unwrap().starts_with("Verhuisd")).count()
}

/// Cleans up until it asks; the question names who would go.
async fn is_asked(visit: &Visit) {
    visit.open("integraties/simon/opschonen").await;
    visit.press_in("//form", "Nu opschonen").await;
    visit.find(Locator::Css("section.vraag .alert.waarschuwing")).await;
    visit.sees("Verhuisd 07").await;
}

#[test]
fn what_a_person_approves_is_removed_and_not_more_b5() {
    let world = deserted();
    on(&Program::of(&world), Shape::Wide, async |visit| {
        is_asked(visit).await;
        assert_eq!(klanten(&world), LEAVING, "nothing goes before the answer");
        visit.press(&format!("Goedkeuren: {LEAVING} verwijderen")).await;
        visit.sees(&format!("{LEAVING} verwijderd")).await;
        visit.sees("geen vraag open").await;
        assert_eq!(klanten(&world), 0);
        assert!(!visit.has("section.vraag").await);
    });
}

#[test]
fn what_a_person_refuses_stays_b5() {
    let world = deserted();
    on(&Program::of(&world), Shape::Wide, async |visit| {
        is_asked(visit).await;
        visit.press("Weigeren").await;
        visit.find(Locator::Css(".alert.goedkeuring")).await;
        assert!(!visit.has("section.vraag").await);
        assert_eq!(klanten(&world), LEAVING);
    });
}
