//! The ledger beside the vendor's books (G2): a report, nothing is changed or logged.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Duration, Utc};

use super::Integration;
use super::activation::other_books;
use super::loop_guard::notice_repeats;
use crate::connector::{DocumentsRequest, FoundDocument, Lookup, Next};
use crate::domain::{Administratie, DocumentRef, Referentie, WerkbonNummer};
use crate::error::{Error, ErrorKind, Result, Retry};
use crate::host::{Delivery, DeliveryStatus};
use crate::message::Message;

/// So much earlier than the period the documents are listed: a werkbon's document is younger than its
/// archiving, but the vendor's clock and time zone may differ from ours.
const MARGIN: Duration = Duration::days(1);

/// How many documents the vendor has for a werkbon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gevonden {
    /// None.
    Geen,
    /// One.
    Een,
    /// Two or more.
    Meer,
}

/// A werkbon of the period and what the vendor has of it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReconciledWerkbon {
    /// Its number.
    pub nummer: WerkbonNummer,
    /// What the ledger says. One that waits, or was filtered, refused or held back, rightly has none.
    pub status: DeliveryStatus,
    /// When it was archived.
    pub gearchiveerd_op: DateTime<Utc>,
    /// The vendor's documents: the ledger's own, and those that carry the werkbon's reference.
    pub documenten: Vec<DocumentRef>,
    /// The document that was delivered and that the vendor no longer has.
    pub verdwenen: Option<DocumentRef>,
    /// Whether the vendor's books are as the ledger's status says that they are.
    pub klopt: bool,
}

impl ReconciledWerkbon {
    /// None, one or more.
    #[must_use]
    pub const fn gevonden(&self) -> Gevonden {
        match self.documenten.len() {
            0 => Gevonden::Geen,
            1 => Gevonden::Een,
            _ => Gevonden::Meer,
        }
    }
}

/// The ledger beside the vendor's books.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reconciliation {
    /// Werkbonnen archived at or after this moment are in it.
    pub since: DateTime<Utc>,
    /// Per werkbon, by number.
    pub werkbonnen: Vec<ReconciledWerkbon>,
    /// The vendor's documents of the period that carry a reference of ours and that the ledger does not
    /// know: what was delivered before a backup was put back, or copied at the vendor from an older
    /// document.
    pub onbekend: Vec<FoundDocument>,
    /// Werkbonnen of the period about which the listing says nothing: of another administration,
    /// delivered just now, or with a document that a person pointed out.
    pub niet_beoordeeld: Vec<WerkbonNummer>,
}

impl Reconciliation {
    /// Whether nobody has to look at anything.
    #[must_use]
    pub fn klopt(&self) -> bool {
        self.onbekend.is_empty() && self.werkbonnen.iter().all(|werkbon| werkbon.klopt)
    }
}

/// The vendor's documents of the period.
#[derive(Default)]
struct Books {
    by_reference: BTreeMap<String, BTreeMap<String, DocumentRef>>,
    ids: BTreeSet<String>,
}

impl Integration {
    /// Compares the werkbonnen archived at or after a moment with the documents that the vendor has.
    /// Nothing is changed or logged, and nothing is sent again.
    ///
    /// # Errors
    /// `Unsupported` where the vendor's documents cannot be listed; `InvalidInput` when the integration
    /// is not active or the credentials open another administration; `Incomplete`
    /// and the vendor's errors when the listing did not arrive whole: there is never half a report;
    /// `Host` when the store fails.
    pub async fn reconcile(&self, since: DateTime<Utc>) -> Result<Reconciliation> {
        if !self.info().capabilities.lists_documents {
            let message = Message::new("nagaan-niet-mogelijk").with("pakket", self.info().naam);
            return Err(Error::unsupported("documents.list").with_message(message));
        }
        let (state, settings) = self.working().await?;
        if let Some(opened) = self.other_books(&state).await? {
            return Err(other_books(&opened));
        }
        let begonnen = self.now();
        let listed_since = since.checked_sub_signed(MARGIN).unwrap_or(since);
        let books = self.list_books(&settings.administratie, listed_since).await?;
        // The ledger is read after the listing: all that the listing shows was in it before.
        let mut report = Reconciliation {
            since,
            werkbonnen: Vec::new(),
            onbekend: Vec::new(),
            niet_beoordeeld: Vec::new(),
        };
        let mut after = None;
        loop {
            let entries = self.ports.store.deliveries(&self.id, after.as_ref(), 500).await?;
            let Some(last) = entries.last() else { break };
            after = Some(last.nummer.clone());
            for entry in entries.iter().filter(|entry| entry.gearchiveerd_op >= since) {
                let own = entry.administratie == settings.administratie.vendor_id;
                match own.then(|| self.reconciled(entry, &books, begonnen)).flatten() {
                    Some(werkbon) => report.werkbonnen.push(werkbon),
                    None => report.niet_beoordeeld.push(entry.nummer.clone()),
                }
            }
        }
        report.onbekend = self.unknown(books, since).await?;
        Ok(report)
    }

