//! Cuts a filter into words, literals and signs.

use chrono::NaiveDateTime;
use rust_decimal::Decimal;

use super::super::{clock, guid, json};

/// A piece of a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A name or an operator.
    Word(String),
    Text(String),
    Guid(u128),
    Time(NaiveDateTime),
    Number(Decimal),
    /// A number with the suffix of 64-bit numbers.
    Long(i64),
    Open,
    Close,
    Comma,
}

/// Cuts the filter, or says what is not version 2.
pub(super) fn cut(filter: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = filter.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, left) = match first {
            '(' => (Token::Open, after(rest, 1)),
            ')' => (Token::Close, after(rest, 1)),
            ',' => (Token::Comma, after(rest, 1)),
            '\'' => {
                let (text, left) = quoted(rest)?;
                (Token::Text(text), left)
            }
            '-' | '0'..='9' => number(rest)?,
            c if c.is_ascii_alphabetic() => word(rest)?,
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

fn number(text: &str) -> Result<(Token, &str), String> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && !"-.".contains(c));
    let (digits, left) = text.split_at(end.unwrap_or(text.len()));
    let token = match digits.strip_suffix('L') {
        Some(long) => long.parse().ok().map(Token::Long),
        None => {
            let plain = digits.trim_end_matches(['m', 'M', 'd', 'D', 'f', 'F']);
            json::decimal(plain).map(Token::Number)
        }
    };
    token
        .map(|token| (token, left))
        .ok_or_else(|| format!("Unrecognized '{digits}' literal in the filter."))
}

/// A name, or a literal with a prefix such as `guid'...'`.
fn word(text: &str) -> Result<(Token, &str), String> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let (word, left) = text.split_at(end.unwrap_or(text.len()));
    if !left.starts_with('\'') {
        return Ok((Token::Word(word.to_owned()), left));
    }
    let (content, left) = quoted(left)?;
    let token = match word {
        "guid" => guid::parse(&content).map(Token::Guid),
        // A literal without a time part is refused.
        "datetime" if content.contains('T') => clock::parse(&content).map(Token::Time),
        _ => None,
    };
    match token {
        Some(token) => Ok((token, left)),
        None => Err(format!("Unrecognized '{word}' literal '{word}'{content}'' in the filter.")),
    }
}
