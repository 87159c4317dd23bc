//! One of the processes: opens the file, makes one signed call, and prints what came of it.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use http::Method;
use secrecy::ExposeSecret;
use simon_core::domain::IntegrationId;
use simon_core::host::{BudgetKey, Clock, TokenSet};
use simon_core::http::{
    ApiClient, ApiRequest, Effect, ReqwestTransport, Runtime, TokenGrant, TokenPolicy, VendorError,
    VendorProfile,
};
use simon_core::{Error, ErrorKind, Result};
use simon_sqlite::SqliteStore;
use url::Url;

pub(crate) const OK: &str = "OUTCOME ok";
pub(crate) const REFUSED: &str = "OUTCOME Unauthenticated fout-aanmelding";
const VARIABLE: &str = "SIMON_TOKEN_RACE";

pub(crate) fn integration() -> IntegrationId {
    IntegrationId::new("acme").unwrap()
}

/// Time that passes twenty times as fast, the same in all processes: leases last 90 seconds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FastClock {
    start: DateTime<Utc>,
}

impl FastClock {
    const SPEED: i32 = 20;

    pub(crate) fn starting_now() -> Self {
        Self { start: SystemTime::now().into() }
    }
}

#[async_trait]
impl Clock for FastClock {
    fn now(&self) -> DateTime<Utc> {
        self.start + (DateTime::<Utc>::from(SystemTime::now()) - self.start) * Self::SPEED
    }

    async fn sleep(&self, duration: Duration) {
        tokio::time::sleep(duration / Self::SPEED.unsigned_abs()).await;
    }
}

/// Starts this test executable once more, as a process that makes one call.
pub(crate) fn start_process(file: &Path, vendor: &Url, clock: FastClock) -> Child {
    let start = clock.start.timestamp_micros();
    Command::new(std::env::current_exe().unwrap())
        .args(["one_of_the_processes", "--exact", "--nocapture"])
        .env(VARIABLE, format!("{start}|{vendor}|{}", file.display()))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Waits for a process and reads the line that it printed.
pub(crate) fn outcome_of(process: Child) -> String {
    let output = process.wait_with_output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = text.lines().find_map(|line| line.find("OUTCOME").map(|at| line.split_at(at).1));
    line.map_or_else(|| format!("no outcome in {text:?}"), str::to_owned)
}

/// What a process was told to do.
pub(crate) struct Task {
    clock: FastClock,
    vendor: Url,
    file: PathBuf,
}

impl Task {
    /// None in the process that runs the tests.
    pub(crate) fn from_environment() -> Option<Self> {
        let task = std::env::var(VARIABLE).ok()?;
        let mut parts = task.splitn(3, '|');
        let mut next = || parts.next().unwrap();
        let start = DateTime::UNIX_EPOCH + TimeDelta::microseconds(next().parse().unwrap());
        let (vendor, file) = (next().parse().unwrap(), PathBuf::from(next()));
        Some(Self { clock: FastClock { start }, vendor, file })
    }

    pub(crate) fn run(&self) -> String {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let call = ApiRequest::get("relaties.list", self.vendor.join("relaties").unwrap());
        match runtime.block_on(self.client().send(call)) {
            Ok(_) => OK.to_owned(),
            Err(error) => format!("OUTCOME {:?} {}", error.kind(), error.message().code()),
        }
    }

    fn client(&self) -> ApiClient {
        let store = Arc::new(SqliteStore::open(&self.file).unwrap());
        let transport = Arc::new(ReqwestTransport::new().unwrap());
        let clock = Arc::new(self.clock);
        let runtime = Runtime::new(integration(), transport, clock, store.clone(), store);
        let key = BudgetKey("app".to_owned());
        let mut profile = VendorProfile::new("race", key, |_| VendorError::default());
        profile.timeout = Duration::from_secs(60);
        let grant = Arc::new(SingleUse { token: self.vendor.join("token").unwrap() });
        ApiClient::new(profile, Some(grant), runtime)
    }
}

#[derive(Debug)]
struct SingleUse {
    token: Url,
}

impl TokenGrant for SingleUse {
    fn policy(&self) -> TokenPolicy {
        let mut policy = TokenPolicy::new();
        policy.single_use_refresh = true;
        policy
    }

    fn request(&self, stored: Option<&TokenSet>) -> Result<ApiRequest> {
        let refresh = stored.and_then(|tokens| tokens.refresh.as_ref());
        let refresh =
            refresh.ok_or_else(|| Error::new(ErrorKind::Unauthenticated, "not logged in"))?;
        let request = ApiRequest::new("token", Effect::Read, Method::POST, self.token.clone());
        Ok(request.form(&[("refresh_token", refresh.expose_secret())]))
    }
}
