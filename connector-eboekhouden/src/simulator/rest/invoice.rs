//! `POST /v1/invoice`.

use bytes::Bytes;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use http::{Request, StatusCode};
use rust_decimal::Decimal;

use super::super::answer::{Answer, json_text};
use super::super::books::{Factuur, Regel};
use super::super::json::Json;
use super::super::state::State;
use super::super::stop::Stop;
use super::super::vat;

const MEMBERS: [&str; 9] = [
    "invoiceNumber",
    "relationId",
    "date",
    "termOfPayment",
    "inExVat",
    "templateId",
    "reference",
    "text",
    "items",
];

/// Members that would mail, print, collect or book.
const EFFECTS: [&str; 5] = ["email", "directDebit", "mutation", "print", "emailTemplateId"];

const ITEM_MEMBERS: [&str; 10] = [
    "quantity",
    "unitId",
    "code",
    "productId",
    "description",
    "pricePerUnit",
    "discountPercentage",
    "vatCode",
    "ledgerId",
    "costCenterId",
];

/// Members that exist, of which this product has no use.
const UNUSED: [&str; 3] = ["amount", "vatAmount", "discountAmount"];

/// Greater numbers are refused.
const MOST: i64 = 1_000_000_000_000;

impl State {
    pub(super) fn create_invoice(
        &mut self,
        request: &Request<Bytes>,
        now: DateTime<Utc>,
    ) -> Result<Answer, Stop> {
        let known: Vec<&str> = MEMBERS.into_iter().chain(EFFECTS).collect();
        let body = self.json_body(request, &known)?;
        if let Some(effect) = EFFECTS.iter().find(|name| body.get(name).is_some()) {
            return Err(self.strict_problem("ERR_002", effect, "mails, prints, collects or books"));
        }
        let factuur = self.invoice(&body, now)?;
        let factuur = self.keep(factuur, now);
        let (id, number) = (factuur.id, factuur.nummer.clone());
        let in_ex = if self.traps.null_in_ex { Json::Raw("null".into()) } else { Json::text("EX") };
        let answer = Json::object([
            ("id", Json::int(id)),
            ("invoiceNumber", Json::text(number)),
            ("inExVat", in_ex),
        ]);
        Ok(json_text(StatusCode::CREATED, self.named(answer).to_text()))
    }

    fn invoice(&self, body: &Json, now: DateTime<Utc>) -> Result<Factuur, Stop> {
        let nummer = self.own_number(body)?;
        let relatie = self.whole(body, "relationId", "FACT_001")?;
        let found = self.books.relaties.get(relatie);
        let found = found.ok_or_else(|| self.problem("FACT_002", "relationId"))?;
        if found.inactief {
            return Err(self.problem("FACT_003", "relationId"));
        }
        let datum = self.day(body)?;
        let betalingstermijn = self.whole(body, "termOfPayment", "FACT_015")?;
        if !(0..=3650).contains(&betalingstermijn) {
            return Err(self.strict_problem("FACT_016", "termOfPayment", "out of range"));
        }
        if body.get("inExVat").is_some_and(|value| value.as_text() != Some("EX")) {
            return Err(self.strict_problem("FACT_010", "inExVat", "not EX"));
        }
        let sjabloon = self.whole(body, "templateId", "FACT_018")?;
        if !self.books.sjablonen.get(&sjabloon).is_some_and(|row| row.actief) {
            return Err(self.problem("FACT_018", "templateId"));
        }
        Ok(Factuur {
            id: 0,
            nummer,
            relatie,
            datum,
            betalingstermijn,
            sjabloon,
            referentie: self.limited(body, "reference", 50, "FACT_014")?,
            tekst: self.limited(body, "text", 35_000, "FACT_017")?,
            regels: self.items(body, datum)?,
            geboekt: false,
            over_koppeling: true,
            zichtbaar: now,
        })
    }

    fn own_number(&self, body: &Json) -> Result<String, Stop> {
        let Some(number) = self.limited(body, "invoiceNumber", 50, "FACT_007")? else {
            return Ok(String::new());
        };
        if !number.ends_with(|last: char| last.is_ascii_digit()) {
            return Err(self.strict_problem("FACT_009", "invoiceNumber", "ends in no digit"));
        }
        if self.books.number_in_use(&number) {
            return Err(self.problem("FACT_101", "invoiceNumber"));
        }
        Ok(number)
    }

