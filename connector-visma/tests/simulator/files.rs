//! Files on invoices and orders.

use std::time::Duration;

use http::StatusCode;

use crate::caller::{Caller, Envelope, PLAIN};

const INVOICE: &str = "/v1/customerinvoice/300001/attachment";
const ORDER: &str = "/v1/salesorder/orderType/SO/000001/attachment";

fn with_invoice() -> Caller {
    let caller = Caller::empty();
    let body = caller.invoice();
    caller.post("/v2/customerinvoice", &body).new_number();
    caller
}

#[test]
fn a_file_hangs_on_an_invoice_and_the_same_name_is_a_new_revision() {
    let caller = with_invoice();
    let id = caller.upload(INVOICE, "werkbon-4711.pdf", "%PDF-1.7 een").new_number();
    let again = caller.upload(INVOICE, "werkbon-4711.pdf", "%PDF-1.7 twee").new_number();
    assert_eq!(id, again);
    caller.upload(INVOICE, "formulier-1.pdf", "%PDF-1.7 drie").new_number();
    let files = caller.books().factuur("300001").unwrap().bijlagen;
    assert_eq!(files.len(), 2);
    assert_eq!((files[0].revisie, files[0].soort.as_str()), (2, "application/pdf"));
    assert_eq!(files[0].inhoud.as_ref(), b"%PDF-1.7 twee");

    let shown = caller.get("/v1/customerinvoice/300001").json()["attachments"].clone();
    assert_eq!((&shown[0]["id"], &shown[0]["revision"]), (&id.as_str().into(), &2.into()));
    let rows = |parameters: &[(&str, &str)]| {
        caller.first("/v1/customerinvoice", parameters).rows()[0]["attachments"].clone()
    };
    assert!(rows(&[]).is_null());
    assert_eq!(rows(&[("expandAttachments", "true")])[1]["name"], "formulier-1.pdf");
    let bytes = caller.get(&format!("/v1/attachment/{id}"));
    assert_eq!(
        (bytes.text.as_str(), bytes.header("content-type")),
        ("%PDF-1.7 twee", Some("application/pdf"))
    );
    assert_eq!(caller.get("/v1/attachment/f0000000-0000-4000-b000-0afe00000001").status, 404);
    caller.clean();
}

#[test]
fn a_file_hangs_on_an_order_once_the_main_api_knows_it() {
    let caller = Caller::empty();
    caller.sim.delay_orders_on_main(Duration::from_secs(30));
    caller.post("/api/v3/SalesOrders", &caller.order()).new_number();
    assert_eq!(caller.upload(ORDER, "a.pdf", "%PDF").status, 404);
    caller.wait(30);
    let id = caller.upload(ORDER, "a.pdf", "%PDF").new_number();
    let v2 = ORDER.replace("/v1/", "/v2/");
    assert_eq!(caller.upload(&v2, "a.pdf", "%PDF 2").new_number(), id);
    let read = caller.get("/api/v3/SalesOrders/SO/000001?expand=Attachments").json();
    assert_eq!(read["attachments"][0]["revision"], 2);
    let path = format!("/v1/salesorder/SO/000001/attachment/{id}");
    assert_eq!(caller.call("DELETE", &path, "", &PLAIN).status, 200);
    assert_eq!(caller.call("DELETE", &path, "", &PLAIN).status, 404);
    assert!(caller.books().order("SO", "000001").unwrap().bijlagen.is_empty());
    assert_eq!(caller.upload(&ORDER.replace("SO", "QT"), "a.pdf", "%PDF").status, 404);
    caller.clean();
}

#[test]
fn an_upload_is_one_part_with_a_plain_name() {
    let caller = with_invoice();
    let part = |disposition: &str, kind: &str| {
        format!("--xYz\r\nContent-Disposition: {disposition}\r\n{kind}\r\n%PDF\r\n--xYz--\r\n")
    };
    let pdf = "Content-Type: application/pdf\r\n";
    let named = "form-data; name=\"v\"; filename=\"a.pdf\"";
    assert_eq!(caller.upload_body(INVOICE, &part(named, pdf)).status, 201);
    assert_eq!(caller.upload_body(INVOICE, part(named, pdf).trim_end()).status, 201);
    caller.clean();
    let two = part(named, pdf).replace("\r\n--xYz--", "\r\n--xYz\r\n\r\n\r\nb\r\n--xYz--");
    for (body, why) in [
        (part("form-data; name=\"v\"", pdf), "no file name"),
        (part("form-data; name=\"v\"; filename=\"a\"", pdf), "without an extension"),
        (part("form-data; name=\"v\"; filename=\"bijlage één.pdf\"", pdf), "with other signs"),
        (part("attachment; filename=\"a.pdf\"", pdf), "no form-data"),
        (part(named, ""), "without a Content-Type"),
        (part(named, pdf).replace("--xYz--", "--xYz"), "ends with no boundary"),
        (part(named, pdf).replace("%PDF", ""), "an empty file"),
        ("%PDF".to_owned(), "starts with no boundary"),
        (two, "more than one part"),
    ] {
        assert_eq!(caller.upload_body(INVOICE, &body).status, 400, "{why}");
        let refused = caller.refused();
        assert!(refused.contains(why), "{why}: {refused}");
    }
    assert_eq!(caller.write(INVOICE, "{}").status, 400);
    assert!(caller.refused().contains("multipart/form-data"));
}

#[test]
fn a_file_can_be_too_large_and_a_document_unknown() {
    let caller = with_invoice();
    caller.sim.limit_attachments(Some((8, StatusCode::PAYLOAD_TOO_LARGE)));
    assert_eq!(caller.upload(INVOICE, "a.pdf", "%PDF-1.7!").status, 413);
    assert_eq!(caller.upload(INVOICE, "a.pdf", "%PDF-1.7").status, 201);
    let unknown = INVOICE.replace("300001", "300009");
    assert_eq!(caller.upload(&unknown, "a.pdf", "%PDF").status, 404);
    caller.clean();
}
