//! From pieces to a condition, with the types checked.

use super::lexer::{Token, cut};
use super::{Condition, Kind, Operand, Operator, Property, Resource, Value};

/// Reads a filter on a collection; the error is the vendor's text.
pub(in crate::simulator) fn parse(resource: Resource, filter: &str) -> Result<Condition, String> {
    let tokens = cut(filter)?;
    let mut parser =
        Parser { resource, tokens: tokens.into_iter().peekable(), element: None, depth: 0 };
    let condition = parser.either()?;
    match parser.tokens.next() {
        None => Ok(condition),
        Some(left) => Err(format!("Syntax error: {left:?} was not expected in '{filter}'.")),
    }
}

/// Brackets deeper than this are refused.
const MAX_DEPTH: usize = 50;

struct Parser {
    resource: Resource,
    tokens: std::iter::Peekable<std::vec::IntoIter<Token>>,
    /// The name and kind of the element inside `any`.
    element: Option<(String, Kind)>,
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
        let left = match self.operand()? {
            Side::Condition(condition) => return Ok(condition),
            Side::Operand(operand) => operand,
        };
        let Some(operator) = self.operator() else {
            return match kind(&left) {
                Kind::Bool => Ok(Condition::Truth(left)),
                _ => Err("The filter must evaluate to a single boolean value.".into()),
            };
        };
        match self.operand()? {
            Side::Operand(right) => {
                check_kinds(&left, &right)?;
                Ok(Condition::Compare(left, operator, right))
            }
            Side::Condition(_) => Err("A collection cannot stand right of an operator.".into()),
        }
    }

    fn operand(&mut self) -> Result<Side, String> {
        let literal = match self.tokens.next() {
            Some(Token::Text(text)) => Value::Text(text),
            Some(Token::Guid(key)) => Value::Guid(key),
            Some(Token::Time(time)) => Value::Time(time),
            Some(Token::Number(number)) => Value::Number(number),
            Some(Token::Word(word)) => return self.named(&word),
            other => return Err(format!("Syntax error: an operand was expected, not {other:?}.")),
        };
        Ok(Side::Operand(Operand::Literal(literal)))
    }

    fn named(&mut self, word: &str) -> Result<Side, String> {
        let operand = match word {
            "true" => Operand::Literal(Value::Bool(true)),
            "false" => Operand::Literal(Value::Bool(false)),
            "null" => Operand::Literal(Value::Null),
            _ if self.tokens.peek() == Some(&Token::Open) => return self.call(word),
            _ => match &self.element {
                Some((name, kind)) if name == word => Operand::Element(*kind),
                _ => Operand::Property(self.property(word)?),
            },
        };
        Ok(Side::Operand(operand))
    }

    fn call(&mut self, name: &str) -> Result<Side, String> {
        if let Some(list) = name.strip_suffix("/any") {
            return self.any(list);
        }
        if name != "substringof" && name != "startswith" {
            return Err(format!("An unknown function with name '{name}' was found."));
        }
        self.need(&Token::Open)?;
        let first = self.text_operand()?;
        self.need(&Token::Comma)?;
        let second = self.text_operand()?;
        self.need(&Token::Close)?;
        Ok(Side::Operand(match name {
            "substringof" => Operand::SubstringOf(first, second),
            _ => Operand::StartsWith(first, second),
        }))
    }

    fn text_operand(&mut self) -> Result<Box<Operand>, String> {
        match self.operand()? {
            Side::Operand(operand) if kind(&operand) == Kind::Text => Ok(Box::new(operand)),
            _ => Err("No function signature matches the arguments.".into()),
        }
    }

    fn any(&mut self, list: &str) -> Result<Side, String> {
        let property = self.property(list)?;
        let Kind::SomeOf(allowed) = property.kind else {
            return Err(format!("The property '{list}' is not a collection."));
        };
        self.need(&Token::Open)?;
        let Some(Token::Word(variable)) = self.tokens.next() else {
            return Err("Syntax error: 'any' needs a variable.".into());
        };
        self.need(&Token::Colon)?;
        let outer = self.element.replace((variable, Kind::OneOf(allowed)));
        let condition = self.either()?;
        self.element = outer;
        self.need(&Token::Close)?;
        Ok(Side::Condition(Condition::Any(property, Box::new(condition))))
    }

    fn property(&self, name: &str) -> Result<&'static Property, String> {
        self.resource.property(name).ok_or_else(|| {
            let model = self.resource.model();
            format!("Could not find a property named '{name}' on type '{model}'.")
        })
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

/// What stands where an operand may stand.
enum Side {
    Operand(Operand),
    Condition(Condition),
}

fn kind(operand: &Operand) -> Kind {
    match operand {
        Operand::Property(property) => property.kind,
        Operand::Element(kind) => *kind,
        Operand::Literal(value) => value.kind(),
        Operand::SubstringOf(..) | Operand::StartsWith(..) => Kind::Bool,
    }
}

fn check_kinds(left: &Operand, right: &Operand) -> Result<(), String> {
    match (kind(left), kind(right)) {
        (Kind::SomeOf(_), _) | (_, Kind::SomeOf(_)) => {}
        (Kind::Null, _) | (_, Kind::Null) => return Ok(()),
        (Kind::OneOf(allowed), Kind::Text) => return check_one_of(allowed, right),
        (Kind::Text, Kind::OneOf(allowed)) => return check_one_of(allowed, left),
        (left, right) if left == right => return Ok(()),
        _ => {}
    }
    Err(format!(
        "A binary operator with incompatible types was detected: {:?} and {:?}.",
        kind(left),
        kind(right)
    ))
}

fn check_one_of(allowed: &[&str], operand: &Operand) -> Result<(), String> {
    match operand {
        Operand::Literal(Value::Text(text)) if !allowed.contains(&text.as_str()) => {
            Err(format!("Requested value '{text}' was not found."))
        }
        _ => Ok(()),
    }
}
