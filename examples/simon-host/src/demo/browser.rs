//! The user's browser at a simulated login page.

use bytes::Bytes;
use simon_core::http::{ReqwestTransport, Transport};
use simon_core::message::Message;

use super::stage::{Simulated, Stage};
use crate::failure::Failure;

/// Opens a login page where somebody agrees, and gives the address to which the vendor sends the
/// browser on.
pub(super) async fn agree<V: Simulated>(stage: &Stage<V>, page: &str) -> Result<String, Failure> {
    let request = http::Request::get(page).body(Bytes::new()).map_err(|_| nowhere())?;
    let transport = ReqwestTransport::new()?;
    let answer = transport.send(&stage.host.id, request).await.map_err(|_| nowhere())?;
    let location = answer.headers().get(http::header::LOCATION);
    let address = location.and_then(|location| location.to_str().ok()).ok_or_else(nowhere)?;
    Ok(address.to_owned())
}

fn nowhere() -> Failure {
    Failure::attention(&Message::new("host-afgebroken"))
}
