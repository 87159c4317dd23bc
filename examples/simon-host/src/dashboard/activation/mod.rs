//! Switching an integration on: what is wiped, connecting, settings and saving (A1 to A6); changing the
//! settings later; and switching it off (A7).

mod connect;
mod deactivate;
mod field;
#[cfg(test)]
mod field_tests;
#[cfg(test)]
mod journey_tests;
mod login;
mod save;
mod settings;
mod values;
mod wipe;

use maud::{Markup, html};
use simon_core::host::{Fase, IntegrationState};

use super::fault::Fault;
use super::here::Here;
use super::page::{self, Tab};
use super::words;
pub(super) use connect::connect;
pub(super) use deactivate::{ask as ask_to_deactivate, deactivate};
pub(super) use login::{came_back, came_back_elsewhere};
pub(super) use save::{fill_in, settings as change_settings};
pub(super) use settings::{connect_again, show as settings};

/// The page with the steps, under an integration's address.
const PAGE: &str = "activeren";
/// The settings of an integration that is on, likewise.
const SETTINGS: &str = "instellingen";

/// The steps.
pub(super) async fn show(here: Here) -> Result<Markup, Fault> {
    let visit = &here.visit;
    let state = here.integratie.state().await?;
    let body = html! {
        p { (words::fase(visit, state.fase)) }
        section.step aria-labelledby="stap-1" {
            h2 #stap-1 { "1. " (visit.pick("Wissen", "Wipe")) }
            (wipe::section(&here, &state).await?)
        }
        section.step aria-labelledby="stap-2" {
            h2 #stap-2 { "2. " (visit.pick("Koppelen", "Connect")) }
            (connect::section(&here, &state).await?)
        }
        (settings_and_saving(&here, &state).await?)
    };
    let title = visit.pick("Activeren", "Activate");
    Ok(page::of_integration(&here, Tab::Settings, title, &body))
}

async fn settings_and_saving(here: &Here, state: &IntegrationState) -> Result<Markup, Fault> {
    let visit = &here.visit;
    let third = html! { h2 #stap-3 { "3. " (visit.pick("Instellingen", "Settings")) } };
    let fourth = html! { h2 #stap-4 { "4. " (visit.pick("Opslaan", "Save")) } };
    if here.host().is_ok() && !is_on(state) {
        return settings::form(here, state, &third, &fourth).await;
    }
    let settings = here.integratie.page(SETTINGS);
    Ok(html! {
        section.step aria-labelledby="stap-3" {
            (third)
            @if here.host().is_err() { (connect_first(here)) } @else {
                p { a href=(settings) { (visit.pick("Naar de instellingen", "To the settings")) } }
            }
        }
        section.step aria-labelledby="stap-4" {
            (fourth)
            @if here.host().is_err() { (connect_first(here)) } @else { (on_already(here)) }
        }
    })
}

fn connect_first(here: &Here) -> Markup {
    html! { p.hint { (here.visit.pick(
        "Koppel eerst: dat is stap 2.",
        "Connect first: that is step 2.",
    )) } }
}

fn on_already(here: &Here) -> Markup {
    html! { p.hint { (here.visit.pick(
        "Deze integratie is al geactiveerd.",
        "This integration is activated already.",
    )) } }
}

/// Whether it was activated and not switched off since.
const fn is_on(state: &IntegrationState) -> bool {
    matches!(state.fase, Fase::Actief | Fase::AandachtNodig)
}
