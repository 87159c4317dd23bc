//! Lists, single rows, and how they are written.

use std::borrow::Cow;
use std::cmp::Ordering;

use chrono::{DateTime, Months, Utc};
use http::StatusCode;
use simon_testkit::vendor::Stop;
use simon_testkit::vendor::json::write_text;

use super::answer::{Answer, error, json_text};
use super::clock;
use super::filter::{holds, order};
use super::guid;
use super::query::Options;
use super::schema::{Entity, Family, Kind, Property, Source};
use super::state::State;
use super::table::{Row, Stored, Values};
use super::traps::Traps;
use super::value::{Style, Value};

/// How long deletions are remembered.
const DELETIONS_MONTHS: Months = Months::new(2);

/// Where a list goes on.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    /// Behind this version.
    after: i64,
    /// Behind so many rows of a sorted list.
    skip: usize,
    /// Rows that `$top` still allows.
    top: Option<usize>,
}

/// A request to read, with what its URLs are made of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) entity: &'static Entity,
    pub(super) division: Option<i32>,
    pub(super) origin: &'a str,
    pub(super) path: &'a str,
    pub(super) query: Option<&'a str>,
    pub(super) now: DateTime<Utc>,
}

type Found<'a> = Vec<(i64, Cow<'a, Row>)>;

impl State {
    pub(super) fn list(&mut self, asked: Asked<'_>) -> Result<Answer, Stop> {
        let options = Options::read(asked.entity, asked.query, &self.traps)?;
        let full = page_key(asked.path, asked.query.unwrap_or_default());
        let place = if options.continued {
            self.pages.get(&full).copied().ok_or_else(|| {
                let why = "Invalid $skiptoken.";
                Stop::strict(super::answer::bad_request(why), format!("GET {full}: {why}"))
            })?
        } else {
            let skip = if options.order.is_empty() { 0 } else { options.skip };
            Place { after: options.after.unwrap_or(i64::MIN), skip, top: options.top }
        };
        let size = asked.entity.page().min(self.traps.page_cap.unwrap_or(usize::MAX));
        let size = size.min(place.top.unwrap_or(usize::MAX));
        let skip = if options.continued || !options.order.is_empty() { 0 } else { options.skip };
        let (body, next) = {
            let (rows, total) = self.find(asked, &options, place, size + 1, skip);
            let more = rows.len() > size && place.top != Some(size);
            let last = rows.get(size.saturating_sub(1)).map(|(version, _)| *version);
            let next = more.then(|| Place {
                after: if options.order.is_empty() {
                    last.unwrap_or_default()
                } else {
                    place.after
                },
                skip: place.skip + if options.order.is_empty() { 0 } else { size },
                top: place.top.map(|top| top.saturating_sub(size)),
            });
            let mut page: Vec<_> = rows.into_iter().take(size).collect();
            if self.traps.reversed_pages {
                page.reverse();
            }
            (self.write_rows(asked, &options, &page, total), next)
        };
        let small = options.top.is_some_and(|top| top <= asked.entity.page());
        let bare = small && !options.continued && next.is_none() && !options.count;
        if bare && self.traps.small_top == super::SmallTop::Bare {
            return Ok(json_text(StatusCode::OK, format!("{{\"d\":[{}]}}", body.rows)));
        }
        Ok(json_text(StatusCode::OK, self.envelope(asked, body, next)))
    }

    /// The rows behind a place, with their versions, and how many there are in all.
    fn find(
        &self,
        asked: Asked<'_>,
        options: &Options,
        place: Place,
        take: usize,
        skip: usize,
    ) -> (Found<'_>, Option<usize>) {
        let forgotten = clock::wall(asked.now) - DELETIONS_MONTHS;
        let sync = asked.entity.family == Family::Sync;
        let fits = |(version, row): &(i64, Cow<'_, Row>)| {
            (sync || !row.outdated())
                && row.visible(asked.now)
                && (asked.entity.source != Source::Deleted
                    || matches!(row.value("DeletedDate"), Value::Time(time) if time >= forgotten))
                && options
                    .filter
                    .as_ref()
                    .is_none_or(|condition| holds(condition, &|name| value(row, *version, name)))
        };
        let total =
            options.count.then(|| self.rows_after(asked, i64::MIN).filter(|row| fits(row)).count());
        let rows = self.rows_after(asked, place.after).filter(|row| fits(row));
        if options.order.is_empty() {
            return (rows.skip(skip).take(take).collect(), total);
        }
        let mut rows: Found<'_> = rows.collect();
        rows.sort_by(|a, b| sorted(options, a, b));
        (rows.into_iter().skip(place.skip).take(take).collect(), total)
    }

