//! 'Nu Synchroniseren': a selection of tables, and how far it is (B3, B6).

use axum::response::Redirect;
use maud::{Markup, html};
use simon_core::host::Feed;
use simon_core::integration::FetchRequest;
use simon_core::message::Message;

use super::form::Form;
use super::here::Here;
use super::page;
use super::progress::Row;
use super::words;
use crate::failure::text;

/// What a user can tick: the deletions are not for him to choose.
const CHOICES: [Feed; 5] =
    [Feed::Relaties, Feed::Artikelgroepen, Feed::Artikelen, Feed::Verkooporders, Feed::Offertes];

/// The choice and the button.
pub(super) fn form(here: &Here) -> Markup {
    let visit = &here.visit;
    let offers = &here.integratie.info.capabilities;
    let offered = CHOICES.into_iter().filter(|feed| match feed {
        Feed::Artikelgroepen => offers.artikelgroepen,
        feed => feed.order_soort().is_none_or(|soort| offers.orders.contains(&soort)),
    });
    html! {
        h2 { (visit.pick("Nu Synchroniseren", "Synchronise now")) }
        form method="post" action=(here.integratie.page("synchroniseren")) {
            (page::mark(visit))
            fieldset {
                legend { (visit.pick("Wat (niets gekozen is alles)", "What (nothing chosen is all)")) }
                @for feed in offered {
                    label.tick {
                        input type="checkbox" name="tabel" value=(feed.sleutel());
                        " " (words::feed(visit, feed))
                    }
                }
                label.tick {
                    input type="checkbox" name="alles" value="ja";
                    " " (visit.pick("alles opnieuw, niet alleen wat gewijzigd is", "everything anew, not only what changed"))
                }
            }
            button type="submit" { (visit.pick("Nu Synchroniseren", "Synchronise now")) }
        }
    }
}

/// Begins it; the page that follows shows how far it is.
pub(super) async fn begin(here: Here, form: Form) -> Redirect {
    let host = match here.host() {
        Ok(host) => host,
        Err(fault) => return here.failed("", fault),
    };
    let chosen = |feed: &Feed| form.all("tabel").any(|name| name == feed.sleutel());
    let feeds: Vec<Feed> = CHOICES.into_iter().filter(chosen).collect();
    // Naming the orders in a full load is the user's word for those from before the start (D8).
    let existing = feeds.iter().any(|feed| feed.order_soort().is_some());
    let request = match form.has("alles") {
        true if existing => FetchRequest::everything(feeds).with_existing_orders(),
        true => FetchRequest::everything(feeds),
        false => FetchRequest::changes(feeds),
    };
    if !here.integratie.live.begin() {
        return here.done("", &Message::new("host-pagina-bezig"));
    }
    let integratie = here.integratie.clone();
    tokio::spawn(async move {
        let outcome = host.integration.fetch(&request, &integratie.live).await;
        let (rows, said) = match outcome {
            Ok(reports) => {
                let row = |report| {
                    let said = |error| *host.failure(error).rendered;
                    Row::of(report, report.error.as_ref().map(said))
                };
                let none = reports.is_empty().then(|| text(&Message::new("host-niets-opgehaald")));
                (reports.iter().map(|report| (report.feed, row(report))).collect(), none)
            }
            Err(error) => (Vec::new(), Some(*host.failure(&error).rendered)),
        };
        integratie.live.end(rows, said);
    });
    here.done("", &Message::new("host-pagina-begonnen"))
}

/// How far the last one is; nothing before the first.
pub(super) fn progress(here: &Here) -> Markup {
    let (visit, run) = (&here.visit, here.integratie.live.run());
    if run.rows.is_empty() && !run.busy && run.said.is_none() {
        return html! {};
    }
    html! {
        div #voortgang role="status" {
            h2 { (visit.pick("Synchronisatie", "Synchronisation")) }
            @if run.busy { p { (visit.pick("Bezig…", "Under way…")) } }
            @if let Some(said) = &run.said { (page::alert(visit, "info", said)) }
            ul {
                @for (feed, row) in &run.rows { (line(here, *feed, row)) }
            }
        }
    }
}

fn line(here: &Here, feed: Feed, row: &Row) -> Markup {
    let (visit, counts) = (&here.visit, &row.tellingen);
    html! {
        li {
            strong { (words::feed(visit, feed)) } ": "
            (counts.ontvangen) " " (visit.pick("ontvangen", "received"))
            @if let Some(total) = row.total { " / " (total) }
            ", " (counts.nieuw) " " (visit.pick("nieuw", "new"))
            ", " (counts.gewijzigd) " " (visit.pick("gewijzigd", "changed"))
            ", " (counts.overgeslagen) " " (visit.pick("overgeslagen", "skipped"))
            @if row.ended { " ✓" }
            @if let Some(said) = &row.said { (page::alert(visit, "fout", said)) }
        }
    }
}
