//! How documents are named.

use super::*;

#[test]
fn an_order_is_named_by_its_body_or_the_end_of_its_location_whatever_the_host() {
    let body = r#"{"type":"SO","orderId":"000300","status":"Hold"}"#;
    for (body, location, expected) in [
        ("", Some("https://salesorder.visma.net/api/v3/SalesOrders/SO/000214"), Some("SO/000214")),
        ("", Some("http://elsewhere.example/x/SO/000214/?a=b#c"), Some("SO/000214")),
        ("", Some("/api/v3/SalesOrders/SO/A%20B%2F1+2"), Some("SO/A B/1+2")),
        (body, None, Some("SO/000300")),
        (body, Some("/api/v3/SalesOrders/SO/000214"), Some("SO/000300")),
        ("{}", Some("SO/000214"), Some("SO/000214")),
        ("<html>", Some("/api/v3/SalesOrders/QT/000214"), None),
        ("", Some("https://salesorder.visma.net/api/v3/SalesOrders"), None),
        ("", Some("/api/v3/SalesOrders/SO/"), None),
        ("", Some("/SO/%20"), None),
        ("", Some("000214"), None),
        ("", Some("//"), None),
        ("", None, None),
    ] {
        let document = Document::created_order(body.as_bytes(), location);
        assert_eq!(document.map(|it| it.id()).as_deref(), expected, "{body} {location:?}");
    }
    let reference = Document::order("SO", "000214").reference();
    assert_eq!(reference.nummer.as_deref(), Some("000214"));
}

#[test]
fn an_invoice_is_named_by_the_end_of_its_location() {
    for (location, expected) in [
        (Some("https://old.example/API/v1/customerinvoice/100012"), Some("klantfactuur/100012")),
        (Some("/v1/CustomerInvoice/100+1?x"), Some("klantfactuur/100+1")),
        (Some("https://api.finance.visma.net/v2/customerinvoice"), None),
        (Some("https://api.finance.visma.net/v1/customerinvoice/"), None),
        (Some("100012"), None),
        (Some(""), None),
        (None, None),
    ] {
        let document = Document::created_invoice(location);
        assert_eq!(document.map(|it| it.id()).as_deref(), expected, "{location:?}");
    }
}

proptest! {
    #[test]
    fn an_id_of_a_document_reads_back(soort in "[A-Z]{2}", nummer in "[!-~]{1,15}") {
        for document in [Document::order(&soort, &nummer), Document::invoice(&nummer)] {
            prop_assert_eq!(Document::from_id(&document.id()), Some(document));
        }
    }

    #[test]
    fn arbitrary_ids_and_locations_never_panic(text in any::<String>()) {
        let _ = Document::from_id(&text);
        let _ = Document::created_order(text.as_bytes(), Some(&text));
        let _ = Document::created_invoice(Some(&text));
    }
}
