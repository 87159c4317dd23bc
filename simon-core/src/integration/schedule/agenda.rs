//! Whom to ask when, for hosts with many integrations.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::LOOK;
use super::spread::Spread;
use crate::domain::IntegrationId;

/// When each integration is asked next. It holds no timer and stores nothing: a host that restarts
/// adds its integrations anew.
///
/// ```
/// use simon_core::domain::IntegrationId;
/// use simon_core::integration::Agenda;
/// # let now = chrono::DateTime::UNIX_EPOCH;
/// let mut agenda = Agenda::new();
/// agenda.add(IntegrationId::new("acme01")?, now);
/// let first = agenda.next().ok_or("one was added")?;
/// assert!(first > now && first <= now + chrono::TimeDelta::minutes(5));
/// assert_eq!(agenda.due(first).len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Agenda {
    moments: BTreeMap<IntegrationId, DateTime<Utc>>,
    order: BTreeSet<(DateTime<Utc>, IntegrationId)>,
}

impl Agenda {
    /// Nobody to ask.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an integration. It is first asked within five minutes, at its own place on the grid of
    /// five minutes: those of a host that starts do not call all at once (G4).
    pub fn add(&mut self, id: IntegrationId, now: DateTime<Utc>) {
        let first = Spread::of(&id).slot_after(now, LOOK);
        self.set(id, first);
    }

    /// Asks an integration at this moment instead: what
    /// [`DueReport::ask_again`](crate::integration::DueReport::ask_again) says, or now when a werkbon
    /// was archived or the integration was activated.
    pub fn set(&mut self, id: IntegrationId, at: DateTime<Utc>) {
        self.remove(&id);
        self.order.insert((at, id.clone()));
        self.moments.insert(id, at);
    }

    /// Asks an integration no more.
    pub fn remove(&mut self, id: &IntegrationId) {
        if let Some(at) = self.moments.remove(id) {
            self.order.remove(&(at, id.clone()));
        }
    }

    /// Those to ask now, in the order of their moments. Each comes back in five minutes, should its
    /// answer get lost; [`set`](Self::set) says otherwise.
    pub fn due(&mut self, now: DateTime<Utc>) -> Vec<IntegrationId> {
        let mut due = Vec::new();
        while let Some((at, id)) = self.order.pop_first() {
            if at > now {
                self.order.insert((at, id));
                break;
            }
            due.push(id);
        }
        for id in &due {
            self.set(id.clone(), now + LOOK);
        }
        due
    }

    /// When the next one is to be asked; none when there is nobody to ask.
    #[must_use]
    pub fn next(&self) -> Option<DateTime<Utc>> {
        self.order.first().map(|(at, _)| *at)
    }
}
