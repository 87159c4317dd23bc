//! The endpoints that only read.

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::{Request, StatusCode};
use rust_decimal::Decimal;
use simon_testkit::vendor::Stop;
use simon_testkit::vendor::json::Json;

use super::ListStyle;
use super::answer::{Answer, business, json, json_text, odata, unreadable};
use super::endpoint::Plain;
use super::names::Resource;
use super::query::{Query, bad_option};
use super::state::State;
use super::table::Row;

impl State {
    pub(super) fn read_company(&self, request: &Request<Bytes>) -> Result<Answer, Stop> {
        Query::read(request.uri(), &[])?;
        Ok(json(StatusCode::OK, &self.company))
    }

    /// A whole list. Countries take a filter without looking at it.
    pub(super) fn read_plain(
        &self,
        plain: Plain,
        request: &Request<Bytes>,
    ) -> Result<(Answer, Option<String>), Stop> {
        let known: &[&str] =
            if plain == Plain::Landen { &["$filter", "$top", "$skip"] } else { &[] };
        let query = Query::read(request.uri(), known)?;
        let options = known.iter().filter(|name| query.get(name).is_some());
        let ignored: Vec<&str> = options.copied().collect();
        let note = (!ignored.is_empty())
            .then(|| format!("/v2/{}: {} silently ignored", plain.name(), ignored.join(", ")));
        let rows: Vec<&Row> = self.plain(plain).rows().iter().collect();
        Ok((self.list(&rows, &[]), note))
    }

    pub(super) fn read_plain_by_id(
        &self,
        plain: Plain,
        key: u128,
        request: &Request<Bytes>,
    ) -> Result<Answer, Stop> {
        Query::read(request.uri(), &[])?;
        match self.plain(plain).get(key) {
            Some(row) => Ok(json(StatusCode::OK, &row.json())),
            None => Err(Stop::data(odata(StatusCode::NOT_FOUND, "Niet gevonden."))),
        }
    }

    fn plain(&self, plain: Plain) -> &super::table::Table {
        match plain {
            Plain::Landen => &self.landen,
            Plain::Groepen => &self.groepen,
            Plain::Sjablonen => &self.sjablonen,
        }
    }

    /// A page of a collection.
    pub(super) fn read_list(
        &mut self,
        resource: Resource,
        request: &Request<Bytes>,
        now: DateTime<Utc>,
    ) -> Result<Answer, Stop> {
        let uri = request.uri();
        let known: &[&str] = match resource {
            Resource::Relaties => &["$filter", "$top", "$skip", "$orderby", "$select"],
            Resource::Artikelen => &["$filter", "$top", "$skip", "relatieId", "aantal"],
            Resource::Verkooporders => &["$filter", "$top", "$skip"],
        };
        let query = Query::read(uri, known)?;
        let (relatie, aantal) = price_question(&query, uri)?;
        let selection = query.selection(resource, &self.traps, uri)?;
        let select = query.select(resource, uri)?;
        if relatie.is_some() {
            let rows = self.artikelen.page(&selection, now);
            let rows: Vec<Json> = rows.into_iter().map(|row| row.json().into_owned()).collect();
            let priced = rows.into_iter().map(|row| self.priced(row, relatie, aantal)).collect();
            return Ok(json(StatusCode::OK, &Json::List(priced)));
        }
        let lists = self.traps.lists;
        let rows = self.table(resource).page(&selection, now);
        Ok(list(lists, &rows, &select))
    }

    fn list(&self, rows: &[&Row], select: &[&'static str]) -> Answer {
        list(self.traps.lists, rows, select)
    }

    pub(super) fn read_relatie(&self, key: u128, request: &Request<Bytes>) -> Result<Answer, Stop> {
        Query::read(request.uri(), &[])?;
        let row = self.relaties.get(key).map(Row::json);
        match row.filter(|json| json.get("nonactief") != Some(&Json::Bool(true))) {
            Some(json_row) => Ok(json(StatusCode::OK, &json_row)),
            None => Err(Stop::data(business(
                StatusCode::NOT_FOUND,
                "REL-0005",
                "De relatie is niet gevonden.",
            ))),
        }
    }

    pub(super) fn read_artikel(&self, key: u128, request: &Request<Bytes>) -> Result<Answer, Stop> {
        let query = Query::read(request.uri(), &["relatieId", "aantal"])?;
        let (relatie, aantal) = price_question(&query, request.uri())?;
        let row = self.artikelen.get(key).ok_or_else(|| {
            let text = "Het artikel is niet gevonden.";
            Stop::data(business(StatusCode::NOT_FOUND, "ART-0001", text))
        })?;
        let row = self.priced(row.json().into_owned(), relatie, aantal);
        Ok(json(StatusCode::OK, &row))
    }

    /// Adds the price agreed with a customer, when there is one.
    fn priced(&self, mut artikel: Json, relatie: Option<u128>, aantal: Decimal) -> Json {
        let key = artikel.get("id").and_then(Json::as_text).and_then(super::guid::parse);
        let fits = self.afspraken.iter().filter(|afspraak| {
            Some(afspraak.relatie) == relatie
                && Some(afspraak.artikel) == key
                && afspraak.vanaf_aantal <= aantal
        });
        if let Some(afspraak) = fits.max_by_key(|afspraak| afspraak.vanaf_aantal) {
            let basis = artikel.get("verkoopprijs").cloned().unwrap_or(Json::Null);
            let agreed = Json::object([
                ("verkoopprijs", Json::decimal(afspraak.verkoopprijs, 4)),
                ("basisprijs", basis),
                ("korting", Json::decimal(Decimal::ZERO, 4)),
                ("aantal", Json::decimal(afspraak.vanaf_aantal, 4)),
                ("prijsBepalingSoort", Json::text("Vast")),
            ]);
            artikel.set("prijsafspraak", agreed);
        }
        artikel
    }
}

fn price_question(query: &Query, uri: &http::Uri) -> Result<(Option<u128>, Decimal), Stop> {
    let relatie = query.guid("relatieId")?;
    let aantal = match query.get("aantal") {
        None => Decimal::ONE,
        Some(text) => text.parse::<i32>().map(Decimal::from).map_err(|_| {
            let why = format!("The value '{text}' is not valid for Nullable`1.");
            Stop::strict(unreadable("aantal", &why), format!("aantal={text}"))
        })?,
    };
    if relatie.is_none() && query.get("aantal").is_some() {
        return Err(bad_option("The parameter 'aantal' needs 'relatieId'.", uri));
    }
    Ok((relatie, aantal))
}

fn list(style: ListStyle, rows: &[&Row], select: &[&'static str]) -> Answer {
    if rows.is_empty() && style == ListStyle::NullWhenEmpty {
        return json(StatusCode::OK, &Json::Null);
    }
    let mut body = String::with_capacity(rows.len().saturating_mul(900));
    body.push_str(if style == ListStyle::Enveloped { r#"{"value":["# } else { "[" });
    for (at, row) in rows.iter().enumerate() {
        if at > 0 {
            body.push(',');
        }
        if select.is_empty() {
            row.write(&mut body);
        } else {
            selected(&row.json(), select).write(&mut body);
        }
    }
    body.push_str(if style == ListStyle::Enveloped { "]}" } else { "]" });
    json_text(StatusCode::OK, body)
}

fn selected(row: &Json, select: &[&'static str]) -> Json {
    let member =
        |name: &&'static str| ((*name).to_owned(), row.get(name).cloned().unwrap_or(Json::Null));
    Json::Object(select.iter().map(member).collect())
}
