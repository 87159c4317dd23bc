//! Bodies: read strictly against the properties of a resource.

use bytes::Bytes;
use http::{Request, StatusCode, header};
use simon_testkit::vendor::Stop;
use simon_testkit::vendor::json::{Json, write_text};

use super::answer::{Answer, bad_request, business, error, json_text};
use super::query::Options;
use super::read::{Asked, row_uri};
use super::schema::{Entity, Kind, Source};
use super::state::State;
use super::table::Values;
use super::traps::{ReplyStyle, TooLong};
use super::value::Value;

/// What was sent, by property; nulls are as if absent, but for prices.
#[derive(Debug, Default)]
pub(super) struct Sent {
    pub(super) values: Values,
    /// The rows of the collection of lines; none when it was not sent.
    pub(super) lines: Option<Vec<Values>>,
}

/// Accepted on POST although the reference calls it read-only: clients send it and it is kept.
const POSTABLE_ANYWAY: &str = "InvoiceDate";

/// What a line costs.
const PRICES: [&str; 3] = ["UnitPrice", "NetPrice", "AmountFC"];

impl State {
    /// Reads the body of a create or a change.
    pub(super) fn read_body(
        &self,
        entity: &'static Entity,
        request: &Request<Bytes>,
    ) -> Result<Sent, Stop> {
        let put = request.method() == http::Method::PUT;
        let strict = |why: &str| refuse(entity, request, why);
        let declared = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok());
        let kind = declared.and_then(|kind| kind.split(';').next()).unwrap_or_default();
        if !kind.trim().eq_ignore_ascii_case("application/json") {
            return Err(strict("A supported MIME type could not be found: send application/json."));
        }
        let text = std::str::from_utf8(request.body()).map_err(|_| strict("No UTF-8."))?;
        let json = Json::parse(text).map_err(|why| strict(&stream(&why)))?;
        let Json::Object(members) = json else {
            return Err(strict(&stream(
                "The request should be a valid top-level resource object.",
            )));
        };
        let mut sent = Sent::default();
        for (name, json) in members {
            if name == "SalesInvoiceLines" && entity.source == Source::SalesInvoices && !put {
                sent.lines = Some(self.read_lines(entity, request, &json)?);
                continue;
            }
            self.read_member(entity, request, put, (&name, &json), &mut sent.values)?;
        }
        if put {
            return Ok(sent);
        }
        let missing = entity.properties.iter().filter(|property| property.mandatory);
        let missing = missing.filter(|p| p.kind != Kind::Collection);
        let missing: Vec<String> = missing
            .filter(|property| !sent.values.contains_key(property.name))
            .map(|property| format!("Verplicht: {}", dutch(property.name)))
            .collect();
        if missing.is_empty() {
            return Ok(sent);
        }
        let why = missing.join("\r\n");
        let line = format!("POST {}: {}", entity.path, missing.join(", "));
        Err(Stop::strict(business(&why), line))
    }

    fn read_lines(
        &self,
        invoice: &'static Entity,
        request: &Request<Bytes>,
        json: &Json,
    ) -> Result<Vec<Values>, Stop> {
        let strict = |why: &str| refuse(invoice, request, why);
        let Json::List(lines) = json else {
            return Err(strict(&stream(
                "The request should be a valid top-level resource object.",
            )));
        };
        let Some(entity) = Entity::of(Source::SalesInvoiceLines) else { return Ok(Vec::new()) };
        let mut read = Vec::new();
        for line in lines {
            let Json::Object(members) = line else { return Err(strict(&stream("No object."))) };
            let mut values = Values::new();
            for (name, json) in members {
                if matches!(name.as_str(), "ID" | "InvoiceID") {
                    return Err(strict(&format!("The line carries '{name}'.")));
                }
                self.read_member(entity, request, false, (name, json), &mut values)?;
            }
            read.push(values);
        }
        Ok(read)
    }

    fn read_member(
        &self,
        entity: &'static Entity,
        request: &Request<Bytes>,
        put: bool,
        (name, json): (&str, &Json),
        values: &mut Values,
    ) -> Result<(), Stop> {
        let strict = |why: &str| refuse(entity, request, why);
        let model = entity.model;
        let property = entity.property(name).ok_or_else(|| {
            strict(&stream(&format!(
                "The property name '{name}' specified for type 'Exact.Web.Api.Models.{model}' is \
                 not valid."
            )))
        })?;
        let writable = if put { property.put } else { property.post || name == POSTABLE_ANYWAY };
        if !writable || property.kind == Kind::Collection {
            return Err(strict(&stream(&format!("The property '{name}' is read-only."))));
        }
        let value = Value::read(property.kind, json).map_err(|kind| {
            strict(&stream(&format!(
                "Error encountered in converting the value from request payload for property \
                 '{name}' to type '{kind}', which is the property's expected type."
            )))
        })?;
        if let (Kind::Time, Some(text)) = (property.kind, json.as_text())
            && text.starts_with("/Date(")
        {
            return Err(strict("Dates are sent as ISO text without a zone."));
        }
        if value.is_null() && !put {
            // Whether it then means "fill it in" or "nothing" is unknown: it is left out.
            let is_price = PRICES.contains(&name);
            return if is_price { Err(strict(&format!("'{name}' is null."))) } else { Ok(()) };
        }
        let value = self.fit(entity, (property.name, value))?;
        values.insert(property.name, value);
        Ok(())
    }

    /// Cuts or refuses a text above its limit.
    fn fit(&self, entity: &Entity, (name, value): (&'static str, Value)) -> Result<Value, Stop> {
        let limit = self.traps.text_limits.get(&format!("{}.{name}", entity.model));
        let (Some((limit, style)), Some(text)) = (limit, value.as_text()) else {
            return Ok(value);
        };
        if text.chars().count() <= *limit {
            return Ok(value);
        }
        match style {
            TooLong::Cut => Ok(Value::Text(text.chars().take(*limit).collect())),
            TooLong::Refused(status) => Err(Stop::data(error(*status, &too_long(name)))),
            TooLong::Strict => {
                let line = format!("{}.{name}: longer than {limit} characters", entity.model);
                Err(Stop::strict(bad_request(&too_long(name)), line))
            }
        }
    }

    /// The answer to a create.
    pub(super) fn created(
        &mut self,
        asked: Asked<'_>,
        key: u128,
        request: &Request<Bytes>,
    ) -> Answer {
        let division = asked.division.and_then(|code| self.divisions.get(&code));
        let table = division.and_then(|division| division.rows(asked.entity.source));
        let found = table.and_then(|table| Some((table.version(key)?, table.get(key)?.clone())));
        let Some((version, mut row)) = found else {
            return json_text(StatusCode::CREATED, "{\"d\":{}}".to_owned());
        };
        let prefer = request.headers().get("prefer").and_then(|value| value.to_str().ok());
        let full = prefer == Some("return=representation");
        let uri = row_uri(asked, (version, &row));
        if let super::table::Row::Stored(stored) = &mut row {
            let style = self.traps.replies;
            if style == ReplyStyle::OnlyUri || !full {
                stored
                    .values
                    .retain(|name, _| style == ReplyStyle::AsAsked && *name == asked.entity.key);
            }
            if self.traps.unshifted_replies {
                let offset = super::clock::offset(asked.now);
                for name in ["Created", "Modified"] {
                    if let Some(Value::Time(time)) = stored.values.get_mut(name) {
                        *time -= offset;
                    }
                }
            }
        }
        let mut body = "{\"d\":".to_owned();
        if self.traps.replies == ReplyStyle::Bare {
            body.push_str("{}");
        } else {
            let mut text = String::new();
            self.write_row(asked, &Options::default(), (version, &row), &mut text);
            body.push_str(&text);
        }
        body.push('}');
        let mut answer = json_text(StatusCode::CREATED, body);
        if let Ok(location) = http::HeaderValue::from_str(&uri) {
            answer.headers_mut().insert(header::LOCATION, location);
        }
        answer
    }
}

fn too_long(name: &str) -> String {
    format!("Ongeldig: {} (te lang)", dutch(name))
}

fn stream(why: &str) -> String {
    format!("Error processing request stream. {why}")
}

fn refuse(entity: &Entity, request: &Request<Bytes>, why: &str) -> Stop {
    let line = format!("{} {}: {why}", request.method(), entity.path);
    Stop::strict(bad_request(why), line)
}

/// What the vendor's messages call a field.
pub(super) fn dutch(name: &str) -> &str {
    match name {
        "OrderedBy" => "Besteld door",
        "InvoiceTo" => "Factuur voor",
        "Journal" => "Dagboek",
        "Item" => "Artikel",
        "Quantity" => "Aantal",
        "Description" => "Omschrijving",
        "YourRef" => "Uw ref.",
        "Remarks" => "Opmerkingen",
        "Notes" => "Notities",
        "Subject" => "Onderwerp",
        "FileName" => "Bestandsnaam",
        "Attachment" => "Bijlage",
        "Account" => "Relatie",
        other => other,
    }
}

/// A JSON text of a text.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::new();
    write_text(&mut out, text);
    out
}
