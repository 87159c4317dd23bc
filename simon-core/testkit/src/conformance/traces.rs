//! Everything that is logged, as text.

use std::fmt::{Debug, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::lock::lock;

/// Collects every span and event of every level.
#[derive(Debug, Clone, Default)]
pub(super) struct Traces {
    text: Arc<Mutex<String>>,
    next: Arc<AtomicU64>,
}

impl Traces {
    pub(super) fn text(&self) -> String {
        lock(&self.text).clone()
    }

    /// Runs with this as the only subscriber of the thread.
    pub(super) fn during<T>(&self, run: impl FnOnce() -> T) -> T {
        tracing::subscriber::with_default(self.clone(), run)
    }

    fn write(&self, record: impl FnOnce(&mut dyn Visit)) {
        record(&mut Line(&mut lock(&self.text)));
    }
}

struct Line<'a>(&'a mut String);

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        // Writing to a string does not fail.
        let _ = writeln!(self.0, "{}={value:?}", field.name());
    }
}

impl Subscriber for Traces {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        self.write(|line| attributes.record(line));
        Id::from_u64(self.next.fetch_add(1, Ordering::SeqCst).saturating_add(1))
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        self.write(|line| values.record(line));
    }

    fn event(&self, event: &Event<'_>) {
        self.write(|line| event.record(line));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}
