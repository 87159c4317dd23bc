//! A strict, stateful Visma.net ERP for tests and demos: Visma Connect, the main API and Sales Orders v3
//! over one set of companies.
//!
//! It answers as the vendor documents it, and as clients in production have met it. What a correct
//! client never sends is answered with the vendor's error, or ignored where the vendor ignores it, and
//! recorded in [`VismaNet::refusals`] both ways. Nothing of the connector is used here, so that a mistake
//! in the connector cannot hide. Where the vendor leaves a point open, a switch decides.

mod answer;
mod clock;
mod connect;
mod control;
mod desk;
mod documents;
mod generated;
mod limits;
mod main_api;
mod orders;
mod query;
mod records;
mod route;
mod seeds;
mod shape;
mod state;
mod switches;
mod table;
mod traps;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::{Request, Response};
use simon_core::host::Clock;
use simon_testkit::vendor::Stop;
use simon_testkit::{Refusals, Simulator};

pub use answer::ErrorShape;
pub use connect::{
    DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI, DEMO_REFRESH_TOKEN, LoginChoice,
    ScopeRefusal, TenantClaim,
};
pub use control::Books;
pub use documents::{Bijlage, Factuur, Order, Regel};
pub use records::{
    Adres, Artikel, ArtikelSoort, ArtikelStatus, Gedrag, Klant, KlantStatus, Magazijn, Ordersoort,
    Vestiging,
};
pub use simon_testkit::vendor::NotThere;
pub use state::{DEMO_CONTRACT, DEMO_TENANT};
pub use traps::{
    FilterMatch, ListOrder, Metadata, PriceFill, ResetStyle, StampLayout, StampZone, TooLong,
};

use answer::Answer;
use route::Service;
use state::State;

/// A simulated Visma.net ERP with one application and one user. (G7)
///
/// Login, main API and Sales Orders v3 have paths that never meet, so that one loopback address serves
/// all three. A new one has one company, [`DEMO_TENANT`], without customers and items, and knows the
/// application of [`DEMO_CLIENT_ID`] and the login of [`DEMO_REFRESH_TOKEN`].
pub struct VismaNet {
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
    refusals: Refusals,
}

impl std::fmt::Debug for VismaNet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("VismaNet").finish_non_exhaustive()
    }
}

impl VismaNet {
    /// A vendor with one empty company; the clock gives all times and ends tokens.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        let refusals = Refusals::new();
        let state = Mutex::new(State::new(refusals.clone(), clock.now()));
        Self { clock, state, refusals }
    }

    /// Knows this application instead of the demo application.
    #[must_use]
    pub fn with_app(self, client_id: &str, client_secret: &str, redirect_uri: &str) -> Self {
        {
            let app = &mut self.state().connect.app;
            app.client_id = client_id.to_owned();
            app.client_secret = client_secret.to_owned();
            app.redirect_uri = redirect_uri.to_owned();
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
        let found = route::find(request);
        let name = found.as_ref().map_or("(unknown)".to_owned(), |asked| asked.route.name());
        *state.calls.entry(name).or_default() += 1;
        let asked = found?;
        route::check_headers(&asked, &self.refusals)?;
        match asked.route.service() {
            Service::Connect => state.connect_call(&asked, now),
            Service::Main => state.main_call(&asked, now),
            Service::Orders => state.orders_call(&asked, now),
        }
    }
}

impl Simulator for VismaNet {
    fn handle(&self, request: &Request<Bytes>) -> Response<Bytes> {
        self.answer(request).unwrap_or_else(|stop| stop.recorded(&self.refusals))
    }
}
