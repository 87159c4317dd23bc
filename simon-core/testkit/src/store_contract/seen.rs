use simon_core::host::{Change, Record, Store, Tabel, Unmarked};

use super::{acme, all, artikel, commit, put, put_artikel, put_relatie, relatie};

fn mark(ids: &[&str], run: u64) -> Change {
    let ids = ids.iter().map(|id| (*id).to_owned()).collect();
    Change::Mark { tabel: Tabel::Artikelen, ids, run }
}

async fn unseen(store: &dyn Store, run: u64, after: Option<&str>, limit: usize) -> Vec<String> {
    let found = store.unmarked(&acme(), Tabel::Artikelen, run, after, limit).await.unwrap();
    found.into_iter().map(|one| one.id).collect()
}

pub async fn a_pass_finds_what_it_did_not_see(store: &dyn Store) {
    let mut inactive = artikel("b", "B-2");
    inactive.actief = false;
    let mut changes: Vec<Change> =
        ["a", "c", "d", "e"].iter().map(|id| put_artikel(id, id, 1)).collect();
    changes.push(put(Record::Artikel(inactive), 1));
    changes.push(put_relatie(relatie("k", "1"), vec![], 1));
    commit(store, changes).await;
    commit(store, vec![mark(&["c", "unknown"], 2), put_artikel("d", "D", 2)]).await;
    assert_eq!(unseen(store, 2, None, 10).await, ["a", "b", "e"]);
    assert_eq!(unseen(store, 2, None, 2).await, ["a", "b"]);
    assert_eq!(unseen(store, 2, Some("b"), 2).await, ["e"]);
    assert_eq!(store.count_unmarked(&acme(), Tabel::Artikelen, 2).await.unwrap(), 3);
    // What a later pass saw was there, too.
    assert_eq!(store.count_unmarked(&acme(), Tabel::Artikelen, 1).await.unwrap(), 0);
    assert_eq!(store.count_unmarked(&acme(), Tabel::Relaties, 2).await.unwrap(), 1);
    assert_eq!(store.count_unmarked(&acme(), Tabel::Relaties, 1).await.unwrap(), 0);
    let found = store.unmarked(&acme(), Tabel::Artikelen, 2, Some("a"), 1).await.unwrap();
    let expected = Unmarked { id: "b".to_owned(), code: "B-2".to_owned(), actief: false };
    assert_eq!(found, [expected]);
}

pub async fn marking_touches_nothing_else(store: &dyn Store) {
    commit(store, vec![put_artikel("a", "A", 1)]).await;
    let before = all(store, Tabel::Artikelen).await;
    commit(store, vec![mark(&["a", "b"], 2)]).await;
    assert_eq!(all(store, Tabel::Artikelen).await, before);
    let asked = ["a".to_owned()];
    let prints = store.fingerprints(&acme(), Tabel::Artikelen, &asked).await.unwrap();
    assert_eq!(prints, [Some(1)]);
}
