//! The login page, the codes and the tokens.

use std::collections::HashMap;

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use http::{Request, StatusCode, header};
use simon_testkit::vendor::json::Json;
use simon_testkit::vendor::login::{Login, call_back, choice_page};
use simon_testkit::vendor::{LoginChoice, Stop};

use super::access::{is_json, text_of};
use super::answer::{Answer, json, page, refused, strict};

/// The app that a new simulator knows. Its id must be escaped in an address.
pub const DEMO_CLIENT_ID: &str = "simon|5d1f0c2ab7";

/// The app's secret.
pub const DEMO_CLIENT_SECRET: &str = "s1mul+t0r/Secr3t=";

/// Where the app wants logins to end.
pub const DEMO_REDIRECT_URI: &str = "https://simon.example/billit/callback";

/// A login that a new simulator knows already, as if a person had made it before.
pub const DEMO_REFRESH_TOKEN: &str = "billit-simulated+refresh/token=!0";

/// The key of a user that a new simulator knows.
pub const DEMO_API_KEY: &str = "3f0c9a52-1b7d-4c8e-9d25-simulated-key";

/// How long a code and an access token live.
///
/// Source: docs.billit.be, "OAuth".
const CODE_MINUTES: i64 = 10;
const TOKEN_SECONDS: i64 = 3600;

/// An access token.
#[derive(Debug)]
struct Access {
    login: u64,
    expires: DateTime<Utc>,
}

/// A refresh token.
#[derive(Debug)]
struct Refresh {
    login: u64,
    used: bool,
}

/// Who may call.
pub(super) struct Oauth {
    pub(super) client_id: String,
    pub(super) client_secret: String,
    pub(super) redirect_uri: String,
    pub(super) api_key: Option<String>,
    pub(super) choice: LoginChoice,
    codes: HashMap<String, DateTime<Utc>>,
    access: HashMap<String, Access>,
    refresh: HashMap<String, Refresh>,
    /// Logins that were taken back.
    revoked: Vec<u64>,
    logins: u64,
    serial: u64,
    pub(super) issued: u64,
    pub(super) old_used: u64,
}

impl std::fmt::Debug for Oauth {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Oauth").field("issued", &self.issued).finish_non_exhaustive()
    }
}

impl Oauth {
    pub(super) fn demo() -> Self {
        let demo = Refresh { login: 0, used: false };
        Self {
            client_id: DEMO_CLIENT_ID.to_owned(),
            client_secret: DEMO_CLIENT_SECRET.to_owned(),
            redirect_uri: DEMO_REDIRECT_URI.to_owned(),
            api_key: Some(DEMO_API_KEY.to_owned()),
            choice: LoginChoice::default(),
            codes: HashMap::new(),
            access: HashMap::new(),
            refresh: HashMap::from([(DEMO_REFRESH_TOKEN.to_owned(), demo)]),
            revoked: Vec::new(),
            logins: 1,
            serial: 0,
            issued: 0,
            old_used: 0,
        }
    }

    /// The login page. A technical fault stays on it: no callback comes.
    pub(super) fn login(
        &mut self,
        request: &Request<Bytes>,
        now: DateTime<Utc>,
    ) -> Result<Answer, Stop> {
        let login = Login::read(request, self.choice);
        let known = ["client_id", "redirect_uri", "state"];
        if let Some(why) = login.fault(&known, &self.client_id, &self.redirect_uri) {
            let answer = page(StatusCode::BAD_REQUEST, "Fout", &why);
            return Err(Stop::strict(answer, format!("login: {why}")));
        }
        let sent = login.field("state").unwrap_or_default();
        // What follows an ampersand is lost.
        let state = sent.split('&').next().unwrap_or_default();
        let (name, value) = match login.choice {
            LoginChoice::Accept => ("code", self.new_code(now)),
            LoginChoice::Refuse => ("error", "access_denied".to_owned()),
            LoginChoice::Ask => return Ok(choice_page("Billit", request)),
        };
        let answer = call_back(&self.redirect_uri, (name, &value), state);
        if state != sent {
            return Err(Stop::strict(answer, "login: an ampersand in state"));
        }
        Ok(answer)
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
        let body = token_body(request)?;
        let field = |name: &str| body.get(name).and_then(Json::as_text);
        let (Some(id), Some(secret)) = (field("client_id"), field("client_secret")) else {
            return Err(wrong("client_id and client_secret must be in the body"));
        };
        if id != self.client_id || secret != self.client_secret {
            return Err(refused_token("InvalidClient"));
        }
        let (code, redirect) = (field("code"), field("redirect_uri"));
        match (field("grant_type"), code, redirect, field("refresh_token")) {
            (Some("authorization_code"), Some(code), Some(redirect), None) => {
                self.exchange(code, redirect, now)
            }
            (Some("refresh_token"), None, None, Some(token)) => self.renew(token, now),
            _ => Err(wrong("grant_type and its members do not fit")),
        }
    }

