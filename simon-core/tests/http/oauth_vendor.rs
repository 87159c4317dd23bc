//! A vendor whose users log in with a browser. It is strict: each code is good for one exchange, with
//! the redirect address and the verifier of its own login.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderValue, Method};
use secrecy::ExposeSecret;
use sha2::{Digest, Sha256};
use simon_core::error::{Error, ErrorKind, Result};
use simon_core::host::{Random, TokenSet, TokenStore};
use simon_core::http::{
    ApiClient, ApiRequest, AuthorizationCode, Effect, LoginPage, Runtime, TokenGrant,
};
use simon_core::memory::{MemoryBudget, MemoryTokens};
use simon_testkit::simulated::{Crash, CrashingTokens, Seeded, SimulatedClock, run};
use simon_testkit::{Faults, InProcess, Simulator};
use url::Url;

use crate::world::{integration, moment, profile, url};

pub(crate) const REDIRECT_URI: &str = "https://app.test/terug?app=1";
pub(crate) const MARKERS: [&str; 4] = ["marker-code", "marker-access", "marker-refresh", "geheim"];

type Fields = BTreeMap<String, String>;

pub(crate) fn fields(query: &[u8]) -> Fields {
    url::form_urlencoded::parse(query).into_owned().collect()
}

#[derive(Debug, Default)]
pub(crate) struct Books {
    /// What each code that is still good was asked with.
    codes: BTreeMap<String, Fields>,
    pub(crate) issued: u32,
    pub(crate) refused: Vec<&'static str>,
    /// The tokens that are good.
    good: Vec<String>,
}

#[derive(Debug, Default)]
pub(crate) struct OauthVendor(Mutex<Books>);

