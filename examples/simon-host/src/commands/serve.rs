//! `serve`: follows the vendor and delivers, until it is told to stop.

use std::pin::pin;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use simon_core::host::{Feed, Job, Tellingen};
use simon_core::integration::{DueReport, End, JobReport};
use simon_core::message::Message;

use super::fetch::Pages;
use crate::failure::{Exit, Failure, text as text_of};
use crate::host::Host;
use crate::output::Output;

/// One run of a job.
#[derive(Serialize)]
struct Line<'a> {
    taak: Job,
    /// `klaar`, `vervolgt`, `afgebroken` or `mislukt`.
    uitkomst: &'static str,
    begonnen: Option<DateTime<Utc>>,
    /// When it is tried again, after a failure.
    niet_voor: Option<DateTime<Utc>>,
    werkbonnen: Vec<Werkbon<'a>>,
    tabellen: Vec<Table<'a>>,
}

#[derive(Serialize)]
struct Werkbon<'a> {
    nummer: &'a str,
    code: &'a str,
}

#[derive(Serialize)]
struct Table<'a> {
    tabel: Feed,
    #[serde(flatten)]
    tellingen: Tellingen,
    code: Option<&'a str>,
}

/// An integration that is off is looked at so often: another process may activate it.
const WHILE_OFF: TimeDelta = TimeDelta::seconds(30);
/// What is under way gets so long to end after the word to stop. What is cut off goes on later.
const GRACE: Duration = Duration::from_secs(10);

/// Runs what is due until ctrl-c or SIGTERM.
pub(crate) async fn serve(host: &Host) -> Result<Exit, Failure> {
    let (clock, pages) = (host.clock(), Pages::new(host.output));
    let mut stop = pin!(told_to_stop());
    let mut off = false;
    loop {
        let mut run = pin!(host.integration.run_due(&pages));
        let (report, stopping) = tokio::select! {
            report = &mut run => (Some(report), false),
            () = &mut stop => tokio::select! {
                report = &mut run => (Some(report), true),
                () = clock.sleep(GRACE) => (None, true),
            },
        };
        let was_off = std::mem::replace(
            &mut off,
            matches!(&report, Some(Ok(report)) if report.ask_again.is_none()),
        );
        if off && !was_off {
            host.output.note(host.output.full(&text_of(&Message::new("host-serve-uit"))));
        }
        let ask_again = report.and_then(|report| show(host, report));
        if stopping {
            return Ok(Exit::Done);
        }
        let next = ask_again.unwrap_or_else(|| clock.now() + WHILE_OFF);
        let wait = (next - clock.now()).to_std().unwrap_or_default();
        tokio::select! {
            () = clock.sleep(wait) => {}
            () = &mut stop => return Ok(Exit::Done),
        }
    }
}

#[cfg(unix)]
async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminated) => tokio::select! {
            _ = terminated.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        },
        Err(_) => drop(tokio::signal::ctrl_c().await),
    }
}

#[cfg(not(unix))]
async fn told_to_stop() {
    drop(tokio::signal::ctrl_c().await);
}

/// Prints what was run, and says when to ask again. A store that failed may work again in a while.
fn show(host: &Host, report: simon_core::Result<DueReport>) -> Option<DateTime<Utc>> {
    match report {
        Ok(report) => {
            for job in &report.ran {
                let line = line(job);
                host.output.show(&line, || text(&line, host));
            }
            report.ask_again
        }
        Err(error) => {
            host.output.failure(&host.failure(&error));
            None
        }
    }
}

fn line(report: &JobReport) -> Line<'_> {
    let werkbonnen = report.deliveries.iter();
    let tabellen = report.feeds.iter().map(|feed| Table {
        tabel: feed.feed,
        tellingen: feed.tellingen,
        code: feed.error.as_ref().map(|error| error.message().code()),
    });
    Line {
        taak: report.state.job,
        uitkomst: match report.end {
            End::Done => "klaar",
            End::Unfinished => "vervolgt",
            End::BrokenOff => "afgebroken",
            _ => "mislukt",
        },
        begonnen: report.state.begonnen,
        niet_voor: report.state.niet_voor,
        werkbonnen: werkbonnen
            .map(|one| Werkbon { nummer: one.nummer.as_str(), code: &one.code })
            .collect(),
        tabellen: tabellen.collect(),
    }
}

fn text(line: &Line<'_>, host: &Host) -> String {
    let output = host.output;
    let end = match line.uitkomst {
        "klaar" => output.pick("klaar", "done"),
        "vervolgt" => output.pick("gaat zo verder", "goes on in a moment"),
        "afgebroken" => output.pick("afgebroken", "broken off"),
        _ => output.pick("mislukt", "failed"),
    };
    let now = host.local(host.now());
    let mut text = format!("{now} {}: {end}", job_name(line.taak, output));
    if let Some(not_before) = line.niet_voor {
        let again = output.pick("opnieuw na", "again after");
        text.push_str(&format!(", {again} {}", host.local(not_before)));
    }
    for bon in &line.werkbonnen {
        text.push_str(&format!("; {} {}", bon.nummer, bon.code));
    }
    for table in &line.tabellen {
        let counts = &table.tellingen;
        let (new, changed, gone) = (counts.nieuw, counts.gewijzigd, counts.verwijderd);
        text.push_str(&format!("; {} +{new} ~{changed} -{gone}", table.tabel.sleutel()));
        text.extend(table.code.map(|code| format!(" ({code})")));
    }
    text
}

/// A job in the words of users.
pub(super) fn job_name(job: Job, output: Output) -> &'static str {
    match job {
        Job::Deliver => output.pick("leveren", "deliver"),
        Job::Fetch => output.pick("ophalen", "fetch"),
        Job::CleanUp => output.pick("opschonen", "clean up"),
    }
}
