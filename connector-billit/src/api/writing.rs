//! What is made at Billit: invoices, and nothing else. They are never sent to the customer.

use http::{HeaderName, HeaderValue};
use serde::{Deserialize, Deserializer, de};
use simon_core::http::{Effect, decode};
use simon_core::{Error, ErrorKind, Result};

use super::reading::ORDERS;
use super::{Api, label};
use crate::ID;
use crate::assumptions::IDEMPOTENCY_HEADER;
use crate::values::id;
use crate::wire::NewOrder;

/// The bare number that answers a create. Zero is the id of nothing: the invoice is looked up.
#[derive(Deserialize)]
struct Made(#[serde(deserialize_with = "made")] i64);

fn made<'de, D: Deserializer<'de>>(deserializer: D) -> std::result::Result<i64, D::Error> {
    let id = id(deserializer)?;
    if id > 0 { Ok(id) } else { Err(de::Error::custom("no id, expected a number above zero")) }
}

impl Api {
    /// Makes an invoice and tells its id. After an unknown outcome it is looked up first (C22); the key
    /// keeps two calls that cross from both being carried out.
    pub(crate) async fn create_invoice(
        &self,
        party_id: &str,
        invoice: &NewOrder,
        key: &str,
    ) -> Result<i64> {
        let cannot = |_| {
            Error::new(ErrorKind::Unexpected, "the key against doubles cannot be a header")
                .with_connector(ID)
                .with_label(label::FACTUUR_MAKEN)
        };
        let header = HeaderName::from_bytes(IDEMPOTENCY_HEADER.as_bytes());
        let header = header.map_err(|_| cannot(()))?;
        let key = HeaderValue::from_str(key).map_err(|_| cannot(()))?;
        let label = label::FACTUUR_MAKEN;
        let request = self
            .request(label, Effect::Create, Some(party_id), &[ORDERS], &[])?
            .json(invoice)?
            .header(header, key)
            .timeout(self.create_timeout)
            .for_delivery();
        let Made(id) = decode::json(&self.send(request).await?)?;
        Ok(id)
    }
}
