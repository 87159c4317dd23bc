use rust_decimal::Decimal;
use simon_core::domain::{
    Aantal, ArtikelId, Artikelgroep, ArtikelgroepId, GeboektArtikel, GeboekteTijd, Minuten, Pdf,
    PdfSoort, Prijs, RelatieId, TijdSoort, WerkadresId,
};
use simon_core::host::{Change, Record, Select, Store, Tabel};

use super::{
    acme, all, artikel, commit, ids, put, put_artikel, put_relatie, relatie, werkadres, werkbon,
};

pub async fn a_record_is_found_by_id_and_by_code(store: &dyn Store) {
    let codes = [("b", "10"), ("a", "10"), ("c", "1"), ("d", ""), ("e", "10 ")];
    commit(store, codes.map(|(id, code)| put_artikel(id, code, 1)).into()).await;
    let find = async |select: Select| -> Vec<String> {
        let found = store.records(&acme(), Tabel::Artikelen, &select).await.unwrap();
        found.iter().map(|record| record.id().to_owned()).collect()
    };
    assert_eq!(find(Select::Id("c".to_owned())).await, ["c"]);
    assert!(find(Select::Id("C".to_owned())).await.is_empty());
    assert_eq!(find(Select::Code("10".to_owned())).await, ["a", "b"]);
    assert!(find(Select::Code("unknown".to_owned())).await.is_empty());
    let group = Artikelgroep::new(ArtikelgroepId::new("g").unwrap(), "Ketels");
    commit(store, vec![put(Record::Artikelgroep(group), 1)]).await;
    let by_name = Select::Code("Ketels".to_owned());
    assert_eq!(store.records(&acme(), Tabel::Artikelgroepen, &by_name).await.unwrap().len(), 1);
}

pub async fn records_are_found_by_codes_that_differ_in_case_and_spaces(store: &dyn Store) {
    let codes = [("b", "Reis"), ("a", " REIS "), ("c", "reis-2"), ("d", "uur"), ("e", "1%_'")];
    commit(store, codes.map(|(id, code)| put_artikel(id, code, 1)).into()).await;
    // A code that is the id.
    commit(store, vec![put_artikel("Reis", "Reis", 1)]).await;
    commit(store, vec![put_relatie(relatie("k", "REIS"), vec![], 1)]).await;
    let find = async |tabel: Tabel, codes: &[&str]| -> Vec<String> {
        let select = Select::Codes(codes.iter().map(|code| (*code).to_owned()).collect());
        let found = store.records(&acme(), tabel, &select).await.unwrap();
        found.iter().map(|record| record.id().to_owned()).collect()
    };
    assert_eq!(find(Tabel::Artikelen, &["reis "]).await, ["Reis", "a", "b"]);
    assert_eq!(find(Tabel::Artikelen, &["UUR", "1%_'", "UUR", "x"]).await, ["d", "e"]);
    assert_eq!(find(Tabel::Relaties, &["reis"]).await, ["k"]);
    assert!(find(Tabel::Artikelen, &[]).await.is_empty());
    commit(store, vec![put_artikel("b", "Weg", 1)]).await;
    assert_eq!(find(Tabel::Artikelen, &["REIS", "weg"]).await, ["Reis", "a", "b"]);
    commit(store, vec![put_artikel("a", "", 1)]).await;
    assert_eq!(find(Tabel::Artikelen, &["REIS"]).await, ["Reis"]);
}

pub async fn a_record_is_replaced_and_removed(store: &dyn Store) {
    commit(store, vec![put_artikel("a", "OLD", 1), put_artikel("b", "B", 1)]).await;
    commit(store, vec![put_artikel("a", "NEW", 1)]).await;
    assert_eq!(store.count(&acme(), Tabel::Artikelen).await.unwrap(), 2);
    let old = Select::Code("OLD".to_owned());
    assert!(store.records(&acme(), Tabel::Artikelen, &old).await.unwrap().is_empty());
    commit(store, vec![Change::Remove(Tabel::Artikelen, "a".to_owned())]).await;
    commit(store, vec![Change::Remove(Tabel::Artikelen, "a".to_owned())]).await;
    assert_eq!(ids(store, Tabel::Artikelen).await, ["b"]);
}

