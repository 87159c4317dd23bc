//! One connector, two interfaces: the keys decide which.

use std::sync::Arc;

use simon_core::Result;
use simon_core::connector::AccountingConnector;
use simon_core::http::Runtime;

use crate::EboekhoudenConfig;
use crate::config::Interface;
use crate::rest::RestConnector;
use crate::soap::SoapConnector;

/// The connector for the interface that the keys open: SOAP with a user name and two security codes,
/// REST with an API token (A3).
///
/// # Errors
/// `Config`, with everything that is wrong with the configuration.
pub fn connector(
    config: EboekhoudenConfig,
    runtime: Runtime,
) -> Result<Arc<dyn AccountingConnector>> {
    built(config, runtime, |soap| soap)
}

/// As [`connector`], for tests: with SOAP the pages of a listing have so many records as this says when
/// they begin.
///
/// # Errors
/// As [`connector`].
#[cfg(feature = "simulator")]
pub fn connector_in_pages_of(
    records: Arc<std::sync::atomic::AtomicUsize>,
    config: EboekhoudenConfig,
    runtime: Runtime,
) -> Result<Arc<dyn AccountingConnector>> {
    let page_size = crate::soap::PageSize::shared(records);
    built(config, runtime, |soap| soap.in_pages_of(page_size))
}

fn built(
    config: EboekhoudenConfig,
    runtime: Runtime,
    paged: impl FnOnce(SoapConnector) -> SoapConnector,
) -> Result<Arc<dyn AccountingConnector>> {
    let config = config.checked()?;
    Ok(match config.interface.clone() {
        Interface::Soap(keys) => Arc::new(paged(SoapConnector::new(&config, keys, runtime)?)),
        Interface::Rest(token) => Arc::new(RestConnector::new(&config, token, runtime)?),
    })
}
