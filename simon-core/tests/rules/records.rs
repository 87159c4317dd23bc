use simon_core::connector::RelatieRecord;
use simon_core::domain::{
    Adres, Artikel, Artikelgroep, ArtikelgroepId, Relatie, Werkadres, WerkadresId,
};
use simon_core::rules::{selection, werkadressen};

use super::world::{artikel_id, relatie_id};

fn groep(id: &str, naam: &str) -> Artikelgroep {
    Artikelgroep::new(ArtikelgroepId::new(id).unwrap(), naam)
}

#[test]
fn only_articles_of_selected_groups_are_kept_and_names_are_case_sensitive_b7() {
    let groups = [groep("g1", "Diensten"), groep("g2", "Materiaal"), groep("g3", "Diensten")];
    let of = |id: Option<&str>| {
        let mut artikel = Artikel::new(artikel_id("a1"), "A1", "Filter");
        artikel.groep = id.map(|id| ArtikelgroepId::new(id).unwrap());
        artikel
    };
    let keeps = |id, selected: &[&str]| {
        let selected: Vec<String> = selected.iter().map(|naam| (*naam).to_owned()).collect();
        selection::keeps(&of(id), &selected, &groups)
    };
    assert!(keeps(Some("g2"), &[]) && keeps(None, &[]) && keeps(Some("g9"), &[]), "empty is all");
    assert!(keeps(Some("g1"), &["Diensten"]));
    assert!(keeps(Some("g3"), &["Diensten"]), "two groups of one name");
    assert!(!keeps(Some("g2"), &["Diensten"]));
    assert!(!keeps(Some("g1"), &["diensten"]));
    assert!(!keeps(None, &["Diensten"]) && !keeps(Some("g9"), &["Diensten"]));
}

#[test]
fn a_customers_work_addresses_are_filled_in_once_each_and_hang_on_it_b10() {
    let adres = |straat: &str| Adres::new(straat, "1234 AB", "Utrecht");
    let werkadres =
        |id: &str, adres| Werkadres::new(WerkadresId::new(id).unwrap(), relatie_id("ander"), adres);
    let mut record = RelatieRecord::new(
        Relatie::new(relatie_id("r1"), "Bakkerij"),
        vec![
            werkadres("leeg", Adres::default()),
            werkadres("vestiging", adres("Dorpsstraat 1")),
            werkadres("post", adres("Dorpsstraat 1")),
            werkadres("aflever", adres("Kade 2")),
        ],
    );
    werkadressen::tidy(&mut record);
    let ids: Vec<&str> = record.werkadressen.iter().map(|adres| adres.id.as_str()).collect();
    assert_eq!(ids, ["vestiging", "aflever"]);
    assert!(record.werkadressen.iter().all(|adres| adres.relatie == Some(relatie_id("r1"))));
    let once = record.clone();
    werkadressen::tidy(&mut record);
    assert_eq!(record, once);
}
