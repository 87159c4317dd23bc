//! Why an answer could not be read.

use simon_core::http::Effect;
use simon_core::{Error, ErrorKind, Retry};

use crate::ID;

/// What is wrong with a document. It never shows a value of it (F6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Problem {
    /// Something else came, a web page for example.
    NotSoap,
    /// It has a document type.
    DocumentType,
    /// It has a reference other than the five of XML and those to characters.
    Entity,
    /// It is not in UTF-8.
    Encoding,
    /// It is no XML.
    Syntax(&'static str),
    /// It has another shape than the interface's.
    Shape(&'static str),
    /// It is larger than anything expected.
    TooLarge(&'static str),
    /// It ended before its end.
    Truncated,
}

impl Problem {
    /// The failure of a call. Before anything of SOAP was seen somebody else answered, at maintenance
    /// for example; afterwards another shape stays another shape, and what ended early may come whole.
    /// Of a create nobody knows what came of it (C22).
    pub(crate) fn into_error(
        self,
        in_envelope: bool,
        label: &'static str,
        effect: Effect,
    ) -> Error {
        let (kind, retry) = match self {
            _ if !in_envelope => (ErrorKind::Unavailable, Retry::Backoff),
            Self::Truncated => (ErrorKind::Incomplete, Retry::Backoff),
            _ => (ErrorKind::Decode, Retry::Never),
        };
        let retry = if effect == Effect::Create { Retry::CheckFirst } else { retry };
        Error::new(kind, self.detail()).with_retry(retry).with_connector(ID).with_label(label)
    }

    fn detail(self) -> String {
        match self {
            Self::NotSoap => "something else than SOAP answered".to_owned(),
            Self::DocumentType => "the answer has a document type".to_owned(),
            Self::Entity => "the answer has a reference that XML does not know".to_owned(),
            Self::Encoding => "the answer is not in UTF-8".to_owned(),
            Self::Syntax(what) => format!("the answer is no XML: {what}"),
            Self::Shape(what) => format!("the answer has another shape than expected: {what}"),
            Self::TooLarge(what) => format!("the answer is too large: {what}"),
            Self::Truncated => "the answer ends early".to_owned(),
        }
    }
}
