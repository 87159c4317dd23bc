//! One page of records against the store: new, changed, as it was, or not taken over (B4, B7, B10).

use std::collections::BTreeMap;
use std::io;

use chrono::NaiveDate;
use serde::Serialize;

use super::Integration;
use super::fetch::{Run, count};
use crate::connector::{Deleted, Page, RelatieRecord};
use crate::domain::{Artikel, Artikelgroep, VendorOrder};
use crate::error::{Error, ErrorKind, Result};
use crate::host::{Change, Pass, Record, Tabel};
use crate::rules::{geldigheid, selection, werkadressen};
use crate::settings::SettingsVersion;

/// The records of a page, of whichever feed.
#[derive(Debug)]
pub(super) enum Rows {
    Relaties(Vec<RelatieRecord>),
    Artikelgroepen(Vec<Artikelgroep>),
    Artikelen(Vec<Artikel>),
    Orders(Vec<VendorOrder>),
    Deletions(Vec<Deleted>),
}

impl Rows {
    /// The records of a page, and the page without them.
    pub(super) fn split<T>(page: Page<T>, rows: impl FnOnce(Vec<T>) -> Self) -> (Self, Page<()>) {
        let rest = Page {
            items: Vec::new(),
            rejected: page.rejected,
            next: page.next,
            total: page.total,
            highest_mutation: page.highest_mutation,
            notes: page.notes,
            drift: page.drift,
            anew: page.anew,
        };
        (rows(page.items), rest)
    }
}

/// A record as the store would hold it.
pub(super) struct Candidate {
    id: String,
    /// Whether Simon takes it over: active now or on a day to come, and of a selected group.
    wanted: bool,
    /// When its dates change it next.
    pub(super) datum: Option<NaiveDate>,
    fingerprint: u64,
    put: Box<dyn FnOnce(u64, u64) -> Change + Send>,
}

impl Candidate {
    /// Writes it. An unwanted record is written but not marked, so that a clean-up removes it. A wanted
    /// one is seen now: also by a clean-up's listing that began after this pass.
    pub(super) fn store(self, latest: u64) -> Change {
        (self.put)(self.fingerprint, if self.wanted { latest } else { 0 })
    }
}

impl Integration {
    pub(super) async fn take_rows(
        &self,
        run: &mut Run<'_>,
        pass: &mut Pass,
        rows: Rows,
    ) -> Result<Vec<Change>> {
        let today = self.today();
        match rows {
            Rows::Relaties(relaties) => {
                let dated = relaties.into_iter().map(only_active_ones_have_dates);
                let candidates = dated.map(|row| relatie(row, today)).collect::<Result<_>>()?;
                self.compare(run, pass, Tabel::Relaties, candidates).await
            }
            Rows::Artikelgroepen(groepen) => {
                let mut changes = self.renamed(run.settings, &groepen).await?;
                let candidates = groepen.into_iter().map(artikelgroep).collect::<Result<_>>()?;
                changes.extend(self.compare(run, pass, Tabel::Artikelgroepen, candidates).await?);
                Ok(changes)
            }
            Rows::Artikelen(mut artikelen) => {
                for artikel in &mut artikelen {
                    artikel.geldig = artikel.geldig.filter(|_| artikel.actief);
                }
                refresh_setting_articles(run, &artikelen);
                let mut changes = self.refuse_doubles(run, &mut artikelen).await?;
                let settings = run.settings;
                let candidates = artikelen
                    .into_iter()
                    .map(|row| artikel(row, settings, today))
                    .collect::<Result<_>>()?;
                changes.extend(self.compare(run, pass, Tabel::Artikelen, candidates).await?);
                Ok(changes)
            }
            Rows::Orders(orders) => self.take_orders(run, pass, orders).await,
            Rows::Deletions(deleted) => Ok(deletions(pass, deleted)),
        }
    }

    /// Compares candidates with what the store has. A record that is not wanted is never added, but
    /// one that the store has is kept up to date (as inactive) until the clean-up (B4).
    async fn compare(
        &self,
        run: &mut Run<'_>,
        pass: &mut Pass,
        tabel: Tabel,
        candidates: Vec<Candidate>,
    ) -> Result<Vec<Change>> {
        let latest = run.feed.laatste_run;
        pass.tellingen.ontvangen += count(candidates.len());
        // A record may stand on a page twice; the last one counts.
        let candidates: BTreeMap<String, Candidate> =
            candidates.into_iter().map(|candidate| (candidate.id.clone(), candidate)).collect();
        let ids: Vec<String> = candidates.keys().cloned().collect();
        let known = self.ports.store.fingerprints(&self.id, tabel, &ids).await?;
        let mut changes = Vec::new();
        let mut seen = Vec::new();
        for ((id, candidate), stored) in candidates.into_iter().zip(known) {
            let counts = &mut pass.tellingen;
            let next = run.feed.volgende_datum;
            run.feed.volgende_datum = next.into_iter().chain(candidate.datum).min();
            if candidate.wanted && stored == Some(candidate.fingerprint) {
                counts.ongewijzigd += 1;
                seen.push(id);
                continue;
            }
            match (stored, candidate.wanted) {
                (None, false) => {
                    counts.overgeslagen += 1;
                    continue;
                }
                (None, true) => counts.nieuw += 1,
                (Some(stored), false) if stored == candidate.fingerprint => {
                    counts.ongewijzigd += 1;
                    continue;
                }
                (Some(_), _) => counts.gewijzigd += 1,
            }
            changes.push(candidate.store(latest));
        }
        // What is asked about a record that the vendor shows again need not be asked any more.
        let marks = pass.cleanup || run.feed.vraag.is_some();
        if marks && !seen.is_empty() {
            changes.push(Change::Mark { tabel, ids: seen, run: latest });
        }
        Ok(changes)
    }
}

