//! Real time, but faster: for tests over real sockets in which minutes must pass.

use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use simon_core::host::Clock;

/// A clock that runs a whole number of times as fast as the system's. Sleeping `d` really takes
/// `d / factor`. Clones are the same clock.
///
/// Two processes agree on the time when both clocks have the same factor and the same origin
/// ([`since`](Self::since)).
///
/// Limits:
/// * Time-outs shrink too: at factor 60 a time-out of 30 seconds strikes after half a second. Choose
///   a factor at which an answer over loopback is still far quicker on a busy machine.
/// * The timer of tokio ticks in milliseconds: a sleep is up to `factor` milliseconds too long.
/// * It follows the system's clock, also when that one is set: by a second, by `factor` seconds here.
/// * What does not ask the [`Clock`], such as the limits of sockets, stays in real time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FastClock {
    origin: DateTime<Utc>,
    factor: u32,
}

impl FastClock {
    /// A clock that shows the real time now and is ahead of it from then on.
    ///
    /// # Panics
    /// For factor 0: time would stand still.
    #[must_use]
    pub fn new(factor: u32) -> Self {
        Self::since(real_now(), factor)
    }

    /// A clock that showed the real time at `origin`. An origin far in the past brings the clock far
    /// into the future.
    ///
    /// # Panics
    /// For factor 0: time would stand still.
    #[must_use]
    pub const fn since(origin: DateTime<Utc>, factor: u32) -> Self {
        assert!(factor > 0, "a clock must run");
        Self { origin, factor }
    }

    /// The clock that `FACTOR@ORIGIN` describes, such as `60@2026-03-02T08:00:00Z`: how several
    /// processes are told of one. None for anything but a whole factor of at least 1 and a moment.
    #[must_use]
    pub fn of(speed: &str) -> Option<Self> {
        let (factor, origin) = speed.split_once('@')?;
        let factor: u32 = factor.parse().ok().filter(|factor| *factor >= 1)?;
        let origin = DateTime::parse_from_rfc3339(origin).ok()?;
        Some(Self::since(origin.into(), factor))
    }

    /// When it showed the real time.
    #[must_use]
    pub const fn origin(&self) -> DateTime<Utc> {
        self.origin
    }

    /// How many times as fast as real time it is.
    #[must_use]
    pub const fn factor(&self) -> u32 {
        self.factor
    }

    /// What it shows at a moment of real time; the end of time for one too far away.
    fn at(&self, real: DateTime<Utc>) -> DateTime<Utc> {
        let elapsed = real.signed_duration_since(self.origin);
        let elapsed = i32::try_from(self.factor).ok().and_then(|by| elapsed.checked_mul(by));
        elapsed
            .and_then(|by| self.origin.checked_add_signed(by))
            .unwrap_or(DateTime::<Utc>::MAX_UTC)
    }
}

#[allow(clippy::disallowed_methods, reason = "this is a clock on the system's")]
fn real_now() -> DateTime<Utc> {
    SystemTime::now().into()
}

#[async_trait]
impl Clock for FastClock {
    fn now(&self) -> DateTime<Utc> {
        self.at(real_now())
    }

    #[allow(clippy::disallowed_methods, reason = "this is a clock on the system's")]
    async fn sleep(&self, duration: Duration) {
        tokio::time::sleep(duration / self.factor).await;
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn every_process_with_the_same_origin_shows_the_same_time() {
        let origin = DateTime::UNIX_EPOCH;
        let (one, other) = (FastClock::since(origin, 60), FastClock::since(origin, 60));
        let real = origin + TimeDelta::milliseconds(1_500);
        assert_eq!(one.at(real), origin + TimeDelta::seconds(90));
        assert_eq!(one.at(real), other.at(real));
        assert_eq!(one.at(origin - TimeDelta::seconds(1)), origin - TimeDelta::minutes(1));
    }

    #[test]
    fn a_speed_is_a_whole_number_and_the_moment_from_which_it_counts() {
        let clock = FastClock::of("60@2026-03-02T08:00:00+01:00").expect("a speed");
        assert_eq!(clock.factor(), 60);
        assert_eq!(clock.origin().to_rfc3339(), "2026-03-02T07:00:00+00:00");
        let origin = "2026-03-02T08:00:00Z";
        for factor in ["0", "-1", "1.5", "", "snel", "99999999999"] {
            assert_eq!(FastClock::of(&format!("{factor}@{origin}")), None, "{factor}");
        }
        for speed in ["60", "60@", "60@gisteren", ""] {
            assert_eq!(FastClock::of(speed), None, "{speed}");
        }
    }

    #[test]
    fn a_moment_too_far_away_is_the_end_of_time() {
        let clock = FastClock::since(DateTime::UNIX_EPOCH, u32::MAX);
        assert_eq!(clock.at(clock.origin() + TimeDelta::days(1)), DateTime::<Utc>::MAX_UTC);
    }

    #[tokio::test]
    async fn an_hour_passes_in_a_few_milliseconds() {
        let clock = FastClock::new(360_000);
        let real = real_now();
        clock.sleep(Duration::from_secs(3600)).await;
        assert!(clock.now() - clock.origin() >= TimeDelta::hours(1));
        assert!(real_now() - real < TimeDelta::seconds(5));
    }
}
