//! `reconcile`: the ledger beside the vendor's documents; nothing is changed (G2).

use serde::Serialize;
use simon_core::domain::DocumentRef;
use simon_core::host::DeliveryStatus;
use simon_core::integration::{Gevonden, ReconciledWerkbon, Reconciliation};

use super::log::moment;
use crate::failure::{Exit, Failure};
use crate::host::Host;
use crate::output::Output;

/// The period where none is asked for.
const DAYS: i64 = 30;

#[derive(Serialize)]
struct Line<'a> {
    nummer: Option<&'a str>,
    uitkomst: &'static str,
    status: Option<DeliveryStatus>,
    documenten: Vec<Document<'a>>,
    verdwenen: Option<Document<'a>>,
    referentie: Option<&'a str>,
    klopt: bool,
}

#[derive(Serialize)]
struct Document<'a> {
    vendor_id: &'a str,
    vendor_nummer: Option<&'a str>,
}

/// Compares the werkbonnen of a period with the vendor's documents.
pub(super) async fn reconcile(host: &Host, since: Option<&str>) -> Result<Exit, Failure> {
    let since = match since {
        Some(text) => moment(text, host.tijdzone())?,
        None => host.now() - chrono::Duration::days(DAYS),
    };
    let report = host.integration.reconcile(since).await;
    let report = report.map_err(|error| host.failure(&error))?;
    let lines = lines(&report);
    for line in &lines {
        host.output.show(line, || text(host.output, line));
    }
    if lines.is_empty() {
        host.output.remark("host-niets-te-vergelijken");
    }
    Ok(if report.klopt() { Exit::Done } else { Exit::Attention })
}

fn lines(report: &Reconciliation) -> Vec<Line<'_>> {
    let unknown = report.onbekend.iter().map(|found| Line {
        uitkomst: "onbekend",
        documenten: vec![document(&found.document)],
        referentie: found.referentie.as_deref(),
        ..EMPTY
    });
    let unjudged = report.niet_beoordeeld.iter().map(|nummer| Line {
        nummer: Some(nummer.as_str()),
        uitkomst: "niet_beoordeeld",
        klopt: true,
        ..EMPTY
    });
    report.werkbonnen.iter().map(werkbon).chain(unknown).chain(unjudged).collect()
}

const EMPTY: Line<'_> = Line {
    nummer: None,
    uitkomst: "",
    status: None,
    documenten: Vec::new(),
    verdwenen: None,
    referentie: None,
    klopt: false,
};

fn werkbon(werkbon: &ReconciledWerkbon) -> Line<'_> {
    let uitkomst = match werkbon.gevonden() {
        Gevonden::Geen => "geen",
        Gevonden::Een => "een",
        Gevonden::Meer => "meer",
    };
    Line {
        nummer: Some(werkbon.nummer.as_str()),
        uitkomst,
        status: Some(werkbon.status),
        documenten: werkbon.documenten.iter().map(document).collect(),
        verdwenen: werkbon.verdwenen.as_ref().map(document),
        referentie: None,
        klopt: werkbon.klopt,
    }
}

fn document(document: &DocumentRef) -> Document<'_> {
    Document { vendor_id: &document.vendor_id, vendor_nummer: document.nummer.as_deref() }
}

fn text(output: Output, line: &Line<'_>) -> String {
    let name = line.nummer.or(line.referentie).unwrap_or_default();
    let found = match line.uitkomst {
        "geen" => output.pick("geen document", "no document"),
        "een" => output.pick("een document", "one document"),
        "meer" => output.pick("meer dan een document", "more than one document"),
        "onbekend" => output.pick(
            "een document dat in Simon niet bekend is",
            "a document that Simon does not know",
        ),
        _ => output.pick("niet te beoordelen", "cannot be judged"),
    };
    let numbers: Vec<&str> = line.documenten.iter().map(number).collect();
    let numbers =
        if numbers.is_empty() { String::new() } else { format!(" ({})", numbers.join(", ")) };
    let mark = if line.klopt { "" } else { "! " };
    let mut text = format!("{mark}{name}: {found}{numbers}");
    if let Some(status) = line.status {
        text.push_str(&format!(", {}", word(output, status)));
    }
    if let Some(gone) = &line.verdwenen {
        let word = output.pick("verdwenen", "disappeared");
        text.push_str(&format!("; {word}: {}", number(gone)));
    }
    text
}

fn number<'a>(document: &Document<'a>) -> &'a str {
    document.vendor_nummer.unwrap_or(document.vendor_id)
}

fn word(output: Output, status: DeliveryStatus) -> &'static str {
    match status {
        DeliveryStatus::Geleverd => output.pick("geleverd", "delivered"),
        DeliveryStatus::Gefilterd => output.pick("gefilterd", "filtered"),
        DeliveryStatus::Vastgehouden => output.pick("vastgehouden", "held"),
        DeliveryStatus::Geweigerd => output.pick("geweigerd", "refused"),
        DeliveryStatus::Wacht => output.pick("wacht", "waits"),
        _ => output.pick("onzeker", "uncertain"),
    }
}
