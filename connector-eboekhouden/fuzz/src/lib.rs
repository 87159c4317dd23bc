//! What the targets share: a second reading of XML, by quick-xml's own reader, and a count of memory.

pub mod memory;
pub mod xml;
