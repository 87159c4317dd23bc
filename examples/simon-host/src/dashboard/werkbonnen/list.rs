//! All werkbonnen: open ones on top, archived ones with where they are below.

use axum::extract::Query;
use axum::response::Response;
use maud::{Markup, html};
use simon_core::domain::{Werkbon, WerkbonNummer, WerkbonStatus};
use simon_core::host::{Delivery, DeliveryStatus, Fase, Select, Store, Tabel};
use simon_core::message::{Message, Rendered};

use super::choice::{Choice, STATUSES};
use super::ledger::{self, PAGE};
use super::{address, content, werkbon};
use crate::commands::last_words;
use crate::dashboard::detail::{is_off, off};
use crate::dashboard::fault::Fault;
use crate::dashboard::here::Here;
use crate::dashboard::page::{self, Tab};
use crate::dashboard::{stand, words};
use crate::failure::text;

/// The whole page.
pub(in crate::dashboard) async fn show(
    here: Here,
    Query(choice): Query<Choice>,
) -> Result<Markup, Fault> {
    let body = html! {
        p { a.button href=(here.integratie.page("werkbonnen/nieuw")) {
            (here.visit.pick("Nieuwe werkbon", "New werkbon"))
        } }
        (followed(&here, &choice, &list(&here, &choice).await?))
    };
    Ok(page::of_integration(&here, Tab::Werkbonnen, "Werkbonnen", &body))
}

/// The lists alone, for a page that follows them; nothing while they are the ones that it has.
pub(in crate::dashboard) async fn lines(
    here: Here,
    Query(choice): Query<Choice>,
) -> Result<Response, Fault> {
    let list = list(&here, &choice).await?;
    let part = || followed(&here, &choice, &list);
    Ok(stand::unless_same(choice.stand, stand::of(&list.0), part))
}

fn followed(here: &Here, choice: &Choice, list: &Markup) -> Markup {
    let follow = format!("werkbonlijst?{}&stand={}", choice.query(), stand::of(&list.0));
    html! {
        div hx-get=(here.integratie.page(&follow)) hx-trigger="every 3s" hx-swap="outerHTML" {
            (list)
        }
    }
}

async fn list(here: &Here, choice: &Choice) -> Result<Markup, Fault> {
    let visit = &here.visit;
    Ok(html! {
        (notice(here).await?)
        h2 { "Open werkbonnen" }
        (open(here, choice).await?)
        h2 { (visit.pick("Gearchiveerde werkbonnen", "Archived werkbonnen")) }
        (statuses(here, choice).await?)
        (archived(here, choice).await?)
    })
}

/// That nothing is sent, when that is so.
pub(super) async fn notice(here: &Here) -> Result<Markup, Fault> {
    let (visit, fase) = (&here.visit, here.integratie.state().await?.fase);
    Ok(html! {
        @if is_off(&here.integratie, fase) {
            div.alert.waarschuwing role="status" { p { (off(visit)) } }
        } @else if fase == Fase::AandachtNodig {
            (page::alert(visit, "fout", &text(&Message::new("integratie-aandacht-nodig"))))
        }
    })
}

async fn open(here: &Here, choice: &Choice) -> Result<Markup, Fault> {
    let (visit, integratie) = (&here.visit, &here.integratie);
    let select = Select::After(choice.open_after(), PAGE + 1);
    let found = integratie.store.records(&integratie.id, Tabel::Werkbonnen, &select).await?;
    let more = found.len() > PAGE;
    let bonnen: Vec<Werkbon> = found.into_iter().filter_map(werkbon).take(PAGE).collect();
    let mut rows = Vec::new();
    for bon in &bonnen {
        rows.push(open_row(here, bon, &content::klant(integratie, bon.klant.as_ref()).await?));
    }
    let last = bonnen.last().filter(|_| more);
    Ok(html! {
        @if rows.is_empty() { p { (visit.pick("Geen open werkbonnen.", "No open werkbonnen.")) } }
        @else {
            div.scroll tabindex="0" role="region" aria-label="Open werkbonnen" {
                table {
                    thead { tr {
                        th scope="col" { (visit.pick("Nummer", "Number")) }
                        th scope="col" { (visit.pick("Datum", "Date")) }
                        th scope="col" { (visit.pick("Klant", "Customer")) }
                        th scope="col" { (visit.pick("Werkomschrijving", "Work description")) }
                        th scope="col" { (visit.pick("Stand", "State")) }
                        th scope="col" { (visit.pick("Doen", "Do")) }
                    } }
                    tbody { @for row in &rows { (row) } }
                }
            }
        }
        @if let Some(last) = last { (next(here, &choice.open_from(&last.nummer))) }
    })
}

