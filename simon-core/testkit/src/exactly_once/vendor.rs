//! What a connector's test brings: its simulator, and what a delivery is at its vendor.

use std::fmt::Debug;
use std::sync::Arc;
use std::time::Duration;

use simon_core::connector::AccountingConnector;
use simon_core::domain::Werkbon;
use simon_core::host::Clock;
use simon_core::http::Runtime;
use simon_core::settings::SettingValues;

use super::World;
use crate::{Exchange, On, Refusals, Simulator};

/// A kind of request that a delivery makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Endpoint {
    method: &'static str,
    path: &'static str,
    body: &'static str,
    what: &'static str,
    after_lost: Option<&'static Self>,
}

impl Endpoint {
    /// Requests with this method and path, and what is done there. A path that ends in `/` stands for
    /// everything below it.
    #[must_use]
    pub const fn new(method: &'static str, path: &'static str, what: &'static str) -> Self {
        Self { method, path, body: "", what, after_lost: None }
    }

    /// Only those with this text in their body: an operation where all have one path.
    #[must_use]
    pub const fn containing(mut self, text: &'static str) -> Self {
        self.body = text;
        self
    }

    /// Made only after the answer of this one was lost: a look-up.
    #[must_use]
    pub const fn after_lost(mut self, create: &'static Self) -> Self {
        self.after_lost = Some(create);
        self
    }

    pub(super) const fn what(&self) -> &'static str {
        self.what
    }

    pub(super) const fn lost(&self) -> Option<&'static Self> {
        self.after_lost
    }

    /// Its requests, for a fault. Those to a longer path that begins alike are among them.
    #[must_use]
    pub fn on(&self) -> On {
        On::new(self.method, self.path).containing(self.body)
    }

    /// How many letters of the path say that the exchange was made here, if it was.
    pub(super) fn made(&self, exchange: &Exchange) -> Option<usize> {
        let below = self.path.ends_with('/') && exchange.path.starts_with(self.path);
        let here = below || exchange.path == self.path;
        let made = here && exchange.method == self.method && exchange.contains(self.body);
        made.then_some(self.path.len())
    }
}

/// A login in a browser, which a process loses when it dies between the vendor's answer with new tokens
/// and their place in the store.
#[derive(Debug)]
pub struct Login<S> {
    /// The request for tokens, of which a lost answer costs the login.
    pub token: Endpoint,
    /// Lets a person log in at this address, and gives the one to which the browser is sent back.
    pub browser: fn(&S, &str) -> String,
    /// Code of the message that asks for it.
    pub code: &'static str,
    /// At how many of the crashes at a port call it is lost, both sides counted.
    pub lost: usize,
}

/// One vendor in the hands of the checks: demo records on a simulator, a connector to it, and a werkbon
/// to deliver.
///
/// `sim` is acted on directly, as the vendor's own users would, and that counts as no request.
pub trait Vendor: Sized + 'static {
    /// The simulator.
    type Simulator: Simulator;

    /// A document in the vendor's books, with everything that [`checks`](Self::checks) looks at.
    type Document: Debug;

    /// The request that creates the document.
    const CREATE: Endpoint;

    /// All requests of a delivery of [`werkbon`](Self::werkbon), also when every answer is lost once.
    const ENDPOINTS: &'static [Endpoint];

    /// Port calls of a delivery that nothing disturbs.
    const CALLS: usize;

    /// The least number of second crashes during the recovery from a first one, in the first half of
    /// the calls and in the second half.
    const SECOND_CRASHES: [usize; 2];

    /// The lag that the connector declares: so long a created document may stay invisible.
    const LAG: Duration;

    /// How many races there are with lost answers.
    const RACES: u64 = 200;

    /// The login in a browser, where it can be lost.
    const LOGIN: Option<Login<Self::Simulator>> = None;

    /// An account without records, of which the simulator takes the time from this clock.
    fn simulator(clock: Arc<dyn Clock>) -> Self::Simulator;

    /// Adds the demo records.
    fn seed(sim: &Self::Simulator);

    /// A connector with the right credentials.
    fn connector(runtime: Runtime) -> Arc<dyn AccountingConnector>;

    /// What a real vendor would have refused.
    fn refusals(sim: &Self::Simulator) -> Refusals;

    /// From now on, what is created shows in look-ups only after so long.
    fn delay_look_ups(sim: &Self::Simulator, lag: Duration);

    /// Every setting that puts something on the document or adds a call.
    fn settings() -> SettingValues;

    /// The werkbon [`NUMMER`](super::NUMMER), with everything that a document can have; what it needs
    /// in the vendor's books is added there.
    fn werkbon(world: &World<Self>) -> Werkbon;

    /// Settings of a race.
    fn race_settings() -> SettingValues;

    /// A werkbon of a race: as few calls as can be.
    fn race_werkbon(world: &World<Self>, nummer: &str) -> Werkbon;

    /// Documents in the vendor's books with the reference of a werkbon.
    fn documents(sim: &Self::Simulator, nummer: &str) -> Vec<Self::Document>;

    /// The document's id, as the ledger must know it.
    fn id(document: &Self::Document) -> &str;

    /// What must hold for the delivered document of [`werkbon`](Self::werkbon), each under a name.
    fn checks(world: &World<Self>, document: &Self::Document) -> Vec<(&'static str, bool)>;
}
