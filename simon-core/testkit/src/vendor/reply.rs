use bytes::Bytes;
use http::{HeaderMap, Request};
use serde_json::Value;

use crate::Simulator;

/// What a caller that knows nothing but HTTP got from a simulator, for the simulator's own tests.
#[derive(Debug)]
#[non_exhaustive]
pub struct Reply {
    /// Status.
    pub status: u16,
    /// Headers.
    pub headers: HeaderMap,
    /// The body.
    pub text: String,
}

impl Reply {
    /// Sends a request to a simulator.
    ///
    /// # Panics
    /// When the answer is no text.
    pub fn to(request: &Request<Bytes>, simulator: &dyn Simulator) -> Self {
        let answer = simulator.handle(request);
        Self {
            status: answer.status().as_u16(),
            headers: answer.headers().clone(),
            text: String::from_utf8(answer.body().to_vec()).expect("a text"),
        }
    }

    /// The body as JSON, after the byte order mark that some vendors put before it.
    ///
    /// # Panics
    /// When it is no JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        let text = self.text.trim_start_matches('\u{feff}');
        serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// A header.
    ///
    /// # Panics
    /// When it is no text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().expect("a text"))
    }
}
