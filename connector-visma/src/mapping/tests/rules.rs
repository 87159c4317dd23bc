//! What the rules make of our settings and limits, and what becomes of it here.

use std::collections::BTreeMap;

use simon_core::domain::{DocumentSoort, InvoiceDraft, VendorOrderRegel};
use simon_core::rules::orders::{OrderDecision, OrderInput, SkipReason, werkbon_from_order};
use simon_core::rules::{DraftInput, Klantprijzen, build_draft};
use simon_core::settings::{SettingValue, SettingsVersion, check_shape};
use simon_testkit::builders::{self, artikel, artikel_id};

use super::*;
use crate::INFO;
use crate::settings::{DOCUMENT, MAGAZIJN};
use crate::wire::{Order, OrderLine};

fn settings(values: &[(&str, SettingValue)]) -> SettingsVersion {
    let values = values.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
    builders::settings(values)
}

fn text(text: &str) -> SettingValue {
    SettingValue::Tekst(text.to_owned())
}

/// The draft of an ordinary werkbon with a long description.
fn drafted(values: &[(&str, SettingValue)]) -> InvoiceDraft {
    let mut bon = builders::werkbon("20417");
    bon.werkomschrijving = "Lekkende kraan\nvervangen ".repeat(200);
    bon.klantreferentie = Some("PO-88".to_owned());
    let mut klant = builders::relatie("k1");
    klant.code = "10000".to_owned();
    let articles = BTreeMap::from([(artikel_id("a1"), artikel("a1"))]);
    let built = build_draft(&DraftInput {
        integration: &builders::integration(),
        werkbon: &bon.archiveren().unwrap(),
        klant: Some(&klant),
        werkadres: None,
        artikelen: &articles,
        settings: &settings(values),
        specs: INFO.settings,
        limits: &INFO.capabilities.limits,
        documents: INFO.documents,
        prices_lines: INFO.capabilities.prices_lines,
        klantprijzen: &Klantprijzen::new(),
    });
    built.unwrap().draft
}

#[test]
fn the_setting_decides_what_a_werkbon_becomes_and_its_texts_fit_c2_c24() {
    let common = [("memo", text("werkomschrijving")), ("klantreferentie", text("beide"))];
    let order = drafted(&common);
    assert_eq!(order.soort, DocumentSoort::Verkooporder);
    let sent = draft_to_order(&order, &settings(&[(MAGAZIJN, text("1"))])).unwrap();
    let note = sent.note.unwrap();
    assert!(note.encode_utf16().count() <= 2_048 && note.ends_with('…'), "{}", note.len());
    assert_eq!(
        (sent.customer.id.as_str(), sent.customer.order.as_str()),
        ("10000", "20417 / PO-88")
    );
    assert_eq!(sent.order_lines[0].unit_price, None, "the vendor prices the line");

    let invoice = drafted(&[(DOCUMENT, text("klantfactuur"))]);
    assert_eq!(invoice.soort, DocumentSoort::Klantfactuur);
    let sent = draft_to_invoice(&invoice).unwrap();
    assert_eq!((sent.note, sent.customer_ref_number), (None, None));
}

#[test]
fn the_document_is_asked_for_and_other_keys_than_ours_are_refused_e3() {
    let good = [
        ("administratie", text("100")),
        (DOCUMENT, text("klantfactuur")),
        ("ophalen", SettingValue::Lijst(vec!["offertes".to_owned()])),
        ("ophalen_filterwoord_offertes", text("WB")),
        ("ophalen_artikelen_verkooporders", SettingValue::JaNee(true)),
    ];
    let shape =
        |values: &[(&str, SettingValue)]| check_shape(INFO.settings, &settings(values).waarden);
    assert!(shape(&good).is_ok());
    let codes: Vec<String> = shape(&[("administratie", text("1")), ("dagboek", text("70"))])
        .unwrap_err()
        .into_iter()
        .map(|problem| format!("{} {}", problem.key, problem.message.code()))
        .collect();
    assert_eq!(codes, ["dagboek instelling-onbekend", "document instelling-verplicht"]);
}

#[test]
fn a_quote_is_fetched_by_its_own_word_and_an_unknown_item_becomes_text_with_a_warning_d3_d4() {
    let quote: Order =
        serde_json::from_str(include_str!("../../../tests/fixtures/quote.json")).unwrap();
    let lines: Vec<OrderLine> = rows(include_str!("../../../tests/fixtures/order_lines.json"));
    let mut order = kept(order_from_wire(&quote, &lines)).unwrap();
    // As the engine finds it in the store.
    let uren = |regel: &&mut VendorOrderRegel| regel.artikel_code.as_deref() == Some("UREN");
    order.regels.iter_mut().find(uren).unwrap().artikel = Some(artikel_id("501"));
    let articles = BTreeMap::from([(artikel_id("501"), artikel("501"))]);
    let decide = |values: &[(&str, SettingValue)]| {
        werkbon_from_order(&OrderInput {
            integration: &builders::integration(),
            order: &order,
            settings: &settings(values),
            datum: builders::datum(),
            artikelen: &articles,
        })
    };
    let word = "ophalen_filterwoord_offertes";
    let other =
        decide(&[(word, text("Kelder")), ("ophalen_filterwoord_verkooporders", text("Zolder"))]);
    assert_eq!(other, OrderDecision::Skip(SkipReason::NoFilterWord));
    let takes = ("ophalen_artikelen_offertes", SettingValue::JaNee(true));
    let OrderDecision::Import { werkbon, waarschuwingen } =
        decide(&[(word, text("zolder")), takes])
    else {
        panic!("not fetched")
    };
    assert_eq!(werkbon.artikelen.len(), 1);
    assert_eq!(
        werkbon.werkomschrijving,
        "Zolder verbouwen\nVolgens afspraak\n4.5 METER × Buis 22 mm"
    );
    let codes: Vec<&str> = waarschuwingen.iter().map(|line| line.message.code()).collect();
    assert_eq!(codes, ["order-artikel-onbekend"]);
}
