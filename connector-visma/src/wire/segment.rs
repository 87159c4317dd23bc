//! Ids in addresses.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// An id as a segment of a path of the main API: as it is, or in `b64()` when it has characters that an
/// address means otherwise. None for a blank one: without its last segment a path is the listing of
/// everything.
///
/// Source: the vendor's knowledge base: percent-encoding alone fails.
pub(crate) fn segment(id: &str) -> Option<String> {
    let id = id.trim();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._~-".contains(&byte);
    match id {
        "" => None,
        // A path without the segment, or with one less.
        "." | ".." => Some(encoded(id)),
        id if id.bytes().all(plain) => Some(id.to_owned()),
        id => Some(encoded(id)),
    }
}

fn encoded(id: &str) -> String {
    format!("b64({})", URL_SAFE_NO_PAD.encode(id))
}
