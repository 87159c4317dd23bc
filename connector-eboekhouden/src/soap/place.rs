//! Where in an answer an element stands.

use super::operation::{NAMESPACE, Operation};
use super::problem::Problem;

/// Source: SOAP 1.1 and 1.2.
const ENVELOPES: [&str; 2] =
    ["http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"];

/// What an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Envelope,
    Body,
    /// A fault of SOAP, and what is in it.
    Fault,
    Response,
    Result,
    /// `ErrorMsg`.
    Refusal,
    /// A text of `ErrorMsg`.
    RefusalText,
    /// A text beside the records.
    Value,
    Container,
    Record,
    /// Anything in a record.
    Field,
    /// Not known, and nothing is needed from it.
    Other,
}

impl Place {
    /// The place of an element of a namespace in its parent.
    pub(super) fn of(
        parent: Option<Self>,
        operation: Operation,
        namespace: &str,
        local: &str,
    ) -> Result<Self, Problem> {
        let soap = ENVELOPES.contains(&namespace);
        let own = namespace == NAMESPACE;
        let is = |suffix: &str| {
            own && local.strip_prefix(operation.name()).is_some_and(|rest| rest == suffix)
        };
        let records = operation.records();
        Ok(match parent {
            None if soap && local == "Envelope" => Self::Envelope,
            None => return Err(Problem::NotSoap),
            Some(Self::Envelope) if soap && local == "Body" => Self::Body,
            Some(Self::Body) if soap && local == "Fault" => Self::Fault,
            Some(Self::Body) if is("Response") => Self::Response,
            Some(Self::Body) => return Err(Problem::Shape("the body answers something else")),
            Some(Self::Fault) => Self::Fault,
            Some(Self::Response) if is("Result") => Self::Result,
            Some(Self::Result) if own && local == "ErrorMsg" => Self::Refusal,
            Some(Self::Result) if own && records.is_some_and(|(name, _)| name == local) => {
                Self::Container
            }
            Some(Self::Result) if own => Self::Value,
            Some(Self::Refusal) if own => Self::RefusalText,
            Some(Self::Container) if own && records.is_some_and(|(_, name)| name == local) => {
                Self::Record
            }
            Some(Self::Container) => return Err(Problem::Shape("another record")),
            Some(Self::Record | Self::Field) if own => Self::Field,
            Some(_) => Self::Other,
        })
    }

    /// Whether its text is wanted.
    pub(super) const fn has_text(self) -> bool {
        matches!(self, Self::Fault | Self::RefusalText | Self::Value | Self::Field)
    }
}
