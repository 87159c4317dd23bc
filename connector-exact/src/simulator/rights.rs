//! Who may do what: the token, the division, the app's scopes and the user's rights.

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::{Request, StatusCode};
use simon_testkit::vendor::Stop;
use url::form_urlencoded;

use super::answer::{Answer, bad_request, empty, error};
use super::route::Api;
use super::scalar;
use super::state::State;
use super::traps::RightsShape;
use super::value::Value;

impl State {
    pub(super) fn check_access(
        &self,
        api: &Api,
        request: &Request<Bytes>,
        now: DateTime<Utc>,
    ) -> Result<(), Stop> {
        if !self.oauth.knows(request, now) {
            return Err(Stop::data(empty(StatusCode::UNAUTHORIZED)));
        }
        if let Some(code) = api.division {
            self.check_division(code)?;
        }
        if let Some(scope) = api.scope()
            && self.missing_scopes.contains(scope)
        {
            let why =
                format!("Forbidden - Application Scope Violated. Cannot read '{scope}' scope.");
            return Err(Stop::data(error(StatusCode::FORBIDDEN, &why)));
        }
        let right = (api.path().to_owned(), api.method().to_owned());
        if self.missing_rights.contains(&right) {
            return Err(Stop::data(error(StatusCode::FORBIDDEN, "Forbidden")));
        }
        Ok(())
    }

    fn check_division(&self, code: i32) -> Result<(), Stop> {
        let answer = error(self.traps.no_access, "Geen toegang tot deze administratie");
        let Some(division) = self.divisions.get(&code) else {
            return Err(Stop::strict(answer, format!("there is no division {code}: do not probe")));
        };
        let blocked = division.values.get("BlockingStatus") != Some(&Value::int(0));
        if division.granted && !blocked { Ok(()) } else { Err(Stop::data(answer)) }
    }

    /// Answers whether the user has a right.
    pub(super) fn user_has_rights(&self, request: &Request<Bytes>) -> Result<Answer, Stop> {
        let refuse = |why: &str| {
            Err(Stop::strict(bad_request(why), format!("GET users/UserHasRights: {why}")))
        };
        let (mut endpoint, mut action) = (None, None);
        let query = request.uri().query().unwrap_or_default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let text = value.strip_prefix('\'').and_then(|text| text.strip_suffix('\''));
            let Some(text) = text else { return refuse("The parameter must be a text literal.") };
            match name.as_ref() {
                "endpoint" => endpoint = Some(text.to_owned()),
                "action" => action = Some(text.to_owned()),
                _ => return refuse("Unknown parameter."),
            }
        }
        let (Some(endpoint), Some(action)) = (endpoint, action) else {
            return refuse("endpoint and action are both needed.");
        };
        let known = super::schema::Entity::at(&endpoint).is_some();
        if !known || !["GET", "POST", "PUT", "DELETE"].contains(&action.as_str()) {
            return refuse("Unknown endpoint or action.");
        }
        if self.traps.rights_unanswered {
            return Err(Stop::data(error(StatusCode::NOT_FOUND, "Resource not found")));
        }
        let has = !self.missing_rights.contains(&(endpoint, action));
        Ok(match self.traps.rights {
            RightsShape::Named => scalar(&format!("{{\"UserHasRights\":{has}}}")),
            RightsShape::Plain => scalar(if has { "true" } else { "false" }),
        })
    }
}
