//! What the engine remembers of an integration and of each of its feeds.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::connector::{Cursor, DriftCount};
use crate::domain::{Administratie, Artikel, OrderSoort};

/// Where an integration is in its life (A9).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fase {
    /// Off: nothing is fetched, nothing is sent (A7). Users read 'inzetbaar'.
    #[default]
    Inactief,
    /// Wiped and connecting; settings not yet saved.
    Koppelen,
    /// Working. Users read 'actief'.
    Actief,
    /// The vendor refused the credentials, or they open other books, or that is not known yet: nothing
    /// runs until a person connects again.
    AandachtNodig,
}

/// One row per integration.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct IntegrationState {
    /// Counts up with every write; the store refuses a write from an older one.
    pub versie: u64,
    /// Raised by deactivating, saving and logging in: work begun under an older epoch cannot commit.
    pub epoch: u64,
    /// Phase of life.
    pub fase: Fase,
    /// The books that were connected (G9).
    pub administratie: Option<Administratie>,
    /// The settings in force.
    pub settings: Option<u32>,
    /// Whether the first activation, with its wipe of everything, has been (A1).
    pub ooit_geactiveerd: bool,
    /// When it was last activated or saved: what the schedule remembers from before counts no longer.
    pub actief_sinds: Option<DateTime<Utc>>,
    /// Since when it is off; what was archived after that is held back (A8).
    pub gedeactiveerd_op: Option<DateTime<Utc>>,
    /// The articles that settings name, kept fresh by every fetch although their group may not be
    /// selected. As the vendor gave them: whether one is active on a day is its
    /// [`geldig`](Artikel::geldig) to say.
    pub instelling_artikelen: BTreeMap<String, Artikel>,
}

/// One stream of records from the vendor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Feed {
    /// Customers with their work addresses.
    Relaties,
    /// Article groups.
    Artikelgroepen,
    /// Articles.
    Artikelen,
    /// Sales orders to become werkbonnen.
    Verkooporders,
    /// Quotes to become werkbonnen.
    Offertes,
    /// What the vendor deleted ([`Deletions::Feed`](crate::connector::Deletions)).
    Verwijderingen,
}

impl Feed {
    /// All feeds, in the order in which they are fetched. Deletions come first: what was deleted and
    /// made again is active once the changes have been read.
    pub const ALL: [Self; 6] = [
        Self::Verwijderingen,
        Self::Relaties,
        Self::Artikelgroepen,
        Self::Artikelen,
        Self::Verkooporders,
        Self::Offertes,
    ];

    /// Its name in stored data, metrics and machine-readable output.
    #[must_use]
    pub const fn sleutel(self) -> &'static str {
        match self {
            Self::Relaties => "relaties",
            Self::Artikelgroepen => "artikelgroepen",
            Self::Artikelen => "artikelen",
            Self::Verkooporders => "verkooporders",
            Self::Offertes => "offertes",
            Self::Verwijderingen => "verwijderingen",
        }
    }

    /// The kind of order of this feed.
    #[must_use]
    pub const fn order_soort(self) -> Option<OrderSoort> {
        match self {
            Self::Verkooporders => Some(OrderSoort::Verkooporder),
            Self::Offertes => Some(OrderSoort::Offerte),
            _ => None,
        }
    }
}

/// Counts of a pass (B6).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Tellingen {
    /// Records received, repeats included.
    pub ontvangen: u64,
    /// New in the store.
    pub nieuw: u64,
    /// Changed in the store.
    pub gewijzigd: u64,
    /// As they were.
    pub ongewijzigd: u64,
    /// Not taken over: unreadable, inactive, filtered or of a group that is not selected.
    pub overgeslagen: u64,
    /// Removed from the store.
    pub verwijderd: u64,
    /// HTTP calls made.
    pub aanroepen: u64,
}

/// A listing under way. Its resume cursor is stored with each page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Pass {
    /// Number of the pass. Records are marked with the number of the latest pass when they were seen.
    pub run: u64,
    /// Whether it marks records, to see afterwards which the vendor no longer has.
    pub cleanup: bool,
    /// Where the listing goes on; none before the first page.
    pub resume: Option<Cursor>,
    /// The watermark that it started from; none for everything.
    pub since: Option<Cursor>,
    /// When it began.
    pub begonnen: DateTime<Utc>,
    /// So far.
    pub tellingen: Tellingen,
    /// Orders that were open before fetching was switched on (D8).
    #[serde(default)]
    pub van_voor_start: u64,
    /// Whether this is the second whole listing of a clean-up, which confirms absences.
    #[serde(default)]
    pub bevestigt: bool,
    /// What the vendor's answers lacked (G5).
    #[serde(default)]
    pub afwijkingen: Vec<DriftCount>,
    /// Pages so far.
    #[serde(default)]
    pub paginas: u64,
    /// An earlier place of the listing, to notice one that repeats itself (G3).
    #[serde(default)]
    pub eerder: Option<Cursor>,
}

