//! The lines of an order.

use http::StatusCode;
use rust_decimal::Decimal;
use simon_testkit::vendor::Stop;
use simon_testkit::vendor::json::Json;

use super::super::answer::{GENERIC, bad, refused, strict};
use super::super::names::Entity;
use super::super::table::Row;
use super::super::traps::{TextLines, TooLong};
use super::build::Builder;
use super::vat::{self, Part, rounded};

/// More decimals than this are cut off, whatever the company set.
///
/// Source: docs.billit.be, "Use more than 2 digits for Unit Price".
const MOST_DECIMALS: u32 = 5;

/// A line as it is kept, and what it adds to the sums.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) json: Json,
    pub(super) part: Option<Part>,
}

impl Builder<'_> {
    /// One line; `regime` is the order's own, for lines of 0 % without one.
    pub(super) fn line(&self, sent: &Json, regime: Option<&str>) -> Result<Line, Stop> {
        let mut json = sent.clone();
        self.fit_text(&mut json, "OrderLine.Description")?;
        self.fit_text(&mut json, "OrderLine.DescriptionExtended")?;
        let numbers = ["ProductID", "Quantity", "UnitPriceExcl", "VATPercentage"];
        if numbers.iter().all(|name| sent.get(name).is_none()) {
            return self.text_line(json);
        }
        let product = self.product(sent)?;
        let product = product.map(Row::json);
        let of_product = |name: &str| product.as_ref().and_then(|product| product.get(name));
        for (own, other) in [("Description", "Description"), ("Unit", "Unit")] {
            if let (None, Some(value)) = (json.get(own), of_product(other)) {
                json.set(own, value.clone());
            }
        }
        if json.get("Description").and_then(Json::as_text).is_none_or(str::is_empty) {
            let code = "DescriptionIsMandatoryForOrderLinesWithTotals";
            return Err(strict(StatusCode::BAD_REQUEST, code, "a line with a price and no text"));
        }
        let quantity = self.number(sent, "Quantity").unwrap_or(Decimal::ONE);
        let price = self.number(sent, "UnitPriceExcl");
        let price = price.or_else(|| of_product("AmountExcl").and_then(Json::as_decimal));
        let price = price.ok_or_else(|| bad("a line without UnitPriceExcl and ProductID"))?;
        let rate = sent.get("VATPercentage").or_else(|| of_product("VAT"));
        let rate = rate.and_then(Json::as_decimal);
        let rate = rate.ok_or_else(|| bad("a line without VATPercentage and ProductID"))?;
        vat::check_rate(rate)?;
        let own = sent.get("VentilationCode").and_then(Json::as_text);
        if let Some(code) = own {
            vat::check_regime(code, Some(rate))?;
        }
        let reduction = sent.get("ReductionPercentage").and_then(Json::as_decimal);
        let excl = total(quantity, price, reduction.unwrap_or_default());
        let excl = excl.ok_or_else(|| bad("a line beyond all bounds"))?;
        let vat = vat::vat(excl, rate).ok_or_else(|| bad("a line beyond all bounds"))?;
        let incl = excl.checked_add(vat).ok_or_else(|| bad("a line beyond all bounds"))?;
        for (name, value, digits) in [
            ("Quantity", quantity, 5),
            ("UnitPriceExcl", price, 5),
            ("VATPercentage", rate, 2),
            ("TotalExcl", excl, 2),
            ("TotalVAT", vat, 2),
            ("TotalIncl", incl, 2),
        ] {
            json.set(name, Json::decimal(value, digits));
        }
        let regime = own.or(regime.filter(|_| rate.is_zero())).map(str::to_owned);
        Ok(Line { json, part: Some(Part { excl, percentage: rate, regime }) })
    }

    /// A line with a text and nothing else.
    fn text_line(&self, mut json: Json) -> Result<Line, Stop> {
        if json.get("Description").and_then(Json::as_text).is_none_or(str::is_empty) {
            return Err(bad("a line without anything"));
        }
        for name in ["Reference", "Unit", "VentilationCode", "ReductionPercentage"] {
            if json.get(name).is_some() {
                return Err(bad(format!("a text line with {name}")));
            }
        }
        match self.traps.text_lines {
            TextLines::Bare => {}
            TextLines::ZeroFilled => {
                for (name, digits) in [("Quantity", 5), ("UnitPriceExcl", 5), ("TotalExcl", 2)] {
                    json.set(name, Json::decimal(Decimal::ZERO, digits));
                }
                json.set("VATPercentage", Json::decimal(Decimal::ZERO, 2));
            }
            TextLines::Refused => {
                let text = "A line must have a quantity and a price.";
                return Err(refused(StatusCode::BAD_REQUEST, GENERIC, text));
            }
        }
        Ok(Line { json, part: None })
    }

    fn product(&self, sent: &Json) -> Result<Option<&Row>, Stop> {
        let Some(id) = sent.get("ProductID").and_then(whole) else { return Ok(None) };
        match self.company.get(Entity::Products, id) {
            Some(row) => Ok(Some(row)),
            None => {
                let text = format!("ProductID {id} was not found.");
                Err(refused(StatusCode::BAD_REQUEST, GENERIC, &text))
            }
        }
    }

    /// The number as the company keeps it; what is lost of it is recorded.
    fn number(&self, sent: &Json, name: &str) -> Option<Decimal> {
        let number = sent.get(name).and_then(Json::as_decimal)?;
        let kept = rounded(number.trunc_with_scale(MOST_DECIMALS), self.company.decimals);
        if kept != number {
            self.refusals.record(format!("{name}: {number} is kept as {kept}"));
        }
        Some(kept)
    }

    /// Holds a text to its limit.
    fn fit_text(&self, json: &mut Json, name: &str) -> Result<(), Stop> {
        let member = name.rsplit('.').next().unwrap_or(name);
        let Some((limit, too_long)) = self.traps.text_limits.get(name) else { return Ok(()) };
        let Some(text) = json.get(member).and_then(Json::as_text) else { return Ok(()) };
        let length = text.chars().count();
        if length <= *limit {
            return Ok(());
        }
        let why = format!("{name}: {length} characters, at most {limit} fit");
        match too_long {
            TooLong::Cut => {
                let cut: String = text.chars().take(*limit).collect();
                json.set(member, Json::text(cut));
                Ok(())
            }
            TooLong::Refused(status) => Err(refused(*status, GENERIC, &why)),
            TooLong::Strict => Err(bad(why)),
        }
    }
}

fn total(quantity: Decimal, price: Decimal, reduction: Decimal) -> Option<Decimal> {
    let left = Decimal::ONE_HUNDRED.checked_sub(reduction)?;
    let full = quantity.checked_mul(price)?;
    Some(rounded(full.checked_mul(left)?.checked_div(Decimal::ONE_HUNDRED)?, 2))
}

/// An id.
pub(super) fn whole(json: &Json) -> Option<i64> {
    match json {
        Json::Number(text) => text.parse().ok(),
        _ => None,
    }
}
