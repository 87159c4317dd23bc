//! Connectors with one defect each: the suite has to find every one of them, for the right reason.

use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};
use simon_core::connector::*;
use simon_core::domain::*;
use simon_core::host::{BudgetKey, Clock};
use simon_core::http::{
    ApiClient, ApiRequest, Effect, Runtime, VendorError, VendorProfile, decode,
};
use simon_core::settings::{CheckOutcome, SettingsVersion};
use simon_core::{Result, Retry};
use simon_testkit::Simulator;
use simon_testkit::conformance::{Harness, Listing, Seeded, VendorDocument};
use url::Url;

use crate::harness::Tiny;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Defect {
    RepeatsCreates,
    SaysThatNothingWasApplied,
    TakesAFailedLookUpForNothingFound,
    FindsOneOfTwo,
    CutsTheMemo,
    StopsAtAShortPage,
    TakesAFailureForTheEnd,
    NeverEnds,
    MovesTheWatermarkTooFar,
    ForgetsThatRecordsAreInactive,
    StopsAtABadRecord,
    PricesThroughFloats,
    MarksWithoutSayingSo,
    ShowsItsKey,
    LogsInForEachCall,
    RepeatsPdfs,
    PreviewsAnotherDocument,
    EndsThePeriodEarly,
    ForgetsADeletion,
    /// Not one: it attaches PDFs and tells its deletions, and as it should.
    Sound,
}

use Defect::*;

/// Molen with what the example leaves out: PDFs, and a feed of deletions.
static WITH_MORE: ConnectorInfo = {
    let mut info = crate::connector::INFO;
    let remembers = std::time::Duration::from_secs(3600 * 24);
    info.capabilities.deletions = Deletions::Feed { remembers };
    info.capabilities.pdf = PdfTransport::Step;
    info
};

trait Has: Send + Sync + 'static {
    const DEFECT: Defect;
}

/// The harness of the example's connector with a defect.
struct Broken<D>(Tiny, Deletion, PhantomData<D>);

/// What was deleted, in order.
type Deletion = Arc<Mutex<Vec<Deleted>>>;

impl<D: Has> Harness for Broken<D> {
    const CREATE: (&'static str, &'static str) = Tiny::CREATE;
    const TOKEN: Option<(&'static str, &'static str)> = Tiny::TOKEN;

    fn info() -> &'static ConnectorInfo {
        if matches!(D::DEFECT, RepeatsPdfs | ForgetsADeletion | Sound) {
            &WITH_MORE
        } else {
            Tiny::info()
        }
    }
    fn start(clock: Arc<dyn Clock>) -> Self {
        Self(Tiny::start(clock), Deletion::default(), PhantomData)
    }
    fn simulator(&self) -> Arc<dyn Simulator> {
        self.0.simulator()
    }
    fn connector(&self, base: &Url, runtime: Runtime) -> Arc<dyn AccountingConnector> {
        let inner = self.0.connector(base, runtime.clone());
        let another = (base.clone(), runtime, self.0.secrets().concat());
        let deleted = self.1.clone();
        Arc::new(Defective { inner, defect: D::DEFECT, another, deleted })
    }
    fn refusals(&self) -> Vec<String> {
        self.0.refusals()
    }
    fn secrets(&self) -> Vec<String> {
        self.0.secrets()
    }
    fn withdraw_credentials(&self) {
        self.0.withdraw_credentials();
    }
    fn expire_tokens(&self) {
        self.0.expire_tokens();
    }
    fn limit_page(&self, records: usize) {
        self.0.limit_page(records);
    }
    fn seed(&self, listing: Listing, nummer: usize, naam: &str) -> Seeded {
        self.0.seed(listing, nummer, naam)
    }
    fn seed_sparse(&self, listing: Listing, nummer: usize) -> Seeded {
        self.0.seed_sparse(listing, nummer)
    }
    fn seed_unreadable(&self, listing: Listing, nummer: usize) {
        self.0.seed_unreadable(listing, nummer);
    }
    fn rename(&self, listing: Listing, id: &str, naam: &str) {
        self.0.rename(listing, id, naam);
    }
    fn deactivate(&self, listing: Listing, id: &str) -> bool {
        self.0.deactivate(listing, id)
    }
    fn delete(&self, listing: Listing, id: &str) {
        let deleted = match listing {
            Listing::Relaties => Deleted::Relatie(RelatieId::new(id).unwrap()),
            _ => Deleted::Artikel(ArtikelId::new(id).unwrap()),
        };
        self.1.lock().unwrap().push(deleted);
        self.0.delete(listing, id);
    }
    fn set_price(&self, artikel: &str, prijs: Decimal) {
        self.0.set_price(artikel, prijs);
    }
    fn draft(&self, nummer: &str) -> (InvoiceDraft, SettingsVersion) {
        self.0.draft(nummer)
    }
    fn documents(&self, referentie: &Referentie) -> Vec<VendorDocument> {
        self.0.documents(referentie)
    }
    fn document_count(&self) -> usize {
        self.0.document_count()
    }
    fn copy_document(&self, id: &str) {
        self.0.copy_document(id);
    }
}

