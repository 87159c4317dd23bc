//! A strict, stateful Billit for tests and demos: login page, token endpoint and API in one.
//!
//! It answers as the vendor documents it, and as clients in production have met it. What a correct
//! client never sends is answered with the vendor's error and recorded in [`Billit::refusals`].
//! Where the vendor leaves a point open, a switch decides.

mod access;
mod answer;
mod control;
mod filter;
mod generated;
mod idempotency;
mod limits;
mod listing;
mod names;
mod oauth;
mod orders;
mod parties;
mod query;
mod route;
mod seeds;
mod stamp;
mod state;
mod switches;
mod table;
mod traps;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::{HeaderValue, Request, Response, StatusCode};
use simon_core::host::Clock;
use simon_testkit::vendor::Stop;
use simon_testkit::{Refusals, Simulator};

pub use answer::ErrorShape;
pub use control::{Books, NewArtikel, NewKlant, NewOfferte, NewRegel, Order, OrderFile, OrderLine};
pub use filter::TimeLiterals;
pub use oauth::{
    DEMO_API_KEY, DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI, DEMO_REFRESH_TOKEN,
};
pub use parties::Adres;
pub use simon_testkit::vendor::{LoginChoice, NotThere};
pub use stamp::{StampStyle, StampZone};
pub use state::DEMO_PARTY_ID;
pub use traps::{
    ApprovedAs, DraftWish, Inactive, KeyHeader, NextLinks, PartyRows, RetryAfter, TextLines,
    TooLong,
};

use access::check_headers;
use answer::{Answer, GENERIC, strict};
use listing::no_company;
use route::{Api, NoRoute, Route};
use state::{Failure, State};

/// A simulated Billit with one app and one user. (G7)
///
/// Login, tokens and the API are on one host; at the vendor the login page has a host of its own. A
/// new one has one company, [`DEMO_PARTY_ID`], without records, and knows the app of
/// [`DEMO_CLIENT_ID`], the login of [`DEMO_REFRESH_TOKEN`] and the user's [`DEMO_API_KEY`].
pub struct Billit {
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
    refusals: Refusals,
}

impl std::fmt::Debug for Billit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Billit").finish_non_exhaustive()
    }
}

impl Billit {
    /// A vendor with one empty company; the clock gives all times and ends tokens.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        let refusals = Refusals::new();
        Self { clock, state: Mutex::new(State::new(refusals.clone())), refusals }
    }

    /// Knows this app instead of the demo app.
    #[must_use]
    pub fn with_app(self, client_id: &str, client_secret: &str, redirect_uri: &str) -> Self {
        {
            let mut state = self.state();
            state.oauth.client_id = client_id.to_owned();
            state.oauth.client_secret = client_secret.to_owned();
            state.oauth.redirect_uri = redirect_uri.to_owned();
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
        let route = match Route::find(request.method(), request.uri().path()) {
            Ok(route) => route,
            Err(why) => {
                state.count("(unknown)");
                return Err(no_route(request, why));
            }
        };
        state.count(&route.name());
        match route {
            Route::Login => state.oauth.login(request, now),
            Route::Token => match state.token_failures.pop_front() {
                Some(failure) => Ok(failure.answer()),
                None => state.oauth.token(request, now),
            },
            Route::Revoke => state.oauth.revoke(request, now),
            Route::Api(api) => {
                let mut outcome = state.call(api, request, now);
                state.correlate(&mut outcome);
                outcome
            }
        }
    }
}

impl State {
    fn count(&mut self, name: &str) {
        *self.calls.entry(name.to_owned()).or_default() += 1;
    }

    fn call(
        &mut self,
        api: Api,
        request: &Request<Bytes>,
        now: DateTime<Utc>,
    ) -> Result<Answer, Stop> {
        self.limits.count(now, self.traps.retry_after)?;
        if let Some(failure) = self.failure(&api.name()) {
            return Ok(failure.answer());
        }
        self.check_caller(request, now)?;
        let company = self.company_of(api, request)?;
        check_headers(api, request)?;
        if api == Api::Account {
            return self.account(request);
        }
        let company = company.ok_or_else(no_company)?;
        match api {
            Api::Account => self.account(request),
            Api::List(_) | Api::DeletedOrders => self.list(company, api, request, now),
            Api::Read(entity, id) => self.read(company, (entity, id), request),
            Api::CreateOrder => self.create_order(company, request, now),
            Api::ChangeOrder(id) => self.change_order(company, id, request, now),
            Api::File(id) => self.file(company, id, request),
        }
    }

    /// The next failure that strikes this call.
    fn failure(&mut self, name: &str) -> Option<Failure> {
        let strikes = |failure: &Failure| failure.name.as_deref().is_none_or(|own| own == name);
        let at = self.failures.iter().position(strikes)?;
        self.failures.remove(at)
    }

    /// Failed answers carry an id by which the vendor finds them in its own log.
    fn correlate(&mut self, outcome: &mut Result<Answer, Stop>) {
        let answer = match outcome {
            Ok(answer) => answer,
            Err(stop) => stop.answer.as_mut(),
        };
        if !answer.status().is_success() {
            self.correlation += 1;
            answer.headers_mut().insert("x-correlation-id", HeaderValue::from(self.correlation));
        }
    }
}

impl Failure {
    fn answer(&self) -> Answer {
        self.shape.answer(self.status, &self.code)
    }
}

fn no_route(request: &Request<Bytes>, why: NoRoute) -> Stop {
    let (method, path) = (request.method(), request.uri().path());
    let status = match why {
        NoRoute::UnknownPath => StatusCode::NOT_FOUND,
        NoRoute::NotAllowed => StatusCode::METHOD_NOT_ALLOWED,
    };
    strict(status, GENERIC, format!("{method} {path}: {why:?}"))
}

impl Simulator for Billit {
    fn handle(&self, request: &Request<Bytes>) -> Response<Bytes> {
        self.answer(request).unwrap_or_else(|stop| stop.recorded(&self.refusals))
    }
}
