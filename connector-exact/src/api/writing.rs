//! What is made at Exact. Each request makes something new each time: after an unknown outcome it is
//! looked up first (C22).

use http::{HeaderName, HeaderValue, Method};
use serde::Serialize;
use serde::de::DeserializeOwned;
use simon_core::Result;
use simon_core::http::Effect;

use super::{Api, label};
use crate::envelope;
use crate::wire;

impl Api {
    pub(crate) async fn create_invoice(
        &self,
        division: &str,
        invoice: &wire::NewInvoice,
    ) -> Result<wire::SalesInvoice> {
        self.create(label::INVOICE_CREATE, division, &["salesinvoice", "SalesInvoices"], invoice)
            .await
    }

    pub(crate) async fn create_document(
        &self,
        division: &str,
        document: &wire::NewDocument,
    ) -> Result<wire::Document> {
        self.create(label::DOCUMENT_CREATE, division, &["documents", "Documents"], document).await
    }

    pub(crate) async fn create_attachment(
        &self,
        division: &str,
        attachment: &wire::NewAttachment,
    ) -> Result<wire::Attachment> {
        let path = ["documents", "DocumentAttachments"];
        self.create(label::ATTACHMENT_CREATE, division, &path, attachment).await
    }

    async fn create<B: Serialize + Sync, T: DeserializeOwned>(
        &self,
        label: &'static str,
        division: &str,
        path: &[&str],
        body: &B,
    ) -> Result<T> {
        let url = self.url(division, path, &[])?;
        // Without it some answers have hardly a member filled in.
        let whole = HeaderValue::from_static("return=representation");
        let request = Self::build(label, Effect::Create, Method::POST, division, url)
            .json(body)?
            .header(HeaderName::from_static("prefer"), whole)
            .timeout(self.create_timeout)
            .for_delivery();
        envelope::entity(&self.send(request).await?)
    }
}
