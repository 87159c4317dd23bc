//! The vendors that this host knows: one line each.

use std::sync::Arc;

use connector_billit::{BillitConfig, BillitConnector};
use connector_eboekhouden::EboekhoudenConfig;
use connector_exact::{ExactConfig, ExactConnector};
use connector_snelstart::{SnelStartConfig, SnelStartConnector};
use connector_visma::{VismaConfig, VismaConnector};
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
pub(crate) static VENDORS: &[Vendor] = &[
    Vendor {
        info: &connector_billit::INFO,
        build: |table, runtime| {
            let config: BillitConfig = from_table(table, "connection")?;
            Ok(Arc::new(BillitConnector::new(config, runtime)?))
        },
    },
    Vendor {
        // What both interfaces offer alike.
        info: &connector_eboekhouden::SOAP_INFO,
        build: |table, runtime| {
            let config: EboekhoudenConfig = from_table(table, "connection")?;
            Ok(connector_eboekhouden::connector(config, runtime)?)
        },
    },
    Vendor {
        info: &connector_exact::INFO,
        build: |table, runtime| {
            let config: ExactConfig = from_table(table, "connection")?;
            Ok(Arc::new(ExactConnector::new(config, runtime)?))
        },
    },
    Vendor {
        info: &connector_snelstart::INFO,
        build: |table, runtime| {
            let config: SnelStartConfig = from_table(table, "connection")?;
            Ok(Arc::new(SnelStartConnector::new(config, runtime)?))
        },
    },
    Vendor {
        info: &connector_visma::INFO,
        build: |table, runtime| {
            let config: VismaConfig = from_table(table, "connection")?;
            Ok(Arc::new(VismaConnector::new(config, runtime)?))
        },
    },
];

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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use std::sync::Arc;

    use simon_core::connector::{ConnectorInfo, Deletions, Lookup, PdfTransport};

    use simon_core::http::{ReqwestTransport, Runtime, SystemClock};
    use simon_sqlite::SqliteStore;
    use toml::Value;

    use super::VENDORS;

    fn runtime() -> Runtime {
        let store = Arc::new(SqliteStore::in_memory().unwrap());
        Runtime::new(
            "test".to_owned().try_into().unwrap(),
            Arc::new(ReqwestTransport::new().unwrap()),
            Arc::new(SystemClock),
            store.clone(),
            store,
        )
    }

    /// The cells of the README's connector table that follow from a connector's own data.
    fn cells(info: &ConnectorInfo) -> Vec<String> {
        let yes = |offered| if offered { "yes" } else { "no" }.to_owned();
        let words: Vec<String> =
            info.documents.iter().map(|soort| format!("{soort:?}").to_lowercase()).collect();
        let minutes = info.cadence.as_secs() / 60;
        let orders: Vec<&str> =
            info.capabilities.orders.iter().map(|soort| soort.sleutel()).collect();
        vec![
            words.join(" or "),
            if minutes < 1440 { format!("every {minutes} minutes") } else { "daily".to_owned() },
            yes(info.capabilities.artikelgroepen),
            match info.capabilities.deletions {
                Deletions::Feed { .. } => "feed of deletions",
                Deletions::Comparison => "whole comparison",
            }
            .to_owned(),
            match info.capabilities.pdf {
                PdfTransport::None => "no",
                PdfTransport::Step => "after the document",
                PdfTransport::Dossier => "on the customer's card",
                PdfTransport::Together => "with the document",
            }
            .to_owned(),
            if orders.is_empty() { "nothing".to_owned() } else { orders.join(", ") },
            match info.capabilities.lookup {
                Lookup::Reference { .. } => "reference",
                Lookup::None => "not at all",
            }
            .to_owned(),
        ]
    }

    /// What a way to connect asks for is what the connector's configuration knows.
    #[test]
    fn every_way_to_connect_is_one_that_the_configuration_knows() {
        for vendor in VENDORS {
            for way in vendor.info.koppelwijzen {
                let keys =
                    way.velden.iter().map(|veld| veld.key).chain(way.applicatie.iter().copied());
                let value = |key: &str| match key {
                    "redirect_uri" => "https://host.example/back",
                    "tenant_id" => "5d1c0de0-0000-4000-b000-0afe00000001",
                    _ => "eGFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE=",
                };
                let table = keys
                    .map(|key| (key.to_owned(), Value::String(value(key).to_owned())))
                    .collect();
                let built = vendor.connector(table, runtime());
                let problem = built.err().map(|failure| failure.rendered.bericht.nl);
                assert_eq!(problem, None, "{}: {}", vendor.info.id, way.nl);
            }
        }
    }

    #[test]
    fn the_readme_tells_of_each_connector_what_its_capabilities_say() {
        let readme = include_str!("../../../README.md");
        for vendor in VENDORS {
            let start = format!("| [`connector-{}`]", vendor.info.id);
            let row = readme.lines().find(|line| line.starts_with(&start));
            let row = row.unwrap_or_else(|| panic!("no row that begins with {start}"));
            let shown: Vec<&str> = row.split('|').skip(2).map(str::trim).collect();
            for (cell, shown) in cells(vendor.info).iter().zip(shown) {
                assert!(shown.starts_with(cell.as_str()), "{shown:?} should begin with {cell:?}");
            }
        }
    }
}
