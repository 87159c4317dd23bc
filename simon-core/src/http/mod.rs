//! The HTTP stack that connectors are built on (feature `http`): trace, retry by effect,
//! authorization, rate limit and time-out, once for all vendors.
//!
//! A connector describes its vendor in a [`VendorProfile`] and its login in a [`TokenGrant`], builds
//! [`ApiRequest`]s and reads answers with [`decode`]. It never sleeps, repeats or counts.
//!
//! Limits are data of the profile, too: its windows count per administration where requests name one
//! ([`ApiRequest::counted_for`]), answers may state other numbers ([`VendorProfile::read_limits`]), and
//! an endpoint that fails too often is left alone ([`ErrorBudget`]).

mod auth;
mod client;
pub mod config;
mod configured_token;
pub mod decimal;
pub mod decode;
mod endpoint;
mod error_body;
mod login;
mod login_page;
mod oauth;
mod profile;
mod quota;
mod rate_limit;
mod redirect;
mod request;
#[cfg(feature = "reqwest")]
mod reqwest;
mod retry;
mod runtime;
pub mod scalar;
mod scrub;
mod slot;
mod stated;
mod status;
mod stream;
mod timeout;
mod tokens;
mod trace;
mod transport;
mod waiting;

#[cfg(feature = "reqwest")]
pub use self::reqwest::{ReqwestTransport, SystemClock};
pub use auth::{TokenGrant, TokenPolicy};
pub use client::ApiClient;
pub use configured_token::ConfiguredToken;
pub use error_body::ErrorBody;
pub use login_page::{AuthorizationCode, LoginPage};
pub use oauth::read_token_answer;
pub use profile::{ErrorBudget, ErrorResponse, RetryPolicy, VendorError, VendorProfile, Verdict};
pub use request::{ApiRequest, ApiResponse, Effect};
pub use runtime::Runtime;
pub use scrub::scrubbed;
pub use stated::{ReadLimits, StatedWindow};
pub use stream::OpenAnswer;
pub use transport::{ResponseBody, Transport, TransportError, TransportErrorKind};
