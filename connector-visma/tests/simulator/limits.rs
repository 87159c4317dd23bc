//! Calls an hour, and the same call again and again.

use connector_visma::simulator::{ErrorShape, ResetStyle};
use http::StatusCode;

use crate::caller::{Caller, Reply};

fn limits(reply: &Reply) -> [Option<&str>; 4] {
    ["limit", "remaining", "reset", "policy"].map(|part| match part {
        "limit" => reply.header("x-ratelimit-limit"),
        "remaining" => reply.header("x-ratelimit-remaining"),
        "reset" => reply.header("x-ratelimit-reset"),
        _ => reply.header("x-ratelimit-policy"),
    })
}

#[test]
fn an_hour_has_so_many_calls() {
    let mut caller = Caller::empty();
    caller.sim.limit_calls(3);
    let get = |caller: &Caller| caller.get("/v1/branch");
    assert_eq!(limits(&get(&caller)), [Some("3"), Some("2"), Some("3600"), Some("4-fixed-window")]);
    caller.wait(600);
    assert_eq!(limits(&get(&caller)), [Some("3"), Some("1"), Some("3000"), Some("4-fixed-window")]);
    assert_eq!(get(&caller).status, 200);
    let full = get(&caller);
    assert_eq!((full.status, full.header("retry-after")), (429, Some("3000")));
    assert!(full.text.contains("quota exceeded"));
    assert_eq!(caller.books().throttled(), 1);
    caller.wait(3000);
    caller.log_in();
    assert_eq!(get(&caller).status, 200);
    caller.clean();
}

#[test]
fn others_spend_the_same_hour() {
    let caller = Caller::empty();
    caller.books().spend_hour_elsewhere();
    caller.sim.leave_out_retry_after(true);
    caller.sim.set_reset_style(ResetStyle::Epoch);
    let full = caller.get("/v1/branch");
    assert_eq!((full.status, full.header("retry-after")), (429, None));
    assert_eq!(full.header("x-ratelimit-reset"), Some("1782912660"));
    caller.sim.fail_next(StatusCode::BAD_GATEWAY, ErrorShape::Empty);
    assert_eq!(caller.get("/v1/branch").status, 429, "the limit comes before any failure");
    caller.sim.hide_limits(true);
    assert_eq!(limits(&caller.get("/v1/branch")), [None; 4]);
    caller.clean();
}

#[test]
fn v3_has_limits_only_when_it_is_told_to() {
    let caller = Caller::empty();
    caller.sim.limit_calls(1);
    let get = || caller.get("/api/v3/SalesOrders");
    assert_eq!((limits(&get()), get().status), ([None; 4], 200));
    caller.sim.limit_orders(true);
    assert_eq!(limits(&get())[1], Some("0"));
    assert_eq!(get().status, 429);
    assert_eq!(caller.get("/v1/branch").status, 200, "an hour of its own");
    caller.clean();
}

#[test]
fn the_same_call_too_often_is_refused() {
    let caller = Caller::empty();
    caller.sim.limit_same_calls(true);
    let get = || caller.get("/v1/branch");
    for _ in 0..5 {
        assert_eq!(get().status, 200);
    }
    let refused = get();
    assert_eq!(
        (refused.status, refused.header("x-ratelimit-policy")),
        (429, Some("IntervalLimit"))
    );
    assert!(caller.refused().contains("the same call"));
    assert_eq!(get().status, 429, "a refusal is no failure of the call");
    assert!(caller.refused().contains("the same call"));
    assert_eq!(caller.get("/v1/organization").status, 200, "another call");
    caller.wait(60);
    assert_eq!(get().status, 200);

    let fail = || {
        let call = "GET /v1/warehouse";
        caller.sim.fail_next_of(call, StatusCode::BAD_GATEWAY, ErrorShape::Empty);
        caller.get("/v1/warehouse").status
    };
    assert_eq!([fail(), fail()], [502, 502]);
    assert_eq!(caller.get("/v1/warehouse").status, 429);
    caller.wait(300);
    assert_eq!(caller.get("/v1/warehouse").status, 200);
}
