//! Everything the simulated vendor knows.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use chrono::{DateTime, NaiveDate, Utc};
use http::StatusCode;
use rust_decimal::Decimal;
use simon_testkit::Refusals;

use super::answer::ErrorShape;
use super::clock;
use super::guid;
use super::limits::Limits;
use super::oauth::Oauth;
use super::read::Place;
use super::schema::Source;
use super::table::{Table, Values};
use super::traps::Traps;
use super::value::Value;

/// The division that a new simulator has.
pub const DEMO_DIVISION: i32 = 3_201_417;

/// The vendor: one user, one app, and divisions.
#[derive(Debug)]
pub(super) struct State {
    pub(super) oauth: Oauth,
    pub(super) traps: Traps,
    pub(super) divisions: BTreeMap<i32, Division>,
    pub(super) me: Values,
    pub(super) current: i32,
    /// Limits of calls outside a division.
    pub(super) own_limits: Limits,
    pub(super) calls: BTreeMap<String, u64>,
    pub(super) failures: VecDeque<(Option<&'static str>, StatusCode, ErrorShape)>,
    pub(super) token_failures: VecDeque<(StatusCode, ErrorShape)>,
    /// Continuations that were handed out, by path and query.
    pub(super) pages: HashMap<String, Place>,
    pub(super) refusals: Refusals,
    pub(super) missing_scopes: BTreeSet<String>,
    /// Path and method of what the user may not do.
    pub(super) missing_rights: BTreeSet<(String, String)>,
    serial: u128,
}

/// One administration.
#[derive(Debug)]
pub(super) struct Division {
    pub(super) values: Values,
    /// Whether the user may see it and gave it to the app.
    pub(super) granted: bool,
    pub(super) limits: Limits,
    pub(super) tables: BTreeMap<Source, Table>,
    pub(super) version: i64,
    pub(super) next_account: i64,
    pub(super) next_order: i64,
    pub(super) next_invoice: i64,
    pub(super) next_hid: i64,
    pub(super) agreed: HashMap<(u128, u128), Decimal>,
    /// What booking an item fails with.
    pub(super) item_faults: HashMap<u128, String>,
    /// How many accounts and items were generated.
    pub(super) generated: (u32, u32),
}

impl State {
    pub(super) fn new(refusals: Refusals) -> Self {
        let mut state = Self {
            oauth: Oauth::demo(),
            traps: Traps::default(),
            divisions: BTreeMap::new(),
            me: me(),
            current: DEMO_DIVISION,
            own_limits: Limits::new(60, 5000),
            calls: BTreeMap::new(),
            failures: VecDeque::new(),
            token_failures: VecDeque::new(),
            pages: HashMap::new(),
            refusals,
            missing_scopes: BTreeSet::new(),
            missing_rights: BTreeSet::new(),
            serial: 0,
        };
        state.add_division(DEMO_DIVISION, "417", "Demo Installatietechniek B.V.");
        state
    }

    pub(super) fn new_key(&mut self, source: Source) -> u128 {
        self.serial += 1;
        guid::numbered(0xd000 + kind(source), self.serial)
    }

    pub(super) fn add_division(&mut self, code: i32, hid: &str, description: &str) {
        let customer = guid::numbered(0xdddd, 1);
        let hid = hid.parse().map_or_else(|_| Value::text(hid), Value::Long);
        let values = Values::from([
            ("Code", Value::int(code)),
            ("Hid", hid),
            ("Description", Value::text(description)),
            ("Customer", Value::Guid(customer)),
            ("CustomerName", Value::text("Demo Installatietechniek B.V.")),
            ("CustomerCode", Value::text(format!("{:>18}", 1))),
            ("Country", Value::text("NL ")),
            ("Legislation", Value::text("1")),
            ("Currency", Value::text("EUR")),
            ("Status", Value::int(1)),
            ("BlockingStatus", Value::int(0)),
            ("IsMainDivision", Value::Bool(self.divisions.is_empty())),
            ("Current", Value::Bool(self.divisions.is_empty())),
            ("IsPracticeDivision", Value::Bool(false)),
            ("IsDossierDivision", Value::Bool(false)),
        ]);
        self.divisions.insert(code, Division::new(values));
    }

