#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use proptest::prelude::*;
use simon_testkit::builders::decimal;

use super::list::List;
use super::wire::{CreatedInvoice, InvoiceTemplate, Product, Relation, Session, SessionRequest};

const PRODUCTS: &str = include_str!("../../tests/fixtures/products.json");
const RELATION: &str = include_str!("../../tests/fixtures/relation.json");

#[test]
fn members_may_be_null_absent_or_of_another_type() {
    let relation: Relation = serde_json::from_str(RELATION).unwrap();
    assert_eq!(relation.id, "51234567");
    assert_eq!(relation.name.as_deref(), Some("Jansen & Zn."));
    assert_eq!(relation.phone_number.as_deref(), Some("33"));
    assert_eq!(relation.term_of_payment.as_deref(), Some("21"));
    assert_eq!((relation.contact, relation.address2, relation.inactive), (None, None, None));
    assert_eq!(relation.is_club_or_association_member, Some(false));
    let sparse: Relation = serde_json::from_str(r#"{"id":1}"#).unwrap();
    assert_eq!((sparse.code, sparse.name), (None, None));
    for wrong in
        [r#"{}"#, r#"{"id":null}"#, r#"{"id":""}"#, r#"{"id":7.5e99}"#, r#"{"id":1,"name":{}}"#]
    {
        assert!(serde_json::from_str::<Relation>(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_bad_record_does_not_end_a_list_b13() {
    let list: List = serde_json::from_str(PRODUCTS).unwrap();
    let rows = list.rows::<Product>();
    let keys: Vec<&str> = rows.iter().map(|row| row.key.as_str()).collect();
    assert_eq!(keys.len(), 4);
    let (products, bad): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.record.is_ok());
    assert_eq!(products[0].record.as_ref().unwrap().price_excl, Some(decimal("48.10")), "exact");
    assert_eq!((products.len(), products[1].key.as_str()), (3, "900015"));
    let [bad] = bad.as_slice() else { panic!("one bad record") };
    let problem = bad.record.as_ref().unwrap_err();
    assert_eq!(problem.record.as_deref(), Some("STUK"));
    assert!(!problem.detail.contains("bedrag"), "{}", problem.detail);
}

#[test]
fn null_is_an_empty_list_and_another_shape_is_none_g3() {
    let empty: List = serde_json::from_str(r#"{"items":null,"count":0}"#).unwrap();
    assert_eq!(empty.rows::<Product>().len(), 0);
    for other in ["{}", "[]", r#"{"results":[]}"#, r#"{"items":{}}"#, "null"] {
        assert!(serde_json::from_str::<List>(other).is_err(), "{other}");
    }
}

#[test]
fn answers_and_keys_are_read_and_not_shown_f6() {
    let session: Session = serde_json::from_str(r#"{"token":"geheim","expiresIn":3600}"#).unwrap();
    assert_eq!(session.expires_in, Some(3_600));
    let request = SessionRequest { access_token: "geheim", source: "Simon" };
    assert_eq!(
        serde_json::to_string(&request).unwrap(),
        r#"{"accessToken":"geheim","source":"Simon"}"#
    );
    assert!(!format!("{session:?}{request:?}").contains("geheim"));
    let made: CreatedInvoice =
        serde_json::from_str(r#"{"id":77001122,"invoiceNumber":"F1","inExVat":null}"#).unwrap();
    assert_eq!((made.id.as_str(), made.invoice_number.as_deref()), ("77001122", Some("F1")));
    let template: InvoiceTemplate =
        serde_json::from_str(r#"{"id":3,"name":"Standaard","active":"1","type":"E"}"#).unwrap();
    assert_eq!((template.name.as_deref(), template.active), (Some("Standaard"), Some(true)));
}

proptest! {
    #[test]
    fn arbitrary_text_never_panics(text in any::<String>()) {
        let _ = serde_json::from_str::<Relation>(&text);
        if let Ok(list) = serde_json::from_str::<List>(&text) {
            let _ = list.rows::<Product>();
        }
    }
}
