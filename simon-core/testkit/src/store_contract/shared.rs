//! What several handles on one store see and do to each other.

use std::sync::Arc;

use simon_core::domain::WerkbonNummer;
use simon_core::host::{
    Batch, Change, Claim, CommitError, Delivery, IntegrationState, Store, Tabel,
};
use simon_core::log::{LogFilter, LogTabel, Soort};

use super::{acme, batch, commit, delivery, entry, ids, later, put_artikel};
use crate::handles::{Open, at_once, run};

fn put(delivery: Delivery) -> Change {
    Change::Delivery(Box::new(delivery))
}

async fn stored(store: &dyn Store, nummer: &str) -> Delivery {
    let nummer = WerkbonNummer::new(nummer).unwrap();
    store.delivery(&acme(), &nummer).await.unwrap().expect("an entry")
}

/// Claims an entry as it was read; the worker if that succeeded.
async fn claimed(store: &dyn Store, mut entry: Delivery, worker: u64) -> Option<u64> {
    entry.claim = Some(Claim::new(worker, later(2000)));
    match store.commit(&acme(), batch(vec![put(entry)])).await {
        Ok(()) => Some(worker),
        Err(CommitError::Conflict) => None,
        Err(other) => panic!("neither stored nor a conflict: {other:?}"),
    }
}

pub fn a_commit_is_seen_by_every_handle_at_once(open: Open<'_, dyn Store>) {
    run(async {
        let (one, two) = (open(), open());
        for number in 0..20_usize {
            let (writer, reader) = if number % 2 == 0 { (&one, &two) } else { (&two, &one) };
            commit(&**writer, vec![put_artikel(&format!("a{number:02}"), "A", 1)]).await;
            assert_eq!(ids(&**reader, Tabel::Artikelen).await.len(), number + 1);
        }
    });
}

pub fn a_store_outlives_its_handles(open: Open<'_, dyn Store>) {
    run(async {
        commit(&*open(), vec![put_artikel("a", "A", 1), put(delivery("1", 0))]).await;
        commit(&*open(), vec![put_artikel("b", "B", 1)]).await;
        let again = open();
        assert_eq!(ids(&*again, Tabel::Artikelen).await, ["a", "b"]);
        assert_eq!(stored(&*again, "1").await.versie, 1);
    });
}

pub fn an_epoch_raised_by_one_handle_stops_the_others(open: Open<'_, dyn Store>) {
    run(async {
        let (one, two) = (open(), open());
        let under = |epoch, id: &str| Batch { epoch, changes: vec![put_artikel(id, id, 1)] };
        one.commit(&acme(), under(Some(0), "a")).await.unwrap();
        let mut state = IntegrationState::default();
        state.epoch = 1;
        commit(&*two, vec![Change::State(state)]).await;
        let late = one.commit(&acme(), under(Some(0), "b")).await;
        assert!(matches!(late, Err(CommitError::Epoch)), "{late:?}");
        assert_eq!(ids(&*two, Tabel::Artikelen).await, ["a"]);
        assert_eq!(one.state(&acme()).await.unwrap().epoch, 1);
    });
}

pub fn of_two_handles_that_write_one_entry_one_wins(open: Open<'_, dyn Store>) {
    run(async {
        let (one, two) = (open(), open());
        commit(&*one, vec![put(delivery("1", 0))]).await;
        let (ours, theirs) = (stored(&*one, "1").await, stored(&*two, "1").await);
        commit(&*two, vec![put(theirs)]).await;
        let late = one.commit(&acme(), batch(vec![put(ours)])).await;
        assert!(matches!(late, Err(CommitError::Conflict)), "{late:?}");
        assert!(claimed(&*one, stored(&*two, "1").await, 1).await.is_some());
        assert!(two.due(&acme(), later(1), 10).await.unwrap().is_empty());
    });
}

pub fn of_many_claims_at_once_on_one_entry_one_wins(open: Open<'_, dyn Store>) {
    for round in 0..10 {
        let nummer = round.to_string();
        let free = run(async {
            let store = open();
            commit(&*store, vec![put(delivery(&nummer, 0))]).await;
            stored(&*store, &nummer).await
        });
        let won = at_once(open, 4, async |worker, store: Arc<dyn Store>| {
            claimed(&*store, free.clone(), worker).await
        });
        let winners: Vec<u64> = won.into_iter().flatten().collect();
        assert_eq!(winners.len(), 1, "round {round}: workers {winners:?} have it");
        let held = run(async { stored(&*open(), &nummer).await.claim });
        assert_eq!(held.map(|claim| claim.worker), winners.first().copied());
    }
}

pub fn a_hundred_entries_are_claimed_once_each_by_four_handles(open: Open<'_, dyn Store>) {
    let entries = (0..100).map(|number| put(delivery(&number.to_string(), number)));
    let entries: Vec<Change> = entries.collect();
    run(async { commit(&*open(), entries).await });
    let theirs = at_once(open, 4, async |worker, store: Arc<dyn Store>| {
        let mut mine = Vec::new();
        for _ in 0..1000 {
            let due = store.due(&acme(), later(1000), 5).await.unwrap();
            if due.is_empty() {
                return mine;
            }
            for nummer in due {
                let entry = stored(&*store, nummer.as_str()).await;
                let free = entry.is_free(later(1000), later(1000));
                if free && claimed(&*store, entry, worker).await.is_some() {
                    mine.push(nummer);
                }
            }
        }
        panic!("what is claimed is offered again and again");
    });
    let mut all: Vec<WerkbonNummer> = theirs.into_iter().flatten().collect();
    assert_eq!(all.len(), 100, "an entry was claimed twice");
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 100);
}

pub fn batches_of_many_handles_are_never_mixed(open: Open<'_, dyn Store>) {
    at_once(open, 4, async |worker, store: Arc<dyn Store>| {
        for number in 0..10 {
            let record = format!("{worker}.{number}");
            let line = entry(number, Soort::Info, LogTabel::Artikel, &record);
            let log = Change::Log(Box::new(line));
            commit(&*store, vec![log.clone(), put_artikel(&record, &record, 1), log]).await;
        }
    });
    run(async {
        let store = open();
        assert_eq!(ids(&*store, Tabel::Artikelen).await.len(), 40);
        let lines = store.log(&acme(), &LogFilter::default()).await.unwrap();
        assert_eq!(lines.len(), 80, "each batch is there with all its lines");
    });
}
