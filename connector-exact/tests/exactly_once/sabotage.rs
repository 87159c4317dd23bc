//! The tests tested: a connector with a mistake must not pass.

use simon_testkit::Fault;
use simon_testkit::exactly_once::Sabotage;
use simon_testkit::simulated::Crash;

use crate::delivery::{Division, World};

#[test]
fn a_connector_that_looks_for_no_dossier_or_pdf_is_caught() {
    for (sabotage, create) in
        [(Sabotage::FindsNoDossier, Division::DOSSIER), (Sabotage::FindsNoPdf, Division::PDF)]
    {
        let mut world = World::archived();
        world.sabotage = sabotage;
        world.faults.add(create.on(), Fault::DropAfter, 1);
        assert!(world.deliver_until_quiet(&Crash::never()));
        let wrong = world.broken().expect("two of them");
        assert!(wrong.starts_with("[\"PDFs\"]"), "{sabotage:?}: {wrong}");
    }
}
