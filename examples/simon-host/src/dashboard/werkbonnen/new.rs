//! A new open werkbon. What is filled in goes the way of the command line's files, so that every
//! refusal has the same words.

use std::path::Path;

use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;
use simon_core::domain::{Relatie, WerkbonNummer};
use simon_core::host::{Batch, Change, Record, Select, Store, Tabel};
use simon_core::log::{LogFilter, LogTabel};
use simon_core::message::Message;

use super::{open, werkbon};
use crate::commands::is_settled;
use crate::dashboard::fault::Fault;
use crate::dashboard::form::Form;
use crate::dashboard::here::Here;
use crate::dashboard::page::{self, Tab};
use crate::dashboard::site::Integratie;
use crate::failure::text;
use crate::werkbon_json::{self, ArtikelLine, Number, Refusal, Resolver, WerkbonFile};

/// Article lines of the form.
const LINES: usize = 5;
/// Customers that the form proposes.
const PROPOSED: usize = 200;
/// Lines of the log and open werkbonnen that the proposed number follows.
const RECENT: usize = 200;

/// What the address asks.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::dashboard) struct Wanted {
    /// A number instead of a free one.
    nummer: Option<String>,
}

/// The empty form.
pub(in crate::dashboard) async fn ask(
    here: Here,
    Query(wanted): Query<Wanted>,
) -> Result<Markup, Fault> {
    let integratie = &here.integratie;
    let nummer = match wanted.nummer {
        Some(nummer) => nummer,
        None => free_number(integratie).await?,
    };
    let today = integratie.now().with_timezone(&integratie.tijdzone()).date_naive();
    let typed = Form::blank([
        ("nummer", nummer),
        ("werkadres", "standaard".to_owned()),
        ("datum", today.to_string()),
    ]);
    shown(&here, &typed, None).await
}

/// Makes it; what cannot be one is shown again with what is wrong.
pub(in crate::dashboard) async fn make(here: Here, form: Form) -> Result<Response, Fault> {
    match made(&here.integratie, &form).await {
        Ok(nummer) => {
            let message = Message::new("host-bon-gemaakt").with("nummer", nummer);
            Ok(here.done("werkbonnen", &message).into_response())
        }
        Err(Refusal::Failed(error)) => Err(error.into()),
        Err(Refusal::Message(message)) => {
            let again = shown(&here, &form, Some(&message)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response())
        }
    }
}

async fn made(integratie: &Integratie, form: &Form) -> Result<WerkbonNummer, Refusal> {
    let file = file(form)?;
    let nummer = werkbon_json::number(&file.nummer)?;
    let (store, id) = (&integratie.store, &integratie.id);
    let taken = |code| Refusal::from(Message::new(code).with("nummer", &nummer));
    let select = Select::Id(nummer.as_str().to_owned());
    if !store.records(id, Tabel::Werkbonnen, &select).await?.is_empty() {
        return Err(taken("host-bon-bestaat"));
    }
    if store.delivery(id, &nummer).await?.as_ref().is_some_and(is_settled) {
        return Err(taken("host-bon-al-gearchiveerd"));
    }
    let state = store.state(id).await?;
    let today = integratie.now().with_timezone(&integratie.tijdzone()).date_naive();
    let resolver = Resolver { store, integration: id, state: &state, today };
    let werkbon = resolver.werkbon(&file, Path::new("")).await?;
    let record = Record::Werkbon(Box::new(werkbon));
    let changes = vec![Change::Put { record, fingerprint: 0, run: 0 }];
    let stored = store.commit(id, Batch { epoch: None, changes }).await;
    stored.map_err(simon_core::Error::from)?;
    Ok(nummer)
}

/// What was filled in, as a file would have it.
fn file(form: &Form) -> Result<WerkbonFile, Message> {
    let filled = |name: &str| form.get(name).filter(|text| !text.is_empty());
    let given = |name: &str| filled(name).map(|text| text.replace("\r\n", "\n"));
    let minutes = |name: &str| {
        let wrong = |text: &str| Message::new("host-bon-minuten").with("waarde", short(text));
        filled(name).map(|text| text.parse::<u32>().map_err(|_| wrong(text))).transpose()
    };
    let mut artikelen = Vec::new();
    for at in 1..=LINES {
        let [code, aantal, omschrijving] = fields(at).map(|name| given(&name));
        if code.is_none() && aantal.is_none() && omschrijving.is_none() {
            continue;
        }
        let code = code.ok_or_else(|| Message::new("host-bon-regel").with("regel", at))?;
        let aantal = Number::written(aantal.as_deref().unwrap_or_default());
        artikelen.push(ArtikelLine { code, aantal, omschrijving, prijs: None });
    }
    Ok(WerkbonFile {
        nummer: form.get("nummer").unwrap_or_default().to_owned(),
        klant: given("klant"),
        werkadres: given("werkadres"),
        werkomschrijving: given("werkomschrijving"),
        klantreferentie: given("klantreferentie"),
        gebruiker: given("gebruiker"),
        datum: given("datum"),
        gereed_gemeld: Some(form.has("gereed")),
        reistijd_minuten: minutes("reistijd")?,
        werktijd_minuten: minutes("werktijd")?,
        artikelen: Some(artikelen),
        pdfs: None,
    })
}

