//! What the operator's metrics and traces show of the engine (G10).

use std::io;
use std::sync::{Arc, Mutex};

use metrics_util::debugging::{DebugValue, DebuggingRecorder};
use simon_core::connector::Drift;
use simon_core::integration::NoProgress;
use simon_core::telemetry::{METRICS, SPANS};
use simon_testkit::builders::gearchiveerd;
use simon_testkit::simulated::run;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;

use super::World;
use super::books::Create;

/// Every counter as `name label=value ... number`, durations as `name label=value ...`.
fn recorded(act: impl FnOnce()) -> Vec<String> {
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    metrics::with_local_recorder(&recorder, act);
    let rows = snapshotter.snapshot().into_vec().into_iter().map(|(key, _, _, value)| {
        let key = key.key();
        let names: Vec<_> = key.labels().map(metrics::Label::key).collect();
        let known = METRICS.iter().find(|metric| metric.name == key.name()).unwrap();
        assert_eq!(known.labels, names);
        let labels: Vec<_> =
            key.labels().map(|label| format!("{}={}", label.key(), label.value())).collect();
        let labels = labels.join(" ").replace("connector=testvendor ", "");
        match value {
            DebugValue::Counter(count) => format!("{} {labels} {count}", key.name()),
            _ => format!("{} {labels}", key.name()),
        }
    });
    let mut rows: Vec<String> = rows.collect();
    rows.sort();
    rows
}

#[test]
fn jobs_records_and_deliveries_are_counted_by_outcome_g10() {
    let world = World::new();
    world.activate(&[]);
    world.vendor.books().drift = vec![Drift::missing("relaties.naam", Some("geheim-1".into()))];
    let rows = recorded(|| {
        world.fetch();
        world.vendor.books().drift.clear();
        world.vendor.add_relatie("weg");
        world.fetch();
        world.vendor.books().relaties.remove("weg");
        run(&world.clock, world.integration.clean_up(false, &NoProgress)).unwrap();
        world.archive(gearchiveerd("1"));
        world.vendor.next_create(Create::LoseAnswer);
        world.archive(gearchiveerd("2"));
        world.vendor.next_create(Create::Refuse);
        world.deliver();
        world.vendor.books().throttles = true;
        let request = simon_core::integration::FetchRequest::default();
        run(&world.clock, world.integration.fetch(&request, &NoProgress)).unwrap();
    });
    let has = |row: &str| assert!(rows.iter().any(|it| it == row), "{row} not in {rows:#?}");
    has("simon_jobs_total job=fetch outcome=ok 2");
    has("simon_jobs_total job=fetch outcome=rate_limited 1");
    has("simon_jobs_total job=clean_up outcome=ok 1");
    has("simon_jobs_total job=deliver outcome=rejected 1");
    has("simon_job_duration_seconds job=deliver");
    has("simon_records_total feed=relaties change=nieuw 2");
    has("simon_records_total feed=relaties change=verwijderd 1");
    has("simon_records_total feed=artikelen change=nieuw 4");
    has("simon_deliveries_total status=geleverd 1");
    has("simon_deliveries_total status=geweigerd 1");
    has("simon_documents_found_back_total connector=testvendor 1");
    has("simon_drift_total feed=relaties kind=missing 1");
    let all = rows.join("\n");
    for told in ["geheim", "Testadministratie", world.id.as_str()] {
        assert!(!all.contains(&format!("={told}")), "{told} in {all}");
    }
}

#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl io::Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Written {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[test]
fn jobs_feeds_and_werkbonnen_have_spans_without_personal_data_g10_f6() {
    let written = Written::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(FmtSpan::NEW)
        .with_ansi(false)
        .with_writer(written.clone())
        .finish();
    // Global: a scoped one races with what the other tests' threads register.
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let world = World::working(&[]);
    world.archive(gearchiveerd("20417"));
    world.deliver();
    let traced = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
    for (name, fields) in &SPANS[..3] {
        let begins = |line: &&str| line.contains(&format!("{name}{{")) && line.ends_with("new");
        let line = traced.lines().find(begins).unwrap_or_else(|| panic!("{name} in {traced}"));
        for field in *fields {
            assert!(line.contains(&format!("{field}=")), "{field} in {line}");
        }
    }
    assert!(traced.contains("job=\"deliver\"}:werkbon{nummer=\"20417\"}"), "{traced}");
    for personal in ["Dorpsstraat", "Klant k1", "CV-ketel", "Testadministratie"] {
        assert!(!traced.contains(personal), "{personal} in the traces");
    }
}
