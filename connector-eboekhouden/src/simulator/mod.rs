//! A strict, stateful e-Boekhouden for tests and demos: the SOAP service and the REST service over one
//! set of books.
//!
//! It answers as the vendor documents it, and as clients in production have met it. What a correct
//! client never sends is answered with the vendor's error and recorded in [`EBoekhouden::refusals`].
//! Nothing of the connector is used here, so that a mistake in the connector cannot hide. Where the
//! vendor leaves a point open, a switch decides.

mod answer;
mod books;
mod control;
mod generated;
mod json;
mod messages;
mod rest;
mod seeds;
mod soap;
mod state;
mod stop;
mod switches;
mod table;
mod traps;
mod vat;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::{Request, Response};
use simon_core::host::Clock;
use simon_testkit::{Refusals, Simulator};

pub use answer::ErrorShape;
pub use books::{Artikel, Eenheid, Factuur, Groep, Regel, Rekening, Relatie, Sjabloon};
pub use control::NotThere;
pub use rest::DEMO_API_TOKEN;
pub use seeds::DEMO_SJABLOON;
pub use soap::{DEMO_SECURITY_CODE_1, DEMO_SECURITY_CODE_2, DEMO_USERNAME};
pub use table::RawRecord;
pub use traps::{Disorder, EmptyList, EmptyText, ErrorsShape, ListOrder, NullMember, TokenStyle};

use answer::Answer;
use state::State;
use stop::Stop;

/// A simulated e-Boekhouden with one administration. (G7)
///
/// `/soap.asmx` and `/v1/...` are on one host. A new one has units, three ledger accounts and the
/// template [`DEMO_SJABLOON`], and accepts [`DEMO_USERNAME`] with its two codes, and
/// [`DEMO_API_TOKEN`].
pub struct EBoekhouden {
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
    refusals: Refusals,
}

impl std::fmt::Debug for EBoekhouden {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EBoekhouden").finish_non_exhaustive()
    }
}

impl EBoekhouden {
    /// A new administration; the clock ends sessions.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        let refusals = Refusals::new();
        let mut state = State::new(refusals.clone());
        state.books.found();
        Self { clock, state: Mutex::new(state), refusals }
    }

    /// Accepts these codes over SOAP instead of the demo codes.
    #[must_use]
    pub fn with_codes(self, username: &str, code_1: &str, code_2: &str) -> Self {
        {
            let soap = &mut self.state().soap;
            soap.username = username.to_owned();
            soap.code_1 = code_1.to_owned();
            soap.code_2 = code_2.to_owned();
        }
        self
    }

    /// Accepts this API token over REST instead of the demo token.
    #[must_use]
    pub fn with_api_token(self, api_token: &str) -> Self {
        self.state().rest.api_token = api_token.to_owned();
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
        match request.uri().path() {
            "/soap.asmx" => state.soap_call(request, now),
            _ => state.rest_call(request, now),
        }
    }
}

impl Simulator for EBoekhouden {
    fn handle(&self, request: &Request<Bytes>) -> Response<Bytes> {
        match self.answer(request) {
            Ok(answer) => answer,
            Err(stop) => {
                if let Some(why) = stop.strict {
                    self.refusals.record(why);
                }
                *stop.answer
            }
        }
    }
}
