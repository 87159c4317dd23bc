//! A draft as the JSON that is sent.

use simon_core::connector::AccountingConnector;
use simon_core::domain::{ArtikelRegel, DraftRegel, InvoiceDraft, Percentage, Prijs};
use simon_core::settings::{SettingValue, SettingValues, SettingsVersion};
use simon_core::{ErrorKind, Retry};
use simon_testkit::builders::{self, decimal};

use crate::canned::World;

const CREATED: &str = r#"{"id":"9D000000-0000-4000-8000-000000000001","nummer":2601001}"#;

fn settings(feiten: &[(&str, &str)]) -> SettingsVersion {
    let mut settings = builders::settings(SettingValues::default());
    settings.feiten =
        feiten.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    settings
}

fn draft(regels: Vec<DraftRegel>) -> InvoiceDraft {
    let mut draft = builders::draft("20417");
    draft.omschrijving = None;
    draft.regels = regels;
    draft
}

fn line(aantal: &str, prijs: Prijs) -> ArtikelRegel {
    let mut regel = builders::regel("a1", aantal, "0");
    regel.prijs = Some(prijs);
    regel
}

/// What is sent for a draft, without white space.
fn rendered(draft: &InvoiceDraft, settings: &SettingsVersion) -> String {
    let world = World::new(&[("POST", "/v2/verkooporders", 201, CREATED)]);
    world.run(world.connector.create_document(draft, settings)).unwrap();
    world.sent().pop().unwrap()
}

#[test]
fn only_what_is_needed_is_written_with_exact_numbers_c21() {
    let mut discounted = line("0.25", Prijs::exclusief(decimal("62.50")));
    discounted.korting = Some(Percentage(decimal("12.5")));
    let mut plain = line("3", Prijs::exclusief(decimal("0.1")));
    plain.omschrijving = None;
    plain.korting = Some(Percentage(decimal("0")));
    let text = DraftRegel::Tekst("Ketel \"nagezien\"".to_owned());
    let regels = vec![text, DraftRegel::Artikel(discounted), DraftRegel::Artikel(plain)];
    let sent = rendered(&draft(regels), &settings(&[]));
    assert_eq!(
        sent,
        concat!(
            r#"{"relatie":{"id":"k1"},"datum":"2026-03-02T00:00:00","procesStatus":"Order","#,
            r#""verkooporderBtwIngaveModel":"Exclusief","memo":"Simon-werkbon: acme01-20417","#,
            r#""regels":[{"omschrijving":"Ketel \"nagezien\"","stuksprijs":0},"#,
            r#"{"artikel":{"id":"a1"},"omschrijving":"Artikel a1","stuksprijs":62.50,"#,
            r#""aantal":0.25,"kortingsPercentage":12.5},"#,
            r#"{"artikel":{"id":"a1"},"stuksprijs":0.1,"aantal":3}]}"#
        )
    );
}

