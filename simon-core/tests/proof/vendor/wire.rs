//! Kade's records as the connector reads and writes them, and ours.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use simon_core::Result;
use simon_core::connector::{Deleted, RelatieRecord};
use simon_core::domain::{
    Aantal, Adres, Artikel, ArtikelId, ArtikelRegel, Artikelgroep, ArtikelgroepId, DocumentRef,
    OrderRef, OrderSoort, Prijs, Relatie, RelatieId, VendorOrder, VendorOrderRegel, Werkadres,
    WerkadresId,
};

#[derive(Deserialize)]
pub(super) struct Page<T> {
    pub(super) value: Vec<T>,
    pub(super) meer: bool,
    pub(super) tot: u64,
}

#[derive(Deserialize)]
pub(super) struct Administratie {
    pub(super) id: String,
    pub(super) naam: String,
}

#[derive(Deserialize)]
pub(super) struct Klant {
    id: String,
    nummer: String,
    naam: String,
    actief: bool,
    adressen: Vec<KlantAdres>,
}

#[derive(Deserialize)]
struct KlantAdres {
    id: String,
    straat: String,
    postcode: String,
    plaats: String,
}

#[derive(Deserialize)]
pub(super) struct KadeArtikel {
    id: String,
    nummer: String,
    naam: String,
    groep: String,
    actief: bool,
    prijs: Decimal,
}

#[derive(Deserialize)]
pub(super) struct Groep {
    pub(super) id: String,
    pub(super) naam: String,
}

#[derive(Deserialize)]
pub(super) struct Weg {
    soort: String,
    id: String,
}

#[derive(Deserialize)]
pub(super) struct AgreedPrice {
    pub(super) prijs: Decimal,
}

#[derive(Deserialize)]
pub(super) struct Made {
    pub(super) id: String,
}

#[derive(Deserialize)]
pub(super) struct Ids {
    pub(super) value: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Namen {
    pub(super) namen: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Done {
    #[serde(rename = "ok")]
    pub(super) _ok: bool,
}

#[derive(Deserialize)]
pub(super) struct KadeOrder {
    pub(super) id: String,
    nummer: String,
    klant: String,
    pub(super) omschrijving: String,
    pub(super) open: bool,
    referentie: Option<String>,
    regels: Vec<OrderRegel>,
    /// Only when read by id.
    #[serde(default)]
    pub(super) versie: u64,
}

#[derive(Deserialize)]
struct OrderRegel {
    artikel: String,
    tekst: String,
    aantal: Decimal,
}

#[derive(Serialize)]
pub(super) struct NewOrder<'a> {
    pub(super) referentie: &'a str,
    pub(super) klant: &'a str,
    pub(super) datum: chrono::NaiveDate,
    pub(super) regels: Vec<NewRegel<'a>>,
}

#[derive(Serialize)]
pub(super) struct NewRegel<'a> {
    artikel: &'a str,
    tekst: &'a str,
    aantal: Decimal,
    prijs: Option<Decimal>,
}

pub(super) fn relatie(klant: Klant) -> Result<RelatieRecord> {
    let id = RelatieId::new(klant.id)?;
    let mut relatie = Relatie::new(id.clone(), klant.naam);
    (relatie.code, relatie.actief) = (klant.nummer, klant.actief);
    let werkadres = |adres: KlantAdres| {
        let place = Adres::new(adres.straat, adres.postcode, adres.plaats);
        Ok(Werkadres::new(WerkadresId::new(adres.id)?, id.clone(), place))
    };
    let adressen = klant.adressen.into_iter().map(werkadres).collect::<Result<_>>()?;
    Ok(RelatieRecord::new(relatie, adressen))
}

pub(super) fn artikel(row: KadeArtikel) -> Result<Artikel> {
    let mut artikel = Artikel::new(ArtikelId::new(row.id)?, row.nummer, row.naam);
    artikel.groep = Some(ArtikelgroepId::new(row.groep)?);
    artikel.verkoopprijs = Some(Prijs::exclusief(row.prijs));
    artikel.actief = row.actief;
    Ok(artikel)
}

pub(super) fn groep(row: Groep) -> Result<Artikelgroep> {
    Ok(Artikelgroep::new(ArtikelgroepId::new(row.id)?, row.naam))
}

pub(super) fn deleted(row: Weg) -> Result<Deleted> {
    Ok(match row.soort.as_str() {
        "klant" => Deleted::Relatie(RelatieId::new(row.id)?),
        _ => Deleted::Artikel(ArtikelId::new(row.id)?),
    })
}

pub(super) fn document(order: KadeOrder) -> DocumentRef {
    DocumentRef::new(order.id, Some(order.nummer))
}

pub(super) fn order(soort: OrderSoort, row: KadeOrder) -> Result<VendorOrder> {
    let mut order = VendorOrder::new(OrderRef::new(soort, row.id, row.nummer), row.omschrijving);
    order.klant = Some(RelatieId::new(row.klant)?);
    (order.open, order.referentie) = (row.open, row.referentie);
    for row in row.regels {
        let mut regel = VendorOrderRegel::tekst(row.tekst);
        regel.artikel = Some(ArtikelId::new(row.artikel)?);
        regel.aantal = Some(Aantal(row.aantal));
        order.regels.push(regel);
    }
    Ok(order)
}

pub(super) fn regel(regel: &ArtikelRegel) -> NewRegel<'_> {
    NewRegel {
        artikel: regel.artikel.as_str(),
        tekst: regel.omschrijving.as_deref().unwrap_or_default(),
        aantal: regel.aantal.0,
        prijs: regel.prijs.map(|prijs| prijs.bedrag.0),
    }
}
