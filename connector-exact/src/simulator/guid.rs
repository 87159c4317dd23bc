//! GUIDs: compared as numbers, written in lower case as the vendor does.

pub(super) use simon_testkit::vendor::guid::{numbered, parse, text};
