//! Finding back: one record by its id, and the documents that were made.

use chrono::{DateTime, Utc};
use simon_core::Result;
use simon_core::http::ApiRequest;

use super::{Api, INVOICES, ORDERS, id_segment, keeps_moving};
use crate::assumptions::{LOOK_UP_TIMEOUT, MOST_PAGES, ORDER_LINES_PAGE, ORDER_TYPE};
use crate::envelope::lines_page;
use crate::label;
use crate::mapping::{Clock, not_after};
use crate::paging::{NumberedPages, Taken};
use crate::wire::{Customer, Invoice, Item, Order, OrderLine};

/// Sections of an order that becomes a werkbon. Lines are a section since 2026; an older service leaves
/// them out.
const WHOLE: &str = "Customer,Shipping,Note,Lines";
/// Sections of an order that was made.
const MADE: &str = "Customer,Shipping,Attachments";

impl Api {
    pub(crate) async fn customer(&self, books: &str, id: &str) -> Result<Option<Customer>> {
        let id = id_segment(id, label::CUSTOMER)?;
        let path = ["v1", "customer", "internal", &id];
        let request = self.get(label::CUSTOMER, Some(books), &path, &[])?;
        self.read_if_there(label::CUSTOMER, request).await
    }

    pub(crate) async fn item(&self, books: &str, id: &str) -> Result<Option<Item>> {
        let id = id_segment(id, label::ITEM)?;
        let path = ["v1", "inventory", "internal", &id];
        let request = self.get(label::ITEM, Some(books), &path, &[])?;
        self.read_if_there(label::ITEM, request).await
    }

    /// An order with all that a werkbon needs; none when it is gone.
    pub(crate) async fn whole_order(
        &self,
        books: &str,
        soort: &str,
        nummer: &str,
    ) -> Result<Option<Order>> {
        self.read_if_there(label::ORDER, self.order(books, soort, nummer, WHOLE)?).await
    }

    /// An order that was made, with its files; none while it does not show.
    pub(crate) async fn made_order(
        &self,
        books: &str,
        soort: &str,
        nummer: &str,
    ) -> Result<Option<Order>> {
        let request = self.order(books, soort, nummer, MADE)?.for_delivery();
        self.read_if_there(label::ORDER, request.timeout(LOOK_UP_TIMEOUT)).await
    }

    fn order(&self, books: &str, soort: &str, nummer: &str, expand: &str) -> Result<ApiRequest> {
        let path = ["api", "v3", "SalesOrders", soort, nummer];
        self.get(label::ORDER, Some(books), &path, &[("expand", expand)])
    }

    /// The lines of an order that came without them.
    pub(crate) async fn order_lines(
        &self,
        books: &str,
        soort: &str,
        nummer: &str,
    ) -> Result<Vec<OrderLine>> {
        let path = ["api", "v3", "SalesOrders", soort, nummer, "lines"];
        let mut pages = NumberedPages::new(ORDER_LINES_PAGE);
        let mut lines = Vec::new();
        for _ in 0..MOST_PAGES {
            let asked = pages.asked();
            let (index, size) = (asked.index.to_string(), asked.size.to_string());
            let query = [("pageIndex", &*index), ("pageSize", &*size)];
            let request = self.get(label::ORDER_LINES, Some(books), &path, &query)?;
            let (rows, said) =
                lines_page::<OrderLine>(&self.send(label::ORDER_LINES, request).await?)?;
            let ids: Vec<String> = rows.iter().enumerate().map(|(at, row)| row.key(at)).collect();
            let Taken::Rows { repeated, end } = pages.take(asked, &ids, said)? else { continue };
            lines.extend(rows.into_iter().skip(repeated));
            if end.is_some() {
                return Ok(lines);
            }
        }
        Err(keeps_moving(&ORDERS))
    }

    /// Orders of a customer in which the service finds a text: it looks at more fields than one, and
    /// does not say how it compares.
    pub(crate) async fn orders_with(
        &self,
        books: &str,
        klant: &str,
        text: &str,
    ) -> Result<Vec<Order>> {
        self.all(&ORDERS, books, &[("customerId", klant), ("filter", text)]).await
    }

    /// Orders that changed since a moment of our clock.
    pub(crate) async fn orders_since(&self, books: &str, at: DateTime<Utc>) -> Result<Vec<Order>> {
        let since = not_after(Clock::Orders, at);
        self.all(&ORDERS, books, &[("modifiedSince", &since)]).await
    }

    /// Invoices with an external reference. Compare it again: a filter may be ignored.
    pub(crate) async fn invoices_with(&self, books: &str, text: &str) -> Result<Vec<Invoice>> {
        self.all(&INVOICES, books, &[("externalReference", text)]).await
    }

    /// The same with their files, which only lists have.
    pub(crate) async fn invoices_with_files(
        &self,
        books: &str,
        text: &str,
    ) -> Result<Vec<Invoice>> {
        let filters = [("externalReference", text), ("expandAttachments", "true")];
        self.all(&INVOICES, books, &filters).await
    }

    /// An invoice that was made; none while it does not show.
    pub(crate) async fn made_invoice(&self, books: &str, nummer: &str) -> Result<Option<Invoice>> {
        let nummer = id_segment(nummer, label::INVOICE)?;
        let path = ["v1", "customerinvoice", &nummer];
        let request = self.get(label::INVOICE, Some(books), &path, &[])?.for_delivery();
        self.read_if_there(label::INVOICE, request.timeout(LOOK_UP_TIMEOUT)).await
    }

    /// Proves that the Sales Orders API lets this login in.
    ///
    /// # Errors
    /// `PermissionDenied` when it does not.
    pub(crate) async fn prove_orders(&self, books: Option<&str>) -> Result<()> {
        let path = ["api", "v3", "SalesOrders", ORDER_TYPE];
        let request = self.get(label::ORDERS, books, &path, &[("pageSize", "1")])?;
        self.send(label::ORDERS, request).await.map(drop)
    }
}
