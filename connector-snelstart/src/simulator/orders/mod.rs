//! The endpoints of sales orders.

mod build;
mod lines;
mod shape;
mod totals;

use std::collections::BTreeSet;

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use http::{Request, StatusCode};
use simon_testkit::vendor::Stop;
use simon_testkit::vendor::json::Json;

use super::answer::{Answer, business, empty, json, unreadable};
use super::ids::Soort;
use super::names::PROCESSTATUSSEN;
use super::query::Query;
use super::state::State;
use super::table::Row;
use super::{Refusals, ReplyStyle, guid};
use build::{Build, Given};
use shape::{ORDER, STATUS, check, read_body};

impl State {
    pub(super) fn read_order(
        &self,
        key: u128,
        request: &Request<Bytes>,
        now: DateTime<Utc>,
    ) -> Result<Answer, Stop> {
        Query::read(request.uri(), &[])?;
        Ok(json(StatusCode::OK, &self.order(key, now)?.json()))
    }

    pub(super) fn create_order(
        &mut self,
        request: &Request<Bytes>,
        now: DateTime<Utc>,
        refusals: &Refusals,
    ) -> Result<Answer, Stop> {
        Query::read(request.uri(), &[])?;
        let body = read_body(request)?;
        check(&body, ORDER, "", &BTreeSet::new())?;
        let key = self.add_order(&body, now, refusals)?;
        let order = self.verkooporders.get(key).map(Row::json).unwrap_or_default();
        Ok(self.reply(StatusCode::CREATED, &order))
    }

    /// Adds an order as the vendor does: with number, totals and all that was left out.
    pub(super) fn add_order(
        &mut self,
        body: &Json,
        now: DateTime<Utc>,
        refusals: &Refusals,
    ) -> Result<u128, Stop> {
        refuse_identity(body)?;
        note_ignored(body, refusals);
        let mut order = Build { state: self, given: Given::New(body), refusals }.order()?;
        let key = self.new_key(Soort::Order);
        let id = guid::own(key);
        order.set("uri", Json::text(format!("/verkooporders/{id}")));
        order.set("id", Json::text(id));
        order.set("nummer", Json::int(self.next_nummer));
        order.set("modifiedOn", self.later_stamp(now, None));
        self.next_nummer += 1;
        self.company.set("volgendVerkoopordernummer", Json::int(self.next_nummer));
        let delay = TimeDelta::from_std(self.traps.visible_after).unwrap_or_default();
        self.verkooporders.add(key, order, (!delay.is_zero()).then(|| now + delay));
        Ok(key)
    }

    pub(super) fn replace_order(
        &mut self,
        key: u128,
        request: &Request<Bytes>,
        now: DateTime<Utc>,
        refusals: &Refusals,
    ) -> Result<Answer, Stop> {
        Query::read(request.uri(), &[])?;
        let body = read_body(request)?;
        let old = self.order(key, now)?.json().into_owned();
        let mut held = BTreeSet::new();
        member_names(&old, &mut held);
        check(&body, ORDER, "", &held)?;
        refuse_other_id(&body, key)?;
        refuse_invoiced(&old)?;
        if let Some(name) = self.traps.refused_on_put.iter().find(|name| body.get(name).is_some()) {
            return Err(Stop::data(unreadable(name, "Dit veld kan niet worden gewijzigd.")));
        }
        let given = Given::Instead { body: &body, old: &old };
        let mut order = Build { state: self, given, refusals }.order()?;
        for name in ["uri", "id", "nummer", "verkoopfactuur"] {
            order.set(name, old.get(name).cloned().unwrap_or(Json::Null));
        }
        order.set("modifiedOn", self.later_stamp(now, Some(&old)));
        self.verkooporders.change(key, |stored| *stored = order.clone());
        Ok(self.reply(StatusCode::OK, &order))
    }

    pub(super) fn delete_order(
        &mut self,
        key: u128,
        request: &Request<Bytes>,
        now: DateTime<Utc>,
    ) -> Result<Answer, Stop> {
        Query::read(request.uri(), &[])?;
        refuse_invoiced(&self.order(key, now)?.json())?;
        self.verkooporders.delete(key);
        Ok(empty(StatusCode::CREATED))
    }

