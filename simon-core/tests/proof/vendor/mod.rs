//! Kade: a vendor that does not exist, reached over HTTP in process, which with its connector uses
//! every capability that the engine knows of. The two sides share nothing but these numbers.

mod api;
pub(crate) mod books;
pub(crate) mod connector;
pub(crate) mod offers;
mod wire;

/// Seconds that an access token lives.
pub(crate) const TOKEN_LIFE: i64 = 600;
/// Calls in a clock minute that Kade serves.
pub(crate) const MOST_PER_MINUTE: usize = 60;
