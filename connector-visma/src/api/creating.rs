//! What is made at Visma.net. A document is new each time: after an unknown outcome it is looked up first
//! (C22). A file is not: the same name is a new revision of it.

use http::header::LOCATION;
use http::{Method, StatusCode};
use serde::Serialize;
use simon_core::http::{ApiRequest, ApiResponse, Effect};
use simon_core::{Error, ErrorKind, Result, Retry};

use super::{Api, Interface, id_segment};
use crate::mapping::{Document, Upload};
use crate::wire::{NewInvoice, NewOrder};
use crate::{ID, label};

impl Api {
    pub(crate) async fn create_order(&self, books: &str, order: &NewOrder) -> Result<ApiResponse> {
        let path = ["api", "v3", "SalesOrders"];
        self.create(label::ORDER_CREATE, Interface::Orders, books, &path, order).await
    }

    pub(crate) async fn create_invoice(
        &self,
        books: &str,
        invoice: &NewInvoice,
    ) -> Result<ApiResponse> {
        let path = ["v2", "customerinvoice"];
        self.create(label::INVOICE_CREATE, Interface::Main, books, &path, invoice).await
    }

    async fn create<B: Serialize + Sync>(
        &self,
        label: &'static str,
        interface: Interface,
        books: &str,
        path: &[&str],
        body: &B,
    ) -> Result<ApiResponse> {
        let url = self.url(interface, path, &[])?;
        let request = ApiRequest::new(label, Effect::Create, Method::POST, url)
            .json(body)?
            .timeout(self.create_timeout)
            .for_delivery();
        self.send(label, self.of_books(request, Some(books))).await
    }

    /// Puts a PDF at a document of either interface: both are kept by the main API.
    pub(crate) async fn attach(
        &self,
        books: &str,
        document: &Document,
        upload: Upload,
    ) -> Result<()> {
        let (label, url) = match document {
            Document::Order { soort, nummer } => {
                let (soort, nummer) =
                    (id_segment(soort, label::ORDER_PDF)?, id_segment(nummer, label::ORDER_PDF)?);
                let path = ["v1", "salesorder", "orderType", &soort, &nummer, "attachment"];
                (label::ORDER_PDF, self.url(Interface::Main, &path, &[])?)
            }
            Document::Invoice { nummer } => {
                let nummer = id_segment(nummer, label::INVOICE_PDF)?;
                let path = ["v1", "customerinvoice", &nummer, "attachment"];
                (label::INVOICE_PDF, self.url(Interface::Main, &path, &[])?)
            }
        };
        let request = ApiRequest::new(label, Effect::Replace, Method::POST, url)
            .body(upload.content_type, upload.body)
            .timeout(self.create_timeout)
            .for_delivery();
        let answer = self.send(label, self.of_books(request, Some(books))).await?;
        // A web page of a gateway may come with a success status.
        if answer.status == StatusCode::CREATED || answer.headers.contains_key(LOCATION) {
            return Ok(());
        }
        Err(Error::new(ErrorKind::Unavailable, "the answer names no file")
            .with_retry(Retry::Backoff)
            .with_connector(ID)
            .with_label(label))
    }
}
