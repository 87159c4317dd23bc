//! What 'Controleer' makes of Visma.net's answers (E1). Pure: the calls are made elsewhere.

mod administratie;
mod document;

pub(crate) use administratie::administratie;
pub(crate) use document::{document, magazijnen, ophalen, warehouses_of_users};

use simon_core::message::Message;
use simon_core::settings::{CheckOutcome, Checked};

use crate::mapping::{Mapped, artikel_from_wire, is_non_stock, is_sold};
use crate::wire::{Item, Warehouse};

fn accepted(checked: Checked) -> CheckOutcome {
    CheckOutcome::Accepted(Box::new(checked))
}

fn refused(code: &'static str, value: &str) -> CheckOutcome {
    CheckOutcome::Refused(Message::new(code).with("waarde", value))
}

fn same(known: Option<&str>, entered: &str) -> bool {
    known.is_some_and(|known| known.trim().to_lowercase() == entered.trim().to_lowercase())
}

/// The article that the vendor has under a number: one without stock that is sold (C5, C6, C8). None
/// when it has none; another one than was asked for is none, too.
pub(crate) fn artikel(item: Option<&Item>, number: &str) -> CheckOutcome {
    let number = number.trim();
    let Some(item) = item.filter(|item| same(item.inventory_number.as_deref(), number)) else {
        return refused("visma-artikel-onbekend", number);
    };
    if !is_non_stock(item) {
        return refused("visma-artikel-voorraad", number);
    }
    if !is_sold(item) {
        return refused("visma-artikel-niet-verkoopbaar", number);
    }
    let Mapped::Keep(artikel) = artikel_from_wire(item, false) else {
        return refused("visma-artikel-onbekend", number);
    };
    let mut checked = Checked::named(&*artikel.omschrijving);
    checked.vendor_id = Some(artikel.id.as_str().to_owned());
    checked.artikel = Some(artikel);
    accepted(checked)
}

/// The warehouse that the vendor has under an id (C18). None when it has none.
pub(crate) fn magazijn(warehouse: Option<&Warehouse>, id: &str) -> CheckOutcome {
    let id = id.trim();
    let Some(warehouse) = warehouse.filter(|it| same(it.warehouse_id.as_deref(), id)) else {
        return refused("visma-magazijn-onbekend", id);
    };
    if warehouse.active == Some(false) {
        return refused("visma-magazijn-inactief", id);
    }
    let mut checked = Checked::named(warehouse.description.as_deref().unwrap_or(id));
    checked.vendor_id.clone_from(&warehouse.warehouse_id);
    accepted(checked)
}

#[cfg(test)]
#[path = "checks_tests.rs"]
mod tests;
