//! The two keys, the tokens and the rights.

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use http::{Request, StatusCode, header};
use simon_testkit::vendor::Stop;
use simon_testkit::vendor::json::Json;
use url::form_urlencoded;

use super::answer::{Answer, gateway, json, token_error};

/// The subscription key that a new simulator accepts.
pub const DEMO_SUBSCRIPTION_KEY: &str = "5e0dc0de5e0dc0de5e0dc0de5e0dc0de";

/// The koppelsleutel that a new simulator accepts. It holds characters that must be escaped in a
/// form.
pub const DEMO_KOPPELSLEUTEL: &str = "ZGVtby1pbnN0YWxsYXRpZXRlY2huaWVrPj4+Pz8/OlRoaXMgaXMgbm8gc2VjcmV0LCBpdCBvcGVucyBvbmx5IHRoZSBzaW11bGF0b3I+Pj4/Pz9+fn4=";

/// The scopes of a new simulator's koppelsleutel.
pub const DEMO_SCOPES: [&str; 5] =
    ["relaties:read", "artikelen:read", "orders:read", "orders:write", "settings:read"];

const TOKEN_SECONDS: i64 = 3599;

/// Who may call.
pub(super) struct Access {
    pub(super) subscription_keys: Vec<String>,
    pub(super) koppelsleutel: Option<String>,
    pub(super) scopes: Vec<String>,
    pub(super) token_seconds: i64,
    tokens: Vec<Token>,
    issued: u64,
}

struct Token {
    text: String,
    expires: DateTime<Utc>,
    scopes: Vec<String>,
}

impl std::fmt::Debug for Access {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Access").field("scopes", &self.scopes).finish_non_exhaustive()
    }
}

impl Access {
    pub(super) fn demo() -> Self {
        Self {
            subscription_keys: vec![DEMO_SUBSCRIPTION_KEY.to_owned()],
            koppelsleutel: Some(DEMO_KOPPELSLEUTEL.to_owned()),
            scopes: DEMO_SCOPES.map(str::to_owned).into(),
            token_seconds: TOKEN_SECONDS,
            tokens: Vec::new(),
            issued: 0,
        }
    }

    pub(super) fn expire_tokens(&mut self) {
        self.tokens.clear();
    }

    pub(super) fn issued(&self) -> u64 {
        self.issued
    }

    /// The token endpoint.
    pub(super) fn token(
        &mut self,
        request: &Request<Bytes>,
        now: DateTime<Utc>,
    ) -> Result<Answer, Stop> {
        let refuse = |why: &str| {
            Stop::strict(token_error(StatusCode::BAD_REQUEST, why), format!("token: {why}"))
        };
        if !has_type(request, "application/x-www-form-urlencoded") {
            return Err(refuse("The content type must be application/x-www-form-urlencoded."));
        }
        if request.uri().query().is_some() {
            return Err(refuse("The credentials must be in the body."));
        }
        let mut grant = None;
        let mut key = None;
        for (name, value) in form_urlencoded::parse(request.body()) {
            let slot = match name.as_ref() {
                "grant_type" => &mut grant,
                "clientkey" => &mut key,
                other => return Err(refuse(&format!("Unknown field '{other}'."))),
            };
            if slot.replace(value.into_owned()).is_some() {
                return Err(refuse("A field was sent twice."));
            }
        }
        if grant.as_deref() != Some("clientkey") {
            return Err(refuse("unsupported_grant_type"));
        }
        let key = key.ok_or_else(|| refuse("The clientkey is missing."))?;
        if key.contains(' ') {
            return Err(refuse("The specified clientkey is not valid: it was not escaped."));
        }
        if self.koppelsleutel.as_deref() != Some(key.as_str()) {
            let error = "The specified clientkey is not valid.";
            return Err(Stop::data(token_error(StatusCode::BAD_REQUEST, error)));
        }
        Ok(self.issue(now))
    }

    fn issue(&mut self, now: DateTime<Utc>) -> Answer {
        self.issued += 1;
        let expires = now + TimeDelta::seconds(self.token_seconds);
        let claims = Json::object([
            ("jti", Json::text(self.issued.to_string())),
            ("exp", Json::int(expires.timestamp())),
            ("scopes", Json::text(self.scopes.join(" "))),
        ]);
        let head = base64url(br#"{"alg":"none","typ":"JWT"}"#);
        let text = format!("{head}.{}.simulated", base64url(claims.to_text().as_bytes()));
        self.tokens.retain(|token| token.expires > now);
        self.tokens.push(Token { text: text.clone(), expires, scopes: self.scopes.clone() });
        let body = Json::object([
            ("access_token", Json::text(text)),
            ("token_type", Json::text("bearer")),
            ("expires_in", Json::int(self.token_seconds)),
        ]);
        json(StatusCode::OK, &body)
    }

    /// The gateway's check of the subscription key.
    pub(super) fn check_subscription(&self, request: &Request<Bytes>) -> Result<(), Stop> {
        let refuse = |why| Err(Stop::data(gateway(StatusCode::UNAUTHORIZED, why)));
        match text_header(request, "ocp-apim-subscription-key") {
            None => refuse(
                "Access denied due to missing subscription key. Make sure to include subscription \
                 key when making requests to an API.",
            ),
            Some(key) if self.subscription_keys.iter().any(|known| known == key) => Ok(()),
            Some(_) => refuse(
                "Access denied due to invalid subscription key. Make sure to provide a valid key \
                 for an active subscription.",
            ),
        }
    }

    /// The API's check of the token and its scopes.
    pub(super) fn check_token(
        &self,
        request: &Request<Bytes>,
        scope: &str,
        now: DateTime<Utc>,
    ) -> Result<(), Stop> {
        let bearer = text_header(request, "authorization").and_then(|v| v.strip_prefix("Bearer "));
        let token = self.tokens.iter().find(|token| Some(token.text.as_str()) == bearer);
        match token {
            Some(token) if token.expires > now => {
                if token.scopes.iter().any(|held| held == scope) {
                    return Ok(());
                }
                let why = format!("The token lacks the scope '{scope}'.");
                Err(Stop::data(gateway(StatusCode::FORBIDDEN, &why)))
            }
            _ => {
                let why = "Unauthorized. Access token is missing or invalid.";
                Err(Stop::data(gateway(StatusCode::UNAUTHORIZED, why)))
            }
        }
    }
}

/// Whether the request declares this content type, parameters aside.
pub(super) fn has_type(request: &Request<Bytes>, kind: &str) -> bool {
    let declared = text_header(request, header::CONTENT_TYPE.as_str()).unwrap_or_default();
    declared.split(';').next().is_some_and(|first| first.trim().eq_ignore_ascii_case(kind))
}

fn text_header<'a>(request: &'a Request<Bytes>, name: &str) -> Option<&'a str> {
    request.headers().get(name).and_then(|value| value.to_str().ok())
}

fn base64url(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let mut group = [0; 4];
        for (slot, byte) in group.iter_mut().skip(1).zip(chunk) {
            *slot = *byte;
        }
        let bits = u32::from_be_bytes(group);
        for position in 0..=chunk.len() {
            let shift = 18 - 6 * u32::try_from(position).unwrap_or(0);
            let digit = usize::try_from((bits >> shift) & 63).unwrap_or(0);
            text.extend(DIGITS.get(digit).map(|digit| char::from(*digit)));
        }
    }
    text
}
