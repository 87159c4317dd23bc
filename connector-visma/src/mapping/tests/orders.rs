//! Orders and quotes that become werkbonnen, and documents that are found back.

use simon_core::domain::{OrderSoort, VendorOrder, VendorOrderRegel};
use simon_core::rules::orders::is_ours;
use simon_testkit::builders;

use super::*;
use crate::wire::{Invoice, Order, OrderLine};

fn order() -> Order {
    serde_json::from_str(include_str!("../../../tests/fixtures/order.json")).unwrap()
}

fn quote() -> Order {
    serde_json::from_str(include_str!("../../../tests/fixtures/quote.json")).unwrap()
}

fn list() -> Vec<Order> {
    rows(include_str!("../../../tests/fixtures/orders.json"))
}

fn lines() -> Vec<OrderLine> {
    rows(include_str!("../../../tests/fixtures/order_lines.json"))
}

fn mapped(order: &Order, lines: &[OrderLine]) -> VendorOrder {
    kept(order_from_wire(order, lines)).unwrap()
}

#[test]
fn an_order_of_ours_is_recognised_by_its_reference_d8() {
    let ours = mapped(&order(), &[]);
    assert_eq!(ours.order.soort, OrderSoort::Verkooporder);
    assert_eq!((&*ours.order.vendor_id, &*ours.order.nummer), ("SO/000214", "000214"));
    assert_eq!(ours.referentie.as_deref(), Some("acme01-20417"));
    assert!(is_ours(&ours, &builders::integration()));
    assert_eq!(ours.klant.as_ref().map(|id| id.as_str()), Some("4011"));
    let row = &list()[0];
    assert!(is_ours(&mapped(row, &[]), &builders::integration()), "in the list, too");
    assert_eq!(mapped(row, &[]).klant, None, "a row has the number alone");
}

#[test]
fn a_quote_becomes_an_order_with_its_lines_d4() {
    let quote = mapped(&quote(), &lines());
    assert_eq!((quote.order.soort, &*quote.order.vendor_id), (OrderSoort::Offerte, "QT/Q00031"));
    assert_eq!((&*quote.omschrijving, quote.open), ("Zolder verbouwen", true));
    assert_eq!(quote.referentie, None);
    let [text, uren, buis] = quote.regels.as_slice() else { panic!("{:?}", quote.regels) };
    let code = |regel: &VendorOrderRegel| regel.artikel_code.clone();
    assert_eq!((code(text), &*text.omschrijving, text.aantal), (None, "Volgens afspraak", None));
    assert_eq!((code(uren).as_deref(), &*uren.omschrijving), (Some("UREN"), "UREN"));
    assert_eq!(uren.aantal.unwrap().0.to_string(), "8");
    assert_eq!((uren.prijs, uren.korting), (None, None));
    assert_eq!((uren.eenheid.as_deref(), buis.eenheid.as_deref()), (None, Some("METER")));
    assert_eq!((code(buis).as_deref(), &*buis.omschrijving), (Some("BUIS"), "Buis 22 mm"));
    assert!(
        quote.regels.iter().all(|regel| regel.artikel.is_none()),
        "the id is the store's to know"
    );
    assert_eq!(buis.prijs.unwrap().bedrag.0.to_string(), "3.333333");

    let own = mapped(&order(), &lines());
    assert_eq!(own.regels.len(), 1, "its own lines, when it has them");
    assert_eq!(&*own.regels[0].omschrijving, "Arbeid, ook op zaterdag");
    assert_eq!(own.regels[0].korting.unwrap().0.to_string(), "12.5");
}

