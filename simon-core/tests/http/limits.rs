//! Call limits.

use std::time::Duration;

use futures_util::future::{join, join_all};
use simon_core::connector::WindowUse;
use simon_core::error::{ErrorKind, Retry};
use simon_core::host::{BudgetKey, CallBudget, Grant, Priority, Window, WindowKind};
use simon_core::http::ApiClient;
use simon_core::memory::MemoryBudget;
use simon_testkit::{Fault, On};

use crate::world::{World, create, integration, moment, profile, read};

const MINUTE: Duration = Duration::from_secs(60);

fn ask(budget: &MemoryBudget, windows: &[Window], priority: Priority, now: &str) -> Grant {
    let (integration, key) = (integration(), BudgetKey("key".to_owned()));
    let asked = budget.ask(&integration, &key, windows, priority, moment(now));
    futures_executor::block_on(asked).unwrap()
}

#[test]
fn a_fixed_window_starts_at_the_clock_minute() {
    let (budget, windows) = (MemoryBudget::new(), [Window::new(WindowKind::Fixed, MINUTE, 2, 0)]);
    let ask = |now| ask(&budget, &windows, Priority::Normal, now);
    assert_eq!(ask("2026-03-02T10:00:58Z"), Grant::Go);
    assert_eq!(ask("2026-03-02T10:00:59Z"), Grant::Go);
    let next = Grant::WaitUntil(moment("2026-03-02T10:01:00Z"));
    assert_eq!(ask("2026-03-02T10:00:59Z"), next);
    assert_eq!(ask("2026-03-02T10:01:00Z"), Grant::Go);
}

#[test]
fn a_fixed_day_ends_at_midnight_utc() {
    let day = Duration::from_secs(86_400);
    let (budget, windows) = (MemoryBudget::new(), [Window::new(WindowKind::Fixed, day, 1, 0)]);
    let ask = |now| ask(&budget, &windows, Priority::Normal, now);
    assert_eq!(ask("2026-03-02T22:30:00Z"), Grant::Go);
    let midnight = Grant::WaitUntil(moment("2026-03-03T00:00:00Z"));
    assert_eq!(ask("2026-03-02T23:59:59Z"), midnight);
    assert_eq!(ask("2026-03-03T00:00:00Z"), Grant::Go);
}

#[test]
fn a_rolling_window_looks_back_from_any_moment() {
    let (budget, windows) = (MemoryBudget::new(), [Window::new(WindowKind::Rolling, MINUTE, 2, 0)]);
    let ask = |now| ask(&budget, &windows, Priority::Normal, now);
    assert_eq!(ask("2026-03-02T10:00:30Z"), Grant::Go);
    assert_eq!(ask("2026-03-02T10:00:50Z"), Grant::Go);
    let first_leaves = Grant::WaitUntil(moment("2026-03-02T10:01:30Z"));
    assert_eq!(ask("2026-03-02T10:01:10Z"), first_leaves);
    assert_eq!(ask("2026-03-02T10:01:30Z"), Grant::Go);
    let second_leaves = Grant::WaitUntil(moment("2026-03-02T10:01:50Z"));
    assert_eq!(ask("2026-03-02T10:01:31Z"), second_leaves);
}

#[test]
fn the_reserve_is_kept_for_deliveries_g4() {
    for kind in [WindowKind::Fixed, WindowKind::Rolling] {
        let (budget, windows) = (MemoryBudget::new(), [Window::new(kind, MINUTE, 5, 2)]);
        let now = "2026-03-02T10:00:10Z";
        for _ in 0..3 {
            assert_eq!(ask(&budget, &windows, Priority::Normal, now), Grant::Go);
        }
        assert_ne!(ask(&budget, &windows, Priority::Normal, now), Grant::Go);
        for _ in 0..2 {
            assert_eq!(ask(&budget, &windows, Priority::Deliver, now), Grant::Go);
        }
        assert_ne!(ask(&budget, &windows, Priority::Deliver, now), Grant::Go);
    }
}

