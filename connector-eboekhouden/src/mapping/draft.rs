//! The draft as an invoice of either interface.

use rust_decimal::Decimal;
use simon_core::connector::{Limits, TextLimit, TextUnit};
use simon_core::domain::{ArtikelRegel, BtwModus, DraftRegel, InvoiceDraft, Referentie, rond_af};
use simon_core::message::Message;
use simon_core::settings::SettingsVersion;
use simon_core::{Error, ErrorKind, Result};

use super::factuur::marker;
use crate::assumptions::{
    REGEL_MAX, REST_AANTAL_DECIMALEN, REST_PRIJS_DECIMALEN, REST_REGELS_MAX, SOAP_DECIMALEN,
    SOAP_PRICES_WITHOUT_VAT, SOAP_REGELS_MAX,
};
use crate::rest::wire::{NewInvoice, NewItem};
use crate::settings::SJABLOON;
use crate::soap::{NewFactuur, NewFactuurRegel};

const _: () = assert!(SOAP_PRICES_WITHOUT_VAT, "no other prices are sent yet");

/// Sale with a deviating VAT rate.
const DEVIATING_VAT: &str = "AFW_VERK";

/// Blank and marks around a reference.
const MARKER_ROOM: usize = Referentie::MAX + 3;

/// Lengths and scales (C21, C24). There are no lines without an article, no description, no memo and no
/// customer reference.
pub(crate) const fn limits(rest: bool) -> Limits {
    let mut limits = Limits::new();
    // Room for the reference is taken off every line: any may be the first.
    limits.regel =
        TextLimit { max: REGEL_MAX - MARKER_ROOM, unit: TextUnit::Utf16, multiline: false };
    limits.regel_verplicht = true;
    limits.aantal_decimalen = if rest { REST_AANTAL_DECIMALEN } else { SOAP_DECIMALEN };
    limits.prijs_decimalen = if rest { REST_PRIJS_DECIMALEN } else { SOAP_DECIMALEN };
    limits.regels = Some(if rest { REST_REGELS_MAX } else { SOAP_REGELS_MAX });
    limits
}

/// The invoice that a draft becomes with SOAP (C2). The reference stands behind the first line's text:
/// there is no field for it (C22).
///
/// # Errors
/// `Unmappable` when the customer's code, the template, the payment term, or anything that a line needs
/// is missing, and when a price has VAT in it.
pub(crate) fn draft_to_soap(
    draft: &InvoiceDraft,
    settings: &SettingsVersion,
) -> Result<NewFactuur> {
    let relatiecode = draft.klant_code.trim();
    if relatiecode.is_empty() {
        return Err(unmappable("no code", Message::new("eboekhouden-klant-zonder-code")));
    }
    let lines = lines(draft, SOAP_REGELS_MAX)?.map(|regel| soap_line(regel?));
    let mut regels = lines.collect::<Result<Vec<_>>>()?;
    if let Some(first) = regels.first_mut() {
        first.omschrijving =
            format!("{} {}", first.omschrijving, marker(draft.referentie.as_str()));
    }
    Ok(NewFactuur {
        relatiecode: relatiecode.to_owned(),
        datum: draft.datum,
        betalingstermijn: betalingstermijn(draft)?,
        factuursjabloon: sjabloon(settings)?.to_owned(),
        regels,
    })
}

/// The invoice that a draft becomes with REST (C2).
///
/// # Errors
/// As [`draft_to_soap`], and for ids that are no numbers, which come from the other interface, and for
/// VAT with a deviating rate.
pub(crate) fn draft_to_rest(
    draft: &InvoiceDraft,
    settings: &SettingsVersion,
) -> Result<NewInvoice> {
    let template = settings.gecontroleerd.get(SJABLOON).and_then(|it| it.vendor_id.as_deref());
    let Some(template_id) = template.and_then(|id| id.parse().ok()) else {
        return Err(unmappable("no template", Message::new("eboekhouden-sjabloon-leeg")));
    };
    let lines = lines(draft, REST_REGELS_MAX)?.map(|regel| rest_line(regel?));
    Ok(NewInvoice {
        relation_id: number(draft.klant.as_str(), Message::new("eboekhouden-klant-onbekend"))?,
        date: draft.datum.format("%Y-%m-%d").to_string(),
        term_of_payment: betalingstermijn(draft)?,
        in_ex_vat: "EX",
        template_id,
        reference: draft.referentie.as_str().to_owned(),
        items: lines.collect::<Result<_>>()?,
    })
}

