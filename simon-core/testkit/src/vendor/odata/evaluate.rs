//! Whether a row satisfies a condition.

use std::cmp::Ordering;

use super::{Condition, Function, Operand, Operator, Value};

/// Whether the condition holds; `read` gives the row's value of a property, and `folded` what of a text
/// counts when two are compared. Functions never look at letter case.
pub fn holds<P: Copy>(
    condition: &Condition<P>,
    folded: fn(&str) -> String,
    read: &dyn Fn(P) -> Value,
) -> bool {
    Row { folded, read }.satisfies(condition, &Value::Null)
}

/// How two values compare; none when they do not. `folded` as for [`holds`].
#[must_use]
pub fn order(left: &Value, right: &Value, folded: fn(&str) -> String) -> Option<Ordering> {
    match (left, right) {
        (Value::Null, Value::Null) => Some(Ordering::Equal),
        (Value::Bool(a), Value::Bool(b)) => Some(a.cmp(b)),
        (Value::Text(a), Value::Text(b)) => Some(folded(a).cmp(&folded(b))),
        (Value::Guid(a), Value::Guid(b)) => Some(a.cmp(b)),
        (Value::Time(a), Value::Time(b)) => Some(a.cmp(b)),
        _ => Some(left.as_number()?.cmp(&right.as_number()?)),
    }
}

struct Row<'a, P> {
    folded: fn(&str) -> String,
    read: &'a dyn Fn(P) -> Value,
}

impl<P: Copy> Row<'_, P> {
    fn satisfies(&self, condition: &Condition<P>, element: &Value) -> bool {
        match condition {
            Condition::Both(a, b) => self.satisfies(a, element) && self.satisfies(b, element),
            Condition::Either(a, b) => self.satisfies(a, element) || self.satisfies(b, element),
            Condition::Not(inner) => !self.satisfies(inner, element),
            Condition::Truth(operand) => self.value(operand, element) == Value::Bool(true),
            Condition::Compare(left, operator, right) => {
                let (left, right) = (self.value(left, element), self.value(right, element));
                fits(order(&left, &right, self.folded), *operator)
            }
            Condition::Any(property, inner) => match (self.read)(*property) {
                Value::Texts(texts) => {
                    texts.into_iter().any(|text| self.satisfies(inner, &Value::Text(text)))
                }
                _ => false,
            },
        }
    }

    fn value(&self, operand: &Operand<P>, element: &Value) -> Value {
        match operand {
            Operand::Property(property) => (self.read)(*property),
            Operand::Element(_) => element.clone(),
            Operand::Literal(literal) => literal.clone(),
            Operand::Call(function, texts) => match texts.as_slice() {
                [text] => of_one(*function, self.value(text, element)),
                [a, b] => self.of_two(*function, self.value(a, element), self.value(b, element)),
                _ => Value::Null,
            },
        }
    }

    fn of_two(&self, function: Function, a: Value, b: Value) -> Value {
        let (Value::Text(a), Value::Text(b)) = (a, b) else { return Value::Bool(false) };
        let (lower_a, lower_b) = (a.to_lowercase(), b.to_lowercase());
        Value::Bool(match function {
            Function::SubstringOf => lower_b.contains(&lower_a),
            Function::StartsWith => lower_a.starts_with(&lower_b),
            _ => (self.folded)(&a).to_lowercase().ends_with(&lower_b),
        })
    }
}

fn of_one(function: Function, value: Value) -> Value {
    match (function, value) {
        (Function::Trim, Value::Text(text)) => Value::Text(text.trim().to_owned()),
        (_, Value::Text(text)) => Value::Text(text.to_lowercase()),
        (_, other) => other,
    }
}

fn fits(order: Option<Ordering>, operator: Operator) -> bool {
    match operator {
        Operator::Equal => order == Some(Ordering::Equal),
        Operator::NotEqual => order != Some(Ordering::Equal),
        Operator::Greater => order == Some(Ordering::Greater),
        Operator::GreaterOrEqual => order.is_some_and(Ordering::is_ge),
        Operator::Less => order == Some(Ordering::Less),
        Operator::LessOrEqual => order.is_some_and(Ordering::is_le),
    }
}
