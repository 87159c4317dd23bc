//! Bodies: reading requests, and writing errors.

use bytes::Bytes;
use http::{Request, StatusCode};

use super::super::answer::{Answer, empty, json_text};
use super::super::json::Json;
use super::super::messages;
use super::super::state::State;
use super::super::stop::Stop;
use super::super::traps::{ErrorsShape, NullMember};

impl State {
    /// An error that follows from what the books hold.
    pub(super) fn problem(&self, code: &str, property: &str) -> Stop {
        Stop::data(self.problem_body(StatusCode::BAD_REQUEST, code, Some(property), &[]))
    }

    /// An error that no correct client meets.
    pub(super) fn strict_problem(&self, code: &str, property: &str, why: &str) -> Stop {
        let answer = self.problem_body(StatusCode::BAD_REQUEST, code, Some(property), &[]);
        Stop::strict(answer, format!("{code}: {property}: {why}"))
    }

    /// A record that is not there.
    pub(super) fn not_found(&self, code: &str) -> Stop {
        Stop::data(self.problem_body(StatusCode::NOT_FOUND, code, None, &[]))
    }

    pub(super) fn problem_body(
        &self,
        status: StatusCode,
        code: &str,
        property: Option<&str>,
        more: &[(&str, Json)],
    ) -> Answer {
        let text = messages::text(code, self.traps.english);
        let mut body = Json::Object(Vec::new());
        for (name, value) in more {
            body.set(name, value.clone());
        }
        if !self.traps.error_type_left_out {
            let kind = if property.is_some() { "validation" } else { "general" };
            body.set("type", Json::text(kind));
        }
        body.set("title", Json::text(text));
        body.set("status", Json::int(i64::from(status.as_u16())));
        body.set("code", Json::text(code));
        if let Some(property) = property {
            body.set("propertyName", Json::text(property));
        }
        let texts = Json::List(vec![Json::text(text)]);
        match self.traps.errors {
            ErrorsShape::LeftOut => {}
            ErrorsShape::List => body.set("errors", texts),
            ErrorsShape::Object => {
                body.set("errors", Json::object([(property.unwrap_or("request"), texts)]));
            }
        }
        body.set("traceId", Json::text("00-51mu1a7ed-00"));
        json_text(status, self.named(body).to_text())
    }

    /// The object in a request's body, of which every member is known.
    pub(super) fn json_body(
        &self,
        request: &Request<Bytes>,
        members: &[&str],
    ) -> Result<Json, Stop> {
        let kind = request.headers().get("content-type").and_then(|value| value.to_str().ok());
        let first = kind.and_then(|kind| kind.split(';').next()).unwrap_or_default();
        if !first.trim().eq_ignore_ascii_case("application/json") {
            let line = format!("{}: content type {kind:?}", request.uri().path());
            return Err(Stop::strict(empty(StatusCode::UNSUPPORTED_MEDIA_TYPE), line));
        }
        let text = std::str::from_utf8(request.body()).unwrap_or_default();
        let body = Json::parse(text).map_err(|why| self.strict_problem("ERR_002", "body", &why))?;
        self.check_members(&body, members, "body")?;
        Ok(body)
    }

    /// Refuses values that are no object, and members that are not known.
    pub(super) fn check_members(
        &self,
        body: &Json,
        members: &[&str],
        place: &str,
    ) -> Result<(), Stop> {
        let Json::Object(sent) = body else {
            return Err(self.strict_problem("ERR_002", place, "no object"));
        };
        for (name, _) in sent {
            if !members.contains(&name.as_str()) {
                return Err(self.strict_problem("ERR_002", name, "unknown member"));
            }
        }
        Ok(())
    }

    /// The object as it goes on the wire: nulls and letter case as switched.
    pub(super) fn named(&self, body: Json) -> Json {
        match body {
            Json::Object(members) => {
                let mut kept: Vec<(String, Json)> = members
                    .into_iter()
                    .filter(|(_, value)| {
                        !value.is_null() || self.traps.null_member == NullMember::Null
                    })
                    .map(|(name, value)| (self.cased(name), self.named(value)))
                    .collect();
                if self.traps.extra_members {
                    kept.push(("peppolId".to_owned(), Json::text("0106:00000000")));
                }
                Json::Object(kept)
            }
            Json::List(rows) => Json::List(rows.into_iter().map(|row| self.named(row)).collect()),
            other => other,
        }
    }

    fn cased(&self, name: String) -> String {
        let mut chars = name.chars();
        match chars.next() {
            Some(first) if self.traps.pascal_case => {
                first.to_uppercase().collect::<String>() + chars.as_str()
            }
            _ => name,
        }
    }
}
