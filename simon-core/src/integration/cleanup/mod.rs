//! The clean-up: what the vendor deleted or made inactive, and what was made in Simon itself, goes
//! (B4). It never acts on a listing that did not arrive whole, never removes what it did not confirm
//! to be gone, and asks before it removes much (B5).
//!
//! ```text
//! deletions feed without a gap ─► read it, read the changes ─► walk the store    (walk.rs)
//! otherwise, and once a month  ─► list everything, compare, confirm absences     (compare.rs)
//! ```

mod compare;
mod guard;
mod question;
mod walk;

pub use question::{CleanUpQuestion, Leaver};

use tracing::Instrument;

use super::Integration;
use super::fetch::{FeedReport, Progress, Run, Slice, log_tabel, tabel_naam};
use super::measure::feed_span;
use super::records::Rows;
use super::schedule::End;
use crate::connector::Deletions;
use crate::domain::{Artikel, ArtikelId, Herkomst, Relatie, RelatieId};
use crate::error::{ErrorKind, Result};
use crate::host::{Change, Feed, FeedState, IntegrationState, Job, Pass, Tabel, Tellingen};
use crate::log::{LogLine, LogTabel, Soort};
use crate::message::Message;
use crate::rules::selection;
use crate::settings::SettingsVersion;

const BATCH: usize = 500;

/// Also where the vendor tells its deletions, whole listings are compared this often, so that nothing
/// stays missed for longer (P10).
const COMPARE_AFTER: chrono::Duration = chrono::Duration::days(30);

/// How a clean-up is asked for.
#[derive(Debug, Clone, Copy)]
struct Demand {
    /// What a person allowed.
    consent: Consent,
    /// Compare whole listings also where the deletions feed would do.
    wholly: bool,
    /// One table instead of all.
    only: Option<Feed>,
    slice: Option<Slice>,
}

impl Demand {
    const fn of(force: bool) -> Self {
        let consent = if force { Consent::Any } else { Consent::None };
        Self { consent, wholly: false, only: None, slice: None }
    }
}

/// How many removals a person allowed before the clean-up began.
#[derive(Debug, Clone, Copy)]
enum Consent {
    /// Those that the guard of B5 lets pass.
    None,
    /// As many as the person saw.
    UpTo(u64),
    Any,
}

/// What cleaning up one table came to.
enum Outcome {
    /// Its share of time was up.
    TimeUp,
    /// The guard of B5 stopped it before so many removals.
    Stopped(Tellingen, u64),
    Done(Tellingen),
}

impl Integration {
    /// Removes what the vendor no longer has, or has as inactive, and what was made in Simon (B4).
    ///
    /// Where the vendor tells its deletions, that feed and the changes are read and the store is walked;
    /// otherwise, once a month, and whenever deletions may have been missed, the whole listings of
    /// customers and articles are compared with the store. Article groups always are. A comparison also
    /// repairs: what the listing has and the store lacks is added. A customer or article that was deleted
    /// and made again under its old id stays, with its users' work addresses.
    ///
    /// With `force` it also acts when the guard of B5 would stop it, on any table and whatever their
    /// number; [`approve_clean_up`](Integration::approve_clean_up) is the narrower word. At its end it forgets the lines of
    /// the log that are older than [`Options::log_dagen`](super::Options::log_dagen).
    ///
    /// # Errors
    /// As [`fetch`](Integration::fetch). A stopped clean-up is a [`FeedReport::stopped_at`], a fault in
    /// the log and a [question](Integration::clean_up_questions).
    pub async fn clean_up(&self, force: bool, progress: &dyn Progress) -> Result<Vec<FeedReport>> {
        let begun = self.now();
        let reports = self.clean_up_within(force, None, progress).await?;
        self.note_run(Job::CleanUp, begun, End::of_feeds(&reports)).await?;
        Ok(reports)
    }

    /// As [`clean_up`](Self::clean_up), but compares whole listings whatever the vendor tells: the audit
    /// of whether the store is complete (P10).
    ///
    /// # Errors
    /// As [`clean_up`](Self::clean_up).
    pub async fn clean_up_wholly(
        &self,
        force: bool,
        progress: &dyn Progress,
    ) -> Result<Vec<FeedReport>> {
        self.clean_all(Demand { wholly: true, ..Demand::of(force) }, progress).await
    }

    /// As [`clean_up`](Self::clean_up), in shares of time: it stops after the page under way when one is
    /// up, and the next goes on from there ([`FeedReport::vervolgt`]). Fetches may run in between. For
    /// the schedule it is no run of the job.
    ///
    /// # Errors
    /// As [`clean_up`](Self::clean_up).
    pub async fn clean_up_within(
        &self,
        force: bool,
        slice: Option<Slice>,
        progress: &dyn Progress,
    ) -> Result<Vec<FeedReport>> {
        self.clean_all(Demand { slice, ..Demand::of(force) }, progress).await
    }

