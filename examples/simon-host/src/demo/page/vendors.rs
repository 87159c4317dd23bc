//! The vendors of the page: one entry each.

use std::sync::Arc;

use connector_billit::simulator::{
    Billit, DEMO_API_KEY, DEMO_CLIENT_ID as BILLIT_ID, DEMO_CLIENT_SECRET as BILLIT_SECRET,
};
use connector_eboekhouden::simulator::{
    DEMO_API_TOKEN, DEMO_SECURITY_CODE_1, DEMO_SECURITY_CODE_2, DEMO_SJABLOON, DEMO_USERNAME,
    EBoekhouden,
};
use connector_exact::simulator::{
    DEMO_CLIENT_ID as EXACT_ID, DEMO_CLIENT_SECRET as EXACT_SECRET, ExactOnline,
};
use connector_snelstart::simulator::{DEMO_KOPPELSLEUTEL, DEMO_SUBSCRIPTION_KEY, SnelStart};
use connector_visma::simulator::{
    DEMO_CLIENT_ID as VISMA_ID, DEMO_CLIENT_SECRET as VISMA_SECRET, DEMO_TENANT, VismaNet,
};
use simon_core::host::Clock;
use simon_core::settings::SettingValues;
use simon_testkit::Simulator;
use simon_testkit::vendor::LoginChoice;

use super::seeds;
use crate::demo::{billit, eboekhouden, exact, snelstart, visma};

const CUSTOMERS: u32 = 250;
const ARTICLES: u32 = 150;

/// Makes an order or a quote for a customer, by the vendor's id of it.
pub(super) type Order = Box<dyn Fn(&str) + Send + Sync>;

/// A vendor that runs.
pub(super) struct Opened {
    pub(super) simulator: Arc<dyn Simulator>,
    /// Of vendors whose orders or quotes become werkbonnen.
    pub(super) order: Option<Order>,
}

/// A vendor as the page shows it.
pub(super) struct Shown {
    /// Its name in configurations.
    pub(super) id: &'static str,
    /// The keys of the configuration that say where it is.
    pub(super) roots: &'static [&'static str],
    /// What the operator configures besides.
    pub(super) application: &'static [(&'static str, &'static str)],
    /// Whether a login in the browser comes back to the page.
    pub(super) comes_back: bool,
    /// What users fill in. These keys open nothing but a simulator.
    pub(super) hints: &'static [(&'static str, &'static str)],
    /// An article to book.
    pub(super) artikel: &'static str,
    /// Settings that pass.
    pub(super) settings: fn() -> SettingValues,
    /// Opens it with its books; logins come back to this address.
    pub(super) open: fn(Arc<dyn Clock>, &str) -> Opened,
}

const ROOTS: &[&str] = &["base_url", "auth_url"];

/// All of them.
pub(super) const SHOWN: &[Shown] = &[
    Shown {
        id: "billit",
        roots: ROOTS,
        application: &[("client_id", BILLIT_ID), ("client_secret", BILLIT_SECRET)],
        comes_back: true,
        hints: &[("api_key", DEMO_API_KEY)],
        artikel: "THERM",
        settings: || billit::settings("VOOR"),
        open: |clock, back| {
            let vendor = Billit::new(clock).with_app(BILLIT_ID, BILLIT_SECRET, back);
            vendor.set_login_choice(LoginChoice::Ask);
            vendor.seed_demo();
            vendor.books().seed_klanten(CUSTOMERS);
            let vendor = Arc::new(vendor);
            let order: Order = Box::new({
                let vendor = Arc::clone(&vendor);
                move |klant| seeds::billit_quote(&vendor, klant)
            });
            Opened { simulator: vendor, order: Some(order) }
        },
    },
    Shown {
        id: "eboekhouden",
        roots: &["base_url"],
        application: &[],
        comes_back: false,
        hints: &[
            ("username", DEMO_USERNAME),
            ("security_code_1", DEMO_SECURITY_CODE_1),
            ("security_code_2", DEMO_SECURITY_CODE_2),
            ("api_token", DEMO_API_TOKEN),
        ],
        artikel: "FILTER",
        settings: || eboekhouden::settings("VOORRIJ", DEMO_SJABLOON),
        open: |clock, _| {
            let vendor = EBoekhouden::new(clock);
            vendor.seed_demo();
            vendor.seed_relaties(CUSTOMERS);
            vendor.seed_artikelen(ARTICLES);
            Opened { simulator: Arc::new(vendor), order: None }
        },
    },
    Shown {
        id: "exact",
        roots: ROOTS,
        application: &[("client_id", EXACT_ID), ("client_secret", EXACT_SECRET)],
        comes_back: true,
        hints: &[],
        artikel: "FILTER",
        settings: || exact::settings("70"),
        open: |clock, back| {
            let vendor = ExactOnline::new(clock).with_app(EXACT_ID, EXACT_SECRET, back);
            vendor.set_login_choice(LoginChoice::Ask);
            vendor.seed_demo();
            vendor.books().add_accounts(CUSTOMERS);
            vendor.books().add_items(ARTICLES);
            Opened { simulator: Arc::new(vendor), order: None }
        },
    },
    Shown {
        id: "snelstart",
        roots: ROOTS,
        application: &[("subscription_key", DEMO_SUBSCRIPTION_KEY), ("limieten", "productie")],
        comes_back: false,
        hints: &[("koppelsleutel", DEMO_KOPPELSLEUTEL)],
        artikel: "FILTER",
        settings: || snelstart::settings("REIS"),
        open: |clock, _| {
            let vendor = SnelStart::new(clock);
            vendor.seed_demo();
            vendor.seed_relaties(CUSTOMERS);
            vendor.seed_artikelen(ARTICLES);
            let vendor = Arc::new(vendor);
            let order: Order = Box::new({
                let vendor = Arc::clone(&vendor);
                move |klant| seeds::snelstart_order(&vendor, klant)
            });
            Opened { simulator: vendor, order: Some(order) }
        },
    },
    Shown {
        id: "visma",
        roots: &["base_url", "sales_order_url", "auth_url"],
        application: &[("client_id", VISMA_ID), ("client_secret", VISMA_SECRET)],
        comes_back: true,
        hints: &[("tenant_id", DEMO_TENANT)],
        artikel: "FILTER",
        settings: || visma::settings("1", "verkooporder"),
        open: |clock, back| {
            let vendor = VismaNet::new(clock).with_app(VISMA_ID, VISMA_SECRET, back);
            vendor.set_login_choice(LoginChoice::Ask);
            vendor.seed_demo();
            vendor.books().seed_klanten(CUSTOMERS);
            vendor.books().seed_artikelen(ARTICLES);
            let vendor = Arc::new(vendor);
            let order: Order = Box::new({
                let vendor = Arc::clone(&vendor);
                move |klant| seeds::visma_order(&vendor, klant)
            });
            Opened { simulator: vendor, order: Some(order) }
        },
    },
];
