//! What a delivery is at Exact Online: a concept invoice, and a document with PDFs on the customer's
//! card.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use connector_exact::simulator::{
    DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI, DEMO_REFRESH_TOKEN, Document,
    ExactOnline, Invoice, InvoiceLine,
};
use connector_exact::{ExactConfig, ExactConnector};
use simon_core::connector::AccountingConnector;
use simon_core::domain::{Pdf, PdfSoort, Werkbon};
use simon_core::host::{Clock, Tabel};
use simon_core::http::Runtime;
use simon_core::settings::{SettingValue, SettingValues};
use simon_testkit::builders::{self, decimal};
use simon_testkit::exactly_once::{self, Endpoint, Login, NUMMER, Vendor};
use simon_testkit::{Refusals, Simulator};

pub(crate) type World = exactly_once::World<Division>;

/// The demo division.
pub(crate) struct Division;

/// An invoice, and all documents in the books.
#[derive(Debug)]
pub(crate) struct Booked {
    invoice: Invoice,
    documents: Vec<Document>,
}

const INVOICES: &str = "/api/v1/3201417/salesinvoice/SalesInvoices";
const DOCUMENTS: &str = "/api/v1/3201417/documents/Documents";
const ATTACHMENTS: &str = "/api/v1/3201417/documents/DocumentAttachments";

impl Division {
    const TOKEN: Endpoint = Endpoint::new("POST", "/api/oauth2/token", "token");
    pub(crate) const DOSSIER: Endpoint = Endpoint::new("POST", DOCUMENTS, "dossier");
    pub(crate) const PDF: Endpoint = Endpoint::new("POST", ATTACHMENTS, "PDF");
}

impl Vendor for Division {
    type Simulator = ExactOnline;
    type Document = Booked;

