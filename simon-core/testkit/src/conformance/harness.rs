//! What a connector's test brings: its simulator, and how to do things at its vendor.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use simon_core::connector::{AccountingConnector, ConnectorInfo};
use simon_core::domain::{Administratie, InvoiceDraft, OrderSoort, Referentie};
use simon_core::host::Clock;
use simon_core::http::Runtime;
use simon_core::settings::SettingsVersion;
use url::Url;

use crate::{Simulator, builders};

/// A listing of a connector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listing {
    /// Customers.
    Relaties,
    /// Articles.
    Artikelen,
    /// Article groups; only where the capabilities declare them.
    Artikelgroepen,
    /// Orders or quotes; only the kinds that the capabilities declare.
    Orders(OrderSoort),
}

/// A record that was put at the vendor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seeded {
    /// The id as the connector gives it.
    pub id: String,
    /// What a user types in a setting: the article's code, the group's name.
    pub code: String,
}

/// A document as it stands in the vendor's books, in neutral form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VendorDocument {
    /// The vendor's id.
    pub id: String,
    /// Id of the customer, as the connector gives it.
    pub klant: String,
    /// Every text of the document that is not on a line: description, memo, references.
    pub teksten: Vec<String>,
    /// Lines in order.
    pub regels: Vec<VendorRegel>,
    /// Attached PDFs: name and bytes.
    pub pdfs: Vec<(String, Vec<u8>)>,
}

/// A line of a vendor's document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VendorRegel {
    /// Id of the article as the connector gives it; none on a text line.
    pub artikel: Option<String>,
    /// Text.
    pub omschrijving: String,
    /// Quantity; none on a text line.
    pub aantal: Option<Decimal>,
    /// Price per unit, if one was sent.
    pub prijs: Option<Decimal>,
}

