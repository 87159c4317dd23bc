//! Customers and articles that begin or end to be active on a day, of which the vendor says nothing
//! (B4).

use super::Integration;
use super::fetch::{Run, log_tabel, tabel_naam};
use super::records::{self, Candidate};
use crate::connector::RelatieRecord;
use crate::domain::{Artikel, Geldigheid, Herkomst, Relatie, Werkadres};
use crate::error::Result;
use crate::host::{Change, Feed, Record, Select, Tabel};
use crate::log::{LogLine, Soort};
use crate::message::Message;
use crate::rules::geldigheid;
use crate::settings::CheckOutcome;

const BATCH: usize = 500;

/// What became of a table's records today.
#[derive(Default)]
struct Changed {
    begonnen: u64,
    beeindigd: u64,
}

impl Integration {
    /// Makes stored customers or articles active or inactive whose day has come, as a listing of today
    /// would. No call is made, and nothing is read while no such day has come. If it breaks off, the
    /// next run walks the table again, past what is right already.
    pub(super) async fn follow_dates(&self, run: &mut Run<'_>) -> Result<()> {
        let tabel = match run.feed.feed {
            Feed::Relaties => Tabel::Relaties,
            Feed::Artikelen => Tabel::Artikelen,
            _ => return Ok(()),
        };
        let today = self.today();
        if run.feed.volgende_datum.is_none_or(|date| date > today) {
            return Ok(());
        }
        let mut changed = Changed::default();
        let (mut after, mut next) = (None, None);
        loop {
            let select = Select::After(after, BATCH);
            let page = self.ports.store.records(&self.id, tabel, &select).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.id().to_owned());
            let mut changes = Vec::new();
            for record in page {
                let Some((actief, geldig)) = dates(&record) else { continue };
                let (now, left) = geldigheid::on(today, actief, Some(geldig));
                next = next.into_iter().chain(geldigheid::next_change(left)).min();
                if (now, left) == (actief, Some(geldig)) {
                    continue;
                }
                changed.begonnen += u64::from(now && !actief);
                changed.beeindigd += u64::from(actief && !now);
                let candidate = self.as_of_today(run, record).await?;
                changes.extend(candidate.map(|candidate| candidate.store(run.feed.laatste_run)));
            }
            if !changes.is_empty() {
                self.commit_with_feed(run, changes).await?;
            }
        }
        run.feed.volgende_datum = next;
        let line = self.log_dates(run.feed.feed, &changed);
        self.commit_with_feed(run, line.into_iter().collect()).await
    }

    /// Refuses to take an article for a setting whose last day has passed (E1).
    pub(super) fn refuse_ended(&self, outcome: CheckOutcome) -> CheckOutcome {
        let CheckOutcome::Accepted(checked) = &outcome else { return outcome };
        let ended = checked.artikel.as_ref().filter(|artikel| {
            artikel.geldig.is_some() && !self.lives(artikel.actief, artikel.geldig)
        });
        match ended {
            Some(artikel) => CheckOutcome::Refused(
                Message::new("instelling-artikel-verlopen").with("artikel", &artikel.code),
            ),
            None => outcome,
        }
    }

    /// Whether what the vendor gave is active today, or will be.
    pub(super) fn lives(&self, actief: bool, geldig: Option<Geldigheid>) -> bool {
        let dates = geldig.filter(|_| actief);
        let (actief, geldig) = geldigheid::on(self.today(), actief, dates);
        geldigheid::lives(actief, geldig)
    }

    /// A stored record as a listing of today would bring it.
    async fn as_of_today(&self, run: &Run<'_>, record: Record) -> Result<Option<Candidate>> {
        let today = self.today();
        Ok(match record {
            Record::Relatie(klant) => {
                let werkadressen = self.vendors_werkadressen(&klant).await?;
                Some(records::relatie(RelatieRecord::new(klant, werkadressen), today)?)
            }
            Record::Artikel(artikel) => Some(records::artikel(artikel, run.settings, today)?),
            _ => None,
        })
    }

    /// A customer's work addresses as the vendor gave them.
    async fn vendors_werkadressen(&self, klant: &Relatie) -> Result<Vec<Werkadres>> {
        let select = Select::Relatie(klant.id.clone());
        let found = self.ports.store.records(&self.id, Tabel::Werkadressen, &select).await?;
        let of_vendor = found.into_iter().filter_map(|record| match record {
            Record::Werkadres(one) if one.id.herkomst() == Herkomst::Vendor => Some(one),
            _ => None,
        });
        Ok(of_vendor.collect())
    }

    fn log_dates(&self, feed: Feed, changed: &Changed) -> Option<Change> {
        (changed.begonnen + changed.beeindigd > 0).then(|| {
            let message = Message::new("datums-gevolgd")
                .with("tabel", tabel_naam(feed))
                .with("begonnen", changed.begonnen)
                .with("beeindigd", changed.beeindigd);
            self.log(LogLine::new(Soort::Info, log_tabel(feed), message))
        })
    }
}

/// Of a record with days to come.
const fn dates(record: &Record) -> Option<(bool, Geldigheid)> {
    match record {
        Record::Relatie(Relatie { actief, geldig: Some(geldig), .. })
        | Record::Artikel(Artikel { actief, geldig: Some(geldig), .. }) => Some((*actief, *geldig)),
        _ => None,
    }
}
