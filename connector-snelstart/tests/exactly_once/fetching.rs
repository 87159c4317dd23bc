//! Fetching and cleaning up: whatever fails, afterwards the store is what the vendor has, and at no
//! moment is anything gone that the vendor still has (R6, R7).

use std::collections::BTreeSet;

use connector_snelstart::simulator::{NewArtikel, NewRelatie};
use futures_util::future::join;
use simon_core::host::{Clock, Record, Tabel};
use simon_core::integration::{FetchRequest, NoProgress};
use simon_core::settings::SettingValues;
use simon_testkit::simulated::{Crash, Side, run_until_crash};
use simon_testkit::{Fault, On};

use crate::saboteur::Sabotage;
use crate::world::{ROUND, World};

const SIDES: [Side; 2] = [Side::Before, Side::After];
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

    fn add_klant(&mut self) {
        self.added += 1;
        let klant = NewRelatie::klant(format!("Klant {}", self.added));
        let straat = Some(format!("Molenstraat {}", self.added));
        let plaats = Some("Breda".to_owned());
        let klant = NewRelatie { straat, plaats, landcode: Some("NL".to_owned()), ..klant };
        self.klanten.push(self.world.sim.add_relatie(klant));
    }

    fn add_artikel(&mut self) {
        self.added += 1;
        self.artikelen.push(self.world.sim.add_artikel(NewArtikel {
            artikelcode: format!("A{}", self.added),
            omschrijving: format!("Artikel {}", self.added),
            verkoopprijs: Some(rust_decimal::Decimal::TEN),
            ..NewArtikel::default()
        }));
    }

    fn rename(&self, place: usize) {
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
    fn meddle(&mut self, how: usize) {
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

    const WAYS: usize = 6;

    /// One fetch in a process that dies as told. False when it died.
    fn fetch_and_die(&self, crash: &Crash) -> bool {
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
    fn fetch_quietly(&self) {
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

/// A first load that dies at a call, a vendor that goes on meanwhile, and what comes of it. None when
/// the load has no such call.
pub(crate) fn load_with_crash(call: usize, side: Side, how: usize, s: Sabotage) -> Option<Books> {
    let mut books = Books::new();
    books.world.sabotage = s;
    if books.fetch_and_die(&Crash::at(call, side)) {
        return None;
    }
    books.meddle(how);
    // The next run comes at once, or after a night.
    books.world.pass(if call % 2 == 0 { 60 } else { 10 * 3600 });
    books.fetch_quietly();
    Some(books)
}

#[test]
fn a_first_load_survives_a_crash_at_every_call_and_changes_meanwhile_b6_g3() {
    let mut crashes = 0;
    for how in 0..Books::WAYS {
        for call in 1.. {
            let mut ended = false;
            for side in SIDES {
                let Some(books) = load_with_crash(call, side, how, Sabotage::None) else {
                    ended = true;
                    continue;
                };
                crashes += 1;
                let when = format!("crash {side:?} call {call}, then way {how}");
                assert_eq!(books.lost(), None, "{when}");
                books.world.clean_up();
                assert_eq!(books.differs(), None, "{when}");
                assert_eq!(books.world.asks(), [""; 0], "{when}");
                books.world.sim.refusals().assert_none();
            }
            if ended {
                break;
            }
        }
    }
    assert!(crashes >= 100, "{crashes}");
}

#[test]
fn a_clean_up_survives_a_crash_at_every_call_b4() {
    for call in 1.. {
        for side in SIDES {
            let mut books = Books::loaded();
            books.delete(0);
            books.delete(5);
            let ended = books.clean_up_and_die(&Crash::at(call, side));
            let when = format!("crash {side:?} call {call}");
            assert_eq!(books.lost(), None, "{when}");
            books.delete(2);
            books.add_klant();
            books.world.pass(3600);
            books.fetch_quietly();
            assert_eq!(books.lost(), None, "{when}");
            books.world.clean_up();
            assert_eq!(books.differs(), None, "{when}");
            if ended {
                assert!(call > 15, "{call}");
                return;
            }
        }
    }
}

/// Clean-ups with one kind of fault from one request on, so often.
pub(crate) fn clean_up_with(request: usize, fault: Fault, times: usize, s: Sabotage) -> Books {
    let mut books = Books::loaded();
    books.delete(0);
    books.delete(5);
    books.world.sabotage = s;
    books.world.faults.add(On::any().skip(request), fault, times);
    books.world.run(books.world.process(&Crash::never()).clean_up(false, &NoProgress)).unwrap();
    books.world.faults.clear();
    books
}

fn requests_of_a_clean_up() -> usize {
    let books = Books::loaded();
    books.world.faults.clear_journal();
    books.world.clean_up();
    books.world.faults.calls() + 4
}

#[test]
fn no_fault_on_any_page_of_a_clean_up_removes_what_the_vendor_has_r7() {
    let requests = requests_of_a_clean_up();
    assert!(requests >= 12, "{requests}");
    for processed in [false, true] {
        for (name, fault) in Fault::every_kind(processed) {
            for request in 0..requests {
                for times in [1, usize::MAX] {
                    let books = clean_up_with(request, fault.clone(), times, Sabotage::None);
                    let when = format!("{name} at request {request}, {times} times");
                    assert_eq!(books.lost(), None, "{when}");
                    if request % 4 == 0 {
                        books.world.pass(3600);
                        books.world.clean_up();
                        assert_eq!(books.differs(), None, "{when}");
                    }
                }
            }
        }
    }
}

#[test]
fn two_processes_that_fetch_at_once_end_with_what_the_vendor_has() {
    for call in 1..=20 {
        for side in SIDES {
            let mut books = Books::new();
            let slow = Crash::pause(call, side, &books.world.clock, ROUND * 4);
            let (slow, other) = (books.world.process(&slow), books.world.process(&Crash::never()));
            let request = FetchRequest::default();
            let later = async {
                books.world.clock.sleep(ROUND).await;
                books.rename(0);
                other.fetch(&request, &NoProgress).await
            };
            let (one, two) = books.world.run(join(slow.fetch(&request, &NoProgress), later));
            one.unwrap();
            two.unwrap();
            books.rename(3);
            books.delete(1);
            books.fetch_quietly();
            books.world.clean_up();
            assert_eq!(books.differs(), None, "stood still {side:?} call {call}");
        }
    }
}
