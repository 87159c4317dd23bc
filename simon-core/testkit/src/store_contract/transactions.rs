use futures_util::future::join;
use simon_core::domain::{Administratie, IntegrationId, OrderRef, OrderSoort};
use simon_core::host::{
    Batch, Change, CommitError, DeliveryStatus, Fase, Feed, FeedState, ImportStatus, ImportedOrder,
    IntegrationState, Job, JobState, Select, Store, Tabel, WipePart,
};
use simon_core::log::{LogFilter, LogTabel, Soort};
use simon_core::settings::{SettingValues, SettingsVersion};

use super::everything::everything;
use super::{
    acme, batch, commit, conflict, delivery, entry, ids, later, put_artikel, put_relatie, relatie,
    werkadres,
};

pub(super) fn version(nummer: u32) -> SettingsVersion {
    let books = Administratie::new("adm", "Administratie");
    SettingsVersion::new(nummer, books, SettingValues::default(), [].into(), later(0))
}

pub async fn changes_are_stored_together(store: &dyn Store) {
    let log = Change::Log(Box::new(entry(1, Soort::Info, LogTabel::Artikel, "B")));
    let feed = Change::Feed(FeedState::new(Feed::Artikelen));
    commit(store, vec![put_artikel("b", "B", 1), put_artikel("a", "A", 1), feed, log]).await;
    assert_eq!(ids(store, Tabel::Artikelen).await, ["a", "b"]);
    assert_eq!(store.feed(&acme(), Feed::Artikelen).await.unwrap().versie, 1);
    assert_eq!(store.log(&acme(), &LogFilter::default()).await.unwrap().len(), 1);
}

/// One change of every kind, each of which would show.
fn one_of_each() -> Vec<Change> {
    let order = OrderRef::new(OrderSoort::Verkooporder, "o1", "VO-1");
    let gone = |tabel, id: &str| Change::Gone { tabel, ids: vec![id.to_owned()] };
    vec![
        put_relatie(relatie("new", "N"), vec![werkadres("w2", "new", "Breda")], 2),
        put_artikel("new", "N", 2),
        Change::Mark { tabel: Tabel::Artikelen, ids: vec!["a".to_owned()], run: 2 },
        gone(Tabel::Artikelen, "b"),
        Change::Remove(Tabel::Relaties, "k1".to_owned()),
        Change::Wipe(WipePart::Relaties),
        Change::Feed(FeedState::new(Feed::Artikelen)),
        Change::Job(JobState::new(Job::Fetch)),
        Change::Delivery(Box::new(delivery("2", 0))),
        Change::Settings(Box::new(version(2))),
        Change::Order(ImportedOrder::new(order, ImportStatus::VanVoorStart)),
        Change::Log(Box::new(entry(1, Soort::Info, LogTabel::Artikel, "new"))),
        Change::ForgetRecord(LogTabel::Artikel, "a".to_owned()),
        Change::ForgetLog(later(1)),
    ]
}

/// Something of every kind that [`one_of_each`] would change, under epoch 1.
async fn fill(store: &dyn Store) {
    let mut state = IntegrationState::default();
    state.epoch = 1;
    let present = vec![
        put_relatie(relatie("k1", "1"), vec![werkadres("w1", "k1", "Utrecht")], 1),
        put_artikel("a", "A", 1),
        put_artikel("b", "B", 1),
        Change::State(state),
        Change::Delivery(Box::new(delivery("1", 0))),
        Change::Settings(Box::new(version(1))),
        Change::Log(Box::new(entry(0, Soort::Info, LogTabel::Artikel, "a"))),
        Change::Log(Box::new(entry(5, Soort::Info, LogTabel::Artikel, "b"))),
    ];
    commit(store, present).await;
}

pub async fn a_failing_change_undoes_the_whole_batch(store: &dyn Store) {
    fill(store).await;
    let before = everything(store).await;
    let mut stale = FeedState::new(Feed::Relaties);
    stale.versie = 5;
    let failing = [
        Change::Settings(Box::new(version(1))),
        Change::State(IntegrationState::default()),
        Change::Delivery(Box::new(delivery("1", 0))),
        Change::Feed(stale),
    ];
    for change in failing {
        let mut changes = one_of_each();
        changes.push(change);
        conflict(store, changes.clone()).await;
        assert_eq!(everything(store).await, before);
        changes.rotate_right(1);
        conflict(store, changes).await;
        assert_eq!(everything(store).await, before);
    }
    commit(store, one_of_each()).await;
    assert_ne!(everything(store).await, before, "without the failing one they are stored");
}

