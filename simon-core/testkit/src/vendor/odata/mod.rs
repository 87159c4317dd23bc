//! OData filters: one reading and one meaning, with what a vendor has of it in a [`Dialect`].
//!
//! What a vendor does not have is refused: a name, a function, a literal, a comparison of two kinds.
//!
//! ```
//! use simon_testkit::vendor::json;
//! use simon_testkit::vendor::odata::{self, Dialect, Function, Kind, Refusal, Value};
//!
//! struct Customers;
//!
//! impl Dialect for Customers {
//!     type Property = &'static str;
//!     const FUNCTIONS: &'static [Function] = &[Function::StartsWith];
//!
//!     fn property(&self, name: &str) -> Option<&'static str> {
//!         (name == "Name").then_some("Name")
//!     }
//!     fn kind(&self, _: &'static str) -> Kind {
//!         Kind::Text
//!     }
//!     fn literal(&self, _: &str, _: &str) -> Option<Value> {
//!         None
//!     }
//!     fn number(&self, digits: &str) -> Option<Value> {
//!         json::decimal(digits).map(Value::Number)
//!     }
//!     fn refusal(&self, why: Refusal<'_>) -> String {
//!         format!("{why:?}")
//!     }
//! }
//!
//! let filter = odata::parse(&Customers, "startswith(Name, 'bak') and Name ne 'x'").unwrap();
//! let read = |_| Value::Text("Bakkerij".into());
//! assert!(odata::holds(&filter, str::to_lowercase, &read));
//! assert!(odata::parse(&Customers, "endswith(Name, 'ij')").is_err());
//! assert!(odata::parse(&Customers, "Name eq 3").is_err());
//! ```

mod evaluate;
mod lexer;
mod parser;
#[cfg(test)]
mod tests;

use std::fmt;

use chrono::NaiveDateTime;
use rust_decimal::Decimal;

pub use evaluate::{holds, order};
pub use parser::parse;

/// What the filters of one vendor, or on one of its resources, may say.
pub trait Dialect {
    /// A property that a filter can name.
    type Property: Copy + fmt::Debug;
    /// The functions that there are.
    const FUNCTIONS: &'static [Function];
    /// Whether there is `List/any(x:x eq 'a')`, which came with version 3.
    const ANY: bool = false;
    /// Signs in names, beside letters and digits.
    const SIGNS_IN_NAMES: &'static str = "_";

    /// The property with exactly this name.
    fn property(&self, name: &str) -> Option<Self::Property>;

    /// What a property holds.
    fn kind(&self, property: Self::Property) -> Kind;

    /// The value of a literal with a prefix, such as `guid'...'`.
    fn literal(&self, prefix: &str, content: &str) -> Option<Value>;

    /// The value of a number, which may have a suffix.
    fn number(&self, digits: &str) -> Option<Value>;

    /// The vendor's text for what a filter does wrong.
    fn refusal(&self, why: Refusal<'_>) -> String;
}

/// What a filter does wrong that vendors have texts of their own for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal<'a> {
    /// There is no property of this name.
    Property(&'a str),
    /// There is no function of this name.
    Function(&'a str),
    /// A function takes texts only.
    Arguments,
    /// These two kinds do not compare.
    Kinds(Operator, Kind, Kind),
}

/// What a property or a literal holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A GUID.
    Guid,
    /// A text.
    Text,
    /// A number.
    Number,
    /// True or false.
    Bool,
    /// A time without a zone.
    Time,
    /// A text out of a closed list.
    OneOf(&'static [&'static str]),
    /// A list of texts out of a closed list.
    SomeOf(&'static [&'static str]),
    /// Nothing.
    Null,
    /// What no filter compares.
    Other,
}

