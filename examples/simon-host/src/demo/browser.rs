//! The user's browser at a simulated login page.

use bytes::Bytes;
use simon_core::http::{ReqwestTransport, Transport};
use simon_core::message::Message;

use super::stage::{Simulated, Stage};
use super::story::Story;
use crate::failure::Failure;

/// The login of a user whom the vendor gives several administrations.
pub(super) async fn log_in<V: Simulated>(
    story: &mut Story,
    stage: &Stage<V>,
    redirect_uri: &str,
    tokens_issued: fn(&V) -> u64,
) -> Result<(), Failure> {
    story.chapter("Koppel: inloggen in de browser", "Connect: logging in in the browser");
    let wrap = |error| stage.failure(error);
    let integration = &stage.host.integration;
    let page = integration.login_url().await.map_err(wrap)?;
    let shown = page.split('?').next().unwrap_or_default();
    let asks = story.output.pick("de gebruiker logt in op", "the user logs in at");
    story.tell(format_args!("{asks} {shown}"));
    let redirect = agree(stage, &page).await?;
    let forged = integration.log_in(&format!("{redirect_uri}?code=x&state=y")).await;
    story.expect(
        forged.is_err(),
        "een adres dat niet bij deze aanmelding hoort, wordt geweigerd",
        "an address that does not belong to this login is refused",
    );
    let books = integration.log_in(&redirect).await.map_err(wrap)?;
    story.expect(
        books.is_none() && tokens_issued(&stage.vendor) == 1,
        "verbonden; welke administratie het wordt, kiest de gebruiker bij de instellingen",
        "connected; the user chooses the administration in the settings",
    );
    story.expect(
        integration.log_in(&redirect).await.is_err(),
        "hetzelfde adres werkt geen tweede keer",
        "the same address does not work twice",
    );
    Ok(())
}

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
