//! An empty company with one warehouse.

use std::sync::Arc;
use std::time::Duration;

use connector_visma::simulator::{
    Artikel, DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI, DEMO_REFRESH_TOKEN,
    DEMO_TENANT, Factuur, Klant, Order, Regel, VismaNet,
};
use connector_visma::{INFO, VismaConfig, VismaConnector};
use rust_decimal::Decimal;
use simon_core::connector::{AccountingConnector, ConnectorInfo};
use simon_core::domain::{Administratie, DraftRegel, InvoiceDraft, OrderSoort, Referentie};
use simon_core::host::Clock;
use simon_core::http::Runtime;
use simon_core::settings::{SettingValue, SettingValues, SettingsVersion};
use simon_testkit::conformance::{Harness, Listing, Seeded, VendorDocument, VendorRegel};
use simon_testkit::{Simulator, builders};
use url::Url;

/// A company where a werkbon becomes a customer invoice, or else a sales order.
pub(crate) struct Company<const INVOICES: bool> {
    sim: Arc<VismaNet>,
}

fn tekst(text: &str) -> SettingValue {
    SettingValue::Tekst(text.to_owned())
}

fn soort(soort: OrderSoort) -> &'static str {
    match soort {
        OrderSoort::Verkooporder => "SO",
        OrderSoort::Offerte => "QT",
    }
}

/// Type and number in the id of an order.
fn order_id(id: &str) -> (&str, &str) {
    id.split_once('/').unwrap()
}

impl<const INVOICES: bool> Company<INVOICES> {
    fn klant(&self, nummer: &str, naam: &str) -> String {
        let books = self.sim.books();
        let known = books.klant_by_number(nummer);
        known.unwrap_or_else(|| books.add_klant(Klant::new(nummer, naam))).to_string()
    }

    fn artikel(&self, nummer: &str, naam: &str) -> String {
        let books = self.sim.books();
        let known = books.artikel_by_number(nummer);
        let artikel = || Artikel::new(nummer, naam, "STUK", 12_50);
        known.unwrap_or_else(|| books.add_artikel(artikel())).to_string()
    }

    fn order(&self, soort: &str, omschrijving: Option<&str>, regels: Vec<Regel>) -> String {
        self.klant("10000", "Bakkerij");
        let order = Order {
            soort: soort.to_owned(),
            klant: "10000".to_owned(),
            status: "Open".to_owned(),
            omschrijving: omschrijving.map(str::to_owned),
            datum: builders::datum(),
            gemaakt_door: Some("kantoor".to_owned()),
            regels,
            ..Order::default()
        };
        self.sim.books().add_order(order)
    }

    fn line(&self, omschrijving: &str) -> Regel {
        self.artikel("KRAAN", "Kraan");
        Regel {
            artikel: "KRAAN".to_owned(),
            omschrijving: omschrijving.to_owned(),
            aantal: "2.5".to_owned(),
            eenheid: "STUK".to_owned(),
            ..Regel::default()
        }
    }

    fn seeded_order(soort: &str, nummer: String) -> Seeded {
        Seeded { id: format!("{soort}/{nummer}"), code: nummer }
    }

    fn document(
        &self,
        id: String,
        klant: &str,
        teksten: [Option<String>; 4],
        regels: &[Regel],
        bijlagen: &[connector_visma::simulator::Bijlage],
    ) -> VendorDocument {
        let books = self.sim.books();
        let line = |regel: &Regel| VendorRegel {
            artikel: books.artikel_by_number(&regel.artikel).map(|id| id.to_string()),
            omschrijving: regel.omschrijving.clone(),
            aantal: Some(regel.hoeveelheid()),
            prijs: regel.gestuurde_prijs.as_ref().map(|digits| digits.parse().unwrap()),
        };
        VendorDocument {
            id,
            klant: books.klant_by_number(klant).unwrap_or_default().to_string(),
            teksten: teksten.into_iter().flatten().collect(),
            regels: regels.iter().map(line).collect(),
            pdfs: bijlagen.iter().map(|it| (as_named(&it.naam), it.inhoud.to_vec())).collect(),
        }
    }
}

/// Visma.net takes plain names only: one with a blank gets a dash, and a mark of what it was.
fn as_named(naam: &str) -> String {
    let marked = naam.strip_prefix("werkbon-20417-").and_then(|rest| rest.strip_suffix(".pdf"));
    let is_mark = |mark: &&str| mark.len() == 8 && mark.chars().all(|c| c.is_ascii_hexdigit());
    marked.filter(is_mark).map_or_else(|| naam.to_owned(), |_| "werkbon 20417.pdf".to_owned())
}

