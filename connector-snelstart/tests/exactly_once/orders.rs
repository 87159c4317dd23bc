//! Orders that become werkbonnen: each once, and never one that Simon made itself (D2, D8).

use std::collections::BTreeMap;

use connector_snelstart::simulator::NewOrder;
use simon_core::host::{Record, Tabel};
use simon_core::integration::{FetchRequest, NoProgress};
use simon_core::settings::SettingValue;
use simon_testkit::exactly_once::{NUMMER, SIDES, Vendor};
use simon_testkit::simulated::{Crash, run_until_crash};

use crate::delivery::{Administratie, World};

/// Orders are fetched, and those from before were taken stock of.
fn fetching_orders() -> World {
    let world = World::new();
    let mut settings = Administratie::settings();
    settings.set("ophalen", SettingValue::Lijst(vec!["verkooporders".to_owned()]));
    world.activate(settings);
    world.fetch();
    world.pass(3600);
    world
}

/// How many werkbonnen were made of each order.
fn werkbonnen(world: &World) -> BTreeMap<String, usize> {
    let mut of_orders = BTreeMap::new();
    for record in world.records(Tabel::Werkbonnen) {
        let Record::Werkbon(werkbon) = record else { panic!("another record") };
        *of_orders.entry(werkbon.bron.unwrap().vendor_id).or_default() += 1;
    }
    of_orders
}

#[test]
fn an_order_of_which_only_the_vendor_knows_yet_never_comes_back_as_werkbon_d8() {
    for call in 1..=Administratie::CALLS {
        for side in SIDES {
            let world = fetching_orders();
            world.archive();
            assert!(!world.deliver_until_quiet(&Crash::at(call, side)));
            world.fetch_by(&world.process(&Crash::never()));
            assert!(world.deliver_until_quiet(&Crash::never()));
            world.fetch();
            let when = format!("crash {side:?} call {call}");
            world.assert_sound(&when);
            let ours = world.documents_of(NUMMER)[0].id.clone();
            assert!(!werkbonnen(&world).contains_key(&ours), "{when}");
        }
    }
}

#[test]
fn every_order_becomes_one_werkbon_whatever_call_the_fetch_dies_at_d2() {
    for call in 1.. {
        for side in SIDES {
            let world = fetching_orders();
            world.sim.cap_pages(3);
            let klant = world.klant("Bakkerij De Korenaar").as_str().to_owned();
            for _ in 0..8 {
                let order = NewOrder { relatie: klant.clone(), ..NewOrder::default() };
                world.sim.add_order(&order).unwrap();
            }
            let crash = Crash::at(call, side);
            let (process, request) = (world.process(&crash), FetchRequest::default());
            let fetch = process.fetch(&request, &NoProgress);
            let ended = run_until_crash(&world.clock, &crash, fetch).is_some();
            world.pass(60);
            let next = world.process(&Crash::never());
            world.fetch_by(&next);
            world.fetch_by(&next);
            let orders = world.sim.orders().into_iter().map(|order| (order.id, 1));
            assert_eq!(werkbonnen(&world), orders.collect(), "crash {side:?} call {call}");
            let logged = world.log().iter().filter(|it| it.code == "order-opgehaald").count();
            assert_eq!(logged, 8, "crash {side:?} call {call}");
            if ended {
                assert!(call > 20, "{call}");
                return;
            }
        }
    }
}
