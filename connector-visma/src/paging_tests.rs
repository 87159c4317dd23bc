#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use proptest::prelude::*;
use simon_core::ErrorKind;

use super::*;

/// A vendor that serves a list by page number, in pages of at most `cap` rows.
struct Vendor {
    rows: Vec<String>,
    cap: usize,
    tells: bool,
}

impl Vendor {
    fn of(rows: usize, cap: usize, tells: bool) -> Self {
        Self { rows: (0..rows).map(|row| row.to_string()).collect(), cap, tells }
    }

    fn serve(&self, asked: Asked) -> (Vec<String>, Said) {
        let size = usize::try_from(asked.size).unwrap().min(self.cap);
        let begin = usize::try_from(asked.index).unwrap().saturating_mul(size);
        let rows: Vec<String> = self.rows.iter().skip(begin).take(size).cloned().collect();
        let told = self.tells && !rows.is_empty();
        let said = Said {
            most: told.then(|| u32::try_from(self.cap).unwrap()),
            total: told.then(|| u64::try_from(self.rows.len()).unwrap()),
            last: None,
        };
        (rows, said)
    }
}

/// Reads to the end; `meanwhile` happens at the vendor before each page.
fn read(
    vendor: &mut Vendor,
    size: u32,
    mut meanwhile: impl FnMut(usize, &mut Vendor),
) -> Result<(Vec<String>, usize)> {
    let mut pages = NumberedPages::new(size);
    let mut found: Vec<String> = Vec::new();
    for call in 0..10_000 {
        meanwhile(call, vendor);
        let asked = pages.asked();
        let (rows, said) = vendor.serve(asked);
        match pages.take(asked, &rows, said)? {
            Taken::Again => {}
            Taken::Rows { repeated, end } => {
                found.extend(rows.into_iter().skip(repeated));
                if end.is_some() {
                    return Ok((found, call + 1));
                }
            }
        }
    }
    unreachable!("no end")
}

#[test]
fn a_listing_whose_vendor_counts_ends_without_another_call() {
    for (rows, calls) in [(0, 1), (3, 1), (500, 1), (501, 2), (1_000, 3), (1_400, 3), (10_000, 21)]
    {
        let mut vendor = Vendor::of(rows, 5_000, true);
        let expected = vendor.rows.clone();
        assert_eq!(read(&mut vendor, 500, |_, _| ()).unwrap(), (expected, calls), "{rows}");
    }
}

#[test]
fn a_large_listing_costs_little_more_than_its_pages() {
    let mut vendor = Vendor::of(100_000, 5_000, true);
    let (found, calls) = read(&mut vendor, 500, |_, _| ()).unwrap();
    assert_eq!(found.len(), 100_000);
    assert!(calls <= 215, "{calls} calls for 200 pages");
}

#[test]
fn pages_that_keep_moving_end_in_an_error_g3() {
    let mut vendor = Vendor::of(100, 10, true);
    let error = read(&mut vendor, 10, |call, vendor| {
        vendor.rows = (0..100).map(|row| format!("{call}-{row}")).collect();
    });
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Incomplete);
}

#[test]
fn an_end_that_is_said_counts_when_the_page_joins_the_one_before() {
    let mut pages = NumberedPages::new(3);
    let more = Said { last: Some(false), ..Said::default() };
    pages.take(pages.asked(), &["a", "b", "c"], more).unwrap();
    let asked = pages.asked();
    let last = Said { last: Some(true), ..Said::default() };
    let mut moved = pages.clone();
    let end = |taken| match taken {
        Taken::Rows { end, .. } => end,
        Taken::Again => None,
    };
    assert_eq!(end(moved.take(asked, &["x", "y"], last).unwrap()), None, "rows moved");
    assert_eq!(end(pages.take(asked, &["c", "d"], last).unwrap()), Some(Proof::EndSignal));
}

proptest! {
    #[test]
    fn every_row_comes_whatever_the_page_size_becomes_p9(
        rows in 0_usize..400,
        size in 1_u32..60,
        caps in proptest::collection::vec((0_usize..20, 1_usize..80), 0..4),
        tells in any::<bool>(),
    ) {
        let mut vendor = Vendor::of(rows, 1_000, tells);
        let expected = vendor.rows.clone();
        let (mut found, _) = read(&mut vendor, size, |call, vendor| {
            for (_, cap) in caps.iter().filter(|(at, _)| *at == call) {
                vendor.cap = *cap;
            }
        }).unwrap();
        found.sort();
        found.dedup();
        let mut expected = expected;
        expected.sort();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn a_row_that_goes_or_moves_to_the_end_loses_no_other_g3(
        rows in 30_usize..300,
        size in 3_u32..40,
        changes in proptest::collection::vec((1_usize..10, 0_usize..300, any::<bool>()), 0..4),
        tells in any::<bool>(),
    ) {
        let mut vendor = Vendor::of(rows, 1_000, tells);
        let mut touched = Vec::new();
        let expected = vendor.rows.clone();
        let outcome = read(&mut vendor, size, |call, vendor| {
            for (_, row, moves) in changes.iter().filter(|(at, ..)| *at == call) {
                if *row < vendor.rows.len() {
                    let gone = vendor.rows.remove(*row);
                    touched.push(gone.clone());
                    if *moves {
                        vendor.rows.push(gone);
                    }
                }
            }
        });
        let (found, _) = outcome.unwrap();
        for row in expected.iter().filter(|row| !touched.contains(row)) {
            prop_assert!(found.contains(row), "{} is lost", row);
        }
    }
}
