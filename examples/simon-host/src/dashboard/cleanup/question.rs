//! What a clean-up would remove, and the two answers (B5).

use maud::{Markup, html};
use simon_core::integration::{CleanUpQuestion, Leaver};

use crate::dashboard::fault::Fault;
use crate::dashboard::here::Here;
use crate::dashboard::page;
use crate::dashboard::words;

/// So many records are shown; of the others their number.
const SHOWN: usize = 200;

/// The open questions; nothing when there are none.
pub(super) async fn all(here: &Here) -> Result<Markup, Fault> {
    let host = here.host()?;
    let asked = host.integration.clean_up_questions(SHOWN).await;
    let asked = asked.map_err(|error| host.failure(&error))?;
    Ok(html! { @for question in asked { (one(here, question)) } })
}

fn one(here: &Here, mut question: CleanUpQuestion) -> Markup {
    let visit = &here.visit;
    // Ids of vendors are in no order that a person would look for.
    question.eerste.sort_by(|one, other| (&one.code, &one.naam).cmp(&(&other.code, &other.naam)));
    let feed = words::feed(visit, question.feed);
    let title = format!("{} {feed}", visit.pick("Vraag over", "Question about"));
    html! {
        section.panel.vraag aria-label=(title) {
            h2 { (title) }
            (why(here, &question, feed))
            @if question.nu > 0 { (leavers(here, &question, feed)) }
            (answers(here, &question))
        }
    }
}

fn why(here: &Here, question: &CleanUpQuestion, feed: &str) -> Markup {
    let (visit, CleanUpQuestion { aantal, totaal, nu, .. }) = (&here.visit, question);
    let at = here.integratie.local(question.gesteld_op);
    html! {
        div.alert.waarschuwing role="status" {
            p { @if visit.pick("nl", "en") == "nl" {
                "De schoonmaak van " (feed) " is op " (at) " gestopt: er zouden " (aantal) " van de " (totaal) " verdwijnen. Er is niets verwijderd."
            } @else {
                "The clean-up of " (feed) " stopped at " (at) ": " (aantal) " of " (totaal) " would go. Nothing was removed."
            } }
            p { @if aantal == totaal {
                (visit.pick(
                    "Daarmee zou de hele tabel leeg raken. Dat komt vaker door een storing of een verkeerde keuze in het boekhoudpakket dan doordat echt alles weg is. Daarom wordt het eerst gevraagd.",
                    "That would empty the whole table. A disturbance or a wrong choice in the accounting package is a likelier cause than that all is really gone. That is why it asks first.",
                ))
            } @else {
                (visit.pick(
                    "Zo veel tegelijk kan kloppen, maar ook komen door een storing of een verkeerde keuze in het boekhoudpakket. Daarom wordt het eerst gevraagd.",
                    "So many at once may be right, but may also come from a disturbance or a wrong choice in the accounting package. That is why it asks first.",
                ))
            } }
        }
        @if nu != aantal { p { strong { @if visit.pick("nl", "en") == "nl" {
            "Het aantal is intussen veranderd: toen " (aantal) ", nu " (nu) ". "
            @if nu < aantal { "De andere zijn na de vraag weer gezien in het boekhoudpakket, of uit Simon gewist." }
            @else { "Na de vraag zijn er meer bij gekomen." }
        } @else {
            "The number has changed since: then " (aantal) ", now " (nu) ". "
            @if nu < aantal { "The others were seen in the accounting package again since, or erased from Simon." }
            @else { "Since the question more have been added." }
        } } } }
    }
}

fn leavers(here: &Here, question: &CleanUpQuestion, feed: &str) -> Markup {
    let visit = &here.visit;
    let title = visit.pick("Dit zou worden verwijderd", "This would be removed");
    let shown = u64::try_from(question.eerste.len()).unwrap_or(u64::MAX);
    let rest = question.nu.saturating_sub(shown);
    html! {
        h3 { (title) " (" (question.nu) " " (feed) ")" }
        div.scroll.lijst tabindex="0" role="region" aria-label=(title) {
            table {
                thead { tr {
                    th scope="col" { "Code" }
                    th scope="col" { (visit.pick("Naam", "Name")) }
                    th scope="col" { (visit.pick("In Simon", "In Simon")) }
                } }
                tbody { @for leaver in &question.eerste { (line(here, leaver)) } }
            }
        }
        @if rest > 0 { p { (visit.pick("En nog ", "And another ")) strong { (rest) } (visit.pick(" andere.", ".")) } }
    }
}

fn line(here: &Here, leaver: &Leaver) -> Markup {
    let visit = &here.visit;
    let code = if leaver.code.is_empty() { &leaver.id } else { &leaver.code };
    html! {
        tr {
            th scope="row" { (code) }
            td { (leaver.naam.as_deref().unwrap_or("–")) }
            td { (if leaver.actief { visit.pick("actief", "active") } else { visit.pick("niet actief", "not active") }) }
        }
    }
}

fn answers(here: &Here, question: &CleanUpQuestion) -> Markup {
    let (visit, integratie, nu) = (&here.visit, &here.integratie, question.nu);
    let fields = html! {
        (page::mark(visit))
        input type="hidden" name="tabel" value=(question.feed.sleutel());
        input type="hidden" name="aantal" value=(nu);
    };
    html! {
        @if nu > 0 {
            p { (visit.pick(
                "Bij goedkeuren wordt eerst opnieuw in het boekhoudpakket gekeken. Wat daar toch nog is, blijft staan. Zouden er dan meer verdwijnen dan u hier ziet, bijvoorbeeld omdat het boekhoudpakket een storing had, dan wordt er niets verwijderd en staat hier een nieuwe vraag. Het aantal kan dus anders uitvallen dan op de knop staat, maar nooit hoger.",
                "When you approve, the accounting package is looked at again first. What is still there after all stays. If more would go by then than you see here, for example because the accounting package was disturbed, nothing is removed and a new question stands here. So the number may differ from the one on the button, but is never higher.",
            )) }
        } @else {
            p { (visit.pick(
                "Er zou nu niets meer verdwijnen. U kunt de vraag wegleggen.",
                "Nothing would go any longer. You can put the question away.",
            )) }
        }
        div.row {
            @if nu > 0 {
                form method="post" action=(integratie.page("opschonen/goedkeuren")) {
                    (fields)
                    button.danger type="submit" { (visit.pick("Goedkeuren: ", "Approve: remove ")) (nu) (visit.pick(" verwijderen", "")) }
                }
            }
            form method="post" action=(integratie.page("opschonen/weigeren")) {
                (fields)
                button.quiet type="submit" { @if nu > 0 {
                    (visit.pick("Weigeren", "Refuse"))
                } @else {
                    (visit.pick("Vraag wegleggen", "Put the question away"))
                } }
            }
        }
    }
}
