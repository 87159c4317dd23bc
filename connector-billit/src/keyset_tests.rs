//! The place of a listing against a vendor whose rows change while it is read.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::collections::BTreeMap;

use chrono::DateTime;
use proptest::prelude::*;

use super::*;

/// A table with a server's clock in milliseconds: rows by id with the stamp of their last change.
#[derive(Debug, Clone, Default)]
struct Vendor {
    rows: BTreeMap<i64, i64>,
    now: i64,
    /// Rows that it serves at most, whatever is asked.
    page: usize,
}

fn stamp(ms: i64) -> String {
    let at = DateTime::from_timestamp_millis(1_780_000_000_000 + ms).unwrap().naive_utc();
    at.format("%Y-%m-%dT%H:%M:%S%.f").to_string()
}

impl Vendor {
    fn with(rows: &[(i64, i64)], page: usize) -> Self {
        let now = rows.iter().map(|(_, at)| *at).max().unwrap_or_default();
        Self { rows: rows.iter().copied().collect(), now, page }
    }

    fn page(&self, keyset: &Keyset) -> Vec<RowKey> {
        let mut sorted: Vec<(i64, i64)> = self.rows.iter().map(|(id, at)| (*at, *id)).collect();
        sorted.sort_unstable();
        let fits = |at: i64| keyset.since().is_none_or(|since| stamp(at).as_str() >= since);
        let rows = sorted.into_iter().filter(|(at, _)| fits(*at));
        rows.skip(usize::try_from(keyset.skip()).unwrap())
            .take(self.page)
            .map(|(at, id)| RowKey { id: Some(id), stamp: Some(stamp(at)) })
            .collect()
    }

    fn change(&mut self, change: Change) {
        match change {
            Change::Edit(id) if self.rows.contains_key(&id) => {
                self.rows.insert(id, self.now);
            }
            Change::Add(id) => {
                self.rows.insert(id, self.now);
            }
            Change::Delete(id) => {
                self.rows.remove(&id);
            }
            Change::Wait(ms) => self.now += ms,
            Change::Edit(_) => {}
        }
    }
}

#[derive(Debug, Clone, Copy)]
enum Change {
    Edit(i64),
    Add(i64),
    Delete(i64),
    Wait(i64),
}

/// Reads a listing to its end, with changes before each page, and gives what a store would have: the
/// stamp of each row as last taken.
fn read(
    vendor: &mut Vendor,
    keyset: &mut Keyset,
    changes: &[Vec<Change>],
) -> BTreeMap<i64, String> {
    let mut taken = BTreeMap::new();
    let mut changes = changes.iter();
    for _ in 0..2_000 {
        changes.next().into_iter().flatten().for_each(|change| vendor.change(*change));
        let rows = vendor.page(keyset);
        let page = keyset.take(&rows).unwrap();
        // Where a listing goes on survives being stored.
        let stored = serde_json::to_string(keyset).unwrap();
        *keyset = serde_json::from_str(&stored).unwrap();
        for (row, _) in rows.iter().zip(&page.fresh).filter(|(_, fresh)| **fresh) {
            taken.insert(row.id.unwrap(), row.stamp.clone().unwrap());
        }
        if page.end {
            return taken;
        }
    }
    unreachable!("the listing has no end");
}

fn all_of(vendor: &Vendor) -> BTreeMap<i64, String> {
    vendor.rows.iter().map(|(id, at)| (*id, stamp(*at))).collect()
}

fn calls(vendor: &Vendor, keyset: &mut Keyset) -> usize {
    (1..1_000).find(|_| keyset.take(&vendor.page(keyset)).unwrap().end).unwrap()
}

#[test]
fn a_listing_goes_on_from_the_last_stamp_with_one_row_again() {
    let mut vendor = Vendor::with(&[(1, 1_000), (2, 2_000), (3, 2_100), (4, 7_000)], 3);
    let mut keyset = Keyset::default();
    assert_eq!((keyset.since(), keyset.skip()), (None, 0));
    let page = keyset.take(&vendor.page(&keyset)).unwrap();
    assert_eq!(page, TakenPage { fresh: vec![true; 3], end: false });
    assert_eq!((keyset.since(), keyset.skip()), (instant(&stamp(2_000)).as_deref(), 1));
    let page = keyset.take(&vendor.page(&keyset)).unwrap();
    assert_eq!(page, TakenPage { fresh: vec![false, true], end: false });
    assert_eq!((keyset.since(), keyset.skip()), (instant(&stamp(7_000)).as_deref(), 0));
    let page = keyset.take(&vendor.page(&keyset)).unwrap();
    assert_eq!(page, TakenPage { fresh: vec![false], end: false });
    assert_eq!((keyset.since(), keyset.skip()), (instant(&stamp(7_000)).as_deref(), 1));
    let page = keyset.take(&vendor.page(&keyset)).unwrap();
    assert_eq!(page, TakenPage { fresh: Vec::new(), end: true });
    vendor.rows.clear();
    assert!(Keyset::default().take(&vendor.page(&Keyset::default())).unwrap().end);
}

