//! Listings: customers, items, and orders that become werkbonnen.

use std::time::Duration;

use chrono::TimeDelta;
use simon_core::connector::{ListRequest, Mapped, Page, Rejected};
use simon_core::domain::{Administratie, OrderSoort, Referentie, VendorOrder};
use simon_core::message::Message;
use simon_core::{ErrorKind, Result};

use super::VismaConnector;
use crate::api::{Listing, keeps_moving};
use crate::assumptions::MOST_TIMES_AGAIN;
use crate::drift::Drifts;
use crate::mapping::{is_of_kind, is_open, order_from_wire};
use crate::pass::{Kind, Pass, Row, Rows};
use crate::wire::Order;

impl VismaConnector {
    /// One page of a listing of changes, or of everything.
    pub(super) async fn follow<W: Row + Sync, T>(
        &self,
        books: &Administratie,
        listing: &Listing,
        whole_after: Option<Duration>,
        request: &ListRequest,
        map: fn(&W, bool) -> Mapped<T>,
    ) -> Result<Page<T>> {
        let (rows, inactive_too, mut page) =
            self.next_rows::<W, T>(books, listing, whole_after, request).await?;
        for row in &rows.items {
            page.drift.extend(row.drift());
            page.take(map(row, inactive_too));
        }
        Ok(page)
    }

    /// The new rows of the next page, whether inactive ones belong to it, and the page to fill.
    async fn next_rows<W: Row, T>(
        &self,
        books: &Administratie,
        listing: &Listing,
        whole_after: Option<Duration>,
        request: &ListRequest,
    ) -> Result<(Rows<W>, bool, Page<T>)> {
        let whole_after = whole_after.and_then(|longest| TimeDelta::from_std(longest).ok());
        let kind = Kind { clock: listing.clock, size: listing.size, whole_after };
        let (mut pass, anew) = Pass::of(request, kind, self.api.now());
        for _ in 0..MOST_TIMES_AGAIN {
            let (asked, inactive_too) = (pass.asked(), pass.inactive_too());
            let mut rows: Rows<W> =
                self.api.page(listing, &books.vendor_id, asked, pass.bound()).await?;
            let page = pass.take(listing.clock, asked, &mut rows, self.api.now())?;
            if let Some(mut page) = page {
                page.anew = anew;
                return Ok((rows, inactive_too, page));
            }
        }
        Err(keeps_moving(listing))
    }

    /// Orders or quotes. Those that may become a werkbon are read whole, unless that is not wanted: a row
    /// has neither its customer nor its lines.
    pub(super) async fn follow_orders(
        &self,
        books: &Administratie,
        soort: OrderSoort,
        listing: &Listing,
        request: &ListRequest,
    ) -> Result<Page<VendorOrder>> {
        let (rows, _, mut page) =
            self.next_rows::<Order, VendorOrder>(books, listing, None, request).await?;
        for row in &rows.items {
            page.drift.extend(row.drift());
            let mapped = if !is_of_kind(row, soort) {
                Mapped::Skip
            } else if !request.without_details && self.may_become_a_werkbon(row, soort) {
                self.whole(books, row).await?
            } else {
                order_from_wire(row, &[])
            };
            page.take(mapped);
        }
        Ok(page)
    }

    fn may_become_a_werkbon(&self, row: &Order, soort: OrderSoort) -> bool {
        let of_us = |text: &str| Referentie::is_from(text.trim(), &self.api.integration);
        is_open(row, soort) && !row.ref_no().or_else(|| row.customers_order()).is_some_and(of_us)
    }

    async fn whole(&self, books: &Administratie, row: &Order) -> Result<Mapped<VendorOrder>> {
        let (Some(soort), Some(nummer)) = (row.r#type.as_deref(), row.order_id.as_deref()) else {
            return Ok(order_from_wire(row, &[]));
        };
        match self.read_whole(&books.vendor_id, soort, nummer).await {
            // One that cannot be read stops no other (B13).
            Err(error) if matches!(error.kind(), ErrorKind::Decode | ErrorKind::Rejected) => {
                let message = Message::new("visma-onleesbaar").with("record", nummer);
                let message = message.with("detail", &error);
                Ok(Mapped::Reject(Rejected::new(Some(nummer.to_owned()), message)))
            }
            read => read,
        }
    }

    async fn read_whole(
        &self,
        books: &str,
        soort: &str,
        nummer: &str,
    ) -> Result<Mapped<VendorOrder>> {
        let Some(order) = self.api.whole_order(books, soort, nummer).await? else {
            return Ok(Mapped::Skip);
        };
        let own = order.order_lines.as_ref().is_some_and(|lines| !lines.is_empty());
        let lines = match own {
            true => Vec::new(),
            false => self.api.order_lines(books, soort, nummer).await?,
        };
        Ok(order_from_wire(&order, &lines))
    }
}
