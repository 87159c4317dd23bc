//! The token endpoint, and the end of a login.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use http::{StatusCode, header};
use sha2::{Digest, Sha256};
use simon_testkit::vendor::json::Json;
use simon_testkit::vendor::{Stop, asked, base64};
use url::form_urlencoded;

use super::super::answer::{Answer, empty, ok, token_error};
use super::super::route::Asked;
use super::super::state::{DEMO_CONTRACT, State};
use super::{CODE_SECONDS, Connect, Grant, Refresh, ScopeFault, TOKEN_SECONDS};

const FIELDS: [&str; 9] = [
    "grant_type",
    "client_id",
    "client_secret",
    "code",
    "redirect_uri",
    "code_verifier",
    "refresh_token",
    "scope",
    "tenant_id",
];

/// A form as it was sent.
struct Form(HashMap<String, String>);

impl Form {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// Whether nothing but the application and these was sent.
    fn only(&self, names: &[&str]) -> bool {
        let own = ["grant_type", "client_id", "client_secret"];
        self.0.keys().all(|name| own.contains(&name.as_str()) || names.contains(&name.as_str()))
    }
}

fn wrong(why: &str) -> Stop {
    let answer = token_error(StatusCode::BAD_REQUEST, "invalid_request", Some(why));
    Stop::strict(answer, format!("token: {why}"))
}

fn refused(error: &str) -> Stop {
    Stop::data(token_error(StatusCode::BAD_REQUEST, error, None))
}

impl State {
    pub(super) fn token(&mut self, asked: &Asked<'_>, now: DateTime<Utc>) -> Result<Answer, Stop> {
        let form = self.connect.form(asked, &FIELDS)?;
        match form.get("grant_type") {
            Some("authorization_code") => self.connect.exchange(&form, now),
            Some("refresh_token") => self.connect.refresh(&form, now),
            Some("client_credentials") => self.service(&form, now),
            _ => Err(wrong("grant_type is unknown")),
        }
    }

    /// Service access, without a person.
    fn service(&mut self, form: &Form, now: DateTime<Utc>) -> Result<Answer, Stop> {
        let (Some(scope), Some(tenant)) = (form.get("scope"), form.get("tenant_id")) else {
            return Err(wrong("scope and tenant_id are both needed"));
        };
        if !form.only(&["scope", "tenant_id"]) {
            return Err(wrong("a field of another grant"));
        }
        let scopes = match self.connect.scopes(scope, false) {
            Ok(scopes) => scopes,
            Err(ScopeFault::Missing(error)) => return Err(refused(error)),
            Err(ScopeFault::Unknown(scope)) => {
                let answer = token_error(StatusCode::BAD_REQUEST, "invalid_scope", None);
                return Err(Stop::strict(answer, format!("token: unknown scope '{scope}'")));
            }
        };
        let tenant = tenant.to_lowercase();
        let approved = self.companies.get(&tenant).is_some_and(|company| company.approved);
        if !approved && tenant != DEMO_CONTRACT {
            return Err(refused("unauthorized_client"));
        }
        let grant = Grant { tenant, scopes, login: None };
        Ok(self.connect.issue(grant, None, now))
    }
}

impl Connect {
    /// The form of a call of the application, which must say who it is in one way.
    fn form(&self, asked: &Asked<'_>, known: &[&str]) -> Result<Form, Stop> {
        let form = asked::form(asked.request, known).map(Form).map_err(|why| wrong(&why))?;
        let header = asked.request.headers().get(header::AUTHORIZATION);
        let (id, secret) = match header.map(|value| value.to_str().unwrap_or_default()) {
            Some(_) if form.get("client_secret").is_some() => {
                return Err(wrong("the secret stands in the header and in the form"));
            }
            Some(header) => basic(header).ok_or_else(|| wrong("the header is no Basic"))?,
            None => {
                let text = |name| form.get(name).unwrap_or_default().to_owned();
                (text("client_id"), text("client_secret"))
            }
        };
        if id != self.app.client_id || secret != self.app.client_secret {
            let status = StatusCode::BAD_REQUEST;
            return Err(Stop::data(token_error(status, "invalid_client", None)));
        }
        Ok(form)
    }

