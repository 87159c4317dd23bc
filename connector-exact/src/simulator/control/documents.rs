//! Documents and their files.

use simon_testkit::vendor::base64;

use super::super::guid;
use super::super::schema::Source;
use super::super::table::{Row, Table, Values};
use super::super::value::Value;
use super::{Books, NotThere};

/// The document types that a new division has: id, name, whether the interface may create one.
pub(in crate::simulator) const DOCUMENT_TYPES: [(i32, &str, bool); 6] = [
    (1, "Memo", false),
    (10, "Verkoopfactuur", true),
    (20, "Inkoopfactuur", true),
    (55, "Diversen", true),
    (82, "Bankafschrift", false),
    (148, "Contract", true),
];

/// A document as it stands in the books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its id.
    pub id: String,
    /// The relation on whose card it is.
    pub account: Option<String>,
    /// Its subject.
    pub subject: String,
    /// The id of its type.
    pub soort: String,
    /// The files that hang on it.
    pub attachments: Vec<Attachment>,
}

/// A file of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its id.
    pub id: String,
    /// Its name.
    pub naam: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Books<'_> {
    /// Every document, in the order in which they were made or last changed, invisible ones included.
    #[must_use]
    pub fn documents(&self) -> Vec<Document> {
        let read = self.with(|division| {
            let files = division.rows(Source::DocumentAttachments);
            let rows = division.rows(Source::Documents).into_iter().flat_map(Table::rows);
            rows.map(|row| document(row, files)).collect()
        });
        read.unwrap_or_default()
    }

    /// A property of a document as JSON text.
    #[must_use]
    pub fn document(&self, id: &str, property: &str) -> Option<String> {
        self.property(Source::Documents, id, property)
    }

    /// Changes properties of a document, each given as JSON text.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such document or property.
    pub fn change_document(&self, id: &str, members: &[(&str, &str)]) -> Result<(), NotThere> {
        self.change(Source::Documents, id, members, true)
    }

    /// Removes a document with its files.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such document.
    pub fn delete_document(&self, id: &str) -> Result<(), NotThere> {
        self.delete(Source::Documents, id)
    }

    /// Removes a file from a document.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such file.
    pub fn delete_attachment(&self, id: &str) -> Result<(), NotThere> {
        self.delete(Source::DocumentAttachments, id)
    }

    /// The document types that there are: id, name, whether the interface may create one.
    pub fn set_document_types(&self, types: &[(i32, &str, bool)]) {
        self.with(|division| division.tables.remove(&Source::DocumentTypes));
        for (id, name, creatable) in types {
            let values = Values::from([
                ("ID", Value::int(*id)),
                ("Description", Value::text(*name)),
                ("DocumentIsCreatable", Value::Bool(*creatable)),
                ("DocumentIsViewable", Value::Bool(true)),
                ("DocumentIsUpdatable", Value::Bool(*creatable)),
                ("DocumentIsDeletable", Value::Bool(*creatable)),
                ("TypeCategory", Value::int(5)),
            ]);
            self.add(Source::DocumentTypes, values, false);
        }
    }
}

fn document(row: &Row, files: Option<&Table>) -> Document {
    let key = row.key();
    let of_document = |file: &&Row| file.value("Document") == Value::Guid(key);
    let files = files.into_iter().flat_map(Table::rows).filter(of_document);
    Document {
        id: guid::text(key),
        account: row.value("Account").as_guid().map(guid::text),
        subject: row.text("Subject").unwrap_or_default(),
        soort: row.value("Type").as_number().map(|n| n.to_string()).unwrap_or_default(),
        attachments: files.map(attachment).collect(),
    }
}

fn attachment(row: &Row) -> Attachment {
    Attachment {
        id: guid::text(row.key()),
        naam: row.text("FileName").unwrap_or_default(),
        bytes: row.text("Attachment").as_deref().and_then(base64::decode).unwrap_or_default(),
    }
}
