use simon_core::domain::Geldigheid;
use simon_core::host::{Change, Record, Store, Tabel, Unmarked};

use crate::builders::datum;

use super::{
    acme, addresses, all, artikel, commit, ids, put, put_artikel, put_relatie, relatie, werkadres,
};

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

fn gone(tabel: Tabel, ids: &[&str]) -> Change {
    Change::Gone { tabel, ids: ids.iter().map(|id| (*id).to_owned()).collect() }
}

pub async fn what_the_vendor_deleted_is_inactive_changed_and_unseen(store: &dyn Store) {
    let (mut a, mut k1) = (artikel("a", "A"), relatie("k1", "1"));
    (a.geldig, k1.geldig) =
        (Geldigheid::new(None, Some(datum())), Geldigheid::new(Some(datum()), None));
    let put = vec![
        Change::Put { record: Record::Artikel(a.clone()), fingerprint: 1, run: 7 },
        put_artikel("b", "B", 7),
        put_relatie(k1.clone(), vec![werkadres("w1", "k1", "Utrecht")], 7),
    ];
    commit(store, put).await;
    let ids = ["unknown", "a", "k1"];
    commit(store, vec![gone(Tabel::Artikelen, &ids), gone(Tabel::Relaties, &ids)]).await;
    (a.actief, k1.actief) = (false, false);
    (a.geldig, k1.geldig) = (None, None);
    let expected = [Record::Artikel(a), Record::Artikel(artikel("b", "B"))];
    assert_eq!(all(store, Tabel::Artikelen).await, expected);
    assert_eq!(all(store, Tabel::Relaties).await, [Record::Relatie(k1)]);
    for (tabel, id) in [(Tabel::Artikelen, "a"), (Tabel::Relaties, "k1")] {
        let prints = store.fingerprints(&acme(), tabel, &[id.to_owned()]).await.unwrap();
        assert_eq!(prints, [Some(0)], "the next listing that has it writes it anew");
        let unseen = store.unmarked(&acme(), tabel, 7, None, 10).await.unwrap();
        let unseen: Vec<(&str, bool)> =
            unseen.iter().map(|one| (one.id.as_str(), one.actief)).collect();
        assert_eq!(unseen, [(id, false)]);
    }
}

pub async fn deleting_at_the_vendor_touches_nothing_else(store: &dyn Store) {
    let own = werkadres("simon:1", "k1", "Breda");
    let put = vec![
        put_relatie(relatie("k1", "1"), vec![werkadres("w1", "k1", "Utrecht")], 7),
        put(Record::Werkadres(own), 0),
        put_artikel("k1", "A", 7),
    ];
    commit(store, put).await;
    commit(store, vec![gone(Tabel::Relaties, &["k1"])]).await;
    assert_eq!(addresses(store, "k1").await, ["w1", "simon:1"]);
    assert_eq!(unseen(store, 7, None, 10).await, [""; 0], "the article of the same id");
    commit(store, vec![put_relatie(relatie("k1", "1"), vec![], 8)]).await;
    assert_eq!(addresses(store, "k1").await, ["simon:1"], "the customer came back");
    assert_eq!(ids(store, Tabel::Relaties).await, ["k1"]);
}
