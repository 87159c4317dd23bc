//! A draft as the JSON that is sent, and what is made of the answer.

use proptest::prelude::*;
use rust_decimal::Decimal;
use simon_core::domain::{
    Aantal, ArtikelRegel, DraftRegel, InvoiceDraft, Percentage, Prijs, Referentie,
};
use simon_core::settings::{SettingValue, SettingValues, SettingsVersion};
use simon_core::{ErrorKind, Retry};
use simon_testkit::builders::{self, decimal};

use super::super::bijlage::files;
use super::super::draft::text_line;
use super::super::*;
use super::order;
use crate::assumptions::{PDFS_MAX, TextLine};
use crate::settings::FACTUUR_STATUS;
use crate::wire::NewOrder;

fn settings(status: Option<&str>) -> SettingsVersion {
    let mut values = SettingValues::default();
    if let Some(status) = status {
        values.set(FACTUUR_STATUS, SettingValue::Tekst(status.to_owned()));
    }
    builders::settings(values)
}

fn voorwaarden(regime: Option<&str>, dagen: Option<u16>) -> Voorwaarden {
    Voorwaarden { regime: regime.map(str::to_owned), betalingstermijn_dagen: dagen }
}

/// Travelling time of a quarter, as the rules make it of the synced article.
fn reistijd() -> ArtikelRegel {
    let mut regel = builders::regel("90001", "0.25", "60.00");
    regel.code = "REIS".to_owned();
    regel.omschrijving = Some("Reistijd".to_owned());
    regel.btw_code = Some("21".to_owned());
    regel.eenheid = Some("HUR".to_owned());
    regel
}

fn draft(regels: Vec<DraftRegel>) -> InvoiceDraft {
    let mut draft = builders::draft("20417");
    draft.klant = builders::relatie_id("4711");
    draft.betalingstermijn_dagen = Some(30);
    draft.regels = regels;
    draft
}

fn sent(draft: &InvoiceDraft) -> NewOrder {
    draft_to_wire(draft, &settings(None), &Voorwaarden::default()).unwrap()
}

fn json(order: &NewOrder) -> String {
    serde_json::to_string(order).unwrap()
}

#[test]
fn exactly_what_is_needed_is_written_with_exact_numbers_c2_c21() {
    let mut discounted = builders::regel("90002", "2.00", "12.35");
    discounted.code = "filter-01".to_owned();
    discounted.btw_code = Some("6".to_owned());
    discounted.korting = Some(Percentage(decimal("12.50")));
    let mut draft = draft(vec![
        DraftRegel::Tekst("Ketel nagekeken\r\nen ontlucht".to_owned()),
        DraftRegel::Artikel(discounted),
        DraftRegel::Artikel(reistijd()),
    ]);
    draft.memo = Some("Dorpsstraat 3\n\"achterom\"\n".to_owned());
    draft.klantreferentie = Some("PO-88".to_owned());
    draft.bijlagen = vec![builders::pdf("Werkbon 20417.pdf")];
    assert_eq!(
        json(&sent(&draft)),
        concat!(
            r#"{"OrderType":"Invoice","OrderDirection":"Income","OrderStatus":"Draft","#,
            r#""CustomerID":4711,"OrderDate":"2026-03-02","ExpiryDate":"2026-04-01","#,
            r#""Reference":"PO-88","Comments":"Dorpsstraat 3\n\"achterom\"","#,
            r#""ExternalProviderID":"acme01-20417","OrderLines":["#,
            r#"{"Description":"Ketel nagekeken\nen ontlucht"},"#,
            r#"{"ProductID":90002,"Quantity":2,"UnitPriceExcl":12.35,"VATPercentage":6,"#,
            r#""ReductionPercentage":12.5,"Reference":"filter-01","Description":"Artikel 90002"},"#,
            r#"{"ProductID":90001,"Quantity":0.25,"UnitPriceExcl":60,"VATPercentage":21,"#,
            r#""Unit":"HUR","Reference":"REIS","Description":"Reistijd"}],"#,
            r#""Attachments":[{"FileName":"Werkbon-20417.pdf","#,
            r#""FileContent":"JVBERi0xLjQKJSVFT0YK"}]}"#
        )
    );
}

