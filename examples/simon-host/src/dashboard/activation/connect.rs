//! Connecting: keys that the user fills in, or a login at the vendor's page (A3).

use std::collections::BTreeMap;

use axum::response::Redirect;
use maud::{Markup, html};
use simon_core::connector::{Koppelveld, Koppelwijze};
use simon_core::domain::Administratie;
use simon_core::host::{Fase, IntegrationState};
use simon_core::message::Message;

use super::{PAGE, login};
use crate::dashboard::fault::Fault;
use crate::dashboard::form::Form;
use crate::dashboard::here::Here;
use crate::dashboard::keys::{Keys, is_offered};
use crate::dashboard::page;

/// The field with a way's place among the connector's.
const WAY: &str = "wijze";
/// The button that only proves the keys there are.
const PROVE: &str = "proef";

/// How it is connected now, and the ways to do so.
pub(super) async fn section(here: &Here, state: &IntegrationState) -> Result<Markup, Fault> {
    let (visit, integratie) = (&here.visit, &here.integratie);
    let kept = Keys::load(&integratie.store, &integratie.id).await?;
    let begun = integratie.draft().login.clone();
    let ways = integratie.info.koppelwijzen;
    let offered = |way: &Koppelwijze| is_offered(way, &integratie.config().connection);
    Ok(html! {
        (standing(here, state))
        @if let Some(begun) = &begun { (login::page_of_vendor(here, begun)) }
        @for (index, way) in ways.iter().enumerate().filter(|(_, way)| offered(way)) {
            (one_way(here, index, way, kept.as_ref()))
        }
        @for way in ways.iter().filter(|way| !offered(way)) {
            p.hint {
                (visit.pick(way.nl, way.en)) ": "
                (visit.pick(
                    "daarvoor moet de beheerder eerst deze sleutels van de toepassing instellen: ",
                    "for this the operator has to configure these keys of the application first: ",
                ))
                (way.applicatie.join(", "))
            }
        }
    })
}

fn standing(here: &Here, state: &IntegrationState) -> Markup {
    let (visit, integratie) = (&here.visit, &here.integratie);
    if here.host().is_err() {
        return html! { p { (visit.pick("Nog niet gekoppeld.", "Not connected yet.")) } };
    }
    let of_state = state.administratie.as_ref().filter(|_| super::is_on(state));
    let books = of_state.map(|books| books.naam.clone());
    let books = books.or_else(|| integratie.draft().books.clone());
    html! {
        form method="post" action=(integratie.page("activeren/koppelen")) {
            (page::mark(visit))
            p {
                @match &books {
                    Some(books) if state.fase == Fase::AandachtNodig => {
                        (visit.pick("Opnieuw koppelen is nodig, met ", "Connect again, with "))
                        strong { (books) }
                    },
                    Some(books) => { (visit.pick("Gekoppeld: ", "Connected: ")) strong { (books) } },
                    None => { (visit.pick(
                        "Nog niet nagevraagd of de koppeling werkt.",
                        "Not asked yet whether the connection works.",
                    )) },
                }
            }
            button.quiet type="submit" name=(PROVE) value="ja" {
                (visit.pick("Controleer de koppeling", "Check the connection"))
            }
        }
    }
}

fn one_way(here: &Here, index: usize, way: &Koppelwijze, kept: Option<&Keys>) -> Markup {
    let (visit, integratie) = (&here.visit, &here.integratie);
    let kept = kept.filter(|kept| kept.wijze == index);
    html! {
        form method="post" action=(integratie.page("activeren/koppelen")) {
            (page::mark(visit))
            input type="hidden" name=(WAY) value=(index);
            fieldset {
                legend { (visit.pick(way.nl, way.en)) }
                @for veld in way.velden {
                    (field(here, index, veld, kept.and_then(|kept| kept.velden.get(veld.key))))
                }
                div {
                    button type="submit" {
                        @if way.browser {
                            (visit.pick("Begin met inloggen", "Begin the login"))
                        } @else {
                            (visit.pick("Koppelen", "Connect"))
                        }
                    }
                }
            }
        }
    }
}

