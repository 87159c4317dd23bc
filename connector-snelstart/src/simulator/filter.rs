//! The vendor's `$filter`: OData version 3, with names in capitals of their own.

use simon_testkit::vendor::json;
use simon_testkit::vendor::odata::{self, Dialect, Function, Refusal};

use super::names::{Property, Resource};
use super::{guid, stamp};

pub(super) use odata::{Kind, Value};

/// A condition on one row.
pub(super) type Condition = odata::Condition<&'static Property>;

/// Reads a filter on a collection; the error is the vendor's text.
pub(super) fn parse(resource: Resource, filter: &str) -> Result<Condition, String> {
    odata::parse(&resource, filter)
}

/// Whether the condition holds; `read` gives the row's value of a property. Texts compare without
/// regard to letter case, as the vendor's database does.
pub(super) fn holds(condition: &Condition, read: &dyn Fn(&'static Property) -> Value) -> bool {
    odata::holds(condition, str::to_lowercase, read)
}

impl Dialect for Resource {
    type Property = &'static Property;
    const FUNCTIONS: &'static [Function] = &[Function::SubstringOf, Function::StartsWith];
    const ANY: bool = true;
    const SIGNS_IN_NAMES: &'static str = "_/-";

    fn property(&self, name: &str) -> Option<&'static Property> {
        Self::property(*self, name)
    }

    fn kind(&self, property: &'static Property) -> Kind {
        property.kind
    }

    fn literal(&self, prefix: &str, content: &str) -> Option<Value> {
        match prefix.to_ascii_lowercase().as_str() {
            "guid" => guid::parse(content).map(Value::Guid),
            "datetime" => stamp::parse(content).map(Value::Time),
            _ => None,
        }
    }

    fn number(&self, digits: &str) -> Option<Value> {
        let plain = digits.trim_end_matches(['m', 'M', 'd', 'D', 'f', 'F', 'L']);
        json::decimal(plain).map(Value::Number)
    }

    fn refusal(&self, why: Refusal<'_>) -> String {
        match why {
            Refusal::Property(name) => {
                let model = self.model();
                format!("Could not find a property named '{name}' on type '{model}'.")
            }
            Refusal::Function(name) => {
                format!("An unknown function with name '{name}' was found.")
            }
            Refusal::Arguments => "No function signature matches the arguments.".into(),
            Refusal::Kinds(_, left, right) => format!(
                "A binary operator with incompatible types was detected: {left:?} and {right:?}."
            ),
        }
    }
}
