//! The ports: all that the core asks of the world. A host brings a [`Store`] and usually takes the
//! rest ready-made; nothing else in the core reads a clock, sleeps, draws random numbers or keeps
//! state outside them.
//!
//! Every port call carries the [`IntegrationId`](crate::domain::IntegrationId): one process serves
//! thousands of integrations.

mod budget;
mod clock;
mod job;
mod ledger;
mod random;
mod state;
mod store;
mod stored;
mod tokens;

pub use budget::{BudgetKey, CallBudget, Grant, Priority, Window, WindowKind};
pub use clock::Clock;
pub(crate) use clock::{after, between};
pub use job::{Job, JobState};
pub use ledger::{Attempt, Claim, Delivery, DeliveryStatus, ImportStatus, ImportedOrder, Stap};
pub use random::{Random, SystemRandom};
pub use state::{Fase, Feed, FeedState, IntegrationState, Pass, Schoonmaakvraag, Tellingen};
pub use store::{
    Batch, Change, CommitError, Record, Select, Store, Tabel, Unmarked, WipePart, code_key,
};
pub use stored::{decode, encode};
pub use tokens::{TokenRecord, TokenSet, TokenStore, TokenSwap};
