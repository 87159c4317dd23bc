//! What a simulator is: a vendor as a stateful function from request to answer.

use bytes::Bytes;

/// A simulated vendor. It is reached in two ways that look the same to it: over a loopback socket in
/// real time, and in process on simulated time.
pub trait Simulator: Send + Sync + 'static {
    /// Answers one request. The URI has path and query; host and scheme do not matter.
    fn handle(&self, request: &http::Request<Bytes>) -> http::Response<Bytes>;
}

/// A vendor that counts requests and answers each with the count and the request's body.
#[cfg(test)]
#[derive(Debug, Default)]
pub(crate) struct Counter(std::sync::atomic::AtomicUsize);

#[cfg(test)]
impl Counter {
    pub(crate) fn handled(&self) -> usize {
        self.0.load(std::sync::atomic::Ordering::SeqCst)
    }
}

#[cfg(test)]
impl Simulator for Counter {
    fn handle(&self, request: &http::Request<Bytes>) -> http::Response<Bytes> {
        let count = self.0.fetch_add(1, std::sync::atomic::Ordering::SeqCst) + 1;
        let body = String::from_utf8_lossy(request.body());
        http::Response::new(Bytes::from(format!("request {count}: {body}")))
    }
}
