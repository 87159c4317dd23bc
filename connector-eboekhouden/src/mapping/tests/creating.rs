use proptest::prelude::*;
use simon_core::domain::{ArtikelRegel, DraftRegel, InvoiceDraft, Percentage, Prijs, Referentie};
use simon_core::settings::{Checked, SettingValue, SettingValues, SettingsVersion};
use simon_core::{Error, ErrorKind};
use simon_testkit::builders::{self, decimal, regel, relatie_id};

use super::super::draft::{discount_notes, draft_to_rest, draft_to_soap, limits};
use crate::rest::wire::NewInvoice;
use crate::settings::SJABLOON;
use crate::soap::{NewFactuur, Record};

fn line(artikel: &str, aantal: &str, prijs: &str) -> ArtikelRegel {
    let mut line = regel(artikel, aantal, prijs);
    line.eenheid = Some("uur".to_owned());
    line.btw_code = Some("HOOG_VERK_21".to_owned());
    line.grootboek = Some("8000".to_owned());
    line.kostenplaats = Some("12".to_owned());
    line.eenheid_id = Some("7".to_owned());
    line
}

fn draft(regels: Vec<ArtikelRegel>) -> InvoiceDraft {
    let mut draft = builders::draft("20417");
    draft.klant = relatie_id("5100001");
    draft.klant_code = "K0042".to_owned();
    draft.regels = regels.into_iter().map(DraftRegel::Artikel).collect();
    draft.betalingstermijn_dagen = Some(14);
    draft
}

fn settings() -> SettingsVersion {
    let mut values = SettingValues::default();
    values.set(SJABLOON, SettingValue::Tekst(" Factuursjabloon ".to_owned()));
    let mut settings = builders::settings(values);
    let mut checked = Checked::named("Factuursjabloon");
    checked.vendor_id = Some("310022".to_owned());
    settings.gecontroleerd.insert(SJABLOON.to_owned(), checked);
    settings
}

fn soap(draft: &InvoiceDraft) -> Result<NewFactuur, Error> {
    draft_to_soap(draft, &settings())
}

fn rest(draft: &InvoiceDraft) -> Result<NewInvoice, Error> {
    draft_to_rest(draft, &settings())
}

#[test]
fn a_draft_becomes_an_invoice_of_soap_with_its_mark_on_the_first_line() {
    let mut second = line("900001", "1", "35");
    second.omschrijving = None;
    let mut third = line("900002", "0.333", "48.105");
    third.omschrijving = Some(" ".to_owned());
    third.korting = Some(Percentage(decimal("10")));
    let made = soap(&draft(vec![line("1", "2.00", "12.5"), second, third])).unwrap();
    assert_eq!((&*made.relatiecode, made.betalingstermijn), ("K0042", 14));
    assert_eq!(made.factuursjabloon, "Factuursjabloon");
    let texts: Vec<&str> = made.regels.iter().map(|regel| &*regel.omschrijving).collect();
    assert_eq!(texts, ["Artikel 1 [acme01-20417]", "A900001", "A900002"]);
    let numbers: Vec<(String, String)> = made
        .regels
        .iter()
        .map(|regel| (regel.aantal.to_string(), regel.prijs_per_eenheid.to_string()))
        .collect();
    let pair = |aantal: &str, prijs: &str| (aantal.to_owned(), prijs.to_owned());
    assert_eq!(numbers, [pair("2", "12.50"), pair("1", "35.00"), pair("0.33", "43.29")]);
    assert_eq!(made.regels[0].code, "A1");
    assert_eq!(
        (&*made.regels[0].btw_code, &*made.regels[0].tegenrekening_code),
        ("HOOG_VERK_21", "8000")
    );
    assert_eq!(made.regels[0].kostenplaats_id, 12);
}

