//! A form as a browser sends it. Reading one proves that it came from a page of this visit.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use simon_core::message::Message;
use url::form_urlencoded;

use super::fault::Fault;
use super::guard::same;
use super::session::Visit;

/// The field with the visit's mark.
pub(super) const MARK: &str = "csrf";

/// The fields of a form, in their order.
#[derive(Clone)]
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    /// As a browser sends it.
    pub(super) fn read(body: &[u8]) -> Self {
        Self(form_urlencoded::parse(body).into_owned().collect())
    }

    /// A form as a page gives it to be filled in.
    pub(super) fn blank(fields: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        Self(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    /// The first field of this name, without the blanks around it.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim())
    }

    /// All fields of this name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        let visit = request.extensions().get::<Visit>().cloned();
        let too_large = |_| Fault::bad(&Message::new("host-pagina-formulier"));
        let body = Bytes::from_request(request, state).await.map_err(too_large)?;
        let form = Self::read(&body);
        let mark = visit.map(|visit| visit.csrf).filter(|mark| !mark.is_empty());
        let given = form.get(MARK);
        if mark.zip(given).is_some_and(|(mark, given)| same(&mark, given)) {
            return Ok(form);
        }
        Err(Fault::too_old())
    }
}
