//! The client (to be completed).
use super::{ApiRequest, ApiResponse, Runtime, TokenGrant, VendorProfile};
use crate::error::{Error, Result};
use std::sync::Arc;

/// Sends requests to one vendor for one integration.
#[derive(Debug)]
pub struct ApiClient {
    _x: (),
}

impl ApiClient {
    /// A client that signs with a grant's tokens.
    pub fn new(
        _profile: VendorProfile,
        _grant: Option<Arc<dyn TokenGrant>>,
        _runtime: Runtime,
    ) -> Self {
        Self { _x: () }
    }
    /// Sends a request through all layers.
    ///
    /// # Errors
    /// see status table
    pub async fn send(&self, request: ApiRequest) -> Result<ApiResponse> {
        let _ = request;
        Err(Error::unsupported("x"))
    }
    /// Calls made so far, repeats and token requests included.
    #[must_use]
    pub fn calls_made(&self) -> u64 {
        0
    }
    /// The runtime's clock now
    #[must_use]
    pub fn now(&self) -> chrono::DateTime<chrono::Utc> {
        chrono::DateTime::default()
    }
}
