//! The integrations that the page shows, each with its host.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use simon_core::connector::{ConnectorInfo, Koppelwijze};
use simon_core::domain::IntegrationId;
use simon_core::host::{Clock, Fase, Feed, IntegrationState, Store, WipePart};
use simon_core::memory::MemoryTokens;
use simon_core::message::Taal;
use simon_core::settings::SettingsForm;
use simon_sqlite::SqliteStore;
use tokio::sync::Notify;

use super::Entrance;
use super::fault::Fault;
use super::guard::{self, Password};
use super::keys::Keys;
use super::progress::Live;
use super::session::Sessions;
use crate::config::Config;
use crate::failure::Failure;
use crate::host::Host;
use crate::output::Output;
use crate::registry::Vendor;

/// What an integration begins with.
pub(crate) struct Begin {
    pub(crate) vendor: &'static Vendor,
    pub(crate) config: Config,
    pub(crate) store: SqliteStore,
    pub(crate) clock: Arc<dyn Clock>,
    /// What to fill in for keys and settings, where that is no secret: in a demonstration.
    pub(crate) hints: BTreeMap<String, String>,
}

impl Begin {
    /// Looks whether the configuration opens the vendor, or lacks only what users fill in.
    ///
    /// # Errors
    /// A usage failure that names what is wrong with it.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        let connection = &self.config.connection;
        let lacks = |way: &Koppelwijze| {
            way.velden.iter().any(|veld| veld.verplicht && !connection.contains_key(veld.key))
        };
        if self.vendor.info.koppelwijzen.iter().any(lacks) {
            return Ok(());
        }
        let output = Output::new(false, self.config.taal);
        let (store, clock) = (self.store.clone(), Arc::clone(&self.clock));
        Host::over(self.config.clone(), self.vendor, store, clock, output).map(drop)
    }
}

/// The page.
#[derive(Debug)]
pub(crate) struct Site {
    integraties: Vec<Arc<Integratie>>,
    pub(super) sessions: Sessions,
    pub(super) password: Option<Password>,
    /// The language of who did not choose one.
    pub(super) taal: Taal,
    names: Vec<String>,
    pub(super) clock: Arc<dyn Clock>,
}

impl Site {
    pub(super) async fn new(
        begins: Vec<Begin>,
        address: SocketAddr,
        entrance: Entrance,
        taal: Taal,
        clock: Arc<dyn Clock>,
    ) -> Self {
        let mut integraties = Vec::new();
        for begin in begins {
            integraties.push(Arc::new(Integratie::begin(begin).await));
        }
        let names = guard::names(address, &entrance.names);
        let password = entrance.password;
        Self { integraties, sessions: Sessions::default(), password, taal, names, clock }
    }

    pub(super) fn integraties(&self) -> &[Arc<Integratie>] {
        &self.integraties
    }

    /// The integration with this id.
    pub(super) fn integratie(&self, id: &str) -> Result<&Arc<Integratie>, Fault> {
        let found = self.integraties.iter().find(|one| one.id.as_str() == id);
        found.ok_or_else(Fault::not_found)
    }

    /// Whether the page is called by one of its names.
    pub(super) fn is_called(&self, host: &str) -> bool {
        self.names.iter().any(|name| name.eq_ignore_ascii_case(host))
    }
}

/// What a user has filled in on the way to saving, between two clicks. It has no `Debug`, because keys
/// may be among it.
#[derive(Default)]
pub(super) struct Draft {
    /// None until the page was opened: then it begins with what is in force.
    pub(super) form: Option<SettingsForm>,
    /// The version that was in force when the form began.
    pub(super) since: Option<u32>,
    /// The ticks of a re-activation (A2).
    pub(super) wipe: Vec<WipePart>,
    /// A login in the browser that was begun and did not come back yet.
    pub(super) login: Option<Login>,
    /// Whose books the keys opened when they were last proven here.
    pub(super) books: Option<String>,
}

/// A login at the vendor's page.
#[derive(Clone)]
pub(super) struct Login {
    /// What is kept once it succeeds.
    pub(super) keys: Keys,
    /// The vendor's page.
    pub(super) url: String,
}

