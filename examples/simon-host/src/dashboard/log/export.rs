//! The log as a file for a spreadsheet.

use axum::extract::Query;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use chrono::SecondsFormat;
use csv::WriterBuilder;
use simon_core::host::Store;
use simon_core::log::LogEntry;
use simon_core::{Error, ErrorKind};

use super::filter::Filter;
use crate::dashboard::fault::Fault;
use crate::dashboard::here::Here;
use crate::dashboard::words;

/// More lines are not written: a narrower choice gives them.
const MOST: usize = 50_000;
/// By which spreadsheets know the encoding.
const BOM: &str = "\u{feff}";

/// The chosen lines, as many as there are, with semicolons between the columns.
pub(in crate::dashboard) async fn export(
    here: Here,
    Query(filter): Query<Filter>,
) -> Result<Response, Fault> {
    let integratie = &here.integratie;
    let mut wanted = filter.of_log(integratie.tijdzone())?;
    wanted.limit = Some(MOST);
    let entries = integratie.store.log(&integratie.id, &wanted).await?;
    let content = written(&here, &entries).map_err(|error| {
        Error::new(ErrorKind::Host, "the log cannot be written").with_source(error)
    })?;
    let name = format!("attachment; filename=\"logboek-{}.csv\"", integratie.id.as_str());
    let headers =
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8"), (header::CONTENT_DISPOSITION, &name)];
    Ok((headers, content).into_response())
}

fn written(here: &Here, entries: &[LogEntry]) -> Result<Vec<u8>, csv::Error> {
    let visit = &here.visit;
    let mut writer = WriterBuilder::new().delimiter(b';').from_writer(BOM.as_bytes().to_vec());
    let heads = [
        visit.pick("Tijd", "Time"),
        visit.pick("Soort bericht", "Kind"),
        visit.pick("Tabel", "Table"),
        visit.pick("Bericht", "Message"),
        visit.pick("Te nemen actie", "Action to take"),
        "Record",
        "Code",
    ];
    writer.write_record(heads)?;
    for entry in entries {
        let actie = entry.te_nemen_actie.as_ref().map(|actie| visit.text(actie));
        writer.write_record([
            entry.at.to_rfc3339_opts(SecondsFormat::Millis, true),
            words::soort_word(visit, entry.soort).to_owned(),
            words::log_tabel(visit, entry.tabel).to_owned(),
            cell(visit.text(&entry.bericht)),
            cell(actie.unwrap_or_default()),
            cell(entry.record.as_deref().unwrap_or_default()),
            entry.code.clone(),
        ])?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

/// A text that a spreadsheet would take for a formula gets a quote in front.
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_customers_name_never_becomes_a_formula() {
        assert_eq!(cell("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(cell("Bakkerij De Korenaar"), "Bakkerij De Korenaar");
    }
}
