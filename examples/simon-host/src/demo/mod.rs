//! `demo`: the whole story of an integration against a simulated vendor, told line by line; and what
//! `serve --demo` shows. Nothing of it needs a configuration or leaves this machine.

mod billit;
mod browser;
mod chapters;
mod eboekhouden;
mod exact;
mod offertes;
mod orders;
mod page;
mod snelstart;
mod stage;
mod story;
mod visma;
mod werkbonnen;

use std::pin::Pin;

use simon_core::message::Message;

use crate::failure::{Exit, Failure};
use crate::output::Output;
pub(crate) use page::Scene;
use story::Story;

/// As small as a PDF can be.
const SMALL_PDF: &[u8] = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

type Told<'a> = Pin<Box<dyn Future<Output = Result<(), Failure>> + Send + 'a>>;
type Tell = for<'a> fn(&'a mut Story) -> Told<'a>;

/// The vendors that have a story.
const STORIES: &[(&str, Tell)] = &[
    ("billit", |story| Box::pin(billit::tell(story))),
    ("eboekhouden", |story| Box::pin(eboekhouden::tell(story))),
    ("exact", |story| Box::pin(exact::tell(story))),
    ("snelstart", |story| Box::pin(snelstart::tell(story))),
    ("visma", |story| Box::pin(visma::tell(story))),
];

/// Plays the story of one vendor, or of all.
///
/// # Errors
/// When the vendor is not known, or the story ended where it should not.
pub(crate) async fn play(vendor: Option<&str>, output: Output) -> Result<Exit, Failure> {
    let chosen: Vec<_> =
        STORIES.iter().filter(|(name, _)| vendor.is_none_or(|vendor| vendor == *name)).collect();
    if chosen.is_empty() {
        let all: Vec<&str> = STORIES.iter().map(|(name, _)| *name).collect();
        let message = Message::new("host-config-leverancier")
            .with("naam", vendor.unwrap_or_default())
            .with("bekend", all.join(", "));
        return Err(Failure::usage(&message));
    }
    let mut exit = Exit::Done;
    for (name, tell) in chosen {
        let mut story = Story::new(name, output);
        tell(&mut story).await?;
        exit = exit.max(story.end());
    }
    Ok(exit)
}