struct Defective {
    inner: Arc<dyn AccountingConnector>,
    defect: Defect,
    /// What it takes to build another connector, and the key.
    another: (Url, Runtime, String),
    deleted: Deletion,
}

impl fmt::Debug for Defective {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = if self.defect == ShowsItsKey { self.another.2.as_str() } else { "" };
        write!(f, "Defective({:?}, {key})", self.defect)
    }
}

impl Defective {
    fn spoil<T>(&self, page: Result<Page<T>>) -> Result<Page<T>> {
        let proof = Proof::EndSignal;
        let mut page = match page {
            Err(_) if self.defect == TakesAFailureForTheEnd => {
                return Ok(Page::new(Vec::new(), Next::End { proof, watermark: None }));
            }
            page => page?,
        };
        match (self.defect, &page.next) {
            (StopsAtAShortPage, Next::More(at)) if page.items.len() < 8 => {
                page.next = Next::End { proof, watermark: Some(at.clone()) };
            }
            (NeverEnds, Next::End { watermark: Some(at), .. }) => {
                page.next = Next::More(at.clone());
            }
            (MovesTheWatermarkTooFar, Next::End { .. }) => {
                let watermark = Some(Cursor("changes:999".to_owned()));
                page.next = Next::End { proof, watermark };
            }
            (StopsAtABadRecord, _) if !page.rejected.is_empty() => {
                return Err(simon_core::Error::new(simon_core::ErrorKind::Decode, "bad record"));
            }
            _ => {}
        }
        Ok(page)
    }

    /// Sends the PDF, or asks for the names of those that are there.
    async fn pdfs(&self, document: &DocumentRef, pdf: Option<&Pdf>) -> Result<Vec<String>> {
        let (base, runtime, _) = &self.another;
        let mut url = base.join(&format!("facturen/{}/pdfs", document.vendor_id)).unwrap();
        let request = match pdf {
            Some(pdf) => {
                url.query_pairs_mut().append_pair("naam", &pdf.naam);
                ApiRequest::new("pdf.attach", Effect::Create, http::Method::POST, url)
                    .body("application/pdf", pdf.inhoud.clone())
            }
            _ => ApiRequest::get("pdf.find", url),
        };
        let key = BudgetKey("molen".to_owned());
        let profile = VendorProfile::new("molen", key, |_| VendorError::default());
        let client = ApiClient::new(profile, None, runtime.clone());
        decode::json(&client.send(request).await?)
    }

    /// A connector that does not share its login.
    fn stranger(&self) -> Arc<dyn AccountingConnector> {
        let (base, runtime, key) = &self.another;
        let mut runtime = runtime.clone();
        runtime.tokens = Arc::new(simon_core::memory::MemoryTokens::default());
        let key = key.clone().into();
        Arc::new(crate::connector::Molen::new(base.as_str(), key, runtime).unwrap())
    }
}