fn open_row(here: &Here, bon: &Werkbon, klant: &str) -> Markup {
    html! {
        tr {
            th scope="row" { (link(here, &bon.nummer)) }
            td.when { (content::date(bon.datum)) }
            td { (klant) }
            td { (bon.werkomschrijving.lines().next().unwrap_or_default()) }
            td { (content::ready(&here.visit, bon.status)) }
            td { (open_button(here, bon)) }
        }
    }
}

/// An open werkbon is archived, or reported complete first (C1).
pub(super) fn open_button(here: &Here, bon: &Werkbon) -> Markup {
    let visit = &here.visit;
    match bon.status {
        WerkbonStatus::GereedGemeld => {
            button(here, &bon.nummer, "archiveren", visit.pick("Archiveren", "Archive"))
        }
        WerkbonStatus::Gepland => {
            button(here, &bon.nummer, "gereed", visit.pick("Gereed melden", "Report complete"))
        }
    }
}

/// A form that is one button, of a werkbon.
pub(super) fn button(here: &Here, nummer: &WerkbonNummer, action: &str, name: &str) -> Markup {
    let action = here.integratie.page(&format!("{}/{action}", address(nummer)));
    html! {
        form method="post" action=(action) {
            (page::mark(&here.visit))
            button.quiet type="submit" { (name) span.unseen { " " (nummer) } }
        }
    }
}

/// Releases one (A8).
pub(super) fn release_button(here: &Here, nummer: &WerkbonNummer) -> Markup {
    html! {
        form method="post" action=(here.integratie.page("werkbonnen/vrijgeven")) {
            (page::mark(&here.visit))
            input type="hidden" name="nummer" value=(nummer);
            button.quiet type="submit" {
                (here.visit.pick("Vrijgeven", "Release")) span.unseen { " " (nummer) }
            }
        }
    }
}

async fn statuses(here: &Here, choice: &Choice) -> Result<Markup, Fault> {
    let (visit, integratie) = (&here.visit, &here.integratie);
    let (mut counts, mut held) = (Vec::new(), false);
    for status in STATUSES {
        let count = integratie.store.count_deliveries(&integratie.id, status).await?;
        held |= status == DeliveryStatus::Vastgehouden && count > 0;
        counts.push((status, count));
    }
    let (chosen, all) = (choice.status()?, counts.iter().map(|(_, count)| count).sum::<u64>());
    let to = |status| integratie.page(&format!("werkbonnen?{}", choice.of(status).query()));
    let current = |status| (chosen == status).then_some("true");
    Ok(html! {
        nav.row.choice aria-label=(visit.pick("Stand", "State")) {
            a href=(to(None)) aria-current=[current(None)] { (visit.pick("alle", "all")) " " (all) }
            @for (status, count) in counts {
                a href=(to(Some(status))) aria-current=[current(Some(status))] {
                    (words::status(visit, status)) " " (count)
                }
            }
        }
        @if held {
            form method="post" action=(integratie.page("werkbonnen/vrijgeven")) {
                (page::mark(visit))
                input type="hidden" name="alles" value="ja";
                button.quiet type="submit" { (visit.pick("Alle vastgehouden werkbonnen vrijgeven", "Release all held werkbonnen")) }
            }
        }
    })
}

