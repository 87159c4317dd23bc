//! Requests, with their elements in the order of the WSDL.
//!
//! Source: the vendor's WSDL; the manual wants every number and lets empty texts be left out, they are
//! written all the same.

use std::fmt;

use chrono::NaiveDate;
use quick_xml::escape::escape;
use rust_decimal::Decimal;
use secrecy::{ExposeSecret, SecretString};

use super::layout::laid_out;
use super::operation::{NAMESPACE, Operation};
use super::text::{is_allowed, push_plain};
use crate::config::SoapKeys;

/// Where the session goes. No text of a record can look like it: control characters are removed.
const SESSION: &str = "\u{1}session\u{1}";
/// Where the second security code goes, with every call.
const CODE_2: &str = "\u{1}code2\u{1}";

/// What a filter takes for no id at all.
const EVERY_ID: i64 = 0;

/// A request that still lacks the session and the second security code. `Debug` shows nothing (F6).
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Unsigned {
    operation: Operation,
    xml: String,
    cleaned: bool,
}

impl Unsigned {
    /// What it asks for.
    pub(crate) const fn operation(&self) -> Operation {
        self.operation
    }

    /// Whether control characters were removed from a text.
    pub(crate) const fn cleaned(&self) -> bool {
        self.cleaned
    }

    /// The request as [`sign`] takes it.
    pub(crate) fn into_body(self) -> Vec<u8> {
        self.xml.into_bytes()
    }

    /// The request as people may read it, laid out (G1).
    pub(crate) fn readable(&self) -> String {
        laid_out(&filled(&self.xml, "...", "..."))
    }
}

/// The body of a request with the session and the second security code in their places.
pub(crate) fn sign(body: &[u8], session: &str, code_2: &SecretString) -> Vec<u8> {
    filled(&String::from_utf8_lossy(body), session, code_2.expose_secret()).into_bytes()
}

fn filled(xml: &str, session: &str, code_2: &str) -> String {
    xml.replace(SESSION, &escaped(session).0).replace(CODE_2, &escaped(code_2).0)
}

/// Without keys and personal data (F6).
impl fmt::Debug for Unsigned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Unsigned({}, {} bytes)", self.operation.name(), self.xml.len())
    }
}

/// An invoice to create. What this interface offers beyond that is written off or empty: it is not
/// mailed, not collected and not posted, so that the office can still change it (C2).
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct NewFactuur {
    /// The customer's code; the interface takes no id.
    pub(crate) relatiecode: String,
    pub(crate) datum: NaiveDate,
    pub(crate) betalingstermijn: u16,
    pub(crate) factuursjabloon: String,
    pub(crate) regels: Vec<NewFactuurRegel>,
}

/// Without personal data (F6).
impl fmt::Debug for NewFactuur {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NewFactuur({}, {} regels)", self.datum, self.regels.len())
    }
}

/// A line of an invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NewFactuurRegel {
    pub(crate) aantal: Decimal,
    pub(crate) eenheid: String,
    pub(crate) code: String,
    pub(crate) omschrijving: String,
    pub(crate) prijs_per_eenheid: Decimal,
    pub(crate) btw_code: String,
    pub(crate) tegenrekening_code: String,
    /// 0 for none.
    pub(crate) kostenplaats_id: i64,
}

/// Which invoices to read. Both days always go along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FacturenFilter<'a> {
    /// The customer's code; none is all customers.
    pub(crate) relatiecode: Option<&'a str>,
    pub(crate) van: NaiveDate,
    pub(crate) tot_en_met: NaiveDate,
}

/// Opens a session.
pub(crate) fn open_session(keys: &SoapKeys, source: &str) -> Unsigned {
    request(Operation::OpenSession, |xml| {
        xml.text("Username", keys.username.expose_secret());
        xml.text("SecurityCode1", keys.security_code_1.expose_secret());
        xml.raw("SecurityCode2", CODE_2);
        xml.text("Source", source);
    })
}

/// Closes the session. It takes no security code.
pub(crate) fn close_session() -> Unsigned {
    request(Operation::CloseSession, |xml| xml.raw("SessionID", SESSION))
}

/// All customers.
pub(crate) fn get_relaties() -> Unsigned {
    get_relatie(EVERY_ID)
}

/// The customer with an id.
pub(crate) fn get_relatie(id: i64) -> Unsigned {
    in_session(Operation::GetRelaties, |xml| {
        xml.within("cFilter", |xml| {
            xml.text("Trefwoord", "");
            xml.text("Code", "");
            xml.raw("ID", &id.to_string());
        });
    })
}

/// All articles, or the one of a code.
pub(crate) fn get_artikelen(code: &str) -> Unsigned {
    artikelen(EVERY_ID, code)
}

/// The article with an id.
pub(crate) fn get_artikel(id: i64) -> Unsigned {
    artikelen(id, "")
}

fn artikelen(id: i64, code: &str) -> Unsigned {
    in_session(Operation::GetArtikelen, |xml| {
        xml.within("cFilter", |xml| {
            xml.raw("ArtikelID", &id.to_string());
            xml.text("ArtikelOmschrijving", "");
            xml.text("ArtikelCode", code);
            xml.text("GroepOmschrijving", "");
            xml.text("GroepCode", "");
        });
    })
}

