//! Files that go along with an invoice.

use serde_json::{Value, json};

use crate::caller::{Caller, Envelope, Reply};

/// `%PDF-1.4`.
const PDF: &str = "JVBERi0xLjQ=";

fn post(caller: &Caller, files: Value) -> Reply {
    let mut order = caller.order();
    order["Attachments"] = files;
    caller.post(&order)
}

fn file(name: &str, content: &str) -> Value {
    json!([{"FileName": name, "FileContent": content}])
}

#[test]
fn several_come_in_the_same_call_and_can_be_read_back() {
    let caller = Caller::empty();
    let files = json!([
        {"FileName": "werkbon-815.pdf", "FileContent": PDF, "MimeType": "application/pdf"},
        {"FileName": "keuring 815.PDF", "FileContent": PDF},
        {"FileName": "lijst.csv", "FileContent": "YTtiCg=="},
    ]);
    let id = post(&caller, files).id();
    let made = caller.books().order(id).unwrap();
    let names: Vec<&str> = made.bestanden.iter().map(|file| file.naam.as_str()).collect();
    assert_eq!(names, ["werkbon-815.pdf", "keuring 815.PDF", "lijst.csv"]);
    assert_eq!(made.bestanden[0].bytes, b"%PDF-1.4");

    let listed = caller.get(&format!("/v1/orders/{id}")).json()["Attachments"].take();
    assert_eq!(listed.as_array().unwrap().len(), 4, "with the call itself");
    assert!(listed[0].get("FileContent").is_none());
    let read = |at: usize| {
        let id = listed[at]["FileID"].as_str().unwrap();
        caller.get(&format!("/v1/files/{id}")).json()
    };
    assert_eq!(
        (&read(0)["FileContent"], &read(0)["MimeType"]),
        (&json!(PDF), &json!("application/pdf"))
    );
    assert_eq!(read(3)["MimeType"], "application/json");
    caller.sim.refusals().assert_none();
    let none = "00000000-0000-0000-0000-000000000000";
    assert_eq!(caller.get(&format!("/v1/files/{none}")).status, 404);
    assert_eq!(caller.get("/v1/files/x").status, 404);
}

#[test]
fn names_are_plain_and_of_a_known_kind() {
    let caller = Caller::empty();
    for name in ["", "bon", "bon.exe", "bon.v2.pdf", "bön.pdf", "a/b.pdf", ".pdf"] {
        let reply = post(&caller, file(name, PDF));
        assert_eq!((reply.status, reply.code().as_str()), (400, "Invalid Filename"), "{name}");
        assert!(caller.refused().contains("Attachments"), "{name}");
    }
    let twice = json!([
        {"FileName": "a.pdf", "FileContent": PDF},
        {"FileName": "a.pdf", "FileContent": PDF},
    ]);
    assert_eq!(post(&caller, twice).code(), "Invalid Filename");
    assert!(caller.books().facturen().is_empty());
}

#[test]
fn contents_are_what_they_say() {
    let caller = Caller::empty();
    let data_url = format!("data:application/pdf;base64,{PDF}");
    for content in ["", "JVBERi0xLjQ", "%PDF-1.4", "YTtiCg==", data_url.as_str()] {
        let reply = post(&caller, file("a.pdf", content));
        assert_eq!((reply.status, reply.code().as_str()), (400, "TheFileIsNotValid"), "{content}");
    }
    let other = json!([{"FileName": "a.pdf", "FileContent": PDF, "MimeType": "image/png"}]);
    assert_eq!(post(&caller, other).code(), "TheFileIsNotValid");
    assert!(caller.books().facturen().is_empty());
}

#[test]
fn an_id_that_is_sent_along_is_ignored() {
    let caller = Caller::empty();
    let own = "11111111-1111-1111-1111-111111111111";
    let files = json!([{"FileID": own, "FileName": "a.pdf", "FileContent": PDF}]);
    let id = post(&caller, files).id();
    assert!(caller.refused().contains("FileID"));
    assert!(!caller.get(&format!("/v1/orders/{id}")).text.contains(own));
}

#[test]
fn their_size_can_be_limited() {
    let caller = Caller::empty();
    caller.sim.limit_attachments(Some(7));
    let reply = post(&caller, file("a.pdf", PDF));
    assert_eq!((reply.status, reply.code().as_str()), (400, "TheFileIsNotValid"));
    caller.sim.limit_attachments(Some(8));
    assert_eq!(post(&caller, file("a.pdf", PDF)).status, 200);
    caller.sim.refusals().assert_none();
}
