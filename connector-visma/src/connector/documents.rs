//! Documents: made, found back, listed, and their PDFs.

use chrono::TimeDelta;
use http::header::LOCATION;
use serde::{Deserialize, Serialize};
use simon_core::connector::{
    Created, DocumentSearch, DocumentsRequest, FoundDocument, Next, Page, PdfTarget,
    RenderedDocument,
};
use simon_core::domain::{Administratie, DocumentRef, InvoiceDraft, Pdf};
use simon_core::http::ApiResponse;
use simon_core::log::LogLine;
use simon_core::message::Message;
use simon_core::settings::SettingsVersion;
use simon_core::{Error, ErrorKind, Result, Retry};

use super::VismaConnector;
use crate::ID;
use crate::api::{INVOICES, Listing, ORDERS, keeps_moving};
use crate::assumptions::{MOST_TIMES_AGAIN, PDF_GIVEN_UP};
use crate::mapping::{
    Document, Mapped, draft_to_invoice, draft_to_order, found_invoice, found_order, is_invoice_for,
    is_order_for, is_pdf, not_after, upload, warnings_of_invoice, warnings_of_order,
};
use crate::paging::{NumberedPages, Taken};
use crate::pass::{Row, Rows, cursor, read};
use crate::settings::{DOCUMENT, KLANTFACTUUR};
use crate::wire::{Invoice, NewOrder, Order};

/// Version of the stored place.
const VERSION: u8 = 1;

/// Where the listing of a period is: orders first, then invoices.
#[derive(Debug, Serialize, Deserialize)]
struct Place {
    versie: u8,
    facturen: bool,
    pages: NumberedPages,
}

impl Place {
    fn first_of(facturen: bool) -> Self {
        let listing = if facturen { &INVOICES } else { &ORDERS };
        Self { versie: VERSION, facturen, pages: NumberedPages::new(listing.size) }
    }
}

/// The request's body as JSON to be read.
pub(super) fn render(draft: &InvoiceDraft, settings: &SettingsVersion) -> Result<RenderedDocument> {
    let tekst = match is_invoice(settings) {
        true => serde_json::to_string_pretty(&draft_to_invoice(draft)?),
        false => serde_json::to_string_pretty(&draft_to_order(draft, settings)?),
    };
    let tekst = tekst.map_err(|error| {
        Error::new(ErrorKind::Unexpected, "cannot encode the document").with_source(error)
    })?;
    Ok(RenderedDocument::new(tekst))
}

fn is_invoice(settings: &SettingsVersion) -> bool {
    settings.waarden.tekst(DOCUMENT) == KLANTFACTUUR
}

impl VismaConnector {
    pub(super) async fn create(
        &self,
        draft: &InvoiceDraft,
        settings: &SettingsVersion,
    ) -> Result<Created> {
        let books = &*settings.administratie.vendor_id;
        let (document, warnings) = if is_invoice(settings) {
            let answer = self.api.create_invoice(books, &draft_to_invoice(draft)?).await?;
            let made = named(&answer, Document::created_invoice(location(&answer)))?;
            (made.reference(), self.look_at_invoice(draft, books, &made).await)
        } else {
            let order = draft_to_order(draft, settings)?;
            let answer = self.api.create_order(books, &order).await?;
            let made = Document::created_order(&answer.body, location(&answer));
            let made = named(&answer, made)?;
            (made.reference(), self.look_at_order(draft, &order, books, &made).await)
        };
        let mut created = Created::new(document);
        created.waarschuwingen = warnings;
        Ok(created)
    }

    /// What the user should know of an invoice that was made. It exists, whatever comes of the look.
    async fn look_at_invoice(
        &self,
        draft: &InvoiceDraft,
        books: &str,
        made: &Document,
    ) -> Vec<LogLine> {
        match self.api.made_invoice(books, made.nummer()).await {
            Ok(Some(read)) => warnings_of_invoice(draft, &read),
            _ => Vec::new(),
        }
    }

    /// The same of an order.
    async fn look_at_order(
        &self,
        draft: &InvoiceDraft,
        sent: &NewOrder,
        books: &str,
        made: &Document,
    ) -> Vec<LogLine> {
        match self.api.made_order(books, sent.r#type, made.nummer()).await {
            Ok(Some(read)) => warnings_of_order(draft, sent, &read),
            _ => Vec::new(),
        }
    }

    pub(super) async fn find(&self, search: &DocumentSearch<'_>) -> Result<Vec<DocumentRef>> {
        let books = &*search.settings.administratie.vendor_id;
        let referentie = &search.draft.referentie;
        if is_invoice(search.settings) {
            let found = self.api.invoices_with(books, referentie.as_str()).await?;
            let ours = found.iter().filter(|invoice| is_invoice_for(invoice, referentie));
            let numbers = ours.filter_map(|invoice| invoice.reference_number.as_deref());
            return Ok(each_once(numbers.map(Document::invoice)));
        }
        let draft = search.draft;
        let text = draft.klantreferentie.as_deref().map(str::trim).filter(|it| !it.is_empty());
        let text = text.unwrap_or(referentie.as_str());
        let found = match self.api.orders_with(books, draft.klant_code.trim(), text).await {
            // A customer or a text that the service does not take; the look below needs neither.
            Err(error) if matches!(error.kind(), ErrorKind::Rejected | ErrorKind::NotFound) => {
                Vec::new()
            }
            found => ours(&found?, search),
        };
        if !found.is_empty() {
            return Ok(found);
        }
        // The office may have changed what the service searches, or given the customer another number.
        Ok(ours(&self.api.orders_since(books, search.attempted_at).await?, search))
    }

