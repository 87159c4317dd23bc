//! Visma Connect: the login page, tokens, and who a call is from.

mod login;
mod token;

use std::collections::{BTreeSet, HashMap, VecDeque};

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use http::{Request, StatusCode, header};
use simon_testkit::vendor::Stop;
use simon_testkit::vendor::base64;
use simon_testkit::vendor::json::Json;

pub use simon_testkit::vendor::LoginChoice;

use super::answer::{Answer, ErrorShape, exception, ok};
use super::route::{Asked, Call, Service};
use super::state::{DEMO_TENANT, State};

/// The application that a new simulator knows.
pub const DEMO_CLIENT_ID: &str = "isv_simon_demo";

/// The application's secret.
pub const DEMO_CLIENT_SECRET: &str = "s1mul+t0r/Secr3t=";

/// Where the application wants logins to end.
pub const DEMO_REDIRECT_URI: &str = "https://simon.example/visma/callback";

/// A login of the demo company that a new simulator knows already, with every interactive scope.
pub const DEMO_REFRESH_TOKEN: &str = "SIMULATED+refresh/token=0";

/// Seconds that an access token lives.
const TOKEN_SECONDS: i64 = 3600;

/// Seconds that a code lives. The vendor publishes no number.
const CODE_SECONDS: i64 = 300;

/// Scopes of a login of a person.
const INTERACTIVE: [&str; 12] = [
    "openid",
    "email",
    "profile",
    "tenants",
    "offline_access",
    "vismanet_erp_interactive_api:read",
    "vismanet_erp_interactive_api:create",
    "vismanet_erp_interactive_api:update",
    "vismanet_erp_interactive_api:delete",
    "vismanet_erp_interactive_api:ui-extension",
    "visma.net.erp.salesorder.inter:read",
    "visma.net.erp.salesorder.inter:write",
];

/// Scopes of service access.
const SERVICE: [&str; 6] = [
    "vismanet_erp_service_api:read",
    "vismanet_erp_service_api:create",
    "vismanet_erp_service_api:update",
    "vismanet_erp_service_api:delete",
    "visma.net.erp.salesorder:read",
    "visma.net.erp.salesorder:write",
];

/// How a scope is refused that the application was not given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ScopeRefusal {
    /// With `invalid_scope`.
    #[default]
    InvalidScope,
    /// With `unauthorized_client`.
    UnauthorizedClient,
    /// It is left out of what is granted.
    LeftOut,
}

/// How tokens and user information name the company.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum TenantClaim {
    /// `tenant_id` with a text, and `tenants` with objects.
    #[default]
    Both,
    /// `tenants` with texts alone.
    Texts,
    /// `tenant_id` alone.
    Id,
    /// Neither.
    LeftOut,
}

/// The application.
#[derive(Debug)]
pub(super) struct App {
    pub(super) client_id: String,
    pub(super) client_secret: String,
    pub(super) redirect_uri: String,
    /// Scopes that it was not given.
    pub(super) missing: BTreeSet<String>,
}

/// Who a token speaks for.
#[derive(Debug, Clone)]
pub(super) struct Grant {
    pub(super) tenant: String,
    pub(super) scopes: BTreeSet<String>,
    /// The login that it comes from; none for service access.
    pub(super) login: Option<u64>,
}

impl Grant {
    /// Whether a call is within its scopes.
    fn covers(&self, service: Service, action: &str) -> bool {
        let write = action != "read";
        let has = |scope: String| self.scopes.contains(&scope);
        match service {
            Service::Connect => true,
            Service::Main => ["interactive", "service"]
                .iter()
                .any(|kind| has(format!("vismanet_erp_{kind}_api:{action}"))),
            Service::Orders => ["visma.net.erp.salesorder", "visma.net.erp.salesorder.inter"]
                .iter()
                .any(|kind| has(format!("{kind}:{}", if write { "write" } else { "read" }))),
        }
    }
}

/// A code that a login gave.
struct Code {
    grant: Grant,
    /// The S256 challenge of the login page.
    challenge: Option<String>,
    made: DateTime<Utc>,
}

/// What a refresh token is worth.
struct Refresh {
    grant: Grant,
    used: bool,
    last_use: DateTime<Utc>,
}

