//! The names of units, which articles have by id.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use simon_core::Result;

use super::api::Api;
use super::listing::readable;
use super::wire::Product;

/// The id that stands for no unit.
const NONE: &str = "0";

/// Names by id.
pub(crate) type Names = Arc<BTreeMap<String, String>>;

/// The units as they were read last.
#[derive(Debug, Default)]
pub(crate) struct Units(Mutex<Names>);

impl Units {
    /// The names that these articles need. They are read once when one is unknown, or `afresh`. A unit
    /// that the vendor does not list has no name.
    pub(crate) async fn of(&self, api: &Api, products: &[Product], afresh: bool) -> Result<Names> {
        let known = self.known();
        let unit = |product: &'_ Product| product.unit_id.clone().filter(|id| id != NONE);
        let mut needed = products.iter().filter_map(unit);
        let reads = if afresh {
            needed.next().is_some()
        } else {
            needed.any(|id| !known.contains_key(&id))
        };
        if !reads {
            return Ok(known);
        }
        // Without a name an article is as usable: an unreadable unit is none.
        let (units, _) = readable(api.units().await?);
        let named = units.into_iter().filter_map(|unit| Some((unit.id, unit.singular?)));
        let names: Names = Arc::new(named.collect());
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&names);
        Ok(names)
    }

    fn known(&self) -> Names {
        Arc::clone(&self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
