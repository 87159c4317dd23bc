//! The one error type: what happened, whether to repeat, who must act and what to do.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use crate::domain::InvalidValue;
use crate::message::Message;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Credentials or URLs are incomplete, found when the connector was built.
    Config,
    /// A host, user or file gave something that cannot be used.
    InvalidInput,
    /// The vendor refused the credentials after one renewal.
    Unauthenticated,
    /// Signed in, but not allowed to do this.
    PermissionDenied,
    /// The named record does not exist.
    NotFound,
    /// The vendor has the record already.
    AlreadyExists,
    /// The vendor refused our data.
    Rejected,
    /// The vendor has no place for a value; nothing was sent.
    Unmappable,
    /// Not among the connector's capabilities; nothing was sent.
    Unsupported,
    /// The vendor's call limit is reached.
    RateLimited,
    /// The vendor or the network cannot be reached, or answers with a server error.
    Unavailable,
    /// No answer in time.
    Timeout,
    /// An answer has an unexpected shape.
    Decode,
    /// A listing did not arrive whole (G3).
    Incomplete,
    /// The integration was deactivated or saved while this ran; nothing was stored.
    Cancelled,
    /// A port of the host (store, token store, call budget) failed.
    Host,
    /// Anything else.
    Unexpected,
}

impl ErrorKind {
    /// The catalogue code of the general text for this kind; [`Error::with_message`] is more precise.
    #[must_use]
    pub const fn message_code(self) -> &'static str {
        match self {
            Self::Config => "fout-configuratie",
            Self::InvalidInput => "fout-invoer",
            Self::Unauthenticated => "fout-aanmelding",
            Self::PermissionDenied => "fout-rechten",
            Self::NotFound => "fout-niet-gevonden",
            Self::AlreadyExists => "fout-bestaat-al",
            Self::Rejected => "fout-geweigerd",
            Self::Unmappable => "fout-past-niet",
            Self::Unsupported => "fout-niet-ondersteund",
            Self::RateLimited => "fout-limiet",
            Self::Unavailable => "fout-onbereikbaar",
            Self::Timeout => "fout-geen-antwoord",
            Self::Decode => "fout-onleesbaar",
            Self::Incomplete => "fout-onvolledig",
            Self::Cancelled => "fout-afgebroken",
            Self::Host => "fout-host",
            Self::Unexpected => "fout-onverwacht",
        }
    }

    const fn who(self) -> Actor {
        match self {
            Self::Config | Self::Host | Self::Unsupported | Self::Unexpected => Actor::Operator,
            Self::Unavailable | Self::Timeout | Self::Decode | Self::RateLimited => Actor::Vendor,
            Self::Incomplete | Self::Cancelled => Actor::Nobody,
            _ => Actor::User,
        }
    }
}

/// Whether and how the same call may be repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// The same call fails again until someone changes data or settings.
    Never,
    /// Nothing was applied; repeat later.
    Backoff,
    /// Nothing was applied; repeat after this long.
    After(Duration),
    /// It may have been applied: look it up by reference before repeating (C22).
    CheckFirst,
}

/// Who has to act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// The office worker.
    User,
    /// Whoever runs the host application.
    Operator,
    /// The vendor; time usually heals it.
    Vendor,
    /// Nobody.
    Nobody,
}

/// An error of Simon. Its texts carry no secret and no personal data (F6).
///
/// [`Error::message`] is what an office worker reads, in Dutch or English, from the
/// [catalogue](crate::message::Catalogue); `Display` is for the operator's technical log.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    retry: Retry,
    who: Actor,
    detail: String,
    connector: &'static str,
    label: &'static str,
    message: Message,
    vendor_text: Option<String>,
    vendor_code: Option<String>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// Simon's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

const LONGEST_VENDOR_TEXT: usize = 500;

impl Error {
    /// An error that no repetition mends. `detail` is one English sentence in lower case, without
    /// secrets and personal data.
    pub fn new(kind: ErrorKind, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        let message = Message::new(kind.message_code()).with("detail", &detail);
        Self(Box::new(Inner {
            kind,
            retry: Retry::Never,
            who: kind.who(),
            detail,
            connector: "",
            label: "",
            message,
            vendor_text: None,
            vendor_code: None,
            source: None,
        }))
    }

