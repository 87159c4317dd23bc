//! Which PDFs go along (C19).

use crate::domain::{Pdf, PdfSoort, Werkbon};
use crate::settings::{PDF, SettingsVersion};

/// The PDFs that the settings choose, each with its place in the werkbon's list.
pub fn chosen<'a>(
    werkbon: &'a Werkbon,
    settings: &SettingsVersion,
) -> impl Iterator<Item = (usize, &'a Pdf)> {
    let (bon, formulieren) = match settings.waarden.tekst(PDF.key) {
        "werkbon" => (true, false),
        "eigen_formulieren" => (false, true),
        "beide" => (true, true),
        _ => (false, false),
    };
    werkbon.pdfs.iter().enumerate().filter(move |(_, pdf)| match pdf.soort {
        PdfSoort::Werkbon => bon,
        PdfSoort::EigenFormulieren => formulieren,
    })
}
