//! A strict, stateful SnelStart for tests and demos: token endpoint and API in one.
//!
//! It answers as the vendor documents it, and as clients in production have met it. What a correct
//! client never sends is answered with the vendor's error and recorded in [`SnelStart::refusals`].
//! Nothing of the connector is used here, so that a mistake in the connector cannot hide.

mod access;
mod answer;
mod control;
mod endpoint;
mod filter;
mod generated;
mod guid;
mod ids;
mod limits;
mod names;
mod orders;
mod query;
mod reading;
mod records;
mod rows;
mod seeds;
mod stamp;
mod state;
mod switches;
mod table;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::{Method, Request, Response, StatusCode};
use simon_core::host::Clock;
use simon_testkit::vendor::Stop;
use simon_testkit::{Refusals, Simulator};

pub use access::{DEMO_KOPPELSLEUTEL, DEMO_SCOPES, DEMO_SUBSCRIPTION_KEY};
pub use answer::ErrorShape;
pub use records::{NewArtikel, NewOrder, NewRegel, NewRelatie, Order, OrderRegel};
pub use simon_testkit::vendor::NotThere;

pub use stamp::StampZone;
pub use switches::{ListStyle, ReplyStyle};

use answer::{Answer, gateway, odata};
use endpoint::{Endpoint, NoEndpoint};
use names::Resource;
use state::State;

/// A simulated SnelStart with one administration. (G7)
///
/// Both of the vendor's hosts are in it: `/b2b/token` and `/v2/...`. A new one is empty and accepts
/// [`DEMO_SUBSCRIPTION_KEY`] and [`DEMO_KOPPELSLEUTEL`].
pub struct SnelStart {
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
    refusals: Refusals,
}

impl std::fmt::Debug for SnelStart {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SnelStart").finish_non_exhaustive()
    }
}

impl SnelStart {
    /// An empty administration; the clock gives `modifiedOn` and ends tokens.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, state: Mutex::new(State::new()), refusals: Refusals::new() }
    }

    /// Accepts these keys instead of the demo keys.
    #[must_use]
    pub fn with_credentials(self, subscription_key: &str, koppelsleutel: &str) -> Self {
        {
            let mut state = self.state();
            state.access.subscription_keys = vec![subscription_key.to_owned()];
            state.access.koppelsleutel = Some(koppelsleutel.to_owned());
        }
        self
    }

    /// What was asked that a real vendor would have refused or silently ignored. A correct client
    /// leaves it empty.
    #[must_use]
    pub fn refusals(&self) -> Refusals {
        self.refusals.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    fn answer(&self, request: &Request<Bytes>) -> Result<Answer, Stop> {
        let now = self.now();
        let mut state = self.state();
        if request.uri().path() == "/b2b/token" {
            state.count("POST /b2b/token");
            if request.method() != Method::POST {
                return Err(no_endpoint(request, NoEndpoint::UnknownMethod));
            }
            return state.access.token(request, now);
        }
        let endpoint = Endpoint::find(request.method(), request.uri().path()).map_err(|why| {
            state.count("(unknown)");
            no_endpoint(request, why)
        })?;
        state.count(&endpoint.name());
        state.access.check_subscription(request)?;
        state.limits.check(now)?;
        state.access.check_token(request, endpoint.scope(), now)?;
        if let Some((status, shape)) = state.failures.pop_front() {
            return Ok(shape.answer(status));
        }
        self.carry_out(&mut state, endpoint, request, now)
    }

    fn carry_out(
        &self,
        state: &mut State,
        endpoint: Endpoint,
        request: &Request<Bytes>,
        now: DateTime<Utc>,
    ) -> Result<Answer, Stop> {
        match endpoint {
            Endpoint::CompanyInfo => state.read_company(request),
            Endpoint::Plain(plain) => {
                let (answer, ignored) = state.read_plain(plain, request)?;
                ignored.into_iter().for_each(|what| self.refusals.record(what));
                Ok(answer)
            }
            Endpoint::PlainById(plain, key) => state.read_plain_by_id(plain, key, request),
            Endpoint::List(resource) => state.read_list(resource, request, now),
            Endpoint::ById(Resource::Relaties, key) => state.read_relatie(key, request),
            Endpoint::ById(Resource::Artikelen, key) => state.read_artikel(key, request),
            Endpoint::ById(Resource::Verkooporders, key) => state.read_order(key, request, now),
            Endpoint::CreateOrder => state.create_order(request, now, &self.refusals),
            Endpoint::ReplaceOrder(key) => state.replace_order(key, request, now, &self.refusals),
            Endpoint::DeleteOrder(key) => state.delete_order(key, request, now),
            Endpoint::ChangeStatus(key) => state.change_status(key, request, now),
        }
    }
}

impl State {
    fn count(&mut self, name: &str) {
        *self.calls.entry(name.to_owned()).or_default() += 1;
    }
}

fn no_endpoint(request: &Request<Bytes>, why: NoEndpoint) -> Stop {
    let (method, path) = (request.method(), request.uri().path());
    let answer = match why {
        NoEndpoint::UnknownPath => gateway(StatusCode::NOT_FOUND, "Resource not found"),
        NoEndpoint::NoGuid => odata(StatusCode::NOT_FOUND, "No HTTP resource was found."),
        NoEndpoint::UnknownMethod => {
            odata(StatusCode::METHOD_NOT_ALLOWED, "The resource does not support this method.")
        }
    };
    Stop::strict(answer, format!("{method} {path}: {why:?}"))
}

impl Simulator for SnelStart {
    fn handle(&self, request: &Request<Bytes>) -> Response<Bytes> {
        self.answer(request).unwrap_or_else(|stop| stop.recorded(&self.refusals))
    }
}
