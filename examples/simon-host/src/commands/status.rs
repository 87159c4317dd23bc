//! `status`: state, last runs, and what waits (A9).

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;
use simon_core::domain::Administratie;
use simon_core::host::{Fase, Feed, FeedState, Job, Tabel};
use simon_core::integration::JobStatus;

use super::limiet::Limiet;
use crate::failure::{Exit, Failure};
use crate::host::Host;
use crate::output::Output;

#[derive(Serialize)]
struct Line<'a> {
    vendor: &'a str,
    fase: Fase,
    administratie: Option<&'a Administratie>,
    instellingen_versie: Option<u32>,
    gedeactiveerd_op: Option<DateTime<Utc>>,
    tabellen: Vec<FeedLine<'a>>,
    records: BTreeMap<&'static str, u64>,
    werkbonnen: BTreeMap<String, u64>,
    limiet: Option<Limiet>,
    /// The latest mutation in the other direction.
    laatste_levering: Option<DateTime<Utc>>,
    taken: Vec<JobLine>,
}

#[derive(Serialize)]
struct JobLine {
    taak: Job,
    laatste_begin: Option<DateTime<Utc>>,
    laatst_gelukt: Option<DateTime<Utc>>,
    /// Failed runs in a row.
    mislukt: u32,
    niet_voor: Option<DateTime<Utc>>,
    volgende: Option<DateTime<Utc>>,
    /// Whether a process runs it now.
    bezig: bool,
}

#[derive(Serialize)]
struct FeedLine<'a> {
    tabel: Feed,
    laatste_run: Option<DateTime<Utc>>,
    laatste_schoonmaak: Option<DateTime<Utc>>,
    hoogste_mutatie: Option<&'a str>,
    /// Whether a pass was interrupted and goes on with the next run.
    onderbroken: bool,
}

/// Prints the state.
pub(super) async fn status(host: &Host) -> Result<Exit, Failure> {
    let status = host.integration.status().await.map_err(|error| host.failure(&error))?;
    let state = &status.state;
    let line = Line {
        vendor: host.integration.info().id,
        fase: state.fase,
        administratie: state.administratie.as_ref(),
        instellingen_versie: state.settings,
        gedeactiveerd_op: state.gedeactiveerd_op,
        tabellen: status.feeds.iter().map(feed_line).collect(),
        records: status.records.iter().map(|(tabel, count)| (name(*tabel), *count)).collect(),
        werkbonnen: status
            .werkbonnen
            .iter()
            .map(|(status, count)| (status.sleutel().to_owned(), *count))
            .collect(),
        limiet: status.limiet.as_ref().map(Limiet::of),
        laatste_levering: status.laatste_levering,
        taken: status.jobs.into_iter().map(|job| job_line(job, host.now())).collect(),
    };
    host.output.show(&line, || text(&line, host));
    Ok(Exit::Done)
}

fn job_line(job: JobStatus, now: DateTime<Utc>) -> JobLine {
    let state = job.state;
    JobLine {
        taak: state.job,
        laatste_begin: state.begonnen,
        laatst_gelukt: state.gelukt,
        mislukt: state.mislukt,
        niet_voor: state.niet_voor,
        volgende: job.volgende,
        bezig: state.claim.is_some_and(|claim| claim.until > now),
    }
}

fn feed_line(feed: &FeedState) -> FeedLine<'_> {
    FeedLine {
        tabel: feed.feed,
        laatste_run: feed.laatste_einde,
        laatste_schoonmaak: feed.laatste_schoonmaak,
        hoogste_mutatie: feed.hoogste_mutatie.as_deref(),
        onderbroken: feed.pass.is_some() || feed.schoonmaak.is_some(),
    }
}

const fn name(tabel: Tabel) -> &'static str {
    match tabel {
        Tabel::Relaties => "relaties",
        Tabel::Werkadressen => "werkadressen",
        Tabel::Artikelgroepen => "artikelgroepen",
        Tabel::Artikelen => "artikelen",
        Tabel::Werkbonnen => "werkbonnen",
    }
}

/// The words that users know (A9).
fn words(fase: Fase, output: Output) -> &'static str {
    match fase {
        Fase::Inactief => output.pick("inzetbaar", "available, not active"),
        Fase::Koppelen => output.pick("wordt gekoppeld", "connecting"),
        Fase::Actief => output.pick("actief", "active"),
        Fase::AandachtNodig => output.pick("aandacht nodig", "needs attention"),
    }
}

fn text(line: &Line<'_>, host: &Host) -> String {
    let output = host.output;
    let books = line.administratie.map(|books| format!(" ({})", books.naam)).unwrap_or_default();
    let mut text = format!("{}: {}{books}", line.vendor, words(line.fase, output));
    let at = |at: DateTime<Utc>| host.local(at);
    for feed in &line.tabellen {
        let run = feed.laatste_run.map_or_else(|| "-".to_owned(), at);
        let last = output.pick("laatste keer", "last run");
        let highest = feed.hoogste_mutatie.unwrap_or("-");
        let mutation = output.pick("hoogste mutatiedatum", "highest mutation date");
        let name = feed.tabel.sleutel();
        text.push_str(&format!("\n  {name:<15} {last} {run}, {mutation} {highest}"));
        if feed.onderbroken {
            text.push_str(output.pick(", onderbroken", ", interrupted"));
        }
    }
    for job in &line.taken {
        text.push_str(&job_text(job, host));
    }
    let counts = |counts: Vec<String>| counts.join(", ");
    let records = line.records.iter().map(|(name, count)| format!("{name} {count}")).collect();
    let bonnen = line.werkbonnen.iter().map(|(name, count)| format!("{name} {count}")).collect();
    text.push_str(&format!("\n  {}", counts(records)));
    let archived = output.pick("gearchiveerde werkbonnen", "archived werkbonnen");
    text.push_str(&format!("\n  {archived}: {}", counts(bonnen)));
    if let Some(delivered) = line.laatste_levering {
        let last = output.pick("laatste levering", "last delivery");
        text.push_str(&format!("; {last} {}", at(delivered)));
    }
    if let Some(limiet) = &line.limiet {
        text.push_str(&format!("\n  {}", limiet.text(output, at)));
    }
    text
}

fn job_text(job: &JobLine, host: &Host) -> String {
    let output = host.output;
    let at = |at: Option<DateTime<Utc>>| at.map_or_else(|| "-".to_owned(), |at| host.local(at));
    let name = super::serve::job_name(job.taak, output);
    let (last, next) = (at(job.laatst_gelukt), at(job.volgende));
    let succeeded = output.pick("laatst gelukt", "last success");
    let then = output.pick("volgende", "next");
    let mut text = format!("\n  {name:<15} {succeeded} {last}, {then} {next}");
    if job.mislukt > 0 {
        text.push_str(&format!(", {} x {}", job.mislukt, output.pick("mislukt", "failed")));
    }
    if job.bezig {
        text.push_str(output.pick(", bezig", ", busy"));
    }
    text
}
