//! What `serve` prints of the jobs that it runs, and how it is told to stop.

use chrono::{DateTime, Utc};
use serde::Serialize;
use simon_core::host::{Feed, Job, Tellingen};
use simon_core::integration::{DueReport, End, JobReport};

use crate::host::Host;
use crate::output::Output;

/// One run of a job.
#[derive(Serialize)]
struct Line<'a> {
    vendor: &'a str,
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

/// Returns at ctrl-c or SIGTERM.
#[cfg(unix)]
pub(crate) async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminated) => tokio::select! {
            _ = terminated.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        },
        Err(_) => drop(tokio::signal::ctrl_c().await),
    }
}

/// Returns at ctrl-c.
#[cfg(not(unix))]
pub(crate) async fn told_to_stop() {
    drop(tokio::signal::ctrl_c().await);
}

/// Prints what was run, and says when to ask again. A store that failed may work again in a while.
pub(crate) fn show_due(
    host: &Host,
    output: Output,
    report: simon_core::Result<DueReport>,
) -> Option<DateTime<Utc>> {
    match report {
        Ok(report) => {
            for job in &report.ran {
                let line = line(job, host.integration.info().id);
                output.show(&line, || text(&line, host, output));
            }
            report.ask_again
        }
        Err(error) => {
            output.failure(&host.failure(&error));
            None
        }
    }
}

fn line<'a>(report: &'a JobReport, vendor: &'a str) -> Line<'a> {
    let werkbonnen = report.deliveries.iter();
    let tabellen = report.feeds.iter().map(|feed| Table {
        tabel: feed.feed,
        tellingen: feed.tellingen,
        code: feed.error.as_ref().map(|error| error.message().code()),
    });
    Line {
        vendor,
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

fn text(line: &Line<'_>, host: &Host, output: Output) -> String {
    let end = match line.uitkomst {
        "klaar" => output.pick("klaar", "done"),
        "vervolgt" => output.pick("gaat zo verder", "goes on in a moment"),
        "afgebroken" => output.pick("afgebroken", "broken off"),
        _ => output.pick("mislukt", "failed"),
    };
    let now = host.local(host.now());
    let mut text = format!("{now} {} {}: {end}", line.vendor, job_name(line.taak, output));
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
