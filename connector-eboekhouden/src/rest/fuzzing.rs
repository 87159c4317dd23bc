//! Reading as a fuzz target tries it.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use super::drift::Drifts;
use super::list::List;
use super::wire::{
    CreatedInvoice, Invoice, InvoiceTemplate, ListRow, Product, ProductGroup, Relation, Session,
    Unit,
};
use crate::mapping::{artikel_from_product, found_invoice, groep_from_rest, relatie_from_rest};
use crate::soap::fuzzing::read_errors;

/// What somebody who reads a list gets to know.
#[derive(Debug, PartialEq, Eq)]
pub struct RestList {
    /// The key of each row.
    pub keys: Vec<String>,
    /// Of each kind of record which rows can be read.
    pub read: Vec<Vec<bool>>,
}

/// Reads a body as everything that it may be; what it is as a list.
pub fn read_rest_list(body: &[u8]) -> Option<RestList> {
    read_errors(body);
    let _ = serde_json::from_slice::<CreatedInvoice>(body);
    let _ = serde_json::from_slice::<Session>(body);
    let units = BTreeMap::new();
    let relation = |it: &Relation| drop((relatie_from_rest(it, true), it.drift()));
    let product = |it: &Product| drop((artikel_from_product(it, &units, true), it.drift()));
    let _ = serde_json::from_slice(body).map(|it| relation(&it));
    let _ = serde_json::from_slice(body).map(|it| product(&it));

    let list: List = serde_json::from_slice(body).ok()?;
    let keys = list.rows::<ListRow>().into_iter().map(|row| row.key).collect();
    let read = vec![
        rows(&list, |_: &ListRow| {}),
        rows(&list, |_: &Unit| {}),
        rows(&list, |_: &InvoiceTemplate| {}),
        rows(&list, relation),
        rows(&list, product),
        rows(&list, |it: &ProductGroup| drop((groep_from_rest(it), it.drift()))),
        rows(&list, |it: &Invoice| drop(found_invoice(it, "sifra1-"))),
    ];
    Some(RestList { keys, read })
}

fn rows<T: DeserializeOwned>(list: &List, map: impl Fn(&T)) -> Vec<bool> {
    let rows = list.rows::<T>();
    rows.iter().flat_map(|row| &row.record).for_each(map);
    rows.iter().map(|row| row.record.is_ok()).collect()
}
