//! What a simulator is: a vendor as a pure, stateful function from request to answer.

use bytes::Bytes;

/// A simulated vendor. It is reached in two ways that look the same to it: over a loopback socket in
/// real time, and in process on simulated time.
pub trait Simulator: Send + Sync + 'static {
    /// Answers one request. The URI has path and query; host and scheme do not matter.
    fn handle(&self, request: &http::Request<Bytes>) -> http::Response<Bytes>;
}
