//! A tile per integration: its state, its last runs and what waits (A9).

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use maud::{Markup, html};
use simon_core::host::{DeliveryStatus, Fase, FeedState, Job};
use simon_core::integration::Status;

use super::fault::Fault;
use super::page;
use super::session::Visit;
use super::site::{Integratie, Site};
use super::words;

/// The first page.
pub(super) async fn show(
    State(site): State<Arc<Site>>,
    Extension(visit): Extension<Visit>,
) -> Result<Markup, Fault> {
    let title = visit.pick("Integraties", "Integrations");
    let body = html! {
        h1 { (title) }
        (all(&site, &visit).await?)
    };
    Ok(page::page(&visit, title, &body))
}

/// The tiles alone, for a page that follows them.
pub(super) async fn tiles(
    State(site): State<Arc<Site>>,
    Extension(visit): Extension<Visit>,
) -> Result<Markup, Fault> {
    all(&site, &visit).await
}

async fn all(site: &Site, visit: &Visit) -> Result<Markup, Fault> {
    let mut tiles = Vec::new();
    for integratie in site.integraties() {
        tiles.push(tile(visit, integratie).await?);
    }
    Ok(html! {
        div.tiles hx-get="/tegels" hx-trigger="every 3s" hx-swap="outerHTML" {
            @for tile in &tiles { (tile) }
        }
    })
}

async fn tile(visit: &Visit, integratie: &Integratie) -> Result<Markup, Fault> {
    let status = match integratie.host() {
        Ok(host) => Some(host.integration.status().await.map_err(|error| host.failure(&error))?),
        Err(_) => None,
    };
    let fase = status.as_ref().map_or(Fase::Inactief, |status| status.state.fase);
    let books = status.as_ref().and_then(|status| status.state.administratie.as_ref());
    Ok(html! {
        article.tile {
            h2 { a href=(integratie.page("")) { (integratie.info.naam) } }
            p { (words::fase(visit, fase)) @if let Some(books) = books { " " (books.naam) } }
            @if fase == Fase::AandachtNodig {
                p { a.button href=(integratie.page("activeren")) { (visit.pick("Opnieuw koppelen", "Connect again")) } }
            }
            @if let Some(status) = status.filter(|_| fase != Fase::Inactief) {
                (facts(visit, integratie, &status))
            } @else {
                p { a.button href=(integratie.page("activeren")) { (visit.pick("Activeren", "Activate")) } }
            }
        }
    })
}

fn facts(visit: &Visit, integratie: &Integratie, status: &Status) -> Markup {
    let ended = |job| {
        let of_job = status.jobs.iter().find(|one| one.state.job == job);
        let at = of_job.and_then(|one| one.state.gelukt);
        at.map_or_else(|| "–".to_owned(), |at| integratie.local(at))
    };
    let count = |wanted: DeliveryStatus| {
        let found = status.werkbonnen.iter().find(|(one, _)| *one == wanted);
        found.map_or(0, |(_, count)| *count)
    };
    let vragen = status.feeds.iter().filter(|feed| feed.vraag.is_some()).count();
    let waits = [
        DeliveryStatus::Wacht,
        DeliveryStatus::Vastgehouden,
        DeliveryStatus::Geweigerd,
        DeliveryStatus::Onzeker,
    ];
    let stamped = |feed: &FeedState| Some((feed.feed, feed.hoogste_mutatie.clone()?));
    let mutations: Vec<_> = status.feeds.iter().filter_map(stamped).collect();
    html! {
        dl.facts {
            @for job in Job::ALL {
                div { dt { (visit.pick("laatst gelukt: ", "last success: ")) (words::job(visit, job)) } dd { (ended(job)) } }
            }
            @for (feed, mutation) in mutations {
                div { dt { (visit.pick("hoogste mutatiedatum: ", "highest mutation date: ")) (words::feed(visit, feed)) } dd { (mutation) } }
            }
        }
        p {
            @for status in waits.into_iter().filter(|status| count(*status) > 0) {
                a href=(integratie.page(&format!("werkbonnen?status={}", status.sleutel()))) { (words::status(visit, status)) " " (count(status)) }
                " "
            }
            @if vragen > 0 { a href=(integratie.page("opschonen")) { (words::vragen(visit, vragen)) } }
        }
    }
}
