//! Inventory items.

use connector_visma::simulator::{Artikel, ArtikelSoort, ArtikelStatus};
use rust_decimal::Decimal;

use crate::caller::{Caller, Envelope};

const NON_STOCK: [(&str, &str); 2] =
    [("inventoryTypes", "NonStockItem"), ("inventoryTypes", "LaborItem")];

#[test]
fn types_are_asked_for_one_by_one() {
    let caller = Caller::demo();
    let rows = caller.first("/v1/inventory", &NON_STOCK).rows();
    assert_eq!(rows.len(), 8);
    assert!(rows.iter().all(|row| row["stockItem"] == false), "{rows:?}");
    assert_eq!(caller.first("/v1/inventory", &[]).rows().len(), 9);
    let active = [NON_STOCK.as_slice(), &[("status", "Active")]].concat();
    assert_eq!(caller.first("/v1/inventory", &active).rows().len(), 7);
    caller.clean();
    let joined = [("inventoryTypes", "NonStockItem,LaborItem")];
    assert_eq!(caller.first("/v1/inventory", &joined).status, 400);
    assert!(caller.refused().contains("inventoryTypes"));
}

#[test]
fn an_item_shows_exact_prices_and_its_unit() {
    let caller = Caller::empty();
    let prijs = Decimal::new(1_234_565, 5);
    let item = Artikel { prijs, ..Artikel::new("A 1", "Bocht 90°", "STUK", 0) };
    let id = caller.books().add_artikel(item);
    let row = caller.get("/v1/inventory/b64(QSAx)").json();
    assert_eq!(row["inventoryId"], id);
    assert_eq!(row["defaultPrice"].to_string(), "12.34565");
    assert_eq!((&row["salesUnit"], &row["type"]), (&"STUK".into(), &"NonStockItem".into()));
    assert_eq!(row["itemClass"]["type"], "NonStockItem");
    let same = caller.get(&format!("/v1/inventory/internal/{id}")).json();
    assert_eq!(same, row);
    assert_eq!(caller.get("/v1/inventory/b64(QSAx==)").status, 200, "padding is taken");
    caller.clean();
    assert_eq!(caller.get("/v1/inventory/A%201").status, 404);
    assert!(caller.refused().contains("cannot be read"));
}

#[test]
fn lists_are_heavy_unless_they_are_told_not_to_be() {
    let caller = Caller::demo();
    let heavy = caller.first("/v1/inventory", &[]).rows();
    assert!(heavy[0]["warehouseDetails"].is_array() && heavy[0]["note"].is_string());
    let light = caller.first("/v1/inventory", &[("expandWarehouseDetail", "false")]).rows();
    assert!(light[0].get("warehouseDetails").is_none() && light[0]["attachments"].is_array());
    caller.clean();
    assert_eq!(caller.first("/v1/inventory", &[("expandNote", "no")]).status, 400);
    assert!(caller.refused().contains("expandNote"));
}

#[test]
fn nothing_found_is_not_found_or_an_empty_page() {
    let caller = Caller::empty();
    assert_eq!(caller.first("/v1/inventory", &[]).status, 404);
    caller.sim.answer_no_items_with_a_page(true);
    assert_eq!(caller.first("/v1/inventory", &[]).rows().len(), 0);
    caller.clean();
}

#[test]
fn pages_of_items_are_larger() {
    let caller = Caller::empty();
    caller.books().seed_artikelen(12_000);
    let page = |number: &str| {
        caller.list("/v1/inventory", &[("pageNumber", number), ("pageSize", "9999")])
    };
    assert_eq!(page("1").rows().len(), 5000);
    let last = page("3").rows();
    assert_eq!((last.len(), &last[0]["metadata"]["totalCount"]), (2000, &12_000.into()));
    assert_eq!(page("4").status, 404);
    assert_eq!(caller.books().artikel_count(), 12_000);
    caller.clean();
}

#[test]
fn an_item_can_change_in_every_way() {
    let caller = Caller::demo();
    let id = caller.books().artikel_by_number("FILTER").unwrap();
    caller.wait(60);
    caller.books().change_artikel(id, |item| item.soort = ArtikelSoort::FinishedGoodItem).unwrap();
    assert_eq!(caller.first("/v1/inventory", &NON_STOCK).rows().len(), 7);
    let since =
        [("lastModifiedDateTime", "2026-07-01T14:32:00"), ("lastModifiedDateTimeCondition", ">=")];
    assert_eq!(caller.first("/v1/inventory", &since).all("inventoryNumber"), ["FILTER"]);
    caller.sim.leave_out_stock_item(true);
    assert!(caller.get("/v1/inventory/FILTER").json().get("stockItem").is_none());
    caller.books().deactivate_artikel(id).unwrap();
    assert_eq!(caller.books().artikel(id).unwrap().status, ArtikelStatus::Inactive);
    caller.books().serve_artikel_as(id, "defaultPrice", Some("1e2")).unwrap();
    assert!(caller.get("/v1/inventory/FILTER").text.contains("\"defaultPrice\":1e2"));
    caller.books().delete_artikel(id).unwrap();
    assert_eq!(caller.get("/v1/inventory/FILTER").status, 404);
    caller.clean();
}
