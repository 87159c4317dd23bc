//! The REST service: paths, sessions and records.

mod invoice;
mod problem;
mod query;
mod reading;
mod rows;
mod session;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::{Method, Request, StatusCode};

pub use session::DEMO_API_TOKEN;
pub(super) use session::Rest;

use super::answer::{Answer, empty};
use super::state::{Failure, State};
use super::stop::Stop;

/// What a request asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    OpenSession,
    EndSession,
    List(Resource),
    Detail(Resource, i64),
    Groups,
    CreateInvoice,
}

/// A list of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Resource {
    Relation,
    Product,
    Unit,
    InvoiceTemplate,
    Ledger,
    Linked,
    Invoice,
}

impl Resource {
    const ALL: [(Self, &'static str); 7] = [
        (Self::Relation, "relation"),
        (Self::Product, "product"),
        (Self::Unit, "unit"),
        (Self::InvoiceTemplate, "invoicetemplate"),
        (Self::Ledger, "ledger"),
        (Self::Linked, "administration/linked"),
        (Self::Invoice, "invoice"),
    ];

    fn named(path: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, name)| *name == path).map(|(resource, _)| *resource)
    }

    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(known, _)| *known == self).map_or("", |(_, name)| name)
    }

    fn has_detail(self) -> bool {
        matches!(self, Self::Relation | Self::Product | Self::Ledger | Self::Invoice)
    }
}

impl Asked {
    /// What a path stands for; the error is the status of the refusal.
    fn find(method: &Method, path: &str) -> Result<Self, StatusCode> {
        let rest = path.strip_prefix("/v1/").ok_or(StatusCode::NOT_FOUND)?;
        let allowed = |right: bool, asked| {
            if right { Ok(asked) } else { Err(StatusCode::METHOD_NOT_ALLOWED) }
        };
        if rest == "session" {
            return match *method {
                Method::POST => Ok(Self::OpenSession),
                _ => allowed(*method == Method::DELETE, Self::EndSession),
            };
        }
        let get = *method == Method::GET;
        if rest == "product/groups" {
            return allowed(get, Self::Groups);
        }
        if let Some(resource) = Resource::named(rest) {
            if resource == Resource::Invoice && *method == Method::POST {
                return Ok(Self::CreateInvoice);
            }
            return allowed(get, Self::List(resource));
        }
        let (list, id) = rest.rsplit_once('/').ok_or(StatusCode::NOT_FOUND)?;
        let resource = Resource::named(list).filter(|resource| resource.has_detail());
        let id = id.parse().ok().filter(|id| (1..=i64::from(i32::MAX)).contains(id));
        let (resource, id) = resource.zip(id).ok_or(StatusCode::NOT_FOUND)?;
        allowed(get, Self::Detail(resource, id))
    }

    fn name(self) -> String {
        match self {
            Self::OpenSession => "POST /v1/session".to_owned(),
            Self::EndSession => "DELETE /v1/session".to_owned(),
            Self::List(resource) => format!("GET /v1/{}", resource.name()),
            Self::Detail(resource, _) => format!("GET /v1/{}/{{id}}", resource.name()),
            Self::Groups => "GET /v1/product/groups".to_owned(),
            Self::CreateInvoice => "POST /v1/invoice".to_owned(),
        }
    }
}

impl State {
    /// Answers one request below `/v1`.
    pub(super) fn rest_call(
        &mut self,
        request: &Request<Bytes>,
        now: DateTime<Utc>,
    ) -> Result<Answer, Stop> {
        let path = request.uri().path();
        let asked = Asked::find(request.method(), path).map_err(|status| {
            Stop::strict(empty(status), format!("{} {path}: no such call", request.method()))
        })?;
        let failure = self.begin(&asked.name(), now)?;
        if let Some(Failure::Shape(status, shape)) = failure {
            return Ok(shape.answer(status));
        }
        let token = match asked {
            Asked::OpenSession => String::new(),
            _ => self.check_token(request, now)?,
        };
        if let Some(Failure::Code(status, code)) = failure {
            return Ok(self.problem_body(status, code, None, &[]));
        }
        let query = request.uri().query();
        let lists = matches!(asked, Asked::List(_) | Asked::Groups);
        if query.is_some() && !lists {
            return Err(self.strict_problem("ERR_002", "query", "a query on what is no list"));
        }
        match asked {
            Asked::OpenSession => self.open_session(request, now),
            Asked::EndSession => Ok(self.end_session(&token)),
            Asked::List(resource) => self.list(resource, query, now),
            Asked::Detail(resource, id) => self.detail(resource, id, now),
            Asked::Groups => self.groups(query),
            Asked::CreateInvoice => self.create_invoice(request, now),
        }
    }
}
