//! The draft as a sales order, and what has to be said about it.

use rust_decimal::Decimal;
use simon_core::domain::{ArtikelRegel, BtwModus, DraftRegel, InvoiceDraft, rond_af};
use simon_core::log::{LogLine, LogTabel, Soort};
use simon_core::message::Message;
use simon_core::settings::SettingsVersion;
use simon_core::{Error, ErrorKind, Result};

use super::Facts;
use crate::assumptions::{MEMO_REFERENTIE, REGEL_MAX};
use crate::settings::{ORDERTYPE, ORDERTYPE_WERKBON, SJABLOON, TEKSTARTIKEL};
use crate::wire::{self, Id, NewOrder, NewRegel};

/// The order that a draft becomes (C2). Only what is needed is written: SnelStart numbers, totals and
/// taxes it.
///
/// # Errors
/// `Unmappable` when prices with and without VAT are mixed, a line has no price, or rounding to the
/// administration's decimals would make a quantity zero.
pub(crate) fn draft_to_wire(draft: &InvoiceDraft, settings: &SettingsVersion) -> Result<NewOrder> {
    let facts = Facts::from_feiten(&settings.feiten);
    let mut regels = Vec::new();
    for regel in &draft.regels {
        match regel {
            DraftRegel::Tekst(text) => regels.extend(tekst_to_wire(text, settings)),
            DraftRegel::Artikel(regel) => regels.push(regel_to_wire(regel, facts)?),
        }
    }
    let sjabloon = settings.gecontroleerd.get(SJABLOON).and_then(|s| s.vendor_id.clone());
    let werkbon = settings.waarden.tekst(ORDERTYPE) == ORDERTYPE_WERKBON;
    Ok(NewOrder {
        relatie: Id { id: draft.klant.as_str().to_owned() },
        datum: draft.datum.format("%Y-%m-%dT00:00:00").to_string(),
        proces_status: if werkbon { "Werkbon" } else { "Order" },
        verkooporder_btw_ingave_model: ingave_model(btw_of(draft, facts.btw)?),
        omschrijving: draft.omschrijving.clone().filter(|text| !text.is_empty()),
        betalingskenmerk: draft.klantreferentie.clone().filter(|text| !text.is_empty()),
        memo: memo(draft),
        verkoopordersjabloon: sjabloon.map(|id| Id { id }),
        regels,
    })
}

const fn ingave_model(btw: BtwModus) -> &'static str {
    match btw {
        BtwModus::Exclusief => "Exclusief",
        BtwModus::Inclusief => "Inclusief",
    }
}

/// How the prices of an order are meant: one mode for all its lines.
fn btw_of(draft: &InvoiceDraft, of_administration: BtwModus) -> Result<BtwModus> {
    let prices = draft.artikel_regels().filter_map(|regel| regel.prijs);
    let mut modes = prices.filter(|prijs| !prijs.bedrag.0.is_zero()).map(|prijs| prijs.btw);
    let Some(first) = modes.next() else { return Ok(of_administration) };
    if modes.all(|mode| mode == first) {
        return Ok(first);
    }
    Err(unmappable("prices with and without VAT on one order", "snelstart-btw-gemengd"))
}

fn unmappable(detail: &str, code: &'static str) -> Error {
    Error::new(ErrorKind::Unmappable, detail).with_message(Message::new(code))
}

fn regel_to_wire(regel: &ArtikelRegel, facts: Facts) -> Result<NewRegel> {
    let Some(prijs) = regel.prijs else {
        let message = Message::new("snelstart-prijs-ontbreekt").with("artikel", &regel.code);
        return Err(
            Error::new(ErrorKind::Unmappable, "a line without a price").with_message(message)
        );
    };
    let aantal = rond_af(regel.aantal.0, facts.aantal_decimalen);
    if aantal.is_zero() && !regel.aantal.0.is_zero() {
        let message = Message::new("snelstart-aantal-nul")
            .with("artikel", &regel.code)
            .with("aantal", regel.aantal.0)
            .with("decimalen", facts.aantal_decimalen);
        return Err(Error::new(ErrorKind::Unmappable, "a quantity would be rounded to zero")
            .with_message(message));
    }
    Ok(NewRegel {
        artikel: Some(Id { id: regel.artikel.as_str().to_owned() }),
        omschrijving: regel.omschrijving.clone().filter(|text| !text.is_empty()),
        stuksprijs: rond_af(prijs.bedrag.0, facts.prijs_decimalen),
        aantal: Some(aantal),
        kortings_percentage: regel.korting.map(|korting| korting.0).filter(|p| !p.is_zero()),
    })
}

