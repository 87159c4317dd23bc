//! The clean-up by comparison: what whole listings lack, and reading it alone does not find, goes.

use super::{BATCH, Demand, Outcome, tabel};
use crate::error::Result;
use crate::host::{Pass, Record, Select, Tabel, Tellingen};
use crate::integration::Integration;
use crate::integration::fetch::Run;

/// Up to so many absences are confirmed one by one; more of them by a second listing. They are as many
/// as go unasked from a table of any size (B5): a record that cannot be read is in no listing either,
/// and only the one that reads it alone knows that it is there (B13).
const CONFIRM_SINGLY: u64 = 50;

impl Integration {
    /// Lists everything, marks what is there, and removes what has no mark once that is confirmed.
    pub(super) async fn clean_by_comparing(
        &self,
        run: &mut Run<'_>,
        demand: Demand,
    ) -> Result<Outcome> {
        self.begin_pass(run, true);
        let Some(pass) = run.pass().cloned() else { return Ok(Outcome::TimeUp) };
        let Some(tellingen) = self.read_to_end(run).await? else { return Ok(Outcome::TimeUp) };
        let missing =
            self.ports.store.count_unmarked(&self.id, tabel(run.feed.feed), pass.run).await?;
        if self.asks_first(run, demand, missing, Some(pass.run)).await?
            || self.asks_when_empty(run, demand, &tellingen, missing, pass.run).await?
        {
            return Ok(Outcome::Stopped(tellingen, missing));
        }
        let singly = missing <= CONFIRM_SINGLY && self.info().capabilities.read_by_id;
        if missing > 0 && !singly && !pass.bevestigt && self.list_again(run, &pass).await?.is_none()
        {
            return Ok(Outcome::TimeUp);
        }
        let removed = self.remove_unmarked(run, pass.run, singly).await?;
        // From now on the table has nothing that the vendor lacked when the first listing began.
        run.feed.sluitend_sinds = Some(pass.begonnen);
        run.feed.vraag = None;
        self.removed(run, tellingen, removed).await
    }

    /// A second whole listing under the same number: what neither of the two saw is gone.
    async fn list_again(&self, run: &mut Run<'_>, first: &Pass) -> Result<Option<Tellingen>> {
        let mut pass = Pass::new(first.run, None, true, first.begonnen);
        pass.bevestigt = true;
        run.feed.schoonmaak = Some(Box::new(pass));
        self.read_to_end(run).await
    }

    /// Whether a record is inactive because its first day is still to come.
    async fn will_be_active(&self, tabel: Tabel, id: &str) -> Result<bool> {
        let select = Select::Id(id.to_owned());
        let found = self.ports.store.records(&self.id, tabel, &select).await?;
        Ok(found.iter().any(|record| match record {
            Record::Relatie(relatie) => relatie.geldig.is_some(),
            Record::Artikel(artikel) => artikel.geldig.is_some(),
            _ => false,
        }))
    }

    async fn remove_unmarked(
        &self,
        run: &mut Run<'_>,
        pass_number: u64,
        confirm: bool,
    ) -> Result<u64> {
        let tabel = tabel(run.feed.feed);
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
                if confirm
                    && (record.actief || self.will_be_active(tabel, &record.id).await?)
                    && let Some(kept) = self.instead_of_removing(run, &record.id).await?
                {
                    changes.extend(kept);
                    continue;
                }
                removed += 1;
                run.note_free_code();
                changes.extend(self.removal(run.settings, tabel, record.id, &record.code));
            }
            self.commit_with_feed(run, changes).await?;
        }
    }
}
