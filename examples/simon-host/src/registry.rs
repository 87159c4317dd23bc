//! The vendors that this host knows: one line each.

use std::sync::Arc;

use connector_snelstart::{SnelStartConfig, SnelStartConnector};
use simon_core::connector::{AccountingConnector, ConnectorInfo};
use simon_core::http::Runtime;
use simon_core::message::{Catalogue, Message};
use toml::Table;

use crate::config::from_table;
use crate::failure::Failure;

type Connector = Arc<dyn AccountingConnector>;

/// A vendor and how its connector is built from `[connection]`.
pub(crate) struct Vendor {
    pub(crate) info: &'static ConnectorInfo,
    build: fn(Table, Runtime) -> Result<Connector, BuildError>,
}

/// All vendors.
pub(crate) static VENDORS: &[Vendor] = &[Vendor {
    info: &connector_snelstart::INFO,
    build: |table, runtime| {
        let config: SnelStartConfig = from_table(table, "connection")?;
        Ok(Arc::new(SnelStartConnector::new(config, runtime)?))
    },
}];

enum BuildError {
    Read(Failure),
    Refused(simon_core::Error),
}

impl From<Failure> for BuildError {
    fn from(failure: Failure) -> Self {
        Self::Read(failure)
    }
}

impl From<simon_core::Error> for BuildError {
    fn from(error: simon_core::Error) -> Self {
        Self::Refused(error)
    }
}

impl Vendor {
    /// The vendor with this name.
    ///
    /// # Errors
    /// A usage failure that names those there are.
    pub(crate) fn named(name: &str) -> Result<&'static Self, Failure> {
        VENDORS.iter().find(|vendor| vendor.info.id == name).ok_or_else(|| {
            let all: Vec<&str> = VENDORS.iter().map(|vendor| vendor.info.id).collect();
            let message = Message::new("host-config-leverancier")
                .with("naam", name)
                .with("bekend", all.join(", "));
            Failure::usage(&message)
        })
    }

    /// The connector of a configuration's `[connection]`.
    ///
    /// # Errors
    /// A usage failure that names what is wrong with it.
    pub(crate) fn connector(&self, table: Table, runtime: Runtime) -> Result<Connector, Failure> {
        (self.build)(table, runtime).map_err(|error| match error {
            BuildError::Read(failure) => failure,
            BuildError::Refused(error) => {
                Failure::of(&error, &Catalogue::with_connector(self.info.messages))
            }
        })
    }
}
