//! Following the vendor: pages of changes into the store, each page and its cursor in one
//! transaction (B2, B6, B13, G3).

mod request;

pub use request::{FeedReport, FetchRequest, NoProgress, Progress, Slice};

use chrono::{DateTime, Utc};
use tracing::Instrument;

use crate::connector::{Deletions, DriftCount, ListRequest, Next, Page};
use crate::domain::Administratie;
use crate::error::{Actor, Error, ErrorKind, Result};
use crate::host::{Change, Feed, FeedState, IntegrationState, Job, Pass, Tellingen};
use crate::log::{LogLine, LogTabel, Soort};
use crate::message::Message;
use crate::settings::SettingsVersion;

use super::Integration;
use super::activation::fetches;
use super::drift::count_drift;
use super::loop_guard::notice_repeats;
use super::measure::feed_span;
use super::orders::takes_stock;
use super::passes::forgotten_place;
use super::records::Rows;
use super::schedule::End;

/// One run over one feed.
pub(super) struct Run<'a> {
    pub(super) state: &'a mut IntegrationState,
    pub(super) settings: &'a SettingsVersion,
    pub(super) feed: FeedState,
    pub(super) full: bool,
    /// Whether the user asked for orders from before the start, too.
    pub(super) existing_orders: bool,
    pub(super) progress: &'a dyn Progress,
    pub(super) slice: Option<Slice>,
    /// Whether its listing is a clean-up's.
    pub(super) cleanup: bool,
    /// What the pass counted so far (G5).
    afwijkingen: Vec<DriftCount>,
    calls_before: u64,
    calls_of_pass: u64,
}

impl Run<'_> {
    /// Its listing under way.
    pub(super) fn pass(&self) -> Option<&Pass> {
        self.feed.under_way(self.cleanup).as_deref()
    }

    /// Whether an earlier share of the same work ended this feed.
    pub(super) fn is_done(&self, ended: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
        self.slice.zip(ended).is_some_and(|(slice, ended)| slice.includes(ended, now))
    }
}

impl Integration {
    /// Fetches what changed at the vendor, or everything (B2, B3, G11).
    ///
    /// A feed that fails does not stop the others, unless the credentials were refused, the vendor's
    /// call limit is reached (and not only one endpoint is closed) or the integration was switched off
    /// meanwhile. Interrupt it at any point: the next run goes on after
    /// the last stored page.
    ///
    /// # Errors
    /// `InvalidInput` when the integration is not active; `Host` when the store fails. What went
    /// wrong at the vendor stands in the [reports](FeedReport::error).
    pub async fn fetch(
        &self,
        request: &FetchRequest,
        progress: &dyn Progress,
    ) -> Result<Vec<FeedReport>> {
        let begun = request.slice.map_or_else(|| self.now(), |slice| slice.begonnen);
        let reports = self.fetch_within(request, progress).await?;
        if request.feeds.is_empty() {
            self.note_run(Job::Fetch, begun, End::of_feeds(&reports)).await?;
        }
        Ok(reports)
    }

    /// As [`fetch`](Self::fetch), for a run that the schedule counts itself.
    pub(super) async fn fetch_within(
        &self,
        request: &FetchRequest,
        progress: &dyn Progress,
    ) -> Result<Vec<FeedReport>> {
        let reports = self.measured(Job::Fetch, self.fetch_feeds(request, progress)).await;
        self.measure_removed(&reports);
        reports
    }

    async fn fetch_feeds(
        &self,
        request: &FetchRequest,
        progress: &dyn Progress,
    ) -> Result<Vec<FeedReport>> {
        let (mut state, settings) = self.working().await?;
        let mut reports = Vec::new();
        for feed in Feed::ALL {
            let wanted = request.feeds.is_empty() || request.feeds.contains(&feed);
            if !wanted || !self.offers(feed) || !fetches(&settings.waarden, feed) {
                continue;
            }
            let mut run = self.run(&mut state, &settings, feed, request.full, progress).await?;
            run.slice = request.slice;
            if run.is_done(run.feed.laatste_einde, self.now()) {
                continue;
            }
            run.existing_orders = request.existing_orders && feed.order_soort().is_some();
            run.full |= run.existing_orders;
            let outcome = self.fetch_feed(&mut run).instrument(feed_span(feed)).await;
            let (report, go_on) = self.close_run(run, outcome).await?;
            reports.push(report);
            if !go_on {
                break;
            }
        }
        Ok(reports)
    }

