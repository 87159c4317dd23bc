//! The orders of a period: G2.

use chrono::TimeDelta;
use connector_snelstart::simulator::{NewOrder, NewRelatie};
use simon_core::connector::{AccountingConnector, FoundDocument};
use simon_core::domain::DocumentRef;
use simon_core::settings::SettingValues;
use simon_core::{ErrorKind, Result};
use simon_testkit::listings::Listings;
use simon_testkit::{Fault, On};

use crate::world::World;

impl World {
    fn period(&self, hours: i64) -> Result<Vec<FoundDocument>> {
        self.documents(self.clock.now() - TimeDelta::hours(hours))
    }

    fn created(&self, nummer: &str) -> DocumentRef {
        let (draft, settings) = (self.draft(nummer), self.settings(SettingValues::default()));
        self.run(self.connector.create_document(&draft, &settings)).unwrap().document
    }

    fn order_with_memo(&self, memo: &str) -> String {
        let relatie = self.sim.add_relatie(NewRelatie::klant("Van de order"));
        let memo = Some(memo.to_owned());
        self.sim.add_order(&NewOrder { relatie, memo, ..NewOrder::default() }).unwrap()
    }
}

fn reference<'a>(found: &'a [FoundDocument], id: &str) -> Option<&'a str> {
    let order = found.iter().find(|found| found.document.vendor_id == id);
    order.expect("the order is listed").referentie.as_deref()
}

#[test]
fn orders_of_a_period_are_recognised_by_the_last_line_of_the_memo_g2() {
    let world = World::demo();
    let ours = world.created("7");
    let foreign = world.order_with_memo("Simon-werkbon: elders-7");
    let plain = world.order_with_memo("Sleutel bij de buren");
    // The office wrote below our line; SnelStart made one line of it.
    let edited = world.order_with_memo("Gebeld. Simon-werkbon: acme01-8 Factuur per post");
    // Copied by hand from one of our orders, with the memo of another above it.
    let twice = world.order_with_memo("Simon-werkbon: elders-1\nSimon-werkbon: acme01-9");
    let found = world.period(24).unwrap();
    assert_eq!(reference(&found, &ours.vendor_id), Some("acme01-7"));
    assert_eq!(reference(&found, &foreign), None);
    assert_eq!(reference(&found, &plain), None);
    assert_eq!(reference(&found, &edited), Some("acme01-8"));
    assert_eq!(reference(&found, &twice), Some("acme01-9"));
    let listed = found.iter().find(|found| found.document.vendor_id == ours.vendor_id).unwrap();
    assert_eq!(listed.document.nummer, ours.nummer);
    world.refused_nothing();
}

#[test]
fn removed_orders_are_not_listed_and_old_ones_neither_g2() {
    let world = World::demo();
    let old = world.created("1");
    world.pass_minutes(60 * 24 * 10);
    let (kept, removed) = (world.created("2"), world.created("3"));
    world.sim.delete_order(&removed.vendor_id).unwrap();
    let ids: Vec<String> =
        world.period(24).unwrap().into_iter().map(|found| found.document.vendor_id).collect();
    assert!(ids.contains(&kept.vendor_id));
    assert!(!ids.contains(&removed.vendor_id) && !ids.contains(&old.vendor_id), "{ids:?}");
    // Invoiced meanwhile: it is still there.
    world.sim.invoice_order(&kept.vendor_id).unwrap();
    assert_eq!(world.period(24).unwrap().len(), 1);
    // A filter that SnelStart ignores makes the listing longer, never wrong.
    world.sim.ignore_filter_on("verkooporders");
    assert_eq!(world.period(24).unwrap().len(), 1);
    world.refused_nothing();
}

#[test]
fn a_period_of_which_an_order_cannot_be_read_is_an_error_g2_g3() {
    let world = World::demo();
    let order = world.created("1");
    world.created("2");
    world.sim.change_order(&order.vendor_id, &[("memo", "17")]).unwrap();
    assert_eq!(world.period(24).unwrap_err().kind(), ErrorKind::Decode);
}

#[test]
fn a_period_that_breaks_off_is_an_error_g2_g3() {
    let world = World::demo();
    world.sim.cap_pages(2);
    for nummer in 1..=6 {
        world.created(&nummer.to_string());
    }
    assert_eq!(world.period(24).unwrap().iter().filter(|f| f.referentie.is_some()).count(), 6);
    world.faults.add(On::new("GET", "/v2/verkooporders").skip(1), Fault::DropBefore, usize::MAX);
    assert!(world.period(24).unwrap_err().is_retryable());
}
