//! Limits that the vendor states in its answers.

use std::time::Duration;

use chrono::{DateTime, Utc};
use http::HeaderMap;
use simon_core::connector::{Gauge, WindowUse};
use simon_core::error::{ErrorKind, Retry};
use simon_core::host::{Window, WindowKind};
use simon_core::http::{ApiClient, StatedWindow, VendorProfile};
use simon_testkit::{Fault, On};

use crate::world::{World, create, profile, read};

const MINUTE: Duration = Duration::from_secs(60);
const DAY: Duration = Duration::from_secs(24 * 3600);
const WINDOWS: &[Window] =
    &[Window::new(WindowKind::Fixed, MINUTE, 6, 1), Window::new(WindowKind::Fixed, DAY, 50, 10)];

/// Two windows with a reset in milliseconds, each with headers of its own that may be absent.
fn read_limits(headers: &HeaderMap, _: DateTime<Utc>) -> Vec<StatedWindow> {
    let number = |name: String| headers.get(name)?.to_str().ok()?.parse::<i64>().ok();
    let window = |length, name: &str| {
        let mut window = StatedWindow::new(length);
        window.calls = number(format!("x-{name}-limit"));
        window.remaining = number(format!("x-{name}-remaining"));
        window.resets_at =
            number(format!("x-{name}-reset")).and_then(DateTime::from_timestamp_millis);
        window
    };
    vec![window(MINUTE, "minute"), window(DAY, "day")]
}

fn stating() -> VendorProfile {
    let mut profile = profile();
    profile.windows = WINDOWS;
    profile.read_limits = Some(read_limits);
    profile
}

/// One read that is answered with these headers.
fn hear(world: &World, client: &ApiClient, status: u16, headers: &[(&str, &str)]) {
    world.faults.add(On::new("GET", "/relaties"), Fault::status_with(status, headers, "[]"), 1);
    assert_eq!(world.run(client.send(read())).is_ok(), status == 200);
}

fn gauge(world: &World, client: &ApiClient) -> Gauge {
    world.run(client.call_gauge(None)).unwrap().unwrap()
}

fn in_seconds(world: &World, seconds: i64) -> String {
    (world.clock.now().timestamp_millis() + seconds * 1000).to_string()
}

#[test]
fn the_stated_numbers_replace_the_profiles_with_the_same_share_as_reserve() {
    let world = World::new();
    let client = world.client_with(stating());
    hear(&world, &client, 200, &[("x-minute-limit", "100"), ("x-day-limit", "90")]);
    let expected = |minute, minute_reserve, day, day_reserve| {
        [
            WindowUse::new(MINUTE, minute, minute_reserve, gauge(&world, &client).windows[0].used),
            WindowUse::new(DAY, day, day_reserve, gauge(&world, &client).windows[1].used),
        ]
    };
    assert_eq!(gauge(&world, &client).windows, expected(100, 16, 90, 18));
    hear(&world, &client, 404, &[("x-day-limit", "5")]);
    assert_eq!(gauge(&world, &client).windows, expected(100, 16, 5, 1), "an error tells it too");
    assert_eq!(gauge(&world, &client).windows[1].used, 2, "what was counted stays counted");
}

#[test]
fn calls_go_by_the_stated_number_up_and_down() {
    let world = World::new();
    let client = world.client_with(stating());
    let start = world.clock.now();
    hear(&world, &client, 200, &[("x-minute-limit", "12")]);
    for _ in 0..9 {
        world.run(client.send(read())).unwrap();
    }
    assert!(world.seconds_since(start) < 2, "ten of twelve, two are kept");
    hear_delivering(&world, &client, &[("x-minute-limit", "11")]);
    assert_eq!(gauge(&world, &client).windows[0], WindowUse::new(MINUTE, 11, 1, 11));
    world.run(client.send(create().for_delivery())).unwrap();
    assert_eq!(world.seconds_since(start), 60, "deliveries wait at the smaller number");
}

