//! The clean-up where the vendor tells its deletions: the store knows by itself what has to go.

use super::{BATCH, Demand, Outcome, tabel};
use crate::domain::Herkomst;
use crate::error::Result;
use crate::host::{Record, Select};
use crate::integration::Integration;
use crate::integration::fetch::Run;
use crate::rules::{geldigheid, selection};
use crate::settings::SettingsVersion;

/// A record that has to go.
struct Leaving {
    id: String,
    code: String,
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
        while let Some(page) = self.leaving(run, &mut after).await? {
            for record in page {
                leaving += 1;
                deleted += u64::from(record.deleted);
            }
        }
        let confirms = self.info().capabilities.read_by_id;
        if confirms && deleted > CONFIRM_SINGLY {
            return Ok(None);
        }
        if self.asks_first(run, demand, leaving).await? {
            return Ok(Some(Outcome::Stopped(tellingen, leaving)));
        }
        let removed = self.remove_leaving(run, confirms).await?;
        self.removed(run, tellingen, removed).await.map(Some)
    }

    async fn remove_leaving(&self, run: &mut Run<'_>, confirms: bool) -> Result<u64> {
        let mut removed = 0;
        let mut after = None;
        while let Some(page) = self.leaving(run, &mut after).await? {
            let mut changes = Vec::new();
            for record in page {
                // A vendor may give a deleted id new life between two reads.
                if record.deleted
                    && confirms
                    && let Some(kept) = self.instead_of_removing(run, &record.id).await?
                {
                    changes.extend(kept);
                    continue;
                }
                removed += 1;
                run.note_free_code();
                changes.extend(self.removal(
                    run.settings,
                    tabel(run.feed.feed),
                    record.id,
                    &record.code,
                ));
            }
            if !changes.is_empty() {
                self.commit_with_feed(run, changes).await?;
            }
        }
        Ok(removed)
    }

    /// Those that have to go of the next page of records; none after the last page.
    async fn leaving(
        &self,
        run: &Run<'_>,
        after: &mut Option<String>,
    ) -> Result<Option<Vec<Leaving>>> {
        let (store, tabel) = (&self.ports.store, tabel(run.feed.feed));
        let select = Select::After(after.clone(), BATCH);
        let page = store.records(&self.id, tabel, &select).await?;
        let Some(last) = page.last() else { return Ok(None) };
        *after = Some(last.id().to_owned());
        let has_to_go = page.iter().filter(|record| has_to_go(record, run.settings));
        let (ids, codes): (Vec<String>, Vec<&str>) =
            has_to_go.map(|record| (record.id().to_owned(), record.code())).unzip();
        let fingerprints = store.fingerprints(&self.id, tabel, &ids).await?;
        let leaving = ids.into_iter().zip(codes).zip(fingerprints);
        Ok(Some(
            leaving
                .map(|((id, code), fingerprint)| Leaving {
                    // Only the feed of deletions sets a fingerprint to 0.
                    deleted: fingerprint == Some(0),
                    code: code.to_owned(),
                    id,
                })
                .collect(),
        ))
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
