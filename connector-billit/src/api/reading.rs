//! What is read: who is logged in, pages of listings, and single records.

use chrono::TimeDelta;
use serde::de::DeserializeOwned;
use simon_core::domain::Referentie;
use simon_core::http::{ApiRequest, Effect, decode};
use simon_core::{Actor, Error, ErrorKind, Result};

use super::{Api, label};
use crate::ID;
use crate::assumptions::OFFERTES_TERUG;
use crate::checks::artikel_filter;
use crate::pass::{Pass, TOP};
use crate::values::text_literal;
use crate::wire::{AccountInformation, BadRow, Listed, Order, Party, Product, Row};

const PARTIES: &str = "parties";
const PRODUCTS: &str = "products";
pub(super) const ORDERS: &str = "orders";

/// More pages than invoices with one reference can fill.
const MOST_PAGES: usize = 100;

/// A listing that is read page by page.
#[derive(Debug)]
pub(crate) struct Listing {
    pub(crate) label: &'static str,
    path: &'static str,
    /// Which of its records are meant; none for all. What the vendor does not filter is told apart by
    /// the mapping.
    pub(crate) filter: Option<&'static str>,
    /// How far back it is read once a day, where a change may not show in `LastModified`.
    pub(crate) looks_back: Option<TimeDelta>,
}

/// Customers.
pub(crate) const KLANTEN: Listing = Listing {
    label: label::KLANTEN,
    path: PARTIES,
    filter: Some("PartyType eq 'Customer'"),
    looks_back: None,
};

/// Articles.
pub(crate) const ARTIKELEN: Listing =
    Listing { label: label::ARTIKELEN, path: PRODUCTS, filter: None, looks_back: None };

/// Quotes.
pub(crate) const OFFERTES: Listing = Listing {
    label: label::OFFERTES,
    path: ORDERS,
    filter: Some("OrderType eq 'Offer' and OrderDirection eq 'Income'"),
    looks_back: OFFERTES_TERUG,
};

/// Invoices that we or others made.
pub(crate) const FACTUREN: Listing = Listing {
    label: label::FACTUREN,
    path: ORDERS,
    filter: Some("OrderType eq 'Invoice' and OrderDirection eq 'Income'"),
    looks_back: None,
};

impl Api {
    /// Who is logged in, and the companies that this opens, in whichever of them it is asked. It may use
    /// the reserve: nothing is delivered before the books are proven.
    pub(crate) async fn account(&self, party_id: Option<&str>) -> Result<AccountInformation> {
        let path = ["account", "accountInformation"];
        let request = self.request(label::ACCOUNT, Effect::Read, party_id, &path, &[])?;
        decode::json(&self.send(request.for_delivery()).await?)
    }

    /// The next page of a pass.
    pub(crate) async fn page<T: Row>(
        &self,
        listing: &Listing,
        party_id: &str,
        pass: &Pass,
    ) -> Result<Listed<T>> {
        let query = pass.query::<T>(listing.filter);
        let request = self.read(listing.label, party_id, &[listing.path], &query)?;
        decode::json(&self.send(request).await?)
    }

    /// One customer; none when it is gone.
    pub(crate) async fn party(&self, party_id: &str, id: &str) -> Result<Option<Party>> {
        let request = self.read(label::KLANT, party_id, &[PARTIES, id], &[])?;
        self.one(request, |party: &Party| party.party_id.to_string() == id).await
    }

    /// The same for an invoice that is about to be made.
    pub(crate) async fn party_to_invoice(&self, party_id: &str, id: &str) -> Result<Option<Party>> {
        let request = self.read(label::KLANT, party_id, &[PARTIES, id], &[])?.for_delivery();
        self.one(request, |party: &Party| party.party_id.to_string() == id).await
    }

    /// One article; none when it is gone.
    pub(crate) async fn product(&self, party_id: &str, id: &str) -> Result<Option<Product>> {
        let request = self.read(label::ARTIKEL, party_id, &[PRODUCTS, id], &[])?;
        self.one(request, |product: &Product| product.product_id.to_string() == id).await
    }

