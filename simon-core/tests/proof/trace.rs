//! What happened, in order, for a run that is replayed.

use std::sync::{Arc, Mutex, PoisonError};

use simon_testkit::simulated::SimulatedClock;

/// Lines with the simulated time; nothing is kept unless it was asked for.
#[derive(Debug, Clone)]
pub(crate) struct Trace {
    clock: SimulatedClock,
    lines: Option<Arc<Mutex<Vec<String>>>>,
}

impl Trace {
    pub(crate) fn new(clock: &SimulatedClock, keep: bool) -> Self {
        Self { clock: clock.clone(), lines: keep.then(Arc::default) }
    }

    pub(crate) fn write(&self, line: impl FnOnce() -> String) {
        if let Some(lines) = &self.lines {
            let line = format!("{} {}", self.clock.now().format("%d %H:%M:%S%.3f"), line());
            lines.lock().unwrap_or_else(PoisonError::into_inner).push(line);
        }
    }

    pub(crate) fn text(&self) -> String {
        let lines = self.lines.as_ref().map(|it| it.lock().unwrap_or_else(PoisonError::into_inner));
        lines.map_or_else(String::new, |lines| lines.join("\n"))
    }
}
