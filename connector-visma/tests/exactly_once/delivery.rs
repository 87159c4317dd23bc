//! What a delivery is at Visma.net: a sales order or a customer invoice, with PDFs on it.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use connector_visma::simulator::{
    Bijlage, DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI, DEMO_REFRESH_TOKEN, Regel,
    VismaNet,
};
use connector_visma::{VismaConfig, VismaConnector};
use simon_core::connector::AccountingConnector;
use simon_core::domain::{Pdf, PdfSoort, Werkbon};
use simon_core::host::Clock;
use simon_core::http::Runtime;
use simon_core::settings::{SettingValue, SettingValues};
use simon_testkit::builders;
use simon_testkit::exactly_once::{Endpoint, Login, NUMMER, Vendor, World};
use simon_testkit::{Refusals, Simulator};

/// The demo company, where a werkbon becomes a customer invoice, or else a sales order.
pub(crate) struct Company<const INVOICES: bool>;

/// A document of either kind.
#[derive(Debug)]
pub(crate) struct Booked {
    id: String,
    notitie: Option<String>,
    klantreferentie: Option<String>,
    regels: Vec<Regel>,
    bijlagen: Vec<Bijlage>,
}

const TOKEN: Endpoint = Endpoint::new("POST", "/connect/token", "token");
const COMPANY: Endpoint = Endpoint::new("GET", "/v1/organization", "administration");
const ORDER: Endpoint = Endpoint::new("POST", "/api/v3/SalesOrders", "create");
const INVOICE: Endpoint = Endpoint::new("POST", "/v2/customerinvoice", "create");

impl<const INVOICES: bool> Vendor for Company<INVOICES> {
    type Simulator = VismaNet;
    type Document = Booked;

    const CREATE: Endpoint = if INVOICES { INVOICE } else { ORDER };
    const ENDPOINTS: &'static [Endpoint] = if INVOICES {
        &[
            TOKEN,
            COMPANY,
            INVOICE,
            Endpoint::new("GET", "/v1/customerinvoice", "look-up of the invoice")
                .after_lost(&INVOICE),
            Endpoint::new("POST", "/v1/customerinvoice/", "PDF"),
        ]
    } else {
        &[
            TOKEN,
            COMPANY,
            ORDER,
            Endpoint::new("GET", "/api/v3/SalesOrders/SO", "look-up of the order")
                .after_lost(&ORDER),
            Endpoint::new("POST", "/v1/salesorder/orderType/SO/", "PDF"),
        ]
    };
    /// Claim, three for the token, company, attempt, create, the look at what was made, result, the wait
    /// before the first PDF, run; then claim, for each of two PDFs begin, upload and result, delivered, run.
    const CALLS: usize = 20;
    const SECOND_CRASHES: [usize; 2] = [670, 270];
    const LAG: Duration = Duration::from_secs(60);
    const RACES: u64 = 40;
    const LOGIN: Option<Login<VismaNet>> =
        Some(Login { token: TOKEN, browser: log_in, code: "visma-opnieuw-koppelen", lost: 2 });

    fn simulator(clock: Arc<dyn Clock>) -> VismaNet {
        VismaNet::new(clock)
    }

    fn seed(sim: &VismaNet) {
        sim.seed_demo();
    }

    fn connector(runtime: Runtime) -> Arc<dyn AccountingConnector> {
        let config =
            VismaConfig::interactive(DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI)
                .with_refresh_token(DEMO_REFRESH_TOKEN);
        Arc::new(VismaConnector::new(config, runtime).unwrap())
    }

    fn refusals(sim: &VismaNet) -> Refusals {
        sim.refusals()
    }

    fn delay_look_ups(sim: &VismaNet, lag: Duration) {
        sim.delay_look_ups(lag);
    }

    fn settings() -> SettingValues {
        [
            ("administratie", "1403278"),
            ("document", if INVOICES { "klantfactuur" } else { "verkooporder" }),
            ("magazijn", "1"),
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
    fn werkbon(world: &World<Self>) -> Werkbon {
        let mut werkbon = builders::werkbon(NUMMER);
        werkbon.klant = Some(world.klant("Bakkerij De Korenaar"));
        werkbon.klantreferentie = Some("PO-88".to_owned());
        werkbon.artikelen = world.geboekt(&[("FILTER", "2"), ("BUIS 22/1", "3.5")]);
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
        werkbon.artikelen[0].artikel = builders::artikel_id(&world.artikel("FILTER"));
        werkbon
    }

    fn documents(sim: &VismaNet, nummer: &str) -> Vec<Booked> {
        let reference = format!("acme01-{nummer}");
        let ours = |text: &Option<String>| text.as_deref() == Some(&reference);
        let orders = sim.books().orders().into_iter().filter(|it| ours(&it.referentie));
        let orders = orders.map(|it| Booked {
            id: format!("{}/{}", it.soort, it.nummer),
            notitie: it.notitie,
            klantreferentie: it.klantorder,
            regels: it.regels,
            bijlagen: it.bijlagen,
        });
        let invoices = sim.books().facturen().into_iter();
        let invoices = invoices.filter(|it| ours(&it.externe_referentie)).map(|it| Booked {
            id: format!("klantfactuur/{}", it.nummer),
            notitie: it.notitie,
            klantreferentie: it.referentie,
            regels: it.regels,
            bijlagen: it.bijlagen,
        });
        orders.chain(invoices).collect()
    }

    fn id(booked: &Booked) -> &str {
        &booked.id
    }

    fn checks(_: &World<Self>, booked: &Booked) -> Vec<(&'static str, bool)> {
        let line = |regel: &Regel| {
            let aantal = regel.hoeveelheid().normalize().to_string();
            (regel.artikel.clone(), aantal, regel.prijs.normalize().to_string())
        };
        let mut found: Vec<_> = booked.regels.iter().map(line).collect();
        found.sort();
        let mut expected =
            EXPECTED.map(|(code, aantal, prijs)| (code.into(), aantal.into(), prijs.into()));
        expected.sort();
        let note = booked.notitie.as_deref().unwrap_or_default();
        let names: Vec<&str> = booked.bijlagen.iter().map(|file| file.naam.as_str()).collect();
        let files = names == ["werkbon.pdf", "keuring.pdf"];
        vec![
            ("lines", found == expected),
            ("note", note.contains("Lekkende kraan vervangen")),
            ("reference", booked.klantreferentie.as_deref() == Some("20417 / PO-88")),
            ("PDFs", files && &booked.bijlagen[1].inhoud[..] == b"%PDF-1.7"),
        ]
    }
}

/// Visma sends the browser straight back.
fn log_in(sim: &VismaNet, address: &str) -> String {
    let request = http::Request::get(address).body(Bytes::new()).unwrap();
    sim.handle(&request).headers()["location"].to_str().unwrap().to_owned()
}

const EXPECTED: [(&str, &str, &str); 5] = [
    ("REIS", "0.5", "47.5"),
    ("UUR", "1.5", "62.5"),
    ("FILTER", "2", "39.95"),
    ("BUIS 22/1", "3.5", "14.29"),
    ("VOORRIJ", "1", "35"),
];
