//! `limit`, `offset` and the filters of a list.

use std::borrow::Cow;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use url::form_urlencoded;

/// What a filter compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text, with `like`.
    Text,
    /// A date, with comparisons.
    Date,
    /// A whole number, only equal.
    Number,
    /// One of these values, only equal.
    Choice(&'static [&'static str]),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Op {
    Eq,
    NotEq,
    Like,
    NotLike,
    Gt,
    Gte,
    Lt,
    Lte,
    Range,
}

#[derive(Debug)]
struct Filter {
    name: &'static str,
    kind: Kind,
    op: Op,
    value: String,
}

/// A list as asked for.
#[derive(Debug)]
pub(super) struct Query {
    pub(super) limit: usize,
    pub(super) offset: usize,
    filters: Vec<Filter>,
    exact_case: bool,
}

/// A parameter that the list does not take: the code, the parameter, and why.
#[derive(Debug)]
pub(super) struct BadParameter(pub(super) &'static str, pub(super) String, pub(super) &'static str);

impl Query {
    /// Reads a query. A list without pages takes no `limit` and no `offset`.
    pub(super) fn read(
        query: Option<&str>,
        names: &[(&'static str, Kind)],
        paged: bool,
        exact_case: bool,
    ) -> Result<Self, BadParameter> {
        let mut asked = Self { limit: 100, offset: 0, filters: Vec::new(), exact_case };
        let mut seen: Vec<Cow<'_, str>> = Vec::new();
        for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            let bad = |code, why| Err(BadParameter(code, name.to_string(), why));
            if seen.contains(&name) {
                return bad("ERR_002", "given twice");
            }
            match name.as_ref() {
                "limit" if paged => match value.parse() {
                    Ok(limit @ 1..=2000) => asked.limit = limit,
                    _ => return bad("PAGE_001", "not between 1 and 2000"),
                },
                "offset" if paged => match value.parse() {
                    Ok(offset) => asked.offset = offset,
                    _ => return bad("PAGE_002", "no position"),
                },
                _ => match filter(&name, &value, names) {
                    Ok(filter) => asked.filters.push(filter),
                    Err(why) => return bad("ERR_002", why),
                },
            }
            seen.push(name);
        }
        Ok(asked)
    }

    pub(super) fn has_filters(&self) -> bool {
        !self.filters.is_empty()
    }

    /// Whether a record passes, given its value of each filtered name.
    pub(super) fn passes<'v>(&self, value: impl Fn(&str) -> Option<Cow<'v, str>>) -> bool {
        self.filters.iter().all(|filter| filter.passes(value(filter.name), self.exact_case))
    }
}

fn filter(name: &str, value: &str, names: &[(&'static str, Kind)]) -> Result<Filter, &'static str> {
    let (plain, op) = match name.split_once('[') {
        None => (name, Op::Eq),
        Some((plain, op)) => (plain, operator(op).ok_or("unknown operator")?),
    };
    let known = names.iter().find(|(known, _)| *known == plain);
    let (name, kind) = *known.ok_or("unknown parameter")?;
    let compares = matches!(op, Op::Gt | Op::Gte | Op::Lt | Op::Lte | Op::Range);
    let fits = match kind {
        Kind::Text => !compares,
        Kind::Date => {
            let dates = matches!(op, Op::Range) == value.contains(',')
                && value.split(',').count() <= 2
                && value.split(',').all(|part| date(part).is_some());
            dates && !matches!(op, Op::Like | Op::NotLike)
        }
        Kind::Number => op == Op::Eq && value.parse::<i32>().is_ok(),
        Kind::Choice(choices) => op == Op::Eq && choices.contains(&value),
    };
    if fits {
        Ok(Filter { name, kind, op, value: value.to_owned() })
    } else {
        Err("operator or value does not fit")
    }
}

fn operator(text: &str) -> Option<Op> {
    Some(match text.strip_suffix(']')? {
        "eq" => Op::Eq,
        "not_eq" => Op::NotEq,
        "like" => Op::Like,
        "not_like" => Op::NotLike,
        "gt" => Op::Gt,
        "gte" => Op::Gte,
        "lt" => Op::Lt,
        "lte" => Op::Lte,
        "range" => Op::Range,
        _ => return None,
    })
}

impl Filter {
    fn passes(&self, value: Option<Cow<'_, str>>, exact_case: bool) -> bool {
        let Some(value) = value else { return matches!(self.op, Op::NotEq | Op::NotLike) };
        if self.kind == Kind::Date {
            return self.passes_date(&value);
        }
        let fold = |text: &str| if exact_case { text.to_owned() } else { text.to_lowercase() };
        let (value, wanted) = (fold(&value), fold(&self.value));
        match self.op {
            Op::Like => like(&value, &wanted),
            Op::NotLike => !like(&value, &wanted),
            Op::NotEq => value != wanted,
            _ if self.kind == Kind::Number => {
                value.parse::<Decimal>().ok() == wanted.parse::<Decimal>().ok()
            }
            _ => value == wanted,
        }
    }

    fn passes_date(&self, value: &str) -> bool {
        let (from, to) = self.value.split_once(',').unwrap_or((&self.value, &self.value));
        let (Some(value), Some(from), Some(to)) = (date(value), date(from), date(to)) else {
            return false;
        };
        match self.op {
            Op::NotEq => value != from,
            Op::Gt => value > from,
            Op::Gte => value >= from,
            Op::Lt => value < from,
            Op::Lte => value <= from,
            Op::Range => (from..=to).contains(&value),
            _ => value == from,
        }
    }
}

fn date(text: &str) -> Option<NaiveDate> {
    if text.len() == 10 { NaiveDate::parse_from_str(text, "%Y-%m-%d").ok() } else { None }
}

/// `%` stands for any characters and `?` for one.
fn like(text: &str, pattern: &str) -> bool {
    let mut chars = pattern.chars();
    match chars.next() {
        None => text.is_empty(),
        Some('%') => {
            let rest = chars.as_str();
            like(text, rest)
                || text.char_indices().any(|(at, c)| {
                    text.get(at + c.len_utf8()..).is_some_and(|tail| like(tail, rest))
                })
        }
        Some(wanted) => {
            let mut text = text.chars();
            let found = text.next();
            let fits = found.is_some_and(|c| wanted == '?' || c == wanted);
            fits && like(text.as_str(), chars.as_str())
        }
    }
}
