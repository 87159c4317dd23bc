//! The promise of a delivery, whatever fails: every archived werkbon becomes exactly one document, and
//! each of its PDFs hangs on it once (C22, C23).
//!
//! The real engine and the real connector work on a strict simulator in simulated time. A process dies
//! or stands still at each port call, each request meets each kind of fault, commits fail, answers are
//! lost, lists lag, workers race, and people interfere. Some checks test the checks: a connector with a
//! mistake must not pass.
//!
//! A connector implements [`Vendor`] in a test file and adds one line. That makes one named test per
//! check; a vendor with two interfaces has two vendors in two modules.
//!
//! ```no_run
//! use std::{sync::Arc, time::Duration};
//!
//! use simon_core::connector::AccountingConnector;
//! use simon_core::domain::Werkbon;
//! use simon_core::host::Clock;
//! use simon_core::http::Runtime;
//! use simon_core::settings::SettingValues;
//! use simon_testkit::exactly_once::{Endpoint, NUMMER, Vendor, World};
//! use simon_testkit::{Refusals, Simulator, builders};
//! # #[derive(Debug)] struct Factuur { id: String, kenmerk: String, regels: Vec<String> }
//! # struct Books;
//! # impl Books {
//! #     fn new(_: Arc<dyn Clock>) -> Self { Self }
//! #     fn seed_demo(&self) {}
//! #     fn refusals(&self) -> Refusals { Refusals::new() }
//! #     fn delay_look_ups(&self, _: Duration) {}
//! #     fn facturen(&self) -> Vec<Factuur> { Vec::new() }
//! # }
//! # impl Simulator for Books {
//! #     fn handle(&self, _: &http::Request<bytes::Bytes>) -> http::Response<bytes::Bytes> { todo!() }
//! # }
//! # fn my_connector(_: Runtime) -> Arc<dyn AccountingConnector> { todo!() }
//!
//! struct MyVendor;
//! type MyWorld = World<MyVendor>;
//!
//! simon_testkit::exactly_once!(MyVendor);
//!
//! impl Vendor for MyVendor {
//!     type Simulator = Books;
//!     type Document = Factuur;
//!
//!     const CREATE: Endpoint = Endpoint::new("POST", "/facturen", "create");
//!     const ENDPOINTS: &'static [Endpoint] = &[
//!         Endpoint::new("POST", "/token", "token"),
//!         Self::CREATE,
//!         Endpoint::new("GET", "/facturen", "look-up").after_lost(&Self::CREATE),
//!     ];
//!     /// Claim, three for the token, attempt, create, result.
//!     const CALLS: usize = 7;
//!     const SECOND_CRASHES: [usize; 2] = [70, 50];
//!     const LAG: Duration = Duration::from_secs(60);
//!
//!     fn simulator(clock: Arc<dyn Clock>) -> Books {
//!         Books::new(clock)
//!     }
//!     fn seed(sim: &Books) {
//!         sim.seed_demo();
//!     }
//!     fn connector(runtime: Runtime) -> Arc<dyn AccountingConnector> {
//!         my_connector(runtime)
//!     }
//!     fn refusals(sim: &Books) -> Refusals {
//!         sim.refusals()
//!     }
//!     fn delay_look_ups(sim: &Books, lag: Duration) {
//!         sim.delay_look_ups(lag);
//!     }
//!     fn settings() -> SettingValues {
//!         SettingValues::default()
//!     }
//!     fn werkbon(world: &MyWorld) -> Werkbon {
//!         Self::race_werkbon(world, NUMMER)
//!     }
//!     fn race_settings() -> SettingValues {
//!         SettingValues::default()
//!     }
//!     fn race_werkbon(world: &MyWorld, nummer: &str) -> Werkbon {
//!         let mut werkbon = builders::werkbon(nummer);
//!         werkbon.klant = Some(world.klant("Bakkerij De Korenaar"));
//!         werkbon.artikelen = world.geboekt(&[("KRAAN15", "2")]);
//!         werkbon
//!     }
//!     fn documents(sim: &Books, nummer: &str) -> Vec<Factuur> {
//!         let kenmerk = format!("acme01-{nummer}");
//!         sim.facturen().into_iter().filter(|factuur| factuur.kenmerk == kenmerk).collect()
//!     }
//!     fn id(factuur: &Factuur) -> &str {
//!         &factuur.id
//!     }
//!     fn checks(_: &MyWorld, factuur: &Factuur) -> Vec<(&'static str, bool)> {
//!         vec![("lines", factuur.regels == ["2 KRAAN15"])]
//!     }
//! }
//! ```
//!
//! What only one vendor has (orders, PDFs, moved books) is tested beside it on the same [`World`].
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::future_not_send,
    reason = "a test kit fails by panicking, and simulated time has one thread"
)]

