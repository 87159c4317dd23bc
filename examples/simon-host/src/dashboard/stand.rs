//! Parts of a page that follow what happens are sent again only when something changed.

use std::hash::{DefaultHasher, Hash, Hasher};

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::Markup;

/// Tells one stand of things from another.
pub(super) fn of(shown: &impl Hash) -> u64 {
    let mut hash = DefaultHasher::new();
    shown.hash(&mut hash);
    hash.finish()
}

/// The part; nothing while it is the one that the page has.
pub(super) fn unless_same(had: Option<u64>, stand: u64, part: impl FnOnce() -> Markup) -> Response {
    if had == Some(stand) { StatusCode::NO_CONTENT.into_response() } else { part().into_response() }
}