    pub(super) fn limits(&mut self, division: Option<i32>) -> &mut Limits {
        match division.and_then(|code| self.divisions.get_mut(&code)) {
            Some(division) => &mut division.limits,
            None => &mut self.own_limits,
        }
    }
}

impl Division {
    fn new(values: Values) -> Self {
        Self {
            values,
            granted: true,
            limits: Limits::new(60, 5000),
            tables: BTreeMap::new(),
            version: 17_179_869_184,
            next_account: 1,
            next_order: 202_600_001,
            next_invoice: 26_700_001,
            next_hid: 1,
            agreed: HashMap::new(),
            item_faults: HashMap::new(),
            generated: (0, 0),
        }
    }

    /// A version above every other in this database. They are not consecutive.
    pub(super) fn next_version(&mut self) -> i64 {
        self.version += 3 + self.version % 5;
        self.version
    }

    pub(super) fn table(&mut self, source: Source) -> &mut Table {
        self.tables.entry(source).or_default()
    }

    pub(super) fn rows(&self, source: Source) -> Option<&Table> {
        self.tables.get(&source)
    }

    /// Adds a row with its dates.
    pub(super) fn add(
        &mut self,
        source: Source,
        key: u128,
        mut values: Values,
        now: DateTime<Utc>,
    ) {
        let wall = Value::Time(clock::wall(now));
        values.entry("Created").or_insert_with(|| wall.clone());
        values.entry("Modified").or_insert(wall);
        let version = self.next_version();
        self.table(source).add(version, key, values);
    }

    /// Takes a row out with what hangs on it; false when it is not there.
    pub(super) fn delete(&mut self, source: Source, key: u128) -> bool {
        let there = self.table(source).delete(key);
        let own = Value::Guid(key);
        match source {
            Source::SalesInvoices => {
                self.table(Source::SalesInvoiceLines).delete_where("InvoiceID", &own);
            }
            Source::Documents => {
                self.table(Source::DocumentAttachments).delete_where("Document", &own);
            }
            _ => {}
        }
        there
    }

    /// The database is another from now on: versions start anew, far below the old ones.
    pub(super) fn move_database(&mut self) {
        let mut version = 2_000;
        for table in self.tables.values_mut() {
            table.renumber(|| {
                version += 7;
                version
            });
        }
        self.version = version;
    }
}

/// The middle of the day of a date-only value, which is usually midnight.
pub(super) fn date(date: NaiveDate, hour: u32) -> Value {
    date.and_hms_opt(hour, 0, 0).map_or(Value::Null, Value::Time)
}

fn kind(source: Source) -> u128 {
    match source {
        Source::Accounts => 1,
        Source::Items => 2,
        Source::ItemGroups => 3,
        Source::Journals => 4,
        Source::SalesInvoices => 5,
        Source::SalesInvoiceLines => 6,
        Source::Documents => 7,
        Source::DocumentAttachments => 8,
        Source::DocumentTypes => 9,
        Source::Deleted => 10,
        Source::Divisions => 11,
        Source::Me => 12,
    }
}

fn me() -> Values {
    Values::from([
        ("UserID", Value::Guid(guid::numbered(0xeeee, 1))),
        ("FullName", Value::text("Koppeling Simon")),
        ("UserName", Value::text("koppeling.simon@demo.example")),
        ("Email", Value::text("koppeling.simon@demo.example")),
        ("Language", Value::text("NL-NL")),
        ("LanguageCode", Value::text("nl-NL")),
        ("PackageCode", Value::text("PREMIUM")),
        ("Legislation", Value::Long(1)),
        ("DivisionCustomerName", Value::text("Demo Installatietechniek B.V.")),
    ])
}
