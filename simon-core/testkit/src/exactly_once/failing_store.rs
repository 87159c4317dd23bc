//! A store that answers a commit with an error, whether it was stored or not, while the process lives
//! on and tries again.

use simon_core::ErrorKind;

use super::{ROUND, SIDES, Vendor, World};

pub fn a_delivery_survives_a_failed_commit_c22<V: Vendor>() {
    let mut failures = 0;
    for commit in 1..=8 {
        for side in SIDES {
            let world = World::<V>::archived();
            let process = world.process_on_failing_store(commit, side);
            for _ in 0..24 {
                if let Err(error) = world.run(process.deliver()) {
                    assert_eq!(error.kind(), ErrorKind::Host, "{error}");
                    failures += 1;
                }
                world.pass(ROUND.as_secs());
            }
            world.assert_sound(&format!("commit {commit} fails {side:?}"));
        }
    }
    assert!(failures >= 10, "{failures}");
}