pub async fn every_table_keeps_its_records_as_they_were(store: &dyn Store) {
    let mut klant = relatie("k'1\"", "");
    klant.naam = "Café 'De Ster' 🌟 % _".to_owned();
    klant.actief = false;
    let adres = werkadres("w1", "k'1\"", "'s-Gravenhage");
    let mut item = artikel("a", "A-1");
    item.verkoopprijs = Some(Prijs::exclusief(Decimal::new(123_456, 5)));
    let group = Artikelgroep::new(ArtikelgroepId::new("g").unwrap(), "Ketels");
    let mut bon = werkbon("20417");
    bon.klant = Some(klant.id.clone());
    bon.werkadres = Some(WerkadresId::new("w1").unwrap());
    bon.tijden = vec![GeboekteTijd { soort: TijdSoort::Reistijd, minuten: Minuten(15) }];
    let aantal = Aantal(Decimal::new(125, 3));
    bon.artikelen = vec![GeboektArtikel::new(ArtikelId::new("a").unwrap(), aantal)];
    bon.pdfs = vec![Pdf::new(PdfSoort::Werkbon, "bon.pdf", vec![0, 255, 7])];
    let expected = [
        Record::Relatie(klant.clone()),
        Record::Werkadres(adres.clone()),
        Record::Artikel(item),
        Record::Artikelgroep(group),
        Record::Werkbon(Box::new(bon)),
    ];
    let mut changes: Vec<Change> =
        expected.iter().skip(2).map(|record| put(record.clone(), 1)).collect();
    changes.push(put_relatie(klant, vec![adres], 1));
    commit(store, changes).await;
    for record in expected {
        assert_eq!(all(store, record.tabel()).await, [record]);
    }
    let of = Select::Relatie(RelatieId::new("k'1\"").unwrap());
    assert_eq!(store.records(&acme(), Tabel::Werkbonnen, &of).await.unwrap().len(), 1);
}

pub async fn records_come_in_pages_by_id(store: &dyn Store) {
    let put = ["b", "é", "a", "B", "10", "9"].map(|id| put_artikel(id, id, 1));
    commit(store, put.into()).await;
    let mut seen: Vec<String> = Vec::new();
    loop {
        let page = Select::After(seen.last().cloned(), 4);
        let found = store.records(&acme(), Tabel::Artikelen, &page).await.unwrap();
        assert!(found.len() <= 4);
        if found.is_empty() {
            break;
        }
        seen.extend(found.iter().map(|record| record.id().to_owned()));
    }
    assert_eq!(seen, ["10", "9", "B", "a", "b", "é"]);
}

pub async fn a_page_of_five_hundred_is_stored(store: &dyn Store) {
    let change = |number: usize| {
        let id = format!("k{number:04}");
        let adres = werkadres(&format!("w{number}"), &id, "Utrecht");
        put_relatie(relatie(&id, &number.to_string()), vec![adres], 1)
    };
    for _ in 0..2 {
        commit(store, (0..500).map(change).collect()).await;
    }
    assert_eq!(store.count(&acme(), Tabel::Relaties).await.unwrap(), 500);
    assert_eq!(store.count(&acme(), Tabel::Werkadressen).await.unwrap(), 500);
}

pub async fn fingerprints_come_in_the_order_of_the_question(store: &dyn Store) {
    let put = |id: &str, fingerprint| Change::Put {
        record: Record::Artikel(artikel(id, id)),
        fingerprint,
        run: 1,
    };
    let changes = vec![put("a", 0), put("b", u64::MAX), put("c", 1 << 63)];
    commit(store, changes).await;
    let asked = ["c", "x", "a", "b", "c"].map(str::to_owned);
    let found = store.fingerprints(&acme(), Tabel::Artikelen, &asked).await.unwrap();
    assert_eq!(found, [Some(1 << 63), None, Some(0), Some(u64::MAX), Some(1 << 63)]);
    assert!(store.fingerprints(&acme(), Tabel::Artikelen, &[]).await.unwrap().is_empty());
    let other = store.fingerprints(&acme(), Tabel::Relaties, &asked).await.unwrap();
    assert_eq!(other, [None; 5], "tables have records of their own");
    commit(store, vec![put_relatie(relatie("k", "1"), vec![], 1), put("a", 9)]).await;
    let asked = ["a".to_owned()];
    let found = store.fingerprints(&acme(), Tabel::Artikelen, &asked).await.unwrap();
    assert_eq!(found, [Some(9)]);
    let asked = ["k".to_owned()];
    assert_eq!(store.fingerprints(&acme(), Tabel::Relaties, &asked).await.unwrap(), [Some(1)]);
}
