//! A vendor without HTTP: what the engine sees of one, with books that tests can read.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use simon_core::connector::{
    AccountingConnector, Connected, ConnectorInfo, Created, Deleted, DocumentSearch,
    DocumentsRequest, FoundDocument, Gauge, ListRequest, Marked, Page, PdfTarget, RelatieRecord,
    RenderedDocument, SettingCheck,
};
use simon_core::domain::{
    Administratie, Adres, Artikel, ArtikelId, Artikelgroep, DocumentRef, InvoiceDraft, OrderRef,
    OrderSoort, Pdf, RelatieId, VendorOrder, Werkadres, WerkadresId,
};
use simon_core::message::Message;
use simon_core::settings::{CheckOutcome, Checked, SettingValue, SettingsVersion};
use simon_core::{Error, ErrorKind, Result, Retry};
use simon_testkit::simulated::Crash;

use super::books::{Books, Create};
use super::documents::document;
use super::offers::{ASKS_ADMINISTRATIE, INFO, KEEPS_DOSSIERS, LISTS_ONLY, TELLS_DELETIONS};

/// A handle on the vendor and, at once, the connector to it.
#[derive(Debug, Clone)]
pub(crate) struct Vendor {
    books: Arc<Mutex<Books>>,
    crash: Crash,
    info: &'static ConnectorInfo,
}

impl Vendor {
    /// Customer `k1`, articles `a1`, `reis`, `werk` and `vast`.
    pub(crate) fn new() -> Self {
        Self::like(&INFO)
    }

    /// A vendor that neither tells its deletions nor reads one record.
    pub(crate) fn listing_only() -> Self {
        Self::like(&LISTS_ONLY)
    }

    /// A vendor where one login opens `adm-1` and `adm-2`, of which the user chooses one by its number.
    pub(crate) fn asking_administratie() -> Self {
        let vendor = Self::like(&ASKS_ADMINISTRATIE);
        vendor.books().opens = vec!["adm-1".into(), "adm-2".into()];
        vendor
    }

    /// A vendor that tells what the login opens and has the setting as well.
    pub(crate) fn telling_and_asking() -> Self {
        Self::like(&ASKS_ADMINISTRATIE)
    }

    /// A vendor that keeps PDFs in dossiers.
    pub(crate) fn with_dossiers() -> Self {
        Self::like(&KEEPS_DOSSIERS)
    }

    /// A vendor with a feed of deletions.
    pub(crate) fn telling_deletions() -> Self {
        Self::like(&TELLS_DELETIONS)
    }

    pub(crate) fn like(info: &'static ConnectorInfo) -> Self {
        let books = Books { administratie: "adm-1".into(), page_size: 2, ..Books::default() };
        let vendor = Self { books: Arc::new(Mutex::new(books)), crash: Crash::never(), info };
        vendor.add_relatie("k1");
        for artikel in ["a1", "reis", "werk", "vast"] {
            vendor.add_artikel(artikel);
        }
        vendor
    }

    /// The same vendor, seen from a process that dies at one of its calls.
    pub(crate) fn seen_by(&self, crash: &Crash) -> Self {
        Self { books: Arc::clone(&self.books), crash: crash.clone(), info: self.info }
    }

    pub(crate) fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn add_relatie(&self, id: &str) {
        let relatie = simon_testkit::builders::relatie(id);
        let adres = Adres::new("Dorpsstraat 1", "1234 AB", "Utrecht");
        let own = WerkadresId::new(format!("{id}:vestiging")).unwrap();
        let werkadres = Werkadres::new(own, relatie.id.clone(), adres);
        self.put_relatie(RelatieRecord::new(relatie, vec![werkadres]));
    }

    pub(crate) fn put_relatie(&self, record: RelatieRecord) {
        let mut books = self.books();
        books.stamp += 1;
        let stamp = books.stamp;
        books.relaties.insert(record.relatie.id.as_str().to_owned(), (stamp, record));
    }

    pub(crate) fn add_artikel(&self, id: &str) {
        let mut books = self.books();
        books.stamp += 1;
        let stamp = books.stamp;
        books.artikelen.insert(id.to_owned(), (stamp, simon_testkit::builders::artikel(id)));
    }

    /// Deletes a customer, and says so in the feed of deletions.
    pub(crate) fn delete_relatie(&self, id: &str) {
        let mut books = self.books();
        books.stamp += 1;
        let deleted = (books.stamp, Deleted::Relatie(simon_testkit::builders::relatie_id(id)));
        books.deletions.push(deleted);
        books.relaties.remove(id);
    }

    pub(crate) fn add_order(&self, id: &str, omschrijving: &str) {
        let mut books = self.books();
        books.stamp += 1;
        let stamp = books.stamp;
        let order = OrderRef::new(OrderSoort::Verkooporder, id, id);
        let mut order = VendorOrder::new(order, omschrijving);
        order.klant = Some(simon_testkit::builders::relatie_id("k1"));
        books.orders.insert(id.to_owned(), (stamp, order));
    }