#[test]
fn the_strictest_of_several_windows_decides_and_nothing_is_counted_then() {
    let hour = Duration::from_secs(3600);
    let windows = [
        Window::new(WindowKind::Rolling, MINUTE, 1, 0),
        Window::new(WindowKind::Fixed, hour, 2, 0),
    ];
    let budget = MemoryBudget::new();
    let ask = |now| ask(&budget, &windows, Priority::Normal, now);
    assert_eq!(ask("2026-03-02T10:00:00Z"), Grant::Go);
    for _ in 0..5 {
        assert_ne!(ask("2026-03-02T10:00:30Z"), Grant::Go);
    }
    assert_eq!(ask("2026-03-02T10:01:00Z"), Grant::Go);
    assert_eq!(ask("2026-03-02T10:02:00Z"), Grant::WaitUntil(moment("2026-03-02T11:00:00Z")));
}

#[test]
fn a_block_makes_everyone_of_the_budget_wait_and_is_visible() {
    let (budget, key) = (MemoryBudget::new(), BudgetKey("key".to_owned()));
    let integration = integration();
    let until = moment("2026-03-02T10:05:00Z");
    let block = |until| futures_executor::block_on(budget.block(&integration, &key, until));
    block(until).unwrap();
    block(moment("2026-03-02T10:01:00Z")).unwrap();
    let waits = ask(&budget, &[], Priority::Deliver, "2026-03-02T10:00:00Z");
    assert_eq!(waits, Grant::WaitUntil(until), "a shorter block does not shorten it");
    let shown = |now| {
        let shown = budget.gauge(&integration, &key, &[], moment(now));
        futures_executor::block_on(shown).unwrap().deliver_from
    };
    assert_eq!(shown("2026-03-02T10:04:59Z"), Some(until));
    assert_eq!(shown("2026-03-02T10:05:00Z"), None);
    assert_eq!(ask(&budget, &[], Priority::Normal, "2026-03-02T10:05:00Z"), Grant::Go);
}

#[test]
fn calls_are_paced_within_the_limit_and_deliveries_pass_the_queue_g4() {
    const WINDOWS: &[Window] = &[Window::new(WindowKind::Fixed, MINUTE, 4, 1)];
    let world = World::new();
    let mut profile = profile();
    (profile.windows, profile.concurrency) = (WINDOWS, 1);
    let client = world.client_with(profile);
    let start = world.clock.now();
    world.run(async {
        let reads = join_all((0..6).map(|_| client.send(read())));
        let deliver = async {
            client.send(create().for_delivery()).await.unwrap();
            assert!(world.seconds_since(start) < 5, "the reserve lets it pass");
        };
        let (answers, ()) = join(reads, deliver).await;
        assert!(answers.iter().all(Result::is_ok));
    });
    assert_eq!(world.seconds_since(start), 60, "the second three reads went a minute later");
}

#[test]
fn a_limit_that_asks_for_too_much_patience_is_told_to_the_caller_p6() {
    const HOUR: &[Window] = &[Window::new(WindowKind::Fixed, Duration::from_secs(3600), 1, 0)];
    let world = World::new();
    let mut profile = profile();
    profile.windows = HOUR;
    let client = world.client_with(profile);
    world.run(client.send(read())).unwrap();
    let calls = client.calls_made();
    let error = world.run(client.send(read())).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::RateLimited);
    let Retry::After(wait) = error.retry() else { panic!("{error:?}") };
    assert!(wait > Duration::from_secs(3590));
    assert_eq!(client.calls_made(), calls, "nothing was sent");
}

#[test]
fn a_throttled_answer_makes_other_clients_of_the_budget_wait_p5() {
    let world = World::new();
    let start = world.clock.now();
    let throttled = Fault::status_with(429, &[("retry-after", "40")], "");
    world.faults.add(On::new("GET", "/relaties"), throttled, 1);
    let (first, second) = (world.client(), world.client());
    world.run(async {
        let later = async {
            simon_core::host::Clock::sleep(&world.clock, Duration::from_secs(1)).await;
            let answer = second.send(read()).await;
            assert!(world.seconds_since(start) >= 40, "it waited for what the first was told");
            answer
        };
        let (one, two) = join(first.send(read()), later).await;
        (one.unwrap(), two.unwrap())
    });
    assert_eq!(world.seconds_since(start), 40);
    let throttled = world.faults.journal();
    let throttled = throttled.iter().filter(|exchange| exchange.path == "/relaties").count();
    assert_eq!(throttled, 3, "one refused, two answered");
}

