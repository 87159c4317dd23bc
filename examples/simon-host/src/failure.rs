//! Why a command ended badly, in words for people, and the exit status that says so.

use std::io;
use std::process::ExitCode;
use std::sync::LazyLock;

use simon_core::message::{Catalogue, Message, MessageFiles, Rendered};
use simon_core::{Error, ErrorKind};

/// The texts of this host, beside those of the core.
static TEXTS: LazyLock<Catalogue> = LazyLock::new(|| {
    Catalogue::with_connector(MessageFiles {
        nl: include_str!("messages/nl.ftl"),
        en: include_str!("messages/en.ftl"),
    })
});

/// How a command ended; a later variant outranks an earlier one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// Done.
    #[default]
    Done,
    /// Done, and something needs attention.
    Attention,
    /// The vendor or the network could not be reached.
    Unreachable,
    /// Wrong use or a wrong configuration.
    Usage,
}

impl Exit {
    /// How an error of this kind ends a command.
    pub(crate) const fn of(kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::Config => Self::Usage,
            ErrorKind::Unavailable | ErrorKind::Timeout | ErrorKind::RateLimited => {
                Self::Unreachable
            }
            _ => Self::Attention,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Attention => 1,
            Exit::Usage => 2,
            Exit::Unreachable => 3,
        })
    }
}

/// A command that could not be carried out.
#[derive(Debug, Clone)]
pub(crate) struct Failure {
    pub(crate) exit: Exit,
    pub(crate) rendered: Box<Rendered>,
    /// For the operator, in English; empty when the text says it all.
    pub(crate) technical: String,
}

impl Failure {
    /// Wrong use or a wrong configuration.
    pub(crate) fn usage(message: &Message) -> Self {
        Self { exit: Exit::Usage, rendered: Box::new(text(message)), technical: String::new() }
    }

    /// Something that needs attention.
    pub(crate) fn attention(message: &Message) -> Self {
        Self { exit: Exit::Attention, ..Self::usage(message) }
    }

    /// Keys have to be filled in first.
    pub(crate) fn not_connected() -> Self {
        Self::attention(&Message::new("host-pagina-koppelen"))
    }

    /// An error of the core or a connector, in the words of its catalogue.
    pub(crate) fn of(error: &Error, catalogue: &Catalogue) -> Self {
        let technical = match error.vendor_text() {
            Some(text) => format!("{error} [{text}]"),
            None => error.to_string(),
        };
        Self {
            exit: Exit::of(error.kind()),
            rendered: Box::new(catalogue.render(error.message())),
            technical,
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::of(&error, &TEXTS)
    }
}

/// Adds why a file cannot be read, in words of the catalogue where it has them.
pub(crate) fn unreadable(message: Message, error: &io::Error) -> Message {
    let cause = match error.kind() {
        io::ErrorKind::NotFound => "bestaat-niet",
        io::ErrorKind::PermissionDenied => "geen-toegang",
        io::ErrorKind::IsADirectory => "map",
        io::ErrorKind::FileTooLarge => "te-groot",
        io::ErrorKind::InvalidData => "geen-tekst",
        _ => "anders",
    };
    message.with("oorzaak", cause).with("detail", error)
}

/// Adds what a parser expected, in words of the catalogue where it has them. What was found instead
/// stays out: it may be a secret.
pub(crate) fn expected(message: Message, detail: &str) -> Message {
    let add = |kind: &str, detail: &str| message.with("verwacht", kind).with("detail", detail);
    if let Some(key) = detail.strip_prefix("duplicate field ") {
        return add("dubbel", key.trim_matches('`'));
    }
    match detail.rsplit_once(", expected ").map_or(detail, |(_, wanted)| wanted) {
        wanted @ "a string" => add("tekst", wanted),
        wanted @ ("u16" | "u32" | "u64") => add("getal", wanted),
        wanted @ "a boolean" => add("ja-nee", wanted),
        wanted @ "a sequence" => add("lijst", wanted),
        wanted if wanted == "a map" || wanted.starts_with("struct ") => add("object", wanted),
        wanted if wanted.contains('`') => {
            let choices: Vec<&str> = wanted.split('`').skip(1).step_by(2).collect();
            add("keuze", &choices.join(", "))
        }
        wanted => add("anders", wanted),
    }
}

/// One of the host's own texts.
pub(crate) fn text(message: &Message) -> Rendered {
    TEXTS.render(message)
}

/// The catalogue that holds the host's own texts.
pub(crate) fn texts() -> &'static Catalogue {
    &TEXTS
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
    use super::*;

    fn codes(source: &str) -> Vec<&str> {
        let is_code = |line: &&str| line.starts_with("host-");
        source.lines().filter(is_code).map(|line| line.split(' ').next().unwrap()).collect()
    }

    #[test]
    fn both_languages_have_the_same_texts() {
        let (nl, en) = (include_str!("messages/nl.ftl"), include_str!("messages/en.ftl"));
        assert_eq!(codes(nl), codes(en));
        let problems = simon_core::message::check(MessageFiles { nl, en });
        assert!(problems.is_empty(), "{problems:#?}");
        assert!(codes(nl).iter().all(|code| TEXTS.has(code)));
    }

    #[test]
    fn a_worse_end_outranks_a_better_one() {
        assert!(Exit::Done < Exit::Attention && Exit::Attention < Exit::Unreachable);
        assert!(Exit::Unreachable < Exit::Usage);
    }
}
