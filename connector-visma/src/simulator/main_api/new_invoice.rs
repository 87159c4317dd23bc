//! Creating customer invoices.

use http::StatusCode;
use rust_decimal::Decimal;
use simon_testkit::vendor::Stop;
use simon_testkit::vendor::dutch_time;
use simon_testkit::vendor::json::Json;

use super::super::answer::{Answer, empty, set_header};
use super::super::clock::written_date;
use super::super::desk::Desk;
use super::super::documents::{Factuur, Regel};
use super::super::records::{Artikel, KlantStatus};
use super::super::route::{Asked, json_body};
use super::super::shape::{self, Kind, Member, Wrap};
use super::super::traps::{PriceFill, TooLong};
use super::invoices::period;
use super::tag;

const INVOICE: [Member; 9] = [
    ("customerNumber", Wrap::Value, Kind::Text),
    ("documentDate", Wrap::Value, Kind::Time),
    ("hold", Wrap::Value, Kind::Bool),
    ("invoiceText", Wrap::Value, Kind::Text),
    ("note", Wrap::Value, Kind::Text),
    ("customerRefNumber", Wrap::Value, Kind::Text),
    ("externalReference", Wrap::Value, Kind::Text),
    ("branchNumber", Wrap::Value, Kind::Text),
    ("invoiceLines", Wrap::Plain, Kind::List(&LINE)),
];

const LINE: [Member; 10] = [
    ("operation", Wrap::Plain, Kind::Choice(&["Insert"])),
    ("inventoryNumber", Wrap::Value, Kind::Text),
    ("quantity", Wrap::Value, Kind::Number),
    ("uom", Wrap::Value, Kind::Text),
    ("unitPriceInCurrency", Wrap::Value, Kind::Number),
    ("description", Wrap::Value, Kind::Text),
    ("discountPercent", Wrap::Value, Kind::Number),
    ("manualDiscount", Wrap::Value, Kind::Bool),
    ("vatCodeId", Wrap::Value, Kind::Text),
    ("note", Wrap::Value, Kind::Text),
];

fn own_text(body: &Json, name: &str) -> Option<String> {
    body.get(name).and_then(Json::as_text).map(str::to_owned)
}