#[doc(hidden)]
pub mod crashing;
mod delivery;
#[doc(hidden)]
pub mod failing_store;
#[doc(hidden)]
pub mod faults;
#[doc(hidden)]
pub mod interfering;
#[doc(hidden)]
pub mod lagging;
#[doc(hidden)]
pub mod racing;
#[doc(hidden)]
pub mod sabotage;
mod saboteur;
#[doc(hidden)]
pub mod standing_still;
mod vendor;
mod world;

pub use delivery::NUMMER;
pub use saboteur::Sabotage;
pub use vendor::{Endpoint, Login, Vendor};
pub use world::{ROUND, World};

use crate::simulated::Side;

/// Both sides of a port call.
pub const SIDES: [Side; 2] = [Side::Before, Side::After];

/// Makes one test per check for a [`Vendor`](crate::exactly_once::Vendor).
#[macro_export]
macro_rules! exactly_once {
    ($vendor:ty) => {
        $crate::__exactly_once_checks!(__exactly_once_tests, $vendor);
    };
}

/// Hands the list of all checks to another macro.
#[doc(hidden)]
#[macro_export]
macro_rules! __exactly_once_checks {
    ($then:ident, $($argument:tt)*) => {
        $crate::$then! { $($argument)*;
            crashing:
                the_port_calls_of_a_delivery_are_known,
                a_delivery_survives_a_crash_at_every_port_call_c22_c23,
                a_delivery_survives_a_second_crash_during_its_recovery_c22_c23,
                a_delivery_survives_a_second_crash_late_in_its_recovery_c22_c23;
            failing_store:
                a_delivery_survives_a_failed_commit_c22;
            faults:
                the_endpoints_of_a_delivery_are_all_tried,
                a_delivery_survives_every_fault_at_every_endpoint_c22_c23,
                an_outage_of_hours_ends_in_one_document_c22,
                a_lost_document_is_found_after_days_without_a_vendor_c22,
                a_document_that_is_not_found_after_days_is_left_to_a_person_c22;
            interfering:
                switching_off_and_on_during_a_delivery_makes_no_second_document_a7,
                saving_during_a_delivery_makes_no_second_document_a6;
            lagging:
                what_is_shown_within_the_declared_lag_is_found_c22_c23,
                an_answer_that_is_late_and_a_document_that_is_shown_late_make_one_c22,
                a_crash_and_what_is_shown_late_make_one_document_c22_c23,
                a_document_that_is_shown_long_after_the_declared_lag_is_created_twice;
            racing:
                two_workers_and_lost_answers_make_no_duplicate_and_lose_nothing_c22,
                two_workers_and_lost_answers_make_no_duplicate_and_lose_nothing_either_c22,
                two_hundred_werkbonnen_pushed_at_once_become_two_hundred_documents_c22,
                two_workers_share_the_work;
            sabotage:
                a_connector_that_looks_nothing_up_is_caught_by_the_crash_test,
                a_connector_that_looks_nothing_up_is_caught_by_the_fault_test,
                a_connector_that_sends_a_lost_create_again_is_caught_by_the_race;
            standing_still:
                a_worker_that_stood_still_for_long_creates_nothing_any_more_c22_c23,
                two_workers_that_stand_still_in_turn_create_one_document_c22,
                two_workers_at_a_slow_vendor_do_not_take_a_werkbon_from_each_other_for_ever_c22;
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __exactly_once_tests {
    ($vendor:ty; $($module:ident: $($check:ident),+;)+) => {
        $($(
            #[test]
            fn $check() {
                $crate::exactly_once::$module::$check::<$vendor>();
            }
        )+)+
    };
}

#[cfg(test)]
mod tests {
    const LIST: &str = include_str!("mod.rs");
    const SOURCES: &[&str] = &[
        include_str!("crashing.rs"),
        include_str!("failing_store.rs"),
        include_str!("faults.rs"),
        include_str!("interfering.rs"),
        include_str!("lagging.rs"),
        include_str!("racing.rs"),
        include_str!("sabotage.rs"),
        include_str!("standing_still.rs"),
    ];

    #[test]
    fn every_check_that_is_written_is_run() {
        let written = SOURCES.iter().flat_map(|source| source.split("\npub fn ").skip(1));
        let names: Vec<&str> = written.map(|check| check.split('<').next().unwrap()).collect();
        let run =
            |name: &&str| [',', ';'].iter().any(|end| LIST.contains(&format!(" {name}{end}")));
        assert_eq!(names.iter().filter(|name| !run(name)).collect::<Vec<_>>(), [&""; 0]);
        assert!(names.len() > 20, "{names:?}");
    }
}
