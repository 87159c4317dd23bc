//! A strict, stateful Exact Online for tests and demos: login page, token endpoint and API in one.
//!
//! It answers as the vendor documents it, and as clients in production have met it. What a correct
//! client never sends is answered with the vendor's error and recorded in [`ExactOnline::refusals`].
//! Nothing of the connector is used here, so that a mistake in the connector cannot hide. Where the
//! vendor leaves a point open, a switch decides.

mod answer;
mod clock;
mod control;
mod documents;
mod filter;
mod generated;
mod guid;
mod invoices;
mod limits;
mod oauth;
mod query;
mod read;
mod rights;
mod route;
mod schema;
mod seeds;
mod state;
mod switches;
mod table;
mod traps;
mod value;
mod write;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::{Request, Response, StatusCode, header};
use simon_core::host::Clock;
use simon_testkit::vendor::Stop;
use simon_testkit::vendor::asked::origin;
use simon_testkit::{Refusals, Simulator};

pub use answer::ErrorShape;
pub use control::{Attachment, Books, Document, Invoice, InvoiceLine, NewAccount, NewItem};
pub use oauth::{
    DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI, DEMO_REFRESH_TOKEN, LoginChoice,
};
pub use simon_testkit::vendor::NotThere;
pub use state::DEMO_DIVISION;
pub use traps::{Discounts, PriceFill, ReplyStyle, RightsShape, SmallTop, TooLong};

use answer::{Answer, bad_request, error, json_text, xml};
use read::Asked;
use route::{Action, Api, NoRoute, Resource, Route};
use schema::{Entity, Source};
use state::State;

/// A simulated Exact Online with one app and one user. (G7)
///
/// Login, tokens and the API are on one host, as at the vendor. A new one has one division,
/// [`DEMO_DIVISION`], without records but for the document types, and knows the app of
/// [`DEMO_CLIENT_ID`] and the login of [`DEMO_REFRESH_TOKEN`].
pub struct ExactOnline {
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
    refusals: Refusals,
}

impl std::fmt::Debug for ExactOnline {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ExactOnline").finish_non_exhaustive()
    }
}

impl ExactOnline {
    /// A vendor with one empty division; the clock gives all times and ends tokens.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        let refusals = Refusals::new();
        let state = Mutex::new(State::new(refusals.clone()));
        let vendor = Self { clock, state, refusals };
        vendor.books().set_document_types(&control::DOCUMENT_TYPES);
        vendor
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
        let path = request.uri().path();
        match Route::find(request.method(), path) {
            Ok(Route::Login) => {
                state.count("GET /api/oauth2/auth");
                state.oauth.login(request, now)
            }
            Ok(Route::Token) => {
                state.count("POST /api/oauth2/token");
                match state.token_failures.pop_front() {
                    Some((status, shape)) => Ok(shape.answer(status)),
                    None => state.oauth.token(request, now),
                }
            }
            Ok(Route::Api(api)) => {
                state.count(&format!("{} {}", api.method(), api.path()));
                let mut outcome = state.call(&api, request, now);
                state.account(&api, &mut outcome, now);
                outcome
            }
            Err(why) => {
                state.count("(unknown)");
                Err(no_route(request, why))
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
        api: &Api,
        request: &Request<Bytes>,
        now: DateTime<Utc>,
    ) -> Result<Answer, Stop> {
        self.limits(api.division).count(api.path(), now)?;
        if let Some(at) =
            self.failures.iter().position(|(path, ..)| path.is_none_or(|path| path == api.path()))
            && let Some((_, status, shape)) = self.failures.remove(at)
        {
            return Ok(shape.answer(status));
        }
        self.check_access(api, request, now)?;
        check_headers(api, request)?;
        match &api.resource {
            Resource::UserHasRights => self.user_has_rights(request),
            Resource::Rows(path, source) => {
                let Some(entity) = Entity::at(path) else { return Err(invoices::no_rows()) };
                let origin = origin(request);
                let asked = Asked {
                    entity,
                    division: api.division,
                    origin: &origin,
                    path: request.uri().path(),
                    query: request.uri().query(),
                    now,
                };
                self.carry_out(asked, *source, &api.action, request)
            }
        }
    }

    fn carry_out(
        &mut self,
        asked: Asked<'_>,
        source: Source,
        action: &Action,
        request: &Request<Bytes>,
    ) -> Result<Answer, Stop> {
        let writes = !matches!(action, Action::List | Action::Read(_));
        if writes && asked.query.is_some() {
            let line = format!("{} {}: a query on a write", request.method(), asked.path);
            return Err(Stop::strict(bad_request("Query options are not supported."), line));
        }
        match (action, source) {
            (Action::List, _) => self.list(asked),
            (Action::Read(key), _) => self.read_one(asked, key),
            (Action::Create, Source::SalesInvoices) => self.create_invoice(asked, request),
            (Action::Create, Source::Documents) => self.create_document(asked, request),
            (Action::Create, _) => self.create_attachment(asked, request),
            (Action::Change(key), Source::SalesInvoices) => {
                self.change_invoice_by(asked, *key, request)
            }
            (Action::Change(key), _) => self.change_document_by(asked, *key, request),
            (Action::Delete(key), _) => self.delete_by(asked, *key),
        }
    }

    /// Counts errors, and writes into an answer what is left of the limits.
    fn account(&mut self, api: &Api, outcome: &mut Result<Answer, Stop>, now: DateTime<Utc>) {
        let answer = match outcome {
            Ok(answer) => answer,
            Err(stop) => stop.answer.as_mut(),
        };
        let status = answer.status();
        let limits = self.limits(api.division);
        limits.write(answer);
        if let Some(why) = limits.count_error(api.path(), status, now) {
            self.refusals.record(why);
        }
        if self.traps.limits_hidden {
            limits::hide(answer);
        }
        if self.traps.english && !status.is_success() {
            answer::translate(answer);
        }
        if self.traps.bom && !answer.body().is_empty() && !answer.body().starts_with(b"<") {
            let body = [b"\xef\xbb\xbf", answer.body().as_ref()].concat();
            *answer.body_mut() = Bytes::from(body);
        }
    }
}

fn check_headers(api: &Api, request: &Request<Bytes>) -> Result<(), Stop> {
    let line = |why: &str| format!("{} {}: {why}", api.method(), api.path());
    if request.headers().contains_key("expect") {
        let answer = error(StatusCode::EXPECTATION_FAILED, "Expectation failed");
        return Err(Stop::strict(answer, line("Expect: 100-continue")));
    }
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
    if !accept.is_some_and(|accept| accept.contains("application/json")) {
        return Err(Stop::strict(xml(StatusCode::OK), line("no Accept: application/json")));
    }
    Ok(())
}

fn no_route(request: &Request<Bytes>, why: NoRoute) -> Stop {
    let (method, path) = (request.method(), request.uri().path());
    let answer = match why {
        NoRoute::UnknownPath => error(StatusCode::NOT_FOUND, "Resource not found"),
        NoRoute::NotAllowed => {
            error(StatusCode::METHOD_NOT_ALLOWED, "The resource does not support this method.")
        }
    };
    Stop::strict(answer, format!("{method} {path}: {why:?}"))
}

/// An answer with one value.
fn scalar(json: &str) -> Answer {
    json_text(StatusCode::OK, format!("{{\"d\":{json}}}"))
}

impl Simulator for ExactOnline {
    fn handle(&self, request: &Request<Bytes>) -> Response<Bytes> {
        self.answer(request).unwrap_or_else(|stop| stop.recorded(&self.refusals))
    }
}
