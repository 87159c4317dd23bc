//! What both kinds of document have in common.

use rust_decimal::Decimal;
use simon_core::connector::{IdLimit, Limits, TextLimit, TextUnit};
use simon_core::domain::{ArtikelRegel, BtwModus, DraftRegel, InvoiceDraft};
use simon_core::message::Message;
use simon_core::{Error, ErrorKind, Result};

use crate::assumptions::{
    AANTAL_DECIMALEN, DATE, NOTITIE_MAX, PRIJS_DECIMALEN, REFERENTIE_MAX, REGEL_MAX, WERKBON,
};

/// Lengths and scales (C21, C24). There are no lines of text alone, and the description of a document is
/// ours. The limit of references is published for orders only, which refuse a longer one themselves.
pub(crate) const fn limits() -> Limits {
    let mut limits = Limits::new();
    limits.regel = TextLimit { max: REGEL_MAX, unit: TextUnit::Utf16, multiline: false };
    limits.memo = Some(TextLimit { max: NOTITIE_MAX, unit: TextUnit::Utf16, multiline: true });
    limits.klantreferentie =
        Some(IdLimit { max: REFERENTIE_MAX, unit: TextUnit::Utf16, published: false });
    limits.aantal_decimalen = AANTAL_DECIMALEN;
    limits.prijs_decimalen = PRIJS_DECIMALEN;
    limits
}

/// The customer's number: no interface takes the id.
pub(super) fn klantnummer(draft: &InvoiceDraft) -> Result<String> {
    filled(Some(&draft.klant_code)).ok_or_else(|| {
        unmappable("a customer without a number", Message::new("visma-klant-zonder-nummer-bon"))
    })
}

/// What the office knows the document by: nothing personal, as the vendor asks of descriptions.
pub(super) fn tekst(draft: &InvoiceDraft) -> String {
    format!("{WERKBON} {}", draft.werkbon)
}

pub(super) fn datum(draft: &InvoiceDraft) -> String {
    draft.datum.format(DATE).to_string()
}

/// A line as both interfaces understand it.
#[derive(Debug)]
pub(super) struct Regel {
    pub(super) artikelnummer: String,
    pub(super) aantal: Decimal,
    pub(super) eenheid: Option<String>,
    pub(super) omschrijving: Option<String>,
    /// Net; none where the vendor prices the line (C25).
    pub(super) prijs: Option<Decimal>,
    /// A percentage.
    pub(super) korting: Option<Decimal>,
}

/// The lines of a draft.
///
/// # Errors
/// `Unmappable` when a line is text alone, an article has no number, or a price has VAT in it.
pub(super) fn regels(draft: &InvoiceDraft) -> Result<Vec<Regel>> {
    draft.regels.iter().map(regel).collect()
}

fn regel(regel: &DraftRegel) -> Result<Regel> {
    let DraftRegel::Artikel(regel) = regel else {
        // The limits say that there are none, so no rule makes one.
        return Err(unmappable("a line without an article", Message::new("visma-tekstregel")));
    };
    let Some(artikelnummer) = filled(Some(&regel.code)) else {
        let message = Message::new("visma-artikel-zonder-nummer-bon");
        return Err(unmappable("no item number", message.with("artikel", &regel.artikel)));
    };
    Ok(Regel {
        artikelnummer,
        aantal: regel.aantal.0.normalize(),
        eenheid: filled(regel.eenheid.as_deref()),
        omschrijving: filled(regel.omschrijving.as_deref()),
        prijs: prijs(regel)?,
        korting: regel.korting.map(|it| it.0.normalize()).filter(|it| !it.is_zero()),
    })
}

fn prijs(regel: &ArtikelRegel) -> Result<Option<Decimal>> {
    let Some(prijs) = regel.prijs else { return Ok(None) };
    let bedrag = prijs.bedrag.0;
    if prijs.btw == BtwModus::Inclusief && !bedrag.is_zero() {
        let message = Message::new("visma-prijs-inclusief").with("artikel", &regel.code);
        return Err(unmappable("a price with VAT in it", message));
    }
    Ok(Some(bedrag.normalize()))
}

pub(super) fn filled(text: Option<&str>) -> Option<String> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

pub(super) fn unmappable(detail: &str, message: Message) -> Error {
    Error::new(ErrorKind::Unmappable, detail).with_message(message)
}
