//! What the vendor's answers lack is counted and said once: G5.

use simon_core::connector::Drift;
use simon_core::host::Feed;
use simon_core::integration::{FeedReport, FetchRequest, NoProgress};
use simon_core::log::{LogEntry, Soort};
use simon_testkit::simulated::run;

use super::World;

impl World {
    fn sync(&self, full: bool) -> FeedReport {
        let feeds = vec![Feed::Relaties];
        let request =
            if full { FetchRequest::everything(feeds) } else { FetchRequest::changes(feeds) };
        let reports = run(&self.clock, self.integration.fetch(&request, &NoProgress)).unwrap();
        reports.into_iter().next().unwrap()
    }

    fn said(&self) -> Vec<LogEntry> {
        self.log().into_iter().filter(|entry| entry.code == "antwoord-afwijkend").collect()
    }
}

fn missing() -> Drift {
    Drift::missing("relaties.naam", Some("k1".to_owned()))
}

#[test]
fn drifts_are_counted_over_the_pages_of_a_pass_g5() {
    let world = World::working(&[]);
    for id in ["k2", "k3", "k4", "k5"] {
        world.vendor.add_relatie(id);
    }
    let unknown = Drift::unknown_value("relaties.soort", "Verrassing", None);
    world.vendor.books().drift = vec![missing(), unknown, missing()];
    let report = world.sync(true);
    let counts: Vec<(&str, u64)> = report
        .afwijkingen
        .iter()
        .map(|count| (count.voorbeeld.veld.as_str(), count.aantal))
        .collect();
    // Five customers are three pages.
    assert_eq!(counts, [("relaties.naam", 6), ("relaties.soort", 3)]);
    assert_eq!(report.afwijkingen[1].voorbeeld.vorm, "text of 10");
    let said = world.said();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said.iter().all(|entry| entry.soort == Soort::Waarschuwing));
    let name = said.iter().find(|entry| entry.bericht.nl.contains("relaties.naam")).unwrap();
    assert!(name.bericht.nl.contains("ontbreekt 6 keer"), "{}", name.bericht.nl);
    assert!(name.bericht.nl.contains("k1") && name.bericht.en.contains("missing 6 times"));
    assert!(name.te_nemen_actie.as_ref().unwrap().nl.contains("leverancier"));
    assert!(!said.iter().any(|entry| entry.bericht.nl.contains("Verrassing")), "only its shape");
}

#[test]
fn a_drift_is_said_once_until_a_whole_listing_is_without_it_g5() {
    let world = World::working(&[]);
    world.vendor.books().drift = vec![missing()];
    world.sync(true);
    world.sync(true);
    world.sync(false);
    assert_eq!(world.said().len(), 1);
    world.vendor.books().drift.clear();
    // A cycle with nothing in it does not show that the vendor's answers are whole again.
    world.sync(false);
    world.vendor.books().drift = vec![missing()];
    world.sync(false);
    assert_eq!(world.said().len(), 1);
    world.vendor.books().drift.clear();
    assert!(world.sync(true).afwijkingen.is_empty());
    world.vendor.books().drift = vec![missing()];
    world.sync(false);
    assert_eq!(world.said().len(), 2);
}

#[test]
fn many_different_drifts_stay_within_bounds_g5() {
    let world = World::working(&[]);
    world.vendor.books().drift =
        (0..500).map(|at| Drift::missing(format!("relaties.veld{at}"), None)).collect();
    assert_eq!(world.sync(true).afwijkingen.len(), 50);
    assert_eq!(world.said().len(), 50);
}

#[test]
fn counts_survive_an_interrupted_pass_g5() {
    let world = World::working(&[]);
    for id in ["k2", "k3", "k4", "k5"] {
        world.vendor.add_relatie(id);
    }
    world.vendor.books().drift = vec![missing()];
    world.vendor.books().listing_fails_after = Some(2);
    let broken = world.sync(true);
    assert!(broken.error.is_some());
    assert_eq!(broken.afwijkingen[0].aantal, 2);
    assert_eq!(world.said().len(), 0, "the pass has not ended");
    world.vendor.books().listing_fails_after = None;
    assert_eq!(world.sync(true).afwijkingen[0].aantal, 3);
    assert_eq!(world.said().len(), 1);
}
