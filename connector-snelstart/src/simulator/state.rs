//! Everything the simulated administration knows.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use http::StatusCode;
use rust_decimal::Decimal;
use simon_testkit::vendor::json::Json;

use super::access::Access;
use super::answer::ErrorShape;
use super::ids::Soort;
use super::limits::Limits;
use super::names::Resource;
use super::table::Table;
use super::{ListStyle, ReplyStyle, StampZone, guid, stamp};

/// The books and the switches.
#[derive(Debug)]
pub(super) struct State {
    pub(super) access: Access,
    pub(super) limits: Limits,
    pub(super) traps: Traps,
    pub(super) company: Json,
    pub(super) relaties: Table,
    pub(super) artikelen: Table,
    pub(super) groepen: Table,
    pub(super) landen: Table,
    pub(super) sjablonen: Table,
    pub(super) verkooporders: Table,
    pub(super) afspraken: Vec<Afspraak>,
    pub(super) calls: BTreeMap<String, u64>,
    pub(super) failures: VecDeque<(StatusCode, ErrorShape)>,
    pub(super) next_nummer: i64,
    pub(super) next_relatiecode: i64,
    /// How many relations and articles were generated.
    pub(super) generated: (u32, u32),
    serials: BTreeMap<Soort, u128>,
    stamps: usize,
}

/// A price agreed with one customer for one article.
#[derive(Debug, Clone)]
pub(super) struct Afspraak {
    pub(super) relatie: u128,
    pub(super) artikel: u128,
    pub(super) vanaf_aantal: Decimal,
    pub(super) verkoopprijs: Decimal,
}

/// Behaviour that can be switched.
#[derive(Debug)]
pub(super) struct Traps {
    pub(super) zone: StampZone,
    pub(super) ignored_filters: BTreeSet<String>,
    pub(super) refused_names: BTreeSet<(Resource, String)>,
    pub(super) page_cap: Option<usize>,
    pub(super) artikelen_top: usize,
    pub(super) text_limits: BTreeMap<String, usize>,
    pub(super) visible_after: Duration,
    pub(super) replies: ReplyStyle,
    pub(super) lists: ListStyle,
    pub(super) text_lines_refused: bool,
    pub(super) not_found: StatusCode,
    pub(super) silent_deactivation: bool,
    pub(super) refused_on_put: BTreeSet<String>,
}

impl Default for Traps {
    fn default() -> Self {
        let limits = [("omschrijving", 50), ("betalingskenmerk", 50)];
        Self {
            zone: StampZone::default(),
            ignored_filters: BTreeSet::new(),
            refused_names: BTreeSet::new(),
            page_cap: None,
            artikelen_top: 500,
            text_limits: limits.map(|(name, size)| (name.to_owned(), size)).into(),
            visible_after: Duration::ZERO,
            replies: ReplyStyle::default(),
            lists: ListStyle::default(),
            text_lines_refused: false,
            not_found: StatusCode::BAD_REQUEST,
            silent_deactivation: false,
            refused_on_put: BTreeSet::new(),
        }
    }
}

impl State {
    /// An administration without records.
    pub(super) fn new() -> Self {
        let mut state = Self {
            access: Access::demo(),
            limits: Limits::default(),
            traps: Traps::default(),
            company: Json::Null,
            relaties: Table::default(),
            artikelen: Table::default(),
            groepen: Table::default(),
            landen: Table::default(),
            sjablonen: Table::default(),
            verkooporders: Table::default(),
            afspraken: Vec::new(),
            calls: BTreeMap::new(),
            failures: VecDeque::new(),
            next_nummer: 20_240_001,
            next_relatiecode: 10_001,
            generated: (0, 0),
            serials: BTreeMap::new(),
            stamps: 0,
        };
        state.add_landen();
        state.company = company(state.new_key(Soort::Administratie));
        state
    }

    /// The table of a collection with query options.
    pub(super) fn table(&mut self, resource: Resource) -> &mut Table {
        match resource {
            Resource::Relaties => &mut self.relaties,
            Resource::Artikelen => &mut self.artikelen,
            Resource::Verkooporders => &mut self.verkooporders,
        }
    }

    /// A GUID that no record has yet.
    pub(super) fn new_key(&mut self, soort: Soort) -> u128 {
        let serial = self.serials.entry(soort).or_default();
        *serial += 1;
        guid::numbered(soort.code(), *serial)
    }

    /// A `modifiedOn` for now. The number of digits in the fraction varies.
    pub(super) fn stamp(&mut self, now: DateTime<Utc>) -> String {
        const TICKS: [i64; 4] = [0, 1_000, 370, 4_567];
        self.stamps += 1;
        let ticks = TICKS.get(self.stamps % TICKS.len()).copied().unwrap_or_default();
        let whole = now.timestamp_millis();
        let instant = DateTime::from_timestamp_millis(whole).unwrap_or(now);
        stamp::render(self.traps.zone.wall(instant + TimeDelta::nanoseconds(ticks * 100)))
    }

    /// A `modifiedOn` for now that is later than the record's present one. Only when Dutch clocks go back
    /// can it be earlier, as on a server that writes local time.
    pub(super) fn later_stamp(&mut self, now: DateTime<Utc>, old: Option<&Json>) -> Json {
        let new = self.stamp(now);
        let old = old.and_then(|json| json.get("modifiedOn")).and_then(Json::as_text);
        let old = old.and_then(stamp::parse);
        let raised = match (stamp::parse(&new), old) {
            (Some(time), Some(old)) if time <= old && old - time < TimeDelta::minutes(30) => {
                stamp::render(old + stamp::tick())
            }
            _ => new,
        };
        Json::text(raised)
    }
}

/// A reference to another record.
pub(super) fn reference(path: &str, key: u128) -> Json {
    let id = guid::reference(key);
    let uri = format!("/{path}/{id}");
    Json::object([("id", Json::text(id)), ("uri", Json::text(uri))])
}

fn company(key: u128) -> Json {
    Json::object([
        ("administratieIdentifier", Json::text(guid::own(key))),
        ("administratieNaam", Json::text("Demo Installatietechniek")),
        ("bedrijfsnaam", Json::text("Demo Installatietechniek B.V.")),
        ("contactpersoon", Json::Null),
        ("adres", Json::text("Ambachtsweg 12")),
        ("postcode", Json::text("3542 DH")),
        ("plaats", Json::text("Utrecht")),
        ("rechtsvorm", Json::text("Bv")),
        ("huidigBoekjaar", Json::int(2026)),
        ("volgendVerkoopordernummer", Json::int(20_240_001)),
        ("tekstregelsOvernemenNaarBackorder", Json::text("Alle")),
        ("regelkortingVerkooporder", Json::text("BerekenenOverRegelBedrag")),
        ("verkoopprijsArtikelbestandExclusiefBtw", Json::Bool(true)),
        ("inkoopprijsArtikelbestandExclusiefBtw", Json::Bool(true)),
        ("artikelcodeSoort", Json::text("Alfanumeriek")),
        ("artikelcodeMaxLengte", Json::int(20)),
        ("aantalDecimalenArtikelprijzen", Json::int(2)),
        ("aantalDecimalenArtikelaantallen", Json::int(2)),
        ("verkooporderVoorraadVanafNiveau", Json::text("PakbonEnAfhaalbon")),
    ])
}
