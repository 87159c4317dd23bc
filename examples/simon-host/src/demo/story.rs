//! Telling a story and noticing where it goes another way than it should.

use std::fmt::Display;

use serde::Serialize;
use simon_core::host::{Feed, Tellingen};
use simon_core::integration::Progress;

use crate::failure::Exit;
use crate::output::Output;

/// A story under way.
pub(super) struct Story {
    vendor: &'static str,
    pub(super) output: Output,
    chapter: u32,
    broken: Vec<String>,
}

#[derive(Serialize)]
struct Line<'a> {
    vendor: &'a str,
    hoofdstuk: u32,
    tekst: &'a str,
    ok: bool,
}

impl Story {
    pub(super) fn new(vendor: &'static str, output: Output) -> Self {
        Self { vendor, output, chapter: 0, broken: Vec::new() }
    }

    /// Begins a chapter.
    pub(super) fn chapter(&mut self, nl: &str, en: &str) {
        self.chapter += 1;
        let title = self.output.pick(nl, en);
        let text = format!("\n{}. {title}", self.chapter);
        self.show(title, true, &text);
    }

    /// Tells what happened.
    pub(super) fn tell(&self, text: impl Display) {
        let text = text.to_string();
        self.show(&text, true, &format!("   {text}"));
    }

    /// Tells what happened, in one of two languages.
    pub(super) fn say(&self, nl: &str, en: &str) {
        self.tell(self.output.pick(nl, en));
    }

    /// Tells what should be, and remembers when it is not.
    pub(super) fn expect(&mut self, as_it_should: bool, nl: &str, en: &str) {
        let what = self.output.pick(nl, en).to_owned();
        let mark = if as_it_should { "✓" } else { "✗" };
        self.show(&what, as_it_should, &format!("   {mark} {what}"));
        if !as_it_should {
            self.broken.push(what);
        }
    }

    /// Ends the story.
    pub(super) fn end(self) -> Exit {
        if self.broken.is_empty() {
            self.say("Alles ging zoals het moest.", "Everything went as it should.");
            return Exit::Done;
        }
        let wrong = self.output.pick("Dit ging niet zoals het moest:", "This went wrong:");
        self.output.note(format!("{wrong}\n  {}", self.broken.join("\n  ")));
        Exit::Attention
    }

    fn show(&self, tekst: &str, ok: bool, text: &str) {
        let line = Line { vendor: self.vendor, hoofdstuk: self.chapter, tekst, ok };
        self.output.show(&line, || text.to_owned());
    }
}

/// The pages of a first load, as they come.
impl Progress for Story {
    fn page(&self, feed: Feed, tellingen: &Tellingen, total: Option<u64>) {
        let of = total.map(|total| format!(" / {total}")).unwrap_or_default();
        let calls = self.output.pick("aanroepen", "calls");
        self.tell(format_args!(
            "{}: {}{of} ({} {calls})",
            feed.sleutel(),
            tellingen.ontvangen,
            tellingen.aanroepen
        ));
    }
}
