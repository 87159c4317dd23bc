//! What a page about one integration works with.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::response::Redirect;
use simon_core::message::Message;

use super::fault::Fault;
use super::session::{Note, Visit};
use super::site::{Integratie, Site};
use crate::failure::text;
use crate::host::Host;

/// The visit, and the integration that the address names.
pub(super) struct Here {
    pub(super) site: Arc<Site>,
    pub(super) visit: Visit,
    pub(super) integratie: Arc<Integratie>,
    /// How many tables wait for an answer about their clean-up: the badge on the tab.
    pub(super) vragen: usize,
}

impl Here {
    /// The host.
    ///
    /// # Errors
    /// What to do to get one.
    pub(super) fn host(&self) -> Result<Arc<Host>, Fault> {
        Ok(self.integratie.host()?)
    }

    /// Shows a page of the integration next, with a word on top that it was done.
    pub(super) fn done(&self, rest: &str, message: &Message) -> Redirect {
        self.next(rest, Note { good: true, said: text(message) })
    }

    /// Shows a page of the integration next, with what went wrong on top.
    pub(super) fn failed(&self, rest: &str, fault: impl Into<Fault>) -> Redirect {
        self.next(rest, fault.into().note())
    }

    /// Shows a page of the integration next.
    pub(super) fn to(&self, rest: &str) -> Redirect {
        Redirect::to(&self.integratie.page(rest))
    }

    fn next(&self, rest: &str, note: Note) -> Redirect {
        self.site.sessions.tell(&self.visit, note);
        self.to(rest)
    }
}

impl FromRequestParts<Arc<Site>> for Here {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, site: &Arc<Site>) -> Result<Self, Fault> {
        let visit = parts.extensions.get::<Visit>().cloned().ok_or_else(Fault::not_found)?;
        let named = Path::<BTreeMap<String, String>>::from_request_parts(parts, site).await;
        let id = named.ok().and_then(|Path(mut named)| named.remove("id"));
        let integratie = Arc::clone(site.integratie(&id.unwrap_or_default())?);
        let vragen = integratie.vragen().await?;
        Ok(Self { site: Arc::clone(site), visit, integratie, vragen })
    }
}
