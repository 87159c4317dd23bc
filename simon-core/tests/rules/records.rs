use simon_core::connector::RelatieRecord;
use simon_core::domain::{Adres, Artikel, ArtikelgroepId, Relatie, Werkadres, WerkadresId};
use simon_core::rules::{selection, werkadressen};

use simon_core::settings::{Checked, SettingValue};

use super::world::{artikel_id, empty_settings, relatie_id};

#[test]
fn only_active_articles_of_the_groups_that_the_check_found_are_kept_b7() {
    let of = |id: Option<&str>| {
        let mut artikel = Artikel::new(artikel_id("a1"), "A1", "Filter");
        artikel.groep = id.map(|id| ArtikelgroepId::new(id).unwrap());
        artikel
    };
    let keeps = |id, found: &[&str]| {
        let mut settings = empty_settings();
        let list = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
        if !found.is_empty() {
            // Two groups of one name are both found.
            let names = SettingValue::Lijst(list(&["Diensten"]));
            settings.waarden.set("artikelgroepen", names);
            let mut checked = Checked::named("Diensten");
            checked.vendor_ids = list(found);
            settings.gecontroleerd.insert("artikelgroepen".to_owned(), checked);
        }
        selection::keeps(&of(id), &settings)
    };
    assert!(keeps(Some("g2"), &[]) && keeps(None, &[]), "empty is all");
    assert!(keeps(Some("g1"), &["g1", "g3"]) && keeps(Some("g3"), &["g1", "g3"]));
    assert!(!keeps(Some("g2"), &["g1", "g3"]) && !keeps(None, &["g1"]));
    let mut inactive = of(Some("g1"));
    inactive.actief = false;
    assert!(!selection::keeps(&inactive, &empty_settings()));
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
