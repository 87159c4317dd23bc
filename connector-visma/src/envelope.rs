//! The shapes around rows: a bare list with the numbers of the listing beside each row, and the pages of
//! the Sales Orders API.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use simon_core::http::{ApiResponse, Effect, decode};
use simon_core::{Error, ErrorKind, Result, Retry};

use crate::paging::Said;
use crate::pass::{Row, Rows};
use crate::wire::Metadata;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Around {
    #[serde(default)]
    next_page: Option<String>,
    #[serde(default)]
    total_count: Option<i64>,
}

/// A page of the main API: a bare list, with the numbers of the listing beside its rows.
///
/// # Errors
/// As [`decode::list`].
pub(crate) fn main_page<T: Row>(answer: &ApiResponse) -> Result<Rows<T>> {
    let (items, unreadable) = decode::list::<T>(answer)?;
    let metadata = metadata(items.iter().map(Row::metadata));
    Ok(Rows { items, unreadable, said: metadata.said() })
}

/// A page of the Sales Orders API: `{"value":[...],"totalCount":..,"nextPage":..}`. The address of the
/// next page is not followed: it may name another host, and pages are asked for by number.
///
/// # Errors
/// As [`decode::list`]; `Decode` for a bare list, which says nothing of its end.
pub(crate) fn orders_page<T: Row>(answer: &ApiResponse) -> Result<Rows<T>> {
    let said = said(answer)?;
    let (items, unreadable) = decode::list(answer)?;
    Ok(Rows { items, unreadable, said })
}

/// The same of the lines of one order, of which each must be readable.
///
/// # Errors
/// As [`orders_page`], and `Decode` for a line that cannot be read.
pub(crate) fn lines_page<T: DeserializeOwned>(answer: &ApiResponse) -> Result<(Vec<T>, Said)> {
    let said = said(answer)?;
    let (lines, unreadable) = decode::list(answer)?;
    unreadable.into_iter().next().map_or(Ok((lines, said)), |line| Err(line.error))
}

fn said(answer: &ApiResponse) -> Result<Said> {
    let first = answer.body.iter().find(|byte| matches!(byte, b'[' | b'{' | b'<'));
    if first == Some(&b'[') {
        return Err(unexpected(answer, "a bare list instead of a page"));
    }
    let around: Around = decode::json(answer)?;
    let last = around.next_page.is_none_or(|next| next.trim().is_empty());
    let total = around.total_count.and_then(|total| u64::try_from(total).ok());
    Ok(Said { most: None, total, last: Some(last) })
}

fn unexpected(answer: &ApiResponse, detail: &str) -> Error {
    let retry = match answer.effect {
        Effect::Create => Retry::CheckFirst,
        Effect::Read | Effect::Replace => Retry::Never,
    };
    Error::new(ErrorKind::Decode, detail).with_retry(retry).with_label(answer.label)
}

/// What the rows of a page of the main API say of their listing: the first row that says something.
pub(crate) fn metadata(rows: impl IntoIterator<Item = Option<Metadata>>) -> Metadata {
    let says = |it: &Metadata| it.total_count.is_some() || it.max_page_size.is_some();
    rows.into_iter().flatten().find(says).unwrap_or_default()
}

impl Metadata {
    /// The vendor serves no more than it says, whatever was asked (P9).
    pub(crate) fn said(self) -> Said {
        let most = self.max_page_size.and_then(|most| u32::try_from(most).ok());
        let total = self.total_count.and_then(|total| u64::try_from(total).ok());
        Said { most: most.filter(|most| *most > 0), total, last: None }
    }
}

#[cfg(test)]
#[path = "envelope_tests.rs"]
mod tests;
