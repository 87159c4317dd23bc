//! The simulator with the records of a load.

use std::sync::Arc;

use connector_eboekhouden::simulator::{EBoekhouden, Relatie};
use simon_core::http::SystemClock;
use simon_testkit::race;

/// Serves until standard input closes.
pub(crate) fn serve(relaties: u32, artikelen: u32) {
    let vendor = Arc::new(EBoekhouden::new(Arc::new(SystemClock)));
    vendor.seed_relaties(relaties);
    vendor.seed_artikelen(artikelen);
    race::serve(vendor.clone(), |changed| {
        for number in 0..changed {
            vendor.add_relatie(Relatie {
                code: Some(format!("N{number}")),
                bedrijf: Some(format!("Nieuw {number}")),
                ..Relatie::default()
            });
        }
    });
}
