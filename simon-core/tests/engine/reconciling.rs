//! The ledger beside the vendor's books: G2.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use async_trait::async_trait;
use chrono::TimeDelta;
use simon_core::connector::{
    AccountingConnector, Connected, ConnectorInfo, Created, DocumentSearch, ListRequest, Page,
    RelatieRecord, SettingCheck,
};
use simon_core::domain::{Administratie, Artikel, DocumentRef, InvoiceDraft};
use simon_core::host::DeliveryStatus;
use simon_core::integration::{
    Besluit, Gevonden, Integration, Ports, PreviewOutcome, ReconciledWerkbon, Reconciliation,
};
use simon_core::settings::{CheckOutcome, SettingsVersion};
use simon_core::{ErrorKind, Result};
use simon_testkit::builders::{draft, gearchiveerd, nummer};
use simon_testkit::simulated::{Seeded, run};

use super::{World, tekst};
use super::{books::Create, vendor::Vendor};

const HOUR: Duration = Duration::from_secs(3600);

impl World {
    /// The last thirty days, as they are in an hour.
    fn reconcile(&self) -> Reconciliation {
        self.clock.advance(HOUR);
        let since = self.clock.now() - TimeDelta::days(30);
        let (log, status) = (self.log(), run(&self.clock, self.integration.status()).unwrap());
        let report = run(&self.clock, self.integration.reconcile(since)).unwrap();
        assert_eq!(log, self.log(), "nothing is logged");
        assert_eq!(status, run(&self.clock, self.integration.status()).unwrap());
        report
    }

    fn delivered(&self, nummers: &[&str]) {
        for nummer in nummers {
            self.archive(gearchiveerd(nummer));
        }
        for report in self.deliver() {
            assert_eq!(report.status, DeliveryStatus::Geleverd);
        }
    }
}

fn of<'a>(report: &'a Reconciliation, nummer: &str) -> &'a ReconciledWerkbon {
    report.werkbonnen.iter().find(|werkbon| werkbon.nummer.as_str() == nummer).unwrap()
}

#[test]
fn each_delivered_werkbon_has_its_one_document_g2() {
    let world = World::working(&[]);
    world.delivered(&["1", "2", "3", "4", "5"]);
    let mut foreign = draft("9");
    let elders = simon_core::domain::IntegrationId::new("elders").unwrap();
    foreign.referentie = simon_core::domain::Referentie::new(&elders, &foreign.werkbon);
    world.vendor.books().documents.push(foreign);
    let report = world.reconcile();
    assert!(report.klopt(), "{report:?}");
    assert_eq!(report.werkbonnen.len(), 5);
    for werkbon in &report.werkbonnen {
        assert_eq!((werkbon.gevonden(), &werkbon.verdwenen), (Gevonden::Een, &None));
        assert_eq!(werkbon.status, DeliveryStatus::Geleverd);
    }
    assert!(report.niet_beoordeeld.is_empty());
    // The vendor's clock and zone may differ from ours.
    let margin = report.since - world.vendor.books().asked_since.unwrap();
    assert_eq!(margin, TimeDelta::days(1));
}

#[test]
fn what_was_not_sent_rightly_has_no_document_g2() {
    let world = World::working(&[("filterwoord", tekst("garantie"))]);
    let mut filtered = simon_testkit::builders::werkbon("1");
    filtered.werkomschrijving = "garantie".to_owned();
    world.archive(filtered.archiveren().unwrap());
    world.vendor.next_create(Create::Refuse);
    world.archive(gearchiveerd("2"));
    world.deliver();
    world.archive(gearchiveerd("3"));
    run(&world.clock, world.integration.deactivate()).unwrap();
    world.archive(gearchiveerd("4"));
    let again = simon_core::integration::Activation::new(World::settings(&[]), Vec::new());
    run(&world.clock, world.integration.activate(&again)).unwrap();
    let report = world.reconcile();
    assert!(report.klopt(), "{report:?}");
    use DeliveryStatus::{Gefilterd, Geweigerd, Vastgehouden, Wacht};
    for (nummer, status) in [("1", Gefilterd), ("2", Geweigerd), ("3", Wacht), ("4", Vastgehouden)]
    {
        let werkbon = of(&report, nummer);
        assert_eq!((werkbon.status, werkbon.gevonden()), (status, Gevonden::Geen), "{nummer}");
    }
}

