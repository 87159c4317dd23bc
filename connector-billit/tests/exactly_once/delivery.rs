//! What a delivery is at Billit: an invoice with its PDFs, made in one call, and read back once.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use connector_billit::simulator::{
    Billit, DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_PARTY_ID, DEMO_REDIRECT_URI,
    DEMO_REFRESH_TOKEN, Order, OrderLine,
};
use connector_billit::{BillitConfig, BillitConnector};
use simon_core::connector::AccountingConnector;
use simon_core::domain::{Pdf, PdfSoort, Werkbon};
use simon_core::host::{Clock, Tabel};
use simon_core::http::Runtime;
use simon_core::settings::{SettingValue, SettingValues};
use simon_testkit::builders;
use simon_testkit::exactly_once::{Endpoint, Login, NUMMER, Vendor, World};
use simon_testkit::{Refusals, Simulator};

/// The demo company, where a key against doubles has an effect or dies at once.
pub(crate) struct Bedrijf<const KEYS: bool>;

pub(crate) type WithKeys = Bedrijf<true>;
pub(crate) type WithoutKeys = Bedrijf<false>;

const ORDERS: &str = "/v1/orders";
const TOKEN: Endpoint = Endpoint::new("POST", "/OAuth2/token", "token");
const CREATE: Endpoint = Endpoint::new("POST", ORDERS, "create");

/// An invoice, with its id as the ledger has it.
#[derive(Debug)]
pub(crate) struct Factuur {
    id: String,
    order: Order,
}

impl<const KEYS: bool> Vendor for Bedrijf<KEYS> {
    type Simulator = Billit;
    type Document = Factuur;

    const CREATE: Endpoint = CREATE;
    /// The read-back is not among them: there is none when the answer to the create is lost.
    const ENDPOINTS: &'static [Endpoint] = &[
        TOKEN,
        Endpoint::new("GET", "/v1/account/accountInformation", "administration"),
        Endpoint::new("GET", "/v1/parties/", "customer"),
        CREATE,
        Endpoint::new("GET", ORDERS, "look-up").after_lost(&CREATE),
    ];
    /// Claim, four for the token, administration, look-up, attempt, customer, create, read-back, delivered,
    /// run.
    const CALLS: usize = 13;
    const SECOND_CRASHES: [usize; 2] = [150, 100];
    const LAG: Duration = Duration::from_secs(60);
    const RACES: u64 = 40;
    const LOGIN: Option<Login<Billit>> =
        Some(Login { token: TOKEN, browser: log_in, code: "billit-opnieuw-koppelen", lost: 2 });

    fn simulator(clock: Arc<dyn Clock>) -> Billit {
        let sim = Billit::new(clock);
        if !KEYS {
            sim.forget_keys_after(Some(Duration::ZERO));
        }
        sim
    }

    fn seed(sim: &Billit) {
        sim.seed_demo();
    }

    fn connector(runtime: Runtime) -> Arc<dyn AccountingConnector> {
        let config =
            BillitConfig::with_login(DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI)
                .with_refresh_token(DEMO_REFRESH_TOKEN);
        Arc::new(BillitConnector::new(config, runtime).unwrap())
    }

    fn refusals(sim: &Billit) -> Refusals {
        sim.refusals()
    }

    fn delay_look_ups(sim: &Billit, lag: Duration) {
        sim.list_orders_after(lag);
    }

    fn settings() -> SettingValues {
        let tekst = |text: &str| SettingValue::Tekst(text.to_owned());
        [
            ("administratie", tekst(&DEMO_PARTY_ID.to_string())),
            ("reistijd_artikel", tekst("REIS")),
            ("werktijd_artikel", tekst("UUR")),
            ("standaard_artikel", tekst("VOOR")),
            ("eerste_regel", SettingValue::JaNee(true)),
            ("klantreferentie", tekst("beide")),
            ("memo", tekst("beide")),
            ("pdf", tekst("beide")),
        ]
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect()
    }

    /// With two PDFs.
    fn werkbon(world: &World<Self>) -> Werkbon {
        let mut werkbon = builders::werkbon(NUMMER);
        werkbon.klant = Some(world.klant("Bakkerij De Korenaar"));
        werkbon.klantreferentie = Some("PO-88".to_owned());
        werkbon.artikelen = world.geboekt(&[("CV-22", "3.5"), ("THERM", "1")]);
        let keuring = Pdf::new(PdfSoort::EigenFormulieren, "keuring.pdf", b"%PDF-1.7".to_vec());
        werkbon.pdfs = vec![builders::pdf("werkbon.pdf"), keuring];
        werkbon
    }

    fn race_settings() -> SettingValues {
        let mut settings = Self::settings();
        settings.remove("pdf");
        settings
    }

    fn race_werkbon(world: &World<Self>, nummer: &str) -> Werkbon {
        let mut werkbon = builders::werkbon(nummer);
        werkbon.klant = Some(world.klant("Bakkerij De Korenaar"));
        werkbon.artikelen[0].artikel = builders::artikel_id(&world.artikel("THERM"));
        werkbon
    }

    fn documents(sim: &Billit, nummer: &str) -> Vec<Factuur> {
        let reference = format!("acme01-{nummer}");
        let carries = |order: &Order| order.extern_kenmerk.as_deref() == Some(&reference);
        let orders = sim.books().facturen().into_iter().filter(carries);
        orders.map(|order| Factuur { id: order.id.to_string(), order }).collect()
    }

    fn id(factuur: &Factuur) -> &str {
        &factuur.id
    }

    fn checks(world: &World<Self>, factuur: &Factuur) -> Vec<(&'static str, bool)> {
        let order = &factuur.order;
        let expected = EXPECTED.map(|line| line.map(str::to_owned));
        let remarks = order.opmerkingen.as_deref().unwrap_or_default();
        let files: Vec<&str> = order.bestanden.iter().map(|file| file.naam.as_str()).collect();
        vec![
            ("lines", lines(world, order) == expected),
            ("remarks", remarks.contains("Lekkende kraan vervangen")),
            ("reference", order.referentie.as_deref() == Some("20417 / PO-88")),
            ("PDFs", files == ["werkbon.pdf", "keuring.pdf"]),
            ("state", order.status == "Draft" && order.nummer.is_none()),
        ]
    }
}