/// Logins and tokens.
pub(super) struct Connect {
    pub(super) app: App,
    pub(super) choice: LoginChoice,
    /// The company that the person picks.
    pub(super) picked: String,
    pub(super) refusal: ScopeRefusal,
    pub(super) claim: TenantClaim,
    /// A refresh token stays good after its use.
    pub(super) keeps_refresh: bool,
    /// A refresh token that is not used dies after this long.
    pub(super) unused_for: Option<TimeDelta>,
    pub(super) failures: VecDeque<(StatusCode, ErrorShape)>,
    codes: HashMap<String, Code>,
    refresh: HashMap<String, Refresh>,
    access: HashMap<String, (Grant, DateTime<Utc>)>,
    serial: u64,
    logins: u64,
    pub(super) issued: u64,
    pub(super) revoked: u64,
    pub(super) old_used: u64,
}

impl std::fmt::Debug for Connect {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Connect").field("issued", &self.issued).finish_non_exhaustive()
    }
}

impl Connect {
    pub(super) fn demo() -> Self {
        let mut connect = Self {
            app: App {
                client_id: DEMO_CLIENT_ID.to_owned(),
                client_secret: DEMO_CLIENT_SECRET.to_owned(),
                redirect_uri: DEMO_REDIRECT_URI.to_owned(),
                missing: BTreeSet::new(),
            },
            choice: LoginChoice::default(),
            picked: DEMO_TENANT.to_owned(),
            refusal: ScopeRefusal::default(),
            claim: TenantClaim::default(),
            keeps_refresh: false,
            unused_for: None,
            failures: VecDeque::new(),
            codes: HashMap::new(),
            refresh: HashMap::new(),
            access: HashMap::new(),
            serial: 0,
            logins: 0,
            issued: 0,
            revoked: 0,
            old_used: 0,
        };
        let grant = connect.person(INTERACTIVE.iter().map(|scope| (*scope).to_owned()).collect());
        let last_use = DateTime::<Utc>::MAX_UTC;
        let refresh = Refresh { grant, used: false, last_use };
        connect.refresh.insert(DEMO_REFRESH_TOKEN.to_owned(), refresh);
        connect
    }

    /// What a person grants who logs in now.
    fn person(&mut self, scopes: BTreeSet<String>) -> Grant {
        self.logins += 1;
        Grant { tenant: self.picked.clone(), scopes, login: Some(self.logins) }
    }

    /// The scopes that are granted of those that are asked for.
    fn scopes(&self, asked: &str, interactive: bool) -> Result<BTreeSet<String>, ScopeFault> {
        let known: &[&str] = if interactive { &INTERACTIVE } else { &SERVICE };
        let mut granted = BTreeSet::new();
        for scope in asked.split(' ').filter(|scope| !scope.is_empty()) {
            if !known.contains(&scope) {
                return Err(ScopeFault::Unknown(scope.to_owned()));
            }
            match (self.app.missing.contains(scope), self.refusal) {
                (false, _) => {
                    granted.insert(scope.to_owned());
                }
                (true, ScopeRefusal::LeftOut) => {}
                (true, ScopeRefusal::InvalidScope) => {
                    return Err(ScopeFault::Missing("invalid_scope"));
                }
                (true, ScopeRefusal::UnauthorizedClient) => {
                    return Err(ScopeFault::Missing("unauthorized_client"));
                }
            }
        }
        if granted.is_empty() { Err(ScopeFault::Unknown(String::new())) } else { Ok(granted) }
    }

    /// A new secret, with characters that must be escaped in forms and queries.
    fn new_text(&mut self, kind: &str) -> String {
        self.serial += 1;
        let scatter = self.serial.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        format!("{kind}+{scatter:016X}/{}=", self.serial)
    }

