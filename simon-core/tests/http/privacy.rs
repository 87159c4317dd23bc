//! Neither secrets nor personal data in what people read (F6).

use std::io;
use std::sync::{Arc, Mutex};

use http::{HeaderName, HeaderValue};
use simon_core::http::{ApiRequest, decode};
use simon_testkit::{Fault, On};
use tracing_subscriber::fmt::MakeWriter;

use crate::world::{ACCESS, World, create, read, url};

#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl io::Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Written {
    type Writer = Self;
    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

const MARKERS: [&str; 6] =
    [ACCESS, "secret-refresh-", "marker-header", "marker-query", "marker-body", "marker-answer"];

fn marked(request: ApiRequest) -> ApiRequest {
    request
        .header(HeaderName::from_static("x-key"), HeaderValue::from_static("marker-header"))
        .body("text/plain", b"marker-body".to_vec())
}

#[test]
fn no_secret_in_traces_errors_and_debug_f6() {
    let written = Written::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(written.clone())
        .finish();
    let mut shown = String::new();
    // global, so that what the other tests trace is read too; a scoped one races with their threads
    tracing::subscriber::set_global_default(subscriber).unwrap();
    for fault in [
        Fault::status_with(400, &[("x", "marker-answer")], r#"{"m":"marker-answer"}"#),
        Fault::status(500),
        Fault::DropAfter,
        Fault::Refuse,
        Fault::StallAfter,
    ] {
        let world = World::new();
        let client = world.client();
        for request in [read(), create()] {
            let mut request = marked(request);
            world.faults.add(On::path("/token"), Fault::status(503), 1);
            shown += &format!("{request:?} {client:?} ");
            world.faults.add(On::path("/facturen"), fault.clone(), 4);
            request = request.timeout(std::time::Duration::from_secs(5));
            match world.run(client.send(request)) {
                Ok(answer) => shown += &format!("{answer:?} "),
                Err(error) => shown += &format!("{error:?} {error} {:?} ", error.message()),
            }
        }
        shown += &format!("{:?} {:?} {:?}", world.tokens, world.stored(), world.runtime());
    }
    shown += &crate::login::shown();
    shown += &String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
    for marker in MARKERS.into_iter().chain(crate::oauth_vendor::MARKERS) {
        assert!(!shown.contains(marker), "{marker} in {shown}");
    }
    for expected in ["facturen.create", "/facturen", "gave up", "WARN", "attempt", "elapsed_ms"] {
        assert!(shown.contains(expected), "{expected} not in {shown}");
    }
}

#[test]
fn a_query_is_not_traced() {
    let request = ApiRequest::get("x", url("relaties?key=marker-query"));
    assert_eq!(format!("{request:?}"), "ApiRequest(x GET /relaties)");
}

#[test]
fn values_of_an_unreadable_answer_are_not_shown_f6() {
    #[derive(Debug, serde::Deserialize)]
    struct Relatie {
        #[expect(dead_code, reason = "only its shape matters")]
        nummer: u32,
    }
    let world = World::new();
    let body = r#"[{"nummer":"marker-answer, expected marker-body"}]"#;
    world.faults.add(On::path("/relaties"), Fault::status_with(200, &[], body), 1);
    let answer = world.run(world.client().send(read())).unwrap();
    let error = decode::json::<Vec<Relatie>>(&answer).unwrap_err();
    let (_, bad) = decode::list::<Relatie>(&answer).unwrap();
    let shown = format!("{error:?} {error} {:?} {bad:?}", error.message());
    assert!(!shown.contains("marker"), "{shown}");
    assert!(shown.contains("[0].nummer") && shown.contains("expected u32"), "{shown}");
    assert!(bad[0].raw.contains("marker-answer"), "the connector can still look for an id");
}
