//! What Billit offers, as data.

use simon_core::connector::{
    Capabilities, ConnectorInfo, Deletions, Editable, Koppelveld, Koppelwijze, Lookup, PdfTransport,
};
use simon_core::domain::{DocumentSoort, OrderSoort};
use simon_core::message::MessageFiles;

use crate::ID;
use crate::assumptions::{LOOKUP_LAG, PRICES_LINES};
use crate::mapping::limits;
use crate::settings::SETTINGS;

/// There are no groups, barcodes, images or delivery addresses (B7, B10, B12), and a file cannot be added
/// to an invoice later (C19).
const fn capabilities(browser_login: bool) -> Capabilities {
    let mut offers = Capabilities::new(Lookup::Reference { lag: LOOKUP_LAG }, limits());
    offers.incremental = true;
    offers.read_by_id = true;
    offers.prices_lines = PRICES_LINES;
    offers.pdf = PdfTransport::Together;
    offers.orders = &[OrderSoort::Offerte];
    offers.deletions = Deletions::Comparison;
    offers.looks_first = true;
    offers.artikelcode_uniek = true;
    offers.editable = Editable::Unknown;
    offers.lists_documents = true;
    offers.browser_login = browser_login;
    offers.knows_administratie = true;
    offers
}

const KOPPELWIJZEN: &[Koppelwijze] = &[
    Koppelwijze::browser(
        "Inloggen bij Billit",
        "Log in at Billit",
        &["client_id", "client_secret", "redirect_uri"],
    ),
    Koppelwijze::velden(
        "API-sleutel van een eigen administratie",
        "API key of an administration of one's own",
        &[Koppelveld::geheim("api_key", "API-sleutel", "API key")],
    ),
];

const fn info(browser_login: bool) -> ConnectorInfo {
    ConnectorInfo::new(
        ID,
        "Billit",
        &[DocumentSoort::Factuur],
        capabilities(browser_login),
        SETTINGS,
        MessageFiles { nl: include_str!("messages/nl.ftl"), en: include_str!("messages/en.ftl") },
    )
    .with_koppelwijzen(KOPPELWIJZEN)
}

/// Fixed data of Billit with a login of the user: a werkbon becomes an invoice.
pub static INFO: ConnectorInfo = info(true);

/// Fixed data of Billit with an API key: a werkbon becomes an invoice.
pub static API_KEY_INFO: ConnectorInfo = info(false);
