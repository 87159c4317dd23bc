//! A transport with ready answers.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use connector_snelstart::{SnelStartConfig, SnelStartConnector};
use simon_core::domain::IntegrationId;
use simon_core::host::Clock;
use simon_core::http::{ResponseBody, Runtime, Transport, TransportError};
use simon_core::memory::{MemoryBudget, MemoryTokens};
use simon_testkit::builders;
use simon_testkit::simulated::{SimulatedClock, run};

/// A method and path with the status and body that answer it.
type Answer = (&'static str, &'static str, u16, String);

#[derive(Debug, Default)]
pub(crate) struct Canned {
    answers: Vec<Answer>,
    bodies: Mutex<Vec<String>>,
}

pub(crate) struct World {
    pub(crate) connector: SnelStartConnector,
    canned: Arc<Canned>,
    clock: SimulatedClock,
}

impl World {
    /// A connection whose calls are answered so; everything else is 404.
    pub(crate) fn new(answers: &[(&'static str, &'static str, u16, &str)]) -> Self {
        let answers = answers.iter().map(|(m, p, s, body)| (*m, *p, *s, (*body).to_owned()));
        let canned = Arc::new(Canned { answers: answers.collect(), bodies: Mutex::default() });
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
        let bodies = self.canned.bodies.lock().unwrap();
        bodies.iter().filter(|body| body.starts_with('{')).cloned().collect()
    }
}

#[async_trait]
impl Transport for Canned {
    async fn send(
        &self,
        _: &IntegrationId,
        request: http::Request<Bytes>,
    ) -> Result<http::Response<Box<dyn ResponseBody>>, TransportError> {
        let body = String::from_utf8_lossy(request.body()).into_owned();
        self.bodies.lock().unwrap().push(body);
        let (method, path) = (request.method().as_str(), request.uri().path());
        let (status, body) = match path {
            "/b2b/token" => (200, r#"{"access_token":"t","expires_in":3599}"#.to_owned()),
            _ => self
                .answers
                .iter()
                .find(|(m, p, ..)| *m == method && *p == path)
                .map_or((404, String::new()), |(_, _, status, body)| (*status, body.clone())),
        };
        let body: Box<dyn ResponseBody> = Box::new(Some(Bytes::from(body)));
        let answer = http::Response::builder().status(status);
        Ok(answer.header("content-type", "application/json").body(body).unwrap())
    }
}
