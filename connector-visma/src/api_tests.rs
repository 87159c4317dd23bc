#![allow(clippy::unwrap_used, reason = "tests")]

use std::sync::Arc;

use simon_core::memory::{MemoryBudget, MemoryTokens};
use simon_testkit::simulated::SimulatedClock;
use simon_testkit::{InProcess, builders};

use super::*;
use crate::VismaConfig;

fn api(config: VismaConfig) -> Api {
    let clock = SimulatedClock::default();
    let runtime = Runtime::new(
        builders::integration(),
        Arc::new(InProcess::new(clock.clone())),
        Arc::new(clock),
        Arc::new(MemoryTokens::new()),
        Arc::new(MemoryBudget::new()),
    );
    Api::new(&config.checked().unwrap(), runtime).unwrap()
}

fn interactive() -> VismaConfig {
    VismaConfig::interactive("app", "secret", "https://host.example/visma")
}

const TENANT: &str = "5d1c0de0-0000-4000-b000-000000000001";

#[test]
fn each_interface_has_its_host_and_ids_stand_safely_in_paths() {
    let api = api(interactive());
    let id = id_segment("BUIS 22/1", label::ITEM).unwrap();
    let url = api.url(Interface::Main, &["v1", "inventory", &id], &[]).unwrap();
    assert_eq!(url.as_str(), "https://api.finance.visma.net/v1/inventory/b64(QlVJUyAyMi8x)");
    let path = ["api", "v3", "SalesOrders", "SO", "A/1 b"];
    let url = api.url(Interface::Orders, &path, &[("filter", "a+b c&d")]).unwrap();
    let expected =
        "https://salesorder.visma.net/api/v3/SalesOrders/SO/A%2F1%20b?filter=a%2Bb%20c%26d";
    assert_eq!(url.as_str(), expected);
    assert!(id_segment(" ", label::ITEM).is_err(), "a blank id is the whole list");
}

#[test]
fn one_login_has_one_client_and_tokens_apart_have_two() {
    assert!(api(interactive()).orders.is_none());
    assert!(api(interactive().with_service_orders(TENANT)).orders.is_some());
    assert!(api(VismaConfig::service("app", "secret", TENANT)).orders.is_some());
}

#[test]
fn a_login_that_sales_orders_refuse_is_sound_for_the_rest() {
    let refused = |label| Error::new(ErrorKind::Unauthenticated, "401").with_label(label);
    let kind = |label, interface| without_access(refused(label), interface).kind();
    assert_eq!(kind(label::ORDERS, Interface::Orders), ErrorKind::PermissionDenied);
    assert_eq!(kind(label::TOKEN, Interface::Orders), ErrorKind::Unauthenticated);
    assert_eq!(kind(label::CUSTOMERS, Interface::Main), ErrorKind::Unauthenticated);
}

#[test]
fn the_gauge_shows_both_interfaces_and_waits_for_the_later_one() {
    let at = |second| DateTime::from_timestamp(second, 0);
    let both = both(Gauge::new(Vec::new(), at(5), None), Gauge::new(Vec::new(), at(3), at(4)));
    assert_eq!((both.normal_from, both.deliver_from), (at(5), at(4)));
}

#[test]
fn a_request_names_its_books_unless_it_finds_them_out() {
    let api = api(interactive());
    let path = ["v1", "branch"];
    let named = api.get(label::BRANCHES, Some(TENANT), &path, &[]).unwrap();
    assert_eq!(named.administratie(), Some(TENANT));
    assert_eq!(api.get(label::BRANCHES, None, &path, &[]).unwrap().administratie(), None);
}
