//! Records of the fixtures as the domain has them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod creating;
mod ruled;

use proptest::prelude::*;
use simon_core::connector::RelatieRecord;
use simon_core::domain::{Artikel, BtwModus, OrderSoort, Prijs, Referentie, VendorOrder};
use simon_testkit::builders::{self, decimal};

use super::*;
use crate::wire::{Listed, Order, Party, Product, Row};

fn rows<T: Row>(fixture: &str) -> Vec<T> {
    let listed: Listed<T> = serde_json::from_str(fixture).unwrap();
    listed.rows.into_iter().filter_map(Result::ok).collect()
}

fn parties() -> Vec<Party> {
    rows(include_str!("../../tests/fixtures/parties.json"))
}

fn orders() -> Vec<Order> {
    rows(include_str!("../../tests/fixtures/orders.json"))
}

fn offerte() -> Order {
    serde_json::from_str(include_str!("../../tests/fixtures/offerte.json")).unwrap()
}

fn order(json: &str) -> Order {
    serde_json::from_str(json).unwrap()
}

fn referentie() -> Referentie {
    Referentie::new(&builders::integration(), &builders::nummer("20417"))
}

fn keep<T>(mapped: Mapped<T>) -> T {
    match mapped {
        Mapped::Keep(record) => record,
        Mapped::Skip => panic!("skipped"),
        Mapped::Reject(rejected) => panic!("{}", rejected.message.code()),
    }
}

#[test]
fn a_customer_has_its_invoice_address_as_first_work_address_and_no_delivery_address_b10() {
    let parties = parties();
    let RelatieRecord { relatie, werkadressen, .. } = keep(relatie_from_wire(&parties[0]));
    assert_eq!((relatie.id.as_str(), &*relatie.code), ("4711", "K-25"));
    assert_eq!(relatie.naam, "Bakkerij De Vries");
    assert_eq!(relatie.telefoon.as_deref(), Some("0470 00 00 00"));
    assert_eq!(relatie.email, ["info@example.be", "factuur@example.be"]);
    assert_eq!(relatie.btw_nummer.as_deref(), Some("BE0000000097"));
    assert_eq!((relatie.betalingstermijn_dagen, relatie.actief), (Some(45), true));
    let adres = relatie.adres.unwrap();
    assert_eq!(adres.to_string(), "Dorpsstraat 3 bus 2, 9000 Gent");
    assert_eq!((&*adres.land, &*adres.contactpersoon), ("BE", "Boekhouding"));
    assert_eq!(werkadressen.len(), 1);
    assert_eq!(
        (werkadressen[0].id.as_str(), &werkadressen[0].adres),
        ("4711:factuuradres", &adres)
    );
}

#[test]
fn a_thin_row_is_mapped_from_what_it_has_and_a_person_by_its_contact() {
    let parties = parties();
    let garage = keep(relatie_from_wire(&parties[1]));
    assert_eq!((&*garage.relatie.naam, &*garage.relatie.code), ("Garage Claes", ""));
    assert_eq!(garage.relatie.adres.unwrap().to_string(), "Kerkplein 7, 3000 Leuven");
    assert_eq!(garage.relatie.betalingstermijn_dagen, None);
    let els = keep(relatie_from_wire(&parties[2]));
    assert_eq!(els.relatie.naam, "Els Maes");
    assert_eq!(els.relatie.adres.unwrap().to_string(), "59000 Lille", "a country is no address");
    assert_eq!(els.relatie.betalingstermijn_dagen, None, "fewer than no days");
    assert_eq!(relatie_from_wire(&parties[3]), Mapped::Skip, "a supplier");
    let Mapped::Reject(rejected) = relatie_from_wire(&parties[4]) else { panic!("no name") };
    assert_eq!(rejected.record.as_deref(), Some("K-30"));
    let detail: Vec<bool> = parties.iter().map(needs_detail).collect();
    assert_eq!(detail, [false, false, false, true, true, true]);
}

