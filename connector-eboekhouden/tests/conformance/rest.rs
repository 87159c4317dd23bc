//! Through REST, with an API token.

use std::sync::Arc;
use std::time::Duration;

use connector_eboekhouden::simulator::{
    Artikel, DEMO_API_TOKEN, DEMO_SJABLOON, EBoekhouden, Factuur, NullMember, RawRecord, Regel,
    Relatie,
};
use connector_eboekhouden::{EboekhoudenConfig, REST_INFO, connector};
use rust_decimal::Decimal;
use simon_core::connector::{AccountingConnector, ConnectorInfo};
use simon_core::domain::{ArtikelRegel, DraftRegel, InvoiceDraft, Referentie};
use simon_core::host::Clock;
use simon_core::http::Runtime;
use simon_core::settings::{Checked, SettingValue, SettingValues, SettingsVersion};
use simon_testkit::conformance::{Harness, Listing, Seeded, VendorDocument, VendorRegel};
use simon_testkit::{Simulator, builders};
use url::Url;

simon_testkit::conformance!(Administratie);

/// An empty administration.
struct Administratie {
    sim: Arc<EBoekhouden>,
}

fn number(id: &str) -> i64 {
    id.parse().unwrap()
}

impl Administratie {
    fn relatie(&self, code: &str, naam: &str) -> i64 {
        self.sim.add_relatie(Relatie {
            code: Some(code.to_owned()),
            bedrijf: Some(naam.to_owned()),
            ..Relatie::default()
        })
    }

    fn artikel(&self, code: &str, omschrijving: &str) -> i64 {
        self.sim.add_artikel(Artikel {
            code: Some(code.to_owned()),
            omschrijving: Some(omschrijving.to_owned()),
            eenheid: Some(self.sim.eenheid_uur()),
            prijs: Some(Decimal::new(12_50, 2)),
            btw_code: Some("HOOG_VERK_21".to_owned()),
            rekening: Some(self.sim.omzetrekening()),
            ..Artikel::default()
        })
    }

    /// The number that the next raw record gets.
    fn next_id(&self, listing: Listing) -> i64 {
        let last = if listing == Listing::Relaties {
            let id = self.sim.add_relatie(Relatie::default());
            self.sim.delete_relatie(id).unwrap();
            id
        } else {
            let id = self.sim.add_artikel(Artikel::default());
            self.sim.delete_artikel(id).unwrap();
            id
        };
        last + 1
    }

    fn add_raw(&self, listing: Listing, rest_row: String, rest_detail: String) {
        let raw = RawRecord { rest_row, rest_detail, ..RawRecord::default() };
        match listing {
            Listing::Relaties => self.sim.add_raw_relatie(raw),
            _ => self.sim.add_raw_artikel(raw),
        };
    }

    fn line(&self, code: &str, aantal: &str, prijs: &str) -> DraftRegel {
        let id = self.artikel(code, "Kraan");
        let mut regel: ArtikelRegel = builders::regel(&id.to_string(), aantal, prijs);
        regel.code = code.to_owned();
        regel.omschrijving = Some(format!("Kraan {code}"));
        regel.eenheid_id = Some(self.sim.eenheid_uur().to_string());
        regel.btw_code = Some("HOOG_VERK_21".to_owned());
        regel.grootboek = Some(self.sim.omzetrekening().to_string());
        DraftRegel::Artikel(regel)
    }

    fn settings(&self) -> SettingsVersion {
        let sjabloon = self.sim.sjabloon_by_name(DEMO_SJABLOON).unwrap();
        let mut values = SettingValues::default();
        values.set("sjabloon", SettingValue::Tekst(DEMO_SJABLOON.to_owned()));
        let mut checked = Checked::named(DEMO_SJABLOON);
        checked.vendor_id = Some(sjabloon.to_string());
        let mut settings = builders::settings(values);
        settings.gecontroleerd.insert("sjabloon".to_owned(), checked);
        settings
    }
}

impl Harness for Administratie {
    const CREATE: (&'static str, &'static str) = ("POST", "/v1/invoice");
    const TOKEN: Option<(&'static str, &'static str)> = Some(("POST", "/v1/session"));
    const CONNECTIONS: usize = 4;

