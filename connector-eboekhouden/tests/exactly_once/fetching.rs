//! Fetching and cleaning up: whatever fails, afterwards the store is what the vendor has, and at no
//! moment is anything gone that the vendor still has (R6, R7).

use futures_util::future::join;
use simon_core::host::Clock;
use simon_core::integration::{FetchRequest, NoProgress};
use simon_testkit::exactly_once::{ROUND, SIDES, Sabotage};
use simon_testkit::simulated::{Crash, Side};
use simon_testkit::{Fault, On};

use crate::books::{Books, Interface};

over_both!(
    a_first_load_survives_a_crash_at_every_call_and_changes_meanwhile_b6_g3,
    a_clean_up_survives_a_crash_at_every_call_b4,
    no_fault_at_any_request_of_a_clean_up_removes_what_the_vendor_has_r7,
    a_vendor_that_changes_between_the_pages_of_a_clean_up_loses_nothing_r7,
    two_processes_that_fetch_at_once_end_with_what_the_vendor_has,
);

/// A first load that dies at a call, a vendor that goes on meanwhile, and what comes of it. None when
/// the load has no such call.
pub(crate) fn load_with_crash<V: Interface>(
    call: usize,
    side: Side,
    how: usize,
    sabotage: Sabotage,
) -> Option<Books<V>> {
    let mut books = Books::new();
    books.world.sabotage = sabotage;
    if books.fetch_and_die(&Crash::at(call, side)) {
        return None;
    }
    books.meddle(how);
    // The next run comes at once, or after a night.
    books.world.pass(if call.is_multiple_of(2) { 60 } else { 10 * 3600 });
    books.fetch_quietly();
    Some(books)
}

fn a_first_load_survives_a_crash_at_every_call_and_changes_meanwhile_b6_g3<V: Interface>() {
    let mut crashes = 0;
    for how in 0..Books::<V>::WAYS {
        for call in 1.. {
            // To a process with one task, dying before a call is dying behind the one before it.
            let side = Side::After;
            let Some(books) = load_with_crash::<V>(call, side, how, Sabotage::None) else { break };
            crashes += 1;
            let when = format!("crash {side:?} call {call}, then way {how}");
            assert_eq!(books.lost(), None, "{when}");
            books.world.clean_up();
            assert_eq!(books.differs(), None, "{when}");
            assert_eq!(books.world.asks(), [""; 0], "{when}");
            books.world.sim.refusals().assert_none();
        }
    }
    assert!(crashes >= if V::REST { 150 } else { 70 }, "{crashes}");
}

fn a_clean_up_survives_a_crash_at_every_call_b4<V: Interface>() {
    for call in 1.. {
        for side in SIDES {
            let mut books = Books::<V>::loaded();
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
pub(crate) fn clean_up_with<V: Interface>(
    request: usize,
    fault: Fault,
    times: usize,
    sabotage: Sabotage,
) -> Books<V> {
    let mut books = Books::loaded();
    books.delete(0);
    books.delete(5);
    books.world.sabotage = sabotage;
    books.world.faults.add(On::any().skip(request), fault, times);
    books.world.run(books.world.process(&Crash::never()).clean_up(false, &NoProgress)).unwrap();
    books.world.faults.clear();
    books
}

/// How many requests a clean-up makes at the most.
pub(crate) fn requests_of_a_clean_up<V: Interface>() -> usize {
    let mut books = Books::<V>::loaded();
    books.delete(0);
    books.delete(5);
    books.world.faults.clear_journal();
    books.world.clean_up();
    books.world.faults.calls()
}

fn no_fault_at_any_request_of_a_clean_up_removes_what_the_vendor_has_r7<V: Interface>() {
    let requests = requests_of_a_clean_up::<V>();
    assert!(requests >= if V::REST { 30 } else { 5 }, "{requests}");
    // The records behind the ids are alike: of those not every one is tried.
    let step = if V::REST { 3 } else { 1 };
    for processed in [false, true] {
        for (name, fault) in Fault::every_kind(processed) {
            for request in (0..requests).step_by(step) {
                for times in [1, usize::MAX] {
                    let books = clean_up_with::<V>(request, fault.clone(), times, Sabotage::None);
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

/// A clean-up that stands still at a call, for so many rounds, while the vendor goes on.
fn clean_up_meanwhile<V: Interface>(books: &mut Books<V>, call: usize, how: usize, rounds: u32) {
    let clock = books.world.clock.clone();
    let pause = Crash::pause(call, Side::Before, &clock, ROUND * rounds / 10);
    let process = books.world.process(&pause);
    let meddle = async {
        clock.sleep(ROUND / 20).await;
        books.meddle(how);
    };
    let clean_up = process.clean_up(false, &NoProgress);
    let (outcome, ()) = simon_testkit::simulated::run(&clock, join(clean_up, meddle));
    outcome.unwrap();
}

/// For half a minute, in which the open answer of SOAP goes on, and for longer, after which the table
/// is asked for again.
fn a_vendor_that_changes_between_the_pages_of_a_clean_up_loses_nothing_r7<V: Interface>() {
    let calls = if V::REST { 60 } else { 26 };
    for (how, rounds) in [(1, 1), (2, 10), (5, 1), (5, 10)] {
        for call in 1..=calls {
            let mut books = Books::<V>::loaded();
            books.delete(4);
            clean_up_meanwhile(&mut books, call, how, rounds);
            let when = format!("way {how} at call {call}");
            books.world.pass(3600);
            books.fetch_quietly();
            assert_eq!(books.lost(), None, "{when}");
            books.world.clean_up();
            assert_eq!(books.differs(), None, "{when}");
        }
    }
}

fn two_processes_that_fetch_at_once_end_with_what_the_vendor_has<V: Interface>() {
    for call in 1..=20 {
        for side in SIDES {
            let mut books = Books::<V>::new();
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