    /// A token in three parts, of which the second holds the claims.
    fn new_token(&mut self, kind: &str, grant: &Grant, now: DateTime<Utc>) -> String {
        let mut claims = self.claims(grant);
        claims.set("exp", Json::int(now.timestamp() + TOKEN_SECONDS));
        let secret = self.new_text(kind);
        let parts = [r#"{"alg":"RS256","typ":"at+jwt"}"#.to_owned(), claims.to_text(), secret];
        parts.map(|part| base64::encode_url(part.as_bytes())).join(".")
    }

    fn claims(&self, grant: &Grant) -> Json {
        let tenant = Json::text(grant.tenant.as_str());
        let mut claims = Json::object([
            ("iss", Json::text(login::ISSUER)),
            ("sub", Json::text("51mu1a7e-user")),
            ("client_id", Json::text(self.app.client_id.as_str())),
        ]);
        if matches!(self.claim, TenantClaim::Both | TenantClaim::Id) {
            claims.set("tenant_id", tenant.clone());
        }
        if grant.scopes.contains("tenants") {
            let tenants = match self.claim {
                TenantClaim::Both => Json::object([("tenant_id", tenant)]),
                TenantClaim::Texts => tenant,
                TenantClaim::Id | TenantClaim::LeftOut => return claims,
            };
            claims.set("tenants", Json::List(vec![tenants]));
        }
        claims
    }

    /// What a request's token grants, while it lives.
    pub(super) fn grant(&self, request: &Request<Bytes>, now: DateTime<Utc>) -> Option<&Grant> {
        let header = request.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
        let (grant, expires) = self.access.get(header.strip_prefix("Bearer ")?)?;
        (*expires > now).then_some(grant)
    }

    /// Ends the access tokens.
    pub(super) fn expire(&mut self) {
        self.access.clear();
    }

    /// Every token and every code is worthless.
    pub(super) fn withdraw(&mut self) {
        self.expire();
        self.codes.clear();
        self.refresh.clear();
    }

    /// A login that was made and exchanged elsewhere: its refresh token.
    pub(super) fn log_in(&mut self, scopes: &str, now: DateTime<Utc>) -> String {
        let grant = self.person(scopes.split(' ').map(str::to_owned).collect());
        let token = self.new_text("refresh");
        self.refresh.insert(token.clone(), Refresh { grant, used: false, last_use: now });
        token
    }
}

/// Why scopes are not granted.
enum ScopeFault {
    /// There is no such scope, or it is of another kind of access.
    Unknown(String),
    /// The application was not given one, with the error.
    Missing(&'static str),
}

/// The action of a call, as scopes of the main API name it.
fn action(call: Call, method: &str) -> &'static str {
    match (call, method) {
        (_, "DELETE") => "delete",
        (_, "POST") => "create",
        _ => "read",
    }
}

impl State {
    pub(super) fn connect_call(
        &mut self,
        asked: &Asked<'_>,
        now: DateTime<Utc>,
    ) -> Result<Answer, Stop> {
        match asked.route.call {
            Call::Login => self.login(asked, now),
            Call::Token => match self.connect.failures.pop_front() {
                Some((status, shape)) => Ok(shape.answer(status)),
                None => self.token(asked, now),
            },
            Call::Revocation => self.connect.revocation(asked),
            _ => match self.connect.grant(asked.request, now) {
                Some(grant) => Ok(ok(&self.connect.claims(grant))),
                None => Err(asked.data(StatusCode::UNAUTHORIZED, "invalid_token")),
            },
        }
    }

    /// The company that a call is for, when it may be made at all.
    pub(super) fn authorize(&self, asked: &Asked<'_>, now: DateTime<Utc>) -> Result<String, Stop> {
        let service = asked.route.service();
        let Some(grant) = self.connect.grant(asked.request, now) else {
            return Err(asked.data(StatusCode::UNAUTHORIZED, "The access token is not valid."));
        };
        let licensed = self.companies.get(&grant.tenant).is_some_and(|company| company.licensed);
        if !licensed {
            return Err(Stop::data(self.no_license(service)));
        }
        if let (Service::Orders, Some(_), Some(status)) =
            (service, grant.login, self.traps.interactive_orders)
        {
            return Err(asked.data(status, "The token is not accepted by this service."));
        }
        if !grant.covers(service, action(asked.route.call, asked.request.method().as_str())) {
            return Err(asked.data(StatusCode::FORBIDDEN, "The token has not the scope for this."));
        }
        Ok(grant.tenant.clone())
    }

    fn no_license(&self, service: Service) -> Answer {
        let status = self.traps.no_license.unwrap_or(StatusCode::UNAUTHORIZED);
        let text = "No license for this company";
        match service {
            Service::Main => exception(status, 12_027, text),
            _ => service.error(status, text),
        }
    }
}
