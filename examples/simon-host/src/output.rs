//! What a command prints: text for people, or one JSON document per line, on standard output;
//! progress and diagnostics on standard error.

use std::fmt::Display;
use std::io::Write;

use serde::Serialize;
use simon_core::message::{Message, Rendered, Taal, Tekst};

use crate::failure::{Failure, text};

/// Where a command's output goes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Output {
    json: bool,
    taal: Taal,
}

impl Output {
    pub(crate) const fn new(json: bool, taal: Taal) -> Self {
        Self { json, taal }
    }

    pub(crate) const fn with_taal(self, taal: Taal) -> Self {
        Self { taal, ..self }
    }

    /// The chosen language.
    pub(crate) const fn taal(self) -> Taal {
        self.taal
    }

    /// One result: the document with `--json`, else the text.
    pub(crate) fn show(&self, document: &impl Serialize, text: impl FnOnce() -> String) {
        if self.json {
            match serde_json::to_string(document) {
                Ok(line) => print(&line),
                Err(error) => self.note(format!("cannot write a result as JSON: {error}")),
            }
        } else {
            print(&text());
        }
    }

    /// Progress or a diagnostic, on standard error.
    pub(crate) fn note(&self, text: impl Display) {
        // Nobody may be listening any more; there is nowhere left to say so.
        let _ = writeln!(std::io::stderr(), "{text}");
    }

    /// What a person would miss in an empty answer, on standard error; a script sees that it is empty.
    pub(crate) fn remark(&self, code: &'static str) {
        if !self.json {
            self.note(self.tekst(&text(&Message::new(code)).bericht));
        }
    }

    /// A failure, on standard error.
    pub(crate) fn failure(&self, failure: &Failure) {
        self.note(format!("{}: {}", self.pick("Fout", "Error"), self.full(&failure.rendered)));
        if !failure.technical.is_empty() {
            self.note(format!("  ({})", failure.technical));
        }
    }

    /// Text and action in one.
    pub(crate) fn full(&self, rendered: &Rendered) -> String {
        match &rendered.actie {
            Some(actie) => {
                let todo = self.pick("Te nemen actie", "Action to take");
                format!("{}\n  {todo}: {}", self.tekst(&rendered.bericht), self.tekst(actie))
            }
            None => self.tekst(&rendered.bericht).to_owned(),
        }
    }

    /// A text in the chosen language.
    pub(crate) fn tekst<'a>(&self, tekst: &'a Tekst) -> &'a str {
        tekst.in_taal(self.taal)
    }

    /// One of two words, by language.
    pub(crate) fn pick<'a>(&self, nl: &'a str, en: &'a str) -> &'a str {
        match self.taal {
            Taal::En => en,
            _ => nl,
        }
    }
}

fn print(line: &str) {
    // A reader that went away (`| head`) is no reason to fail.
    let _ = writeln!(std::io::stdout(), "{line}");
}