/// Text lines (C10): no article and price 0. An amount would turn them into lines on the built-in
/// text article. Only where SnelStart refuses them does a text article of the settings carry the text.
fn tekst_to_wire(text: &str, settings: &SettingsVersion) -> Vec<NewRegel> {
    let artikel = settings.artikel(TEKSTARTIKEL).map(|artikel| artikel.id.as_str().to_owned());
    let line = |omschrijving| NewRegel {
        artikel: artikel.clone().map(|id| Id { id }),
        omschrijving: Some(omschrijving),
        stuksprijs: Decimal::ZERO,
        aantal: artikel.as_ref().map(|_| Decimal::ONE),
        kortings_percentage: None,
    };
    text.lines().flat_map(wrapped).map(line).collect()
}

/// A line in pieces of at most 250 UTF-16 units, broken at blanks where there are any.
fn wrapped(line: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut rest = line.trim();
    while !rest.is_empty() {
        let fits = fitting(rest, REGEL_MAX);
        let (piece, later) = rest.split_at(fits);
        let at_blank = if later.is_empty() { None } else { piece.rfind(char::is_whitespace) };
        let (piece, later) = rest.split_at(at_blank.unwrap_or(fits));
        pieces.push(piece.trim_end().to_owned());
        rest = later.trim_start();
    }
    pieces
}

/// How many bytes of a text fit `max` UTF-16 units.
fn fitting(text: &str, max: usize) -> usize {
    let ends = text.char_indices().scan(0, |units, (at, c)| {
        *units += c.len_utf16();
        (*units <= max).then_some(at + c.len_utf8())
    });
    ends.last().unwrap_or(text.len())
}

/// What the settings put in the memo, and below it the reference, which no setting governs (C22).
fn memo(draft: &InvoiceDraft) -> String {
    let reference = format!("{MEMO_REFERENTIE} {}", draft.referentie);
    match draft.memo.as_deref().map(str::trim_end).filter(|memo| !memo.is_empty()) {
        Some(memo) => format!("{memo}\n{reference}"),
        None => reference,
    }
}

/// What the user should know of a created order: quantities that were rounded, and a total that is not
/// the sum of our lines (at most one cent a line apart).
pub(crate) fn warnings_after_create(
    draft: &InvoiceDraft,
    sent: &NewOrder,
    created: &wire::Verkooporder,
) -> Vec<LogLine> {
    let mut warnings = rounded_quantities(draft, sent);
    warnings.extend(total_warning(draft, sent, created));
    warnings
}

fn warning(draft: &InvoiceDraft, message: Message) -> LogLine {
    LogLine::new(Soort::Waarschuwing, LogTabel::Werkbon, message)
        .with_record(draft.werkbon.as_str())
}

/// The quantities that the administration's decimals changed; known before anything is sent (G1).
pub(crate) fn rounded_quantities(draft: &InvoiceDraft, sent: &NewOrder) -> Vec<LogLine> {
    let mut sent_regels = sent.regels.iter();
    draft
        .artikel_regels()
        .filter_map(|regel| {
            let id = regel.artikel.as_str();
            let sent = sent_regels.find(|s| s.artikel.as_ref().is_some_and(|a| a.id == id))?;
            let aantal = sent.aantal.filter(|aantal| *aantal != regel.aantal.0)?;
            let message = Message::new("snelstart-aantal-afgerond")
                .with("artikel", &regel.code)
                .with("van", regel.aantal.0)
                .with("naar", aantal);
            Some(warning(draft, message))
        })
        .collect()
}

fn total_warning(
    draft: &InvoiceDraft,
    sent: &NewOrder,
    created: &wire::Verkooporder,
) -> Option<LogLine> {
    let total = match sent.verkooporder_btw_ingave_model {
        "Inclusief" => created.totaal_inclusief_btw,
        _ => created.totaal_exclusief_btw,
    }?;
    let expected = sent.regels.iter().filter_map(line_total).try_fold(Decimal::ZERO, add)?;
    let tolerance = Decimal::new(i64::try_from(sent.regels.len()).ok()?, 2);
    if total.checked_sub(expected)?.abs() <= tolerance {
        return None;
    }
    let message = Message::new("snelstart-totaal-wijkt-af")
        .with("verwacht", rond_af(expected, 2))
        .with("totaal", rond_af(total, 2));
    Some(warning(draft, message))
}

fn add(sum: Decimal, amount: Decimal) -> Option<Decimal> {
    sum.checked_add(amount)
}

fn line_total(regel: &NewRegel) -> Option<Decimal> {
    let gross = regel.aantal?.checked_mul(regel.stuksprijs)?;
    let kept = Decimal::ONE_HUNDRED.checked_sub(regel.kortings_percentage.unwrap_or_default())?;
    gross.checked_mul(kept)?.checked_div(Decimal::ONE_HUNDRED)
}