impl OauthVendor {
    pub(crate) fn books(&self) -> std::sync::MutexGuard<'_, Books> {
        self.0.lock().unwrap()
    }

    /// The user opens the login page, logs in and consents: where the browser goes then.
    pub(crate) fn consent(&self, login_url: &str) -> String {
        let page = Url::parse(login_url).unwrap();
        assert_eq!(page.path(), "/authorize");
        let asked = fields(page.query().unwrap().as_bytes());
        assert_eq!((&*asked["client_id"], &*asked["response_type"]), ("de|app", "code"));
        assert_eq!((&*asked["scope"], &*asked["force_login"]), ("lezen offline_access", "1"));
        assert_eq!(asked["code_challenge_method"], "S256");
        let mut books = self.books();
        let code = format!("marker-code-{}", books.codes.len() + 1);
        let mut back = Url::parse(&asked["redirect_uri"]).unwrap();
        back.query_pairs_mut().append_pair("code", &code).append_pair("state", &asked["state"]);
        books.codes.insert(code, asked);
        back.into()
    }

    fn exchange(&self, sent: &Fields, headers: &HeaderMap) -> http::Response<Bytes> {
        let mut books = self.books();
        let basic = format!("Basic {}", STANDARD.encode("de|app:geheim"));
        let problem = match books.codes.remove(&sent["code"]) {
            _ if headers.get(AUTHORIZATION).is_none_or(|sent| *sent != *basic) => Some("client"),
            None => Some("code"),
            Some(asked) if asked["redirect_uri"] != sent["redirect_uri"] => Some("redirect_uri"),
            Some(asked) => {
                let hash = Sha256::digest(sent["code_verifier"].as_bytes());
                let proven = URL_SAFE_NO_PAD.encode(hash) == asked["code_challenge"];
                (!proven).then_some("verifier")
            }
        };
        match problem {
            Some(problem) => {
                books.refused.push(problem);
                answer(400, r#"{"error":"invalid_grant"}"#)
            }
            None => books.issue(),
        }
    }

    fn refresh(&self, sent: &Fields) -> http::Response<Bytes> {
        let mut books = self.books();
        if books.good.contains(&sent["refresh_token"].replace("refresh", "access")) {
            return books.issue();
        }
        books.refused.push("refresh");
        answer(400, r#"{"error":"invalid_grant"}"#)
    }
}

impl Books {
    fn issue(&mut self) -> http::Response<Bytes> {
        self.issued += 1;
        let n = self.issued;
        self.good.push(format!("marker-access-{n}"));
        let body = format!(
            r#"{{"access_token":"marker-access-{n}","refresh_token":"marker-refresh-{n}","expires_in":600}}"#
        );
        answer(200, &body)
    }
}

impl Simulator for OauthVendor {
    fn handle(&self, request: &http::Request<Bytes>) -> http::Response<Bytes> {
        if request.uri().path() == "/token" {
            let sent = fields(request.body());
            return match &*sent["grant_type"] {
                "authorization_code" => self.exchange(&sent, request.headers()),
                _ => self.refresh(&sent),
            };
        }
        let token = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = token.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
        if self.books().good.iter().any(|good| good == token) {
            return answer(200, "[]");
        }
        answer(401, "{}")
    }
}

fn answer(status: u16, body: &str) -> http::Response<Bytes> {
    http::Response::builder().status(status).body(Bytes::from(body.to_owned())).unwrap()
}

/// The connector's side, with the secret in a header.
#[derive(Debug)]
struct Grant;

fn token_request(fields: &[(&str, &str)]) -> ApiRequest {
    let secret = format!("Basic {}", STANDARD.encode("de|app:geheim"));
    ApiRequest::new("token", Effect::Read, Method::POST, url("token"))
        .header(AUTHORIZATION, HeaderValue::from_str(&secret).unwrap())
        .form(fields)
}

impl TokenGrant for Grant {
    fn request(&self, stored: Option<&TokenSet>) -> Result<ApiRequest> {
        let refresh = stored.and_then(|tokens| tokens.refresh.as_ref());
        let refresh =
            refresh.ok_or_else(|| Error::new(ErrorKind::Unauthenticated, "nobody logged in"))?;
        let refresh = ("refresh_token", refresh.expose_secret());
        Ok(token_request(&[("grant_type", "refresh_token"), refresh]))
    }

    fn login_page(&self) -> Option<LoginPage> {
        let page = LoginPage::new(url("authorize"), "de|app", REDIRECT_URI);
        let page = page.with_scopes(&["lezen", "offline_access"]).with("force_login", "1");
        Some(page.with_pkce())
    }

    fn exchange(&self, code: &AuthorizationCode<'_>) -> Result<ApiRequest> {
        Ok(token_request(&code.fields()))
    }
}

pub(crate) struct LoginWorld {
    pub(crate) clock: SimulatedClock,
    pub(crate) vendor: Arc<OauthVendor>,
    pub(crate) faults: Faults,
    pub(crate) tokens: Arc<MemoryTokens>,
    random: Arc<dyn Random>,
}

impl LoginWorld {
    pub(crate) fn new() -> Self {
        Self {
            clock: SimulatedClock::new(moment("2026-03-02T10:00:00Z")),
            vendor: Arc::default(),
            faults: Faults::none(),
            tokens: Arc::new(MemoryTokens::new()),
            random: Arc::new(Seeded::new(11)),
        }
    }

    /// A client of a user who logged in.
    pub(crate) fn logged_in() -> (Self, ApiClient) {
        let world = Self::new();
        let client = world.client();
        let redirect = world.consent(&client);
        world.run(client.log_in(&redirect)).unwrap();
        (world, client)
    }

    /// A client, as one process has it.
    pub(crate) fn client(&self) -> ApiClient {
        self.client_dying(&Crash::never())
    }

    pub(crate) fn client_dying(&self, crash: &Crash) -> ApiClient {
        let network = InProcess::new(self.clock.clone())
            .with_latency(Duration::from_millis(100))
            .with_crash(crash.clone())
            .mount("*", self.vendor.clone(), self.faults.clone());
        let tokens = CrashingTokens::new(self.tokens.clone(), crash.clone());
        let runtime = Runtime::new(
            integration(),
            Arc::new(network),
            Arc::new(self.clock.clone()),
            Arc::new(tokens),
            Arc::new(MemoryBudget::new()),
        )
        .with_random(self.random.clone());
        ApiClient::new(profile(), Some(Arc::new(Grant)), runtime)
    }

    /// A client begins a login and the user consents: what comes back.
    pub(crate) fn consent(&self, client: &ApiClient) -> String {
        self.vendor.consent(&self.run(client.login_url()).unwrap())
    }

    pub(crate) fn run<F: Future>(&self, future: F) -> F::Output {
        run(&self.clock, future)
    }

    pub(crate) fn access_token(&self) -> Option<String> {
        let record = self.run(self.tokens.load(&integration(), "main")).unwrap();
        record.tokens.map(|tokens| tokens.access.expose_secret().to_owned())
    }

    pub(crate) fn begun(&self) -> Option<TokenSet> {
        self.run(self.tokens.load(&integration(), "login")).unwrap().tokens
    }

    pub(crate) fn token_calls(&self) -> usize {
        self.faults.journal().iter().filter(|exchange| exchange.path == "/token").count()
    }
}
