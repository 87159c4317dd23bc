//! The clean-up where the vendor tells its deletions: the store knows by itself what has to go.

use super::{BATCH, Demand, Outcome, tabel};
use crate::domain::Herkomst;
use crate::error::Result;
use crate::host::{Feed, Record, Select};
use crate::integration::Integration;
use crate::integration::fetch::Run;
use crate::rules::{geldigheid, selection};
use crate::settings::SettingsVersion;

/// A record that has to go.
pub(super) struct Leaving {
    pub(super) record: Record,
    /// The vendor's feed of deletions named it; otherwise its own listing said so.
    deleted: bool,
}

/// Up to so many told deletions are confirmed one by one; more of them by comparing whole listings.
const CONFIRM_SINGLY: u64 = 20;

impl Integration {
    /// Reads what changed, after the deletions, so that what was deleted and made again is active, and
    /// then removes what is not. None when so many are deleted that comparing whole listings costs less
    /// than confirming them one by one.
    pub(super) async fn clean_by_walking(
        &self,
        run: &mut Run<'_>,
        demand: Demand,
    ) -> Result<Option<Outcome>> {
        self.begin_pass(run, false);
        let Some(tellingen) = self.read_to_end(run).await? else {
            return Ok(Some(Outcome::TimeUp));
        };
        let (mut leaving, mut deleted) = (0, 0);
        let mut after = None;
        while let Some(page) = self.leaving(run.feed.feed, run.settings, &mut after).await? {
            for record in page {
                leaving += 1;
                deleted += u64::from(record.deleted);
            }
        }
        let confirms = self.info().capabilities.read_by_id;
        if confirms && deleted > CONFIRM_SINGLY {
            return Ok(None);
        }
        if self.asks_first(run, demand, leaving, None).await? {
            return Ok(Some(Outcome::Stopped(tellingen, leaving)));
        }
        let removed = self.remove_leaving(run, confirms).await?;
        self.put_question_away(run).await?;
        self.removed(run, tellingen, removed).await.map(Some)
    }

    /// What a comparison asked stays as long as something is left of it: the vendor's deletions did not
    /// tell of those.
    async fn put_question_away(&self, run: &mut Run<'_>) -> Result<()> {
        let left = match run.feed.vraag.and_then(|vraag| vraag.run) {
            Some(compared) => {
                let tabel = tabel(run.feed.feed);
                self.ports.store.count_unmarked(&self.id, tabel, compared).await?
            }
            None => 0,
        };
        run.feed.vraag = run.feed.vraag.filter(|_| left > 0);
        Ok(())
    }

    async fn remove_leaving(&self, run: &mut Run<'_>, confirms: bool) -> Result<u64> {
        let mut removed = 0;
        let mut after = None;
        while let Some(page) = self.leaving(run.feed.feed, run.settings, &mut after).await? {
            let mut changes = Vec::new();
            for Leaving { record, deleted } in page {
                // A vendor may give a deleted id new life between two reads.
                if deleted
                    && confirms
                    && let Some(kept) = self.instead_of_removing(run, record.id()).await?
                {
                    changes.extend(kept);
                    continue;
                }
                removed += 1;
                run.note_free_code();
                changes.extend(self.removal(
                    run.settings,
                    tabel(run.feed.feed),
                    record.id().to_owned(),
                    record.code(),
                ));
            }
            if !changes.is_empty() {
                self.commit_with_feed(run, changes).await?;
            }
        }
        Ok(removed)
    }

    /// Those that have to go of the next page of a table's records; none after the last page.
    pub(super) async fn leaving(
        &self,
        feed: Feed,
        settings: &SettingsVersion,
        after: &mut Option<String>,
    ) -> Result<Option<Vec<Leaving>>> {
        let (store, tabel) = (&self.ports.store, tabel(feed));
        let select = Select::After(after.clone(), BATCH);
        let mut page = store.records(&self.id, tabel, &select).await?;
        let Some(last) = page.last() else { return Ok(None) };
        *after = Some(last.id().to_owned());
        page.retain(|record| has_to_go(record, settings));
        let ids: Vec<String> = page.iter().map(|record| record.id().to_owned()).collect();
        let fingerprints = store.fingerprints(&self.id, tabel, &ids).await?;
        let leaving = page.into_iter().zip(fingerprints).map(|(record, fingerprint)| Leaving {
            record,
            // Only the feed of deletions sets a fingerprint to 0.
            deleted: fingerprint == Some(0),
        });
        Ok(Some(leaving.collect()))
    }
}

fn has_to_go(record: &Record, settings: &SettingsVersion) -> bool {
    match record {
        Record::Relatie(relatie) => {
            relatie.id.herkomst() == Herkomst::Simon
                || !geldigheid::lives(relatie.actief, relatie.geldig)
        }
        Record::Artikel(artikel) => {
            artikel.id.herkomst() == Herkomst::Simon || !selection::keeps(artikel, settings)
        }
        _ => false,
    }
}
