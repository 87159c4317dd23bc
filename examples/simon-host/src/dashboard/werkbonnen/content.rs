//! What stands on a werkbon, with the names of what it refers to.

use chrono::NaiveDate;
use maud::{Markup, html};
use rust_decimal::Decimal;
use simon_core::domain::{
    DocumentRef, GeboektArtikel, Prijs, RelatieId, TijdSoort, Werkbon, WerkbonStatus,
};
use simon_core::host::{Record, Select, Store, Tabel};

use crate::dashboard::fault::Fault;
use crate::dashboard::here::Here;
use crate::dashboard::session::Visit;
use crate::dashboard::site::Integratie;
use crate::dashboard::words;

/// Code and name of a customer; the id of one that Simon does not have, and nothing of none.
pub(super) async fn klant(
    integratie: &Integratie,
    id: Option<&RelatieId>,
) -> Result<String, Fault> {
    let Some(id) = id else { return Ok(String::new()) };
    Ok(match record(integratie, Tabel::Relaties, id.as_str()).await? {
        Some(Record::Relatie(relatie)) => format!("{} {}", relatie.code, relatie.naam),
        _ => id.to_string(),
    })
}

async fn record(integratie: &Integratie, tabel: Tabel, id: &str) -> Result<Option<Record>, Fault> {
    let select = Select::Id(id.to_owned());
    Ok(integratie.store.records(&integratie.id, tabel, &select).await?.pop())
}

async fn werkadres(integratie: &Integratie, bon: &Werkbon) -> Result<String, Fault> {
    let Some(id) = &bon.werkadres else { return Ok(String::new()) };
    Ok(match record(integratie, Tabel::Werkadressen, id.as_str()).await? {
        Some(Record::Werkadres(found)) => {
            let adres = found.adres.to_string();
            let parts = [found.naam.as_str(), adres.as_str()];
            let filled: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            filled.join(", ")
        }
        _ => id.to_string(),
    })
}

/// Code and description of a booked article.
async fn artikel(integratie: &Integratie, line: &GeboektArtikel) -> Result<[String; 2], Fault> {
    let found = record(integratie, Tabel::Artikelen, line.artikel.as_str()).await?;
    let (code, own) = match found {
        Some(Record::Artikel(artikel)) => (artikel.code, artikel.omschrijving),
        _ if line.code.is_empty() => (line.artikel.to_string(), String::new()),
        _ => (line.code.clone(), String::new()),
    };
    Ok([code, line.omschrijving.clone().unwrap_or(own)])
}

/// The whole of it.
pub(super) async fn show(here: &Here, bon: &Werkbon) -> Result<Markup, Fault> {
    let (visit, integratie) = (&here.visit, &here.integratie);
    let mut artikelen = Vec::new();
    for line in &bon.artikelen {
        artikelen.push((artikel(integratie, line).await?, line));
    }
    let minutes = |soort| minutes(visit, bon, soort);
    let pdfs: Vec<&str> = bon.pdfs.iter().map(|pdf| pdf.naam.as_str()).collect();
    let facts = [
        (visit.pick("Datum", "Date"), date(bon.datum)),
        (visit.pick("Klant", "Customer"), klant(integratie, bon.klant.as_ref()).await?),
        (visit.pick("Werkadres", "Work address"), werkadres(integratie, bon).await?),
        (visit.pick("Werkomschrijving", "Work description"), bon.werkomschrijving.clone()),
        (visit.pick("Klantreferentie", "Customer reference"), given(bon.klantreferentie.as_ref())),
        (visit.pick("Gebruiker", "User"), given(bon.gebruiker.as_ref())),
        (visit.pick("Reistijd", "Travel time"), minutes(TijdSoort::Reistijd)),
        (visit.pick("Werktijd", "Working time"), minutes(TijdSoort::Werktijd)),
        (visit.pick("Gemaakt van", "Made from"), given(bon.bron.as_ref().map(|it| &it.nummer))),
        (visit.pick("Pdf's", "PDFs"), pdfs.join(", ")),
    ];
    Ok(html! {
        dl.facts.pairs {
            @for (name, value) in facts.iter().filter(|(_, value)| !value.is_empty()) {
                div { dt { (name) } dd { (value) } }
            }
        }
        @if !artikelen.is_empty() { (articles(visit, &artikelen)) }
    })
}

fn articles(visit: &Visit, lines: &[([String; 2], &GeboektArtikel)]) -> Markup {
    let rows = html! {
        @for ([code, omschrijving], line) in lines {
            tr {
                td.number { (number(visit, line.aantal.0)) }
                td { (code) }
                td { (omschrijving) }
                td.number { @if line.prijs.is_some() { (price(visit, line.prijs)) } }
            }
        }
    };
    lines_table(visit, visit.pick("Artikelen", "Articles"), &rows)
}

/// A table of lines: quantity, article, description and price.
pub(super) fn lines_table(visit: &Visit, label: &str, rows: &Markup) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(label) {
            table {
                thead { tr {
                    th.number scope="col" { (visit.pick("Aantal", "Quantity")) }
                    th scope="col" { (visit.pick("Artikel", "Article")) }
                    th scope="col" { (visit.pick("Omschrijving", "Description")) }
                    th.number scope="col" { (visit.pick("Prijs", "Price")) }
                } }
                tbody { (rows) }
            }
        }
    }
}

/// A price per unit, or who gives it.
pub(super) fn price(visit: &Visit, prijs: Option<Prijs>) -> String {
    use simon_core::domain::BtwModus;
    let Some(prijs) = prijs else {
        return visit.pick("prijs van het boekhoudpakket", "priced by the vendor").to_owned();
    };
    let btw = match prijs.btw {
        BtwModus::Exclusief => visit.pick("zonder btw", "without VAT"),
        BtwModus::Inclusief => visit.pick("met btw", "with VAT"),
    };
    format!("{} {btw}", number(visit, prijs.bedrag.0))
}

/// A number as people write it.
pub(super) fn number(visit: &Visit, number: Decimal) -> String {
    number.to_string().replace('.', visit.pick(",", "."))
}

/// A day as people write it.
pub(super) fn date(day: NaiveDate) -> String {
    day.format("%d-%m-%Y").to_string()
}

/// The vendor's number of a document.
pub(super) fn document(document: &DocumentRef) -> &str {
    document.nummer.as_deref().unwrap_or(&document.vendor_id)
}

/// Whether it was reported complete.
pub(super) fn ready(visit: &Visit, status: WerkbonStatus) -> Markup {
    match status {
        WerkbonStatus::GereedGemeld => {
            words::badge("goedkeuring", "✓", visit.pick("gereed gemeld", "complete"))
        }
        WerkbonStatus::Gepland => words::badge("rust", "○", visit.pick("gepland", "planned")),
    }
}

fn minutes(visit: &Visit, bon: &Werkbon, soort: TijdSoort) -> String {
    let of_kind = bon.tijden.iter().filter(|tijd| tijd.soort == soort);
    let minuten = of_kind.map(|tijd| tijd.minuten).sum::<simon_core::domain::Minuten>().0;
    let unit = visit.pick("minuten", "minutes");
    if minuten == 0 { String::new() } else { format!("{minuten} {unit}") }
}

fn given(text: Option<&String>) -> String {
    text.cloned().unwrap_or_default()
}
