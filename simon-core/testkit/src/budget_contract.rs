//! The suite that every [`CallBudget`] must pass: one test per promise of the trait.
//!
//! ```
//! use std::sync::Arc;
//! use simon_core::memory::MemoryBudget;
//! use simon_testkit::budget_contract::Check;
//!
//! fn on_a_new_budget(check: Check) {
//!     let budget = Arc::new(MemoryBudget::new());
//!     check(&|| budget.clone());
//! }
//!
//! simon_testkit::budget_contract!(on_a_new_budget);
//! ```

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a check fails by panicking, and its name says what it checks"
)]

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use simon_core::domain::IntegrationId;
use simon_core::host::{BudgetKey, CallBudget, Grant, Priority, Window, WindowKind};

use crate::handles::{Open, at_once, run};

/// One check. It is given a way to open handles on one budget of which nothing is used, each as another
/// process would have it, and runs on tokio runtimes of its own.
pub type Check = fn(Open<'_, dyn CallBudget>);

/// All checks with their names.
pub const CHECKS: &[(&str, Check)] = &crate::budget_contract!(@all list);

/// Makes a `#[test]` of every check. The argument is a function that takes a [`Check`] and runs it on a
/// new budget.
#[macro_export]
macro_rules! budget_contract {
    (@all $then:ident $($argument:path)?) => {
        $crate::budget_contract! {@@$then $($argument)?:
            calls_beyond_a_fixed_window_wait_for_the_next_one
            calls_beyond_a_rolling_window_wait_until_one_leaves_it
            the_reserve_is_for_delivering
            a_call_needs_room_in_all_windows
            a_refused_call_is_not_counted
            a_block_of_the_vendor_holds_everyone
            the_gauge_tells_where_the_budget_stands_and_counts_nothing
            keys_are_counted_apart_and_integrations_together
            without_a_window_every_call_may_go_and_none_is_counted
            a_limit_that_changes_forgets_no_calls
            calls_can_be_counted_beyond_a_limit
            concurrent_asks_never_exceed_the_limit
        }
    };
    (@@tests $on_a_new_budget:path: $($check:ident)*) => {$(
        #[test]
        fn $check() {
            $on_a_new_budget($crate::budget_contract::$check);
        }
    )*};
    (@@list: $($check:ident)*) => {
        [$((stringify!($check), $crate::budget_contract::$check)),*]
    };
    ($on_a_new_budget:path) => {
        $crate::budget_contract!(@all tests $on_a_new_budget);
    };
}

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);

fn acme() -> IntegrationId {
    IntegrationId::new("acme").unwrap()
}

fn key() -> BudgetKey {
    BudgetKey("app".to_owned())
}

fn second(seconds: i64) -> DateTime<Utc> {
    DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::seconds(seconds)
}

fn since_start(at: DateTime<Utc>) -> i64 {
    (at - second(0)).num_seconds()
}

/// Asks at a second; answers the second to wait for, none when the call may go.
async fn ask_all(
    budget: &dyn CallBudget,
    windows: &[Window],
    priority: Priority,
    at: i64,
) -> Option<i64> {
    match budget.ask(&acme(), &key(), windows, priority, second(at)).await.unwrap() {
        Grant::Go => None,
        Grant::WaitUntil(until) => Some(since_start(until)),
    }
}

async fn ask(budget: &dyn CallBudget, window: Window, at: i64) -> Option<i64> {
    ask_all(budget, &[window], Priority::Normal, at).await
}

async fn deliver(budget: &dyn CallBudget, window: Window, at: i64) -> Option<i64> {
    ask_all(budget, &[window], Priority::Deliver, at).await
}

pub fn calls_beyond_a_fixed_window_wait_for_the_next_one(open: Open<'_, dyn CallBudget>) {
    run(async {
        let (one, two) = (open(), open());
        let window = Window::new(WindowKind::Fixed, MINUTE, 2, 0);
        assert_eq!(ask(&*one, window, 10).await, None);
        assert_eq!(ask(&*two, window, 59).await, None);
        assert_eq!(ask(&*one, window, 59).await, Some(60));
        assert_eq!(ask(&*two, window, 60).await, None, "a new minute");
        assert_eq!(ask(&*one, window, 61).await, None);
        assert_eq!(ask(&*one, window, 62).await, Some(120));
    });
}

pub fn calls_beyond_a_rolling_window_wait_until_one_leaves_it(open: Open<'_, dyn CallBudget>) {
    run(async {
        let (one, two) = (open(), open());
        let window = Window::new(WindowKind::Rolling, MINUTE, 2, 0);
        assert_eq!(ask(&*one, window, 0).await, None);
        assert_eq!(ask(&*two, window, 50).await, None);
        assert_eq!(ask(&*one, window, 59).await, Some(60));
        assert_eq!(ask(&*two, window, 60).await, None);
        assert_eq!(ask(&*one, window, 62).await, Some(110));
    });
}

