//! `sync` and `cleanup`.

use std::io::IsTerminal;

use serde::Serialize;
use simon_core::connector::{DriftCount, DriftKind};
use simon_core::host::{Feed, Tellingen};
use simon_core::integration::{CleanUpQuestion, FeedReport, FetchRequest, Leaver, Progress};
use simon_core::message::Message;

use crate::cli::Table;
use crate::failure::{Exit, Failure};
use crate::host::Host;
use crate::output::Output;

/// Of what a stopped clean-up would remove a script gets so many codes, and a person so many lines.
const CODES: usize = 200;
const LINES: usize = 10;

#[derive(Serialize)]
struct Line<'a> {
    tabel: Feed,
    #[serde(flatten)]
    tellingen: Tellingen,
    cursor: Option<&'a str>,
    /// Records that the clean-up did not remove because its guard stopped it.
    #[serde(skip_serializing_if = "Option::is_none")]
    gestopt_bij: Option<u64>,
    /// The codes of the first of those.
    #[serde(skip_serializing_if = "Option::is_none")]
    zou_verwijderen: Option<Vec<&'a str>>,
    /// Where the vendor's answers were not what the connector knows (G5).
    #[serde(skip_serializing_if = "<[DriftCount]>::is_empty")]
    afwijkingen: &'a [DriftCount],
    #[serde(skip_serializing_if = "Option::is_none")]
    fout: Option<Fault<'a>>,
}

#[derive(Serialize)]
struct Fault<'a> {
    code: &'a str,
    bericht: String,
    te_nemen_actie: Option<String>,
}

/// Progress on standard error: one line per page on a terminal, one per ten pages elsewhere.
pub(crate) struct Pages {
    output: Output,
    terminal: bool,
}

impl Pages {
    pub(crate) fn new(output: Output) -> Self {
        Self { output, terminal: std::io::stderr().is_terminal() }
    }
}

impl Progress for Pages {
    fn page(&self, feed: Feed, tellingen: &Tellingen, total: Option<u64>) {
        if !self.terminal && !tellingen.aanroepen.is_multiple_of(10) {
            return;
        }
        let of = total.map(|total| format!(" / {total}")).unwrap_or_default();
        let calls = self.output.pick("aanroepen", "calls");
        self.output.note(format!(
            "{}: {}{of}, {} {calls}",
            feed.sleutel(),
            tellingen.ontvangen,
            tellingen.aanroepen
        ));
    }
}

/// `sync`: fetches now.
pub(super) async fn sync(host: &Host, only: &[Table], full: bool) -> Result<Exit, Failure> {
    let feeds = feeds(only);
    // Naming the orders in a full load is the user's word for those from before the start (D8).
    let existing_orders = full && feeds.iter().any(|feed| feed.order_soort().is_some());
    let mut request =
        if full { FetchRequest::everything(feeds) } else { FetchRequest::changes(feeds) };
    if existing_orders {
        request = request.with_existing_orders();
    }
    let reports = host.integration.fetch(&request, &Pages::new(host.output)).await;
    let reports = reports.map_err(|error| host.failure(&error))?;
    if reports.is_empty() {
        host.output.remark("host-niets-opgehaald");
    }
    Ok(print(host, &reports, &[]))
}

/// `cleanup`: removes what the vendor no longer has.
pub(super) async fn cleanup(host: &Host, yes: bool, full: bool) -> Result<Exit, Failure> {
    let pages = Pages::new(host.output);
    let reports = if full {
        host.integration.clean_up_wholly(yes, &pages).await
    } else {
        host.integration.clean_up(yes, &pages).await
    };
    let reports = reports.map_err(|error| host.failure(&error))?;
    let questions = if reports.iter().any(|report| report.stopped_at.is_some()) {
        let asked = host.integration.clean_up_questions(CODES).await;
        asked.map_err(|error| host.failure(&error))?
    } else {
        Vec::new()
    };
    let mut exit = print(host, &reports, &questions);
    for (report, aantal) in reports.iter().filter_map(|report| Some((report, report.stopped_at?))) {
        let message = Message::new("host-schoonmaak-gestopt")
            .with("tabel", report.feed.sleutel())
            .with("aantal", aantal);
        host.output.failure(&Failure::attention(&message));
        exit = exit.max(Exit::Attention);
    }
    Ok(exit)
}

