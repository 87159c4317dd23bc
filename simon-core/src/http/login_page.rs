//! What a connector declares of a login in the browser (A3).

use std::fmt;

use url::Url;

/// Where the user of a vendor logs in: the authorization request of OAuth 2, as data.
///
/// The stack adds `state`, and with PKCE the challenge.
#[derive(Clone)]
pub struct LoginPage {
    url: Url,
    redirect_uri: String,
    parameters: Vec<(&'static str, String)>,
    pkce: bool,
}

impl LoginPage {
    /// A page that asks for a code (`response_type=code`) for this application and sends the browser
    /// back to this registered address.
    #[must_use]
    pub fn new(url: Url, client_id: &str, redirect_uri: &str) -> Self {
        let parameters = vec![
            ("response_type", "code".to_owned()),
            ("client_id", client_id.to_owned()),
            ("redirect_uri", redirect_uri.to_owned()),
        ];
        Self { url, redirect_uri: redirect_uri.to_owned(), parameters, pkce: false }
    }

    /// Asks for these scopes, separated by blanks.
    #[must_use]
    pub fn with_scopes(self, scopes: &[&str]) -> Self {
        self.with("scope", &scopes.join(" "))
    }

    /// Adds a parameter of this vendor, or replaces one.
    #[must_use]
    pub fn with(self, name: &'static str, value: &str) -> Self {
        let mut page = self.without(name);
        page.parameters.push((name, value.to_owned()));
        page
    }

    /// Leaves out a parameter that this vendor does not have.
    #[must_use]
    pub fn without(mut self, name: &'static str) -> Self {
        self.parameters.retain(|(known, _)| *known != name);
        self
    }

    /// Binds the code to this login (PKCE, `S256`).
    #[must_use]
    pub const fn with_pkce(mut self) -> Self {
        self.pkce = true;
        self
    }

    pub(super) const fn pkce(&self) -> bool {
        self.pkce
    }

    pub(super) fn redirect_uri(&self) -> &str {
        &self.redirect_uri
    }

    /// The address to open, with what belongs to one login.
    pub(super) fn address(&self, state: &str, challenge: Option<&str>) -> String {
        let mut url = self.url.clone();
        {
            let mut query = url.query_pairs_mut();
            query.extend_pairs(&self.parameters).append_pair("state", state);
            if let Some(challenge) = challenge {
                query.append_pair("code_challenge", challenge);
                query.append_pair("code_challenge_method", "S256");
            }
        }
        url.into()
    }
}

impl fmt::Debug for LoginPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LoginPage({})", self.url.path())
    }
}

/// The code that the redirect brought, to be exchanged for tokens.
#[derive(Clone, Copy)]
pub struct AuthorizationCode<'a> {
    code: &'a str,
    redirect_uri: &'a str,
    verifier: Option<&'a str>,
}

impl<'a> AuthorizationCode<'a> {
    pub(super) const fn new(code: &'a str, page: &'a LoginPage, verifier: Option<&'a str>) -> Self {
        Self { code, redirect_uri: page.redirect_uri.as_str(), verifier }
    }

    /// The fields of the exchange as OAuth names them: `grant_type`, `code`, `redirect_uri` and, with
    /// PKCE, `code_verifier`. The connector adds what proves its application, in the body or in a
    /// header, and sends all of it as a form or as JSON.
    #[must_use]
    pub fn fields(&self) -> Vec<(&'static str, &'a str)> {
        let verifier = self.verifier.map(|verifier| ("code_verifier", verifier));
        [
            ("grant_type", "authorization_code"),
            ("code", self.code),
            ("redirect_uri", self.redirect_uri),
        ]
        .into_iter()
        .chain(verifier)
        .collect()
    }
}

impl fmt::Debug for AuthorizationCode<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AuthorizationCode")
    }
}
