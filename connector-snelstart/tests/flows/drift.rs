//! Where SnelStart's answers are not what the connector knows: G5.

use connector_snelstart::simulator::{NewOrder, NewRelatie};
use simon_core::connector::{AccountingConnector, Drift, DriftKind, ListRequest, Next, Page};
use simon_core::domain::OrderSoort;
use simon_testkit::builders::books;

use crate::world::World;

impl World {
    /// The drifts of a whole listing, as kind and field.
    fn drifts<T>(&self, mut list: impl FnMut(&ListRequest) -> Page<T>) -> Vec<Drift> {
        let mut request = ListRequest::everything();
        let mut drifts = Vec::new();
        loop {
            let page = list(&request);
            drifts.extend(page.drift);
            match page.next {
                Next::More(cursor) => request = request.resumed(Some(cursor)),
                Next::End { .. } => return drifts,
            }
        }
    }

    fn relatie_drifts(&self) -> Vec<Drift> {
        self.drifts(|request| self.run(self.connector.list_relaties(&books(), request)).unwrap())
    }
}

#[test]
fn the_demo_administration_has_no_drift_g5() {
    let world = World::demo();
    assert_eq!(world.relatie_drifts(), []);
    let list = |request: &ListRequest| {
        world.run(world.connector.list_artikelen(&books(), request)).unwrap()
    };
    assert_eq!(world.drifts(list), []);
    let soort = OrderSoort::Verkooporder;
    let list = |request: &ListRequest| {
        world.run(world.connector.list_orders(&books(), soort, request)).unwrap()
    };
    assert_eq!(world.drifts(list), []);
    let groups =
        world.run(world.connector.list_artikelgroepen(&books(), &ListRequest::everything()));
    assert_eq!(groups.unwrap().drift, []);
}

#[test]
fn a_customer_without_what_we_need_is_named_by_field_g5() {
    let world = World::new();
    let id = "00000001-aaaa-bbbb-cccc-000000000001";
    world.sim.add_raw_relatie(&format!(
        r#"{{"id":"{id}","relatiesoort":["Klant"],"nonactief":false,
        "modifiedOn":"2026-03-01T10:00:00"}}"#
    ));
    assert_eq!(world.relatie_drifts(), [Drift::missing("relaties.naam", Some(id.to_owned()))]);
}

#[test]
fn a_status_that_nobody_knows_is_told_by_its_shape_g5() {
    let world = World::new();
    let relatie = world.sim.add_relatie(NewRelatie::klant("Van de order"));
    let order = world.sim.add_order(&NewOrder { relatie, ..NewOrder::default() }).unwrap();
    world.sim.change_order(&order, &[("procesStatus", "\"Geparkeerd\"")]).unwrap();
    let list = |request: &ListRequest| {
        world.run(world.connector.list_orders(&books(), OrderSoort::Verkooporder, request)).unwrap()
    };
    let drifts = world.drifts(list);
    assert_eq!(drifts.len(), 1, "{drifts:?}");
    assert_eq!(drifts[0].soort, DriftKind::UnknownValue);
    assert_eq!(drifts[0].veld, "verkooporders.procesStatus");
    assert_eq!(drifts[0].vorm, "text of 10");
    assert_eq!(drifts[0].record.as_deref(), Some(order.as_str()));
}
