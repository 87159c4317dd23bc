//! A draft as the JSON that is sent, and what is made of the answer.

use rust_decimal::Decimal;
use simon_core::domain::{ArtikelRegel, DraftRegel, InvoiceDraft, Percentage, Prijs};
use simon_core::log::{LogLine, Soort};
use simon_core::settings::{Checked, SettingValue, SettingValues, SettingsVersion};
use simon_core::{ErrorKind, Retry};
use simon_testkit::builders::{self, decimal};

use super::super::invoice::warnings_after_create;
use super::super::*;
use super::{referentie, rows};
use crate::settings::{DAGBOEK, DOCUMENTSOORT, PDF};
use crate::wire;

const KLANT: &str = "5b7c2f0e-0000-4000-8000-000000000001";

fn settings() -> SettingsVersion {
    let mut settings = builders::settings(SettingValues::default());
    settings.waarden.set(DAGBOEK, SettingValue::Tekst("70".to_owned()));
    let mut checked = Checked::named("Verkoopboek");
    checked.vendor_id = Some("070".to_owned());
    settings.gecontroleerd.insert(DAGBOEK.to_owned(), checked);
    settings
}

fn draft(regels: Vec<ArtikelRegel>) -> InvoiceDraft {
    let mut draft = builders::draft("20417");
    draft.klant = builders::relatie_id(KLANT);
    draft.regels = regels.into_iter().map(DraftRegel::Artikel).collect();
    (draft.memo, draft.klantreferentie) = (None, None);
    draft
}

fn line(aantal: &str, prijs: Option<Prijs>, korting: Option<&str>) -> ArtikelRegel {
    let mut regel = builders::regel("a1", aantal, "0");
    regel.omschrijving = None;
    regel.prijs = prijs;
    regel.korting = korting.map(|korting| Percentage(decimal(korting)));
    regel
}

fn exclusief(price: &str) -> Option<Prijs> {
    Some(Prijs::exclusief(decimal(price)))
}

fn sent(regels: Vec<ArtikelRegel>) -> wire::NewInvoice {
    draft_to_wire(&draft(regels), &settings()).unwrap()
}

fn json(invoice: &wire::NewInvoice) -> String {
    serde_json::to_string(invoice).unwrap()
}

#[test]
fn only_what_is_needed_is_written_with_exact_numbers_c21() {
    let mut noted = line("3.00", None, None);
    noted.omschrijving = Some("meterkast\nboven\n".to_owned());
    let mut draft = draft(vec![line("0.25", exclusief("62.50"), None), noted]);
    draft.memo = Some("Dorpsstraat 1\nKetel \"nagezien\"\n".to_owned());
    draft.klantreferentie = Some("PO-88".to_owned());
    assert_eq!(
        json(&draft_to_wire(&draft, &settings()).unwrap()),
        concat!(
            r#"{"OrderedBy":"5b7c2f0e-0000-4000-8000-000000000001","Journal":"070","Type":8020,"#,
            r#""Description":"Werkbon acme01-20417","YourRef":"PO-88","#,
            r#""Remarks":"Dorpsstraat 1\r\nKetel \"nagezien\"","OrderDate":"2026-03-02T00:00:00","#,
            r#""SalesInvoiceLines":[{"Item":"a1","Quantity":0.25,"NetPrice":62.5},"#,
            r#"{"Item":"a1","Quantity":3,"Notes":"meterkast\r\nboven"}]}"#
        )
    );
    let one = json(&sent(vec![line("1", None, None)]));
    let lines = r#""SalesInvoiceLines":[{"Item":"a1","Quantity":1}]}"#;
    assert!(one.ends_with(lines), "no price, no null, and one line is a list: {one}");
    assert!(!one.contains("YourRef") && !one.contains("Remarks"), "{one}");
}

#[test]
fn a_discount_is_worked_into_our_price_and_else_left_to_exact() {
    for (price, korting, net, discount) in [
        (exclusief("10"), None, Some("10"), None),
        (exclusief("10"), Some("12.5"), Some("8.75"), None),
        (exclusief("9.99"), Some("33.333"), Some("6.66"), None),
        (exclusief("0.12345"), None, Some("0.1235"), None),
        (exclusief("10"), Some("100"), Some("0"), None),
        (exclusief("10"), Some("0"), Some("10"), None),
        (Some(Prijs::inclusief(Decimal::ZERO)), None, Some("0"), None),
        (None, None, None, None),
        (None, Some("0"), None, None),
        (None, Some("12.5"), None, Some("0.125")),
    ] {
        let invoice = sent(vec![line("1", price, korting)]);
        let line = &invoice.sales_invoice_lines[0];
        let named = format!("{price:?} {korting:?}");
        assert_eq!(line.net_price, net.map(decimal), "{named}");
        assert_eq!(line.discount, discount.map(decimal), "{named}");
    }
}

