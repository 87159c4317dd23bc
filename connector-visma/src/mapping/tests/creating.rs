//! Drafts as documents, their PDFs, and what is said afterwards.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::{Value, json};
use simon_core::Error;
use simon_core::domain::{DocumentSoort, DraftRegel, InvoiceDraft, Percentage, Prijs, rond_af};
use simon_core::settings::{Checked, SettingValue, SettingValues, SettingsVersion};
use simon_core::{ErrorKind, log::Soort};
use simon_testkit::builders::{self, decimal};

use super::super::magazijn::magazijn_of;
use super::*;
use crate::settings::{MAGAZIJN, MAGAZIJN_PER_GEBRUIKER, MAGAZIJNEN};
use crate::wire::{Attachment, Invoice, Order};

/// A werkbon of an hour and a quarter that the vendor prices, and two of an article at a price.
fn draft(soort: DocumentSoort) -> InvoiceDraft {
    let mut draft = builders::draft("20417");
    let mut hours = builders::regel("501", "1.25", "0");
    hours.code = "UREN".to_owned();
    hours.prijs = None;
    hours.omschrijving = None;
    hours.eenheid = Some("UUR".to_owned());
    let mut priced = builders::regel("502", "2.00", "12.5000");
    priced.korting = Some(Percentage(decimal("10.0")));
    priced.eenheid = Some("doosje".to_owned());
    draft.regels = vec![DraftRegel::Artikel(hours), DraftRegel::Artikel(priced)];
    draft.soort = soort;
    draft.klant_code = "10000".to_owned();
    draft.klantreferentie = Some("PO-88".to_owned());
    draft.memo = Some("Dorpsstraat 1, Ede\nLekkende kraan".to_owned());
    draft
}

fn settings(values: &[(&str, SettingValue)]) -> SettingsVersion {
    let values: SettingValues =
        values.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
    builders::settings(values)
}

fn default_warehouse() -> SettingsVersion {
    settings(&[(MAGAZIJN, SettingValue::Tekst("1".to_owned()))])
}

fn order_json(draft: &InvoiceDraft, settings: &SettingsVersion) -> Value {
    serde_json::to_value(draft_to_order(draft, settings).unwrap()).unwrap()
}

fn invoice_json(draft: &InvoiceDraft) -> Value {
    serde_json::to_value(draft_to_invoice(draft).unwrap()).unwrap()
}

/// `serde_json::Value` cannot hold a decimal, so numbers are compared as they are written.
fn written(record: &impl serde::Serialize) -> String {
    serde_json::to_string(record).unwrap()
}

#[test]
fn a_sales_order_has_exactly_these_members_c2() {
    let order = draft_to_order(&draft(DocumentSoort::Verkooporder), &default_warehouse()).unwrap();
    assert_eq!(
        written(&order),
        concat!(
            r#"{"type":"SO","date":"2026-03-02T00:00:00","description":"Werkbon 20417","#,
            r#""status":"Hold","customer":{"id":"10000","order":"PO-88","refNo":"acme01-20417"},"#,
            r#""note":"Dorpsstraat 1, Ede\nLekkende kraan","#,
            r#""shipping":{"preferredWarehouseId":"1"},"orderLines":["#,
            r#"{"inventoryId":"UREN","quantity":1.25,"unitOfMeasure":"UUR","warehouseId":"1"},"#,
            r#"{"inventoryId":"A502","quantity":2,"unitOfMeasure":"doosje","#,
            r#""description":"Artikel 502","unitPrice":12.5,"hasManualPrice":true,"#,
            r#""discountPercent":10,"hasManualDiscount":true,"warehouseId":"1"}]}"#,
        )
    );
}

