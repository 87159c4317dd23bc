//! The vendor's `$filter`: OData version 2.

mod evaluate;
mod lexer;
mod parser;

use super::schema::Property;
use super::value::Value;

pub(super) use evaluate::{holds, order};
pub(super) use parser::parse;

/// A condition on one row.
#[derive(Debug, Clone)]
pub(super) enum Condition {
    Both(Box<Condition>, Box<Condition>),
    Either(Box<Condition>, Box<Condition>),
    Not(Box<Condition>),
    Compare(Operand, Operator, Operand),
    /// An operand that is true or false by itself.
    Truth(Operand),
}

/// One side of a comparison.
#[derive(Debug, Clone)]
pub(super) enum Operand {
    Property(&'static Property),
    Literal(Value),
    Trim(Box<Operand>),
    ToLower(Box<Operand>),
    /// The second text contains the first.
    SubstringOf(Box<Operand>, Box<Operand>),
    /// The first text starts with the second.
    StartsWith(Box<Operand>, Box<Operand>),
    /// The first text ends with the second.
    EndsWith(Box<Operand>, Box<Operand>),
}

/// How two sides compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

impl Condition {
    /// The properties that it names.
    pub(super) fn properties(&self) -> Vec<&'static Property> {
        match self {
            Self::Both(a, b) | Self::Either(a, b) => [a.properties(), b.properties()].concat(),
            Self::Not(inner) => inner.properties(),
            Self::Truth(operand) => operand.properties(),
            Self::Compare(left, _, right) => [left.properties(), right.properties()].concat(),
        }
    }
}

impl Operand {
    fn properties(&self) -> Vec<&'static Property> {
        match self {
            Self::Property(property) => vec![property],
            Self::Literal(_) => Vec::new(),
            Self::Trim(inner) | Self::ToLower(inner) => inner.properties(),
            Self::SubstringOf(a, b) | Self::StartsWith(a, b) | Self::EndsWith(a, b) => {
                [a.properties(), b.properties()].concat()
            }
        }
    }
}
