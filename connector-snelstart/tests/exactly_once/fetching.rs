//! Fetching and cleaning up: whatever fails, afterwards the store is what the vendor has, and at no
//! moment is anything gone that the vendor still has (R6, R7).

use futures_util::future::join;
use simon_core::host::Clock;
use simon_core::integration::{FetchRequest, NoProgress};
use simon_testkit::exactly_once::{ROUND, SIDES, Sabotage};
use simon_testkit::simulated::{Crash, Side, run};
use simon_testkit::{Fault, On};

use crate::books::Books;

/// A first load that dies at a call, a vendor that goes on meanwhile, and what comes of it. None when
/// the load has no such call.
pub(crate) fn load_with_crash(call: usize, side: Side, how: usize, s: Sabotage) -> Option<Books> {
    let mut books = Books::new();
    books.world.sabotage = s;
    if books.fetch_and_die(&Crash::at(call, side)) {
        return None;
    }
    books.meddle(how);
    // The next run comes at once, or after a night.
    books.world.pass(if call.is_multiple_of(2) { 60 } else { 10 * 3600 });
    books.fetch_quietly();
    Some(books)
}

#[test]
fn a_first_load_survives_a_crash_at_every_call_and_changes_meanwhile_b6_g3() {
    let mut crashes = 0;
    for how in 0..Books::WAYS {
        for call in 1.. {
            // To a process with one task, dying before a call is dying behind the one before it.
            let side = Side::After;
            let Some(books) = load_with_crash(call, side, how, Sabotage::None) else { break };
            crashes += 1;
            let when = format!("crash {side:?} call {call}, then way {how}");
            assert_eq!(books.lost(), None, "{when}");
            books.world.clean_up();
            assert_eq!(books.differs(), None, "{when}");
            assert_eq!(books.world.asks(), [""; 0], "{when}");
            books.world.sim.refusals().assert_none();
        }
    }
    assert!(crashes >= 100, "{crashes}");
}

#[test]
fn a_clean_up_survives_a_crash_at_every_call_b4() {
    for call in 1.. {
        for side in SIDES {
            let mut books = Books::loaded();
            books.delete(0);
            books.delete(5);
            let ended = books.clean_up_and_die(&Crash::at(call, side));
            let when = format!("crash {side:?} call {call}");
            assert_eq!(books.lost(), None, "{when}");
            books.delete(2);
            books.add_klant();
            books.world.pass(3600);
            books.fetch_quietly();
            assert_eq!(books.lost(), None, "{when}");
            books.world.clean_up();
            assert_eq!(books.differs(), None, "{when}");
            if ended {
                assert!(call > 15, "{call}");
                return;
            }
        }
    }
}

/// Clean-ups with one kind of fault from one request on, so often.
pub(crate) fn clean_up_with(request: usize, fault: Fault, times: usize, s: Sabotage) -> Books {
    let mut books = Books::loaded();
    books.delete(0);
    books.delete(5);
    books.world.sabotage = s;
    books.world.faults.add(On::any().skip(request), fault, times);
    books.world.run(books.world.process(&Crash::never()).clean_up(false, &NoProgress)).unwrap();
    books.world.faults.clear();
    books
}

fn requests_of_a_clean_up() -> usize {
    let books = Books::loaded();
    books.world.faults.clear_journal();
    books.world.clean_up();
    books.world.faults.calls() + 4
}

#[test]
fn no_fault_on_any_page_of_a_clean_up_removes_what_the_vendor_has_r7() {
    let requests = requests_of_a_clean_up();
    assert!(requests >= 12, "{requests}");
    for processed in [false, true] {
        for (name, fault) in Fault::every_kind(processed) {
            for request in 0..requests {
                for times in [1, usize::MAX] {
                    let books = clean_up_with(request, fault.clone(), times, Sabotage::None);
                    let when = format!("{name} at request {request}, {times} times");
                    assert_eq!(books.lost(), None, "{when}");
                    if request % 4 == 0 {
                        books.world.pass(3600);
                        books.world.clean_up();
                        assert_eq!(books.differs(), None, "{when}");
                    }
                }
            }
        }
    }
}

/// A clean-up that stands still at a call while the vendor goes on.
fn clean_up_meanwhile(books: &mut Books, call: usize, how: usize) {
    let clock = books.world.clock.clone();
    let pause = Crash::pause(call, Side::Before, &clock, ROUND / 10);
    let process = books.world.process(&pause);
    let meddle = async {
        clock.sleep(ROUND / 20).await;
        books.meddle(how);
    };
    let (outcome, ()) = run(&clock, join(process.clean_up(false, &NoProgress), meddle));
    outcome.unwrap();
}

#[test]
fn a_vendor_that_changes_between_the_pages_of_a_clean_up_loses_nothing_r7() {
    for how in [1, 2, 5] {
        for call in 1..=26 {
            let mut books = Books::loaded();
            books.delete(4);
            clean_up_meanwhile(&mut books, call, how);
            let when = format!("way {how} at call {call}");
            books.world.pass(3600);
            books.fetch_quietly();
            assert_eq!(books.lost(), None, "{when}");
            books.world.clean_up();
            assert_eq!(books.differs(), None, "{when}");
        }
    }
}

#[test]
fn two_processes_that_fetch_at_once_end_with_what_the_vendor_has() {
    for call in 1..=20 {
        for side in SIDES {
            let mut books = Books::new();
            let slow = Crash::pause(call, side, &books.world.clock, ROUND * 4);
            let (slow, other) = (books.world.process(&slow), books.world.process(&Crash::never()));
            let request = FetchRequest::default();
            let later = async {
                books.world.clock.sleep(ROUND).await;
                books.rename(0);
                other.fetch(&request, &NoProgress).await
            };
            let (one, two) = books.world.run(join(slow.fetch(&request, &NoProgress), later));
            one.unwrap();
            two.unwrap();
            books.rename(3);
            books.delete(1);
            books.fetch_quietly();
            books.world.clean_up();
            assert_eq!(books.differs(), None, "stood still {side:?} call {call}");
        }
    }
}
