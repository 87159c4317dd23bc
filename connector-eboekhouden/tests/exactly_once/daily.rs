//! The daily fetch, 'Nu Synchroniseren', and what they change in the store (B2, B3, B4, B7).

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::TimeDelta;
use connector_eboekhouden::simulator::Artikel;
use simon_core::domain::IntegrationId;
use simon_core::host::{Batch, Change, Clock, Job, Record, Tabel};
use simon_core::integration::NoProgress;
use simon_core::settings::SettingValue;
use simon_testkit::exactly_once::World;
use simon_testkit::simulated::{Crash, CrashingStore, Watch};

use crate::books::{Books, Interface, active, settings};

over_both!(
    changes_come_once_a_day_and_at_the_press_of_a_button_b2,
    an_unchanged_record_costs_no_write_and_no_line_of_the_log,
    what_became_inactive_goes_where_the_interface_tells_b4,
    only_selected_groups_are_fetched_and_others_go_b7,
);

/// Lets a host's scheduler work for so many hours, and counts the fetches.
fn fetches_within<V: Interface>(world: &World<V>, hours: i64) -> usize {
    let end = world.clock.now() + TimeDelta::hours(hours);
    let mut fetches = 0;
    world.run(async {
        while world.clock.now() < end {
            let report = world.sound().run_due(&NoProgress).await.unwrap();
            fetches += report.ran.iter().filter(|run| run.state.job == Job::Fetch).count();
            for feed in report.ran.iter().flat_map(|run| &run.feeds) {
                assert!(feed.error.is_none(), "{feed:?}");
            }
            let pause = report.ask_again.unwrap() - world.clock.now();
            world.clock.sleep(pause.to_std().unwrap()).await;
        }
    });
    fetches
}

/// Names of the customers in the store.
fn namen<V: Interface>(world: &World<V>) -> Vec<String> {
    let records = world.records(Tabel::Relaties).into_iter();
    let naam = |record| match record {
        Record::Relatie(relatie) => relatie.naam,
        other => panic!("{other:?}"),
    };
    records.map(naam).collect()
}

fn changes_come_once_a_day_and_at_the_press_of_a_button_b2<V: Interface>() {
    let books = Books::<V>::new();
    let rename = |naam: &str| {
        let naam = Some(naam.to_owned());
        books.world.sim.change_relatie(books.klanten[0], |row| row.bedrijf = naam).unwrap();
    };
    let knows = |naam: &str| namen(&books.world).contains(&naam.to_owned());
    // At once after activating, and at the first slot.
    assert!((1..=2).contains(&fetches_within(&books.world, 24)));
    rename("Een dag later");
    assert_eq!(fetches_within(&books.world, 24), 1);
    assert!(knows("Een dag later"));
    rename("Nu");
    books.world.fetch();
    assert!(knows("Nu"));
    assert_eq!(fetches_within(&books.world, 10 * 24), 10, "the button moves no slot");
    books.world.sim.refusals().assert_none();
}

/// Counts what a batch writes about records, and lines of the log.
#[derive(Debug, Default)]
struct Writes {
    records: AtomicUsize,
    lines: AtomicUsize,
}

impl Watch for Writes {
    fn committed(&self, _: &IntegrationId, batch: &Batch) {
        for change in &batch.changes {
            match change {
                Change::PutRelatie { .. } | Change::Put { .. } | Change::Remove(..) => {
                    self.records.fetch_add(1, Ordering::Relaxed);
                }
                Change::Log(_) => {
                    self.lines.fetch_add(1, Ordering::Relaxed);
                }
                _ => {}
            }
        }
    }
}

impl Writes {
    fn taken(&self) -> (usize, usize) {
        (self.records.swap(0, Ordering::Relaxed), self.lines.swap(0, Ordering::Relaxed))
    }
}

fn an_unchanged_record_costs_no_write_and_no_line_of_the_log<V: Interface>() {
    let mut books = Books::<V>::new();
    let writes = Arc::new(Writes::default());
    let store = CrashingStore::new(books.world.store.clone(), Crash::never());
    books.world.store = Arc::new(store.watched_by(writes.clone()));
    let process = books.world.process(&Crash::never());
    books.world.fetch_by(&process);
    // Customers, articles and their group.
    assert_eq!(writes.taken().0, 13 + 10 + 1);
    for _ in 0..3 {
        books.world.pass(24 * 3600);
        books.world.fetch_by(&process);
        assert_eq!(writes.taken(), (0, 0));
    }
    books.rename(4);
    books.world.fetch_by(&process);
    let (records, lines) = writes.taken();
    assert_eq!(records, 2, "a customer and an article");
    assert!(lines <= 2, "{lines}");
    books.world.fetch_by(&process);
    assert_eq!(writes.taken(), (0, 0));
}

fn what_became_inactive_goes_where_the_interface_tells_b4<V: Interface>() {
    let mut books = Books::<V>::loaded();
    let (klant, artikel) = (books.klanten[2], books.artikelen[2]);
    books.deactivate(2);
    books.world.fetch();
    books.world.clean_up();
    assert_eq!(books.differs(), None);
    let has = |tabel, id: i64| active(&books.world, tabel).contains(&id.to_string());
    assert_eq!(has(Tabel::Relaties, klant), !V::REST, "SOAP does not tell");
    assert!(!has(Tabel::Artikelen, artikel));

    books.world.sim.change_relatie(klant, |row| row.inactief = false).unwrap();
    books.world.sim.change_artikel(artikel, |row| row.actief = true).unwrap();
    books.world.fetch();
    assert!(has(Tabel::Relaties, klant) && has(Tabel::Artikelen, artikel));
    assert_eq!(books.world.asks(), [""; 0]);
}

fn only_selected_groups_are_fetched_and_others_go_b7<V: Interface>() {
    let books = Books::<V>::new();
    let sim = &books.world.sim;
    let diensten = sim.add_groep("D", "Diensten");
    let artikel = |code: &str, groep| {
        let code = Some(code.to_owned());
        sim.add_artikel(Artikel { code, groep, ..Artikel::default() }).to_string()
    };
    let (dienst, los) = (artikel("REIS", Some(diensten)), artikel("LOS", None));
    let select = |groepen: &[&str]| {
        let mut settings = settings();
        let namen = groepen.iter().map(|naam| (*naam).to_owned()).collect();
        settings.set("artikelgroepen", SettingValue::Lijst(namen));
        let saved = books.world.run(books.world.sound().save(&settings)).unwrap();
        assert!(saved.saved.is_some(), "{saved:?}");
        books.world.fetch();
    };
    let kept = || active(&books.world, Tabel::Artikelen);
    select(&["Diensten"]);
    assert_eq!(kept().into_iter().collect::<Vec<_>>(), [dienst.as_str()]);
    assert_eq!(active(&books.world, Tabel::Artikelgroepen).len(), 2, "the groups themselves all");
    select(&[]);
    assert_eq!(kept().len(), 12, "none is all");
    select(&["Materiaal"]);
    books.world.clean_up();
    assert!(kept().len() == 10 && !kept().contains(&dienst) && !kept().contains(&los));
    assert_eq!(books.world.asks(), [""; 0]);
    sim.refusals().assert_none();
}
