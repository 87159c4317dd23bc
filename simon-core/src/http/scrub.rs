//! What a vendor says, without what may be secret.

/// A vendor's words without what may be a key or an e-mail address (F6). A GUID stays, and so does a
/// long Dutch word. Runs of blanks become one.
#[must_use]
pub fn scrubbed(text: &str) -> String {
    let is_key = |word: &str| {
        let run = word.split(|c: char| !c.is_alphanumeric()).map(str::len).max().unwrap_or(0);
        word.len() > 60 || (run >= 24 && word.contains(|c: char| c.is_ascii_digit()))
    };
    let word = |word: &str| {
        let secret = word.contains('@') || is_key(word);
        if secret { "[...]".to_owned() } else { word.to_owned() }
    };
    text.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}
