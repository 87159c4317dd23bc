//! One record by its id, which the filters of the tables take.

use simon_core::{Error, ErrorKind, Result};

use super::answer::Record;
use super::call::Api;
use super::envelope::Unsigned;
use crate::ID;

/// The record with an id; none when the vendor has it no longer. The filter may find others, too: the
/// element with the id decides. The answer is read to its proven end either way.
///
/// # Errors
/// `Decode` for an id that is no number, about which the vendor cannot be asked.
pub(super) async fn record(
    api: &Api,
    id: &str,
    element: &str,
    request: fn(i64) -> Unsigned,
) -> Result<Option<Record>> {
    let number = id.parse().map_err(|_| {
        Error::new(ErrorKind::Decode, "the id is no number of SOAP").with_connector(ID)
    })?;
    let mut found = None;
    let mut records = api.open(request(number)).await?;
    while let Some(record) = records.next().await? {
        if record.text(element) == id {
            found = Some(record);
        }
    }
    Ok(found)
}
