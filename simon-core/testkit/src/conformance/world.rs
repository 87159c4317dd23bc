//! One case: a vendor, a connector to it, and simulated time.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::panicking;
use std::time::Duration;

use bytes::Bytes;
use chrono::TimeDelta;
use simon_core::connector::{AccountingConnector, Capabilities, Lookup};
use simon_core::domain::{Administratie, DocumentRef, InvoiceDraft};
use simon_core::host::Clock;
use simon_core::http::Runtime;
use simon_core::memory::MemoryBudget;
use simon_core::message::{Catalogue, Message};
use simon_core::settings::SettingsVersion;
use url::Url;

use super::ports::{SkewedClock, Tokens};
use super::read::{Broken, Item, Listed, read};
use super::{Harness, Listing, Seeded};
use crate::listings::Listings;
use crate::simulated::{Seeded as SeededRandom, SimulatedClock, run};
use crate::{Exchange, Faults, InProcess, On, Simulator, builders};

/// So long does each exchange take: long enough for calls to interleave.
const LATENCY: Duration = Duration::from_millis(20);

pub(super) const HOUR: Duration = Duration::from_secs(3600);

pub(super) struct World<H: Harness> {
    pub(super) vendor: H,
    pub(super) clock: SimulatedClock,
    pub(super) faults: Faults,
    pub(super) books: Administratie,
    pub(super) tokens: Arc<Tokens>,
    pub(super) connector: Arc<dyn AccountingConnector>,
    runtime: Runtime,
    tolerant: AtomicBool,
}

impl<H: Harness> Listings for World<H> {
    fn clock(&self) -> &SimulatedClock {
        &self.clock
    }

    fn connector(&self) -> &dyn AccountingConnector {
        self.connector.as_ref()
    }

    fn books(&self) -> Administratie {
        self.books.clone()
    }
}

/// Where the in-process vendor is.
pub(super) fn base() -> Url {
    Url::parse("https://vendor.test/").expect("a URL")
}

impl<H: Harness> World<H> {
    pub(super) fn new() -> Self {
        Self::build(|simulator| simulator, TimeDelta::zero())
    }

    /// A vendor whose answers are rewritten.
    pub(super) fn rewritten(rewrite: fn(Bytes) -> Bytes) -> Self {
        Self::build(|simulator| Arc::new(Rewritten { simulator, rewrite }), TimeDelta::zero())
    }

    /// A host whose clock differs from the vendor's.
    pub(super) fn skewed(by: TimeDelta) -> Self {
        Self::build(|simulator| simulator, by)
    }

    fn build(wrap: impl FnOnce(Arc<dyn Simulator>) -> Arc<dyn Simulator>, skew: TimeDelta) -> Self {
        let clock = SimulatedClock::default();
        let vendor = H::start(Arc::new(clock.clone()));
        let faults = Faults::none();
        let network = InProcess::new(clock.clone())
            .mount("*", wrap(vendor.simulator()), faults.clone())
            .with_latency(LATENCY);
        let tokens = Arc::new(Tokens::default());
        let host_clock: Arc<dyn Clock> = Arc::new(SkewedClock { clock: clock.clone(), skew });
        let runtime = Runtime::new(
            builders::integration(),
            Arc::new(network),
            host_clock,
            tokens.clone(),
            Arc::new(MemoryBudget::default()),
        )
        .with_random(Arc::new(SeededRandom::new(1)));
        let connector = vendor.connector(&base(), runtime.clone());
        let tolerant = AtomicBool::new(false);
        let books = vendor.books();
        Self { vendor, clock, faults, books, tokens, connector, runtime, tolerant }
    }

    /// This check sends what the vendor refuses.
    pub(super) fn expect_refusals(&self) {
        self.tolerant.store(true, Ordering::Relaxed);
    }

    /// The connector of another process on the same ports.
    pub(super) fn another_process(&self) -> Arc<dyn AccountingConnector> {
        self.vendor.connector(&base(), self.runtime.clone())
    }

    pub(super) fn run<T>(&self, future: impl Future<Output = T>) -> T {
        run(&self.clock, future)
    }

    /// Adds records `Naam 1` to `Naam n`.
    pub(super) fn seed(&self, listing: Listing, n: usize) -> Vec<Seeded> {
        (1..=n).map(|nummer| self.vendor.seed(listing, nummer, &format!("Naam {nummer}"))).collect()
    }