/// The invoices of a period, of one customer or of all.
pub(crate) fn get_facturen(filter: &FacturenFilter<'_>) -> Unsigned {
    in_session(Operation::GetFacturen, |xml| {
        xml.within("cFilter", |xml| {
            xml.text("Factuurnummer", "");
            xml.text("Relatiecode", filter.relatiecode.unwrap_or_default());
            xml.date("DatumVan", filter.van);
            xml.date("DatumTm", filter.tot_en_met);
        });
    })
}

/// The ledger accounts, or the one of a code.
pub(crate) fn get_grootboekrekeningen(code: &str) -> Unsigned {
    in_session(Operation::GetGrootboekrekeningen, |xml| {
        xml.within("cFilter", |xml| {
            xml.raw("ID", "0");
            xml.text("Code", code);
            xml.text("Categorie", "");
        });
    })
}

/// Creates an invoice.
pub(crate) fn add_factuur(factuur: &NewFactuur) -> Unsigned {
    in_session(Operation::AddFactuur, |xml| {
        xml.within("oFact", |xml| {
            xml.text("Factuurnummer", "");
            xml.text("Relatiecode", &factuur.relatiecode);
            xml.date("Datum", factuur.datum);
            xml.raw("Betalingstermijn", &factuur.betalingstermijn.to_string());
            xml.text("Factuursjabloon", &factuur.factuursjabloon);
            mail_and_collection(xml, factuur.datum);
            xml.raw("InBoekhoudingPlaatsen", "false");
            xml.text("BoekhoudmutatieOmschrijving", "");
            xml.within("Regels", |xml| factuur.regels.iter().for_each(|regel| line(xml, regel)));
        });
    })
}

/// Neither happens; the WSDL wants a date all the same.
fn mail_and_collection(xml: &mut Xml, datum: NaiveDate) {
    xml.raw("PerEmailVerzenden", "false");
    for name in ["EmailOnderwerp", "EmailBericht", "EmailVanAdres", "EmailVanNaam"] {
        xml.text(name, "");
    }
    xml.raw("AutomatischeIncasso", "false");
    for name in ["IncassoIBAN", "IncassoMachtigingSoort", "IncassoMachtigingID"] {
        xml.text(name, "");
    }
    xml.date("IncassoMachtigingDatumOndertekening", datum);
    xml.raw("IncassoMachtigingFirst", "false");
    for name in [
        "IncassoRekeningNummer",
        "IncassoTnv",
        "IncassoPlaats",
        "IncassoOmschrijvingRegel1",
        "IncassoOmschrijvingRegel2",
        "IncassoOmschrijvingRegel3",
    ] {
        xml.text(name, "");
    }
}

fn line(xml: &mut Xml, regel: &NewFactuurRegel) {
    xml.within("cFactuurRegel", |xml| {
        xml.raw("Aantal", &regel.aantal.to_string());
        xml.text("Eenheid", &regel.eenheid);
        xml.text("Code", &regel.code);
        xml.text("Omschrijving", &regel.omschrijving);
        xml.raw("PrijsPerEenheid", &regel.prijs_per_eenheid.to_string());
        xml.text("BTWCode", &regel.btw_code);
        xml.text("TegenrekeningCode", &regel.tegenrekening_code);
        xml.raw("KostenplaatsID", &regel.kostenplaats_id.to_string());
    });
}

fn in_session(operation: Operation, content: impl FnOnce(&mut Xml)) -> Unsigned {
    request(operation, |xml| {
        xml.raw("SessionID", SESSION);
        xml.raw("SecurityCode2", CODE_2);
        content(xml);
    })
}

fn request(operation: Operation, content: impl FnOnce(&mut Xml)) -> Unsigned {
    let mut xml = Xml::default();
    xml.out.push_str(concat!(
        r#"<?xml version="1.0" encoding="utf-8"?>"#,
        r#"<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>"#,
    ));
    xml.out.push_str(&format!(r#"<{} xmlns="{NAMESPACE}">"#, operation.name()));
    content(&mut xml);
    xml.out.push_str(&format!("</{}></soap:Body></soap:Envelope>", operation.name()));
    Unsigned { operation, xml: xml.out, cleaned: xml.cleaned }
}

#[derive(Default)]
struct Xml {
    out: String,
    cleaned: bool,
}

impl Xml {
    fn within(&mut self, name: &str, content: impl FnOnce(&mut Self)) {
        self.out.push_str(&format!("<{name}>"));
        content(self);
        self.out.push_str(&format!("</{name}>"));
    }

    fn raw(&mut self, name: &str, value: &str) {
        self.within(name, |xml| xml.out.push_str(value));
    }

    fn text(&mut self, name: &str, value: &str) {
        let (escaped, cleaned) = escaped(value);
        self.cleaned |= cleaned;
        self.raw(name, &escaped);
    }

    fn date(&mut self, name: &str, day: NaiveDate) {
        self.raw(name, &day.format("%Y-%m-%d").to_string());
    }
}

/// A text as it stands in XML, and whether control characters had to go.
fn escaped(text: &str) -> (String, bool) {
    let mut plain = String::with_capacity(text.len());
    push_plain(&mut plain, text);
    (escape(plain).into_owned(), !text.chars().all(is_allowed))
}
