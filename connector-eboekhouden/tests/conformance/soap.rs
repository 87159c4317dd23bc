//! SOAP.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use connector_eboekhouden::simulator::{
    Artikel, DEMO_SECURITY_CODE_1, DEMO_SECURITY_CODE_2, DEMO_SJABLOON, DEMO_USERNAME, EBoekhouden,
    EmptyText, Factuur, RawRecord, Regel, Relatie,
};
use connector_eboekhouden::{EboekhoudenConfig, SOAP_INFO, connector_in_pages_of};
use rust_decimal::Decimal;
use simon_core::connector::{AccountingConnector, ConnectorInfo};
use simon_core::domain::{DraftRegel, InvoiceDraft, Referentie};
use simon_core::host::Clock;
use simon_core::http::Runtime;
use simon_core::settings::{SettingValue, SettingValues, SettingsVersion};
use simon_testkit::conformance::{Harness, Listing, Seeded, VendorDocument, VendorRegel};
use simon_testkit::{Simulator, builders};
use url::Url;

simon_testkit::conformance!(Soap);

/// An element that the interface does not have.
const UNKNOWN: &str = "<xOnbekend soort=\"a\">b<c><d>1</d></c><e /></xOnbekend>";
/// The ends of everything that holds elements with names of their own.
const OBJECTS: [&str; 9] = [
    "</ErrorMsg>",
    "</cRelatie>",
    "</cArtikel>",
    "</cFactuurList>",
    "</cFactuurRegel>",
    "</OpenSessionResult>",
    "</GetRelatiesResult>",
    "</GetArtikelenResult>",
    "</AddFactuurResult>",
];

/// An empty administration. The vendor has no pages: those that the connector hands out are limited.
struct Soap {
    sim: Arc<EBoekhouden>,
    page: Arc<AtomicUsize>,
}

fn number(id: &str) -> i64 {
    id.parse().expect("a number of the simulator")
}

fn text(text: impl Into<String>) -> Option<String> {
    Some(text.into())
}

impl Soap {
    fn artikel(&self, code: &str, omschrijving: &str, groep: Option<i64>) -> String {
        let artikel = Artikel {
            code: text(code),
            omschrijving: text(omschrijving),
            groep,
            eenheid: Some(self.sim.eenheid_uur()),
            prijs: Some(Decimal::new(12_50, 2)),
            btw_code: text("HOOG_VERK_21"),
            rekening: Some(self.sim.omzetrekening()),
            ..Artikel::default()
        };
        self.sim.add_artikel(artikel).to_string()
    }

    fn relatie(&self, code: &str, naam: &str) -> String {
        let relatie = Relatie { code: text(code), bedrijf: text(naam), ..Relatie::default() };
        self.sim.add_relatie(relatie).to_string()
    }
}

impl Harness for Soap {
    const CREATE: (&'static str, &'static str) = ("POST", "/soap.asmx");
    const TOKEN: Option<(&'static str, &'static str)> = Some(("POST", "/soap.asmx"));
    const BODIES: (&'static str, &'static str) = ("<AddFactuur ", "<OpenSession ");
    const WHOLE_ANSWERS: bool = true;
    const HIDES_GROUPS: bool = true;

