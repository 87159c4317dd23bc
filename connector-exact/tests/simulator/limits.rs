//! Calls a minute, calls a day, errors an hour.

use http::StatusCode;

use crate::caller::{Caller, Reply};

fn read(caller: &Caller) -> Reply {
    caller.list("financial/Journals", &[("$select", "ID")])
}

fn wrong(caller: &Caller) -> Reply {
    caller.list("financial/Journals", &[("$select", "Nothing")])
}

#[test]
fn sixty_calls_in_a_minute_of_the_clock() {
    let caller = Caller::empty();
    caller.wait(30);
    let first = read(&caller);
    assert_eq!(first.header("x-ratelimit-minutely-limit"), Some("60"));
    assert_eq!(first.header("x-ratelimit-minutely-remaining"), Some("59"));
    assert_eq!(first.header("x-ratelimit-minutely-reset"), Some("1782909120000"));
    assert_eq!(first.header("x-ratelimit-limit"), Some("5000"));
    assert_eq!(first.header("x-ratelimit-remaining"), Some("4999"));
    assert_eq!(first.header("x-ratelimit-reset"), Some("1782950400000"), "midnight UTC");
    for _ in 1..60 {
        assert_eq!(read(&caller).status, 200);
    }
    caller.sim.refusals().assert_none();
    let over = read(&caller);
    assert_eq!(over.status, 429);
    assert_eq!(over.header("x-ratelimit-minutely-remaining"), Some("0"));
    assert_eq!(over.header("x-ratelimit-limit"), None, "the daily ones are absent");
    assert!(caller.refused().contains("minute"));
    assert_eq!(caller.books().throttled(), 1);
    caller.wait(30);
    assert_eq!(read(&caller).status, 200);
}

#[test]
fn a_day_ends_at_midnight_utc() {
    let mut caller = Caller::empty();
    caller.sim.limit_calls(1000, 2);
    read(&caller);
    read(&caller);
    let over = read(&caller);
    assert_eq!((over.status, over.header("x-ratelimit-remaining")), (429, Some("0")));
    assert_eq!(over.header("x-ratelimit-minutely-limit"), None, "the minutely ones are absent");
    assert!(caller.refused().contains("day"));
    caller.wait(12 * 3600);
    caller.log_in();
    assert_eq!(read(&caller).status, 200);
}

#[test]
fn every_division_has_limits_of_its_own() {
    let caller = Caller::empty();
    caller.sim.add_division(9, "9", "Andere");
    caller.sim.limit_calls(1, 5000);
    assert_eq!(read(&caller).status, 200);
    let uri = "https://start.exactonline.nl/api/v1/9/financial/Journals?$select=ID";
    assert_eq!(caller.get(uri).status, 200);
    assert_eq!(read(&caller).status, 429);
}

#[test]
fn another_instance_can_spend_a_window() {
    let caller = Caller::empty();
    caller.books().spend_minute_elsewhere();
    assert_eq!(read(&caller).status, 429);
    caller.sim.refusals().assert_none();
    assert_eq!(read(&caller).status, 429, "it was told");
    assert!(caller.refused().contains("minute"));
    caller.wait(60);
    caller.books().spend_day_elsewhere();
    assert_eq!(read(&caller).header("x-ratelimit-remaining"), Some("0"));
    caller.sim.refusals().assert_none();
}

#[test]
fn the_headers_can_be_missing() {
    let caller = Caller::empty();
    caller.sim.hide_limits(true);
    caller.sim.limit_calls(1, 5000);
    let names = |reply: &Reply| {
        let names = reply.headers.keys().map(|name| name.as_str().to_owned());
        names.filter(|name| name.starts_with("x-ratelimit")).count()
    };
    assert_eq!(names(&read(&caller)), 0);
    let over = read(&caller);
    assert_eq!((over.status, names(&over)), (429, 0));
}

#[test]
fn ten_errors_an_hour_and_an_endpoint_is_blocked() {
    let mut caller = Caller::empty();
    for _ in 0..10 {
        assert_eq!(wrong(&caller).status, 400);
    }
    assert_eq!(read(&caller).status, 200);
    caller.refused();
    assert_eq!(wrong(&caller).status, 400, "the eleventh");
    assert!(caller.refused().contains("more than 10 errors"));
    let blocked = read(&caller);
    assert_eq!((blocked.status, blocked.header("x-ratelimit-minutely-limit")), (429, None));
    assert!(caller.refused().contains("error block"), "calling meanwhile is refused");
    let other = caller.list("logistics/ItemGroups", &[("$select", "ID")]);
    assert_eq!(other.status, 200, "another endpoint is free");
    caller.wait(3600);
    caller.log_in();
    assert_eq!(read(&caller).status, 429, "calling meanwhile doubled the block");
    caller.wait(4 * 3600);
    caller.log_in();
    assert_eq!(read(&caller).status, 200);
}

#[test]
fn old_errors_do_not_count() {
    let mut caller = Caller::empty();
    for _ in 0..10 {
        wrong(&caller);
    }
    caller.wait(3600);
    caller.log_in();
    wrong(&caller);
    assert_eq!(read(&caller).status, 200);
}

#[test]
fn a_block_can_be_made_and_be_answered_otherwise() {
    let caller = Caller::empty();
    caller.sim.answer_error_block_with(StatusCode::FORBIDDEN);
    caller.books().block_endpoint("financial/Journals");
    assert_eq!(read(&caller).status, 403);
}