    pub(super) async fn documents_of_period(
        &self,
        books: &Administratie,
        request: &DocumentsRequest,
    ) -> Result<Page<FoundDocument>> {
        let place = request.resume.as_ref().and_then(read::<Place>);
        let place = place.filter(|place| place.versie == VERSION);
        let place = place.unwrap_or_else(|| Place::first_of(false));
        if place.facturen {
            return self.period::<Invoice>(books, &INVOICES, place, request, found_invoice).await;
        }
        let first = place.pages.is_first();
        match self.period::<Order>(books, &ORDERS, place, request, found_order).await {
            // Who has no access to orders makes invoices.
            Err(error) if first && error.kind() == ErrorKind::PermissionDenied => {
                let mut page = Page::new(Vec::new(), Next::More(cursor(&Place::first_of(true))?));
                page.notes.push(error.message().clone());
                Ok(page)
            }
            page => page,
        }
    }

    /// A page of one of the two listings.
    async fn period<W: Row>(
        &self,
        books: &Administratie,
        listing: &Listing,
        mut place: Place,
        request: &DocumentsRequest,
        map: fn(&W, &str) -> Mapped<FoundDocument>,
    ) -> Result<Page<FoundDocument>> {
        let since = not_after(listing.clock, request.since);
        for _ in 0..MOST_TIMES_AGAIN {
            let asked = place.pages.asked();
            let rows: Rows<W> =
                self.api.page(listing, &books.vendor_id, asked, Some(&since)).await?;
            let taken = place.pages.take(asked, &rows.ids(), rows.said)?;
            let Taken::Rows { end, .. } = taken else { continue };
            let next = match end {
                None => Next::More(cursor(&place)?),
                Some(_) if !place.facturen => Next::More(cursor(&Place::first_of(true))?),
                Some(proof) => Next::End { proof, watermark: None },
            };
            let mut page = Page::new(Vec::new(), next);
            for row in rows.whole()? {
                page.take(map(&row, &request.prefix));
            }
            return Ok(page);
        }
        Err(keeps_moving(listing))
    }

    pub(super) async fn attach(&self, target: &PdfTarget<'_>, pdf: &Pdf) -> Result<()> {
        let document = document(target)?;
        let upload = upload(pdf).ok_or_else(|| {
            Error::new(ErrorKind::Unmappable, "the file has every boundary in it")
                .with_connector(ID)
                .with_message(Message::new("visma-pdf-geweigerd"))
        })?;
        let books = &*target.settings.administratie.vendor_id;
        let sent = self.api.attach(books, &document, upload).await;
        sent.map_err(|error| self.given_up(target, error))
    }

    /// An order that the main API still does not know long after it was made will not become known.
    fn given_up(&self, target: &PdfTarget<'_>, error: Error) -> Error {
        let Some(made) = target.gemaakt_op else { return error };
        let longest = TimeDelta::from_std(PDF_GIVEN_UP).unwrap_or(TimeDelta::MAX);
        let unknown = error.message().code() == "visma-order-nog-onbekend";
        if !unknown || self.api.now().signed_duration_since(made) < longest {
            return error;
        }
        error
            .with_kind(ErrorKind::Unmappable)
            .with_retry(Retry::Never)
            .with_message(Message::new("visma-order-blijft-onbekend"))
    }

    pub(super) async fn shows(&self, target: &PdfTarget<'_>, pdf: &Pdf) -> Result<bool> {
        let books = &*target.settings.administratie.vendor_id;
        let files = match document(target)? {
            Document::Order { soort, nummer } => {
                let order = self.api.made_order(books, &soort, &nummer).await?;
                order.and_then(|order| order.attachments)
            }
            Document::Invoice { nummer } => {
                let text = target.referentie.as_str();
                let found = self.api.invoices_with_files(books, text).await?;
                let same = |it: &Invoice| it.reference_number.as_deref() == Some(nummer.as_str());
                found.into_iter().find(same).and_then(|invoice| invoice.attachments)
            }
        };
        Ok(files.unwrap_or_default().iter().any(|file| is_pdf(file, pdf)))
    }
}

fn ours(orders: &[Order], search: &DocumentSearch<'_>) -> Vec<DocumentRef> {
    let ours = orders.iter().filter(|order| is_order_for(order, &search.draft.referentie));
    each_once(ours.filter_map(|order| {
        Some(Document::order(order.r#type.as_deref()?, order.order_id.as_deref()?))
    }))
}

/// Pages overlap: a document may come twice.
fn each_once(documents: impl Iterator<Item = Document>) -> Vec<DocumentRef> {
    let mut found: Vec<DocumentRef> = Vec::new();
    for document in documents.map(|document| document.reference()) {
        if !found.iter().any(|known| known.vendor_id == document.vendor_id) {
            found.push(document);
        }
    }
    found
}

fn document(target: &PdfTarget<'_>) -> Result<Document> {
    Document::from_id(&target.document.vendor_id).ok_or_else(|| {
        Error::new(ErrorKind::InvalidInput, "the id of another vendor's document")
            .with_connector(ID)
    })
}

fn location(answer: &ApiResponse) -> Option<&str> {
    answer.headers.get(LOCATION)?.to_str().ok()
}

/// An answer that names no document: which one was made has to be looked up (C22).
fn named(answer: &ApiResponse, made: Option<Document>) -> Result<Document> {
    made.ok_or_else(|| {
        Error::new(ErrorKind::Decode, "the answer names no document")
            .with_retry(Retry::CheckFirst)
            .with_connector(ID)
            .with_label(answer.label)
    })
}
