//! The names that operators build on stand in the README (G10).
#![allow(clippy::unwrap_used, reason = "tests")]

use simon_core::telemetry::{METRICS, MetricKind, SPANS, describe};

fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

#[test]
fn the_readme_has_a_row_for_every_metric_and_span_g10() {
    let readme = include_str!("../README.md");
    let rows: Vec<&str> = readme
        .lines()
        .skip_while(|line| *line != "## Metrics and traces")
        .skip(1)
        .take_while(|line| !line.starts_with("## "))
        .filter(|line| line.starts_with("| `"))
        .collect();
    let metrics = METRICS.iter().map(|metric| {
        let kind = match metric.kind {
            MetricKind::Counter => "counter",
            _ => "histogram",
        };
        format!("| `{}` | {kind} | {} | {} |", metric.name, quoted(metric.labels), metric.meaning)
    });
    let spans = SPANS.iter().map(|(name, fields)| format!("| `{name}` | {} |", quoted(fields)));
    assert_eq!(rows, metrics.chain(spans).collect::<Vec<_>>());
}

#[test]
fn every_metric_is_described_to_the_recorder_g10() {
    let recorder = metrics_util::debugging::DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    metrics::with_local_recorder(&recorder, || {
        describe();
        for metric in METRICS {
            metrics::counter!(metric.name).increment(1);
        }
    });
    let described = snapshotter.snapshot().into_vec();
    assert_eq!(described.len(), METRICS.len());
    assert!(described.iter().any(|(_, _, text, _)| text.as_deref() == Some(METRICS[0].meaning)));
}

#[test]
fn no_label_could_tell_an_integration_a_werkbon_or_a_person_g10_f6() {
    let labels = ["connector", "label", "outcome", "job", "feed", "change", "status", "kind"];
    for metric in METRICS {
        assert!(metric.labels.iter().all(|label| labels.contains(label)), "{}", metric.name);
    }
}
