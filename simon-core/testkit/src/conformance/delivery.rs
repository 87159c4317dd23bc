//! Checks on creating documents and attaching PDFs when requests and answers get lost.

use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, select};
use simon_core::connector::{Created, DocumentSearch, Lookup, PdfTarget, PdfTransport};
use simon_core::domain::{DocumentRef, InvoiceDraft};
use simon_core::host::Clock;
use simon_core::settings::SettingsVersion;
use simon_core::{Error, ErrorKind, Result, Retry};

use super::Harness;
use super::world::{World, capabilities, creates, lag};
use crate::{Fault, On, builders};

/// A world with a draft, logged in, and the faults of one case.
struct Case<H: Harness> {
    name: String,
    world: World<H>,
    draft: InvoiceDraft,
    settings: SettingsVersion,
}

impl<H: Harness> Case<H> {
    fn new(name: String) -> Self {
        let world = World::<H>::new();
        let (draft, settings) = world.vendor.draft("20417");
        let connected = world.run(world.connector.connect());
        connected.unwrap_or_else(|error| panic!("{error:?}"));
        world.faults.clear_journal();
        Self { name, world, draft, settings }
    }

    /// One case per fault kind, before and after the vendor processed the request.
    fn each(on: &On, times: usize, judge: fn(&Self)) {
        for processed in [false, true] {
            for (name, fault) in Fault::every_kind(processed) {
                let side = if processed { "after" } else { "before" };
                let case = Self::new(format!("{name} {side} the vendor processed it"));
                case.world.faults.add(on.clone(), fault, times);
                judge(&case);
            }
        }
    }

    fn create(&self) -> Result<Created> {
        self.world.run(self.world.connector.create_document(&self.draft, &self.settings))
    }

    fn find(&self) -> Result<Vec<DocumentRef>> {
        let search = DocumentSearch::new(&self.draft, &self.settings, self.world.clock.now());
        self.world.run(self.world.connector.find_document(&search))
    }

    /// Documents in the books, with the reference or without.
    fn documents(&self) -> usize {
        let with_reference = self.world.vendor.documents(&self.draft.referentie).len();
        let all = self.world.vendor.document_count();
        assert_eq!(with_reference, all, "{}: a document without its reference", self.name);
        all
    }

    /// What the engine does with the connector's advice, until it knows.
    fn deliver(&self) {
        let name = &self.name;
        for _ in 0..5 {
            let Err(error) = self.create() else { return };
            self.pause_after(&error);
            match error.retry() {
                Retry::CheckFirst if capabilities::<H>().lookup == Lookup::None => return,
                Retry::CheckFirst => {
                    let found = self.find().unwrap_or_else(|error| panic!("{name}: {error:?}"));
                    if !found.is_empty() {
                        return;
                    }
                }
                Retry::Backoff | Retry::After(_) => {}
                Retry::Never => panic!("{name}: {error:?} gives up a document for good"),
            }
        }
        panic!("{name}: not delivered in five tries");
    }

    /// The next cycle, after the declared lag of look-ups.
    fn pause(&self) {
        self.pause_for(Duration::from_secs(600));
    }

    /// The same, and not before the vendor wants to be asked again.
    fn pause_after(&self, error: &Error) {
        let cycle = Duration::from_secs(600);
        match error.retry() {
            Retry::After(wait) => self.pause_for(wait.max(cycle)),
            _ => self.pause_for(cycle),
        }
    }

    fn pause_for(&self, pause: Duration) {
        self.world.run(self.world.clock.sleep(pause.saturating_add(lag::<H>())));
    }
}

