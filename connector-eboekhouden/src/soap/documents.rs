//! Invoices that are there: looking one up, and listing those of a period.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use simon_core::connector::{DocumentSearch, FoundDocument, Mapped};
use simon_core::domain::DocumentRef;
use simon_core::{Error, ErrorKind, Result};

use super::answer::Record;
use super::call::Api;
use super::envelope::{FacturenFilter, get_facturen};
use super::listing::Wanted;
use super::operation::Operation;
use crate::ID;
use crate::assumptions::{LOOKUP_DAYS, PERIOD_DAYS_BEFORE};
use crate::mapping::{factuur_from_soap, found_in_soap, is_factuur_for};

/// Source: the vendor's manual: dates are from 1980 to 2049.
fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(1980, 1, 1).unwrap_or(NaiveDate::MIN)
}

fn last_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2049, 12, 31).unwrap_or(NaiveDate::MAX)
}

/// The invoices that carry the werkbon's mark. Those of all customers are asked for, because the office
/// may have changed the customer, or his code.
///
/// # Errors
/// `Decode` when one that carries it has no number: it is there, but nobody can name it. So, too, when
/// one is too large to be read whole: the mark may stand in the part that is missing.
pub(super) async fn with_mark(api: &Api, search: &DocumentSearch<'_>) -> Result<Vec<DocumentRef>> {
    let (datum, attempt) = (search.draft.datum, search.attempted_at.date_naive());
    let margin = TimeDelta::days(LOOKUP_DAYS);
    let van = datum.min(attempt).checked_sub_signed(margin).unwrap_or_default();
    let tot_en_met = datum.max(attempt).checked_add_signed(margin).unwrap_or(NaiveDate::MAX);
    let filter = FacturenFilter {
        relatiecode: None,
        van: van.max(first_day()),
        tot_en_met: tot_en_met.min(last_day()),
    };
    let mut found: Vec<DocumentRef> = Vec::new();
    let mut facturen = api.open_for_delivery(get_facturen(&filter)).await?;
    while let Some(record) = facturen.next().await? {
        let factuur = factuur_from_soap(&record);
        if !is_factuur_for(&factuur, &search.draft.referentie) {
            if record.cut_off {
                return Err(not_whole());
            }
            continue;
        }
        let document = factuur.document.ok_or_else(without_number)?;
        if !found.contains(&document) {
            found.push(document);
        }
    }
    Ok(found)
}

fn without_number() -> Error {
    unreadable("an invoice with the werkbon's mark has no number")
}

fn not_whole() -> Error {
    unreadable("an invoice that may carry the werkbon's mark is larger than 1 MiB")
}

fn unreadable(detail: &'static str) -> Error {
    Error::new(ErrorKind::Decode, detail)
        .with_connector(ID)
        .with_label(Operation::GetFacturen.label())
}

/// The invoices that may have been made since a moment (G2).
pub(super) fn made_since(since: DateTime<Utc>) -> Wanted {
    let van = since
        .date_naive()
        .checked_sub_signed(TimeDelta::days(PERIOD_DAYS_BEFORE))
        .unwrap_or_default();
    let van = van.clamp(first_day(), last_day());
    let filter = FacturenFilter { relatiecode: None, van, tot_en_met: last_day() };
    Wanted { request: get_facturen(&filter), scope: van.to_string() }
}

/// An invoice of a period.
pub(super) fn found(record: &Record, prefix: &str) -> Mapped<FoundDocument> {
    found_in_soap(&factuur_from_soap(record), prefix)
}
