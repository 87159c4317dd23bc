//! Listings of a connector, read page by page to their proven end.
//!
//! A test's world says how its connector is reached ([`Listings`]) and can read everything:
//!
//! ```
//! use simon_core::connector::AccountingConnector;
//! use simon_testkit::listings::Listings;
//! use simon_testkit::simulated::SimulatedClock;
//!
//! struct World<C> {
//!     clock: SimulatedClock,
//!     connector: C,
//! }
//!
//! impl<C: AccountingConnector> Listings for World<C> {
//!     fn clock(&self) -> &SimulatedClock {
//!         &self.clock
//!     }
//!     fn connector(&self) -> &dyn AccountingConnector {
//!         &self.connector
//!     }
//! }
//!
//! fn an_idle_cycle_brings_nothing(world: &World<impl AccountingConnector>) {
//!     let full = world.relaties(None);
//!     let changed = world.relaties(full.watermark.as_ref());
//!     assert_eq!((changed.items.len(), changed.pages), (0, 1));
//! }
//! ```
#![allow(
    clippy::unwrap_used,
    clippy::future_not_send,
    reason = "a test kit fails by panicking, and simulated time has one thread"
)]

use chrono::{DateTime, Utc};
use simon_core::Result;
use simon_core::connector::{
    AccountingConnector, Cursor, Deleted, DocumentSearch, DocumentsRequest, Drift, FoundDocument,
    ListRequest, Next, Page, RelatieRecord,
};
use simon_core::domain::{
    Administratie, Artikel, Artikelgroep, DocumentRef, InvoiceDraft, OrderSoort, RelatieId,
    VendorOrder,
};
use simon_core::settings::SettingsVersion;

use crate::builders;
use crate::simulated::{SimulatedClock, run};

/// No listing of a test has so many pages: more is an endless loop.
pub(crate) const ENDLESS: usize = 2_000;

/// What a listing came to.
#[derive(Debug)]
#[non_exhaustive]
pub struct Read<T> {
    /// Records in the order in which they came, repeats included.
    pub items: Vec<T>,
    /// Pages.
    pub pages: usize,
    /// Records that could not be read.
    pub rejected: usize,
    /// Codes of what was noted.
    pub notes: Vec<String>,
    /// Where the answers are not what the connector knows.
    pub drift: Vec<Drift>,
    /// Whether everything was read anew.
    pub anew: bool,
    /// The highest mutation that was told.
    pub highest: Option<String>,
    /// Where the next pass begins.
    pub watermark: Option<Cursor>,
    /// Requests to the vendor.
    pub calls: u64,
}

impl<T> Default for Read<T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            pages: 0,
            rejected: 0,
            notes: Vec::new(),
            drift: Vec::new(),
            anew: false,
            highest: None,
            watermark: None,
            calls: 0,
        }
    }
}

impl<T> Read<T> {
    /// Takes a page in; the cursor of the next one, if there is one.
    fn take(&mut self, page: Page<T>) -> Option<Cursor> {
        self.pages = self.pages.saturating_add(1);
        self.items.extend(page.items);
        self.rejected = self.rejected.saturating_add(page.rejected.len());
        self.notes.extend(page.notes.iter().map(|note| note.code().to_owned()));
        self.drift.extend(page.drift);
        self.anew |= page.anew;
        self.highest = self.highest.take().max(page.highest_mutation);
        match page.next {
            Next::More(cursor) => Some(cursor),
            Next::End { watermark, .. } => {
                self.watermark = watermark;
                None
            }
        }
    }
}

/// A connection of a test, of which listings are read. The named listings have to succeed.
pub trait Listings {
    /// Simulated time.
    fn clock(&self) -> &SimulatedClock;

    /// The connector.
    fn connector(&self) -> &dyn AccountingConnector;

    /// The books that are read.
    fn books(&self) -> Administratie {
        builders::books()
    }

    /// Runs a future on simulated time.
    fn run<T>(&self, future: impl Future<Output = T>) -> T {
        run(self.clock(), future)
    }

