//! What Kade can offer.

use std::time::Duration;

use simon_core::connector::{Capabilities, ConnectorInfo, Deletions, Limits, Lookup, PdfTransport};
use simon_core::domain::{DocumentSoort, OrderSoort};
use simon_core::message::MessageFiles;
use simon_core::settings::{
    ARTIKELGROEPEN, Choice, MARKERING, PDF, SettingKind, SettingSpec, WERKTIJD_ARTIKEL,
};

/// What Kade offers in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mode {
    /// Deletions come in a feed; otherwise listings are compared.
    pub(crate) feed: bool,
    /// Documents are found by their reference.
    pub(crate) lookup: bool,
    /// One record can be read.
    pub(crate) read: bool,
    /// PDFs go into a dossier of the order; otherwise to the order itself.
    pub(crate) dossier: bool,
}

impl Mode {
    pub(crate) const USUAL: Self = Self { feed: false, lookup: true, read: true, dossier: true };

    pub(super) fn info(self) -> &'static ConnectorInfo {
        &INFOS[self.place()]
    }

    const fn at(place: usize) -> Self {
        let (feed, lookup, read) = (place & 8 != 0, place & 4 != 0, place & 2 != 0);
        Self { feed, lookup, read, dossier: place & 1 != 0 }
    }

    fn place(self) -> usize {
        let Self { feed, lookup, read, dossier } = self;
        let bits = [(feed, 8), (lookup, 4), (read, 2), (dossier, 1)];
        bits.iter().filter(|(on, _)| *on).map(|(_, value)| value).sum()
    }
}

const OPHALEN: SettingSpec = SettingSpec::new(
    "ophalen",
    "D1",
    SettingKind::Keuzes(&[
        Choice::new("verkooporders", "Orders", "Orders"),
        Choice::new("offertes", "Offertes", "Quotes"),
    ]),
    "Ophalen",
    "Fetch",
);

const fn info(mode: Mode) -> ConnectorInfo {
    let lag = Duration::from_secs(60);
    let lookup = if mode.lookup { Lookup::Reference { lag } } else { Lookup::None };
    let mut offers = Capabilities::new(lookup, Limits::new());
    offers.artikelgroepen = true;
    offers.incremental = true;
    offers.read_by_id = mode.read;
    offers.klantprijzen = true;
    offers.pdf = if mode.dossier { PdfTransport::Dossier } else { PdfTransport::Step };
    offers.orders = &[OrderSoort::Verkooporder, OrderSoort::Offerte];
    offers.mark_order = true;
    offers.knows_administratie = true;
    if mode.feed {
        offers.deletions = Deletions::Feed { remembers: Duration::from_secs(90 * 24 * 3600) };
    }
    let settings = &[WERKTIJD_ARTIKEL, ARTIKELGROEPEN, MARKERING, PDF, OPHALEN];
    let documents = &[DocumentSoort::Verkooporder];
    ConnectorInfo::new("kade", "Kade", documents, offers, settings, MessageFiles { nl: "", en: "" })
}

/// At the place that [`Mode::place`] tells.
static INFOS: [ConnectorInfo; 16] = {
    let mut infos = [info(Mode::USUAL); 16];
    let mut place = 0;
    while place < infos.len() {
        infos[place] = info(Mode::at(place));
        place += 1;
    }
    infos
};
