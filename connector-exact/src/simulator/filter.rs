//! The vendor's `$filter`: OData version 2.

use std::cmp::Ordering;

use simon_testkit::vendor::json;
use simon_testkit::vendor::odata::{self, Dialect, Function, Refusal};

use super::schema::{Entity, Kind, Property};
use super::value::Value;
use super::{clock, guid};

/// A condition on one row.
pub(super) type Condition = odata::Condition<&'static Property>;

/// Reads a filter on a resource; the error is the vendor's text.
pub(super) fn parse(entity: &'static Entity, filter: &str) -> Result<Condition, String> {
    odata::parse(&entity, filter)
}

/// Whether the condition holds; `read` gives the row's value of a property.
pub(super) fn holds(condition: &Condition, read: &dyn Fn(&str) -> Value) -> bool {
    odata::holds(condition, folded, &|property: &'static Property| read(property.name).into())
}

/// How two values compare; none when they do not.
pub(super) fn order(left: Value, right: Value) -> Option<Ordering> {
    odata::order(&left.into(), &right.into(), folded)
}

/// Texts compare as the vendor's database does: without regard to letter case and trailing blanks.
fn folded(text: &str) -> String {
    text.trim_end_matches(' ').to_lowercase()
}

impl Dialect for &'static Entity {
    type Property = &'static Property;
    const FUNCTIONS: &'static [Function] = &[
        Function::SubstringOf,
        Function::StartsWith,
        Function::EndsWith,
        Function::Trim,
        Function::ToLower,
    ];

    fn property(&self, name: &str) -> Option<&'static Property> {
        Entity::property(self, name)
    }

    fn kind(&self, property: &'static Property) -> odata::Kind {
        match property.kind {
            Kind::Guid => odata::Kind::Guid,
            Kind::Text => odata::Kind::Text,
            Kind::Time => odata::Kind::Time,
            Kind::Double | Kind::Int | Kind::Long | Kind::Byte => odata::Kind::Number,
            Kind::Bool => odata::Kind::Bool,
            Kind::Binary | Kind::Collection => odata::Kind::Other,
        }
    }

    fn literal(&self, prefix: &str, content: &str) -> Option<odata::Value> {
        match prefix {
            "guid" => guid::parse(content).map(odata::Value::Guid),
            // A literal without a time part is refused.
            "datetime" if content.contains('T') => clock::parse(content).map(odata::Value::Time),
            _ => None,
        }
    }

    fn number(&self, digits: &str) -> Option<odata::Value> {
        match digits.strip_suffix('L') {
            Some(long) => long.parse().ok().map(odata::Value::Long),
            None => {
                let plain = digits.trim_end_matches(['m', 'M', 'd', 'D', 'f', 'F']);
                json::decimal(plain).map(odata::Value::Number)
            }
        }
    }

    fn refusal(&self, why: Refusal<'_>) -> String {
        match why {
            Refusal::Property(name) => {
                format!(
                    "No property '{name}' exists in type 'Exact.Web.Api.Models.{}'.",
                    self.model
                )
            }
            Refusal::Function(name) => format!("Unknown function '{name}'."),
            Refusal::Arguments => "No applicable function exists for the arguments.".into(),
            Refusal::Kinds(operator, left, right) => format!(
                "Operator '{operator:?}' incompatible with operand types '{left:?}' and '{right:?}'."
            ),
        }
    }
}

impl From<Value> for odata::Value {
    fn from(value: Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(flag) => Self::Bool(flag),
            Value::Number(number) => Self::Number(number),
            Value::Long(number) => Self::Long(number),
            Value::Text(text) => Self::Text(text),
            Value::Guid(key) => Self::Guid(key),
            Value::Time(time) => Self::Time(time),
            Value::Raw(_) => Self::Other,
        }
    }
}