#[test]
fn a_customer_invoice_has_exactly_these_members_c2() {
    let invoice = draft_to_invoice(&draft(DocumentSoort::Klantfactuur)).unwrap();
    assert_eq!(
        written(&invoice),
        concat!(
            r#"{"customerNumber":{"value":"10000"},"documentDate":{"value":"2026-03-02T00:00:00"},"#,
            r#""hold":{"value":true},"invoiceText":{"value":"Werkbon 20417"},"#,
            r#""customerRefNumber":{"value":"PO-88"},"#,
            r#""externalReference":{"value":"acme01-20417"},"#,
            r#""note":{"value":"Dorpsstraat 1, Ede\nLekkende kraan"},"invoiceLines":["#,
            r#"{"operation":"Insert","inventoryNumber":{"value":"UREN"},"#,
            r#""quantity":{"value":1.25},"uom":{"value":"UUR"}},"#,
            r#"{"operation":"Insert","inventoryNumber":{"value":"A502"},"quantity":{"value":2},"#,
            r#""uom":{"value":"doosje"},"unitPriceInCurrency":{"value":12.5},"#,
            r#""description":{"value":"Artikel 502"},"discountPercent":{"value":10},"#,
            r#""manualDiscount":{"value":true}}]}"#,
        )
    );
}

#[test]
fn nothing_empty_is_ever_sent() {
    let mut bare = draft(DocumentSoort::Verkooporder);
    (bare.klantreferentie, bare.memo) = (Some("  ".to_owned()), Some("\n".to_owned()));
    let mut line = builders::regel("501", "1", "0");
    (line.omschrijving, line.eenheid, line.prijs) =
        (Some(" ".to_owned()), Some("".to_owned()), None);
    line.korting = Some(Percentage(Decimal::ZERO));
    bare.regels = vec![DraftRegel::Artikel(line)];
    let order = order_json(&bare, &default_warehouse());
    let customer = json!({"id": "10000", "order": "acme01-20417", "refNo": "acme01-20417"});
    assert_eq!(order["customer"], customer, "ours in both, for the list is filtered by `order`");
    assert_eq!(order.get("note"), None);
    let keys: Vec<&String> = order["orderLines"][0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["inventoryId", "quantity", "warehouseId"]);
    let invoice = invoice_json(&bare);
    for absent in ["note", "customerRefNumber"] {
        assert_eq!(invoice.get(absent), None, "{absent}");
    }
    let keys: Vec<&String> = invoice["invoiceLines"][0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["inventoryNumber", "operation", "quantity"]);
}

#[test]
fn a_unit_that_is_too_long_is_left_out_of_an_order_only() {
    let mut long = draft(DocumentSoort::Verkooporder);
    if let DraftRegel::Artikel(regel) = &mut long.regels[0] {
        regel.eenheid = Some("strekkende meter".to_owned());
    }
    let order = order_json(&long, &default_warehouse());
    assert_eq!(order["orderLines"][0].get("unitOfMeasure"), None);
    assert_eq!(invoice_json(&long)["invoiceLines"][0]["uom"]["value"], "strekkende meter");
}

#[test]
fn a_zero_that_the_werkbon_has_is_a_price_c25() {
    let mut free = draft(DocumentSoort::Verkooporder);
    free.regels = vec![DraftRegel::Artikel(builders::regel("501", "1", "0"))];
    let line = &order_json(&free, &default_warehouse())["orderLines"][0];
    assert_eq!((&line["unitPrice"], &line["hasManualPrice"]), (&json!(0), &json!(true)));
}

fn refused(result: Result<impl Sized, Error>) -> String {
    let Err(error) = result else { panic!("it was mapped") };
    assert_eq!(error.kind(), ErrorKind::Unmappable);
    error.message().code().to_owned()
}

