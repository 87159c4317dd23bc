//! Records as JSON.

use rust_decimal::Decimal;

use super::super::books::{Artikel, Books, Factuur, Groep, Regel, Rekening, Relatie, Totals};
use super::super::json::Json;
use super::super::traps::Traps;
use super::super::vat;

fn text(value: &Option<String>) -> Json {
    Json::text_or_null(value.as_deref())
}

fn int(value: Option<i64>) -> Json {
    value.map_or(Json::Null, Json::int)
}

fn decimal(value: Option<Decimal>) -> Json {
    value.map_or(Json::Null, |value| Json::decimal(value.normalize(), 0))
}

/// Every member of a relation.
pub(super) fn relatie(id: i64, relatie: &Relatie, traps: &Traps) -> Json {
    let made = if traps.date_times { "2024-01-02T00:00:00+01:00" } else { "2024-01-02" };
    let mut json = Json::object([
        ("id", Json::int(id)),
        ("type", Json::text(if relatie.particulier { "P" } else { "B" })),
        ("code", text(&relatie.code)),
        ("date", Json::text(made)),
        ("name", text(&relatie.bedrijf)),
        ("salutation", Json::Null),
        ("contact", text(&relatie.contactpersoon)),
        ("gender", Json::Null),
        ("address", text(&relatie.adres)),
        ("postalCode", text(&relatie.postcode)),
        ("city", text(&relatie.plaats)),
        ("country", text(&relatie.land)),
        ("address2", text(&relatie.adres2)),
        ("postalCode2", text(&relatie.postcode2)),
        ("city2", text(&relatie.plaats2)),
        ("country2", text(&relatie.land2)),
        ("phoneNumber", text(&relatie.telefoon)),
        ("mobilePhoneNumber", text(&relatie.gsm)),
        ("faxNumber", Json::Null),
        ("emailAddress", text(&relatie.email)),
        ("emailAddressInvoice", Json::Null),
        ("emailAddressReminder", Json::Null),
        ("website", Json::Null),
        ("note", text(&relatie.notitie)),
        ("vatNumber", Json::Null),
        ("inactive", if relatie.inactief { Json::Bool(true) } else { Json::Null }),
        ("termOfPayment", int(relatie.betalingstermijn)),
        ("companyRegistrationNumber", Json::Null),
        ("iban", Json::Null),
        ("bic", Json::Null),
        ("isClubOrAssociationMember", int(relatie.lid.then_some(1))),
        ("doNotReceiveNewsletters", Json::Null),
        ("ledgerId", Json::Null),
    ]);
    for number in 1..=10 {
        json.set(&format!("freeText{number}"), Json::Null);
    }
    json
}

/// Every member of an article.
pub(super) fn artikel(id: i64, artikel: &Artikel) -> Json {
    let part = artikel.btw_code.as_deref().and_then(vat::percentage).unwrap_or_default();
    let factor = Decimal::ONE + part / Decimal::ONE_HUNDRED;
    Json::object([
        ("id", Json::int(id)),
        ("code", text(&artikel.code)),
        ("description", text(&artikel.omschrijving)),
        ("unitId", int(artikel.eenheid)),
        ("active", Json::Bool(artikel.actief)),
        ("groupId", int(artikel.groep)),
        ("purchasePriceExcl", Json::Null),
        ("priceExcl", decimal(artikel.prijs)),
        ("priceIncl", decimal(artikel.prijs.map(|prijs| (prijs * factor).round_dp(2)))),
        ("vat", text(&artikel.btw_code)),
        ("ledgerId", int(artikel.rekening)),
        ("costCenterId", int(artikel.kostenplaats)),
        ("inStockManagement", Json::Bool(false)),
    ])
}

pub(super) fn groep(id: i64, groep: &Groep) -> Json {
    Json::object([
        ("id", Json::int(id)),
        ("code", Json::text(groep.code.as_str())),
        ("description", Json::text(groep.omschrijving.as_str())),
    ])
}

pub(super) fn rekening(id: i64, rekening: &Rekening) -> Json {
    Json::object([
        ("id", Json::int(id)),
        ("code", text(&rekening.code)),
        ("description", Json::text(rekening.omschrijving.as_str())),
        ("category", Json::text(rekening.categorie.as_str())),
        ("group", text(&rekening.groep)),
    ])
}

/// An invoice as a list shows it.
pub(super) fn factuur_row(factuur: &Factuur, traps: &Traps) -> Json {
    let totals = Totals::of(factuur, traps.prices_include_vat);
    let link = format!("https://secure.e-boekhouden.nl/f.asp?id={}&sleutel=geheim", factuur.id);
    Json::object([
        ("id", Json::int(factuur.id)),
        ("invoiceNumber", Json::text(factuur.nummer.as_str())),
        ("relationId", Json::int(factuur.relatie)),
        ("date", Json::text(factuur.datum.to_string())),
        ("reference", text(&factuur.referentie)),
        ("text", text(&factuur.tekst)),
        ("urlPdfFile", Json::text(link)),
        ("totalExcl", decimal(Some(totals.excl))),
        ("totalAmount", decimal(Some(totals.incl()))),
        ("vatAmount", decimal(Some(totals.vat))),
        ("termOfPayment", Json::int(factuur.betalingstermijn)),
        ("templateId", Json::int(factuur.sjabloon)),
        ("print", Json::Bool(false)),
    ])
}

/// An invoice with its lines.
pub(super) fn factuur(factuur: &Factuur, traps: &Traps, books: &Books) -> Json {
    let mut json = factuur_row(factuur, traps);
    json.remove("print");
    let in_ex = if traps.prices_include_vat { "IN" } else { "EX" };
    json.set("inExVat", Json::text(in_ex));
    json.set("emailTemplateId", Json::Null);
    json.set("items", Json::List(factuur.regels.iter().map(|row| regel(row, books)).collect()));
    json
}

fn regel(regel: &Regel, books: &Books) -> Json {
    let unit = regel.eenheid.as_deref().and_then(|text| books.eenheid_by_text(text));
    Json::object([
        ("quantity", decimal(Some(regel.aantal))),
        ("unitId", int(unit)),
        ("code", text(&regel.code)),
        ("productId", int(regel.artikel)),
        ("description", Json::text(regel.omschrijving.as_str())),
        ("pricePerUnit", decimal(regel.prijs)),
        ("discountPercentage", decimal(regel.korting)),
        ("vatCode", Json::text(regel.btw_code.as_str())),
        ("vatAmount", Json::Null),
        ("ledgerId", Json::int(regel.rekening)),
        ("costCenterId", int(regel.kostenplaats)),
    ])
}
