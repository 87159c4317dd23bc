//! The draft as a concept invoice.

use rust_decimal::Decimal;
use simon_core::domain::{ArtikelRegel, BtwModus, DraftRegel, InvoiceDraft, Prijs, rond_af};
use simon_core::message::Message;
use simon_core::settings::SettingsVersion;
use simon_core::{Error, ErrorKind, Result};

use super::{date_literal, marker};
use crate::assumptions::{DISCOUNT_IS_A_FRACTION, PRIJS_DECIMALEN, REGELEINDE};
use crate::settings::DAGBOEK;
use crate::wire::{NewInvoice, NewInvoiceLine};

/// An ordinary sales invoice.
///
/// Source: field description of `SalesInvoice.Type`, 2025.
const FACTUUR: i64 = 8020;

/// The invoice that a draft becomes (C2). Only what is needed is written: Exact numbers, totals and
/// taxes it, and prices the lines without a price (C25).
///
/// # Errors
/// `Unmappable` when a price has VAT in it, a line is text alone or the settings have no journal.
pub(crate) fn draft_to_wire(
    draft: &InvoiceDraft,
    settings: &SettingsVersion,
) -> Result<NewInvoice> {
    Ok(NewInvoice {
        ordered_by: draft.klant.as_str().to_owned(),
        journal: dagboek(settings)?,
        r#type: FACTUUR,
        description: marker(&draft.referentie),
        your_ref: draft.klantreferentie.clone().filter(|text| !text.is_empty()),
        remarks: lines_of(draft.memo.as_deref()),
        order_date: date_literal(draft.datum),
        sales_invoice_lines: draft.regels.iter().map(regel_to_wire).collect::<Result<_>>()?,
    })
}

/// The code as Exact spells it, as it was when checked.
fn dagboek(settings: &SettingsVersion) -> Result<String> {
    let checked = settings.gecontroleerd.get(DAGBOEK).and_then(|it| it.vendor_id.as_deref());
    let code = checked.unwrap_or_else(|| settings.waarden.tekst(DAGBOEK));
    if code.is_empty() {
        return Err(unmappable("the settings have no journal", Message::new("exact-dagboek-leeg")));
    }
    Ok(code.to_owned())
}

fn regel_to_wire(regel: &DraftRegel) -> Result<NewInvoiceLine> {
    let DraftRegel::Artikel(regel) = regel else {
        // The capabilities say that there are none, so no rule makes one.
        return Err(unmappable("a line without an article", Message::new("exact-tekstregel")));
    };
    let (net_price, discount) = price(regel)?;
    Ok(NewInvoiceLine {
        item: regel.artikel.as_str().to_owned(),
        quantity: regel.aantal.0.normalize(),
        net_price,
        discount,
        notes: lines_of(regel.omschrijving.as_deref()),
    })
}

/// A net price of our own with the discount worked into it, or only the discount where Exact prices
/// the line.
fn price(regel: &ArtikelRegel) -> Result<(Option<Decimal>, Option<Decimal>)> {
    let korting = regel.korting.map(|korting| korting.0).filter(|korting| !korting.is_zero());
    let Some(prijs) = regel.prijs else {
        let shown = korting.map(|percentage| {
            let discount = if DISCOUNT_IS_A_FRACTION { hundredth(percentage) } else { percentage };
            discount.normalize()
        });
        return Ok((None, shown));
    };
    let message = |code| Message::new(code).with("artikel", &regel.code);
    if prijs.btw == BtwModus::Inclusief && !prijs.bedrag.0.is_zero() {
        return Err(unmappable("a price with VAT in it", message("exact-prijs-inclusief")));
    }
    let net = net(prijs, korting.unwrap_or_default());
    let net =
        net.ok_or_else(|| unmappable("a price too large", message("exact-prijs-te-groot")))?;
    Ok((Some(rond_af(net, PRIJS_DECIMALEN).normalize()), None))
}

fn net(prijs: Prijs, korting: Decimal) -> Option<Decimal> {
    prijs.bedrag.0.checked_mul(Decimal::ONE.checked_sub(hundredth(korting))?)
}

fn hundredth(percentage: Decimal) -> Decimal {
    percentage.checked_div(Decimal::ONE_HUNDRED).unwrap_or_default()
}

/// A text with Exact's line breaks; none when nothing is in it.
fn lines_of(text: Option<&str>) -> Option<String> {
    let lines: Vec<&str> = text?.trim_end().lines().collect();
    Some(lines.join(REGELEINDE)).filter(|text| !text.trim().is_empty())
}

fn unmappable(detail: &str, message: Message) -> Error {
    Error::new(ErrorKind::Unmappable, detail).with_message(message)
}
