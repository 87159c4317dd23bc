use simon_core::domain::{
    Artikelgroep, ArtikelgroepId, OrderRef, OrderSoort, WerkadresId, WerkbonNummer,
};
use simon_core::host::{
    Change, Feed, FeedState, ImportStatus, ImportedOrder, IntegrationState, Job, JobState, Record,
    Store, Tabel, WipePart,
};
use simon_core::log::{LogFilter, LogTabel, Soort};

use super::transactions::version;
use super::{
    acme, commit, delivery, entry, ids, put, put_artikel, put_relatie, relatie, werkadres, werkbon,
};

async fn fill(store: &dyn Store) {
    let own = WerkadresId::van_simon(1).unwrap();
    let group = Artikelgroep::new(ArtikelgroepId::new("g").unwrap(), "Ketels");
    commit(
        store,
        vec![
            put_relatie(relatie("k1", "1"), vec![werkadres("w1", "k1", "Utrecht")], 1),
            put(Record::Werkadres(werkadres(own.as_str(), "k1", "Breda")), 0),
            put_artikel("a", "A", 1),
            put(Record::Artikelgroep(group), 1),
            put(Record::Werkbon(Box::new(werkbon("1"))), 0),
        ],
    )
    .await;
}

pub async fn a_wipe_empties_its_part_only(store: &dyn Store) {
    let tables = [
        (WipePart::Relaties, vec![Tabel::Relaties, Tabel::Werkadressen]),
        (WipePart::Artikelen, vec![Tabel::Artikelgroepen, Tabel::Artikelen]),
        (WipePart::Werkbonnen, vec![Tabel::Werkbonnen]),
    ];
    for (part, _) in &tables {
        fill(store).await;
        commit(store, vec![Change::Wipe(*part)]).await;
        for (of, tables) in &tables {
            for tabel in tables {
                assert_eq!(ids(store, *tabel).await.is_empty(), of == part, "{part:?} {tabel:?}");
            }
        }
    }
}

pub async fn a_wipe_keeps_ledger_orders_settings_jobs_and_log(store: &dyn Store) {
    fill(store).await;
    let order = OrderRef::new(OrderSoort::Verkooporder, "o1", "VO-1");
    let status = ImportStatus::Werkbon(WerkbonNummer::new("1").unwrap());
    let imported = ImportedOrder::new(order.clone(), status);
    commit(
        store,
        vec![
            Change::State(IntegrationState::default()),
            Change::Feed(FeedState::new(Feed::Relaties)),
            Change::Job(JobState::new(Job::Fetch)),
            Change::Settings(Box::new(version(1))),
            Change::Delivery(Box::new(delivery("9", 0))),
            Change::Order(imported.clone()),
            Change::Log(Box::new(entry(1, Soort::Info, LogTabel::Artikel, "A"))),
        ],
    )
    .await;
    commit(store, WipePart::ALL.map(Change::Wipe).into()).await;
    assert_eq!(store.state(&acme()).await.unwrap().versie, 1);
    assert_eq!(store.feed(&acme(), Feed::Relaties).await.unwrap().versie, 1);
    assert_eq!(store.jobs(&acme()).await.unwrap().len(), 1);
    assert_eq!(store.settings(&acme(), 1).await.unwrap(), Some(version(1)));
    assert_eq!(store.deliveries(&acme(), None, 10).await.unwrap().len(), 1);
    assert_eq!(store.order(&acme(), &order).await.unwrap(), Some(imported));
    assert_eq!(store.log(&acme(), &LogFilter::default()).await.unwrap().len(), 1);
}