    /// A full read that has to succeed.
    pub(super) fn full(&self, listing: Listing) -> Listed {
        let connector = self.connector.as_ref();
        let listed =
            self.run(read(connector, &self.books, listing, super::read::everything(), &mut |_| {}));
        assert_no_fault(listing, listed)
    }

    /// The requests so far that create a document, those that were lost included.
    pub(super) fn creates(&self) -> Vec<Exchange> {
        self.requests(H::CREATE, H::BODIES.0)
    }

    /// The requests so far that buy tokens.
    pub(super) fn logins(&self) -> usize {
        H::TOKEN.map_or(0, |route| self.requests(route, H::BODIES.1).len())
    }

    fn requests(&self, (method, path): (&str, &str), body: &str) -> Vec<Exchange> {
        let mut journal = self.faults.journal();
        journal.retain(|exchange| exchange.is(method, path) && exchange.contains(body));
        journal
    }
}

impl<H: Harness> Drop for World<H> {
    /// Whatever a check is about: no request may be one that the vendor would have refused.
    fn drop(&mut self) {
        if !panicking() && !self.tolerant.load(Ordering::Relaxed) {
            assert_none_refused(&self.vendor);
        }
    }
}

/// Fails when the vendor would have refused a request.
pub(super) fn assert_none_refused<H: Harness>(vendor: &H) {
    let refused = vendor.refusals();
    assert!(refused.is_empty(), "a real vendor would have refused:\n{}", refused.join("\n"));
}

pub(super) fn capabilities<H: Harness>() -> Capabilities {
    H::info().capabilities
}

/// The listings that a connector declares.
pub(super) fn listings<H: Harness>() -> Vec<Listing> {
    let capabilities = capabilities::<H>();
    let mut all = vec![Listing::Relaties, Listing::Artikelen];
    if capabilities.artikelgroepen {
        all.push(Listing::Artikelgroepen);
    }
    all.extend(capabilities.orders.iter().copied().map(Listing::Orders));
    all
}

/// How long a created document may stay invisible.
pub(super) fn lag<H: Harness>() -> Duration {
    match capabilities::<H>().lookup {
        Lookup::Reference { lag } => lag,
        Lookup::None => Duration::ZERO,
    }
}

/// The requests that create a document.
pub(super) fn creates<H: Harness>() -> On {
    On::new(H::CREATE.0, H::CREATE.1).containing(H::BODIES.0)
}

/// Creates a document, which has to succeed.
pub(super) fn create<H: Harness>(
    world: &World<H>,
    draft: &InvoiceDraft,
    settings: &SettingsVersion,
) -> DocumentRef {
    let created = world.run(world.connector.create_document(draft, settings));
    created.unwrap_or_else(|error| panic!("{error:?}")).document
}

/// Fails unless a message is in the catalogue, with an action for the user.
pub(super) fn assert_actionable<H: Harness>(message: &Message) {
    let catalogue = Catalogue::with_connector(H::info().messages);
    assert!(catalogue.has(message.code()), "the catalogue lacks {}", message.code());
    let rendered = catalogue.render(message);
    assert!(rendered.actie.is_some(), "{} does not say what to do", message.code());
}

/// A listing that had to succeed.
pub(super) fn assert_no_fault(listing: Listing, listed: Result<Listed, Broken>) -> Listed {
    listed.unwrap_or_else(|broken| panic!("{listing:?}: {:?}", broken.error))
}

/// One record under a name, active.
pub(super) fn named(record: &Seeded, naam: &str) -> Option<(String, Item)> {
    Some((record.id.clone(), Item { naam: naam.to_owned(), actief: true }))
}

/// Records that were seeded as `Naam 1` to `Naam n`, as a listing brings them.
pub(super) fn names(seeded: &[Seeded]) -> BTreeMap<String, Item> {
    let item = |(index, record): (usize, &Seeded)| {
        let naam = format!("Naam {}", index.saturating_add(1));
        (record.id.clone(), Item { naam, actief: true })
    };
    seeded.iter().enumerate().map(item).collect()
}

struct Rewritten {
    simulator: Arc<dyn Simulator>,
    rewrite: fn(Bytes) -> Bytes,
}

impl Simulator for Rewritten {
    fn handle(&self, request: &http::Request<Bytes>) -> http::Response<Bytes> {
        self.simulator.handle(request).map(self.rewrite)
    }
}