#[test]
fn a_draft_is_asked_for_unless_the_settings_want_it_final_c2() {
    let draft = draft(vec![DraftRegel::Artikel(reistijd())]);
    let status = |chosen| {
        let made = draft_to_wire(&draft, &settings(chosen), &Voorwaarden::default()).unwrap();
        made.order_status
    };
    assert_eq!(status(None), Some("Draft"));
    assert_eq!(status(Some("concept")), Some("Draft"));
    assert_eq!(status(Some("definitief")), None);
}

#[test]
fn the_due_date_is_by_the_customers_own_term_and_else_by_that_of_the_draft_c26() {
    let mut draft = draft(vec![DraftRegel::Artikel(reistijd())]);
    let due = |draft: &InvoiceDraft, own| {
        draft_to_wire(draft, &settings(None), &voorwaarden(None, own)).map(|it| it.expiry_date)
    };
    assert_eq!(due(&draft, None).unwrap(), "2026-04-01");
    assert_eq!(due(&draft, Some(0)).unwrap(), "2026-03-02");
    assert_eq!(due(&draft, Some(45)).unwrap(), "2026-04-16");
    draft.betalingstermijn_dagen = None;
    assert_eq!(due(&draft, None).unwrap_err().message().code(), "billit-betalingstermijn");
}

#[test]
fn a_regime_at_zero_rules_all_lines_and_another_none() {
    let draft = draft(vec![
        DraftRegel::Tekst("Tekst".to_owned()),
        DraftRegel::Artikel(reistijd()),
        DraftRegel::Artikel(reistijd()),
    ]);
    for (regime, at_zero) in [
        (Some("21"), true),
        (Some("22"), true),
        (Some("51"), true),
        (Some("104"), true),
        (Some("1"), false),
        (Some("4"), false),
        (Some("99"), false),
        (None, false),
    ] {
        let made = draft_to_wire(&draft, &settings(None), &voorwaarden(regime, None)).unwrap();
        let rates: Vec<Option<Decimal>> =
            made.order_lines.iter().map(|line| line.vat_percentage).collect();
        let rate = Some(if at_zero { Decimal::ZERO } else { decimal("21") });
        assert_eq!(rates, [None, rate, rate], "{regime:?}");
        assert_eq!(made.ventilation_code.as_deref(), regime.filter(|_| at_zero), "{regime:?}");
    }
}

#[test]
fn nothing_is_sent_when_something_is_missing_or_would_be_wrong() {
    let with = |change: fn(&mut ArtikelRegel)| {
        let mut regel = reistijd();
        change(&mut regel);
        draft(vec![DraftRegel::Artikel(regel)])
    };
    let mut elsewhere = draft(vec![DraftRegel::Artikel(reistijd())]);
    elsewhere.klant = builders::relatie_id("k1");
    let mut large = draft(vec![DraftRegel::Artikel(reistijd())]);
    large.bijlagen = vec![builders::pdf("a"), builders::pdf("b")];
    large.bijlagen[1].inhoud = vec![0; PDFS_MAX];
    for (draft, code) in [
        (elsewhere, "billit-klant-onbekend"),
        (large, "billit-pdfs-te-groot"),
        (with(|it| it.artikel = builders::artikel_id("a1")), "billit-artikel-onbruikbaar"),
        (with(|it| it.prijs = None), "billit-prijs-ontbreekt"),
        (with(|it| it.prijs = Some(Prijs::inclusief(Decimal::ONE))), "billit-prijs-inclusief"),
        (with(|it| it.btw_code = None), "billit-artikel-zonder-btw"),
        (with(|it| it.btw_code = Some("hoog".to_owned())), "billit-artikel-zonder-btw"),
        (with(|it| it.aantal = Aantal(decimal("0.004"))), "billit-aantal-nul"),
    ] {
        let error = draft_to_wire(&draft, &settings(None), &Voorwaarden::default()).unwrap_err();
        assert_eq!((error.kind(), error.retry()), (ErrorKind::Unmappable, Retry::Never), "{code}");
        assert_eq!(error.message().code(), code);
    }
    let rounded = with(|it| it.prijs = Some(Prijs::exclusief(decimal("12.345"))));
    assert_eq!(sent(&rounded).order_lines[0].unit_price_excl, Some(decimal("12.35")));
    let free = with(|it| it.prijs = Some(Prijs::inclusief(Decimal::ZERO)));
    assert_eq!(sent(&free).order_lines[0].unit_price_excl, Some(Decimal::ZERO));
}

