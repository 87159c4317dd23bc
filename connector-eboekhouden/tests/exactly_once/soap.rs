//! SOAP: all operations have one path, the reference stands behind the text of the first line, and the
//! number is all that comes back.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::Duration;

use connector_eboekhouden::simulator::{
    DEMO_SECURITY_CODE_1, DEMO_SECURITY_CODE_2, DEMO_USERNAME, EBoekhouden, Regel,
};
use connector_eboekhouden::{EboekhoudenConfig, connector_in_pages_of};
use simon_core::connector::AccountingConnector;
use simon_core::domain::Werkbon;
use simon_core::host::Clock;
use simon_core::http::Runtime;
use simon_core::settings::{SettingValue, SettingValues};
use simon_testkit::exactly_once::{self, Endpoint, Vendor};
use simon_testkit::simulated::Crash;
use simon_testkit::{Fault, Refusals};

use crate::books::{Interface, PAGE};
use crate::delivery::{self, Booked};

type World = exactly_once::World<Soap>;

/// The demo administration through SOAP.
pub(crate) struct Soap;

simon_testkit::exactly_once!(Soap);

/// A refusal of the session, as the vendor puts it into an answer.
fn session_refused(code: &str) -> String {
    format!(
        "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>\
         <AddFactuurResponse xmlns=\"http://www.e-boekhouden.nl/soap\"><AddFactuurResult><ErrorMsg>\
         <LastErrorCode>{code}</LastErrorCode></ErrorMsg></AddFactuurResult></AddFactuurResponse>\
         </soap:Body></soap:Envelope>"
    )
}

/// Nobody has published when the vendor looks at the session.
#[test]
fn a_session_that_is_refused_before_or_after_the_create_makes_one_invoice_c22() {
    for code in ["E002.1", "E002.2", "E002.3", "E002.4"] {
        let xml = [("content-type", "text/xml; charset=utf-8")];
        let refused = Fault::status_with(200, &xml, &session_refused(code));
        for fault in [refused.clone(), refused.after()] {
            let world = World::archived();
            world.faults.add(Soap::CREATE.on(), fault, 1);
            assert!(world.deliver_until_quiet(&Crash::never()));
            assert_eq!(world.faults.pending(), 0);
            world.assert_sound(code);
        }
    }
}

const PATH: &str = "/soap.asmx";
const DAYS: i64 = 21;

impl Interface for Soap {
    const REST: bool = false;
}

impl Vendor for Soap {
    type Simulator = EBoekhouden;
    type Document = Booked;

    const CREATE: Endpoint = Endpoint::new("POST", PATH, "create").containing("<AddFactuur ");
    const ENDPOINTS: &'static [Endpoint] = &[
        Endpoint::new("POST", PATH, "session").containing("<OpenSession "),
        Self::CREATE,
        Endpoint::new("POST", PATH, "look-up")
            .containing("<GetFacturen ")
            .after_lost(&Self::CREATE),
    ];
    /// Claim, attempt, three for the session, create, result, delivered, run.
    const CALLS: usize = 9;
    const SECOND_CRASHES: [usize; 2] = [150, 80];
    const LAG: Duration = Duration::from_secs(60);

    /// With the lines checked as strictly as the vendor may.
    fn simulator(clock: Arc<dyn Clock>) -> EBoekhouden {
        let sim = EBoekhouden::new(clock);
        sim.check_line_codes(true);
        sim
    }

    fn seed(sim: &EBoekhouden) {
        sim.seed_demo();
    }

    fn connector(runtime: Runtime) -> Arc<dyn AccountingConnector> {
        let config = EboekhoudenConfig::with_codes(
            DEMO_USERNAME,
            DEMO_SECURITY_CODE_1,
            DEMO_SECURITY_CODE_2,
        );
        let page = Arc::new(AtomicUsize::new(PAGE));
        connector_in_pages_of(page, config, runtime).unwrap()
    }

    fn refusals(sim: &EBoekhouden) -> Refusals {
        sim.refusals()
    }

    fn delay_look_ups(sim: &EBoekhouden, lag: Duration) {
        sim.delay_look_ups(lag);
    }

    /// This interface tells no payment term of a customer.
    fn settings() -> SettingValues {
        let mut settings = delivery::settings();
        settings.set("betalingstermijn", SettingValue::Getal(DAYS));
        settings
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
        let marker = format!(" [acme01-{nummer}]");
        let marked = |regel: &Regel| regel.omschrijving.ends_with(&marker);
        let facturen = sim.facturen().into_iter().filter(|it| it.regels.iter().any(marked));
        facturen.map(|factuur| Booked { id: factuur.nummer.clone(), factuur }).collect()
    }

    fn id(booked: &Booked) -> &str {
        &booked.id
    }

    fn checks(world: &World, booked: &Booked) -> Vec<(&'static str, bool)> {
        let texts = booked.factuur.regels.iter().map(|regel| regel.omschrijving.as_str());
        let marked: Vec<bool> = texts.map(|text| text.contains("[acme01-")).collect();
        let mut checks = delivery::checks(&world.sim, booked, DAYS);
        checks.push(("reference on the first line", marked == [true, false, false, false, false]));
        checks
    }
}
