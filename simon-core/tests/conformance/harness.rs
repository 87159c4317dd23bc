//! What the suite has to know of Molen.

use std::sync::Arc;

use rust_decimal::Decimal;
use simon_core::connector::{AccountingConnector, ConnectorInfo};
use simon_core::domain::{DraftRegel, InvoiceDraft, Referentie};
use simon_core::host::Clock;
use simon_core::http::Runtime;
use simon_core::settings::{SettingValues, SettingsVersion};
use simon_testkit::conformance::{Harness, Listing, Seeded, VendorDocument, VendorRegel};
use simon_testkit::{Simulator, builders};
use url::Url;

use crate::connector::{INFO, Molen};
use crate::vendor::{Invoice, Line, Shape, Vendor};

/// An empty administration at Molen.
pub(crate) struct Tiny {
    vendor: Arc<Vendor>,
    key: String,
}

fn table(listing: Listing) -> &'static str {
    match listing {
        Listing::Relaties => "klanten",
        Listing::Artikelen => "artikelen",
        other => panic!("Molen has no {other:?}"),
    }
}

impl Tiny {
    fn edit(&self, id: &str, edit: impl FnOnce(&mut crate::vendor::Record)) {
        self.vendor.books().change(id, edit);
    }

    fn shaped(&self, listing: Listing, nummer: usize, shape: Shape) -> Seeded {
        let seeded = self.seed(listing, nummer, "Kaal");
        self.edit(&seeded.id, |record| record.shape = shape);
        seeded
    }
}

impl Harness for Tiny {
    const CREATE: (&'static str, &'static str) = ("POST", "/facturen");
    const TOKEN: Option<(&'static str, &'static str)> = Some(("POST", "/token"));

    fn info() -> &'static ConnectorInfo {
        &INFO
    }

    fn start(_clock: Arc<dyn Clock>) -> Self {
        let vendor = Arc::new(Vendor::default());
        let key = vendor.books().key.clone();
        Self { vendor, key }
    }

    fn simulator(&self) -> Arc<dyn Simulator> {
        self.vendor.clone()
    }

    fn connector(&self, base: &Url, runtime: Runtime) -> Arc<dyn AccountingConnector> {
        Arc::new(Molen::new(base.as_str(), self.key.clone().into(), runtime).unwrap())
    }

    fn refusals(&self) -> Vec<String> {
        self.vendor.refusals.all()
    }

    fn secrets(&self) -> Vec<String> {
        vec![self.key.clone()]
    }

    fn withdraw_credentials(&self) {
        let mut books = self.vendor.books();
        books.key = "another key".to_owned();
        books.tokens.clear();
    }

    fn expire_tokens(&self) {
        self.vendor.books().tokens.clear();
    }

    fn limit_page(&self, records: usize) {
        self.vendor.books().page = records;
    }

    fn seed(&self, listing: Listing, nummer: usize, naam: &str) -> Seeded {
        let record = self.vendor.books().add(table(listing), nummer, naam);
        Seeded { code: record.id.to_uppercase(), id: record.id }
    }

    fn seed_sparse(&self, listing: Listing, nummer: usize) -> Seeded {
        self.shaped(listing, nummer, Shape::Sparse)
    }

    fn seed_unreadable(&self, listing: Listing, nummer: usize) {
        self.shaped(listing, nummer, Shape::Broken);
    }

    fn rename(&self, _: Listing, id: &str, naam: &str) {
        self.edit(id, |record| record.naam = naam.to_owned());
    }

    fn deactivate(&self, _: Listing, id: &str) -> bool {
        self.edit(id, |record| record.actief = false);
        true
    }

    fn delete(&self, _: Listing, id: &str) {
        self.vendor.books().records.retain(|record| record.id != id);
    }

    fn set_price(&self, artikel: &str, prijs: Decimal) {
        self.edit(artikel, |record| record.prijs = prijs);
    }

    fn draft(&self, nummer: &str) -> (InvoiceDraft, SettingsVersion) {
        for (table, number) in [("klanten", 901), ("artikelen", 901), ("artikelen", 902)] {
            self.vendor.books().add(table, number, "Voor de factuur");
        }
        let mut draft = builders::draft(nummer);
        draft.klant = builders::relatie_id("k901");
        draft.omschrijving = None;
        draft.memo = Some("Eerste regel\nTweede regel: é 🚧".to_owned());
        draft.regels = vec![
            DraftRegel::Tekst("Lekkende kraan".to_owned()),
            DraftRegel::Artikel(builders::regel("a901", "2.5", "19.9901")),
            DraftRegel::Artikel(builders::regel("a902", "-1", "0.01")),
        ];
        (draft, builders::settings(SettingValues::default()))
    }

    fn documents(&self, referentie: &Referentie) -> Vec<VendorDocument> {
        let books = self.vendor.books();
        let carries = |invoice: &&Invoice| invoice.referentie == referentie.as_str();
        books.invoices.iter().filter(carries).map(document).collect()
    }

    fn document_count(&self) -> usize {
        self.vendor.books().invoices.len()
    }

    fn copy_document(&self, id: &str) {
        let mut books = self.vendor.books();
        let mut copy = books.invoices.iter().find(|invoice| invoice.id == id).unwrap().clone();
        copy.id.push_str("-kopie");
        books.invoices.push(copy);
    }
}

fn document(invoice: &Invoice) -> VendorDocument {
    VendorDocument {
        id: invoice.id.clone(),
        klant: invoice.klant.clone(),
        teksten: [Some(invoice.referentie.clone()), invoice.memo.clone()]
            .into_iter()
            .flatten()
            .collect(),
        regels: invoice.regels.iter().map(line).collect(),
        pdfs: invoice.pdfs.clone(),
    }
}

fn line(line: &Line) -> VendorRegel {
    let number = |raw: &Option<Box<serde_json::value::RawValue>>| {
        raw.as_ref().map(|raw| builders::decimal(raw.get()))
    };
    VendorRegel {
        artikel: line.artikel.clone(),
        omschrijving: line.tekst.clone(),
        aantal: number(&line.aantal),
        prijs: number(&line.prijs),
    }
}