#[test]
fn nothing_is_sent_for_a_price_with_vat_a_text_line_or_a_missing_journal() {
    let inclusive = vec![line("1", Some(Prijs::inclusief(decimal("12.10"))), None)];
    let mut text = draft(Vec::new());
    text.regels = vec![DraftRegel::Tekst("Ketel".to_owned())];
    let bare = builders::settings(SettingValues::default());
    for (draft, settings, code) in [
        (draft(inclusive), settings(), "exact-prijs-inclusief"),
        (text, settings(), "exact-tekstregel"),
        (draft(vec![line("1", None, None)]), bare, "exact-dagboek-leeg"),
    ] {
        let error = draft_to_wire(&draft, &settings).unwrap_err();
        assert_eq!((error.kind(), error.retry()), (ErrorKind::Unmappable, Retry::Never));
        assert_eq!(error.message().code(), code);
    }
}

fn created() -> wire::SalesInvoice {
    #[derive(serde::Deserialize)]
    struct Envelope {
        d: wire::SalesInvoice,
    }
    let fixture = include_str!("../../../tests/fixtures/invoice_created.json");
    serde_json::from_str::<Envelope>(fixture).unwrap().d
}

fn codes(lines: &[LogLine]) -> Vec<(Soort, String)> {
    lines.iter().map(|line| (line.soort, line.message.code().to_owned())).collect()
}

#[test]
fn the_created_invoice_is_known_by_its_id_and_the_number_that_it_has_so_far() {
    let draft = draft(vec![line("10", exclusief("11.95"), None)]);
    let sent = draft_to_wire(&draft, &settings()).unwrap();
    let made = created_document(&draft, &sent, &created()).unwrap();
    assert_eq!(made.document.vendor_id, "5b7c2f0e-0000-4000-8000-0000000000e1");
    assert_eq!(made.document.nummer.as_deref(), Some("2600017"));
    assert_eq!(made.waarschuwingen, []);
    let mut numbered = created();
    numbered.invoice_number = Some("26700001".to_owned());
    assert_eq!(document_ref(&numbered).unwrap().nummer.as_deref(), Some("26700001"));
    let mut nameless = created();
    nameless.metadata = None;
    let error = created_document(&draft, &sent, &nameless).unwrap_err();
    assert_eq!(error.retry(), Retry::CheckFirst);
}

#[test]
fn what_is_odd_about_a_created_invoice_is_said() {
    let warning = |code: &str| (Soort::Waarschuwing, code.to_owned());
    let fault = (Soort::Fout, "exact-factuur-niet-open".to_owned());
    let priced = || line("10", exclusief("11.95"), None);
    let unpriced = || line("1", None, None);
    let discounted = || line("1", None, Some("10"));
    let free = || line("1", exclusief("0"), None);
    for (regels, status, amount, expected) in [
        (vec![priced()], Some(20), Some("119.5"), vec![]),
        (vec![priced()], Some(20), Some("119.51"), vec![]),
        (vec![priced()], Some(20), Some("119.52"), vec![warning("exact-totaal-wijkt-af")]),
        (vec![priced()], None, None, vec![]),
        (vec![priced()], Some(50), Some("119.5"), vec![fault.clone()]),
        (vec![priced(), unpriced()], Some(20), Some("500"), vec![]),
        (vec![unpriced()], Some(20), Some("0"), vec![warning("exact-factuur-nul")]),
        (vec![unpriced()], Some(10), Some("0"), vec![fault, warning("exact-factuur-nul")]),
        (vec![free()], Some(20), Some("0"), vec![]),
        (vec![discounted()], Some(20), Some("9"), vec![warning("exact-korting-controleren")]),
    ] {
        let draft = draft(regels);
        let sent = draft_to_wire(&draft, &settings()).unwrap();
        let mut answer = created();
        (answer.status, answer.amount_fc_excl_vat) = (status, amount.map(decimal));
        let lines = warnings_after_create(&draft, &sent, &answer);
        assert_eq!(codes(&lines), expected, "{status:?} {amount:?}");
    }
}

#[test]
fn an_invoice_is_found_by_its_whole_reference_c22() {
    let referentie = referentie();
    for (description, ours) in [
        (Some("Werkbon acme01-20417"), true),
        (Some(" Werkbon acme01-20417 "), true),
        (Some("werkbon acme01-20417"), false),
        (Some("Werkbon acme01-204170"), false),
        (Some("Werkbon ACME01-20417"), false),
        (Some("acme01-20417"), false),
        (None, false),
    ] {
        let mut invoice = created();
        invoice.description = description.map(str::to_owned);
        assert_eq!(is_invoice_for(&invoice, &referentie), ours, "{description:?}");
    }
}