#[test]
fn the_vat_mode_follows_the_prices_and_else_the_administration_c25_p23() {
    let inclusive = [("verkoopprijs_exclusief_btw", "false")];
    let exclusive_price = DraftRegel::Artikel(line("1", Prijs::exclusief(decimal("1"))));
    let free = DraftRegel::Artikel(line("1", Prijs::exclusief(decimal("0"))));
    for (regels, expected) in [
        (vec![exclusive_price.clone()], "Exclusief"),
        (vec![free.clone(), exclusive_price], "Exclusief"),
        (vec![DraftRegel::Tekst("Alleen tekst".to_owned())], "Inclusief"),
        (vec![free], "Inclusief"),
    ] {
        let sent = rendered(&draft(regels), &settings(&inclusive));
        assert!(sent.contains(&format!(r#"IngaveModel":"{expected}""#)), "{sent}");
    }
}

#[test]
fn quantities_and_prices_have_the_administrations_decimals_with_a_warning_c21() {
    let feiten = [("prijs_decimalen", "3"), ("aantal_decimalen", "1")];
    let world = World::new(&[("POST", "/v2/verkooporders", 201, CREATED)]);
    let regel = line("0.25", Prijs::exclusief(decimal("1.2345")));
    let draft = draft(vec![DraftRegel::Artikel(regel)]);
    let created = world.run(world.connector.create_document(&draft, &settings(&feiten))).unwrap();
    let sent = world.sent().pop().unwrap();
    assert!(sent.contains(r#""stuksprijs":1.235,"aantal":0.3"#), "{sent}");
    assert_eq!(created.waarschuwingen[0].message.code(), "snelstart-aantal-afgerond");
}

#[test]
fn nothing_is_sent_for_a_lost_quantity_a_missing_price_or_mixed_vat() {
    let mut priceless = line("1", Prijs::exclusief(decimal("1")));
    priceless.prijs = None;
    let mixed = vec![
        DraftRegel::Artikel(line("1", Prijs::exclusief(decimal("1")))),
        DraftRegel::Artikel(line("1", Prijs::inclusief(decimal("1")))),
    ];
    let whole = [("aantal_decimalen", "0")];
    let quarter = line("0.25", Prijs::exclusief(decimal("60")));
    for (regels, code) in [
        (vec![DraftRegel::Artikel(quarter)], "snelstart-aantal-nul"),
        (vec![DraftRegel::Artikel(priceless)], "snelstart-prijs-ontbreekt"),
        (mixed, "snelstart-btw-gemengd"),
    ] {
        let world = World::new(&[("POST", "/v2/verkooporders", 201, CREATED)]);
        let draft = draft(regels);
        let outcome = world.run(world.connector.create_document(&draft, &settings(&whole)));
        let error = outcome.unwrap_err();
        assert_eq!((error.kind(), error.retry()), (ErrorKind::Unmappable, Retry::Never));
        assert_eq!(error.message().code(), code);
        assert!(world.sent().is_empty());
    }
}

#[test]
fn long_texts_go_on_lines_of_250_at_word_boundaries_c24() {
    let word = "é🚧x ";
    let text = format!("{}\n\n  \nSlot", word.repeat(100));
    let sent = rendered(&draft(vec![DraftRegel::Tekst(text.clone())]), &settings(&[]));
    let order: serde_json::Value = serde_json::from_str(&sent).unwrap();
    let lines: Vec<&str> = order["regels"]
        .as_array()
        .unwrap()
        .iter()
        .map(|regel| regel["omschrijving"].as_str().unwrap())
        .collect();
    assert!(lines.iter().all(|line| line.encode_utf16().count() <= 250 && !line.is_empty()));
    assert_eq!(lines.last(), Some(&"Slot"));
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(&lines.join(" ")), words(&text));
    let unbroken = "🚧".repeat(300);
    let sent = rendered(&draft(vec![DraftRegel::Tekst(unbroken.clone())]), &settings(&[]));
    let order: serde_json::Value = serde_json::from_str(&sent).unwrap();
    let pieces: Vec<&str> = order["regels"]
        .as_array()
        .unwrap()
        .iter()
        .map(|regel| regel["omschrijving"].as_str().unwrap())
        .collect();
    assert_eq!(pieces.concat(), unbroken);
    assert_eq!(pieces[0].encode_utf16().count(), 250);
}

#[test]
fn a_total_that_differs_by_more_than_a_cent_a_line_is_a_warning_p22() {
    let regels = || {
        vec![
            DraftRegel::Artikel(line("2", Prijs::exclusief(decimal("11.95")))),
            DraftRegel::Artikel(line("1", Prijs::exclusief(decimal("0.10")))),
        ]
    };
    for (total, warned) in [("24.00", false), ("24.02", false), ("24.03", true), ("29.04", true)] {
        let id = "9d000000-0000-4000-8000-000000000001";
        let body = format!(r#"{{"id":"{id}","totaalExclusiefBtw":{total}}}"#);
        let world = World::new(&[("POST", "/v2/verkooporders", 201, &body)]);
        let (draft, settings) = (draft(regels()), settings(&[]));
        let created = world.run(world.connector.create_document(&draft, &settings)).unwrap();
        let codes: Vec<&str> =
            created.waarschuwingen.iter().map(|line| line.message.code()).collect();
        assert_eq!(codes.contains(&"snelstart-totaal-wijkt-af"), warned, "{total}: {codes:?}");
    }
}

#[test]
fn a_created_order_without_a_readable_id_is_an_unknown_outcome_c22() {
    for body in ["", "{}", r#"{"id":null}"#, r#"{"id":""}"#, "<html></html>", "null", "[]"] {
        let world = World::new(&[("POST", "/v2/verkooporders", 201, body)]);
        let regel = line("1", Prijs::exclusief(decimal("1")));
        let draft = draft(vec![DraftRegel::Artikel(regel)]);
        let outcome = world.run(world.connector.create_document(&draft, &settings(&[])));
        assert_eq!(outcome.unwrap_err().retry(), Retry::CheckFirst, "{body}");
        assert_eq!(world.sent().len(), 1);
    }
}

#[test]
fn the_category_and_the_texts_follow_the_settings_c12_c15() {
    let mut settings = settings(&[]);
    settings.waarden.set("ordertype", SettingValue::Tekst("werkbon".to_owned()));
    let mut draft = draft(vec![DraftRegel::Tekst("x".to_owned())]);
    draft.omschrijving = Some("Ketel WB".to_owned());
    draft.klantreferentie = Some("PO-88".to_owned());
    draft.memo = Some("Dorpsstraat 1\n".to_owned());
    let sent = rendered(&draft, &settings);
    for part in [
        r#""procesStatus":"Werkbon""#,
        r#""omschrijving":"Ketel WB""#,
        r#""betalingskenmerk":"PO-88""#,
        r#""memo":"Dorpsstraat 1\nSimon-werkbon: acme01-20417""#,
    ] {
        assert!(sent.contains(part), "{part} in {sent}");
    }
    assert!(!sent.contains("sjabloon"), "{sent}");
}