pub fn the_reserve_is_for_delivering(open: Open<'_, dyn CallBudget>) {
    run(async {
        let budget = open();
        for kind in [WindowKind::Fixed, WindowKind::Rolling] {
            let start = if kind == WindowKind::Fixed { 0 } else { 6_000 };
            let window = Window::new(kind, MINUTE, 3, 1);
            for at in [0, 1] {
                assert_eq!(ask(&*budget, window, start + at).await, None, "{kind:?}");
            }
            assert_eq!(ask(&*budget, window, start + 2).await, Some(start + 60), "{kind:?}");
            assert_eq!(deliver(&*budget, window, start + 2).await, None, "{kind:?}");
            assert_eq!(deliver(&*budget, window, start + 3).await, Some(start + 60), "{kind:?}");
        }
        let all_reserved = Window::new(WindowKind::Fixed, MINUTE, 2, 2);
        assert_eq!(ask(&*budget, all_reserved, 60_000).await, Some(60_060));
        assert_eq!(deliver(&*budget, all_reserved, 60_000).await, None);
    });
}

pub fn a_call_needs_room_in_all_windows(open: Open<'_, dyn CallBudget>) {
    run(async {
        let budget = open();
        let windows = [
            Window::new(WindowKind::Fixed, MINUTE, 2, 0),
            Window::new(WindowKind::Fixed, HOUR, 3, 0),
        ];
        let ask = async |at| ask_all(&*budget, &windows, Priority::Normal, at).await;
        assert_eq!(ask(1).await, None);
        assert_eq!(ask(2).await, None);
        assert_eq!(ask(3).await, Some(60));
        assert_eq!(ask(60).await, None);
        assert_eq!(ask(61).await, Some(3600), "the latest of the windows");
        assert_eq!(ask(3600).await, None);
    });
}

pub fn a_refused_call_is_not_counted(open: Open<'_, dyn CallBudget>) {
    run(async {
        let budget = open();
        let window = Window::new(WindowKind::Rolling, MINUTE, 1, 0);
        assert_eq!(ask(&*budget, window, 0).await, None);
        for at in 1..60 {
            assert_eq!(ask(&*budget, window, at).await, Some(60));
        }
        assert_eq!(ask(&*budget, window, 60).await, None);
    });
}

pub fn a_block_of_the_vendor_holds_everyone(open: Open<'_, dyn CallBudget>) {
    run(async {
        let (one, two) = (open(), open());
        one.block(&acme(), &key(), second(90)).await.unwrap();
        two.block(&acme(), &key(), second(30)).await.unwrap();
        let window = Window::new(WindowKind::Fixed, MINUTE, 9, 0);
        assert_eq!(deliver(&*two, window, 10).await, Some(90), "the later one counts");
        assert_eq!(ask_all(&*one, &[], Priority::Normal, 10).await, Some(90));
        let other = BudgetKey("other".to_owned());
        let grant = one.ask(&acme(), &other, &[window], Priority::Normal, second(10)).await;
        assert_eq!(grant.unwrap(), Grant::Go, "another vendor's");
        assert_eq!(ask(&*two, window, 90).await, None);
    });
}

pub fn the_gauge_tells_where_the_budget_stands_and_counts_nothing(open: Open<'_, dyn CallBudget>) {
    run(async {
        let budget = open();
        for kind in [WindowKind::Fixed, WindowKind::Rolling] {
            let start = if kind == WindowKind::Fixed { 0 } else { 6_000 };
            let windows = [Window::new(kind, MINUTE, 3, 1)];
            let gauge = async |at| {
                let now = second(start + at);
                budget.gauge(&acme(), &key(), &windows, now).await.unwrap()
            };
            assert_eq!(gauge(0).await.windows, [windows[0].with_used(0)], "{kind:?}");
            assert_eq!(ask(&*budget, windows[0], start).await, None);
            assert_eq!(ask(&*budget, windows[0], start + 1).await, None);
            for _ in 0..3 {
                let gauge = gauge(2).await;
                assert_eq!(gauge.windows, [windows[0].with_used(2)], "{kind:?}");
                assert_eq!(gauge.normal_from, Some(second(start + 60)), "{kind:?}");
                assert_eq!(gauge.deliver_from, None, "{kind:?}");
            }
            assert_eq!(gauge(61).await.windows, [windows[0].with_used(0)], "{kind:?}");
            assert_eq!(gauge(61).await.normal_from, None, "{kind:?}");
        }
        budget.block(&acme(), &key(), second(20_000)).await.unwrap();
        let blocked = budget.gauge(&acme(), &key(), &[], second(19_000)).await.unwrap();
        assert_eq!(blocked.deliver_from, Some(second(20_000)));
        assert_eq!(blocked.normal_from, Some(second(20_000)));
    });
}

