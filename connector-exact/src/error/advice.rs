//! What an office worker or an operator can do about a refusal. Words of Exact choose the advice and
//! nothing else: they are in the language of the Exact user.

use http::StatusCode;
use simon_core::Actor;
use simon_core::http::ErrorResponse;
use simon_core::message::Message;

use super::body::Body;
use super::{is_create, is_token_limit, is_too_early};
use crate::api::label;

/// What a refusal of an invoice is about, by words in it, the first that fits.
///
/// Source: messages quoted in threads of public clients, Dutch and English.
const INVOICE: &[(&[&str], &str)] = &[
    (&["geblokkeerd", "blocked"], "exact-geblokkeerd"),
    (&["(type)"], "exact-klant-geen-klant"),
    (&["kostenplaats", "kostendrager", "cost center", "cost centre", "cost unit"], KOSTENPLAATS),
    (&["grootboek", "g/l account", "glaccount", "gl account"], "exact-grootboekrekening"),
    (&["breuk", "fraction", "aantal", "quantity"], "exact-aantal-geweigerd"),
    (&["dagboek", "journal"], "exact-dagboek-geweigerd"),
    (&["besteld door", "ordered by", "factuur voor", "invoice to"], "exact-klant-onbekend"),
    (&["artikel", "item"], "exact-artikel-geweigerd"),
    (&["te lang", "too long", "maximum length"], "exact-tekst-te-lang"),
];
const KOSTENPLAATS: &str = "exact-kostenplaats";

/// The same of a document or an attachment.
const DOCUMENT: &[(&[&str], &str)] = &[
    (&["soort", "type"], "exact-documentsoort-geweigerd"),
    (&["relatie", "account"], "exact-klant-onbekend"),
    (&["grootte", "size", "groot", "large"], "exact-pdf-te-groot"),
];

/// Codes of the token endpoint that say that the application is registered otherwise.
const OF_THE_APPLICATION: &[&str] =
    &["invalid_client", "invalid_request", "unsupported_grant_type", "invalid_scope"];

/// Technical English that the vendor uses for a query that it does not take: a mistake of ours, or an
/// interface that changed.
const OUR_MISTAKES: &[&str] = &[
    "$select",
    "$filter",
    "filtering on these fields",
    "mandatory filtering",
    "request stream",
    "request payload",
    "property",
    "syntax error",
];

type Advice = (Option<Message>, Option<Actor>);

pub(super) fn advice(answer: &ErrorResponse<'_>, body: &Body) -> Advice {
    if answer.label == label::TOKEN {
        return token_advice(answer, body);
    }
    match answer.status {
        StatusCode::UNAUTHORIZED => of_user("exact-opnieuw-koppelen"),
        StatusCode::FORBIDDEN => forbidden(answer, body),
        StatusCode::NOT_FOUND => of_user("exact-administratie-weg"),
        StatusCode::BAD_REQUEST | StatusCode::INTERNAL_SERVER_ERROR if is_create(answer) => {
            refused(answer, body)
        }
        StatusCode::BAD_REQUEST => of_operator("exact-fout-in-koppeling"),
        _ => (None, None),
    }
}

fn token_advice(answer: &ErrorResponse<'_>, body: &Body) -> Advice {
    let of_limit = is_too_early(answer, body) || is_token_limit(answer.status, body);
    if of_limit || !answer.status.is_client_error() {
        return (None, None);
    }
    match body.code.as_deref() {
        Some(code) if OF_THE_APPLICATION.contains(&code) => of_operator("exact-app-gegevens"),
        Some(_) => of_user("exact-opnieuw-koppelen"),
        None => (None, None),
    }
}

/// A scope is the application's, the rest the user's or the subscription's.
fn forbidden(answer: &ErrorResponse<'_>, body: &Body) -> Advice {
    if body.lower.contains("scope violated") {
        let message = Message::new("exact-scope").with("scope", scope(&body.lower));
        return (Some(message), Some(Actor::Operator));
    }
    of_user(match answer.label {
        label::INVOICE_CREATE | label::INVOICE_FIND | label::INVOICE_PERIOD => {
            "exact-rechten-facturen"
        }
        label::DOCUMENT_CREATE
        | label::DOCUMENT_FIND
        | label::DOCUMENT_TYPES
        | label::ATTACHMENT_CREATE
        | label::ATTACHMENT_FIND => "exact-rechten-documenten",
        _ => "exact-rechten",
    })
}

/// "Cannot read 'crm accounts' scope."
fn scope(text: &str) -> &str {
    text.split('\'').nth(1).unwrap_or("?")
}

fn refused(answer: &ErrorResponse<'_>, body: &Body) -> Advice {
    if answer.status == StatusCode::BAD_REQUEST
        && OUR_MISTAKES.iter().any(|words| body.lower.contains(words))
    {
        return of_operator("exact-fout-in-koppeling");
    }
    let table = if answer.label == label::INVOICE_CREATE { INVOICE } else { DOCUMENT };
    let fits = |words: &&[&str]| words.iter().any(|word| body.lower.contains(word));
    let found = table.iter().find(|(words, _)| fits(words));
    (found.map(|(_, code)| Message::new(code)), None)
}

fn of_user(code: &'static str) -> Advice {
    (Some(Message::new(code)), Some(Actor::User))
}

fn of_operator(code: &'static str) -> Advice {
    (Some(Message::new(code)), Some(Actor::Operator))
}
