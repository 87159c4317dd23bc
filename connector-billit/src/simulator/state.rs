//! Everything the simulated vendor knows.

use std::collections::{BTreeMap, VecDeque};

use chrono::{DateTime, Utc};
use http::StatusCode;
use simon_testkit::Refusals;
use simon_testkit::vendor::guid;
use simon_testkit::vendor::json::Json;

use super::answer::ErrorShape;
use super::idempotency::Keys;
use super::limits::Limits;
use super::names::Entity;
use super::oauth::Oauth;
use super::stamp;
use super::table::{Row, Stored, Table};
use super::traps::Traps;

/// The company that a new simulator has.
pub const DEMO_PARTY_ID: i64 = 861_204;

/// The vendor: one user, one app, and companies.
#[derive(Debug)]
pub(super) struct State {
    pub(super) oauth: Oauth,
    pub(super) traps: Traps,
    pub(super) companies: BTreeMap<i64, Company>,
    pub(super) limits: Limits,
    pub(super) keys: Keys,
    pub(super) calls: BTreeMap<String, u64>,
    pub(super) failures: VecDeque<Failure>,
    pub(super) token_failures: VecDeque<Failure>,
    /// So many orders to come are lost after their key was kept.
    pub(super) lost_orders: u32,
    pub(super) refusals: Refusals,
    pub(super) correlation: u64,
    serial: i64,
}

/// A failure to come.
#[derive(Debug)]
pub(super) struct Failure {
    /// The call that it strikes; any when none.
    pub(super) name: Option<String>,
    pub(super) status: StatusCode,
    pub(super) code: String,
    pub(super) shape: ErrorShape,
}

/// One administration.
#[derive(Debug)]
pub(super) struct Company {
    pub(super) id: i64,
    /// What the account information shows beside identity and access.
    pub(super) json: Json,
    pub(super) api_allowed: bool,
    /// Whether the user can reach it.
    pub(super) granted: bool,
    tables: BTreeMap<Entity, Table>,
    pub(super) deleted: Table,
    pub(super) files: BTreeMap<u128, File>,
    numbers: u64,
    payments: u64,
    /// Decimals that are kept of quantities and unit prices.
    pub(super) decimals: u32,
    /// How many customers and articles were generated.
    pub(super) generated: (u32, u32),
}

/// A stored file.
#[derive(Debug, Clone)]
pub(super) struct File {
    pub(super) name: String,
    pub(super) mime: String,
    pub(super) bytes: Vec<u8>,
}

impl State {
    pub(super) fn new(refusals: Refusals) -> Self {
        let mut state = Self {
            oauth: Oauth::demo(),
            traps: Traps::default(),
            companies: BTreeMap::new(),
            limits: Limits::default(),
            keys: Keys::default(),
            calls: BTreeMap::new(),
            failures: VecDeque::new(),
            token_failures: VecDeque::new(),
            lost_orders: 0,
            refusals,
            correlation: 0,
            serial: 0,
        };
        state.add_company(DEMO_PARTY_ID, "Demo Installatietechniek BV");
        state
    }

    /// An id above every other of its kind. They are not consecutive.
    pub(super) fn new_id(&mut self, base: i64) -> i64 {
        self.serial += 1;
        base + self.serial * 3
    }

    pub(super) fn new_file_id(&mut self) -> u128 {
        let serial = u128::try_from(self.new_id(0)).unwrap_or_default();
        guid::numbered(0xf11e, serial)
    }

    pub(super) fn add_company(&mut self, id: i64, name: &str) {
        let json = Json::object([
            ("Name", Json::text(name)),
            ("CommercialName", Json::text(name)),
            ("VATNumber", Json::text("BE0417497106")),
            ("DefaultCurrencyTC", Json::text("EUR")),
            ("UserLanguage", Json::text("NL")),
        ]);
        let company = Company {
            id,
            json,
            api_allowed: true,
            granted: true,
            tables: BTreeMap::new(),
            deleted: Table::default(),
            files: BTreeMap::new(),
            numbers: 0,
            payments: 0,
            decimals: 2,
            generated: (0, 0),
        };
        self.companies.insert(id, company);
    }

    /// Adds a record with its times and gives its id.
    pub(super) fn add(
        &mut self,
        company: i64,
        entity: Entity,
        json: Json,
        now: DateTime<Utc>,
    ) -> i64 {
        let id = self.new_id(match entity {
            Entity::Parties => 4_711_000,
            Entity::Products => 90_000,
            Entity::Orders => 1_250_000,
        });
        let stamp = stamp::of(now, self.traps.zone);
        let row = Stored {
            id,
            json,
            created: stamp,
            modified: stamp,
            inactive: false,
            listed_from: None,
        };
        if let Some(company) = self.companies.get_mut(&company) {
            company.table(entity).insert(Row::Stored(Box::new(row)));
        }
        id
    }
}

impl Company {
    pub(super) fn table(&mut self, entity: Entity) -> &mut Table {
        self.tables.entry(entity).or_default()
    }

    pub(super) fn get(&self, entity: Entity, id: i64) -> Option<&Row> {
        self.tables.get(&entity)?.get(id)
    }

    pub(super) fn rows(&self, entity: Entity) -> impl DoubleEndedIterator<Item = &Row> {
        self.tables.get(&entity).into_iter().flat_map(Table::rows)
    }

    /// The number of the next invoice.
    pub(super) fn number(&mut self, now: DateTime<Utc>) -> String {
        self.numbers += 1;
        format!("{}-{:04}", now.format("%Y"), self.numbers)
    }

    /// What the next payment reference is made from.
    pub(super) fn payment(&mut self) -> u64 {
        self.payments += 1;
        self.payments
    }
}
