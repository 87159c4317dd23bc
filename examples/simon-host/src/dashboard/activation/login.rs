//! A login at the vendor's page, and the way back from it (A3).

use axum::extract::RawQuery;
use axum::response::Redirect;
use maud::{Markup, html};
use simon_core::ErrorKind;
use simon_core::message::Message;
use url::Url;

use super::{PAGE, connect};
use crate::dashboard::fault::Fault;
use crate::dashboard::form::Form;
use crate::dashboard::here::Here;
use crate::dashboard::keys::{Keys, is_offered};
use crate::dashboard::page;
use crate::dashboard::site::Login;

/// The field for an address that the browser was sent to elsewhere.
const ADDRESS: &str = "adres";

/// Begins a login. The keys of before are used until it has succeeded.
pub(super) async fn begin(here: &Here, keys: Keys) -> Result<Message, Fault> {
    let host = here.integratie.built(Some(&keys))?;
    let url = host.integration.login_url().await.map_err(|error| host.failure(&error))?;
    here.integratie.draft().login = Some(Login { keys, url });
    let message = Message::new("host-pagina-inloggen");
    Ok(message.with("leverancier", here.integratie.info.naam))
}

/// A link to the vendor's page: no form may lead there.
pub(super) fn page_of_vendor(here: &Here, begun: &Login) -> Markup {
    let (visit, integratie) = (&here.visit, &here.integratie);
    html! {
        div.panel {
            p { a.button href=(begun.url) rel="noreferrer" {
                (visit.pick("Ga naar ", "Go to ")) (integratie.info.naam)
            } }
            form method="post" action=(integratie.page("activeren/terug")) {
                (page::mark(visit))
                label for="terug-adres" { (visit.pick(
                    "Kwam de browser daarna ergens anders uit? Plak hier het hele adres uit de adresbalk.",
                    "Did the browser end up elsewhere after that? Paste the whole address of the address bar here.",
                )) }
                input #terug-adres name=(ADDRESS) type="text" autocomplete="off" spellcheck="false" required;
                div { button.quiet type="submit" { (visit.pick("Inloggen afronden", "End the login")) } }
            }
        }
    }
}

/// The vendor's page sent the browser back here.
pub(in crate::dashboard) async fn came_back(here: Here, RawQuery(query): RawQuery) -> Redirect {
    let registered = here.integratie.config().connection.get("redirect_uri");
    let address = registered.and_then(|uri| Url::parse(uri.as_str()?).ok()).map(|mut address| {
        address.set_query(query.as_deref());
        address.to_string()
    });
    shown(&here, end(&here, &address.unwrap_or_default()).await)
}

/// It sent the browser elsewhere, and the user pasted where to.
pub(in crate::dashboard) async fn came_back_elsewhere(here: Here, form: Form) -> Redirect {
    shown(&here, end(&here, form.get(ADDRESS).unwrap_or_default()).await)
}

fn shown(here: &Here, outcome: Result<Message, Fault>) -> Redirect {
    match outcome {
        Ok(message) => here.done(PAGE, &message),
        Err(fault) => here.failed(PAGE, fault),
    }
}

async fn end(here: &Here, address: &str) -> Result<Message, Fault> {
    let begun = here.integratie.draft().login.as_ref().map(|begun| begun.keys.clone());
    let keys = match begun {
        Some(keys) => keys,
        None => usual(here).await?,
    };
    let host = here.integratie.built(Some(&keys))?;
    let opened = match host.integration.log_in(address).await {
        Ok(opened) => opened,
        Err(error) => {
            // The address of another login does not end this one; all else used it up.
            if error.kind() != ErrorKind::InvalidInput {
                here.integratie.draft().login = None;
            }
            return Err(host.failure(&error).into());
        }
    };
    connect::keep(here, &keys).await?;
    Ok(connect::connected(here, opened))
}

/// The way of a login that was begun before this program started: the kept one, or the first with a
/// browser.
async fn usual(here: &Here) -> Result<Keys, Fault> {
    let (integratie, ways) = (&here.integratie, here.integratie.info.koppelwijzen);
    let kept = Keys::load(&integratie.store, &integratie.id).await?;
    if let Some(kept) = kept.filter(|kept| ways.get(kept.wijze).is_some_and(|way| way.browser)) {
        return Ok(kept);
    }
    let connection = &integratie.config().connection;
    let first = ways.iter().position(|way| way.browser && is_offered(way, connection));
    let wijze = first.ok_or_else(|| Fault::bad(&Message::new("host-pagina-koppelwijze")))?;
    Ok(Keys { wijze, ..Keys::default() })
}