#[async_trait]
impl AccountingConnector for Defective {
    fn info(&self) -> &'static ConnectorInfo {
        self.inner.info()
    }
    fn calls_made(&self) -> u64 {
        self.inner.calls_made()
    }
    async fn connect(&self) -> Result<Connected> {
        self.inner.connect().await
    }
    async fn check_setting(&self, check: &SettingCheck<'_>) -> Result<CheckOutcome> {
        self.inner.check_setting(check).await
    }
    async fn list_relaties(
        &self,
        books: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<RelatieRecord>> {
        let page = match self.defect {
            LogsInForEachCall => self.stranger().list_relaties(books, request).await,
            _ => self.inner.list_relaties(books, request).await,
        };
        let mut page = self.spoil(page)?;
        if self.defect == ForgetsThatRecordsAreInactive {
            page.items.iter_mut().for_each(|record| record.relatie.actief = true);
        }
        Ok(page)
    }
    async fn list_artikelen(
        &self,
        books: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<Artikel>> {
        let mut page = self.spoil(self.inner.list_artikelen(books, request).await)?;
        if self.defect == PricesThroughFloats {
            for prijs in page.items.iter_mut().filter_map(|artikel| artikel.verkoopprijs.as_mut()) {
                prijs.bedrag.0 = Decimal::from_f64(prijs.bedrag.0.to_f64().unwrap()).unwrap();
            }
        }
        Ok(page)
    }
    async fn list_deletions(
        &self,
        books: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<Deleted>> {
        if !matches!(self.defect, ForgetsADeletion | Sound) {
            return self.inner.list_deletions(books, request).await;
        }
        let deleted = self.deleted.lock().unwrap();
        let place = request.resume.as_ref().or(request.since.as_ref());
        let start: usize = place.map_or(0, |cursor| cursor.0.parse().unwrap());
        let end = (start + 5).min(deleted.len());
        let at = Cursor(end.to_string());
        let next = match end < deleted.len() {
            true => Next::More(at),
            false => Next::End { proof: Proof::EndSignal, watermark: Some(at) },
        };
        let forgotten = usize::from(self.defect == ForgetsADeletion && end > start);
        let rows = deleted.iter().take(end).skip(start + forgotten);
        Ok(Page::new(rows.cloned().collect(), next))
    }
    async fn find_document(&self, search: &DocumentSearch<'_>) -> Result<Vec<DocumentRef>> {
        let found = self.inner.find_document(search).await;
        match self.defect {
            TakesAFailedLookUpForNothingFound => Ok(found.unwrap_or_default()),
            FindsOneOfTwo => found.map(|found| found.into_iter().take(1).collect()),
            _ => found,
        }
    }
    async fn create_document(
        &self,
        draft: &InvoiceDraft,
        settings: &SettingsVersion,
    ) -> Result<Created> {
        let mut draft = draft.clone();
        if self.defect == CutsTheMemo {
            draft.memo = draft.memo.map(|memo| memo.chars().take(10).collect());
        }
        let created = self.inner.create_document(&draft, settings).await;
        let uncertain = created.as_ref().is_err_and(|error| error.retry() == Retry::CheckFirst);
        match self.defect {
            RepeatsCreates if uncertain => self.inner.create_document(&draft, settings).await,
            SaysThatNothingWasApplied => created.map_err(|error| error.with_retry(Retry::Backoff)),
            _ => created,
        }
    }
    fn render_document(
        &self,
        draft: &InvoiceDraft,
        settings: &SettingsVersion,
    ) -> Result<RenderedDocument> {
        let mut draft = draft.clone();
        if self.defect == PreviewsAnotherDocument {
            draft.memo = None;
        }
        self.inner.render_document(&draft, settings)
    }
    async fn list_documents(
        &self,
        books: &Administratie,
        request: &DocumentsRequest,
    ) -> Result<Page<FoundDocument>> {
        let mut page = self.inner.list_documents(books, request).await?;
        if self.defect == EndsThePeriodEarly {
            page.next = Next::End { proof: Proof::EndSignal, watermark: None };
        }
        Ok(page)
    }
    async fn read_relatie(
        &self,
        books: &Administratie,
        id: &RelatieId,
    ) -> Result<Option<RelatieRecord>> {
        self.inner.read_relatie(books, id).await
    }
    async fn read_artikel(&self, books: &Administratie, id: &ArtikelId) -> Result<Option<Artikel>> {
        self.inner.read_artikel(books, id).await
    }
    async fn attach_pdf(&self, target: &PdfTarget<'_>, pdf: &Pdf) -> Result<()> {
        let attached = match self.defect {
            RepeatsPdfs | Sound => self.pdfs(target.document, Some(pdf)).await,
            _ => return self.inner.attach_pdf(target, pdf).await,
        };
        match attached {
            Err(_) if self.defect == RepeatsPdfs => {
                self.pdfs(target.document, Some(pdf)).await.map(drop)
            }
            attached => attached.map(drop),
        }
    }
    async fn has_pdf(&self, target: &PdfTarget<'_>, pdf: &Pdf) -> Result<bool> {
        match self.defect {
            RepeatsPdfs | Sound => Ok(self.pdfs(target.document, None).await?.contains(&pdf.naam)),
            _ => self.inner.has_pdf(target, pdf).await,
        }
    }
    async fn mark_order(
        &self,
        books: &Administratie,
        order: &OrderRef,
        mark: &str,
    ) -> Result<Marked> {
        match self.defect {
            MarksWithoutSayingSo => Ok(Marked::Marked),
            _ => self.inner.mark_order(books, order, mark).await,
        }
    }
}

/// `test name: defect => check that has to fail, "and with what words";`
macro_rules! found {
    ($($test:ident: $defect:ident => $module:ident :: $check:ident, $words:literal;)*) => {$(
        #[test]
        #[should_panic(expected = $words)]
        fn $test() {
            struct It;
            impl Has for It {
                const DEFECT: Defect = $defect;
            }
            simon_testkit::conformance::$module::$check::<Broken<It>>();
        }
    )*};
}

found! {
    a_repeated_create_is_found: RepeatsCreates =>
        delivery::the_advice_about_a_create_is_honest_c22, "2 documents of one call";
    a_create_repeated_after_a_timeout_is_found: RepeatsCreates =>
        delivery::a_timeout_on_create_is_not_retried_c22, "created without an answer";
    dishonest_advice_is_found: SaysThatNothingWasApplied =>
        delivery::the_advice_about_a_create_is_honest_c22, "says that nothing was applied";
    dishonest_advice_makes_a_second_document: SaysThatNothingWasApplied =>
        delivery::no_fault_makes_a_second_document_or_loses_one_c22, "after the vendor processed";
    a_swallowed_look_up_is_found: TakesAFailedLookUpForNothingFound =>
        look_up::a_failed_look_up_is_never_nothing_found_c22, "a lost document";
    a_hidden_second_document_is_found: FindsOneOfTwo =>
        look_up::a_reference_finds_none_one_or_two_documents_c22_p17, "two documents carry";
    a_cut_text_is_found: CutsTheMemo =>
        documents::a_created_document_reads_back_as_the_draft, "Eerste regel";
    an_end_at_a_short_page_is_found: StopsAtAShortPage =>
        listing::a_page_size_smaller_than_asked_loses_nothing_p9, "ended by EndSignal";
    a_failure_taken_for_the_end_is_found: TakesAFailureForTheEnd =>
        interruptions::an_interrupted_listing_is_never_complete_g3, "says it is whole";
    an_endless_listing_is_found: NeverEnds =>
        listing::an_empty_account_is_a_proven_listing, "does not end";
    a_watermark_too_far_is_found: MovesTheWatermarkTooFar =>
        changes::an_incremental_read_brings_every_change, "Meteen erna";
    a_forgotten_inactive_record_is_found: ForgetsThatRecordsAreInactive =>
        changes::an_incremental_read_brings_every_change, "an inactive record is marked";
    a_fatal_bad_record_is_found: StopsAtABadRecord =>
        listing::an_unreadable_record_is_rejected_and_stops_nothing_b13, "bad record";
    a_forgotten_deletion_is_found: ForgetsADeletion =>
        deletions::what_was_deleted_shows_in_the_feed_of_deletions_p15, "a deletion is missing";
    a_deletion_that_is_lost_between_pages_is_found: ForgetsADeletion =>
        deletions::a_feed_of_deletions_goes_on_where_it_was_interrupted, "deletions arrived";
    a_price_through_floats_is_found: PricesThroughFloats =>
        listing::prices_arrive_exactly_c21, "a price changed";
    an_undeclared_operation_is_found: MarksWithoutSayingSo =>
        capabilities::undeclared_operations_are_unsupported_without_any_request, "mark_order";
    a_key_in_debug_is_found: ShowsItsKey =>
        secrets::secrets_show_in_no_debug_error_or_log_f6, "a secret shows";
    a_repeated_pdf_is_found: RepeatsPdfs =>
        delivery::a_pdf_is_attached_once_whatever_fails_c23, "after request 0 was processed";
    another_preview_is_found: PreviewsAnotherDocument =>
        documents::a_preview_is_exactly_what_is_sent_g1, "the preview is not what was sent";
    a_period_cut_short_is_found: EndsThePeriodEarly =>
        period::the_documents_of_a_period_are_all_listed_g2, "in pages of 1";
    a_login_for_each_call_is_found: LogsInForEachCall =>
        session::ten_calls_share_one_login, "left: 10";
}

#[test]
fn deletions_that_are_told_as_they_should_conform() {
    struct It;
    impl Has for It {
        const DEFECT: Defect = Sound;
    }
    use simon_testkit::conformance::deletions::*;
    what_was_deleted_shows_in_the_feed_of_deletions_p15::<Broken<It>>();
    a_feed_of_deletions_goes_on_where_it_was_interrupted::<Broken<It>>();
}

#[test]
fn pdfs_that_are_attached_as_they_should_conform() {
    struct It;
    impl Has for It {
        const DEFECT: Defect = Sound;
    }
    simon_testkit::conformance::delivery::a_pdf_is_attached_once_whatever_fails_c23::<Broken<It>>();
}
