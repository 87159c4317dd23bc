//! `login-url` and `login`: connecting in a browser, or again with corrected keys (A3, G9).

use serde::Serialize;
use simon_core::message::Message;

use crate::failure::{Exit, Failure};
use crate::host::Host;

#[derive(Serialize)]
struct Page<'a> {
    url: &'a str,
}

#[derive(Serialize)]
struct LoggedIn<'a> {
    verbonden: bool,
    /// None while the user has not chosen between several administrations.
    vendor_id: Option<&'a str>,
    administratie: Option<&'a str>,
}

/// `login-url`: where the user logs in.
pub(super) async fn login_url(host: &Host) -> Result<Exit, Failure> {
    needs_browser(host)?;
    let url = host.integration.login_url().await.map_err(|error| host.failure(&error))?;
    host.output.show(&Page { url: &url }, || url.clone());
    Ok(Exit::Done)
}

/// `login`: ends the login of `login-url`; without a redirect it proves the credentials there are.
pub(super) async fn login(host: &Host, redirect: Option<&str>) -> Result<Exit, Failure> {
    let opened = match redirect {
        Some(redirect) => {
            needs_browser(host)?;
            host.integration.log_in(redirect).await
        }
        None => host.integration.reconnect().await,
    };
    let books = opened.map_err(|error| host.failure(&error))?;
    let vendor_id = books.as_ref().map(|books| books.vendor_id.as_str());
    let administratie = books.as_ref().map(|books| books.naam.as_str());
    host.output.show(&LoggedIn { verbonden: true, vendor_id, administratie }, || {
        let with = administratie.unwrap_or(host.integration.info().naam);
        format!("{} {with}", host.output.pick("Verbonden met", "Connected with"))
    });
    Ok(Exit::Done)
}

fn needs_browser(host: &Host) -> Result<(), Failure> {
    let info = host.integration.info();
    if info.capabilities.browser_login {
        return Ok(());
    }
    Err(Failure::usage(&Message::new("host-geen-inlogpagina").with("leverancier", info.naam)))
}
