//! Between SnelStart's records and the domain. Pure: no call, clock or chance.

mod artikel;
mod draft;
mod order;
mod raw_order;
mod relatie;

pub(crate) use artikel::{
    ArtikelMatch, artikel_from_wire, artikelgroep_from_wire, klantprijs_from_wire, match_artikel,
};
pub(crate) use draft::{draft_to_wire, rounded_quantities, warnings_after_create};
pub(crate) use order::{document_ref, found_document, has_referentie, order_from_wire};
pub(crate) use raw_order::{Mark, RawObject, mark, without_read_only};
pub(crate) use relatie::{lands_of, relatie_from_wire};
pub(crate) use simon_core::connector::Mapped;

use std::collections::BTreeMap;

use simon_core::connector::Rejected;
use simon_core::domain::BtwModus;
use simon_core::http::decode::{filled, text};
use simon_core::message::Message;

use crate::assumptions::{DEFAULT_DECIMALS, DEFAULT_EXCLUSIEF};
use crate::wire;

const EXCLUSIEF: &str = "verkoopprijs_exclusief_btw";
const PRIJS_DECIMALEN: &str = "prijs_decimalen";
const AANTAL_DECIMALEN: &str = "aantal_decimalen";
const VOORRAAD_VANAF: &str = "voorraad_vanaf";

const NO_ID: &str = "00000000-0000-0000-0000-000000000000";

/// Two-letter country codes by the administration's own country ids.
pub(crate) type Landen = BTreeMap<String, String>;

/// Facts of the administration that mapping needs. They are kept with the settings, so that a queued
/// werkbon is mapped with those of its own settings (A6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Facts {
    /// How the article file's prices are meant.
    pub(crate) btw: BtwModus,
    /// Decimals of prices.
    pub(crate) prijs_decimalen: u32,
    /// Decimals of quantities.
    pub(crate) aantal_decimalen: u32,
    /// Whether an order in the category 'werkbon' takes stock and a standard order does not.
    pub(crate) werkbon_takes_stock: bool,
}

impl Facts {
    /// What holds where nothing is known.
    pub(crate) fn assumed() -> Self {
        Self::from_feiten(&BTreeMap::new())
    }

    pub(crate) fn from_wire(company: &wire::CompanyInfo) -> Self {
        let exclusief = company.verkoopprijs_artikelbestand_exclusief_btw;
        let level = company.verkooporder_voorraad_vanaf_niveau.as_deref();
        Self {
            btw: btw_modus(exclusief.unwrap_or(DEFAULT_EXCLUSIEF)),
            prijs_decimalen: company.aantal_decimalen_artikelprijzen.unwrap_or(DEFAULT_DECIMALS),
            aantal_decimalen: company.aantal_decimalen_artikelaantallen.unwrap_or(DEFAULT_DECIMALS),
            werkbon_takes_stock: matches!(level, Some("BackOrder" | "Bevestiging" | "Werkbon")),
        }
    }

    pub(crate) fn to_feiten(self) -> BTreeMap<String, String> {
        let pairs = [
            (EXCLUSIEF, (self.btw == BtwModus::Exclusief).to_string()),
            (PRIJS_DECIMALEN, self.prijs_decimalen.to_string()),
            (AANTAL_DECIMALEN, self.aantal_decimalen.to_string()),
            (VOORRAAD_VANAF, self.werkbon_takes_stock.to_string()),
        ];
        pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
    }

    pub(crate) fn from_feiten(feiten: &BTreeMap<String, String>) -> Self {
        let number = |key| feiten.get(key).and_then(|text| text.parse().ok());
        let flag = |key| feiten.get(key).and_then(|text: &String| text.parse().ok());
        Self {
            btw: btw_modus(flag(EXCLUSIEF).unwrap_or(DEFAULT_EXCLUSIEF)),
            prijs_decimalen: number(PRIJS_DECIMALEN).unwrap_or(DEFAULT_DECIMALS),
            aantal_decimalen: number(AANTAL_DECIMALEN).unwrap_or(DEFAULT_DECIMALS),
            werkbon_takes_stock: flag(VOORRAAD_VANAF).unwrap_or(false),
        }
    }
}

const fn btw_modus(exclusief: bool) -> BtwModus {
    if exclusief { BtwModus::Exclusief } else { BtwModus::Inclusief }
}

/// A GUID in the one spelling that ids are compared in. None for the all-zero id.
pub(crate) fn guid(id: &str) -> Option<String> {
    let id = id.trim().to_ascii_lowercase();
    (!id.is_empty() && id != NO_ID).then_some(id)
}

fn guid_of(reference: Option<wire::Ref>) -> Option<String> {
    owned_guid(reference?.id?)
}

/// As [`guid`], without copying the usual one.
fn owned_guid(mut id: String) -> Option<String> {
    if id.trim().len() != id.len() || id.is_empty() || id == NO_ID {
        return guid(&id);
    }
    id.make_ascii_lowercase();
    Some(id)
}

/// The two-letter country codes; ids differ per administration.
pub(crate) fn landen_from_wire(landen: Vec<wire::Land>) -> Landen {
    let code = |land: wire::Land| {
        let code = land.landcode.unwrap_or_default().trim().to_ascii_uppercase();
        Some((guid(&land.id)?, code))
    };
    landen.into_iter().filter_map(code).collect()
}

/// A record whose id is no id.
fn without_id<T>(code: Option<String>) -> Mapped<T> {
    Mapped::Reject(Rejected::new(code, Message::new("snelstart-onleesbaar")))
}