    fn exchange(&mut self, form: &Form, now: DateTime<Utc>) -> Result<Answer, Stop> {
        if !form.only(&["code", "redirect_uri", "code_verifier", "tenant_id"]) {
            return Err(wrong("a field of another grant"));
        }
        if form.get("redirect_uri") != Some(self.app.redirect_uri.as_str()) {
            return Err(wrong("redirect_uri is not the registered one"));
        }
        let code = form.get("code").ok_or_else(|| wrong("no code"))?;
        let Some(code) = self.codes.remove(code) else { return Err(refused("invalid_grant")) };
        if now - code.made > TimeDelta::seconds(CODE_SECONDS) {
            return Err(refused("invalid_grant"));
        }
        if let Some(challenge) = code.challenge {
            let verifier = form.get("code_verifier").unwrap_or_default();
            let digest = base64::encode_url(&Sha256::digest(verifier.as_bytes()));
            if verifier.len() < 43 || digest != challenge {
                let answer = token_error(StatusCode::BAD_REQUEST, "invalid_grant", None);
                return Err(Stop::strict(answer, "token: code_verifier does not fit"));
            }
        }
        let refresh = code.grant.scopes.contains("offline_access");
        let refresh = refresh.then(|| self.new_text("refresh"));
        Ok(self.issue(code.grant, refresh, now))
    }

    fn refresh(&mut self, form: &Form, now: DateTime<Utc>) -> Result<Answer, Stop> {
        if !form.only(&["refresh_token", "tenant_id"]) {
            return Err(wrong("a field of another grant"));
        }
        let token = form.get("refresh_token").ok_or_else(|| wrong("no refresh_token"))?;
        let Some(known) = self.refresh.get_mut(token) else { return Err(refused("invalid_grant")) };
        let unused = now.signed_duration_since(known.last_use.min(now));
        if known.used || self.unused_for.is_some_and(|most| unused > most) {
            self.old_used += u64::from(known.used);
            return Err(refused("invalid_grant"));
        }
        known.used = !self.keeps_refresh;
        known.last_use = now;
        let grant = known.grant.clone();
        let next = if self.keeps_refresh { token.to_owned() } else { self.new_text("refresh") };
        Ok(self.issue(grant, Some(next), now))
    }

    fn issue(&mut self, grant: Grant, refresh: Option<String>, now: DateTime<Utc>) -> Answer {
        self.issued += 1;
        let access = self.new_token("access", &grant, now);
        let scope: Vec<&str> = grant.scopes.iter().map(String::as_str).collect();
        let mut body = Json::object([
            ("access_token", Json::text(access.as_str())),
            ("expires_in", Json::int(TOKEN_SECONDS)),
            ("token_type", Json::text("Bearer")),
            ("scope", Json::text(scope.join(" "))),
        ]);
        if grant.scopes.contains("openid") {
            let id = self.new_token("id", &grant, now);
            body.set("id_token", Json::text(id));
        }
        if let Some(refresh) = refresh {
            body.set("refresh_token", Json::text(refresh.as_str()));
            let own = Refresh { grant: grant.clone(), used: false, last_use: now };
            self.refresh.insert(refresh, own);
        }
        self.access.retain(|_, (_, expires)| *expires > now);
        self.access.insert(access, (grant, now + TimeDelta::seconds(TOKEN_SECONDS)));
        ok(&body)
    }

    /// Ends a login: the token that is sent, and all that came from the same login.
    pub(super) fn revocation(&mut self, asked: &Asked<'_>) -> Result<Answer, Stop> {
        let known = ["token", "token_type_hint", "client_id", "client_secret"];
        let form = self.form(asked, &known)?;
        let token = form.get("token").ok_or_else(|| wrong("no token"))?;
        let hint = form.get("token_type_hint");
        if hint.is_some_and(|hint| !["refresh_token", "access_token"].contains(&hint)) {
            return Err(wrong("token_type_hint is unknown"));
        }
        let login = match (self.refresh.get(token), self.access.get(token)) {
            (Some(refresh), _) => refresh.grant.login,
            (None, Some((grant, _))) => grant.login,
            (None, None) => None,
        };
        self.access.remove(token);
        if let Some(login) = login {
            let ended = |grant: &Grant| grant.login == Some(login);
            self.refresh.retain(|_, refresh| !ended(&refresh.grant));
            self.access.retain(|_, (grant, _)| !ended(grant));
            self.revoked += 1;
        }
        // A token that is not known is none that has to be ended.
        Ok(empty(StatusCode::OK))
    }
}

/// Id and secret of a Basic header, each of which is escaped as in a form.
fn basic(header: &str) -> Option<(String, String)> {
    let pair = String::from_utf8(base64::decode(header.strip_prefix("Basic ")?)?).ok()?;
    let (id, secret) = pair.split_once(':')?;
    let decoded = |text: &str| {
        let field = format!("x={text}");
        form_urlencoded::parse(field.as_bytes()).next().map(|(_, value)| value.into_owned())
    };
    Some((decoded(id)?, decoded(secret)?))
}
