//! Orders: invoices that are created, and what calls show of every order.

mod build;
mod files;
mod lines;
mod shape;
mod vat;

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use http::{Request, StatusCode};
use simon_testkit::vendor::Stop;
use simon_testkit::vendor::answer::empty;
use simon_testkit::vendor::json::Json;

use super::answer::{Answer, GENERIC, bad, code_only, error, json_text, refused};
use super::idempotency::key_of;
use super::listing::{no_company, no_query};
use super::names::Entity;
use super::parties::{counter_party, kept};
use super::route::Api;
use super::stamp;
use super::state::{Company, State};
use super::traps::{DraftWish, Traps};

use build::Builder;
pub(super) use files::OWN_FILE;

/// What the list shows of an order, beside its counterparty.
const SUMMARY: [&str; 22] = [
    "OrderID",
    "CompanyID",
    "OrderNumber",
    "OrderDate",
    "ExpiryDate",
    "OrderType",
    "OrderDirection",
    "TotalExcl",
    "TotalIncl",
    "TotalVAT",
    "Paid",
    "PaidDate",
    "PaymentReference",
    "OrderStatus",
    "ApprovalStatus",
    "ExternalProviderID",
    "ExternalProvider",
    "Currency",
    "IsSent",
    "Invoiced",
    "ToPay",
    "ExportedToConnector",
];

/// How an order begins its life.
#[derive(Debug, Clone)]
pub(super) struct Start {
    pub(super) status: String,
    /// A draft has no number.
    pub(super) numbered: bool,
    /// The call that made it; none when a user did.
    pub(super) call: Option<Bytes>,
}

impl State {
    pub(super) fn create_order(
        &mut self,
        company: i64,
        request: &Request<Bytes>,
        now: DateTime<Utc>,
    ) -> Result<Answer, Stop> {
        no_query(Api::CreateOrder, request)?;
        let key = key_of(request, &self.traps, &self.refusals)?;
        if let Some(key) = &key {
            self.keys.check(key, &self.traps, now)?;
            if self.traps.keys_of_refused_kept || self.lost_orders > 0 {
                self.keys.keep(key.clone(), now);
            }
        }
        if self.lost_orders > 0 {
            self.lost_orders -= 1;
            let text = "Object reference not set to an instance of an object.";
            return Err(refused(StatusCode::INTERNAL_SERVER_ERROR, GENERIC, text));
        }
        let sent = shape::read(request, &shape::ORDER)?;
        shape::check_new(&sent)?;
        let start = self.start(&sent, request.body())?;
        let id = self.store_order(company, &sent, start, now)?;
        if let Some(key) = key {
            self.keys.keep(key, now);
        }
        Ok(json_text(StatusCode::OK, id.to_string()))
    }

    fn start(&self, sent: &Json, body: &Bytes) -> Result<Start, Stop> {
        let call = Some(body.clone());
        let asked = sent.get("OrderStatus").and_then(Json::as_text);
        match (asked, self.traps.draft) {
            (None, _) | (Some("Draft"), DraftWish::Ignored) => {
                Ok(Start { status: self.traps.created_status.clone(), numbered: true, call })
            }
            (Some("Draft"), DraftWish::Honoured) => {
                Ok(Start { status: "Draft".to_owned(), numbered: false, call })
            }
            (Some("Draft"), DraftWish::Refused) => Err(Stop::data(code_only(
                StatusCode::BAD_REQUEST,
                "TheOrderStatusCode_0_IsInvalid",
            ))),
            (Some(other), _) => Err(bad(format!("OrderStatus '{other}' in a new order"))),
        }
    }

    /// Books an order with lines and files, or nothing at all.
    pub(super) fn store_order(
        &mut self,
        company: i64,
        sent: &Json,
        start: Start,
        now: DateTime<Utc>,
    ) -> Result<i64, Stop> {
        let builder = Builder {
            company: self.companies.get(&company).ok_or_else(no_company)?,
            traps: &self.traps,
            refusals: &self.refusals,
        };
        let mut order = builder.order(sent)?;
        let mut files = builder.files(sent)?;
        files.extend(start.call.as_ref().map(files::of_call));
        self.attach(company, &mut order, files);
        let owner = self.companies.get_mut(&company).ok_or_else(no_company)?;
        build::begin(&mut order, owner, &start, now);
        build::number_lines(&mut order, || self.new_id(5_000_000));
        let id = self.add(company, Entity::Orders, order, now);
        let lag = TimeDelta::from_std(self.traps.look_up_lag).unwrap_or_default();
        let owner = self.companies.get_mut(&company).ok_or_else(no_company)?;
        if let Some(row) = owner.table(Entity::Orders).stored(id) {
            row.listed_from = (!lag.is_zero()).then(|| now + lag);
        }
        Ok(id)
    }

    pub(super) fn change_order(
        &mut self,
        company: i64,
        id: i64,
        request: &Request<Bytes>,
        now: DateTime<Utc>,
    ) -> Result<Answer, Stop> {
        no_query(Api::ChangeOrder(id), request)?;
        let sent = shape::read(request, &shape::PATCH)?;
        let stamp = stamp::of(now, self.traps.zone);
        let owner = self.companies.get_mut(&company).ok_or_else(no_company)?;
        let Some(row) = owner.table(Entity::Orders).stored(id) else {
            let answer = error(StatusCode::NOT_FOUND, GENERIC, "The order was not found.");
            return Err(Stop::data(answer));
        };
        if let Json::Object(members) = sent {
            for (name, value) in members {
                row.json.set(&name, value);
            }
        }
        row.modified = stamp;
        Ok(empty(StatusCode::OK))
    }
}

/// What a list shows of an order: no lines, texts or files.
pub(super) fn summary(order: &Json, traps: &Traps) -> Json {
    let mut json = kept(order, &SUMMARY);
    if let Some(party) = order.get("CounterParty").filter(|_| !traps.counter_party_left_out) {
        json.set("CounterParty", counter_party(party));
    }
    if let Some(reference) = order.get("Reference").filter(|_| traps.references_listed) {
        json.set("Reference", reference.clone());
    }
    json
}

/// What reading one order shows.
pub(super) fn detail(mut order: Json, company: &Company, traps: &Traps) -> Json {
    if let Some(party) = order.get("CounterParty").cloned() {
        order.set("Customer", party);
    }
    if traps.counter_party_left_out {
        order.remove("CounterParty");
    }
    let mut supplier = company.json.clone();
    supplier.set("PartyID", Json::int(company.id));
    order.set("Supplier", supplier);
    order
}
