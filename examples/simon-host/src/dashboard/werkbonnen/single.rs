//! One werkbon: what stands on it, where it is, what it would become, and what happened to it.

use axum::extract::Query;
use maud::{Markup, html};
use serde::Deserialize;
use simon_core::domain::Werkbon;
use simon_core::host::{Delivery, DeliveryStatus};
use url::form_urlencoded;

use super::list::{archived_button, notice, open_button, said};
use super::{Bon, address, content, preview};
use crate::commands::is_settled;
use crate::dashboard::fault::Fault;
use crate::dashboard::log;
use crate::dashboard::page::{self, Tab};
use crate::dashboard::words;

/// What the address asks besides.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::dashboard) struct Asked {
    /// The preview, which may make calls.
    voorbeeld: String,
}

/// The whole page.
pub(in crate::dashboard) async fn single(
    bon: Bon,
    Query(asked): Query<Asked>,
) -> Result<Markup, Fault> {
    let (open, entry) = (bon.open().await?, bon.entry().await?);
    if open.is_none() && entry.is_none() {
        return Err(Fault::not_found());
    }
    let (here, visit) = (&bon.here, &bon.here.visit);
    let of_entry = entry.as_ref().and_then(|entry| entry.werkbon.as_ref());
    let shown = open.as_ref().or_else(|| of_entry.map(|archived| archived.werkbon()));
    let body = html! {
        (notice(here).await?)
        @if let Some(open) = &open { (open_state(&bon, open)) }
        @if let Some(entry) = &entry { (archived_state(&bon, entry).await?) }
        h2 { (visit.pick("Inhoud", "Content")) }
        @match shown {
            Some(shown) => (content::show(here, shown).await?),
            None => p { (visit.pick(
                "De inhoud wordt na het leveren niet bewaard.",
                "The content is not kept after delivery.",
            )) },
        }
        @if shown.is_some() { (preview::show(&bon, open.clone(), asked.voorbeeld == "ja").await?) }
        h2 { (visit.pick("Logboek", "Log")) }
        (log::table(here, &log::Filter::of_werkbon(&bon.nummer)).await?)
    };
    Ok(page::of_integration(here, Tab::Werkbonnen, &format!("Werkbon {}", bon.nummer), &body))
}

fn open_state(bon: &Bon, open: &Werkbon) -> Markup {
    html! {
        p { "Open, " (content::ready(&bon.here.visit, open.status)) }
        (open_button(&bon.here, open))
    }
}

async fn archived_state(bon: &Bon, entry: &Delivery) -> Result<Markup, Fault> {
    let (here, visit) = (&bon.here, &bon.here.visit);
    let said = said(here, entry).await?;
    let kind = match entry.status {
        DeliveryStatus::Gefilterd | DeliveryStatus::Wacht => "info",
        _ => "fout",
    };
    Ok(html! {
        p {
            (visit.pick("Gearchiveerd op ", "Archived at ")) (here.integratie.local(entry.gearchiveerd_op)) ": "
            (words::status(visit, entry.status))
            @if let Some(document) = &entry.document { " " strong { (content::document(document)) } }
        }
        @if let Some(said) = &said { (page::alert(visit, kind, said)) }
        @if entry.status == DeliveryStatus::Onzeker { (decision(bon)) }
        @else { (archived_button(here, entry)) }
        @if entry.status == DeliveryStatus::Geweigerd && !is_settled(entry) {
            (correction(bon))
        }
    })
}

/// What is wrong with the content is put right in a new one with the same number, which replaces it.
fn correction(bon: &Bon) -> Markup {
    let (here, visit) = (&bon.here, &bon.here.visit);
    let nummer = form_urlencoded::Serializer::new(String::new())
        .append_pair("nummer", bon.nummer.as_str())
        .finish();
    html! {
        p {
            (visit.pick("Klopt de inhoud niet? ", "Is the content wrong? "))
            a href=(here.integratie.page(&format!("werkbonnen/nieuw?{nummer}"))) {
                (visit.pick("Maak de werkbon opnieuw", "Make the werkbon anew"))
            }
            (visit.pick(
                " met hetzelfde nummer en archiveer die: hij komt in de plaats van deze.",
                " with the same number and archive that one: it takes the place of this one.",
            ))
        }
    }
}

/// A person says what he saw in the accounting package (C22).
fn decision(bon: &Bon) -> Markup {
    let (here, visit) = (&bon.here, &bon.here.visit);
    let action = here.integratie.page(&format!("{}/beslissen", address(&bon.nummer)));
    html! {
        section.panel #beslissen {
            h2 { (visit.pick("Beslissen", "Decide")) }
            form.stack method="post" action=(action) {
                (page::mark(visit))
                input type="hidden" name="besluit" value="geleverd";
                p { (visit.pick(
                    "Er is een document in het boekhoudpakket. De werkbon geldt dan als geleverd; er wordt niets meer verstuurd.",
                    "There is a document in the accounting package. The werkbon then counts as delivered; nothing more is sent.",
                )) }
                label for="document" { (visit.pick("Id van het document", "Id of the document")) }
                input #document name="document" required maxlength="200" autocomplete="off";
                button type="submit" { (visit.pick("Het document bestaat", "The document exists")) }
            }
            form method="post" action=(action) {
                (page::mark(visit))
                input type="hidden" name="besluit" value="opnieuw";
                p { (visit.pick(
                    "Er is geen document. De werkbon wordt opnieuw verstuurd, met de huidige instellingen. Is er toch een document, dan komt er een tweede bij.",
                    "There is no document. The werkbon is sent again, with the present settings. If there is a document after all, a second one is made.",
                )) }
                label.tick {
                    input type="checkbox" name="zeker" value="ja" required;
                    " " (visit.pick("Ik heb gekeken: er is geen document", "I have looked: there is no document"))
                }
                button.danger type="submit" { (visit.pick("Opnieuw versturen", "Send again")) }
            }
        }
    }
}