impl Pass {
    /// A pass that has not fetched a page yet.
    #[must_use]
    pub fn new(run: u64, since: Option<Cursor>, cleanup: bool, begonnen: DateTime<Utc>) -> Self {
        let tellingen = Tellingen::default();
        Self {
            run,
            cleanup,
            resume: None,
            since,
            begonnen,
            tellingen,
            van_voor_start: 0,
            bevestigt: false,
            afwijkingen: Vec::new(),
            paginas: 0,
            eerder: None,
        }
    }
}

/// What a clean-up that stopped before it removed much waits to hear (B5). Which records would go the
/// store knows: [`clean_up_questions`](crate::integration::Integration::clean_up_questions) shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Schoonmaakvraag {
    /// The pass of the comparison: what neither it nor a later one saw would go. None for a clean-up
    /// from the vendor's deletions: what is inactive in the store would go.
    pub run: Option<u64>,
    /// How many records would have gone.
    pub aantal: u64,
    /// How many the table had.
    pub totaal: u64,
    /// When it stopped.
    pub gesteld_op: DateTime<Utc>,
}

impl Schoonmaakvraag {
    /// A question.
    #[must_use]
    pub const fn new(
        run: Option<u64>,
        aantal: u64,
        totaal: u64,
        gesteld_op: DateTime<Utc>,
    ) -> Self {
        Self { run, aantal, totaal, gesteld_op }
    }
}

/// What is known of one feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FeedState {
    /// Which feed.
    pub feed: Feed,
    /// Counts up with every write; the store refuses a write from an older one.
    pub versie: u64,
    /// Where the next incremental pass starts. Moves only with the proven end of a pass.
    pub watermark: Option<Cursor>,
    /// The fetch under way, if any.
    pub pass: Option<Box<Pass>>,
    /// The clean-up's listing under way, if any: fetches go on beside it.
    #[serde(default)]
    pub schoonmaak: Option<Box<Pass>>,
    /// Number of the last pass that was begun.
    pub laatste_run: u64,
    /// When the last pass ended whole.
    pub laatste_einde: Option<DateTime<Utc>>,
    /// When the last clean-up ended.
    pub laatste_schoonmaak: Option<DateTime<Utc>>,
    /// What the clean-up waits to hear from a person (B5). As the passes it outlives a deactivation and
    /// goes with a wipe.
    #[serde(default)]
    pub vraag: Option<Schoonmaakvraag>,
    /// Since when nothing can have been missed. Of a table: when the last listing began that was
    /// compared whole, or filled the empty table. Of the deletions: when their first reading began
    /// after which no gap has been.
    #[serde(default)]
    pub sluitend_sinds: Option<DateTime<Utc>>,
    /// Highest mutation date, as the vendor writes it (A9).
    pub hoogste_mutatie: Option<String>,
    /// What the pass filtered on (selected groups); another value asks for a full pass (B7).
    pub selectie: String,
    /// The first day on which a stored customer or article begins or ends to be active without a word
    /// from the vendor; the next run over this feed on or after it makes `actief` right (B4).
    #[serde(default)]
    pub volgende_datum: Option<NaiveDate>,
    /// The last pass that left an article out because another one has its number (B9).
    #[serde(default)]
    pub dubbelen_in: Option<u64>,
    /// The last pass in which such a number came free; the next fetch then lists everything.
    #[serde(default)]
    pub code_vrij_in: Option<u64>,
    /// Complaints about records that were logged already, so that a record that stays bad is one
    /// line in the log and not one every five minutes.
    #[serde(default)]
    pub gemeld: Vec<String>,
}

impl FeedState {
    /// A feed that was never fetched.
    #[must_use]
    pub const fn new(feed: Feed) -> Self {
        Self {
            feed,
            versie: 0,
            watermark: None,
            pass: None,
            schoonmaak: None,
            laatste_run: 0,
            laatste_einde: None,
            laatste_schoonmaak: None,
            vraag: None,
            sluitend_sinds: None,
            hoogste_mutatie: None,
            selectie: String::new(),
            volgende_datum: None,
            dubbelen_in: None,
            code_vrij_in: None,
            gemeld: Vec::new(),
        }
    }

    /// The listing under way: a clean-up's, or a fetch's.
    #[must_use]
    pub const fn under_way(&self, cleanup: bool) -> &Option<Box<Pass>> {
        if cleanup { &self.schoonmaak } else { &self.pass }
    }

    /// As [`under_way`](Self::under_way), to write it.
    pub const fn under_way_mut(&mut self, cleanup: bool) -> &mut Option<Box<Pass>> {
        if cleanup { &mut self.schoonmaak } else { &mut self.pass }
    }
}
