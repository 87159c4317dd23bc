//! The conformance suite of the test kit, on the simulator.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::sync::Arc;
use std::time::Duration;

use connector_snelstart::simulator::{
    DEMO_KOPPELSLEUTEL, DEMO_SUBSCRIPTION_KEY, NewArtikel, NewOrder, NewRegel, NewRelatie, Order,
    OrderRegel, SnelStart,
};
use connector_snelstart::{INFO, SnelStartConfig, SnelStartConnector};
use rust_decimal::Decimal;
use simon_core::connector::{AccountingConnector, ConnectorInfo};
use simon_core::domain::{DraftRegel, InvoiceDraft, OrderSoort, Referentie};
use simon_core::host::Clock;
use simon_core::http::Runtime;
use simon_core::settings::{SettingValues, SettingsVersion};
use simon_testkit::conformance::{Harness, Listing, Seeded, VendorDocument, VendorRegel};
use simon_testkit::{Simulator, builders};
use url::Url;

simon_testkit::conformance!(Administratie);

/// An empty administration.
struct Administratie {
    sim: Arc<SnelStart>,
}

fn json_text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// An id for a record that is written as JSON.
fn guid(listing: Listing, nummer: usize) -> String {
    let kind = if listing == Listing::Relaties { 1 } else { 2 };
    format!("0000000{kind}-aaaa-bbbb-cccc-{nummer:012}")
}

impl Administratie {
    fn artikel(&self, code: &str, omschrijving: &str) -> String {
        self.sim.add_artikel(NewArtikel {
            artikelcode: code.to_owned(),
            omschrijving: omschrijving.to_owned(),
            verkoopprijs: Some(Decimal::new(12_50, 2)),
            ..NewArtikel::default()
        })
    }

    fn order(&self, omschrijving: &str, regels: usize) -> String {
        let artikel = self.artikel("ORDER", "Kraan");
        let regel = |nummer| NewRegel {
            artikel: Some(artikel.clone()),
            omschrijving: format!("Regel {nummer}"),
            aantal: builders::decimal("1.5"),
            stuksprijs: builders::decimal("39.95"),
        };
        let order = NewOrder {
            relatie: self.sim.add_relatie(NewRelatie::klant("Van de order")),
            omschrijving: Some(omschrijving.to_owned()),
            memo: Some("Sleutel bij de buren\nBellen vooraf".to_owned()),
            regels: (1..=regels).map(regel).collect(),
            ..NewOrder::default()
        };
        self.sim.add_order(&order).unwrap()
    }

    fn add_raw(&self, listing: Listing, json: &str) {
        match listing {
            Listing::Relaties => self.sim.add_raw_relatie(json),
            Listing::Artikelen => self.sim.add_raw_artikel(json),
            other => panic!("no raw {other:?}"),
        }
    }

    fn with_reference(&self, referentie: &Referentie) -> Vec<Order> {
        let line = format!("Simon-werkbon: {referentie}");
        let carries = |order: &Order| {
            order.memo.as_deref().is_some_and(|memo| memo.lines().any(|text| text == line))
        };
        self.sim.orders().into_iter().filter(carries).collect()
    }
}

impl Harness for Administratie {
    const CREATE: (&'static str, &'static str) = ("POST", "/v2/verkooporders");
    const TOKEN: Option<(&'static str, &'static str)> = Some(("POST", "/b2b/token"));