    fn info() -> &'static ConnectorInfo {
        &SOAP_INFO
    }

    fn start(clock: Arc<dyn Clock>) -> Self {
        let sim = Arc::new(EBoekhouden::new(clock));
        sim.check_line_codes(true);
        Self { sim, page: Arc::new(AtomicUsize::new(500)) }
    }

    fn simulator(&self) -> Arc<dyn Simulator> {
        self.sim.clone()
    }

    fn connector(&self, base: &Url, runtime: Runtime) -> Arc<dyn AccountingConnector> {
        let config = EboekhoudenConfig::with_codes(
            DEMO_USERNAME,
            DEMO_SECURITY_CODE_1,
            DEMO_SECURITY_CODE_2,
        );
        // In process it is the vendor's own host; a socket is on this machine.
        let config = match base.host_str() {
            Some("127.0.0.1") => config.with_base_url(base.clone()),
            _ => config,
        };
        connector_in_pages_of(self.page.clone(), config, runtime).unwrap()
    }

    fn with_unknown_members(answer: Bytes) -> Bytes {
        let mut answer = String::from_utf8(answer.to_vec()).expect("an answer in UTF-8");
        for end in OBJECTS {
            answer = answer.replace(end, &format!("{UNKNOWN}{end}"));
        }
        answer.into()
    }

    fn without_credentials(&self, body: &[u8]) -> Vec<u8> {
        let mut body = String::from_utf8(body.to_vec()).expect("a request in UTF-8");
        for name in ["SessionID", "SecurityCode2"] {
            let (before, rest) = body.split_once(&format!("<{name}>")).expect("a credential");
            let (_, after) = rest.split_once(&format!("</{name}>")).expect("its end");
            body = format!("{before}<{name}>...</{name}>{after}");
        }
        body.into_bytes()
    }

    fn refusals(&self) -> Vec<String> {
        self.sim.refusals().all()
    }

    fn secrets(&self) -> Vec<String> {
        vec![DEMO_SECURITY_CODE_1.to_owned(), DEMO_SECURITY_CODE_2.to_owned()]
    }

    fn withdraw_credentials(&self) {
        self.sim.withdraw_credentials();
    }

    fn expire_tokens(&self) {
        self.sim.expire_sessions();
    }

    fn limit_page(&self, records: usize) {
        self.page.store(records, Ordering::Relaxed);
    }

    fn seed(&self, listing: Listing, nummer: usize, naam: &str) -> Seeded {
        let code = format!("C{nummer}");
        let id = match listing {
            Listing::Relaties => self.relatie(&code, naam),
            Listing::Artikelen => self.artikel(&code, naam, None),
            Listing::Artikelgroepen => {
                // A group shows with an article in it.
                let groep = self.sim.add_groep(&code, naam);
                self.artikel(&format!("A{nummer}"), "Artikel", Some(groep));
                return Seeded { id: code, code: naam.to_owned() };
            }
            Listing::Orders(_) => panic!("there are no orders"),
        };
        Seeded { id, code }
    }

    fn seed_sparse(&self, listing: Listing, nummer: usize) -> Seeded {
        self.sim.set_empty_text(EmptyText::LeftOut);
        let code = format!("C{nummer}");
        let id = match listing {
            Listing::Relaties => {
                self.sim.add_relatie(Relatie { bedrijf: text("Kaal"), ..Relatie::default() })
            }
            _ => self.sim.add_artikel(Artikel { code: text(&code), ..Artikel::default() }),
        };
        Seeded { id: id.to_string(), code }
    }

    fn seed_unreadable(&self, listing: Listing, nummer: usize) {
        let raw = |soap: String| RawRecord { soap, ..RawRecord::default() };
        match listing {
            Listing::Relaties => self.sim.add_raw_relatie(raw(format!(
                "<cRelatie><ID></ID><Code>C{nummer}</Code><Bedrijf>X</Bedrijf></cRelatie>"
            ))),
            _ => self.sim.add_raw_artikel(raw(format!(
                "<cArtikel><ArtikelID>{nummer}</ArtikelID><ArtikelCode>C{nummer}</ArtikelCode>\
                 <VerkoopprijsExclBTW>veel</VerkoopprijsExclBTW></cArtikel>"
            ))),
        };
    }

    fn rename(&self, listing: Listing, id: &str, naam: &str) {
        match listing {
            Listing::Relaties => self.sim.change_relatie(number(id), |it| it.bedrijf = text(naam)),
            Listing::Artikelen => {
                self.sim.change_artikel(number(id), |it| it.omschrijving = text(naam))
            }
            _ => {
                let groep = self.sim.groep_by_code(id).expect("a group");
                self.sim.change_groep(groep, |it| naam.clone_into(&mut it.omschrijving))
            }
        }
        .unwrap();
    }

    fn deactivate(&self, listing: Listing, id: &str) -> bool {
        if listing != Listing::Artikelen {
            return false;
        }
        self.sim.change_artikel(number(id), |it| it.actief = false).unwrap();
        true
    }

    fn delete(&self, listing: Listing, id: &str) {
        match listing {
            Listing::Relaties => self.sim.delete_relatie(number(id)),
            Listing::Artikelen => self.sim.delete_artikel(number(id)),
            _ => self.sim.delete_groep(self.sim.groep_by_code(id).expect("a group")),
        }
        .unwrap();
    }

    fn set_price(&self, artikel: &str, prijs: Decimal) {
        self.sim.change_artikel(number(artikel), |it| it.prijs = Some(prijs)).unwrap();
    }

    fn draft(&self, nummer: &str) -> (InvoiceDraft, SettingsVersion) {
        let regel = |code: &str, aantal, prijs| {
            let mut regel = builders::regel(&self.artikel(code, "Kraan", None), aantal, prijs);
            regel.code = code.to_owned();
            regel.omschrijving = Some(format!("Kraan {code}: é 🚧"));
            regel.btw_code = text("HOOG_VERK_21");
            regel.grootboek = text("8000");
            DraftRegel::Artikel(regel)
        };
        let mut draft = builders::draft(nummer);
        draft.klant = builders::relatie_id(&self.relatie(&format!("K{nummer}"), "Bakkerij"));
        draft.klant_code = format!("K{nummer}");
        draft.betalingstermijn_dagen = Some(14);
        draft.omschrijving = None;
        let (een, twee) = (format!("X{nummer}"), format!("Y{nummer}"));
        draft.regels = vec![regel(&een, "2.5", "19.99"), regel(&twee, "-1", "0.01")];
        let mut values = SettingValues::default();
        values.set("sjabloon", SettingValue::Tekst(DEMO_SJABLOON.to_owned()));
        (draft, builders::settings(values))
    }

    fn documents(&self, referentie: &Referentie) -> Vec<VendorDocument> {
        let mark = format!(" [{referentie}]");
        let carries = |regel: &Regel| regel.omschrijving.ends_with(&mark);
        let found = self.sim.facturen().into_iter().filter(|it| it.regels.iter().any(carries));
        found.map(|factuur| document(factuur, &mark)).collect()
    }

    fn document_count(&self) -> usize {
        self.sim.facturen().into_iter().filter(|it| it.over_koppeling).count()
    }

    fn delay_look_ups(&self, lag: Duration) {
        self.sim.delay_look_ups(lag);
    }

    fn copy_document(&self, id: &str) {
        self.sim.copy_factuur(self.sim.factuur_by_number(id).expect("an invoice")).unwrap();
    }
}

/// An invoice without the mark that stands behind the text of a line.
fn document(factuur: Factuur, mark: &str) -> VendorDocument {
    let line = |regel: Regel| VendorRegel {
        artikel: regel.artikel.map(|id| id.to_string()),
        omschrijving: regel.omschrijving.trim_end_matches(mark).to_owned(),
        aantal: Some(regel.aantal),
        prijs: regel.prijs,
    };
    VendorDocument {
        id: factuur.nummer,
        klant: factuur.relatie.to_string(),
        teksten: vec![mark.to_owned()],
        regels: factuur.regels.into_iter().map(line).collect(),
        pdfs: Vec::new(),
    }
}