    pub(super) async fn run<'a>(
        &self,
        state: &'a mut IntegrationState,
        settings: &'a SettingsVersion,
        feed: Feed,
        full: bool,
        progress: &'a dyn Progress,
    ) -> Result<Run<'a>> {
        let feed = self.ports.store.feed(&self.id, feed).await?;
        let calls_before = self.connector.calls_made();
        Ok(Run {
            state,
            settings,
            feed,
            full,
            existing_orders: false,
            progress,
            slice: None,
            cleanup: false,
            afwijkingen: Vec::new(),
            calls_before,
            calls_of_pass: 0,
        })
    }

    /// Turns a run into its report, and says whether the other feeds make sense.
    pub(super) async fn close_run(
        &self,
        mut run: Run<'_>,
        outcome: Result<Option<Tellingen>>,
    ) -> Result<(FeedReport, bool)> {
        let feed = run.feed.feed;
        let so_far = run.pass().map(|pass| pass.tellingen).unwrap_or_default();
        let mut report = FeedReport {
            feed,
            tellingen: Tellingen::default(),
            cursor: run.feed.hoogste_mutatie.clone(),
            error: None,
            stopped_at: None,
            vervolgt: false,
            alleen_deze: false,
            afwijkingen: std::mem::take(&mut run.afwijkingen),
        };
        match outcome {
            Ok(Some(tellingen)) => report.tellingen = tellingen,
            Ok(None) => (report.tellingen, report.vervolgt) = (so_far, true),
            Err(error) => {
                self.note_refusal(&error).await?;
                report.tellingen = so_far;
                if error.kind() == ErrorKind::Host {
                    return Err(error);
                }
                if !is_said_elsewhere(&error) {
                    self.note_failure(&run, &error).await?;
                }
                report.error = Some(error);
            }
        }
        let stops = match report.error.as_ref().map(Error::kind) {
            Some(ErrorKind::RateLimited) => {
                report.alleen_deze = self.waits_for_one_endpoint(run.state).await?;
                !report.alleen_deze
            }
            Some(kind) => {
                use ErrorKind::{Cancelled, InvalidInput, Unauthenticated};
                matches!(kind, Unauthenticated | Cancelled | InvalidInput)
            }
            None => false,
        };
        let go_on = !stops && !report.vervolgt;
        Ok((report, go_on))
    }

    /// Whether only an endpoint is left alone after failures: the others may be called.
    async fn waits_for_one_endpoint(&self, state: &IntegrationState) -> Result<bool> {
        let gauge = self.call_gauge(state).await?;
        Ok(gauge.is_some_and(|gauge| gauge.normal_from.is_none() && !gauge.endpoints.is_empty()))
    }

    pub(super) async fn fetch_feed(&self, run: &mut Run<'_>) -> Result<Option<Tellingen>> {
        self.follow_dates(run).await?;
        self.prove_books(run.state).await?;
        self.begin_pass(run, false);
        let tellingen = self.read_to_end(run).await?;
        tracing::debug!(feed = ?run.feed.feed, ?tellingen, "fetched");
        Ok(tellingen)
    }

    /// Reads pages until the listing's proven end, storing each with its cursor. None when the time was
    /// up before that.
    pub(super) async fn read_to_end(&self, run: &mut Run<'_>) -> Result<Option<Tellingen>> {
        run.calls_of_pass = run.pass().map_or(0, |pass| pass.tellingen.aanroepen);
        loop {
            let Some(pass) = run.pass().cloned() else {
                return Err(Error::new(ErrorKind::Unexpected, "no pass under way"));
            };
            let request = ListRequest {
                since: pass.since.clone(),
                resume: pass.resume.clone(),
                without_details: takes_stock(&run.feed, run.existing_orders),
            };
            let listed = self.list(run.feed.feed, &run.settings.administratie, &request).await;
            let (rows, page) = listed.map_err(|error| forgotten_place(error, &request))?;
            self.measure_drift(run.feed.feed, &page.drift);
            let total = page.total;
            let (tellingen, ended) = self.store_page(run, pass, rows, page).await?;
            run.progress.page(run.feed.feed, &tellingen, total);
            if ended {
                return Ok(Some(tellingen));
            }
            if run.slice.is_some_and(|slice| self.now() >= slice.until) {
                return Ok(None);
            }
        }
    }

    async fn list(
        &self,
        feed: Feed,
        books: &Administratie,
        request: &ListRequest,
    ) -> Result<(Rows, Page<()>)> {
        let connector = &self.connector;
        Ok(match feed {
            Feed::Relaties => {
                Rows::split(connector.list_relaties(books, request).await?, Rows::Relaties)
            }
            Feed::Artikelgroepen => Rows::split(
                connector.list_artikelgroepen(books, request).await?,
                Rows::Artikelgroepen,
            ),
            Feed::Artikelen => {
                Rows::split(connector.list_artikelen(books, request).await?, Rows::Artikelen)
            }
            Feed::Verwijderingen => {
                Rows::split(connector.list_deletions(books, request).await?, Rows::Deletions)
            }
            Feed::Verkooporders | Feed::Offertes => {
                let soort = feed.order_soort().unwrap_or(crate::domain::OrderSoort::Verkooporder);
                Rows::split(connector.list_orders(books, soort, request).await?, Rows::Orders)
            }
        })
    }

    async fn store_page(
        &self,
        run: &mut Run<'_>,
        mut pass: Pass,
        rows: Rows,
        page: Page<()>,
    ) -> Result<(Tellingen, bool)> {
        let state_before = run.state.clone();
        let before = pass.tellingen;
        let taken = self.take_rows(run, &mut pass, rows).await?;
        let mut feed = run.feed.clone();
        let mut changes = self.complaints(&mut feed, &mut pass, &page.rejected, &page.notes);
        count_drift(&mut pass.afwijkingen, page.drift);
        run.afwijkingen.clone_from(&pass.afwijkingen);
        if page.anew {
            changes.extend(self.begin_anew(&mut feed, &mut pass));
        }
        changes.extend(taken);
        if let Some(highest) = page.highest_mutation {
            let known = feed.hoogste_mutatie.get_or_insert_with(|| highest.clone());
            if highest > *known {
                *known = highest;
            }
        }
        pass.tellingen.aanroepen =
            run.calls_of_pass + self.connector.calls_made().saturating_sub(run.calls_before);
        let tellingen = pass.tellingen;
        let ended = matches!(page.next, Next::End { .. });
        match page.next {
            Next::More(cursor) => {
                notice_repeats(&mut pass.paginas, &mut pass.eerder, &cursor)?;
                pass.resume = Some(cursor);
                *feed.under_way_mut(run.cleanup) = Some(Box::new(pass));
            }
            Next::End { watermark, .. } => {
                changes.extend(self.end_of_pass(&feed, &pass));
                changes.extend(self.note_drift(&mut feed, &pass));
                super::complaints::forget_failures(&mut feed);
                self.end_pass(&mut feed, &pass, watermark);
            }
        }
        changes.push(Change::Feed(feed.clone()));
        if *run.state != state_before {
            changes.push(Change::State(run.state.clone()));
        }
        self.commit(Some(run.state.epoch), changes).await?;
        if *run.state != state_before {
            run.state.versie += 1;
        }
        feed.versie += 1;
        run.feed = feed;
        self.measure_page(run.feed.feed, &before, &tellingen);
        Ok((tellingen, ended))
    }

    fn end_of_pass(&self, feed: &FeedState, pass: &Pass) -> Option<Change> {
        let counts = pass.tellingen;
        let first = feed.watermark.is_none() && feed.laatste_einde.is_none();
        if feed.feed.order_soort().is_some() {
            return self.end_of_order_pass(feed, pass);
        }
        (first || counts.nieuw + counts.gewijzigd > 0).then(|| {
            let message = Message::new("ophalen-klaar")
                .with("tabel", tabel_naam(feed.feed))
                .with("ontvangen", counts.ontvangen)
                .with("nieuw", counts.nieuw)
                .with("gewijzigd", counts.gewijzigd)
                .with("ongewijzigd", counts.ongewijzigd)
                .with("overgeslagen", counts.overgeslagen);
            self.log(LogLine::new(Soort::Info, log_tabel(feed.feed), message))
        })
    }

    pub(super) fn offers(&self, feed: Feed) -> bool {
        let capabilities = &self.info().capabilities;
        match feed {
            Feed::Relaties | Feed::Artikelen => true,
            Feed::Artikelgroepen => capabilities.artikelgroepen,
            Feed::Verwijderingen => matches!(capabilities.deletions, Deletions::Feed { .. }),
            Feed::Verkooporders | Feed::Offertes => {
                feed.order_soort().is_some_and(|soort| capabilities.orders.contains(&soort))
            }
        }
    }
}

