//! From the body of a new order to what is kept of it.

use chrono::{DateTime, Utc};
use http::StatusCode;
use simon_testkit::Refusals;
use simon_testkit::vendor::Stop;
use simon_testkit::vendor::json::Json;

use super::super::answer::{GENERIC, bad, code_only, refused};
use super::super::names::Entity;
use super::super::stamp;
use super::super::state::Company;
use super::super::traps::Traps;
use super::Start;
use super::lines::{Line, whole};
use super::vat;

/// Builds orders in one company.
pub(super) struct Builder<'a> {
    pub(super) company: &'a Company,
    pub(super) traps: &'a Traps,
    pub(super) refusals: &'a Refusals,
}

/// The texts of a header that are kept as they are sent.
const TEXTS: [&str; 9] = [
    "OrderType",
    "OrderDirection",
    "Reference",
    "OrderTitle",
    "Comments",
    "InternalInfo",
    "PaymentTerms",
    "VentilationCode",
    "ExternalProviderID",
];

impl Builder<'_> {
    /// The order without identity, number and state.
    pub(super) fn order(&self, sent: &Json) -> Result<Json, Stop> {
        let mut order = Json::object([("CompanyID", Json::int(self.company.id))]);
        let customer = self.customer(sent)?;
        if let Some(id) = customer.get("PartyID") {
            order.set("CustomerID", id.clone());
            order.set("CounterPartyID", id.clone());
        }
        order.set("CounterParty", customer);
        for name in TEXTS {
            let text = sent.get(name).filter(|text| text.as_text() != Some(""));
            if let Some(text) = text {
                order.set(name, text.clone());
            }
        }
        self.dates(sent, &mut order)?;
        let currency = sent.get("Currency").and_then(Json::as_text).unwrap_or("EUR");
        if currency.len() != 3 || !currency.bytes().all(|b| b.is_ascii_uppercase()) {
            return Err(bad(format!("Currency '{currency}' does not exist")));
        }
        order.set("Currency", Json::text(currency));
        for name in ["OrderNumber", "PaymentReference"] {
            if let Some(text) = sent.get(name) {
                order.set(name, text.clone());
            }
        }
        self.lines(sent, &mut order)?;
        Ok(order)
    }

    /// The customer as the order remembers it.
    fn customer(&self, sent: &Json) -> Result<Json, Stop> {
        let id = sent.get("CustomerID").or_else(|| sent.at(&["Customer", "PartyID"]));
        let id = id.and_then(whole).ok_or_else(|| bad("Customer without PartyID"))?;
        let row = self.company.get(Entity::Parties, id);
        let Some(row) = row else {
            let text = format!("CustomerID {id} was not found.");
            return Err(refused(self.traps.unknown_customer, GENERIC, &text));
        };
        let party = row.json();
        if party.get("PartyType").and_then(Json::as_text) != Some("Customer") {
            return Err(bad(format!("CustomerID {id} is no customer")));
        }
        let mut customer = Json::object([("PartyID", Json::int(id))]);
        if let Json::Object(members) = party.as_ref() {
            members.iter().for_each(|(name, value)| customer.set(name, value.clone()));
        }
        Ok(customer)
    }

    fn dates(&self, sent: &Json, order: &mut Json) -> Result<(), Stop> {
        let mut dates = Vec::new();
        for name in ["OrderDate", "ExpiryDate", "DeliveryDate"] {
            let date = sent.get(name).and_then(Json::as_text).and_then(stamp::parse_date);
            if let Some(date) = date {
                order.set(name, Json::text(format!("{date}T00:00:00")));
            }
            dates.push(date);
        }
        if let [Some(ordered), Some(expires), _] = dates.as_slice()
            && expires < ordered
        {
            return Err(bad("ExpiryDate before OrderDate"));
        }
        if self.traps.delivery_dates_refused && sent.get("DeliveryDate").is_some() {
            return Err(Stop::data(code_only(StatusCode::BAD_REQUEST, "InvalidDeliveryDate")));
        }
        Ok(())
    }

    /// The lines and the sums over them.
    fn lines(&self, sent: &Json, order: &mut Json) -> Result<(), Stop> {
        let regime = sent.get("VentilationCode").and_then(Json::as_text);
        if let Some(code) = regime {
            vat::check_regime(code, None)?;
        }
        let rows = sent.get("OrderLines").map(Json::rows).unwrap_or_default();
        let lines = rows.iter().map(|row| self.line(row, regime));
        let lines: Vec<Line> = lines.collect::<Result<_, Stop>>()?;
        let parts: Vec<_> = lines.iter().filter_map(|line| line.part.clone()).collect();
        let sums = vat::sums(&parts).ok_or_else(|| bad("sums beyond all bounds"))?;
        order.set("OrderLines", Json::List(lines.into_iter().map(|line| line.json).collect()));
        order.set("TotalExcl", Json::decimal(sums.excl, 2));
        order.set("TotalVAT", Json::decimal(sums.vat, 2));
        order.set("TotalIncl", Json::decimal(sums.incl, 2));
        order.set("ToPay", Json::decimal(sums.incl, 2));
        order.set("VatGroups", Json::List(sums.groups));
        Ok(())
    }
}

/// Gives an order what only the vendor gives: state, number and payment reference.
pub(super) fn begin(order: &mut Json, company: &mut Company, start: &Start, now: DateTime<Utc>) {
    if start.numbered {
        if order.get("OrderNumber").is_none() {
            order.set("OrderNumber", Json::text(company.number(now)));
        }
        if order.get("PaymentReference").is_none() {
            order.set("PaymentReference", Json::text(ogm(company.payment())));
        }
    }
    order.set("OrderStatus", Json::text(&start.status));
    if start.call.is_some() {
        order.set("ExternalProvider", Json::text("APIFeed"));
    }
    for name in
        ["IsSent", "Invoiced", "Paid", "ExportedToConnector", "AccountantVerificationNeeded"]
    {
        order.set(name, Json::Bool(false));
    }
}

/// Gives every line its id.
pub(super) fn number_lines(order: &mut Json, mut next: impl FnMut() -> i64) {
    let Some(Json::List(mut lines)) = order.get("OrderLines").cloned() else { return };
    lines.iter_mut().for_each(|line| line.set("OrderLineID", Json::int(next())));
    order.set("OrderLines", Json::List(lines));
}

/// The structured payment reference of Belgium: ten digits and their remainder by 97.
fn ogm(number: u64) -> String {
    let number = number % 10_000_000_000;
    let check = match number % 97 {
        0 => 97,
        rest => rest,
    };
    let digits = format!("{number:010}{check:02}");
    let (a, rest) = digits.split_at(3);
    let (b, c) = rest.split_at(4);
    format!("+++{a}/{b}/{c}+++")
}
