//! Answers as the stack gives them, for tests.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::sync::Arc;

use simon_core::Result;
use simon_core::host::{BudgetKey, Clock};
use simon_core::http::{ApiClient, ApiRequest, ApiResponse, Effect, Runtime, VendorProfile};
use simon_core::memory::{MemoryBudget, MemoryTokens};
use simon_testkit::simulated::{SimulatedClock, run};
use simon_testkit::{Canned, builders};
use url::Url;

use crate::error::read_error;

/// The answer with this body and status 200: an answer can only come from the stack.
pub(crate) fn answer(effect: Effect, body: &str) -> Result<ApiResponse> {
    let body = body.to_owned();
    let clock = SimulatedClock::default();
    let port: Arc<dyn Clock> = Arc::new(clock.clone());
    let runtime = Runtime::new(
        builders::integration(),
        Arc::new(Canned::new(move |_| (200, body.clone()))),
        port,
        Arc::new(MemoryTokens::new()),
        Arc::new(MemoryBudget::new()),
    );
    let profile = VendorProfile::new(crate::ID, BudgetKey("test".to_owned()), read_error);
    let client = ApiClient::new(profile, None, runtime);
    let url = Url::parse("https://host.example/x").unwrap();
    let request = ApiRequest::new("test", effect, http::Method::GET, url);
    run(&clock, client.send(request))
}