#[test]
fn a_removed_and_a_copied_document_are_told_g2() {
    let world = World::working(&[]);
    world.delivered(&["1", "2", "3"]);
    world.vendor.books().gone.push("doc-0".to_owned());
    world.vendor.books().documents.push(draft("2"));
    let report = world.reconcile();
    assert!(!report.klopt());
    let removed = of(&report, "1");
    assert_eq!((removed.gevonden(), removed.klopt), (Gevonden::Geen, false));
    assert_eq!(removed.verdwenen.as_ref().unwrap().vendor_id, "doc-0");
    let copied = of(&report, "2");
    assert_eq!((copied.gevonden(), copied.klopt), (Gevonden::Meer, false));
    assert_eq!(copied.verdwenen, None);
    assert!(of(&report, "3").klopt);
}

#[test]
fn a_copy_of_which_the_original_is_gone_is_one_document_and_still_told_g2() {
    let world = World::working(&[]);
    world.delivered(&["1"]);
    world.vendor.books().gone.push("doc-0".to_owned());
    world.vendor.books().documents.push(draft("1"));
    let report = world.reconcile();
    let werkbon = of(&report, "1");
    assert_eq!((werkbon.gevonden(), werkbon.klopt), (Gevonden::Een, false));
    assert!(werkbon.verdwenen.is_some());
}

#[test]
fn documents_that_the_ledger_does_not_know_are_told_g2() {
    let world = World::working(&[]);
    world.delivered(&["1"]);
    // After a backup was put back: delivered, but the ledger does not remember.
    world.vendor.books().documents.push(draft("77"));
    // Waiting again in the ledger, there at the vendor: it would be made twice.
    world.vendor.books().documents.push(draft("78"));
    world.archive(gearchiveerd("78"));
    let report = world.reconcile();
    let unknown: Vec<&str> =
        report.onbekend.iter().map(|found| found.referentie.as_deref().unwrap()).collect();
    assert_eq!(unknown, ["acme01-77"]);
    let waiting = of(&report, "78");
    assert_eq!((waiting.status, waiting.gevonden()), (DeliveryStatus::Wacht, Gevonden::Een));
    assert!(!waiting.klopt);
}

#[test]
fn a_copy_of_an_older_document_is_told_g2() {
    let world = World::working(&[]);
    world.delivered(&["1"]);
    world.clock.advance(HOUR * 24 * 40);
    let report = world.reconcile();
    assert!(report.klopt() && report.werkbonnen.is_empty(), "{report:?}");
    world.vendor.books().documents.push(draft("1"));
    let report = world.reconcile();
    assert_eq!(report.onbekend[0].document.vendor_id, "doc-1");
}

#[test]
fn what_the_listing_cannot_show_yet_is_not_judged_g2() {
    let world = World::working(&[]);
    world.delivered(&["1"]);
    world.vendor.books().gone.push("doc-0".to_owned());
    let since = world.clock.now() - TimeDelta::days(1);
    let report = run(&world.clock, world.integration.reconcile(since)).unwrap();
    assert_eq!(report.niet_beoordeeld, [nummer("1")], "the vendor may take a minute to show it");
    assert!(report.werkbonnen.is_empty());
    assert!(!world.reconcile().klopt());
}

#[test]
fn a_document_that_a_person_pointed_out_is_not_missed_g2() {
    let world = World::working(&[]);
    world.vendor.next_create(Create::LoseAnswer);
    world.vendor.books().documents.push(draft("1"));
    world.archive(gearchiveerd("1"));
    assert_eq!(world.deliver()[0].status, DeliveryStatus::Onzeker);
    let report = world.reconcile();
    assert_eq!((of(&report, "1").gevonden(), report.klopt()), (Gevonden::Meer, false));
    let by_hand = Besluit::Geleverd(DocumentRef::new("met de hand", None));
    run(&world.clock, world.integration.decide(&nummer("1"), by_hand)).unwrap();
    world.vendor.books().documents.clear();
    assert_eq!(world.reconcile().niet_beoordeeld, [nummer("1")]);
}

