//! What each code means and what can be done about it. `_0`, `_1` and so on in a code are placeholders,
//! which an answer may leave as they are or fill in.
//!
//! Source: codes of the vendor's documentation, and those that public clients in production met, 2026.

use simon_core::Actor;
use simon_core::http::{Effect, Verdict};

/// What a code comes to.
#[derive(Debug, Clone)]
pub(super) struct Advice {
    /// As it is known: what an answer filled in may be personal.
    pub(super) code: &'static str,
    pub(super) message: &'static str,
    /// None where the status tells.
    pub(super) verdict: Option<Verdict>,
    /// None where the kind tells.
    pub(super) who: Option<Actor>,
}

impl Advice {
    pub(super) fn says_it_exists(&self) -> bool {
        self.verdict == Some(Verdict::AlreadyExists)
    }

    /// Whether it is the code for anything at all.
    pub(super) fn is_general(&self) -> bool {
        self.code == GENERIC
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// The login.
    Login,
    /// Our data, which the user can mend.
    Refused,
    /// A mistake of ours.
    Ours,
    /// It may be there already.
    Exists,
}

const OPNIEUW: &str = "billit-opnieuw-koppelen";
const OURS: &str = "billit-fout-in-koppeling";
const KLANT: &str = "billit-klant-onvolledig";
const BTW_NUMMER: &str = "billit-btw-nummer";
const BIJLAGE: &str = "billit-pdf-geweigerd";
const PEPPOL: &str = "billit-peppol";
const STATUS: &str = "billit-status-geweigerd";

const CODES: &[(&str, Class, &str)] = &[
    ("AccessTokenExpired", Class::Login, OPNIEUW),
    ("InvalidAccessToken", Class::Login, OPNIEUW),
    ("AccessTokenRevoked", Class::Login, OPNIEUW),
    ("ApiKeyNotValid", Class::Login, "billit-api-sleutel"),
    (IDEMPOTENCY, Class::Exists, "billit-bestaat-al"),
    ("CustomerIsRequired", Class::Refused, "billit-klant-onbekend"),
    ("CompanyNameOrContactNameIsRequired", Class::Refused, KLANT),
    ("IdentifierTypeIsRequired", Class::Refused, KLANT),
    ("Only1OfEachAddressTypeAllowed", Class::Refused, KLANT),
    ("YourVATIsNotValid", Class::Refused, BTW_NUMMER),
    ("_0_IsNoValidBEVAT", Class::Refused, BTW_NUMMER),
    ("InvalidVAtPercentageForTaxCountry_0_", Class::Refused, "billit-btw-percentage"),
    ("InvalidDeliveryDate", Class::Refused, "billit-datum"),
    ("OrderDateIsRequired", Class::Ours, OURS),
    ("ExpiryDateIsRequired", Class::Ours, OURS),
    ("ThereMustBeAtLeastOneOrderLine", Class::Ours, OURS),
    ("TheOrderTypeCode_0_IsInvalid", Class::Ours, OURS),
    ("TheOrderDirectionCode_0_IsInvalid", Class::Ours, OURS),
    (
        "DescriptionIsMandatoryForOrderLinesWithTotals",
        Class::Refused,
        "billit-omschrijving-ontbreekt",
    ),
    ("TheFileIsNotValid", Class::Refused, BIJLAGE),
    ("Invalid Filename", Class::Refused, BIJLAGE),
    ("PleaseSupplyAValidPONumberInTheFieldYourReference", Class::Refused, "billit-po-nummer"),
    ("TheCustomerIsNotActiveOnPeppol", Class::Refused, PEPPOL),
    ("TheCustomerDoesNotSupportPeppolForType_0", Class::Refused, PEPPOL),
    ("TheCustomer_0_DoesNotHaveAValidEmailAddress", Class::Refused, "billit-klant-zonder-email"),
];

/// A key against doubles was used before.
const IDEMPOTENCY: &str = "Idempotent token already exists";

/// A member or filter that is not taken; of a create it may be anything.
const GENERIC: &str = "GenericError";

/// Codes of the token endpoint that say that the application is registered otherwise, as the standard
/// for logins has them.
const OF_APPLICATION: &[&str] =
    &["invalid_client", "invalid_request", "unauthorized_client", "unsupported_grant_type"];

/// What is in any code that refuses the state that an invoice was asked in. Nobody has seen one: its
/// spelling is not known.
const ABOUT_STATUS: &str = "OrderStatus";

/// What a code comes to; none for a code that is not known, which the core counts (G6).
pub(super) fn advice(code: &str, effect: Effect) -> Option<Advice> {
    if effect == Effect::Read && code.eq_ignore_ascii_case(GENERIC) {
        return Some(of_class(GENERIC, Class::Ours, OURS));
    }
    if let Some((known, class, message)) = CODES.iter().find(|(known, _, _)| fits(known, code)) {
        return Some(of_class(known, *class, message));
    }
    let about_status = code.to_ascii_lowercase().contains(&ABOUT_STATUS.to_ascii_lowercase());
    (effect == Effect::Create && about_status)
        .then(|| of_class(ABOUT_STATUS, Class::Refused, STATUS))
}

fn of_class(code: &'static str, class: Class, message: &'static str) -> Advice {
    let (verdict, who) = match class {
        Class::Login => (Verdict::Unauthenticated, Some(Actor::User)),
        Class::Refused => (Verdict::Rejected, Some(Actor::User)),
        Class::Ours => (Verdict::Rejected, Some(Actor::Operator)),
        Class::Exists => (Verdict::AlreadyExists, None),
    };
    Advice { code, message, verdict: Some(verdict), who }
}

pub(super) fn is_of_application(code: &str) -> bool {
    OF_APPLICATION.iter().any(|known| code.eq_ignore_ascii_case(known))
}

/// Whether a code is the known one, with anything in place of its placeholders and in either case.
fn fits(known: &str, code: &str) -> bool {
    let code = code.trim().to_ascii_lowercase();
    let known = known.to_ascii_lowercase();
    let mut fixed = fixed_parts(&known).into_iter();
    let Some(mut rest) = fixed.next().and_then(|first| code.strip_prefix(first)) else {
        return false;
    };
    let Some(mut part) = fixed.next() else { return rest.is_empty() };
    for next in fixed {
        let Some((_, behind)) = rest.split_once(part) else { return false };
        (rest, part) = (behind, next);
    }
    rest.ends_with(part)
}

/// What stands around the placeholders: `_`, a digit and, where there is one, another `_`.
fn fixed_parts(known: &str) -> Vec<&str> {
    let (mut parts, mut from, mut at) = (Vec::new(), 0, 0);
    let bytes = known.as_bytes();
    while at < bytes.len() {
        let is_digit = bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        if bytes.get(at) == Some(&b'_') && is_digit {
            parts.push(known.get(from..at).unwrap_or_default());
            at += if bytes.get(at + 2) == Some(&b'_') { 3 } else { 2 };
            from = at;
        } else {
            at += 1;
        }
    }
    parts.push(known.get(from..).unwrap_or_default());
    parts
}

#[cfg(test)]
pub(super) fn all() -> impl Iterator<Item = &'static str> {
    CODES.iter().map(|(code, _, _)| *code)
}

#[cfg(test)]
#[path = "codes_tests.rs"]
mod tests;
