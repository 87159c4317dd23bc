//! One integration: its tables and jobs, 'Nu Synchroniseren', and switching it off (A9, B3).

use maud::{Markup, html};
use simon_core::host::{Fase, Feed, Job};
use simon_core::integration::Status;

use super::activation;
use super::fault::Fault;
use super::here::Here;
use super::page::{self, Tab};
use super::running;
use super::session::Visit;
use super::site::Integratie;
use super::sync;
use super::words;

/// The whole page.
pub(super) async fn show(here: Here) -> Result<Markup, Fault> {
    let body = standing(&here).await?;
    Ok(page::of_integration(&here, Tab::Overview, here.integratie.info.naam, &body))
}

/// The part that follows what happens.
pub(super) async fn live(here: Here) -> Result<Markup, Fault> {
    facts(&here).await
}

async fn standing(here: &Here) -> Result<Markup, Fault> {
    let (visit, integratie) = (&here.visit, &here.integratie);
    let state = integratie.state().await?;
    if is_off(integratie, state.fase) {
        return Ok(when_off(here, state.fase));
    }
    Ok(html! {
        (facts(here).await?)
        (sync::form(here))
        h2 { (visit.pick("Stoppen", "Stop")) }
        p { a href=(integratie.page("deactiveren")) { (visit.pick("Deactiveren…", "Deactivate…")) } }
    })
}

/// Whether nothing is done for it at all.
pub(super) fn is_off(integratie: &Integratie, fase: Fase) -> bool {
    integratie.host().is_err() || matches!(fase, Fase::Inactief | Fase::Koppelen)
}

/// What that means.
pub(super) const fn off(visit: &Visit) -> &'static str {
    visit.pick(
        "Deze integratie is uit: er wordt niets opgehaald en niets verstuurd.",
        "This integration is off: nothing is fetched and nothing is sent.",
    )
}

/// What is shown of one that is off.
pub(super) fn when_off(here: &Here, fase: Fase) -> Markup {
    let visit = &here.visit;
    html! {
        p { (words::fase(visit, fase)) }
        p { (off(visit)) }
        p { a.button href=(here.integratie.page("activeren")) { (visit.pick("Activeren", "Activate")) } }
    }
}

async fn facts(here: &Here) -> Result<Markup, Fault> {
    let host = here.host()?;
    let status = host.integration.status().await.map_err(|error| host.failure(&error))?;
    let (visit, integratie) = (&here.visit, &here.integratie);
    let books = status.state.administratie.as_ref().map(|books| books.naam.as_str());
    Ok(html! {
        div #stand hx-get=(integratie.page("stand")) hx-trigger="every 2s" hx-swap="outerHTML" {
            p { (words::fase(visit, status.state.fase)) " " (books.unwrap_or_default()) }
            @if status.state.fase == Fase::AandachtNodig { (activation::connect_again(here)) }
            @if let Some(limiet) = status.limiet.as_ref().and_then(|gauge| gauge.normal_from) {
                p { (visit.pick("Wacht op de limiet van het boekhoudpakket tot ", "Waits for the vendor's limit until ")) (integratie.local(limiet)) }
            }
            (running::progress(here, Job::Fetch))
            (tables(here, &status))
            (jobs(here, &status))
        }
    })
}

fn tables(here: &Here, status: &Status) -> Markup {
    let (visit, integratie) = (&here.visit, &here.integratie);
    let at = |at: Option<_>| at.map_or_else(|| "–".to_owned(), |at| integratie.local(at));
    let count = |feed: Feed| {
        let found = status.records.iter().find(|(tabel, _)| is_of(feed, *tabel));
        found.map_or_else(String::new, |(_, count)| count.to_string())
    };
    html! {
        h2 { (visit.pick("Gegevens", "Data")) }
        div.scroll tabindex="0" role="region" aria-label=(visit.pick("Gegevens", "Data")) {
            table {
                thead { tr {
                    th scope="col" { (visit.pick("Tabel", "Table")) }
                    th scope="col" { (visit.pick("Aantal", "Number")) }
                    th scope="col" { (visit.pick("Laatste keer opgehaald", "Last fetched")) }
                    th scope="col" { (visit.pick("Hoogste mutatiedatum", "Highest mutation date")) }
                    th scope="col" { (visit.pick("Laatste schoonmaak", "Last clean-up")) }
                } }
                tbody {
                    @for feed in &status.feeds {
                        tr {
                            th scope="row" { (words::feed(visit, feed.feed)) }
                            td.number { (count(feed.feed)) }
                            td { (at(feed.laatste_einde)) }
                            td { (feed.hoogste_mutatie.as_deref().unwrap_or("–")) }
                            td { (at(feed.laatste_schoonmaak)) }
                        }
                    }
                    tr {
                        th scope="row" { "werkbonnen" }
                        td.number { (status.werkbonnen.iter().map(|(_, count)| count).sum::<u64>()) }
                        td {}
                        td { (at(status.laatste_levering)) }
                        td {}
                    }
                }
            }
        }
    }
}

const fn is_of(feed: Feed, tabel: simon_core::host::Tabel) -> bool {
    use simon_core::host::Tabel;
    matches!(
        (feed, tabel),
        (Feed::Relaties, Tabel::Relaties)
            | (Feed::Artikelgroepen, Tabel::Artikelgroepen)
            | (Feed::Artikelen, Tabel::Artikelen)
    )
}

fn jobs(here: &Here, status: &Status) -> Markup {
    let (visit, integratie) = (&here.visit, &here.integratie);
    let at = |at: Option<_>| at.map_or_else(|| "–".to_owned(), |at| integratie.local(at));
    html! {
        h2 { (visit.pick("Taken", "Jobs")) }
        div.scroll tabindex="0" role="region" aria-label=(visit.pick("Taken", "Jobs")) {
            table {
                thead { tr {
                    th scope="col" { (visit.pick("Taak", "Job")) }
                    th scope="col" { (visit.pick("Laatst gelukt", "Last success")) }
                    th scope="col" { (visit.pick("Volgende", "Next")) }
                    th scope="col" { (visit.pick("Mislukt", "Failed")) }
                } }
                tbody {
                    @for job in &status.jobs {
                        tr {
                            th scope="row" { (words::job(visit, job.state.job)) }
                            td { (at(job.state.gelukt)) }
                            td { (at(job.volgende)) }
                            td.number { (job.state.mislukt) "×" }
                        }
                    }
                }
            }
        }
    }
}
