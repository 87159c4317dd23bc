//! Which PDFs go along (C19).

use crate::domain::{Pdf, PdfSoort, Werkbon};
use crate::settings::{PDF, SettingsVersion};

/// The PDFs that the settings choose, as places in [`Werkbon::pdfs`].
#[must_use]
pub fn chosen(werkbon: &Werkbon, settings: &SettingsVersion) -> Vec<usize> {
    let (bon, formulieren) = match settings.waarden.tekst(PDF.key) {
        "werkbon" => (true, false),
        "eigen_formulieren" => (false, true),
        "beide" => (true, true),
        _ => (false, false),
    };
    let wanted = |pdf: &Pdf| match pdf.soort {
        PdfSoort::Werkbon => bon,
        PdfSoort::EigenFormulieren => formulieren,
    };
    let places = werkbon.pdfs.iter().enumerate();
    places.filter(|(_, pdf)| wanted(pdf)).map(|(place, _)| place).collect()
}