    /// Reads a listing to its proven end: everything, or what changed since a watermark.
    ///
    /// # Errors
    /// Those of the first page that fails.
    fn list<T>(
        &self,
        since: Option<&Cursor>,
        page: impl AsyncFnMut(ListRequest) -> Result<Page<T>>,
    ) -> Result<Read<T>> {
        let first = since.cloned().map_or_else(ListRequest::everything, ListRequest::since);
        self.list_from(first, page)
    }

    /// The same from a request on: an interrupted listing goes on at the cursor of its next page.
    ///
    /// # Errors
    /// Those of the first page that fails.
    ///
    /// # Panics
    /// When the listing does not end.
    fn list_from<T>(
        &self,
        first: ListRequest,
        mut page: impl AsyncFnMut(ListRequest) -> Result<Page<T>>,
    ) -> Result<Read<T>> {
        let before = self.connector().calls_made();
        let mut request = first;
        let mut read = Read::default();
        while read.pages < ENDLESS {
            let Some(cursor) = read.take(self.run(page(request.clone()))?) else {
                read.calls = self.connector().calls_made().saturating_sub(before);
                return Ok(read);
            };
            request = request.resumed(Some(cursor));
        }
        panic!("the listing does not end: {} records", read.items.len());
    }

    /// Customers.
    fn relaties(&self, since: Option<&Cursor>) -> Read<RelatieRecord> {
        let (connector, books) = (self.connector(), self.books());
        let page = async |request| connector.list_relaties(&books, &request).await;
        self.list(since, page).unwrap()
    }

    /// Articles.
    fn artikelen(&self, since: Option<&Cursor>) -> Read<Artikel> {
        let (connector, books) = (self.connector(), self.books());
        let page = async |request| connector.list_artikelen(&books, &request).await;
        self.list(since, page).unwrap()
    }

    /// Article groups.
    fn groepen(&self) -> Read<Artikelgroep> {
        let (connector, books) = (self.connector(), self.books());
        let page = async |request| connector.list_artikelgroepen(&books, &request).await;
        self.list(None, page).unwrap()
    }

    /// What was deleted.
    fn deletions(&self, since: Option<&Cursor>) -> Read<Deleted> {
        let (connector, books) = (self.connector(), self.books());
        let page = async |request| connector.list_deletions(&books, &request).await;
        self.list(since, page).unwrap()
    }

    /// Orders or quotes.
    fn orders(&self, soort: OrderSoort, since: Option<&Cursor>) -> Read<VendorOrder> {
        let (connector, books) = (self.connector(), self.books());
        let page = async |request| connector.list_orders(&books, soort, &request).await;
        self.list(since, page).unwrap()
    }

    /// Documents since a moment, with the references of the [integration](builders::integration).
    ///
    /// # Errors
    /// Those of the first page that fails.
    ///
    /// # Panics
    /// When one could not be read, or they do not end.
    fn documents(&self, since: DateTime<Utc>) -> Result<Vec<FoundDocument>> {
        let (connector, books) = (self.connector(), self.books());
        let mut request = DocumentsRequest::new(since, format!("{}-", builders::integration()));
        let mut read = Read::default();
        while read.pages < ENDLESS {
            request.resume = read.take(self.run(connector.list_documents(&books, &request))?);
            assert_eq!(read.rejected, 0, "documents that cannot be read");
            if request.resume.is_none() {
                return Ok(read.items);
            }
        }
        panic!("the documents do not end: {} of them", read.items.len());
    }

    /// What a look-up finds of a draft.
    ///
    /// # Errors
    /// Those of the connector.
    fn find(&self, draft: &InvoiceDraft, settings: &SettingsVersion) -> Result<Vec<DocumentRef>> {
        let now = simon_core::host::Clock::now(self.clock());
        let search = DocumentSearch::new(draft, settings, now);
        self.run(self.connector().find_document(&search))
    }

    /// Id of the customer with this name.
    ///
    /// # Panics
    /// When there is none.
    fn klant(&self, naam: &str) -> RelatieId {
        let mut all = self.relaties(None).items.into_iter();
        all.find(|record| record.relatie.naam == naam).expect("the customer").relatie.id
    }

    /// The article with this code.
    ///
    /// # Panics
    /// When there is none.
    fn artikel(&self, code: &str) -> Artikel {
        let mut all = self.artikelen(None).items.into_iter();
        all.find(|artikel| artikel.code == code).expect("the article")
    }
}