#[test]
fn a_listed_invoice_carries_its_reference_if_it_is_ours_g2() {
    for (description, expected) in [
        (Some("Werkbon acme01-20417"), Some("acme01-20417")),
        (Some("Werkbon  acme01-9"), Some("acme01-9")),
        (Some("Werkbon other-9"), None),
        (Some("Abonnement acme01-9"), None),
        (None, None),
    ] {
        let mut invoice = created();
        invoice.description = description.map(str::to_owned);
        let Mapped::Keep(found) = found_document(&invoice, "acme01-") else { panic!("not kept") };
        assert_eq!(found.referentie.as_deref(), expected, "{description:?}");
    }
}

#[test]
fn a_document_is_found_on_the_customers_own_card_c23() {
    let klant = builders::relatie_id(KLANT);
    let new = document_for(&referentie(), &klant, builders::datum(), 148);
    assert_eq!(
        serde_json::to_string(&new).unwrap(),
        concat!(
            r#"{"Subject":"Werkbon acme01-20417","Type":148,"#,
            r#""Account":"5b7c2f0e-0000-4000-8000-000000000001","#,
            r#""DocumentDate":"2026-03-02T00:00:00"}"#
        )
    );
    let rows = rows::<wire::Document>(include_str!("../../../tests/fixtures/documents.json"));
    let found = rows.items.iter().filter(|it| is_document_for(it, &referentie(), &klant));
    let ids: Vec<Option<String>> = found.map(wire::Document::key).collect();
    assert_eq!(ids, [Some("5b7c2f0e-0000-4000-8000-0000000000d1".to_owned())]);
}

#[test]
fn the_kind_of_document_is_the_wish_else_the_one_that_was_found() {
    for (wish, of_wish, of_pdf, expected) in [
        ("", None, None, 10),
        ("", None, Some("148"), 148),
        ("", Some("20"), Some("148"), 148),
        ("20", Some("20"), Some("148"), 20),
    ] {
        let mut settings = settings();
        settings.waarden.set(DOCUMENTSOORT, SettingValue::Tekst(wish.to_owned()));
        for (key, id) in [(DOCUMENTSOORT, of_wish), (PDF, of_pdf)] {
            let mut checked = Checked::named("");
            checked.vendor_id = id.map(str::to_owned);
            settings.gecontroleerd.insert(key.to_owned(), checked);
        }
        assert_eq!(documentsoort_of(&settings), expected, "{wish} {of_wish:?} {of_pdf:?}");
    }
}

#[test]
fn a_pdf_goes_as_base64_under_a_name_that_ends_in_pdf_c19() {
    let mut pdf = builders::pdf("Werkbon 20417.PDF");
    pdf.inhoud = b"%PDF-1.7".to_vec();
    let file = attachment_for("d1", &pdf, 8).unwrap();
    assert_eq!(
        serde_json::to_string(&file).unwrap(),
        r#"{"Document":"d1","FileName":"Werkbon 20417.pdf","Attachment":"JVBERi0xLjc="}"#
    );
    assert!(!format!("{file:?}").contains("JVB"));
    let error = attachment_for("d1", &pdf, 7).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unmappable);
    assert_eq!(error.message().code(), "exact-pdf-groter-dan");
    for (naam, expected) in [
        ("bon".to_owned(), "bon.pdf".to_owned()),
        ("é".repeat(150), format!("{}.pdf", "é".repeat(96))),
        (format!("{}.pdf", "x".repeat(150)), format!("{}.pdf", "x".repeat(96))),
        ("é.pdf".to_owned(), "é.pdf".to_owned()),
        ("dé".to_owned(), "dé.pdf".to_owned()),
    ] {
        let file = attachment_for("d1", &builders::pdf(&naam), 1 << 20).unwrap();
        assert_eq!(file.file_name, expected, "{naam}");
    }
}

#[test]
fn a_file_is_recognised_by_its_name() {
    let pdf = builders::pdf("bon.pdf");
    for (json, same) in [
        (r#"{"FileName":"bon.pdf"}"#, true),
        (r#"{"FileName":" bon.pdf "}"#, true),
        (r#"{"FileName":"bon (2).pdf"}"#, false),
        (r#"{"FileName":"Bon.pdf"}"#, false),
        (r#"{"FileName":null}"#, false),
    ] {
        let file: wire::Attachment = serde_json::from_str(json).unwrap();
        assert_eq!(is_attachment_for(&file, &pdf), same, "{json}");
    }
}
