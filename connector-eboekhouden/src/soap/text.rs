//! References in text, and characters that no document may have.

use super::problem::Problem;

/// No reference is longer: `#x10FFFF` has eight characters.
pub(super) const LONGEST_REFERENCE: usize = 31;

/// Adds a text with its references resolved. Control characters go: the server writes those of its
/// data as references, which XML forbids.
///
/// # Errors
/// A reference to anything but a character and the five of XML.
pub(super) fn push_unescaped(into: &mut String, text: &str) -> Result<(), Problem> {
    let mut rest = text;
    while let Some((plain, tail)) = rest.split_once('&') {
        push_plain(into, plain);
        let (reference, after) = tail.split_once(';').ok_or(Problem::Entity)?;
        let resolved = resolve(reference).ok_or(Problem::Entity)?;
        if is_allowed(resolved) {
            into.push(resolved);
        }
        rest = after;
    }
    push_plain(into, rest);
    Ok(())
}

/// Adds a text as it stands, without control characters.
pub(super) fn push_plain(into: &mut String, text: &str) {
    if text.chars().all(is_allowed) {
        into.push_str(text);
    } else {
        into.extend(text.chars().filter(|c| is_allowed(*c)));
    }
}

/// Whether XML lets a character be.
///
/// Source: XML 1.0, production 2.
pub(super) const fn is_allowed(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => true,
        '\u{FFFE}' | '\u{FFFF}' | '\u{7F}'..='\u{9F}' => false,
        c => c >= ' ',
    }
}

fn resolve(reference: &str) -> Option<char> {
    if reference.len() > LONGEST_REFERENCE {
        return None;
    }
    if let Some(number) = reference.strip_prefix('#') {
        let code = match number.strip_prefix('x') {
            Some(hex) => u32::from_str_radix(digits(hex)?, 16),
            None => digits(number)?.parse(),
        };
        // A number that is no character stands for one that cannot be shown.
        return Some(char::from_u32(code.ok()?).unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    match reference {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        _ => None,
    }
}

/// Only digits: the parsers of numbers take a sign, too.
fn digits(text: &str) -> Option<&str> {
    text.chars().all(|c| c.is_ascii_hexdigit()).then_some(text)
}
