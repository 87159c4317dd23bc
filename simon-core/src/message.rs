//! The message catalogue: every text that an office worker reads, by code, in Dutch and English (G6).
//!
//! Texts live in Fluent files: `messages/nl.ftl` and `messages/en.ftl` here, and one pair in each
//! connector for its vendor's errors. The text is the message's value, the action to take its
//! attribute `.actie`. A third language is one more file.

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use serde::{Deserialize, Serialize};

mod check;

pub use check::check;

/// A text of the catalogue by its stable code, with the values to fill in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    code: Cow<'static, str>,
    values: Vec<(Cow<'static, str>, String)>,
}

impl Message {
    /// The message with this code.
    #[must_use]
    pub const fn new(code: &'static str) -> Self {
        Self { code: Cow::Borrowed(code), values: Vec::new() }
    }

    /// Fills in `{ $name }`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.values.push((Cow::Borrowed(name), value.to_string()));
        self
    }

    /// The stable, machine-readable code.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }
}

/// One text in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tekst {
    /// Dutch.
    pub nl: String,
    /// English.
    pub en: String,
}

/// A language for users (F5).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Taal {
    /// Dutch.
    #[default]
    Nl,
    /// English.
    En,
}

impl Tekst {
    /// The text in one language.
    #[must_use]
    pub fn in_taal(&self, taal: Taal) -> &str {
        match taal {
            Taal::Nl => &self.nl,
            Taal::En => &self.en,
        }
    }
}

/// A rendered message: what happened and, where something has to be done, what.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rendered {
    /// What happened.
    pub bericht: Tekst,
    /// What to do (te nemen actie).
    pub actie: Option<Tekst>,
}

/// The texts of one connector, as Fluent source.
#[derive(Debug, Clone, Copy)]
pub struct MessageFiles {
    /// Dutch.
    pub nl: &'static str,
    /// English.
    pub en: &'static str,
}

const CORE: MessageFiles =
    MessageFiles { nl: include_str!("messages/nl.ftl"), en: include_str!("messages/en.ftl") };

static CORE_ONLY: Catalogue = Catalogue { connector: None, bundles: OnceLock::new() };

/// All texts of the core and of one connector. They are read when the first one is asked for, which
/// takes about a millisecond and, from then on, most of the memory of an integration: hosts with many
/// [share](crate::integration::Integration::with_catalogue) one per connector.
pub struct Catalogue {
    connector: Option<MessageFiles>,
    bundles: OnceLock<Bundles>,
}

struct Bundles {
    nl: FluentBundle<FluentResource>,
    en: FluentBundle<FluentResource>,
}

impl fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Catalogue")
    }
}

impl Catalogue {
    /// The core's texts.
    #[must_use]
    pub fn core() -> &'static Self {
        &CORE_ONLY
    }

    /// The core's texts and a connector's.
    #[must_use]
    pub const fn with_connector(files: MessageFiles) -> Self {
        Self { connector: Some(files), bundles: OnceLock::new() }
    }

    fn bundles(&self) -> &Bundles {
        let files = || [Some(CORE), self.connector].into_iter().flatten();
        self.bundles.get_or_init(|| Bundles {
            nl: bundle("nl", files().map(|file| file.nl)),
            en: bundle("en", files().map(|file| file.en)),
        })
    }

    /// Whether both languages have this code.
    #[must_use]
    pub fn has(&self, code: &str) -> bool {
        let Bundles { nl, en } = self.bundles();
        nl.has_message(code) && en.has_message(code)
    }

    /// The text and the action in both languages. An unknown code gives a text that says so.
    #[must_use]
    pub fn render(&self, message: &Message) -> Rendered {
        if !self.has(message.code()) {
            let unknown = Message::new("onbekende-melding").with("code", message.code());
            return self.render_known(&unknown);
        }
        self.render_known(message)
    }

    fn render_known(&self, message: &Message) -> Rendered {
        let bundles = self.bundles();
        let (nl, nl_actie) = texts(&bundles.nl, message);
        let (en, en_actie) = texts(&bundles.en, message);
        let actie = nl_actie.map(|nl| Tekst { nl, en: en_actie.unwrap_or_default() });
        Rendered { bericht: Tekst { nl, en }, actie }
    }
}

fn bundle(
    language: &str,
    sources: impl Iterator<Item = &'static str>,
) -> FluentBundle<FluentResource> {
    let id = language.parse().unwrap_or_default();
    let mut bundle: FluentBundle<FluentResource> = FluentBundle::new_concurrent(vec![id]);
    bundle.set_use_isolating(false);
    // Only a second function of this name would be refused.
    let _ = bundle.add_function("GETAL", if language == "nl" { getal_nl } else { getal_en });
    for source in sources {
        // A syntax error leaves the other messages readable; tests prove that there is none.
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(rest, _)| rest);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// `GETAL($x)` writes a decimal number as Dutch does: `0.25` becomes `0,25`.
fn getal_nl<'a>(args: &[FluentValue<'a>], _: &FluentArgs<'_>) -> FluentValue<'a> {
    match args.first() {
        Some(FluentValue::String(text)) => FluentValue::from(text.replace('.', ",")),
        other => other.cloned().unwrap_or(FluentValue::Error),
    }
}

/// `GETAL($x)` in English leaves a number as it is.
fn getal_en<'a>(args: &[FluentValue<'a>], _: &FluentArgs<'_>) -> FluentValue<'a> {
    args.first().cloned().unwrap_or(FluentValue::Error)
}

fn texts(bundle: &FluentBundle<FluentResource>, message: &Message) -> (String, Option<String>) {
    let mut args = FluentArgs::new();
    for (name, value) in &message.values {
        match value.parse::<u32>() {
            // A number selects the plural form.
            Ok(number) if number.to_string() == *value => args.set(name.clone(), number),
            _ => args.set(name.clone(), value.clone()),
        }
    }
    let Some(found) = bundle.get_message(message.code()) else {
        return (message.code().to_owned(), None);
    };
    let format =
        |pattern| bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned();
    let action = found.get_attribute("actie").map(|attribute| format(attribute.value()));
    (found.value().map(format).unwrap_or_default(), action)
}