#[test]
fn only_what_is_still_to_be_done_is_open_d8() {
    let open: Vec<bool> = list().iter().map(|row| is_open(row, OrderSoort::Verkooporder)).collect();
    assert_eq!(open, [true, true, false, false], "none and unknown are not");
    for (status, order, quote) in [
        (r#""Open""#, true, true),
        (r#""On Hold""#, true, true),
        (r#""BackOrder""#, true, false),
        (r#""Shipping""#, true, false),
        (r#""Completed""#, false, false),
        (r#""Invoiced""#, false, false),
        (r#""CreditHold""#, false, false),
        (r#"{"description":"Open","cancelled":true}"#, false, false),
        (r#"{"description":"open ","hold":true}"#, true, true),
        (r#"{"hold":true}"#, false, false),
    ] {
        let read: Order = serde_json::from_str(&format!(r#"{{"status":{status}}}"#)).unwrap();
        let found = [OrderSoort::Verkooporder, OrderSoort::Offerte].map(|it| is_open(&read, it));
        assert_eq!(found, [order, quote], "{status}");
    }
}

#[test]
fn an_order_that_was_made_from_a_quote_names_it_d8() {
    let list = list();
    let quote = mapped(&list[1], &[]).uit.unwrap();
    assert_eq!((quote.soort, &*quote.vendor_id), (OrderSoort::Offerte, "QT/Q00030"));
    assert_eq!(mapped(&list[0], &[]).uit, None);
    let of_order = r#"{"type":"SO","orderId":"2","originalOrderType":"SO","originalOrderId":"1"}"#;
    assert_eq!(mapped(&serde_json::from_str(of_order).unwrap(), &[]).uit, None);
}

#[test]
fn other_types_are_no_orders_and_one_without_a_number_is_named_b13() {
    let read = |json: &str| -> Order { serde_json::from_str(json).unwrap() };
    for skipped in [r#"{"type":"RM","orderId":"1"}"#, r#"{"orderId":"1"}"#] {
        assert!(matches!(order_from_wire(&read(skipped), &[]), Mapped::Skip));
    }
    let Mapped::Reject(rejected) = order_from_wire(&read(r#"{"type":"QT"}"#), &[]) else {
        panic!("not rejected")
    };
    assert_eq!(rejected.message.code(), "visma-order-zonder-nummer");
}

#[test]
fn a_document_is_found_by_its_whole_reference_only_c22() {
    let referentie = |nummer: &str| {
        simon_core::domain::Referentie::new(&builders::integration(), &builders::nummer(nummer))
    };
    let orders: Vec<bool> =
        list().iter().map(|row| is_order_for(row, &referentie("20417"))).collect();
    assert_eq!(orders, [true, false, false, false]);
    assert!(!is_order_for(&list()[0], &referentie("2041")), "part of it is another one");
    let in_order = r#"{"type":"SO","customerOrder":"acme01-1","customerRefNo":"X"}"#;
    assert!(is_order_for(&serde_json::from_str(in_order).unwrap(), &referentie("1")));
    let in_quote = r#"{"type":"QT","customerRefNo":"acme01-1"}"#;
    assert!(!is_order_for(&serde_json::from_str(in_quote).unwrap(), &referentie("1")));

    let invoices: Vec<Invoice> = rows(include_str!("../../../tests/fixtures/invoices.json"));
    let found: Vec<bool> =
        invoices.iter().map(|row| is_invoice_for(row, &referentie("20417"))).collect();
    assert_eq!(found, [true, false, false, false], "neither another's nor a credit note");
}

#[test]
fn documents_of_a_period_carry_the_references_that_begin_like_ours_g2() {
    let found: Vec<_> = list()
        .iter()
        .filter_map(|row| kept(found_order(row, "acme01-")))
        .map(|found| (found.document.vendor_id, found.referentie))
        .collect();
    assert_eq!(found.len(), 4);
    assert_eq!(found[0], ("SO/000214".to_owned(), Some("acme01-20417".to_owned())));
    assert_eq!(found[1], ("SO/000215".to_owned(), None));
    let invoices: Vec<Invoice> = rows(include_str!("../../../tests/fixtures/invoices.json"));
    let found: Vec<_> = invoices
        .iter()
        .filter_map(|row| kept(found_invoice(row, "acme01-")))
        .map(|found| (found.document.vendor_id, found.referentie))
        .collect();
    assert_eq!(
        found,
        [
            ("klantfactuur/100012".to_owned(), Some("acme01-20417".to_owned())),
            ("klantfactuur/100013".to_owned(), None),
            ("klantfactuur/100014".to_owned(), Some("acme01-20418".to_owned())),
        ]
    );
    assert!(matches!(found_order(&quote(), "acme01-"), Mapped::Skip));
}

proptest! {
    #[test]
    fn every_line_stays_and_keeps_its_quantity(
        numbers in proptest::collection::vec(("[A-C]{0,2}", 0_u32..100_000), 0..6),
    ) {
        let lines: Vec<OrderLine> = numbers
            .iter()
            .map(|(number, quantity)| {
                let json = format!(
                    r#"{{"inventory":{{"id":"{number}"}},"description":"t","quantity":{}.{:02}}}"#,
                    quantity / 100, quantity % 100
                );
                serde_json::from_str(&json).unwrap()
            })
            .collect();
        let order = mapped(&quote(), &lines);
        prop_assert_eq!(order.regels.len(), lines.len());
        for (regel, (number, quantity)) in order.regels.iter().zip(&numbers) {
            prop_assert_eq!(regel.is_op_artikel(), !number.is_empty());
            let expected = (!number.is_empty()).then(|| rust_decimal::Decimal::new(i64::from(*quantity), 2));
            prop_assert_eq!(regel.aantal.map(|aantal| aantal.0), expected);
        }
    }
}