/// Every fault kind at every request of a delivery, before and after processing.
pub fn no_fault_makes_a_second_document_or_loses_one_c22<H: Harness>() {
    for request in 0..2 {
        Case::<H>::each(&On::any().skip(request), 1, |case| {
            case.deliver();
            let documents = case.documents();
            // Without a look-up the engine stops and asks a person.
            let asks = capabilities::<H>().lookup == Lookup::None;
            assert!(documents == 1 || asks && documents == 0, "{}: {documents}", case.name);
        });
    }
    Case::<H>::each(&creates::<H>(), 1, |case| {
        case.deliver();
        assert!(case.documents() <= 1, "{}", case.name);
    });
}

/// Whoever says that nothing was applied must be right.
pub fn the_advice_about_a_create_is_honest_c22<H: Harness>() {
    for times in [1, usize::MAX] {
        Case::<H>::each(&creates::<H>(), times, |case| {
            let outcome = case.create();
            let documents = case.documents();
            assert!(documents <= 1, "{}: {documents} documents of one call", case.name);
            match outcome {
                Ok(_) => assert_eq!(documents, 1, "{}: created nothing", case.name),
                Err(error) if error.retry() == Retry::CheckFirst => {}
                Err(error) => assert_eq!(
                    documents, 0,
                    "{}: {error:?} says that nothing was applied",
                    case.name
                ),
            }
        });
    }
}

/// No answer came: nobody knows what the vendor did.
pub fn a_timeout_on_create_is_not_retried_c22<H: Harness>() {
    for (fault, documents) in [(Fault::StallBefore, 0), (Fault::StallAfter, 1)] {
        let case = Case::<H>::new(format!("{fault:?}"));
        case.world.faults.add(creates::<H>(), fault, 1);
        let start = case.world.clock.now();
        let Err(error) = case.create() else { panic!("created without an answer") };
        assert_eq!(error.kind(), ErrorKind::Timeout, "{error:?}");
        assert_eq!(error.retry(), Retry::CheckFirst, "{error:?}");
        assert_eq!(case.world.creates().len(), 1, "sent again without looking it up");
        assert_eq!(case.documents(), documents);
        let took = (case.world.clock.now() - start).to_std().unwrap_or_default();
        assert!(took <= H::info().create_timeout, "longer than declared: {took:?}");
    }
}

/// The vendor created the document, and its answer cannot be read.
pub fn an_unreadable_answer_to_a_create_is_looked_up_first_c22<H: Harness>() {
    for body in ["", "{", "[]", "null", "{\"id\":7.5e99}", "\"ok\""] {
        let case = Case::<H>::new(format!("{body:?}"));
        let json = &[("content-type", "application/json")];
        let fault = Fault::status_with(201, json, body).after();
        case.world.faults.add(creates::<H>(), fault, 1);
        let Err(error) = case.create() else { panic!("{}: which document is it?", case.name) };
        assert_eq!(error.retry(), Retry::CheckFirst, "{}: {error:?}", case.name);
        case.pause();
        if capabilities::<H>().lookup != Lookup::None {
            assert_eq!(case.find().unwrap_or_default().len(), 1, "{}", case.name);
        }
    }
}

/// No connection: the advice is to try later, without a look-up.
pub fn a_vendor_that_cannot_be_reached_created_nothing<H: Harness>() {
    let case = Case::<H>::new("refused".to_owned());
    case.world.faults.add(creates::<H>(), Fault::Refuse, usize::MAX);
    let Err(error) = case.create() else { panic!("created without a connection") };
    assert!(error.is_retryable(), "{error:?}");
    assert_eq!(case.documents(), 0);
    case.world.faults.clear();
    case.deliver();
    assert_eq!(case.documents(), 1);
}

/// The caller goes away while the vendor creates the document.
pub fn a_cancelled_create_leaves_the_connector_usable<H: Harness>() {
    for step in 0..16 {
        let case = Case::<H>::new(format!("cancelled at step {step}"));
        let world = &case.world;
        let after = Duration::from_millis(5).saturating_mul(step);
        world.run(async {
            let creating = world.connector.create_document(&case.draft, &case.settings);
            match select(pin!(creating), pin!(world.clock.sleep(after))).await {
                Either::Left(_) | Either::Right(_) => {}
            }
        });
        case.pause();
        if capabilities::<H>().lookup == Lookup::None {
            continue;
        }
        let found = case.find().unwrap_or_else(|error| panic!("{}: {error:?}", case.name));
        assert_eq!(found.len(), case.documents(), "{}", case.name);
        if found.is_empty() {
            case.deliver();
        }
        assert_eq!(case.documents(), 1, "{}", case.name);
    }
}

