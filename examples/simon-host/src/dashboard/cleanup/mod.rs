//! Opschonen: the last clean-up of each table, what it asks before it removes much, and cleaning up
//! now (B4, B5).

mod question;
#[cfg(test)]
mod tests;

use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use simon_core::host::{Feed, Job, Store};
use simon_core::message::Message;

use super::detail;
use super::fault::Fault;
use super::form::Form;
use super::here::Here;
use super::page::{self, Tab};
use super::running;
use super::words;

/// This page, under the integration's.
const PAGE: &str = "opschonen";
/// The tables that are cleaned up.
const TABLES: [Feed; 3] = [Feed::Relaties, Feed::Artikelgroepen, Feed::Artikelen];

/// The whole page.
pub(super) async fn show(here: Here) -> Result<Markup, Fault> {
    let title = here.visit.pick("Opschonen", "Clean-up");
    Ok(page::of_integration(&here, Tab::CleanUp, title, &standing(&here).await?))
}

/// The part that follows what happens. When it has ended the whole page is shown anew: there may be
/// something to answer.
pub(super) async fn live(here: Here) -> Result<Response, Fault> {
    if here.integratie.live.run().busy {
        return Ok(under_way(&here).into_response());
    }
    Ok(([("hx-refresh", "true")], html! {}).into_response())
}

async fn standing(here: &Here) -> Result<Markup, Fault> {
    let integratie = &here.integratie;
    let fase = integratie.state().await?.fase;
    if detail::is_off(integratie, fase) {
        return Ok(detail::when_off(here, fase));
    }
    let busy = integratie.live.run().busy;
    Ok(html! {
        @if busy {
            (under_way(here))
        } @else {
            (running::progress(here, Job::CleanUp))
            (question::all(here).await?)
            (form(here))
        }
        (last(here).await?)
    })
}

/// While something is under way there is nothing to answer or to begin.
fn under_way(here: &Here) -> Markup {
    let (visit, integratie) = (&here.visit, &here.integratie);
    html! {
        div hx-get=(integratie.page("opschonen/stand")) hx-trigger="every 2s" hx-swap="outerHTML" {
            @if integratie.live.run().job == Some(Job::CleanUp) {
                (running::progress(here, Job::CleanUp))
            } @else {
                p { (visit.pick("Er wordt nu gesynchroniseerd.", "A synchronisation is under way.")) }
            }
            p { a href=(integratie.page(PAGE)) { (visit.pick("Stand verversen", "Show how far it is")) } }
        }
    }
}

fn form(here: &Here) -> Markup {
    let visit = &here.visit;
    html! {
        h2 { (visit.pick("Nu opschonen", "Clean up now")) }
        form method="post" action=(here.integratie.page("opschonen/nu")) {
            (page::mark(visit))
            p.hint { (visit.pick(
                "Verwijdert uit Simon wat in het boekhoudpakket is verwijderd of inactief is gemaakt, en klanten en artikelen die in Simon zelf zijn toegevoegd. Zouden er veel verdwijnen, dan wordt het hier eerst gevraagd.",
                "Removes from Simon what was deleted or made inactive in the accounting package, and customers and articles that were added in Simon itself. If many would go, it asks here first.",
            )) }
            label.tick {
                input type="checkbox" name="alles" value="ja";
                " " (visit.pick("alles vergelijken (duurt langer)", "compare everything (takes longer)"))
            }
            button type="submit" { (visit.pick("Nu opschonen", "Clean up now")) }
        }
    }
}

async fn last(here: &Here) -> Result<Markup, Fault> {
    let (visit, integratie) = (&here.visit, &here.integratie);
    let mut rows = Vec::new();
    for feed in TABLES {
        if feed != Feed::Artikelgroepen || integratie.info.capabilities.artikelgroepen {
            rows.push(integratie.store.feed(&integratie.id, feed).await?);
        }
    }
    let title = visit.pick("Laatste schoonmaak", "Last clean-up");
    Ok(html! {
        h2 { (title) }
        div.scroll tabindex="0" role="region" aria-label=(title) {
            table {
                thead { tr {
                    th scope="col" { (visit.pick("Tabel", "Table")) }
                    th scope="col" { (title) }
                    th scope="col" { (visit.pick("Uitkomst", "Outcome")) }
                } }
                tbody {
                    @for row in &rows { tr {
                        th scope="row" { (words::feed(visit, row.feed)) }
                        td { @match row.laatste_schoonmaak {
                            Some(at) => (integratie.local(at)),
                            None => "–",
                        } }
                        td { @match (row.vraag.is_some(), row.laatste_schoonmaak) {
                            (true, _) => (words::badge("waarschuwing", "▲", visit.pick("wacht op antwoord", "waits for an answer"))),
                            (false, Some(_)) => (words::badge("goedkeuring", "✓", visit.pick("geen vraag open", "no open question"))),
                            (false, None) => "–",
                        } }
                    } }
                }
            }
        }
    })
}

/// 'Nu opschonen'.
pub(super) async fn begin(here: Here, form: Form) -> Redirect {
    let wholly = form.has("alles");
    running::begin(&here, PAGE, Job::CleanUp, |host, integratie| async move {
        if wholly {
            host.integration.clean_up_wholly(false, &integratie.live).await
        } else {
            host.integration.clean_up(false, &integratie.live).await
        }
    })
}

/// 'Goedkeuren': as many as stood on the button may go.
pub(super) async fn approve(here: Here, form: Form) -> Redirect {
    let aantal = form.get("aantal").and_then(|aantal| aantal.parse().ok());
    let Some((feed, aantal)) = asked(&form).zip(aantal) else { return unknown(&here) };
    running::begin(&here, PAGE, Job::CleanUp, |host, integratie| async move {
        host.integration.approve_clean_up(feed, aantal, &integratie.live).await
    })
}

/// 'Weigeren': everything stays.
pub(super) async fn refuse(here: Here, form: Form) -> Redirect {
    let Some(feed) = asked(&form) else { return unknown(&here) };
    let host = match here.host() {
        Ok(host) => host,
        Err(fault) => return here.failed(PAGE, fault),
    };
    match host.integration.refuse_clean_up(feed).await {
        Ok(()) => here.done(PAGE, &Message::new("host-opschonen-geweigerd")),
        Err(error) => here.failed(PAGE, host.failure(&error)),
    }
}

/// The table that an answer is about.
fn asked(form: &Form) -> Option<Feed> {
    let name = form.get("tabel")?;
    TABLES.into_iter().find(|feed| feed.sleutel() == name)
}

fn unknown(here: &Here) -> Redirect {
    here.failed(PAGE, Fault::bad(&Message::new("host-opschonen-onbekend")))
}
