//! Identifiers. Each is a type of its own, so that an article's id cannot be passed for a customer's.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A value that the domain refuses, with what is wrong in one English sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {problem}")]
#[non_exhaustive]
pub struct InvalidValue {
    /// Which value: `"integration id"`, `"werkbon nummer"`.
    pub field: &'static str,
    /// What is wrong with it, without repeating personal data.
    pub problem: String,
}

impl InvalidValue {
    /// Refuses `field` because of `problem`.
    pub fn new(field: &'static str, problem: impl Into<String>) -> Self {
        Self { field, problem: problem.into() }
    }
}

/// Where a record came from (B4, B11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Herkomst {
    /// Read from the accounting package, which leads (B1).
    Vendor,
    /// Added by a user of the host application.
    Simon,
}

const SIMON_PREFIX: &str = "simon:";
const LONGEST_ID: usize = 200;

fn has_control(id: &str) -> bool {
    // Nearly all ids are ASCII, where a look at each byte will do.
    if id.is_ascii() {
        return id.bytes().any(|byte| byte.is_ascii_control());
    }
    id.chars().any(char::is_control)
}

fn checked(field: &'static str, id: String) -> Result<String, InvalidValue> {
    let problem = if id.trim().is_empty() {
        "is empty"
    } else if id.len() > LONGEST_ID {
        "is longer than 200 bytes"
    } else if has_control(&id) {
        "contains control characters"
    } else {
        return Ok(id);
    };
    Err(InvalidValue::new(field, problem))
}

macro_rules! record_id {
    ($(#[$doc:meta])* $name:ident, $field:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The id that the vendor gave. Connectors bring it into one spelling first (a GUID in
            /// lower case), because ids are compared letter by letter.
            ///
            /// # Errors
            /// Refuses an empty id, one over 200 bytes and control characters.
            pub fn new(id: impl Into<String>) -> Result<Self, InvalidValue> {
                checked($field, id.into()).map(Self)
            }

            /// The id of a record that a user added in Simon. It can never equal a vendor's id.
            ///
            /// # Errors
            /// As [`Self::new`].
            pub fn van_simon(id: impl fmt::Display) -> Result<Self, InvalidValue> {
                Self::new(format!("{SIMON_PREFIX}{id}"))
            }

            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Whether the vendor or a user made the record.
            #[must_use]
            pub fn herkomst(&self) -> Herkomst {
                if self.0.starts_with(SIMON_PREFIX) { Herkomst::Simon } else { Herkomst::Vendor }
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidValue;
            fn try_from(id: String) -> Result<Self, InvalidValue> {
                Self::new(id)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

record_id!(
    /// Identifies a [`Relatie`](super::Relatie).
    RelatieId, "relatie id"
);
record_id!(
    /// Identifies an [`Artikel`](super::Artikel).
    ArtikelId, "artikel id"
);
record_id!(
    /// Identifies an [`Artikelgroep`](super::Artikelgroep).
    ArtikelgroepId, "artikelgroep id"
);
record_id!(
    /// Identifies a [`Werkadres`](super::Werkadres).
    WerkadresId, "werkadres id"
);

/// The host's short name for one customer's coupling with one accounting package: 1 to 10 lower-case
/// letters and digits. It is part of the reference on every document, so it never changes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct IntegrationId(String);

impl IntegrationId {
    /// Checks and keeps the id.
    ///
    /// # Errors
    /// Refuses anything but 1 to 10 of `a-z` and `0-9`.
    pub fn new(id: impl Into<String>) -> Result<Self, InvalidValue> {
        let id = id.into();
        let fits = (1..=10).contains(&id.len())
            && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if fits {
            Ok(Self(id))
        } else {
            Err(InvalidValue::new("integration id", "must be 1 to 10 lower-case letters or digits"))
        }
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The number of a werkbon as its users see it: 1 to 19 visible ASCII characters without blanks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct WerkbonNummer(String);

impl WerkbonNummer {
    /// Checks and keeps the number.
    ///
    /// # Errors
    /// Refuses anything but 1 to 19 visible ASCII characters: the number is part of the reference,
    /// which has to fit 30 characters at every vendor and must survive there unchanged (C22).
    pub fn new(nummer: impl Into<String>) -> Result<Self, InvalidValue> {
        let nummer = nummer.into();
        let fits = (1..=19).contains(&nummer.len()) && nummer.bytes().all(|b| b.is_ascii_graphic());
        if fits {
            Ok(Self(nummer))
        } else {
            Err(InvalidValue::new(
                "werkbon nummer",
                "must be 1 to 19 visible ASCII characters without blanks",
            ))
        }
    }

    /// The number as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What ties a vendor's document to its werkbon, for ever: `<integration>-<nummer>`, at most 30
/// characters (C22). One document per reference; there are no revisions.
///
/// ```
/// use simon_core::domain::{IntegrationId, Referentie, WerkbonNummer};
/// let referentie = Referentie::new(&IntegrationId::new("acme01")?, &WerkbonNummer::new("20417")?);
/// assert_eq!(referentie.as_str(), "acme01-20417");
/// # Ok::<(), simon_core::domain::InvalidValue>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Referentie(String);

impl Referentie {
    /// Longest reference that can exist, in characters.
    pub const MAX: usize = 30;

    /// The reference of a werkbon of an integration. An [`IntegrationId`] has no dash, so two
    /// different pairs never make the same reference.
    #[must_use]
    pub fn new(integration: &IntegrationId, nummer: &WerkbonNummer) -> Self {
        Self(format!("{}-{}", integration.as_str(), nummer.as_str()))
    }

    /// Whether this text, read from a vendor's document, is a reference of `integration` (D8).
    #[must_use]
    pub fn is_from(text: &str, integration: &IntegrationId) -> bool {
        text.strip_prefix(integration.as_str()).is_some_and(|rest| rest.starts_with('-'))
    }

    /// The reference as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

macro_rules! text_conversions {
    ($($name:ident),*) => {$(
        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}
text_conversions!(IntegrationId, WerkbonNummer, Referentie);

macro_rules! from_text {
    ($($name:ident),*) => {$(
        impl TryFrom<String> for $name {
            type Error = InvalidValue;
            fn try_from(text: String) -> Result<Self, InvalidValue> {
                Self::new(text)
            }
        }
    )*};
}
from_text!(IntegrationId, WerkbonNummer);

/// The company (books) inside the vendor's account that an integration works with (C17, E4, G9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Administratie {
    /// The vendor's identifier. Another one means other books.
    pub vendor_id: String,
    /// The name that users know.
    pub naam: String,
}

impl Administratie {
    /// An administration by its vendor id and name.
    pub fn new(vendor_id: impl Into<String>, naam: impl Into<String>) -> Self {
        Self { vendor_id: vendor_id.into(), naam: naam.into() }
    }
}