fn feeds(only: &[Table]) -> Vec<Feed> {
    let of = |table: &Table| match table {
        Table::Relaties => vec![Feed::Relaties],
        Table::Artikelgroepen => vec![Feed::Artikelgroepen],
        Table::Artikelen => vec![Feed::Artikelen],
        Table::Orders => vec![Feed::Verkooporders, Feed::Offertes],
    };
    only.iter().flat_map(of).collect()
}

fn print(host: &Host, reports: &[FeedReport], questions: &[CleanUpQuestion]) -> Exit {
    let output = host.output;
    let mut exit = Exit::Done;
    // What stops every table, such as a vendor that cannot be reached, is told once.
    let mut told = Vec::new();
    for report in reports {
        let failure = report.error.as_ref().map(|error| (error, host.failure(error)));
        let fout = failure.as_ref().map(|(error, failure)| Fault {
            code: error.message().code(),
            bericht: output.tekst(&failure.rendered.bericht).to_owned(),
            te_nemen_actie: failure.rendered.actie.as_ref().map(|t| output.tekst(t).to_owned()),
        });
        let stopped = report.stopped_at.is_some();
        let question = questions.iter().find(|question| stopped && question.feed == report.feed);
        let line = Line {
            tabel: report.feed,
            tellingen: report.tellingen,
            cursor: report.cursor.as_deref(),
            gestopt_bij: report.stopped_at,
            zou_verwijderen: question.map(|it| it.eerste.iter().map(code).collect()),
            afwijkingen: &report.afwijkingen,
            fout,
        };
        output.show(&line, || text(output, report, question));
        if let Some((_, failure)) = failure {
            exit = exit.max(failure.exit);
            if !told.contains(&failure.technical) {
                output.failure(&failure);
                told.push(failure.technical);
            }
        }
    }
    exit
}

/// What a person would look for.
fn code(leaver: &Leaver) -> &str {
    if leaver.code.is_empty() { &leaver.id } else { &leaver.code }
}

fn text(output: Output, report: &FeedReport, question: Option<&CleanUpQuestion>) -> String {
    let counts = &report.tellingen;
    let words = [
        (counts.ontvangen, "ontvangen", "received"),
        (counts.nieuw, "nieuw", "new"),
        (counts.gewijzigd, "gewijzigd", "changed"),
        (counts.ongewijzigd, "ongewijzigd", "unchanged"),
        (counts.overgeslagen, "overgeslagen", "skipped"),
        (counts.verwijderd, "verwijderd", "removed"),
        (counts.aanroepen, "aanroepen", "calls"),
    ];
    let words = words.map(|(count, nl, en)| format!("{count} {}", output.pick(nl, en)));
    let cursor = report.cursor.as_deref().map(|cursor| format!(" [{cursor}]")).unwrap_or_default();
    let mut text = format!("{}: {}{cursor}", report.feed.sleutel(), words.join(", "));
    text.extend(report.afwijkingen.iter().map(|count| drift(output, count)));
    text.extend(question.map(|question| leaving(output, question)));
    text
}

fn leaving(output: Output, question: &CleanUpQuestion) -> String {
    let first = question.eerste.iter().take(LINES);
    let first: Vec<String> = first
        .map(|it| format!("\n  {} {}", code(it), it.naam.as_deref().unwrap_or_default()))
        .collect();
    let title = output.pick("zou verwijderen", "would remove");
    let shown = question.eerste.len().min(LINES);
    let rest = question.nu.saturating_sub(u64::try_from(shown).unwrap_or(u64::MAX));
    let more = format!("\n  … {} {rest}", output.pick("en nog", "and another"));
    let more = Some(more).filter(|_| rest > 0);
    format!("\n  {title} ({}):{}{}", question.nu, first.concat(), more.unwrap_or_default())
}

fn drift(output: Output, count: &DriftCount) -> String {
    let DriftCount { voorbeeld, aantal, .. } = count;
    let what = match voorbeeld.soort {
        DriftKind::Missing => output.pick("ontbreekt", "missing"),
        DriftKind::UnknownValue => output.pick("onbekende waarde", "unknown value"),
    };
    let example = voorbeeld.record.as_deref().unwrap_or("?");
    let (differs, of) = (
        output.pick("afwijkend antwoord", "answer differs"),
        output.pick("bijvoorbeeld", "for example"),
    );
    format!("\n  {differs}: {} {what} ({aantal}×, {of} {example})", voorbeeld.veld)
}