#[test]
fn five_hundred_rows_on_one_stamp_all_come_p11() {
    let rows: Vec<(i64, i64)> = (0..500).map(|id| (id, 5_000)).collect();
    for page in [120, 60, 7, 2, 1] {
        let mut vendor = Vendor::with(&rows, page);
        let taken = read(&mut vendor, &mut Keyset::default(), &[]);
        assert_eq!(taken, all_of(&vendor), "pages of {page}");
    }
}

#[test]
fn a_page_size_that_was_lowered_is_no_end_p9() {
    let rows: Vec<(i64, i64)> = (0..50).map(|id| (id, id * 700)).collect();
    let mut vendor = Vendor::with(&rows, 10);
    let mut keyset = Keyset::default();
    let first = keyset.take(&vendor.page(&keyset)).unwrap();
    assert_eq!(first.fresh.len(), 10);
    for (page, from, to) in [(4, 10, 14), (1, 14, 50)] {
        vendor.page = page;
        let row = vendor.rows.split_off(&to);
        let rest = read(&mut vendor, &mut keyset, &[]);
        assert_eq!(rest.keys().copied().collect::<Vec<_>>(), (from..to).collect::<Vec<_>>());
        vendor.rows.extend(row);
    }
}

#[test]
fn nothing_new_costs_one_call_and_repeated_rows_two_more() {
    let vendor = Vendor::with(&[(1, 1_000), (2, 2_000)], 120);
    let since = |ms: i64| Keyset::from(instant(&stamp(ms)));
    assert_eq!(calls(&vendor, &mut since(9_000)), 1);
    assert_eq!(calls(&vendor, &mut since(1_000)), 3);
}

#[test]
fn an_instant_whose_rows_move_is_read_again_and_not_for_ever() {
    let rows: Vec<(i64, i64)> = (0..6).map(|id| (id, 100)).collect();
    let mut vendor = Vendor::with(&rows, 3);
    let mut keyset = Keyset::default();
    keyset.take(&vendor.page(&keyset)).unwrap();
    vendor.now = 5_000;
    vendor.change(Change::Edit(0));
    let page = keyset.take(&vendor.page(&keyset)).unwrap();
    assert_eq!((keyset.skip(), page.end), (0, false));
    assert!(!page.fresh.contains(&true), "these rows come again");
    let taken = read(&mut vendor, &mut keyset, &[]);
    assert_eq!(taken.keys().copied().collect::<Vec<_>>(), [0, 3, 4, 5]);

    let mut moving = Keyset::default();
    let row = |id: i64| RowKey { id: Some(id), stamp: Some(stamp(0)) };
    let error = (0..100).find_map(|id| moving.take(&[row(id)]).err());
    assert!(error.is_none(), "each time something new came");
    let mut stuck = Keyset::from(instant(&stamp(0)));
    stuck.take(&[row(1), row(2)]).unwrap();
    let pages = [vec![], vec![row(1), row(2)]];
    let error = (0..100).find_map(|at| stuck.take(&pages[at % 2]).err()).unwrap();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Incomplete, Retry::Backoff));
}

#[test]
fn a_vendor_that_ignores_filter_or_order_is_noticed_and_one_without_stamps_is_read() {
    let row = |id: i64, ms: i64| RowKey { id: Some(id), stamp: Some(stamp(ms)) };
    let mut since = Keyset::from(instant(&stamp(9_000)));
    let error = since.take(&[row(1, 1_000)]).unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Incomplete, Retry::Never));
    assert!(Keyset::default().take(&[row(1, 9_000), row(2, 1_000)]).is_err());

    let bare = |id: i64| RowKey { id: Some(id), stamp: None };
    let mut keyset = Keyset::default();
    assert_eq!(keyset.take(&[bare(1), bare(2)]).unwrap().fresh, [true, true]);
    assert_eq!((keyset.since(), keyset.skip()), (None, 1));
    assert_eq!(keyset.take(&[bare(2), row(3, 0)]).unwrap().fresh, [false, true]);
    assert_eq!(keyset.skip(), 0);
}

