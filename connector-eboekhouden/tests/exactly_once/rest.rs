//! REST: the reference is a member of the invoice, and its id comes back.

use std::sync::Arc;
use std::time::Duration;

use connector_eboekhouden::simulator::{DEMO_API_TOKEN, EBoekhouden};
use connector_eboekhouden::{EboekhoudenConfig, connector};
use simon_core::connector::AccountingConnector;
use simon_core::domain::Werkbon;
use simon_core::host::Clock;
use simon_core::http::Runtime;
use simon_core::settings::SettingValues;
use simon_testkit::exactly_once::{self, Endpoint, Vendor};
use simon_testkit::simulated::Crash;
use simon_testkit::{Fault, Refusals};

use crate::books::Interface;
use crate::delivery::{self, Booked};

type World = exactly_once::World<Rest>;

/// The demo administration through REST.
pub(crate) struct Rest;

simon_testkit::exactly_once!(Rest);

#[test]
fn a_session_that_is_refused_at_the_create_makes_one_invoice_c22() {
    for fault in [Fault::status(401), Fault::status(401).after()] {
        let world = World::archived();
        world.faults.add(Rest::CREATE.on(), fault.clone(), 1);
        assert!(world.deliver_until_quiet(&Crash::never()));
        assert_eq!(world.faults.pending(), 0);
        world.assert_sound(&format!("{fault:?}"));
    }
}

impl Interface for Rest {
    const REST: bool = true;
}

impl Vendor for Rest {
    type Simulator = EBoekhouden;
    type Document = Booked;

    const CREATE: Endpoint = Endpoint::new("POST", "/v1/invoice", "create");
    const ENDPOINTS: &'static [Endpoint] = &[
        Endpoint::new("POST", "/v1/session", "session"),
        Self::CREATE,
        Endpoint::new("GET", "/v1/invoice", "look-up").after_lost(&Self::CREATE),
    ];
    /// Claim, attempt, three for the session, create, result, delivered, run.
    const CALLS: usize = 9;
    const SECOND_CRASHES: [usize; 2] = [150, 80];
    const LAG: Duration = Duration::from_secs(60);

    fn simulator(clock: Arc<dyn Clock>) -> EBoekhouden {
        EBoekhouden::new(clock)
    }

    fn seed(sim: &EBoekhouden) {
        sim.seed_demo();
    }

    fn connector(runtime: Runtime) -> Arc<dyn AccountingConnector> {
        connector(EboekhoudenConfig::with_token(DEMO_API_TOKEN), runtime).unwrap()
    }

    fn refusals(sim: &EBoekhouden) -> Refusals {
        sim.refusals()
    }

    fn delay_look_ups(sim: &EBoekhouden, lag: Duration) {
        sim.delay_look_ups(lag);
    }

    fn settings() -> SettingValues {
        delivery::settings()
    }

    fn werkbon(world: &World) -> Werkbon {
        delivery::werkbon(world)
    }

    fn race_settings() -> SettingValues {
        Self::settings()
    }

    fn race_werkbon(world: &World, nummer: &str) -> Werkbon {
        delivery::race_werkbon(world, nummer)
    }

    fn documents(sim: &EBoekhouden, nummer: &str) -> Vec<Booked> {
        let referentie = format!("acme01-{nummer}");
        let carries = |booked: &Booked| booked.factuur.referentie.as_deref() == Some(&referentie);
        let booked = sim.facturen().into_iter();
        let booked = booked.map(|factuur| Booked { id: factuur.id.to_string(), factuur });
        booked.filter(carries).collect()
    }

    fn id(booked: &Booked) -> &str {
        &booked.id
    }

    /// The customer's own payment term.
    fn checks(world: &World, booked: &Booked) -> Vec<(&'static str, bool)> {
        delivery::checks(&world.sim, booked, 30)
    }
}
