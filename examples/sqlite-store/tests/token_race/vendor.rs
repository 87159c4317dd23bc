//! A strict vendor: a refresh token buys one pair of tokens, and one that comes again ends the login.

use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use simon_testkit::Simulator;

/// What the vendor saw.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Books {
    /// Pairs sold.
    pub(crate) refreshed: u32,
    /// Refresh tokens that came again.
    pub(crate) refused: u32,
    /// Calls that were signed well.
    pub(crate) served: u32,
    /// Calls that were not.
    pub(crate) unsigned: u32,
}

#[derive(Debug, Default)]
pub(crate) struct Vendor(Mutex<Books>);

impl Vendor {
    pub(crate) fn books(&self) -> Books {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Books {
    fn sell(&mut self, body: &[u8]) -> (u16, String) {
        let expected = format!("refresh_token=refresh-{}", self.refreshed);
        if self.refused > 0 || body != expected.as_bytes() {
            self.refused += 1;
            return (400, r#"{"error":"invalid_grant"}"#.to_owned());
        }
        self.refreshed += 1;
        let n = self.refreshed;
        let pair = format!(r#""access_token":"access-{n}","refresh_token":"refresh-{n}""#);
        (200, format!(r#"{{{pair},"expires_in":600}}"#))
    }

    fn serve(&mut self, signature: Option<&[u8]>) -> (u16, String) {
        let expected = format!("Bearer access-{}", self.refreshed);
        if self.refused > 0 || signature != Some(expected.as_bytes()) {
            self.unsigned += 1;
            return (401, "{}".to_owned());
        }
        self.served += 1;
        (200, "[]".to_owned())
    }
}

impl Simulator for Vendor {
    fn handle(&self, request: &http::Request<Bytes>) -> http::Response<Bytes> {
        let mut books = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (status, body) = if request.uri().path() == "/token" {
            books.sell(request.body())
        } else {
            books.serve(request.headers().get("authorization").map(|value| value.as_bytes()))
        };
        http::Response::builder().status(status).body(Bytes::from(body)).unwrap()
    }
}
