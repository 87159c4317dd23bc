//! Sessions: opening, checking, closing.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::record::Record;

/// The user name that a new simulator knows.
pub const DEMO_USERNAME: &str = "demo-installatie";
/// The security code 1 that a new simulator knows.
pub const DEMO_SECURITY_CODE_1: &str = "d3m0c0de0ne00000000000000000001";
/// The security code 2 that a new simulator knows.
pub const DEMO_SECURITY_CODE_2: &str = "{DE300000-C0DE-4002-8002-000000000002}";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ended {
    No,
    Expired,
    Closed,
}

/// Who may open sessions, and which are open.
pub(in super::super) struct Soap {
    pub(in super::super) username: String,
    pub(in super::super) code_1: String,
    pub(in super::super) code_2: String,
    /// Logins are answered with this code.
    pub(in super::super) refused: Option<&'static str>,
    pub(in super::super) administraties: Vec<String>,
    pub(in super::super) life: Duration,
    pub(in super::super) single: bool,
    sessions: BTreeMap<String, (DateTime<Utc>, Ended)>,
    opened: u64,
    sources: Vec<String>,
}

impl std::fmt::Debug for Soap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Soap").field("opened", &self.opened).finish_non_exhaustive()
    }
}

impl Soap {
    pub(in super::super) fn demo() -> Self {
        Self {
            username: DEMO_USERNAME.to_owned(),
            code_1: DEMO_SECURITY_CODE_1.to_owned(),
            code_2: DEMO_SECURITY_CODE_2.to_owned(),
            refused: None,
            administraties: Vec::new(),
            life: Duration::from_secs(20 * 60),
            single: false,
            sessions: BTreeMap::new(),
            opened: 0,
            sources: Vec::new(),
        }
    }

    /// Every session is as one that lived too long.
    pub(in super::super) fn expire_all(&mut self) {
        for (_, ended) in self.sessions.values_mut().filter(|(_, ended)| *ended == Ended::No) {
            *ended = Ended::Expired;
        }
    }

    pub(in super::super) fn opened(&self) -> u64 {
        self.opened
    }

    /// Sessions that were neither closed nor expired.
    pub(in super::super) fn open(&self) -> usize {
        self.sessions.values().filter(|(_, ended)| *ended == Ended::No).count()
    }

    pub(in super::super) fn sources(&self) -> Vec<String> {
        self.sources.clone()
    }

    /// Opens a session, or gives the code of the refusal.
    pub(super) fn log_in(
        &mut self,
        request: &Record,
        sub: bool,
        now: DateTime<Utc>,
    ) -> Result<String, &'static str> {
        if let Some(code) = self.refused {
            return Err(code);
        }
        let known = request.text("Username") == self.username
            && request.text("SecurityCode1") == self.code_1;
        if !known {
            return Err("E001.1");
        }
        if request.text("SecurityCode2") != self.code_2 {
            return Err("E001.3");
        }
        if sub && self.administraties.is_empty() {
            return Err("E002.5");
        }
        if sub && !self.administraties.iter().any(|id| id == request.text("AdministratieGUID")) {
            return Err("E001.2");
        }
        if self.single {
            for (_, ended) in self.sessions.values_mut() {
                *ended = Ended::Closed;
            }
        }
        self.opened += 1;
        self.sources.push(request.text("Source").to_owned());
        let scatter = self.opened.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        let id = format!("{{{scatter:08X}-5E55-4101-8000-{:012X}}}", self.opened);
        self.sessions.insert(id.clone(), (now, Ended::No));
        Ok(id)
    }

    /// Whether the session may call, or the code of the refusal.
    pub(super) fn check(
        &mut self,
        request: &Record,
        now: DateTime<Utc>,
    ) -> Result<(), &'static str> {
        let id = request.text("SessionID");
        if id.is_empty() {
            return Err("E002.1");
        }
        let life = TimeDelta::from_std(self.life).unwrap_or(TimeDelta::MAX);
        let Some((opened, ended)) = self.sessions.get_mut(id) else { return Err("E002.2") };
        if *ended == Ended::No && now - *opened >= life {
            *ended = Ended::Expired;
        }
        match ended {
            Ended::Expired => Err("E002.3"),
            Ended::Closed => Err("E002.4"),
            Ended::No if request.text("SecurityCode2") == self.code_2 => Ok(()),
            Ended::No => Err("E001.3"),
        }
    }

    /// Closes a session; nothing tells whether there was one.
    pub(super) fn close(&mut self, request: &Record) {
        if let Some((_, ended)) = self.sessions.get_mut(request.text("SessionID")) {
            *ended = Ended::Closed;
        }
    }
}