/// Makes the dossier, where there is one, and attaches a PDF as the engine does, while requests and
/// answers get lost.
pub fn a_pdf_is_attached_once_whatever_fails_c23<H: Harness>() {
    let requests = match capabilities::<H>().pdf {
        PdfTransport::Step => 2,
        PdfTransport::Dossier => 4,
        PdfTransport::None | PdfTransport::Together => return,
    };
    for request in 0..requests {
        for processed in [false, true] {
            for (name, fault) in Fault::every_kind(processed) {
                let side = if processed { "after" } else { "before" };
                let case = Case::<H>::new(format!("{name} {side} request {request} was processed"));
                let created = case.create().unwrap_or_else(|error| panic!("{error:?}"));
                case.world.faults.add(On::any().skip(request), fault, 1);
                let document = &created.document;
                let (draft, settings) = (&case.draft, &case.settings);
                let target = PdfTarget::new(
                    document,
                    &draft.referentie,
                    &draft.klant,
                    draft.datum,
                    settings,
                );
                let dossier = dossier(&case, &target);
                attach(&case, &target.in_dossier(dossier.as_deref()));
            }
        }
    }
}

fn dossier<H: Harness>(case: &Case<H>, target: &PdfTarget<'_>) -> Option<String> {
    if capabilities::<H>().pdf != PdfTransport::Dossier {
        return None;
    }
    let world = &case.world;
    let begun = world.clock.now();
    for _ in 0..5 {
        let error = match world.run(world.connector.create_dossier(target)) {
            Ok(dossier) => return Some(dossier),
            Err(error) => error,
        };
        case.pause_after(&error);
        assert_ne!(error.retry(), Retry::Never, "{}: {error:?}", case.name);
        let found = world.run(world.connector.find_dossier(target, begun));
        if let Some(found) = found.unwrap_or_else(|error| panic!("{}: {error:?}", case.name)) {
            return Some(found);
        }
    }
    panic!("{}: no dossier", case.name)
}

fn attach<H: Harness>(case: &Case<H>, target: &PdfTarget<'_>) {
    let pdf = builders::pdf("werkbon 20417.pdf");
    let world = &case.world;
    for _ in 0..5 {
        let attached = world.run(world.connector.attach_pdf(target, &pdf));
        let Err(error) = attached else { break };
        case.pause_after(&error);
        assert_ne!(error.retry(), Retry::Never, "{}: {error:?}", case.name);
        let there = world.run(world.connector.has_pdf(target, &pdf));
        if there.unwrap_or_else(|error| panic!("{}: {error:?}", case.name)) {
            break;
        }
        assert_eq!(pdfs(case).len(), 0, "{}: it is there", case.name);
    }
    assert_eq!(pdfs(case), [(pdf.naam.clone(), pdf.inhoud.clone())], "{}", case.name);
    world.faults.clear();
    let there = world.run(world.connector.has_pdf(target, &pdf));
    assert!(there.unwrap_or_else(|error| panic!("{}: {error:?}", case.name)));
    let other = builders::pdf("ander.pdf");
    let there = world.run(world.connector.has_pdf(target, &other));
    assert!(!there.unwrap_or_else(|error| panic!("{}: {error:?}", case.name)));
}

fn pdfs<H: Harness>(case: &Case<H>) -> Vec<(String, Vec<u8>)> {
    let documents = case.world.vendor.documents(&case.draft.referentie);
    documents.into_iter().flat_map(|document| document.pdfs).collect()
}
