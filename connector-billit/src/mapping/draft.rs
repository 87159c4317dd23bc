//! The draft as an invoice.

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use simon_core::Result;
use simon_core::domain::{ArtikelRegel, BtwModus, DraftRegel, InvoiceDraft, rond_af};
use simon_core::message::Message;
use simon_core::settings::SettingsVersion;

use super::bijlage::files;
use super::relatie::Voorwaarden;
use super::unmappable;
use crate::assumptions::{
    AANTAL_DECIMALEN, CONCEPT, CUSTOMER_REGIME_RULES, PRICES_LINES, PRIJS_DECIMALEN, REGELEINDE,
    TEXT_LINE, TextLine,
};
use crate::settings::{FACTUUR_STATUS, FACTUUR_STATUS_DEFINITIEF};
use crate::wire::{NewLine, NewOrder};

/// Regimes at 0 %: reverse charge, outside VAT, margin, goods and services within the community, export,
/// international transport, import via another country, one-stop shop.
///
/// Source: the vendor's page on ventilation codes.
const ZERO_RATED: &[&str] = &["21", "22", "24", "51", "55", "70", "101", "102", "104"];

/// The invoice that a draft becomes (C2): on the customer's id alone, without a number, with our reference
/// where no setting governs it (C22). Billit numbers, totals and taxes it.
///
/// # Errors
/// `Unmappable` when an id is none of Billit's, the payment term, a price or a VAT percentage is missing,
/// a price has VAT in it, a quantity becomes zero, or the PDFs are too large.
pub(crate) fn draft_to_wire(
    draft: &InvoiceDraft,
    settings: &SettingsVersion,
    voorwaarden: &Voorwaarden,
) -> Result<NewOrder> {
    let regime = zero_rated(voorwaarden.regime.as_deref());
    Ok(NewOrder {
        order_type: "Invoice",
        order_direction: "Income",
        order_status: concept(settings).then_some(CONCEPT),
        customer_id: number(draft.klant.as_str(), Message::new("billit-klant-onbekend"))?,
        order_date: date_literal(draft.datum),
        expiry_date: date_literal(vervaldatum(draft, voorwaarden)?),
        reference: draft.klantreferentie.clone().filter(|text| !text.trim().is_empty()),
        comments: lines_of(draft.memo.as_deref()),
        ventilation_code: regime.map(str::to_owned),
        external_provider_id: draft.referentie.as_str().to_owned(),
        order_lines: lines(draft, regime.is_some())?,
        attachments: files(&draft.bijlagen)?,
    })
}

/// Whether the settings ask for an invoice that can still be changed.
pub(super) fn concept(settings: &SettingsVersion) -> bool {
    settings.waarden.tekst(FACTUUR_STATUS) != FACTUUR_STATUS_DEFINITIEF
}

fn zero_rated(regime: Option<&str>) -> Option<&str> {
    regime.filter(|code| CUSTOMER_REGIME_RULES && ZERO_RATED.contains(code))
}

/// The customer's own term, as just read, else that of the draft.
fn vervaldatum(draft: &InvoiceDraft, voorwaarden: &Voorwaarden) -> Result<NaiveDate> {
    let dagen = voorwaarden.betalingstermijn_dagen.or(draft.betalingstermijn_dagen);
    let date = dagen.and_then(|dagen| draft.datum.checked_add_days(Days::new(dagen.into())));
    date.ok_or_else(|| unmappable("no payment term", Message::new("billit-betalingstermijn")))
}

fn lines(draft: &InvoiceDraft, at_zero: bool) -> Result<Vec<NewLine>> {
    let articles = draft.artikel_regels().map(|regel| article_line(regel, at_zero));
    let mut articles = articles.collect::<Result<Vec<_>>>()?;
    let vat = articles.first().and_then(|line| line.vat_percentage);
    let mut lines = Vec::with_capacity(draft.regels.len());
    let mut rest = articles.drain(..);
    for regel in &draft.regels {
        match regel {
            DraftRegel::Tekst(text) => lines.extend(text_line(text, TEXT_LINE, vat)),
            DraftRegel::Artikel(_) => lines.extend(rest.next()),
        }
    }
    Ok(lines)
}

