//! Where e-Boekhouden's answers are not what the connector knows: G5.

use connector_eboekhouden::simulator::{Artikel, NullMember, Relatie};
use simon_core::connector::{Drift, ListRequest};
use simon_testkit::builders::books;

use crate::world::World;

#[test]
fn the_demo_administration_has_no_drift_however_empty_members_are_written_g5() {
    for style in [NullMember::LeftOut, NullMember::Null] {
        for full in [false, true] {
            let world = World::demo();
            world.sim.set_null_member(style);
            world.sim.fill_list_rows(full);
            world.sim.add_unknown_members(true);
            let relaties = world.relaties().unwrap();
            assert_eq!((relaties.items.len(), relaties.drift.len()), (3, 0));
            let artikelen = world.artikelen().unwrap();
            assert_eq!((artikelen.items.len(), artikelen.drift.len()), (6, 0));
            let first = ListRequest::everything();
            let groepen = world.run(world.connector.list_artikelgroepen(&books(), &first)).unwrap();
            assert_eq!((groepen.items.len(), groepen.drift.len()), (2, 0));
        }
    }
}

#[test]
fn what_the_mapping_needs_and_misses_is_named_by_field_g5() {
    let world = World::new();
    let code = Some("K1".to_owned());
    let relatie = world.sim.add_relatie(Relatie { code: code.clone(), ..Relatie::default() });
    let read = world.relatie_drift();
    assert_eq!(read, [Drift::missing("relation.name", Some(relatie.to_string()))]);
    let artikel = world.sim.add_artikel(Artikel { code, ..Artikel::default() });
    let id = Some(artikel.to_string());
    let expected =
        [Drift::missing("product.vat", id.clone()), Drift::missing("product.ledgerId", id)];
    assert_eq!(world.artikelen().unwrap().drift, expected);
}

impl World {
    fn relatie_drift(&self) -> Vec<Drift> {
        let read = self.relaties().unwrap();
        assert_eq!(read.rejected.len(), 1, "skipped, and the user is told");
        read.drift
    }
}
