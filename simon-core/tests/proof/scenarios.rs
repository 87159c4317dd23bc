//! What is interrupted: each scenario is prepared without disturbance, and acts so that it can be
//! begun again by another process after the first one died.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use futures_util::future::join;
use simon_core::host::{Fase, Feed};
use simon_core::integration::{FetchRequest, Integration, NoProgress};
use simon_testkit::simulated::Crash;
use simon_testkit::{Fault, On};

use crate::vendor::books::Table;
use crate::vendor::offers::Mode;
use crate::world::World;

type Act = for<'a> fn(&'a World, &'a Integration) -> Pin<Box<dyn Future<Output = ()> + 'a>>;

pub(crate) struct Scenario {
    pub(crate) name: &'static str,
    pub(crate) mode: Mode,
    pub(crate) prepare: fn(&World),
    pub(crate) act: Act,
}

const fn scenario(name: &'static str, mode: Mode, prepare: fn(&World), act: Act) -> Scenario {
    Scenario { name, mode, prepare, act }
}

const FEED: Mode = Mode { feed: true, ..Mode::USUAL };
const TWICE: Mode = Mode { read: false, ..Mode::USUAL };
const BLIND: Mode = Mode { lookup: false, ..Mode::USUAL };
const BARE: Mode = Mode { dossier: false, ..Mode::USUAL };

pub(crate) const FOLLOWING: [Scenario; 7] = [
    scenario("activate", Mode::USUAL, logged_in, |w, p| Box::pin(w.activate(p))),
    scenario("first load", Mode::USUAL, activated, |w, p| Box::pin(fetch(w, p))),
    scenario("changes", Mode::USUAL, changed, |w, p| Box::pin(fetch_records(w, p))),
    scenario("deletions feed", FEED, changed, |w, p| Box::pin(fetch_and_clean_up(w, p))),
    scenario("clean-up", Mode::USUAL, changed, |w, p| Box::pin(clean_up(w, p))),
    scenario("clean-up by two listings", TWICE, changed, |w, p| Box::pin(clean_up(w, p))),
    scenario("orders and quotes", Mode::USUAL, ordered, |w, p| Box::pin(fetch_orders(w, p))),
];

pub(crate) const DELIVERING: [Scenario; 6] = [
    scenario("deliver", Mode::USUAL, planned, |w, p| Box::pin(deliver(w, p))),
    scenario("deliver after an order", Mode::USUAL, from_order, |w, p| Box::pin(deliver(w, p))),
    scenario("lost answer", Mode::USUAL, answer_lost, |w, p| Box::pin(deliver(w, p))),
    scenario("without look-up", BLIND, planned, |w, p| Box::pin(deliver(w, p))),
    scenario("save while one waits", Mode::USUAL, planned, |w, p| Box::pin(save(w, p))),
    scenario("switch off meanwhile", Mode::USUAL, ordered, |w, p| Box::pin(switch_off(w, p))),
];

/// Delivering with other ways of its PDFs.
pub(crate) const ATTACHING: [Scenario; 2] = [
    scenario("lost dossier", Mode::USUAL, dossier_lost, |w, p| Box::pin(deliver(w, p))),
    scenario("without dossier", BARE, planned, |w, p| Box::pin(deliver(w, p))),
];

/// The access token has died since the login.
fn logged_in(world: &World) {
    world.clock.advance(Duration::from_secs(3600));
}

fn activated(world: &World) {
    world.run(world.activate(&world.process(&Crash::never())));
}

/// Everything fetched; the access token has died since.
fn loaded(world: &World) {
    activated(world);
    world.run(world.round(&world.process(&Crash::never())));
    world.run(world.add_own_addresses());
    world.clock.advance(Duration::from_secs(3600));
}

fn changed(world: &World) {
    loaded(world);
    world.meddle();
}

fn ordered(world: &World) {
    loaded(world);
    let mut books = world.kade.books();
    books.add_order(Table::Orders, "v2", "Kraan lekt");
    books.add_order(Table::Offertes, "o1", "Nieuwe keuken");
}

fn planned(world: &World) {
    loaded(world);
}

fn from_order(world: &World) {
    ordered(world);
    world.run(world.round(&world.process(&Crash::never())));
    world.clock.advance(Duration::from_secs(3600));
}

fn answer_lost(world: &World) {
    loaded(world);
    world.faults.add(On::new("POST", "/orders"), Fault::DropAfter, 1);
}

fn dossier_lost(world: &World) {
    loaded(world);
    world.faults.add(On::new("POST", "/orders/"), Fault::DropAfter, 1);
}

async fn fetch(_: &World, process: &Integration) {
    let _ = process.fetch(&FetchRequest::default(), &NoProgress).await;
}

async fn fetch_records(_: &World, process: &Integration) {
    let request = FetchRequest::changes(vec![Feed::Relaties, Feed::Artikelen]);
    let _ = process.fetch(&request, &NoProgress).await;
}

async fn fetch_orders(_: &World, process: &Integration) {
    let request = FetchRequest::changes(vec![Feed::Verkooporders, Feed::Offertes]);
    let _ = process.fetch(&request, &NoProgress).await;
}

async fn clean_up(world: &World, process: &Integration) {
    world.clean_up(process).await;
}

async fn fetch_and_clean_up(world: &World, process: &Integration) {
    let request = FetchRequest::changes(vec![Feed::Verwijderingen]);
    let _ = process.fetch(&request, &NoProgress).await;
    clean_up(world, process).await;
}

/// A werkbon planned by hand, or the one that was fetched.
async fn archive(world: &World, process: &Integration) {
    let planned = world.planned().await;
    let nummer = planned.first().map_or("20417", String::as_str);
    let known = world.archived();
    world.archive(process, known.first().map_or(nummer, String::as_str)).await;
}

async fn deliver(world: &World, process: &Integration) {
    archive(world, process).await;
    world.deliver_all(process).await;
}

/// The user chooses fewer PDFs while a werkbon waits; another werkbon follows.
async fn save(world: &World, process: &Integration) {
    world.archive(process, "20417").await;
    let state = world.store.state(&world.id).await.unwrap();
    if state.settings == Some(1) {
        let _ = process.save(&World::settings("werkbon")).await;
    }
    world.archive(process, "20418").await;
    world.deliver_all(process).await;
}

/// The user switches off while a fetch and a delivery run, and a werkbon is archived after that.
async fn switch_off(world: &World, process: &Integration) {
    world.archive(process, "20417").await;
    let state = world.store.state(&world.id).await.unwrap();
    if state.epoch == 1 && state.fase == Fase::Actief {
        let off = async {
            world.sleep(Duration::from_millis(650)).await;
            let _ = process.deactivate().await;
        };
        let sync = FetchRequest::changes(vec![Feed::Relaties]);
        let work = async {
            let _ = process.fetch(&sync, &NoProgress).await;
            process.deliver().await
        };
        let _ = join(work, off).await;
    }
    world.archive(process, "20418").await;
    world.answer(process).await;
    world.answer(process).await;
    world.deliver_all(process).await;
}
