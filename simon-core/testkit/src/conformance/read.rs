//! Reads a listing to its end, as the engine does, into neutral items.

use std::collections::BTreeMap;

use simon_core::connector::{
    AccountingConnector, Cursor, ListRequest, Next, Page, Proof, Rejected,
};
use simon_core::domain::Administratie;
use simon_core::{Error, Result};

use super::Listing;
use crate::listings::ENDLESS;

/// A record of any listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) naam: String,
    pub(super) actief: bool,
}

/// A listing that ended with a proof.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) items: BTreeMap<String, Item>,
    /// Records that came, repeats included.
    pub(super) records: usize,
    pub(super) pages: usize,
    pub(super) rejected: Vec<Rejected>,
    pub(super) proof: Proof,
    pub(super) watermark: Option<Cursor>,
}

impl Listed {
    /// How it came, for messages.
    pub(super) fn how(&self) -> String {
        let Self { pages, records, proof, .. } = self;
        format!("{records} records on {pages} pages, ended by {proof:?}")
    }
}

/// A listing that ended in an error.
#[derive(Debug)]
pub(super) struct Broken {
    pub(super) error: Error,
    pub(super) items: BTreeMap<String, Item>,
    /// Where the pass goes on.
    pub(super) resume: Option<Cursor>,
}

pub(super) fn everything() -> ListRequest {
    ListRequest::everything()
}

/// Reads page after page; `between` is told the number of each page that has a next one.
pub(super) async fn read(
    connector: &dyn AccountingConnector,
    books: &Administratie,
    listing: Listing,
    first: ListRequest,
    between: &mut (dyn FnMut(usize) + Send),
) -> Result<Listed, Broken> {
    let mut request = first;
    let (mut items, mut rejected) = (BTreeMap::new(), Vec::new());
    let mut records = 0_usize;
    for pages in 1..=ENDLESS {
        let page = match page(connector, books, listing, &request).await {
            Ok(page) => page,
            Err(error) => return Err(Broken { error, items, resume: request.resume }),
        };
        records = records.saturating_add(page.items.len());
        items.extend(page.items);
        rejected.extend(page.rejected);
        match page.next {
            Next::More(cursor) => {
                between(pages);
                request = request.resumed(Some(cursor));
            }
            Next::End { proof, watermark } => {
                return Ok(Listed { items, records, pages, rejected, proof, watermark });
            }
        }
    }
    panic!("{listing:?} does not end: {ENDLESS} pages for {} records", items.len());
}

async fn page(
    connector: &dyn AccountingConnector,
    books: &Administratie,
    listing: Listing,
    request: &ListRequest,
) -> Result<Page<(String, Item)>> {
    let item = |id: &str, naam: String, actief| (id.to_owned(), Item { naam, actief });
    Ok(match listing {
        Listing::Relaties => neutral(connector.list_relaties(books, request).await?, |record| {
            item(record.relatie.id.as_str(), record.relatie.naam, record.relatie.actief)
        }),
        Listing::Artikelen => neutral(connector.list_artikelen(books, request).await?, |artikel| {
            item(artikel.id.as_str(), artikel.omschrijving, artikel.actief)
        }),
        Listing::Artikelgroepen => {
            neutral(connector.list_artikelgroepen(books, request).await?, |groep| {
                item(groep.id.as_str(), groep.naam, true)
            })
        }
        Listing::Orders(soort) => {
            neutral(connector.list_orders(books, soort, request).await?, |order| {
                item(&order.order.vendor_id, order.omschrijving, order.open)
            })
        }
    })
}

fn neutral<T>(page: Page<T>, item: impl Fn(T) -> (String, Item)) -> Page<(String, Item)> {
    let mut neutral = Page::new(page.items.into_iter().map(item).collect(), page.next);
    neutral.rejected = page.rejected;
    neutral
}
