//! What must hold once nothing waits any more, checked on the vendor's own books.

use std::collections::BTreeSet;
use std::sync::atomic::Ordering::Relaxed;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use simon_core::domain::{Herkomst, OrderRef, OrderSoort, PdfSoort};
use simon_core::host::{Delivery, DeliveryStatus, ImportStatus, Record, Tabel};
use simon_core::log::{LogEntry, Soort};
use simon_testkit::Outcome;
use simon_testkit::builders::{decimal, nummer};

use crate::vendor::books::{AGREED, Bijlage, Row, Table};
use crate::watch::{BEFORE, is_active, is_wanted, name};
use crate::world::{World, pdfs};

/// What a person may be asked for in these runs.
const MAY_ASK: [&str; 6] = [
    "fout-aanmelding",
    "werkbon-onzeker",
    "werkbon-vastgehouden",
    "werkbon-zonder-uitkomst",
    "werkbon-wacht-lang",
    "order-nummer-bezet",
];

impl World {
    /// Everything that is not as it must be.
    pub(crate) fn wrong(&self) -> Vec<String> {
        let mut wrong = self.watcher.wrong();
        wrong.extend(self.kade.refusals.all());
        wrong.extend(self.run(self.differences()));
        for nummer in self.archived() {
            wrong.extend(self.run(self.wrong_document(&nummer)));
        }
        wrong.extend(self.run(self.wrong_orders()));
        wrong.extend(self.wrong_tokens());
        let asks = self.run(self.log()).into_iter().filter(|entry| entry.soort == Soort::Fout);
        let asks: BTreeSet<String> = asks.map(|entry| entry.code).collect();
        wrong.extend(asks.into_iter().filter(|code| !MAY_ASK.contains(&code.as_str())));
        wrong
    }

    /// Where the store is not what the vendor has, and users' own addresses that are not as they were.
    pub(crate) async fn differences(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for (tabel, table) in [
            (Tabel::Relaties, Table::Klanten),
            (Tabel::Artikelen, Table::Artikelen),
            (Tabel::Artikelgroepen, Table::Groepen),
        ] {
            let stored: BTreeSet<(String, String, bool)> = self
                .records(tabel)
                .await
                .iter()
                .map(|it| (it.id().to_owned(), name(it).to_owned(), is_active(it)))
                .collect();
            let kept = |row: &Row| match table {
                Table::Artikelen => is_wanted(row),
                Table::Klanten => row.data["actief"] == true,
                _ => true,
            };
            let books = self.kade.books();
            let there: BTreeSet<_> = books
                .table(table)
                .filter(|(_, row)| kept(row))
                .map(|(id, row)| (id.to_owned(), row.text("naam").to_owned(), true))
                .collect();
            drop(books);
            let differ: Vec<_> = stored.symmetric_difference(&there).collect();
            if !differ.is_empty() {
                wrong.push(format!("{tabel:?} differ in {differ:?}"));
            }
        }
        for klant in self.records(Tabel::Relaties).await {
            wrong.extend(self.wrong_addresses(klant.id()).await);
        }
        let left = self.records(Tabel::Werkadressen).await;
        let klant = |record: &Record| record.relatie().map(|id| id.as_str().to_owned());
        let books = self.kade.books();
        let orphans = left.iter().filter_map(klant);
        let orphans = orphans.filter(|klant| books.row(Table::Klanten, klant).is_none());
        wrong.extend(orphans.map(|klant| format!("{klant} is gone and its addresses are not")));
        wrong
    }

    async fn wrong_addresses(&self, klant: &str) -> Option<String> {
        let stored = self.werkadressen(klant).await;
        let (vendors, own): (Vec<_>, Vec<_>) =
            stored.iter().partition(|adres| adres.id.herkomst() == Herkomst::Vendor);
        let books = self.kade.books();
        let there = books.row(Table::Klanten, klant).map(|row| row.data["adressen"].clone());
        let there: Vec<String> = there?.as_array()?.iter().map(|it| it["id"].to_string()).collect();
        let vendors: Vec<String> =
            vendors.iter().map(|adres| format!("\"{}\"", adres.id.as_str())).collect();
        let has_own = self.own_addresses.load(Relaxed) && ["k1", "k2"].contains(&klant);
        let right = vendors == there && own.len() == usize::from(has_own);
        (!right).then(|| format!("{klant} has {vendors:?} and {} own", own.len()))
    }

    async fn wrong_document(&self, number: &str) -> Option<String> {
        let entry = self.store.delivery(&self.id, &nummer(number)).await.unwrap()?;
        let orders = self.kade.books().with_reference(entry.referentie.as_str());
        let [order] = orders.as_slice() else {
            return Some(format!("werkbon {number} has {} orders", orders.len()));
        };
        let known = entry.document.as_ref().map(|document| document.vendor_id.as_str());
        if entry.status != DeliveryStatus::Geleverd || known != Some(order.as_str()) {
            return Some(format!("{number} is {:?} as {known:?}", entry.status));
        }
        let settings = self.store.settings(&self.id, entry.settings).await.unwrap()?;
        let both = settings.waarden.tekst("pdf") == "beide";
        let wrong = self.wrong_content(order, number, both, &entry);
        wrong.map(|what| format!("{number}: {what}"))
    }

