//! Creating orders and quotes.

use http::StatusCode;
use rust_decimal::Decimal;
use simon_testkit::vendor::json::Json;
use simon_testkit::vendor::{Stop, dutch_time};

use super::super::answer::{Answer, Complaint, empty, ok, set_header, validation};
use super::super::clock::order_time;
use super::super::desk::Desk;
use super::super::documents::{Order, Regel};
use super::super::records::{Adres, Gedrag, KlantStatus, Ordersoort};
use super::super::route::{Asked, json_body};
use super::super::shape::{self, Fault, Why};
use super::super::traps::PriceFill;
use super::schema::ORDER;

/// What is wrong with an order.
type Complaints = Vec<Complaint>;

fn complain(list: &mut Complaints, place: &str, code: &'static str, text: &str) {
    list.push(Complaint { place: place.to_owned(), code, text: text.to_owned() });
}

fn own_text(body: &Json, path: &[&str]) -> Option<String> {
    body.at(path).and_then(Json::as_text).map(str::to_owned)
}

/// The vendor's code for a fault of form.
fn code(fault: &Fault) -> &'static str {
    match fault.why {
        Why::TooLong => "0002-InvalidLength",
        Why::Range => "0100-OutsideValidRange",
        Why::Empty => "0001-EmptyNotAllowed",
        Why::Unknown | Why::NotWrapped | Why::Wrapped | Why::Type => "0003-InvalidValue",
    }
}

