//! The login page, the codes and the tokens.

use std::collections::HashMap;

use bytes::Bytes;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use http::{HeaderValue, Request, StatusCode, header};
use simon_testkit::vendor::json::Json;
use simon_testkit::vendor::login::{Login, call_back, choice_page};
use simon_testkit::vendor::{Stop, asked};

pub use simon_testkit::vendor::LoginChoice;

use super::answer::{Answer, json_text, page, token_error};

/// The app that a new simulator knows.
pub const DEMO_CLIENT_ID: &str = "7b6c5d4e-3f2a-4b1c-8d9e-0f1a2b3c4d5e";

/// The app's secret.
pub const DEMO_CLIENT_SECRET: &str = "s1mul+t0r/Secr3t=";

/// Where the app wants logins to end.
pub const DEMO_REDIRECT_URI: &str = "https://simon.example/exact/callback";

/// A login that a new simulator knows already, as if a person had made it before.
pub const DEMO_REFRESH_TOKEN: &str = "stampNL001.gAAA-simulated+refresh/token=!0";

const CODE_SECONDS: i64 = 180;
const TOKEN_SECONDS: i64 = 600;
const TOO_EARLY_SECONDS: i64 = 570;
const UNUSED_DAYS: i64 = 30;
const CALLS_A_DAY: u64 = 200;

/// What a refresh token is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refresh {
    Live,
    Used,
    Dead,
}

/// Who may call.
pub(super) struct Oauth {
    pub(super) client_id: String,
    pub(super) client_secret: String,
    pub(super) redirect_uri: String,
    pub(super) choice: LoginChoice,
    pub(super) expires_as_number: bool,
    codes: HashMap<String, DateTime<Utc>>,
    refresh_tokens: HashMap<String, Refresh>,
    /// The live refresh token's last use, and when the last access token was issued.
    last_use: Option<DateTime<Utc>>,
    issued_at: Option<DateTime<Utc>>,
    access_tokens: HashMap<String, DateTime<Utc>>,
    today: (NaiveDate, u64),
    serial: u64,
    pub(super) issued: u64,
    pub(super) early: u64,
    pub(super) old_used: u64,
}

impl std::fmt::Debug for Oauth {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Oauth").field("issued", &self.issued).finish_non_exhaustive()
    }
}

impl Oauth {
    pub(super) fn demo() -> Self {
        Self {
            client_id: DEMO_CLIENT_ID.to_owned(),
            client_secret: DEMO_CLIENT_SECRET.to_owned(),
            redirect_uri: DEMO_REDIRECT_URI.to_owned(),
            choice: LoginChoice::default(),
            expires_as_number: false,
            codes: HashMap::new(),
            refresh_tokens: HashMap::from([(DEMO_REFRESH_TOKEN.to_owned(), Refresh::Live)]),
            last_use: None,
            issued_at: None,
            access_tokens: HashMap::new(),
            today: (NaiveDate::default(), 0),
            serial: 0,
            issued: 0,
            early: 0,
            old_used: 0,
        }
    }

    /// The login page.
    pub(super) fn login(
        &mut self,
        request: &Request<Bytes>,
        now: DateTime<Utc>,
    ) -> Result<Answer, Stop> {
        let login = Login::read(request, self.choice);
        if let Some(why) = self.login_fault(&login) {
            let answer = page(StatusCode::BAD_REQUEST, "Fout", &why);
            return Err(Stop::strict(answer, format!("login: {why}")));
        }
        let state = login.field("state").unwrap_or_default();
        let answer = match login.choice {
            LoginChoice::Accept => ("code", self.new_code(now)),
            LoginChoice::Refuse => ("error", "access_denied".to_owned()),
            LoginChoice::Ask => return Ok(choice_page("Exact Online", request)),
        };
        Ok(call_back(&self.redirect_uri, (answer.0, &answer.1), state))
    }

    fn login_fault(&self, login: &Login) -> Option<String> {
        let known = ["client_id", "redirect_uri", "response_type", "state", "force_login"];
        let fault = login.fault(&known, &self.client_id, &self.redirect_uri);
        if fault.is_some() {
            return fault;
        }
        if login.field("response_type") != Some("code") {
            return Some("response_type must be code".into());
        }
        let force = login.field("force_login").unwrap_or("0");
        (!["0", "1"].contains(&force)).then(|| "force_login must be 0 or 1".into())
    }

    /// A code as the callback carries it, made without a login page.
    pub(super) fn new_code(&mut self, now: DateTime<Utc>) -> String {
        let code = self.new_text("code");
        self.codes.insert(code.clone(), now);
        code
    }

    /// The token endpoint.
    pub(super) fn token(
        &mut self,
        request: &Request<Bytes>,
        now: DateTime<Utc>,
    ) -> Result<Answer, Stop> {
        let fields = form(request)?;
        let field = |name: &str| fields.get(name).map(String::as_str);
        let (Some(id), Some(secret)) = (field("client_id"), field("client_secret")) else {
            return Err(wrong("client_id and client_secret must be in the body"));
        };
        if id != self.client_id || secret != self.client_secret {
            return Err(Stop::data(token_error(StatusCode::BAD_REQUEST, "invalid_request", None)));
        }
        if self.today.0 != now.date_naive() {
            self.today = (now.date_naive(), 0);
        }
        self.today.1 += 1;
        if self.today.1 > CALLS_A_DAY {
            let answer = token_error(StatusCode::TOO_MANY_REQUESTS, "access_denied", None);
            return Err(Stop::strict(answer, "token: more than 200 calls a day"));
        }
        match (field("grant_type"), field("code"), field("refresh_token")) {
            (Some("authorization_code"), Some(code), None) => {
                self.exchange(code, field("redirect_uri"), now)
            }
            (Some("refresh_token"), None, Some(token)) => self.refresh(token, now),
            _ => Err(wrong("grant_type and its parameters do not fit")),
        }
    }