#[test]
fn what_the_vendor_has_no_place_for_is_refused_before_anything_is_sent() {
    let change = |change: fn(&mut InvoiceDraft)| {
        let mut changed = draft(DocumentSoort::Verkooporder);
        change(&mut changed);
        let order = refused(draft_to_order(&changed, &default_warehouse()));
        assert_eq!(refused(draft_to_invoice(&changed)), order, "both alike");
        order
    };
    assert_eq!(change(|it| it.klant_code = " ".to_owned()), "visma-klant-zonder-nummer-bon");
    let text = |it: &mut InvoiceDraft| it.regels.push(DraftRegel::Tekst("tekst".to_owned()));
    assert_eq!(change(text), "visma-tekstregel");
    let on_first = |it: &mut InvoiceDraft, change: fn(&mut simon_core::domain::ArtikelRegel)| {
        if let DraftRegel::Artikel(regel) = &mut it.regels[0] {
            change(regel);
        }
    };
    let mut no_code = draft(DocumentSoort::Klantfactuur);
    on_first(&mut no_code, |regel| regel.code = String::new());
    assert_eq!(refused(draft_to_invoice(&no_code)), "visma-artikel-zonder-nummer-bon");
    let mut with_vat = draft(DocumentSoort::Klantfactuur);
    on_first(&mut with_vat, |regel| regel.prijs = Some(Prijs::inclusief(Decimal::ONE)));
    assert_eq!(refused(draft_to_invoice(&with_vat)), "visma-prijs-inclusief");
    on_first(&mut with_vat, |regel| regel.prijs = Some(Prijs::inclusief(Decimal::ZERO)));
    assert!(draft_to_invoice(&with_vat).is_ok(), "nothing is nothing with VAT, too");
}

#[test]
fn a_reference_is_never_cut_refused_over_a_published_limit_and_else_sent_whole_c24() {
    let mut long = draft(DocumentSoort::Verkooporder);
    long.klantreferentie = Some("é".repeat(40));
    assert!(draft_to_order(&long, &default_warehouse()).is_ok());
    long.klantreferentie = Some("é".repeat(41));
    let code = refused(draft_to_order(&long, &default_warehouse()));
    assert_eq!(code, "werkbon-referentie-te-lang");
    let reference = &invoice_json(&long)["customerRefNumber"]["value"];
    assert_eq!(reference, &json!("é".repeat(41)));
}

fn table(rows: &[(&str, &str)]) -> SettingValue {
    let rows = rows.iter().map(|(user, id)| ((*user).to_owned(), (*id).to_owned()));
    SettingValue::Tabel(rows.collect::<BTreeMap<_, _>>())
}

#[test]
fn the_warehouse_is_the_users_else_the_default_else_the_werkbon_is_refused_c18() {
    let per_user = (MAGAZIJN_PER_GEBRUIKER, SettingValue::JaNee(true));
    let users = (MAGAZIJNEN, table(&[("Jan", " bus12 "), ("piet", " "), ("jan ", "BUS13")]));
    let default = (MAGAZIJN, SettingValue::Tekst(" 1 ".to_owned()));
    let of = |user: Option<&str>, values: &[(&str, SettingValue)]| {
        let mut draft = draft(DocumentSoort::Verkooporder);
        draft.gebruiker = user.map(str::to_owned);
        magazijn_of(&draft, &settings(values)).map_err(|error| error.message().code().to_owned())
    };
    let ok = |magazijn: &str| Ok(magazijn.to_owned());
    let all = [per_user.clone(), users.clone(), default.clone()];
    assert_eq!(of(Some("Jan"), &all), ok("bus12"));
    assert_eq!(of(Some(" jan"), &all), ok("BUS13"), "the same letters first");
    assert_eq!(of(Some("JAN"), &all).unwrap().to_lowercase().len(), 5, "then any case");
    for user in [Some("piet"), Some("kees"), Some(""), None] {
        assert_eq!(of(user, &all), ok("1"), "{user:?}");
        let without = of(user, &[per_user.clone(), users.clone()]);
        assert_eq!(without, Err("visma-magazijn-gebruiker".to_owned()));
    }
    // Per user off: the table is not looked at.
    assert_eq!(of(Some("Jan"), &[users.clone(), default]), ok("1"));
    assert_eq!(of(Some("Jan"), &[users]), Err("visma-magazijn-leeg".to_owned()));
}

