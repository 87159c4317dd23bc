//! GUIDs: compared as numbers, written in lower case as the vendor does.

pub(super) use simon_testkit::vendor::guid::{parse, text};

/// A GUID that stands for one kind of record and a serial number.
pub(super) const fn numbered(kind: u128, serial: u128) -> u128 {
    let scatter = (serial.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20) & 0xffff_ffff;
    (scatter << 96) | ((kind & 0xffff) << 80) | (0x4 << 76) | (0xb << 60) | (0xafe << 48) | serial
}