    async fn clean_all(&self, demand: Demand, progress: &dyn Progress) -> Result<Vec<FeedReport>> {
        let reports = self.measured(Job::CleanUp, self.clean_feeds(demand, progress)).await;
        self.measure_removed(&reports);
        reports
    }

    async fn clean_feeds(
        &self,
        demand: Demand,
        progress: &dyn Progress,
    ) -> Result<Vec<FeedReport>> {
        let (mut state, settings) = self.working().await?;
        let read = self.read_deletions(&mut state, &settings, demand, progress).await?;
        let mut go_on = read.as_ref().is_none_or(|(_, go_on)| *go_on);
        let mut reports: Vec<FeedReport> = read.into_iter().map(|(report, _)| report).collect();
        let failed = reports.iter().any(|report| report.error.is_some());
        for feed in [Feed::Relaties, Feed::Artikelgroepen, Feed::Artikelen] {
            let wanted = demand.only.is_none_or(|only| only == feed);
            if !go_on || !wanted || !self.offers(feed) {
                continue;
            }
            let mut run = self.run(&mut state, &settings, feed, false, progress).await?;
            run.slice = demand.slice;
            let walks = !demand.wholly && self.misses_nothing(&run.feed).await?;
            if run.is_done(run.feed.laatste_schoonmaak, self.now()) || (walks && failed) {
                continue;
            }
            let cleaned = self.clean_feed(&mut run, demand, walks);
            let outcome = cleaned.instrument(feed_span(feed)).await;
            let stopped_at = match &outcome {
                Ok(Outcome::Stopped(_, missing)) => Some(*missing),
                _ => None,
            };
            let tellingen = outcome.map(|outcome| match outcome {
                Outcome::TimeUp => None,
                Outcome::Stopped(tellingen, _) | Outcome::Done(tellingen) => Some(tellingen),
            });
            let (mut report, next) = self.close_run(run, tellingen).await?;
            report.stopped_at = stopped_at;
            reports.push(report);
            go_on = next;
        }
        if go_on {
            self.forget_old_log(state.epoch).await?;
        }
        Ok(reports)
    }

    /// Reads the vendor's deletions to their end, so that the store knows them. None when it has no
    /// such feed.
    async fn read_deletions(
        &self,
        state: &mut IntegrationState,
        settings: &SettingsVersion,
        demand: Demand,
        progress: &dyn Progress,
    ) -> Result<Option<(FeedReport, bool)>> {
        if !self.offers(Feed::Verwijderingen) {
            return Ok(None);
        }
        let mut run = self.run(state, settings, Feed::Verwijderingen, false, progress).await?;
        run.slice = demand.slice;
        let outcome = self.fetch_feed(&mut run).await;
        self.close_run(run, outcome).await.map(Some)
    }

    /// Whether the deletions tell all that disappeared from a table since it was last compared, and that
    /// is not too long ago.
    async fn misses_nothing(&self, table: &FeedState) -> Result<bool> {
        let capabilities = &self.info().capabilities;
        let told = matches!(capabilities.deletions, Deletions::Feed { .. })
            && capabilities.incremental
            && matches!(table.feed, Feed::Relaties | Feed::Artikelen);
        if !told {
            return Ok(false);
        }
        let deletions = self.ports.store.feed(&self.id, Feed::Verwijderingen).await?;
        let since = table.sluitend_sinds.zip(deletions.sluitend_sinds);
        Ok(since.is_some_and(|(table, deletions)| {
            // Without a sign: a clock that was wrong must not put the comparison off for long.
            deletions <= table && (self.now() - table).abs() < COMPARE_AFTER
        }))
    }

    async fn clean_feed(&self, run: &mut Run<'_>, demand: Demand, walks: bool) -> Result<Outcome> {
        self.follow_dates(run).await?;
        self.prove_books(run.state).await?;
        if walks && let Some(outcome) = self.clean_by_walking(run, demand).await? {
            return Ok(outcome);
        }
        self.clean_by_comparing(run, demand).await
    }

    /// Asks the vendor for one record that is about to go. None when it has it no longer, has it as
    /// inactive, or never had it because a user made it.
    async fn still_there(&self, run: &Run<'_>, id: &str) -> Result<Option<Rows>> {
        let books = &run.settings.administratie;
        match tabel(run.feed.feed) {
            Tabel::Relaties => {
                let id = RelatieId::new(id)?;
                if id.herkomst() != Herkomst::Vendor {
                    return Ok(None);
                }
                let found = self.connector.read_relatie(books, &id).await?;
                let lives = |klant: &Relatie| self.lives(klant.actief, klant.geldig);
                let found = found.filter(|found| lives(&found.relatie));
                Ok(found.map(|found| Rows::Relaties(vec![found])))
            }
            Tabel::Artikelen => {
                let id = ArtikelId::new(id)?;
                if id.herkomst() != Herkomst::Vendor {
                    return Ok(None);
                }
                let found = self.connector.read_artikel(books, &id).await?;
                let lives = |found: &Artikel| self.lives(found.actief, found.geldig);
                let found =
                    found.filter(|found| lives(found) && selection::keeps(found, run.settings));
                Ok(found.map(|found| Rows::Artikelen(vec![found])))
            }
            _ => Ok(None),
        }
    }

