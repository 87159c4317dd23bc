//! The vendor-neutral rules: which archived werkbon becomes a document and what is on it, and which
//! vendor's order becomes a werkbon. One rule a file; [`build_draft`] holds their order.
//!
//! Everything here is pure: the same input gives the same outcome, without I/O, clock or random.

pub mod cutting;
mod document;
mod draft;
pub mod filter_word;
mod gate;
pub mod geldigheid;
mod hours;
mod lines;
pub mod marking;
mod memo;
mod notes;
pub mod orders;
mod payment_term;
pub mod pdfs;
mod prices;
mod references;
mod scale;
pub mod selection;
mod text_lines;
mod texts;
pub mod werkadressen;

pub use draft::{Draft, DraftInput, Klantprijzen, NotSent, build_draft, lines_without_price};
