//! An empty company of a simulated Billit, opened in one of two ways.

use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use connector_billit::simulator::{
    Billit, Books, DEMO_API_KEY, DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_PARTY_ID,
    DEMO_REDIRECT_URI, DEMO_REFRESH_TOKEN, NewArtikel, NewKlant, NewOfferte, NewRegel, NotThere,
    Order, OrderLine,
};
use connector_billit::{API_KEY_INFO, BillitConfig, BillitConnector, INFO};
use rust_decimal::Decimal;
use simon_core::connector::{AccountingConnector, ConnectorInfo};
use simon_core::domain::{Administratie, DraftRegel, InvoiceDraft, OrderSoort, Referentie};
use simon_core::host::Clock;
use simon_core::http::Runtime;
use simon_core::settings::{SettingValues, SettingsVersion};
use simon_testkit::conformance::{Harness, Listing, Seeded, VendorDocument, VendorRegel};
use simon_testkit::{Simulator, builders};
use url::Url;

/// How the connector proves itself.
pub(crate) trait Mode: Send + Sync + 'static {
    const TOKEN: Option<(&'static str, &'static str)>;

    fn info() -> &'static ConnectorInfo;
    fn config() -> BillitConfig;
    fn secrets() -> Vec<String>;
    fn withdraw(sim: &Billit);
}

/// A user who logged in before.
pub(crate) struct Login;

impl Mode for Login {
    const TOKEN: Option<(&'static str, &'static str)> = Some(("POST", "/OAuth2/token"));

    fn info() -> &'static ConnectorInfo {
        &INFO
    }

    fn config() -> BillitConfig {
        let config =
            BillitConfig::with_login(DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI);
        config.with_refresh_token(DEMO_REFRESH_TOKEN)
    }

    fn secrets() -> Vec<String> {
        vec![DEMO_CLIENT_SECRET.to_owned(), DEMO_REFRESH_TOKEN.to_owned()]
    }

    fn withdraw(sim: &Billit) {
        sim.withdraw_login();
    }
}

/// The key of a user.
pub(crate) struct ApiKey;

impl Mode for ApiKey {
    const TOKEN: Option<(&'static str, &'static str)> = None;

    fn info() -> &'static ConnectorInfo {
        &API_KEY_INFO
    }

    fn config() -> BillitConfig {
        BillitConfig::with_api_key(DEMO_API_KEY)
    }

    fn secrets() -> Vec<String> {
        vec![DEMO_API_KEY.to_owned()]
    }

    fn withdraw(sim: &Billit) {
        sim.set_api_key(None);
    }
}

/// An empty company.
pub(crate) struct Bedrijf<M> {
    sim: Arc<Billit>,
    mode: PhantomData<M>,
}

fn number(id: &str) -> i64 {
    id.parse().unwrap()
}

fn json_text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

impl<M> Bedrijf<M> {
    fn billit(&self) -> Books<'_> {
        self.sim.books()
    }

    fn artikel(&self, code: &str, omschrijving: &str) -> i64 {
        let prijs = Some(Decimal::new(12_50, 2));
        let artikel = NewArtikel { prijs, ..NewArtikel::artikel(code, omschrijving) };
        self.billit().add_artikel(&artikel)
    }

    /// An approved quote with a line on an article for each text.
    fn offerte(&self, regels: &[String]) -> i64 {
        let artikel = self.artikel("OFFERTE", "Kraan");
        let regel = |tekst: &String| NewRegel {
            omschrijving: Some(tekst.clone()),
            prijs: Some(builders::decimal("39.95")),
            ..NewRegel::artikel(artikel, builders::decimal("1.5"))
        };
        let klant = self.billit().add_klant(&NewKlant::naam("Van de offerte"));
        let offerte = NewOfferte::voor(klant, regels.iter().map(regel).collect());
        let id = self.billit().add_offerte(&offerte).unwrap();
        self.billit().approve_offerte(id).unwrap();
        id
    }
}

impl<M: Mode> Harness for Bedrijf<M> {
    const CREATE: (&'static str, &'static str) = ("POST", "/v1/orders");
    const TOKEN: Option<(&'static str, &'static str)> = M::TOKEN;
    const LOGIN_ONCE: bool = true;