/// Refused credentials and other books have their own line in the log; a run that was cut off by a
/// deactivation needs none.
fn is_said_elsewhere(error: &Error) -> bool {
    let refused = error.kind() == ErrorKind::Unauthenticated && error.who() == Actor::User;
    refused || matches!(error.kind(), ErrorKind::Cancelled | ErrorKind::InvalidInput)
}

pub(super) fn count(records: usize) -> u64 {
    u64::try_from(records).unwrap_or(u64::MAX)
}

pub(super) const fn log_tabel(feed: Feed) -> LogTabel {
    match feed {
        Feed::Relaties => LogTabel::Klant,
        Feed::Verwijderingen => LogTabel::Integratie,
        Feed::Artikelgroepen => LogTabel::Artikelgroep,
        Feed::Artikelen => LogTabel::Artikel,
        Feed::Verkooporders | Feed::Offertes => LogTabel::Werkbon,
    }
}

/// The word for a feed in messages; the catalogue translates it.
pub(super) const fn tabel_naam(feed: Feed) -> &'static str {
    match feed {
        Feed::Relaties => "klanten",
        Feed::Verwijderingen => "verwijderingen",
        Feed::Artikelgroepen => "artikelgroepen",
        Feed::Artikelen => "artikelen",
        Feed::Verkooporders => "verkooporders",
        Feed::Offertes => "offertes",
    }
}
