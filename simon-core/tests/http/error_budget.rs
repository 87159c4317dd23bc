//! The error budget: endpoints that failed too often are left alone before the vendor blocks them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use futures_util::future::join_all;
use simon_core::connector::{ClosedEndpoint, Gauge};
use simon_core::domain::IntegrationId;
use simon_core::error::{Error, ErrorKind, Retry};
use simon_core::host::{BudgetKey, CallBudget, Grant, Priority, Window, WindowKind};
use simon_core::http::{
    ApiClient, ApiRequest, ErrorBudget, ErrorResponse, VendorError, VendorProfile, Verdict,
};
use simon_core::memory::MemoryBudget;
use simon_testkit::{Fault, On};

use crate::world::{World, create, profile, read, url};

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

/// A 429 that says nothing is the error block; 400 and up to 404 count.
fn counting() -> VendorProfile {
    fn read_error(response: &ErrorResponse<'_>) -> VendorError {
        let mut error = VendorError::default();
        if response.status == 429 {
            let stated = response.headers.get("x-block").and_then(|it| it.to_str().ok());
            let wait = stated.map(|it| Duration::from_secs(it.parse().unwrap()));
            error.verdict = Some(Verdict::EndpointBlocked { wait });
        }
        error
    }
    let mut profile = profile();
    profile.read_error = read_error;
    profile.error_budget = Some(ErrorBudget::new(3, HOUR, &[400, 401, 403, 404], HOUR));
    profile
}

fn fails(world: &World, path: &str, status: u16, times: usize) {
    world.faults.add(On::path(path), Fault::status(status), times);
}

fn calls(world: &World) -> usize {
    world.faults.journal().iter().filter(|exchange| exchange.path != "/token").count()
}

#[track_caller]
fn goes(world: &World, client: &ApiClient, request: ApiRequest) {
    let before = calls(world);
    world.run(client.send(request)).unwrap();
    assert!(before < calls(world));
}

/// How a request that is sent fails.
#[track_caller]
fn failure(world: &World, client: &ApiClient, request: ApiRequest) -> Error {
    let before = calls(world);
    let error = world.run(client.send(request)).unwrap_err();
    assert!(before < calls(world), "{error:?}");
    error
}

/// After how many seconds a request is told to come back; it must not have been sent.
#[track_caller]
fn is_held(world: &World, client: &ApiClient, request: ApiRequest) -> u64 {
    let before = calls(world);
    let error = world.run(client.send(request)).unwrap_err();
    assert_eq!((error.kind(), calls(world)), (ErrorKind::RateLimited, before), "{error:?}");
    let Retry::After(wait) = error.retry() else { panic!("{error:?}") };
    wait.as_secs()
}

#[test]
fn an_endpoint_that_failed_too_often_is_left_alone_until_a_failure_is_forgotten() {
    let world = World::new();
    let client = world.client_with(counting());
    fails(&world, "/relaties", 404, 3);
    for _ in 0..3 {
        assert_eq!(failure(&world, &client, read()).kind(), ErrorKind::NotFound);
        world.clock.advance(MINUTE);
    }
    let wait = is_held(&world, &client, read());
    assert!((3419..=3420).contains(&wait), "{wait}: an hour after the first failure");
    world.clock.advance(Duration::from_secs(wait + 1));
    goes(&world, &client, read());
    fails(&world, "/relaties", 404, 1);
    failure(&world, &client, read());
    assert!(is_held(&world, &client, read()) <= 60, "the second one is the oldest now");
}

#[test]
fn only_the_statuses_of_the_budget_count() {
    let world = World::new();
    let client = world.client_with(counting());
    for status in [400, 500, 409, 403, 422] {
        fails(&world, "/relaties", status, 1);
    }
    while world.faults.pending() > 0 {
        let _ = world.run(client.send(read()));
    }
    goes(&world, &client, read());
    fails(&world, "/relaties", 404, 1);
    failure(&world, &client, read());
    is_held(&world, &client, read());
}

#[test]
fn labels_of_one_endpoint_share_its_budget_and_other_endpoints_do_not() {
    let world = World::new();
    let client = world.client_with(counting());
    fails(&world, "/relaties", 400, 3);
    for label in ["a", "b", "c"] {
        let request = ApiRequest::get(label, url("relaties")).endpoint("relaties");
        failure(&world, &client, request);
    }
    is_held(&world, &client, ApiRequest::get("d", url("relaties")).endpoint("relaties"));
    let delivers = create().endpoint("relaties").for_delivery();
    is_held(&world, &client, delivers);
    goes(&world, &client, create().for_delivery());
    goes(&world, &client, read());
}

