//! Articles that share their number at the vendor: in Simon a number is of one article (B9).

use std::collections::BTreeMap;

use super::Integration;
use super::complaints::first_time;
use super::fetch::Run;
use crate::domain::{Artikel, Herkomst};
use crate::error::Result;
use crate::host::{Change, Record, Select, Tabel, code_key};
use crate::log::{LogLine, LogTabel, Soort};
use crate::message::Message;
use crate::rules::{geldigheid, selection};
use crate::settings::SettingsVersion;

/// Who has a number.
struct Holder {
    id: String,
    naam: String,
}

impl Integration {
    /// Makes those articles of a page inactive whose number another one has: one that Simon has already,
    /// else one that came first. So they are not taken over, and the log names both. Nothing for a
    /// vendor that does not ask for it.
    pub(super) async fn refuse_doubles(
        &self,
        run: &mut Run<'_>,
        artikelen: &mut Vec<Artikel>,
    ) -> Result<Vec<Change>> {
        if !self.info().capabilities.artikelcode_uniek {
            return Ok(Vec::new());
        }
        keep_the_last_of_each(artikelen);
        self.notice_free_codes(run, artikelen).await?;
        let mut holders = self.holders(run, artikelen).await?;
        let mut changes = Vec::new();
        for artikel in artikelen {
            if !self.is_wanted(artikel, run.settings) {
                continue;
            }
            let key = double_key(artikel.id.as_str());
            match holders.get(&code_key(&artikel.code)) {
                Some(holder) if holder.id != artikel.id.as_str() => {
                    run.feed.dubbelen_in = Some(run.feed.laatste_run);
                    if first_time(&mut run.feed, key) {
                        changes.push(self.log(double(artikel, &holder.naam)));
                    }
                    (artikel.actief, artikel.geldig) = (false, None);
                }
                _ => {
                    run.feed.gemeld.retain(|said| *said != key);
                    holders.insert(code_key(&artikel.code), holder(artikel));
                }
            }
        }
        Ok(changes)
    }

    /// Who has the numbers of a page: those of Simon's articles that still have them.
    async fn holders(
        &self,
        run: &Run<'_>,
        artikelen: &[Artikel],
    ) -> Result<BTreeMap<String, Holder>> {
        let codes = artikelen.iter().map(|artikel| artikel.code.clone()).collect();
        let select = Select::Codes(codes);
        let stored = self.ports.store.records(&self.id, Tabel::Artikelen, &select).await?;
        let mut holders = BTreeMap::new();
        for stored in stored {
            let Record::Artikel(stored) = stored else { continue };
            let key = code_key(&stored.code);
            let now = artikelen.iter().find(|artikel| artikel.id == stored.id);
            let stays = now
                .is_none_or(|now| code_key(&now.code) == key && self.is_wanted(now, run.settings));
            if stays && has_its_code(&stored) {
                holders.entry(key).or_insert_with(|| holder(&stored));
            }
        }
        Ok(holders)
    }

    /// While an article was left out for its number, a number that comes free asks for a listing of
    /// everything: the vendor does not send again what did not change.
    async fn notice_free_codes(&self, run: &mut Run<'_>, artikelen: &[Artikel]) -> Result<()> {
        if run.feed.dubbelen_in.is_none() {
            return Ok(());
        }
        for artikel in artikelen {
            let select = Select::Id(artikel.id.as_str().to_owned());
            let stored = self.ports.store.records(&self.id, Tabel::Artikelen, &select).await?;
            let Some(Record::Artikel(stored)) = stored.first() else { continue };
            let other = code_key(&stored.code) != code_key(&artikel.code);
            if has_its_code(stored) && (other || !self.is_wanted(artikel, run.settings)) {
                run.note_free_code();
            }
        }
        Ok(())
    }

    fn is_wanted(&self, artikel: &Artikel, settings: &SettingsVersion) -> bool {
        let mut artikel = artikel.clone();
        (artikel.actief, artikel.geldig) =
            geldigheid::on(self.today(), artikel.actief, artikel.geldig);
        selection::keeps(&artikel, settings)
    }
}

impl Run<'_> {
    /// An article goes, or gets another number: one that was left out may have it now.
    pub(super) fn note_free_code(&mut self) {
        if self.feed.dubbelen_in.is_some() {
            self.feed.code_vrij_in = Some(self.feed.laatste_run);
        }
    }
}

/// Whether a stored article has its number: not one that is about to go, nor a user's own.
fn has_its_code(stored: &Artikel) -> bool {
    stored.id.herkomst() == Herkomst::Vendor && geldigheid::lives(stored.actief, stored.geldig)
}

fn holder(artikel: &Artikel) -> Holder {
    Holder { id: artikel.id.as_str().to_owned(), naam: artikel.omschrijving.clone() }
}

/// A record may stand on a page twice; the last one counts.
fn keep_the_last_of_each(artikelen: &mut Vec<Artikel>) {
    let last: BTreeMap<String, usize> =
        (0..).zip(artikelen.iter()).map(|(at, it)| (it.id.as_str().to_owned(), at)).collect();
    let mut at = 0..;
    artikelen.retain(|artikel| at.next() == last.get(artikel.id.as_str()).copied());
}

fn double_key(id: &str) -> String {
    format!("record-dubbel|{id}")
}

fn double(artikel: &Artikel, holder: &str) -> LogLine {
    let message = Message::new("record-dubbel")
        .with("code", &artikel.code)
        .with("artikel", &artikel.omschrijving)
        .with("ander", holder);
    LogLine::new(Soort::Fout, LogTabel::Artikel, message).with_record(&artikel.code)
}
