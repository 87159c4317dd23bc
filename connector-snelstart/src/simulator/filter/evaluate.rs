//! Whether a row satisfies a condition.

use std::cmp::Ordering;

use chrono::NaiveDateTime;
use rust_decimal::Decimal;

use super::{Condition, Kind, Operand, Operator, Property};

/// A value inside a filter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::simulator) enum Value {
    Null,
    Bool(bool),
    Number(Decimal),
    Text(String),
    Guid(u128),
    Time(NaiveDateTime),
    Texts(Vec<String>),
}

impl Value {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Null => Kind::Null,
            Self::Bool(_) => Kind::Bool,
            Self::Number(_) => Kind::Number,
            Self::Text(_) => Kind::Text,
            Self::Guid(_) => Kind::Guid,
            Self::Time(_) => Kind::Time,
            Self::Texts(_) => Kind::SomeOf(&[]),
        }
    }
}

/// Whether the condition holds; `read` gives the row's value of a property.
pub(in crate::simulator) fn holds(
    condition: &Condition,
    read: &dyn Fn(&'static Property) -> Value,
) -> bool {
    check(condition, read, &Value::Null)
}

fn check(
    condition: &Condition,
    read: &dyn Fn(&'static Property) -> Value,
    element: &Value,
) -> bool {
    match condition {
        Condition::Both(a, b) => check(a, read, element) && check(b, read, element),
        Condition::Either(a, b) => check(a, read, element) || check(b, read, element),
        Condition::Not(inner) => !check(inner, read, element),
        Condition::Truth(operand) => value(operand, read, element) == Value::Bool(true),
        Condition::Compare(left, operator, right) => {
            compare(&value(left, read, element), *operator, &value(right, read, element))
        }
        Condition::Any(property, inner) => match read(property) {
            Value::Texts(texts) => {
                texts.into_iter().any(|text| check(inner, read, &Value::Text(text)))
            }
            _ => false,
        },
    }
}

fn value(operand: &Operand, read: &dyn Fn(&'static Property) -> Value, element: &Value) -> Value {
    let texts = |a: &Operand, b: &Operand, test: fn(&str, &str) -> bool| match (
        value(a, read, element),
        value(b, read, element),
    ) {
        (Value::Text(a), Value::Text(b)) => Value::Bool(test(&a.to_lowercase(), &b.to_lowercase())),
        _ => Value::Bool(false),
    };
    match operand {
        Operand::Property(property) => read(property),
        Operand::Element(_) => element.clone(),
        Operand::Literal(literal) => literal.clone(),
        Operand::SubstringOf(part, whole) => texts(part, whole, |part, whole| whole.contains(part)),
        Operand::StartsWith(whole, start) => {
            texts(whole, start, |whole, start| whole.starts_with(start))
        }
    }
}

fn compare(left: &Value, operator: Operator, right: &Value) -> bool {
    let order = order(left, right);
    match operator {
        Operator::Equal => order == Some(Ordering::Equal),
        Operator::NotEqual => order != Some(Ordering::Equal),
        Operator::Greater => order == Some(Ordering::Greater),
        Operator::GreaterOrEqual => order.is_some_and(Ordering::is_ge),
        Operator::Less => order == Some(Ordering::Less),
        Operator::LessOrEqual => order.is_some_and(Ordering::is_le),
    }
}

/// Texts compare without regard to letter case, as the vendor's database does.
fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Null, Value::Null) => Some(Ordering::Equal),
        (Value::Bool(a), Value::Bool(b)) => Some(a.cmp(b)),
        (Value::Number(a), Value::Number(b)) => Some(a.cmp(b)),
        (Value::Text(a), Value::Text(b)) => Some(a.to_lowercase().cmp(&b.to_lowercase())),
        (Value::Guid(a), Value::Guid(b)) => Some(a.cmp(b)),
        (Value::Time(a), Value::Time(b)) => Some(a.cmp(b)),
        _ => None,
    }
}
