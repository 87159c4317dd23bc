//! Who calls, and in which company.

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::{Request, StatusCode, header};
use simon_testkit::vendor::{Stop, asked};

use super::answer::{GENERIC, refused, strict};
use super::route::Api;
use super::state::State;

/// The headers that a call may have.
const KNOWN: [&str; 13] = [
    "accept",
    "accept-encoding",
    "apikey",
    "authorization",
    "connection",
    "content-length",
    "content-type",
    "contextpartyid",
    "host",
    "idempotency-key",
    "idempotent-key",
    "partyid",
    "user-agent",
];

/// The text of a header.
pub(super) fn text_of<'a>(request: &'a Request<Bytes>, name: &str) -> Option<&'a str> {
    request.headers().get(name).map(|value| value.to_str().unwrap_or_default())
}

/// Whether the body is declared as JSON.
pub(super) fn is_json(request: &Request<Bytes>) -> bool {
    asked::content_type(request).eq_ignore_ascii_case("application/json")
}

/// Refuses headers that no correct client sends.
pub(super) fn check_headers(api: Api, request: &Request<Bytes>) -> Result<(), Stop> {
    let refuse = |status, why: &str| Err(strict(status, GENERIC, format!("{}: {why}", api.name())));
    let names = request.headers().keys().map(header::HeaderName::as_str);
    for name in names {
        if !KNOWN.contains(&name) {
            return refuse(StatusCode::BAD_REQUEST, &format!("unknown header '{name}'"));
        }
        if name.starts_with("idempoten") && api != Api::CreateOrder {
            return refuse(StatusCode::BAD_REQUEST, &format!("'{name}' does not belong here"));
        }
    }
    let accept = text_of(request, header::ACCEPT.as_str()).unwrap_or_default();
    if !accept.contains("application/json") {
        return refuse(StatusCode::NOT_ACCEPTABLE, "no Accept: application/json");
    }
    if api.writes() && !is_json(request) {
        return refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, "the body must be JSON");
    }
    if !api.writes() && !request.body().is_empty() {
        return refuse(StatusCode::BAD_REQUEST, "a body does not belong here");
    }
    Ok(())
}

impl State {
    /// Checks the credentials.
    pub(super) fn check_caller(
        &self,
        request: &Request<Bytes>,
        now: DateTime<Utc>,
    ) -> Result<(), Stop> {
        let unauthorized = StatusCode::UNAUTHORIZED;
        let bearer = text_of(request, header::AUTHORIZATION.as_str());
        match (bearer, text_of(request, "apikey")) {
            (Some(bearer), None) => match bearer.strip_prefix("Bearer ") {
                Some(token) => self.oauth.check(token, now),
                None => Err(strict(unauthorized, "InvalidAccessToken", "no Bearer token")),
            },
            (None, Some(key)) if self.oauth.api_key.as_deref() == Some(key) => Ok(()),
            (None, Some(_)) => Err(bad_key()),
            (Some(_), Some(_)) => {
                Err(strict(unauthorized, "InvalidAccessToken", "both Authorization and ApiKey"))
            }
            (None, None) => Err(strict(unauthorized, "InvalidAccessToken", "no credentials")),
        }
    }

    /// The company that the call works in; none where none is needed.
    pub(super) fn company_of(
        &self,
        api: Api,
        request: &Request<Bytes>,
    ) -> Result<Option<i64>, Stop> {
        let needless = api == Api::Account && !self.traps.party_on_account;
        let context = text_of(request, "contextpartyid");
        let Some(text) = text_of(request, "partyid") else {
            return match context {
                None if needless => Ok(None),
                _ => Err(strict(
                    StatusCode::UNAUTHORIZED,
                    "ApiKeyNotValid",
                    format!("{}: no PartyID header", api.name()),
                )),
            };
        };
        if context.is_some_and(|context| context != text) {
            let why = format!("{}: ContextPartyID is not PartyID", api.name());
            return Err(strict(StatusCode::FORBIDDEN, GENERIC, why));
        }
        let Ok(id) = text.parse::<i32>() else {
            let why = format!("{}: PartyID is no number", api.name());
            return Err(strict(StatusCode::UNAUTHORIZED, "ApiKeyNotValid", why));
        };
        let id = i64::from(id);
        let open = self.companies.get(&id).is_some_and(|c| c.granted && c.api_allowed);
        if api != Api::Account && !open {
            let text = "You do not have access to this company.";
            return Err(refused(StatusCode::FORBIDDEN, GENERIC, text));
        }
        Ok(Some(id))
    }
}

fn bad_key() -> Stop {
    refused(StatusCode::UNAUTHORIZED, "ApiKeyNotValid", "The API key is not valid.")
}
