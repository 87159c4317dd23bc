//! The shapes around rows: a bare list with the numbers of the listing beside each row, and the pages of
//! the Sales Orders API.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use simon_core::http::decode::{self, Unreadable};
use simon_core::http::{ApiResponse, Effect};
use simon_core::{Error, ErrorKind, Result, Retry};
use url::Url;

use crate::wire::Metadata;

/// One page of the Sales Orders API.
#[derive(Debug)]
pub(crate) struct OrdersPage<T> {
    pub(crate) items: Vec<T>,
    /// Rows that could not be read: skipped and logged, never fatal (B13).
    pub(crate) unreadable: Vec<Unreadable>,
    /// How many there are in all, where the service tells.
    pub(crate) total: Option<u64>,
    /// The query of the next page, word for word; none at the end. The address itself is not followed:
    /// it may name another host.
    pub(crate) next: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Around {
    #[serde(default)]
    next_page: Option<String>,
    #[serde(default)]
    total_count: Option<i64>,
}

/// Reads `{"value":[...],"totalCount":..,"nextPage":..}`.
///
/// # Errors
/// As [`decode::list`]; `Decode` for a bare list, which says nothing of its end, and for a next page
/// without a query.
pub(crate) fn orders_page<T: DeserializeOwned>(answer: &ApiResponse) -> Result<OrdersPage<T>> {
    let first = answer.body.iter().find(|byte| matches!(byte, b'[' | b'{' | b'<'));
    if first == Some(&b'[') {
        return Err(unexpected(answer, "a bare list instead of a page"));
    }
    let around: Around = decode::json(answer)?;
    let (items, unreadable) = decode::list(answer)?;
    let no_query = || unexpected(answer, "a next page without a query");
    let next = around.next_page.filter(|next| !next.trim().is_empty());
    let next = next.map(|next| query(&next).ok_or_else(no_query)).transpose()?;
    let total = around.total_count.and_then(|total| u64::try_from(total).ok());
    Ok(OrdersPage { items, unreadable, total, next })
}

/// An absolute or a relative address.
fn query(address: &str) -> Option<String> {
    let base = Url::parse("https://base.invalid").ok()?;
    let query = base.join(address.trim()).ok()?.query()?.to_owned();
    (!query.is_empty()).then_some(query)
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
    /// The page size to count with: the vendor serves no more than it says, whatever was asked.
    pub(crate) fn served(self, asked: u32) -> u32 {
        let most = self.max_page_size.and_then(|most| u32::try_from(most).ok());
        most.filter(|most| *most > 0).map_or(asked, |most| asked.min(most))
    }

    /// How many rows the listing has (B6).
    pub(crate) fn total(self) -> Option<u64> {
        self.total_count.and_then(|total| u64::try_from(total).ok())
    }
}

#[cfg(test)]
#[path = "envelope_tests.rs"]
mod tests;
