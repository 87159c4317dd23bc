#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use rust_decimal::Decimal;
use simon_core::connector::RelatieRecord;
use simon_core::domain::{Adres, OrderRef, OrderSoort, Werkadres};
use simon_core::host::{Batch, Change};
use simon_core::memory::MemoryStore;

use super::*;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 2).unwrap()
}

fn acme() -> IntegrationId {
    IntegrationId::new("acme").unwrap()
}

fn relatie(id: &str, code: &str) -> Change {
    let klant = RelatieId::new(id).unwrap();
    let mut relatie = Relatie::new(klant.clone(), "Klant");
    relatie.code = code.to_owned();
    let address = |name: &str| {
        let id = WerkadresId::new(format!("{name}-{id}")).unwrap();
        Werkadres::new(id, klant.clone(), Adres::new("Straat 1", "1234 AB", "Utrecht"))
    };
    let record = RelatieRecord::new(relatie, vec![address("z"), address("a")]);
    Change::PutRelatie { record, fingerprint: 1, run: 1 }
}

fn put(record: Record) -> Change {
    Change::Put { record, fingerprint: 1, run: 1 }
}

fn artikel(id: &str, code: &str) -> Change {
    put(Record::Artikel(Artikel::new(ArtikelId::new(id).unwrap(), code, "Artikel")))
}

/// Resolves a file in a store with some customers, articles and one fetched werkbon.
async fn resolve(text: &str) -> Result<Werkbon, String> {
    let store = MemoryStore::new();
    let mut fetched = Werkbon::new(WerkbonNummer::new("VO-7").unwrap(), today());
    fetched.klant = Some(RelatieId::new("k1").unwrap());
    fetched.werkadres = Some(WerkadresId::new("a-k1").unwrap());
    fetched.werkomschrijving = "Van de order".to_owned();
    fetched.bron = Some(OrderRef::new(OrderSoort::Verkooporder, "o7", "VO-7"));
    let aantal = Aantal(Decimal::from(2));
    fetched.artikelen = vec![GeboektArtikel::new(ArtikelId::new("a1").unwrap(), aantal)];
    let changes = vec![
        relatie("k1", "10023"),
        relatie("k2", "10024"),
        relatie("k3", "10024"),
        artikel("a1", "FILTER-01"),
        artikel("a2", "DUBBEL"),
        artikel("a3", "DUBBEL"),
        put(Record::Werkbon(Box::new(fetched))),
    ];
    store.commit(&acme(), Batch { epoch: None, changes }).await.unwrap();
    let mut state = IntegrationState::default();
    let reis = Artikel::new(ArtikelId::new("r").unwrap(), "REIS", "Reistijd");
    state.instelling_artikelen.insert("r".to_owned(), reis);
    let resolver = Resolver { store: &store, integration: &acme(), state: &state, today: today() };
    let file: WerkbonFile = serde_json::from_str(text).unwrap();
    match resolver.archived(&file, Path::new("/nowhere")).await {
        Ok(archived) => Ok(archived.werkbon().clone()),
        Err(Refusal::Message(message)) => Err(message.code().to_owned()),
        Err(Refusal::Failed(error)) => panic!("{error:?}"),
    }
}

#[tokio::test]
async fn codes_become_the_ids_of_the_store() {
    let text = r#"{"nummer": "1", "klant": "10023", "werkadres": "standaard",
        "gereed_gemeld": true, "reistijd_minuten": 15, "werktijd_minuten": 0,
        "artikelen": [{"code": "FILTER-01", "aantal": "1.5", "prijs": "9.95"},
                      {"code": "vendor_id:a3", "aantal": "1"}, {"code": "REIS", "aantal": "1"}]}"#;
    let werkbon = resolve(text).await.unwrap();
    assert_eq!(werkbon.klant.unwrap().as_str(), "k1");
    assert_eq!(werkbon.werkadres.unwrap().as_str(), "z-k1", "the first as the vendor gave them");
    let ids: Vec<&str> = werkbon.artikelen.iter().map(|line| line.artikel.as_str()).collect();
    assert_eq!(ids, ["a1", "a3", "r"]);
    assert_eq!(werkbon.artikelen[0].prijs, Some(Prijs::exclusief(Decimal::new(995, 2))));
    assert_eq!(werkbon.tijden.len(), 1);
    assert_eq!(werkbon.datum, today());
}

#[tokio::test]
async fn what_cannot_be_found_is_named() {
    let refusals = [
        (r#""klant": "99""#, "host-werkbon-klant-onbekend"),
        (r#""klant": "vendor_id:99""#, "host-werkbon-klant-onbekend"),
        (r#""klant": "10024""#, "host-werkbon-klant-meer"),
        (r#""werkadres": "w9""#, "host-werkbon-werkadres-onbekend"),
        (r#""artikelen": [{"code": "X", "aantal": "1"}]"#, "host-werkbon-artikel-onbekend"),
        (r#""artikelen": [{"code": "DUBBEL", "aantal": "1"}]"#, "host-werkbon-artikel-meer"),
        (r#""artikelen": [{"code": "FILTER-01", "aantal": "1,5"}]"#, "host-werkbon-aantal"),
        (r#""datum": "2-3-2026""#, "host-werkbon-datum"),
        (r#""pdfs": [{"soort": "werkbon", "bestand": "weg.pdf"}]"#, "host-werkbon-pdf"),
    ];
    for (key, code) in refusals {
        let text = format!(r#"{{"nummer": "1", "gereed_gemeld": true, {key}}}"#);
        assert_eq!(resolve(&text).await, Err(code.to_owned()), "{key}");
    }
    let text = r#"{"nummer": "een bon", "gereed_gemeld": true}"#;
    assert_eq!(resolve(text).await, Err("host-nummer-ongeldig".to_owned()));
    let by_id = r#"{"nummer": "1", "gereed_gemeld": true, "klant": "vendor_id:k3"}"#;
    assert_eq!(resolve(by_id).await.unwrap().klant.unwrap().as_str(), "k3");
}

#[tokio::test]
async fn only_a_werkbon_that_was_reported_complete_is_archived_c1() {
    let not_ready = Err("host-werkbon-niet-gereed".to_owned());
    assert_eq!(resolve(r#"{"nummer": "1", "gereed_gemeld": false}"#).await, not_ready);
    assert_eq!(resolve(r#"{"nummer": "1"}"#).await, not_ready);
    let without_klant = resolve(r#"{"nummer": "1", "gereed_gemeld": true}"#).await.unwrap();
    assert!(without_klant.klant.is_none() && without_klant.werkadres.is_none());
}

#[tokio::test]
async fn a_fetched_werkbon_is_completed() {
    let text = r#"{"nummer": "VO-7", "gereed_gemeld": true, "werktijd_minuten": 30}"#;
    let werkbon = resolve(text).await.unwrap();
    assert_eq!(werkbon.werkomschrijving, "Van de order");
    assert_eq!(werkbon.artikelen.len(), 1);
    assert_eq!(werkbon.werkadres.unwrap().as_str(), "a-k1");
    assert!(werkbon.bron.is_some());
    let text = r#"{"nummer": "VO-7", "gereed_gemeld": true, "werkomschrijving": "Anders",
        "artikelen": [], "klant": "vendor_id:k2"}"#;
    let werkbon = resolve(text).await.unwrap();
    assert_eq!(werkbon.werkomschrijving, "Anders");
    assert!(werkbon.artikelen.is_empty() && werkbon.bron.is_some());
    assert!(werkbon.werkadres.is_none(), "the address was of the other customer");
}
