//! Visits of a browser: language, and what the page has to tell once. They are kept in memory only.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use simon_core::message::{Rendered, Taal, Tekst};

/// How long a visit lasts after its last request.
const LASTS: TimeDelta = TimeDelta::hours(12);
/// More than these are never remembered: the oldest go.
const MOST: usize = 1_000;

/// Something that is told at the top of the next page.
#[derive(Debug, Clone)]
pub(super) struct Note {
    pub(super) good: bool,
    pub(super) said: Rendered,
}

#[derive(Debug)]
struct Session {
    csrf: String,
    taal: Option<Taal>,
    known: bool,
    note: Option<Note>,
    seen: DateTime<Utc>,
}

/// All visits.
#[derive(Debug, Default)]
pub(super) struct Sessions(Mutex<HashMap<String, Session>>);

/// One request of a visit.
#[derive(Debug, Clone)]
pub(super) struct Visit {
    pub(super) id: String,
    /// Stands in every form and has to come back with it.
    pub(super) csrf: String,
    pub(super) taal: Taal,
    /// Whether the password was given.
    pub(super) known: bool,
    /// The path and query that were asked for.
    pub(super) path: String,
    /// Told on this page.
    pub(super) note: Option<Note>,
}

impl Visit {
    /// One of two texts, by language.
    pub(super) const fn pick<'a>(&self, nl: &'a str, en: &'a str) -> &'a str {
        match self.taal {
            Taal::En => en,
            _ => nl,
        }
    }

    /// A text in the visitor's language.
    pub(super) fn text<'a>(&self, tekst: &'a Tekst) -> &'a str {
        tekst.in_taal(self.taal)
    }
}

impl Sessions {
    /// The visit of this id, or a new one, and whether it is new. A note is told on whole pages only.
    /// None when the system has no randomness: no visit is safe then.
    pub(super) fn visit(
        &self,
        id: Option<&str>,
        usual: Taal,
        path: String,
        whole: bool,
        now: DateTime<Utc>,
    ) -> Option<(Visit, bool)> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, session| (now - session.seen) < LASTS);
        let known = id.filter(|id| all.contains_key(*id));
        let (id, fresh) = match known {
            Some(id) => (id.to_owned(), false),
            None => (random()?, true),
        };
        let csrf = random()?;
        if fresh && all.len() >= MOST {
            let oldest = all.iter().min_by_key(|(_, one)| one.seen).map(|(id, _)| id.clone());
            oldest.and_then(|oldest| all.remove(&oldest));
        }
        let session = all.entry(id.clone()).or_insert_with(|| Session {
            csrf,
            taal: None,
            known: false,
            note: None,
            seen: now,
        });
        session.seen = now;
        let visit = Visit {
            id,
            csrf: session.csrf.clone(),
            taal: session.taal.unwrap_or(usual),
            known: session.known,
            path,
            note: if whole { session.note.take() } else { None },
        };
        Some((visit, fresh))
    }

    /// Tells something on the visitor's next page.
    pub(super) fn tell(&self, visit: &Visit, note: Note) {
        self.change(&visit.id, |session| session.note = Some(note));
    }

    pub(super) fn set_taal(&self, visit: &Visit, taal: Taal) {
        self.change(&visit.id, |session| session.taal = Some(taal));
    }

    /// The visitor gave the password: the visit goes on under an id that nobody has seen before.
    pub(super) fn let_in(&self, visit: &Visit) -> Option<String> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (id, csrf) = (random()?, random()?);
        let session = all.remove(&visit.id)?;
        all.insert(id.clone(), Session { csrf, known: true, ..session });
        Some(id)
    }

    fn change(&self, id: &str, change: impl FnOnce(&mut Session)) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(session) = all.get_mut(id) {
            change(session);
        }
    }
}

/// 192 bits that nobody can guess.
fn random() -> Option<String> {
    let mut bytes = [0; 24];
    getrandom::fill(&mut bytes).ok()?;
    Some(URL_SAFE_NO_PAD.encode(bytes))
}
