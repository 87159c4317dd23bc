//! A PDF as a file at a document (C19).

use simon_core::domain::Pdf;

use crate::assumptions::BESTANDSNAAM_MAX;
use crate::wire::Attachment;

const EXTENSION: &str = ".pdf";

/// Boundaries of a form: the first that the file does not contain is used.
const FORMS: [(&str, &str); 3] = [
    ("simon-4f1c9e07b25d", "multipart/form-data; boundary=simon-4f1c9e07b25d"),
    ("simon-c86a3d51f79e", "multipart/form-data; boundary=simon-c86a3d51f79e"),
    ("simon-0b7e42d8c613", "multipart/form-data; boundary=simon-0b7e42d8c613"),
];

/// The body of an upload.
pub(crate) struct Upload {
    pub(crate) content_type: &'static str,
    pub(crate) body: Vec<u8>,
}

/// Without the file (F6).
impl std::fmt::Debug for Upload {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Upload({} bytes)", self.body.len())
    }
}

/// A form with the file as its only part. The same name at the same document is a new revision and no
/// second file, so that sending it again does no harm.
///
/// None when the file contains every boundary that there is, which no PDF does by itself.
pub(crate) fn upload(pdf: &Pdf) -> Option<Upload> {
    let is_free = |boundary: &str| !contains(&pdf.inhoud, boundary.as_bytes());
    let (boundary, content_type) = FORMS.into_iter().find(|(boundary, _)| is_free(boundary))?;
    let name = file_name(&pdf.naam);
    let head = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: application/pdf\r\n\r\n"
    );
    let tail = format!("\r\n--{boundary}--\r\n");
    let body = [head.as_bytes(), &pdf.inhoud, tail.as_bytes()].concat();
    Some(Upload { content_type, body })
}

/// Whether a file is this PDF: by its name, which no other one of the werkbon has.
pub(crate) fn is_pdf(attachment: &Attachment, pdf: &Pdf) -> bool {
    attachment.name.as_deref() == Some(&file_name(&pdf.naam))
}

/// A name of plain letters, digits, dots, dashes and underscores that ends in `.pdf`. One that had to be
/// changed for it gets a mark of what it was: two names that become alike would be one file.
fn file_name(naam: &str) -> String {
    let naam = naam.trim();
    if let Some(stem) = naam.strip_suffix(EXTENSION)
        && !stem.is_empty()
        && stem.chars().all(is_plain)
        && naam.len() <= BESTANDSNAAM_MAX
    {
        return naam.to_owned();
    }
    let mark = format!("-{:08x}{EXTENSION}", hash(naam));
    let stem = naam.strip_suffix(EXTENSION).unwrap_or(naam);
    let plain = stem.chars().map(|c| if is_plain(c) { c } else { '-' });
    plain.take(BESTANDSNAAM_MAX - mark.len()).chain(mark.chars()).collect()
}

const fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')
}

/// FNV-1a: stable over versions and machines, unlike the standard library's hash.
fn hash(text: &str) -> u32 {
    text.bytes()
        .fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

fn contains(inside: &[u8], wanted: &[u8]) -> bool {
    inside.windows(wanted.len()).any(|window| window == wanted)
}
