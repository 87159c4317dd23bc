//! The vendor's `$filter`: comparisons of OData version 3, and no functions.

use simon_testkit::vendor::json;
use simon_testkit::vendor::odata::{self, Dialect, Function, Kind, Refusal, Value};

use super::names::{Entity, Property};
use super::stamp;

/// A condition on one row.
pub(super) type Condition = odata::Condition<&'static Property>;

/// How exact a time in a filter may be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimeLiterals {
    /// A date, or a date and whole seconds. More is not known to be taken.
    #[default]
    Seconds,
    /// A date alone, as the vendor's pages show it.
    Dates,
    /// A date, whole seconds, and fractions of a second.
    Fractions,
}

/// What filters on one kind of record may say.
struct Rules {
    entity: Entity,
    literals: TimeLiterals,
}

/// Reads a filter; the error is the vendor's text.
pub(super) fn parse(
    entity: Entity,
    literals: TimeLiterals,
    filter: &str,
) -> Result<Condition, String> {
    let condition = odata::parse(&Rules { entity, literals }, filter)?;
    if negates(&condition) {
        return Err("The operator 'not' is not supported.".into());
    }
    let unknown = |property: &&Property| !property.filter;
    match condition.properties().into_iter().find(unknown) {
        Some(property) => Err(no_property(entity, property.name)),
        None => Ok(condition),
    }
}

fn negates(condition: &Condition) -> bool {
    match condition {
        Condition::Not(_) => true,
        Condition::Both(a, b) | Condition::Either(a, b) => negates(a) || negates(b),
        _ => false,
    }
}

/// Whether the condition holds; `read` gives the row's value of a property.
pub(super) fn holds(condition: &Condition, read: &dyn Fn(&'static Property) -> Value) -> bool {
    odata::holds(condition, folded, read)
}

/// Texts compare as the vendor's database does: without regard to letter case and trailing blanks.
pub(super) fn folded(text: &str) -> String {
    text.trim_end_matches(' ').to_lowercase()
}

/// The vendor's text for a name that cannot be used.
pub(super) fn no_property(entity: Entity, name: &str) -> String {
    format!("Could not find a property named '{name}' on type '{}'.", entity.model())
}

impl Dialect for Rules {
    type Property = &'static Property;
    const FUNCTIONS: &'static [Function] = &[];
    const SIGNS_IN_NAMES: &'static str = "_/";

    fn property(&self, name: &str) -> Option<&'static Property> {
        self.entity.property(name)
    }

    fn kind(&self, property: &'static Property) -> Kind {
        property.kind
    }

    fn literal(&self, prefix: &str, content: &str) -> Option<Value> {
        let fits = match self.literals {
            TimeLiterals::Dates => !content.contains('T'),
            TimeLiterals::Seconds => !content.contains('.'),
            TimeLiterals::Fractions => true,
        };
        let named = ["datetime", "DateTime"].contains(&prefix);
        stamp::parse(content).filter(|_| named && fits).map(Value::Time)
    }

    fn number(&self, digits: &str) -> Option<Value> {
        json::decimal(digits).map(Value::Number)
    }

    fn refusal(&self, why: Refusal<'_>) -> String {
        match why {
            Refusal::Property(name) => no_property(self.entity, name),
            Refusal::Function(name) => format!("The function '{name}' is not supported."),
            Refusal::Arguments => "The arguments of the function do not fit.".into(),
            Refusal::Kinds(_, left, right) => format!(
                "A binary operator with incompatible types was detected: {left:?} and {right:?}."
            ),
        }
    }
}
