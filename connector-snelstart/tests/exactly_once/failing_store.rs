//! A store that answers a commit with an error, whether it was stored or not, while the process lives
//! on and tries again.

use simon_core::ErrorKind;
use simon_core::integration::{FetchRequest, NoProgress};
use simon_testkit::simulated::Side;

use crate::books::Books;
use crate::delivery::{archived, assert_sound};
use crate::world::ROUND;

const SIDES: [Side; 2] = [Side::Before, Side::After];

#[test]
fn a_delivery_survives_a_failed_commit_c22() {
    let mut failures = 0;
    for commit in 1..=8 {
        for side in SIDES {
            let world = archived();
            let process = world.process_on_failing_store(commit, side);
            for _ in 0..24 {
                if let Err(error) = world.run(process.deliver()) {
                    assert_eq!(error.kind(), ErrorKind::Host, "{error}");
                    failures += 1;
                }
                world.pass(ROUND.as_secs());
            }
            assert_sound(&world, &format!("commit {commit} fails {side:?}"));
        }
    }
    assert!(failures >= 10, "{failures}");
}

#[test]
fn a_first_load_survives_a_failed_commit_b6() {
    let mut failures = 0;
    for commit in 1..=12 {
        for side in SIDES {
            let books = Books::new();
            let process = books.world.process_on_failing_store(commit, side);
            let request = FetchRequest::default();
            let fetch = process.fetch(&request, &NoProgress);
            failures += usize::from(books.world.run(fetch).is_err());
            books.world.pass(ROUND.as_secs());
            books.world.fetch_by(&process);
            assert_eq!(books.differs(), None, "commit {commit} fails {side:?}");
        }
    }
    assert!(failures >= 16, "{failures}");
}
