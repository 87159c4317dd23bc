#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use super::*;
use crate::simulator::Counter;

fn request(method: &str, uri: &str) -> http::Request<Bytes> {
    http::Request::builder().method(method).uri(uri).body(Bytes::from_static(b"{}")).unwrap()
}

fn outcomes(faults: &Faults) -> Vec<Outcome> {
    faults.journal().iter().map(|exchange| exchange.outcome).collect()
}

#[test]
fn a_fault_strikes_only_its_requests_and_only_so_often() {
    let (faults, vendor) = (Faults::none(), Counter::default());
    faults.add(On::new("POST", "/v2/orders").skip(1), Fault::DropBefore, 2);
    let requests = [("GET", "/v2/orders"), ("POST", "/v2/other")];
    for (method, uri) in requests {
        faults.exchange(&vendor, &request(method, uri));
    }
    for _ in 0..4 {
        faults.exchange(&vendor, &request("POST", "/v2/orders?x=1"));
    }
    let answered = Outcome::Answered(200);
    let expected = [answered, answered, answered, Outcome::Dropped, Outcome::Dropped, answered];
    assert_eq!(outcomes(&faults), expected);
    assert_eq!(vendor.handled(), 4);
    assert_eq!(faults.pending(), 0);
}

#[test]
fn a_fault_strikes_only_where_the_body_has_its_text() {
    let (faults, vendor) = (Faults::none(), Counter::default());
    faults.add(On::new("POST", "/soap").containing("<AddFactuur>"), Fault::DropAfter, 1);
    for body in ["", "<GetFacturen>", "<soap:Body><AddFactuur><x/>"] {
        let request = request("POST", "/soap").map(|_| Bytes::from_static(body.as_bytes()));
        faults.exchange(&vendor, &request);
    }
    let answered = Outcome::Answered(200);
    assert_eq!(outcomes(&faults), [answered, answered, Outcome::Dropped]);
    let journal = faults.journal();
    assert!(journal[2].contains("Factuur") && !journal[1].contains("<AddFactuur>"));
    assert!(journal[0].contains("") && !journal[0].contains("x"));
}

#[test]
fn the_journal_tells_what_was_sent_and_whether_it_was_processed() {
    let (faults, vendor) = (Faults::none(), Counter::default());
    faults.add(On::any(), Fault::DropAfter, 1);
    faults.exchange(&vendor, &request("POST", "/v2/orders?x=1"));
    let journal = faults.journal();
    assert!(journal[0].is("POST", "/v2/") && journal[0].processed);
    assert_eq!((journal[0].query.as_str(), &journal[0].body[..]), ("x=1", &b"{}"[..]));
    assert_eq!(format!("{:?}", journal[0]), "POST /v2/orders Dropped (processed)");
}

#[test]
fn the_vendor_processes_exactly_what_the_fault_says() {
    for processed in [false, true] {
        for (name, fault) in Fault::every_kind(processed) {
            let (faults, vendor) = (Faults::none(), Counter::default());
            faults.add(On::any(), fault, 1);
            faults.exchange(&vendor, &request("POST", "/"));
            assert_eq!(vendor.handled(), usize::from(processed), "{name}");
            assert_eq!(faults.journal()[0].processed, processed, "{name}");
        }
    }
}

#[test]
fn cleared_faults_strike_no_more_and_the_first_of_two_wins() {
    let (faults, vendor) = (Faults::none(), Counter::default());
    faults.add(On::any(), Fault::status(503), usize::MAX);
    faults.add(On::path("/v2"), Fault::Html, 1);
    for _ in 0..3 {
        faults.exchange(&vendor, &request("GET", "/v2"));
    }
    assert_eq!(faults.pending(), 2);
    faults.clear();
    faults.exchange(&vendor, &request("GET", "/v2"));
    let busy = Outcome::Answered(503);
    assert_eq!(outcomes(&faults), [busy, busy, busy, Outcome::Answered(200)]);
}

#[test]
fn a_journal_that_keeps_nothing_still_counts() {
    let (faults, vendor) = (Faults::none(), Counter::default());
    faults.keep(2);
    for path in ["/1", "/2", "/3"] {
        faults.exchange(&vendor, &request("GET", path));
    }
    let paths: Vec<_> = faults.journal().into_iter().map(|exchange| exchange.path).collect();
    assert_eq!(paths, ["/2", "/3"]);
    faults.keep(0);
    faults.exchange(&vendor, &request("GET", "/4"));
    assert_eq!((faults.calls(), faults.journal().len()), (4, 0));
    faults.clear_journal();
    assert_eq!(faults.calls(), 0);
}
