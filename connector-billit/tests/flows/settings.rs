//! 'Controleer' (E1).

use connector_billit::simulator::{NewArtikel, NewKlant};
use simon_core::settings::{CheckOutcome, Checked};

use crate::world::{World, books};

fn accepted(outcome: simon_core::Result<CheckOutcome>) -> Checked {
    match outcome.unwrap() {
        CheckOutcome::Accepted(checked) => *checked,
        CheckOutcome::Refused(message) => panic!("{}", message.code()),
    }
}

fn refused(outcome: simon_core::Result<CheckOutcome>) -> String {
    match outcome.unwrap() {
        CheckOutcome::Accepted(checked) => panic!("{}", checked.naam),
        CheckOutcome::Refused(message) => message.code().to_owned(),
    }
}

#[test]
fn a_company_is_chosen_by_name_or_number() {
    let world = World::demo();
    let id = books().vendor_id;
    for wish in ["demo installatietechniek bv", &id] {
        let checked = accepted(world.check("administratie", wish));
        assert_eq!(checked.vendor_id.as_deref(), Some(&*id));
    }
    assert_eq!(refused(world.check("administratie", "Onbekend")), "billit-bedrijf-onbekend");
    accepted(world.check("administratie", " "));
    world.refused_nothing();
}

#[test]
fn an_article_is_found_by_its_reference_and_two_are_refused_b9() {
    let world = World::demo();
    assert_eq!(accepted(world.check("reistijd_artikel", " reis ")).naam, "Reistijd");
    assert_eq!(refused(world.check("reistijd_artikel", "REIS2")), "billit-artikel-onbekend");
    world.sim.books().add_artikel(&NewArtikel::artikel("Reis", "Tweede"));
    assert_eq!(refused(world.check("reistijd_artikel", "REIS")), "billit-artikel-meer");
    world.refused_nothing();
}

#[test]
fn a_filter_that_billit_refuses_makes_the_article_unknown_and_no_fault() {
    let world = World::demo();
    world.sim.refuse_filter("products", "Reference");
    assert_eq!(refused(world.check("reistijd_artikel", "REIS")), "billit-artikel-onbekend");
    let draft = world.draft_for("20417", &NewKlant::naam("Bakker"));
    world.create(&draft, &World::settings(&[])).unwrap();
}
