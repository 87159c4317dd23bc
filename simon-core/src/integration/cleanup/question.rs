//! The question of a clean-up that stopped, and a person's answer (B5).

use chrono::{DateTime, Utc};

use super::{Consent, Demand, tabel};
use crate::error::{Error, ErrorKind, Result};
use crate::host::{
    Change, CommitError, Feed, FeedState, Record, Schoonmaakvraag, Select, Unmarked,
};
use crate::integration::fetch::{log_tabel, tabel_naam};
use crate::integration::{FeedReport, Integration, Progress};
use crate::log::{LogLine, Soort};
use crate::message::Message;
use crate::settings::SettingsVersion;

/// A table of which the clean-up waits for a person's answer (B5).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CleanUpQuestion {
    /// Which table.
    pub feed: Feed,
    /// When the clean-up stopped.
    pub gesteld_op: DateTime<Utc>,
    /// How many records would have gone then.
    pub aantal: u64,
    /// How many the table had then.
    pub totaal: u64,
    /// How many would go as the store stands now: the number to approve. Fewer once fetches brought
    /// records back, down to none; more when others disappeared since.
    pub nu: u64,
    /// The first of those, in the order of their ids.
    pub eerste: Vec<Leaver>,
}

/// A record that would go.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Leaver {
    /// Its key.
    pub id: String,
    /// The code that users see; of an article group its name.
    pub code: String,
    /// The name of a customer, the description of an article. None when the code is all there is.
    pub naam: Option<String>,
    /// Whether it is active in Simon. One that is not was made inactive or deleted by the vendor.
    pub actief: bool,
}

impl Leaver {
    fn of(record: &Record) -> Self {
        let (naam, actief) = match record {
            Record::Relatie(relatie) => (Some(relatie.naam.clone()), relatie.actief),
            Record::Artikel(artikel) => (Some(artikel.omschrijving.clone()), artikel.actief),
            _ => (None, true),
        };
        Self { id: record.id().to_owned(), code: record.code().to_owned(), naam, actief }
    }

    fn unnamed(unmarked: Unmarked) -> Self {
        let Unmarked { id, code, actief } = unmarked;
        Self { id, code, naam: None, actief }
    }
}

impl Integration {
    /// The tables that wait for an answer, each with the first `limit` records that would go (B5), as
    /// the store stands now: what a fetch brought back since is not among them. No call is made.
    ///
    /// # Errors
    /// `Host` when the store fails.
    pub async fn clean_up_questions(&self, limit: usize) -> Result<Vec<CleanUpQuestion>> {
        let mut questions = Vec::new();
        for feed in [Feed::Relaties, Feed::Artikelgroepen, Feed::Artikelen] {
            let Some(vraag) = self.ports.store.feed(&self.id, feed).await?.vraag else { continue };
            let (nu, eerste) = match vraag.run {
                Some(run) => self.missed_by(feed, run, limit).await?,
                None => self.left_in(feed, limit).await?,
            };
            let Schoonmaakvraag { aantal, totaal, gesteld_op, .. } = vraag;
            questions.push(CleanUpQuestion { feed, gesteld_op, aantal, totaal, nu, eerste });
        }
        Ok(questions)
    }

    /// Cleans up one table on a person's word (B5): with a new listing and all its confirmations, and
    /// with at most `aantal` removals, the number that the person [saw](CleanUpQuestion::nu). When by
    /// then more would go, nothing goes and it asks anew ([`FeedReport::stopped_at`]). Other tables are
    /// left alone. The first report is that of the vendor's deletions, where it tells them.
    ///
    /// # Errors
    /// `InvalidInput` when the integration is not active, or nothing is asked about this table (any
    /// more); `Host` when the store fails. What went wrong at the vendor stands in the reports.
    pub async fn approve_clean_up(
        &self,
        feed: Feed,
        aantal: u64,
        progress: &dyn Progress,
    ) -> Result<Vec<FeedReport>> {
        self.working().await?;
        let (_, vraag) = self.asked(feed).await?;
        let consent = Consent::UpTo(aantal);
        // A comparison missed what the vendor's deletions may not tell.
        let wholly = vraag.run.is_some();
        self.clean_all(Demand { consent, wholly, only: Some(feed), slice: None }, progress).await
    }

    /// Puts the question about a table away (B5). The records stay, and a line in the log says so; the
    /// next scheduled clean-up asks again if it is still so.
    ///
    /// # Errors
    /// `InvalidInput` when nothing is asked about this table (any more); `Host` when the store fails.
    pub async fn refuse_clean_up(&self, feed: Feed) -> Result<()> {
        loop {
            let (mut state, vraag) = self.asked(feed).await?;
            state.vraag = None;
            let message = Message::new("schoonmaak-geweigerd")
                .with("tabel", tabel_naam(feed))
                .with("aantal", vraag.aantal);
            let line = self.log(LogLine::new(Soort::Info, log_tabel(feed), message));
            match self.commit(None, vec![Change::Feed(state), line]).await {
                // A fetch stored a page meanwhile, or somebody else answered first.
                Err(CommitError::Conflict) => {}
                outcome => return Ok(outcome?),
            }
        }
    }

    async fn asked(&self, feed: Feed) -> Result<(FeedState, Schoonmaakvraag)> {
        let state = self.ports.store.feed(&self.id, feed).await?;
        match state.vraag {
            Some(vraag) => Ok((state, vraag)),
            None => Err(Error::new(ErrorKind::InvalidInput, "the clean-up asks nothing")
                .with_message(
                    Message::new("schoonmaak-geen-vraag").with("tabel", tabel_naam(feed)),
                )),
        }
    }

    /// What the comparison with this number missed, and no later pass saw.
    async fn missed_by(&self, feed: Feed, run: u64, limit: usize) -> Result<(u64, Vec<Leaver>)> {
        let (store, tabel) = (&self.ports.store, tabel(feed));
        let missing = store.count_unmarked(&self.id, tabel, run).await?;
        let mut first = Vec::new();
        for unmarked in store.unmarked(&self.id, tabel, run, None, limit).await? {
            let select = Select::Id(unmarked.id.clone());
            let record = store.records(&self.id, tabel, &select).await?.pop();
            first.push(record.map_or_else(|| Leaver::unnamed(unmarked), |it| Leaver::of(&it)));
        }
        Ok((missing, first))
    }

    /// What a clean-up from the vendor's deletions would remove.
    async fn left_in(&self, feed: Feed, limit: usize) -> Result<(u64, Vec<Leaver>)> {
        let settings: SettingsVersion =
            self.settings(self.state().await?.settings.unwrap_or_default()).await?;
        let (mut count, mut first, mut after) = (0, Vec::new(), None);
        while let Some(page) = self.leaving(feed, &settings, &mut after).await? {
            count += crate::integration::fetch::count(page.len());
            let room = limit.saturating_sub(first.len());
            first.extend(page.iter().take(room).map(|leaving| Leaver::of(&leaving.record)));
        }
        Ok((count, first))
    }
}
