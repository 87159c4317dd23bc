#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

/// A vendor with rows by offset, which serves at most `cap` rows a page.
struct Vendor {
    rows: Vec<String>,
    cap: usize,
}

impl Vendor {
    fn new(rows: usize, cap: usize) -> Self {
        Self { rows: (0..rows).map(|row| row.to_string()).collect(), cap }
    }

    fn page(&self, paging: &OffsetPaging) -> Vec<String> {
        let skip = usize::try_from(paging.skip()).unwrap();
        let top = usize::try_from(paging.top()).unwrap().min(self.cap);
        self.rows.iter().skip(skip).take(top).cloned().collect()
    }
}

/// Reads to the end; `between` may change the vendor after each page.
fn read(
    vendor: &mut Vendor,
    top: u32,
    mut between: impl FnMut(&mut Vendor, u32),
) -> Result<(BTreeSet<String>, u32)> {
    let (mut paging, mut seen, mut calls) = (OffsetPaging::new(top), BTreeSet::new(), 0);
    loop {
        let page = vendor.page(&paging);
        calls += 1;
        let TakenPage { repeated, end } = paging.take(&page)?;
        seen.extend(page.into_iter().skip(repeated));
        if end.is_some() {
            return Ok((seen, calls));
        }
        between(vendor, calls);
        // Every step survives a restart of the host.
        paging = serde_json::from_str(&serde_json::to_string(&paging).unwrap()).unwrap();
    }
}

fn whole(rows: usize, top: u32, cap: usize) -> u32 {
    let mut vendor = Vendor::new(rows, cap);
    let (seen, calls) = read(&mut vendor, top, |_, _| {}).unwrap();
    assert_eq!(seen.len(), rows, "{rows} rows in pages of {top}, capped at {cap}");
    calls
}

#[test]
fn every_row_arrives_whatever_the_page_size() {
    for rows in [0, 1, 2, 3, 9, 10, 11, 100] {
        for (top, cap) in [(1, 1), (10, 10), (10, 1), (10, 2), (10, 7), (500, 500)] {
            whole(rows, top, cap);
        }
    }
}

#[test]
fn the_overlap_costs_at_most_three_calls_above_the_fewest_possible() {
    assert_eq!(whole(0, 500, 500), 1);
    assert_eq!(whole(400, 500, 500), 3);
    assert!(whole(10_000, 500, 500) <= 20 + 3);
    assert!(whole(100_000, 500, 500) <= 200 + 3);
}

#[test]
fn a_short_listing_costs_two_calls_once_the_vendors_page_size_is_known_s4() {
    let mut paging = OffsetPaging::new(500).with_largest_page(500);
    assert_eq!(paging.take(&["a", "b"]).unwrap().end, None);
    assert_eq!(paging.take(&["b"]).unwrap().end, Some(Proof::NothingNew));
    let mut paging = OffsetPaging::new(500).with_largest_page(500);
    assert_eq!(paging.take(&["a"]).unwrap().end, None);
    assert_eq!(paging.skip(), 1, "one row leaves no room for an overlap");
    assert_eq!(paging.take::<&str>(&[]).unwrap().end, Some(Proof::NothingNew));
}

#[test]
fn pages_that_shrink_to_one_row_and_grow_again_lose_nothing_p9() {
    for caps in [[4, 9, 1, 4], [5, 3, 2, 7], [9, 1, 1, 1]] {
        let mut vendor = Vendor::new(24, caps[0]);
        let (seen, _) = read(&mut vendor, 500, |vendor, call| {
            vendor.cap = caps[usize::try_from(call).unwrap() % caps.len()];
        })
        .unwrap();
        assert_eq!(seen.len(), 24, "{caps:?}");
    }
}

#[test]
fn a_row_deleted_while_paging_hides_no_other_row() {
    let mut vendor = Vendor::new(30, 10);
    let (seen, _) = read(&mut vendor, 10, |vendor, call| {
        if call == 1 {
            vendor.rows.remove(0);
        }
    })
    .unwrap();
    assert_eq!(seen.len(), 30);
}

#[test]
fn rows_deleted_at_the_very_end_are_not_taken_for_the_end() {
    // 12 rows, 10 read; then 4 of them go, so that the next offset lies beyond the end.
    let mut vendor = Vendor::new(12, 10);
    let (seen, _) = read(&mut vendor, 10, |vendor, call| {
        if call == 1 {
            vendor.rows.drain(2..6);
        }
    })
    .unwrap();
    assert_eq!(seen.len(), 12);
}

#[test]
fn a_vendor_that_ignores_the_offset_is_an_error() {
    let mut paging = OffsetPaging::new(2);
    let failed = (0..100).find_map(|_| paging.take(&["a", "b"]).err()).unwrap();
    assert_eq!(failed.kind(), ErrorKind::Incomplete);
    assert_eq!(failed.retry(), Retry::Backoff);
}

#[test]
fn a_listing_without_an_end_is_an_error() {
    let mut paging = OffsetPaging::new(2);
    let mut next = 0_u64;
    let failed = loop {
        let page = [paging.skip().to_string(), (paging.skip() + 1).to_string()];
        match paging.take(&page) {
            Ok(page) => assert_eq!(page.end, None),
            Err(error) => break error,
        }
        next += 1;
        assert!(next < 100_000);
    };
    assert_eq!(failed.retry(), Retry::Never);
}

#[test]
fn the_overlap_is_told_apart_from_new_rows() {
    let mut paging = OffsetPaging::new(2);
    assert_eq!(paging.take(&["a", "b"]).unwrap().repeated, 0);
    assert_eq!(paging.take(&["b", "c"]).unwrap().repeated, 1);
    assert_eq!(paging.take(&["x", "y"]).unwrap().repeated, 0, "rows moved");
}

#[test]
fn smaller_pages_go_on_from_the_same_row() {
    let mut paging = OffsetPaging::new(500);
    paging.take(&["a", "b", "c"]).unwrap();
    let paging = paging.with_top(25).with_top(100);
    assert_eq!((paging.skip(), paging.top()), (2, 25));
}

proptest! {
    /// Rows disappear anywhere and new ones are appended between any two pages: every row that
    /// stays arrives, or the listing says that it is incomplete.
    #[test]
    fn a_row_that_stays_is_never_missing_from_a_proven_listing(
        rows in 1_usize..80,
        top in 2_u32..12,
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>()), 0..25),
    ) {
        let mut vendor = Vendor::new(rows, 500);
        let mut edits = edits.into_iter();
        let mut added = 1000;
        let read = read(&mut vendor, top, |vendor, _| match edits.next() {
            Some((at, true)) if !vendor.rows.is_empty() => {
                vendor.rows.remove(at.index(vendor.rows.len()));
            }
            Some(_) => {
                added += 1;
                vendor.rows.push(added.to_string());
            }
            None => {}
        });
        if let Ok((seen, _)) = read {
            for row in vendor.rows.iter().filter(|row| row.len() < 4) {
                prop_assert!(seen.contains(row), "{row} is missing");
            }
        }
    }
}