fn hear_delivering(world: &World, client: &ApiClient, headers: &[(&str, &str)]) {
    world.faults.add(On::new("POST", "/facturen"), Fault::status_with(200, headers, "{}"), 1);
    world.run(client.send(create().for_delivery())).unwrap();
}

#[test]
fn what_is_stated_holds_for_its_administration_only() {
    let world = World::new();
    let client = world.client_with(stating());
    let headers = [("x-minute-limit", "100")];
    world.faults.add(On::new("GET", "/relaties"), Fault::status_with(200, &headers, "[]"), 1);
    world.run(client.send(read().counted_for("100"))).unwrap();
    let calls = |administratie| {
        world.run(client.call_gauge(administratie)).unwrap().unwrap().windows[0].calls
    };
    assert_eq!((calls(Some("100")), calls(Some("200")), calls(None)), (100, 6, 6));
}

#[test]
fn a_header_that_is_absent_or_nonsense_changes_nothing_p5() {
    let too_many = (6 * 100 + 1).to_string();
    let nonsense: &[&[(&str, &str)]] = &[
        &[],
        &[("x-minute-limit", "0")],
        &[("x-minute-limit", "-1")],
        &[("x-minute-limit", "-9223372036854775808")],
        &[("x-minute-limit", "9223372036854775807")],
        &[("x-minute-limit", "4294967296")],
        &[("x-minute-limit", &too_many)],
        &[("x-minute-limit", "")],
        &[("x-minute-limit", "veel")],
        &[("x-minute-limit", "6.5")],
        &[("x-minute-limit", "1e2")],
        &[("x-minute-remaining", "0")],
        &[("x-minute-remaining", "-1"), ("x-minute-reset", "9223372036854775807")],
        &[("x-minute-remaining", "0"), ("x-minute-reset", "9223372036854775807")],
        &[("x-minute-remaining", "0"), ("x-minute-reset", "-9223372036854775808")],
        &[("x-minute-remaining", "0"), ("x-minute-reset", "0")],
        &[("x-minute-remaining", "9223372036854775807"), ("x-minute-reset", "1")],
    ];
    for status in [200, 404] {
        for headers in nonsense {
            let world = World::new();
            let client = world.client_with(stating());
            hear(&world, &client, status, headers);
            let gauge = gauge(&world, &client);
            assert_eq!(gauge.windows[0], WindowUse::new(MINUTE, 6, 1, 1), "{status} {headers:?}");
            assert_eq!((gauge.normal_from, gauge.deliver_from), (None, None), "{headers:?}");
        }
    }
    let world = World::new();
    let client = world.client_with(stating());
    for (stated, calls, reserve) in [("600", 600, 100), ("1", 1, 0), ("2", 2, 0), ("6", 6, 1)] {
        world.clock.advance(DAY);
        hear(&world, &client, 200, &[("x-minute-limit", stated)]);
        let heard = gauge(&world, &client).windows[0];
        assert_eq!(heard, WindowUse::new(MINUTE, calls, reserve, 1), "{stated} is believed");
    }
}

#[test]
fn a_new_process_tries_once_if_the_vendor_allows_more_than_the_profile_says() {
    let world = World::new();
    let headers = [("x-day-limit", "500"), ("x-minute-limit", "500")];
    let generous = Fault::status_with(200, &headers, "[]");
    world.faults.add(On::new("GET", "/relaties"), generous, usize::MAX);
    let before = world.client_with(stating());
    for _ in 0..60 {
        world.run(before.send(read())).unwrap();
    }
    world.clock.advance(MINUTE);
    let restarted = world.client_with(stating());
    for _ in 0..5 {
        world.run(restarted.send(read())).unwrap();
    }
    assert_eq!(gauge(&world, &restarted).windows[1], WindowUse::new(DAY, 500, 100, 65));

    world.faults.clear();
    let unheard = world.client_with(stating());
    world.run(unheard.send(read())).unwrap();
    for _ in 0..3 {
        let error = world.run(unheard.send(read())).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::RateLimited, "the vendor did not say more");
    }
    world.budget_blocks(MINUTE * 10);
    let blocked = world.client_with(stating());
    let calls = world.faults.calls();
    world.run(blocked.send(read())).unwrap_err();
    assert_eq!(world.faults.calls(), calls, "a block is not tried");
    world.clock.advance(MINUTE * 10);
    world.run(blocked.send(read())).unwrap();
}

