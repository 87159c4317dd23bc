//! Which members an order body may have, and of what kind.

use std::collections::BTreeSet;

use bytes::Bytes;
use http::{Request, StatusCode};
use simon_testkit::vendor::Stop;
use simon_testkit::vendor::json::{Json, decimal};

use super::super::access::has_type;
use super::super::answer::{business, odata, unreadable};
use super::super::names::{BTW_INGAVE, ORDERSTATUSSEN, PROCESSTATUSSEN};
use super::super::{guid, stamp};

/// What a member holds. Null is taken for each of them.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shape {
    Text,
    Guid,
    Time,
    Bool,
    Whole { from: i64, to: i64 },
    Decimal,
    OneOf(&'static [&'static str]),
    Object(Members),
    List(Members),
}

type Members = &'static [(&'static str, Shape)];

const REFERENCE: Members = &[("id", Shape::Guid), ("uri", Shape::Text)];

const ADRES: Members = &[
    ("contactpersoon", Shape::Text),
    ("straat", Shape::Text),
    ("postcode", Shape::Text),
    ("plaats", Shape::Text),
    ("land", Shape::Object(REFERENCE)),
];

const ANY_INT: Shape = Shape::Whole { from: -2_147_483_648, to: 2_147_483_647 };

const EXTRA: Members =
    &[("veldNummer", ANY_INT), ("omschrijving", Shape::Text), ("waarde", Shape::Text)];

const REGEL: Members = &[
    ("artikel", Shape::Object(REFERENCE)),
    ("omschrijving", Shape::Text),
    ("stuksprijs", Shape::Decimal),
    ("aantal", Shape::Decimal),
    ("kortingsPercentage", Shape::Decimal),
    ("totaal", Shape::Decimal),
    ("extraRegelVelden", Shape::List(EXTRA)),
];

/// The members of an order.
pub(super) const ORDER: Members = &[
    ("id", Shape::Guid),
    ("uri", Shape::Text),
    ("relatie", Shape::Object(REFERENCE)),
    ("procesStatus", Shape::OneOf(PROCESSTATUSSEN)),
    ("nummer", ANY_INT),
    ("modifiedOn", Shape::Time),
    ("datum", Shape::Time),
    ("krediettermijn", Shape::Whole { from: 0, to: 100 }),
    ("geblokkeerd", Shape::Bool),
    ("omschrijving", Shape::Text),
    ("betalingskenmerk", Shape::Text),
    ("incassomachtiging", Shape::Object(REFERENCE)),
    ("afleveradres", Shape::Object(ADRES)),
    ("factuuradres", Shape::Object(ADRES)),
    ("verkooporderBtwIngaveModel", Shape::OneOf(BTW_INGAVE)),
    ("kostenplaats", Shape::Object(REFERENCE)),
    ("regels", Shape::List(REGEL)),
    ("memo", Shape::Text),
    ("orderreferentie", Shape::Text),
    ("factuurkorting", Shape::Decimal),
    ("verkoopfactuur", Shape::Object(REFERENCE)),
    ("verkoopordersjabloon", Shape::Object(REFERENCE)),
    ("verkoopOrderStatus", Shape::OneOf(ORDERSTATUSSEN)),
    ("totaalExclusiefBtw", Shape::Decimal),
    ("totaalInclusiefBtw", Shape::Decimal),
    ("extraHoofdVelden", Shape::List(EXTRA)),
];

/// The members of a change of stage.
pub(super) const STATUS: Members =
    &[("id", Shape::Guid), ("procesStatus", Shape::OneOf(PROCESSTATUSSEN))];

/// Reads the body of a write as a JSON object.
pub(super) fn read_body(request: &Request<Bytes>) -> Result<Json, Stop> {
    if !has_type(request, "application/json") {
        let text = "The request entity's media type is not supported for this resource.";
        return Err(Stop::strict(odata(StatusCode::UNSUPPORTED_MEDIA_TYPE, text), text));
    }
    let text = std::str::from_utf8(request.body()).unwrap_or_default();
    if text.trim().is_empty() {
        let answer = business(StatusCode::BAD_REQUEST, "ALG-0106", "De body is leeg.");
        return Err(Stop::strict(answer, "write without a body"));
    }
    match Json::parse(text) {
        Ok(body @ Json::Object(_)) => Ok(body),
        Ok(_) => Err(bad("", "An object was expected.")),
        Err(why) => Err(bad("", &why)),
    }
}

/// Checks every member; names in `held` are members that the stored order has beyond the known
/// ones.
pub(super) fn check(
    json: &Json,
    members: Members,
    path: &str,
    held: &BTreeSet<String>,
) -> Result<(), Stop> {
    let Json::Object(given) = json else { return Err(bad(path, "An object was expected.")) };
    for (name, value) in given {
        let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        match members.iter().find(|(known, _)| known == name) {
            Some((_, shape)) => check_value(value, *shape, &path, held)?,
            None if held.contains(name) => {}
            None => return Err(bad(&path, "Could not find a member with this name.")),
        }
    }
    Ok(())
}

fn check_value(
    value: &Json,
    shape: Shape,
    path: &str,
    held: &BTreeSet<String>,
) -> Result<(), Stop> {
    let fits = match (shape, value) {
        (_, Json::Null) | (Shape::Text, Json::Text(_)) | (Shape::Bool, Json::Bool(_)) => true,
        (Shape::Guid, Json::Text(text)) => guid::parse(text).is_some(),
        (Shape::Time, Json::Text(text)) => stamp::parse(text).is_some(),
        (Shape::Whole { from, to }, Json::Number(text)) => {
            text.parse::<i64>().is_ok_and(|number| (from..=to).contains(&number))
        }
        (Shape::Decimal, Json::Number(text)) => decimal(text).is_some(),
        (Shape::OneOf(allowed), Json::Text(text)) => allowed.contains(&text.as_str()),
        (Shape::Object(members), Json::Object(_)) => return check(value, members, path, held),
        (Shape::List(members), Json::List(rows)) => {
            let mut rows = rows.iter().enumerate();
            return rows
                .try_for_each(|(at, row)| check(row, members, &format!("{path}[{at}]"), held));
        }
        _ => false,
    };
    if fits {
        Ok(())
    } else {
        Err(bad(path, "The value cannot be converted to the member's type."))
    }
}

/// Refuses a member that no correct client sends so.
pub(super) fn bad(path: &str, text: &str) -> Stop {
    Stop::strict(unreadable(path, text), format!("body, {path}: {text}"))
}
