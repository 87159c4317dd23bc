//! GUIDs: compared as numbers.
//!
//! ```
//! use simon_testkit::vendor::guid;
//! let key = guid::parse("8F2C0000-0000-4000-B000-0AFE00000001").unwrap();
//! assert_eq!(guid::text(key), "8f2c0000-0000-4000-b000-0afe00000001");
//! ```

/// Reads a GUID in its usual form, in any letter case.
#[must_use]
pub fn parse(text: &str) -> Option<u128> {
    let lengths_fit = text.split('-').map(str::len).eq([8, 4, 4, 4, 12]);
    let all_hex = text.bytes().all(|b| b == b'-' || b.is_ascii_hexdigit());
    if !lengths_fit || !all_hex {
        return None;
    }
    u128::from_str_radix(&text.replace('-', ""), 16).ok()
}

/// The GUID in lower case.
#[must_use]
pub fn text(key: u128) -> String {
    let hex = format!("{key:032x}");
    let (a, rest) = hex.split_at(8);
    let (b, rest) = rest.split_at(4);
    let (c, rest) = rest.split_at(4);
    let (d, e) = rest.split_at(4);
    format!("{a}-{b}-{c}-{d}-{e}")
}

/// A GUID that stands for one kind of record and a serial number.
#[must_use]
pub const fn numbered(kind: u128, serial: u128) -> u128 {
    let scatter = (serial.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20) & 0xffff_ffff;
    (scatter << 96) | ((kind & 0xffff) << 80) | (0x4 << 76) | (0xb << 60) | (0xafe << 48) | serial
}