impl<const INVOICES: bool> Harness for Company<INVOICES> {
    const CREATE: (&'static str, &'static str) =
        if INVOICES { ("POST", "/v2/customerinvoice") } else { ("POST", "/api/v3/SalesOrders") };
    const TOKEN: Option<(&'static str, &'static str)> = Some(("POST", "/connect/token"));

    const LOGIN_ONCE: bool = true;

    fn info() -> &'static ConnectorInfo {
        &INFO
    }

    fn start(clock: Arc<dyn Clock>) -> Self {
        let sim = Arc::new(VismaNet::new(clock));
        sim.books().set_magazijn("1", "Hoofdmagazijn", true);
        // Both interfaces state the number of calls that they serve.
        sim.limit_orders(true);
        Self { sim }
    }

    fn books(&self) -> Administratie {
        Administratie::new(DEMO_TENANT, "Demo Installatietechniek B.V.")
    }

    fn simulator(&self) -> Arc<dyn Simulator> {
        self.sim.clone()
    }

    fn connector(&self, base: &Url, runtime: Runtime) -> Arc<dyn AccountingConnector> {
        let config =
            VismaConfig::interactive(DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI)
                .with_refresh_token(DEMO_REFRESH_TOKEN);
        // In process these are Visma's own hosts; a socket is on this machine.
        let config = match base.host_str() {
            Some("127.0.0.1") => config.with_urls(base.clone(), base.clone(), base.clone()),
            _ => config,
        };
        Arc::new(VismaConnector::new(config, runtime).unwrap())
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
        self.sim.cap_pages(Some(records));
    }

    fn seed(&self, listing: Listing, nummer: usize, naam: &str) -> Seeded {
        let code = nummer.saturating_add(1000).to_string();
        let id = match listing {
            Listing::Relaties => self.klant(&code, naam),
            Listing::Artikelen => self.artikel(&code, naam),
            Listing::Orders(kind) => {
                let nummer = self.order(soort(kind), Some(naam), vec![self.line("Kraan")]);
                return Self::seeded_order(soort(kind), nummer);
            }
            Listing::Artikelgroepen => panic!("there are no groups"),
        };
        Seeded { id, code }
    }

    fn seed_sparse(&self, listing: Listing, nummer: usize) -> Seeded {
        let seeded = match listing {
            Listing::Orders(kind) => {
                Self::seeded_order(soort(kind), self.order(soort(kind), None, Vec::new()))
            }
            _ => self.seed(listing, nummer, "Kaal"),
        };
        let books = self.sim.books();
        let id = || seeded.id.parse().unwrap();
        match listing {
            Listing::Orders(_) => {
                let (soort, nummer) = order_id(&seeded.id);
                for member in ["customerName", "customerOrder", "location", "totals", "branch"] {
                    books.serve_order_as(soort, nummer, member, None).unwrap();
                }
                books.serve_order_as(soort, nummer, "shipping", Some("null")).unwrap();
            }
            Listing::Artikelen => {
                for member in ["itemClass", "stockItem", "baseUnit", "recommendedPrice"] {
                    books.serve_artikel_as(id(), member, None).unwrap();
                }
                for member in ["salesUnit", "defaultPrice", "vatCode", "defaultWarehouse"] {
                    books.serve_artikel_as(id(), member, Some("null")).unwrap();
                }
            }
            _ => {
                for member in ["mainAddress", "invoiceContact", "currencyId", "location"] {
                    books.serve_klant_as(id(), member, None).unwrap();
                }
                for member in ["mainContact", "invoiceAddress", "deliveryAddress", "creditTerms"] {
                    books.serve_klant_as(id(), member, Some("null")).unwrap();
                }
            }
        }
        seeded
    }

    fn seed_unreadable(&self, listing: Listing, nummer: usize) {
        let seeded = self.seed(listing, nummer, "Onleesbaar");
        let (books, wrong) = (self.sim.books(), Some(r#"{"x":1}"#));
        let id = || seeded.id.parse().unwrap();
        match listing {
            Listing::Orders(_) => {
                let (soort, nummer) = order_id(&seeded.id);
                books.serve_order_as(soort, nummer, "description", wrong).unwrap();
            }
            Listing::Artikelen => {
                books.serve_artikel_as(id(), "inventoryId", Some(r#"["x"]"#)).unwrap();
            }
            _ => books.serve_klant_as(id(), "name", wrong).unwrap(),
        }
    }

    fn rename(&self, listing: Listing, id: &str, naam: &str) {
        let books = self.sim.books();
        let naam = naam.to_owned();
        match listing {
            Listing::Orders(_) => {
                let (soort, nummer) = order_id(id);
                books.change_order(soort, nummer, |order| order.omschrijving = Some(naam))
            }
            Listing::Artikelen => {
                books.change_artikel(id.parse().unwrap(), |artikel| artikel.omschrijving = naam)
            }
            _ => books.change_klant(id.parse().unwrap(), |klant| klant.naam = naam),
        }
        .unwrap();
    }

    fn deactivate(&self, listing: Listing, id: &str) -> bool {
        let books = self.sim.books();
        match listing {
            Listing::Orders(_) => {
                let (soort, nummer) = order_id(id);
                books.change_order(soort, nummer, |order| order.status = "Completed".to_owned())
            }
            Listing::Artikelen => books.deactivate_artikel(id.parse().unwrap()),
            _ => books.deactivate_klant(id.parse().unwrap()),
        }
        .unwrap();
        true
    }

    fn delete(&self, listing: Listing, id: &str) {
        let books = self.sim.books();
        match listing {
            Listing::Orders(_) => {
                let (soort, nummer) = order_id(id);
                books.delete_order(soort, nummer)
            }
            Listing::Artikelen => books.delete_artikel(id.parse().unwrap()),
            _ => books.delete_klant(id.parse().unwrap()),
        }
        .unwrap();
    }

    fn set_price(&self, artikel: &str, prijs: Decimal) {
        let id = artikel.parse().unwrap();
        self.sim.books().change_artikel(id, |artikel| artikel.prijs = prijs).unwrap();
    }

    fn seed_order(&self, kind: OrderSoort, regels: usize) -> Seeded {
        let lines = (1..=regels).map(|nummer| self.line(&format!("Regel {nummer}"))).collect();
        Self::seeded_order(soort(kind), self.order(soort(kind), Some("WB ketel"), lines))
    }

    fn draft(&self, nummer: &str) -> (InvoiceDraft, SettingsVersion) {
        let regel = |code: &str, aantal, prijs| {
            let mut regel = builders::regel(&self.artikel(code, "Kraan"), aantal, prijs);
            regel.code = code.to_owned();
            regel.eenheid = Some("STUK".to_owned());
            regel.omschrijving = Some(format!("Kraan {code}"));
            DraftRegel::Artikel(regel)
        };
        let mut draft = builders::draft(nummer);
        draft.klant = builders::relatie_id(&self.klant("10000", "Bakkerij"));
        draft.klant_code = "10000".to_owned();
        draft.omschrijving = None;
        draft.memo = Some("Eerste regel\nTweede regel: é 🚧".to_owned());
        draft.klantreferentie = Some("PO-2026/88".to_owned());
        draft.regels = vec![regel("K1", "2.5", "19.99"), regel("K 2/b", "1", "0.01")];
        let document = if INVOICES { "klantfactuur" } else { "verkooporder" };
        let values: SettingValues =
            [("document".to_owned(), tekst(document)), ("magazijn".to_owned(), tekst("1"))]
                .into_iter()
                .collect();
        let mut settings = builders::settings(values);
        settings.administratie = self.books();
        (draft, settings)
    }

    fn documents(&self, referentie: &Referentie) -> Vec<VendorDocument> {
        let books = self.sim.books();
        let wanted = Some(referentie.as_str());
        let of_order = |order: Order| {
            let Order { soort, nummer, klant, omschrijving, notitie, .. } = &order;
            let teksten = [omschrijving, notitie, &order.klantorder, &order.referentie];
            let id = format!("{soort}/{nummer}");
            self.document(id, klant, teksten.map(Clone::clone), &order.regels, &order.bijlagen)
        };
        let of_invoice = |factuur: Factuur| {
            let Factuur { nummer, klant, tekst, notitie, .. } = &factuur;
            let teksten = [tekst, notitie, &factuur.referentie, &factuur.externe_referentie];
            let id = format!("klantfactuur/{nummer}");
            self.document(id, klant, teksten.map(Clone::clone), &factuur.regels, &factuur.bijlagen)
        };
        let orders = books.orders().into_iter();
        let orders = orders.filter(|it| it.referentie.as_deref() == wanted).map(of_order);
        let invoices = books.facturen().into_iter();
        let invoices = invoices.filter(|it| it.externe_referentie.as_deref() == wanted);
        orders.chain(invoices.map(of_invoice)).collect()
    }

    fn document_count(&self) -> usize {
        let books = self.sim.books();
        let made = |order: &Order| order.gemaakt_door.is_none();
        books.facturen().len() + books.orders().iter().filter(|order| made(order)).count()
    }

    fn delay_look_ups(&self, lag: Duration) {
        self.sim.delay_look_ups(lag);
    }

    fn copy_document(&self, id: &str) {
        let books = self.sim.books();
        let (soort, nummer) = order_id(id);
        if let Some(factuur) = books.factuur(nummer).filter(|_| soort == "klantfactuur") {
            books.add_factuur(factuur);
            return;
        }
        let order = books.order(soort, nummer).unwrap();
        books.add_order(Order { nummer: String::new(), ..order });
    }
}
