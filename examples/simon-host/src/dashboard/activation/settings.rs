//! The settings, drawn from what the connector says of them (E2), and the button that saves them (A4).

use maud::{Markup, html};
use simon_core::host::{Fase, IntegrationState, Record, Select, Store, Tabel};
use simon_core::settings::{SettingKind, SettingSpec, SettingValues, SettingsForm};

use super::field::Drawing;
use super::values;
use super::{PAGE, SETTINGS};
use crate::dashboard::fault::Fault;
use crate::dashboard::here::Here;
use crate::dashboard::page::{self, Tab};
use crate::dashboard::site::Draft;

/// The form's id: ticks elsewhere on the page belong to it.
pub(super) const FORM: &str = "instellingen";
/// So many groups are read at a time.
const READ: usize = 500;

/// The settings of an integration that is on.
pub(in crate::dashboard) async fn show(here: Here) -> Result<Markup, Fault> {
    let (visit, state) = (&here.visit, here.integratie.state().await?);
    let activate = here.integratie.page(PAGE);
    let title = visit.pick("Instellingen", "Settings");
    let body = if here.host().is_err() || !super::is_on(&state) {
        html! {
            p { (visit.pick(
                "De instellingen komen bij het activeren.",
                "The settings come with the activation.",
            )) }
            p { a.button href=(activate) { (visit.pick("Activeren", "Activate")) } }
        }
    } else {
        html! {
            @if state.fase == Fase::AandachtNodig { (connect_again(&here)) }
            (form(&here, &state, &html! {}, &html! {}).await?)
        }
    };
    Ok(page::of_integration(&here, Tab::Settings, title, &body))
}

/// Where to go when the vendor refused the credentials.
pub(in crate::dashboard) fn connect_again(here: &Here) -> Markup {
    let visit = &here.visit;
    html! {
        p { a.button #koppel-opnieuw href=(here.integratie.page(PAGE)) {
            (visit.pick("Opnieuw koppelen", "Connect again"))
        } }
    }
}

/// All settings and what saves them, each under its heading.
pub(super) async fn form(
    here: &Here,
    state: &IntegrationState,
    above_settings: &Markup,
    above_saving: &Markup,
) -> Result<Markup, Fault> {
    let (visit, integratie) = (&here.visit, &here.integratie);
    let (specs, form) = (integratie.info.settings, begun(here, state).await?);
    let groups = groups(here, specs).await?;
    let drawing = Drawing { visit, specs, form: &form, groups: &groups };
    let to = if super::is_on(state) { SETTINGS.to_owned() } else { format!("{PAGE}/{SETTINGS}") };
    Ok(html! {
        form id=(FORM) method="post" action=(integratie.page(&to)) {
            (page::mark(visit))
            section.step {
                (above_settings)
                @for spec in specs {
                    (drawing.field(spec, integratie.hints.get(spec.key).map(String::as_str)))
                }
            }
            section.step {
                (above_saving)
                (saving(here, form.may_save(specs)))
            }
        }
    })
}

fn saving(here: &Here, open: bool) -> Markup {
    let visit = &here.visit;
    html! {
        p.hint #opslaan-uitleg {
            @if !open { (visit.pick(
                "Opslaan kan zodra elke ingevulde en elke verplichte instelling is goedgekeurd. ",
                "Saving is possible once every setting that is filled in or required was accepted. ",
            )) }
            (visit.pick(
                "Door op te slaan gaat u akkoord met de voorwaarden van de integratie.",
                "By saving you accept the terms of the integration.",
            ))
        }
        div.row {
            button.quiet type="submit" name="controleer" value="*" { (visit.pick("Controleer alles", "Check all")) }
            button type="submit" name="opslaan" value="ja" disabled[!open] aria-describedby="opslaan-uitleg" {
                (visit.pick("Opslaan", "Save"))
            }
            button.quiet type="submit" name="opnieuw" value="ja" { (visit.pick("Wijzigingen weggooien", "Discard changes")) }
        }
    }
}

/// What was filled in so far; it begins with the settings in force, or those of the configuration, and
/// anew when others were saved meanwhile.
pub(super) async fn begun(here: &Here, state: &IntegrationState) -> Result<SettingsForm, Fault> {
    let of_draft = |draft: &Draft| draft.form.clone().filter(|_| draft.since == state.settings);
    if let Some(form) = of_draft(&here.integratie.draft()) {
        return Ok(form);
    }
    let form = SettingsForm::new(to_begin_with(here, state).await?);
    let mut draft = here.integratie.draft();
    (draft.form, draft.since) = (Some(form.clone()), state.settings);
    Ok(form)
}

async fn to_begin_with(here: &Here, state: &IntegrationState) -> Result<SettingValues, Fault> {
    let integratie = &here.integratie;
    let saved = match state.settings {
        Some(nummer) => integratie.store.settings(&integratie.id, nummer).await?,
        None => None,
    };
    let values = saved.as_ref().map_or(&integratie.config().settings, |saved| &saved.waarden);
    let value = |spec: &SettingSpec| {
        let given = values.iter().find(|(key, _)| spec.is(key)).map(|(_, value)| value.clone());
        let hint = integratie.hints.get(spec.key).filter(|_| saved.is_none());
        Some((spec.key.to_owned(), given.or_else(|| values::typed(spec, hint?))?))
    };
    Ok(integratie.info.settings.iter().filter_map(value).collect())
}

async fn groups(here: &Here, specs: &[SettingSpec]) -> Result<Vec<String>, Fault> {
    let mut names = Vec::new();
    if !specs.iter().any(|spec| matches!(spec.kind, SettingKind::Artikelgroepen)) {
        return Ok(names);
    }
    let integratie = &here.integratie;
    let mut after = None;
    loop {
        let next = Select::After(after, READ);
        let page = integratie.store.records(&integratie.id, Tabel::Artikelgroepen, &next).await?;
        let Some(last) = page.last().map(|record| record.id().to_owned()) else { break };
        after = Some(last);
        names.extend(page.into_iter().filter_map(|record| match record {
            Record::Artikelgroep(groep) => Some(groep.naam),
            _ => None,
        }));
    }
    names.sort_unstable();
    names.dedup();
    Ok(names)
}
