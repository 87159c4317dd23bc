//! Whether a row satisfies a condition.

use std::cmp::Ordering;

use super::{Condition, Operand, Operator, Value};

/// Whether the condition holds; `read` gives the row's value of a property.
pub(in crate::simulator) fn holds(condition: &Condition, read: &dyn Fn(&str) -> Value) -> bool {
    match condition {
        Condition::Both(a, b) => holds(a, read) && holds(b, read),
        Condition::Either(a, b) => holds(a, read) || holds(b, read),
        Condition::Not(inner) => !holds(inner, read),
        Condition::Truth(operand) => value(operand, read) == Value::Bool(true),
        Condition::Compare(left, operator, right) => {
            compare(&value(left, read), *operator, &value(right, read))
        }
    }
}

fn value(operand: &Operand, read: &dyn Fn(&str) -> Value) -> Value {
    let texts = |a: &Operand, b: &Operand, test: fn(&str, &str) -> bool| match (
        value(a, read),
        value(b, read),
    ) {
        (Value::Text(a), Value::Text(b)) => Value::Bool(test(&a.to_lowercase(), &b.to_lowercase())),
        _ => Value::Bool(false),
    };
    let mapped = |inner: &Operand, map: fn(&str) -> String| match value(inner, read) {
        Value::Text(text) => Value::Text(map(&text)),
        other => other,
    };
    match operand {
        Operand::Property(property) => read(property.name),
        Operand::Literal(literal) => literal.clone(),
        Operand::Trim(inner) => mapped(inner, |text| text.trim().to_owned()),
        Operand::ToLower(inner) => mapped(inner, str::to_lowercase),
        Operand::SubstringOf(part, whole) => texts(part, whole, |part, whole| whole.contains(part)),
        Operand::StartsWith(whole, start) => {
            texts(whole, start, |whole, start| whole.starts_with(start))
        }
        Operand::EndsWith(whole, end) => {
            texts(whole, end, |whole, end| whole.trim_end().ends_with(end))
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

/// Texts compare as the vendor's database does: without regard to letter case and trailing blanks.
pub(in crate::simulator) fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Null, Value::Null) => Some(Ordering::Equal),
        (Value::Bool(a), Value::Bool(b)) => Some(a.cmp(b)),
        (Value::Text(a), Value::Text(b)) => Some(
            a.trim_end_matches(' ').to_lowercase().cmp(&b.trim_end_matches(' ').to_lowercase()),
        ),
        (Value::Guid(a), Value::Guid(b)) => Some(a.cmp(b)),
        (Value::Time(a), Value::Time(b)) => Some(a.cmp(b)),
        _ => Some(left.as_number()?.cmp(&right.as_number()?)),
    }
}
