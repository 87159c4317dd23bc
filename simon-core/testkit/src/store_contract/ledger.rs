use simon_core::domain::{DocumentRef, OrderRef, OrderSoort, WerkbonNummer};
use simon_core::host::{
    Change, Claim, Delivery, DeliveryStatus, ImportStatus, ImportedOrder, Store,
};

use super::{acme, commit, conflict, delivery, later};

fn put(delivery: Delivery) -> Change {
    Change::Delivery(Box::new(delivery))
}

fn number(nummer: &str) -> WerkbonNummer {
    WerkbonNummer::new(nummer).unwrap()
}

async fn due(store: &dyn Store, minutes: i64, limit: usize) -> Vec<String> {
    let found = store.due(&acme(), later(minutes), limit).await.unwrap();
    found.into_iter().map(String::from).collect()
}

pub async fn a_delivery_is_written_by_whoever_read_the_last_one(store: &dyn Store) {
    commit(store, vec![put(delivery("1", 0))]).await;
    conflict(store, vec![put(delivery("1", 5))]).await;
    let mut stored = store.delivery(&acme(), &number("1")).await.unwrap().unwrap();
    assert_eq!((stored.versie, stored.gearchiveerd_op), (1, later(0)));
    stored.pogingen = 3;
    stored.code = Some("fout-host".to_owned());
    commit(store, vec![put(stored.clone())]).await;
    conflict(store, vec![put(stored.clone())]).await;
    let mut expected = stored;
    expected.versie = 2;
    assert_eq!(store.delivery(&acme(), &number("1")).await.unwrap(), Some(expected));
    assert_eq!(store.delivery(&acme(), &number("2")).await.unwrap(), None);
    let mut unknown = delivery("2", 0);
    unknown.versie = 4;
    conflict(store, vec![put(unknown)]).await;
}

pub async fn due_work_comes_oldest_first(store: &dyn Store) {
    let moments = [("b", 2), ("d", 1), ("c", 1), ("a", 3), ("e", 0)];
    commit(store, moments.map(|(nummer, at)| put(delivery(nummer, at))).into()).await;
    assert_eq!(due(store, 10, 10).await, ["e", "c", "d", "b", "a"]);
    assert_eq!(due(store, 10, 2).await, ["e", "c"]);
    assert_eq!(due(store, 1, 10).await, ["e", "c", "d"]);
}

pub async fn work_that_may_not_be_touched_is_not_due(store: &dyn Store) {
    let with = |nummer: &str, change: &dyn Fn(&mut Delivery)| {
        let mut delivery = delivery(nummer, 0);
        change(&mut delivery);
        put(delivery)
    };
    let mut changes = vec![
        with("free", &|_| ()),
        with("later", &|one| one.niet_voor = later(60)),
        with("claimed", &|one| one.claim = Some(Claim::new(1, later(60)))),
        with("ran-out", &|one| one.claim = Some(Claim::new(1, later(5)))),
    ];
    let done = [
        ("1", DeliveryStatus::Geleverd),
        ("2", DeliveryStatus::Gefilterd),
        ("3", DeliveryStatus::Vastgehouden),
        ("4", DeliveryStatus::Geweigerd),
        ("5", DeliveryStatus::Onzeker),
    ];
    changes.extend(done.map(|(nummer, status)| with(nummer, &|one| one.status = status)));
    commit(store, changes).await;
    assert_eq!(due(store, 10, 10).await, ["free", "ran-out"]);
    assert_eq!(due(store, 61, 10).await, ["claimed", "free", "later", "ran-out"]);
    let mut free = store.delivery(&acme(), &number("free")).await.unwrap().unwrap();
    free.status = DeliveryStatus::Geleverd;
    commit(store, vec![put(free)]).await;
    assert_eq!(due(store, 10, 10).await, ["ran-out"]);
}

