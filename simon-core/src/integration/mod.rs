//! The engine: what happens between a host and one administration at one vendor.
//!
//! Everything that an [`Integration`] knows is in the [`Store`] but one thing: whether its connector
//! was seen to open the right books (G9). A host keeps one, or makes one per job at the price of that
//! one look; any number of processes may work on the same integration.
//!
//! ```text
//! activate ─► run_due: fetch (every 5 minutes) ─► clean_up (a few nights a week)
//!          └► archive a werkbon ─► run_due: deliver
//! ```
//!
//! # Scheduling
//!
//! [`run_due`](Integration::run_due) runs the jobs that are due and says when to ask again; [`plan`] tells
//! by which rules. The host brings the timer. With many integrations an [`Agenda`] keeps the moments:
//!
//! ```
//! # use std::collections::BTreeMap;
//! # use simon_core::domain::IntegrationId;
//! # use simon_core::host::Clock;
//! # use simon_core::integration::{Agenda, DueReport, Integration, NoProgress};
//! # use tokio::task::JoinSet;
//! async fn work(clock: &dyn Clock, all: BTreeMap<IntegrationId, Integration>) {
//!     let mut agenda = Agenda::new();
//!     all.keys().for_each(|id| agenda.add(id.clone(), clock.now()));
//!     let mut running = JoinSet::<(IntegrationId, simon_core::Result<DueReport>)>::new();
//!     while let Some(next) = agenda.next() {
//!         let wait = (next - clock.now()).to_std().unwrap_or_default();
//!         tokio::select! {
//!             Some(Ok((id, report))) = running.join_next() => match report.map(|it| it.ask_again) {
//!                 Ok(Some(at)) => agenda.set(id, at),
//!                 Ok(None) => {} // it is off, and is looked at again in 5 minutes
//!                 Err(error) => eprintln!("{error}"), // a port failed; likewise
//!             },
//!             () = clock.sleep(wait) => for id in agenda.due(clock.now()) {
//!                 let simon = all[&id].clone();
//!                 running.spawn(async move { (id, simon.run_due(&NoProgress).await) });
//!             },
//!         }
//!     }
//! }
//! ```
//!
//! A host that archives a werkbon calls `agenda.set(id, now)`, so that it goes out at once instead of
//! within five minutes. One that is off costs a read every five minutes. A host may take it from the
//! agenda, and must then put it back, in the process that works, when it is activated, logged in or
//! reconnected anywhere: otherwise it is on and nobody works on it.
//!
//! # Memory
//!
//! The message texts are by far the largest part of an integration: it takes 480 kB with texts of its
//! own, and 3 kB, its connector and its place in the agenda included, when hosts with many
//! [share](Integration::with_catalogue) those of each connector. `cargo run -p connector-snelstart
//! --example integrations` measures it.

mod activation;
mod checks;
mod cleanup;
mod complaints;
mod dates;
mod deliver;
mod doubles;
mod drift;
mod erase;
mod fetch;
mod groups;
mod loop_guard;
mod measure;
mod orders;
mod passes;
mod preview;
mod reconcile;
mod reconnect;
mod records;
mod run_due;
mod schedule;
mod status;

pub use crate::settings::CheckLine;
pub use activation::{Activation, ActivationReport, WipePlan};
pub use cleanup::{CleanUpQuestion, Leaver};
pub use deliver::{Besluit, DeliveryReport};
pub use erase::Erasure;
pub use fetch::{FeedReport, FetchRequest, NoProgress, Progress, Slice};
pub use preview::{Preview, PreviewDocument, PreviewOutcome};
pub use reconcile::{Gevonden, ReconciledWerkbon, Reconciliation};
pub use run_due::{DueReport, JobReport};
pub use schedule::{Agenda, End, Plan, Situation, plan};
pub use status::{JobStatus, Status};

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use chrono::{DateTime, DurationRound, NaiveDate, TimeDelta, Utc, Weekday, WeekdaySet};
use chrono_tz::Tz;

