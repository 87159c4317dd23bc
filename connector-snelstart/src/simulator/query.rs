//! Query options, checked against what an endpoint documents.

use http::{StatusCode, Uri};
use simon_testkit::vendor::Stop;
use url::form_urlencoded;

use super::answer::{odata, unreadable};
use super::filter::parse;
use super::guid;
use super::names::{Property, Resource};
use super::state::Traps;
use super::table::Selection;

/// The most rows a page holds.
const MAX_TOP: usize = 500;

/// The most rows a page of articles holds when prices for one customer are asked.
const MAX_TOP_WITH_RELATIE: usize = 25;

/// The options of one request.
pub(super) struct Query(Vec<(String, String)>);

impl Query {
    /// Reads the options; one that is not in `known` is refused.
    pub(super) fn read(uri: &Uri, known: &[&str]) -> Result<Self, Stop> {
        let mut options: Vec<(String, String)> = Vec::new();
        for (name, value) in form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()) {
            let twice = options.iter().any(|(n, _)| *n == name);
            if twice || !known.contains(&name.as_ref()) {
                let why = if twice { "occurs twice" } else { "is not supported" };
                let text = format!("The query parameter '{name}' {why}.");
                return Err(bad_option(&text, uri));
            }
            options.push((name.into_owned(), value.into_owned()));
        }
        Ok(Self(options))
    }

    /// The text of an option.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    fn number(&self, name: &str, uri: &Uri) -> Result<Option<usize>, Stop> {
        let read = |text: &str| {
            let number = text.parse::<u32>().ok().and_then(|n| usize::try_from(n).ok());
            number.ok_or_else(|| bad_option(&format!("Invalid value '{text}' for '{name}'."), uri))
        };
        self.get(name).map(read).transpose()
    }

    /// A GUID in an option.
    pub(super) fn guid(&self, name: &str) -> Result<Option<u128>, Stop> {
        let read = |text: &str| {
            guid::parse(text).ok_or_else(|| {
                let why = format!("The value '{text}' is not valid for Guid.");
                Stop::strict(unreadable(name, &why), format!("{name}={text}"))
            })
        };
        self.get(name).map(read).transpose()
    }

    /// Which rows of a collection these options select.
    pub(super) fn selection(
        &self,
        resource: Resource,
        traps: &Traps,
        uri: &Uri,
    ) -> Result<Selection, Stop> {
        let max = match resource {
            Resource::Artikelen if self.get("relatieId").is_some() => MAX_TOP_WITH_RELATIE,
            Resource::Artikelen => traps.artikelen_top,
            Resource::Relaties | Resource::Verkooporders => MAX_TOP,
        };
        let top = self.number("$top", uri)?;
        if let Some(asked) = top.filter(|top| *top > max) {
            return Err(Stop::data(over_top(max, asked)));
        }
        if top == Some(0) {
            return Err(bad_option("Invalid value '0' for '$top'.", uri));
        }
        let take = top.unwrap_or(max).min(traps.page_cap.unwrap_or(usize::MAX));
        let filter = self.filter(resource, traps, uri)?;
        let order = self.order(resource, uri)?;
        Ok(Selection { filter, order, skip: self.number("$skip", uri)?.unwrap_or(0), take })
    }

    fn filter(
        &self,
        resource: Resource,
        traps: &Traps,
        uri: &Uri,
    ) -> Result<Option<(String, super::filter::Condition)>, Stop> {
        let Some(text) = self.get("$filter") else { return Ok(None) };
        if traps.ignored_filters.contains(resource.name()) {
            return Ok(None);
        }
        let refused = |name: &&(Resource, String)| name.0 == resource && text.contains(&name.1);
        if let Some((_, name)) = traps.refused_names.iter().find(refused) {
            let why = format!("The property '{name}' cannot be used in the $filter query option.");
            return Err(Stop::data(odata(StatusCode::BAD_REQUEST, &invalid(&why))));
        }
        let condition = parse(resource, text).map_err(|why| bad_option(&invalid(&why), uri))?;
        Ok(Some((text.to_owned(), condition)))
    }

    fn order(&self, resource: Resource, uri: &Uri) -> Result<Vec<(&'static Property, bool)>, Stop> {
        let Some(text) = self.get("$orderby") else { return Ok(Vec::new()) };
        let read = |part: &str| {
            let (name, way) = part.trim().split_once(' ').unwrap_or((part.trim(), "asc"));
            let property = resource.property(name);
            match (property, way.trim()) {
                (Some(property), "asc") => Ok((property, false)),
                (Some(property), "desc") => Ok((property, true)),
                _ => Err(bad_option(&invalid(&format!("Cannot order by '{part}'.")), uri)),
            }
        };
        text.split(',').map(read).collect()
    }

    /// The JSON members that `$select` keeps; nothing for all.
    pub(super) fn select(&self, resource: Resource, uri: &Uri) -> Result<Vec<&'static str>, Stop> {
        let Some(text) = self.get("$select") else { return Ok(Vec::new()) };
        let read = |name: &str| {
            let property = resource.property(name.trim());
            property.and_then(|property| property.path.first().copied()).ok_or_else(|| {
                bad_option(&invalid(&format!("Could not find a property named '{name}'.")), uri)
            })
        };
        text.split(',').map(read).collect()
    }
}

fn invalid(why: &str) -> String {
    format!("The query specified in the URI is not valid. {why}")
}

fn over_top(max: usize, asked: usize) -> super::answer::Answer {
    let why = format!(
        "The limit of '{max}' for Top query has been exceeded. The value from the incoming \
         request is '{asked}'."
    );
    odata(StatusCode::BAD_REQUEST, &invalid(&why))
}

/// Refuses an option that no correct client sends.
pub(super) fn bad_option(text: &str, uri: &Uri) -> Stop {
    Stop::strict(odata(StatusCode::BAD_REQUEST, text), format!("{}: {text}", uri.path()))
}