    fn exchange(
        &mut self,
        code: &str,
        redirect_uri: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<Answer, Stop> {
        if redirect_uri != Some(self.redirect_uri.as_str()) {
            return Err(wrong("redirect_uri is not the registered one"));
        }
        let made = self.codes.remove(code);
        if made.is_none_or(|made| now - made > TimeDelta::seconds(CODE_SECONDS)) {
            return Err(Stop::data(invalid_grant()));
        }
        // A second login of the same user ends the chain of the first.
        self.refresh_tokens.values_mut().for_each(|token| *token = Refresh::Used);
        Ok(self.issue(now))
    }

    fn refresh(&mut self, token: &str, now: DateTime<Utc>) -> Result<Answer, Stop> {
        if self.last_use.is_some_and(|last| now - last > TimeDelta::days(UNUSED_DAYS)) {
            self.refresh_tokens.values_mut().for_each(|token| *token = Refresh::Dead);
        }
        match self.refresh_tokens.get(token) {
            Some(Refresh::Live) => {}
            Some(Refresh::Used) => {
                self.old_used += 1;
                let text = Some("Old refresh token used.");
                let status = StatusCode::UNAUTHORIZED;
                return Err(Stop::data(token_error(status, "unauthorized_client", text)));
            }
            Some(Refresh::Dead) | None => return Err(Stop::data(invalid_grant())),
        }
        if let Some(age) = self.issued_at.map(|issued| now - issued)
            && age < TimeDelta::seconds(TOO_EARLY_SECONDS)
        {
            self.early += 1;
            return Err(Stop::data(too_early()));
        }
        self.refresh_tokens.insert(token.to_owned(), Refresh::Used);
        Ok(self.issue(now))
    }

    fn issue(&mut self, now: DateTime<Utc>) -> Answer {
        self.issued += 1;
        self.issued_at = Some(now);
        self.last_use = Some(now);
        let (access, refresh) = (self.new_text("access"), self.new_text("refresh"));
        self.access_tokens.retain(|_, expires| *expires > now);
        self.access_tokens.insert(access.clone(), now + TimeDelta::seconds(TOKEN_SECONDS));
        self.refresh_tokens.insert(refresh.clone(), Refresh::Live);
        let seconds = match self.expires_as_number {
            true => Json::int(TOKEN_SECONDS),
            false => Json::text(TOKEN_SECONDS.to_string()),
        };
        let body = Json::object([
            ("access_token", Json::text(access)),
            ("token_type", Json::text("bearer")),
            ("expires_in", seconds),
            ("refresh_token", Json::text(refresh)),
        ]);
        json_text(StatusCode::OK, body.to_text())
    }

    /// A new secret, with characters that must be escaped in forms and queries.
    fn new_text(&mut self, kind: &str) -> String {
        self.serial += 1;
        let scatter = self.serial.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        format!("stampNL001.gAAA-{kind}+{scatter:016x}/{}=!0", self.serial)
    }

    /// Whether this access token is alive.
    pub(super) fn knows(&self, request: &Request<Bytes>, now: DateTime<Utc>) -> bool {
        let header = request.headers().get(header::AUTHORIZATION);
        let token = header.and_then(|v| v.to_str().ok()).and_then(|v| v.strip_prefix("Bearer "));
        let expires = token.and_then(|token| self.access_tokens.get(token));
        expires.is_some_and(|expires| *expires > now)
    }

    /// Ends the access tokens; a new one may be asked for at once.
    pub(super) fn expire_tokens(&mut self) {
        self.access_tokens.clear();
        self.issued_at = None;
    }

    /// The user takes the access of the app away.
    pub(super) fn withdraw(&mut self) {
        self.expire_tokens();
        self.codes.clear();
        self.refresh_tokens.values_mut().for_each(|token| *token = Refresh::Dead);
    }

    /// A login that was made elsewhere: its refresh token. Earlier chains end.
    pub(super) fn log_in(&mut self, now: DateTime<Utc>) -> String {
        self.refresh_tokens.values_mut().for_each(|token| *token = Refresh::Used);
        let refresh = self.new_text("refresh");
        self.refresh_tokens.insert(refresh.clone(), Refresh::Live);
        self.last_use = Some(now);
        self.issued_at = None;
        refresh
    }
}

fn invalid_grant() -> Answer {
    token_error(StatusCode::BAD_REQUEST, "invalid_grant", None)
}

fn wrong(why: &str) -> Stop {
    let answer = token_error(StatusCode::BAD_REQUEST, "invalid_request", None);
    Stop::strict(answer, format!("token: {why}"))
}

fn too_early() -> Answer {
    let text = Some("Rate limit exceeded: access_token not expired");
    let mut answer = token_error(StatusCode::BAD_REQUEST, "access_denied", text);
    let reason = "TooEarlyToRefreshTokens: the access token has not expired yet";
    answer.headers_mut().insert("reason", HeaderValue::from_static(reason));
    answer
}

fn form(request: &Request<Bytes>) -> Result<HashMap<String, String>, Stop> {
    if request.headers().contains_key(header::AUTHORIZATION) {
        return Err(wrong("no Authorization header belongs here"));
    }
    let known =
        ["grant_type", "code", "redirect_uri", "refresh_token", "client_id", "client_secret"];
    asked::form(request, &known).map_err(|why| wrong(&why))
}
