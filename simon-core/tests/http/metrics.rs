//! What the operator's metrics show of calls (G10).

use std::time::Duration;

use metrics_util::debugging::{DebugValue, DebuggingRecorder};
use simon_core::host::{Window, WindowKind};
use simon_core::telemetry::METRICS;
use simon_testkit::{Fault, On};

use crate::world::{World, create, profile, read};

/// Every recorded metric as one line: `name label=value ... number`; of a distribution the seconds.
pub(crate) fn recorded(act: impl FnOnce()) -> Vec<String> {
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    metrics::with_local_recorder(&recorder, act);
    let rows = snapshotter.snapshot().into_vec().into_iter().map(|(key, _, _, value)| {
        let key = key.key();
        let labels: Vec<_> = key.labels().map(|it| (it.key(), it.value())).collect();
        let known = METRICS.iter().find(|metric| metric.name == key.name()).unwrap();
        assert_eq!(known.labels, labels.iter().map(|(name, _)| *name).collect::<Vec<_>>());
        let labels: Vec<String> =
            labels.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let value = match value {
            DebugValue::Counter(count) => count.to_string(),
            DebugValue::Gauge(_) => "gauge".to_owned(),
            DebugValue::Histogram(seconds) => format!("{seconds:?}"),
        };
        format!("{} {} {value}", key.name(), labels.join(" "))
    });
    let mut rows: Vec<String> = rows.collect();
    rows.sort();
    rows
}

#[test]
fn calls_repeats_and_token_requests_are_counted_by_outcome_g10() {
    let world = World::new();
    let client = world.client();
    let rows = recorded(|| {
        world.faults.add(On::path("/relaties"), Fault::status(503), 1);
        world.run(client.send(read())).unwrap();
        world.faults.add(
            On::path("/facturen"),
            Fault::status_with(400, &[], r#"{"error":"x"}"#),
            1,
        );
        world.run(client.send(create())).unwrap_err();
    });
    assert_eq!(
        rows,
        [
            "simon_call_duration_seconds connector=kassa label=facturen.create [0.1]",
            "simon_call_duration_seconds connector=kassa label=relaties.list [0.1, 0.1]",
            "simon_call_duration_seconds connector=kassa label=token [0.1]",
            "simon_calls_total connector=kassa label=facturen.create outcome=rejected 1",
            "simon_calls_total connector=kassa label=relaties.list outcome=ok 1",
            "simon_calls_total connector=kassa label=relaties.list outcome=unavailable 1",
            "simon_calls_total connector=kassa label=token outcome=ok 1",
            "simon_retries_total connector=kassa label=relaties.list 1",
            "simon_token_refreshes_total connector=kassa outcome=ok 1",
            "simon_unknown_vendor_errors_total connector=kassa label=facturen.create 1",
        ]
    );
}

#[test]
fn refused_renewals_are_counted_and_are_no_unknown_errors_g10() {
    let world = World::new();
    world.vendor.change(|books| books.issued = 5);
    let client = world.client();
    let rows = recorded(|| drop(world.run(client.send(read())).unwrap_err()));
    let expected = "simon_token_refreshes_total connector=kassa outcome=unauthenticated 1";
    assert!(rows.iter().any(|row| row == expected), "{rows:#?}");
    let unknown = rows.iter().filter(|row| row.starts_with("simon_unknown")).count();
    assert_eq!(unknown, 0, "{rows:#?}");
}

#[test]
fn waiting_for_the_limit_is_counted_with_its_length_g10() {
    const WINDOWS: &[Window] = &[
        Window::new(WindowKind::Fixed, Duration::from_secs(60), 1, 0),
        Window::new(WindowKind::Fixed, Duration::from_secs(3600), 2, 0),
    ];
    let world = World::new();
    let mut profile = profile();
    profile.windows = WINDOWS;
    let client = world.client_with(profile);
    let rows = recorded(|| {
        world.run(client.send(read())).unwrap();
        world.run(client.send(read())).unwrap();
        world.run(client.send(read())).unwrap_err();
    });
    let rows: Vec<_> = rows.iter().filter(|row| row.starts_with("simon_limit")).collect();
    assert_eq!(
        rows,
        [
            "simon_limit_wait_seconds connector=kassa [59.8, 0.0]",
            "simon_limit_waits_total connector=kassa outcome=refused 1",
            "simon_limit_waits_total connector=kassa outcome=waited 1",
        ]
    );
}