    /// One quote with its lines and texts; none when it is gone.
    pub(crate) async fn offerte(&self, party_id: &str, id: i64) -> Result<Option<Order>> {
        let request = self.read(label::ORDER, party_id, &[ORDERS, &id.to_string()], &[])?;
        self.one(request, |order: &Order| order.order_id == id).await
    }

    /// One invoice that was made; none when it is gone.
    pub(crate) async fn factuur(&self, party_id: &str, id: i64) -> Result<Option<Order>> {
        let path = [ORDERS, &id.to_string()];
        let request = self.read(label::ORDER, party_id, &path, &[])?.for_delivery();
        self.one(request, |order: &Order| order.order_id == id).await
    }

    async fn one<T: DeserializeOwned>(
        &self,
        request: ApiRequest,
        is_it: impl Fn(&T) -> bool + Send,
    ) -> Result<Option<T>> {
        let answer = match self.send(request).await {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            answer => answer?,
        };
        let record: T = decode::json(&answer)?;
        if is_it(&record) {
            return Ok(Some(record));
        }
        Err(Error::new(ErrorKind::Decode, "another record than was asked for")
            .with_connector(ID)
            .with_label(answer.label))
    }

    /// Articles with a reference, which is to be compared again. None when Billit takes no such filter.
    pub(crate) async fn products_with_reference(
        &self,
        party_id: &str,
        reference: &str,
    ) -> Result<Vec<Product>> {
        let Some(filter) = artikel_filter(reference) else { return Ok(Vec::new()) };
        let query = [("$filter", filter), ("$top", "2".to_owned())];
        let request = self.read(label::ARTIKEL_ZOEKEN, party_id, &[PRODUCTS], &query)?;
        let answer = match self.send(request).await {
            Err(error) if error.kind() == ErrorKind::Rejected => return Ok(Vec::new()),
            answer => answer?,
        };
        let listed: Listed<Product> = decode::json(&answer)?;
        whole(listed.rows, label::ARTIKEL_ZOEKEN)
    }

    /// Sales invoices with a reference of ours, which is to be compared again. To their end: that is a
    /// page without a row behind the last one.
    pub(crate) async fn invoices_with(
        &self,
        party_id: &str,
        referentie: &Referentie,
    ) -> Result<Vec<Order>> {
        let carries = format!("ExternalProviderID eq {}", text_literal(referentie.as_str()));
        let mut found: Vec<Order> = Vec::new();
        for _ in 0..MOST_PAGES {
            let last = found.iter().map(|order| order.order_id).max();
            let behind = last.map(|id| format!("OrderID gt {id}"));
            let of_type = FACTUREN.filter.map(str::to_owned);
            let conditions = of_type.into_iter().chain([carries.clone()]).chain(behind);
            let query = [
                ("$filter", conditions.collect::<Vec<_>>().join(" and ")),
                ("$orderby", "OrderID asc".to_owned()),
                ("$top", TOP.to_string()),
            ];
            let request = self.read(label::FACTUUR_ZOEKEN, party_id, &[ORDERS], &query)?;
            let answer = self.send(request.for_delivery()).await?;
            let listed: Listed<Order> = decode::json(&answer)?;
            let mut new = whole(listed.rows, label::FACTUUR_ZOEKEN)?;
            new.retain(|row| last.is_none_or(|last| row.order_id > last));
            if new.is_empty() {
                return Ok(found);
            }
            found.extend(new);
        }
        Err(Error::new(ErrorKind::Incomplete, "the list does not end")
            .with_who(Actor::Operator)
            .with_connector(ID)
            .with_label(label::FACTUUR_ZOEKEN))
    }
}

/// All rows of a page of which any may be the one that is looked for.
///
/// # Errors
/// `Decode` when one of them cannot be read.
pub(crate) fn whole<T>(rows: Vec<Result<T, BadRow>>, label: &'static str) -> Result<Vec<T>> {
    let unreadable = |bad: BadRow| {
        Error::new(ErrorKind::Decode, bad.detail).with_connector(ID).with_label(label)
    };
    rows.into_iter().map(|row| row.map_err(unreadable)).collect()
}
