//! What vendors of these tests offer.

use std::time::Duration;

use simon_core::connector::{
    Capabilities, ConnectorInfo, Deletions, Limits, Lookup, PdfTransport, TextLimit, TextUnit,
};
use simon_core::domain::{DocumentSoort, OrderSoort};
use simon_core::message::MessageFiles;
use simon_core::settings::{
    ADMINISTRATIE, ARTIKELGROEPEN, FILTERWOORD, MARKERING, OPHALEN_ARTIKELEN, OPHALEN_FILTERWOORD,
    PDF, REISTIJD_ARTIKEL, STANDAARD_ARTIKEL, SettingKind, SettingSpec, WERKTIJD_ARTIKEL,
};

const OPHALEN: SettingSpec = SettingSpec::new(
    "ophalen",
    "D1",
    SettingKind::Keuzes(&[simon_core::settings::Choice::new("verkooporders", "", "")]),
    "Ophalen",
    "Fetch",
);

/// Reads records by id and shows deletions only in comparison.
pub(crate) static INFO: ConnectorInfo = info(true, None);
/// Does neither.
pub(crate) static LISTS_ONLY: ConnectorInfo = info(false, None);
const ADMINISTRATIE_OF_LATER: SettingSpec = ADMINISTRATIE.aliases(&["division"]);

/// Has several administrations.
pub(crate) static ASKS_ADMINISTRATIE: ConnectorInfo = {
    let mut info = info(true, None);
    info.settings = &[
        FILTERWOORD,
        REISTIJD_ARTIKEL,
        WERKTIJD_ARTIKEL,
        MARKERING,
        PDF,
        OPHALEN,
        ADMINISTRATIE_OF_LATER,
    ];
    info
};
/// Keeps PDFs in dossiers.
pub(crate) static KEEPS_DOSSIERS: ConnectorInfo = {
    let mut info = info(true, None);
    info.capabilities.pdf = PdfTransport::Dossier;
    info.messages = MessageFiles {
        nl: "testvendor-te-groot = De pdf { $naam } is te groot.\n    .actie = Verklein hem.\n",
        en: "testvendor-te-groot = The PDF { $naam } is too large.\n    .actie = Shrink it.\n",
    };
    info
};
/// Knows a new document only after half a minute where its PDFs go.
pub(crate) static SHOWS_DOCUMENTS_LATE: ConnectorInfo = {
    let mut info = info(true, None);
    info.capabilities.pdf_wait = Duration::from_secs(30);
    info
};
/// Checks a table, a yes and a no.
pub(crate) static CHECKS_TABLES: ConnectorInfo = {
    let mut info = info(true, None);
    info.settings = &[
        REISTIJD_ARTIKEL,
        WERKTIJD_ARTIKEL,
        SettingSpec::new("tabel", "C18", SettingKind::Tabel, "Tabel", "Table").asks_vendor(),
        SettingSpec::new("keuze", "C18", SettingKind::JaNee, "Keuze", "Choice").asks_vendor(),
    ];
    info
};
/// Has article groups.
pub(crate) static HAS_GROUPS: ConnectorInfo = {
    let mut info = info(true, None);
    info.capabilities.artikelgroepen = true;
    info.settings = &[REISTIJD_ARTIKEL, WERKTIJD_ARTIKEL, ARTIKELGROEPEN];
    info
};
/// Has articles of which a number may be of several.
pub(crate) static SHARES_CODES: ConnectorInfo = {
    let mut info = info(true, None);
    info.capabilities.artikelcode_uniek = true;
    info
};
/// Wants to be asked before each create.
pub(crate) static LOOKS_FIRST: ConnectorInfo = {
    let mut info = info(true, None);
    info.capabilities.looks_first = true;
    info
};
/// Tells its deletions, for sixty days, and reads by id.
pub(crate) static TELLS_DELETIONS: ConnectorInfo = info(true, Some(SIXTY_DAYS));

const SIXTY_DAYS: Duration = Duration::from_secs(60 * 24 * 3600);

const fn info(read_by_id: bool, remembers: Option<Duration>) -> ConnectorInfo {
    let mut capabilities = capabilities();
    capabilities.read_by_id = read_by_id;
    if let Some(remembers) = remembers {
        capabilities.deletions = Deletions::Feed { remembers };
    }
    ConnectorInfo::new(
        "testvendor",
        "Testvendor",
        &[DocumentSoort::Verkooporder],
        capabilities,
        &[
            REISTIJD_ARTIKEL,
            WERKTIJD_ARTIKEL,
            STANDAARD_ARTIKEL,
            FILTERWOORD,
            MARKERING,
            PDF,
            OPHALEN,
            OPHALEN_FILTERWOORD,
            OPHALEN_ARTIKELEN,
        ],
        MessageFiles { nl: "", en: "" },
    )
}

const fn capabilities() -> Capabilities {
    let mut limits = Limits::new();
    let text = TextLimit { max: 1000, unit: TextUnit::Chars, multiline: true };
    limits.memo = Some(text);
    limits.omschrijving = Some(TextLimit { max: 50, unit: TextUnit::Chars, multiline: false });
    let lookup = Lookup::Reference { lag: Duration::from_secs(60) };
    let mut capabilities = Capabilities::new(lookup, limits);
    capabilities.incremental = true;
    capabilities.mark_order = true;
    capabilities.lists_documents = true;
    capabilities.knows_administratie = true;
    capabilities.pdf = PdfTransport::Step;
    capabilities.orders = &[OrderSoort::Verkooporder];
    capabilities
}
