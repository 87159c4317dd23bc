//! The time that commands work with: the system's, or a faster one in tests.

use std::sync::Arc;

use simon_core::host::Clock;
use simon_core::http::SystemClock;
use simon_core::message::Message;
use simon_testkit::FastClock;

use crate::failure::{Failure, text};
use crate::output::Output;

/// `FACTOR@ORIGIN`: time runs so many times as fast as real time and was right at the origin.
/// Processes that share a store and a simulator need the same value, or their times differ.
const SPEED: &str = "SIMON_HOST_CLOCK_SPEED";

/// The clock that the environment asks for; unless it is the system's, standard error says so.
///
/// # Errors
/// A usage failure when the variable is set to something else than a speed.
pub(crate) fn of_environment(output: Output) -> Result<Arc<dyn Clock>, Failure> {
    let Some(speed) = std::env::var_os(SPEED) else { return Ok(Arc::new(SystemClock)) };
    let Some(clock) = speed.to_str().and_then(FastClock::of) else {
        return Err(Failure::usage(&Message::new("host-klok-ongeldig").with("variabele", SPEED)));
    };
    let note = Message::new("host-klok-versneld")
        .with("variabele", SPEED)
        .with("factor", clock.factor().to_string());
    output.note(output.full(&text(&note)));
    Ok(Arc::new(clock))
}
