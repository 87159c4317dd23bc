//! Login pages of vendors: what the person there does, and where the browser goes next.
//!
//! ```
//! use bytes::Bytes;
//! use simon_testkit::vendor::LoginChoice;
//! use simon_testkit::vendor::login::{Login, call_back};
//! let request = http::Request::new(Bytes::new());
//! let login = Login::read(&request, LoginChoice::Refuse);
//! assert_eq!(login.choice, LoginChoice::Refuse);
//! let fault = login.fault(&["client_id", "redirect_uri", "state"], "app", "https://app.example/");
//! assert_eq!(fault.as_deref(), Some("unknown client_id"));
//! let answer = call_back("https://app.example/", ("error", "access_denied"), "a b");
//! assert_eq!(answer.headers()["location"], "https://app.example/?error=access_denied&state=a+b");
//! ```

use std::collections::HashMap;

use bytes::Bytes;
use http::{Request, StatusCode};
use url::{Url, form_urlencoded};

use super::LoginChoice;
use super::answer::{Answer, page, redirect};

/// The parameter by which a person's click on the simulated page comes back.
const CHOICE: &str = "simulated_choice";

/// What a browser asks of a login page.
#[derive(Debug)]
pub struct Login {
    /// What the person does.
    pub choice: LoginChoice,
    fields: HashMap<String, String>,
}

impl Login {
    /// Reads the request; `choice` stands until the person clicks.
    #[must_use]
    pub fn read(request: &Request<Bytes>, choice: LoginChoice) -> Self {
        let mut login = Self { choice, fields: HashMap::new() };
        let query = request.uri().query().unwrap_or_default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match (name.as_ref(), value.as_ref()) {
                (CHOICE, "accept") => login.choice = LoginChoice::Accept,
                (CHOICE, _) => login.choice = LoginChoice::Refuse,
                _ => {
                    login.fields.insert(name.into_owned(), value.into_owned());
                }
            }
        }
        login
    }

    /// The text of a parameter.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str)
    }

    /// What is wrong with the parameters that every vendor has: an unknown one, another app, another
    /// address to come back to, or no `state`.
    #[must_use]
    pub fn fault(&self, known: &[&str], client_id: &str, redirect_uri: &str) -> Option<String> {
        if let Some(unknown) = self.fields.keys().find(|name| !known.contains(&name.as_str())) {
            return Some(format!("unknown parameter '{unknown}'"));
        }
        if self.field("client_id") != Some(client_id) {
            return Some("unknown client_id".into());
        }
        if self.field("redirect_uri") != Some(redirect_uri) {
            return Some("redirect_uri is not the registered one".into());
        }
        self.field("state").is_none_or(str::is_empty).then(|| "no state".into())
    }
}

/// The page on which a person chooses.
#[must_use]
pub fn choice_page(vendor: &str, request: &Request<Bytes>) -> Answer {
    let own = request.uri().path().rsplit('/').next().unwrap_or_default();
    let query = request.uri().query().unwrap_or_default();
    let query = query.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    let link = |choice: &str, text: &str| {
        format!("<p><a href=\"{own}?{query}&amp;{CHOICE}={choice}\">{text}</a></p>")
    };
    let body = format!(
        "<h1>Gesimuleerd {vendor}</h1><p>Wilt u de app toegang geven?</p>{}{}",
        link("accept", "Toestaan"),
        link("refuse", "Weigeren")
    );
    page(StatusCode::OK, "Inloggen", &body)
}

/// Sends the browser back to the app with an answer and its `state`.
#[must_use]
pub fn call_back(redirect_uri: &str, (name, value): (&str, &str), state: &str) -> Answer {
    let Ok(mut target) = Url::parse(redirect_uri) else {
        return page(StatusCode::BAD_REQUEST, "Fout", "redirect_uri");
    };
    target.query_pairs_mut().append_pair(name, value).append_pair("state", state);
    redirect(target.as_str())
}