#[test]
fn warehouses_are_spelled_as_the_vendor_spells_them() {
    let mut settings = settings(&[
        (MAGAZIJN_PER_GEBRUIKER, SettingValue::JaNee(true)),
        (MAGAZIJNEN, table(&[("jan", "bus12")])),
        (MAGAZIJN, SettingValue::Tekst("hoofd".to_owned())),
    ]);
    let mut default = Checked::named("Hoofdmagazijn");
    default.vendor_id = Some("HOOFD".to_owned());
    let mut users = Checked::named("Bus 12");
    users.vendor_ids = vec!["ANDERS".to_owned(), "Bus12".to_owned()];
    settings.gecontroleerd.insert(MAGAZIJN.to_owned(), default);
    settings.gecontroleerd.insert(MAGAZIJNEN.to_owned(), users);
    let mut draft = draft(DocumentSoort::Verkooporder);
    assert_eq!(magazijn_of(&draft, &settings).unwrap(), "HOOFD");
    draft.gebruiker = Some("jan".to_owned());
    assert_eq!(magazijn_of(&draft, &settings).unwrap(), "Bus12");
    let order = order_json(&draft, &settings);
    assert_eq!(order["shipping"]["preferredWarehouseId"], "Bus12");
    let lines = order["orderLines"].as_array().unwrap();
    assert!(lines.iter().all(|line| line["warehouseId"] == "Bus12"), "on every line");
}

#[test]
fn after_an_invoice_the_user_hears_of_free_lines_and_of_one_that_is_closed() {
    let invoices: Vec<Invoice> = rows(include_str!("../../../tests/fixtures/invoices.json"));
    let draft = draft(DocumentSoort::Klantfactuur);
    assert!(warnings_of_invoice(&draft, &invoices[0]).is_empty());
    let said: Vec<(Soort, String)> = warnings_of_invoice(&draft, &invoices[3])
        .into_iter()
        .map(|line| (line.soort, line.message.code().to_owned()))
        .collect();
    let zero = || (Soort::Waarschuwing, "visma-prijs-nul".to_owned());
    let closed = (Soort::Fout, "visma-factuur-niet-te-wijzigen".to_owned());
    assert_eq!(said, [closed, zero(), zero()]);
    let mut free = draft;
    let mut given = builders::regel("501", "1", "0");
    given.code = "UREN".to_owned();
    free.regels = vec![DraftRegel::Artikel(given)];
    assert_eq!(
        warnings_of_invoice(&free, &invoices[3]).len(),
        2,
        "a zero of the werkbon's own is meant"
    );
}