use crate::connector::{AccountingConnector, ConnectorInfo};
use crate::domain::{Administratie, IntegrationId, InvalidValue};
use crate::error::{Actor, Error, ErrorKind, Result};
use crate::host::{Batch, Change, Clock, CommitError, Fase, IntegrationState, Random, Store};
use crate::log::{LogLine, LogTabel, Soort};
use crate::message::{Catalogue, Message};
use crate::settings::SettingsVersion;

/// The ports that the engine needs.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Ports {
    /// The host's storage.
    pub store: Arc<dyn Store>,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub random: Arc<dyn Random>,
}

impl Ports {
    /// The three ports.
    #[must_use]
    pub fn new(store: Arc<dyn Store>, clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> Self {
        Self { store, clock, random }
    }
}

/// What a host may choose per integration.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Options {
    tijdzone: Tz,
    nachten: WeekdaySet,
    /// A clean-up that would remove more than this share of a table stops and asks (B5), in percent.
    pub cleanup_percent: u64,
    /// ... unless it removes no more records than this.
    pub cleanup_records: u64,
    /// Lines of the log that are older, in days, are forgotten at the end of each clean-up; none keeps
    /// them for ever. What was delivered and imported is never forgotten.
    pub log_dagen: Option<u32>,
}

impl Default for Options {
    /// Amsterdam; clean-up in the nights of Monday, Wednesday and Friday, which stops above 20 % and 50
    /// records; the log is kept for 400 days, so that the last financial year can still be looked up
    /// when its books are closed.
    fn default() -> Self {
        Self {
            tijdzone: Tz::Europe__Amsterdam,
            nachten: WeekdaySet::from_array([Weekday::Mon, Weekday::Wed, Weekday::Fri]),
            cleanup_percent: 20,
            cleanup_records: 50,
            log_dagen: Some(400),
        }
    }
}

impl Options {
    /// Sets the time zone that decides what a date is, by its IANA name.
    ///
    /// # Errors
    /// Refuses a name that is not in the time zone database.
    pub fn with_tijdzone(mut self, naam: &str) -> Result<Self, InvalidValue> {
        self.tijdzone = naam.parse().map_err(|_| {
            InvalidValue::new("tijdzone", "is no name of the IANA time zone database")
        })?;
        Ok(self)
    }

    /// Sets for how many days lines of the log are kept; none for ever.
    #[must_use]
    pub const fn with_log_dagen(mut self, dagen: Option<u32>) -> Self {
        self.log_dagen = dagen;
        self
    }

    /// Sets the nights of the clean-up: those in which one of these days begins (B4). None of them
    /// means that the schedule never cleans up.
    #[must_use]
    pub fn with_nachten(mut self, dagen: impl IntoIterator<Item = Weekday>) -> Self {
        self.nachten = dagen.into_iter().collect();
        self
    }

    const fn nachten(&self) -> WeekdaySet {
        self.nachten
    }

    fn date(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.tijdzone).date_naive()
    }

    /// The time of day for people: `14:05`, rounded up, because before it nothing happens.
    fn time(&self, at: DateTime<Utc>) -> String {
        let minute = at.duration_trunc(TimeDelta::minutes(1)).unwrap_or(at);
        let minute = if minute < at { minute + TimeDelta::minutes(1) } else { minute };
        minute.with_timezone(&self.tijdzone).format("%H:%M").to_string()
    }
}

/// One integration: a host's customer with its administration at a vendor.
#[derive(Debug, Clone)]
pub struct Integration {
    id: IntegrationId,
    connector: Arc<dyn AccountingConnector>,
    ports: Ports,
    options: Options,
    catalogue: Arc<Catalogue>,
    /// One more than the epoch in which the right books were seen to open; 0 when they were not.
    right_books: Arc<AtomicU64>,
}

impl Integration {
    /// Brings an id, a connector and the ports together. No call is made.
    #[must_use]
    pub fn new(id: IntegrationId, connector: Arc<dyn AccountingConnector>, ports: Ports) -> Self {
        let catalogue = Arc::new(Catalogue::with_connector(connector.info().messages));
        let right_books = Arc::default();
        Self { id, connector, ports, options: Options::default(), catalogue, right_books }
    }

