//! The time that commands work with: the system's, or a faster one in tests.

use std::sync::Arc;

use chrono::{DateTime, Utc};
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
    let Some(clock) = speed.to_str().and_then(fast_clock) else {
        return Err(Failure::usage(&Message::new("host-klok-ongeldig").with("variabele", SPEED)));
    };
    let note = Message::new("host-klok-versneld")
        .with("variabele", SPEED)
        .with("factor", clock.factor().to_string());
    output.note(output.full(&text(&note)));
    Ok(Arc::new(clock))
}

fn fast_clock(speed: &str) -> Option<FastClock> {
    let (factor, origin) = speed.split_once('@')?;
    let factor: u32 = factor.parse().ok().filter(|factor| *factor >= 1)?;
    let origin: DateTime<Utc> = DateTime::parse_from_rfc3339(origin).ok()?.into();
    Some(FastClock::since(origin, factor))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a_speed_is_a_whole_number_and_the_moment_from_which_it_counts() {
        let clock = fast_clock("60@2026-03-02T08:00:00+01:00").unwrap();
        assert_eq!(clock.factor(), 60);
        assert_eq!(clock.origin().to_rfc3339(), "2026-03-02T07:00:00+00:00");
    }

    #[test]
    fn anything_else_is_no_speed() {
        let origin = "2026-03-02T08:00:00Z";
        for factor in ["0", "-1", "1.5", "", "snel", "99999999999"] {
            assert_eq!(fast_clock(&format!("{factor}@{origin}")), None, "{factor}");
        }
        for speed in ["60", "60@", "60@gisteren", ""] {
            assert_eq!(fast_clock(speed), None, "{speed}");
        }
    }
}
