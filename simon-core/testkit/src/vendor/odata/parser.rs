//! From pieces to a condition, with the kinds checked.

use super::lexer::{Token, cut};
use super::{Condition, Dialect, Function, Kind, Operand, Operator, Refusal, Value};

/// Reads a filter.
///
/// # Errors
/// The vendor's text, when the filter says what the dialect does not have.
pub fn parse<D: Dialect>(dialect: &D, filter: &str) -> Result<Condition<D::Property>, String> {
    let tokens = cut(dialect, filter)?;
    let mut parser =
        Parser { dialect, tokens: tokens.into_iter().peekable(), element: None, depth: 0 };
    let condition = parser.either()?;
    match parser.tokens.next() {
        None => Ok(condition),
        Some(left) => Err(format!("Syntax error: {left:?} was not expected in '{filter}'.")),
    }
}

/// Brackets deeper than this are refused.
const MAX_DEPTH: usize = 50;

struct Parser<'a, D> {
    dialect: &'a D,
    tokens: std::iter::Peekable<std::vec::IntoIter<Token>>,
    /// The name and kind of the element inside `any`.
    element: Option<(String, Kind)>,
    depth: usize,
}

/// What stands where an operand may stand.
enum Side<P> {
    Operand(Operand<P>),
    Condition(Condition<P>),
}

impl<D: Dialect> Parser<'_, D> {
    fn either(&mut self) -> Result<Condition<D::Property>, String> {
        let mut left = self.both()?;
        while self.take_word("or") {
            left = Condition::Either(Box::new(left), Box::new(self.both()?));
        }
        Ok(left)
    }

    fn both(&mut self) -> Result<Condition<D::Property>, String> {
        let mut left = self.one()?;
        while self.take_word("and") {
            left = Condition::Both(Box::new(left), Box::new(self.one()?));
        }
        Ok(left)
    }

    fn one(&mut self) -> Result<Condition<D::Property>, String> {
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

    fn comparison(&mut self) -> Result<Condition<D::Property>, String> {
        let left = match self.operand()? {
            Side::Condition(condition) => return Ok(condition),
            Side::Operand(operand) => operand,
        };
        let Some(operator) = self.operator() else {
            return match self.kind(&left) {
                Kind::Bool => Ok(Condition::Truth(left)),
                _ => Err("The filter must evaluate to a single boolean value.".into()),
            };
        };
        match self.operand()? {
            Side::Operand(right) => {
                self.check_kinds(&left, operator, &right)?;
                Ok(Condition::Compare(left, operator, right))
            }
            Side::Condition(_) => Err("A collection cannot stand right of an operator.".into()),
        }
    }

    fn operand(&mut self) -> Result<Side<D::Property>, String> {
        match self.tokens.next() {
            Some(Token::Literal(value)) => Ok(Side::Operand(Operand::Literal(value))),
            Some(Token::Word(word)) => self.named(&word),
            other => Err(format!("Syntax error: an operand was expected, not {other:?}.")),
        }
    }

    fn named(&mut self, word: &str) -> Result<Side<D::Property>, String> {
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

    fn call(&mut self, name: &str) -> Result<Side<D::Property>, String> {
        if let Some(list) = name.strip_suffix("/any").filter(|_| D::ANY) {
            return self.any(list);
        }
        let function = D::FUNCTIONS.iter().copied().find(|function| function.name() == name);
        let function = function.ok_or_else(|| self.dialect.refusal(Refusal::Function(name)))?;
        self.need(&Token::Open)?;
        let texts = self.texts(function)?;
        self.need(&Token::Close)?;
        Ok(Side::Operand(Operand::Call(function, texts)))
    }

    fn texts(&mut self, function: Function) -> Result<Vec<Operand<D::Property>>, String> {
        let mut texts = Vec::new();
        for place in 0..function.arguments() {
            if place > 0 {
                self.need(&Token::Comma)?;
            }
            match self.operand()? {
                Side::Operand(operand) if self.kind(&operand) == Kind::Text => texts.push(operand),
                _ => return Err(self.dialect.refusal(Refusal::Arguments)),
            }
        }
        Ok(texts)
    }

    fn any(&mut self, list: &str) -> Result<Side<D::Property>, String> {
        let property = self.property(list)?;
        let Kind::SomeOf(allowed) = self.dialect.kind(property) else {
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

    fn property(&self, name: &str) -> Result<D::Property, String> {
        let found = self.dialect.property(name);
        found.ok_or_else(|| self.dialect.refusal(Refusal::Property(name)))
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

    fn kind(&self, operand: &Operand<D::Property>) -> Kind {
        match operand {
            Operand::Property(property) => self.dialect.kind(*property),
            Operand::Element(kind) => *kind,
            Operand::Literal(value) => value.kind(),
            Operand::Call(function, _) => function.kind(),
        }
    }

    fn check_kinds(
        &self,
        left: &Operand<D::Property>,
        operator: Operator,
        right: &Operand<D::Property>,
    ) -> Result<(), String> {
        let (left_kind, right_kind) = (self.kind(left), self.kind(right));
        match (left_kind, right_kind) {
            (Kind::SomeOf(_) | Kind::Other, _) | (_, Kind::SomeOf(_) | Kind::Other) => {}
            (Kind::Null, _) | (_, Kind::Null) => return Ok(()),
            (Kind::OneOf(allowed), Kind::Text) => return check_one_of(allowed, right),
            (Kind::Text, Kind::OneOf(allowed)) => return check_one_of(allowed, left),
            (left, right) if left == right => return Ok(()),
            _ => {}
        }
        Err(self.dialect.refusal(Refusal::Kinds(operator, left_kind, right_kind)))
    }
}

fn check_one_of<P>(allowed: &[&str], operand: &Operand<P>) -> Result<(), String> {
    match operand {
        Operand::Literal(Value::Text(text)) if !allowed.contains(&text.as_str()) => {
            Err(format!("Requested value '{text}' was not found."))
        }
        _ => Ok(()),
    }
}