#[test]
fn after_an_order_the_user_hears_what_did_not_arrive() {
    let read: Order =
        serde_json::from_str(include_str!("../../../tests/fixtures/order.json")).unwrap();
    let draft = draft(DocumentSoort::Verkooporder);
    let said = |magazijn: &str, read: &Order| -> Vec<String> {
        let settings = settings(&[(MAGAZIJN, SettingValue::Tekst(magazijn.to_owned()))]);
        let sent = draft_to_order(&draft, &settings).unwrap();
        let lines = warnings_of_order(&draft, &sent, read).into_iter();
        lines.map(|line| line.message.code().to_owned()).collect()
    };
    assert!(said("BUS12", &read).is_empty());
    assert_eq!(said("1", &read), ["visma-order-ander-magazijn"]);
    let lost: Order = serde_json::from_str(r#"{"type":"SO","orderId":"1"}"#).unwrap();
    assert_eq!(said("1", &lost), ["visma-order-zonder-referentie"], "no section says nothing");
}

#[test]
fn a_pdf_is_the_only_part_of_a_form_c19() {
    let pdf = builders::pdf("werkbon-20417.pdf");
    let sent = upload(&pdf).unwrap();
    let boundary = sent.content_type.split("boundary=").nth(1).unwrap();
    let expected = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; \
         filename=\"werkbon-20417.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.4\n%%EOF\n\
         \r\n--{boundary}--\r\n"
    );
    assert_eq!(String::from_utf8(sent.body.clone()).unwrap(), expected);
    assert!(!format!("{sent:?}").contains("PDF"));
    let mut awkward = pdf.clone();
    awkward.inhoud = boundary.as_bytes().to_vec();
    assert_ne!(upload(&awkward).unwrap().content_type, sent.content_type, "another boundary");

    let file: Attachment = serde_json::from_str(r#"{"name":"werkbon-20417.pdf"}"#).unwrap();
    assert!(is_pdf(&file, &pdf));
    assert!(!is_pdf(&file, &builders::pdf("Werkbon-20417.pdf")));
}

fn sent_name(naam: &str) -> String {
    let body = String::from_utf8_lossy(&upload(&builders::pdf(naam)).unwrap().body).into_owned();
    body.split("filename=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[test]
fn a_name_that_had_to_be_changed_is_marked_so_that_no_two_files_become_one() {
    assert_eq!(sent_name(" formulier_1.pdf "), "formulier_1.pdf");
    let changed = ["Keuring é.pdf", "Keuring è.pdf", "a\"b\r\n.pdf", "a", "a.PDF", ".pdf"];
    let names: std::collections::BTreeSet<String> =
        changed.iter().map(|naam| sent_name(naam)).collect();
    assert_eq!(names.len(), changed.len(), "{names:?}");
    assert!(!names.contains("a.pdf"), "{names:?}");
    let long = sent_name(&format!("{}.pdf", "x".repeat(200)));
    assert_eq!(long.len(), 100);
}

proptest! {
    #[test]
    fn names_of_files_are_plain_and_told_apart(one in "\\PC{1,120}", other in "\\PC{1,120}") {
        let (a, b) = (sent_name(&one), sent_name(&other));
        for name in [&a, &b] {
            let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
            prop_assert!(name.chars().all(plain) && name.ends_with(".pdf") && name.len() <= 100, "{name}");
        }
        prop_assert_eq!(a == b, one.trim() == other.trim());
    }

    /// Whatever is on the werkbon, both documents have each line once, with its own digits.
    #[test]
    fn quantities_and_prices_arrive_as_they_are(
        lines in proptest::collection::vec((-999_999_i64..999_999, proptest::option::of(0_i64..9_999_999)), 1..6),
    ) {
        let mut draft = draft(DocumentSoort::Verkooporder);
        draft.regels = lines
            .iter()
            .map(|(quantity, price)| {
                let mut regel = builders::regel("501", "1", "0");
                regel.aantal.0 = Decimal::new(*quantity, 2);
                regel.prijs = price.map(|price| Prijs::exclusief(Decimal::new(price, 4)));
                DraftRegel::Artikel(regel)
            })
            .collect();
        let order = draft_to_order(&draft, &default_warehouse()).unwrap();
        let invoice = draft_to_invoice(&draft).unwrap();
        prop_assert_eq!((order.order_lines.len(), invoice.invoice_lines.len()), (lines.len(), lines.len()));
        for ((quantity, price), (of_order, of_invoice)) in
            lines.iter().zip(order.order_lines.iter().zip(&invoice.invoice_lines))
        {
            let (quantity, price) = (Decimal::new(*quantity, 2), price.map(|price| Decimal::new(price, 4)));
            prop_assert_eq!((of_order.quantity, of_order.unit_price), (quantity, price));
            prop_assert_eq!(of_order.has_manual_price, price.map(|_| true), "else it is ignored");
            prop_assert_eq!(of_invoice.quantity.0.0, quantity);
            let invoiced = of_invoice.unit_price_in_currency.as_ref().map(|price| price.0.0);
            prop_assert_eq!(invoiced, price);
            prop_assert_eq!(rond_af(quantity, 2), quantity);
        }
    }
}