    fn wrong_content(
        &self,
        order: &str,
        number: &str,
        both: bool,
        entry: &Delivery,
    ) -> Option<String> {
        // The person who decided that the document is there attends to the rest.
        let by_hand = entry.code.as_deref() == Some("werkbon-besloten-geleverd");
        let books = self.kade.books();
        let row = books.row(Table::Orders, order)?;
        let line = |line: &serde_json::Value| {
            let text = |member: &str| line[member].as_str().unwrap_or_default().to_owned();
            let number = |member: &str| decimal(&text(member)).normalize().to_string();
            (text("artikel"), number("aantal"), number("prijs"))
        };
        let lines: Vec<_> = row.data["regels"].as_array()?.iter().map(line).collect();
        let agreed = decimal(AGREED).normalize().to_string();
        let expected = [("a1", "2", "12.5"), ("werk", "1.5", agreed.as_str())]
            .map(|(artikel, aantal, prijs)| (artikel.into(), aantal.into(), prijs.into()));
        if lines != expected || row.data["klant"] != "k1" {
            return Some(format!("wrong lines {lines:?}"));
        }
        let dossiers = books.dossiers_of(order);
        let known = entry.dossier.as_slice() == dossiers && self.setup.mode.dossier;
        if dossiers.len() > 1 || !(known || dossiers.is_empty() || by_hand) {
            return Some(format!("has {} dossiers, known {:?}", dossiers.len(), entry.dossier));
        }
        let houder = if self.setup.mode.dossier { dossiers.first() } else { None };
        let houder = houder.map_or(order, String::as_str);
        let elsewhere = |it: &&Bijlage| it.houder == order && houder != order;
        if let Some(it) = books.bijlagen.iter().find(elsewhere) {
            return Some(format!("{} is not in the dossier", it.naam));
        }
        let mut sent: Vec<(&str, &str)> = books
            .bijlagen
            .iter()
            .filter(|it| it.houder == houder)
            .map(|it| (it.naam.as_str(), it.inhoud.as_str()))
            .collect();
        sent.sort_unstable();
        let chosen = pdfs(number).map(|pdf| (pdf.soort, pdf.naam, STANDARD.encode(&pdf.inhoud)));
        let mut expected: Vec<(&str, &str)> = chosen
            .iter()
            .filter(|(soort, ..)| both || *soort == PdfSoort::Werkbon)
            .map(|(_, naam, inhoud)| (naam.as_str(), inhoud.as_str()))
            .collect();
        expected.sort_unstable();
        let once = sent.windows(2).all(|pair| pair[0] != pair[1]);
        let right = sent == expected || (by_hand && once);
        (!right).then(|| format!("PDFs {sent:?}"))
    }

    /// Each order became a werkbon, once, and its mark was put on it once.
    async fn wrong_orders(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for (table, soort) in
            [(Table::Orders, OrderSoort::Verkooporder), (Table::Offertes, OrderSoort::Offerte)]
        {
            let rows: Vec<(String, Row)> = {
                let books = self.kade.books();
                books.table(table).map(|(id, row)| (id.to_owned(), row.clone())).collect()
            };
            for (id, row) in rows.iter().filter(|(_, row)| row.data["referentie"].is_null()) {
                let known = self.store.order(&self.id, &OrderRef::new(soort, id, id)).await;
                let right = match known.unwrap().map(|known| known.status) {
                    Some(ImportStatus::Werkbon(nummer)) => {
                        self.is_marked(nummer.as_str(), row).await && id != BEFORE
                    }
                    Some(ImportStatus::VanVoorStart) => id == BEFORE,
                    _ => false,
                };
                if !right {
                    wrong.push(format!("order {id}: {}", row.data));
                }
            }
        }
        wrong
    }

    async fn is_marked(&self, number: &str, order: &Row) -> bool {
        let marks = order.text("omschrijving").matches(" WB").count();
        let entry = self.store.delivery(&self.id, &nummer(number)).await.unwrap();
        match entry.filter(|entry| entry.document.is_some()) {
            Some(it) if it.code.as_deref() == Some("werkbon-besloten-geleverd") => marks <= 1,
            Some(_) => marks == 1,
            None => marks == 0,
        }
    }

    /// A refresh token came again only where its first answer was lost: to a fault or a crash, and
    /// never once what it bought was in the store. (How often a dead one is tried does no harm.)
    fn wrong_tokens(&self) -> Vec<String> {
        let journal = self.faults.journal();
        let requests = journal.iter().filter(|exchange| exchange.is("POST", "/token"));
        let others: Vec<_> =
            requests.filter(|exchange| exchange.outcome != Outcome::Answered(400)).collect();
        let crashes = *self.crashes.lock().unwrap();
        let books = self.kade.books();
        let arrived = books.spent.values().filter(|new| self.tokens.held(new)).count();
        let mut wrong = Vec::new();
        let again: BTreeSet<&String> = books.again.iter().collect();
        if again.len() > others.len() - arrived + crashes {
            wrong.push(format!("refresh tokens came again: {:?}", books.again));
        }
        let stored = |old: &&String| books.spent.get(*old).is_some_and(|new| self.tokens.held(new));
        wrong.extend(
            books.again.iter().filter(stored).map(|old| format!("{old} came again after its use")),
        );
        wrong
    }

    /// The open line of the log about a record, or about the integration.
    pub(crate) async fn asks(&self, record: Option<&str>) -> Option<LogEntry> {
        let log = self.log().await.into_iter();
        let mut asks = log.filter(|entry| entry.soort == Soort::Fout);
        asks.find(|entry| entry.record.as_deref() == record)
    }
}