    pub(crate) fn next_create(&self, create: Create) {
        self.books().next_creates.push_back(create);
    }

    pub(crate) fn documents_of(&self, nummer: &str) -> usize {
        let books = self.books();
        books.documents.iter().filter(|draft| draft.werkbon.as_str() == nummer).count()
    }

    fn told(&self, operation: &'static str, books: Option<&Administratie>) {
        let books = books.map(|books| books.vendor_id.clone());
        self.books().told.push((operation, books));
    }
}

pub(crate) fn throttled(wait: Duration) -> Error {
    Error::new(ErrorKind::RateLimited, "too many calls").with_retry(Retry::After(wait))
}

pub(crate) fn lost(what: &str) -> Error {
    Error::new(ErrorKind::Timeout, what).with_retry(Retry::CheckFirst)
}

#[async_trait]
impl AccountingConnector for Vendor {
    fn info(&self) -> &'static ConnectorInfo {
        self.info
    }

    fn calls_made(&self) -> u64 {
        self.books().calls
    }

    async fn call_gauge(&self, _: &Administratie) -> Result<Option<Gauge>> {
        Ok(self.books().gauge.clone())
    }

    async fn connect(&self) -> Result<Connected> {
        let mut books = self.books();
        books.requests += 1;
        if books.unreachable {
            return Err(Error::new(ErrorKind::Unavailable, "no route").with_retry(Retry::Backoff));
        }
        if books.refuses_login {
            return Err(Error::new(ErrorKind::Unauthenticated, "credentials refused"));
        }
        Ok(books.connected())
    }

    async fn administratie(&self, books: &Administratie) -> Result<Administratie> {
        self.told("administratie", Some(books));
        let connected = self.connect().await?;
        Ok(connected.administratie.unwrap_or_else(|| self.books().opened_for(books)))
    }

    async fn check_login(&self, redirect: &str) -> Result<()> {
        let refused = || Error::new(ErrorKind::InvalidInput, "the redirect of no login");
        if redirect.is_empty() { Err(refused()) } else { Ok(()) }
    }

    /// The redirect names the administrations that the login opens.
    async fn log_in(&self, redirect: &str) -> Result<()> {
        let log_in = async {
            let mut books = self.books();
            if redirect == "refused" {
                return Err(Error::new(ErrorKind::Unauthenticated, "no consent"));
            }
            books.refuses_login = false;
            books.log_in(redirect);
            Ok(())
        };
        self.crash.port(log_in).await
    }

    async fn check_setting(&self, check: &SettingCheck<'_>) -> Result<CheckOutcome> {
        self.told(check.spec.key, check.books);
        self.books().requests += 1;
        let books = self.books();
        let SettingValue::Tekst(code) = check.value else {
            return Ok(CheckOutcome::Accepted(Box::new(books.groups_of(check))));
        };
        if check.spec.opens_others {
            return Ok(books.choose(code));
        }
        let found = books.artikelen.values().find(|(_, artikel)| artikel.code == *code);
        Ok(match found {
            Some((_, artikel)) => {
                let mut checked = Checked::named(&artikel.omschrijving);
                checked.artikel = Some(artikel.clone());
                CheckOutcome::Accepted(Box::new(checked))
            }
            None => CheckOutcome::Refused(Message::new("artikel-onbekend").with("code", code)),
        })
    }

    async fn list_relaties(
        &self,
        books: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<RelatieRecord>> {
        self.told("relaties", Some(books));
        let rows = |books: &Books| {
            let rows = books.relaties.iter();
            rows.map(|(id, (stamp, row))| (*stamp, id.clone(), row.clone())).collect()
        };
        self.crash.port(async { self.page("relaties", rows, request) }).await
    }

    async fn list_artikelen(
        &self,
        books: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<Artikel>> {
        self.told("artikelen", Some(books));
        let rows = |books: &Books| {
            let rows = books.artikelen.iter();
            rows.map(|(id, (stamp, row))| (*stamp, id.clone(), row.clone())).collect()
        };
        self.crash.port(async { self.page("artikelen", rows, request) }).await
    }

    async fn list_artikelgroepen(
        &self,
        books: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<Artikelgroep>> {
        self.told("artikelgroepen", Some(books));
        let page = async { self.page("artikelgroepen", Books::all_groups, request) };
        self.crash.port(page).await
    }

    async fn list_orders(
        &self,
        books: &Administratie,
        _: OrderSoort,
        request: &ListRequest,
    ) -> Result<Page<VendorOrder>> {
        self.told("verkooporders", Some(books));
        self.books().without_details.push(request.without_details);
        let rows = |books: &Books| {
            let rows = books.orders.iter();
            rows.map(|(id, (stamp, row))| (*stamp, id.clone(), row.clone())).collect()
        };
        self.crash.port(async { self.page("verkooporders", rows, request) }).await
    }

    async fn list_deletions(
        &self,
        books: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<Deleted>> {
        self.told("verwijderingen", Some(books));
        let rows = |books: &Books| {
            let rows = books.deletions.iter().enumerate();
            rows.map(|(at, (stamp, row))| (*stamp, at.to_string(), row.clone())).collect()
        };
        self.crash.port(async { self.page("verwijderingen", rows, request) }).await
    }

    async fn read_relatie(
        &self,
        books: &Administratie,
        id: &RelatieId,
    ) -> Result<Option<RelatieRecord>> {
        self.told("relatie", Some(books));
        self.books().reads += 1;
        if self.books().unreadable == Some(id.as_str()) {
            return Err(Error::new(ErrorKind::Decode, "a customer without a name"));
        }
        let found = self.books().relaties.get(id.as_str()).map(|(_, row)| row.clone());
        let meanwhile = self.books().meanwhile.0.take();
        if let Some(meanwhile) = meanwhile {
            meanwhile();
        }
        Ok(found)
    }

    async fn read_artikel(&self, books: &Administratie, id: &ArtikelId) -> Result<Option<Artikel>> {
        self.told("artikel", Some(books));
        Ok(self.books().artikelen.get(id.as_str()).map(|(_, row)| row.clone()))
    }

    async fn find_document(&self, search: &DocumentSearch<'_>) -> Result<Vec<DocumentRef>> {
        self.told("zoeken", Some(&search.settings.administratie));
        let look = async {
            let mut books = self.books();
            books.look_ups += 1;
            if books.lookup_fails {
                return Err(lost("look-up"));
            }
            let found = books.documents.iter().enumerate();
            let found = found.filter(|(_, draft)| draft.referentie == search.draft.referentie);
            Ok(found.map(|(index, _)| document(index)).collect())
        };
        self.crash.port(look).await
    }

    async fn create_document(
        &self,
        draft: &InvoiceDraft,
        settings: &SettingsVersion,
    ) -> Result<Created> {
        self.told("document", Some(&settings.administratie));
        let create = async {
            let mut books = self.books();
            books.requests += 1;
            if books.fails_on.as_deref() == Some(draft.werkbon.as_str()) {
                return Err(Error::new(ErrorKind::Unavailable, "fails on this one")
                    .with_retry(Retry::Backoff));
            }
            let how = books.next_creates.pop_front();
            match how {
                Some(Create::LoseRequest) => return Err(lost("request")),
                Some(Create::Refuse) => {
                    return Err(Error::new(ErrorKind::Rejected, "the vendor refuses"));
                }
                Some(Create::Unreachable) => {
                    return Err(Error::new(ErrorKind::Unavailable, "no connection")
                        .with_retry(Retry::Backoff));
                }
                Some(Create::Throttle(wait)) => return Err(throttled(wait)),
                Some(Create::SaysItExists) => {
                    books.documents.push(draft.clone());
                    return Err(Error::new(ErrorKind::AlreadyExists, "exists already"));
                }
                Some(Create::LoseAnswer) | None => books.documents.push(draft.clone()),
            }
            if how.is_some() {
                return Err(lost("answer"));
            }
            Ok(Created::new(document(books.documents.len() - 1)))
        };
        self.crash.port(create).await
    }

    fn render_document(
        &self,
        draft: &InvoiceDraft,
        _: &SettingsVersion,
    ) -> Result<RenderedDocument> {
        self.render(draft)
    }

    async fn list_documents(
        &self,
        books: &Administratie,
        request: &DocumentsRequest,
    ) -> Result<Page<FoundDocument>> {
        self.told("documenten", Some(books));
        self.documents_page(request)
    }

    async fn create_dossier(&self, target: &PdfTarget<'_>) -> Result<String> {
        self.told("dossier", Some(&target.settings.administratie));
        self.crash.port(async { self.books().make_dossier(target) }).await
    }

    async fn find_dossier(
        &self,
        target: &PdfTarget<'_>,
        attempted_at: DateTime<Utc>,
    ) -> Result<Option<String>> {
        let look = async { Ok(self.books().seen_dossier(target, attempted_at)) };
        self.crash.port(look).await
    }

    async fn attach_pdf(&self, target: &PdfTarget<'_>, pdf: &Pdf) -> Result<()> {
        self.told("pdf", Some(&target.settings.administratie));
        self.crash.port(async { self.books().add_pdf(target, pdf) }).await
    }

    async fn has_pdf(&self, target: &PdfTarget<'_>, pdf: &Pdf) -> Result<bool> {
        self.crash.port(async { Ok(self.books().shows_pdf(target, pdf)) }).await
    }

    async fn mark_order(&self, books: &Administratie, order: &OrderRef, _: &str) -> Result<Marked> {
        self.told("markering", Some(books));
        let mark = async {
            let mut books = self.books();
            if books.marked.contains(&order.vendor_id) {
                return Ok(Marked::Already);
            }
            books.marked.push(order.vendor_id.clone());
            Ok(Marked::Marked)
        };
        self.crash.port(mark).await
    }
}
