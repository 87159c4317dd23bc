//! The parameters of a query. Those that a call does not have are ignored, as the vendor does, and
//! recorded.

use chrono::NaiveDateTime;
use simon_testkit::Refusals;
use url::form_urlencoded;

use super::clock;

/// What a parameter holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Text,
    Int,
    Bool,
    /// A time of the main API, which works only together with its condition.
    Since,
    /// One of these.
    Choice(fn(&str) -> bool),
    /// Any number of these, each in a parameter of its own.
    Many(fn(&str) -> bool),
}

/// A parameter that a call has.
pub(super) type Parameter = (&'static str, Kind);

/// A query as it was read.
#[derive(Debug)]
pub(super) struct Query {
    values: Vec<(String, String)>,
}

/// A moment and how a record's moment has to compare with it.
#[derive(Debug)]
pub(super) struct Since {
    condition: String,
    moment: NaiveDateTime,
}

impl Since {
    pub(super) fn passes(&self, own: NaiveDateTime) -> bool {
        match self.condition.as_str() {
            ">" => own > self.moment,
            "<" => own < self.moment,
            ">=" => own >= self.moment,
            _ => own <= self.moment,
        }
    }
}

impl Query {
    /// Reads a query of this call. The error is what no correct client sends.
    pub(super) fn read(
        query: Option<&str>,
        known: &[Parameter],
        call: &str,
        refusals: &Refusals,
    ) -> Result<Self, String> {
        let mut values: Vec<(String, String)> = Vec::new();
        for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            let Some(kind) = kind_of(&name, known) else {
                refusals.record(format!("{call}: ignores the parameter '{name}'"));
                continue;
            };
            if !fits(kind, &name, &value) {
                return Err(format!("'{name}' does not take '{value}'"));
            }
            if !matches!(kind, Kind::Many(_)) && values.iter().any(|(own, _)| *own == name) {
                return Err(format!("'{name}' twice"));
            }
            values.push((name.into_owned(), value.into_owned()));
        }
        let query = Self { values };
        query.note_halves(call, refusals);
        Ok(query)
    }

    /// A time without its condition is ignored, and the other way round.
    fn note_halves(&self, call: &str, refusals: &Refusals) {
        for (name, _) in &self.values {
            let other = match name.strip_suffix("Condition") {
                Some(time) => time.to_owned(),
                None if is_time(name) => format!("{name}Condition"),
                None => continue,
            };
            if self.text(&other).is_none() {
                refusals.record(format!("{call}: ignores '{name}' without '{other}'"));
            }
        }
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn int(&self, name: &str) -> Option<i64> {
        self.text(name)?.parse().ok()
    }

    pub(super) fn flag(&self, name: &str) -> Option<bool> {
        self.text(name).map(|value| value.eq_ignore_ascii_case("true"))
    }

    pub(super) fn many(&self, name: &str) -> Vec<&str> {
        let own = self.values.iter().filter(|(own, _)| own == name);
        own.map(|(_, value)| value.as_str()).collect()
    }

    /// A time with its condition.
    pub(super) fn since(&self, name: &str) -> Option<Since> {
        let moment = clock::filter_time(self.text(name)?)?;
        let condition = self.text(&format!("{name}Condition"))?.to_owned();
        Some(Since { condition, moment })
    }

    /// All parameters but one, as they stand in front of it in a query.
    pub(super) fn without(&self, left_out: &str) -> String {
        let kept = self.values.iter().filter(|(name, _)| name != left_out);
        let text = form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish();
        if text.is_empty() { text } else { format!("{text}&") }
    }
}

fn is_time(name: &str) -> bool {
    name.ends_with("DateTime") || name.ends_with("Date")
}

fn kind_of(name: &str, known: &[Parameter]) -> Option<Kind> {
    let time = name.strip_suffix("Condition").unwrap_or(name);
    let found = known.iter().find(|(own, _)| *own == name || *own == time);
    let (own, kind) = found?;
    (*own == name || matches!(kind, Kind::Since)).then_some(*kind)
}

fn fits(kind: Kind, name: &str, value: &str) -> bool {
    match kind {
        Kind::Text => !value.is_empty(),
        Kind::Int => value.parse::<i32>().is_ok(),
        Kind::Bool => ["true", "false"].iter().any(|word| value.eq_ignore_ascii_case(word)),
        Kind::Since if name.ends_with("Condition") => [">", "<", ">=", "<="].contains(&value),
        Kind::Since => clock::filter_time(value).is_some(),
        Kind::Choice(fits) | Kind::Many(fits) => fits(value),
    }
}