/// A value inside a filter, or of a property.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Nothing.
    Null,
    /// True or false.
    Bool(bool),
    /// A number.
    Number(Decimal),
    /// A number with the suffix of 64-bit numbers.
    Long(i64),
    /// A text.
    Text(String),
    /// A GUID.
    Guid(u128),
    /// A time without a zone.
    Time(NaiveDateTime),
    /// A list of texts.
    Texts(Vec<String>),
    /// What no filter compares.
    Other,
}

impl Value {
    /// What it is.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Null => Kind::Null,
            Self::Bool(_) => Kind::Bool,
            Self::Number(_) | Self::Long(_) => Kind::Number,
            Self::Text(_) => Kind::Text,
            Self::Guid(_) => Kind::Guid,
            Self::Time(_) => Kind::Time,
            Self::Texts(_) => Kind::SomeOf(&[]),
            Self::Other => Kind::Other,
        }
    }

    fn as_number(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Long(number) => Some((*number).into()),
            _ => None,
        }
    }
}

/// A condition on one row, whose properties are `P`.
#[derive(Debug, Clone)]
pub enum Condition<P> {
    /// Both hold.
    Both(Box<Self>, Box<Self>),
    /// One of them holds.
    Either(Box<Self>, Box<Self>),
    /// It does not hold.
    Not(Box<Self>),
    /// Two sides compare so.
    Compare(Operand<P>, Operator, Operand<P>),
    /// An operand that is true or false by itself.
    Truth(Operand<P>),
    /// Some element of a list satisfies the condition, in which it is [`Operand::Element`].
    Any(P, Box<Self>),
}

/// One side of a comparison.
#[derive(Debug, Clone)]
pub enum Operand<P> {
    /// A property of the row.
    Property(P),
    /// The element inside `any`.
    Element(Kind),
    /// A value.
    Literal(Value),
    /// A function of texts.
    Call(Function, Vec<Self>),
}

/// A function of texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// The second text contains the first.
    SubstringOf,
    /// The first text starts with the second.
    StartsWith,
    /// The first text ends with the second.
    EndsWith,
    /// The text without blanks around it.
    Trim,
    /// The text in lower case.
    ToLower,
}

impl Function {
    const fn name(self) -> &'static str {
        match self {
            Self::SubstringOf => "substringof",
            Self::StartsWith => "startswith",
            Self::EndsWith => "endswith",
            Self::Trim => "trim",
            Self::ToLower => "tolower",
        }
    }

    /// What it gives.
    const fn kind(self) -> Kind {
        match self {
            Self::SubstringOf | Self::StartsWith | Self::EndsWith => Kind::Bool,
            Self::Trim | Self::ToLower => Kind::Text,
        }
    }

    /// How many texts it takes.
    const fn arguments(self) -> usize {
        match self {
            Self::SubstringOf | Self::StartsWith | Self::EndsWith => 2,
            Self::Trim | Self::ToLower => 1,
        }
    }
}

/// How two sides compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `eq`
    Equal,
    /// `ne`
    NotEqual,
    /// `gt`
    Greater,
    /// `ge`
    GreaterOrEqual,
    /// `lt`
    Less,
    /// `le`
    LessOrEqual,
}

impl<P: Copy> Condition<P> {
    /// The properties that it names.
    #[must_use]
    pub fn properties(&self) -> Vec<P> {
        match self {
            Self::Both(a, b) | Self::Either(a, b) => [a.properties(), b.properties()].concat(),
            Self::Not(inner) => inner.properties(),
            Self::Truth(operand) => operand.properties(),
            Self::Compare(left, _, right) => [left.properties(), right.properties()].concat(),
            Self::Any(property, inner) => [vec![*property], inner.properties()].concat(),
        }
    }
}

impl<P: Copy> Operand<P> {
    fn properties(&self) -> Vec<P> {
        match self {
            Self::Property(property) => vec![*property],
            Self::Element(_) | Self::Literal(_) => Vec::new(),
            Self::Call(_, texts) => texts.iter().flat_map(Self::properties).collect(),
        }
    }
}
