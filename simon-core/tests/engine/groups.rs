//! Selected article groups that get another name at the vendor, or disappear there: B7.

use simon_core::connector::SettingCheck;
use simon_core::domain::{Artikelgroep, ArtikelgroepId};
use simon_core::host::Tabel;
use simon_core::integration::NoProgress;
use simon_core::log::{LogEntry, Soort};
use simon_core::settings::Checked;
use simon_testkit::simulated::run;

use super::books::Books;
use super::offers::HAS_GROUPS;
use super::vendor::Vendor;
use super::{World, lijst};

impl Vendor {
    /// A vendor with article groups; `a1` is of group `g1`, `Ketels`.
    pub(crate) fn with_groups() -> Self {
        let vendor = Self::like(&HAS_GROUPS);
        vendor.name_group("g1", "Ketels");
        vendor.name_group("g2", "Diensten");
        vendor.books().artikelen.get_mut("a1").unwrap().1.groep =
            Some(ArtikelgroepId::new("g1").unwrap());
        vendor
    }

    /// Makes a group, or gives it another name.
    pub(crate) fn name_group(&self, id: &str, naam: &str) {
        let groep = Artikelgroep::new(ArtikelgroepId::new(id).unwrap(), naam);
        self.books().groepen.insert(id.to_owned(), groep);
    }
}

impl Books {
    /// Every group comes in every listing.
    pub(crate) fn all_groups(&self) -> Vec<(u64, String, Artikelgroep)> {
        self.groepen.iter().map(|(id, row)| (u64::MAX, id.clone(), row.clone())).collect()
    }

    /// What checking a list of group names finds.
    pub(crate) fn groups_of(&self, check: &SettingCheck<'_>) -> Checked {
        let chosen = check.all.lijst(check.spec.key);
        let groepen = self.groepen.values().filter(|groep| chosen.contains(&groep.naam));
        let mut checked = Checked::named(chosen.join(", "));
        checked.vendor_ids = groepen.map(|groep| groep.id.as_str().to_owned()).collect();
        checked
    }
}

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