    const CREATE: Endpoint = Endpoint::new("POST", INVOICES, "create");
    const ENDPOINTS: &'static [Endpoint] = &[
        Self::TOKEN,
        Endpoint::new("GET", "/api/v1/3201417/system/Divisions", "administration"),
        Self::CREATE,
        Endpoint::new("GET", INVOICES, "look-up of the invoice").after_lost(&Self::CREATE),
        Self::DOSSIER,
        Endpoint::new("GET", DOCUMENTS, "look-up of the dossier").after_lost(&Self::DOSSIER),
        Self::PDF,
        Endpoint::new("GET", ATTACHMENTS, "look-up of a PDF").after_lost(&Self::PDF),
    ];
    /// Claim, three for the token, administration, attempt, create, result, for the dossier and each of
    /// two PDFs begin, create and result, delivered, run.
    const CALLS: usize = 19;
    const SECOND_CRASHES: [usize; 2] = [600, 290];
    const LAG: Duration = Duration::from_secs(60);
    const RACES: u64 = 40;
    const LOGIN: Option<Login<ExactOnline>> = Some(Login {
        token: Self::TOKEN,
        browser: log_in,
        code: "exact-opnieuw-koppelen",
        lost: 2,
    });

    fn simulator(clock: Arc<dyn Clock>) -> ExactOnline {
        ExactOnline::new(clock)
    }

    fn seed(sim: &ExactOnline) {
        sim.seed_demo();
    }

    fn connector(runtime: Runtime) -> Arc<dyn AccountingConnector> {
        let config = ExactConfig::new(DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI)
            .with_refresh_token(DEMO_REFRESH_TOKEN);
        Arc::new(ExactConnector::new(config, runtime).unwrap())
    }

    fn refusals(sim: &ExactOnline) -> Refusals {
        sim.refusals()
    }

    fn delay_look_ups(sim: &ExactOnline, lag: Duration) {
        sim.delay_look_ups(lag);
    }

    fn settings() -> SettingValues {
        [
            ("administratie", "417"),
            ("dagboek", "70"),
            ("reistijd_artikel", "REIS"),
            ("werktijd_artikel", "UUR"),
            ("standaard_artikel", "VOORRIJ"),
            ("klantreferentie", "beide"),
            ("memo", "beide"),
            ("pdf", "beide"),
        ]
        .into_iter()
        .map(|(key, text)| (key.to_owned(), SettingValue::Tekst(text.to_owned())))
        .collect()
    }

    /// With two PDFs.
    fn werkbon(world: &World) -> Werkbon {
        let klant = world.klant("Bakkerij De Korenaar");
        let buis = world.artikel("BUIS22");
        world.sim.books().agree_price(klant.as_str(), &buis, decimal("9.99"));
        let mut werkbon = builders::werkbon(NUMMER);
        werkbon.klant = Some(klant);
        werkbon.klantreferentie = Some("PO-88".to_owned());
        werkbon.artikelen = world.geboekt(&[("KRAAN15", "2"), ("BUIS22", "3.5")]);
        let keuring = Pdf::new(PdfSoort::EigenFormulieren, "keuring.pdf", b"%PDF-1.7".to_vec());
        werkbon.pdfs = vec![builders::pdf("werkbon.pdf"), keuring];
        werkbon
    }

    fn race_settings() -> SettingValues {
        let mut settings = Self::settings();
        settings.remove("pdf");
        settings
    }

    fn race_werkbon(world: &World, nummer: &str) -> Werkbon {
        let mut werkbon = builders::werkbon(nummer);
        werkbon.klant = Some(world.klant("Bakkerij De Korenaar"));
        werkbon.artikelen[0].artikel = builders::artikel_id(&world.artikel("KRAAN15"));
        werkbon
    }

    fn documents(sim: &ExactOnline, nummer: &str) -> Vec<Booked> {
        let marker = format!("Werkbon acme01-{nummer}");
        let carries = |invoice: &Invoice| invoice.description.as_deref() == Some(&marker);
        let invoices = sim.books().invoices().into_iter().filter(carries);
        invoices.map(|invoice| Booked { invoice, documents: sim.books().documents() }).collect()
    }

    fn id(booked: &Booked) -> &str {
        &booked.invoice.id
    }

    fn checks(world: &World, booked: &Booked) -> Vec<(&'static str, bool)> {
        let invoice = &booked.invoice;
        let mut found = lines(world, invoice);
        found.sort();
        let mut expected =
            EXPECTED.map(|(code, aantal, prijs)| (code.into(), aantal.into(), prijs.into()));
        expected.sort();
        let remarks = invoice.remarks.as_deref().unwrap_or_default();
        vec![
            ("lines", found == expected),
            ("remarks", remarks.contains("Lekkende kraan vervangen")),
            ("reference", invoice.your_ref.as_deref() == Some("20417 / PO-88")),
            ("PDFs", pdfs_hang_once(booked)),
        ]
    }
}

/// Exact sends the browser straight back.
fn log_in(sim: &ExactOnline, address: &str) -> String {
    let request = http::Request::get(address).body(Bytes::new()).unwrap();
    sim.handle(&request).headers()["location"].to_str().unwrap().to_owned()
}

/// What stands on each line: article, quantity and price.
fn lines(world: &World, invoice: &Invoice) -> Vec<(String, String, String)> {
    let articles = world.records(Tabel::Artikelen);
    let code = |id: &str| articles.iter().find(|it| it.id() == id).unwrap().code().to_owned();
    let line = |regel: &InvoiceLine| {
        let numbers = (regel.quantity.normalize(), regel.net_price.normalize());
        (code(&regel.item), numbers.0.to_string(), numbers.1.to_string())
    };
    invoice.lines.iter().map(line).collect()
}

const EXPECTED: [(&str, &str, &str); 5] = [
    ("REIS", "0.5", "47.5"),
    ("UUR", "1.5", "62.5"),
    ("KRAAN15", "2", "11.95"),
    ("BUIS22", "3.5", "9.99"),
    ("VOORRIJ", "1", "35"),
];

/// One document on the customer's card with each PDF once.
fn pdfs_hang_once(booked: &Booked) -> bool {
    let [Document { account, attachments, .. }] = booked.documents.as_slice() else { return false };
    let names: Vec<&str> = attachments.iter().map(|file| file.naam.as_str()).collect();
    account.as_deref() == Some(&booked.invoice.ordered_by)
        && names == ["werkbon.pdf", "keuring.pdf"]
        && attachments[1].bytes == b"%PDF-1.7"
}