    /// Shares the texts of this connector, `Catalogue::with_connector(info.messages)`, with other
    /// integrations. Otherwise each reads its own when it first needs them.
    #[must_use]
    pub fn with_catalogue(mut self, catalogue: Arc<Catalogue>) -> Self {
        self.catalogue = catalogue;
        self
    }

    /// Replaces the options.
    #[must_use]
    pub fn with_options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    /// All texts of the core and this connector, to render errors with.
    #[must_use]
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The connector's fixed data.
    #[must_use]
    pub fn info(&self) -> &'static ConnectorInfo {
        self.connector.info()
    }

    fn now(&self) -> DateTime<Utc> {
        self.ports.clock.now()
    }

    fn today(&self) -> NaiveDate {
        self.options.date(self.now())
    }

    fn log(&self, line: LogLine) -> Change {
        Change::Log(Box::new(line.render(self.now(), &self.catalogue)))
    }

    fn log_integratie(&self, soort: Soort, message: Message) -> Change {
        self.log(LogLine::new(soort, LogTabel::Integratie, message))
    }

    async fn commit(&self, epoch: Option<u64>, changes: Vec<Change>) -> Result<(), CommitError> {
        self.ports.store.commit(&self.id, Batch { epoch, changes }).await
    }

    async fn state(&self) -> Result<IntegrationState> {
        self.ports.store.state(&self.id).await
    }

    /// The state and settings of an integration that is working.
    async fn working(&self) -> Result<(IntegrationState, SettingsVersion)> {
        let state = self.state().await?;
        let code = match state.fase {
            Fase::Actief => None,
            Fase::AandachtNodig => Some("integratie-aandacht-nodig"),
            Fase::Inactief | Fase::Koppelen => Some("integratie-niet-actief"),
        };
        if let Some(code) = code {
            return Err(Error::new(ErrorKind::InvalidInput, "the integration is not active")
                .with_message(Message::new(code)));
        }
        let settings = self.settings(state.settings.unwrap_or_default()).await?;
        Ok((state, settings))
    }

    async fn settings(&self, nummer: u32) -> Result<SettingsVersion> {
        let found = self.ports.store.settings(&self.id, nummer).await?;
        found.ok_or_else(|| {
            Error::new(ErrorKind::Host, format!("settings version {nummer} is not in the store"))
        })
    }

    /// Proves, once in the life of this value and in an epoch, that the credentials open the administration that was
    /// activated; otherwise nothing is fetched or sent and the log says so (G9, P25).
    async fn prove_books(&self, state: &IntegrationState) -> Result<()> {
        match self.other_books(state).await? {
            Some(opened) => Err(self.stop_for_other_books(&opened).await?),
            None => Ok(()),
        }
    }

    /// The administration that the credentials open, if it is another than was activated. Nothing is
    /// written.
    async fn other_books(&self, state: &IntegrationState) -> Result<Option<Administratie>> {
        let known = self.info().capabilities.knows_administratie;
        if !known || self.books_are_proven(state) {
            return Ok(None);
        }
        let Some(books) = &state.administratie else { return Ok(None) };
        let opened = self.connector.administratie(books).await?;
        if activation::is_other(state, &opened) {
            return Ok(Some(opened));
        }
        self.note_proof(state.epoch);
        Ok(None)
    }

    /// Stops the work and says so in the log when the vendor refused the user's credentials: nothing
    /// is called any more until a person connects again (A9).
    async fn note_refusal(&self, error: &Error) -> Result<()> {
        if error.kind() != ErrorKind::Unauthenticated || error.who() != Actor::User {
            return Ok(());
        }
        let line = LogLine::new(Soort::Fout, LogTabel::Integratie, error.message().clone())
            .with_vendor_text(error.vendor_text());
        self.need_attention(line).await
    }

    async fn need_attention(&self, line: LogLine) -> Result<()> {
        let state = self.state().await?;
        if state.fase != Fase::Actief {
            return Ok(());
        }
        let state = IntegrationState { fase: Fase::AandachtNodig, ..state };
        match self.commit(None, vec![Change::State(state), self.log(line)]).await {
            // Somebody else wrote the state: he saw the refusal, or saved or deactivated.
            Ok(()) | Err(CommitError::Conflict) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}
