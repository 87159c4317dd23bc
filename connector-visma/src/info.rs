//! What Visma.net offers, as data.

use simon_core::connector::{
    Capabilities, ConnectorInfo, Deletions, Editable, Koppelveld, Koppelwijze, Lookup, PdfTransport,
};
use simon_core::domain::{DocumentSoort, OrderSoort};
use simon_core::message::MessageFiles;

use crate::ID;
use crate::assumptions::{FIRST_PDF_WAIT, LOOKUP_LAG};
use crate::mapping::limits;
use crate::settings::SETTINGS;

/// There are no groups of articles, no feed of deletions and no prices agreed with a customer: the vendor
/// prices the lines.
const fn capabilities() -> Capabilities {
    let mut offers = Capabilities::new(Lookup::Reference { lag: LOOKUP_LAG }, limits());
    offers.incremental = true;
    offers.read_by_id = true;
    offers.prices_lines = true;
    offers.pdf = PdfTransport::Step;
    offers.pdf_wait = FIRST_PDF_WAIT;
    offers.orders = &[OrderSoort::Verkooporder, OrderSoort::Offerte];
    offers.deletions = Deletions::Comparison;
    offers.editable = Editable::Yes;
    offers.lists_documents = true;
    offers.browser_login = true;
    offers.knows_administratie = true;
    offers
}

/// Fixed data of Visma.net: a werkbon becomes a sales order or a customer invoice.
pub static INFO: ConnectorInfo = ConnectorInfo::new(
    ID,
    "Visma.net",
    &[DocumentSoort::Verkooporder, DocumentSoort::Klantfactuur],
    capabilities(),
    SETTINGS,
    MessageFiles { nl: include_str!("messages/nl.ftl"), en: include_str!("messages/en.ftl") },
)
.with_koppelwijzen(&[
    Koppelwijze::browser(
        "Inloggen bij Visma.net",
        "Log in at Visma.net",
        &["client_id", "client_secret", "redirect_uri"],
    ),
    Koppelwijze::velden(
        "Bedrijf dat de toepassing heeft goedgekeurd",
        "Company that approved the application",
        &[Koppelveld::open("tenant_id", "Tenant-id van het bedrijf", "Tenant id of the company")],
    )
    .with_applicatie(&["client_id", "client_secret"]),
]);
