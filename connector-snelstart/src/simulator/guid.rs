//! GUIDs: compared as numbers, written in mixed letter case as the vendor does.

pub(super) use simon_testkit::vendor::guid::{parse, text as lower};

/// The GUID as a record writes its own `id`: every other record in capitals.
pub(super) fn own(key: u128) -> String {
    if key.is_multiple_of(2) { lower(key) } else { lower(key).to_uppercase() }
}

/// The GUID as another record refers to it: in the other letter case.
pub(super) fn reference(key: u128) -> String {
    if key.is_multiple_of(2) { lower(key).to_uppercase() } else { lower(key) }
}

/// A GUID that stands for one kind of record and a serial number.
pub(super) const fn numbered(kind: u128, serial: u128) -> u128 {
    let scatter = (serial.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20) & 0xffff_ffff;
    (kind << 96)
        | ((scatter & 0xffff) << 80)
        | (0x4 << 76)
        | ((scatter >> 20) << 64)
        | (0xb << 60)
        | (0xafe << 48)
        | serial
}
