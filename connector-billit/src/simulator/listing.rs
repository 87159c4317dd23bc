//! The endpoints that only read.

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::{Request, StatusCode};
use simon_testkit::vendor::json::Json;
use simon_testkit::vendor::{Stop, asked, base64, guid};
use url::form_urlencoded;

use super::answer::{Answer, GENERIC, bad, json, refused};
use super::names::Entity;
use super::orders;
use super::parties;
use super::query::{MAX_TOP, Options};
use super::route::Api;
use super::stamp;
use super::state::{Company, State};
use super::table::Row;
use super::traps::{Inactive, NextLinks, Traps};

impl State {
    pub(super) fn account(&self, request: &Request<Bytes>) -> Result<Answer, Stop> {
        no_query(Api::Account, request)?;
        let reachable: Vec<&Company> = self.companies.values().filter(|c| c.granted).collect();
        let companies = reachable.iter().map(|company| company.shown()).collect();
        let mut body = Json::object([
            ("Email", Json::text("koppeling.simon@demo.example")),
            ("Companies", Json::List(companies)),
        ]);
        if self.traps.roles {
            let role = |company: &&Company| {
                let types = Json::List(vec![Json::text("Administrator")]);
                Json::object([("PartyID", Json::int(company.id)), ("UserRoleTypes", types)])
            };
            body.set("UserCompanyRoles", Json::List(reachable.iter().map(role).collect()));
        }
        Ok(json(StatusCode::OK, &body))
    }

    pub(super) fn list(
        &mut self,
        company: i64,
        api: Api,
        request: &Request<Bytes>,
        now: DateTime<Utc>,
    ) -> Result<Answer, Stop> {
        let Self { companies, traps, refusals, .. } = self;
        let entity = if let Api::List(entity) = api { entity } else { Entity::Orders };
        let options = Options::read(entity, request.uri().query(), traps, refusals)?;
        let company = companies.get_mut(&company).ok_or_else(no_company)?;
        let table = match api {
            Api::DeletedOrders => &mut company.deleted,
            _ => company.table(entity),
        };
        let size = options.top.unwrap_or(MAX_TOP).min(traps.page_cap.unwrap_or(MAX_TOP));
        let inactive = traps.inactive == Inactive::Listed;
        let page = table.page(entity, &options, size, (now, inactive));
        let linked = match traps.next_links {
            NextLinks::WithoutTop => options.top.is_none(),
            NextLinks::Always => true,
            NextLinks::Never => false,
        };
        let items = page.rows.iter().map(|row| item(row, entity, traps)).collect();
        let mut body = Json::object([("Items", Json::List(items))]);
        if page.more && linked {
            let skip = options.skip + page.rows.len();
            body.set("NextPageLink", Json::text(next_link(request, skip, traps)));
        }
        if let Some(count) = page.count {
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            body.set("Count", Json::int(count));
        }
        Ok(json(StatusCode::OK, &body))
    }

    pub(super) fn read(
        &self,
        company: i64,
        (entity, id): (Entity, i64),
        request: &Request<Bytes>,
    ) -> Result<Answer, Stop> {
        no_query(Api::Read(entity, id), request)?;
        let company = self.companies.get(&company).ok_or_else(no_company)?;
        let hidden = |row: &&Row| match row {
            Row::Stored(stored) => stored.inactive && self.traps.inactive == Inactive::Gone,
            Row::Generated(_) => false,
        };
        let row = company.get(entity, id).filter(|row| !hidden(row));
        let row = row.ok_or_else(|| self.gone(entity, id))?;
        let shown = match entity {
            Entity::Orders => orders::detail(row.json().into_owned(), company, &self.traps),
            Entity::Parties | Entity::Products => row.json().into_owned(),
        };
        Ok(json(StatusCode::OK, &dressed(row, shown, entity, &self.traps)))
    }

    fn gone(&self, entity: Entity, id: i64) -> Stop {
        let status = match entity {
            Entity::Orders => StatusCode::NOT_FOUND,
            Entity::Parties | Entity::Products => self.traps.gone,
        };
        refused(status, GENERIC, &format!("{} {id} was not found.", entity.id()))
    }

    /// A file as JSON with its content in base64.
    pub(super) fn file(
        &self,
        company: i64,
        id: u128,
        request: &Request<Bytes>,
    ) -> Result<Answer, Stop> {
        no_query(Api::File(id), request)?;
        let company = self.companies.get(&company).ok_or_else(no_company)?;
        let file = company.files.get(&id);
        let file =
            file.ok_or_else(|| refused(StatusCode::NOT_FOUND, GENERIC, "The file was not found."))?;
        let body = Json::object([
            ("FileID", Json::text(guid::text(id))),
            ("FileName", Json::text(&file.name)),
            ("MimeType", Json::text(&file.mime)),
            ("FileContent", Json::text(base64::encode(&file.bytes))),
        ]);
        Ok(json(StatusCode::OK, &body))
    }
}

impl Company {
    fn shown(&self) -> Json {
        let mut json = Json::object([("PartyID", Json::int(self.id))]);
        add_members(&mut json, &self.json);
        json.set("APIAllowed", Json::Bool(self.api_allowed));
        json
    }
}

/// A company that was taken away between the check and the call: it cannot happen.
pub(super) fn no_company() -> Stop {
    refused(StatusCode::FORBIDDEN, GENERIC, "You do not have access to this company.")
}

/// Refuses a query where none belongs.
pub(super) fn no_query(api: Api, request: &Request<Bytes>) -> Result<(), Stop> {
    match request.uri().query() {
        None => Ok(()),
        Some(query) => Err(bad(format!("{}: '{query}' does not belong here", api.name()))),
    }
}

/// One row of a list.
fn item(row: &Row, entity: Entity, traps: &Traps) -> Json {
    let shown = match entity {
        Entity::Parties => parties::row(row.json().into_owned(), traps.party_rows),
        Entity::Products => row.json().into_owned(),
        Entity::Orders => orders::summary(&row.json(), traps),
    };
    dressed(row, shown, entity, traps)
}

/// A record with identity, times and empty texts.
fn dressed(row: &Row, shown: Json, entity: Entity, traps: &Traps) -> Json {
    let mut json = Json::object([(entity.id(), Json::int(row.id()))]);
    add_members(&mut json, &shown);
    if traps.empty_texts {
        for name in entity.texts() {
            if json.get(name).is_none() {
                json.set(name, Json::text(""));
            }
        }
    }
    let (created, modified) = row.times();
    json.set("Created", Json::text(stamp::render(created, traps.style)));
    json.set("LastModified", Json::text(stamp::render(modified, traps.style)));
    json
}

fn add_members(json: &mut Json, more: &Json) {
    if let Json::Object(members) = more {
        for (name, value) in members {
            json.set(name, value.clone());
        }
    }
}

/// The same question further on.
fn next_link(request: &Request<Bytes>, skip: usize, traps: &Traps) -> String {
    let uri = request.uri();
    let own = asked::origin(request);
    let origin = traps.next_origin.as_deref().unwrap_or(&own);
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()) {
        if name != "$skip" {
            query.append_pair(&name, &value);
        }
    }
    let query = query.append_pair("$skip", &skip.to_string()).finish();
    format!("{origin}{}?{query}", uri.path())
}
