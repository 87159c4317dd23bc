//! Listings that are read page by page.

use std::fmt;

use simon_core::http::ApiRequest;
use simon_core::{Error, ErrorKind, Result, Retry};

use super::Api;
use crate::ID;
use crate::assumptions::{
    CUSTOMERS_PAGE, INVOICES_PAGE, ITEMS_PAGE, MOST_PAGES, MOST_TIMES_AGAIN, ORDER_TYPE,
    ORDERS_PAGE, QUOTE_TYPE,
};
use crate::envelope::{main_page, orders_page};
use crate::label;
use crate::mapping::{Clock, NON_STOCK};
use crate::paging::{Asked, NumberedPages, Taken};
use crate::pass::{Row, Rows};

/// A listing of one of the interfaces.
#[derive(Clone, Copy)]
pub(crate) struct Listing {
    pub(crate) label: &'static str,
    pub(crate) clock: Clock,
    /// Rows of a page.
    pub(crate) size: u32,
    path: &'static [&'static str],
    /// Always asked for.
    query: &'static [(&'static str, &'static str)],
    /// The parameter that says since when.
    since: &'static str,
}

impl fmt::Debug for Listing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Listing({})", self.label)
    }
}

/// Customers.
pub(crate) const CUSTOMERS: Listing = Listing {
    label: label::CUSTOMERS,
    clock: Clock::Main,
    size: CUSTOMERS_PAGE,
    path: &["v1", "customer"],
    query: &[],
    since: CHANGED,
};

/// Items. Everything is shown besides unless it is told not to.
pub(crate) const ITEMS: Listing = Listing {
    label: label::ITEMS,
    clock: Clock::Main,
    size: ITEMS_PAGE,
    path: &["v1", "inventory"],
    query: &[
        ("expandCrossReference", "false"),
        ("expandAttachment", "false"),
        ("expandAttribute", "false"),
        ("expandWarehouseDetail", "false"),
        ("expandAccountInformation", "false"),
        ("expandInventoryUnits", "false"),
        ("expandSupplierDetails", "false"),
        ("expandSalesCategories", "false"),
        ("expandNote", "false"),
    ],
    since: CHANGED,
};

/// Customer invoices, by when they were made.
pub(crate) const INVOICES: Listing = Listing {
    label: label::INVOICES,
    clock: Clock::Main,
    size: INVOICES_PAGE,
    path: &["v1", "customerinvoice"],
    query: &[],
    since: "createdDateTime",
};

/// Sales orders. By number: what changes while the pages are read keeps its place.
pub(crate) const ORDERS: Listing = of_type(&["api", "v3", "SalesOrders", ORDER_TYPE]);
/// Quotes.
pub(crate) const QUOTES: Listing = of_type(&["api", "v3", "SalesOrders", QUOTE_TYPE]);

const CHANGED: &str = "lastModifiedDateTime";

const fn of_type(path: &'static [&'static str]) -> Listing {
    Listing {
        label: label::ORDERS,
        clock: Clock::Orders,
        size: ORDERS_PAGE,
        path,
        query: &[("orderBy", "orderId asc")],
        since: "modifiedSince",
    }
}

impl Listing {
    /// A moment works only together with how it is compared; on the Sales Orders API it says so itself.
    fn since<'a>(&self, bound: &'a str) -> Vec<(String, &'a str)> {
        let moment = (self.since.to_owned(), bound);
        match self.clock {
            Clock::Main => vec![moment, (format!("{}Condition", self.since), ">=")],
            Clock::Orders => vec![moment],
        }
    }

    fn page(&self, asked: Asked) -> [(&'static str, String); 2] {
        match self.clock {
            Clock::Main => [
                ("pageNumber", asked.index.saturating_add(1).to_string()),
                ("pageSize", asked.size.to_string()),
            ],
            Clock::Orders => {
                [("pageIndex", asked.index.to_string()), ("pageSize", asked.size.to_string())]
            }
        }
    }
}

impl Api {
    /// A page of what changed, or was made, from a moment of the vendor's clock on, or of everything.
    /// Goods are left out of all items, and not of those that changed: an item may have become goods.
    pub(crate) async fn page<W: Row>(
        &self,
        listing: &Listing,
        books: &str,
        asked: Asked,
        since: Option<&str>,
    ) -> Result<Rows<W>> {
        let since = since.map(|bound| listing.since(bound)).unwrap_or_default();
        let mut filters: Vec<(&str, &str)> =
            since.iter().map(|(name, value)| (&**name, *value)).collect();
        if listing.label == label::ITEMS && since.is_empty() {
            filters.extend(NON_STOCK.iter().map(|soort| ("inventoryTypes", *soort)));
        }
        self.rows_of(listing, self.page_request(listing, books, asked, &filters)?).await
    }

    pub(super) fn page_request(
        &self,
        listing: &Listing,
        books: &str,
        asked: Asked,
        filters: &[(&str, &str)],
    ) -> Result<ApiRequest> {
        let page = listing.page(asked);
        let page = page.iter().map(|(name, value)| (*name, value.as_str()));
        let query: Vec<(&str, &str)> =
            page.chain(listing.query.iter().copied()).chain(filters.iter().copied()).collect();
        self.get(listing.label, Some(books), listing.path, &query)
    }

    pub(super) async fn rows_of<W: Row>(
        &self,
        listing: &Listing,
        request: ApiRequest,
    ) -> Result<Rows<W>> {
        match self.send(listing.label, request).await {
            Ok(answer) if listing.clock == Clock::Main => main_page(&answer),
            Ok(answer) => orders_page(&answer),
            // Source: the vendor's OpenAPI declares 404 for a list of items without any.
            Err(error) if error.kind() == ErrorKind::NotFound && listing.label == label::ITEMS => {
                Ok(Rows::none())
            }
            Err(error) => Err(error),
        }
    }

    /// All rows that pass these filters, for a look-up.
    pub(super) async fn all<W: Row>(
        &self,
        listing: &Listing,
        books: &str,
        filters: &[(&str, &str)],
    ) -> Result<Vec<W>> {
        let mut pages = NumberedPages::new(listing.size);
        let (mut found, mut again) = (Vec::new(), 0);
        for _ in 0..MOST_PAGES {
            let asked = pages.asked();
            let request = self.page_request(listing, books, asked, filters)?.for_delivery();
            let rows: Rows<W> = self.rows_of(listing, request).await?;
            match pages.take(asked, &rows.ids(), rows.said)? {
                Taken::Again if again < MOST_TIMES_AGAIN => again += 1,
                Taken::Again => return Err(keeps_moving(listing)),
                Taken::Rows { end, .. } => {
                    found.extend(rows.whole()?);
                    if end.is_some() {
                        return Ok(found);
                    }
                }
            }
        }
        Err(keeps_moving(listing))
    }
}

/// The vendor serves pages of another size each time, or pages without end.
pub(crate) fn keeps_moving(listing: &Listing) -> Error {
    Error::new(ErrorKind::Incomplete, "the pages keep changing")
        .with_retry(Retry::Backoff)
        .with_connector(ID)
        .with_label(listing.label)
}