pub async fn changes_apply_in_their_order(store: &dyn Store) {
    let remove = || Change::Remove(Tabel::Artikelen, "a".to_owned());
    commit(store, vec![put_artikel("a", "A", 1), remove(), put_artikel("b", "B", 1)]).await;
    assert_eq!(ids(store, Tabel::Artikelen).await, ["b"]);
    commit(store, vec![remove(), put_artikel("a", "A", 1)]).await;
    assert_eq!(ids(store, Tabel::Artikelen).await, ["a", "b"]);
}

pub async fn an_older_epoch_is_refused(store: &dyn Store) {
    let under = |epoch, changes| Batch { epoch: Some(epoch), changes };
    let first = under(0, vec![put_artikel("a", "A", 1)]);
    store.commit(&acme(), first).await.expect("an integration that is not known has epoch 0");
    let mut state = IntegrationState::default();
    state.epoch = 1;
    commit(store, vec![Change::State(state)]).await;
    let late = store.commit(&acme(), under(0, vec![put_artikel("b", "B", 1)])).await;
    assert!(matches!(late, Err(CommitError::Epoch)), "{late:?}");
    assert_eq!(ids(store, Tabel::Artikelen).await, ["a"]);
    store.commit(&acme(), under(1, vec![put_artikel("b", "B", 1)])).await.unwrap();
    commit(store, vec![put_artikel("c", "C", 1)]).await;
    assert_eq!(ids(store, Tabel::Artikelen).await, ["a", "b", "c"]);
}

pub async fn nothing_of_a_batch_under_an_older_epoch_is_stored(store: &dyn Store) {
    fill(store).await;
    let before = everything(store).await;
    for epoch in [0, 2, u64::MAX] {
        for change in one_of_each() {
            let late = Batch { epoch: Some(epoch), changes: vec![change] };
            let late = store.commit(&acme(), late).await;
            assert!(matches!(late, Err(CommitError::Epoch)), "epoch {epoch}: {late:?}");
        }
        let late =
            store.commit(&acme(), Batch { epoch: Some(epoch), changes: one_of_each() }).await;
        assert!(matches!(late, Err(CommitError::Epoch)), "epoch {epoch}: {late:?}");
        let empty = store.commit(&acme(), Batch { epoch: Some(epoch), changes: Vec::new() }).await;
        assert!(matches!(empty, Err(CommitError::Epoch)), "an empty batch is a question, too");
        assert_eq!(everything(store).await, before);
    }
    // A batch that is both late and stale is late: whoever sent it stops instead of trying again.
    let both = Batch { epoch: Some(0), changes: vec![Change::Settings(Box::new(version(1)))] };
    let both = store.commit(&acme(), both).await;
    assert!(matches!(both, Err(CommitError::Epoch)), "{both:?}");
}

pub async fn an_epoch_that_the_batch_itself_raises_does_not_stop_it(store: &dyn Store) {
    let mut state = IntegrationState::default();
    state.epoch = 1;
    let changes = vec![put_artikel("a", "A", 1), Change::State(state), put_artikel("b", "B", 1)];
    store.commit(&acme(), Batch { epoch: Some(0), changes }).await.unwrap();
    assert_eq!(ids(store, Tabel::Artikelen).await, ["a", "b"]);
    assert_eq!(store.state(&acme()).await.unwrap().epoch, 1);
}

pub async fn an_integration_that_is_not_known_has_the_defaults(store: &dyn Store) {
    let id = acme();
    assert_eq!(store.state(&id).await.unwrap(), IntegrationState::default());
    for feed in Feed::ALL {
        assert_eq!(store.feed(&id, feed).await.unwrap(), FeedState::new(feed));
    }
    assert_eq!(store.settings(&id, 1).await.unwrap(), None);
    assert_eq!(store.count(&id, Tabel::Relaties).await.unwrap(), 0);
    assert_eq!(store.due(&id, later(0), 10).await.unwrap(), []);
    assert_eq!(store.jobs(&id).await.unwrap(), []);
    assert_eq!(store.next_delivery(&id).await.unwrap(), None);
    assert_eq!(store.last_delivered(&id).await.unwrap(), None);
    assert!(!store.is_delivered(&id, "x").await.unwrap());
}

pub async fn a_state_is_written_by_whoever_read_the_last_one(store: &dyn Store) {
    let mut state = IntegrationState::default();
    state.fase = Fase::Koppelen;
    state.administratie = Some(Administratie::new("adm", "Administratie"));
    commit(store, vec![Change::State(state.clone())]).await;
    let stored = store.state(&acme()).await.unwrap();
    assert_eq!((stored.versie, stored.fase), (1, Fase::Koppelen));
    assert_eq!(stored.administratie, state.administratie);
    conflict(store, vec![Change::State(state)]).await;
    commit(store, vec![Change::State(stored.clone())]).await;
    conflict(store, vec![Change::State(stored)]).await;
    assert_eq!(store.state(&acme()).await.unwrap().versie, 2);
}

