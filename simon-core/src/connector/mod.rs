//! What a vendor's connector offers: one small, object-safe trait, its capabilities as data, and the
//! types of its answers.

mod capability;
mod drift;
mod gauge;
mod koppelen;
mod offset_paging;
mod page;
mod stamp_watermark;
mod types;

pub use capability::{
    Capabilities, Deletions, Editable, IdLimit, Limits, Lookup, PdfTransport, TextLimit, TextUnit,
};
pub use drift::{Drift, DriftCount, DriftKind, RecordDrift};
pub use gauge::{ClosedEndpoint, Gauge, WindowUse};
pub use koppelen::{Koppelveld, Koppelwijze};
pub use offset_paging::{OffsetPaging, TakenPage};
pub use page::{Cursor, ListRequest, Mapped, Next, Page, Proof, Rejected};
pub use stamp_watermark::{StampPass, StampWatermark, parse_stamp};
pub use types::{
    Connected, ConnectorInfo, Created, Deleted, DocumentSearch, DocumentsRequest, FoundDocument,
    Marked, PdfTarget, RelatieRecord, RenderedDocument, SettingCheck,
};

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use crate::domain::{
    Aantal, Administratie, Artikel, ArtikelId, Artikelgroep, DocumentRef, InvoiceDraft, OrderRef,
    OrderSoort, Pdf, Prijs, RelatieId, VendorOrder,
};
use crate::error::{Error, Result};
use crate::settings::{CheckOutcome, SettingsVersion};

/// One connection with one administration of one vendor.
///
/// A connector declares and maps. It never sleeps, retries, counts calls or logs: the HTTP stack of
/// the core does. Each method is one operation whose future may be dropped at any await; the
/// connector stays usable.
///
/// An operation on records or documents is told which `books` it is about, by the argument of that name
/// or by the settings in its request: one login may open several administrations. A vendor whose
/// credentials open one need not look at it.
///
/// # Errors
/// Every method answers with the kinds and advice of [`Error`]. In particular:
///
/// * [`Unsupported`](crate::ErrorKind::Unsupported) from an optional method that the
///   [capabilities](Capabilities) do not name, without any request.
/// * [`CheckFirst`](crate::Retry::CheckFirst) from [`create_document`](Self::create_document) and
///   [`attach_pdf`](Self::attach_pdf) whenever the vendor may have processed the request; the engine
///   then looks it up before it repeats anything (C22).
/// * A listing arrives whole or ends in an error: only [`Next::End`] says that it is complete (G3).
#[async_trait]
pub trait AccountingConnector: std::fmt::Debug + Send + Sync {
    /// Name, capabilities, settings and texts. No call is made.
    fn info(&self) -> &'static ConnectorInfo;

    /// HTTP calls made since the connector was built, for progress and reports.
    fn calls_made(&self) -> u64 {
        0
    }

    /// Proves the credentials and tells which administration they open (A3, G9); none where one login
    /// opens several and the user chooses with the setting [`ADMINISTRATIE`] (C17). Changes nothing.
    ///
    /// # Errors
    /// `Unauthenticated` with the user's action when the user's credentials are refused; with the
    /// operator's when the application's own are.
    ///
    /// [`ADMINISTRATIE`]: crate::settings::ADMINISTRATIE
    async fn connect(&self) -> Result<Connected>;

    /// The administration that the credentials in use open, asked for the sake of these books: the same
    /// ones when the credentials still open them, else which they open instead (G9). Unlike
    /// [`connect`](Self::connect) it need not prove the credentials anew; by default it does.
    ///
    /// # Errors
    /// As [`connect`](Self::connect).
    async fn administratie(&self, books: &Administratie) -> Result<Administratie> {
        Ok(self.connect().await?.administratie.unwrap_or_else(|| books.clone()))
    }

