//! PDFs that go along with the invoice (C19).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use simon_core::Result;
use simon_core::domain::Pdf;
use simon_core::message::Message;

use super::unmappable;
use crate::assumptions::{BESTANDSNAAM_MAX, PDFS_MAX};
use crate::wire::NewFile;

const EXTENSION: &str = ".pdf";
/// Room for a number behind a name that occurs twice.
const NUMBER_MAX: usize = 5;
/// Name of a PDF without a letter or digit in its own.
const BIJLAGE: &str = "bijlage";

/// The files of an invoice. They cannot be added later, and they reach the customer with it.
///
/// # Errors
/// `Unmappable` when they are too large together.
pub(super) fn files(pdfs: &[Pdf]) -> Result<Vec<NewFile>> {
    let size: usize = pdfs.iter().map(|pdf| pdf.inhoud.len()).sum();
    if size > PDFS_MAX {
        let message = Message::new("billit-pdfs-te-groot").with("max", PDFS_MAX / (1024 * 1024));
        return Err(unmappable("PDFs that are too large", message));
    }
    let mut files: Vec<NewFile> = Vec::with_capacity(pdfs.len());
    for pdf in pdfs {
        let taken = |name: &str| files.iter().any(|it| it.file_name.eq_ignore_ascii_case(name));
        let stem = stem(&pdf.naam);
        let names = (2..).map(|number| format!("{stem}-{number}{EXTENSION}"));
        let mut names = std::iter::once(format!("{stem}{EXTENSION}")).chain(names);
        let file_name = names.find(|name| !taken(name)).unwrap_or_default();
        files.push(NewFile { file_name, file_content: STANDARD.encode(&pdf.inhoud) });
    }
    Ok(files)
}

/// A name of ASCII letters, digits and dashes, without the extension: the vendor refuses names with
/// signs of other kinds or with more than one dot.
fn stem(naam: &str) -> String {
    let naam = naam.trim();
    let end = naam.len().saturating_sub(EXTENSION.len());
    let stem = match naam.get(end..) {
        Some(tail) if tail.eq_ignore_ascii_case(EXTENSION) => naam.get(..end).unwrap_or(naam),
        _ => naam,
    };
    let room = BESTANDSNAAM_MAX.saturating_sub(EXTENSION.len() + NUMBER_MAX);
    let words = stem.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let kept: String = words.collect::<Vec<_>>().join("-").chars().take(room).collect();
    let kept = kept.trim_end_matches('-');
    if kept.is_empty() { BIJLAGE.to_owned() } else { kept.to_owned() }
}
