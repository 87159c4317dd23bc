//! One renewal: the token request, its answer, and what a failure of it means for the others.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::error::{Actor, Error, ErrorKind, Result, Retry};
use crate::host::{TokenRecord, TokenSet, TokenSwap, after, between};

use super::super::client::Failure;
use super::super::timeout::TimeoutLayer;
use super::super::{ApiRequest, ApiResponse, trace};
use super::{REFUSAL_HOLDS, State, Tokens, Unsaved, said_again};

/// A lease outlives its token request by this much.
const LEASE_MARGIN: Duration = Duration::from_secs(30);
/// So long a token that still lives is used on after its renewal failed.
const POSTPONE: Duration = Duration::from_secs(30);

/// A single-use token is spent once it was sent: whoever drops his future must not lose the answer.
pub(super) struct Renewal {
    request: ApiRequest,
    asked_at: DateTime<Utc>,
    lease: TokenRecord,
    answer: Pin<Box<dyn Future<Output = Result<ApiResponse, Failure>> + Send>>,
}

impl Tokens {
    pub(super) fn begin_renewal(&self, lease: TokenRecord, request: ApiRequest) -> Renewal {
        let direct = TimeoutLayer::new(Arc::clone(&self.shared));
        let asked_at = self.shared.now();
        let sent = request.clone();
        let answer = Box::pin(async move { direct.exchange(&sent).await });
        Renewal { request, asked_at, lease, answer }
    }

    /// Waits for the answer to the token request under way and stores what it brings.
    pub(super) async fn end_renewal(
        &self,
        state: &mut State,
        refused: Option<&TokenSet>,
    ) -> Result<Arc<TokenSet>, Failure> {
        let answer = match &mut state.under_way {
            Some(Renewal { request, answer, .. }) => {
                self.direct.within_time(request, answer.as_mut()).await
            }
            None => return Err(self.cleared()),
        };
        let Some(Renewal { asked_at, lease, .. }) = state.under_way.take() else {
            return Err(self.cleared());
        };
        let failure = match answer {
            Err(failure) => self.login_failure(failure),
            Ok(answer) => match self.read(&answer, &lease, asked_at) {
                Ok(tokens) => {
                    trace::token_request(&self.shared, None);
                    state.unsaved = Some(Unsaved { tokens, lease });
                    self.save(state).await?;
                    return state.cached.clone().ok_or_else(|| self.cleared());
                }
                Err(error) => {
                    let failure = Failure::after_sending(error, Some(answer.status));
                    if self.policy.single_use_refresh { failure.without_repeat() } else { failure }
                }
            },
        };
        trace::token_request(&self.shared, Some(failure.error.kind()));
        self.give_up(state, lease, failure, refused).await
    }

    /// Whether other processes need not ask the vendor to hear the same refusal: the token that they
    /// share is used up. A key may have been corrected since, and an application's credentials are not
    /// the user's to renew.
    fn holds_for_all(&self, error: &Error, lease: &TokenRecord) -> bool {
        self.policy.single_use_refresh
            && !self.is_of_others(lease)
            && error.kind() == ErrorKind::Unauthenticated
            && error.who() == Actor::User
    }

    /// The answer's tokens. They may be as old as the request: their life counts from there, their
    /// least age from now.
    fn read(
        &self,
        answer: &ApiResponse,
        lease: &TokenRecord,
        asked_at: DateTime<Utc>,
    ) -> Result<TokenSet> {
        let now = self.shared.now();
        let mut tokens = self.grant.read(answer, now)?;
        let life = between(tokens.obtained_at, tokens.expires_at);
        tokens.expires_at = tokens.expires_at.min(after(asked_at, life));
        if tokens.refresh.is_none() {
            tokens.refresh = self.known(lease).and_then(|old| old.refresh.clone());
        }
        Ok(tokens)
    }

    /// Whatever a token endpoint refuses for good is a refused login.
    fn login_failure(&self, mut failure: Failure) -> Failure {
        if failure.is_for_good() {
            failure.error = failure.error.with_kind(ErrorKind::Unauthenticated);
        }
        let may_be_used_up = failure.reached && failure.error.kind() != ErrorKind::RateLimited;
        if self.policy.single_use_refresh && may_be_used_up {
            failure = failure.without_repeat();
        }
        failure
    }

    /// Ends the lease, unless a single-use token may have been used up: then nobody else tries it
    /// before the lease ends. A token that still lives is used on.
    async fn give_up(
        &self,
        state: &mut State,
        lease: TokenRecord,
        failure: Failure,
        refused: Option<&TokenSet>,
    ) -> Result<Arc<TokenSet>, Failure> {
        let now = self.shared.now();
        let final_answer = failure.error.kind() == ErrorKind::Unauthenticated;
        if final_answer {
            let error = said_again(&failure.error, self.shared.profile.connector);
            state.refusal = Some((after(now, REFUSAL_HOLDS), error));
        } else if failure.error.is_retryable() {
            state.postponed_until = Some(after(now, POSTPONE));
        }
        if let (ErrorKind::RateLimited, Retry::After(wait)) =
            (failure.error.kind(), failure.error.retry())
        {
            let error = said_again(&failure.error, self.shared.profile.connector);
            state.refusal = Some((after(now, wait), error));
        }
        let mut held = lease.clone();
        if failure.repeat || final_answer || !failure.reached {
            let refused_until =
                self.holds_for_all(&failure.error, &lease).then(|| after(now, REFUSAL_HOLDS));
            let free = TokenRecord { renewing_until: None, refused_until, ..lease };
            let (TokenSwap::Stored(record) | TokenSwap::Lost(record)) =
                self.slot().swap(free).await?;
            held = record;
        }
        held.renewing_until = None;
        self.stored_tokens(state, &held, refused, now).ok_or(failure)
    }

    pub(super) fn lease_length(&self, request: &ApiRequest) -> Duration {
        let timeout = request.timeout.unwrap_or(self.shared.profile.timeout);
        timeout.saturating_add(LEASE_MARGIN)
    }
}
