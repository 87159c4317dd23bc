//! The memo (Opmerkingen, Notes): work address, work description, both or neither (C11), and which
//! vendor's order a werkbon stems from (D7).

use super::DraftInput;
use super::cutting::length;
use super::notes::Notes;
use super::texts::{Veld, fitted, part};
use crate::connector::TextLimit;
use crate::domain::{OrderRef, OrderSoort};
use crate::message::Message;
use crate::settings::MEMO;

/// The memo. The line about the order stands last and is never cut away.
pub(super) fn memo(input: &DraftInput<'_>, notes: &mut Notes<'_>) -> Option<String> {
    let bron = input.bon().bron.as_ref();
    if let Some(order) = bron {
        notes.warn(
            Message::new("werkbon-uit-order")
                .with("soort", order.soort.sleutel())
                .with("nummer", &order.nummer),
        );
    }
    let limit = input.limits.memo?;
    let separator = if limit.multiline { "\n" } else { " - " };
    let parts: Vec<String> = match input.settings.waarden.tekst(MEMO.key) {
        "beide" => ["werkadres", "werkomschrijving"].into_iter().collect(),
        keuze => vec![keuze],
    }
    .into_iter()
    .filter_map(|keuze| part(keuze, input))
    .collect();
    let text = parts.join(separator);
    let Some(order) = bron else { return fitted(&text, limit, Veld::Memo, notes) };
    let source = source_line(order);
    let taken = length(&source, limit.unit) + length(separator, limit.unit);
    let room = TextLimit { max: limit.max.saturating_sub(taken), ..limit };
    match fitted(&text, room, Veld::Memo, notes) {
        Some(text) => Some(format!("{text}{separator}{source}")),
        None => fitted(&source, limit, Veld::Memo, notes),
    }
}

/// Goes onto the document, so it is in the language of the books.
pub(super) fn source_line(order: &OrderRef) -> String {
    let soort = match order.soort {
        OrderSoort::Verkooporder => "verkooporder",
        OrderSoort::Offerte => "offerte",
    };
    format!("Uit {soort} {}", order.nummer)
}
