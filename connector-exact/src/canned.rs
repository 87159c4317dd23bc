//! A transport with ready answers, for tests.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use simon_core::domain::IntegrationId;
use simon_core::host::{Clock, TokenStore};
use simon_core::http::{ResponseBody, Runtime, Transport, TransportError};
use simon_core::memory::{MemoryBudget, MemoryTokens};
use simon_testkit::builders;
use simon_testkit::simulated::{SimulatedClock, run};

use crate::api::Api;
use crate::config::ExactConfig;

/// A request as it was sent.
#[derive(Debug, Clone)]
pub(crate) struct Sent {
    pub(crate) method: String,
    /// Path and query.
    pub(crate) target: String,
    pub(crate) headers: http::HeaderMap,
    pub(crate) body: String,
}

#[derive(Debug, Default)]
pub(crate) struct Canned {
    answers: Mutex<VecDeque<(u16, String)>>,
    tokens: Mutex<VecDeque<(u16, String)>>,
    sent: Mutex<Vec<Sent>>,
}

/// A connection whose calls are answered one by one; tokens are sold until told otherwise.
pub(crate) struct World {
    pub(crate) api: Api,
    pub(crate) canned: Arc<Canned>,
    pub(crate) clock: SimulatedClock,
}

pub(crate) const TOKENS: &str =
    r#"{"access_token":"a1","token_type":"bearer","expires_in":"600","refresh_token":"r1"}"#;

pub(crate) fn config() -> ExactConfig {
    ExactConfig::new("app", "app-secret", "https://host.example/exact")
        .with_refresh_token("configured")
}

impl World {
    pub(crate) fn new(answers: &[(u16, &str)]) -> Self {
        Self::with(config(), Arc::new(MemoryTokens::new()), answers)
    }

    /// A connection over a token store that others may use too.
    pub(crate) fn with(
        config: ExactConfig,
        store: Arc<MemoryTokens>,
        answers: &[(u16, &str)],
    ) -> Self {
        let canned = Arc::new(Canned::default());
        canned.answer(answers);
        let clock = SimulatedClock::default();
        let port: Arc<dyn Clock> = Arc::new(clock.clone());
        let tokens: Arc<dyn TokenStore> = store;
        let runtime = Runtime::new(
            builders::integration(),
            Arc::<Canned>::clone(&canned),
            port,
            tokens,
            Arc::new(MemoryBudget::new()),
        );
        let api = Api::new(&config.checked().unwrap(), runtime).unwrap();
        Self { api, canned, clock }
    }

    pub(crate) fn run<T>(&self, future: impl Future<Output = T>) -> T {
        run(&self.clock, future)
    }

    /// The calls that were sent, those for tokens left out.
    pub(crate) fn calls(&self) -> Vec<Sent> {
        self.sent(|sent| !sent.target.contains("/oauth2/"))
    }

    /// The token requests that were sent.
    pub(crate) fn token_calls(&self) -> Vec<Sent> {
        self.sent(|sent| sent.target.contains("/oauth2/"))
    }

    fn sent(&self, wanted: impl Fn(&Sent) -> bool) -> Vec<Sent> {
        let sent = self.canned.sent.lock().unwrap();
        sent.iter().filter(|sent| wanted(sent)).cloned().collect()
    }
}

impl Canned {
    pub(crate) fn answer(&self, answers: &[(u16, &str)]) {
        let answers = answers.iter().map(|(status, body)| (*status, (*body).to_owned()));
        self.answers.lock().unwrap().extend(answers);
    }

    pub(crate) fn answer_tokens(&self, answers: &[(u16, &str)]) {
        let answers = answers.iter().map(|(status, body)| (*status, (*body).to_owned()));
        self.tokens.lock().unwrap().extend(answers);
    }
}

#[async_trait]
impl Transport for Canned {
    async fn send(
        &self,
        _: &IntegrationId,
        request: http::Request<Bytes>,
    ) -> Result<http::Response<Box<dyn ResponseBody>>, TransportError> {
        let target = request.uri().path_and_query().unwrap().to_string();
        let is_token = target.contains("/oauth2/");
        self.sent.lock().unwrap().push(Sent {
            method: request.method().to_string(),
            target,
            headers: request.headers().clone(),
            body: String::from_utf8(request.body().to_vec()).unwrap(),
        });
        let (status, body) = if is_token {
            let answer = self.tokens.lock().unwrap().pop_front();
            answer.unwrap_or_else(|| (200, TOKENS.to_owned()))
        } else {
            self.answers.lock().unwrap().pop_front().unwrap_or((404, String::new()))
        };
        let body: Box<dyn ResponseBody> = Box::new(Some(Bytes::from(body)));
        let answer = http::Response::builder().status(status);
        Ok(answer.header("content-type", "application/json").body(body).unwrap())
    }
}
