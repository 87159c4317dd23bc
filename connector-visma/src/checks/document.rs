//! What a werkbon becomes, from which warehouses, and what is fetched: the order types have to be there.

use simon_core::domain::OrderSoort;
use simon_core::message::Message;
use simon_core::settings::{CheckOutcome, Checked, SettingValue, SettingValues};

use super::{accepted, magazijn, refused};
use crate::assumptions::{ORDER_TYPE, QUOTE_TYPE};
use crate::settings::{KLANTFACTUUR, MAGAZIJN, MAGAZIJN_PER_GEBRUIKER, MAGAZIJNEN};
use crate::wire::{OrderType, Warehouse};

/// How an order type behaves that orders and quotes have.
///
/// Source: the vendor's OpenAPI, `SalesOrderTypeDto.behavior`.
const SALES_ORDER: &str = "SalesOrder";
const QUOTE: &str = "Quote";

/// The kind of document (C2). For a sales order the type `SO` has to be there, and the settings have to
/// lead to a warehouse (C18): per user off, the default is required.
pub(crate) fn document(choice: &str, all: &SettingValues, types: &[OrderType]) -> CheckOutcome {
    if choice == KLANTFACTUUR {
        return accepted(Checked::named("Klantfactuur"));
    }
    if let Err(refusal) = order_type(types, ORDER_TYPE, SALES_ORDER) {
        return refusal;
    }
    let per_user = all.ja(MAGAZIJN_PER_GEBRUIKER);
    let of_users = per_user && !warehouses_of_users(all).is_empty();
    if all.tekst(MAGAZIJN).is_empty() && !of_users {
        let code = if per_user { "visma-magazijnen-leeg" } else { "visma-magazijn-verplicht" };
        return CheckOutcome::Refused(Message::new(code));
    }
    accepted(Checked::named("Verkooporder"))
}

/// The warehouses of the [users](warehouses_of_users), each with what the vendor has under that id.
pub(crate) fn magazijnen(asked: &[(&str, Option<Warehouse>)]) -> CheckOutcome {
    let mut checked = Checked::default();
    let mut names = Vec::new();
    for (id, found) in asked {
        match magazijn(found.as_ref(), id) {
            CheckOutcome::Accepted(warehouse) => {
                names.push(warehouse.naam);
                checked.vendor_ids.extend(warehouse.vendor_id);
            }
            refusal @ CheckOutcome::Refused(_) => return refusal,
        }
    }
    checked.naam = names.join(", ");
    accepted(checked)
}

/// The warehouses in the table of users, each once.
pub(crate) fn warehouses_of_users(all: &SettingValues) -> Vec<&str> {
    let Some(SettingValue::Tabel(table)) = all.get(MAGAZIJNEN) else { return Vec::new() };
    let mut ids: Vec<&str> =
        table.values().map(|id| id.trim()).filter(|id| !id.is_empty()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// What is fetched (D1): each kind's order type has to be there.
pub(crate) fn ophalen(chosen: &[String], types: &[OrderType]) -> CheckOutcome {
    let kinds = [
        (OrderSoort::Verkooporder, ORDER_TYPE, SALES_ORDER),
        (OrderSoort::Offerte, QUOTE_TYPE, QUOTE),
    ];
    let mut names = Vec::new();
    for (soort, id, behavior) in kinds {
        if !chosen.iter().any(|kind| kind == soort.sleutel()) {
            continue;
        }
        match order_type(types, id, behavior) {
            Ok(name) => names.push(name),
            Err(refusal) => return refusal,
        }
    }
    accepted(Checked::named(names.join(", ")))
}

/// The name of an order type that is in use and behaves as it has to; what is not told is taken to be
/// in order.
fn order_type<'a>(
    types: &'a [OrderType],
    id: &'a str,
    behavior: &str,
) -> Result<&'a str, CheckOutcome> {
    let Some(found) = types.iter().find(|it| it.order_type.as_deref() == Some(id)) else {
        return Err(refused("visma-ordersoort-ontbreekt", id));
    };
    if found.active == Some(false) {
        return Err(refused("visma-ordersoort-inactief", id));
    }
    if found.behavior.as_deref().is_some_and(|known| known != behavior) {
        return Err(refused("visma-ordersoort-anders", id));
    }
    Ok(found.description.as_deref().unwrap_or(id))
}