#[test]
fn a_listing_that_is_not_whole_is_an_error_and_no_report_g2_g3() {
    let world = World::working(&[]);
    world.delivered(&["1", "2", "3", "4", "5"]);
    let since = world.clock.now() - TimeDelta::days(1);
    let reconcile = || run(&world.clock, world.integration.reconcile(since)).unwrap_err();
    world.vendor.books().listing_fails_after = Some(1);
    assert_eq!(reconcile().kind(), ErrorKind::Unavailable);
    world.vendor.books().listing_fails_after = None;
    world.vendor.books().repeats_cursor = true;
    assert_eq!(reconcile().kind(), ErrorKind::Incomplete);
    world.vendor.books().repeats_cursor = false;
    world.vendor.books().bad_record = true;
    assert_eq!(reconcile().kind(), ErrorKind::Incomplete);
    assert_eq!(reconcile().message().code(), "nagaan-onvolledig");
}

#[test]
fn other_books_are_never_compared_g2_g9() {
    let world = World::working(&[]);
    world.delivered(&["1"]);
    world.vendor.books().administratie = "adm-2".to_owned();
    let restarted = world.process(&simon_testkit::simulated::Crash::never(), 2);
    let since = world.clock.now() - TimeDelta::days(1);
    let error = run(&world.clock, restarted.reconcile(since)).unwrap_err();
    assert_eq!(error.message().code(), "andere-administratie");
    assert!(!world.log_has("andere-administratie"), "a report changes nothing");
}

/// The test vendor without a list of documents.
#[derive(Debug)]
struct Listless(Vendor);

static LISTLESS: LazyLock<ConnectorInfo> = LazyLock::new(|| {
    let mut info = *Vendor::new().info();
    info.capabilities.lists_documents = false;
    info
});

#[async_trait]
impl AccountingConnector for Listless {
    fn info(&self) -> &'static ConnectorInfo {
        &LISTLESS
    }
    async fn connect(&self) -> Result<Connected> {
        self.0.connect().await
    }
    async fn check_setting(&self, check: &SettingCheck<'_>) -> Result<CheckOutcome> {
        self.0.check_setting(check).await
    }
    async fn list_relaties(
        &self,
        books: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<RelatieRecord>> {
        self.0.list_relaties(books, request).await
    }
    async fn list_artikelen(
        &self,
        books: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<Artikel>> {
        self.0.list_artikelen(books, request).await
    }
    async fn find_document(&self, search: &DocumentSearch<'_>) -> Result<Vec<DocumentRef>> {
        self.0.find_document(search).await
    }
    async fn create_document(
        &self,
        draft: &InvoiceDraft,
        settings: &SettingsVersion,
    ) -> Result<Created> {
        self.0.create_document(draft, settings).await
    }
}

#[test]
fn a_vendor_that_lists_no_documents_says_so_with_an_action_g2() {
    let world = World::working(&[]);
    let ports =
        Ports::new(world.store.clone(), Arc::new(world.clock.clone()), Arc::new(Seeded::new(1)));
    let connector = Arc::new(Listless(world.vendor.clone()));
    let integration = Integration::new(world.id.clone(), connector, ports);
    let calls = world.vendor.books().calls;
    let error = run(&world.clock, integration.reconcile(world.clock.now())).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    let rendered = integration.catalogue().render(error.message());
    assert!(rendered.bericht.nl.contains("Testvendor") && rendered.actie.is_some());
    assert_eq!(world.vendor.books().calls, calls);
    // A preview needs nothing but the required operations; without rendering it shows the draft only.
    let preview = run(&world.clock, integration.preview(&gearchiveerd("1"))).unwrap();
    let PreviewOutcome::Document(document) = preview.uitkomst else { panic!("a document") };
    assert_eq!((document.tekst, document.draft.artikel_regels().count()), (None, 3));
}

#[test]
fn everything_since_the_beginning_of_time_is_a_period_too_g2() {
    let world = World::working(&[]);
    world.archive(gearchiveerd("1"));
    world.deliver();
    world.clock.advance(Duration::from_secs(600));
    let since = chrono::DateTime::<chrono::Utc>::MIN_UTC;
    assert!(run(&world.clock, world.integration.reconcile(since)).unwrap().klopt());
}