#[test]
fn terms_come_from_the_customer_itself() {
    let parties = parties();
    let terms = voorwaarden_from_wire(&parties[0]);
    assert_eq!((terms.regime.as_deref(), terms.betalingstermijn_dagen), (Some("21"), Some(45)));
    assert_eq!(voorwaarden_from_wire(&parties[1]), Voorwaarden::default());
}

#[test]
fn an_article_has_all_that_a_line_needs_and_no_group() {
    let products: Vec<Product> = rows(include_str!("../../tests/fixtures/products.json"));
    let artikelen: Vec<Artikel> =
        products[..3].iter().map(|it| keep(artikel_from_wire(it))).collect();
    let reis = &artikelen[0];
    assert_eq!((reis.id.as_str(), &*reis.code, &*reis.omschrijving), ("90001", "REIS", "Reistijd"));
    assert_eq!(reis.verkoopprijs, Some(Prijs::exclusief(decimal("60.00000"))));
    assert_eq!((reis.btw_code.as_deref(), reis.eenheid.as_deref()), (Some("21"), Some("HUR")));
    assert!(reis.groep.is_none() && reis.deelbaar && reis.actief);
    let filter = &artikelen[1];
    assert_eq!((&*filter.omschrijving, filter.eenheid.as_deref()), ("filter-01", None));
    assert_eq!(
        filter.verkoopprijs,
        Some(Prijs::exclusief(decimal("12.34567"))),
        "not rounded here"
    );
    assert_eq!(artikelen[2].btw_code.as_deref(), Some("0"));
    let Mapped::Reject(rejected) = artikel_from_wire(&products[3]) else { panic!("kept") };
    assert_eq!(rejected.message.code(), "billit-artikel-zonder-referentie");
    assert_eq!(reference_key(" FILTER-01"), reference_key("filter-01 "), "doubles of each other");
}

#[test]
fn only_approved_sales_quotes_of_which_nothing_was_made_are_candidates_d1_d8() {
    let ids: Vec<i64> =
        orders().iter().filter(|it| is_candidate(it)).map(|it| it.order_id).collect();
    assert_eq!(ids, [550_001, 550_002]);
    for (status, approval, open) in [
        ("ToInvoice", "", true),
        ("ToInvoice", "Rejected", true),
        ("Sent", "Approved", true),
        ("ToSend", "Approved", true),
        ("Sent", "", false),
        ("ToSend", "Pending", false),
        ("", "Approved", true),
        ("", "", false),
        ("Draft", "Approved", false),
        ("Refused", "Approved", false),
        ("Canceled", "Approved", false),
        ("Invoiced", "Approved", false),
        ("OrderFormCreated", "Approved", false),
        ("DeliveryNoteCreated", "Approved", false),
        ("Nieuw", "Approved", true),
        ("Nieuw", "", false),
    ] {
        let json = format!(
            r#"{{"OrderID":1,"OrderType":"Offer","OrderDirection":"Income","OrderStatus":"{status}","ApprovalStatus":"{approval}"}}"#
        );
        assert_eq!(keep(offerte_from_wire(&order(&json))).open, open, "{status} {approval}");
    }
}

#[test]
fn a_quote_has_its_texts_its_lines_and_its_customer_d3_d4_d5() {
    let offerte = keep(offerte_from_wire(&offerte()));
    assert_eq!(offerte.order.soort, OrderSoort::Offerte);
    assert_eq!((&*offerte.order.vendor_id, &*offerte.order.nummer), ("550001", "OFF-2026-17"));
    assert_eq!(offerte.klant, Some(builders::relatie_id("4711")));
    assert!(offerte.open && offerte.referentie.is_none());
    let first = "Oude ketel afvoeren\nen nieuwe plaatsen";
    let searched = format!("Ketel vervangen WB\n{first}\nSleutel bij de buren");
    assert_eq!(offerte.omschrijving, searched);
    let pair = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    assert_eq!(
        offerte.teksten,
        [pair("eerste_regel", first), pair("opmerkingen", "Sleutel bij de buren")]
    );
    let [text, filter, small] = offerte.regels.as_slice() else { panic!("three lines") };
    assert_eq!((&*text.omschrijving, &text.artikel, text.aantal), (first, &None, None));
    assert_eq!(filter.artikel, Some(builders::artikel_id("90002")));
    assert_eq!(filter.aantal.unwrap().0, decimal("2"));
    let prijs = filter.prijs.unwrap();
    assert_eq!((prijs.bedrag.0, prijs.btw), (decimal("12.34567"), BtwModus::Exclusief));
    assert_eq!(filter.korting.unwrap().0, decimal("10"));
    assert_eq!((&*small.omschrijving, small.prijs), ("Klein materiaal", None), "text alone");
}

