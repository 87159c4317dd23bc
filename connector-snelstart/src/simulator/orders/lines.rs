//! The lines of an order.

use http::StatusCode;
use rust_decimal::Decimal;
use simon_testkit::vendor::Stop;
use simon_testkit::vendor::json::Json;

use super::super::answer::{business, unreadable};
use super::super::guid;
use super::super::state::reference;
use super::build::Build;
use super::rule;
use super::shape::bad;
use super::totals::{LineTotal, cents, rounded};

const MAX_TEXT: usize = 250;

/// An article as a line needs it.
struct Article {
    key: u128,
    text: String,
    vat: Decimal,
}

impl Build<'_> {
    /// The line as the vendor keeps it, and its sum.
    pub(super) fn line(&self, at: usize, given: &Json) -> Result<(Json, LineTotal), Stop> {
        let article = self.article(at, given)?;
        let text = given.get("omschrijving").and_then(Json::as_text).unwrap_or_default();
        if text.encode_utf16().count() > MAX_TEXT {
            let path = format!("regels[{at}].omschrijving");
            let why = "The field Omschrijving must be a string with a maximum length of 250.";
            return Err(Stop::data(unreadable(&path, why)));
        }
        let number = |name| given.get(name).and_then(Json::as_decimal).unwrap_or_default();
        let (price, quantity) = (number("stuksprijs"), number("aantal"));
        let discount = number("kortingsPercentage");
        self.note_price(at, article.is_some(), given);
        let total = self
            .line_total(price, quantity, discount)
            .ok_or_else(|| bad(&format!("regels[{at}].totaal"), "The value is out of range."))?;
        let vat = article.as_ref().map_or(Decimal::ZERO, |article| article.vat);
        let reference = article.as_ref().map_or(Json::Null, |a| reference("artikelen", a.key));
        let text = match article {
            Some(article) if text.is_empty() => article.text,
            _ => text.to_owned(),
        };
        let extra = given.get("extraRegelVelden").filter(|extra| !extra.is_null()).cloned();
        let mut line = given.clone();
        line.set("artikel", reference);
        line.set("omschrijving", Json::text(text));
        line.set("stuksprijs", Json::decimal(price, 4));
        line.set("aantal", Json::decimal(quantity, 4));
        line.set("kortingsPercentage", Json::decimal(discount, 2));
        line.set("totaal", Json::decimal(total, 2));
        line.set("extraRegelVelden", extra.unwrap_or(Json::List(Vec::new())));
        Ok((line, LineTotal { total, vat }))
    }

    fn line_total(&self, price: Decimal, quantity: Decimal, discount: Decimal) -> Option<Decimal> {
        let factor =
            Decimal::ONE_HUNDRED.checked_sub(discount)?.checked_div(Decimal::ONE_HUNDRED)?;
        let over_price = Json::text("BerekenenOverStukprijs");
        if self.state.company.get("regelkortingVerkooporder") == Some(&over_price) {
            let digits = self.state.company.get("aantalDecimalenArtikelprijzen");
            let digits = digits.and_then(Json::as_decimal).and_then(|d| u32::try_from(d).ok());
            let lowered = rounded(price.checked_mul(factor)?, digits.unwrap_or(2));
            return Some(cents(lowered.checked_mul(quantity)?));
        }
        Some(cents(price.checked_mul(quantity)?.checked_mul(factor)?))
    }

    /// Both are taken without a word, and cost money.
    fn note_price(&self, at: usize, has_article: bool, given: &Json) {
        let price = given.get("stuksprijs").and_then(Json::as_decimal);
        if has_article && price.is_none() {
            self.refusals.record(format!("regels[{at}]: no stuksprijs, taken as 0"));
        }
        if !has_article && price.is_some_and(|price| !price.is_zero()) {
            self.refusals.record(format!("regels[{at}]: a text line with an amount"));
        }
    }

    fn article(&self, at: usize, given: &Json) -> Result<Option<Article>, Stop> {
        let Some(reference) = given.get("artikel").filter(|artikel| !artikel.is_null()) else {
            return self.text_line(at);
        };
        let id = reference.get("id").and_then(Json::as_text).and_then(guid::parse);
        let key =
            id.ok_or_else(|| bad(&format!("regels[{at}].artikel.id"), "The id is missing."))?;
        let row = self.state.artikelen.get(key).ok_or_else(|| {
            Stop::data(business(
                self.state.traps.not_found,
                "ART-0001",
                "Het artikel bestaat niet.",
            ))
        })?;
        let json = row.json();
        let inactive = json.get("isNonActief") == Some(&Json::Bool(true));
        if inactive && !self.had_article(key) {
            return Err(Stop::data(rule("ALG-0105", "Het artikel is niet actief.")));
        }
        let text = json.get("omschrijving").and_then(Json::as_text).unwrap_or_default().to_owned();
        Ok(Some(Article { key, text, vat: self.vat(&json) }))
    }

    fn text_line(&self, at: usize) -> Result<Option<Article>, Stop> {
        if !self.state.traps.text_lines_refused {
            return Ok(None);
        }
        let path = format!("regels[{at}].artikel");
        Err(Stop::data(unreadable(&path, "The Artikel field is required.")))
    }

    /// The VAT percentage of an article, by its group.
    fn vat(&self, artikel: &Json) -> Decimal {
        let group = artikel.get("artikelOmzetgroep").and_then(|g| self.state.groepen.referred(g));
        let group = group.map(super::super::table::Row::json);
        let kind = group.as_ref().and_then(|g| g.get("verkoopNederlandBtwSoort"));
        match kind.and_then(Json::as_text) {
            Some("Hoog") => Decimal::new(21, 0),
            Some("Laag") => Decimal::new(9, 0),
            _ => Decimal::ZERO,
        }
    }

    fn had_article(&self, key: u128) -> bool {
        let lines = self.given.old().and_then(|old| old.get("regels")).map_or(&[][..], Json::rows);
        lines.iter().any(|line| {
            line.at(&["artikel", "id"]).and_then(Json::as_text).and_then(guid::parse) == Some(key)
        })
    }
}

/// The answer to a sum beyond all bounds.
pub(super) fn out_of_range() -> Stop {
    Stop::strict(
        unreadable("totaalExclusiefBtw", "The value is out of range."),
        format!("{}: totals out of range", StatusCode::BAD_REQUEST),
    )
}