fn fields(at: usize) -> [String; 3] {
    ["code", "aantal", "omschrijving"].map(|name| format!("{name}{at}"))
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

/// The first free number after the latest ones; empty when none is near.
async fn free_number(integratie: &Integratie) -> Result<String, Fault> {
    let (store, id) = (&integratie.store, &integratie.id);
    let mut filter = LogFilter::default();
    filter.tabel = Some(LogTabel::Werkbon);
    filter.limit = Some(RECENT);
    let lines = store.log(id, &filter).await?;
    let open_ones = store.records(id, Tabel::Werkbonnen, &Select::After(None, RECENT)).await?;
    let open_ones = open_ones.into_iter().filter_map(werkbon);
    let seen = lines.into_iter().filter_map(|line| line.record);
    let seen = seen.chain(open_ones.map(|one| one.nummer.as_str().to_owned()));
    let latest = seen.filter_map(|text| text.parse::<u32>().ok()).max().map_or(0, u64::from);
    for next in (latest + 1..).take(RECENT) {
        let Ok(nummer) = WerkbonNummer::new(next.to_string()) else { break };
        let archived = store.delivery(id, &nummer).await?.is_some();
        if !archived && open(integratie, &nummer).await?.is_none() {
            return Ok(nummer.as_str().to_owned());
        }
    }
    Ok(String::new())
}

async fn proposed(integratie: &Integratie) -> Result<Vec<(String, String)>, Fault> {
    let select = Select::After(None, PROPOSED);
    let found = integratie.store.records(&integratie.id, Tabel::Relaties, &select).await?;
    let named = |relatie: Relatie| {
        let by_id = format!("vendor_id:{}", relatie.id);
        (if relatie.code.is_empty() { by_id } else { relatie.code }, relatie.naam)
    };
    let active = found.into_iter().filter_map(|record| match record {
        Record::Relatie(relatie) if relatie.actief => Some(named(relatie)),
        _ => None,
    });
    Ok(active.collect())
}

async fn shown(here: &Here, typed: &Form, refused: Option<&Message>) -> Result<Markup, Fault> {
    let visit = &here.visit;
    let klanten = proposed(&here.integratie).await?;
    let input = |name: &str, label: &str, kind: &str| {
        let value = typed.get(name).unwrap_or_default();
        html! { label { (label) input name=(name) type=(kind) value=(value) autocomplete="off"; } }
    };
    let standard = typed.get("werkadres") == Some("standaard");
    let body = html! {
        @if let Some(refused) = refused { (page::alert(visit, "fout", &text(refused))) }
        form.stack method="post" action=(here.integratie.page("werkbonnen/nieuw")) {
            (page::mark(visit))
            fieldset {
                legend { "Werkbon" }
                (input("nummer", visit.pick("Nummer", "Number"), "text"))
                label { (visit.pick("Klant (code)", "Customer (code)"))
                    input name="klant" list="klanten" value=(typed.get("klant").unwrap_or_default()) autocomplete="off";
                }
                datalist #klanten { @for (code, naam) in &klanten { option value=(code) { (naam) } } }
                label { (visit.pick("Werkadres", "Work address"))
                    select name="werkadres" {
                        option value="standaard" selected[standard] { (visit.pick("standaard", "standard")) }
                        option value="" selected[!standard] { (visit.pick("geen", "none")) }
                    }
                }
                (input("datum", visit.pick("Datum", "Date"), "date"))
                label { (visit.pick("Werkomschrijving", "Work description"))
                    textarea name="werkomschrijving" rows="3" { (typed.get("werkomschrijving").unwrap_or_default()) }
                }
                (input("klantreferentie", visit.pick("Klantreferentie", "Customer reference"), "text"))
                (input("gebruiker", visit.pick("Gebruiker", "User"), "text"))
                (input("reistijd", visit.pick("Reistijd in minuten", "Travel time in minutes"), "text"))
                (input("werktijd", visit.pick("Werktijd in minuten", "Working time in minutes"), "text"))
            }
            fieldset {
                legend { (visit.pick("Artikelen", "Articles")) }
                @for at in 1..=LINES { (article(here, typed, at)) }
            }
            label.tick {
                input type="checkbox" name="gereed" value="ja" checked[typed.has("gereed")];
                " " (visit.pick("gereed gemeld", "reported complete"))
            }
            button type="submit" { (visit.pick("Werkbon maken", "Make werkbon")) }
        }
    };
    let title = visit.pick("Nieuwe werkbon", "New werkbon");
    Ok(page::of_integration(here, Tab::Werkbonnen, title, &body))
}

fn article(here: &Here, typed: &Form, at: usize) -> Markup {
    let visit = &here.visit;
    let [code, aantal, omschrijving] = fields(at);
    let value = |name: &str| typed.get(name).unwrap_or_default().to_owned();
    html! {
        div.row role="group" aria-label=(format!("{} {at}", visit.pick("Regel", "Line"))) {
            label { (visit.pick("Code", "Code")) input name=(code) value=(value(&code)) autocomplete="off"; }
            label { (visit.pick("Aantal", "Quantity")) input name=(aantal) value=(value(&aantal)) inputmode="decimal" autocomplete="off"; }
            label { (visit.pick("Omschrijving", "Description")) input name=(omschrijving) value=(value(&omschrijving)) autocomplete="off"; }
        }
    }
}
