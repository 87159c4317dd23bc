//! What Exact Online offers, as data.

use std::time::Duration;

use simon_core::connector::{
    Capabilities, ConnectorInfo, Deletions, Editable, IdLimit, Koppelwijze, Limits, Lookup,
    PdfTransport, TextLimit, TextUnit,
};
use simon_core::domain::DocumentSoort;
use simon_core::message::MessageFiles;

use crate::ID;
use crate::assumptions::{
    AANTAL_DECIMALEN, DELETIONS_REMEMBERED, KLANTREFERENTIE_MAX, LOOKUP_LAG_SECONDS,
    OPMERKINGEN_MAX, PRIJS_DECIMALEN, REGEL_MAX,
};
use crate::settings::SETTINGS;

const fn text(max: usize) -> TextLimit {
    TextLimit { max, unit: TextUnit::Utf16, multiline: true }
}

const fn limits() -> Limits {
    let mut limits = Limits::new();
    limits.regel = text(REGEL_MAX);
    limits.memo = Some(text(OPMERKINGEN_MAX));
    limits.klantreferentie =
        Some(IdLimit { max: KLANTREFERENTIE_MAX, unit: TextUnit::Utf16, published: false });
    limits.aantal_decimalen = AANTAL_DECIMALEN;
    limits.prijs_decimalen = PRIJS_DECIMALEN;
    limits
}

/// There are no lines of text alone, and the description of an invoice is ours (C22).
const fn capabilities() -> Capabilities {
    let lookup = Lookup::Reference { lag: Duration::from_secs(LOOKUP_LAG_SECONDS) };
    let mut offers = Capabilities::new(lookup, limits());
    offers.artikelgroepen = true;
    offers.incremental = true;
    offers.read_by_id = true;
    offers.prices_lines = true;
    offers.pdf = PdfTransport::Dossier;
    offers.deletions = Deletions::Feed { remembers: DELETIONS_REMEMBERED };
    offers.editable = Editable::Yes;
    offers.lists_documents = true;
    offers.browser_login = true;
    offers.knows_administratie = true;
    offers
}

/// Fixed data of Exact Online: a werkbon becomes a concept invoice.
pub static INFO: ConnectorInfo = ConnectorInfo::new(
    ID,
    "Exact Online",
    &[DocumentSoort::Conceptfactuur],
    capabilities(),
    SETTINGS,
    MessageFiles { nl: include_str!("../messages/nl.ftl"), en: include_str!("../messages/en.ftl") },
)
.with_koppelwijzen(&[Koppelwijze::browser(
    "Inloggen bij Exact Online",
    "Log in at Exact Online",
    &["client_id", "client_secret", "redirect_uri"],
)]);
