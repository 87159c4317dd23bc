//! A vendor's customers and articles by the tests' own account, and what the store made of them.

use std::collections::BTreeSet;

use connector_snelstart::simulator::{NewArtikel, NewRelatie};
use simon_core::host::{Record, Tabel};
use simon_core::integration::{FetchRequest, NoProgress};
use simon_core::settings::SettingValues;
use simon_testkit::exactly_once::ROUND;
use simon_testkit::simulated::{Crash, run_until_crash};

use crate::delivery::World;

const TABLES: [Tabel; 4] =
    [Tabel::Relaties, Tabel::Werkadressen, Tabel::Artikelgroepen, Tabel::Artikelen];

/// What the vendor has, by this test's own account.
pub(crate) struct Books {
    pub(crate) world: World,
    klanten: Vec<String>,
    artikelen: Vec<String>,
    added: usize,
}

impl Books {
    /// Thirteen customers and ten articles in pages of four; activated, nothing fetched.
    pub(crate) fn new() -> Self {
        let world = World::empty();
        world.sim.add_groep("Materiaal", "Hoog");
        let mut books = Self { world, klanten: Vec::new(), artikelen: Vec::new(), added: 0 };
        (0..13).for_each(|_| books.add_klant());
        (0..10).for_each(|_| books.add_artikel());
        books.world.sim.cap_pages(4);
        books.world.activate(SettingValues::default());
        books
    }

    pub(crate) fn loaded() -> Self {
        let books = Self::new();
        books.world.fetch();
        books
    }

    pub(crate) fn add_klant(&mut self) {
        self.added += 1;
        let klant = NewRelatie::klant(format!("Klant {}", self.added));
        let straat = Some(format!("Molenstraat {}", self.added));
        let plaats = Some("Breda".to_owned());
        let klant = NewRelatie { straat, plaats, landcode: Some("NL".to_owned()), ..klant };
        self.klanten.push(self.world.sim.add_relatie(klant));
    }

    pub(crate) fn add_artikel(&mut self) {
        self.added += 1;
        self.artikelen.push(self.world.sim.add_artikel(NewArtikel {
            artikelcode: format!("A{}", self.added),
            omschrijving: format!("Artikel {}", self.added),
            verkoopprijs: Some(rust_decimal::Decimal::TEN),
            ..NewArtikel::default()
        }));
    }

    pub(crate) fn rename(&self, place: usize) {
        let name = format!("\"Nieuwe naam {}\"", self.added);
        self.world.sim.change_relatie(&self.klanten[place], &[("naam", &name)]).unwrap();
        let price = [("verkoopprijs", "99.95")];
        self.world.sim.change_artikel(&self.artikelen[place], &price).unwrap();
    }

    fn deactivate(&mut self, place: usize) {
        self.world.sim.deactivate_relatie(&self.klanten.remove(place)).unwrap();
        self.world.sim.deactivate_artikel(&self.artikelen.remove(place)).unwrap();
    }

    pub(crate) fn delete(&mut self, place: usize) {
        self.world.sim.delete_relatie(&self.klanten.remove(place)).unwrap();
        self.world.sim.delete_artikel(&self.artikelen.remove(place)).unwrap();
    }

    /// What may happen at the vendor between two calls. Places are counted from the first page on.
    pub(crate) fn meddle(&mut self, how: usize) {
        match how {
            0 => self.delete(0),
            1 => (0..2).for_each(|_| self.delete(1)),
            2 => (0..5).for_each(|_| self.delete(0)),
            3 => {
                self.delete(3);
                self.add_klant();
                self.add_artikel();
            }
            4 => {
                self.rename(0);
                self.rename(8);
                self.deactivate(2);
            }
            _ => {
                self.world.sim.shuffle(7);
                self.rename(1);
                self.add_klant();
            }
        }
    }

    pub(crate) const WAYS: usize = 6;

    /// One fetch in a process that dies as told. False when it died.
    pub(crate) fn fetch_and_die(&self, crash: &Crash) -> bool {
        let process = self.world.process(crash);
        let fetch = FetchRequest::default();
        run_until_crash(&self.world.clock, crash, process.fetch(&fetch, &NoProgress)).is_some()
    }

    /// One clean-up in a process that dies as told. False when it died.
    pub(crate) fn clean_up_and_die(&self, crash: &Crash) -> bool {
        let process = self.world.process(crash);
        let clean_up = process.clean_up(false, &NoProgress);
        run_until_crash(&self.world.clock, crash, clean_up).is_some()
    }

    /// Two quiet fetches by a new process.
    pub(crate) fn fetch_quietly(&self) {
        let process = self.world.process(&Crash::never());
        for _ in 0..2 {
            self.world.fetch_by(&process);
            self.world.pass(ROUND.as_secs());
        }
    }

    /// What the vendor has and the store lacks.
    pub(crate) fn lost(&self) -> Option<String> {
        for (tabel, vendors) in
            [(Tabel::Relaties, &self.klanten), (Tabel::Artikelen, &self.artikelen)]
        {
            let kept: BTreeSet<String> = active(&self.world, tabel).into_iter().collect();
            if let Some(lost) = vendors.iter().find(|id| !kept.contains(*id)) {
                return Some(format!("{tabel:?} lacks {lost}"));
            }
        }
        None
    }

    /// What differs between the store and the vendor: by this test's account, and letter by letter
    /// from a store that was filled in one undisturbed go.
    pub(crate) fn differs(&self) -> Option<String> {
        let sorted = |ids: &[String]| ids.iter().cloned().collect::<BTreeSet<_>>();
        for (tabel, vendors) in
            [(Tabel::Relaties, &self.klanten), (Tabel::Artikelen, &self.artikelen)]
        {
            let kept = sorted(&active(&self.world, tabel));
            if kept != sorted(vendors) {
                return Some(format!("{tabel:?}: {kept:?} instead of {vendors:?}"));
            }
        }
        let fresh = self.world.beside();
        fresh.activate(SettingValues::default());
        fresh.fetch();
        let differs = TABLES.into_iter().find(|it| self.world.records(*it) != fresh.records(*it));
        differs.map(|tabel| format!("{tabel:?} differ from a fresh load"))
    }
}

fn active(world: &World, tabel: Tabel) -> Vec<String> {
    let active = |record: &Record| match record {
        Record::Relatie(relatie) => relatie.actief,
        Record::Artikel(artikel) => artikel.actief,
        _ => true,
    };
    let all = world.records(tabel).into_iter();
    all.filter(active).map(|record| record.id().to_owned()).collect()
}
