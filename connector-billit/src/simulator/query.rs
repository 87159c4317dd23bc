//! What a list is asked for.

use http::StatusCode;
use simon_testkit::Refusals;
use simon_testkit::vendor::Stop;
use url::form_urlencoded;

use super::answer::{GENERIC, bad, refused};
use super::filter::{self, Condition, no_property};
use super::names::{Entity, Property};
use super::traps::Traps;

/// The most rows a page holds, and how many it holds when nothing is asked.
///
/// Source: docs.billit.be, "OData for Filtering".
pub(super) const MAX_TOP: usize = 120;

/// The options of one list.
#[derive(Debug, Default)]
pub(super) struct Options {
    pub(super) filter: Option<Condition>,
    /// Properties to sort by, and whether each goes downwards.
    pub(super) order: Vec<(&'static Property, bool)>,
    pub(super) top: Option<usize>,
    pub(super) skip: usize,
    pub(super) count: bool,
}

impl Options {
    /// Reads the options. A plain parameter that the vendor does not know is ignored there without
    /// a word: it is recorded.
    pub(super) fn read(
        entity: Entity,
        query: Option<&str>,
        traps: &Traps,
        refusals: &Refusals,
    ) -> Result<Self, Stop> {
        let mut options = Self::default();
        let mut seen = Vec::new();
        for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            if seen.contains(&name) {
                return Err(bad(format!("The query option '{name}' was sent twice.")));
            }
            options.read_one(entity, &name, &value, traps, refusals)?;
            seen.push(name);
        }
        Ok(options)
    }

    fn read_one(
        &mut self,
        entity: Entity,
        name: &str,
        value: &str,
        traps: &Traps,
        refusals: &Refusals,
    ) -> Result<(), Stop> {
        match name {
            "$filter" => self.filter = Some(read_filter(entity, value, traps)?),
            "$orderby" => self.order = read_order(entity, value)?,
            "$top" => self.top = Some(read_top(value)?),
            "$skip" => self.skip = number(name, value)?,
            "$inlinecount" if value == "allpages" || value == "none" => {
                self.count = value == "allpages";
            }
            _ if name.starts_with('$') => {
                return Err(bad(format!("The query option '{name}={value}' is not supported.")));
            }
            "fullTextSearch" => {
                return Err(bad("fullTextSearch is not simulated: it proves nothing exactly."));
            }
            _ => refusals.record(format!(
                "GET /v1/{}: the parameter '{name}' was silently ignored",
                entity.path()
            )),
        }
        Ok(())
    }
}

fn read_filter(entity: Entity, value: &str, traps: &Traps) -> Result<Condition, Stop> {
    let condition = filter::parse(entity, traps.literals, value)
        .map_err(|why| bad(format!("GET /v1/{}: {why}", entity.path())))?;
    let switched = |property: &&'static Property| {
        traps.refused_filters.contains(&(entity.path().to_owned(), property.name.to_owned()))
    };
    match condition.properties().into_iter().find(switched) {
        Some(property) => {
            let text = no_property(entity, property.name);
            Err(refused(StatusCode::BAD_REQUEST, GENERIC, &text))
        }
        None => Ok(condition),
    }
}

fn read_order(entity: Entity, value: &str) -> Result<Vec<(&'static Property, bool)>, Stop> {
    let read = |part: &str| {
        let words: Vec<&str> = part.split_whitespace().collect();
        let (name, down) = match words.as_slice() {
            [name] | [name, "asc"] => (*name, false),
            [name, "desc"] => (*name, true),
            _ => return Err(bad(format!("$orderby: syntax error in '{part}'."))),
        };
        let property = entity.property(name);
        let property =
            property.ok_or_else(|| bad(format!("$orderby: {}", no_property(entity, name))))?;
        Ok((property, down))
    };
    value.split(',').map(read).collect()
}

fn read_top(value: &str) -> Result<usize, Stop> {
    match number("$top", value)? {
        0 => Err(bad("$top must be above 0.")),
        top if top > MAX_TOP => Err(bad(format!(
            "The limit of '{MAX_TOP}' for Top query has been exceeded. The value from the incoming \
             request is '{top}'."
        ))),
        top => Ok(top),
    }
}

fn number(name: &str, value: &str) -> Result<usize, Stop> {
    value.parse().map_err(|_| bad(format!("'{name}' must be a whole number.")))
}
