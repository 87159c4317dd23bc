//! Fetching: nothing is lost when a process dies, when Exact numbers everything anew, or when records
//! disappear (B4, B6, G3).

use connector_exact::simulator::{DEMO_DIVISION, NewAccount};
use simon_core::host::{Record, Tabel};
use simon_core::integration::{FetchRequest, NoProgress};
use simon_testkit::exactly_once::{SIDES, Vendor};
use simon_testkit::simulated::{Crash, Side, run_until_crash};

use crate::delivery::{Division, World};

/// Names of the active customers in the host's store.
fn klanten(world: &World) -> Vec<String> {
    let active = |record: Record| match record {
        Record::Relatie(relatie) if relatie.actief => Some(relatie.naam),
        _ => None,
    };
    let mut names: Vec<String> =
        world.records(Tabel::Relaties).into_iter().filter_map(active).collect();
    names.sort();
    names
}

/// An activated administration with some pages of customers, not fetched yet.
fn activated() -> World {
    let world = World::new();
    world.activate(Division::settings());
    for nummer in 1..=7 {
        world.sim.books().add_account(&NewAccount::klant(&format!("Klant {nummer}")));
    }
    world.sim.cap_pages(3);
    world
}

/// Dies at a port call of a fetch; false when the fetch ended before.
fn die_while_fetching(world: &World, call: usize, side: Side) -> bool {
    let crash = Crash::at(call, side);
    let process = world.process(&crash);
    let request = FetchRequest::default();
    run_until_crash(&world.clock, &crash, process.fetch(&request, &NoProgress)).is_none()
}

#[test]
fn a_first_load_survives_a_crash_at_every_port_call_b6() {
    let sound = activated();
    sound.fetch();
    let expected = klanten(&sound);
    assert_eq!(expected.len(), 12);
    let mut crashes = 0;
    for call in 1.. {
        let mut died = false;
        for side in SIDES {
            let world = activated();
            died = die_while_fetching(&world, call, side);
            world.pass(600);
            world.fetch();
            assert_eq!(klanten(&world), expected, "crash {side:?} call {call}");
            world.sim.refusals().assert_none();
        }
        if !died {
            break;
        }
        crashes += 1;
    }
    assert!(crashes >= 20, "{crashes}");
}

#[test]
fn changes_deletions_and_a_move_to_another_database_lose_nothing() {
    let world = activated();
    world.fetch();
    let (weg, dicht) = (world.klant("Klant 1"), world.klant("Klant 2"));
    world.sim.books().delete_account(weg.as_str()).unwrap();
    world.sim.books().block_account(dicht.as_str()).unwrap();
    let anders = world.klant("Klant 3");
    world.sim.books().rename_account(anders.as_str(), "Klant 3 B.V.").unwrap();
    world.pass(600);
    world.fetch();
    let after = klanten(&world);
    assert_eq!(after.len(), 10, "{after:?}");
    assert!(after.contains(&"Klant 3 B.V.".to_owned()));

    world.sim.move_division(DEMO_DIVISION);
    world.sim.books().rename_account(anders.as_str(), "Klant 3 Holding").unwrap();
    world.pass(25 * 3600);
    world.fetch();
    assert!(klanten(&world).contains(&"Klant 3 Holding".to_owned()));
    let anew = world.log().iter().filter(|entry| entry.code == "ophalen-van-voren-af").count();
    assert!(anew >= 2, "{anew}");
    // What came to an end under the old numbers is found by the comparison of the clean-up.
    world.sim.books().delete_account(anders.as_str()).unwrap();
    for report in world.run(world.sound().clean_up(true, &NoProgress)).unwrap() {
        assert!(report.error.is_none(), "{report:?}");
    }
    assert_eq!(klanten(&world).len(), 9);
    assert!(world.asks().is_empty(), "{:?}", world.asks());
    world.sim.refusals().assert_none();
}
