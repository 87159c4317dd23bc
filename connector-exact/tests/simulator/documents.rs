//! Documents on the customer card and their files.

use std::time::Duration;

use serde_json::{Value, json};

use crate::caller::{Caller, Envelope};

fn document(caller: &Caller) -> Value {
    json!({
        "Subject": "Werkbon A-1",
        "Type": 10,
        "Account": caller.klant(),
        "DocumentDate": "2026-07-01",
    })
}

#[test]
fn a_document_and_its_file() {
    let caller = Caller::empty();
    let body = document(&caller);
    let d = caller.post("documents/Documents", &body).d();
    let id = d["ID"].as_str().unwrap();
    assert_eq!((d["HID"].as_i64(), &d["Account"]), (Some(1), &body["Account"]));
    assert!(d["Category"].is_string() && d["DocumentViewUrl"].as_str().unwrap().contains(id));
    let file = json!({"Document": id, "FileName": "werkbon.pdf", "Attachment": "JVBERi0="});
    let attached = caller.post("documents/DocumentAttachments", &file).d();
    assert_eq!((attached["FileSize"].as_i64(), &attached["Attachment"]), (Some(5), &Value::Null));
    let documents = caller.books().documents();
    assert_eq!(documents[0].subject, "Werkbon A-1");
    assert_eq!(documents[0].account.as_deref(), body["Account"].as_str());
    assert_eq!(documents[0].attachments[0].naam, "werkbon.pdf");
    assert_eq!(documents[0].attachments[0].bytes, b"%PDF-");

    let filter = format!("Document eq guid'{id}'");
    let options = [("$filter", filter.as_str()), ("$select", "ID,FileName,FileSize")];
    let files = caller.list("documents/DocumentAttachments", &options);
    assert_eq!(files.all("FileName"), ["werkbon.pdf"]);
    caller.sim.refusals().assert_none();
    caller.books().delete_document(id).unwrap();
    assert!(caller.list("documents/DocumentAttachments", &options).rows().is_empty());
}

#[test]
fn documents_are_found_by_their_time_in_the_servers_clock() {
    let caller = Caller::empty();
    let body = document(&caller);
    caller.post("documents/Documents", &body);
    let list = |filter: &str| {
        let options = [("$filter", filter), ("$select", "ID,Account,Subject,Type,Created")];
        caller.list("documents/Documents", &options)
    };
    assert_eq!(list("Modified ge datetime'2026-07-01T14:31:00'").all("Subject"), ["Werkbon A-1"]);
    assert!(list("Modified ge datetime'2026-07-01T14:31:01'").rows().is_empty());
    caller.sim.refusals().assert_none();
    let account = format!("Account eq guid'{}'", body["Account"].as_str().unwrap());
    assert_eq!(list(&account).message(), "Filtering on these fields is not supported: Account");
    assert!(caller.refused().contains("Account"));
    caller.sim.allow_document_filters(&["Account", "Subject"]);
    assert_eq!(list(&format!("{account} and Subject eq 'Werkbon A-1'")).rows().len(), 1);
    caller.sim.refusals().assert_none();
}

#[test]
fn a_document_must_fit() {
    let caller = Caller::empty();
    let reject = |name: &str, value: Value, message: &str| {
        let mut body = document(&caller);
        body[name] = value;
        assert_eq!(caller.post("documents/Documents", &body).message(), message);
    };
    reject(
        "Account",
        "00000000-0000-4000-8000-00000000c0de".into(),
        "Ongeldige referentie: Relatie",
    );
    reject("Type", 999.into(), "Ongeldige referentie: Type");
    reject("Type", 82.into(), "Niet toegestaan: Type");
    caller.sim.refusals().assert_none();
    reject("Subject", Value::Null, "Verplicht: Onderwerp");
    assert!(caller.refused().contains("Onderwerp"));
    assert!(caller.books().documents().is_empty());
}

#[test]
fn a_file_must_be_base64_and_hang_on_a_document() {
    let caller = Caller::empty();
    let id = caller.post("documents/Documents", &document(&caller)).d()["ID"].take();
    let post = |document: &Value, name: &str, content: &str| {
        let body = json!({"Document": document, "FileName": name, "Attachment": content});
        caller.post("documents/DocumentAttachments", &body)
    };
    let unknown = "00000000-0000-4000-8000-00000000c0de".into();
    assert_eq!(post(&unknown, "a.pdf", "JVBERi0=").message(), "Ongeldige referentie: Document");
    caller.sim.limit_attachments(4);
    assert_eq!(post(&id, "a.pdf", "JVBERi0=").status, 500);
    caller.sim.refusals().assert_none();
    let raw = post(&id, "a.pdf", "%PDF-1.7");
    assert!(raw.message().contains("'Attachment' to type 'Byte[]'"), "{}", raw.text);
    assert!(caller.refused().contains("Attachment"));
    assert_eq!(post(&id, "geen extensie", "JVBE").status, 500);
    assert!(caller.refused().contains("FileName"));
    assert_eq!(
        caller
            .write(
                "PUT",
                "documents/DocumentAttachments(guid'00000000-0000-4000-8000-00000000c0de')",
                "{}"
            )
            .status,
        405
    );
}

#[test]
fn types_come_in_pages() {
    let caller = Caller::empty();
    let select =
        [("$select", "ID,Description,DocumentIsCreatable,DocumentIsViewable,TypeCategory")];
    let types = caller.list("documents/DocumentTypes", &select);
    assert_eq!(types.all("ID"), [1, 10, 20, 55, 82, 148]);
    let many: Vec<(i32, &str, bool)> = (1..=100).map(|id| (id, "Soort", id % 2 == 0)).collect();
    caller.books().set_document_types(&many);
    let pages = caller.pages(caller.list("documents/DocumentTypes", &select));
    assert_eq!(pages.iter().map(|page| page.rows().len()).collect::<Vec<_>>(), [60, 40]);
    caller.sim.refusals().assert_none();
}

#[test]
fn a_new_document_can_be_invisible_for_a_while() {
    let caller = Caller::empty();
    caller.sim.delay_look_ups(Duration::from_secs(30));
    let id = caller.post("documents/Documents", &document(&caller)).d()["ID"].take();
    let found = || {
        let filter = ("$filter", "Modified ge datetime'2026-07-01T00:00:00'");
        caller.list("documents/Documents", &[filter, ("$select", "ID")]).all("ID")
    };
    assert!(found().is_empty());
    let file = json!({"Document": id, "FileName": "a.pdf", "Attachment": "JVBERi0="});
    assert_eq!(caller.post("documents/DocumentAttachments", &file).status, 201);
    caller.wait(30);
    assert_eq!(found(), [id]);
}
