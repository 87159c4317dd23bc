//! The API token and the sessions bought with it.

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use http::{Request, StatusCode};

use super::super::answer::{Answer, empty, json_text};
use super::super::json::Json;
use super::super::state::State;
use super::super::stop::Stop;
use super::super::traps::TokenStyle;

/// The API token that a new simulator knows.
pub const DEMO_API_TOKEN: &str = "d3m0-api-token-0000-only-opens-the-simulator";

/// Who may open sessions, and which are open.
pub(in super::super) struct Rest {
    pub(in super::super) api_token: String,
    /// Logins are answered with this status and code.
    pub(in super::super) refused: Option<(StatusCode, &'static str)>,
    pub(in super::super) seconds: i64,
    tokens: Vec<(String, DateTime<Utc>)>,
    opened: u64,
    sources: Vec<String>,
}

impl std::fmt::Debug for Rest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rest").field("opened", &self.opened).finish_non_exhaustive()
    }
}

impl Rest {
    pub(in super::super) fn demo() -> Self {
        Self {
            api_token: DEMO_API_TOKEN.to_owned(),
            refused: None,
            seconds: 3600,
            tokens: Vec::new(),
            opened: 0,
            sources: Vec::new(),
        }
    }

    pub(in super::super) fn expire_all(&mut self) {
        self.tokens.clear();
    }

    pub(in super::super) fn opened(&self) -> u64 {
        self.opened
    }

    /// Tokens that were neither ended nor expired.
    pub(in super::super) fn open(&self) -> usize {
        self.tokens.len()
    }

    pub(in super::super) fn sources(&self) -> Vec<String> {
        self.sources.clone()
    }

    fn find(&self, text: &str, now: DateTime<Utc>) -> Option<usize> {
        self.tokens.iter().position(|(token, end)| token == text && *end > now)
    }
}

impl State {
    /// `POST /v1/session`.
    pub(super) fn open_session(
        &mut self,
        request: &Request<Bytes>,
        now: DateTime<Utc>,
    ) -> Result<Answer, Stop> {
        let body = self.json_body(request, &["accessToken", "source"])?;
        let source = body.get("source").and_then(Json::as_text).unwrap_or_default();
        if source.is_empty() {
            return Err(self.strict_problem("API_SESSION_001", "source", "no source"));
        }
        let allowed = |c: char| c.is_alphanumeric() || c == '_' || c == ' ';
        if source.chars().count() > 10 || !source.chars().all(allowed) {
            return Err(self.strict_problem("API_SESSION_002", "source", "source of another form"));
        }
        let token = body.get("accessToken").and_then(Json::as_text).unwrap_or_default();
        if token.is_empty() {
            return Err(self.strict_problem("API_SESSION_003", "accessToken", "no token"));
        }
        if let Some((status, code)) = self.rest.refused {
            return Err(Stop::data(self.security_problem(status, code)));
        }
        if token != self.rest.api_token {
            return Err(self.problem("API_SESSION_004", "accessToken"));
        }
        self.rest.opened += 1;
        self.rest.sources.push(source.to_owned());
        self.rest.tokens.retain(|(_, end)| *end > now);
        let scatter = self.rest.opened.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let text = format!("sessie{scatter:016x}{:04x}", self.rest.opened);
        let end = now + TimeDelta::seconds(self.rest.seconds);
        self.rest.tokens.push((text.clone(), end));
        let body = Json::object([
            ("token", Json::text(text)),
            ("expiresIn", Json::int(self.rest.seconds)),
        ]);
        Ok(json_text(StatusCode::OK, self.named(body).to_text()))
    }

    /// `DELETE /v1/session`.
    pub(super) fn end_session(&mut self, token: &str) -> Answer {
        self.rest.tokens.retain(|(known, _)| known != token);
        empty(StatusCode::NO_CONTENT)
    }

    /// The token of a request, when it is one that counts.
    pub(super) fn check_token(
        &self,
        request: &Request<Bytes>,
        now: DateTime<Utc>,
    ) -> Result<String, Stop> {
        let header = request.headers().get("authorization");
        let Some(text) = header.and_then(|value| value.to_str().ok()) else {
            let line = format!("{}: no Authorization", request.uri().path());
            return Err(Stop::strict(self.unauthorized(), line));
        };
        let bearer = text.strip_prefix("Bearer ");
        let token = match self.traps.token_style {
            TokenStyle::Bare => Some(text),
            TokenStyle::Bearer => bearer,
            TokenStyle::Both => bearer.or(Some(text)),
        };
        let token = token.filter(|token| self.rest.find(token, now).is_some());
        token.map(str::to_owned).ok_or_else(|| Stop::data(self.unauthorized()))
    }

    fn unauthorized(&self) -> Answer {
        if self.traps.coded_401 {
            self.problem_body(StatusCode::UNAUTHORIZED, "SECURITY_010", None, &[])
        } else {
            empty(StatusCode::UNAUTHORIZED)
        }
    }

    fn security_problem(&self, status: StatusCode, code: &str) -> Answer {
        self.problem_body(status, code, None, &[("securityType", Json::int(0))])
    }
}
