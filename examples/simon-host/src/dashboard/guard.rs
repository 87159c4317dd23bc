//! Who may come in: the name by which the page was asked for, the page that a form came from, the
//! visit and, where one is set, the password. And what browsers may do with the answers.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use simon_core::host::Clock;
use subtle::ConstantTimeEq;
use tokio::sync::Mutex;

use super::fault::Fault;
use super::site::Site;

/// The cookie of a visit.
pub(super) const COOKIE: &str = "simon_bezoek";
/// After a wrong password the next try waits so long.
const SLOWER: Duration = Duration::from_millis(700);

/// Scripts, styles and requests of this page only; no frames, no forms to elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What a visitor has to know.
pub(crate) struct Password {
    text: SecretString,
    /// Whoever tries holds it, and after a wrong one nobody has it for a while: visitors that go away
    /// without waiting do not make it faster.
    turn: Arc<Mutex<()>>,
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password")
    }
}

impl Password {
    /// None when it is empty.
    pub(crate) fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = (!text.is_empty()).then(|| SecretString::from(text))?;
        Some(Self { text, turn: Arc::default() })
    }

    /// Whether this is it; one at a time, and a wrong one keeps the others waiting, so that nobody tries
    /// many.
    pub(super) async fn is(&self, given: &str, clock: Arc<dyn Clock>) -> bool {
        let turn = Arc::clone(&self.turn).lock_owned().await;
        let same = same(self.text.expose_secret(), given.trim());
        if !same {
            tokio::spawn(async move {
                clock.sleep(SLOWER).await;
                drop(turn);
            });
        }
        same
    }
}

/// Whether two secrets are the same, in a time that tells nothing about them.
pub(super) fn same(one: &str, other: &str) -> bool {
    let digest = |text: &str| Sha256::digest(text.as_bytes());
    digest(one).ct_eq(&digest(other)).into()
}

/// The names by which browsers may ask for the page: else a page elsewhere could have its own name
/// lead here.
pub(super) fn names(address: SocketAddr, given: &[String]) -> Vec<String> {
    let port = address.port();
    let mut names = vec![address.to_string()];
    if address.ip().is_loopback() || address.ip().is_unspecified() {
        let local = ["localhost", "127.0.0.1", "[::1]"];
        names.extend(local.map(|name| format!("{name}:{port}")));
    }
    names.extend(given.iter().map(|name| name.to_ascii_lowercase()));
    names
}

/// Lets a request in, or not, and puts the safety headers on the answer.
pub(super) async fn guard(
    State(site): State<Arc<Site>>,
    jar: CookieJar,
    mut request: Request,
    next: Next,
) -> Response {
    let headers = request.headers();
    if !site.is_called(host(&request)) {
        return safe((StatusCode::MISDIRECTED_REQUEST, "unknown host name").into_response());
    }
    if changes_something(request.method()) && !comes_from_here(headers) {
        return safe((StatusCode::FORBIDDEN, "this form came from elsewhere").into_response());
    }
    let whole = request.method() == Method::GET
        && !headers.contains_key("hx-request")
        && !request.uri().path().starts_with("/static/");
    let path = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
    let open = path.starts_with("/static/") || path.starts_with("/aanmelden") || path == "/taal";
    let id = jar.get(COOKIE).map(Cookie::value);
    let Some((visit, fresh)) = site.sessions.visit(id, site.taal, path, whole, site.clock.now())
    else {
        return safe(StatusCode::INTERNAL_SERVER_ERROR.into_response());
    };
    if site.password.is_some() && !visit.known && !open {
        let jar = if fresh { jar.add(cookie(visit.id)) } else { jar };
        return safe((jar, Redirect::to("/aanmelden")).into_response());
    }
    let jar = if fresh { jar.add(cookie(visit.id.clone())) } else { jar };
    request.extensions_mut().insert(visit.clone());
    let answer = Fault::shown(&visit, next.run(request).await);
    safe(if fresh { (jar, answer).into_response() } else { answer })
}

/// `Lax`, because a vendor's login page sends the browser back here.
pub(super) fn cookie(id: String) -> Cookie<'static> {
    Cookie::build((COOKIE, id)).path("/").http_only(true).same_site(SameSite::Lax).build()
}

fn host(request: &Request) -> &str {
    let named = request.headers().get(header::HOST).and_then(|value| value.to_str().ok());
    named.or_else(|| request.uri().authority().map(|it| it.as_str())).unwrap_or_default()
}

fn changes_something(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD)
}

/// Browsers say where a form came from. What says nothing is no browser, and still needs the form's mark.
fn comes_from_here(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text("origin") else { return true };
    let of_origin = origin.split_once("://").map(|(_, host)| host);
    of_origin.is_some() && of_origin == text("host")
}

fn safe(mut answer: Response) -> Response {
    let headers = answer.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        // An address may have the code of a login in it.
        (header::REFERRER_POLICY, "same-origin"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    answer
}