    /// Checks one setting against the vendor: 'Controleer' (E1). Only called for settings whose spec
    /// [asks the vendor](crate::settings::SettingSpec::asks_vendor), with a value of the right shape.
    ///
    /// # Errors
    /// Only when the check could not be made. A wrong value is [`CheckOutcome::Refused`].
    async fn check_setting(&self, check: &SettingCheck<'_>) -> Result<CheckOutcome>;

    /// One page of customers with their work addresses (B2, B10).
    ///
    /// Without [`ListRequest::since`] every active customer comes, in any order. With it everything
    /// changed since, inactive and no-longer customers included, marked
    /// [`actief: false`](crate::domain::Relatie::actief). Records may repeat.
    ///
    /// # Errors
    /// `Incomplete` when the vendor's listing moved under the reader beyond repair.
    async fn list_relaties(
        &self,
        books: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<RelatieRecord>>;

    /// One page of articles; as [`list_relaties`](Self::list_relaties). All groups come: which of
    /// them are kept is the engine's rule (B7).
    ///
    /// # Errors
    /// As [`list_relaties`](Self::list_relaties).
    async fn list_artikelen(
        &self,
        books: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<Artikel>>;

    /// Documents at the vendor that are this draft: by its reference, else by content (C22). Two or
    /// more mean that a person has to look.
    ///
    /// # Errors
    /// Any failure leaves the outcome unknown: nothing may be sent again.
    async fn find_document(&self, search: &DocumentSearch<'_>) -> Result<Vec<DocumentRef>>;

    /// Creates one document, in one request, without its PDFs unless the capabilities say that they
    /// travel together (C2, C23).
    ///
    /// # Errors
    /// `Unmappable` before anything is sent; `Rejected` when the vendor refuses; see the trait for
    /// the advice.
    async fn create_document(
        &self,
        draft: &InvoiceDraft,
        settings: &SettingsVersion,
    ) -> Result<Created>;

    /// The request body that [`create_document`](Self::create_document) would send, readable, without
    /// any call, and the warnings that creating would give without asking the vendor (G1).
    ///
    /// # Errors
    /// `Unmappable` as for creating.
    fn render_document(
        &self,
        draft: &InvoiceDraft,
        settings: &SettingsVersion,
    ) -> Result<RenderedDocument> {
        let _ = (draft, settings);
        Err(Error::unsupported("document.render"))
    }

    /// One page of article groups. Needs [`Capabilities::artikelgroepen`].
    ///
    /// # Errors
    /// As [`list_relaties`](Self::list_relaties).
    async fn list_artikelgroepen(
        &self,
        books: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<Artikelgroep>> {
        let _ = (books, request);
        Err(Error::unsupported("artikelgroepen.list"))
    }

    /// One page of the customers and articles that the vendor deleted, in any order; ids that Simon
    /// never had may be among them. Without [`ListRequest::since`] all that the vendor remembers.
    /// Needs [`Deletions::Feed`].
    ///
    /// # Errors
    /// As [`list_relaties`](Self::list_relaties).
    async fn list_deletions(
        &self,
        books: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<Deleted>> {
        let _ = (books, request);
        Err(Error::unsupported("deletions.list"))
    }

    /// One page of the vendor's documents of the kinds that Simon makes, at least those that were
    /// made at or after a moment and carry a reference of ours (G2). The more of the others come
    /// along, the better: a document is recognised by its id, too. Needs
    /// [`Capabilities::lists_documents`].
    ///
    /// # Errors
    /// As [`list_relaties`](Self::list_relaties).
    async fn list_documents(
        &self,
        books: &Administratie,
        request: &DocumentsRequest,
    ) -> Result<Page<FoundDocument>> {
        let _ = (books, request);
        Err(Error::unsupported("documents.list"))
    }

    /// Reads one customer; none when the vendor no longer has it, or has it as inactive. Needs
    /// [`Capabilities::read_by_id`].
    ///
    /// # Errors
    /// Any failure means that nothing is known about the customer.
    async fn read_relatie(
        &self,
        books: &Administratie,
        id: &RelatieId,
    ) -> Result<Option<RelatieRecord>> {
        let _ = (books, id);
        Err(Error::unsupported("relaties.read"))
    }

    /// Reads one article; as [`read_relatie`](Self::read_relatie).
    ///
    /// # Errors
    /// Any failure means that nothing is known about the article.
    async fn read_artikel(&self, books: &Administratie, id: &ArtikelId) -> Result<Option<Artikel>> {
        let _ = (books, id);
        Err(Error::unsupported("artikelen.read"))
    }

    /// The price agreed with a customer for this quantity; none when there is no agreement (C25).
    /// Needs [`Capabilities::klantprijzen`].
    ///
    /// # Errors
    /// Any failure postpones the document: a price is never guessed.
    async fn read_klantprijs(
        &self,
        books: &Administratie,
        klant: &RelatieId,
        artikel: &ArtikelId,
        aantal: Aantal,
    ) -> Result<Option<Prijs>> {
        let _ = (books, klant, artikel, aantal);
        Err(Error::unsupported("klantprijs.read"))
    }

    /// Makes the dossier that holds the PDFs of one document, and tells its id. Not safe to repeat: the
    /// engine looks for it first when the outcome is unknown. Needs [`PdfTransport::Dossier`] (C19, C23).
    ///
    /// # Errors
    /// See the trait.
    async fn create_dossier(&self, target: &PdfTarget<'_>) -> Result<String> {
        let _ = target;
        Err(Error::unsupported("dossier.create"))
    }

    /// The dossier of this document, when the vendor has it: of an attempt that began at this moment, by
    /// our clock. Needs [`PdfTransport::Dossier`].
    ///
    /// # Errors
    /// Any failure leaves the outcome unknown.
    async fn find_dossier(
        &self,
        target: &PdfTarget<'_>,
        attempted_at: DateTime<Utc>,
    ) -> Result<Option<String>> {
        let _ = (target, attempted_at);
        Err(Error::unsupported("dossier.find"))
    }

    /// Attaches one PDF, safe to repeat after it was found missing. Needs [`PdfTransport::Step`] or
    /// [`PdfTransport::Dossier`] (C19, C23).
    ///
    /// # Errors
    /// See the trait.
    async fn attach_pdf(&self, target: &PdfTarget<'_>, pdf: &Pdf) -> Result<()> {
        let _ = (target, pdf);
        Err(Error::unsupported("pdf.attach"))
    }

    /// Whether this PDF is there already. Needs [`PdfTransport::Step`] or [`PdfTransport::Dossier`].
    ///
    /// # Errors
    /// Any failure leaves the outcome unknown.
    async fn has_pdf(&self, target: &PdfTarget<'_>, pdf: &Pdf) -> Result<bool> {
        let _ = (target, pdf);
        Err(Error::unsupported("pdf.find"))
    }

    /// One page of orders or quotes, closed ones included (D). With
    /// [`ListRequest::without_details`] they may come without customer, lines and texts. Needs the kind
    /// among [`Capabilities::orders`].
    ///
    /// # Errors
    /// As [`list_relaties`](Self::list_relaties).
    async fn list_orders(
        &self,
        books: &Administratie,
        soort: OrderSoort,
        request: &ListRequest,
    ) -> Result<Page<VendorOrder>> {
        let _ = (books, soort, request);
        Err(Error::unsupported("orders.list"))
    }

    /// Appends the mark to an order's description and leaves everything else as it is; an order that
    /// has the mark already is left alone (D6). Safe to repeat. Needs [`Capabilities::mark_order`].
    ///
    /// # Errors
    /// `Unavailable` with `Backoff` when somebody changed the order meanwhile.
    async fn mark_order(
        &self,
        books: &Administratie,
        order: &OrderRef,
        markering: &str,
    ) -> Result<Marked> {
        let _ = (books, order, markering);
        Err(Error::unsupported("orders.mark"))
    }

    /// Where the user logs in at the vendor (A3). Begins a login: the state that must come back is
    /// kept in the token store. Needs [`Capabilities::browser_login`].
    ///
    /// # Errors
    /// `Config` when the application's own credentials are missing.
    async fn login_url(&self) -> Result<String> {
        Err(Error::unsupported("login.url"))
    }

    /// Whether an address belongs to the login that was begun last, without ending it and without a
    /// call: the engine asks before it lets go of what is under way. Needs
    /// [`Capabilities::browser_login`].
    ///
    /// # Errors
    /// As [`log_in`](Self::log_in).
    async fn check_login(&self, redirect: &str) -> Result<()> {
        let _ = redirect;
        Err(Error::unsupported("login.exchange"))
    }

    /// Ends the login with the whole address that the vendor sent the browser back to: the state is
    /// compared, the code exchanged, the tokens stored. Needs [`Capabilities::browser_login`].
    ///
    /// # Errors
    /// `InvalidInput` when the address does not belong to the login that was begun last;
    /// `Unauthenticated` when the user refused or the vendor does not take the code.
    async fn log_in(&self, redirect: &str) -> Result<()> {
        let _ = redirect;
        Err(Error::unsupported("login.exchange"))
    }

    /// Where the vendor's call budget of these books stands (G4), with the endpoints that are left alone
    /// because of failures; none for a vendor without limits. No call is made.
    ///
    /// # Errors
    /// `Host` when the budget cannot be read.
    async fn call_gauge(&self, books: &Administratie) -> Result<Option<Gauge>> {
        let _ = books;
        Ok(None)
    }

    /// Forgets and, where the vendor can, revokes the credentials (A7).
    ///
    /// # Errors
    /// Any failure leaves the credentials as they were.
    async fn disconnect(&self) -> Result<()> {
        Err(Error::unsupported("disconnect"))
    }
}

const _: fn(&dyn AccountingConnector) = |_| ();