pub async fn a_feed_is_written_by_whoever_read_the_last_one(store: &dyn Store) {
    let mut feed = FeedState::new(Feed::Relaties);
    feed.selectie = "alles".to_owned();
    commit(store, vec![Change::Feed(feed.clone())]).await;
    let stored = store.feed(&acme(), Feed::Relaties).await.unwrap();
    assert_eq!((stored.versie, stored.selectie.as_str()), (1, "alles"));
    conflict(store, vec![Change::Feed(feed)]).await;
    commit(store, vec![Change::Feed(stored.clone())]).await;
    conflict(store, vec![Change::Feed(stored)]).await;
    let other = store.feed(&acme(), Feed::Artikelen).await.unwrap();
    assert_eq!(other, FeedState::new(Feed::Artikelen), "feeds have a state each");
}

pub async fn a_settings_version_is_added_once(store: &dyn Store) {
    commit(store, vec![Change::Settings(Box::new(version(1)))]).await;
    commit(store, vec![Change::Settings(Box::new(version(2)))]).await;
    conflict(store, vec![Change::Settings(Box::new(version(2)))]).await;
    assert_eq!(store.settings(&acme(), 1).await.unwrap(), Some(version(1)));
    assert_eq!(store.settings(&acme(), 2).await.unwrap(), Some(version(2)));
    assert_eq!(store.settings(&acme(), 3).await.unwrap(), None);
}

pub async fn of_two_writers_at_once_one_wins(store: &dyn Store) {
    commit(store, vec![Change::Delivery(Box::new(delivery("1", 0)))]).await;
    let read = store.deliveries(&acme(), None, 1).await.unwrap();
    let change = || read.iter().map(|one| Change::Delivery(Box::new(one.clone()))).collect();
    let integration = acme();
    let write = || store.commit(&integration, batch(change()));
    let (one, two) = join(write(), write()).await;
    assert_eq!(u8::from(one.is_ok()) + u8::from(two.is_ok()), 1, "{one:?} and {two:?}");
}

pub async fn integrations_do_not_see_each_other(store: &dyn Store) {
    let other = IntegrationId::new("other").unwrap();
    let mut state = IntegrationState::default();
    state.epoch = 7;
    let mut delivered = delivery("1", 0);
    (delivered.status, delivered.geleverd_op) = (DeliveryStatus::Geleverd, Some(later(3)));
    commit(
        store,
        vec![
            put_relatie(relatie("k1", "1"), vec![], 1),
            Change::State(state),
            Change::Feed(FeedState::new(Feed::Relaties)),
            Change::Job(JobState::new(Job::Fetch)),
            Change::Settings(Box::new(version(1))),
            Change::Delivery(Box::new(delivered)),
            Change::Delivery(Box::new(delivery("2", 0))),
            Change::Log(Box::new(entry(1, Soort::Info, LogTabel::Artikel, "A"))),
        ],
    )
    .await;
    let before = everything(store).await;
    let first_page = Select::After(None, 10);
    assert!(store.records(&other, Tabel::Relaties, &first_page).await.unwrap().is_empty());
    assert_eq!(store.jobs(&other).await.unwrap(), []);
    assert_eq!(store.next_delivery(&other).await.unwrap(), None);
    assert_eq!(store.last_delivered(&other).await.unwrap(), None);
    assert_eq!(store.state(&other).await.unwrap(), IntegrationState::default());
    assert_eq!(store.feed(&other, Feed::Relaties).await.unwrap().versie, 0);
    assert_eq!(store.settings(&other, 1).await.unwrap(), None);
    assert!(store.deliveries(&other, None, 10).await.unwrap().is_empty());
    assert!(store.due(&other, later(1), 10).await.unwrap().is_empty());
    assert!(store.log(&other, &LogFilter::default()).await.unwrap().is_empty());
    let asked = ["k1".to_owned()];
    let prints = store.fingerprints(&other, Tabel::Relaties, &asked).await.unwrap();
    assert_eq!(prints, [None]);
    let changes = vec![
        Change::Remove(Tabel::Relaties, "k1".to_owned()),
        Change::Gone { tabel: Tabel::Relaties, ids: vec!["k1".to_owned()] },
        Change::Mark { tabel: Tabel::Relaties, ids: vec!["k1".to_owned()], run: 9 },
        Change::Wipe(WipePart::Relaties),
        Change::Job(JobState::new(Job::Fetch)),
        Change::Settings(Box::new(version(1))),
        Change::Delivery(Box::new(delivery("1", 0))),
        Change::ForgetLog(later(10)),
        Change::ForgetRecord(LogTabel::Artikel, "A".to_owned()),
    ];
    store.commit(&other, Batch { epoch: Some(0), changes }).await.unwrap();
    assert_eq!(everything(store).await, before);
}