impl Desk<'_> {
    pub(super) fn create_invoice(&mut self, asked: &Asked<'_>) -> Result<Answer, Stop> {
        let refuse = |why: &str| asked.strict(StatusCode::BAD_REQUEST, why);
        let sent = Json::parse(json_body(asked)?).map_err(|why| refuse(&why))?;
        let mut faults = Vec::new();
        let body = shape::read(&sent, &INVOICE, &mut faults);
        if let Some(fault) = faults.first() {
            return Err(refuse(&format!("{}: {}", fault.place, fault.why.text())));
        }
        let factuur = self.read_invoice(asked, &body)?;
        let (now, visible) = (self.now, self.visible());
        let number = self.company.keep_invoice(factuur, now, visible);
        let mut answer = empty(StatusCode::CREATED);
        let location = self.location(&format!("/v1/customerinvoice/{number}"));
        set_header(&mut answer, "location", &location);
        set_header(&mut answer, "etag", &format!("\"{}\"", tag(now)));
        Ok(answer)
    }

    fn read_invoice(&self, asked: &Asked<'_>, body: &Json) -> Result<Factuur, Stop> {
        let refuse = |why: &str| asked.strict(StatusCode::BAD_REQUEST, why);
        let klant = own_text(body, "customerNumber").ok_or_else(|| refuse("no customerNumber"))?;
        let Some(known) = self.company.klanten.numbered(&klant) else {
            let text = format!("Customer '{klant}' cannot be found in the system.");
            return Err(self.business(asked, &text));
        };
        if known.status == KlantStatus::Inactive {
            return Err(self.business(asked, "The customer status is 'Inactive'."));
        }
        let vestiging = own_text(body, "branchNumber");
        let mut branches = self.company.vestigingen.values().filter(|own| own.actief);
        if let Some(own) = &vestiging
            && !branches.any(|known| known.nummer == *own)
        {
            let text = format!("Branch '{own}' cannot be found in the system.");
            return Err(self.business(asked, &text));
        }
        let today = dutch_time::wall(self.now).date();
        let date = body.get("documentDate").and_then(Json::as_text).and_then(written_date);
        let datum = date.unwrap_or(today);
        if self.company.closed_periods.contains(&period(datum)) {
            let text = format!("Financial period '{}' is closed.", period(datum));
            return Err(self.business(asked, &text));
        }
        let hold = match body.get("hold") {
            Some(Json::Bool(hold)) => *hold,
            _ => self.traps.hold_by_default,
        };
        let rows = body.get("invoiceLines").map(Json::rows).unwrap_or_default();
        if rows.is_empty() {
            return Err(refuse("an invoice without lines"));
        }
        let regels: Result<Vec<Regel>, Stop> =
            rows.iter().map(|row| self.read_invoice_line(asked, row)).collect();
        Ok(Factuur {
            nummer: String::new(),
            klant: known.nummer.clone(),
            status: if hold { "Hold" } else { "Balanced" }.to_owned(),
            datum,
            tekst: self.limited(asked, body, "invoiceText")?,
            notitie: self.limited(asked, body, "note")?,
            referentie: self.limited(asked, body, "customerRefNumber")?,
            externe_referentie: self.limited(asked, body, "externalReference")?,
            vestiging,
            regels: regels?,
            bijlagen: Vec::new(),
        })
    }

    /// A text, cut or refused when it is longer than the vendor wants it.
    fn limited(&self, asked: &Asked<'_>, body: &Json, name: &str) -> Result<Option<String>, Stop> {
        let text = own_text(body, name);
        let long = |most: usize| text.as_ref().is_some_and(|text| text.chars().count() > most);
        match self.traps.text_limits.get(name) {
            Some((most, TooLong::Refused(status))) if long(*most) => {
                let why = format!("The value of {name} is longer than {most} characters.");
                Err(asked.data(*status, &why))
            }
            Some((most, TooLong::Cut)) => Ok(text.map(|text| text.chars().take(*most).collect())),
            _ => Ok(text),
        }
    }

    fn read_invoice_line(&self, asked: &Asked<'_>, row: &Json) -> Result<Regel, Stop> {
        let refuse = |why: &str| asked.strict(StatusCode::BAD_REQUEST, why);
        if row.get("operation").is_none() {
            return Err(refuse("a line without an operation"));
        }
        let artikel = own_text(row, "inventoryNumber");
        let item = match &artikel {
            Some(own) => Some(self.invoiced_item(asked, own)?),
            None if own_text(row, "description").is_some() => None,
            None => return Err(refuse("a line without an item and without a description")),
        };
        let eenheid = match own_text(row, "uom") {
            None if self.traps.uom_demanded => return Err(self.business(asked, "UoM is empty.")),
            None => item.as_ref().map(|item| item.eenheid.clone()).unwrap_or_default(),
            Some(unit) if item.as_ref().is_some_and(|item| item.eenheid != unit) => {
                let text = format!("UoM '{unit}' cannot be found in the system.");
                return Err(self.business(asked, &text));
            }
            Some(unit) => unit,
        };
        let vat = item.as_ref().and_then(|item| item.btw_code.clone());
        if let Some(sent) = own_text(row, "vatCodeId").filter(|sent| vat.as_ref() != Some(sent)) {
            let text = format!("TaxID '{sent}' cannot be found in the system");
            return Err(self.business(asked, &text));
        }
        let sent = |name: &str| match row.get(name) {
            Some(Json::Number(digits)) => Some(digits.clone()),
            _ => None,
        };
        let exact = |name: &str| row.get(name).and_then(Json::as_decimal);
        let filled = match (self.traps.prices, &item) {
            (PriceFill::FromItem, Some(item)) => item.prijs,
            _ => Decimal::ZERO,
        };
        let description = own_text(row, "description");
        Ok(Regel {
            artikel: item.as_ref().map(|item| item.nummer.clone()).unwrap_or_default(),
            omschrijving: description
                .or_else(|| item.map(|item| item.omschrijving))
                .unwrap_or_default(),
            aantal: sent("quantity").unwrap_or_else(|| "0".to_owned()),
            eenheid,
            gestuurde_prijs: sent("unitPriceInCurrency"),
            prijs: exact("unitPriceInCurrency").unwrap_or(filled),
            korting: exact("discountPercent").unwrap_or_default(),
            magazijn: None,
            notitie: own_text(row, "note"),
        })
    }

    /// An item that may stand on an invoice.
    fn invoiced_item(&self, asked: &Asked<'_>, number: &str) -> Result<Artikel, Stop> {
        let Some(item) = self.company.artikelen.numbered(number) else {
            let text = format!("Inventory item '{number}' cannot be found in the system.");
            return Err(self.business(asked, &text));
        };
        if item.soort.voorraad() {
            let text = format!("Inventory item '{number}' is a stock item.");
            return Err(self.business(asked, &text));
        }
        if !item.status.sold() {
            let text = format!("The status of inventory item '{number}' is '{:?}'.", item.status);
            return Err(self.business(asked, &text));
        }
        Ok(item.into_owned())
    }
}
