//! The tokens of one login: cached, renewed by one at a time in this client and, through a lease in
//! the token store, over all processes (G8, P2). New tokens are stored before their first use (P1).

use std::sync::Arc;
use std::time::Duration;

use async_lock::Mutex;
use chrono::{DateTime, Utc};
use secrecy::ExposeSecret;

use crate::error::{Error, ErrorKind, Result, Retry};
use crate::host::{TokenRecord, TokenSet, TokenSwap, after, between};

use super::client::{Failure, Shared};
use super::slot::{MOST_SWAPS, Slot};
use super::timeout::TimeoutLayer;
use super::waiting::Waiting;
use super::{ApiRequest, Effect, TokenGrant, TokenPolicy};
use renewal::Renewal;

mod renewal;

/// Between two looks at the store while somebody else renews.
const POLL: Duration = Duration::from_millis(250);
/// So long a login that the vendor refused is not tried again.
const REFUSAL_HOLDS: Duration = Duration::from_secs(60);

pub(super) struct Tokens {
    shared: Arc<Shared>,
    grant: Arc<dyn TokenGrant>,
    policy: TokenPolicy,
    direct: TimeoutLayer,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    cached: Option<Arc<TokenSet>>,
    /// Bought, but not yet in the store: a dropped future or a failing store must not lose them.
    unsaved: Option<Unsaved>,
    /// The vendor refused the login or has no more token requests for us; said again until this moment
    /// without asking it.
    refusal: Option<(DateTime<Utc>, Error)>,
    /// Until then a token that still lives is good enough.
    postponed_until: Option<DateTime<Utc>>,
    /// A token request of which the caller may have gone: the next one reads its answer.
    under_way: Option<Renewal>,
}

struct Unsaved {
    tokens: TokenSet,
    lease: TokenRecord,
}

impl Tokens {
    pub(super) fn new(shared: Arc<Shared>, grant: Arc<dyn TokenGrant>) -> Self {
        let (policy, direct) = (grant.policy(), TimeoutLayer::new(Arc::clone(&shared)));
        Self { shared, grant, policy, direct, state: Mutex::default() }
    }

    /// Tokens to sign with.
    pub(super) async fn current(&self) -> Result<Arc<TokenSet>, Failure> {
        let mut state = self.state.lock().await;
        if let Some(tokens) = &state.cached
            && self.is_good(tokens, &state, self.shared.now())
        {
            return Ok(Arc::clone(tokens));
        }
        let tokens = self.obtain(&mut state, None).await?;
        tokens.ok_or_else(|| self.problem("no tokens to sign with").into())
    }

    /// Tokens in place of those that the vendor refused; none when these are too young to renew.
    pub(super) async fn instead_of(
        &self,
        refused: &TokenSet,
    ) -> Result<Option<Arc<TokenSet>>, Failure> {
        let mut state = self.state.lock().await;
        match &state.cached {
            Some(tokens) if differ(tokens, refused) => Ok(Some(Arc::clone(tokens))),
            _ => self.obtain(&mut state, Some(refused)).await,
        }
    }

    /// The tokens of the store, if these credentials bought them, or those that could not be stored yet.
    /// An answer that is on its way brings others: it is waited for.
    pub(super) async fn stored(&self) -> Result<Option<TokenSet>> {
        let mut state = self.state.lock().await;
        if state.under_way.is_some() {
            // What it could not bring nobody has: then those of the store are the newest.
            let _ = self.end_renewal(&mut state, None).await;
        }
        let unsaved = state.unsaved.as_ref().map(|unsaved| unsaved.tokens.clone());
        let record = self.slot().load().await?;
        Ok(unsaved.or_else(|| self.known(&record).cloned()))
    }

    /// Drops the tokens here and in the store.
    pub(super) async fn forget(&self) -> Result<()> {
        let mut state = self.state.lock().await;
        *state = State::default();
        self.slot().put(None).await
    }

