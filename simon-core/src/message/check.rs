//! Finds what is wrong with a pair of message files.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::{FluentArgs, FluentResource};

use super::{CORE, Catalogue, MessageFiles};

/// Names of variables and other messages, by part of a message: `""` for its value, else the name of
/// the attribute.
type Parts = BTreeMap<String, BTreeSet<String>>;

/// Every fault of a pair of message files, as English sentences; none when both are right. For tests
/// of the core and of connectors:
///
/// ```
/// use simon_core::message::{MessageFiles, check};
/// let files = MessageFiles { nl: "a = Klant { $code }", en: "a = Customer { $code }" };
/// assert!(check(files).is_empty());
/// let files = MessageFiles { nl: "a = Klant { $code }", en: "a = Customer { $kode }" };
/// assert_eq!(check(files), ["a: the languages differ in what they fill in"]);
/// ```
///
/// It looks for: syntax errors, a code twice or in one language only, languages that differ in their
/// actions or in what they fill in, attributes other than `.actie`, and texts that cannot be rendered.
#[must_use]
pub fn check(files: MessageFiles) -> Vec<String> {
    let mut problems = Vec::new();
    let nl = read("nl", files.nl, &mut problems);
    let en = read("en", files.en, &mut problems);
    let ids: BTreeSet<&String> = nl.keys().chain(en.keys()).collect();
    let catalogue = Catalogue::with_connector(files);
    let variables = all_names(files);
    for id in ids {
        match (nl.get(id), en.get(id)) {
            (Some(nl), Some(en)) if nl == en => {
                problems.extend(render_problem(&catalogue, id, &variables));
            }
            (Some(nl), Some(en)) if nl.keys().eq(en.keys()) => {
                problems.push(format!("{id}: the languages differ in what they fill in"));
            }
            (Some(_), Some(_)) => problems.push(format!("{id}: an action in one language only")),
            (found, _) => {
                let language = if found.is_some() { "nl" } else { "en" };
                problems.push(format!("{id}: only in {language}"));
            }
        }
    }
    problems
}

/// Reads a file as far as the check needs it and notes what is wrong with it alone.
fn read(language: &str, source: &str, problems: &mut Vec<String>) -> BTreeMap<String, Parts> {
    if let Err((_, errors)) = FluentResource::try_new(source.to_owned()) {
        problems.extend(errors.iter().map(|error| format!("{language}: {error}")));
    }
    let mut messages: BTreeMap<String, Parts> = BTreeMap::new();
    let (mut id, mut part) = (String::new(), String::new());
    for line in source.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let trimmed = line.trim_start();
        if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
            id = name_before_equals(line);
            part = String::new();
            if messages.insert(id.clone(), Parts::new()).is_some() {
                problems.push(format!("{id}: twice in {language}"));
            }
        } else if trimmed.starts_with('.') {
            part = name_before_equals(trimmed);
            if part != ".actie" {
                problems.push(format!("{id}: the attribute {part} is not known"));
            }
        }
        let parts = messages.entry(id.clone()).or_default();
        parts.entry(part.clone()).or_default().extend(names(line));
    }
    messages
}

fn name_before_equals(line: &str) -> String {
    line.split('=').next().unwrap_or_default().trim().to_owned()
}

/// What a line fills in: `$code` for variables, `tabelnaam` for other messages.
fn names(line: &str) -> impl Iterator<Item = String> {
    let of_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let name = move |rest: &str| rest.chars().take_while(|c| of_name(*c)).collect::<String>();
    let variables = line.split('$').skip(1).map(move |rest| format!("${}", name(rest)));
    let references = line
        .split('{')
        .skip(1)
        .map(str::trim_start)
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()))
        .map(name);
    variables.chain(references)
}

/// All variables of the core and of these files: a message may fill in those of another.
fn all_names(files: MessageFiles) -> BTreeSet<String> {
    let sources = [CORE.nl, CORE.en, files.nl, files.en];
    let lines = sources.iter().flat_map(|source| source.lines());
    lines.flat_map(names).filter_map(|name| name.strip_prefix('$').map(str::to_owned)).collect()
}

fn render_problem(catalogue: &Catalogue, id: &str, variables: &BTreeSet<String>) -> Option<String> {
    let mut args = FluentArgs::new();
    for name in variables {
        args.set(name.clone(), "0.5");
    }
    let mut errors = Vec::new();
    let bundles = catalogue.bundles();
    for bundle in [&bundles.nl, &bundles.en] {
        let message = bundle.get_message(id)?;
        let attributes = message.attributes().map(|attribute| attribute.value());
        for pattern in message.value().into_iter().chain(attributes) {
            bundle.format_pattern(pattern, Some(&args), &mut errors);
        }
    }
    errors.first().map(|error| format!("{id}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn core_messages_are_complete_in_both_languages_g6() {
        assert_eq!(check(CORE), Vec::<String>::new());
    }

    #[test]
    fn every_kind_of_fault_is_found() {
        let files = |nl, en| check(MessageFiles { nl, en });
        assert_eq!(files("a = A", ""), ["a: only in nl"]);
        assert_eq!(files("", "a = A"), ["a: only in en"]);
        assert_eq!(files("a = A\na = B", "a = A"), ["a: twice in nl"]);
        assert_eq!(files("a = A\n    .actie = B", "a = A"), ["a: an action in one language only"]);
        assert_eq!(
            files("a = A\n    .acti = B", "a = A\n    .acti = B"),
            ["a: the attribute .acti is not known", "a: the attribute .acti is not known"]
        );
        assert_eq!(files("a = { B($x) }", "a = { B($x) }").len(), 1, "unknown function");
        assert_eq!(files("a = { bestaat-niet }", "a = { bestaat-niet }").len(), 1);
        assert!(!files("a = { $x", "a = { $x").is_empty(), "syntax error");
    }

    #[test]
    fn variables_of_an_action_are_compared_apart_from_those_of_the_text() {
        let nl = "a = A { $x }\n    .actie = B";
        let en = "a = A\n    .actie = B { $x }";
        assert_eq!(check(MessageFiles { nl, en }).len(), 1);
    }
}
