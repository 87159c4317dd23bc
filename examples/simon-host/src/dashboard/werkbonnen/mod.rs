//! The werkbonnen: the open ones, where the archived ones are, what each would become, and what a
//! person can do about them (A8, C1, C22, G1).

mod actions;
mod choice;
mod content;
mod ledger;
mod list;
mod new;
mod preview;
mod single;

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use simon_core::domain::{Werkbon, WerkbonNummer};
use simon_core::host::{Delivery, Record, Select, Store, Tabel};
use url::form_urlencoded::byte_serialize;

use super::fault::Fault;
use super::here::Here;
use super::site::{Integratie, Site};
pub(super) use actions::{again, archive, decide, release, report_complete};
pub(super) use list::{lines, show};
pub(super) use new::{ask, make};
pub(super) use single::single;

/// What a page about one werkbon works with.
pub(super) struct Bon {
    here: Here,
    nummer: WerkbonNummer,
}

impl Bon {
    /// The werkbon, while it is not archived.
    async fn open(&self) -> Result<Option<Werkbon>, Fault> {
        open(&self.here.integratie, &self.nummer).await
    }

    /// Where it is since it was archived.
    async fn entry(&self) -> Result<Option<Delivery>, Fault> {
        let integratie = &self.here.integratie;
        Ok(integratie.store.delivery(&integratie.id, &self.nummer).await?)
    }
}

impl FromRequestParts<Arc<Site>> for Bon {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, site: &Arc<Site>) -> Result<Self, Fault> {
        let here = Here::from_request_parts(parts, site).await?;
        let named = Path::<BTreeMap<String, String>>::from_request_parts(parts, site).await;
        let nummer = named.ok().and_then(|Path(mut named)| named.remove("nummer"));
        let nummer = nummer.and_then(|nummer| WerkbonNummer::new(nummer).ok());
        Ok(Self { here, nummer: nummer.ok_or_else(Fault::not_found)? })
    }
}

/// The open werkbon with this number.
async fn open(integratie: &Integratie, nummer: &WerkbonNummer) -> Result<Option<Werkbon>, Fault> {
    let select = Select::Id(nummer.as_str().to_owned());
    let found = integratie.store.records(&integratie.id, Tabel::Werkbonnen, &select).await?;
    Ok(found.into_iter().find_map(werkbon))
}

fn werkbon(record: Record) -> Option<Werkbon> {
    match record {
        Record::Werkbon(werkbon) => Some(*werkbon),
        _ => None,
    }
}

/// The address of a werkbon's page among those of the integration; a number may have any sign in it.
fn address(nummer: &WerkbonNummer) -> String {
    let nummer: String = byte_serialize(nummer.as_str().as_bytes()).collect();
    format!("werkbonnen/{nummer}")
}

#[cfg(test)]
mod tests;