#[test]
fn a_vendor_that_states_nothing_is_never_tried_beyond_the_profile() {
    let world = World::new();
    let mut profile = stating();
    profile.read_limits = None;
    profile.windows = const { &[Window::new(WindowKind::Fixed, DAY, 1, 0)] };
    let client = world.client_with(profile);
    world.run(client.send(read())).unwrap();
    let calls = world.faults.calls();
    world.run(client.send(read())).unwrap_err();
    assert_eq!(world.faults.calls(), calls);
}

#[test]
fn when_others_used_the_vendors_calls_the_rest_is_for_deliveries_g4() {
    let world = World::new();
    let client = world.client_with(stating());
    let reset = in_seconds(&world, 3600);
    hear(&world, &client, 200, &[("x-day-remaining", "11"), ("x-day-reset", &reset)]);
    hear(&world, &client, 200, &[("x-day-remaining", "10"), ("x-day-reset", &reset)]);
    let calls = world.faults.calls();
    let error = world.run(client.send(read())).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::RateLimited);
    assert_eq!(world.faults.calls(), calls, "nothing was sent");
    let normal_from = gauge(&world, &client).normal_from.unwrap();
    assert_eq!(normal_from.timestamp_millis().to_string(), reset);
    assert_eq!(gauge(&world, &client).deliver_from, None);
    world.run(client.send(create().for_delivery())).unwrap();
    world.clock.advance(Duration::from_secs(3600));
    world.run(client.send(read())).unwrap();
}

/// How long the second of two reads waits when the first is answered with these headers.
fn waits_after(status: u16, remaining: Option<&str>, reset_seconds: i64) -> i64 {
    let world = World::new();
    let reset = in_seconds(&world, reset_seconds);
    let mut headers = vec![("x-day-reset", reset.as_str())];
    headers.extend(remaining.map(|left| ("x-day-remaining", left)));
    let mut profile = stating();
    profile.windows = &[];
    let client = world.client_with(profile);
    let start = world.clock.now();
    hear(&world, &client, status, &headers);
    match world.run(client.send(read())) {
        Ok(_) => world.seconds_since(start),
        Err(error) => match error.retry() {
            Retry::After(wait) => i64::try_from(wait.as_secs()).unwrap(),
            other => panic!("{other:?}"),
        },
    }
}

#[test]
fn when_the_vendor_says_that_nothing_is_left_the_next_call_waits_p5() {
    assert_eq!(waits_after(200, Some("0"), 40), 40);
    assert_eq!(waits_after(404, Some("0"), 40), 40, "an error tells it too");
    assert!(waits_after(200, Some("0"), 3600) >= 3599, "more patience is the caller's");
}

#[test]
fn a_rest_that_is_absent_unreadable_or_absurd_says_nothing_p5() {
    assert_eq!(waits_after(200, Some("1"), 40), 0);
    assert_eq!(waits_after(200, None, 40), 0, "absent is unknown, never 0");
    assert_eq!(waits_after(200, Some("veel"), 40), 0);
    assert_eq!(waits_after(200, Some("0"), -40), 0);
    assert_eq!(waits_after(200, Some("0"), 40 * 24 * 3600), 0, "longer than its window");
}

#[test]
fn a_reset_is_read_against_the_vendors_clock() {
    let world = World::new();
    let client = world.client_with(stating());
    let theirs = world.clock.now() + chrono::TimeDelta::hours(2);
    let (date, reset) = (theirs.to_rfc2822(), in_seconds(&world, 7200 + 30));
    let headers =
        [("date", date.as_str()), ("x-minute-remaining", "0"), ("x-minute-reset", &reset)];
    let start = world.clock.now();
    hear(&world, &client, 200, &headers);
    world.run(client.send(read())).unwrap();
    assert_eq!(world.seconds_since(start), 30);
}
