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

/// Warehouses that the settings name, each with what the vendor has under that id.
pub(crate) type Asked<'a> = [(&'a str, Option<&'a Warehouse>)];

/// The kind of document (C2). For a sales order the type `SO` has to be there, and the settings have to
/// lead to a warehouse (C18): per user off, the default is required. `asked` are those of the
/// [users](warehouses_of_users).
pub(crate) fn document(
    choice: &str,
    all: &SettingValues,
    types: &[OrderType],
    asked: &Asked<'_>,
) -> CheckOutcome {
    if choice == KLANTFACTUUR {
        return accepted(Checked::named("Klantfactuur"));
    }
    if let Err(refusal) = order_type(types, ORDER_TYPE, SALES_ORDER) {
        return refusal;
    }
    let per_user = all.ja(MAGAZIJN_PER_GEBRUIKER);
    let users = if per_user { warehouses_of_users(all) } else { Vec::new() };
    if all.tekst(MAGAZIJN).is_empty() && users.is_empty() {
        let code = if per_user { "visma-magazijnen-leeg" } else { "visma-magazijn-verplicht" };
        return CheckOutcome::Refused(Message::new(code));
    }
    let mut checked = Checked::named("Verkooporder");
    for id in users {
        let found = asked.iter().find(|(asked, _)| *asked == id).and_then(|(_, found)| *found);
        match magazijn(found, id) {
            CheckOutcome::Accepted(warehouse) => checked.vendor_ids.extend(warehouse.vendor_id),
            refusal @ CheckOutcome::Refused(_) => return refusal,
        }
    }
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