/// What is secret is never shown again.
fn field(here: &Here, way: usize, veld: &Koppelveld, kept: Option<&String>) -> Markup {
    let visit = &here.visit;
    let (id, about) = (format!("sleutel-{way}-{}", veld.key), format!("bij-{way}-{}", veld.key));
    let hint = here.integratie.hints.get(veld.key);
    html! {
        label for=(id) {
            (visit.pick(veld.nl, veld.en))
            @if !veld.verplicht { " " (visit.pick("(mag leeg blijven)", "(may stay empty)")) }
        }
        @if veld.geheim {
            input id=(id) name=(veld.key) type="password" autocomplete="off" required[veld.verplicht]
                aria-describedby=[hint.map(|_| &about)];
        } @else {
            input id=(id) name=(veld.key) type="text" autocomplete="off" required[veld.verplicht]
                spellcheck="false" value=[kept.or(hint)] aria-describedby=[hint.map(|_| &about)];
        }
        @if let Some(hint) = hint {
            p.hint id=(about) { (visit.pick("Voorbeeld: ", "Example: ")) code { (hint) } }
        }
    }
}

/// Connects as the form says.
pub(in crate::dashboard) async fn connect(here: Here, form: Form) -> Redirect {
    let outcome = match form.has(PROVE) {
        true => prove(&here).await,
        false => with_keys(&here, &form).await,
    };
    match outcome {
        Ok(message) => here.done(PAGE, &message),
        Err(fault) => here.failed(PAGE, fault),
    }
}

/// Asks whether the present keys are good; one that waited for that goes on with its work.
async fn prove(here: &Here) -> Result<Message, Fault> {
    let host = here.host()?;
    let opened = if super::is_on(&here.integratie.state().await?) {
        host.integration.reconnect().await
    } else {
        host.integration.prove().await
    };
    let opened = opened.map_err(|error| host.failure(&error))?;
    here.integratie.due.notify_one();
    Ok(connected(here, opened))
}

async fn with_keys(here: &Here, form: &Form) -> Result<Message, Fault> {
    let (keys, way) = read(here, form)?;
    if way.browser {
        return login::begin(here, keys).await;
    }
    // Keys that are no good never take the place of those in use (A3).
    let proving = here.integratie.proving(&keys)?;
    let opened = proving.integration.prove().await.map_err(|error| proving.failure(&error))?;
    keep(here, &keys).await?;
    let host = here.host()?;
    if super::is_on(&here.integratie.state().await?) {
        host.integration.reconnect().await.map_err(|error| host.failure(&error))?;
        here.integratie.due.notify_one();
    }
    Ok(connected(here, opened))
}

/// A way that is offered, with what was filled in for it.
fn read(here: &Here, form: &Form) -> Result<(Keys, &'static Koppelwijze), Fault> {
    let wijze = form.get(WAY).and_then(|index| index.parse().ok()).unwrap_or(usize::MAX);
    let way = here.integratie.info.koppelwijzen.get(wijze);
    let way = way.filter(|way| is_offered(way, &here.integratie.config().connection));
    let way = way.ok_or_else(|| Fault::bad(&Message::new("host-pagina-koppelwijze")))?;
    let mut velden = BTreeMap::new();
    for veld in way.velden {
        let text = form.get(veld.key).unwrap_or_default();
        if text.is_empty() && veld.verplicht {
            let naam = here.visit.pick(veld.nl, veld.en);
            return Err(Fault::bad(&Message::new("host-pagina-veld-leeg").with("veld", naam)));
        }
        velden.insert(veld.key.to_owned(), text.to_owned());
    }
    Ok((Keys { wijze, velden }, way))
}

/// Keeps keys that are good, and works with them from now on.
pub(super) async fn keep(here: &Here, keys: &Keys) -> Result<(), Fault> {
    let integratie = &here.integratie;
    let host = integratie.built(Some(keys))?;
    keys.save(&integratie.store, &integratie.id, integratie.now()).await?;
    integratie.put(Ok(host));
    integratie.draft().login = None;
    Ok(())
}

/// Says whose books were opened.
pub(super) fn connected(here: &Here, opened: Option<Administratie>) -> Message {
    let Some(opened) = opened else {
        here.integratie.draft().books = Some(here.integratie.info.naam.to_owned());
        return Message::new("host-pagina-gekoppeld-kies");
    };
    let message = Message::new("host-pagina-gekoppeld").with("administratie", &opened.naam);
    here.integratie.draft().books = Some(opened.naam);
    message
}
