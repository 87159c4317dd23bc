//! A transport with ready answers, for tests.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use simon_core::host::{Clock, TokenStore};
use simon_core::http::Runtime;
use simon_core::memory::{MemoryBudget, MemoryTokens};
use simon_testkit::simulated::{SimulatedClock, run};
use simon_testkit::{Canned, Sent, builders};

use crate::api::Api;
use crate::config::ExactConfig;

/// The answers that are left, those to token requests apart.
#[derive(Debug, Default)]
pub(crate) struct Answers {
    calls: Mutex<VecDeque<(u16, String)>>,
    tokens: Mutex<VecDeque<(u16, String)>>,
}

/// A connection whose calls are answered one by one; tokens are sold until told otherwise.
pub(crate) struct World {
    pub(crate) api: Api,
    pub(crate) canned: Arc<Answers>,
    transport: Arc<Canned>,
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
        let canned = Arc::new(Answers::default());
        canned.answer(answers);
        let left = Arc::clone(&canned);
        let transport = Arc::new(Canned::new(move |sent| left.next(sent)));
        let clock = SimulatedClock::default();
        let port: Arc<dyn Clock> = Arc::new(clock.clone());
        let tokens: Arc<dyn TokenStore> = store;
        let runtime = Runtime::new(
            builders::integration(),
            Arc::<Canned>::clone(&transport),
            port,
            tokens,
            Arc::new(MemoryBudget::new()),
        );
        let api = Api::new(&config.checked().unwrap(), runtime).unwrap();
        Self { api, canned, transport, clock }
    }

    pub(crate) fn run<T>(&self, future: impl Future<Output = T>) -> T {
        run(&self.clock, future)
    }

    /// The calls that were sent, those for tokens left out.
    pub(crate) fn calls(&self) -> Vec<Sent> {
        self.transport.sent().into_iter().filter(|sent| !is_token(sent)).collect()
    }

    /// The token requests that were sent.
    pub(crate) fn token_calls(&self) -> Vec<Sent> {
        self.transport.sent().into_iter().filter(is_token).collect()
    }
}

impl Answers {
    pub(crate) fn answer(&self, answers: &[(u16, &str)]) {
        add(&self.calls, answers);
    }

    pub(crate) fn answer_tokens(&self, answers: &[(u16, &str)]) {
        add(&self.tokens, answers);
    }

    fn next(&self, sent: &Sent) -> (u16, String) {
        if is_token(sent) {
            let answer = self.tokens.lock().unwrap().pop_front();
            answer.unwrap_or_else(|| (200, TOKENS.to_owned()))
        } else {
            self.calls.lock().unwrap().pop_front().unwrap_or((404, String::new()))
        }
    }
}

fn add(to: &Mutex<VecDeque<(u16, String)>>, answers: &[(u16, &str)]) {
    let answers = answers.iter().map(|(status, body)| (*status, (*body).to_owned()));
    to.lock().unwrap().extend(answers);
}

fn is_token(sent: &Sent) -> bool {
    sent.target.contains("/oauth2/")
}
