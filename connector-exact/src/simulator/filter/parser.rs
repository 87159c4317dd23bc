//! From pieces to a condition, with the types checked.

use super::super::schema::{Entity, Kind};
use super::lexer::{Token, cut};
use super::{Condition, Operand, Operator, Value};

/// Reads a filter on a resource; the error is the vendor's text.
pub(in crate::simulator) fn parse(
    entity: &'static Entity,
    filter: &str,
) -> Result<Condition, String> {
    let tokens = cut(filter)?;
    let mut parser = Parser { entity, tokens: tokens.into_iter().peekable(), depth: 0 };
    let condition = parser.either()?;
    match parser.tokens.next() {
        None => Ok(condition),
        Some(left) => Err(format!("Syntax error: {left:?} was not expected in '{filter}'.")),
    }
}

/// Brackets deeper than this are refused.
const MAX_DEPTH: usize = 50;

/// What an operand holds, as far as comparing goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Null,
    Bool,
    Number,
    Text,
    Guid,
    Time,
    Other,
}

struct Parser {
    entity: &'static Entity,
    tokens: std::iter::Peekable<std::vec::IntoIter<Token>>,
    depth: usize,
}

impl Parser {
    fn either(&mut self) -> Result<Condition, String> {
        let mut left = self.both()?;
        while self.take_word("or") {
            left = Condition::Either(Box::new(left), Box::new(self.both()?));
        }
        Ok(left)
    }

    fn both(&mut self) -> Result<Condition, String> {
        let mut left = self.one()?;
        while self.take_word("and") {
            left = Condition::Both(Box::new(left), Box::new(self.one()?));
        }
        Ok(left)
    }

    fn one(&mut self) -> Result<Condition, String> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err("The recursion limit has been exceeded in the filter.".into());
        }
        let condition = if self.take_word("not") {
            Condition::Not(Box::new(self.one()?))
        } else if self.take(&Token::Open) {
            let inner = self.either()?;
            self.need(&Token::Close)?;
            inner
        } else {
            self.comparison()?
        };
        self.depth -= 1;
        Ok(condition)
    }

    fn comparison(&mut self) -> Result<Condition, String> {
        let left = self.operand()?;
        let Some(operator) = self.operator() else {
            return match class(&left) {
                Class::Bool => Ok(Condition::Truth(left)),
                _ => Err("The filter must evaluate to a single boolean value.".into()),
            };
        };
        let right = self.operand()?;
        match (class(&left), class(&right)) {
            (Class::Other, _) | (_, Class::Other) => {}
            (Class::Null, _) | (_, Class::Null) => {
                return Ok(Condition::Compare(left, operator, right));
            }
            (a, b) if a == b => return Ok(Condition::Compare(left, operator, right)),
            _ => {}
        }
        Err(format!(
            "Operator '{operator:?}' incompatible with operand types '{:?}' and '{:?}'.",
            class(&left),
            class(&right)
        ))
    }

    fn operand(&mut self) -> Result<Operand, String> {
        Ok(Operand::Literal(match self.tokens.next() {
            Some(Token::Text(text)) => Value::Text(text),
            Some(Token::Guid(key)) => Value::Guid(key),
            Some(Token::Time(time)) => Value::Time(time),
            Some(Token::Number(number)) => Value::Number(number),
            Some(Token::Long(number)) => Value::Long(number),
            Some(Token::Word(word)) => return self.named(&word),
            other => return Err(format!("Syntax error: an operand was expected, not {other:?}.")),
        }))
    }

    fn named(&mut self, word: &str) -> Result<Operand, String> {
        match word {
            "true" => Ok(Operand::Literal(Value::Bool(true))),
            "false" => Ok(Operand::Literal(Value::Bool(false))),
            "null" => Ok(Operand::Literal(Value::Null)),
            _ if self.tokens.peek() == Some(&Token::Open) => self.call(word),
            _ => self.entity.property(word).map(Operand::Property).ok_or_else(|| {
                let model = self.entity.model;
                format!("No property '{word}' exists in type 'Exact.Web.Api.Models.{model}'.")
            }),
        }
    }

    fn call(&mut self, name: &str) -> Result<Operand, String> {
        let two = matches!(name, "substringof" | "startswith" | "endswith");
        if !two && !matches!(name, "trim" | "tolower") {
            return Err(format!("Unknown function '{name}'."));
        }
        self.need(&Token::Open)?;
        let first = self.text_operand()?;
        let second = if two {
            self.need(&Token::Comma)?;
            Some(self.text_operand()?)
        } else {
            None
        };
        self.need(&Token::Close)?;
        Ok(match (name, second) {
            ("substringof", Some(second)) => Operand::SubstringOf(first, second),
            ("startswith", Some(second)) => Operand::StartsWith(first, second),
            (_, Some(second)) => Operand::EndsWith(first, second),
            ("trim", None) => Operand::Trim(first),
            (_, None) => Operand::ToLower(first),
        })
    }

    fn text_operand(&mut self) -> Result<Box<Operand>, String> {
        let operand = self.operand()?;
        match class(&operand) {
            Class::Text => Ok(Box::new(operand)),
            _ => Err("No applicable function exists for the arguments.".into()),
        }
    }

    fn operator(&mut self) -> Option<Operator> {
        let Some(Token::Word(word)) = self.tokens.peek() else { return None };
        let operator = match word.as_str() {
            "eq" => Operator::Equal,
            "ne" => Operator::NotEqual,
            "gt" => Operator::Greater,
            "ge" => Operator::GreaterOrEqual,
            "lt" => Operator::Less,
            "le" => Operator::LessOrEqual,
            _ => return None,
        };
        self.tokens.next();
        Some(operator)
    }

    fn take(&mut self, token: &Token) -> bool {
        self.tokens.next_if_eq(token).is_some()
    }

    fn take_word(&mut self, word: &str) -> bool {
        self.tokens.next_if(|token| matches!(token, Token::Word(w) if w == word)).is_some()
    }

    fn need(&mut self, token: &Token) -> Result<(), String> {
        if self.take(token) {
            return Ok(());
        }
        Err(format!("Syntax error: {token:?} was expected, not {:?}.", self.tokens.peek()))
    }
}

fn class(operand: &Operand) -> Class {
    match operand {
        Operand::Property(property) => match property.kind {
            Kind::Guid => Class::Guid,
            Kind::Text => Class::Text,
            Kind::Time => Class::Time,
            Kind::Double | Kind::Int | Kind::Long | Kind::Byte => Class::Number,
            Kind::Bool => Class::Bool,
            Kind::Binary | Kind::Collection => Class::Other,
        },
        Operand::Literal(value) => match value {
            Value::Null => Class::Null,
            Value::Bool(_) => Class::Bool,
            Value::Number(_) | Value::Long(_) => Class::Number,
            Value::Text(_) => Class::Text,
            Value::Guid(_) => Class::Guid,
            Value::Time(_) => Class::Time,
            Value::Raw(_) => Class::Other,
        },
        Operand::Trim(_) | Operand::ToLower(_) => Class::Text,
        Operand::SubstringOf(..) | Operand::StartsWith(..) | Operand::EndsWith(..) => Class::Bool,
    }
}
