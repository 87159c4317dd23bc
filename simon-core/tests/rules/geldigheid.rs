//! Active between two dates: B4.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use simon_core::domain::{Artikel, Geldigheid, Relatie};
use simon_core::rules::geldigheid::{lives, next_change, on};

use super::world::{artikel_id, relatie_id};

fn day(number: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 2, 20).unwrap() + Days::new(number)
}

fn between(van: Option<u64>, tot: Option<u64>) -> Option<Geldigheid> {
    Geldigheid::new(van.map(day), tot.map(day))
}

#[test]
fn both_days_count_and_only_dates_that_lie_ahead_stay_b4() {
    let at = |today, van, tot| on(day(today), true, between(van, tot));
    assert_eq!(at(3, Some(4), Some(6)), (false, between(Some(4), Some(6))));
    assert_eq!(at(4, Some(4), Some(6)), (true, between(None, Some(6))));
    assert_eq!(at(6, Some(4), Some(6)), (true, between(None, Some(6))));
    assert_eq!(at(7, Some(4), Some(6)), (false, None));
    assert_eq!(at(4, Some(4), None), (true, None));
    assert_eq!(at(3, Some(4), None), (false, between(Some(4), None)));
    assert_eq!(at(4, Some(4), Some(4)), (true, between(None, Some(4))), "one day");
    assert_eq!(at(1, Some(6), Some(4)), (false, None), "it ends before it begins");
    assert_eq!(on(day(1), true, None), (true, None));
    assert_eq!(on(day(1), false, None), (false, None));
}

#[test]
fn records_without_dates_are_stored_as_ever() {
    let klant = serde_json::to_string(&Relatie::new(relatie_id("k1"), "Bakkerij")).unwrap();
    let filter = Artikel::new(artikel_id("a1"), "A1", "Filter");
    let filter = serde_json::to_string(&filter).unwrap();
    assert!(!klant.contains("geldig") && !filter.contains("geldig"));
    assert_eq!(serde_json::from_str::<Relatie>(&klant).unwrap().geldig, None);
    let mut dated = Relatie::new(relatie_id("k1"), "Bakkerij");
    dated.geldig = between(None, Some(9));
    let text = serde_json::to_string(&dated).unwrap();
    assert!(text.contains(r#""geldig":{"tot":"2026-03-01"}"#), "{text}");
    assert_eq!(serde_json::from_str::<Relatie>(&text).unwrap(), dated);
}

fn any_day() -> impl Strategy<Value = Option<u64>> {
    proptest::option::of(0_u64..20)
}

proptest! {
    #[test]
    fn what_was_followed_day_by_day_is_what_a_listing_of_that_day_gives_b4(
        van in any_day(), tot in any_day(), first in 0_u64..20, later in 0_u64..20,
    ) {
        let given = between(van, tot);
        let stored = on(day(first), true, given);
        prop_assert_eq!(on(day(first), stored.0, stored.1), stored, "the same day changes nothing");
        let today = day(first + later);
        let followed = on(today, stored.0, stored.1);
        prop_assert_eq!(followed, on(today, true, given));
        let inside = van.is_none_or(|van| day(van) <= today) && tot.is_none_or(|tot| today <= day(tot));
        prop_assert_eq!(followed.0, inside);
    }

    #[test]
    fn a_record_is_another_on_its_next_day_and_on_none_before_b4(
        van in any_day(), tot in any_day(), today in 0_u64..20,
    ) {
        let (actief, left) = on(day(today), true, between(van, tot));
        let next = next_change(left);
        prop_assert_eq!(next.is_some(), left.is_some(), "dates stay only while one lies ahead");
        prop_assert!(lives(actief, left) || left.is_none());
        for later in (today..45).map(day) {
            let changed = on(later, actief, left) != (actief, left);
            prop_assert_eq!(changed, next.is_some_and(|next| next <= later));
        }
    }
}
