//! The login page.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use http::StatusCode;
use simon_testkit::vendor::Stop;
use url::{Url, form_urlencoded};

use super::super::answer::{Answer, page, redirect};
use super::super::route::Asked;
use super::super::state::State;
use super::{Code, Connect, LoginChoice, ScopeFault};

/// Who answers logins.
pub(super) const ISSUER: &str = "https://connect.visma.com";

const PARAMETERS: [&str; 7] = [
    "client_id",
    "redirect_uri",
    "response_type",
    "scope",
    "state",
    "code_challenge",
    "code_challenge_method",
];

impl State {
    pub(super) fn login(&mut self, asked: &Asked<'_>, now: DateTime<Utc>) -> Result<Answer, Stop> {
        let query = asked.query().unwrap_or_default();
        let (mut fields, standing) = (HashMap::new(), self.connect.choice);
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match (name.as_ref(), value.as_ref()) {
                ("simulated_choice", "refuse") => self.connect.choice = LoginChoice::Refuse,
                ("simulated_choice", tenant) => {
                    self.connect.choice = LoginChoice::Accept;
                    self.connect.picked = tenant.to_owned();
                }
                _ => {
                    fields.insert(name.into_owned(), value.into_owned());
                }
            }
        }
        if let Some(why) = self.connect.login_fault(&fields) {
            let answer = page(StatusCode::BAD_REQUEST, "Error", &why);
            return Err(Stop::strict(answer, format!("login: {why}")));
        }
        if self.connect.choice == LoginChoice::Ask {
            return Ok(self.choices(query));
        }
        let answer = self.connect.finish_login(&fields, now);
        // A click is of one login only.
        self.connect.choice = standing;
        answer
    }

    fn choices(&self, query: &str) -> Answer {
        let query = query.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
        let link = |choice: &str, text: &str| {
            format!("<p><a href=\"authorize?{query}&amp;simulated_choice={choice}\">{text}</a></p>")
        };
        let companies = self.companies.iter().filter(|(_, company)| company.licensed);
        let links: String = companies.map(|(tenant, own)| link(tenant, &own.name)).collect();
        let refuse = link("refuse", "Cancel");
        let body = format!("<h1>Simulated Visma Connect</h1>{links}{refuse}");
        page(StatusCode::OK, "Select company", &body)
    }
}

impl Connect {
    fn login_fault(&self, fields: &HashMap<String, String>) -> Option<String> {
        let field = |name: &str| fields.get(name).map(String::as_str);
        if let Some(unknown) = fields.keys().find(|name| !PARAMETERS.contains(&name.as_str())) {
            return Some(format!("unknown parameter '{unknown}'"));
        }
        let wrong = [
            (field("client_id") != Some(self.app.client_id.as_str()), "client_id is unknown"),
            (
                field("redirect_uri") != Some(self.app.redirect_uri.as_str()),
                "redirect_uri is not the registered one",
            ),
            (field("response_type") != Some("code"), "response_type must be code"),
            (field("state").is_none_or(str::is_empty), "no state"),
            (field("scope").is_none_or(str::is_empty), "no scope"),
            (field("code_challenge").is_none_or(|text| text.len() < 43), "no code_challenge"),
            (field("code_challenge_method") != Some("S256"), "code_challenge_method is not S256"),
        ];
        wrong.iter().find(|(wrong, _)| *wrong).map(|(_, why)| (*why).to_owned())
    }

    fn finish_login(
        &mut self,
        fields: &HashMap<String, String>,
        now: DateTime<Utc>,
    ) -> Result<Answer, Stop> {
        let field = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
        if self.choice == LoginChoice::Refuse {
            return Ok(self.back("error", "access_denied", field("state")));
        }
        let scopes = match self.scopes(field("scope"), true) {
            Ok(scopes) => scopes,
            Err(ScopeFault::Missing(error)) => {
                return Ok(self.back("error", error, field("state")));
            }
            Err(ScopeFault::Unknown(scope)) => {
                let answer = self.back("error", "invalid_scope", field("state"));
                return Err(Stop::strict(answer, format!("login: unknown scope '{scope}'")));
            }
        };
        let grant = self.person(scopes);
        let code = self.new_text("code");
        let challenge = Some(field("code_challenge").to_owned());
        self.codes.insert(code.clone(), Code { grant, challenge, made: now });
        Ok(self.back("code", &code, field("state")))
    }

    /// A code as the callback carries it, made without a login page and without a challenge.
    pub(in super::super) fn new_code(&mut self, scopes: &str, now: DateTime<Utc>) -> String {
        let grant = self.person(scopes.split(' ').map(str::to_owned).collect());
        let code = self.new_text("code");
        self.codes.insert(code.clone(), Code { grant, challenge: None, made: now });
        code
    }

    fn back(&self, name: &str, value: &str, state: &str) -> Answer {
        let Ok(mut target) = Url::parse(&self.app.redirect_uri) else {
            return page(StatusCode::BAD_REQUEST, "Error", "redirect_uri");
        };
        target
            .query_pairs_mut()
            .append_pair(name, value)
            .append_pair("state", state)
            .append_pair("iss", ISSUER);
        redirect(target.as_str())
    }
}
