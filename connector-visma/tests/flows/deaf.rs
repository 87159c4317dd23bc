//! A vendor that is deaf to a parameter: it ignores the filter and answers everything.

use std::sync::Arc;

use bytes::Bytes;
use connector_visma::simulator::DEMO_REFRESH_TOKEN;
use simon_core::connector::AccountingConnector;
use simon_testkit::Simulator;
use simon_testkit::listings::Listings;

use crate::world::{World, interactive};

/// Leaves parameters out of every request.
struct Deaf {
    vendor: Arc<dyn Simulator>,
    to: &'static [&'static str],
}

impl Simulator for Deaf {
    fn handle(&self, request: &http::Request<Bytes>) -> http::Response<Bytes> {
        let (uri, query) = (request.uri(), request.uri().query().unwrap_or_default());
        let heard = query
            .split('&')
            .filter(|pair| !self.to.contains(&pair.split('=').next().unwrap_or_default()));
        let heard = heard.collect::<Vec<_>>().join("&");
        let mut parts = uri.clone().into_parts();
        parts.path_and_query = Some(format!("{}?{heard}", uri.path()).parse().unwrap());
        let mut passed = http::Request::new(request.body().clone());
        *passed.method_mut() = request.method().clone();
        *passed.headers_mut() = request.headers().clone();
        *passed.uri_mut() = match query {
            "" => uri.clone(),
            _ => http::Uri::from_parts(parts).unwrap(),
        };
        self.vendor.handle(&passed)
    }
}

fn deaf_to(to: &'static [&'static str]) -> World {
    let config = interactive().with_refresh_token(DEMO_REFRESH_TOKEN);
    let world = World::through(config, |vendor| Arc::new(Deaf { vendor, to }));
    world.sim.seed_demo();
    world
}

#[test]
fn a_filter_on_changes_that_is_ignored_is_noted_and_loses_nothing() {
    let world = deaf_to(&["lastModifiedDateTime", "lastModifiedDateTimeCondition"]);
    let watermark = world.relaties(None).watermark;
    world.pass_seconds(3_600);
    let watermark = world.relaties(watermark.as_ref()).watermark;
    let id = world.sim.books().klant_by_number("10002").unwrap();
    world.sim.books().change_klant(id, |klant| klant.naam = "Garage Nieuw".to_owned()).unwrap();
    let changed = world.relaties(watermark.as_ref());
    assert_eq!(changed.notes, ["visma-filter-genegeerd"]);
    assert!(changed.items.iter().any(|it| it.relatie.naam == "Garage Nieuw"));
}

#[test]
fn goods_never_become_articles_whatever_is_filtered_b8() {
    let world = deaf_to(&["inventoryTypes"]);
    let codes: Vec<String> = world.artikelen(None).items.into_iter().map(|it| it.code).collect();
    assert!(!codes.contains(&"CVKETEL".to_owned()) && !codes.contains(&"OUD".to_owned()));
    assert_eq!(codes.len(), 7, "{codes:?}");
}

#[test]
fn an_invoice_is_found_by_its_reference_even_when_the_filter_is_ignored_c22() {
    let world = deaf_to(&["externalReference"]);
    let settings = world.settings("klantfactuur");
    world.sim.cap_pages(Some(2));
    let mut made = Vec::new();
    for nummer in ["1", "2", "3", "4", "5"] {
        let draft = world.draft(nummer);
        made.push(world.run(world.connector.create_document(&draft, &settings)).unwrap().document);
    }
    assert_eq!(world.find(&world.draft("4"), &settings).unwrap(), [made[3].clone()]);
    assert_eq!(world.find(&world.draft("6"), &settings).unwrap(), []);
}

#[test]
fn an_order_is_found_by_its_reference_even_when_the_filters_are_ignored_c22() {
    let world = deaf_to(&["filter", "customerId", "modifiedSince"]);
    let settings = world.settings("verkooporder");
    let draft = world.draft("1");
    let made = world.run(world.connector.create_document(&draft, &settings)).unwrap().document;
    assert_eq!(world.find(&draft, &settings).unwrap(), [made]);
    assert_eq!(world.find(&world.draft("12"), &settings).unwrap(), []);
}
