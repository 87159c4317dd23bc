//! 'Nu Synchroniseren': a selection of tables (B3).

use axum::response::Redirect;
use maud::{Markup, html};
use simon_core::host::{Feed, Job};
use simon_core::integration::FetchRequest;

use super::form::Form;
use super::here::Here;
use super::page;
use super::running;
use super::words;

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
    let chosen = |feed: &Feed| form.all("tabel").any(|name| name == feed.sleutel());
    let feeds: Vec<Feed> = CHOICES.into_iter().filter(chosen).collect();
    // Naming the orders in a full load is the user's word for those from before the start (D8).
    let existing = feeds.iter().any(|feed| feed.order_soort().is_some());
    let request = match form.has("alles") {
        true if existing => FetchRequest::everything(feeds).with_existing_orders(),
        true => FetchRequest::everything(feeds),
        false => FetchRequest::changes(feeds),
    };
    running::begin(&here, "", Job::Fetch, |host, integratie| async move {
        host.integration.fetch(&request, &integratie.live).await
    })
}
