//! Relations and articles by the tests' own account, and what the store made of them.

use std::collections::BTreeSet;

use connector_eboekhouden::simulator::{Artikel, DEMO_SJABLOON, EBoekhouden, ListOrder, Relatie};
use rust_decimal::Decimal;
use simon_core::host::{Record, Tabel};
use simon_core::integration::{FetchRequest, NoProgress};
use simon_core::settings::{SettingValue, SettingValues};
use simon_testkit::exactly_once::{ROUND, Vendor, World};
use simon_testkit::simulated::{Crash, run_until_crash};

/// Records of a page: REST serves so many at once, and the connector hands out so many of SOAP's.
pub(crate) const PAGE: usize = 4;

const TABLES: [Tabel; 4] =
    [Tabel::Relaties, Tabel::Werkadressen, Tabel::Artikelgroepen, Tabel::Artikelen];

/// One of the two interfaces.
pub(crate) trait Interface: Vendor<Simulator = EBoekhouden> {
    /// REST tells which relations are inactive, and reads a record by its id.
    const REST: bool;
}

/// The template alone.
pub(crate) fn settings() -> SettingValues {
    let mut settings = SettingValues::default();
    settings.set("sjabloon", SettingValue::Tekst(DEMO_SJABLOON.to_owned()));
    settings
}

/// What the vendor has, by this test's own account.
pub(crate) struct Books<V: Vendor> {
    pub(crate) world: World<V>,
    pub(crate) klanten: Vec<i64>,
    pub(crate) artikelen: Vec<i64>,
    added: usize,
}

impl<V: Interface> Books<V> {
    /// Thirteen customers and ten articles in small pages; activated, nothing fetched.
    pub(crate) fn new() -> Self {
        Self::of(13, 10)
    }

    /// So many customers and articles.
    pub(crate) fn of(klanten: usize, artikelen: usize) -> Self {
        let world = World::empty();
        let mut books = Self { world, klanten: Vec::new(), artikelen: Vec::new(), added: 0 };
        books.world.sim.add_groep("M", "Materiaal");
        (0..klanten).for_each(|_| books.add_klant());
        (0..artikelen).for_each(|_| books.add_artikel());
        books.world.sim.cap_pages(Some(PAGE));
        books.world.activate(settings());
        books
    }

    pub(crate) fn loaded() -> Self {
        let books = Self::new();
        books.world.fetch();
        books
    }

    pub(crate) fn add_klant(&mut self) {
        self.added += 1;
        self.klanten.push(self.world.sim.add_relatie(Relatie {
            code: Some(format!("K{}", self.added)),
            bedrijf: Some(format!("Klant {}", self.added)),
            adres: Some(format!("Molenstraat {}", self.added)),
            plaats: Some("Breda".to_owned()),
            ..Relatie::default()
        }));
    }

    pub(crate) fn add_artikel(&mut self) {
        self.added += 1;
        self.artikelen.push(self.world.sim.add_artikel(Artikel {
            code: Some(format!("A{}", self.added)),
            omschrijving: Some(format!("Artikel {}", self.added)),
            groep: self.world.sim.groep_by_code("M"),
            eenheid: Some(self.world.sim.eenheid_uur()),
            prijs: Some(Decimal::TEN),
            btw_code: Some("HOOG_VERK_21".to_owned()),
            rekening: Some(self.world.sim.omzetrekening()),
            ..Artikel::default()
        }));
    }

    pub(crate) fn rename(&self, place: usize) {
        let naam = format!("Nieuwe naam {}", self.added);
        let (klant, artikel) = (self.klanten[place], self.artikelen[place]);
        self.world.sim.change_relatie(klant, |row| row.bedrijf = Some(naam)).unwrap();
        let prijs = Decimal::new(99_95, 2);
        self.world.sim.change_artikel(artikel, |row| row.prijs = Some(prijs)).unwrap();
    }

    /// Over SOAP the customer stays: only REST tells that a relation is inactive.
    pub(crate) fn deactivate(&mut self, place: usize) {
        let klant = self.klanten[place];
        self.world.sim.change_relatie(klant, |row| row.inactief = true).unwrap();
        if V::REST {
            self.klanten.remove(place);
        }
        let artikel = self.artikelen.remove(place);
        self.world.sim.change_artikel(artikel, |row| row.actief = false).unwrap();
    }

    pub(crate) fn delete(&mut self, place: usize) {
        self.world.sim.delete_relatie(self.klanten.remove(place)).unwrap();
        self.world.sim.delete_artikel(self.artikelen.remove(place)).unwrap();
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
                self.world.sim.set_list_order(ListOrder::Newest);
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
        self.tables().into_iter().find_map(|(tabel, vendors)| {
            let kept = active(&self.world, tabel);
            let lost = vendors.difference(&kept).next()?;
            Some(format!("{tabel:?} lacks {lost}"))
        })
    }

    /// What differs between the store and the vendor: by this test's account, and letter by letter
    /// from a store that was filled in one undisturbed go.
    pub(crate) fn differs(&self) -> Option<String> {
        for (tabel, vendors) in self.tables() {
            let kept = active(&self.world, tabel);
            if kept != vendors {
                return Some(format!("{tabel:?}: {kept:?} instead of {vendors:?}"));
            }
        }
        let fresh = self.world.beside();
        fresh.activate(settings());
        fresh.fetch();
        let differs = TABLES.into_iter().find(|it| self.world.records(*it) != fresh.records(*it));
        differs.map(|tabel| format!("{tabel:?} differ from a fresh load"))
    }

    fn tables(&self) -> [(Tabel, BTreeSet<String>); 2] {
        let ids = |ids: &[i64]| ids.iter().map(ToString::to_string).collect();
        [(Tabel::Relaties, ids(&self.klanten)), (Tabel::Artikelen, ids(&self.artikelen))]
    }
}

/// Ids of the active records in the host's store.
pub(crate) fn active<V: Vendor>(world: &World<V>, tabel: Tabel) -> BTreeSet<String> {
    let active = |record: &Record| match record {
        Record::Relatie(relatie) => relatie.actief,
        Record::Artikel(artikel) => artikel.actief,
        _ => true,
    };
    let all = world.records(tabel).into_iter();
    all.filter(active).map(|record| record.id().to_owned()).collect()
}
