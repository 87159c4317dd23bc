//! Articles.

use rust_decimal::Decimal;
use simon_core::domain::{Artikel, ArtikelId, Prijs};
use simon_core::message::Message;

use super::Mapped;
use crate::wire::Item;

/// Types of items without stock (B8).
///
/// Source: the vendor's OpenAPI, `InventoryDto.type`; the others are kinds of goods.
pub(crate) const NON_STOCK: &[&str] =
    &["NonStockItem", "LaborItem", "ServiceItem", "ChargeItem", "ExpenseItem"];

/// Statuses of items that are not sold. One that is not known is no reason to remove an article.
///
/// Source: the vendor's OpenAPI, `InventoryDto.status`.
const NOT_SOLD: &[&str] = &["NoSales", "Inactive", "MarkedForDeletion"];

/// An article without stock that can be sold. Its price is for people to see: the vendor prices the
/// lines itself (C25).
///
/// The vendor ignores a filter that it does not know, so goods are left out here. With `inactive_too`
/// what cannot be booked comes as inactive instead: an item that becomes goods is only a changed row.
pub(crate) fn artikel_from_wire(item: &Item, inactive_too: bool) -> Mapped<Artikel> {
    let active = is_non_stock(item) && is_sold(item);
    if !(active || inactive_too) {
        return Mapped::Skip;
    }
    let Ok(id) = ArtikelId::new(item.inventory_id.as_str()) else { return Mapped::Skip };
    let code = match &item.inventory_number {
        Some(number) => number.clone(),
        None if active => {
            return Mapped::reject(id.as_str(), Message::new("visma-artikel-zonder-nummer"));
        }
        None => String::new(),
    };
    let omschrijving = item.description.clone().unwrap_or_else(|| code.clone());
    let mut artikel = Artikel::new(id, code, omschrijving);
    artikel.eenheid = item.sales_unit.clone().or_else(|| item.base_unit.clone());
    let price = item.default_price.filter(|price| *price > Decimal::ZERO);
    artikel.verkoopprijs = price.map(Prijs::exclusief);
    artikel.actief = active;
    Mapped::Keep(artikel)
}

/// By its type; where a row lacks that, by its mark. One of which nothing is known is taken for goods.
pub(crate) fn is_non_stock(item: &Item) -> bool {
    match (item.r#type.as_deref(), item.stock_item) {
        (_, Some(true)) => false,
        (Some(soort), _) => NON_STOCK.contains(&soort),
        (None, mark) => mark == Some(false),
    }
}

/// Whether it may stand on a document.
pub(crate) fn is_sold(item: &Item) -> bool {
    item.status.as_deref().is_none_or(|status| !NOT_SOLD.contains(&status))
}
