//! Selected article groups that get another name at the vendor, or disappear there: B7.

use simon_core::host::Tabel;
use simon_core::integration::NoProgress;
use simon_core::log::{LogEntry, Soort};
use simon_testkit::simulated::run;

use super::vendor::Vendor;
use super::{World, lijst};

/// Fetched, with `Ketels` selected.
fn selected() -> World {
    let world = World::with(Vendor::with_groups());
    world.activate(&[("artikelgroepen", lijst(&["Ketels"]))]);
    world.fetch();
    assert_eq!(world.count(Tabel::Artikelgroepen), 2);
    assert_eq!(world.count(Tabel::Artikelen), 1);
    world
}

fn said(world: &World, code: &str) -> Vec<LogEntry> {
    world.log().into_iter().filter(|entry| entry.code == code).collect()
}

fn clean_up(world: &World) {
    let reports = run(&world.clock, world.integration.clean_up(false, &NoProgress)).unwrap();
    assert!(reports.iter().all(|report| report.error.is_none()), "{reports:?}");
}

#[test]
fn another_name_of_a_selected_group_is_said_once_and_it_stays_selected_b7() {
    let world = selected();
    world.vendor.name_group("g1", "Warmte");
    world.vendor.name_group("g2", "Uren");
    for _ in 0..3 {
        world.fetch();
        clean_up(&world);
    }
    let lines = said(&world, "groep-hernoemd");
    assert_eq!(lines.len(), 1, "g2 is not selected");
    assert_eq!(lines[0].soort, Soort::Waarschuwing);
    let nl = &lines[0].bericht;
    assert!(nl.nl.contains("‘Ketels’") && nl.nl.contains("‘Warmte’"), "{}", nl.nl);
    assert_eq!(world.count(Tabel::Artikelen), 1);

    world.vendor.name_group("g1", "Warmtepompen");
    world.fetch();
    assert_eq!(said(&world, "groep-hernoemd").len(), 2, "again renamed");
    world.vendor.name_group("g1", "Ketels");
    world.fetch();
    assert_eq!(said(&world, "groep-hernoemd").len(), 2, "the setting is right again");
}

#[test]
fn a_selected_group_that_disappeared_is_said_once_b7() {
    let world = selected();
    for id in ["g1", "g2"] {
        world.vendor.books().groepen.remove(id);
    }
    for _ in 0..3 {
        world.fetch();
        clean_up(&world);
    }
    assert_eq!(said(&world, "schoonmaak-groep-verwijderd").len(), 2);
    let lines = said(&world, "groep-verdwenen");
    assert_eq!(lines.len(), 1, "g2 is not selected");
    assert!(lines[0].bericht.nl.contains("‘Ketels’"));
    assert!(lines[0].te_nemen_actie.is_some());
}