    /// The tokens of a new login, in place of everything known. They are stored first, without waiting
    /// for a renewal of the old ones: that never overwrites them.
    pub(super) async fn replace(&self, tokens: TokenSet) -> Result<()> {
        self.slot().put(Some(&tokens)).await?;
        let cached = Some(Arc::new(tokens));
        *self.state.lock().await = State { cached, ..State::default() };
        Ok(())
    }

    /// The way to the token endpoint, past limits and repeats.
    pub(super) const fn direct(&self) -> &TimeoutLayer {
        &self.direct
    }

    async fn obtain(
        &self,
        state: &mut State,
        refused: Option<&TokenSet>,
    ) -> Result<Option<Arc<TokenSet>>, Failure> {
        self.save(state).await?;
        if state.under_way.is_some() {
            return self.end_renewal(state, refused).await.map(Some);
        }
        let mut waiting = Waiting::since(self.shared.now());
        loop {
            let record = self.slot().load().await?;
            let now = self.shared.now();
            if let Some(tokens) = self.stored_tokens(state, &record, refused, now) {
                return Ok(Some(tokens));
            }
            if refused.is_some() && self.known(&record).is_some_and(|it| self.must_live(it, now)) {
                return Ok(None);
            }
            let request = self.token_request(state, &record, now)?;
            let lease = self.lease_length(&request);
            if waiting.must_go_on(&record, now, lease) {
                self.shared.runtime.clock.sleep(POLL).await;
            } else if waiting.is_hopeless(now, lease) {
                return Err(self.busy());
            } else if let Some(record) = self.take_lease(record, after(now, lease)).await? {
                state.under_way = Some(self.begin_renewal(record, request));
                return self.end_renewal(state, refused).await.map(Some);
            }
        }
    }