    /// Lists the vendor's documents to the proven end.
    async fn list_books(
        &self,
        administratie: &Administratie,
        since: DateTime<Utc>,
    ) -> Result<Books> {
        let listed = self.list_to_the_end(administratie, since).await;
        listed.map_err(|error| match error.kind() {
            ErrorKind::Incomplete | ErrorKind::Decode => {
                error.with_message(Message::new("nagaan-onvolledig"))
            }
            _ => error,
        })
    }

    async fn list_to_the_end(
        &self,
        administratie: &Administratie,
        since: DateTime<Utc>,
    ) -> Result<Books> {
        let mut request = DocumentsRequest::new(since, format!("{}-", self.id));
        let mut books = Books::default();
        let (mut pages, mut earlier) = (0, None);
        loop {
            let page = self.connector.list_documents(administratie, &request).await?;
            if !page.rejected.is_empty() {
                // It may be one of ours: without it the report would be wrong.
                return Err(Error::new(ErrorKind::Incomplete, "a document cannot be read")
                    .with_retry(Retry::Never));
            }
            for found in page.items {
                books.add(found, &self.id);
            }
            match page.next {
                Next::More(cursor) => {
                    notice_repeats(&mut pages, &mut earlier, &cursor)?;
                    request.resume = Some(cursor);
                }
                Next::End { .. } => return Ok(books),
            }
        }
    }

    /// None when the listing says nothing about it.
    fn reconciled(
        &self,
        entry: &Delivery,
        books: &Books,
        begonnen: DateTime<Utc>,
    ) -> Option<ReconciledWerkbon> {
        let carrying = books.by_reference.get(entry.referentie.as_str());
        let mut documents = carrying.cloned().unwrap_or_default();
        let own = entry.document.as_ref();
        let there = own.filter(|own| books.ids.contains(&own.vendor_id));
        documents.extend(there.map(|own| (own.vendor_id.clone(), own.clone())));
        let verdwenen = own.filter(|_| there.is_none()).cloned();
        if verdwenen.is_some() && !self.must_show(entry, begonnen) {
            return None;
        }
        let documenten: Vec<DocumentRef> = documents.into_values().collect();
        let klopt = verdwenen.is_none() && is_right(entry, documenten.len());
        Some(ReconciledWerkbon {
            nummer: entry.nummer.clone(),
            status: entry.status,
            gearchiveerd_op: entry.gearchiveerd_op,
            documenten,
            verdwenen,
            klopt,
        })
    }

    /// Whether a listing that began at a moment has to show the ledger's document: it was there long
    /// enough, and was made by us, not pointed out by a person who may have made it at any time.
    fn must_show(&self, entry: &Delivery, begonnen: DateTime<Utc>) -> bool {
        let lag = match self.info().capabilities.lookup {
            Lookup::Reference { lag } => lag,
            Lookup::None => std::time::Duration::ZERO,
        };
        let pointed_out = entry.code.as_deref() == Some("werkbon-besloten-geleverd");
        !pointed_out && entry.geleverd_op.is_none_or(|delivered| delivered + lag < begonnen)
    }

    /// The documents with a reference of ours that belong to no werkbon of the period and that the
    /// ledger does not have as the document of another werkbon.
    async fn unknown(&self, books: Books, since: DateTime<Utc>) -> Result<Vec<FoundDocument>> {
        let mut unknown = Vec::new();
        for (referentie, documents) in books.by_reference {
            let entry = self.entry_of(&referentie).await?;
            if entry.as_ref().is_some_and(|entry| entry.gearchiveerd_op >= since) {
                continue;
            }
            let own = entry.and_then(|entry| entry.document).map(|own| own.vendor_id);
            let foreign =
                documents.into_values().filter(|found| Some(&found.vendor_id) != own.as_ref());
            unknown
                .extend(foreign.map(|found| FoundDocument::new(found, Some(referentie.clone()))));
        }
        Ok(unknown)
    }

    async fn entry_of(&self, referentie: &str) -> Result<Option<Delivery>> {
        let nummer =
            referentie.split_once('-').and_then(|(_, nummer)| WerkbonNummer::new(nummer).ok());
        match nummer {
            Some(nummer) => self.ports.store.delivery(&self.id, &nummer).await,
            None => Ok(None),
        }
    }
}

impl Books {
    fn add(&mut self, found: FoundDocument, integration: &crate::domain::IntegrationId) {
        let FoundDocument { document, referentie } = found;
        self.ids.insert(document.vendor_id.clone());
        if let Some(referentie) = referentie.filter(|text| Referentie::is_from(text, integration)) {
            let documents = self.by_reference.entry(referentie).or_default();
            documents.insert(document.vendor_id.clone(), document);
        }
    }
}

/// Whether a werkbon of this status may have so many documents.
fn is_right(entry: &Delivery, documents: usize) -> bool {
    let sending = entry.attempt.is_some() || entry.document.is_some();
    match entry.status {
        DeliveryStatus::Geleverd => documents == 1,
        DeliveryStatus::Wacht if sending => documents <= 1,
        // A document that nobody remembers sending would be made a second time.
        DeliveryStatus::Wacht
        | DeliveryStatus::Gefilterd
        | DeliveryStatus::Vastgehouden
        | DeliveryStatus::Geweigerd => documents == 0,
        DeliveryStatus::Onzeker => false,
    }
}
