//! What e-Boekhouden offers through either interface, as data.

use std::time::Duration;

use simon_core::connector::{
    Capabilities, ConnectorInfo, Deletions, Editable, Koppelveld, Koppelwijze, Lookup,
};
use simon_core::domain::DocumentSoort;
use simon_core::message::MessageFiles;

use crate::ID;
use crate::assumptions::LOOKUP_LAG;
use crate::mapping::limits;
use crate::settings::SETTINGS;

/// Changes are fetched once a day (B2).
const CADENCE: Duration = Duration::from_secs(24 * 3_600);

/// Neither interface tells what changed or was deleted, nor which administration it opened. The keys stand
/// for that (G9): each interface has its own, and with SOAP each administration a second code of its own.
const fn capabilities(rest: bool) -> Capabilities {
    let mut offers = Capabilities::new(Lookup::Reference { lag: LOOKUP_LAG }, limits(rest));
    offers.artikelgroepen = true;
    offers.read_by_id = true;
    offers.deletions = Deletions::Comparison;
    offers.editable = Editable::Yes;
    offers.lists_documents = true;
    offers.knows_administratie = true;
    offers
}

const KOPPELWIJZEN: &[Koppelwijze] = &[
    Koppelwijze::velden(
        "Gebruikersnaam en beveiligingscodes",
        "User name and security codes",
        &[
            Koppelveld::open("username", "Gebruikersnaam", "User name"),
            Koppelveld::geheim("security_code_1", "Beveiligingscode 1", "Security code 1"),
            Koppelveld::geheim("security_code_2", "Beveiligingscode 2", "Security code 2"),
        ],
    ),
    Koppelwijze::velden(
        "API-token",
        "API token",
        &[Koppelveld::geheim("api_token", "API-token", "API token")],
    ),
];

const fn info(rest: bool) -> ConnectorInfo {
    let mut info = ConnectorInfo::new(
        ID,
        "e-Boekhouden",
        &[DocumentSoort::Factuur],
        capabilities(rest),
        SETTINGS,
        MessageFiles { nl: include_str!("messages/nl.ftl"), en: include_str!("messages/en.ftl") },
    )
    .with_koppelwijzen(KOPPELWIJZEN);
    info.cadence = CADENCE;
    info
}

/// Fixed data of e-Boekhouden with a user name and two security codes: a werkbon becomes a concept
/// invoice.
pub static SOAP_INFO: ConnectorInfo = info(false);

/// Fixed data of e-Boekhouden with an API token: a werkbon becomes a concept invoice.
pub static REST_INFO: ConnectorInfo = info(true);
