//! to be completed
