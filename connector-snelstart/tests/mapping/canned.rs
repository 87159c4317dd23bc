//! A transport with ready answers.

use std::sync::Arc;

use connector_snelstart::{SnelStartConfig, SnelStartConnector};
use simon_core::host::Clock;
use simon_core::http::Runtime;
use simon_core::memory::{MemoryBudget, MemoryTokens};
use simon_testkit::simulated::{SimulatedClock, run};
use simon_testkit::{Canned, builders};

pub(crate) struct World {
    pub(crate) connector: SnelStartConnector,
    canned: Arc<Canned>,
    clock: SimulatedClock,
}

impl World {
    /// A connection whose calls are answered so; everything else is 404.
    pub(crate) fn new(answers: &[(&'static str, &'static str, u16, &str)]) -> Self {
        let answers = answers.iter().map(|(m, p, s, body)| (*m, *p, *s, (*body).to_owned()));
        let answers: Vec<(&str, &str, u16, String)> = answers.collect();
        let canned = Arc::new(Canned::new(move |sent| match sent.target.as_str() {
            "/b2b/token" => (200, r#"{"access_token":"t","expires_in":3599}"#.to_owned()),
            target => {
                let path = target.split('?').next();
                let mut answers = answers.iter();
                let found = answers.find(|(m, p, ..)| *m == sent.method && Some(*p) == path);
                found.map_or((404, String::new()), |(.., status, body)| (*status, body.clone()))
            }
        }));
        let clock = SimulatedClock::default();
        let port: Arc<dyn Clock> = Arc::new(clock.clone());
        let runtime = Runtime::new(
            builders::integration(),
            canned.clone(),
            port,
            Arc::new(MemoryTokens::new()),
            Arc::new(MemoryBudget::new()),
        );
        let config = SnelStartConfig::new("subscription", "koppelsleutel");
        Self { connector: SnelStartConnector::new(config, runtime).unwrap(), canned, clock }
    }

    pub(crate) fn run<T>(&self, future: impl Future<Output = T>) -> T {
        run(&self.clock, future)
    }

    /// The JSON bodies that were sent.
    pub(crate) fn sent(&self) -> Vec<String> {
        let bodies = self.canned.sent().into_iter().map(|sent| sent.body);
        bodies.filter(|body| body.starts_with('{')).collect()
    }
}