    fn info() -> &'static ConnectorInfo {
        M::info()
    }

    fn start(clock: Arc<dyn Clock>) -> Self {
        Self { sim: Arc::new(Billit::new(clock)), mode: PhantomData }
    }

    fn books(&self) -> Administratie {
        Administratie::new(DEMO_PARTY_ID.to_string(), "Testbedrijf")
    }

    fn simulator(&self) -> Arc<dyn Simulator> {
        self.sim.clone()
    }

    fn connector(&self, base: &Url, runtime: Runtime) -> Arc<dyn AccountingConnector> {
        // In process it is Billit's own host; a socket is on this machine.
        let config = match base.host_str() {
            Some("127.0.0.1") => M::config().with_urls(base.clone(), base.clone()),
            _ => M::config(),
        };
        Arc::new(BillitConnector::new(config, runtime).unwrap())
    }

    fn refusals(&self) -> Vec<String> {
        self.sim.refusals().all()
    }

    fn secrets(&self) -> Vec<String> {
        M::secrets()
    }

    fn withdraw_credentials(&self) {
        M::withdraw(&self.sim);
    }

    fn expire_tokens(&self) {
        self.sim.expire_tokens();
    }

    fn limit_page(&self, records: usize) {
        self.sim.cap_pages(Some(records));
    }

    fn seed(&self, listing: Listing, nummer: usize, naam: &str) -> Seeded {
        let code = format!("{}", nummer.saturating_add(1000));
        let id = match listing {
            Listing::Relaties => self
                .billit()
                .add_klant(&NewKlant { nummer: Some(code.clone()), ..NewKlant::naam(naam) }),
            Listing::Artikelen => self.artikel(&code, naam),
            Listing::Orders(_) => self.offerte(&[naam.to_owned()]),
            Listing::Artikelgroepen => panic!("there are no groups"),
        };
        Seeded { id: id.to_string(), code }
    }

    fn seed_sparse(&self, listing: Listing, nummer: usize) -> Seeded {
        let code = nummer.saturating_add(1000).to_string();
        let id = match listing {
            Listing::Relaties => {
                let id = self.billit().add_sparse_klant("Kaal").to_string();
                return Seeded { id, code: String::new() };
            }
            _ => self.billit().add_raw_artikel(&[("Reference", &json_text(&code))]).unwrap(),
        };
        Seeded { id: id.to_string(), code }
    }

    fn seed_unreadable(&self, listing: Listing, _: usize) {
        match listing {
            Listing::Relaties => self.billit().add_raw_klant(&[("Name", r#"{"x":1}"#)]),
            _ => self.billit().add_raw_artikel(&[("Description", r#"["x"]"#)]),
        }
        .unwrap();
    }

    fn rename(&self, listing: Listing, id: &str, naam: &str) {
        let (id, naam) = (number(id), json_text(naam));
        match listing {
            Listing::Relaties => self.billit().change_klant(id, &[("Name", &naam)]),
            Listing::Artikelen => self.billit().change_artikel(id, &[("Description", &naam)]),
            _ => {
                let lines = format!(r#"[{{"Description":{naam}}}]"#);
                self.billit().change_order(id, &[("OrderLines", &lines)])
            }
        }
        .unwrap();
    }

    fn deactivate(&self, listing: Listing, id: &str) -> bool {
        let quote = matches!(listing, Listing::Orders(_));
        if quote {
            self.billit().set_order_status(number(id), "Invoiced").unwrap();
        }
        quote
    }

    fn delete(&self, listing: Listing, id: &str) {
        let id = number(id);
        let deleted: Result<(), NotThere> = match listing {
            Listing::Relaties => self.billit().delete_klant(id),
            Listing::Artikelen => self.billit().delete_artikel(id),
            _ => self.billit().delete_order(id),
        };
        deleted.unwrap();
    }

    fn set_price(&self, artikel: &str, prijs: Decimal) {
        let price = [("AmountExcl", &*prijs.to_string())];
        self.billit().change_artikel(number(artikel), &price).unwrap();
    }

    fn seed_order(&self, _: OrderSoort, regels: usize) -> Seeded {
        let regels: Vec<String> = (1..=regels).map(|nummer| format!("Regel {nummer}")).collect();
        Seeded { id: self.offerte(&regels).to_string(), code: String::new() }
    }

    fn draft(&self, nummer: &str) -> (InvoiceDraft, SettingsVersion) {
        let regel = |code: &str, aantal, prijs| {
            let artikel = self.artikel(code, "Kraan").to_string();
            let mut regel = builders::regel(&artikel, aantal, prijs);
            regel.code = code.to_owned();
            regel.btw_code = Some("21".to_owned());
            regel.omschrijving = Some(format!("Kraan {code}"));
            DraftRegel::Artikel(regel)
        };
        let klant = self.billit().add_klant(&NewKlant::naam("Bakkerij"));
        let mut draft = builders::draft(nummer);
        draft.klant = builders::relatie_id(&klant.to_string());
        draft.omschrijving = None;
        draft.betalingstermijn_dagen = Some(30);
        draft.memo = Some("Eerste regel\nTweede regel: é 🚧".to_owned());
        draft.klantreferentie = Some("PO-2026/88".to_owned());
        draft.regels = vec![
            DraftRegel::Tekst("Lekkende kraan vervangen".to_owned()),
            regel("K1", "2.5", "19.99"),
            regel("K2", "-1", "0.01"),
        ];
        let mut settings = builders::settings(SettingValues::default());
        settings.administratie = self.books();
        (draft, settings)
    }

    fn documents(&self, referentie: &Referentie) -> Vec<VendorDocument> {
        let carries = |order: &Order| order.extern_kenmerk.as_deref() == Some(referentie.as_str());
        self.billit().facturen().into_iter().filter(carries).map(document).collect()
    }

    fn document_count(&self) -> usize {
        self.billit().facturen().len()
    }

    fn delay_look_ups(&self, lag: Duration) {
        self.sim.list_orders_after(lag);
    }

    fn copy_document(&self, id: &str) {
        let order = self.billit().order(number(id)).unwrap();
        let copy = self.billit().add_factuur(order.klant, "Kopie", "10").unwrap();
        let reference = json_text(&order.extern_kenmerk.unwrap());
        self.billit().change_order(copy, &[("ExternalProviderID", &reference)]).unwrap();
    }
}

fn document(order: Order) -> VendorDocument {
    let teksten = [order.extern_kenmerk, order.referentie, order.titel, order.opmerkingen];
    let pdfs = order.bestanden.into_iter().map(|bestand| (bestand.naam, bestand.bytes));
    VendorDocument {
        id: order.id.to_string(),
        klant: order.klant.to_string(),
        teksten: teksten.into_iter().flatten().collect(),
        regels: order.regels.into_iter().map(line).collect(),
        pdfs: pdfs.collect(),
    }
}

fn line(regel: OrderLine) -> VendorRegel {
    let number = |text: Option<String>| text.map(|text| builders::decimal(&text));
    VendorRegel {
        artikel: regel.artikel.map(|id| id.to_string()),
        omschrijving: regel.omschrijving,
        aantal: number(regel.aantal),
        prijs: number(regel.prijs),
    }
}
