//! The log: what happened and what to do about it, newest first (F).

mod export;
mod filter;

use axum::extract::Query;
use axum::response::Response;
use maud::{Markup, html};
use simon_core::host::Store;
use simon_core::log::LogEntry;

use super::fault::Fault;
use super::here::Here;
use super::page::{self, Tab};
use super::stand;
use super::words;
pub(super) use export::export;
pub(super) use filter::Filter;

/// The whole page.
pub(super) async fn show(here: Here, Query(filter): Query<Filter>) -> Result<Markup, Fault> {
    let visit = &here.visit;
    let body = html! {
        (filter.form(&here))
        p { a href=(here.integratie.page(&format!("logboek.csv?{}", filter.query()))) {
            (visit.pick("Opslaan als CSV", "Save as CSV"))
        } }
        (table(&here, &filter).await?)
    };
    Ok(page::of_integration(&here, Tab::Log, visit.pick("Logboek", "Log"), &body))
}

/// The lines alone, for a page that follows them; nothing while they are the ones that it has.
pub(super) async fn lines(here: Here, Query(filter): Query<Filter>) -> Result<Response, Fault> {
    let entries = entries(&here, &filter).await?;
    Ok(stand::unless_same(filter.stand, stand_of(&entries), || body(&here, &filter, &entries)))
}

async fn entries(here: &Here, filter: &Filter) -> Result<Vec<LogEntry>, Fault> {
    let integratie = &here.integratie;
    let wanted = filter.of_log(integratie.tijdzone())?;
    Ok(integratie.store.log(&integratie.id, &wanted).await?)
}

/// The chosen lines.
pub(super) async fn table(here: &Here, filter: &Filter) -> Result<Markup, Fault> {
    let (visit, entries) = (&here.visit, entries(here, filter).await?);
    let more = filter.more().filter(|_| entries.len() >= filter.most());
    Ok(html! {
        div.scroll tabindex="0" role="region" aria-label=(visit.pick("Logboek", "Log")) {
            table.log {
                thead { tr {
                    th scope="col" { (visit.pick("Tijd", "Time")) }
                    th scope="col" { (visit.pick("Soort bericht", "Kind")) }
                    th scope="col" { (visit.pick("Tabel", "Table")) }
                    th scope="col" { (visit.pick("Bericht", "Message")) }
                    th scope="col" { (visit.pick("Te nemen actie", "Action to take")) }
                    th scope="col" { "Record" }
                } }
                (body(here, filter, &entries))
            }
        }
        @if entries.is_empty() { p { (visit.pick("Geen regels.", "No lines.")) } }
        @if let Some(more) = more {
            p { a href=(here.integratie.page(&format!("logboek?{}", more.query()))) { (visit.pick("Meer regels", "More lines")) } }
        }
    })
}

fn body(here: &Here, filter: &Filter, entries: &[LogEntry]) -> Markup {
    let follow = format!("logboek/regels?{}&stand={}", filter.query(), stand_of(entries));
    html! {
        tbody hx-get=(here.integratie.page(&follow)) hx-trigger="every 3s" hx-swap="outerHTML" {
            @for entry in entries { (line(here, entry)) }
        }
    }
}

fn line(here: &Here, entry: &LogEntry) -> Markup {
    let visit = &here.visit;
    html! {
        tr {
            td.when { (here.integratie.local(entry.at)) }
            td { (words::soort(visit, entry.soort)) }
            td { (words::log_tabel(visit, entry.tabel)) }
            td {
                (visit.text(&entry.bericht))
                @if let Some(text) = &entry.vendor_text {
                    div.hint { (here.integratie.info.naam) ": " q { (text) } }
                }
            }
            td { @if let Some(actie) = &entry.te_nemen_actie { (visit.text(actie)) } }
            td { (entry.record.as_deref().unwrap_or_default()) }
        }
    }
}

/// Tells two lists of lines apart.
fn stand_of(entries: &[LogEntry]) -> u64 {
    let newest = entries.iter().take(20).map(|entry| (entry.at, &entry.code, &entry.record));
    stand::of(&(entries.len(), newest.collect::<Vec<_>>()))
}
