//! `#[serde(with = "simon_core::http::decimal")]` (to be completed): JSON numbers and strings as exact decimals.
use rust_decimal::Decimal;
use serde::{Deserializer, Serializer};
/// x
/// # Errors
/// x
pub fn deserialize<'de, D: Deserializer<'de>>(_d: D) -> Result<Decimal, D::Error> {
    Ok(Decimal::ZERO)
}
/// x
/// # Errors
/// x
pub fn serialize<S: Serializer>(_v: &Decimal, s: S) -> Result<S::Ok, S::Error> {
    s.serialize_unit()
}
/// The same for a member that may be absent or null.
pub mod option {
    use rust_decimal::Decimal;
    use serde::{Deserializer, Serializer};
    /// x
    /// # Errors
    /// x
    pub fn deserialize<'de, D: Deserializer<'de>>(_d: D) -> Result<Option<Decimal>, D::Error> {
        Ok(None)
    }
    /// x
    /// # Errors
    /// x
    pub fn serialize<S: Serializer>(_v: &Option<Decimal>, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_unit()
    }
}