pub async fn the_next_delivery_is_when_the_first_entry_comes_free(store: &dyn Store) {
    let next = async || store.next_delivery(&acme()).await.unwrap();
    let mut delivered = delivery("done", 0);
    delivered.status = DeliveryStatus::Geleverd;
    commit(store, vec![put(delivered)]).await;
    assert_eq!(next().await, None, "nothing waits");
    let mut later_one = delivery("1", 0);
    later_one.niet_voor = later(30);
    commit(store, vec![put(later_one)]).await;
    assert_eq!(next().await, Some(later(30)));
    let mut claimed = delivery("2", 0);
    claimed.claim = Some(Claim::new(1, later(20)));
    commit(store, vec![put(claimed.clone())]).await;
    assert_eq!(next().await, Some(later(20)), "a claim is waited for");
    claimed.versie = 1;
    claimed.niet_voor = later(25);
    commit(store, vec![put(claimed.clone())]).await;
    assert_eq!(next().await, Some(later(25)), "both its moments have to pass");
    claimed.versie = 2;
    claimed.claim = Some(Claim::new(1, later(10)));
    commit(store, vec![put(claimed.clone())]).await;
    assert_eq!(next().await, Some(later(25)));
    commit(store, vec![put(delivery("3", 5))]).await;
    assert_eq!(next().await, Some(later(5)), "a free entry counts from its archiving");
    assert_eq!(due(store, 5, 10).await, ["3"], "and is due at that very moment");
}

pub async fn the_last_delivery_is_the_newest(store: &dyn Store) {
    let last = async || store.last_delivered(&acme()).await.unwrap();
    let delivered = |nummer: &str, minutes| {
        let mut entry = delivery(nummer, 0);
        entry.status = DeliveryStatus::Geleverd;
        entry.geleverd_op = Some(later(minutes));
        put(entry)
    };
    commit(store, vec![put(delivery("0", 50))]).await;
    assert_eq!(last().await, None, "nothing was delivered");
    commit(store, vec![delivered("1", 7), delivered("2", 9), delivered("3", 8)]).await;
    assert_eq!(last().await, Some(later(9)));
}

pub async fn deliveries_come_in_pages_by_number(store: &dyn Store) {
    commit(store, ["3", "1", "20", "2"].map(|nummer| put(delivery(nummer, 0))).into()).await;
    let page = async |after: Option<&str>| -> Vec<String> {
        let after = after.map(number);
        let found = store.deliveries(&acme(), after.as_ref(), 3).await.unwrap();
        found.into_iter().map(|one| one.nummer.into()).collect()
    };
    assert_eq!(page(None).await, ["1", "2", "20"]);
    assert_eq!(page(Some("20")).await, ["3"]);
    assert!(page(Some("3")).await.is_empty());
}

pub async fn deliveries_are_counted_by_status(store: &dyn Store) {
    let mut refused = delivery("3", 0);
    refused.status = DeliveryStatus::Geweigerd;
    commit(store, vec![put(delivery("1", 0)), put(delivery("2", 0)), put(refused.clone())]).await;
    let count = async |status| store.count_deliveries(&acme(), status).await.unwrap();
    assert_eq!(count(DeliveryStatus::Wacht).await, 2);
    assert_eq!(count(DeliveryStatus::Geweigerd).await, 1);
    assert_eq!(count(DeliveryStatus::Geleverd).await, 0);
    refused.versie = 1;
    refused.status = DeliveryStatus::Wacht;
    commit(store, vec![put(refused)]).await;
    assert_eq!(count(DeliveryStatus::Wacht).await, 3);
    assert_eq!(count(DeliveryStatus::Geweigerd).await, 0);
}

pub async fn a_delivered_document_is_known_by_its_vendor_id(store: &dyn Store) {
    let mut one = delivery("1", 0);
    commit(store, vec![put(one.clone())]).await;
    assert!(!store.is_delivered(&acme(), "doc-1").await.unwrap());
    one.versie = 1;
    one.document = Some(DocumentRef::new("doc-1", Some("VO-1".to_owned())));
    commit(store, vec![put(one)]).await;
    assert!(store.is_delivered(&acme(), "doc-1").await.unwrap());
    assert!(!store.is_delivered(&acme(), "VO-1").await.unwrap());
}

pub async fn an_order_is_remembered_by_kind_and_vendor_id(store: &dyn Store) {
    let order = OrderRef::new(OrderSoort::Verkooporder, "o1", "VO-1");
    let seen = ImportedOrder::new(order.clone(), ImportStatus::VanVoorStart);
    commit(store, vec![Change::Order(seen.clone())]).await;
    assert_eq!(store.order(&acme(), &order).await.unwrap(), Some(seen));
    let quote = OrderRef::new(OrderSoort::Offerte, "o1", "VO-1");
    assert_eq!(store.order(&acme(), &quote).await.unwrap(), None);
    let taken = ImportedOrder::new(order, ImportStatus::Werkbon(number("77")));
    commit(store, vec![Change::Order(taken.clone())]).await;
    let renumbered = OrderRef::new(OrderSoort::Verkooporder, "o1", "VO-2");
    assert_eq!(store.order(&acme(), &renumbered).await.unwrap(), Some(taken));
}