#[test]
fn a_quote_of_ours_carries_our_reference_and_other_orders_are_no_quotes_d8() {
    let ours: VendorOrder = keep(offerte_from_wire(&order(
        r#"{"OrderID":"7","OrderType":"Offer","OrderDirection":"Income","ExternalProviderID":"acme01-1",
            "CounterParty":null,"Customer":{"PartyID":"4711"}}"#,
    )));
    assert_eq!(ours.referentie.as_deref(), Some("acme01-1"));
    assert!(simon_core::rules::orders::is_ours(&ours, &builders::integration()));
    assert_eq!((&*ours.order.nummer, ours.klant), ("7", Some(builders::relatie_id("4711"))));
    for json in [
        r#"{"OrderID":1,"OrderType":"Offer","OrderDirection":"Cost"}"#,
        r#"{"OrderID":1,"OrderType":"Invoice","OrderDirection":"Income"}"#,
        r#"{"OrderID":1}"#,
    ] {
        assert_eq!(offerte_from_wire(&order(json)), Mapped::Skip, "{json}");
    }
}

#[test]
fn our_invoice_is_found_by_its_reference_and_a_credit_note_or_purchase_is_not_c22() {
    let found: Vec<(i64, Option<bool>)> = orders()
        .iter()
        .map(|it| (it.order_id, is_factuur_for(it, &referentie())))
        .filter(|(_, is)| *is != Some(false))
        .collect();
    assert_eq!(found, [(550_008, Some(true)), (550_011, None)], "a row that says nothing is read");
}

#[test]
fn found_invoices_have_the_reference_that_is_ours_g2() {
    let found: Vec<(String, Option<String>, Option<String>)> = orders()
        .iter()
        .filter_map(|it| match found_document(it, "acme01-") {
            Mapped::Keep(found) => {
                Some((found.document.vendor_id, found.document.nummer, found.referentie))
            }
            _ => None,
        })
        .collect();
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        found,
        [
            ("550008".to_owned(), some("2026-0101"), some("acme01-20417")),
            ("550010".to_owned(), None, some("acme01-204170")),
            ("550011".to_owned(), some("2026-0102"), None),
        ]
    );
    let Mapped::Keep(other) = found_document(&orders()[7], "acme02-") else { panic!("skipped") };
    assert_eq!(other.referentie, None);
}

proptest! {
    /// Work comes from a quote only when it says that it is one, of sales, approved, and still open.
    #[test]
    fn no_quote_is_open_by_what_it_does_not_say(
        kind in "Offer|Invoice|OrderForm|", direction in "Income|Cost|",
        status in "Draft|ToSend|Sent|Refused|Canceled|Invoiced|Credited|OrderFormCreated|ToInvoice|",
        approval in "Pending|Approved|Rejected|ToApproveByMe|", invoiced in any::<bool>(),
    ) {
        let json = serde_json::json!({"OrderID": 1, "OrderType": kind, "OrderDirection": direction,
            "OrderStatus": status, "ApprovalStatus": approval, "Invoiced": invoiced}).to_string();
        if is_candidate(&order(&json)) {
            prop_assert_eq!((kind.as_str(), direction.as_str(), invoiced), ("Offer", "Income", false));
            prop_assert!(status == "ToInvoice" || approval == "Approved");
            let closed = ["Draft", "Refused", "Canceled", "Invoiced", "Credited", "OrderFormCreated"];
            prop_assert!(!closed.contains(&status.as_str()));
        }
    }
}