/// One integration.
pub(super) struct Integratie {
    pub(super) id: IntegrationId,
    pub(super) info: &'static ConnectorInfo,
    pub(super) store: SqliteStore,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) hints: BTreeMap<String, String>,
    /// What the present run tells.
    pub(super) live: Live,
    /// Wakes who follows the vendor: something is due now.
    pub(super) due: Notify,
    vendor: &'static Vendor,
    config: Config,
    host: RwLock<Result<Arc<Host>, Failure>>,
    draft: Mutex<Draft>,
}

impl std::fmt::Debug for Integratie {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Integratie({})", self.id.as_str())
    }
}

impl Integratie {
    async fn begin(begin: Begin) -> Self {
        let Begin { vendor, config, store, clock, hints } = begin;
        let this = Self {
            id: config.integration.clone(),
            info: vendor.info,
            host: RwLock::new(Err(Failure::not_connected())),
            live: Live::default(),
            due: Notify::new(),
            draft: Mutex::default(),
            store,
            clock,
            hints,
            vendor,
            config,
        };
        let host = match Keys::load(&this.store, &this.id).await {
            Ok(keys) => this.built(keys.as_ref()),
            Err(error) => Err(error.into()),
        };
        this.put(host);
        this
    }

    /// The host with these keys, or those of the configuration. Nothing is asked of the vendor.
    ///
    /// # Errors
    /// A usage failure that names what is missing or wrong.
    pub(super) fn built(&self, keys: Option<&Keys>) -> Result<Arc<Host>, Failure> {
        let mut config = self.config.clone();
        if let Some(keys) = keys {
            config.connection = keys.applied(self.info, &config.connection);
        }
        let (store, clock) = (self.store.clone(), Arc::clone(&self.clock));
        let output = Output::new(false, self.config.taal);
        Host::over(config, self.vendor, store, clock, output).map(Arc::new)
    }

    /// A host with these keys, to ask whether they are good. It keeps its tokens to itself.
    ///
    /// # Errors
    /// As [`Self::built`].
    pub(super) fn proving(&self, keys: &Keys) -> Result<Host, Failure> {
        let mut config = self.config.clone();
        config.connection = keys.applied(self.info, &config.connection);
        let (store, tokens) = (self.store.clone(), Arc::<MemoryTokens>::default());
        let output = Output::new(false, self.config.taal);
        Host::with_tokens(config, self.vendor, (store, tokens), Arc::clone(&self.clock), output)
    }

    /// Works with this host from now on.
    pub(super) fn put(&self, host: Result<Arc<Host>, Failure>) {
        *self.host.write().unwrap_or_else(PoisonError::into_inner) = host;
        self.due.notify_one();
    }

    /// The host.
    ///
    /// # Errors
    /// Why there is none: keys have to be filled in first.
    pub(super) fn host(&self) -> Result<Arc<Host>, Failure> {
        self.host.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The settings of the configuration, to begin with.
    pub(super) const fn config(&self) -> &Config {
        &self.config
    }

    pub(super) fn draft(&self) -> MutexGuard<'_, Draft> {
        self.draft.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) async fn state(&self) -> Result<IntegrationState, Fault> {
        Ok(self.store.state(&self.id).await?)
    }

    /// How many tables wait for an answer about their clean-up (B5); none while it is off.
    pub(super) async fn vragen(&self) -> Result<usize, Fault> {
        if matches!(self.state().await?.fase, Fase::Inactief | Fase::Koppelen) {
            return Ok(0);
        }
        let mut open = 0;
        for feed in Feed::ALL {
            open += usize::from(self.store.feed(&self.id, feed).await?.vraag.is_some());
        }
        Ok(open)
    }

    pub(super) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    pub(super) fn tijdzone(&self) -> Tz {
        self.config.tijdzone.parse().unwrap_or(Tz::Europe__Amsterdam)
    }

    /// A moment as people in the integration's time zone read it.
    pub(super) fn local(&self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.tijdzone()).format("%d-%m-%Y %H:%M:%S").to_string()
    }

    /// The address of one of its pages.
    pub(super) fn page(&self, rest: &str) -> String {
        format!("/integraties/{}/{rest}", self.id.as_str())
    }
}
