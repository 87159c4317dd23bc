//! 'Controleer' and 'Opslaan' (A4 to A6).

use axum::response::Redirect;
use simon_core::host::{IntegrationState, WipePart};
use simon_core::integration::Activation;
use simon_core::message::Message;
use simon_core::settings::SettingsForm;

use super::settings::{FORM, begun};
use super::{PAGE, SETTINGS, values, wipe};
use crate::dashboard::fault::Fault;
use crate::dashboard::form::Form;
use crate::dashboard::here::Here;

/// What the page shows next.
enum Next {
    /// The form again, at this place.
    Form(String),
    /// It is saved.
    Saved(Message),
}

/// Takes what was filled in on the way to activating.
pub(in crate::dashboard) async fn fill_in(here: Here, form: Form) -> Redirect {
    shown(&here, &form, PAGE).await
}

/// Takes what was filled in while the integration is on.
pub(in crate::dashboard) async fn settings(here: Here, form: Form) -> Redirect {
    shown(&here, &form, SETTINGS).await
}

async fn shown(here: &Here, form: &Form, page: &str) -> Redirect {
    match taken(here, form, page).await {
        Ok(Next::Form(place)) => here.to(&format!("{page}#{place}")),
        Ok(Next::Saved(message)) => here.done("", &message),
        Err(fault) => here.failed(page, fault),
    }
}

async fn taken(here: &Here, form: &Form, page: &str) -> Result<Next, Fault> {
    let state = here.integratie.state().await?;
    if super::is_on(&state) != (page == SETTINGS) {
        return Err(Fault::bad(&Message::new("host-pagina-stand")));
    }
    if form.has("opnieuw") {
        forget(here);
        return Ok(Next::Form(FORM.to_owned()));
    }
    let mut filled = begun(here, &state).await?;
    values::fill_in(&mut filled, here.integratie.info.settings, form);
    keep(here, &filled);
    if page == PAGE {
        here.integratie.draft().wipe = wipe::read(form);
    }
    if form.has("opslaan") {
        return save(here, &state, filled).await;
    }
    check(here, filled, form.get("controleer").unwrap_or("*")).await
}

async fn check(here: &Here, mut filled: SettingsForm, key: &str) -> Result<Next, Fault> {
    let (host, specs) = (here.host()?, here.integratie.info.settings);
    let named = specs.iter().find(|spec| spec.key == key).map(|spec| spec.key.to_owned());
    // A change closes the others, too (A5): what opens them is checked along (C17).
    let closed = named.as_ref().is_some_and(|key| !filled.may_check(specs, key));
    let opens = specs.iter().filter(|spec| closed && spec.opens_others);
    let first: Vec<String> = opens.map(|spec| spec.key.to_owned()).collect();
    let wrap = |error| host.failure(&error);
    if !first.is_empty() {
        host.integration.check_into(&mut filled, &first).await.map_err(wrap)?;
    }
    let keys: Vec<String> = named.iter().cloned().collect();
    host.integration.check_into(&mut filled, &keys).await.map_err(wrap)?;
    keep(here, &filled);
    Ok(Next::Form(named.map_or_else(|| FORM.to_owned(), |key| format!("veld-{key}"))))
}

async fn save(
    here: &Here,
    state: &IntegrationState,
    mut filled: SettingsForm,
) -> Result<Next, Fault> {
    if !filled.may_save(here.integratie.info.settings) {
        return Err(Fault::bad(&Message::new("host-pagina-ongecontroleerd")));
    }
    let (host, values) = (here.host()?, filled.waarden().clone());
    let (outcome, message) = if super::is_on(state) {
        (host.integration.save(&values).await, "host-pagina-opgeslagen")
    } else {
        let parts = match state.ooit_geactiveerd {
            true => here.integratie.draft().wipe.clone(),
            false => WipePart::ALL.to_vec(),
        };
        let activation = Activation::new(values, parts);
        (host.integration.activate(&activation).await, "host-pagina-geactiveerd")
    };
    let report = outcome.map_err(|error| host.failure(&error))?;
    if report.saved.is_none() {
        report.checks.into_iter().for_each(|line| filled.record(line));
        keep(here, &filled);
        return Err(Fault::bad(&Message::new("host-pagina-geweigerd")));
    }
    forget(here);
    here.integratie.due.notify_one();
    Ok(Next::Saved(Message::new(message)))
}

fn keep(here: &Here, filled: &SettingsForm) {
    here.integratie.draft().form = Some(filled.clone());
}

fn forget(here: &Here) {
    let mut draft = here.integratie.draft();
    (draft.form, draft.wipe) = (None, Vec::new());
}
