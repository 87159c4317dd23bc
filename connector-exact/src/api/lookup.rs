//! Finding back: one customer, and the invoices, documents and files that were made.

use chrono::NaiveDateTime;
use simon_core::Result;

use super::{Api, Listing, label};
use crate::envelope::{self, Rows};
use crate::values::{datetime_literal, text_literal};
use crate::wire;

const ACCOUNT: &str = "ID,Code,Name,Status,Type,IsSales,Blocked,StartDate,EndDate,AddressLine1,\
    AddressLine2,AddressLine3,Postcode,City,Country,Email,Phone,VATNumber,Modified";
const INVOICE: &str = "InvoiceID,InvoiceNumber,OrderNumber,Type,Status,Description,Created";
const DOCUMENT: &str = "ID,HID,Account,Subject,Type,Created";
const ATTACHMENT: &str = "ID,FileName";

const INVOICES: &[&str] = &["salesinvoice", "SalesInvoices"];
/// The invoices of a period.
pub(crate) const PERIOD: Listing =
    Listing { label: label::INVOICE_PERIOD, path: INVOICES, select: INVOICE };
const DOCUMENTS: &[&str] = &["documents", "Documents"];
const ATTACHMENTS: &[&str] = &["documents", "DocumentAttachments"];

impl Api {
    /// One customer. By filter: a key that is not there is an error at Exact, and errors are counted.
    pub(crate) async fn account(&self, division: &str, id: &str) -> Result<Rows<wire::Account>> {
        let filter = id_is("ID", id);
        let query = [("$filter", &*filter), ("$select", ACCOUNT)];
        self.all(label::ACCOUNT, division, &["crm", "Accounts"], &query, false).await
    }

    /// Invoices with a description. Compare it again: the server does not look at case.
    pub(crate) async fn invoices_with_description(
        &self,
        division: &str,
        description: &str,
    ) -> Result<Rows<wire::SalesInvoice>> {
        let filter = format!("Description eq {}", text_literal(description));
        let query = [("$filter", &*filter), ("$select", INVOICE)];
        self.all(label::INVOICE_FIND, division, INVOICES, &query, true).await
    }

    /// The first page of the invoices that were made at or after a moment of the server's clock; the
    /// later ones are those of [`PERIOD`].
    pub(crate) async fn invoices_since(
        &self,
        division: &str,
        created: NaiveDateTime,
    ) -> Result<Rows<wire::SalesInvoice>> {
        let filter = format!("Created ge {}", datetime_literal(created));
        let query = [("$filter", &*filter), ("$select", INVOICE)];
        let request = self.request(PERIOD.label, division, PERIOD.path, &query)?;
        envelope::rows(&self.send(request).await?)
    }

    /// Documents that changed at or after a moment of the server's clock: the one filter that this
    /// resource is known to take. Compare customer and subject.
    pub(crate) async fn documents_since(
        &self,
        division: &str,
        modified: NaiveDateTime,
    ) -> Result<Rows<wire::Document>> {
        let filter = format!("Modified ge {}", datetime_literal(modified));
        let query = [("$filter", &*filter), ("$select", DOCUMENT)];
        self.all(label::DOCUMENT_FIND, division, DOCUMENTS, &query, true).await
    }

    /// The files in a document.
    pub(crate) async fn attachments(
        &self,
        division: &str,
        document: &str,
    ) -> Result<Rows<wire::Attachment>> {
        let filter = id_is("Document", document);
        let query = [("$filter", &*filter), ("$select", ATTACHMENT)];
        self.all(label::ATTACHMENT_FIND, division, ATTACHMENTS, &query, true).await
    }
}

/// Without a quote in it: an id never has one.
fn id_is(field: &str, id: &str) -> String {
    format!("{field} eq guid'{}'", id.replace('\'', ""))
}
