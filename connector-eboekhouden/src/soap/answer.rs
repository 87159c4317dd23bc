//! What an answer holds.

use std::fmt;

/// One record: a customer, an article, an invoice. `Debug` shows no value (F6).
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Record {
    /// Names and texts of the innermost elements in their order. A name of one that is not directly in
    /// the record has the names above it: `Regels/cFactuurRegel/Omschrijving`.
    pub(crate) fields: Vec<(String, String)>,
    /// It was larger than a record may be: the later fields are missing.
    pub(crate) cut_off: bool,
}

impl Record {
    /// The text of the first field of a name without blanks around it; empty when there is none.
    pub(crate) fn text(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(known, _)| known == name);
        found.map(|(_, text)| text.trim()).unwrap_or_default()
    }

    /// The texts of every field of a name.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.fields.iter().filter(move |(known, _)| known == name);
        named.map(|(_, text)| text.trim())
    }
}

/// Without personal data (F6).
impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Record({} fields, cut off: {})", self.fields.len(), self.cut_off)
    }
}

/// What stands around the records of an answer that ended whole.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Answer {
    /// How many records there were.
    pub(crate) records: usize,
    /// The vendor's refusal.
    pub(crate) refusal: Option<Refusal>,
    /// Texts beside the records, such as `SessionID` and `Factuurnummer`.
    pub(crate) values: Vec<(String, String)>,
}

impl Answer {
    /// A text beside the records without blanks around it; none when it is absent or empty.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        let found = self.values.iter().find(|(known, _)| known == name)?;
        Some(found.1.trim()).filter(|text| !text.is_empty())
    }
}

/// Without the session (F6).
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.values.iter().map(|(name, _)| name.as_str()).collect();
        write!(f, "Answer({} records, refusal: {:?}, {names:?})", self.records, self.refusal)
    }
}

/// Why the vendor did not do it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// `LastErrorCode`, or the code of a fault.
    pub(crate) code: String,
    /// The vendor's words.
    pub(crate) text: String,
    /// It is a fault of SOAP: the request could not be read, or the server failed.
    pub(crate) fault: bool,
}