    fn info() -> &'static ConnectorInfo {
        &REST_INFO
    }

    fn start(clock: Arc<dyn Clock>) -> Self {
        Self { sim: Arc::new(EBoekhouden::new(clock)) }
    }

    fn simulator(&self) -> Arc<dyn Simulator> {
        self.sim.clone()
    }

    fn connector(&self, base: &Url, runtime: Runtime) -> Arc<dyn AccountingConnector> {
        // The keys travel to the vendor's own host or to this machine only.
        let base = if base.scheme() == "https" { None } else { Some(base.clone()) };
        let config = EboekhoudenConfig::with_token(DEMO_API_TOKEN);
        let config = base.into_iter().fold(config, EboekhoudenConfig::with_base_url);
        connector(config, runtime).unwrap()
    }

    fn refusals(&self) -> Vec<String> {
        self.sim.refusals().all()
    }

    fn secrets(&self) -> Vec<String> {
        vec![DEMO_API_TOKEN.to_owned()]
    }

    fn withdraw_credentials(&self) {
        self.sim.withdraw_credentials();
    }

    fn expire_tokens(&self) {
        self.sim.expire_sessions();
    }

    fn limit_page(&self, records: usize) {
        self.sim.cap_pages(Some(records));
    }

    fn seed(&self, listing: Listing, nummer: usize, naam: &str) -> Seeded {
        let code = format!("C{nummer}");
        let id = match listing {
            Listing::Relaties => self.relatie(&code, naam),
            Listing::Artikelen => self.artikel(&code, naam),
            Listing::Artikelgroepen => {
                let id = self.sim.add_groep(&code, naam).to_string();
                return Seeded { id, code: naam.to_owned() };
            }
            Listing::Orders(_) => panic!("e-Boekhouden has no orders"),
        };
        Seeded { id: id.to_string(), code }
    }

    /// Members without a value are left out of relations and null in articles.
    fn seed_sparse(&self, listing: Listing, _: usize) -> Seeded {
        let id = if listing == Listing::Relaties {
            let bedrijf = Some("Kaal".to_owned());
            self.sim.add_relatie(Relatie { bedrijf, ..Relatie::default() })
        } else {
            self.sim.set_null_member(NullMember::Null);
            let code = Some("KAAL".to_owned());
            self.sim.add_artikel(Artikel { code, ..Artikel::default() })
        };
        Seeded { id: id.to_string(), code: String::new() }
    }

    /// One with a row that cannot be read, and one with an answer of its own that cannot.
    fn seed_unreadable(&self, listing: Listing, nummer: usize) {
        self.add_raw(listing, format!(r#"{{"id":[{nummer}],"code":"STUK"}}"#), String::new());
        let id = self.next_id(listing);
        let detail = format!(r#"{{"id":{id},"code":"S2","name":{{"x":1}},"priceExcl":"x"}}"#);
        self.add_raw(listing, format!(r#"{{"id":{id},"code":"S2"}}"#), detail);
    }

    fn rename(&self, listing: Listing, id: &str, naam: &str) {
        let naam = naam.to_owned();
        match listing {
            Listing::Relaties => {
                self.sim.change_relatie(number(id), |row| row.bedrijf = Some(naam))
            }
            Listing::Artikelen => {
                self.sim.change_artikel(number(id), |row| row.omschrijving = Some(naam))
            }
            _ => self.sim.change_groep(number(id), |row| row.omschrijving = naam),
        }
        .unwrap();
    }

    fn deactivate(&self, listing: Listing, id: &str) -> bool {
        match listing {
            Listing::Relaties => self.sim.change_relatie(number(id), |row| row.inactief = true),
            Listing::Artikelen => self.sim.change_artikel(number(id), |row| row.actief = false),
            _ => return false,
        }
        .unwrap();
        true
    }

    fn delete(&self, listing: Listing, id: &str) {
        match listing {
            Listing::Relaties => self.sim.delete_relatie(number(id)),
            Listing::Artikelen => self.sim.delete_artikel(number(id)),
            _ => self.sim.delete_groep(number(id)),
        }
        .unwrap();
    }

    fn set_price(&self, artikel: &str, prijs: Decimal) {
        self.sim.change_artikel(number(artikel), |row| row.prijs = Some(prijs)).unwrap();
    }

    fn draft(&self, nummer: &str) -> (InvoiceDraft, SettingsVersion) {
        let mut draft = builders::draft(nummer);
        let klant = self.relatie("K0042", "Bakkerij");
        draft.klant = builders::relatie_id(&klant.to_string());
        draft.klant_code = "K0042".to_owned();
        draft.betalingstermijn_dagen = Some(14);
        draft.omschrijving = None;
        draft.regels = vec![self.line("K1", "2.5", "19.99"), self.line("K2", "-1", "0.01")];
        (draft, self.settings())
    }

    fn documents(&self, referentie: &Referentie) -> Vec<VendorDocument> {
        let carries =
            |factuur: &Factuur| factuur.referentie.as_deref() == Some(referentie.as_str());
        self.sim.facturen().into_iter().filter(carries).map(document).collect()
    }

    fn document_count(&self) -> usize {
        self.sim.facturen().iter().filter(|factuur| factuur.over_koppeling).count()
    }

    fn delay_look_ups(&self, lag: Duration) {
        self.sim.delay_look_ups(lag);
    }

    fn copy_document(&self, id: &str) {
        self.sim.copy_factuur(number(id)).unwrap();
    }
}

fn document(factuur: Factuur) -> VendorDocument {
    VendorDocument {
        id: factuur.id.to_string(),
        klant: factuur.relatie.to_string(),
        teksten: factuur.referentie.into_iter().chain(factuur.tekst).collect(),
        regels: factuur.regels.into_iter().map(line).collect(),
        pdfs: Vec::new(),
    }
}

fn line(regel: Regel) -> VendorRegel {
    VendorRegel {
        artikel: regel.artikel.map(|id| id.to_string()),
        omschrijving: regel.omschrijving,
        aantal: Some(regel.aantal),
        prijs: regel.prijs,
    }
}