/// Billit sends the browser straight back.
fn log_in(sim: &Billit, address: &str) -> String {
    let request = http::Request::get(address).body(Bytes::new()).unwrap();
    sim.handle(&request).headers()["location"].to_str().unwrap().to_owned()
}

/// What stands on each line: article, text, quantity, price and VAT percentage.
fn lines<const KEYS: bool>(world: &World<Bedrijf<KEYS>>, order: &Order) -> Vec<[String; 5]> {
    let articles = world.records(Tabel::Artikelen);
    let code = |id: i64| {
        let id = id.to_string();
        articles.iter().find(|it| it.id() == id).unwrap().code().to_owned()
    };
    let number = |text: &Option<String>| {
        let text = text.as_deref().map(|text| builders::decimal(text).normalize().to_string());
        text.unwrap_or_default()
    };
    let line = |regel: &OrderLine| {
        let artikel = regel.artikel.map(code).unwrap_or_default();
        let numbers = [&regel.aantal, &regel.prijs, &regel.btw].map(number);
        let [aantal, prijs, btw] = numbers;
        [artikel, regel.omschrijving.clone(), aantal, prijs, btw]
    };
    order.regels.iter().map(line).collect()
}

const EXPECTED: [[&str; 5]; 6] = [
    ["", "Lekkende kraan vervangen", "", "", ""],
    ["CV-22", "Cv-buis 22 mm", "3.5", "8.95", "6"],
    ["THERM", "Thermostaat", "1", "119", "21"],
    ["UUR", "Arbeid monteur", "1.5", "62.5", "21"],
    ["REIS", "Reistijd", "0.5", "45", "21"],
    ["VOOR", "Voorrijkosten", "1", "35", "21"],
];
