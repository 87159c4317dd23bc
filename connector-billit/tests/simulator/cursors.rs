//! `LastModified`: what it is, and what reading along it meets.

use std::collections::BTreeSet;

use connector_billit::simulator::{StampStyle, StampZone};
use serde_json::Value;

use crate::caller::{Caller, Envelope};

fn stamp(caller: &Caller, klant: i64) -> String {
    let klant = caller.get(&format!("/v1/parties/{klant}")).json();
    klant["LastModified"].as_str().unwrap().to_owned()
}

#[test]
fn times_are_of_brussels_unless_switched() {
    let caller = Caller::empty();
    assert_eq!(stamp(&caller, caller.klant("a")), "2026-07-01T14:31:00");
    caller.sim.set_stamp_zone(StampZone::Utc);
    assert_eq!(stamp(&caller, caller.klant("b")), "2026-07-01T12:31:00");
}

#[test]
fn fractions_are_cut_or_padded() {
    let caller = Caller::empty();
    caller.clock.advance(std::time::Duration::from_millis(721));
    let klant = caller.klant("a");
    assert_eq!(stamp(&caller, klant), "2026-07-01T14:31:00.72");
    caller.sim.set_stamp_style(StampStyle::SevenDigits);
    assert_eq!(stamp(&caller, klant), "2026-07-01T14:31:00.7200000");
}

#[test]
fn a_change_raises_it_and_a_reading_does_not() {
    let caller = Caller::empty();
    let klant = caller.klant("a");
    let first = stamp(&caller, klant);
    caller.wait(5);
    assert_eq!(stamp(&caller, klant), first);
    caller.books().change_klant(klant, &[("Name", "\"b\"")]).unwrap();
    assert_eq!(stamp(&caller, klant), "2026-07-01T14:31:05");
}

#[test]
fn many_rows_share_a_moment() {
    let caller = Caller::empty();
    for _ in 0..130 {
        caller.klant("tegelijk");
    }
    let filter = "LastModified ge datetime'2026-07-01T14:31:00'";
    let page = |skip: &str| {
        let order = ("$orderby", "LastModified asc,PartyID asc");
        let options = [("$filter", filter), order, ("$top", "120"), ("$skip", skip)];
        caller.list("parties", &options)
    };
    let stamps: BTreeSet<String> =
        page("0").all("LastModified").iter().map(Value::to_string).collect();
    assert_eq!(stamps.len(), 1, "a whole page without an end of the moment");
    assert_eq!(page("120").rows().len(), 10);
    let after = caller.filter("parties", "LastModified gt datetime'2026-07-01T14:31:00'");
    assert_eq!(after.rows().len(), 0, "a cursor that goes beyond the moment loses them");
}

#[test]
fn a_whole_second_comes_before_its_fractions() {
    let caller = Caller::empty();
    caller.clock.advance(std::time::Duration::from_millis(500));
    caller.klant("a");
    let from = |moment: &str| {
        let filter = format!("LastModified ge datetime'{moment}'");
        caller.filter("parties", &filter).rows().len()
    };
    assert_eq!((from("2026-07-01T14:31:00"), from("2026-07-01T14:31:01")), (1, 0));
    caller.sim.refusals().assert_none();
}

#[test]
fn an_edit_during_a_scan_moves_a_row_behind_the_others() {
    let caller = Caller::empty();
    let mut ids = Vec::new();
    for _ in 0..4 {
        ids.push(caller.klant("k"));
        caller.wait(1);
    }
    let page = |skip: &str| {
        let order = ("$orderby", "LastModified asc,PartyID asc");
        caller.list("parties", &[order, ("$top", "2"), ("$skip", skip)]).all("PartyID")
    };
    assert_eq!(page("0"), ids[..2]);
    caller.books().change_klant(ids[0], &[("Name", "\"later\"")]).unwrap();
    assert_eq!(page("2"), [ids[3], ids[0]], "the third was never on a page");
}

#[test]
fn generated_rows_share_moments_by_seven() {
    let caller = Caller::empty();
    caller.books().seed_klanten(70);
    let order = [("$orderby", "LastModified asc,PartyID asc")];
    let stamps = caller.list("parties", &order).all("LastModified");
    let distinct: BTreeSet<String> = stamps.iter().map(Value::to_string).collect();
    assert_eq!((stamps.len(), distinct.len()), (70, 11));
    let after = caller.filter("parties", "LastModified gt datetime'2024-01-02T00:00:00'");
    assert_eq!(after.rows().len(), 64, "six shared the first moment");
}
