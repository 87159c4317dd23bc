//! What an activation wipes: the vendor leads (A1, A2).

use maud::{Markup, html};
use simon_core::host::{IntegrationState, WipePart};

use super::settings::FORM;
use crate::dashboard::fault::Fault;
use crate::dashboard::form::Form;
use crate::dashboard::here::Here;
use crate::dashboard::words;

/// The field of the ticks.
const FIELD: &str = "wis";

const fn key(part: WipePart) -> &'static str {
    match part {
        WipePart::Relaties => "relaties",
        WipePart::Artikelen => "artikelen",
        WipePart::Werkbonnen => "werkbonnen",
    }
}

/// What goes, with a tick each: the first time all of them, and they stay ticked.
pub(super) async fn section(here: &Here, state: &IntegrationState) -> Result<Markup, Fault> {
    if super::is_on(state) {
        return Ok(super::on_already(here));
    }
    let Ok(host) = here.host() else { return Ok(super::connect_first(here)) };
    let plan = host.integration.wipe_plan(&WipePart::ALL).await;
    let plan = plan.map_err(|error| host.failure(&error))?;
    let (visit, ticked) = (&here.visit, here.integratie.draft().wipe.clone());
    Ok(html! {
        p { (visit.pick(
            "Het boekhoudpakket is leidend. Bij Opslaan worden deze gegevens in Simon gewist en daarna opnieuw opgehaald. Wat al is geleverd, blijft bekend.",
            "The vendor leads. On Save these data in Simon are wiped and then fetched anew. What was delivered already stays known.",
        )) }
        fieldset {
            legend {
                @if plan.first {
                    (visit.pick("De eerste keer wordt alles gewist", "The first time everything is wiped"))
                } @else {
                    (visit.pick("Kies wat wordt gewist", "Choose what is wiped"))
                }
            }
            @for (part, records) in &plan.parts {
                label.tick {
                    input type="checkbox" name=(FIELD) value=(key(*part)) form=(FORM)
                        checked[plan.first || ticked.contains(part)] disabled[plan.first];
                    " " (words::part(visit, *part)) " (" (records) ")"
                }
            }
        }
    })
}

/// What was ticked.
pub(super) fn read(form: &Form) -> Vec<WipePart> {
    let ticked = |part: &WipePart| form.all(FIELD).any(|one| one == key(*part));
    WipePart::ALL.into_iter().filter(ticked).collect()
}
