//! The conformance suite of the test kit, on the simulator.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::sync::Arc;
use std::time::Duration;

use connector_exact::simulator::{
    DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_DIVISION, DEMO_REDIRECT_URI, DEMO_REFRESH_TOKEN,
    ExactOnline, Invoice, InvoiceLine, NewAccount, NewItem,
};
use connector_exact::{ExactConfig, ExactConnector, INFO};
use rust_decimal::Decimal;
use simon_core::connector::{AccountingConnector, ConnectorInfo};
use simon_core::domain::{Administratie, DraftRegel, InvoiceDraft, Referentie};
use simon_core::host::Clock;
use simon_core::http::Runtime;
use simon_core::settings::{SettingValue, SettingValues, SettingsVersion};
use simon_testkit::conformance::{Harness, Listing, Seeded, VendorDocument, VendorRegel};
use simon_testkit::{Simulator, builders};
use url::Url;

simon_testkit::conformance!(Division);

const DAGBOEK: &str = "70";

/// An empty division.
struct Division {
    sim: Arc<ExactOnline>,
}

impl Division {
    fn artikel(&self, code: &str, omschrijving: &str) -> String {
        let prijs = Some(Decimal::new(12_50, 2));
        let artikel = NewItem { prijs, ..NewItem::artikel(code, omschrijving) };
        self.sim.books().add_item(&artikel)
    }
}

impl Harness for Division {
    const CREATE: (&'static str, &'static str) =
        ("POST", "/api/v1/3201417/salesinvoice/SalesInvoices");
    const TOKEN: Option<(&'static str, &'static str)> = Some(("POST", "/api/oauth2/token"));

    const LOGIN_ONCE: bool = true;

