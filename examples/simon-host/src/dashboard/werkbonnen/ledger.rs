//! A page of what was archived.

use simon_core::Result;
use simon_core::domain::{IntegrationId, WerkbonNummer};
use simon_core::host::{Delivery, DeliveryStatus, Store};

/// So many stand on a page.
pub(super) const PAGE: usize = 50;
/// So many are read at once.
const READ: usize = 500;
/// A page with fewer than [`PAGE`] ends when so many were looked at.
const LOOK: usize = 5_000;

/// Archived werkbonnen by number.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) entries: Vec<Delivery>,
    /// The last one that was looked at, when there may be more after it.
    pub(super) next: Option<WerkbonNummer>,
}

/// The next ones after a number, in any state or in one.
///
/// # Errors
/// When the store fails.
pub(super) async fn page(
    store: &dyn Store,
    integration: &IntegrationId,
    status: Option<DeliveryStatus>,
    after: Option<WerkbonNummer>,
) -> Result<Page> {
    let most = match status {
        Some(status) => store.count_deliveries(integration, status).await?,
        None => u64::MAX,
    };
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let mut page = Page { next: after, ..Page::default() };
    let (mut looked, read) = (0, if status.is_some() { READ } else { PAGE + 1 });
    loop {
        // As many as there are in this state: there is nothing more to look for.
        if page.entries.len() >= most {
            page.next = None;
            return Ok(page);
        }
        let found = store.deliveries(integration, page.next.as_ref(), read).await?;
        let last = found.len() < read;
        for entry in found {
            if page.entries.len() == PAGE || looked == LOOK {
                return Ok(page);
            }
            looked += 1;
            page.next = Some(entry.nummer.clone());
            if status.is_none_or(|status| status == entry.status) {
                page.entries.push(entry);
            }
        }
        if last {
            page.next = None;
            return Ok(page);
        }
    }
}
