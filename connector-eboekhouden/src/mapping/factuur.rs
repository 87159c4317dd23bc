//! Invoices that are there, and the mark by which a werkbon's is known (C22).

use simon_core::connector::FoundDocument;
use simon_core::domain::{DocumentRef, Referentie};

use super::{Mapped, filled, unreadable};
use crate::assumptions::MARKER;
use crate::rest::wire::Invoice;
use crate::soap::Record;

/// An invoice of `GetFacturen`, as far as it is needed. The link to its PDF is left out on purpose:
/// whoever has it can open the PDF.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Factuur {
    /// None without a number: SOAP has no other id.
    pub(crate) document: Option<DocumentRef>,
    omschrijvingen: Vec<String>,
}

/// Without personal data (F6).
impl std::fmt::Debug for Factuur {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Factuur({:?})", self.document)
    }
}

/// An invoice.
pub(crate) fn factuur_from_soap(record: &Record) -> Factuur {
    let nummer = filled(record.text("Factuurnummer"));
    let texts = record.all("Regels/cFactuurRegel/Omschrijving");
    Factuur {
        document: nummer.map(|nummer| DocumentRef::new(nummer.clone(), Some(nummer))),
        omschrijvingen: texts.map(str::to_owned).collect(),
    }
}

/// What stands at the end of the first line's text: SOAP has no field for a reference.
pub(crate) fn marker(referentie: &str) -> String {
    let (open, close) = MARKER;
    format!("{open}{referentie}{close}")
}

/// Whether an invoice is this werkbon's: on any line and at any place, because the office may have
/// moved lines or added text.
pub(crate) fn is_factuur_for(factuur: &Factuur, referentie: &Referentie) -> bool {
    let referentie = referentie.as_str();
    factuur
        .omschrijvingen
        .iter()
        .flat_map(|text| marked(text, referentie))
        .any(|it| it == referentie)
}

/// An invoice with the reference that a line of it carries, if that begins like ours (G2). One of ours
/// without a number cannot be named; another one is not asked for.
pub(crate) fn found_in_soap(factuur: &Factuur, prefix: &str) -> Mapped<FoundDocument> {
    let ours = factuur.omschrijvingen.iter().flat_map(|text| marked(text, prefix)).next();
    match (&factuur.document, ours) {
        (Some(document), ours) => {
            Mapped::Keep(FoundDocument::new(document.clone(), ours.map(str::to_owned)))
        }
        (None, Some(ours)) => unreadable(Some(ours), "it has no number"),
        (None, None) => Mapped::Skip,
    }
}

/// What stands between marks and begins so. A reference has no blanks, but any other visible character:
/// the marks themselves, too. What the office writes against it does not hide it.
fn marked<'a>(text: &'a str, prefix: &'a str) -> impl Iterator<Item = &'a str> {
    let (open, close) = MARKER;
    text.split_whitespace().filter_map(move |word| {
        let begins = |(at, _): (usize, &str)| {
            let inner = word.get(at..)?.strip_prefix(open)?;
            inner.starts_with(prefix).then_some(inner)
        };
        let inner = word.match_indices(open).find_map(begins)?;
        inner.rsplit_once(close).map(|(inner, _)| inner)
    })
}

/// Whether an invoice is this werkbon's.
pub(crate) fn is_invoice_for(invoice: &Invoice, referentie: &Referentie) -> bool {
    invoice.reference.as_deref() == Some(referentie.as_str())
}

/// An invoice with its reference, if that begins like ours (G2).
pub(crate) fn found_invoice(invoice: &Invoice, prefix: &str) -> Mapped<FoundDocument> {
    let document = DocumentRef::new(&invoice.id, invoice.invoice_number.clone());
    let ours = invoice.reference.clone().filter(|reference| reference.starts_with(prefix));
    Mapped::Keep(FoundDocument::new(document, ours))
}