#[test]
fn clients_share_the_count_and_a_restart_does_not_forget_it() {
    let world = World::new();
    let (one, two) = (world.client_with(counting()), world.client_with(counting()));
    fails(&world, "/relaties", 404, 3);
    for client in [&one, &two, &one] {
        failure(&world, client, read());
    }
    is_held(&world, &one, read());
    is_held(&world, &two, read());
    drop((one, two));
    is_held(&world, &world.client_with(counting()), read());
}

#[test]
fn administrations_have_error_budgets_of_their_own() {
    let world = World::new();
    let client = world.client_with(counting());
    fails(&world, "/relaties", 404, 3);
    for _ in 0..3 {
        failure(&world, &client, read().counted_for("100"));
    }
    is_held(&world, &client, read().counted_for("100"));
    goes(&world, &client, read().counted_for("200"));
    let gauge = |administratie| world.run(client.call_gauge(administratie)).unwrap();
    assert_eq!(gauge(Some("100")).unwrap().endpoints[0].endpoint, "relaties.list");
    assert_eq!(gauge(Some("200")), None);
}

#[test]
fn a_refusal_that_new_tokens_heal_counts_and_token_requests_do_not() {
    let world = World::new();
    let client = world.client_with(counting());
    for _ in 0..2 {
        world.clock.advance(MINUTE);
        fails(&world, "/relaties", 401, 1);
        goes(&world, &client, read());
    }
    fails(&world, "/relaties", 401, 1);
    let error = failure(&world, &client, read());
    assert_eq!(error.kind(), ErrorKind::RateLimited, "the repeat would be one too many");
    is_held(&world, &client, read());

    let world = World::new();
    fails(&world, "/token", 400, 5);
    let client = world.client_with(counting());
    for _ in 0..5 {
        world.run(client.send(read())).unwrap_err();
        world.clock.advance(MINUTE * 2);
    }
    assert_eq!(world.faults.pending(), 0);
    goes(&world, &client, read());
}

#[test]
fn what_is_held_uses_none_of_the_call_limit() {
    const WINDOWS: &[Window] = &[Window::new(WindowKind::Fixed, DAY, 9, 1)];
    let world = World::new();
    let mut profile = counting();
    profile.windows = WINDOWS;
    let client = world.client_with(profile);
    fails(&world, "/relaties", 404, 3);
    for _ in 0..3 {
        failure(&world, &client, read());
    }
    for _ in 0..20 {
        is_held(&world, &client, read());
    }
    assert_eq!(world.run(client.call_gauge(None)).unwrap().unwrap().windows[0].used, 3);
}

#[test]
fn requests_that_queue_see_the_failures_before_them() {
    let world = World::new();
    let mut profile = counting();
    profile.concurrency = 1;
    let client = world.client_with(profile);
    fails(&world, "/relaties", 404, usize::MAX);
    let outcomes = world.run(join_all((0..20).map(|_| client.send(read()))));
    let sent = world.faults.journal().iter().filter(|it| it.path == "/relaties").count();
    assert_eq!(sent, 3);
    let kinds = outcomes.iter().map(|it| it.as_ref().unwrap_err().kind());
    assert_eq!(kinds.filter(|kind| *kind == ErrorKind::RateLimited).count(), 17);
}

#[test]
fn a_blocked_endpoint_holds_nothing_else_and_the_gauge_shows_it() {
    let world = World::new();
    let client = world.client_with(counting());
    assert_eq!(world.run(client.call_gauge(None)).unwrap(), None);
    fails(&world, "/relaties", 429, 1);
    assert_eq!(failure(&world, &client, read()).retry(), Retry::After(HOUR));
    assert_eq!(calls(&world), 1, "it was not repeated");
    let until = world.clock.now() + HOUR;
    let gauge = world.run(client.call_gauge(None)).unwrap().unwrap();
    assert_eq!(gauge.endpoints, [ClosedEndpoint::new("relaties.list", until)]);
    assert_eq!((gauge.normal_from, gauge.deliver_from), (None, None), "the rest goes on");
    goes(&world, &client, create());
    assert_eq!(is_held(&world, &client, read()), 3599);
    assert_eq!(is_held(&world, &world.client_with(counting()), read()), 3599);
    world.clock.advance(HOUR);
    goes(&world, &client, read());
    assert_eq!(world.run(client.call_gauge(None)).unwrap(), None);
}