    fn rows_after(
        &self,
        asked: Asked<'_>,
        after: i64,
    ) -> Box<dyn Iterator<Item = (i64, Cow<'_, Row>)> + '_> {
        let own = |rows: Vec<(i64, Row)>| {
            let rows = rows.into_iter().filter(move |(version, _)| *version > after);
            Box::new(rows.map(|(version, row)| (version, Cow::Owned(row))))
        };
        match asked.entity.source {
            Source::Divisions => own(self.division_rows()),
            Source::Me => own(vec![(1, self.me_row(asked.now))]),
            source => {
                let division = asked.division.and_then(|code| self.divisions.get(&code));
                let rows = division.and_then(|division| division.rows(source));
                let rows = rows.into_iter().flat_map(move |table| table.after(after));
                Box::new(rows.map(|(version, row)| (version, Cow::Borrowed(row))))
            }
        }
    }

    fn division_rows(&self) -> Vec<(i64, Row)> {
        let granted = self.divisions.iter().filter(|(_, division)| division.granted);
        let row = |(code, division): (&i32, &super::state::Division)| {
            (i64::from(*code), stored(division.values.clone()))
        };
        granted.map(row).collect()
    }

    fn me_row(&self, now: DateTime<Utc>) -> Row {
        let mut values = self.me.clone();
        let wall = clock::wall(now).format("%Y-%m-%dT%H:%M:%S").to_string();
        values.insert("CurrentDivision", Value::int(self.current));
        values.insert("ServerTime", Value::text(wall));
        values.insert("ServerUtcOffset", Value::int(clock::offset(now).num_seconds()));
        stored(values)
    }

    /// One row by its key.
    pub(super) fn read_one(&mut self, asked: Asked<'_>, key: &Value) -> Result<Answer, Stop> {
        let mut options = Options::default();
        let query = asked.query.unwrap_or_default();
        if !query.is_empty() {
            let with_top = format!("{query}&$top=1");
            let refused_names = self.traps.refused_names.clone();
            let traps = Traps { mandatory_filter: false, refused_names, ..Traps::default() };
            options = Options::read(asked.entity, Some(&with_top), &traps)?;
        }
        let found = self.rows_after(asked, i64::MIN).find(|(_, row)| {
            row.visible(asked.now) && !row.outdated() && row.value(asked.entity.key) == *key
        });
        let Some((version, row)) = found else {
            return Err(Stop::data(error(StatusCode::NOT_FOUND, "Resource not found")));
        };
        let mut body = "{\"d\":".to_owned();
        self.write_row(asked, &options, (version, &row), &mut body);
        body.push('}');
        Ok(json_text(StatusCode::OK, body))
    }

    fn write_rows(
        &self,
        asked: Asked<'_>,
        options: &Options,
        rows: &[(i64, Cow<'_, Row>)],
        total: Option<usize>,
    ) -> Body {
        let mut text = String::new();
        for (index, (version, row)) in rows.iter().enumerate() {
            if index > 0 {
                text.push(',');
            }
            self.write_row(asked, options, (*version, row), &mut text);
        }
        Body { rows: text, total }
    }

    fn envelope(&mut self, asked: Asked<'_>, body: Body, next: Option<Place>) -> String {
        let mut text = format!("{{\"d\":{{\"results\":[{}]", body.rows);
        if let Some(total) = body.total {
            text.push_str(&format!(",\"__count\":\"{total}\""));
        }
        match next {
            Some(place) => {
                let query = next_query(asked.query.unwrap_or_default(), asked.entity, place);
                let origin = self.traps.next_origin.as_deref().unwrap_or(asked.origin);
                text.push_str(",\"__next\":");
                write_text(&mut text, &format!("{origin}{}?{query}", asked.path));
                self.pages.insert(page_key(asked.path, &query), place);
            }
            None if self.traps.next_null => text.push_str(",\"__next\":null"),
            None => {}
        }
        text.push_str("}}");
        text
    }

    /// Appends a row as the resource shows it.
    pub(super) fn write_row(
        &self,
        asked: Asked<'_>,
        options: &Options,
        (version, row): (i64, &Row),
        out: &mut String,
    ) {
        let uri = row_uri(asked, (version, row));
        let style = self.style(asked.entity);
        out.push_str("{\"__metadata\":{\"uri\":");
        write_text(out, &uri);
        out.push_str(",\"type\":");
        write_text(out, &format!("Exact.Web.Api.Models.{}", asked.entity.model));
        out.push('}');
        let all = asked.entity.properties.iter();
        let selected: Vec<&Property> = match options.select.is_empty() {
            true => all.collect(),
            false => options.select.clone(),
        };
        for property in selected {
            if row.leaves_out(property.name) && property.name != "Timestamp" {
                continue;
            }
            out.push(',');
            write_text(out, property.name);
            out.push(':');
            match property.kind {
                Kind::Collection if options.expand && property.name == "SalesInvoiceLines" => {
                    self.write_lines(asked, row.key(), out);
                }
                Kind::Collection => {
                    out.push_str("{\"__deferred\":{\"uri\":");
                    write_text(out, &format!("{uri}/{}", property.name));
                    out.push_str("}}");
                }
                // What was uploaded cannot be read back.
                Kind::Binary => out.push_str("null"),
                _ => value(row, version, property.name).write(style, out),
            }
        }
        out.push('}');
    }

    pub(super) fn style(&self, entity: &Entity) -> Style {
        Style {
            iso_dates: self.traps.iso_dates.contains(entity.path),
            plain_longs: self.traps.plain_longs,
        }
    }

    fn write_lines(&self, asked: Asked<'_>, invoice: u128, out: &mut String) {
        out.push_str("{\"results\":[");
        let lines = Entity::of(Source::SalesInvoiceLines);
        let asked = Asked { entity: lines.unwrap_or(asked.entity), ..asked };
        let of_invoice =
            |(_, row): &(i64, Cow<'_, Row>)| row.value("InvoiceID") == Value::Guid(invoice);
        let lines: Found<'_> = self.rows_after(asked, i64::MIN).filter(of_invoice).collect();
        let body = self.write_rows(asked, &Options::default(), &lines, None);
        out.push_str(&body.rows);
        out.push_str("]}");
    }
}

struct Body {
    rows: String,
    total: Option<usize>,
}

fn stored(values: Values) -> Row {
    Row::Stored(Box::new(Stored::new(0, values)))
}

/// A row's value; its version is one of them.
fn value(row: &Row, version: i64, name: &str) -> Value {
    match row.value(name) {
        Value::Null if name == "Timestamp" => Value::Long(version),
        value => value,
    }
}

fn sorted(
    options: &Options,
    (a_version, a): &(i64, Cow<'_, Row>),
    (b_version, b): &(i64, Cow<'_, Row>),
) -> Ordering {
    for (property, down) in &options.order {
        let (a, b) = (value(a, *a_version, property.name), value(b, *b_version, property.name));
        let (a_null, b_null) = (a.is_null(), b.is_null());
        let found = order(a, b).unwrap_or_else(|| b_null.cmp(&a_null));
        let found = if *down { found.reverse() } else { found };
        if found != Ordering::Equal {
            return found;
        }
    }
    a_version.cmp(b_version)
}

/// The identity in the metadata: of a row of the sync family that is its version.
pub(super) fn row_uri(asked: Asked<'_>, (version, row): (i64, &Row)) -> String {
    let entity = asked.entity;
    let key = match entity.key {
        "Timestamp" => format!("{version}L"),
        name => match row.value(name) {
            Value::Guid(key) => format!("guid'{}'", guid::text(key)),
            Value::Number(number) => number.to_string(),
            _ => format!("guid'{}'", guid::text(row.key())),
        },
    };
    let division = asked.division.map_or_else(|| "current".to_owned(), |code| code.to_string());
    let path = entity.path.strip_prefix("current/").unwrap_or(entity.path);
    format!("{}/api/v1/{division}/{path}({key})", asked.origin)
}

/// An address of a page; clients may write a quote as it stands or encoded.
fn page_key(path: &str, query: &str) -> String {
    format!("{path}?{}", query.replace("%27", "'"))
}

/// The query of the next page: as asked, with what is left of `$top` and a token of the vendor's.
fn next_query(query: &str, entity: &Entity, place: Place) -> String {
    let replaced = ["$skiptoken=", "%24skiptoken=", "$top=", "%24top=", "$skip=", "%24skip="];
    let kept = |part: &&str| !replaced.iter().any(|name| part.starts_with(name));
    let mut parts: Vec<String> = query.split('&').filter(kept).map(str::to_owned).collect();
    parts.extend(place.top.map(|top| format!("$top={top}")));
    parts.push(match (entity.source, entity.family) {
        (Source::Deleted, _) => {
            format!("$skiptoken=datetime'2026-01-29T00%3a00%3a00',{}L", place.after)
        }
        (_, Family::Sync) => format!("$skiptoken={}L", place.after),
        _ => format!("$skiptoken=guid'{}'", guid::text(token(place))),
    });
    parts.join("&")
}

/// A token that differs per place.
fn token(place: Place) -> u128 {
    let after = u128::from(place.after.unsigned_abs());
    guid::numbered(0xcccc, after * 100_000 + u128::try_from(place.skip).unwrap_or_default())
}