pub fn keys_are_counted_apart_and_integrations_together(open: Open<'_, dyn CallBudget>) {
    run(async {
        let budget = open();
        let window = Window::new(WindowKind::Fixed, MINUTE, 1, 0);
        let ask = async |integration: &str, key: &str| {
            let integration = IntegrationId::new(integration).unwrap();
            let key = BudgetKey(key.to_owned());
            let (windows, now) = ([window], second(0));
            let grant = budget.ask(&integration, &key, &windows, Priority::Normal, now).await;
            grant.unwrap() == Grant::Go
        };
        assert!(ask("one", "app/a").await);
        assert!(ask("one", "app/b").await);
        assert!(!ask("two", "app/a").await, "the vendor counts per application, not per customer");
    });
}

pub fn without_a_window_every_call_may_go_and_none_is_counted(open: Open<'_, dyn CallBudget>) {
    run(async {
        let budget = open();
        for kind in [WindowKind::Fixed, WindowKind::Rolling] {
            let window = Window::new(kind, MINUTE, 1, 0);
            let start = if kind == WindowKind::Fixed { 0 } else { 6_000 };
            for at in 0..50 {
                let asked = ask_all(&*budget, &[], Priority::Normal, start + at).await;
                assert_eq!(asked, None, "{kind:?}");
            }
            assert_eq!(ask(&*budget, window, start + 50).await, None, "{kind:?}");
            let full = ask_all(&*budget, &[], Priority::Normal, start + 51).await;
            assert_eq!(full, None, "only a block is looked at: {kind:?}");
        }
        budget.block(&acme(), &key(), second(9_000)).await.unwrap();
        let blocked = ask_all(&*budget, &[], Priority::Deliver, 8_999).await;
        assert_eq!(blocked, Some(9_000));
    });
}

pub fn a_limit_that_changes_forgets_no_calls(open: Open<'_, dyn CallBudget>) {
    run(async {
        let (one, two) = (open(), open());
        for (kind, start) in [(WindowKind::Fixed, 0), (WindowKind::Rolling, 6_000)] {
            let limit = |calls, reserve| Window::new(kind, MINUTE, calls, reserve);
            for at in 0..3 {
                assert_eq!(ask(&*one, limit(3, 0), start + at).await, None, "{kind:?}");
            }
            assert_eq!(ask(&*one, limit(3, 0), start + 3).await, Some(start + 60), "{kind:?}");
            assert_eq!(ask(&*two, limit(5, 1), start + 4).await, None, "{kind:?}: more");
            assert_ne!(ask(&*two, limit(5, 1), start + 5).await, None, "{kind:?}: its reserve");
            assert_ne!(deliver(&*one, limit(2, 0), start + 6).await, None, "{kind:?}: less");
            let windows = [limit(9, 0)];
            let gauge = one.gauge(&acme(), &key(), &windows, second(start + 7)).await.unwrap();
            assert_eq!(gauge.windows, [limit(9, 0).with_used(4)], "{kind:?}");
        }
    });
}

pub fn calls_can_be_counted_beyond_a_limit(open: Open<'_, dyn CallBudget>) {
    run(async {
        let budget = open();
        for (kind, start) in [(WindowKind::Fixed, 0), (WindowKind::Rolling, 6_000)] {
            let unlimited = Window::new(kind, MINUTE, u32::MAX, 0);
            for at in 0..5 {
                assert_eq!(ask(&*budget, unlimited, start + at).await, None, "{kind:?}");
            }
            let windows = [Window::new(kind, MINUTE, 3, 0)];
            let gauge = budget.gauge(&acme(), &key(), &windows, second(start + 5)).await.unwrap();
            assert_eq!(gauge.windows, [windows[0].with_used(5)], "{kind:?}");
            let until = if kind == WindowKind::Fixed { 60 } else { 62 };
            assert_eq!(gauge.deliver_from, Some(second(start + until)), "{kind:?}");
        }
    });
}

pub fn concurrent_asks_never_exceed_the_limit(open: Open<'_, dyn CallBudget>) {
    let windows = [
        Window::new(WindowKind::Fixed, MINUTE, 40, 10),
        Window::new(WindowKind::Rolling, HOUR, 50, 0),
    ];
    let granted = at_once(open, 4, async |_, budget: Arc<dyn CallBudget>| {
        let (mut normal, mut delivering) = (0, 0);
        for _ in 0..20 {
            let granted = ask_all(&*budget, &windows, Priority::Normal, 5).await.is_none();
            normal += u32::from(granted);
        }
        for _ in 0..20 {
            let granted = ask_all(&*budget, &windows, Priority::Deliver, 5).await.is_none();
            delivering += u32::from(granted);
        }
        (normal, delivering)
    });
    let normal: u32 = granted.iter().map(|(normal, _)| normal).sum();
    let delivering: u32 = granted.iter().map(|(_, delivering)| delivering).sum();
    assert!(normal <= 30, "{normal} calls went into the reserve");
    assert_eq!(normal + delivering, 40, "all of the limit, and no more");
}
