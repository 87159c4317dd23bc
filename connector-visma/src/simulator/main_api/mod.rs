//! The main API: customers, items, warehouses, branches, invoices and files.

mod customers;
mod files;
mod invoices;
mod items;
mod lists;
mod new_invoice;
mod page;

use chrono::{DateTime, Utc};
use http::StatusCode;
use simon_testkit::vendor::Stop;
use simon_testkit::vendor::json::Json;

use super::answer::{Answer, ok, set_header};
use super::desk::Desk;
use super::route::{Asked, Call};
use super::state::State;

pub(super) use invoices::files;

impl State {
    pub(super) fn main_call(
        &mut self,
        asked: &Asked<'_>,
        now: DateTime<Utc>,
    ) -> Result<Answer, Stop> {
        self.serve(asked, now, |desk, asked| desk.main(asked))
    }
}

impl Desk<'_> {
    fn main(&mut self, asked: &Asked<'_>) -> Result<Answer, Stop> {
        let company = asked.request.headers().get("ipp-company-id");
        let other = company.is_some_and(|number| *number != self.company.number.as_str());
        if other && self.traps.company_header_read {
            return Ok(ok(&Json::List(Vec::new())));
        }
        match asked.route.call {
            Call::Customers => self.customers(asked),
            Call::Customer | Call::CustomerByInternalId | Call::CustomerNote => {
                self.customer(asked)
            }
            Call::Locations => self.locations(asked),
            Call::Items => self.items(asked),
            Call::Item | Call::ItemByInternalId => self.item(asked),
            Call::Warehouses => self.warehouses(asked),
            Call::Warehouse => self.warehouse(asked),
            Call::Branches => self.branches(asked),
            Call::Branch => self.branch(asked),
            Call::Organizations => self.organizations(asked),
            Call::OrderTypes => self.order_types(asked),
            Call::OrderType => self.order_type(asked),
            Call::Units => self.units(asked),
            Call::Invoices | Call::CustomerInvoices => self.invoices(asked),
            Call::Invoice => self.invoice(asked),
            Call::CreateInvoice => self.create_invoice(asked),
            Call::DeleteInvoice => self.delete_invoice(asked),
            Call::AttachToInvoice => self.attach_to_invoice(asked),
            Call::AttachToOrder => self.attach_to_order(asked),
            Call::DetachFromOrder => self.detach_from_order(asked),
            Call::Attachment => self.attachment(asked),
            _ => Err(not_found(asked, "resource")),
        }
    }

    /// A record with its ETag.
    fn detail(
        &self,
        asked: &Asked<'_>,
        mut row: Json,
        changed: DateTime<Utc>,
    ) -> Result<Answer, Stop> {
        self.query(asked, &[])?;
        if self.traps.extra_members {
            row.set("newerMember", Json::object([("id", Json::int(1))]));
        }
        let mut answer = ok(&row);
        set_header(&mut answer, "etag", &format!("\"{}\"", tag(changed)));
        Ok(answer)
    }

    /// What the ERP refuses because of its records.
    fn business(&self, asked: &Asked<'_>, text: &str) -> Stop {
        asked.data(self.traps.business.unwrap_or(StatusCode::BAD_REQUEST), text)
    }

    /// Where something new stands.
    fn location(&self, path: &str) -> String {
        let origin = self.traps.locations.as_deref().unwrap_or("https://api.finance.visma.net");
        format!("{origin}{path}")
    }
}

fn not_found(asked: &Asked<'_>, what: &str) -> Stop {
    asked.data(StatusCode::NOT_FOUND, &format!("The {what} was not found."))
}

/// What changes whenever a record changes.
fn tag(changed: DateTime<Utc>) -> String {
    format!("AAAAAA{:012X}", changed.timestamp_millis())
}

pub(super) fn text(value: &Option<String>) -> Json {
    Json::text_or_null(value.as_deref())
}

/// A number as the vendor writes it: no digits that say nothing.
pub(super) fn number(value: rust_decimal::Decimal) -> Json {
    Json::decimal(value.normalize(), 0)
}

/// Id and description.
fn described(id: Option<&str>, name: &'static str, description: Option<&str>) -> Json {
    match id {
        Some(id) => Json::object([("id", Json::text(id)), (name, Json::text_or_null(description))]),
        None => Json::Null,
    }
}