#[test]
fn what_is_remembered_stays_bounded() {
    let rows: Vec<(i64, i64)> = (0..3_000).map(|id| (id, 5_000)).collect();
    let mut vendor = Vendor::with(&rows, 120);
    let mut keyset = Keyset::default();
    assert_eq!(read(&mut vendor, &mut keyset, &[]).len(), 3_000);
    assert_eq!(keyset.gezien.len(), MOST_SEEN);
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        4 => (0i64..40).prop_map(Change::Edit),
        2 => (0i64..60).prop_map(Change::Add),
        1 => (0i64..40).prop_map(Change::Delete),
        3 => (0i64..2_500).prop_map(Change::Wait),
    ]
}

/// Two rows changed in the millisecond in which the last row of an instant was read: one left the part
/// that was read, the other took its place.
#[test]
fn a_row_that_takes_the_place_of_another_comes_with_the_next_pass() {
    let mut vendor = Vendor::with(&[(1, 100), (2, 100), (9, 101)], 3);
    let mut keyset = Keyset::default();
    keyset.take(&vendor.page(&keyset)).unwrap();
    let before = instant(&stamp(vendor.now));
    vendor.change(Change::Edit(2));
    let page = keyset.take(&vendor.page(&keyset)).unwrap();
    assert_eq!(page.fresh, [false], "nothing seems to have moved");
    assert!(keyset.take(&vendor.page(&keyset)).unwrap().end);
    let taken = read(&mut vendor, &mut Keyset::from(before), &[]);
    assert_eq!(taken.get(&2), Some(&stamp(101)));
}

/// One row a page, and one that was read moves to the end just before the row behind it is asked for:
/// that row stands in its place, and nobody changes it any more.
#[test]
fn a_row_that_moves_up_unseen_between_pages_of_one_row_is_not_lost() {
    let rows = [(0, 0), (10, 0), (32, 0), (1, 1), (11, 1_000)];
    for at in 0..30 {
        let mut vendor = Vendor::with(&rows, 1);
        let mut changes = vec![Vec::new(); at];
        changes.push(vec![Change::Edit(32)]);
        let taken = read(&mut vendor, &mut Keyset::default(), &changes);
        assert_eq!(
            taken.keys().copied().collect::<Vec<_>>(),
            [0, 1, 10, 11, 32],
            "before page {at}"
        );
    }
}

proptest! {
    /// Rows in few instants, so that these are larger than a page, and changes before each page: what is
    /// there at the end was taken as it is then, in this pass or in the one after it, which starts at the
    /// moment at which this one began.
    #[test]
    fn no_edited_row_is_ever_lost(
        rows in prop::collection::vec((0i64..40, 0i64..4_000), 0..40),
        page in 1usize..9,
        passes in prop::collection::vec(
            prop::collection::vec(prop::collection::vec(change(), 0..4), 0..12), 1..4),
    ) {
        let mut vendor = Vendor::with(&rows, page);
        let mut stored = BTreeMap::new();
        let mut since = None;
        for changes in passes.iter().chain([&Vec::new()]) {
            let mut keyset = Keyset::from(since);
            since = instant(&stamp(vendor.now));
            stored.extend(read(&mut vendor, &mut keyset, changes));
        }
        for (id, at) in &vendor.rows {
            prop_assert_eq!(stored.get(id), Some(&stamp(*at)), "row {}", id);
        }
    }

    /// Without changes a row comes once, however the rows are spread and cut into pages.
    #[test]
    fn rows_that_stand_still_come_once(
        rows in prop::collection::vec((0i64..60, 0i64..5_000), 0..60),
        page in 1usize..20,
    ) {
        let vendor = Vendor::with(&rows, page);
        let mut keyset = Keyset::default();
        let mut taken = Vec::new();
        loop {
            let rows = vendor.page(&keyset);
            let came = keyset.take(&rows).unwrap();
            taken.extend(rows.iter().zip(&came.fresh).filter(|(_, fresh)| **fresh).map(|(row, _)| row.id));
            if came.end {
                break;
            }
        }
        taken.sort_unstable();
        prop_assert_eq!(taken, vendor.rows.keys().map(|id| Some(*id)).collect::<Vec<_>>());
    }
}
