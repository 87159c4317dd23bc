//! What was synced, through the rules of the core, to what is sent; and a quote to a werkbon.

use std::collections::BTreeMap;

use simon_core::domain::{Aantal, Artikel, ArtikelId, GeboektArtikel};
use simon_core::rules::orders::{OrderDecision, OrderInput, werkbon_from_order};
use simon_core::rules::{Draft, DraftInput, Klantprijzen, build_draft};
use simon_core::settings::{CheckOutcome, SettingValue, SettingValues, SettingsVersion};
use simon_testkit::builders::{self, decimal};

use super::super::*;
use super::{keep, offerte, parties, rows};
use crate::checks;
use crate::wire::Product;

fn products() -> Vec<Product> {
    rows(include_str!("../../../tests/fixtures/products.json"))
}

fn artikelen() -> BTreeMap<ArtikelId, Artikel> {
    let kept = products().into_iter().filter_map(|product| match artikel_from_wire(&product) {
        Mapped::Keep(artikel) => Some((artikel.id.clone(), artikel)),
        _ => None,
    });
    kept.collect()
}

fn settings(chosen: &[(&str, SettingValue)]) -> SettingsVersion {
    let values: SettingValues =
        chosen.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
    let mut settings = builders::settings(values);
    for key in ["reistijd_artikel", "werktijd_artikel", "standaard_artikel"] {
        let code = settings.waarden.tekst(key).to_owned();
        if let CheckOutcome::Accepted(checked) = checks::artikel(&products(), &code) {
            settings.gecontroleerd.insert(key.to_owned(), *checked);
        }
    }
    settings
}

fn text(value: &str) -> SettingValue {
    SettingValue::Tekst(value.to_owned())
}

fn built(settings: &SettingsVersion) -> Draft {
    let klant = keep(relatie_from_wire(&parties()[0])).relatie;
    let mut bon = builders::werkbon("20417");
    bon.klant = Some(klant.id.clone());
    bon.klantreferentie = Some("PO-88".to_owned());
    let filter = builders::artikel_id("90002");
    bon.artikelen = vec![GeboektArtikel::new(filter, Aantal(decimal("1.5")))];
    build_draft(&DraftInput {
        integration: &builders::integration(),
        werkbon: &bon.archiveren().unwrap(),
        klant: Some(&klant),
        werkadres: None,
        artikelen: &artikelen(),
        settings,
        specs: crate::INFO.settings,
        limits: &crate::INFO.capabilities.limits,
        documents: crate::INFO.documents,
        prices_lines: crate::INFO.capabilities.prices_lines,
        klantprijzen: &Klantprijzen::new(),
    })
    .unwrap()
}

#[test]
fn a_werkbon_becomes_an_invoice_of_what_was_synced_c2_c20_c25() {
    let settings = settings(&[
        ("reistijd_artikel", text("reis")),
        ("eerste_regel", SettingValue::JaNee(true)),
        ("klantreferentie", text("beide")),
        ("memo", text("werkomschrijving")),
    ]);
    let Draft { draft, waarschuwingen } = built(&settings);
    let codes: Vec<&str> = waarschuwingen.iter().map(|line| line.message.code()).collect();
    assert_eq!(codes, ["tijd-niet-geboekt", "bedrag-afgerond"], "work time, and 12.34567");
    let sent = draft_to_wire(&draft, &settings, &Voorwaarden::default()).unwrap();
    assert_eq!(
        serde_json::to_string(&sent).unwrap(),
        concat!(
            r#"{"OrderType":"Invoice","OrderDirection":"Income","OrderStatus":"Draft","#,
            r#""CustomerID":4711,"OrderDate":"2026-03-02","ExpiryDate":"2026-04-16","#,
            r#""Reference":"20417 / PO-88","Comments":"Lekkende kraan vervangen","#,
            r#""ExternalProviderID":"acme01-20417","OrderLines":["#,
            r#"{"Description":"Lekkende kraan vervangen"},"#,
            r#"{"ProductID":90002,"Quantity":1.5,"UnitPriceExcl":12.35,"VATPercentage":6,"#,
            r#""Reference":"filter-01","Description":"filter-01"},"#,
            r#"{"ProductID":90001,"Quantity":0.5,"UnitPriceExcl":60,"VATPercentage":21,"#,
            r#""Unit":"HUR","Reference":"REIS","Description":"Reistijd"}]}"#
        )
    );
}

#[test]
fn a_quote_becomes_a_werkbon_as_the_settings_choose_d3_d4_d5() {
    let offerte = keep(offerte_from_wire(&offerte()));
    let decide = |chosen: &[(&str, SettingValue)]| {
        let decision = werkbon_from_order(&OrderInput {
            integration: &builders::integration(),
            order: &offerte,
            settings: &settings(chosen),
            datum: builders::datum(),
            artikelen: &artikelen(),
        });
        match decision {
            OrderDecision::Import { werkbon, .. } => Some(werkbon),
            OrderDecision::Skip(_) => None,
        }
    };
    let first = "Oude ketel afvoeren\nen nieuwe plaatsen";
    let bare = decide(&[]).unwrap();
    assert_eq!((bare.nummer.as_str(), bare.artikelen.len()), ("OF-OFF-2026-17", 0));
    assert_eq!(bare.werkomschrijving, first, "the first choice");
    let remarks = decide(&[("ophalen_omschrijving", text("opmerkingen"))]).unwrap();
    assert_eq!(remarks.werkomschrijving, "Sleutel bij de buren");
    let both = decide(&[
        ("ophalen_omschrijving", text("beide")),
        ("ophalen_artikelen", SettingValue::JaNee(true)),
    ]);
    let both = both.unwrap();
    assert!(both.werkomschrijving.starts_with(&format!("{first}\nSleutel bij de buren")));
    assert_eq!(both.artikelen[0].artikel, builders::artikel_id("90002"));
    assert!(decide(&[("ophalen_filterwoord", text("wb"))]).is_some(), "in the title");
    assert!(decide(&[("ophalen_filterwoord", text("buren"))]).is_some(), "in the remarks");
    assert!(decide(&[("ophalen_filterwoord", text("afvoeren"))]).is_some(), "in the first line");
    assert!(decide(&[("ophalen_filterwoord", text("materiaal"))]).is_none(), "in another line");
}
