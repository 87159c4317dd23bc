//! The clean-up: what the vendor deleted or made inactive, and what was made in Simon itself, goes
//! (B4). It never acts on a listing that did not arrive whole, never removes what it did not confirm
//! to be gone, and asks before it removes much (B5).

use tracing::Instrument;

use super::Integration;
use super::fetch::{FeedReport, Progress, Run, Slice, log_tabel, tabel_naam};
use super::measure::feed_span;
use crate::domain::{ArtikelId, RelatieId};
use crate::error::Result;
use crate::host::{Change, Feed, Job, Pass, Tabel, Tellingen, Unmarked};
use crate::log::{LogLine, LogTabel, Soort};
use crate::message::Message;
use crate::rules::selection;

/// Up to so many absences are confirmed one by one; more of them by a second whole listing.
const CONFIRM_SINGLY: u64 = 20;
const BATCH: usize = 500;

impl Integration {
    /// Compares the whole listings of customers, article groups and articles with the store and
    /// removes what the vendor no longer has. It also repairs: what the listing has and the store
    /// lacks is added.
    ///
    /// With `force` it also acts when the guard of B5 would stop it.
    ///
    /// # Errors
    /// As [`fetch`](Integration::fetch). A stopped clean-up is a [`FeedReport::stopped_at`] and a
    /// fault in the log.
    pub async fn clean_up(&self, force: bool, progress: &dyn Progress) -> Result<Vec<FeedReport>> {
        self.clean_up_within(force, None, progress).await
    }

    /// As [`clean_up`](Self::clean_up), in shares of time.
    pub(super) async fn clean_up_within(
        &self,
        force: bool,
        slice: Option<Slice>,
        progress: &dyn Progress,
    ) -> Result<Vec<FeedReport>> {
        let reports = self.measured(Job::CleanUp, self.clean_feeds(force, slice, progress)).await;
        self.measure_removed(&reports);
        reports
    }

    async fn clean_feeds(
        &self,
        force: bool,
        slice: Option<Slice>,
        progress: &dyn Progress,
    ) -> Result<Vec<FeedReport>> {
        let (mut state, settings) = self.working().await?;
        let mut reports = Vec::new();
        for feed in [Feed::Relaties, Feed::Artikelgroepen, Feed::Artikelen] {
            if !self.offers(feed) {
                continue;
            }
            let mut run = self.run(&mut state, &settings, feed, true, progress).await?;
            run.slice = slice;
            if run.is_done(run.feed.laatste_schoonmaak) {
                continue;
            }
            let mut stopped_at = None;
            let cleaned = self.clean_feed(&mut run, force, &mut stopped_at);
            let outcome = cleaned.instrument(feed_span(feed)).await;
            let (mut report, go_on) = self.close_run(run, outcome).await?;
            report.stopped_at = stopped_at;
            reports.push(report);
            if !go_on {
                break;
            }
        }
        Ok(reports)
    }

    async fn clean_feed(
        &self,
        run: &mut Run<'_>,
        force: bool,
        stopped_at: &mut Option<u64>,
    ) -> Result<Option<Tellingen>> {
        self.prove_books(run.state).await?;
        let tabel = tabel(run.feed.feed);
        self.begin_pass(run, true);
        let pass_number = run.feed.pass.as_ref().map_or(0, |pass| pass.run);
        let confirming = run.feed.pass.as_ref().is_some_and(|pass| pass.bevestigt);
        let Some(mut tellingen) = self.read_to_end(run).await? else { return Ok(None) };
        let store = &self.ports.store;
        let missing = store.count_unmarked(&self.id, tabel, pass_number).await?;
        let total = store.count(&self.id, tabel).await?;
        if !force && self.is_too_much(missing, total) {
            *stopped_at = Some(missing);
            let message = Message::new("schoonmaak-gestopt")
                .with("tabel", tabel_naam(run.feed.feed))
                .with("aantal", missing)
                .with("totaal", total);
            let line = LogLine::new(Soort::Fout, log_tabel(run.feed.feed), message);
            run.feed.laatste_schoonmaak = Some(self.now());
            let changes = vec![Change::Feed(run.feed.clone()), self.log(line)];
            self.commit(Some(run.state.epoch), changes).await?;
            run.feed.versie += 1;
            return Ok(Some(tellingen));
        }
        let singly = missing <= CONFIRM_SINGLY && self.info().capabilities.read_by_id;
        if missing > 0
            && !singly
            && !confirming
            && self.list_again(run, pass_number).await?.is_none()
        {
            return Ok(None);
        }
        tellingen.verwijderd = self.remove_unmarked(run, tabel, pass_number, singly).await?;
        self.end_clean_up(run, tellingen).await?;
        Ok(Some(tellingen))
    }