/// SOAP has no discount: where two decimals cannot hold the price behind it, the office is told (P22).
#[test]
fn a_discount_that_two_decimals_cannot_hold_is_told() {
    let discounted = |prijs: &str, korting: &str| {
        let mut regel = line("1", "1000", prijs);
        regel.korting = Some(Percentage(decimal(korting)));
        let codes = discount_notes(&draft(vec![line("2", "1", "1"), regel]));
        codes.iter().map(|message| message.code().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(discounted("12.35", "10"), ["bedrag-afgerond"]);
    assert_eq!(discounted("0.01", "60"), ["bedrag-afgerond"]);
    for (prijs, korting) in [("12.50", "10"), ("12.35", "0"), ("12.35", "100")] {
        assert!(discounted(prijs, korting).is_empty(), "{prijs} {korting}");
    }
}

#[test]
fn a_draft_becomes_an_invoice_of_rest_that_is_not_posted_or_mailed() {
    let mut discounted = line("900014", "0.2500", "48.10");
    discounted.korting = Some(Percentage(decimal("10")));
    let mut unknown_unit = line("900015", "1", "1");
    (unknown_unit.eenheid_id, unknown_unit.kostenplaats) = (None, None);
    let made = rest(&draft(vec![discounted, unknown_unit])).unwrap();
    let json = serde_json::to_string(&made).unwrap();
    assert_eq!(
        json,
        concat!(
            r#"{"relationId":5100001,"date":"2026-03-02","termOfPayment":14,"inExVat":"EX","#,
            r#""templateId":310022,"reference":"acme01-20417","items":["#,
            r#"{"quantity":0.25,"unitId":7,"productId":900014,"description":"Artikel 900014","#,
            r#""pricePerUnit":48.10,"vatCode":"HOOG_VERK_21","ledgerId":8000,"costCenterId":12,"#,
            r#""discountPercentage":10},"#,
            r#"{"quantity":1,"productId":900015,"description":"Artikel 900015","pricePerUnit":1,"#,
            r#""vatCode":"HOOG_VERK_21","ledgerId":8000}]}"#,
        )
    );
}

/// Changes one thing and says which text both interfaces answer with.
type Change = fn(&mut InvoiceDraft);

fn first(draft: &mut InvoiceDraft) -> &mut ArtikelRegel {
    let Some(DraftRegel::Artikel(regel)) = draft.regels.first_mut() else { panic!("no line") };
    regel
}

#[test]
fn what_an_invoice_cannot_do_without_is_refused_before_anything_is_sent() {
    let cases: [(Change, &str); 10] = [
        (|draft| first(draft).btw_code = None, "eboekhouden-artikel-btw"),
        (|draft| first(draft).grootboek = Some(" ".to_owned()), "eboekhouden-artikel-grootboek"),
        (|draft| first(draft).prijs = None, "eboekhouden-prijs-ontbreekt"),
        (
            |draft| first(draft).prijs = Some(Prijs::inclusief(1.into())),
            "eboekhouden-prijs-inclusief",
        ),
        (|draft| first(draft).aantal.0 = decimal("0.00001"), "eboekhouden-aantal-nul"),
        (|draft| draft.betalingstermijn_dagen = None, "eboekhouden-betalingstermijn"),
        (|draft| draft.regels.clear(), "eboekhouden-aantal-regels"),
        (|draft| draft.regels.push(DraftRegel::Tekst("x".to_owned())), "eboekhouden-tekstregel"),
        (
            |draft| draft.regels = std::iter::repeat_n(draft.regels[0].clone(), 501).collect(),
            "eboekhouden-aantal-regels",
        ),
        (|draft| (draft.klant, draft.klant_code) = (relatie_id("onbekend"), String::new()), ""),
    ];
    for (change, code) in cases {
        let mut draft = draft(vec![line("1", "1", "1")]);
        change(&mut draft);
        let errors = [soap(&draft).unwrap_err(), rest(&draft).unwrap_err()];
        assert!(errors.iter().all(|error| error.kind() == ErrorKind::Unmappable));
        let codes = errors.each_ref().map(|error| error.message().code());
        if code.is_empty() {
            assert_eq!(codes, ["eboekhouden-klant-zonder-code", "eboekhouden-klant-onbekend"]);
        } else {
            assert_eq!(codes, [code; 2]);
        }
    }
    let mut nameless = draft(vec![line("1", "1", "1")]);
    first(&mut nameless).code = String::new();
    assert_eq!(soap(&nameless).unwrap_err().message().code(), "eboekhouden-artikel-geen-code");
    let hundred_and_one = draft(std::iter::repeat_n(line("1", "1", "1"), 101).collect());
    assert!(soap(&hundred_and_one).is_err() && rest(&hundred_and_one).is_ok());
}

#[test]
fn without_a_template_nothing_is_made() {
    let none = builders::settings(SettingValues::default());
    let draft = draft(vec![line("1", "1", "1")]);
    let soap = draft_to_soap(&draft, &none).unwrap_err();
    let rest = draft_to_rest(&draft, &none).unwrap_err();
    let codes = [soap, rest].map(|error| error.message().code().to_owned());
    assert!(codes.iter().all(|code| code == "eboekhouden-sjabloon-leeg"), "{codes:?}");
}

#[test]
fn limits_are_those_of_the_interface() {
    let of = |rest| {
        let limits = limits(rest);
        (limits.regels, limits.aantal_decimalen, limits.prijs_decimalen)
    };
    assert_eq!([of(false), of(true)], [(Some(100), 2, 2), (Some(500), 4, 2)]);
}

proptest! {
    /// Any werkbon number and any text: what is written is found back, and no other is (C22).
    #[test]
    fn a_mark_that_was_written_is_found_back(
        nummer in "[!-~]{1,19}", other in "[!-~]{1,19}", text in "[ -Z^-~é]{0,60}",
    ) {
        let mut draft = draft(vec![line("1", "1", "1")]);
        draft.referentie = Referentie::new(&builders::integration(), &builders::nummer(&nummer));
        first(&mut draft).omschrijving = Some(text);
        let omschrijving = soap(&draft).unwrap().regels[0].omschrijving.clone();
        let field = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        let record = Record {
            fields: vec![
                field("Factuurnummer", "F1"),
                field("Regels/cFactuurRegel/Omschrijving", &omschrijving),
            ],
            cut_off: false,
        };
        let factuur = super::factuur_from_soap(&record);
        prop_assert!(super::is_factuur_for(&factuur, &draft.referentie));
        let another = Referentie::new(&builders::integration(), &builders::nummer(&other));
        prop_assert_eq!(super::is_factuur_for(&factuur, &another), other == nummer);
        let found = super::keep(super::found_in_soap(&factuur, "acme01-")).referentie;
        prop_assert_eq!(found.as_deref(), Some(draft.referentie.as_str()));
    }
}