impl Desk<'_> {
    pub(super) fn create_order(&mut self, asked: &Asked<'_>) -> Result<Answer, Stop> {
        let body = self.read_form(asked)?;
        let mut wrong = Complaints::new();
        let order = self.read_order(asked, &body, &mut wrong)?;
        if !wrong.is_empty() {
            return Err(Stop::data(validation(&wrong)));
        }
        let key = (order.soort.clone(), order.nummer.clone());
        if self.company.orders.contains_key(&key) {
            return Err(asked.data(StatusCode::CONFLICT, "The sales order exists already."));
        }
        let (now, visible, soort) = (self.now, self.visible(), order.soort.clone());
        let number = self.company.keep_order(order, now, visible);
        let created = match self.traps.orders_with_body {
            true => ok(&Json::object([
                ("type", Json::text(soort.as_str())),
                ("orderId", Json::text(number.as_str())),
            ])),
            false => empty(StatusCode::CREATED),
        };
        let mut answer = created;
        *answer.status_mut() = StatusCode::CREATED;
        let origin = self.traps.locations.as_deref().unwrap_or("https://salesorder.visma.net");
        let location = format!("{origin}/api/v3/SalesOrders/{soort}/{number}");
        set_header(&mut answer, "location", &location);
        Ok(answer)
    }

    /// The body without what the service ignores. Every fault of form is one of the client.
    fn read_form(&self, asked: &Asked<'_>) -> Result<Json, Stop> {
        let refuse = |why: &str| asked.strict(StatusCode::BAD_REQUEST, why);
        let sent = Json::parse(json_body(asked)?).map_err(|why| refuse(&why))?;
        let mut faults = Vec::new();
        let body = shape::read(&sent, &ORDER, &mut faults);
        let name = asked.route.name();
        if !self.traps.unknown_members_refused {
            faults.retain(|fault| {
                let ignored = fault.why == Why::Unknown;
                if ignored {
                    self.refusals.record(format!("{name}: ignores the member '{}'", fault.place));
                }
                !ignored
            });
        }
        let Some(first) = faults.first() else { return Ok(body) };
        let line = format!("{name}: {}: {}", first.place, first.why.text());
        let complaint = |fault: &Fault| Complaint {
            place: fault.place.clone(),
            code: code(fault),
            text: fault.why.text().to_owned(),
        };
        let complaints: Complaints = faults.iter().map(complaint).collect();
        Err(Stop::strict(validation(&complaints), line))
    }

    fn read_order(
        &self,
        asked: &Asked<'_>,
        body: &Json,
        wrong: &mut Complaints,
    ) -> Result<Order, Stop> {
        let refuse = |why: &str| asked.strict(StatusCode::BAD_REQUEST, why);
        let soort = own_text(body, &["type"]).filter(|soort| !soort.is_empty());
        let soort = soort.ok_or_else(|| refuse("type: the value is empty"))?;
        let klant = own_text(body, &["customer", "id"]).filter(|klant| !klant.is_empty());
        let klant = klant.ok_or_else(|| refuse("customer.id: the value is empty"))?;
        let kind = self.company.ordersoorten.get(&soort).filter(|kind| kind.actief);
        if kind.is_none() {
            complain(wrong, "type", "0003-InvalidValue", "The order type is not valid.");
        }
        self.check_customer(body, &klant, wrong);
        self.check_branch(body, wrong);
        let preferred = own_text(body, &["shipping", "preferredWarehouseId"]);
        self.check_warehouse(preferred.as_deref(), "shipping.preferredWarehouseId", wrong);
        let rows = body.get("orderLines").map(Json::rows).unwrap_or_default();
        let mut regels = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            let place = format!("orderLines[{at}]");
            if own_text(row, &["inventoryId"]).is_none_or(|own| own.is_empty()) {
                return Err(refuse(&format!("{place}.inventoryId: the value is empty")));
            }
            regels.push(self.read_order_line(row, &place, kind, wrong));
        }
        let held = kind.is_some_and(|kind| kind.in_wacht);
        let status = own_text(body, &["status"]);
        let status = status.unwrap_or_else(|| if held { "Hold" } else { "Open" }.to_owned());
        let day = |name: &str| {
            let instant = own_text(body, &[name]).as_deref().and_then(order_time);
            instant.map(|instant| instant.naive_utc().date())
        };
        Ok(Order {
            nummer: self.own_number(asked, body)?,
            soort,
            klant,
            status,
            omschrijving: own_text(body, &["description"]),
            notitie: own_text(body, &["note"]),
            klantorder: own_text(body, &["customer", "order"]),
            referentie: own_text(body, &["customer", "refNo"]),
            datum: day("date").unwrap_or_else(|| dutch_time::wall(self.now).date()),
            gewenst_op: day("requestOn"),
            vestiging: own_text(body, &["branchId"]),
            voorkeursmagazijn: preferred,
            afleveradres: read_address(asked, body)?,
            herkomst: None,
            gemaakt_door: None,
            regels,
            bijlagen: Vec::new(),
        })
    }

    /// The number that the client gives the order; empty when the vendor numbers.
    fn own_number(&self, asked: &Asked<'_>, body: &Json) -> Result<String, Stop> {
        let by_hand = body.get("overrideNumberSeries") == Some(&Json::Bool(true));
        let number = own_text(body, &["orderId"]);
        let refuse = |why: &str| Err(asked.strict(StatusCode::BAD_REQUEST, why));
        match (number, by_hand) {
            (None, false) => Ok(String::new()),
            (None, true) => refuse("overrideNumberSeries without orderId"),
            (Some(number), true) if self.traps.numbers_by_hand && !number.is_empty() => Ok(number),
            (Some(_), _) => refuse("orderId: the order type numbers its orders itself"),
        }
    }

    fn check_customer(&self, body: &Json, klant: &str, wrong: &mut Complaints) {
        let Some(known) = self.company.klanten.numbered(klant) else {
            let text = "Customer could not be found.";
            return complain(wrong, "customer.id", "1400-CustomerLookupException", text);
        };
        let held = matches!(known.status, KlantStatus::OnHold | KlantStatus::CreditHold)
            && !self.traps.held_customers_taken;
        if held || known.status == KlantStatus::Inactive {
            complain(wrong, "customer.id", "1407-InvalidCustomerStatus", "Invalid Customer Status");
        }
        if known.betalingsconditie.is_none() && own_text(body, &["customer", "termsId"]).is_none() {
            let text = "TermsId cannot be empty in the order.";
            complain(wrong, "customer.termsId", "1401-MissingTermsId", text);
        }
    }

    fn check_branch(&self, body: &Json, wrong: &mut Complaints) {
        let Some(branch) = own_text(body, &["branchId"]) else { return };
        let known = self.company.vestigingen.values().any(|own| own.actief && own.nummer == branch);
        if !known {
            complain(wrong, "branchId", "0003-InvalidValue", "The branch is not valid.");
        }
    }

    fn check_warehouse(&self, id: Option<&str>, place: &str, wrong: &mut Complaints) {
        let known = |id: &str| self.company.magazijnen.get(id).is_some_and(|own| own.actief);
        if id.is_some_and(|id| !known(id)) {
            let text = "Invalid Warehouse Id, or Warehouse Id not found";
            complain(wrong, place, "1802-InvalidWarehouseId", text);
        }
    }

    fn read_order_line(
        &self,
        row: &Json,
        place: &str,
        kind: Option<&Ordersoort>,
        wrong: &mut Complaints,
    ) -> Regel {
        let at = |name: &str| format!("{place}.{name}");
        let number = own_text(row, &["inventoryId"]).unwrap_or_default();
        let item = self.company.artikelen.numbered(&number).filter(|item| item.status.sold());
        if item.is_none() {
            let text = "InventoryId cannot be found or is invalid";
            complain(wrong, &at("inventoryId"), "1804-InventoryIdNotFound", text);
        }
        let unit = own_text(row, &["unitOfMeasure"]);
        let own_unit = item.as_ref().map(|item| item.eenheid.clone()).unwrap_or_default();
        if item.is_some() && unit.as_ref().is_some_and(|unit| *unit != own_unit) {
            let text = "Invalid Unit of Measure";
            complain(wrong, &at("unitOfMeasure"), "1808-InvalidUnitOfMeasure", text);
        }
        let digits = |name: &str| match row.get(name) {
            Some(Json::Number(digits)) => Some(digits.clone()),
            _ => None,
        };
        let exact = |name: &str| row.get(name).and_then(Json::as_decimal);
        let quantity = exact("quantity").unwrap_or_default();
        let returns = kind.is_some_and(|kind| kind.gedrag == Gedrag::RMAOrder);
        if quantity < Decimal::ZERO && !returns {
            let text = "Quantity must be zero or positive for this order type";
            complain(wrong, &at("quantity"), "1809-InvalidQuantityForType", text);
        }
        let magazijn = own_text(row, &["warehouseId"]);
        self.check_warehouse(magazijn.as_deref(), &at("warehouseId"), wrong);
        // A price is ignored when the line says that it has none of its own.
        let manual = row.get("hasManualPrice") != Some(&Json::Bool(false));
        let filled = match (self.traps.prices, &item) {
            (PriceFill::FromItem, Some(item)) => item.prijs,
            _ => Decimal::ZERO,
        };
        let price = exact("unitPrice").filter(|_| manual);
        let description = own_text(row, &["description"]);
        let fallback = item.as_ref().map(|item| item.omschrijving.clone());
        Regel {
            artikel: item.as_ref().map_or(number, |item| item.nummer.clone()),
            omschrijving: description.or(fallback).unwrap_or_default(),
            aantal: digits("quantity").unwrap_or_else(|| "0".to_owned()),
            eenheid: unit.unwrap_or(own_unit),
            gestuurde_prijs: digits("unitPrice").filter(|_| manual),
            prijs: price.unwrap_or(filled),
            korting: exact("discountPercent").unwrap_or_default(),
            magazijn: magazijn.or_else(|| item.and_then(|item| item.magazijn.clone())),
            notitie: own_text(row, &["note"]),
        }
    }
}

/// A delivery address, which takes nothing over from the customer's.
fn read_address(asked: &Asked<'_>, body: &Json) -> Result<Option<Adres>, Stop> {
    let Some(sent) = body.at(&["shipping", "address"]) else { return Ok(None) };
    let own = |name: &str| own_text(sent, &[name]);
    let Some(land) = own("countryId") else {
        let why = "shipping.address.countryId: the value is empty";
        return Err(asked.strict(StatusCode::BAD_REQUEST, why));
    };
    Ok(Some(Adres {
        regels: ["line1", "line2", "line3"].map(own),
        postcode: own("postalCode"),
        plaats: own("city"),
        land: Some(land),
    }))
}
