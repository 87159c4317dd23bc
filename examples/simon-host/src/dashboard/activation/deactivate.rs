//! Switching off, after a confirmation (A7).

use axum::response::Redirect;
use maud::{Markup, html};
use simon_core::message::Message;

use crate::dashboard::fault::Fault;
use crate::dashboard::form::Form;
use crate::dashboard::here::Here;
use crate::dashboard::keys::Keys;
use crate::dashboard::page::{self, Tab};
use crate::dashboard::site::Draft;

const PAGE: &str = "deactiveren";
/// The tick that ends the connection as well.
const END: &str = "verbreken";

/// Asks whether it is meant.
pub(in crate::dashboard) async fn ask(here: Here) -> Result<Markup, Fault> {
    let (visit, integratie) = (&here.visit, &here.integratie);
    let is_on = super::is_on(&integratie.state().await?);
    let title = visit.pick("Deactiveren", "Deactivate");
    let body = html! {
        @if is_on {
            p { (visit.pick(
                "Vanaf dat moment wordt niets meer opgehaald en niets meer verstuurd. Later opnieuw activeren kan altijd.",
                "From then on nothing is fetched and nothing is sent any more. It can always be activated again later.",
            )) }
        } @else {
            p { (visit.pick("Deze integratie is al uit.", "This integration is off already.")) }
        }
        form method="post" action=(integratie.page(PAGE)) {
            (page::mark(visit))
            label.tick {
                input type="checkbox" name=(END) value="ja" checked[!is_on] aria-describedby="over-verbreken";
                " " (visit.pick("Ook de koppeling verbreken", "End the connection, too"))
            }
            p.hint #over-verbreken { (visit.pick(
                "De sleutels of de aanmelding worden vergeten. Om opnieuw te activeren, moet u opnieuw koppelen.",
                "The keys or the login are forgotten. To activate again you have to connect again.",
            )) }
            button.danger type="submit" {
                @if is_on { (visit.pick("Ja, deactiveren", "Yes, deactivate")) }
                @else { (visit.pick("Ja, koppeling verbreken", "Yes, end the connection")) }
            }
            " "
            a href=(integratie.page("")) { (visit.pick("Nee, terug", "No, back")) }
        }
    };
    Ok(page::of_integration(&here, Tab::Overview, title, &body))
}

/// Switches it off.
pub(in crate::dashboard) async fn deactivate(here: Here, form: Form) -> Redirect {
    match ended(&here, form.has(END)).await {
        Ok(message) => here.done("", &message),
        Err(fault) => here.failed(PAGE, fault),
    }
}

async fn ended(here: &Here, disconnects: bool) -> Result<Message, Fault> {
    let (host, integratie) = (here.host()?, &here.integratie);
    let outcome = match disconnects {
        true => host.integration.disconnect().await,
        false => host.integration.deactivate().await,
    };
    integratie.due.notify_one();
    outcome.map_err(|error| host.failure(&error))?;
    if !disconnects {
        let mut draft = integratie.draft();
        (draft.form, draft.wipe) = (None, Vec::new());
        return Ok(Message::new("host-pagina-gedeactiveerd"));
    }
    Keys::forget(&integratie.store, &integratie.id).await?;
    integratie.put(integratie.built(None));
    *integratie.draft() = Draft::default();
    Ok(Message::new("host-pagina-losgekoppeld"))
}