    /// What is done with a record in place of removing it; none when it is gone. Of one that cannot be
    /// read nothing is known: it stays, and the others need not wait for it (B13).
    async fn instead_of_removing(
        &self,
        run: &mut Run<'_>,
        id: &str,
    ) -> Result<Option<Vec<Change>>> {
        match self.still_there(run, id).await {
            Ok(Some(found)) => self.keep(run, found).await.map(Some),
            Err(error) if error.kind() == ErrorKind::Decode => Ok(Some(Vec::new())),
            Ok(None) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Stores a record that proved to be there after all, as the vendor has it now.
    async fn keep(&self, run: &mut Run<'_>, rows: Rows) -> Result<Vec<Change>> {
        let mut pass = Pass::new(run.feed.laatste_run, None, true, self.now());
        self.take_rows(run, &mut pass, rows).await
    }

    /// Stores changes of records, unless the same feed was written since this run last wrote it: a fetch
    /// in another process may just have brought what is about to go (P14).
    pub(super) async fn commit_with_feed(
        &self,
        run: &mut Run<'_>,
        mut changes: Vec<Change>,
    ) -> Result<()> {
        changes.push(Change::Feed(run.feed.clone()));
        self.commit(Some(run.state.epoch), changes).await?;
        run.feed.versie += 1;
        Ok(())
    }

    fn removal(
        &self,
        settings: &SettingsVersion,
        tabel: Tabel,
        id: String,
        code: &str,
    ) -> Vec<Change> {
        let (log_tabel, message) = match tabel {
            Tabel::Relaties => (LogTabel::Klant, "schoonmaak-klant-verwijderd"),
            Tabel::Artikelgroepen => (LogTabel::Artikelgroep, "schoonmaak-groep-verwijderd"),
            _ => (LogTabel::Artikel, "schoonmaak-artikel-verwijderd"),
        };
        let name = if code.is_empty() { id.as_str() } else { code };
        let line = LogLine::new(Soort::Info, log_tabel, Message::new(message).with("code", name));
        let mut changes = vec![self.log(line.with_record(name))];
        if tabel == Tabel::Artikelgroepen {
            changes.extend(self.selected_group_is_gone(settings, &id, name));
        }
        changes.push(Change::Remove(tabel, id));
        changes
    }

    async fn removed(
        &self,
        run: &mut Run<'_>,
        mut tellingen: Tellingen,
        records: u64,
    ) -> Result<Outcome> {
        tellingen.verwijderd = records;
        let message = Message::new("schoonmaak-klaar")
            .with("tabel", tabel_naam(run.feed.feed))
            .with("aantal", records);
        self.end_clean_up(run, LogLine::new(Soort::Info, log_tabel(run.feed.feed), message))
            .await?;
        Ok(Outcome::Done(tellingen))
    }

    async fn end_clean_up(&self, run: &mut Run<'_>, line: LogLine) -> Result<()> {
        run.feed.laatste_schoonmaak = Some(self.now());
        run.feed.schoonmaak = None;
        let changes = vec![Change::Feed(run.feed.clone()), self.log(line)];
        self.commit(Some(run.state.epoch), changes).await?;
        run.feed.versie += 1;
        Ok(())
    }

    /// Ledger and orders have no age: only lines of the log are forgotten.
    async fn forget_old_log(&self, epoch: u64) -> Result<()> {
        let Some(dagen) = self.options.log_dagen else { return Ok(()) };
        let age = chrono::Duration::days(i64::from(dagen));
        let Some(before) = self.now().checked_sub_signed(age) else { return Ok(()) };
        match self.commit(Some(epoch), vec![Change::ForgetLog(before)]).await.map_err(Into::into) {
            // Switched off or saved meanwhile: the next clean-up forgets them.
            Err(error) if crate::Error::kind(&error) == ErrorKind::Cancelled => Ok(()),
            outcome => outcome,
        }
    }
}

const fn tabel(feed: Feed) -> Tabel {
    match feed {
        Feed::Artikelgroepen => Tabel::Artikelgroepen,
        Feed::Artikelen => Tabel::Artikelen,
        _ => Tabel::Relaties,
    }
}
