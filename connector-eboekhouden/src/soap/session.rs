//! The session: opened with the user name and both security codes, and put into the body of each call
//! together with the second code.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use simon_core::host::TokenSet;
use simon_core::http::{ApiRequest, ApiResponse, Effect, TokenGrant, TokenPolicy};
use simon_core::{Error, ErrorKind, Result};

use super::call::Address;
use super::envelope::{close_session, open_session, sign};
use super::operation::Operation;
use super::reader::Reader;
use crate::ID;
use crate::assumptions::SOAP_SESSION_LIFE;
use crate::config::SoapKeys;

/// Opens sessions. There is nothing to renew one with: each opening shows the keys again.
pub(super) struct Sessions {
    address: Address,
    keys: SoapKeys,
    source: String,
}

impl Sessions {
    pub(super) const fn new(address: Address, keys: SoapKeys, source: String) -> Self {
        Self { address, keys, source }
    }

    /// Tells sessions of these keys from those of others. It is kept in the place of the refresh token,
    /// which the vendor does not have.
    fn fingerprint(&self) -> String {
        let SoapKeys { username, security_code_1, security_code_2 } = &self.keys;
        let keys = [username, security_code_1, security_code_2].map(ExposeSecret::expose_secret);
        hash_for("session", &keys)
    }

    fn signed(&self, request: &mut ApiRequest, session: &str) {
        request.map_body(|body| sign(body, session, &self.keys.security_code_2));
    }
}

/// Tells the administration that a second security code opens from those of other codes: the vendor
/// names none, and gives each administration a code of its own. The first code changes with the user's
/// password, in the same books. It stands in the host's store for years, so that it must be the same in
/// every version.
///
/// Source: the vendor's manual, 3.7.2.
pub(super) fn administration_mark(security_code_2: &SecretString) -> String {
    hash_for("administratie", &[security_code_2.expose_secret()])
}

/// 64 bits, from which nothing can be computed back. Another purpose gives another number.
fn hash_for(purpose: &str, parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in std::iter::once(&purpose).chain(parts) {
        hasher.update(part.as_bytes());
        // No key has it: parts cannot run into each other.
        hasher.update([0]);
    }
    hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

impl fmt::Debug for Sessions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sessions")
    }
}

impl TokenGrant for Sessions {
    /// An invoice of which the session was refused is looked up before it is sent again: nobody has
    /// published when the vendor looks at the session.
    fn policy(&self) -> TokenPolicy {
        let mut policy = TokenPolicy::new();
        policy.default_life = SOAP_SESSION_LIFE;
        policy.repeats_creates = false;
        policy
    }

    fn request(&self, _stored: Option<&TokenSet>) -> Result<ApiRequest> {
        let unsigned = open_session(&self.keys, &self.source);
        let mut request = self.address.request(unsigned, Effect::Read)?.unsigned();
        self.signed(&mut request, "");
        Ok(request)
    }

    fn read(&self, answer: &ApiResponse, now: DateTime<Utc>) -> Result<TokenSet> {
        let read = Reader::whole(Operation::OpenSession, &answer.body, answer.effect)?;
        let session = read.value("SessionID").ok_or_else(|| {
            Error::new(ErrorKind::Decode, "the opened session has no id")
                .with_connector(ID)
                .with_label(answer.label)
        })?;
        let life = TimeDelta::from_std(SOAP_SESSION_LIFE).unwrap_or_default();
        let ends = now.checked_add_signed(life).unwrap_or(now);
        let tokens = TokenSet::new(session.into(), now, ends);
        Ok(tokens.with_refresh(Some(self.fingerprint().into())))
    }

    fn accepts(&self, stored: &TokenSet) -> bool {
        let opened_with = stored.refresh.as_ref().map(ExposeSecret::expose_secret);
        opened_with == Some(self.fingerprint().as_str())
    }

    fn sign(&self, tokens: &TokenSet, request: &mut ApiRequest) -> Result<()> {
        self.signed(request, tokens.access.expose_secret());
        Ok(())
    }

    fn revocation(&self, tokens: &TokenSet, now: DateTime<Utc>) -> Result<Option<ApiRequest>> {
        if tokens.expires_at <= now {
            return Ok(None);
        }
        let mut request = self.address.request(close_session(), Effect::Replace)?;
        self.signed(&mut request, tokens.access.expose_secret());
        Ok(Some(request))
    }
}
