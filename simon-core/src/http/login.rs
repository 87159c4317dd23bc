//! The login in the browser: begun with an address, ended with the redirect (A3).
//!
//! What belongs to a login that was begun is kept in a slot of the token store, so that any process
//! can end it: the state as the access token and PKCE's verifier as the refresh token of a set that
//! dies after a quarter of an hour. It is forgotten before the code is exchanged: a code is good for
//! one try, and after a crash the user logs in again.

use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

use crate::error::{Actor, Error, ErrorKind, Result, Retry};
use crate::host::{TokenRecord, TokenSet, TokenSwap, after};
use crate::message::Message;

use super::client::{Failure, Shared};
use super::redirect::{Redirect, begin_again};
use super::slot::Slot;
use super::tokens::Tokens;
use super::{AuthorizationCode, Effect, LoginPage, TokenGrant};

/// So long the user may take at the vendor.
const LIFE: Duration = Duration::from_secs(15 * 60);

pub(super) struct Login {
    pub(super) grant: Arc<dyn TokenGrant>,
    pub(super) tokens: Tokens,
    shared: Arc<Shared>,
}

impl Login {
    pub(super) fn new(shared: Arc<Shared>, grant: Arc<dyn TokenGrant>) -> Self {
        let tokens = Tokens::new(Arc::clone(&shared), Arc::clone(&grant));
        Self { grant, tokens, shared }
    }

    /// Begins a login; an earlier one that was not ended is forgotten.
    pub(super) async fn url(&self) -> Result<String> {
        let page = self.page("login.url")?;
        let state = self.secret()?;
        let verifier = if page.pkce() { Some(self.secret()?) } else { None };
        let challenge = verifier.as_ref().map(|verifier| {
            URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.expose_secret().as_bytes()))
        });
        let now = self.shared.now();
        let begun = TokenSet::new(state.clone(), now, after(now, LIFE)).with_refresh(verifier);
        self.slot().put(Some(&begun)).await?;
        Ok(page.address(state.expose_secret(), challenge.as_deref()))
    }

    /// Whether a redirect belongs to the login that was begun last. Ends nothing.
    pub(super) async fn check(&self, redirect: &str) -> Result<()> {
        let page = self.page("login.exchange")?;
        let redirect = Redirect::read(redirect, page.redirect_uri()).ok_or_else(begin_again)?;
        self.begun(&redirect).await.map(|_| ())
    }

    /// Ends the login that was begun last. The new tokens replace whatever was there.
    pub(super) async fn finish(&self, redirect: &str) -> Result<()> {
        let page = self.page("login.exchange")?;
        let redirect = Redirect::read(redirect, page.redirect_uri()).ok_or_else(begin_again)?;
        let begun = self.take_begun(&redirect).await?;
        let code = redirect.code()?;
        let verifier = begun.refresh.as_ref().map(ExposeSecret::expose_secret);
        let tokens = self.exchange(&AuthorizationCode::new(code, &page, verifier)).await?;
        self.tokens.replace(tokens).await
    }

    /// Forgets the tokens and a login that was begun.
    pub(super) async fn forget(&self) -> Result<()> {
        if self.grant.login_page().is_some() {
            self.slot().put(None).await?;
        }
        self.tokens.forget().await
    }

    /// Ends the stored tokens at the vendor where it can, then forgets them.
    pub(super) async fn disconnect(&self) -> Result<()> {
        let stored = self.tokens.stored().await?;
        let request = match &stored {
            Some(tokens) => self.grant.revocation(tokens, self.shared.now())?,
            None => None,
        };
        if let Some(request) = request
            && let Err(failure) = self.tokens.direct().send(&request.unsigned()).await
            && !is_unknown_there(&failure.error)
        {
            return Err(failure.error);
        }
        self.forget().await
    }

    /// The login that this redirect belongs to, once: whoever comes second has to begin again.
    async fn take_begun(&self, redirect: &Redirect) -> Result<TokenSet> {
        let (versie, begun) = self.begun(redirect).await?;
        let forgotten = TokenRecord { versie, ..TokenRecord::default() };
        match self.slot().swap(forgotten).await? {
            TokenSwap::Stored(_) => Ok(begun),
            TokenSwap::Lost(_) => Err(begin_again()),
        }
    }

    async fn begun(&self, redirect: &Redirect) -> Result<(u64, TokenSet)> {
        // A refusal without a state belongs to no login in particular, and ends none.
        let state = redirect.state()?;
        let record = self.slot().load().await?;
        let begun = record.tokens.filter(|begun| {
            same(begun.access.expose_secret(), state) && self.shared.now() < begun.expires_at
        });
        begun.map(|begun| (record.versie, begun)).ok_or_else(begin_again)
    }

    async fn exchange(&self, code: &AuthorizationCode<'_>) -> Result<TokenSet> {
        let mut request = self.grant.exchange(code)?.unsigned();
        request.effect = Effect::Create;
        let answer = self.tokens.direct().send(&request).await.map_err(refused)?;
        self.grant.read(&answer, self.shared.now()).map_err(interrupted)
    }

    fn page(&self, operation: &'static str) -> Result<LoginPage> {
        self.grant.login_page().ok_or_else(|| Error::unsupported(operation))
    }

    fn slot(&self) -> Slot<'_> {
        Slot::new(&self.shared, self.grant.login_slot())
    }

    /// 256 random bits as text.
    fn secret(&self) -> Result<SecretString> {
        let mut bits = Vec::with_capacity(32);
        for _ in 0..4 {
            bits.extend(self.shared.runtime.random.next()?.to_be_bytes());
        }
        Ok(URL_SAFE_NO_PAD.encode(bits).into())
    }
}

/// A vendor that refuses to end tokens does not know them any more; one that refuses the application
/// may know them very well.
fn is_unknown_there(error: &Error) -> bool {
    use ErrorKind::{NotFound, Rejected, Unauthenticated};
    matches!(error.kind(), NotFound | Rejected | Unauthenticated) && error.who() == Actor::User
}

/// What a token endpoint refuses for good is a refused login; after anything else the user tries
/// again, because the code may be used up.
fn refused(failure: Failure) -> Error {
    if failure.is_for_good() {
        return failure.error.with_kind(ErrorKind::Unauthenticated);
    }
    interrupted(failure.error)
}

fn interrupted(error: Error) -> Error {
    error.with_retry(Retry::Never).with_message(Message::new("inloggen-onderbroken"))
}

/// Compares without telling by its time how much was right.
fn same(one: &str, other: &str) -> bool {
    let differ = |sum: u8, (one, other): (u8, u8)| black_box(sum | (one ^ other));
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, differ) == 0
}
