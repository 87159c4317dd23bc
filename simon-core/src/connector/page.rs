//! Listings: pages, the place where the next one starts, and the proof that all arrived (G3).

use serde::{Deserialize, Serialize};

use super::Drift;
use crate::error::{Error, ErrorKind, Result};
use crate::message::Message;

/// A place in a vendor's data, opaque to everyone but the connector that made it. The host stores it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(pub String);

/// What to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ListRequest {
    /// The watermark of the last proven pass: only what changed since. None lists everything.
    pub since: Option<Cursor>,
    /// Where the running pass goes on; none begins one. A cursor that the connector cannot read any
    /// more begins a full pass (`since` is then ignored; see [`Page::anew`]).
    pub resume: Option<Cursor>,
    /// Of orders and quotes only which ones there are and whether they are open: what costs a call for each
    /// of them, such as its lines, is left out (D8).
    pub without_details: bool,
}

impl ListRequest {
    /// The first page of everything.
    #[must_use]
    pub fn everything() -> Self {
        Self::default()
    }

    /// The first page of what changed since a watermark.
    #[must_use]
    pub const fn since(watermark: Cursor) -> Self {
        Self { since: Some(watermark), resume: None, without_details: false }
    }

    /// The same listing from another place on.
    #[must_use]
    pub fn resumed(mut self, resume: Option<Cursor>) -> Self {
        self.resume = resume;
        self
    }

    /// The same listing without what costs a call for each row.
    #[must_use]
    pub const fn without_details(mut self, left_out: bool) -> Self {
        self.without_details = left_out;
        self
    }
}

/// How the end of a listing was proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Proof {
    /// The vendor said so: no continuation link, a last-page flag.
    EndSignal,
    /// The vendor's count was reached.
    Count,
    /// A page without a record that was not seen before.
    NothingNew,
    /// The answer is one document with everything in it.
    WholeAnswer,
}

/// Whether a listing goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// There is more; stored with the page, so that an interrupted pass goes on here.
    More(Cursor),
    /// Everything arrived.
    End {
        /// Why that is certain.
        proof: Proof,
        /// Where the next incremental pass starts; none when the vendor has no changed-since.
        watermark: Option<Cursor>,
    },
}

/// A record that cannot be used: skipped and logged, never fatal (B13).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rejected {
    /// The record's visible code or id, as far as it could be read.
    pub record: Option<String>,
    /// What is wrong and what to do.
    pub message: Message,
}

impl Rejected {
    /// Refuses a record.
    #[must_use]
    pub const fn new(record: Option<String>, message: Message) -> Self {
        Self { record, message }
    }
}

/// What became of one record of a listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mapped<T> {
    /// It belongs to the listing.
    Keep(T),
    /// It does not: vendors cannot filter everything, or ignore a filter.
    Skip,
    /// It lacks what Simon needs (B13).
    Reject(Rejected),
}

impl<T> Mapped<T> {
    /// Refuses a record by its visible code or id, which the message gets as `record`.
    #[must_use]
    pub fn reject(record: &str, message: Message) -> Self {
        Self::Reject(Rejected::new(Some(record.to_owned()), message.with("record", record)))
    }

    /// The record, of one that was read alone; none when it does not belong to the listing.
    ///
    /// # Errors
    /// `Decode` when it lacks what Simon needs: nothing is known about it then.
    pub fn kept(self, connector: &'static str, label: &'static str) -> Result<Option<T>> {
        match self {
            Self::Keep(record) => Ok(Some(record)),
            Self::Skip => Ok(None),
            Self::Reject(rejected) => {
                Err(Error::new(ErrorKind::Decode, "the record lacks what Simon needs")
                    .with_connector(connector)
                    .with_label(label)
                    .with_message(rejected.message))
            }
        }
    }
}

/// One page of a listing.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Page<T> {
    /// The records that could be read.
    pub items: Vec<T>,
    /// Those that could not.
    pub rejected: Vec<Rejected>,
    /// What comes next.
    pub next: Next,
    /// How many records the whole listing has, where the vendor tells (B6).
    pub total: Option<u64>,
    /// The latest mutation among the records, as the vendor writes it (A9).
    pub highest_mutation: Option<String>,
    /// Things the user should know that are no fault of a record.
    pub notes: Vec<Message>,
    /// Where the vendor's answer is not what the connector knows (G5).
    pub drift: Vec<Drift>,
    /// Cursors from before have lost their meaning, because the vendor numbered its data anew: a
    /// listing of everything begins with this page, whatever was asked for.
    pub anew: bool,
}

impl<T> Page<T> {
    /// A page of records.
    #[must_use]
    pub const fn new(items: Vec<T>, next: Next) -> Self {
        Self {
            items,
            rejected: Vec::new(),
            next,
            total: None,
            highest_mutation: None,
            notes: Vec::new(),
            drift: Vec::new(),
            anew: false,
        }
    }

    /// Puts a mapped record in its place.
    pub fn take(&mut self, mapped: Mapped<T>) {
        match mapped {
            Mapped::Keep(record) => self.items.push(record),
            Mapped::Reject(rejected) => self.rejected.push(rejected),
            Mapped::Skip => {}
        }
    }
}