fn lines(draft: &InvoiceDraft, max: usize) -> Result<impl Iterator<Item = Result<&ArtikelRegel>>> {
    if draft.regels.is_empty() || draft.regels.len() > max {
        let message = Message::new("eboekhouden-aantal-regels").with("max", max);
        return Err(unmappable("too few or too many lines", message));
    }
    Ok(draft.regels.iter().map(|regel| match regel {
        DraftRegel::Artikel(regel) => Ok(regel),
        // The limits say that there are none, so no rule makes one.
        DraftRegel::Tekst(_) => {
            Err(unmappable("a line without an article", Message::new("eboekhouden-tekstregel")))
        }
    }))
}

fn soap_line(regel: &ArtikelRegel) -> Result<NewFactuurRegel> {
    let net = net(price(regel)?, discount(regel).unwrap_or_default());
    let net =
        net.ok_or_else(|| of_article("a price too large", "eboekhouden-prijs-te-groot", regel))?;
    Ok(NewFactuurRegel {
        aantal: quantity(regel, SOAP_DECIMALEN)?,
        eenheid: regel.eenheid.clone().unwrap_or_default(),
        code: required(Some(&regel.code), "eboekhouden-artikel-geen-code", regel)?,
        omschrijving: text(regel),
        prijs_per_eenheid: two_places(net),
        btw_code: required(regel.btw_code.as_ref(), "eboekhouden-artikel-btw", regel)?,
        tegenrekening_code: required(
            regel.grootboek.as_ref(),
            "eboekhouden-artikel-grootboek",
            regel,
        )?,
        kostenplaats_id: optional_number(regel.kostenplaats.as_ref(), regel)?.unwrap_or_default(),
    })
}

/// What the office should know of prices with a discount worked into them (P22).
pub(crate) fn discount_notes(draft: &InvoiceDraft) -> Vec<Message> {
    let articles = draft.regels.iter().filter_map(|regel| match regel {
        DraftRegel::Artikel(regel) => Some(regel),
        DraftRegel::Tekst(_) => None,
    });
    let note = |regel: &ArtikelRegel| {
        let exact = net(regel.prijs?.bedrag.0, discount(regel)?)?;
        let sent = rond_af(exact, SOAP_DECIMALEN);
        let message = about("bedrag-afgerond", regel)
            .with("werkbon", draft.werkbon.as_str())
            .with("prijs", exact.normalize())
            .with("afgerond", sent.normalize());
        (sent != exact).then_some(message)
    };
    articles.filter_map(note).collect()
}

fn rest_line(regel: &ArtikelRegel) -> Result<NewItem> {
    let ledger = required(regel.grootboek.as_ref(), "eboekhouden-artikel-grootboek", regel)?;
    let unknown = || about("eboekhouden-artikel-onbruikbaar", regel);
    Ok(NewItem {
        quantity: quantity(regel, REST_AANTAL_DECIMALEN)?,
        unit_id: optional_number(regel.eenheid_id.as_ref(), regel)?,
        product_id: number(regel.artikel.as_str(), unknown())?,
        description: text(regel),
        price_per_unit: rond_af(price(regel)?, REST_PRIJS_DECIMALEN),
        vat_code: rest_vat_code(regel)?,
        ledger_id: number(&ledger, unknown())?,
        cost_center_id: optional_number(regel.kostenplaats.as_ref(), regel)?,
        discount_percentage: discount(regel),
    })
}

