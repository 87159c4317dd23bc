//! What belongs to the company: organizations, branches, order types and warehouses.

use serde::de::DeserializeOwned;
use simon_core::Result;
use simon_core::http::decode;

use super::{Api, id_segment};
use crate::assumptions::ORDER_TYPES_PAGE;
use crate::label;
use crate::wire::{Branch, Item, OrderType, Organization, Warehouse};

impl Api {
    /// It may use the reserve of the call budget: nothing is delivered before the books are proven.
    pub(crate) async fn organizations(&self) -> Result<Vec<Organization>> {
        let query = [("expandBranches", "true")];
        let path = ["v1", "organization"];
        let request = self.get(label::ORGANIZATIONS, None, &path, &query)?.for_delivery();
        let answer = self.send(label::ORGANIZATIONS, request).await?;
        Ok(decode::list(&answer)?.0)
    }

    /// Never empty for a company.
    pub(crate) async fn branches(&self) -> Result<Vec<Branch>> {
        self.rows(label::BRANCHES, None, &["v1", "branch"], &[]).await
    }

    pub(crate) async fn order_types(&self, books: &str) -> Result<Vec<OrderType>> {
        let size = ORDER_TYPES_PAGE.to_string();
        let query = [("pageNumber", "1"), ("pageSize", &*size)];
        self.rows(label::ORDER_TYPES, Some(books), &["v1", "salesordertype"], &query).await
    }

    /// The warehouse with this id; none when there is none.
    pub(crate) async fn warehouse(&self, books: &str, id: &str) -> Result<Option<Warehouse>> {
        let id = id_segment(id, label::WAREHOUSE)?;
        let request = self.get(label::WAREHOUSE, Some(books), &["v1", "warehouse", &id], &[])?;
        self.read_if_there(label::WAREHOUSE, request).await
    }

    /// The item with this number; none when there is none.
    pub(crate) async fn item_by_number(&self, books: &str, number: &str) -> Result<Option<Item>> {
        let number = id_segment(number, label::ITEM)?;
        let request = self.get(label::ITEM, Some(books), &["v1", "inventory", &number], &[])?;
        self.read_if_there(label::ITEM, request).await
    }

    /// Those of a short list that can be read.
    async fn rows<T: DeserializeOwned>(
        &self,
        label: &'static str,
        books: Option<&str>,
        path: &[&str],
        query: &[(&str, &str)],
    ) -> Result<Vec<T>> {
        let answer = self.send(label, self.get(label, books, path, query)?).await?;
        Ok(decode::list(&answer)?.0)
    }
}