    pub(super) fn change_status(
        &mut self,
        key: u128,
        request: &Request<Bytes>,
        now: DateTime<Utc>,
    ) -> Result<Answer, Stop> {
        Query::read(request.uri(), &[])?;
        let body = read_body(request)?;
        let old = self.order(key, now)?.json().into_owned();
        check(&body, STATUS, "", &BTreeSet::new())?;
        refuse_other_id(&body, key)?;
        refuse_invoiced(&old)?;
        let status = body.get("procesStatus").and_then(Json::as_text);
        let known = status.filter(|status| PROCESSTATUSSEN.contains(status));
        let Some(status) = known else {
            let why = "The procesStatus field is required.";
            return Err(Stop::strict(unreadable("procesStatus", why), why));
        };
        refuse_final_status(status)?;
        let status = Json::text(status);
        let stamp = self.later_stamp(now, Some(&old));
        self.verkooporders.change(key, |order| {
            order.set("procesStatus", status);
            order.set("modifiedOn", stamp);
        });
        Ok(json(StatusCode::OK, &Json::object([])))
    }

    fn order(&self, key: u128, now: DateTime<Utc>) -> Result<&Row, Stop> {
        self.verkooporders.get(key).filter(|row| row.visible(now)).ok_or_else(|| {
            let text = "De verkooporder is niet gevonden.";
            Stop::data(business(StatusCode::NOT_FOUND, "VOR-0001", text))
        })
    }

    fn reply(&self, status: StatusCode, order: &Json) -> Answer {
        match self.traps.replies {
            ReplyStyle::Full => json(status, order),
            ReplyStyle::Wrapped => json(status, &Json::object([("result", order.clone())])),
            ReplyStyle::Sparse => {
                let kept =
                    ["id", "nummer"].map(|n| (n, order.get(n).cloned().unwrap_or(Json::Null)));
                json(status, &Json::object(kept))
            }
        }
    }
}

fn rule(code: &str, text: &str) -> Answer {
    business(StatusCode::BAD_REQUEST, code, text)
}

/// The vendor gives id and number itself.
fn refuse_identity(body: &Json) -> Result<(), Stop> {
    let id = body.get("id").and_then(Json::as_text).and_then(guid::parse);
    if id.is_some_and(|id| id != 0) {
        let answer = rule("ALG-0100", "Het id moet leeg zijn bij het aanmaken.");
        return Err(Stop::strict(answer, "POST with an id"));
    }
    if body.get("nummer").is_some_and(|nummer| !nummer.is_null()) {
        let answer = rule("VOR-0005", "Het nummer van de verkooporder moet leeg zijn.");
        return Err(Stop::strict(answer, "POST with a nummer"));
    }
    Ok(())
}

fn refuse_other_id(body: &Json, key: u128) -> Result<(), Stop> {
    if body.get("id").and_then(Json::as_text).and_then(guid::parse) == Some(key) {
        return Ok(());
    }
    let answer = rule("ALG-0101", "Het id in de url en het id in de body zijn verschillend.");
    Err(Stop::strict(answer, "PUT with another id in the body"))
}

fn refuse_invoiced(order: &Json) -> Result<(), Stop> {
    let invoice = order.get("verkoopfactuur").is_some_and(|invoice| !invoice.is_null());
    let status = order.get("procesStatus").and_then(Json::as_text);
    if !invoice && status != Some("Factuur") {
        return Ok(());
    }
    Err(Stop::data(rule("VOR-0015", "De verkooporder kan niet meer worden gewijzigd.")))
}

fn refuse_final_status(status: &str) -> Result<(), Stop> {
    if !["Factuur", "Contantbon"].contains(&status) {
        return Ok(());
    }
    let why = format!("De procesStatus {status} kan niet worden opgegeven.");
    Err(Stop::strict(unreadable("procesStatus", &why), why))
}

/// Members that only the vendor fills: taken in, and not looked at.
fn note_ignored(body: &Json, refusals: &Refusals) {
    for name in ["totaalExclusiefBtw", "totaalInclusiefBtw", "modifiedOn", "verkoopfactuur", "uri"]
    {
        if body.get(name).is_some_and(|value| !value.is_null()) {
            refusals.record(format!("POST /v2/verkooporders: {name} silently ignored"));
        }
    }
}

fn member_names(json: &Json, names: &mut BTreeSet<String>) {
    match json {
        Json::Object(members) => {
            for (name, value) in members {
                names.insert(name.clone());
                member_names(value, names);
            }
        }
        Json::List(rows) => rows.iter().for_each(|row| member_names(row, names)),
        _ => {}
    }
}
