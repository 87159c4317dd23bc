//! The administrations that the login opens: which there are, and under which numbers their rows stand.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use simon_core::domain::Administratie;
use simon_core::message::Message;
use simon_core::{Actor, Error, ErrorKind, Result, Retry};

use super::ExactConnector;
use crate::ID;
use crate::api::{Right, label};
use crate::checks::Usable;
use crate::mapping::{administratie_from_wire, generation};
use crate::pass::Numbering;
use crate::wire::Division;

/// A listing of everything begins with a look at the numbering, not older than this: one look serves
/// the listings of one run.
const FRESH: Duration = Duration::from_secs(15 * 60);
/// Passes over changes look once a day.
const DAY: Duration = Duration::from_secs(24 * 3_600);

/// What was read last of the administrations.
#[derive(Debug, Default)]
pub(super) struct Administraties(Mutex<Option<Read>>);

#[derive(Debug, Clone)]
struct Read {
    at: DateTime<Utc>,
    /// The generation of each, by code.
    generations: BTreeMap<String, String>,
}

impl Administraties {
    /// Another login may open others.
    pub(super) fn forget(&self) {
        *self.read() = None;
    }

    fn remember(&self, divisions: &[Division], at: DateTime<Utc>) {
        let generations = divisions.iter().map(|it| (it.code.clone(), generation(it))).collect();
        *self.read() = Some(Read { at, generations });
    }

    fn numbering(&self, division: &str) -> Option<Numbering> {
        let read = self.read().clone()?;
        let generatie = read.generations.get(division)?.clone();
        Some(Numbering { generatie, gelezen: read.at })
    }

    /// One through which the list can be asked for when these books cannot be: any other that was there.
    fn through(&self, books: &str) -> Option<String> {
        let read = self.read().clone()?;
        read.generations.into_keys().find(|code| code != books)
    }

    fn read(&self) -> MutexGuard<'_, Option<Read>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ExactConnector {
    /// The list, asked for through one of them. When that one is not in it, a row that cannot be read
    /// may be it: then nothing is known, and above all not that the login opens other books (G9).
    pub(super) async fn divisions(&self, through: &str) -> Result<Vec<Division>> {
        let rows = self.api.divisions(through).await?;
        self.administraties.remember(&rows.items, self.api.now());
        let there = rows.items.iter().any(|it| it.code == through);
        match rows.unreadable.into_iter().next() {
            Some(row) if !there => Err(row.error),
            _ => Ok(rows.items),
        }
    }

    /// The list of a login of which nothing is known yet.
    pub(super) async fn all_divisions(&self) -> Result<(String, Vec<Division>)> {
        let current = self.current_division().await?;
        let divisions = self.divisions(&current).await?;
        Ok((current, divisions))
    }

    /// The administration that the user opened last.
    pub(super) async fn current_division(&self) -> Result<String> {
        self.api.me().await?.current_division.ok_or_else(|| {
            Error::new(ErrorKind::PermissionDenied, "the login opens no administration")
                .with_connector(ID)
                .with_label(label::ME)
                .with_message(Message::new("exact-administratie-weg"))
        })
    }

    /// These books when the login still opens them, else what it opens instead (G9).
    pub(super) async fn opened(&self, books: &Administratie) -> Result<Administratie> {
        let through = &books.vendor_id;
        let divisions = match self.divisions(through).await {
            Err(error) if is_denied(&error) => self.all_divisions().await?.1,
            divisions => divisions?,
        };
        if let Some(division) = divisions.iter().find(|it| it.code == *through) {
            return match Usable::of(division) {
                Usable::Yes => Ok(administratie_from_wire(division)),
                Usable::No(code) => Err(unusable(division, code)),
            };
        }
        let current = self.current_division().await?;
        let usable = |it: &&Division| matches!(Usable::of(it), Usable::Yes);
        let instead = divisions
            .iter()
            .find(|it| it.code == current)
            .or_else(|| divisions.iter().find(usable));
        instead.map(administratie_from_wire).ok_or_else(gone)
    }

    /// Under which numbers the rows stand: as known with a cursor, unless that is too long ago.
    pub(super) async fn numbering(
        &self,
        books: &Administratie,
        known: Option<&Numbering>,
    ) -> Result<Numbering> {
        let division = &books.vendor_id;
        let longest = if known.is_some() { DAY } else { FRESH };
        let now = self.api.now();
        let seen = self.administraties.numbering(division);
        let newest = [seen.as_ref(), known].into_iter().flatten().max_by_key(|it| it.gelezen);
        // A clock that was set back must not make it fresh for ages.
        let age = |it: &&Numbering| (now - it.gelezen).abs().to_std();
        if let Some(known) = newest.filter(|it| age(it).is_ok_and(|age| age < longest)) {
            return Ok(known.clone());
        }
        let read = self.divisions(division).await;
        self.explained(division, read).await?;
        self.administraties.numbering(division).ok_or_else(gone)
    }

    /// What came of making something. Of a refusal Exact tells, without an error that it counts, whether
    /// the user has the right: then the package or the application's registration lacks it.
    pub(super) async fn made<T>(
        &self,
        division: &str,
        right: Right,
        outcome: Result<T>,
    ) -> Result<T> {
        let error = match self.explained(division, outcome).await {
            Err(error) => error,
            made => return made,
        };
        let of_user = error.kind() == ErrorKind::PermissionDenied && error.who() == Actor::User;
        let of_right = of_user && error.message().code().starts_with("exact-rechten");
        if of_right && matches!(self.api.user_has_right(division, right).await, Ok(Some(true))) {
            return Err(error.with_message(Message::new("exact-onderdeel")));
        }
        Err(error)
    }

    /// Whether a refusal means that the administration is no longer there. That is looked up in the
    /// list, once per refusal and never by trying: each try is an error that Exact counts.
    pub(super) async fn explained<T>(&self, division: &str, outcome: Result<T>) -> Result<T> {
        let Err(error) = outcome else { return outcome };
        let of_login = error.label() == label::TOKEN || error.who() != Actor::User;
        if !is_denied(&error) || of_login {
            return Err(error);
        }
        let Some(through) = self.administraties.through(division) else { return Err(error) };
        match self.divisions(&through).await {
            Ok(divisions) if divisions.iter().all(|it| it.code != division) => {
                Err(gone().with_label(error.label()))
            }
            _ => Err(error),
        }
    }
}

/// Exact answers a division without access with any of these.
fn is_denied(error: &Error) -> bool {
    use ErrorKind::{NotFound, PermissionDenied, Unauthenticated};
    matches!(error.kind(), NotFound | PermissionDenied | Unauthenticated)
}

fn gone() -> Error {
    Error::new(ErrorKind::PermissionDenied, "the administration is no longer accessible")
        .with_connector(ID)
        .with_label(label::DIVISIONS)
        .with_message(Message::new("exact-administratie-weg"))
}

/// An administration that is being moved or copied is back soon.
fn unusable(division: &Division, code: &'static str) -> Error {
    let number = division.hid.as_deref().unwrap_or(&division.code);
    Error::new(ErrorKind::PermissionDenied, "the administration is archived or blocked")
        .with_connector(ID)
        .with_label(label::DIVISIONS)
        .with_retry(Retry::Backoff)
        .with_message(Message::new(code).with("waarde", number))
}
