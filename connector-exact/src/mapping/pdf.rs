//! A PDF as a file in a document (C19).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use simon_core::domain::Pdf;
use simon_core::message::Message;
use simon_core::{Error, ErrorKind, Result};

use crate::assumptions::BESTANDSNAAM_MAX;
use crate::wire::{Attachment, NewAttachment};

const EXTENSION: &str = ".pdf";

/// The file of a PDF.
///
/// # Errors
/// `Unmappable` when it is larger than Exact takes.
pub(crate) fn attachment_for(document: &str, pdf: &Pdf, max: usize) -> Result<NewAttachment> {
    if pdf.inhoud.len() > max {
        let message = Message::new("exact-pdf-groter-dan")
            .with("naam", &pdf.naam)
            .with("max", max / (1024 * 1024));
        return Err(
            Error::new(ErrorKind::Unmappable, "a PDF that is too large").with_message(message)
        );
    }
    Ok(NewAttachment {
        document: document.to_owned(),
        file_name: file_name(&pdf.naam),
        attachment: STANDARD.encode(&pdf.inhoud),
    })
}

/// Whether a file is this PDF: by its name, which no other one of the werkbon has.
pub(crate) fn is_attachment_for(attachment: &Attachment, pdf: &Pdf) -> bool {
    attachment.file_name.as_deref().map(str::trim) == Some(&file_name(&pdf.naam))
}

/// A name that ends in `.pdf`, cut before that where it is too long.
fn file_name(naam: &str) -> String {
    let naam = naam.trim();
    let has_extension = naam.to_ascii_lowercase().ends_with(EXTENSION);
    let stem = if has_extension {
        naam.get(..naam.len().saturating_sub(EXTENSION.len())).unwrap_or(naam)
    } else {
        naam
    };
    let room = BESTANDSNAAM_MAX.saturating_sub(EXTENSION.len());
    let kept: String = stem.chars().take(room).collect();
    format!("{}{EXTENSION}", kept.trim_end())
}
