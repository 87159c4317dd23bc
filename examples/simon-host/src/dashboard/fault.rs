//! A request that could not be carried out, and the page that says what to do.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use simon_core::Error;
use simon_core::message::{Message, Rendered};

use super::page;
use super::session::{Note, Visit};
use crate::failure::{Failure, text};

/// Why there is no page.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    status: StatusCode,
    said: Box<Rendered>,
}

impl Fault {
    pub(super) fn not_found() -> Self {
        Self::of(StatusCode::NOT_FOUND, &Message::new("host-pagina-niet-gevonden"))
    }

    /// The form is not one of this visit.
    pub(super) fn too_old() -> Self {
        Self::of(StatusCode::FORBIDDEN, &Message::new("host-pagina-verouderd"))
    }

    /// Something that the page can do nothing with.
    pub(super) fn bad(message: &Message) -> Self {
        Self::of(StatusCode::BAD_REQUEST, message)
    }

    /// Something that was there before.
    pub(super) fn gone(message: &Message) -> Self {
        Self::of(StatusCode::GONE, message)
    }

    pub(super) fn is_gone(&self) -> bool {
        self.status == StatusCode::GONE
    }

    fn of(status: StatusCode, message: &Message) -> Self {
        Self { status, said: Box::new(text(message)) }
    }

    /// The same, told at the top of the next page instead.
    pub(super) fn note(self) -> Note {
        Note { good: false, said: *self.said }
    }

    /// The page of an answer that is a fault; any other answer as it is.
    pub(super) fn shown(visit: &Visit, mut answer: Response) -> Response {
        match answer.extensions_mut().remove::<Self>() {
            Some(fault) => (fault.status, page::fault(visit, &fault.said)).into_response(),
            None => answer,
        }
    }
}

/// The guard makes the page of it: only it knows the visitor's language.
impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut answer = self.status.into_response();
        answer.extensions_mut().insert(self);
        answer
    }
}

impl From<Failure> for Fault {
    fn from(failure: Failure) -> Self {
        Self { status: StatusCode::CONFLICT, said: failure.rendered }
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self { status: StatusCode::INTERNAL_SERVER_ERROR, ..Self::from(Failure::from(error)) }
    }
}
