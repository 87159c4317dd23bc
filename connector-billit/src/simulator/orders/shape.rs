//! Which members the bodies of writes may have, and of what kind.

use bytes::Bytes;
use http::{Request, StatusCode};
use simon_testkit::vendor::Stop;
use simon_testkit::vendor::json::{Json, decimal};

use super::super::answer::{bad, strict};
use super::super::stamp;

/// What a member holds. No member takes null.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shape {
    Text,
    Whole,
    Decimal,
    Bool,
    Date,
    Object(Members),
    List(Members),
    /// The vendor has it, and no correct client sends it.
    Never(&'static str),
}

type Members = &'static [(&'static str, Shape)];

const COMPUTED: Shape = Shape::Never("the vendor computes it");

const LINE: Members = &[
    ("ProductID", Shape::Whole),
    ("Quantity", Shape::Decimal),
    ("UnitPriceExcl", Shape::Decimal),
    ("Description", Shape::Text),
    ("DescriptionExtended", Shape::Text),
    ("Reference", Shape::Text),
    ("VATPercentage", Shape::Decimal),
    ("VentilationCode", Shape::Text),
    ("Unit", Shape::Text),
    ("ReductionPercentage", Shape::Decimal),
    ("OrderLineID", COMPUTED),
    ("TotalExcl", COMPUTED),
    ("TotalVAT", COMPUTED),
    ("TotalIncl", COMPUTED),
];

const FILE: Members = &[
    ("FileID", Shape::Text),
    ("FileName", Shape::Text),
    ("MimeType", Shape::Text),
    ("FileContent", Shape::Text),
];

/// The members of a new order.
pub(super) const ORDER: [(&str, Shape); 26] = [
    ("OrderType", Shape::Text),
    ("OrderDirection", Shape::Text),
    ("CustomerID", Shape::Whole),
    ("Customer", Shape::Object(&[("PartyID", Shape::Whole)])),
    ("OrderDate", Shape::Date),
    ("ExpiryDate", Shape::Date),
    ("DeliveryDate", Shape::Date),
    ("OrderNumber", Shape::Text),
    ("OrderStatus", Shape::Text),
    ("Reference", Shape::Text),
    ("OrderTitle", Shape::Text),
    ("Comments", Shape::Text),
    ("InternalInfo", Shape::Text),
    ("PaymentReference", Shape::Text),
    ("PaymentTerms", Shape::Text),
    ("Currency", Shape::Text),
    ("VentilationCode", Shape::Text),
    ("ExternalProviderID", Shape::Text),
    ("OrderLines", Shape::List(LINE)),
    ("Attachments", Shape::List(FILE)),
    ("OrderID", Shape::Never("with it the call changes an order instead of creating one")),
    ("OrderPDF", Shape::Never("it replaces the vendor's own invoice")),
    ("TotalExcl", COMPUTED),
    ("TotalVAT", COMPUTED),
    ("TotalIncl", COMPUTED),
    ("VatGroups", COMPUTED),
];

/// The members of an order that can be changed afterwards.
///
/// Source: docs.billit.be, "Patchable Properties".
pub(super) const PATCH: [(&str, Shape); 8] = [
    ("Paid", Shape::Bool),
    ("PaidDate", Shape::Date),
    ("IsSent", Shape::Bool),
    ("ApprovalStatus", Shape::Text),
    ("AccountCode", Shape::Whole),
    ("InternalInfo", Shape::Text),
    ("Invoiced", Shape::Bool),
    ("AccountantVerificationNeeded", Shape::Bool),
];

/// Reads the body of a write and checks every member.
pub(super) fn read(
    request: &Request<Bytes>,
    members: &[(&'static str, Shape)],
) -> Result<Json, Stop> {
    let text = std::str::from_utf8(request.body()).unwrap_or_default();
    let body = Json::parse(text).map_err(|why| bad(format!("body: {why}")))?;
    check(&body, members, "")?;
    Ok(body)
}

fn check(json: &Json, members: &[(&'static str, Shape)], path: &str) -> Result<(), Stop> {
    let Json::Object(given) = json else {
        return Err(bad(format!("body, {path}: an object was expected")));
    };
    for (name, value) in given {
        let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        match members.iter().find(|(known, _)| known == name) {
            Some((_, shape)) => check_value(value, *shape, &path)?,
            None => return Err(bad(format!("body, {path}: there is no such member"))),
        }
    }
    Ok(())
}

fn check_value(value: &Json, shape: Shape, path: &str) -> Result<(), Stop> {
    let fits = match (shape, value) {
        (Shape::Never(why), _) => return Err(bad(format!("body, {path}: {why}"))),
        (Shape::Text, Json::Text(_)) | (Shape::Bool, Json::Bool(_)) => true,
        (Shape::Whole, Json::Number(text)) => text.parse::<i32>().is_ok(),
        (Shape::Decimal, Json::Number(text)) => decimal(text).is_some(),
        (Shape::Date, Json::Text(text)) => stamp::parse_date(text).is_some(),
        (Shape::Object(members), Json::Object(_)) => return check(value, members, path),
        (Shape::List(members), Json::List(rows)) => {
            let mut rows = rows.iter().enumerate();
            return rows.try_for_each(|(at, row)| check(row, members, &format!("{path}[{at}]")));
        }
        _ => false,
    };
    if fits { Ok(()) } else { Err(bad(format!("body, {path}: the value does not fit"))) }
}

/// Checks what every new order must have, with the vendor's codes.
pub(super) fn check_new(sent: &Json) -> Result<(), Stop> {
    let missing = |code: &str| Err(strict(StatusCode::BAD_REQUEST, code, format!("body: {code}")));
    let text = |name: &str| sent.get(name).and_then(Json::as_text);
    match text("OrderType") {
        Some("Invoice") => {}
        Some("CreditNote" | "Offer" | "DeliveryNote" | "OrderForm") => {
            return Err(bad("body, OrderType: the simulator takes invoices alone"));
        }
        _ => return missing("TheOrderTypeCode_0_IsInvalid"),
    }
    if text("OrderDirection") != Some("Income") {
        return missing("TheOrderDirectionCode_0_IsInvalid");
    }
    match (sent.get("CustomerID"), sent.get("Customer")) {
        (None, None) => return missing("CustomerIsRequired"),
        (Some(_), Some(_)) => return Err(bad("body: both CustomerID and Customer")),
        _ => {}
    }
    for (name, code) in
        [("OrderDate", "OrderDateIsRequired"), ("ExpiryDate", "ExpiryDateIsRequired")]
    {
        if sent.get(name).is_none() {
            return missing(code);
        }
    }
    if sent.get("OrderLines").is_none_or(|lines| lines.rows().is_empty()) {
        return missing("ThereMustBeAtLeastOneOrderLine");
    }
    if text("OrderStatus").is_some() && text("OrderNumber").is_some() {
        return Err(bad("body: a draft has no OrderNumber"));
    }
    Ok(())
}