    fn info() -> &'static ConnectorInfo {
        &INFO
    }

    fn start(clock: Arc<dyn Clock>) -> Self {
        let sim = Arc::new(ExactOnline::new(clock));
        sim.books().add_journal(DAGBOEK, "Verkoopboek", 20);
        Self { sim }
    }

    fn books(&self) -> Administratie {
        Administratie::new(DEMO_DIVISION.to_string(), "Testadministratie")
    }

    fn simulator(&self) -> Arc<dyn Simulator> {
        self.sim.clone()
    }

    fn connector(&self, base: &Url, runtime: Runtime) -> Arc<dyn AccountingConnector> {
        let config = ExactConfig::new(DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI);
        let config = config.with_refresh_token(DEMO_REFRESH_TOKEN);
        // In process it is Exact's own host; a socket is on this machine.
        let config = match base.host_str() {
            Some("127.0.0.1") => config.with_urls(base.clone(), base.clone()),
            _ => config,
        };
        Arc::new(ExactConnector::new(config, runtime).unwrap())
    }

    fn refusals(&self) -> Vec<String> {
        self.sim.refusals().all()
    }

    fn secrets(&self) -> Vec<String> {
        vec![DEMO_CLIENT_SECRET.to_owned(), DEMO_REFRESH_TOKEN.to_owned()]
    }

    fn withdraw_credentials(&self) {
        self.sim.withdraw_login();
    }

    fn expire_tokens(&self) {
        self.sim.expire_tokens();
    }

    fn limit_page(&self, records: usize) {
        self.sim.cap_pages(records);
    }

    fn seed(&self, listing: Listing, nummer: usize, naam: &str) -> Seeded {
        let code = format!("{}", nummer.saturating_add(1000));
        let id = match listing {
            Listing::Relaties => self
                .sim
                .books()
                .add_account(&NewAccount { code: Some(code.clone()), ..NewAccount::klant(naam) }),
            Listing::Artikelen => self.artikel(&code, naam),
            Listing::Artikelgroepen => {
                let id = self.sim.books().add_group(&code, naam);
                return Seeded { id, code: naam.to_owned() };
            }
            Listing::Orders(_) => panic!("there are no orders"),
        };
        Seeded { id, code }
    }

    fn seed_sparse(&self, listing: Listing, nummer: usize) -> Seeded {
        let code = nummer.saturating_add(1000).to_string();
        let id = match listing {
            Listing::Relaties => self.sim.books().add_sparse_account(&code, "Kaal"),
            _ => self.sim.books().add_sparse_item(&code, "Kaal"),
        };
        Seeded { id, code }
    }

    fn seed_unreadable(&self, listing: Listing, _: usize) {
        match listing {
            Listing::Relaties => self
                .sim
                .books()
                .add_raw_account(&[("Name", r#"{"x":1}"#), ("Status", r#""C""#)])
                .unwrap(),
            _ => self
                .sim
                .books()
                .add_raw_item(&[("Description", r#"["x"]"#), ("IsSalesItem", "true")])
                .unwrap(),
        };
    }

    fn rename(&self, listing: Listing, id: &str, naam: &str) {
        match listing {
            Listing::Relaties => self.sim.books().rename_account(id, naam),
            Listing::Artikelen => self.sim.books().rename_item(id, naam),
            _ => self.sim.books().rename_group(id, naam),
        }
        .unwrap();
    }

    fn deactivate(&self, listing: Listing, id: &str) -> bool {
        match listing {
            Listing::Relaties => self.sim.books().block_account(id).unwrap(),
            Listing::Artikelen => self.sim.books().stop_selling(id).unwrap(),
            _ => return false,
        }
        true
    }

    fn delete(&self, listing: Listing, id: &str) {
        match listing {
            Listing::Relaties => self.sim.books().delete_account(id),
            Listing::Artikelen => self.sim.books().delete_item(id),
            _ => self.sim.books().delete_group(id),
        }
        .unwrap();
    }

    fn set_price(&self, artikel: &str, prijs: Decimal) {
        self.sim.books().set_price(artikel, prijs).unwrap();
    }

    fn draft(&self, nummer: &str) -> (InvoiceDraft, SettingsVersion) {
        let regel = |code: &str, aantal, prijs| {
            let mut regel = builders::regel(&self.artikel(code, "Kraan"), aantal, prijs);
            regel.code = code.to_owned();
            regel.omschrijving = Some(format!("Kraan {code}"));
            DraftRegel::Artikel(regel)
        };
        let mut draft = builders::draft(nummer);
        draft.klant =
            builders::relatie_id(&self.sim.books().add_account(&NewAccount::klant("Bakkerij")));
        draft.omschrijving = None;
        draft.memo = Some("Eerste regel\nTweede regel: é 🚧".to_owned());
        draft.klantreferentie = Some("PO-2026/88".to_owned());
        draft.regels = vec![regel("K1", "2.5", "19.99"), regel("K2", "-1", "0.01")];
        let mut values = SettingValues::default();
        values.set("dagboek", SettingValue::Tekst(DAGBOEK.to_owned()));
        let mut settings = builders::settings(values);
        settings.administratie = self.books();
        (draft, settings)
    }

    fn documents(&self, referentie: &Referentie) -> Vec<VendorDocument> {
        let marker = format!("Werkbon {referentie}");
        let carries = |invoice: &Invoice| invoice.description.as_deref() == Some(&marker);
        let books = self.sim.books();
        let pdfs: Vec<(String, Vec<u8>)> = books
            .documents()
            .into_iter()
            .filter(|document| document.subject == marker)
            .flat_map(|document| document.attachments)
            .map(|file| (file.naam, file.bytes))
            .collect();
        let found = books.invoices().into_iter().filter(carries);
        found.map(|invoice| document(invoice, pdfs.clone())).collect()
    }

    fn document_count(&self) -> usize {
        self.sim.books().invoices().len()
    }

    fn delay_look_ups(&self, lag: Duration) {
        self.sim.delay_look_ups(lag);
    }

    fn copy_document(&self, id: &str) {
        self.sim.books().copy_invoice(id).unwrap();
    }
}

fn document(invoice: Invoice, pdfs: Vec<(String, Vec<u8>)>) -> VendorDocument {
    let remarks = invoice.remarks.map(|text| text.replace("\r\n", "\n"));
    let teksten = [invoice.description, remarks, invoice.your_ref];
    VendorDocument {
        id: invoice.id,
        klant: invoice.ordered_by,
        teksten: teksten.into_iter().flatten().collect(),
        regels: invoice.lines.into_iter().map(line).collect(),
        pdfs,
    }
}

fn line(regel: InvoiceLine) -> VendorRegel {
    VendorRegel {
        artikel: Some(regel.item),
        omschrijving: regel.notes.unwrap_or_default().replace("\r\n", "\n"),
        aantal: Some(regel.quantity),
        prijs: Some(regel.net_price),
    }
}
