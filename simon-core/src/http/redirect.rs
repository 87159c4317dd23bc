//! What the browser brought back from the vendor's login page.

use secrecy::{ExposeSecret, SecretString};
use url::Url;

use crate::error::{Actor, Error, ErrorKind, Result};
use crate::message::Message;

use super::scrubbed;

const LONGEST_CODE: usize = 64;

/// The answer in the address. It has no `Debug`: everything in it is secret or unchecked.
pub(super) struct Redirect {
    state: Option<SecretString>,
    code: Option<SecretString>,
    error: Option<String>,
    description: Option<String>,
}

impl Redirect {
    /// Reads the whole address or what follows its host; none when it is no address or says something
    /// twice.
    pub(super) fn read(redirect: &str, redirect_uri: &str) -> Option<Self> {
        let base = Url::parse(redirect_uri).ok()?;
        let url = base.join(redirect.trim()).ok()?;
        let mut read = Self { state: None, code: None, error: None, description: None };
        for (name, value) in url.query_pairs() {
            let value = value.into_owned();
            let twice = match &*name {
                "state" => read.state.replace(value.into()).is_some(),
                "code" => read.code.replace(value.into()).is_some(),
                "error" => read.error.replace(value).is_some(),
                "error_description" => read.description.replace(value).is_some(),
                _ => false,
            };
            if twice {
                return None;
            }
        }
        Some(read)
    }

    /// The state, to be compared with ours. Without one nobody's words are repeated: anybody can make
    /// such an address.
    pub(super) fn state(&self) -> Result<&str> {
        match (&self.state, &self.error) {
            (Some(state), _) => Ok(state.expose_secret()),
            (None, Some(code)) => Err(refusal(code)),
            (None, None) => Err(begin_again()),
        }
    }

    /// The code of a redirect whose state is ours.
    pub(super) fn code(&self) -> Result<&str> {
        if let Some(code) = &self.error {
            let error = refusal(code);
            return Err(match &self.description {
                Some(text) => error.with_vendor_text(scrubbed(text)),
                None => error,
            });
        }
        let code = self.code.as_ref().map(ExposeSecret::expose_secret);
        code.filter(|code| !code.is_empty()).ok_or_else(begin_again)
    }
}

/// The address does not belong to the login that was begun last.
pub(super) fn begin_again() -> Error {
    Error::new(ErrorKind::InvalidInput, "the redirect belongs to no login that was begun")
        .with_label("login.exchange")
        .with_message(Message::new("inloggen-opnieuw"))
}

/// The vendor's page said no, in the codes of OAuth.
fn refusal(code: &str) -> Error {
    let ours = matches!(
        code,
        "invalid_request" | "invalid_scope" | "unauthorized_client" | "unsupported_response_type"
    );
    let (who, message) = match code {
        _ if ours => (Actor::Operator, "inloggen-niet-ingericht"),
        _ => (Actor::User, "inloggen-geweigerd"),
    };
    let error = Error::new(ErrorKind::Unauthenticated, "the login at the vendor was refused")
        .with_label("login.exchange")
        .with_who(who)
        .with_message(Message::new(message));
    let is_code = code.len() <= LONGEST_CODE
        && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    if is_code { error.with_vendor_code(code) } else { error }
}
