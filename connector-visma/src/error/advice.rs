//! What an office worker or an operator can do about a refusal. Words of the vendor choose the advice and
//! nothing else: they are in the language of the user.

use simon_core::Actor;
use simon_core::http::ErrorResponse;
use simon_core::message::Message;

use super::body::Body;
use super::{codes, is_refusal};
use crate::label;

/// What a refusal of an invoice is about, by words in it, the first that fits.
///
/// Source: messages quoted in the vendor's knowledge base and in threads of public clients.
const INVOICE: &[(&[&str], &str)] = &[
    // `TaxID '...' cannot be found in the system`.
    (&["taxid", "tax id", "tax zone", "vat zone", "tax category", "btw"], "visma-btw-zone"),
    (&["period"], "visma-periode"),
    (&["credit hold", "on hold", "customer status", "klantstatus"], "visma-klant-status"),
    (&["subaccount", "subrekening"], "visma-subrekening"),
    (&["unit of measure", "uom", "eenheid"], "visma-eenheid"),
    (&["non-stock", "inventory", "item", "artikel"], "visma-artikel-geweigerd"),
    (&["customer", "klant"], "visma-klant-onbekend"),
    (&["too long", "maximum length", "te lang"], "visma-tekst-te-lang"),
    (&["account", "grootboek"], "visma-grootboek"),
];

/// Codes of the token endpoint that say that the application is registered otherwise.
///
/// Source: RFC 6749, 5.2.
const OF_THE_APPLICATION: &[&str] =
    &["invalid_client", "invalid_request", "unsupported_grant_type"];
const SCOPE: &str = "invalid_scope";
/// The company did not approve the application, for service tokens.
const NOT_APPROVED: &str = "unauthorized_client";

type Advice = (Option<Message>, Option<Actor>);

pub(super) fn advice(answer: &ErrorResponse<'_>, body: &Body) -> Advice {
    if label::is_of_login(answer.label) {
        return token_advice(answer, body);
    }
    if body.is_no_licence() {
        return of_user("visma-licentie");
    }
    let orders = label::is_of_orders(answer.label);
    match answer.status.as_u16() {
        401 | 403 if orders => of_user("visma-orders-niet-goedgekeurd"),
        401 => of_user("visma-inlog-past-niet"),
        403 => of_user("visma-rechten"),
        404 if answer.label == label::ORDER_PDF => of_user("visma-order-nog-onbekend"),
        400 | 404 | 413 if label::is_of_pdf(answer.label) => of_user("visma-pdf-geweigerd"),
        400 | 409 | 422 if orders => order_advice(body),
        400 | 409 | 422 => main_advice(answer, body),
        500 if is_refusal(answer, body) => main_advice(answer, body),
        _ => (None, None),
    }
}

/// The first code that is known.
fn order_advice(body: &Body) -> Advice {
    let known = body.codes.iter().find_map(|code| codes::message(code));
    known.map_or((None, None), |(text, who)| (Some(Message::new(text)), Some(who)))
}

fn main_advice(answer: &ErrorResponse<'_>, body: &Body) -> Advice {
    if answer.label != label::INVOICE_CREATE {
        return (None, None);
    }
    of_invoice(body).map_or((None, None), of_user)
}

/// What a refusal of an invoice is about; none for words that are not known.
pub(super) fn of_invoice(body: &Body) -> Option<&'static str> {
    let fits = |words: &&[&str]| words.iter().any(|word| body.lower.contains(word));
    INVOICE.iter().find(|(words, _)| fits(words)).map(|(_, text)| *text)
}

fn token_advice(answer: &ErrorResponse<'_>, body: &Body) -> Advice {
    if !matches!(answer.status.as_u16(), 400 | 401 | 403) {
        return (None, None);
    }
    match body.code.as_deref() {
        Some(SCOPE) => of_operator("visma-scope"),
        Some(NOT_APPROVED) => of_user("visma-niet-goedgekeurd"),
        Some(code) if OF_THE_APPLICATION.contains(&code) => of_operator("visma-app-gegevens"),
        Some(_) => of_user("visma-opnieuw-koppelen"),
        None => (None, None),
    }
}

fn of_user(code: &'static str) -> Advice {
    (Some(Message::new(code)), Some(Actor::User))
}

fn of_operator(code: &'static str) -> Advice {
    (Some(Message::new(code)), Some(Actor::Operator))
}