/// A line of text alone (C10); none when nothing is in it.
pub(super) fn text_line(text: &str, form: TextLine, vat: Option<Decimal>) -> Option<NewLine> {
    let mut line = NewLine { description: Some(lines_of(Some(text))?), ..NewLine::default() };
    if form == TextLine::Priced {
        line.quantity = Some(Decimal::ONE);
        line.unit_price_excl = Some(Decimal::ZERO);
        line.vat_percentage = vat;
    }
    Some(line)
}

/// A line on an article with all that the vendor needs, so that it is worth what Simon shows.
fn article_line(regel: &ArtikelRegel, at_zero: bool) -> Result<NewLine> {
    let product = number(regel.artikel.as_str(), about("billit-artikel-onbruikbaar", regel))?;
    let vat = if at_zero { Decimal::ZERO } else { vat_percentage(regel)? };
    Ok(NewLine {
        product_id: Some(product),
        quantity: Some(quantity(regel)?),
        unit_price_excl: price(regel)?,
        vat_percentage: Some(vat),
        reduction_percentage: regel
            .korting
            .map(|korting| korting.0.normalize())
            .filter(|korting| !korting.is_zero()),
        unit: regel.eenheid.clone().filter(|unit| !unit.trim().is_empty()),
        reference: Some(regel.code.clone()).filter(|code| !code.trim().is_empty()),
        description: lines_of(regel.omschrijving.as_deref()),
    })
}

/// A quantity that rounding made nothing would be an invoice for nothing.
fn quantity(regel: &ArtikelRegel) -> Result<Decimal> {
    let aantal = rond_af(regel.aantal.0, AANTAL_DECIMALEN);
    if aantal.is_zero() && !regel.aantal.0.is_zero() {
        let message = about("billit-aantal-nul", regel);
        return Err(unmappable("a quantity would be rounded to zero", message));
    }
    Ok(aantal.normalize())
}

fn price(regel: &ArtikelRegel) -> Result<Option<Decimal>> {
    let Some(prijs) = regel.prijs else {
        if PRICES_LINES {
            return Ok(None);
        }
        let message = about("billit-prijs-ontbreekt", regel);
        return Err(unmappable("a line without a price", message));
    };
    if prijs.btw == BtwModus::Inclusief && !prijs.bedrag.0.is_zero() {
        let message = about("billit-prijs-inclusief", regel);
        return Err(unmappable("a price with VAT in it", message));
    }
    Ok(Some(rond_af(prijs.bedrag.0, PRIJS_DECIMALEN).normalize()))
}

/// The article's percentage, which is what its VAT code is.
fn vat_percentage(regel: &ArtikelRegel) -> Result<Decimal> {
    let percentage = regel.btw_code.as_deref().and_then(|code| code.parse().ok());
    percentage.ok_or_else(|| {
        unmappable("an article without a VAT percentage", about("billit-artikel-zonder-btw", regel))
    })
}

/// A text with Billit's line breaks; none when nothing is in it.
fn lines_of(text: Option<&str>) -> Option<String> {
    let lines: Vec<&str> = text?.trim_end().lines().collect();
    Some(lines.join(REGELEINDE)).filter(|text| !text.trim().is_empty())
}

/// A date as Billit takes it: a calendar day without a zone.
fn date_literal(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

fn number(id: &str, message: Message) -> Result<i64> {
    id.parse().map_err(|_| unmappable("an id that is none of the vendor's", message))
}

fn about(code: &'static str, regel: &ArtikelRegel) -> Message {
    let name = if regel.code.is_empty() { regel.artikel.as_str() } else { &regel.code };
    Message::new(code).with("artikel", name)
}