    /// The error of an optional operation that a connector does not offer. Nothing was sent.
    #[must_use]
    pub fn unsupported(operation: &'static str) -> Self {
        Self::new(ErrorKind::Unsupported, "not offered by this connector").with_label(operation)
    }

    /// Sets the advice.
    #[must_use]
    pub fn with_retry(mut self, retry: Retry) -> Self {
        self.0.retry = retry;
        self
    }

    /// Says more precisely what happened; its general text and who has to act follow.
    #[must_use]
    pub fn with_kind(mut self, kind: ErrorKind) -> Self {
        if self.0.message.code() == self.0.kind.message_code() {
            self.0.message = Message::new(kind.message_code()).with("detail", &self.0.detail);
        }
        if self.0.who == self.0.kind.who() {
            self.0.who = kind.who();
        }
        self.0.kind = kind;
        self
    }

    /// Sets who has to act.
    #[must_use]
    pub fn with_who(mut self, who: Actor) -> Self {
        self.0.who = who;
        self
    }

    /// Names the connector.
    #[must_use]
    pub fn with_connector(mut self, connector: &'static str) -> Self {
        self.0.connector = connector;
        self
    }

    /// Names the operation, for example `"relaties.list"`.
    #[must_use]
    pub fn with_label(mut self, label: &'static str) -> Self {
        self.0.label = label;
        self
    }

    /// Replaces the general text of the kind by a more precise one of the catalogue.
    #[must_use]
    pub fn with_message(mut self, message: Message) -> Self {
        self.0.message = message;
        self
    }

    /// Keeps the vendor's own words beside ours (F4), at most 500 characters. The caller has
    /// scrubbed keys and personal data.
    #[must_use]
    pub fn with_vendor_text(mut self, text: impl AsRef<str>) -> Self {
        self.0.vendor_text = Some(text.as_ref().chars().take(LONGEST_VENDOR_TEXT).collect());
        self
    }

    /// Keeps the vendor's error code.
    #[must_use]
    pub fn with_vendor_code(mut self, code: impl Into<String>) -> Self {
        self.0.vendor_code = Some(code.into());
        self
    }

    /// Keeps the underlying error. `Display` does not repeat it.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// What happened.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Whether and how to repeat.
    #[must_use]
    pub fn retry(&self) -> Retry {
        self.0.retry
    }

    /// Whether nothing was applied and the same call may be repeated later.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        matches!(self.0.retry, Retry::Backoff | Retry::After(_))
    }

    /// Who has to act.
    #[must_use]
    pub fn who(&self) -> Actor {
        self.0.who
    }

    /// The text and action for the office worker; render it with a catalogue.
    #[must_use]
    pub fn message(&self) -> &Message {
        &self.0.message
    }

    /// The vendor's own words, scrubbed.
    #[must_use]
    pub fn vendor_text(&self) -> Option<&str> {
        self.0.vendor_text.as_deref()
    }

    /// The vendor's error code.
    #[must_use]
    pub fn vendor_code(&self) -> Option<&str> {
        self.0.vendor_code.as_deref()
    }

    /// The operation, for example `"relaties.list"`; empty when none was involved.
    #[must_use]
    pub fn label(&self) -> &'static str {
        self.0.label
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in [self.0.connector, self.0.label] {
            if !part.is_empty() {
                write!(f, "{part}: ")?;
            }
        }
        f.write_str(&self.0.detail)?;
        match &self.0.vendor_code {
            Some(code) => write!(f, " ({code})"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("retry", &self.0.retry)
            .field("text", &format_args!("{self}"))
            .field("source", &self.0.source)
            .finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| {
            let source: &(dyn StdError + 'static) = source;
            source
        })
    }
}

impl From<InvalidValue> for Error {
    fn from(invalid: InvalidValue) -> Self {
        Self::new(ErrorKind::InvalidInput, invalid.to_string())
    }
}
