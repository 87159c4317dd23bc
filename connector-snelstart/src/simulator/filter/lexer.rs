//! Cuts a filter into words, literals and signs.

use chrono::NaiveDateTime;
use rust_decimal::Decimal;

use super::super::{guid, json, stamp};

/// A piece of a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A name, an operator or a path.
    Word(String),
    Text(String),
    Guid(u128),
    Time(NaiveDateTime),
    Number(Decimal),
    Open,
    Close,
    Comma,
    Colon,
}

/// Cuts the filter, or says what is not version 3.
pub(super) fn cut(filter: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = filter.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, left) = match first {
            '(' => (Token::Open, after(rest, 1)),
            ')' => (Token::Close, after(rest, 1)),
            ',' => (Token::Comma, after(rest, 1)),
            ':' => (Token::Colon, after(rest, 1)),
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
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && !"-.:".contains(c));
    let (digits, left) = text.split_at(end.unwrap_or(text.len()));
    let plain = digits.trim_end_matches(['m', 'M', 'd', 'D', 'f', 'F', 'L']);
    match json::decimal(plain) {
        Some(number) => Ok((Token::Number(number), left)),
        None => Err(format!("Unrecognized '{digits}' literal in the filter.")),
    }
}

/// A name, or a literal with a prefix such as `guid'...'`.
fn word(text: &str) -> Result<(Token, &str), String> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && !"_/-".contains(c));
    let (word, left) = text.split_at(end.unwrap_or(text.len()));
    if !left.starts_with('\'') {
        return Ok((Token::Word(word.to_owned()), left));
    }
    let (content, left) = quoted(left)?;
    let token = match word.to_ascii_lowercase().as_str() {
        "guid" => guid::parse(&content).map(Token::Guid),
        "datetime" => stamp::parse(&content).map(Token::Time),
        _ => None,
    };
    match token {
        Some(token) => Ok((token, left)),
        None => Err(format!("Unrecognized '{word}' literal '{word}'{content}'' in the filter.")),
    }
}