#[test]
fn the_gauge_shows_what_is_used_and_until_when_everybody_waits_g4() {
    const WINDOWS: &[Window] = &[Window::new(WindowKind::Fixed, MINUTE, 4, 1)];
    let world = World::new();
    let mut profile = profile();
    assert_eq!(
        world.run(world.client().call_gauge(None)).unwrap(),
        None,
        "a vendor without limits"
    );
    profile.windows = WINDOWS;
    let client = world.client_with(profile);
    let gauge = || world.run(client.call_gauge(None)).unwrap().unwrap();
    assert_eq!((gauge().windows[0].used, gauge().normal_from), (0, None));
    for _ in 0..3 {
        world.run(client.send(read())).unwrap();
    }
    assert_eq!(gauge().windows, [WindowUse::new(MINUTE, 4, 1, 3)]);
    assert_eq!(gauge().normal_from, Some(moment("2026-03-02T10:01:00Z")));
    assert_eq!(gauge().deliver_from, None);
}

#[test]
fn no_more_calls_run_at_once_than_the_profile_allows() {
    let world = World::new();
    let mut profile = profile();
    profile.concurrency = 2;
    let client = world.client_with(profile);
    world.run(client.send(read())).unwrap();
    let start = world.clock.now();
    world.run(join_all((0..10).map(|_| client.send(read()))));
    assert_eq!((world.clock.now() - start).num_milliseconds(), 500, "5 rounds of 100 ms");
}

#[test]
fn administrations_of_one_login_are_counted_apart_g4() {
    const TWO: &[Window] = &[Window::new(WindowKind::Fixed, Duration::from_secs(3600), 2, 0)];
    let world = World::new();
    let mut profile = profile();
    profile.windows = TWO;
    let client = world.client_with(profile.clone());
    let of = |administratie| client.send(read().counted_for(administratie));
    let used = |client: &ApiClient, administratie| {
        world.run(client.call_gauge(administratie)).unwrap().unwrap().windows[0].used
    };
    for _ in 0..2 {
        world.run(of("100")).unwrap();
    }
    assert_eq!(world.run(of("100")).unwrap_err().kind(), ErrorKind::RateLimited);
    world.run(of("200")).unwrap();
    world.run(client.send(read())).unwrap();
    assert_eq!((used(&client, Some("100")), used(&client, Some("200"))), (2, 1));
    assert_eq!(used(&client, None), 1, "what names none counts on the profile's key");

    let other = world.client_with(profile);
    assert_eq!(used(&other, Some("100")), 2, "all clients of the budget count together");
    let key = BudgetKey("app/administratie/100".to_owned());
    let integration = integration();
    let gauge = world.budget.gauge(&integration, &key, TWO, world.clock.now());
    assert_eq!(futures_executor::block_on(gauge).unwrap().windows[0].used, 2);
}

#[test]
fn a_throttled_administration_does_not_hold_another_g4() {
    let world = World::new();
    let throttled = Fault::status_with(429, &[("retry-after", "3000")], "");
    world.faults.add(On::new("GET", "/relaties"), throttled, 1);
    let client = world.client();
    world.run(client.send(read().counted_for("100"))).unwrap_err();
    let sent = world.faults.calls();
    world.run(client.send(create().counted_for("100").for_delivery())).unwrap_err();
    assert_eq!(world.faults.calls(), sent, "everything of the administration waits");
    world.run(client.send(read().counted_for("200"))).unwrap();
    let waits = |administratie| world.run(client.call_gauge(administratie)).unwrap();
    assert!(waits(Some("100")).unwrap().deliver_from.is_some());
    assert_eq!((waits(Some("200")), waits(None)), (None, None));
}

#[test]
fn each_administration_has_its_own_places() {
    let world = World::new();
    let mut profile = profile();
    profile.concurrency = 1;
    let client = world.client_with(profile);
    world.run(client.send(read())).unwrap();
    let start = world.clock.now();
    let calls = ["100", "200"]
        .map(|of| join_all((0..3).map(move |_| read().counted_for(of)).map(|it| client.send(it))));
    world.run(join_all(calls));
    assert_eq!((world.clock.now() - start).num_milliseconds(), 300, "3 rounds of 100 ms");
}

#[test]
fn a_wrong_retry_after_does_not_stop_everything_for_ever_p5() {
    let world = World::new();
    let years = Fault::status_with(429, &[("retry-after", "99999999999")], "");
    world.faults.add(On::new("GET", "/relaties"), years, 1);
    let error = world.run(world.client().send(read())).unwrap_err();
    assert_eq!(error.retry(), Retry::After(Duration::from_secs(86_400)));
    world.clock.advance(Duration::from_secs(86_400));
    world.run(world.client().send(read())).unwrap();
}
