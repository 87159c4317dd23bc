//! What every page has: head, navigation, language, notes.

use axum::Extension;
use maud::{DOCTYPE, Markup, html};
use simon_core::message::{Rendered, Taal};

use super::fault::Fault;
use super::form::MARK;
use super::here::Here;
use super::session::{Note, Visit};
use super::words;

/// Pages of an integration, in the order of their tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tab {
    Overview,
    Settings,
    Werkbonnen,
    Log,
    CleanUp,
}

impl Tab {
    const ALL: [Self; 5] =
        [Self::Overview, Self::Settings, Self::Werkbonnen, Self::Log, Self::CleanUp];

    const fn address(self) -> &'static str {
        match self {
            Self::Overview => "",
            Self::Settings => "instellingen",
            Self::Werkbonnen => "werkbonnen",
            Self::Log => "logboek",
            Self::CleanUp => "opschonen",
        }
    }

    const fn name(self, visit: &Visit) -> &'static str {
        match self {
            Self::Overview => visit.pick("Overzicht", "Overview"),
            Self::Settings => visit.pick("Instellingen", "Settings"),
            Self::Werkbonnen => "Werkbonnen",
            Self::Log => visit.pick("Logboek", "Log"),
            Self::CleanUp => visit.pick("Opschonen", "Clean-up"),
        }
    }
}

/// A whole page.
pub(super) fn page(visit: &Visit, title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(visit.pick("nl", "en")) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                // Without styles and code in the page, which the policy forbids.
                meta name="htmx-config" content=r#"{"includeIndicatorStyles":false,"allowEval":false,"selfRequestsOnly":true}"#;
                title { (title) " · Simon" }
                link rel="stylesheet" href="/static/style.css";
                script src="/static/htmx.min.js" defer {}
            }
            body {
                a.skip href="#main" { (visit.pick("Naar de inhoud", "Skip to content")) }
                header.top {
                    nav aria-label=(visit.pick("Hoofdmenu", "Main menu")) {
                        a.brand href="/" { "Simon" }
                        a href="/" { (visit.pick("Integraties", "Integrations")) }
                    }
                    (language(visit))
                }
                main #main tabindex="-1" {
                    @if let Some(note) = &visit.note { (told(visit, note)) }
                    (body)
                }
            }
        }
    }
}

/// A page of one integration, under its tabs.
pub(super) fn of_integration(here: &Here, tab: Tab, title: &str, body: &Markup) -> Markup {
    let (visit, naam) = (&here.visit, here.integratie.info.naam);
    let body = html! {
        h1 { (title) @if title != naam { span.of { " · " (naam) } } }
        nav.tabs aria-label=(naam) {
            @for one in Tab::ALL {
                a href=(here.integratie.page(one.address())) aria-current=[(one == tab).then_some("page")] {
                    (one.name(visit))
                    @if one == Tab::CleanUp { " " (words::vragen(visit, here.vragen)) }
                }
            }
        }
        (body)
    };
    page(visit, &format!("{title} · {naam}"), &body)
}

/// The field that proves a form to be of this visit. Every form that changes something has it.
pub(super) fn mark(visit: &Visit) -> Markup {
    html! { input type="hidden" name=(MARK) value=(visit.csrf); }
}

/// What went wrong and what to do.
pub(super) fn fault(visit: &Visit, said: &Rendered) -> Markup {
    let title = visit.pick("Dat ging niet", "That did not work");
    let body = html! {
        h1 { (title) }
        (alert(visit, "fout", said))
        p { a href="/" { (visit.pick("Naar de integraties", "To the integrations")) } }
    };
    page(visit, title, &body)
}

/// A text with what to do. `kind` is the style: `goedkeuring`, `info`, `waarschuwing` or `fout`.
pub(super) fn alert(visit: &Visit, kind: &str, said: &Rendered) -> Markup {
    html! {
        div.alert.(kind) role=(if kind == "fout" { "alert" } else { "status" }) {
            p { (visit.text(&said.bericht)) }
            @if let Some(actie) = &said.actie {
                p { strong { (visit.pick("Te nemen actie: ", "Action to take: ")) } (visit.text(actie)) }
            }
        }
    }
}

/// There is no such page.
pub(super) async fn not_found(Extension(_): Extension<Visit>) -> Fault {
    Fault::not_found()
}

fn told(visit: &Visit, note: &Note) -> Markup {
    alert(visit, if note.good { "goedkeuring" } else { "fout" }, &note.said)
}

fn language(visit: &Visit) -> Markup {
    let (other, name) = match visit.taal {
        Taal::En => ("nl", "Nederlands"),
        _ => ("en", "English"),
    };
    html! {
        form.language method="post" action="/taal" {
            (mark(visit))
            input type="hidden" name="naar" value=(visit.path);
            button type="submit" name="taal" value=(other) lang=(other) { (name) }
        }
    }
}
