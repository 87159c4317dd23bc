//! The files of an order.

use bytes::Bytes;
use http::StatusCode;
use simon_testkit::vendor::json::Json;
use simon_testkit::vendor::{Stop, base64, guid};

use super::super::answer::{refused, strict};
use super::super::state::{File, State};
use super::build::Builder;

/// The kinds of file that are taken.
///
/// Source: docs.billit.be, "Include your Own PDF and Attachments".
const KINDS: [(&str, &str); 7] = [
    ("pdf", "application/pdf"),
    ("xls", "application/vnd.ms-excel"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("csv", "text/csv"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("png", "image/png"),
];

/// The file that the vendor adds itself: the call that made the order.
pub(in super::super) const OWN_FILE: &str = "APIFeed.json";

/// The call itself, which the vendor keeps beside the files.
pub(super) fn of_call(body: &Bytes) -> File {
    let (name, mime) = (OWN_FILE.to_owned(), "application/json".to_owned());
    File { name, mime, bytes: body.to_vec() }
}

impl Builder<'_> {
    /// The files that are sent along.
    pub(super) fn files(&self, sent: &Json) -> Result<Vec<File>, Stop> {
        let mut files: Vec<File> = Vec::new();
        for json in sent.get("Attachments").map(Json::rows).unwrap_or_default() {
            let file = self.file(json)?;
            if files.iter().any(|other| other.name == file.name) {
                return Err(bad_name(&file.name));
            }
            files.push(file);
        }
        let size: usize = files.iter().map(|file| file.bytes.len()).sum();
        if self.traps.attachment_limit.is_some_and(|limit| size > limit) {
            return Err(invalid("The files are too large."));
        }
        Ok(files)
    }

    fn file(&self, json: &Json) -> Result<File, Stop> {
        let text = |name: &str| json.get(name).and_then(Json::as_text);
        if text("FileID").is_some() {
            self.refusals.record("Attachments: FileID was silently ignored");
        }
        let name = text("FileName").unwrap_or_default();
        let (stem, extension) = name.split_once('.').unwrap_or_default();
        let kind = KINDS.iter().find(|(own, _)| extension.eq_ignore_ascii_case(own));
        let Some((extension, mime)) = kind.filter(|_| is_plain(stem)) else {
            return Err(bad_name(name));
        };
        if text("MimeType").is_some_and(|sent| sent != *mime) {
            return Err(invalid("The MimeType is not that of the file's name."));
        }
        let bytes = text("FileContent").and_then(base64::decode);
        let bytes = bytes.filter(|bytes| !bytes.is_empty());
        let bytes = bytes.ok_or_else(|| invalid("The content is no base64."))?;
        if *extension == "pdf" && !bytes.starts_with(b"%PDF") {
            return Err(invalid("The content is no PDF."));
        }
        Ok(File { name: name.to_owned(), mime: (*mime).to_owned(), bytes })
    }
}

impl State {
    /// Keeps files and lists them in the order.
    pub(super) fn attach(&mut self, company: i64, order: &mut Json, files: Vec<File>) {
        let mut listed = Vec::new();
        for file in files {
            let id = self.new_file_id();
            listed.push(Json::object([
                ("FileID", Json::text(guid::text(id))),
                ("FileName", Json::text(&file.name)),
                ("MimeType", Json::text(&file.mime)),
            ]));
            if let Some(company) = self.companies.get_mut(&company) {
                company.files.insert(id, file);
            }
        }
        order.set("Attachments", Json::List(listed));
    }
}

/// Letters, digits, blanks and a few signs of ASCII.
fn is_plain(stem: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || " -_()".contains(c);
    !stem.is_empty() && stem.chars().all(fits)
}

fn bad_name(name: &str) -> Stop {
    strict(StatusCode::BAD_REQUEST, "Invalid Filename", format!("Attachments: '{name}'"))
}

fn invalid(text: &str) -> Stop {
    refused(StatusCode::BAD_REQUEST, "TheFileIsNotValid", text)
}
