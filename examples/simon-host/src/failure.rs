//! Why a command ended badly, in words for people, and the exit status that says so.

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
#[derive(Debug)]
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
        assert!(codes(nl).iter().all(|code| TEXTS.has(code)));
    }

    #[test]
    fn a_worse_end_outranks_a_better_one() {
        assert!(Exit::Done < Exit::Attention && Exit::Attention < Exit::Unreachable);
        assert!(Exit::Unreachable < Exit::Usage);
    }
}
