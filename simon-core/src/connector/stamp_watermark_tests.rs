#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use proptest::prelude::*;

use super::*;

fn at(minutes: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_792_886_400, 0).unwrap() + TimeDelta::minutes(minutes)
}

/// A server whose clock is `offset` minutes ahead of ours and goes back an hour at `autumn`.
#[derive(Debug, Clone, Copy)]
struct Server {
    offset: i64,
    autumn: i64,
}

impl Server {
    fn stamp(self, minute: i64) -> NaiveDateTime {
        let back = if minute >= self.autumn { 60 } else { 0 };
        (at(minute) + TimeDelta::minutes(self.offset - back)).naive_utc()
    }
}

fn text(stamp: NaiveDateTime) -> String {
    stamp.format("%Y-%m-%dT%H:%M:%S").to_string()
}

#[test]
fn stamps_have_zero_to_seven_decimals() {
    for stamp in ["2026-03-02T10:00:00", "2026-03-02T10:00:00.07", "2026-03-02T10:00:00.1234567"] {
        assert!(parse_stamp(stamp).is_some(), "{stamp}");
    }
    assert_eq!(parse_stamp("2026-03-02T10:00:00Z"), parse_stamp("2026-03-02T10:00:00"));
    assert_eq!(parse_stamp("yesterday"), None);
}

#[test]
fn the_highest_stamp_is_kept_as_received_and_bounds_are_whole_seconds() {
    let mut pass = StampPass::new(None, at(0));
    pass.observe("2026-10-24T10:00:00.12", at(0));
    pass.observe("2026-10-24T10:00:00.1", at(0));
    assert_eq!(pass.highest(), Some("2026-10-24T10:00:00.12"));
    let bound = pass.watermark().unwrap().bound().unwrap();
    assert_eq!(text(bound), "2026-10-24T08:30:00");
    assert_eq!(bound, parse_stamp("2026-10-24T08:30:00").unwrap());
}

#[test]
fn an_administration_without_rows_has_no_watermark() {
    assert_eq!(StampPass::new(None, at(0)).watermark(), None);
}

#[test]
fn the_rows_of_a_bulk_import_fall_out_of_the_window() {
    let server = Server { offset: 120, autumn: i64::MAX };
    let import = server.stamp(0);
    let mut watermark = None;
    let mut passes = 0;
    for minute in (5..180).step_by(5) {
        let mut pass = StampPass::new(watermark.as_ref(), at(minute));
        let again =
            watermark.as_ref().is_none_or(|w: &StampWatermark| w.bound().unwrap() <= import);
        if again {
            passes += 1;
            pass.observe(&text(import), at(minute));
        }
        watermark = pass.watermark();
    }
    assert!((18..=20).contains(&passes), "{passes} passes brought the import again");
}

#[test]
fn a_stamp_of_the_far_future_is_no_watermark() {
    let mut pass = StampPass::new(None, at(0));
    pass.observe(&text(at(60).naive_utc()), at(0));
    pass.observe("2099-01-01T00:00:00", at(0));
    assert_eq!(pass.highest(), Some(text(at(60).naive_utc()).as_str()));
}

proptest! {
    /// Whatever zone the server's clock is in, and whenever it goes back an hour: no change that was
    /// made after a pass began lies below the bound of the next one.
    #[test]
    fn no_change_after_the_start_of_a_pass_lies_below_the_next_bound(
        offset in -720_i64..840,
        autumn in 0_i64..4000,
        changes in prop::collection::vec(0_i64..4000, 1..40),
        passes in prop::collection::vec((1_i64..400, 0_i64..20), 1..12),
    ) {
        let server = Server { offset, autumn };
        let mut watermark: Option<StampWatermark> = None;
        let mut began = 0;
        for (pause, length) in passes {
            began += pause;
            let seen = began + length;
            let mut pass = StampPass::new(watermark.as_ref(), at(began));
            let bound = watermark.as_ref().and_then(StampWatermark::bound);
            for minute in changes.iter().filter(|minute| **minute <= seen) {
                if bound.is_none_or(|bound| server.stamp(*minute) >= bound) {
                    pass.observe(&text(server.stamp(*minute)), at(seen));
                }
            }
            watermark = pass.watermark();
            if let Some(bound) = watermark.as_ref().and_then(StampWatermark::bound) {
                for minute in changes.iter().filter(|minute| **minute >= began) {
                    prop_assert!(server.stamp(*minute) >= bound, "minute {minute}, bound {bound}");
                }
            }
            began = seen;
        }
    }
}
