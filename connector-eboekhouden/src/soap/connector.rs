//! The operations of the connector.

use crate::config::{Checked, SoapKeys};
use crate::info::SOAP_INFO;
use async_trait::async_trait;
use simon_core::connector::{
    AccountingConnector, Connected, ConnectorInfo, Created, DocumentSearch, ListRequest, Page,
    RelatieRecord, SettingCheck,
};
use simon_core::domain::{Administratie, Artikel, DocumentRef, InvoiceDraft};
use simon_core::http::Runtime;
use simon_core::settings::{CheckOutcome, SettingsVersion};
use simon_core::{Error, Result};

/// A connection through SOAP.
#[derive(Debug)]
pub(crate) struct SoapConnector;

impl SoapConnector {
    pub(crate) fn new(config: &Checked, keys: SoapKeys, runtime: Runtime) -> Result<Self> {
        let _ = (config, keys, runtime);
        Ok(Self)
    }
}

#[async_trait]
impl AccountingConnector for SoapConnector {
    fn info(&self) -> &'static ConnectorInfo {
        &SOAP_INFO
    }

    async fn connect(&self) -> Result<Connected> {
        Err(Error::unsupported("connect"))
    }

    async fn check_setting(&self, _check: &SettingCheck<'_>) -> Result<CheckOutcome> {
        Err(Error::unsupported("check"))
    }

    async fn list_relaties(
        &self,
        _books: &Administratie,
        _request: &ListRequest,
    ) -> Result<Page<RelatieRecord>> {
        Err(Error::unsupported("relaties.list"))
    }

    async fn list_artikelen(
        &self,
        _books: &Administratie,
        _request: &ListRequest,
    ) -> Result<Page<Artikel>> {
        Err(Error::unsupported("artikelen.list"))
    }

    async fn find_document(&self, _search: &DocumentSearch<'_>) -> Result<Vec<DocumentRef>> {
        Err(Error::unsupported("document.find"))
    }

    async fn create_document(
        &self,
        _draft: &InvoiceDraft,
        _settings: &SettingsVersion,
    ) -> Result<Created> {
        Err(Error::unsupported("document.create"))
    }
}
