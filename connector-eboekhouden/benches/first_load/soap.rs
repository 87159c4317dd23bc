//! SOAP: first load, repeated load and 1 % changed, measured against a floor in the same run: the
//! same tables fetched with the same HTTP client and read by quick-xml into plain texts.
//!
//! Each measurement is a process of its own, and the simulator is another, so that CPU time and peak
//! memory are the reader's alone; the floor holds a whole table, the others never do. `cargo bench -p
//! connector-eboekhouden --bench first_load_soap`; for a smaller or larger load add `-- 20000 4000`
//! (relaties, artikelen) and for more repeats `-- ... 5`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::float_arithmetic,
    clippy::as_conversions,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a benchmark measures real time and prints what it saw"
)]

mod readers;
mod server;

use connector_eboekhouden::EboekhoudenConfig;
use connector_eboekhouden::simulator::{DEMO_SECURITY_CODE_1, DEMO_SECURITY_CODE_2, DEMO_USERNAME};
use quick_xml::Reader;
use quick_xml::events::Event;
use simon_testkit::race::{Phase, Race, Server};

fn main() {
    Race {
        serve: server::serve,
        read,
        needed: |_| 1,
        remark: |needed| {
            format!(
                "least possible number of calls for the tables: {needed}\n  the engine also reads the \
                 articles for their groups: 1 call"
            )
        },
    }
    .run();
}

fn read(reader: &str, relaties: &str, artikelen: &str) {
    let config =
        EboekhoudenConfig::with_codes(DEMO_USERNAME, DEMO_SECURITY_CODE_1, DEMO_SECURITY_CODE_2);
    readers::run(reader, relaties, artikelen, config, floor);
}

async fn floor(server: Server) {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let phase = Phase::start("floor", true, 0);
    let keys = format!(
        "<Username>{DEMO_USERNAME}</Username><SecurityCode1>{DEMO_SECURITY_CODE_1}</SecurityCode1>\
         <SecurityCode2>{DEMO_SECURITY_CODE_2}</SecurityCode2><Source>Simon</Source>"
    );
    let opened = call(&client, &server, "OpenSession", &keys).await;
    let session = texts(&opened, "OpenSessionResult").pop().unwrap().pop().unwrap();
    for (operation, record, filter) in [
        ("GetRelaties", "cRelatie", "<Trefwoord/><Code/><ID>0</ID>"),
        ("GetArtikelen", "cArtikel", ARTIKELEN),
    ] {
        let content = format!(
            "<SessionID>{session}</SessionID><SecurityCode2>{DEMO_SECURITY_CODE_2}</SecurityCode2>\
             <cFilter>{filter}</cFilter>"
        );
        drop(texts(&call(&client, &server, operation, &content).await, record));
    }
    phase.end(3);
}

const ARTIKELEN: &str = "<ArtikelID>0</ArtikelID><ArtikelOmschrijving/><ArtikelCode/>\
    <GroepOmschrijving/><GroepCode/>";

async fn call(client: &reqwest::Client, server: &Server, operation: &str, content: &str) -> String {
    let body = format!(
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>\
         <{operation} xmlns=\"http://www.e-boekhouden.nl/soap\">{content}</{operation}></s:Body>\
         </s:Envelope>"
    );
    let request = client
        .post(server.url.join("/soap.asmx").unwrap())
        .header("content-type", "text/xml; charset=utf-8")
        .header("SOAPAction", format!("\"http://www.e-boekhouden.nl/soap/{operation}\""))
        .body(body);
    request.send().await.unwrap().text().await.unwrap()
}

/// The texts in each element of this name; one record at a time is kept.
fn texts(answer: &str, name: &str) -> Vec<Vec<String>> {
    let mut reader = Reader::from_str(answer);
    let mut record: Vec<String> = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) if start.local_name().into_inner() == name => record.clear(),
            Event::Start(_) => record.push(String::new()),
            Event::Text(text) => add(&mut record, &text.xml10_content()),
            Event::GeneralRef(reference) => {
                let content = reference.xml10_content();
                let resolved = quick_xml::escape::resolve_predefined_entity(&content);
                add(&mut record, resolved.unwrap_or("?"));
            }
            Event::Eof => return vec![record],
            _ => {}
        }
    }
}

fn add(record: &mut [String], text: &str) {
    if let Some(last) = record.last_mut() {
        last.push_str(text);
    }
}
