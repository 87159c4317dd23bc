use simon_core::domain::WerkadresId;
use simon_core::host::{Change, Record, Store, Tabel};

use super::{acme, addresses, commit, ids, put, put_relatie, relatie, werkadres};

fn own(number: u32, of: &str) -> Change {
    let id = WerkadresId::van_simon(number).unwrap();
    put(Record::Werkadres(werkadres(id.as_str(), of, "Breda")), 0)
}

fn klant(id: &str, of_vendor: &[&str]) -> Change {
    let werkadressen = of_vendor.iter().map(|one| werkadres(one, id, "Utrecht")).collect();
    put_relatie(relatie(id, id), werkadressen, 1)
}

pub async fn the_vendors_addresses_are_replaced_in_their_order(store: &dyn Store) {
    commit(store, vec![klant("k1", &["w2", "w1", "w3"]), klant("k2", &["w4"])]).await;
    assert_eq!(addresses(store, "k1").await, ["w2", "w1", "w3"]);
    commit(store, vec![klant("k1", &["w3", "w5", "w2"])]).await;
    assert_eq!(addresses(store, "k1").await, ["w3", "w5", "w2"]);
    assert_eq!(ids(store, Tabel::Werkadressen).await, ["w2", "w3", "w4", "w5"]);
    commit(store, vec![klant("k1", &[])]).await;
    assert_eq!(ids(store, Tabel::Werkadressen).await, ["w4"]);
}

pub async fn users_own_addresses_stay_and_come_last(store: &dyn Store) {
    commit(store, vec![klant("k1", &["x1", "w1"]), own(2, "k1"), own(1, "k1")]).await;
    assert_eq!(addresses(store, "k1").await, ["x1", "w1", "simon:1", "simon:2"]);
    commit(store, vec![klant("k1", &["w1"])]).await;
    assert_eq!(addresses(store, "k1").await, ["w1", "simon:1", "simon:2"]);
    commit(store, vec![klant("k1", &["z9", "w1"])]).await;
    assert_eq!(addresses(store, "k1").await, ["z9", "w1", "simon:1", "simon:2"]);
}

pub async fn an_address_moves_with_its_customer(store: &dyn Store) {
    commit(store, vec![klant("k1", &["w1", "w2"]), klant("k2", &[])]).await;
    commit(store, vec![klant("k2", &["w2"]), klant("k1", &["w1"])]).await;
    assert_eq!(addresses(store, "k1").await, ["w1"]);
    assert_eq!(addresses(store, "k2").await, ["w2"]);
}

pub async fn removing_a_customer_removes_all_its_addresses(store: &dyn Store) {
    commit(store, vec![klant("k1", &["w1"]), klant("k2", &["w2"]), own(1, "k1"), own(2, "k2")])
        .await;
    commit(store, vec![Change::Remove(Tabel::Relaties, "k1".to_owned())]).await;
    assert_eq!(ids(store, Tabel::Relaties).await, ["k2"]);
    assert_eq!(ids(store, Tabel::Werkadressen).await, ["simon:2", "w2"]);
    assert!(addresses(store, "k1").await.is_empty());
}

pub async fn removing_an_address_leaves_the_others(store: &dyn Store) {
    commit(store, vec![klant("k1", &["w1", "w2"]), own(1, "k1")]).await;
    commit(store, vec![Change::Remove(Tabel::Werkadressen, "simon:1".to_owned())]).await;
    assert_eq!(addresses(store, "k1").await, ["w1", "w2"]);
    assert_eq!(store.count(&acme(), Tabel::Relaties).await.unwrap(), 1);
}