/// Meets a block; answers for how many hours.
fn hours(world: &World, headers: &[(&str, &str)]) -> u64 {
    let blocked = Fault::status_with(429, headers, "");
    world.faults.add(On::path("/relaties"), blocked, 1);
    let client = world.client_with(counting());
    let Retry::After(pause) = failure(world, &client, read()).retry() else { panic!("no pause") };
    world.clock.advance(pause - Duration::from_secs(1));
    is_held(world, &client, read());
    world.clock.advance(MINUTE);
    pause.as_secs() / 3600
}

#[test]
fn a_block_that_comes_back_doubles_up_to_a_day_also_after_a_restart() {
    let world = World::new();
    let pauses: Vec<u64> = (0..8).map(|_| hours(&world, &[])).collect();
    assert_eq!(pauses, [1, 2, 4, 8, 16, 24, 24, 24]);
    world.clock.advance(DAY);
    assert_eq!(hours(&world, &[]), 1, "long ago");
}

#[test]
fn a_stated_pause_is_never_cut_short_and_never_longer_than_a_day() {
    let world = World::new();
    assert_eq!(hours(&world, &[("x-block", "10800")]), 3);
    assert_eq!(hours(&world, &[("x-block", "60")]), 2);
    assert_eq!(hours(&world, &[("x-block", "999999999")]), 24);
}

#[test]
fn calls_that_meet_one_block_together_do_not_double_it() {
    let world = World::new();
    let client = world.client_with(counting());
    goes(&world, &client, read());
    fails(&world, "/relaties", 429, 4);
    let outcomes = world.run(join_all((0..4).map(|_| client.send(read()))));
    for outcome in outcomes {
        assert_eq!(outcome.unwrap_err().retry(), Retry::After(HOUR));
    }
    assert_eq!(world.faults.pending(), 0);
}

#[test]
fn without_an_error_budget_a_blocked_endpoint_holds_the_whole_budget() {
    let world = World::new();
    let mut profile = counting();
    profile.error_budget = None;
    let client = world.client_with(profile);
    let blocked = Fault::status_with(429, &[("x-block", "3600")], "");
    world.faults.add(On::path("/relaties"), blocked, 1);
    failure(&world, &client, read());
    is_held(&world, &client, create());
}

/// Counts how often the port is asked.
#[derive(Debug, Default)]
struct Watched {
    budget: MemoryBudget,
    asked: AtomicUsize,
    gauged: AtomicUsize,
    fails_to_ask: AtomicBool,
}

#[async_trait]
impl CallBudget for Watched {
    async fn ask(
        &self,
        integration: &IntegrationId,
        key: &BudgetKey,
        windows: &[Window],
        priority: Priority,
        now: DateTime<Utc>,
    ) -> Result<Grant, Error> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        if key.0.contains('#') && self.fails_to_ask.load(Ordering::Relaxed) {
            return Err(Error::new(ErrorKind::Host, "disk full"));
        }
        self.budget.ask(integration, key, windows, priority, now).await
    }

    async fn block(
        &self,
        integration: &IntegrationId,
        key: &BudgetKey,
        until: DateTime<Utc>,
    ) -> Result<(), Error> {
        self.budget.block(integration, key, until).await
    }

    async fn gauge(
        &self,
        integration: &IntegrationId,
        key: &BudgetKey,
        windows: &[Window],
        now: DateTime<Utc>,
    ) -> Result<Gauge, Error> {
        self.gauged.fetch_add(1, Ordering::Relaxed);
        self.budget.gauge(integration, key, windows, now).await
    }
}

#[test]
fn only_a_vendor_with_an_error_budget_pays_for_it_s9() {
    for (profile, gauged) in [(profile(), 0), (counting(), 5)] {
        let budget = Arc::new(Watched::default());
        let world = World { budget: budget.clone(), ..World::new() };
        let client = world.client_with(profile);
        for _ in 0..5 {
            goes(&world, &client, read());
        }
        assert_eq!(budget.asked.load(Ordering::Relaxed), 5);
        assert_eq!(budget.gauged.load(Ordering::Relaxed), gauged);
    }
}

#[test]
fn a_budget_that_cannot_count_a_failure_does_not_hide_it() {
    let budget = Arc::new(Watched::default());
    budget.fails_to_ask.store(true, Ordering::Relaxed);
    let world = World { budget: budget.clone(), ..World::new() };
    let client = world.client_with(counting());
    fails(&world, "/relaties", 404, 1);
    assert_eq!(failure(&world, &client, read()).kind(), ErrorKind::NotFound);
}
