//! All that the port lets anyone read of an integration, as one text: two equal texts, equal stores.

use simon_core::domain::{OrderRef, OrderSoort};
use simon_core::host::{Feed, Store, Tabel};
use simon_core::log::LogFilter;

use super::{acme, all, later};

const TABELLEN: [Tabel; 5] = [
    Tabel::Relaties,
    Tabel::Werkadressen,
    Tabel::Artikelgroepen,
    Tabel::Artikelen,
    Tabel::Werkbonnen,
];

pub(super) async fn everything(store: &dyn Store) -> String {
    let id = acme();
    let mut text = format!("{:?}\n", store.state(&id).await.unwrap());
    for feed in Feed::ALL {
        text += &format!("{:?}\n", store.feed(&id, feed).await.unwrap());
    }
    let mut jobs = store.jobs(&id).await.unwrap();
    jobs.sort_by_key(|job| job.job);
    text += &format!("{jobs:?}\n");
    for nummer in 1..5 {
        text += &format!("{:?}\n", store.settings(&id, nummer).await.unwrap());
    }
    for tabel in TABELLEN {
        let records = all(store, tabel).await;
        let ids: Vec<String> = records.iter().map(|record| record.id().to_owned()).collect();
        let prints = store.fingerprints(&id, tabel, &ids).await.unwrap();
        let unseen = store.unmarked(&id, tabel, 1000, None, 1000).await.unwrap();
        text += &format!("{records:?} {prints:?} {unseen:?}\n");
    }
    text += &format!("{:?}\n", store.deliveries(&id, None, 1000).await.unwrap());
    text += &format!("{:?}\n", store.due(&id, later(100_000), 1000).await.unwrap());
    text += &format!("{:?}\n", store.next_delivery(&id).await.unwrap());
    text += &format!("{:?}\n", store.last_delivered(&id).await.unwrap());
    let order = OrderRef::new(OrderSoort::Verkooporder, "o1", "VO-1");
    text += &format!("{:?}\n", store.order(&id, &order).await.unwrap());
    text += &format!("{:?}\n", store.log(&id, &LogFilter::default()).await.unwrap());
    text
}