#[test]
fn a_text_line_is_a_description_and_nothing_else_c10() {
    let text = |text: &str| DraftRegel::Tekst(text.to_owned());
    let regels = vec![
        text("Ketel nagezien\r\nen ontlucht\n"),
        text(" \n "),
        DraftRegel::Artikel(reistijd()),
    ];
    let made = sent(&draft(regels));
    assert_eq!(made.order_lines.len(), 2);
    let line = serde_json::to_string(&made.order_lines[0]).unwrap();
    assert_eq!(line, r#"{"Description":"Ketel nagezien\nen ontlucht"}"#);
    assert_eq!(made.order_lines[1].product_id, Some(90001));
}

#[test]
fn the_other_form_of_a_text_line_has_the_vat_of_the_first_article() {
    let line = text_line("Tekst", TextLine::Priced, Some(decimal("6"))).unwrap();
    let line = serde_json::to_string(&line).unwrap();
    let priced = r#"{"Quantity":1,"UnitPriceExcl":0,"VATPercentage":6,"Description":"Tekst"}"#;
    assert_eq!(line, priced);
}

#[test]
fn files_have_plain_names_that_differ_c19() {
    let names = ["Werkbon 7.PDF", "werkbon_7.pdf", "foto's.van.é.pdf", "éé", ".pdf", "bijlage"];
    let pdfs: Vec<_> = names.iter().map(|naam| builders::pdf(naam)).collect();
    let named: Vec<String> = files(&pdfs).unwrap().into_iter().map(|file| file.file_name).collect();
    let expected = [
        "Werkbon-7.pdf",
        "werkbon-7-2.pdf",
        "foto-s-van.pdf",
        "bijlage.pdf",
        "bijlage-2.pdf",
        "bijlage-3.pdf",
    ];
    assert_eq!(named, expected);
}

fn read_back() -> crate::wire::Order {
    order(include_str!("../../../tests/fixtures/factuur.json"))
}

#[test]
fn a_created_invoice_is_known_by_its_id_and_has_a_number_only_when_it_is_final() {
    let made = document_ref(&read_back());
    assert_eq!((&*made.vendor_id, made.nummer), ("550020", None));
    let numbered = document_ref(&order(r#"{"OrderID":1,"OrderNumber":"2026-1"}"#));
    assert_eq!(numbered.nummer.as_deref(), Some("2026-1"));
}

#[test]
fn what_is_odd_about_a_created_invoice_is_said() {
    let mut made = draft(vec![
        DraftRegel::Tekst("Ketel nagekeken".to_owned()),
        DraftRegel::Artikel(reistijd()),
    ]);
    made.bijlagen = vec![builders::pdf("werkbon-20417.pdf")];
    let sent = sent(&made);
    let codes = |status: &str, answer: &crate::wire::Order| -> Vec<String> {
        let lines = warnings_after_create(&made, &settings(Some(status)), &sent, answer);
        assert!(lines.iter().all(|line| line.record.as_deref() == Some("20417")));
        lines.iter().map(|line| line.message.code().to_owned()).collect()
    };
    assert_eq!(codes("concept", &read_back()), Vec::<String>::new());
    let mut other = read_back();
    other.order_status.0 = Some("ToSend".to_owned());
    other.attachments.clear();
    other.total_excl.0 = Some(decimal("15.03"));
    let all = ["billit-factuur-definitief", "billit-pdf-ontbreekt", "billit-totaal-wijkt-af"];
    assert_eq!(codes("concept", &other), all);
    assert_eq!(codes("definitief", &other), all[1..]);
    let mut silent = read_back();
    silent.order_status.0 = None;
    silent.total_excl.0 = None;
    assert_eq!(codes("concept", &silent), Vec::<String>::new());
    other = read_back();
    other.total_excl.0 = Some(decimal("15.02"));
    assert_eq!(codes("concept", &other), Vec::<String>::new(), "a cent a line");
}

#[test]
fn a_werkbon_has_one_key_a_round_that_a_header_can_carry_p19() {
    let mut draft = draft(vec![DraftRegel::Artikel(reistijd())]);
    let key = idempotency_key(&draft);
    assert!(key.starts_with("order-create-") && key.ends_with("-0"), "{key}");
    // A price that was synced, and another day, between two tries of one round.
    (draft.regels, draft.datum) = (Vec::new(), draft.datum.succ_opt().unwrap());
    assert_eq!(key, idempotency_key(&draft));
    draft.ronde = 1;
    assert_ne!(key, idempotency_key(&draft));
    draft.ronde = 0;
    draft.referentie = Referentie::new(&builders::integration(), &builders::nummer("204170"));
    assert_ne!(key, idempotency_key(&draft));
    assert!(!key.contains("20417-"), "the number of a werkbon is no name for a key: {key}");
    assert!(key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'));
}

proptest! {
    /// Whatever the names, files have plain ones that differ.
    #[test]
    fn names_of_files_are_plain_and_differ(names in prop::collection::vec("[a-cA-Cé. _/-]{0,12}(\\.pdf)?|x{200}", 0..12)) {
        let pdfs: Vec<_> = names.iter().map(|naam| builders::pdf(naam)).collect();
        let files = files(&pdfs).unwrap();
        let mut seen = std::collections::BTreeSet::new();
        for file in &files {
            let stem = file.file_name.strip_suffix(".pdf").unwrap();
            prop_assert!(!stem.is_empty() && stem.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'));
            prop_assert!(file.file_name.len() <= 80);
            prop_assert!(seen.insert(file.file_name.to_ascii_lowercase()));
        }
        prop_assert_eq!(files.len(), names.len());
    }

    /// Members that would change an order, number it or replace its customer never appear, nor do nulls;
    /// every line on an article has a price and a percentage, which is 0 under a regime at 0 % alone.
    #[test]
    fn no_body_is_dangerous(
        quantities in prop::collection::vec((1i64..1_000_000, 0u32..4, 0i64..10_000_000, 0i64..10_000), 1..6),
        regime in prop::option::of("21|22|1|3|4|51|99"),
        rate in "6|12|21", memo in prop::option::of("[a-z \n]{0,40}"),
    ) {
        let regels = quantities.iter().map(|(quantity, scale, cents, discount)| {
            let mut regel = reistijd();
            regel.aantal = Aantal(Decimal::new(*quantity + 10_000, *scale));
            regel.prijs = Some(Prijs::exclusief(Decimal::new(*cents, 4)));
            regel.korting = Some(Percentage(Decimal::new(*discount, 2)));
            regel.btw_code = Some(rate.clone());
            DraftRegel::Artikel(regel)
        });
        let mut draft = draft(regels.collect());
        draft.memo = memo;
        let terms = voorwaarden(regime.as_deref(), None);
        let body = json(&draft_to_wire(&draft, &settings(None), &terms).unwrap());
        for member in ["OrderID", "OrderNumber", "\"Customer\"", "OrderPDF", "Total", ":null", "IsSent"] {
            prop_assert!(!body.contains(member), "{} in {}", member, body);
        }
        let at_zero = regime.as_deref().is_some_and(|code| ["21", "22", "51"].contains(&code));
        let value: serde_json::Value = serde_json::from_str(&body).unwrap();
        prop_assert_eq!(value.get("VentilationCode").is_some(), at_zero);
        for line in value["OrderLines"].as_array().unwrap() {
            let shown = line["VATPercentage"].to_string();
            prop_assert_eq!(shown.as_str(), if at_zero { "0" } else { rate.as_str() });
            prop_assert!(line["UnitPriceExcl"].is_number() && line["Quantity"].is_number());
        }
    }
}
