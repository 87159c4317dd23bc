//! Base64 without line breaks: with the standard alphabet and padding as bodies carry it, and with the
//! alphabet for URLs and without padding as paths and tokens carry it.
//!
//! ```
//! use simon_testkit::vendor::base64;
//! assert_eq!(base64::encode(b"fo"), "Zm8=");
//! assert_eq!(base64::encode_url(b"\xfb\xff"), "-_8");
//! assert_eq!(base64::decode_url("-_8").as_deref(), Some(b"\xfb\xff".as_slice()));
//! ```

const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The bytes of a padded text, or nothing when it is no base64.
#[must_use]
pub fn decode(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(4) {
        return None;
    }
    let digits = text.trim_end_matches('=');
    if text.len() - digits.len() > 2 {
        return None;
    }
    read(digits, *b"+/")
}

/// The bytes of a text without padding in the alphabet for URLs, or nothing when it is none.
#[must_use]
pub fn decode_url(text: &str) -> Option<Vec<u8>> {
    if text.len() % 4 == 1 { None } else { read(text, *b"-_") }
}

/// The text of bytes, padded.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    let mut text = write(bytes, STANDARD);
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}

/// The text of bytes in the alphabet for URLs, without padding.
#[must_use]
pub fn encode_url(bytes: &[u8]) -> String {
    write(bytes, URL)
}

fn read(digits: &str, signs: [u8; 2]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(digits.len() / 4 * 3 + 2);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for digit in digits.bytes() {
        bits = (bits << 6) | value(digit, signs)?;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from((bits >> held) & 0xff).ok()?);
            bits &= (1 << held) - 1;
        }
    }
    (bits == 0).then_some(bytes)
}

fn value(digit: u8, signs: [u8; 2]) -> Option<u32> {
    Some(match digit {
        b'A'..=b'Z' => u32::from(digit - b'A'),
        b'a'..=b'z' => u32::from(digit - b'a') + 26,
        b'0'..=b'9' => u32::from(digit - b'0') + 52,
        _ => u32::try_from(signs.iter().position(|sign| *sign == digit)?).ok()? + 62,
    })
}

fn write(bytes: &[u8], alphabet: &[u8; 64]) -> String {
    let digit = |bits: u32| {
        let at = usize::try_from(bits & 0x3f).unwrap_or_default();
        alphabet.get(at).copied().map_or('=', char::from)
    };
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let place = |bits: u32, at: usize| (bits << 8) | u32::from(*group.get(at).unwrap_or(&0));
        let bits = (0..3).fold(0, place);
        let digits = [bits >> 18, bits >> 12, bits >> 6, bits].map(digit);
        text.extend(digits.into_iter().take(group.len() + 1));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_what_rfc_4648_writes() {
        for (text, bytes) in
            [("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYg==", "foob")]
        {
            assert_eq!(decode(text).as_deref(), Some(bytes.as_bytes()));
            assert_eq!(encode(bytes.as_bytes()), text);
            let bare = text.trim_end_matches('=');
            assert_eq!(decode_url(bare).as_deref(), Some(bytes.as_bytes()));
            assert_eq!(encode_url(bytes.as_bytes()), bare);
        }
        for wrong in ["Zg", "Zg=", "Zh==", "%PDF", "Z===", "Zm9v\n"] {
            assert_eq!(decode(wrong), None, "{wrong}");
        }
        for wrong in ["Zg==", "Zh", "Z", "+_8"] {
            assert_eq!(decode_url(wrong), None, "{wrong}");
        }
    }
}
