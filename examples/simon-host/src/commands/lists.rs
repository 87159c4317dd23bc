//! `relaties`, `artikelgroepen`, `artikelen`, `werkadressen` and `werkbonnen`: the store, page by
//! page, so that memory stays flat.

use serde::Serialize;
use simon_core::domain::{
    Adres, Artikel, Artikelgroep, GeboektArtikel, GeboekteTijd, Geldigheid, Herkomst, OrderRef,
    PdfSoort, Relatie, Werkadres, Werkbon, WerkbonStatus,
};
use simon_core::host::{Record, Select, Store, Tabel};

use crate::failure::{Exit, Failure};
use crate::host::Host;

const PAGE: usize = 500;

#[derive(Serialize)]
struct WerkadresLine<'a> {
    id: &'a str,
    vendor_id: Option<&'a str>,
    herkomst: Herkomst,
    relatie: Option<&'a str>,
    naam: &'a str,
    adres: &'a Adres,
}

#[derive(Serialize)]
struct WerkbonLine<'a> {
    nummer: &'a str,
    status: WerkbonStatus,
    datum: chrono::NaiveDate,
    klant: Option<&'a str>,
    werkadres: Option<&'a str>,
    werkomschrijving: &'a str,
    klantreferentie: Option<&'a str>,
    gebruiker: Option<&'a str>,
    tijden: &'a [GeboekteTijd],
    artikelen: &'a [GeboektArtikel],
    pdfs: Vec<PdfLine<'a>>,
    bron: Option<&'a OrderRef>,
}

/// A PDF without its content.
#[derive(Serialize)]
struct PdfLine<'a> {
    soort: PdfSoort,
    naam: &'a str,
}

/// `relaties`
pub(super) async fn relaties(host: &Host) -> Result<Exit, Failure> {
    list(host, Tabel::Relaties).await
}

/// `artikelgroepen`
pub(super) async fn artikelgroepen(host: &Host) -> Result<Exit, Failure> {
    list(host, Tabel::Artikelgroepen).await
}

/// `artikelen`
pub(super) async fn artikelen(host: &Host) -> Result<Exit, Failure> {
    list(host, Tabel::Artikelen).await
}

/// `werkadressen`
pub(super) async fn werkadressen(host: &Host) -> Result<Exit, Failure> {
    list(host, Tabel::Werkadressen).await
}

/// `werkbonnen`
pub(super) async fn werkbonnen(host: &Host) -> Result<Exit, Failure> {
    list(host, Tabel::Werkbonnen).await
}

async fn list(host: &Host, tabel: Tabel) -> Result<Exit, Failure> {
    let mut after = None;
    loop {
        let page = host.store.records(&host.id, tabel, &Select::After(after.clone(), PAGE)).await;
        let page = page.map_err(|error| host.failure(&error))?;
        for record in &page {
            print(host, record);
        }
        match page.last() {
            Some(last) => after = Some(last.id().to_owned()),
            None => {
                if after.is_none() {
                    host.output.remark("host-niets-gevonden");
                }
                return Ok(Exit::Done);
            }
        }
    }
}

fn print(host: &Host, record: &Record) {
    match record {
        Record::Relatie(relatie) => host.output.show(relatie, || of_relatie(relatie)),
        Record::Werkadres(werkadres) => {
            host.output.show(&werkadres_line(werkadres), || of_werkadres(werkadres));
        }
        Record::Artikelgroep(groep) => host.output.show(groep, || of_groep(groep)),
        Record::Artikel(artikel) => host.output.show(artikel, || of_artikel(artikel)),
        Record::Werkbon(werkbon) => {
            host.output.show(&werkbon_line(werkbon), || of_werkbon(werkbon));
        }
    }
}

fn werkadres_line(werkadres: &Werkadres) -> WerkadresLine<'_> {
    let herkomst = werkadres.id.herkomst();
    WerkadresLine {
        id: werkadres.id.as_str(),
        vendor_id: (herkomst == Herkomst::Vendor).then_some(werkadres.id.as_str()),
        herkomst,
        relatie: werkadres.relatie.as_ref().map(|relatie| relatie.as_str()),
        naam: &werkadres.naam,
        adres: &werkadres.adres,
    }
}

fn werkbon_line(werkbon: &Werkbon) -> WerkbonLine<'_> {
    WerkbonLine {
        nummer: werkbon.nummer.as_str(),
        status: werkbon.status,
        datum: werkbon.datum,
        klant: werkbon.klant.as_ref().map(|klant| klant.as_str()),
        werkadres: werkbon.werkadres.as_ref().map(|werkadres| werkadres.as_str()),
        werkomschrijving: &werkbon.werkomschrijving,
        klantreferentie: werkbon.klantreferentie.as_deref(),
        gebruiker: werkbon.gebruiker.as_deref(),
        tijden: &werkbon.tijden,
        artikelen: &werkbon.artikelen,
        pdfs: werkbon
            .pdfs
            .iter()
            .map(|pdf| PdfLine { soort: pdf.soort, naam: &pdf.naam })
            .collect(),
        bron: werkbon.bron.as_ref(),
    }
}

fn of_relatie(relatie: &Relatie) -> String {
    let adres = relatie.adres.as_ref().map(ToString::to_string).unwrap_or_default();
    format!(
        "{:<12} {:<32} {adres}  [{}]{}",
        relatie.code,
        relatie.naam,
        relatie.id,
        off(relatie.actief, relatie.geldig)
    )
}

fn of_werkadres(werkadres: &Werkadres) -> String {
    let of = werkadres.relatie.as_ref().map(|relatie| relatie.as_str()).unwrap_or("-");
    format!("{}  {} {}  ({of})", werkadres.id, werkadres.naam, werkadres.adres)
}

fn of_groep(groep: &Artikelgroep) -> String {
    format!("{:<32} [{}]", groep.naam, groep.id)
}

fn of_artikel(artikel: &Artikel) -> String {
    let prijs = artikel
        .verkoopprijs
        .map(|prijs| prijs.bedrag.0.normalize().to_string())
        .unwrap_or_default();
    let name = format!("{:<16} {:<32} {prijs:>10}", artikel.code, artikel.omschrijving);
    format!("{name}  [{}]{}", artikel.id, off(artikel.actief, artikel.geldig))
}

fn of_werkbon(werkbon: &Werkbon) -> String {
    let first = werkbon.werkomschrijving.lines().next().unwrap_or_default();
    let klant = werkbon.klant.as_ref().map(|klant| klant.as_str()).unwrap_or("-");
    let bron = werkbon.bron.as_ref().map(|bron| format!(" <- {}", bron.nummer)).unwrap_or_default();
    format!("{:<20} {} {klant} {first}{bron}", werkbon.nummer, werkbon.datum)
}

/// Whether it is inactive, and what its dates will still change.
fn off(actief: bool, geldig: Option<Geldigheid>) -> String {
    let dates = geldig.map(|Geldigheid { van, tot, .. }| {
        let van = van.map(|van| format!(" vanaf {van}")).unwrap_or_default();
        let tot = tot.map(|tot| format!(" t/m {tot}")).unwrap_or_default();
        format!(" (actief{van}{tot})")
    });
    dates.unwrap_or_else(|| if actief { "" } else { " (inactief)" }.to_owned())
}
