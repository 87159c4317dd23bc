use futures_util::future::join;
use simon_core::domain::{Administratie, IntegrationId};
use simon_core::host::{
    Batch, Change, CommitError, Fase, Feed, FeedState, IntegrationState, Select, Store, Tabel,
};
use simon_core::log::{LogFilter, LogTabel, Soort};
use simon_core::settings::{SettingValues, SettingsVersion};

use super::{
    acme, commit, conflict, delivery, entry, ids, later, put_artikel, put_relatie, relatie,
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

pub async fn a_failing_change_undoes_the_whole_batch(store: &dyn Store) {
    commit(store, vec![put_relatie(relatie("k1", "1"), vec![], 1)]).await;
    commit(store, vec![Change::Settings(Box::new(version(1)))]).await;
    conflict(
        store,
        vec![
            put_artikel("a", "A", 1),
            Change::Remove(Tabel::Relaties, "k1".to_owned()),
            Change::State(IntegrationState::default()),
            Change::Feed(FeedState::new(Feed::Artikelen)),
            Change::Delivery(Box::new(delivery("1", 0))),
            Change::Log(Box::new(entry(1, Soort::Info, LogTabel::Artikel, "A"))),
            Change::Settings(Box::new(version(1))),
        ],
    )
    .await;
    assert!(ids(store, Tabel::Artikelen).await.is_empty());
    assert_eq!(ids(store, Tabel::Relaties).await, ["k1"]);
    assert_eq!(store.state(&acme()).await.unwrap().versie, 0);
    assert_eq!(store.feed(&acme(), Feed::Artikelen).await.unwrap().versie, 0);
    assert!(store.deliveries(&acme(), None, 10).await.unwrap().is_empty());
    assert!(store.log(&acme(), &LogFilter::default()).await.unwrap().is_empty());
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

pub async fn an_integration_that_is_not_known_has_the_defaults(store: &dyn Store) {
    let id = acme();
    assert_eq!(store.state(&id).await.unwrap(), IntegrationState::default());
    for feed in Feed::ALL {
        assert_eq!(store.feed(&id, feed).await.unwrap(), FeedState::new(feed));
    }
    assert_eq!(store.settings(&id, 1).await.unwrap(), None);
    assert_eq!(store.count(&id, Tabel::Relaties).await.unwrap(), 0);
    assert_eq!(store.due(&id, later(0), 10).await.unwrap(), []);
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
    let write = || store.commit(&integration, Batch { epoch: None, changes: change() });
    let (one, two) = join(write(), write()).await;
    assert_eq!(u8::from(one.is_ok()) + u8::from(two.is_ok()), 1, "{one:?} and {two:?}");
}

pub async fn integrations_do_not_see_each_other(store: &dyn Store) {
    let other = IntegrationId::new("other").unwrap();
    let mut state = IntegrationState::default();
    state.epoch = 7;
    commit(
        store,
        vec![
            put_relatie(relatie("k1", "1"), vec![], 1),
            Change::State(state),
            Change::Feed(FeedState::new(Feed::Relaties)),
            Change::Settings(Box::new(version(1))),
            Change::Delivery(Box::new(delivery("1", 0))),
            Change::Log(Box::new(entry(1, Soort::Info, LogTabel::Artikel, "A"))),
        ],
    )
    .await;
    let everything = Select::After(None, 10);
    assert!(store.records(&other, Tabel::Relaties, &everything).await.unwrap().is_empty());
    assert_eq!(store.state(&other).await.unwrap(), IntegrationState::default());
    assert_eq!(store.feed(&other, Feed::Relaties).await.unwrap().versie, 0);
    assert_eq!(store.settings(&other, 1).await.unwrap(), None);
    assert!(store.deliveries(&other, None, 10).await.unwrap().is_empty());
    assert!(store.due(&other, later(1), 10).await.unwrap().is_empty());
    assert!(store.log(&other, &LogFilter::default()).await.unwrap().is_empty());
    let asked = ["k1".to_owned()];
    let prints = store.fingerprints(&other, Tabel::Relaties, &asked).await.unwrap();
    assert_eq!(prints, [None]);
    let remove = Change::Remove(Tabel::Relaties, "k1".to_owned());
    store.commit(&other, Batch { epoch: Some(0), changes: vec![remove] }).await.unwrap();
    assert_eq!(ids(store, Tabel::Relaties).await, ["k1"]);
}
