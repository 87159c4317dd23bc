//! Everything the simulated vendor knows.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use chrono::{DateTime, Utc};
use http::StatusCode;
use simon_testkit::Refusals;
use simon_testkit::vendor::json::Json;

use super::answer::ErrorShape;
use super::connect::Connect;
use super::documents::{Bijlage, Factuur, Order};
use super::limits::Limits;
use super::records::{Artikel, Gedrag, Klant, Magazijn, Ordersoort, Vestiging};
use super::table::{Stamps, Table};
use super::traps::Traps;

/// The tenant of the company that a new simulator has.
pub const DEMO_TENANT: &str = "5d1c0de0-0000-4000-b000-0afe00000001";

/// The tenant of the contract that the demo company belongs to. It is a tenant, but no company.
pub const DEMO_CONTRACT: &str = "5d1c0de0-0000-4000-b000-0afe000000c0";

/// The vendor: one application, one user, and companies.
#[derive(Debug)]
pub(super) struct State {
    pub(super) connect: Connect,
    pub(super) traps: Traps,
    /// By tenant.
    pub(super) companies: BTreeMap<String, Company>,
    pub(super) calls: BTreeMap<String, u64>,
    pub(super) failures: VecDeque<Failure>,
    pub(super) refusals: Refusals,
    pub(super) serial: u128,
}

/// An answer that a test ordered, for one call or for any.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) call: Option<String>,
    pub(super) status: StatusCode,
    pub(super) shape: ErrorShape,
}

/// A document with its moments.
#[derive(Debug)]
pub(super) struct Kept<T> {
    pub(super) document: T,
    pub(super) stamps: Stamps,
    /// Before this moment nothing shows it.
    pub(super) visible: DateTime<Utc>,
}

/// One company.
#[derive(Debug)]
pub(super) struct Company {
    pub(super) number: String,
    pub(super) name: String,
    pub(super) kvk: String,
    /// Whether the user holds the role that the interface needs, and the licence has not ended.
    pub(super) licensed: bool,
    /// Whether an administrator approved the application for service access.
    pub(super) approved: bool,
    pub(super) klanten: Table<Klant>,
    pub(super) artikelen: Table<Artikel>,
    pub(super) magazijnen: BTreeMap<String, Magazijn>,
    pub(super) vestigingen: BTreeMap<i64, Vestiging>,
    pub(super) ordersoorten: BTreeMap<String, Ordersoort>,
    pub(super) eenheden: Vec<String>,
    pub(super) facturen: BTreeMap<String, Kept<Factuur>>,
    /// By type and number.
    pub(super) orders: BTreeMap<(String, String), Kept<Order>>,
    /// Members that are served as a test wants them, by kind and id of the record.
    pub(super) odd_members: BTreeMap<(&'static str, String), Vec<OddMember>>,
    /// Periods in which no invoice is dated any more.
    pub(super) closed_periods: BTreeSet<String>,
    pub(super) main_limits: Limits,
    pub(super) order_limits: Limits,
    /// The last list that was asked for, so that its pages cost no more than its rows.
    pub(super) listing: Option<Listing>,
    next_invoice: u64,
    next_order: u64,
    pub(super) since: DateTime<Utc>,
}

/// A member and what it is served as; nothing when it is left out.
pub(super) type OddMember = (String, Option<Json>);

/// The ids of a list, and the question that they answer.
#[derive(Debug)]
pub(super) struct Listing {
    pub(super) question: String,
    pub(super) ids: Vec<i64>,
}

impl State {
    pub(super) fn new(refusals: Refusals, now: DateTime<Utc>) -> Self {
        let mut state = Self {
            connect: Connect::demo(),
            traps: Traps::default(),
            companies: BTreeMap::new(),
            calls: BTreeMap::new(),
            failures: VecDeque::new(),
            refusals,
            serial: 0,
        };
        let demo = Company::new("1403278", "Demo Installatietechniek B.V.", now);
        state.companies.insert(DEMO_TENANT.to_owned(), demo);
        state
    }
}

impl Company {
    pub(super) fn new(number: &str, name: &str, now: DateTime<Utc>) -> Self {
        let vestiging = Vestiging { nummer: "1".into(), naam: name.to_owned(), actief: true };
        let soort = |omschrijving: &str, gedrag| Ordersoort {
            omschrijving: omschrijving.to_owned(),
            actief: true,
            gedrag,
            in_wacht: false,
        };
        Self {
            number: number.to_owned(),
            name: name.to_owned(),
            kvk: "12345678".to_owned(),
            licensed: true,
            approved: true,
            klanten: Table::from(10_001),
            artikelen: Table::from(20_001),
            magazijnen: BTreeMap::new(),
            vestigingen: BTreeMap::from([(1, vestiging)]),
            ordersoorten: BTreeMap::from([
                ("SO".to_owned(), soort("Verkooporder", Gedrag::SalesOrder)),
                ("QT".to_owned(), soort("Offerte", Gedrag::Quote)),
                ("RM".to_owned(), soort("Retour", Gedrag::RMAOrder)),
            ]),
            eenheden: ["STUK", "UUR", "METER"].map(str::to_owned).to_vec(),
            facturen: BTreeMap::new(),
            orders: BTreeMap::new(),
            odd_members: BTreeMap::new(),
            closed_periods: BTreeSet::new(),
            main_limits: Limits::default(),
            order_limits: Limits::default(),
            listing: None,
            next_invoice: 300_001,
            next_order: 1,
            since: now,
        }
    }

    /// Keeps an invoice under a new number and gives the number.
    pub(super) fn keep_invoice(
        &mut self,
        mut factuur: Factuur,
        now: DateTime<Utc>,
        visible: DateTime<Utc>,
    ) -> String {
        let number = self.next_invoice.to_string();
        self.next_invoice += 1;
        factuur.nummer.clone_from(&number);
        let stamps = Stamps { made: now, changed: now };
        self.facturen.insert(number.clone(), Kept { document: factuur, stamps, visible });
        number
    }

    /// Keeps an order, under a new number unless it has one, and gives the number.
    pub(super) fn keep_order(
        &mut self,
        mut order: Order,
        now: DateTime<Utc>,
        visible: DateTime<Utc>,
    ) -> String {
        if order.nummer.is_empty() {
            order.nummer = format!("{:06}", self.next_order);
            self.next_order += 1;
        }
        let (soort, number) = (order.soort.clone(), order.nummer.clone());
        let stamps = Stamps { made: now, changed: now };
        self.orders.insert((soort, number.clone()), Kept { document: order, stamps, visible });
        number
    }

    /// The files of a document.
    pub(super) fn files(&self) -> impl Iterator<Item = &Bijlage> {
        let invoices = self.facturen.values().flat_map(|kept| &kept.document.bijlagen);
        invoices.chain(self.orders.values().flat_map(|kept| &kept.document.bijlagen))
    }
}