    /// The tokens of a record, unless other credentials bought them. Those stay in the store until new
    /// ones are there: credentials that turn out wrong leave everything as it was (A3).
    fn known<'r>(&self, record: &'r TokenRecord) -> Option<&'r TokenSet> {
        record.tokens.as_ref().filter(|tokens| self.grant.accepts(tokens))
    }

    /// Whether the tokens of a record are not for us to judge by: what the vendor says of them does not
    /// hold for these credentials, nor the other way around.
    fn is_of_others(&self, record: &TokenRecord) -> bool {
        record.tokens.is_some() && self.known(record).is_none()
    }

    /// What the store holds, when it can be used without renewing.
    fn stored_tokens(
        &self,
        state: &mut State,
        record: &TokenRecord,
        refused: Option<&TokenSet>,
        now: DateTime<Utc>,
    ) -> Option<Arc<TokenSet>> {
        let tokens = self.known(record)?;
        match refused {
            Some(refused) if !differ(tokens, refused) => return None,
            Some(_) => {}
            None => state.postponed_until = state.postponed_until.max(record.renewing_until),
        }
        if !self.is_good(tokens, state, now) {
            return None;
        }
        let tokens = Arc::new(tokens.clone());
        state.cached = Some(Arc::clone(&tokens));
        Some(tokens)
    }

    fn token_request(
        &self,
        state: &State,
        record: &TokenRecord,
        now: DateTime<Utc>,
    ) -> Result<ApiRequest, Failure> {
        if let Some((until, error)) = &state.refusal
            && now < *until
        {
            let error = said_again(error, self.shared.profile.connector);
            return Err(match error.kind() {
                ErrorKind::RateLimited => {
                    Failure::before_sending(error.with_retry(Retry::After(between(now, *until))))
                }
                _ => error.into(),
            });
        }
        let longest = after(now, REFUSAL_HOLDS.saturating_mul(2));
        let refused = record.refused_until.filter(|_| !self.is_of_others(record));
        if refused.is_some_and(|until| now < until && until <= longest) {
            let detail = "the vendor refused the login, as another process saw";
            return Err(Error::new(ErrorKind::Unauthenticated, detail)
                .with_connector(self.shared.profile.connector)
                .into());
        }
        let mut request = self.grant.request(self.known(record))?.unsigned();
        request.effect = Effect::Read;
        Ok(request)
    }

    async fn take_lease(
        &self,
        record: TokenRecord,
        until: DateTime<Utc>,
    ) -> Result<Option<TokenRecord>> {
        match self.slot().swap(TokenRecord { renewing_until: Some(until), ..record }).await? {
            TokenSwap::Stored(record) => Ok(Some(record)),
            TokenSwap::Lost(_) => Ok(None),
        }
    }

    /// Stores new tokens, unless somebody stored others, as a new login does, or cleared the slot
    /// meanwhile.
    async fn save(&self, state: &mut State) -> Result<(), Failure> {
        for _ in 0..MOST_SWAPS {
            let Some(Unsaved { tokens, lease }) = &mut state.unsaved else { return Ok(()) };
            let record = TokenRecord {
                versie: lease.versie,
                tokens: Some(tokens.clone()),
                ..Default::default()
            };
            let kept = match self.slot().swap(record).await? {
                TokenSwap::Stored(record) => record.tokens,
                TokenSwap::Lost(held) => match &held.tokens {
                    None if lease.tokens.is_some() || held.renewing_until.is_none() => None,
                    Some(theirs) if lease.tokens.as_ref().is_none_or(|it| differ(it, theirs)) => {
                        self.known(&held).cloned()
                    }
                    _ => {
                        *lease = held;
                        continue;
                    }
                },
            };
            *state = State { cached: kept.map(Arc::new), ..State::default() };
            return Ok(());
        }
        Err(self.slot().keeps_changing().into())
    }

    fn is_good(&self, tokens: &TokenSet, state: &State, now: DateTime<Utc>) -> bool {
        let lives = now < tokens.expires_at;
        let postponed = state.postponed_until.is_some_and(|until| now < until);
        after(now, self.policy.renew_before) < tokens.expires_at
            || self.is_young(tokens, now)
            || (lives && postponed)
    }

    /// Its age is taken without a sign: a clock that was set back must not make tokens young for
    /// hours.
    fn is_young(&self, tokens: &TokenSet, now: DateTime<Utc>) -> bool {
        let age = now.signed_duration_since(tokens.obtained_at).abs();
        age.to_std().is_ok_and(|age| age < self.policy.min_age)
    }

    /// Whether a refused token cannot have died of age. Of one from the future nobody knows the age: a
    /// clock was set back, or another process has another.
    fn must_live(&self, tokens: &TokenSet, now: DateTime<Utc>) -> bool {
        tokens.obtained_at <= now && now < tokens.expires_at && self.is_young(tokens, now)
    }

    fn slot(&self) -> Slot<'_> {
        Slot::new(&self.shared, self.grant.slot())
    }

    fn problem(&self, detail: &str) -> Error {
        Error::new(ErrorKind::Host, detail).with_connector(self.shared.profile.connector)
    }

    fn busy(&self) -> Failure {
        let error = Error::new(ErrorKind::Unavailable, "another process keeps renewing the tokens")
            .with_connector(self.shared.profile.connector)
            .with_retry(Retry::Backoff);
        Failure::from(error)
    }

    fn cleared(&self) -> Failure {
        let error =
            Error::new(ErrorKind::Cancelled, "the tokens were cleared during their renewal")
                .with_connector(self.shared.profile.connector);
        Failure::from(error.with_retry(Retry::Backoff))
    }
}

fn differ(one: &TokenSet, other: &TokenSet) -> bool {
    one.access.expose_secret() != other.access.expose_secret()
}

/// The same refusal once more.
fn said_again(error: &Error, connector: &'static str) -> Error {
    let detail = match error.kind() {
        ErrorKind::RateLimited => "the vendor gives no tokens for the time being",
        _ => "the vendor refused the credentials",
    };
    let mut again = Error::new(error.kind(), detail)
        .with_connector(connector)
        .with_label(error.label())
        .with_who(error.who())
        .with_message(error.message().clone());
    if let Some(text) = error.vendor_text() {
        again = again.with_vendor_text(text);
    }
    if let Some(code) = error.vendor_code() {
        again = again.with_vendor_code(code);
    }
    again
}
