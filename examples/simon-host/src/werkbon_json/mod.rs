//! A werkbon as a JSON file: reading it, and finding what it names in the store.

mod file;
mod resolve;

pub(crate) use file::{ArtikelLine, Number, Unreadable, WerkbonFile, read};
pub(crate) use resolve::{Refusal, Resolver, archive, number};