    fn day(&self, body: &Json) -> Result<NaiveDate, Stop> {
        let text = body.get("date").and_then(Json::as_text).unwrap_or_default();
        if text.is_empty() {
            return Err(self.strict_problem("FACT_011", "date", "missing"));
        }
        let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| text.len() == 10);
        let date = date.ok_or_else(|| self.strict_problem("FACT_012", "date", "no date"))?;
        if !(1980..=2049).contains(&date.year()) {
            return Err(self.strict_problem("FACT_013", "date", "out of range"));
        }
        Ok(date)
    }

    fn items(&self, body: &Json, datum: NaiveDate) -> Result<Vec<Regel>, Stop> {
        let items = body.get("items").map(Json::rows).unwrap_or_default();
        if items.is_empty() {
            return Err(self.strict_problem("FACT_019", "items", "none"));
        }
        if items.len() > 500 {
            return Err(self.strict_problem("FACT_025", "items", "more than 500"));
        }
        items.iter().map(|item| self.item(item, datum)).collect()
    }

    fn item(&self, item: &Json, datum: NaiveDate) -> Result<Regel, Stop> {
        let known: Vec<&str> = ITEM_MEMBERS.into_iter().chain(UNUSED).collect();
        self.check_members(item, &known, "items")?;
        if let Some(name) = UNUSED.iter().find(|name| item.get(name).is_some()) {
            return Err(self.strict_problem("ERR_002", name, "not for this product"));
        }
        let artikel = self.optional_whole(item, "productId")?;
        let product = match artikel {
            Some(id) => {
                let found = self.books.artikelen.get(id);
                Some(found.ok_or_else(|| self.problem("FACT_ITEM_011", "productId"))?)
            }
            None => None,
        };
        let code = match &product {
            Some(product) => product.code.clone(),
            None => self.limited(item, "code", 50, "FACT_ITEM_003")?,
        };
        let description = self.limited(item, "description", 35_000, "FACT_ITEM_002")?;
        let omschrijving = description
            .ok_or_else(|| self.strict_problem("FACT_ITEM_001", "description", "missing"))?;
        let prijs = self.number(item, "pricePerUnit", "FACT_ITEM_004")?;
        Ok(Regel {
            aantal: self.quantity(item)?,
            eenheid: self.unit(item)?,
            artikel,
            code,
            omschrijving,
            prijs: Some(prijs),
            korting: self.optional_number(item, "discountPercentage")?,
            btw_code: self.vat_code(item, datum)?,
            rekening: self.ledger(item)?,
            kostenplaats: self.cost_center(item)?,
        })
    }

    fn quantity(&self, item: &Json) -> Result<Decimal, Stop> {
        let aantal = self.number(item, "quantity", "ERR_002")?;
        if aantal.scale() > 4 {
            return Err(self.strict_problem("ERR_002", "quantity", "more than four decimals"));
        }
        Ok(aantal)
    }

    fn unit(&self, item: &Json) -> Result<Option<String>, Stop> {
        let Some(id) = self.optional_whole(item, "unitId")? else { return Ok(None) };
        let unit = self.books.eenheden.get(&id);
        let unit = unit.ok_or_else(|| self.problem("FACT_ITEM_010", "unitId"))?;
        Ok(Some(unit.enkelvoud.clone()))
    }

    fn vat_code(&self, item: &Json, datum: NaiveDate) -> Result<String, Stop> {
        let code = item.get("vatCode").and_then(Json::as_text).unwrap_or_default();
        if code.is_empty() {
            return Err(self.strict_problem("FACT_ITEM_006", "vatCode", "missing"));
        }
        if !vat::known_to_rest(code, datum) {
            return Err(self.problem("FACT_ITEM_014", "vatCode"));
        }
        if code == "AFW_VERK" {
            return Err(self.problem("FACT_ITEM_015", "vatAmount"));
        }
        Ok(code.to_owned())
    }

    fn ledger(&self, item: &Json) -> Result<i64, Stop> {
        let id = self.whole(item, "ledgerId", "FACT_ITEM_007")?;
        if self.books.rekeningen.contains_key(&id) {
            return Ok(id);
        }
        let account_number = self.books.rekening_by_code(&id.to_string()).is_some();
        Err(if account_number {
            self.strict_problem("FACT_ITEM_012", "ledgerId", "an account number, no id")
        } else {
            self.problem("FACT_ITEM_012", "ledgerId")
        })
    }

    /// The vendor's document names no code at a line: this one of its list fits.
    fn cost_center(&self, item: &Json) -> Result<Option<i64>, Stop> {
        let id = self.optional_whole(item, "costCenterId")?;
        if id.is_some_and(|id| !self.books.kostenplaatsen.contains(&id)) {
            return Err(self.problem("COST_001", "costCenterId"));
        }
        Ok(id)
    }

    /// A whole number that must be there.
    fn whole(&self, body: &Json, name: &str, missing: &str) -> Result<i64, Stop> {
        let found = self.optional_whole(body, name)?;
        found.ok_or_else(|| self.strict_problem(missing, name, "missing"))
    }

    fn optional_whole(&self, body: &Json, name: &str) -> Result<Option<i64>, Stop> {
        match body.get(name) {
            None => Ok(None),
            Some(Json::Number(text)) if text.parse::<i32>().is_ok() => Ok(text.parse().ok()),
            Some(_) => Err(self.strict_problem("ERR_002", name, "no whole number")),
        }
    }

    fn number(&self, body: &Json, name: &str, missing: &str) -> Result<Decimal, Stop> {
        match body.get(name) {
            Some(value @ Json::Number(_)) => value
                .as_decimal()
                .filter(|number| number.abs() < Decimal::from(MOST))
                .ok_or_else(|| self.strict_problem("ERR_002", name, "no number that fits")),
            Some(_) => Err(self.strict_problem("ERR_002", name, "no number")),
            None => Err(self.strict_problem(missing, name, "missing")),
        }
    }

    fn optional_number(&self, body: &Json, name: &str) -> Result<Option<Decimal>, Stop> {
        body.get(name).map(|_| self.number(body, name, "ERR_002")).transpose()
    }

    /// A text of at most so many characters; none when it is empty.
    fn limited(
        &self,
        body: &Json,
        name: &str,
        most: usize,
        code: &str,
    ) -> Result<Option<String>, Stop> {
        match body.get(name) {
            None => Ok(None),
            Some(Json::Text(text)) if text.chars().count() > most => {
                Err(self.strict_problem(code, name, "too long"))
            }
            Some(Json::Text(text)) => Ok(Some(text.clone()).filter(|text| !text.is_empty())),
            Some(_) => Err(self.strict_problem("ERR_002", name, "no text")),
        }
    }
}
