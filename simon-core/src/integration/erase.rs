//! Erasing what is kept about one customer, in one call.

use std::collections::BTreeSet;

use super::Integration;
use crate::domain::{RelatieId, WerkbonNummer};
use crate::error::{Error, ErrorKind, Result};
use crate::host::{Change, Delivery, DeliveryStatus, Feed, Record, Select, Tabel};
use crate::log::{LogTabel, Soort};
use crate::message::Message;
use crate::rules::geldigheid;

const BATCH: usize = 500;

/// What was erased of a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Erasure {
    /// Whether the store had the customer.
    pub relatie: bool,
    /// Work addresses, the vendor's and users'.
    pub werkadressen: u64,
    /// Werkbonnen that were not archived, and archived ones of which the content was still kept.
    pub werkbonnen: u64,
    /// The vendor has the customer as active, as far as Simon knows: the next change, full fetch or
    /// clean-up brings it back unless it is removed there, too. The log says so.
    pub komt_terug: bool,
}

impl Integration {
    /// Erases the personal data of one customer, in one transaction: the customer, all its work
    /// addresses, its werkbonnen that are not archived, what the ledger still keeps of archived ones
    /// that are over and done with, and the lines of the log about all of these. That it happened
    /// stands in the log, without saying whom.
    ///
    /// What stays: that a werkbon was delivered, under which number and as which document, because no
    /// document may ever be made twice (C22). Lines of the log about werkbonnen whose content is
    /// forgotten already carry a number and codes; they go with
    /// [`Options::log_dagen`](super::Options::log_dagen).
    ///
    /// # Errors
    /// `InvalidInput`, naming the werkbonnen, while an archived werkbon of the customer waits, is held
    /// back or refused, or nobody knows whether it has a document: it has to be delivered or
    /// [decided](Self::decide) first. `Cancelled` when somebody changed one of them meanwhile; nothing is
    /// erased then.
    pub async fn erase_relatie(&self, id: &RelatieId) -> Result<Erasure> {
        let store = &self.ports.store;
        let of_klant = Select::Relatie(id.clone());
        let klant =
            store.records(&self.id, Tabel::Relaties, &Select::Id(id.as_str().into())).await?;
        let werkadressen = store.records(&self.id, Tabel::Werkadressen, &of_klant).await?;
        let werkbonnen = store.records(&self.id, Tabel::Werkbonnen, &of_klant).await?;
        let archived = self.archived_of(id).await?;
        let mut names = BTreeSet::from([id.as_str().to_owned()]);
        let codes = klant.iter().map(Record::code).filter(|code| !code.is_empty());
        names.extend(codes.map(str::to_owned));
        let mut changes = vec![Change::Remove(Tabel::Relaties, id.as_str().to_owned())];
        changes.extend(self.forget_complaints(&names).await?);
        let of = |tabel, records: &[Record]| {
            let ids = records.iter().map(move |record| (tabel, record.id().to_owned()));
            ids.collect::<Vec<_>>()
        };
        let numbers = archived.iter().map(|entry| (LogTabel::Werkbon, entry.nummer.to_string()));
        let about = names
            .into_iter()
            .map(|name| (LogTabel::Klant, name))
            .chain(of(LogTabel::Werkadres, &werkadressen))
            .chain(of(LogTabel::Werkbon, &werkbonnen))
            .chain(numbers.collect::<Vec<_>>());
        changes.extend(about.map(|(tabel, name)| Change::ForgetRecord(tabel, name)));
        let erasure = Erasure {
            relatie: !klant.is_empty(),
            werkadressen: super::fetch::count(werkadressen.len()),
            werkbonnen: super::fetch::count(werkbonnen.len() + archived.len()),
            komt_terug: klant.iter().any(comes_back),
        };
        changes.extend(
            werkbonnen
                .iter()
                .map(|record| Change::Remove(Tabel::Werkbonnen, record.id().to_owned())),
        );
        changes.extend(archived.into_iter().map(|mut entry| {
            entry.werkbon = None;
            Change::Delivery(Box::new(entry))
        }));
        changes.push(self.log_integratie(Soort::Info, Message::new("klant-gewist")));
        if erasure.komt_terug {
            let line = Message::new("klant-gewist-komt-terug");
            changes.push(self.log_integratie(Soort::Waarschuwing, line));
        }
        self.commit(None, changes).await?;
        Ok(erasure)
    }

    /// The ledger's entries that hold something of a customer and may lose it.
    async fn archived_of(&self, id: &RelatieId) -> Result<Vec<Delivery>> {
        let mut after: Option<WerkbonNummer> = None;
        let (mut done, mut open) = (Vec::new(), Vec::new());
        loop {
            let page = self.ports.store.deliveries(&self.id, after.as_ref(), BATCH).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.nummer.clone());
            for entry in page.into_iter().filter(|entry| concerns(entry, id)) {
                match entry.status {
                    DeliveryStatus::Geleverd | DeliveryStatus::Gefilterd => done.push(entry),
                    _ => open.push(entry.nummer.to_string()),
                }
            }
        }
        if open.is_empty() {
            return Ok(done);
        }
        let message = Message::new("klant-wissen-werkbon-open").with("nummers", open.join(", "));
        Err(Error::new(ErrorKind::InvalidInput, "werkbonnen of the customer are open")
            .with_message(message))
    }

    /// The feed remembers which records it complained about.
    async fn forget_complaints(&self, names: &BTreeSet<String>) -> Result<Option<Change>> {
        let mut feed = self.ports.store.feed(&self.id, Feed::Relaties).await?;
        let before = feed.gemeld.len();
        feed.gemeld
            .retain(|key| !key.split_once('|').is_some_and(|(_, name)| names.contains(name)));
        Ok((feed.gemeld.len() < before).then_some(Change::Feed(feed)))
    }
}

fn comes_back(record: &Record) -> bool {
    use crate::domain::Herkomst::Vendor;
    matches!(record, Record::Relatie(klant) if geldigheid::lives(klant.actief, klant.geldig) && klant.id.herkomst() == Vendor)
}

/// Whether an entry keeps content of this customer: its own, or that of an attempt.
fn concerns(entry: &Delivery, id: &RelatieId) -> bool {
    let werkbon = entry.werkbon.as_ref().and_then(|werkbon| werkbon.werkbon().klant.as_ref());
    let attempt = entry.attempt.as_ref().map(|attempt| &attempt.draft.klant);
    werkbon == Some(id) || attempt == Some(id)
}
