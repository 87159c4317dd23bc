//! What rows of lists lack, read record by record.

use simon_core::{ErrorKind, Result};

use super::BillitConnector;
use crate::mapping::{is_candidate, is_klant, needs_detail};
use crate::pass::Taken;
use crate::wire::{BadRow, Order, Party};

impl BillitConnector {
    /// Customers of whom the row says too little are read themselves.
    pub(super) async fn with_details(
        &self,
        party_id: &str,
        mut taken: Taken<Party>,
    ) -> Result<Taken<Party>> {
        let mut rows = Vec::with_capacity(taken.rows.len());
        for row in taken.rows {
            match row {
                Ok(party) if is_klant(&party) && needs_detail(&party) => {
                    let id = party.party_id;
                    rows.extend(read(self.api.party(party_id, &id.to_string()).await, id)?);
                }
                row => rows.push(row),
            }
        }
        taken.rows = rows;
        Ok(taken)
    }

    /// Quotes that may become work are read themselves, because rows of the list have no lines. Of the
    /// others it is enough to know that they are closed.
    pub(super) async fn with_lines(
        &self,
        party_id: &str,
        mut taken: Taken<Order>,
    ) -> Result<Taken<Order>> {
        let mut rows = Vec::with_capacity(taken.rows.len());
        for row in taken.rows {
            match row {
                Ok(order) if is_candidate(&order) => {
                    let id = order.order_id;
                    rows.extend(read(self.api.offerte(party_id, id).await, id)?);
                }
                row => rows.push(row),
            }
        }
        taken.rows = rows;
        Ok(taken)
    }
}

/// The record; none when it is gone meanwhile. One that cannot be read does not hold up the others (B13).
fn read<T>(record: Result<Option<T>>, id: i64) -> Result<Option<Result<T, BadRow>>> {
    match record {
        Err(error) if error.kind() == ErrorKind::Decode => {
            let (record, detail) = (Some(id.to_string()), error.to_string());
            Ok(Some(Err(BadRow { record, has_key: true, detail })))
        }
        record => Ok(record?.map(Ok)),
    }
}
