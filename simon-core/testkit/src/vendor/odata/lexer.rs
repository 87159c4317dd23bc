//! Cuts a filter into words, literals and signs.

use super::{Dialect, Value};

/// A piece of a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A name, an operator or a path.
    Word(String),
    Literal(Value),
    Open,
    Close,
    Comma,
    Colon,
}

/// Cuts the filter, or says what the vendor does not have.
pub(super) fn cut<D: Dialect>(dialect: &D, filter: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = filter.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, left) = match first {
            '(' => (Token::Open, after(rest, 1)),
            ')' => (Token::Close, after(rest, 1)),
            ',' => (Token::Comma, after(rest, 1)),
            ':' if D::ANY => (Token::Colon, after(rest, 1)),
            '\'' => {
                let (text, left) = quoted(rest)?;
                (Token::Literal(Value::Text(text)), left)
            }
            '-' | '0'..='9' => number(dialect, rest)?,
            c if c.is_ascii_alphabetic() => word(dialect, rest)?,
            c => return Err(format!("Syntax error: character '{c}' is not valid in '{filter}'.")),
        };
        tokens.push(token);
        rest = left.trim_start();
    }
    Ok(tokens)
}

fn after(text: &str, bytes: usize) -> &str {
    text.get(bytes..).unwrap_or_default()
}

/// A text between quotes; a quote inside is doubled.
fn quoted(text: &str) -> Result<(String, &str), String> {
    let mut content = String::new();
    let mut rest = after(text, 1);
    loop {
        let Some((part, left)) = rest.split_once('\'') else {
            return Err(format!("There is an unterminated string literal in '{text}'."));
        };
        content.push_str(part);
        match left.strip_prefix('\'') {
            Some(left) => {
                content.push('\'');
                rest = left;
            }
            None => return Ok((content, left)),
        }
    }
}

/// Up to the end of what might have been a time without quotes, which is no number.
fn number<'a, D: Dialect>(dialect: &D, text: &'a str) -> Result<(Token, &'a str), String> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && !"-.:".contains(c));
    let (digits, left) = text.split_at(end.unwrap_or(text.len()));
    match dialect.number(digits) {
        Some(number) => Ok((Token::Literal(number), left)),
        None => Err(format!("Unrecognized '{digits}' literal in the filter.")),
    }
}

/// A name, or a literal with a prefix such as `guid'...'`.
fn word<'a, D: Dialect>(dialect: &D, text: &'a str) -> Result<(Token, &'a str), String> {
    let in_name = |c: char| c.is_ascii_alphanumeric() || D::SIGNS_IN_NAMES.contains(c);
    let (word, left) = text.split_at(text.find(|c| !in_name(c)).unwrap_or(text.len()));
    if !left.starts_with('\'') {
        return Ok((Token::Word(word.to_owned()), left));
    }
    let (content, left) = quoted(left)?;
    match dialect.literal(word, &content) {
        Some(value) => Ok((Token::Literal(value), left)),
        None => Err(format!("Unrecognized '{word}' literal '{word}'{content}'' in the filter.")),
    }
}
