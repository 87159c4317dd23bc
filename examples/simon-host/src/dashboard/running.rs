//! A run that a person asked for: it goes on in the background, one at a time, and the page that began
//! it shows how far it is (B6).

use std::future::Future;
use std::sync::Arc;

use axum::response::Redirect;
use maud::{Markup, html};
use simon_core::host::{Feed, Job};
use simon_core::integration::FeedReport;
use simon_core::message::Message;

use super::here::Here;
use super::page;
use super::progress::Row;
use super::site::Integratie;
use super::words;
use crate::failure::text;
use crate::host::Host;

/// Begins one; the page `rest` follows it.
pub(super) fn begin<F>(
    here: &Here,
    rest: &str,
    job: Job,
    work: impl FnOnce(Arc<Host>, Arc<Integratie>) -> F,
) -> Redirect
where
    F: Future<Output = simon_core::Result<Vec<FeedReport>>> + Send + 'static,
{
    let host = match here.host() {
        Ok(host) => host,
        Err(fault) => return here.failed(rest, fault),
    };
    if !here.integratie.live.begin(job) {
        return here.done(rest, &Message::new("host-pagina-bezig"));
    }
    let integratie = Arc::clone(&here.integratie);
    let work = work(Arc::clone(&host), Arc::clone(&integratie));
    tokio::spawn(async move {
        let (rows, said) = match work.await {
            Ok(reports) => {
                let row = |report: &FeedReport| {
                    let said = |error| *host.failure(error).rendered;
                    Row::of(report, report.error.as_ref().map(said))
                };
                let none = reports.is_empty().then(|| text(&Message::new("host-niets-opgehaald")));
                (reports.iter().map(|report| (report.feed, row(report))).collect(), none)
            }
            Err(error) => (Vec::new(), Some(*host.failure(&error).rendered)),
        };
        integratie.live.end(rows, said);
    });
    let begun = match job {
        Job::CleanUp => Message::new("host-opschonen-begonnen"),
        _ => Message::new("host-pagina-begonnen"),
    };
    here.done(rest, &begun)
}

/// How far the last one is; nothing when it was none of this job.
pub(super) fn progress(here: &Here, job: Job) -> Markup {
    let (visit, run) = (&here.visit, here.integratie.live.run());
    if run.job != Some(job) {
        return html! {};
    }
    html! {
        div #voortgang role="status" {
            h2 { @if job == Job::CleanUp {
                (visit.pick("Voortgang van de schoonmaak", "Progress of the clean-up"))
            } @else {
                (visit.pick("Synchronisatie", "Synchronisation"))
            } }
            @if run.busy { p { (visit.pick("Bezig…", "Under way…")) } }
            @if let Some(said) = &run.said { (page::alert(visit, "info", said)) }
            ul {
                @for (feed, row) in &run.rows { (line(here, *feed, row)) }
            }
        }
    }
}

fn line(here: &Here, feed: Feed, row: &Row) -> Markup {
    let (visit, counts) = (&here.visit, &row.tellingen);
    html! {
        li {
            strong { (words::feed(visit, feed)) } ": "
            (counts.ontvangen) " " (visit.pick("ontvangen", "received"))
            @if let Some(total) = row.total { " / " (total) }
            ", " (counts.nieuw) " " (visit.pick("nieuw", "new"))
            ", " (counts.gewijzigd) " " (visit.pick("gewijzigd", "changed"))
            ", " (counts.overgeslagen) " " (visit.pick("overgeslagen", "skipped"))
            @if counts.verwijderd > 0 { ", " (counts.verwijderd) " " (visit.pick("verwijderd", "removed")) }
            @if row.ended { " ✓" }
            @if let Some(stopped) = row.stopped {
                " " (words::badge("waarschuwing", "▲", visit.pick("gestopt", "stopped")))
                ": " (visit.pick("er zouden er ", "")) (stopped) (visit.pick(" verdwijnen", " would go"))
            }
            @if let Some(said) = &row.said { (page::alert(visit, "fout", said)) }
        }
    }
}