/// The interface wants the amount of VAT with a deviating rate, which only the office knows.
fn rest_vat_code(regel: &ArtikelRegel) -> Result<String> {
    let code = required(regel.btw_code.as_ref(), "eboekhouden-artikel-btw", regel)?;
    if code.trim() == DEVIATING_VAT {
        return Err(of_article("a deviating VAT rate", "eboekhouden-btw-afwijkend", regel));
    }
    Ok(code)
}

/// The text of a line. The rules give one to every line; a draft that did not come from them gets the
/// article's code, because the vendor wants a text.
fn text(regel: &ArtikelRegel) -> String {
    let given = regel.omschrijving.clone().filter(|text| !text.trim().is_empty());
    given.unwrap_or_else(|| regel.code.clone())
}

/// A quantity that rounding made nothing would be an invoice for nothing.
fn quantity(regel: &ArtikelRegel, decimalen: u32) -> Result<Decimal> {
    let aantal = rond_af(regel.aantal.0, decimalen);
    if aantal.is_zero() && !regel.aantal.0.is_zero() {
        return Err(of_article(
            "a quantity would be rounded to zero",
            "eboekhouden-aantal-nul",
            regel,
        ));
    }
    Ok(aantal.normalize())
}

fn price(regel: &ArtikelRegel) -> Result<Decimal> {
    let Some(prijs) = regel.prijs else {
        return Err(of_article("a line without a price", "eboekhouden-prijs-ontbreekt", regel));
    };
    if prijs.btw == BtwModus::Inclusief && !prijs.bedrag.0.is_zero() {
        return Err(of_article("a price with VAT in it", "eboekhouden-prijs-inclusief", regel));
    }
    Ok(prijs.bedrag.0)
}

fn discount(regel: &ArtikelRegel) -> Option<Decimal> {
    regel.korting.map(|korting| korting.0.normalize()).filter(|korting| !korting.is_zero())
}

/// SOAP has no discount: it is worked into the price.
fn net(prijs: Decimal, korting: Decimal) -> Option<Decimal> {
    let share = korting.checked_div(Decimal::ONE_HUNDRED)?;
    prijs.checked_mul(Decimal::ONE.checked_sub(share)?)
}

/// As the manual writes prices: `48.00`.
fn two_places(price: Decimal) -> Decimal {
    let mut price = rond_af(price, SOAP_DECIMALEN);
    price.rescale(SOAP_DECIMALEN);
    price
}

fn betalingstermijn(draft: &InvoiceDraft) -> Result<u16> {
    draft
        .betalingstermijn_dagen
        .ok_or_else(|| unmappable("no payment term", Message::new("eboekhouden-betalingstermijn")))
}

/// The name as the vendor spells it where that could be checked, else as the user wrote it.
fn sjabloon(settings: &SettingsVersion) -> Result<&str> {
    let name = settings.waarden.tekst(SJABLOON).trim();
    if name.is_empty() {
        return Err(unmappable("no template", Message::new("eboekhouden-sjabloon-leeg")));
    }
    Ok(name)
}

fn required(value: Option<&String>, code: &'static str, regel: &ArtikelRegel) -> Result<String> {
    let value = value.filter(|value| !value.trim().is_empty());
    value.cloned().ok_or_else(|| of_article("an article lacks something", code, regel))
}

fn number(id: &str, message: Message) -> Result<i64> {
    id.parse().map_err(|_| unmappable("an id of another interface", message))
}

fn optional_number(id: Option<&String>, regel: &ArtikelRegel) -> Result<Option<i64>> {
    id.map(|id| number(id, about("eboekhouden-artikel-onbruikbaar", regel))).transpose()
}

fn of_article(detail: &str, code: &'static str, regel: &ArtikelRegel) -> Error {
    unmappable(detail, about(code, regel))
}

fn about(code: &'static str, regel: &ArtikelRegel) -> Message {
    let name = if regel.code.is_empty() { regel.artikel.as_str() } else { &regel.code };
    Message::new(code).with("artikel", name)
}

fn unmappable(detail: &str, message: Message) -> Error {
    Error::new(ErrorKind::Unmappable, detail).with_message(message).with_connector(crate::ID)
}
