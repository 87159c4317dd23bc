//! Whole days and several processes: a first load beside werkbonnen, endpoints that fail, and logins
//! while tokens are renewed.

use std::time::Duration;

use chrono::TimeDelta;
use futures_util::future::join;
use simon_core::ErrorKind;
use simon_core::connector::{AccountingConnector, ListRequest, Next};
use simon_core::host::Clock;
use simon_testkit::listings::Listings;

use crate::login::browser;
use crate::world::{World, books};

/// Customers on pages so small that they cost more than a day's calls, of which 300 are kept.
const CUSTOMERS: u32 = 6_000;
const A_PAGE: usize = 4;
const A_DAY: u64 = 1_500;

#[test]
fn a_first_load_of_more_than_a_day_leaves_the_werkbonnen_their_calls_g4() {
    let world = World::demo();
    let (settings, klant) = (world.settings(&[]), world.klant("Bakkerij De Korenaar"));
    world.sim.limit_calls(60, A_DAY);
    let mut draft = world.draft("0");
    draft.klant = klant;
    world.sim.books().add_accounts(CUSTOMERS);
    let expected = world.relaties(None).items.len();
    world.sim.cap_pages(A_PAGE);
    let (start, mut cycles, mut loaded) = (world.clock.now(), 0, 0);
    let mut request = Some(ListRequest::everything());
    while let Some(wanted) = &mut request {
        let cycle = world.clock.now();
        assert_eq!(world.find(&draft, &settings).unwrap(), []);
        cycles += 1;
        while world.clock.now() - cycle < TimeDelta::minutes(4) {
            match world.run(world.connector.list_relaties(&books(), wanted)) {
                Ok(page) => {
                    loaded += page.items.len();
                    match page.next {
                        Next::More(cursor) => *wanted = wanted.clone().resumed(Some(cursor)),
                        Next::End { .. } => {
                            request = None;
                            break;
                        }
                    }
                }
                Err(error) => {
                    assert_eq!(error.kind(), ErrorKind::RateLimited, "{error:?}");
                    break;
                }
            }
        }
        let rest = (cycle + TimeDelta::minutes(5)) - world.clock.now();
        world.clock.advance(rest.to_std().unwrap_or_default());
    }
    assert_eq!(loaded, expected);
    assert!(world.clock.now() - start < TimeDelta::days(2), "{}", world.clock.now() - start);
    assert!(cycles > 100, "the load had to wait for a new day: {cycles}");
    assert_eq!(world.sim.books().throttled(), 0);
    world.refused_nothing();
}

#[test]
fn two_processes_that_restart_all_the_time_stay_within_the_error_budget() {
    let world = World::demo();
    world.groepen();
    world.sim.grant_right("logistics/ItemGroups", "GET", false);
    let before = world.requests("GET", "logistics/ItemGroups");
    for _ in 0..50 {
        let (one, two) = (world.slow_process(), world.slow_process());
        let first = ListRequest::everything();
        let (one, two) = world.run(join(
            one.list_artikelgroepen(&books(), &first),
            two.list_artikelgroepen(&books(), &first),
        ));
        one.unwrap_err();
        two.unwrap_err();
        world.pass_seconds(60);
    }
    let failures = world.requests("GET", "logistics/ItemGroups") - before;
    assert!((9..=10).contains(&failures), "{failures}");
    world.refused_nothing();
}

#[test]
fn a_login_while_the_old_tokens_are_renewed_wins_whatever_comes_first() {
    for millis in (0..200).step_by(20) {
        let world = World::demo();
        let (working, logging_in) = (world.slow_process(), world.slow_process());
        world.run(working.connect()).unwrap();
        world.pass_seconds(600);
        let back = browser(&world, &world.run(logging_in.login_url()).unwrap());
        let login = async {
            world.clock.sleep(Duration::from_millis(millis)).await;
            logging_in.log_in(&back).await
        };
        let (work, login) = world.run(join(working.connect(), login));
        login.unwrap();
        work.unwrap();
        for _ in 0..2 {
            world.run(working.connect()).unwrap();
            world.run(logging_in.connect()).unwrap();
            world.pass_seconds(600);
        }
        world.refused_nothing();
    }
}
