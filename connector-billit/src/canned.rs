//! A connection whose calls are answered one by one, for tests; tokens are always sold.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use simon_core::host::TokenStore;
use simon_core::http::Runtime;
use simon_core::memory::{MemoryBudget, MemoryTokens};
use simon_testkit::simulated::{SimulatedClock, run};
use simon_testkit::{Canned, Sent, builders};

use crate::api::Api;
use crate::config::BillitConfig;

pub(crate) struct World {
    pub(crate) api: Api,
    pub(crate) store: Arc<MemoryTokens>,
    pub(crate) clock: SimulatedClock,
    transport: Arc<Canned>,
}

pub(crate) fn config() -> BillitConfig {
    BillitConfig::with_login("app|1", "app-secret", "https://host.example/billit")
}

impl World {
    /// A login that was made before.
    pub(crate) fn new(answers: &[(u16, &str)]) -> Self {
        Self::with(config().with_refresh_token("configured"), answers)
    }

    pub(crate) fn with(config: BillitConfig, answers: &[(u16, &str)]) -> Self {
        let answers = answers.iter().map(|(status, body)| (*status, (*body).to_owned()));
        let left: Mutex<VecDeque<(u16, String)>> = Mutex::new(answers.collect());
        let bought = Mutex::new(0);
        let transport = Arc::new(Canned::new(move |sent| {
            if sent.target != "/OAuth2/token" {
                return left.lock().unwrap().pop_front().unwrap_or((404, String::new()));
            }
            let mut bought = bought.lock().unwrap();
            *bought += 1;
            let tokens = format!(
                r#"{{"token_type":"Bearer","expires_in":3600,
                    "access_token":"a{bought}","refresh_token":"r{bought}"}}"#
            );
            (200, tokens)
        }));
        let (clock, store) = (SimulatedClock::default(), Arc::new(MemoryTokens::new()));
        let tokens: Arc<dyn TokenStore> = Arc::<MemoryTokens>::clone(&store);
        let runtime = Runtime::new(
            builders::integration(),
            Arc::<Canned>::clone(&transport),
            Arc::new(clock.clone()),
            tokens,
            Arc::new(MemoryBudget::new()),
        );
        let api = Api::new(config.checked().unwrap(), runtime).unwrap();
        Self { api, store, clock, transport }
    }

    pub(crate) fn run<T>(&self, future: impl Future<Output = T>) -> T {
        run(&self.clock, future)
    }

    /// What was sent, requests for tokens left out.
    pub(crate) fn calls(&self) -> Vec<Sent> {
        self.sent(false)
    }

    /// The requests for tokens.
    pub(crate) fn token_calls(&self) -> Vec<Sent> {
        self.sent(true)
    }

    fn sent(&self, for_tokens: bool) -> Vec<Sent> {
        let sent = self.transport.sent().into_iter();
        sent.filter(|sent| (sent.target == "/OAuth2/token") == for_tokens).collect()
    }
}
