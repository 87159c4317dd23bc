//! Where SnelStart's answers are not what the connector knows: G5.

use connector_snelstart::simulator::{NewOrder, NewRelatie};
use simon_core::connector::{Drift, DriftKind};
use simon_core::domain::OrderSoort;
use simon_testkit::listings::Listings;

use crate::world::World;

#[test]
fn the_demo_administration_has_no_drift_g5() {
    let world = World::demo();
    assert_eq!(world.relaties(None).drift, []);
    assert_eq!(world.artikelen(None).drift, []);
    assert_eq!(world.orders(OrderSoort::Verkooporder, None).drift, []);
    assert_eq!(world.groepen().drift, []);
}

#[test]
fn a_customer_without_what_we_need_is_named_by_field_g5() {
    let world = World::new();
    let id = "00000001-aaaa-bbbb-cccc-000000000001";
    world.sim.add_raw_relatie(&format!(
        r#"{{"id":"{id}","relatiesoort":["Klant"],"nonactief":false,
        "modifiedOn":"2026-03-01T10:00:00"}}"#
    ));
    assert_eq!(world.relaties(None).drift, [Drift::missing("relaties.naam", Some(id.to_owned()))]);
}

#[test]
fn a_status_that_nobody_knows_is_told_by_its_shape_g5() {
    let world = World::new();
    let relatie = world.sim.add_relatie(NewRelatie::klant("Van de order"));
    let order = world.sim.add_order(&NewOrder { relatie, ..NewOrder::default() }).unwrap();
    world.sim.change_order(&order, &[("procesStatus", "\"Geparkeerd\"")]).unwrap();
    let drifts = world.orders(OrderSoort::Verkooporder, None).drift;
    assert_eq!(drifts.len(), 1, "{drifts:?}");
    assert_eq!(drifts[0].soort, DriftKind::UnknownValue);
    assert_eq!(drifts[0].veld, "verkooporders.procesStatus");
    assert_eq!(drifts[0].vorm, "text of 10");
    assert_eq!(drifts[0].record.as_deref(), Some(order.as_str()));
}
