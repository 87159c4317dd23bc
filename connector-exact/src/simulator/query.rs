//! The query options of a list, checked as the vendor checks them.

use simon_testkit::vendor::Stop;
use simon_testkit::vendor::odata::{self, Operand, Operator};
use url::form_urlencoded;

use super::answer::bad_request;
use super::filter::{self, Condition};
use super::schema::{Entity, Family, Kind, Property, Source};
use super::traps::Traps;

/// What a list is asked for.
#[derive(Debug, Default)]
pub(super) struct Options {
    pub(super) filter: Option<Condition>,
    /// Only rows above this version.
    pub(super) after: Option<i64>,
    /// Every property when empty.
    pub(super) select: Vec<&'static Property>,
    pub(super) expand: bool,
    /// Properties to sort by, and whether each goes downwards.
    pub(super) order: Vec<(&'static Property, bool)>,
    pub(super) top: Option<usize>,
    pub(super) skip: usize,
    pub(super) count: bool,
    pub(super) continued: bool,
}

impl Options {
    pub(super) fn read(
        entity: &'static Entity,
        query: Option<&str>,
        traps: &Traps,
    ) -> Result<Self, Stop> {
        let mut options = Self::default();
        let mut seen = Vec::new();
        for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            if seen.contains(&name) {
                return Err(strict(entity, &format!("The query option '{name}' was sent twice.")));
            }
            options.read_one(entity, &name, &value, traps)?;
            seen.push(name);
        }
        options.check(entity, traps)?;
        Ok(options)
    }

    fn read_one(
        &mut self,
        entity: &'static Entity,
        name: &str,
        value: &str,
        traps: &Traps,
    ) -> Result<(), Stop> {
        let sync = entity.family == Family::Sync;
        match name {
            "$filter" => self.read_filter(entity, value, traps),
            "$select" => self.read_select(entity, value, traps),
            "$skiptoken" => {
                self.continued = true;
                Ok(())
            }
            "$orderby" if !sync => self.read_order(entity, value, traps),
            "$top" if !sync => {
                self.top = Some(number(entity, name, value)?);
                Ok(())
            }
            "$skip" if !sync => {
                self.skip = number(entity, name, value)?;
                Ok(())
            }
            "$inlinecount" if !sync && (value == "allpages" || value == "none") => {
                self.count = value == "allpages";
                Ok(())
            }
            "$expand" if entity.source == Source::SalesInvoices && value == "SalesInvoiceLines" => {
                self.expand = true;
                Ok(())
            }
            _ => {
                let why = format!("The query option '{name}={value}' is not supported.");
                Err(strict(entity, &why))
            }
        }
    }

    fn read_filter(
        &mut self,
        entity: &'static Entity,
        value: &str,
        traps: &Traps,
    ) -> Result<(), Stop> {
        let condition = filter::parse(entity, value).map_err(|why| strict(entity, &why))?;
        if entity.family == Family::Sync {
            self.after = Some(timestamp(&condition).ok_or_else(|| {
                strict(entity, &format!("Only 'Timestamp gt nL' can be filtered on: {value}"))
            })?);
            return Ok(());
        }
        for property in condition.properties() {
            check_name(entity, property.name, traps)?;
            let switched = entity.source == Source::Documents
                && traps.document_filters.contains(property.name);
            if !property.filter && !switched {
                let why = format!("Filtering on these fields is not supported: {}", property.name);
                return Err(strict(entity, &why));
            }
        }
        self.filter = Some(condition);
        Ok(())
    }

    fn read_select(
        &mut self,
        entity: &'static Entity,
        value: &str,
        traps: &Traps,
    ) -> Result<(), Stop> {
        if value == "*" && entity.family == Family::Single {
            return Ok(());
        }
        for name in value.split(',') {
            let property = find(entity, name.trim(), traps)?;
            if self.select.contains(&property) {
                return Err(strict(entity, &format!("'{name}' is selected twice.")));
            }
            self.select.push(property);
        }
        Ok(())
    }

    fn read_order(
        &mut self,
        entity: &'static Entity,
        value: &str,
        traps: &Traps,
    ) -> Result<(), Stop> {
        for part in value.split(',') {
            let mut words = part.split_whitespace();
            let property = find(entity, words.next().unwrap_or_default(), traps)?;
            let down = match words.next() {
                None | Some("asc") => false,
                Some("desc") => true,
                Some(other) => return Err(strict(entity, &format!("Unknown order '{other}'."))),
            };
            if words.next().is_some() || property.kind == Kind::Collection {
                return Err(strict(entity, &format!("Syntax error in '{part}'.")));
            }
            self.order.push((property, down));
        }
        Ok(())
    }

    fn check(&self, entity: &'static Entity, traps: &Traps) -> Result<(), Stop> {
        let one = self.top == Some(1) && entity.family == Family::Single;
        let demanded = traps.mandatory_select || entity.family != Family::Single;
        if self.select.is_empty() && demanded && !one {
            let why = "Please add a $select or a $top=1 statement to the query string.";
            return Err(strict(entity, why));
        }
        let filtered = matches!(entity.source, Source::Accounts | Source::Items)
            && entity.family != Family::Sync;
        if filtered && traps.mandatory_filter && self.filter.is_none() {
            let why = "This endpoint has mandatory filtering applied. A GET request for this \
                       endpoint must have a $filter parameter with one of the following fields: \
                       ID, Code, Name, Modified";
            return Err(strict(entity, why));
        }
        Ok(())
    }
}

/// The number in `Timestamp gt 1L`. Without the suffix a timestamp above 32 bits is no literal.
fn timestamp(condition: &Condition) -> Option<i64> {
    match condition {
        Condition::Compare(
            Operand::Property(property),
            Operator::Greater,
            Operand::Literal(odata::Value::Long(version)),
        ) if property.name == "Timestamp" => Some(*version),
        _ => None,
    }
}

fn find(entity: &'static Entity, name: &str, traps: &Traps) -> Result<&'static Property, Stop> {
    check_name(entity, name, traps)?;
    entity.property(name).ok_or_else(|| strict(entity, &no_property(entity, name)))
}

fn check_name(entity: &Entity, name: &str, traps: &Traps) -> Result<(), Stop> {
    if traps.refused_names.contains(&(entity.path.to_owned(), name.to_owned())) {
        return Err(Stop::data(bad_request(&no_property(entity, name))));
    }
    Ok(())
}

fn no_property(entity: &Entity, name: &str) -> String {
    let model = entity.model;
    format!("Could not find a property named '{name}' on type 'Exact.Web.Api.Models.{model}'.")
}

fn number(entity: &Entity, name: &str, value: &str) -> Result<usize, Stop> {
    value.parse().map_err(|_| strict(entity, &format!("'{name}' must be a whole number.")))
}

fn strict(entity: &Entity, why: &str) -> Stop {
    Stop::strict(bad_request(why), format!("GET {}: {why}", entity.path))
}
