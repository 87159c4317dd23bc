#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;

/// Every text that people wrote, as it comes from Exact.
const RECORD: &str = r#"{"ID":"5b7c2f0e-0000-4000-8000-000000000001","Code":"1","Name":"marker",
    "AddressLine1":"marker","City":"marker","Email":"marker","Phone":"marker","VATNumber":"marker",
    "Description":"marker","CustomerName":"marker","Subject":"marker","FileName":"marker"}"#;

fn shown<T: serde::de::DeserializeOwned + std::fmt::Debug>() -> String {
    format!("{:?}", serde_json::from_str::<T>(RECORD).unwrap())
}

#[test]
fn no_record_shows_personal_data_f6() {
    for shown in [
        shown::<Account>(),
        shown::<Division>(),
        shown::<Item>(),
        shown::<SalesInvoice>(),
        shown::<Document>(),
        shown::<Attachment>(),
    ] {
        assert!(!shown.contains("marker"), "{shown}");
    }
    let line = NewInvoiceLine {
        item: String::new(),
        quantity: Decimal::ONE,
        net_price: None,
        discount: None,
        notes: Some("marker".to_owned()),
    };
    let invoice = NewInvoice {
        ordered_by: String::new(),
        journal: String::new(),
        r#type: 8020,
        description: String::new(),
        your_ref: Some("marker".to_owned()),
        remarks: Some("marker".to_owned()),
        order_date: String::new(),
        sales_invoice_lines: vec![line],
    };
    assert_eq!(
        format!("{invoice:?} {:?}", invoice.sales_invoice_lines),
        "NewInvoice [NewInvoiceLine]"
    );
}