    fn info() -> &'static ConnectorInfo {
        &INFO
    }

    fn start(clock: Arc<dyn Clock>) -> Self {
        Self { sim: Arc::new(SnelStart::new(clock)) }
    }

    fn simulator(&self) -> Arc<dyn Simulator> {
        self.sim.clone()
    }

    fn connector(&self, base: &Url, runtime: Runtime) -> Arc<dyn AccountingConnector> {
        let config = SnelStartConfig::new(DEMO_SUBSCRIPTION_KEY, DEMO_KOPPELSLEUTEL);
        let config = config.with_urls(base.clone(), base.clone());
        Arc::new(SnelStartConnector::new(config, runtime).unwrap())
    }

    fn refusals(&self) -> Vec<String> {
        self.sim.refusals().all()
    }

    fn secrets(&self) -> Vec<String> {
        vec![DEMO_SUBSCRIPTION_KEY.to_owned(), DEMO_KOPPELSLEUTEL.to_owned()]
    }

    fn withdraw_credentials(&self) {
        self.sim.withdraw_koppelsleutel();
        self.sim.expire_tokens();
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
            Listing::Relaties => self.sim.add_relatie(NewRelatie {
                relatiecode: code.parse().ok(),
                ..NewRelatie::klant(naam)
            }),
            Listing::Artikelen => self.artikel(&code, naam),
            Listing::Artikelgroepen => {
                let id = self.sim.add_groep(naam, "Hoog");
                return Seeded { id, code: naam.to_owned() };
            }
            Listing::Orders(_) => self.order(naam, 1),
        };
        Seeded { id, code }
    }

    fn seed_sparse(&self, listing: Listing, nummer: usize) -> Seeded {
        let id = guid(listing, nummer);
        let json = match listing {
            Listing::Relaties => format!(
                r#"{{"id":"{id}","naam":"Kaal","relatiesoort":["Klant"],"nonactief":false,
                "email":null,"telefoon":null,"vestigingsAdres":null,"modifiedOn":null}}"#
            ),
            _ => format!(
                r#"{{"id":"{id}","omschrijving":"Kaal","verkoopprijs":null,"eenheid":null,
                "isNonActief":false}}"#
            ),
        };
        self.add_raw(listing, &json);
        Seeded { code: String::new(), id }
    }

    fn seed_unreadable(&self, listing: Listing, nummer: usize) {
        let id = guid(listing, nummer);
        let json = match listing {
            Listing::Relaties => format!(
                r#"{{"id":"{id}","naam":{{"x":1}},"relatiesoort":["Klant"],"nonactief":false}}"#
            ),
            _ => format!(r#"{{"id":"{id}","omschrijving":["x"],"isNonActief":false}}"#),
        };
        self.add_raw(listing, &json);
    }

    fn rename(&self, listing: Listing, id: &str, naam: &str) {
        let json = json_text(naam);
        match listing {
            Listing::Relaties => self.sim.change_relatie(id, &[("naam", &json)]),
            Listing::Artikelen => self.sim.change_artikel(id, &[("omschrijving", &json)]),
            Listing::Artikelgroepen => self.sim.rename_groep(id, naam),
            Listing::Orders(_) => self.sim.change_order(id, &[("omschrijving", &json)]),
        }
        .unwrap();
    }

    fn deactivate(&self, listing: Listing, id: &str) -> bool {
        match listing {
            Listing::Relaties => self.sim.deactivate_relatie(id).unwrap(),
            Listing::Artikelen => self.sim.deactivate_artikel(id).unwrap(),
            Listing::Artikelgroepen => return false,
            Listing::Orders(_) => drop(self.sim.invoice_order(id).unwrap()),
        }
        true
    }

    fn delete(&self, listing: Listing, id: &str) {
        match listing {
            Listing::Relaties => self.sim.delete_relatie(id),
            Listing::Artikelen => self.sim.delete_artikel(id),
            Listing::Artikelgroepen => self.sim.delete_groep(id),
            Listing::Orders(_) => self.sim.delete_order(id),
        }
        .unwrap();
    }

    fn set_price(&self, artikel: &str, prijs: Decimal) {
        self.sim.change_artikel(artikel, &[("verkoopprijs", &prijs.to_string())]).unwrap();
    }

    fn agree_price(&self, klant: &str, artikel: &str, prijs: Decimal) {
        self.sim.agree_price(klant, artikel, Decimal::ONE, prijs);
    }

    fn seed_order(&self, _: OrderSoort, regels: usize) -> Seeded {
        Seeded { id: self.order("Nieuwbouw", regels), code: String::new() }
    }

    fn draft(&self, nummer: &str) -> (InvoiceDraft, SettingsVersion) {
        let regel = |code: &str, aantal, prijs| {
            let mut regel = builders::regel(&self.artikel(code, "Kraan"), aantal, prijs);
            regel.code = code.to_owned();
            regel.omschrijving = Some(format!("Kraan {code}"));
            DraftRegel::Artikel(regel)
        };
        let mut draft = builders::draft(nummer);
        draft.klant = builders::relatie_id(&self.sim.add_relatie(NewRelatie::klant("Bakkerij")));
        draft.memo = Some("Eerste regel\nTweede regel: é 🚧".to_owned());
        draft.klantreferentie = Some("PO-2026/88".to_owned());
        draft.regels = vec![
            DraftRegel::Tekst("Lekkende kraan vervangen".to_owned()),
            regel("K1", "2.5", "19.99"),
            regel("K2", "-1", "0.01"),
        ];
        (draft, builders::settings(SettingValues::default()))
    }

    fn documents(&self, referentie: &Referentie) -> Vec<VendorDocument> {
        self.with_reference(referentie).into_iter().map(document).collect()
    }

    fn document_count(&self) -> usize {
        self.sim.orders().len()
    }

    fn delay_look_ups(&self, lag: Duration) {
        self.sim.delay_visibility(lag);
    }

    fn copy_document(&self, id: &str) {
        let order = self.sim.orders().into_iter().find(|order| order.id == id).unwrap();
        let regel = |regel: &OrderRegel| NewRegel {
            artikel: regel.artikel.clone(),
            omschrijving: regel.omschrijving.clone(),
            aantal: regel.aantal,
            stuksprijs: regel.stuksprijs,
        };
        let copy = NewOrder {
            regels: order.regels.iter().map(regel).collect(),
            relatie: order.relatie,
            omschrijving: order.omschrijving,
            memo: order.memo,
            ..NewOrder::default()
        };
        self.sim.add_order(&copy).unwrap();
    }
}

fn document(order: Order) -> VendorDocument {
    let teksten = [order.omschrijving, order.memo, order.betalingskenmerk];
    VendorDocument {
        id: order.id,
        klant: order.relatie,
        teksten: teksten.into_iter().flatten().collect(),
        regels: order.regels.into_iter().map(line).collect(),
        pdfs: Vec::new(),
    }
}

fn line(regel: OrderRegel) -> VendorRegel {
    let priced = regel.artikel.is_some();
    VendorRegel {
        artikel: regel.artikel,
        omschrijving: regel.omschrijving,
        aantal: priced.then_some(regel.aantal),
        prijs: priced.then_some(regel.stuksprijs),
    }
}
