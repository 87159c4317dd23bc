//! The vendor's `$filter`: OData version 3, with names in capitals of their own.

mod evaluate;
mod lexer;
mod names;
mod parser;

pub(super) use evaluate::{Value, holds};
pub(super) use names::{BTW_INGAVE, Kind, ORDERSTATUSSEN, PROCESSTATUSSEN, Property, Resource};
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
    /// Some element of a list satisfies the condition, in which it is [`Operand::Element`].
    Any(&'static Property, Box<Condition>),
}

/// One side of a comparison.
#[derive(Debug, Clone)]
pub(super) enum Operand {
    Property(&'static Property),
    Element(Kind),
    Literal(Value),
    /// The second text contains the first.
    SubstringOf(Box<Operand>, Box<Operand>),
    /// The first text starts with the second.
    StartsWith(Box<Operand>, Box<Operand>),
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
