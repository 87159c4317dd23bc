//! A store that answers a commit of a first load with an error, whether it was stored or not, while the
//! process lives on and tries again.

use simon_core::integration::{FetchRequest, NoProgress};
use simon_testkit::exactly_once::{ROUND, SIDES};

use crate::books::Books;

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