/// One vendor in the hands of the suite: an empty account on a simulator, with a connector to it.
///
/// The suite starts a new one for each case. Everything but [`connector`](Self::connector) acts on
/// the simulator directly, as the vendor's own users would, and counts as no request.
pub trait Harness: Send + Sync + Sized + 'static {
    /// Checks that this vendor makes impossible, each with the reason.
    const SKIPPED: &'static [(&'static str, &'static str)] = &[];

    /// Method and path prefix of the request that creates a document.
    const CREATE: (&'static str, &'static str);

    /// Method and path prefix of the request that buys a token; none where nothing is bought.
    const TOKEN: Option<(&'static str, &'static str)>;

    /// What only the bodies of those two have, where other operations have the same path: of the request
    /// that creates a document, and of the one that buys a token.
    const BODIES: (&'static str, &'static str) = ("", "");

    /// Whether what buys a token works once: a request for tokens of which the answer is lost, or that
    /// is dropped, then costs the login.
    const LOGIN_ONCE: bool = false;

    /// Connections that a listing may use at once: more than one where each record is read on its own.
    const CONNECTIONS: usize = 1;

    /// Whether one answer holds a whole listing, which the connector hands out in pages: what happens at
    /// the vendor between two of them is not in it.
    const WHOLE_ANSWERS: bool = false;

    /// Whether article groups may be there without showing: an unknown name is then accepted with a
    /// warning.
    const HIDES_GROUPS: bool = false;

    /// The connector's fixed data.
    fn info() -> &'static ConnectorInfo;

    /// An account without records, of which the simulator takes the time from this clock.
    fn start(clock: Arc<dyn Clock>) -> Self;

    /// The books in which [`seed`](Self::seed) and the others put records.
    fn books(&self) -> Administratie {
        builders::books()
    }

    /// The simulator.
    fn simulator(&self) -> Arc<dyn Simulator>;

    /// A connector with the right credentials. All its hosts are `base`: `http://host/`.
    fn connector(&self, base: &Url, runtime: Runtime) -> Arc<dyn AccountingConnector>;

    /// An answer with members that nobody knows, in every object of it.
    fn with_unknown_members(answer: Bytes) -> Bytes {
        with_unknown_json(answer)
    }

    /// The body of a request as a preview shows it, for a vendor that wants credentials in it.
    fn without_credentials(&self, body: &[u8]) -> Vec<u8> {
        body.to_vec()
    }

    /// What the simulator's vendor would have refused; the suite fails when there is any.
    fn refusals(&self) -> Vec<String>;

    /// Every secret of the connector's configuration, as it was configured.
    fn secrets(&self) -> Vec<String>;

    /// Withdraws the user's credentials: no new token, and tokens that were issued are dead.
    fn withdraw_credentials(&self);

    /// Makes issued tokens worthless before their time. Nothing where there are none.
    fn expire_tokens(&self);

    /// Lets the vendor serve at most so many records a page, whatever is asked.
    fn limit_page(&self, records: usize);

    /// Adds an active record; `nummer` is unique within the listing and counts from 1. For orders
    /// `naam` is the description, of an order with at least one line on an article.
    fn seed(&self, listing: Listing, nummer: usize, naam: &str) -> Seeded;

    /// Adds an active record of which every member that may be null is null, and every member that
    /// may be missing is missing.
    fn seed_sparse(&self, listing: Listing, nummer: usize) -> Seeded;

    /// Adds a record that cannot be read: a member of the wrong type, an id that is none.
    fn seed_unreadable(&self, listing: Listing, nummer: usize);

    /// Changes a record's name (an order's description) as a user of the vendor does.
    fn rename(&self, listing: Listing, id: &str, naam: &str);

    /// Makes a record inactive (closes an order); false where the vendor has no such thing.
    fn deactivate(&self, listing: Listing, id: &str) -> bool;

    /// Removes a record; a vendor with a feed of deletions remembers it there.
    fn delete(&self, listing: Listing, id: &str);

    /// Sets an article's sales price.
    fn set_price(&self, artikel: &str, prijs: Decimal);

    /// Agrees a price for one unit with a customer. Needed where the capabilities declare
    /// `klantprijzen`.
    ///
    /// # Panics
    /// Unless the harness provides it.
    fn agree_price(&self, klant: &str, artikel: &str, prijs: Decimal) {
        let _ = (klant, artikel, prijs);
        panic!("a connector with klantprijzen needs agree_price in its harness");
    }

    /// Adds an open order with so many lines on an article, with the texts `Regel 1`, `Regel 2` and so
    /// on. Needed where the capabilities declare orders.
    ///
    /// # Panics
    /// Unless the harness provides it.
    fn seed_order(&self, soort: OrderSoort, regels: usize) -> Seeded {
        panic!("a connector with orders needs seed_order in its harness: {soort:?} of {regels}");
    }

    /// A draft that the vendor accepts, with the settings that map it: a customer and articles that
    /// exist there, two lines on articles or more, a text line where the vendor has them, and a
    /// description, memo and customer reference where the limits name them. Numbers differ per call.
    fn draft(&self, nummer: &str) -> (InvoiceDraft, SettingsVersion);

    /// The documents in the vendor's books that carry this reference.
    fn documents(&self, referentie: &Referentie) -> Vec<VendorDocument>;

    /// All documents in the vendor's books that came over the interface, with or without reference.
    fn document_count(&self) -> usize;

    /// Lets documents that are created from now on show in look-ups only after this long. Needed where
    /// the capabilities declare a lag.
    ///
    /// # Panics
    /// Unless the harness provides it.
    fn delay_look_ups(&self, lag: Duration) {
        panic!("a connector with a lag of {lag:?} needs delay_look_ups in its harness");
    }

    /// Copies a document within the vendor, reference and all, as an office worker can.
    fn copy_document(&self, id: &str);
}

/// Puts members that nobody knows into every object of a JSON answer; anything else stays as it is.
fn with_unknown_json(body: Bytes) -> Bytes {
    fn add(value: &mut Value) {
        match value {
            Value::Array(list) => list.iter_mut().for_each(add),
            Value::Object(members) => {
                members.values_mut().for_each(add);
                members.insert("xOnbekend".to_owned(), json!({"a": [1, null, "x"], "b": 1e3}));
            }
            _ => {}
        }
    }
    let Ok(mut value) = serde_json::from_slice(&body) else { return body };
    add(&mut value);
    Bytes::from(value.to_string())
}