/// What the vendor deleted becomes inactive at once; the next clean-up removes it (B4, B5).
fn deletions(pass: &mut Pass, deleted: Vec<Deleted>) -> Vec<Change> {
    pass.tellingen.ontvangen += count(deleted.len());
    let (mut relaties, mut artikelen) = (Vec::new(), Vec::new());
    for deleted in deleted {
        match deleted {
            Deleted::Relatie(id) => relaties.push(id.as_str().to_owned()),
            Deleted::Artikel(id) => artikelen.push(id.as_str().to_owned()),
        }
    }
    let gone = [(Tabel::Relaties, relaties), (Tabel::Artikelen, artikelen)];
    gone.into_iter()
        .filter(|(_, ids)| !ids.is_empty())
        .map(|(tabel, ids)| Change::Gone { tabel, ids })
        .collect()
}

/// The dates of what the vendor keeps for inactive change nothing.
fn only_active_ones_have_dates(mut record: RelatieRecord) -> RelatieRecord {
    record.relatie.geldig = record.relatie.geldig.filter(|_| record.relatie.actief);
    record
}

pub(super) fn relatie(mut record: RelatieRecord, today: NaiveDate) -> Result<Candidate> {
    werkadressen::tidy(&mut record);
    let klant = &mut record.relatie;
    (klant.actief, klant.geldig) = geldigheid::on(today, klant.actief, klant.geldig);
    Ok(Candidate {
        id: klant.id.as_str().to_owned(),
        wanted: geldigheid::lives(klant.actief, klant.geldig),
        datum: geldigheid::next_change(klant.geldig),
        fingerprint: fingerprint(&record)?,
        put: Box::new(|fingerprint, run| Change::PutRelatie { record, fingerprint, run }),
    })
}

fn artikelgroep(groep: Artikelgroep) -> Result<Candidate> {
    Ok(Candidate {
        id: groep.id.as_str().to_owned(),
        wanted: true,
        datum: None,
        fingerprint: fingerprint(&groep)?,
        put: Box::new(|fingerprint, run| Change::Put {
            record: Record::Artikelgroep(groep),
            fingerprint,
            run,
        }),
    })
}

pub(super) fn artikel(
    mut artikel: Artikel,
    settings: &SettingsVersion,
    today: NaiveDate,
) -> Result<Candidate> {
    (artikel.actief, artikel.geldig) = geldigheid::on(today, artikel.actief, artikel.geldig);
    let wanted = selection::keeps(&artikel, settings);
    artikel.actief &= wanted;
    artikel.geldig = artikel.geldig.filter(|_| wanted);
    Ok(Candidate {
        id: artikel.id.as_str().to_owned(),
        wanted,
        datum: geldigheid::next_change(artikel.geldig),
        fingerprint: fingerprint(&artikel)?,
        put: Box::new(|fingerprint, run| Change::Put {
            record: Record::Artikel(artikel),
            fingerprint,
            run,
        }),
    })
}

/// Keeps the articles that settings name up to date, whatever groups are selected: their prices go
/// on documents.
fn refresh_setting_articles(run: &mut Run<'_>, artikelen: &[Artikel]) {
    for artikel in artikelen {
        if let Some(known) = run.state.instelling_artikelen.get_mut(artikel.id.as_str())
            && known != artikel
        {
            known.clone_from(artikel);
        }
    }
}

/// A hash of the content, the same in every process and version (FNV-1a). It only has to differ when
/// the content does.
fn fingerprint<T: Serialize>(record: &T) -> Result<u64> {
    struct Sink(u64);
    impl io::Write for Sink {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            for byte in bytes {
                self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
            }
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut sink = Sink(0xcbf2_9ce4_8422_2325);
    serde_json::to_writer(&mut sink, record).map_err(|error| {
        Error::new(ErrorKind::Unexpected, "cannot fingerprint a record").with_source(error)
    })?;
    Ok(sink.0)
}