    fn exchange(
        &mut self,
        code: &str,
        redirect_uri: &str,
        now: DateTime<Utc>,
    ) -> Result<Answer, Stop> {
        if redirect_uri != self.redirect_uri {
            return Err(wrong("redirect_uri is not the registered one"));
        }
        let made = self.codes.remove(code);
        if made.is_none_or(|made| now - made > TimeDelta::minutes(CODE_MINUTES)) {
            return Err(refused_token("InvalidAuthorizationCode"));
        }
        self.logins += 1;
        Ok(self.issue(self.logins, now))
    }

    fn renew(&mut self, token: &str, now: DateTime<Utc>) -> Result<Answer, Stop> {
        let known = self.refresh.get_mut(token);
        let Some(refresh) = known.filter(|refresh| !self.revoked.contains(&refresh.login)) else {
            return Err(refused_token("InvalidRefreshToken"));
        };
        if std::mem::replace(&mut refresh.used, true) {
            self.old_used += 1;
            return Err(refused_token("InvalidRefreshToken"));
        }
        let login = refresh.login;
        Ok(self.issue(login, now))
    }

    fn issue(&mut self, login: u64, now: DateTime<Utc>) -> Answer {
        self.issued += 1;
        let (access, refresh) = (self.new_text("access"), self.new_text("refresh"));
        self.access.retain(|_, token| token.expires + TimeDelta::days(1) > now);
        let expires = now + TimeDelta::seconds(TOKEN_SECONDS);
        self.access.insert(access.clone(), Access { login, expires });
        self.refresh.insert(refresh.clone(), Refresh { login, used: false });
        let body = Json::object([
            ("token_type", Json::text("Bearer")),
            ("expires_in", Json::int(TOKEN_SECONDS)),
            ("access_token", Json::text(access)),
            ("refresh_token", Json::text(refresh)),
        ]);
        json(StatusCode::OK, &body)
    }

    /// Ends the login of the bearer.
    pub(super) fn revoke(
        &mut self,
        request: &Request<Bytes>,
        now: DateTime<Utc>,
    ) -> Result<Answer, Stop> {
        if !request.body().is_empty() || request.uri().query().is_some() {
            return Err(wrong("revoke takes neither a body nor a query"));
        }
        let bearer = text_of(request, header::AUTHORIZATION.as_str());
        let token = bearer.and_then(|bearer| bearer.strip_prefix("Bearer "));
        let token = token.ok_or_else(|| wrong("revoke without a Bearer token"))?;
        self.check(token, now)?;
        if let Some(access) = self.access.get(token) {
            self.revoked.push(access.login);
        }
        Ok(json(StatusCode::OK, &Json::Object(Vec::new())))
    }

    /// A new secret, with characters that must be escaped in queries.
    fn new_text(&mut self, kind: &str) -> String {
        self.serial += 1;
        let scatter = self.serial.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        format!("billit-{kind}+{scatter:016x}/{}=!0", self.serial)
    }

    /// Whether this access token is alive.
    pub(super) fn check(&self, token: &str, now: DateTime<Utc>) -> Result<(), Stop> {
        let refuse = |code: &str| Err(refused(StatusCode::UNAUTHORIZED, code, "Unauthorized."));
        match self.access.get(token) {
            None => refuse("InvalidAccessToken"),
            Some(access) if self.revoked.contains(&access.login) => refuse("AccessTokenRevoked"),
            Some(access) if access.expires <= now => refuse("AccessTokenExpired"),
            Some(_) => Ok(()),
        }
    }

    /// Ends the access tokens; a new one may be asked for at once.
    pub(super) fn expire_tokens(&mut self, now: DateTime<Utc>) {
        self.access.values_mut().for_each(|token| token.expires = token.expires.min(now));
    }

    /// The user takes every login of the app back.
    pub(super) fn withdraw(&mut self) {
        self.codes.clear();
        self.revoked.extend(0..=self.logins);
    }

    /// A login that was made and exchanged elsewhere: its refresh token.
    pub(super) fn log_in(&mut self) -> String {
        self.logins += 1;
        let token = self.new_text("refresh");
        self.refresh.insert(token.clone(), Refresh { login: self.logins, used: false });
        token
    }
}

fn refused_token(code: &str) -> Stop {
    refused(StatusCode::BAD_REQUEST, code, "The token request was refused.")
}

fn wrong(why: &str) -> Stop {
    strict(StatusCode::BAD_REQUEST, "InvalidRequest", format!("token: {why}"))
}

fn token_body(request: &Request<Bytes>) -> Result<Json, Stop> {
    if !is_json(request) {
        return Err(wrong("the body must be JSON"));
    }
    if request.headers().contains_key(header::AUTHORIZATION) {
        return Err(wrong("no Authorization header belongs here"));
    }
    if request.uri().query().is_some() {
        return Err(wrong("the members must be in the body"));
    }
    let text = std::str::from_utf8(request.body()).unwrap_or_default();
    let body = Json::parse(text).map_err(|why| wrong(&why))?;
    let Json::Object(members) = &body else { return Err(wrong("the body must be an object")) };
    let known =
        ["grant_type", "code", "redirect_uri", "refresh_token", "client_id", "client_secret"];
    for (name, value) in members {
        if !known.contains(&name.as_str()) || value.as_text().is_none() {
            return Err(wrong(&format!("the member '{name}' is unknown or no text")));
        }
    }
    Ok(body)
}