async fn archived(here: &Here, choice: &Choice) -> Result<Markup, Fault> {
    let (visit, integratie) = (&here.visit, &here.integratie);
    let (store, id) = (&integratie.store, &integratie.id);
    let page = ledger::page(store, id, choice.status()?, choice.after()).await?;
    let mut rows = Vec::new();
    for entry in &page.entries {
        rows.push(row(here, entry, said(here, entry).await?.as_ref()));
    }
    let label = visit.pick("Gearchiveerde werkbonnen", "Archived werkbonnen");
    Ok(html! {
        @if rows.is_empty() { p { (visit.pick("Geen werkbonnen.", "No werkbonnen.")) } }
        @else {
            div.scroll tabindex="0" role="region" aria-label=(label) {
                table.wide {
                    thead { tr {
                        th scope="col" { (visit.pick("Nummer", "Number")) }
                        th scope="col" { (visit.pick("Gearchiveerd", "Archived")) }
                        th scope="col" { (visit.pick("Stand", "State")) }
                        th scope="col" { (visit.pick("Document of melding", "Document or message")) }
                        th scope="col" { (visit.pick("Doen", "Do")) }
                    } }
                    tbody { @for row in &rows { (row) } }
                }
            }
        }
        @if let Some(last) = &page.next { (next(here, &choice.from(last))) }
    })
}

/// What the log says of a werkbon that has no document yet.
pub(super) async fn said(here: &Here, entry: &Delivery) -> Result<Option<Rendered>, Fault> {
    let silent = match entry.status {
        DeliveryStatus::Geleverd => true,
        DeliveryStatus::Wacht => entry.code.is_none(),
        _ => false,
    };
    if silent {
        return Ok(None);
    }
    let integratie = &here.integratie;
    let said = last_words(&integratie.store, &integratie.id, entry).await?;
    Ok(said.map(|(_, rendered)| rendered))
}

fn row(here: &Here, entry: &Delivery, said: Option<&Rendered>) -> Markup {
    let (visit, integratie) = (&here.visit, &here.integratie);
    html! {
        tr {
            th scope="row" { (link(here, &entry.nummer)) }
            td.when { (integratie.local(entry.gearchiveerd_op)) }
            td { (words::status(visit, entry.status)) }
            td {
                @if let Some(document) = &entry.document { (content::document(document)) }
                @if let Some(said) = said {
                    (visit.text(&said.bericht))
                    @if let Some(actie) = &said.actie {
                        div.hint { (visit.pick("Te nemen actie: ", "Action to take: ")) (visit.text(actie)) }
                    }
                }
            }
            td { (archived_button(here, entry)) }
        }
    }
}

/// What can be done at once; an uncertain one is decided about on its own page.
pub(super) fn archived_button(here: &Here, entry: &Delivery) -> Markup {
    let (visit, nummer) = (&here.visit, &entry.nummer);
    match entry.status {
        DeliveryStatus::Vastgehouden => release_button(here, nummer),
        DeliveryStatus::Geweigerd | DeliveryStatus::Gefilterd => {
            button(here, nummer, "opnieuw", visit.pick("Opnieuw proberen", "Try again"))
        }
        DeliveryStatus::Onzeker => html! {
            a href=(here.integratie.page(&format!("{}#beslissen", address(nummer)))) {
                (visit.pick("Beslissen", "Decide")) span.unseen { " " (nummer) }
            }
        },
        _ => html! {},
    }
}

fn link(here: &Here, nummer: &WerkbonNummer) -> Markup {
    html! { a href=(here.integratie.page(&address(nummer))) { (nummer) } }
}

fn next(here: &Here, choice: &Choice) -> Markup {
    let to = here.integratie.page(&format!("werkbonnen?{}", choice.query()));
    html! { p { a href=(to) { (here.visit.pick("Volgende werkbonnen", "Next werkbonnen")) } } }
}
