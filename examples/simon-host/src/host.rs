//! What the commands work with: the integration of a configuration on its store.

use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use simon_core::Error;
use simon_core::connector::ConnectorInfo;
use simon_core::domain::IntegrationId;
use simon_core::host::{Clock, Store, SystemRandom, TokenStore};
use simon_core::http::{ReqwestTransport, Runtime};
use simon_core::integration::{Integration, Options, Ports};
use simon_core::message::Message;
use simon_core::settings::{SettingSpec, SettingValues};
use simon_sqlite::SqliteStore;

use crate::config::{Config, StoreAt};
use crate::failure::Failure;
use crate::output::Output;
use crate::registry::Vendor;

/// One integration, ready for commands.
pub(crate) struct Host {
    pub(crate) id: IntegrationId,
    pub(crate) integration: Integration,
    pub(crate) store: SqliteStore,
    pub(crate) settings: SettingValues,
    pub(crate) output: Output,
    clock: Arc<dyn Clock>,
    tijdzone: Tz,
}

impl Host {
    /// The integration of a configuration file, with the time of this clock.
    ///
    /// # Errors
    /// A usage failure that says what is wrong with the configuration.
    pub(crate) fn open(
        config: Config,
        clock: Arc<dyn Clock>,
        output: Output,
    ) -> Result<Self, Failure> {
        let (vendor, store) = Self::ground(&config, output)?;
        Self::over(config, vendor, store, clock, output)
    }

    /// The vendor of a configuration, whose settings have only keys that it knows, and the open store.
    ///
    /// # Errors
    /// A usage failure that says what is wrong with the configuration.
    pub(crate) fn ground(
        config: &Config,
        output: Output,
    ) -> Result<(&'static Vendor, SqliteStore), Failure> {
        let vendor = Vendor::named(&config.vendor)?;
        check_keys(vendor.info, &config.settings)?;
        Ok((vendor, open_store(&config.store, output)?))
    }

    /// The integration of a configuration, on an open store.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub(crate) fn over(
        config: Config,
        vendor: &Vendor,
        store: SqliteStore,
        clock: Arc<dyn Clock>,
        output: Output,
    ) -> Result<Self, Failure> {
        let tokens = Arc::new(store.clone());
        Self::with_tokens(config, vendor, (store, tokens), clock, output)
    }

    /// The same with its tokens elsewhere than in the store.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub(crate) fn with_tokens(
        config: Config,
        vendor: &Vendor,
        (store, tokens): (SqliteStore, Arc<dyn TokenStore>),
        clock: Arc<dyn Clock>,
        output: Output,
    ) -> Result<Self, Failure> {
        let options = Options::default().with_tijdzone(&config.tijdzone).map_err(|error| {
            let message = Message::new("host-config-fout").with("plaats", "tijdzone");
            Failure::usage(&message.with("detail", error.problem))
        })?;
        let options = options.with_log_dagen(config.log_dagen);
        let ports = Arc::new(store.clone());
        let runtime = Runtime::new(
            config.integration.clone(),
            Arc::new(ReqwestTransport::new()?),
            clock.clone(),
            tokens,
            ports.clone(),
        );
        let connector = vendor.connector(config.connection, runtime)?;
        let ports = Ports::new(ports, clock.clone(), Arc::new(SystemRandom));
        let id = config.integration;
        let integration = Integration::new(id.clone(), connector, ports).with_options(options);
        let tijdzone = config.tijdzone.parse().unwrap_or(Tz::Europe__Amsterdam);
        let settings = config.settings;
        Ok(Self { id, integration, store, settings, output, clock, tijdzone })
    }

    /// The store as its port.
    pub(crate) fn port(&self) -> &dyn Store {
        &self.store
    }

    /// An error in the words of the connector's catalogue.
    pub(crate) fn failure(&self, error: &Error) -> Failure {
        Failure::of(error, self.integration.catalogue())
    }

    /// The clock that everything here goes by.
    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    /// Now, on that clock.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Today, in the integration's time zone.
    pub(crate) fn today(&self) -> NaiveDate {
        self.now().with_timezone(&self.tijdzone).date_naive()
    }

    /// A moment as people in the integration's time zone read it.
    pub(crate) fn local(&self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.tijdzone).format("%Y-%m-%d %H:%M:%S").to_string()
    }

    /// The integration's time zone.
    pub(crate) const fn tijdzone(&self) -> Tz {
        self.tijdzone
    }
}

/// A key that no setting of the vendor has is a slip in the file.
fn check_keys(info: &ConnectorInfo, settings: &SettingValues) -> Result<(), Failure> {
    let known = |spec: &SettingSpec, key: &str| spec.key == key || spec.aliases.contains(&key);
    for (key, _) in settings.iter() {
        if !info.settings.iter().any(|spec| known(spec, key)) {
            let bekend: Vec<&str> = info.settings.iter().map(|spec| spec.key).collect();
            let message = Message::new("host-config-instelling")
                .with("leverancier", info.naam)
                .with("sleutel", key)
                .with("bekend", bekend.join(", "));
            return Err(Failure::usage(&message));
        }
    }
    Ok(())
}

fn open_store(at: &StoreAt, output: Output) -> Result<SqliteStore, Failure> {
    let opened = match at {
        StoreAt::File(path) => SqliteStore::open(Path::new(path)),
        StoreAt::Memory => {
            let forgets = crate::failure::text(&Message::new("host-opslag-vergeet"));
            output.note(output.full(&forgets));
            SqliteStore::in_memory()
        }
    };
    opened.map_err(|error| {
        let message = Message::new("host-opslag-mislukt").with("detail", &error);
        Failure::usage(&message)
    })
}
