//! Which PDFs go along (C19).

use std::collections::BTreeSet;

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

/// The PDF in this place of [`Werkbon::pdfs`], under a name that no earlier one of the werkbon has: by
/// its name it is found again at the vendor after an unknown outcome (C23).
///
/// ```
/// # use simon_core::domain::{Pdf, PdfSoort, Werkbon, WerkbonNummer};
/// # let date = chrono::DateTime::UNIX_EPOCH.date_naive();
/// # let mut werkbon = Werkbon::new(WerkbonNummer::new("20417")?, date);
/// let form = |bytes| Pdf::new(PdfSoort::EigenFormulieren, "formulier.pdf", bytes);
/// werkbon.pdfs = vec![form(vec![1]), form(vec![2])];
/// let names = [0, 1].map(|place| simon_core::rules::pdfs::named(&werkbon, place).unwrap().naam);
/// assert_eq!(names, ["formulier.pdf", "formulier (2).pdf"]);
/// # Ok::<(), simon_core::domain::InvalidValue>(())
/// ```
#[must_use]
pub fn named(werkbon: &Werkbon, place: usize) -> Option<Pdf> {
    let mut pdf = werkbon.pdfs.get(place)?.clone();
    let mut taken = BTreeSet::new();
    for earlier in werkbon.pdfs.iter().take(place.saturating_add(1)) {
        pdf.naam = free(&earlier.naam, &taken);
        taken.insert(pdf.naam.to_lowercase());
    }
    Some(pdf)
}

/// The name itself, or with a number behind it.
fn free(naam: &str, taken: &BTreeSet<String>) -> String {
    let (stem, extension) = naam.rsplit_once('.').unwrap_or((naam, "pdf"));
    let numbered = (2_u64..).map(|number| format!("{stem} ({number}).{extension}"));
    let mut names = std::iter::once(naam.to_owned()).chain(numbered);
    names.find(|name| !taken.contains(&name.to_lowercase())).unwrap_or_else(|| naam.to_owned())
}
