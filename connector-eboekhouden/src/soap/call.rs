//! The calls: where they go, and how their answers are read.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use http::{HeaderName, HeaderValue, Method};
use simon_core::connector::Gauge;
use simon_core::host::BudgetKey;
use simon_core::http::{
    ApiClient, ApiRequest, Effect, OpenAnswer, Runtime, TokenGrant, VendorProfile,
};
use simon_core::{Error, ErrorKind, Result, Retry};
use url::Url;

use super::answer::Record;
use super::envelope::{Unsigned, get_grootboekrekeningen};
use super::operation::Operation;
use super::reader::{LARGEST_ANSWER, Reader};
use super::session::{Sessions, administration_mark};
use crate::ID;
use crate::config::{Checked, SoapKeys};
use crate::error::{read_error, read_refusal};

/// Answers without records are small.
const LARGEST_SMALL_ANSWER: usize = 1024 * 1024;
/// Each of the three tables holds a place while it is open between two pages; the others are for what
/// must not wait for them.
const MOST_CALLS: usize = 3 + 2;
/// A ledger account that no administration has: the vendor looks for it and finds nothing.
const NO_ACCOUNT: &str = "0";

/// Where the interface is.
#[derive(Debug, Clone)]
pub(super) struct Address(Url);

impl Address {
    /// The one place with a path. The address in the vendor's WSDL is http, which would carry the codes
    /// in clear text.
    fn new(root: &Url) -> Result<Self> {
        root.join("soap.asmx").map(Self).map_err(|error| {
            Error::new(ErrorKind::Config, "the URL cannot have a path").with_source(error)
        })
    }

    /// Source: the vendor's service pages: SOAP 1.1.
    pub(super) fn request(&self, unsigned: Unsigned, effect: Effect) -> Result<ApiRequest> {
        let operation = unsigned.operation();
        let action = HeaderValue::from_str(&operation.soap_action()).map_err(|error| {
            Error::new(ErrorKind::Unexpected, "the action cannot be a header").with_source(error)
        })?;
        let bound =
            if operation.records().is_some() { LARGEST_ANSWER } else { LARGEST_SMALL_ANSWER };
        Ok(ApiRequest::new(operation.label(), effect, Method::POST, self.0.clone())
            .header(HeaderName::from_static("soapaction"), action)
            .body("text/xml; charset=utf-8", unsigned.into_body())
            .max_body(bound))
    }
}

/// One connection with the SOAP interface.
#[derive(Debug)]
pub(super) struct Api {
    client: ApiClient,
    address: Address,
    create_timeout: Duration,
    /// Tells the administration from others.
    pub(super) mark: String,
}

impl Api {
    pub(super) fn new(config: &Checked, keys: SoapKeys, runtime: Runtime) -> Result<Self> {
        let address = Address::new(&config.root)?;
        let mark = administration_mark(&keys.security_code_2);
        let sessions = Sessions::new(address.clone(), keys, config.source.clone());
        let grant: Arc<dyn TokenGrant> = Arc::new(sessions);
        let client = ApiClient::new(profile(config, &runtime), Some(grant), runtime);
        Ok(Self { client, address, create_timeout: config.create_timeout, mark })
    }

    pub(super) fn calls_made(&self) -> u64 {
        self.client.calls_made()
    }

    pub(super) fn now(&self) -> DateTime<Utc> {
        self.client.now()
    }

    pub(super) async fn call_gauge(&self) -> Result<Option<Gauge>> {
        self.client.call_gauge(None).await
    }

    /// Closes the session, if one is open.
    pub(super) async fn close_session(&self) -> Result<()> {
        self.client.disconnect().await
    }

    /// The cheapest call with a session and the second code in it.
    pub(super) async fn prove(&self) -> Result<()> {
        let mut accounts = self.open(get_grootboekrekeningen(NO_ACCOUNT)).await?;
        while accounts.next().await?.is_some() {}
        Ok(())
    }

    /// Asks for records.
    pub(super) async fn open(&self, unsigned: Unsigned) -> Result<Records> {
        self.records(unsigned, |request| request).await
    }

    /// The same for a delivery.
    pub(super) async fn open_for_delivery(&self, unsigned: Unsigned) -> Result<Records> {
        self.records(unsigned, ApiRequest::for_delivery).await
    }

    async fn records(
        &self,
        unsigned: Unsigned,
        urgency: fn(ApiRequest) -> ApiRequest,
    ) -> Result<Records> {
        let operation = unsigned.operation();
        let request = urgency(self.address.request(unsigned, Effect::Read)?);
        let answer = self.client.open(request).await?;
        Ok(Records { answer, reader: Some(Reader::new(operation)), label: operation.label() })
    }

    /// Creates an invoice and tells its number.
    ///
    /// # Errors
    /// `CheckFirst` also for an answer without a number: it is no refusal either.
    pub(super) async fn create(&self, invoice: Unsigned) -> Result<String> {
        let operation = Operation::AddFactuur;
        let request = self.address.request(invoice, Effect::Create)?;
        let answer = self.client.send(request.for_delivery().timeout(self.create_timeout)).await?;
        let read = Reader::whole(operation, &answer.body, Effect::Create)?;
        read.value("Factuurnummer").map(str::to_owned).ok_or_else(|| {
            Error::new(ErrorKind::Decode, "the created invoice has no number")
                .with_retry(Retry::CheckFirst)
                .with_connector(ID)
                .with_label(operation.label())
        })
    }
}

/// The vendor as data. It publishes no limits for these calls; few at a time are polite.
fn profile(config: &Checked, runtime: &Runtime) -> VendorProfile {
    let budget = BudgetKey(format!("{ID}/{}", runtime.integration));
    let mut profile = VendorProfile::new(ID, budget, read_error);
    profile.read_refusal = Some(read_refusal);
    profile.timeout = config.timeout;
    profile.concurrency = MOST_CALLS;
    profile
}

/// The records of an answer that is still arriving.
#[derive(Debug)]
pub(super) struct Records {
    answer: OpenAnswer,
    /// None once the end was proven.
    reader: Option<Reader>,
    label: &'static str,
}

impl Records {
    /// The next record; none at the proven end.
    ///
    /// # Errors
    /// When the answer breaks off, cannot be read, or ends in a refusal. Nothing comes after an error.
    pub(super) async fn next(&mut self) -> Result<Option<Record>> {
        while let Some(reader) = &mut self.reader {
            if let Some(record) = reader.next_record() {
                return Ok(Some(record));
            }
            match self.answer.chunk().await? {
                Some(chunk) => {
                    if let Err(problem) = reader.push(&chunk) {
                        return Err(reader.error(problem, self.label, Effect::Read));
                    }
                }
                None => {
                    if let Some(reader) = self.reader.take() {
                        reader.end(self.label, Effect::Read)?;
                    }
                }
            }
        }
        Ok(None)
    }
}