    fn is_too_much(&self, missing: u64, total: u64) -> bool {
        let share = total.saturating_mul(self.options.cleanup_percent);
        missing > self.options.cleanup_records && missing.saturating_mul(100) > share
    }

    /// A second whole listing under the same number: what neither of the two saw is gone.
    async fn list_again(&self, run: &mut Run<'_>, pass_number: u64) -> Result<Option<Tellingen>> {
        let mut pass = Pass::new(pass_number, None, true, self.now());
        pass.bevestigt = true;
        run.feed.pass = Some(pass);
        self.read_to_end(run).await
    }

    async fn remove_unmarked(
        &self,
        run: &Run<'_>,
        tabel: Tabel,
        pass_number: u64,
        confirm: bool,
    ) -> Result<u64> {
        let mut removed = 0;
        let mut after: Option<String> = None;
        loop {
            let store = &self.ports.store;
            let missing =
                store.unmarked(&self.id, tabel, pass_number, after.as_deref(), BATCH).await?;
            let Some(last) = missing.last() else { return Ok(removed) };
            after = Some(last.id.clone());
            let mut changes = Vec::new();
            for record in missing {
                if confirm && record.actief && self.still_there(run, tabel, &record).await? {
                    continue;
                }
                removed += 1;
                changes.push(self.log(removal(tabel, &record)));
                changes.push(Change::Remove(tabel, record.id));
            }
            self.commit(Some(run.state.epoch), changes).await?;
        }
    }

    /// Asks the vendor for one record that the listing lacked. Simon's own have no vendor to ask.
    async fn still_there(&self, run: &Run<'_>, tabel: Tabel, record: &Unmarked) -> Result<bool> {
        use crate::domain::Herkomst::Vendor;
        match tabel {
            Tabel::Relaties => {
                let id = RelatieId::new(record.id.as_str())?;
                if id.herkomst() != Vendor {
                    return Ok(false);
                }
                let found = self.connector.read_relatie(&id).await?;
                Ok(found.is_some_and(|found| found.relatie.actief))
            }
            Tabel::Artikelen => {
                let id = ArtikelId::new(record.id.as_str())?;
                if id.herkomst() != Vendor {
                    return Ok(false);
                }
                let found = self.connector.read_artikel(&id).await?;
                Ok(found.is_some_and(|found| selection::keeps(&found, run.settings)))
            }
            _ => Ok(false),
        }
    }

    async fn end_clean_up(&self, run: &mut Run<'_>, tellingen: Tellingen) -> Result<()> {
        run.feed.laatste_schoonmaak = Some(self.now());
        let message = Message::new("schoonmaak-klaar")
            .with("tabel", tabel_naam(run.feed.feed))
            .with("aantal", tellingen.verwijderd);
        let line = LogLine::new(Soort::Info, log_tabel(run.feed.feed), message);
        let changes = vec![Change::Feed(run.feed.clone()), self.log(line)];
        self.commit(Some(run.state.epoch), changes).await?;
        run.feed.versie += 1;
        Ok(())
    }
}

fn removal(tabel: Tabel, record: &Unmarked) -> LogLine {
    let (log_tabel, code) = match tabel {
        Tabel::Relaties => (LogTabel::Klant, "schoonmaak-klant-verwijderd"),
        Tabel::Artikelgroepen => (LogTabel::Artikelgroep, "schoonmaak-groep-verwijderd"),
        _ => (LogTabel::Artikel, "schoonmaak-artikel-verwijderd"),
    };
    let name = if record.code.is_empty() { &record.id } else { &record.code };
    LogLine::new(Soort::Info, log_tabel, Message::new(code).with("code", name)).with_record(name)
}

const fn tabel(feed: Feed) -> Tabel {
    match feed {
        Feed::Artikelgroepen => Tabel::Artikelgroepen,
        Feed::Artikelen => Tabel::Artikelen,
        _ => Tabel::Relaties,
    }
}
