//! The reqwest transport against a real socket.

use std::sync::Arc;
use std::time::Duration;

use simon_core::error::{ErrorKind, Retry};
use simon_core::http::{
    ApiClient, ApiRequest, Effect, ReqwestTransport, Runtime, SystemClock, TokenPolicy,
};
use simon_core::memory::{MemoryBudget, MemoryTokens};
use simon_testkit::{Fault, Faults, On, SimServer};
use url::Url;

use crate::world::{Grant, Vendor, integration, profile};

fn client(base: &Url) -> ApiClient {
    let grant = Grant { policy: TokenPolicy::new(), base: base.clone() };
    let mut profile = profile();
    profile.retry.first_pause = Duration::from_millis(10);
    let runtime = Runtime::new(
        integration(),
        Arc::new(ReqwestTransport::new().unwrap()),
        Arc::new(SystemClock),
        Arc::new(MemoryTokens::new()),
        Arc::new(MemoryBudget::new()),
    );
    ApiClient::new(profile, Some(Arc::new(grant)), runtime)
}

async fn serve() -> (SimServer, Arc<Vendor>, ApiClient) {
    let vendor = Arc::new(Vendor::default());
    let server = SimServer::start(vendor.clone(), Faults::none()).await;
    let client = client(&server.url());
    (server, vendor, client)
}

fn read(server: &SimServer) -> ApiRequest {
    ApiRequest::get("relaties.list", server.url().join("relatie").unwrap())
}

fn create(server: &SimServer) -> ApiRequest {
    let url = server.url().join("facturen").unwrap();
    ApiRequest::new("facturen.create", Effect::Create, http::Method::POST, url)
}

#[tokio::test]
async fn calls_share_one_connection() {
    let (server, _, client) = serve().await;
    for _ in 0..5 {
        client.send(read(&server)).await.unwrap();
    }
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let (server, _, client) = serve().await;
    let elsewhere = server.url().join("elsewhere").unwrap();
    let redirect = Fault::status_with(307, &[("location", elsewhere.as_str())], "");
    server.faults().add(On::path("/relatie"), redirect, 1);
    let error = client.send(read(&server)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unexpected);
    let journal = server.faults().journal();
    assert!(journal.iter().all(|exchange| exchange.path != "/elsewhere"));
}

#[tokio::test]
async fn a_refused_connection_was_not_sent_and_is_repeated_until_it_works() {
    let (mut server, vendor, client) = serve().await;
    client.send(read(&server)).await.unwrap();
    server.stop().await;
    let error = client.send(create(&server)).await.unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Unavailable, Retry::Backoff));
    server.restart().await;
    client.send(create(&server)).await.unwrap();
    assert_eq!(vendor.books().invoices, 1);
}

#[tokio::test]
async fn a_connection_that_breaks_after_sending_leaves_a_create_unknown_c22() {
    for fault in [Fault::DropAfter, Fault::DropBefore, Fault::Truncate] {
        let (server, vendor, client) = serve().await;
        server.faults().add(On::path("/facturen"), fault.clone(), 1);
        let error = client.send(create(&server)).await.unwrap_err();
        assert_eq!(error.retry(), Retry::CheckFirst, "{fault:?}");
        assert!(vendor.books().invoices <= 1);
        assert!(!format!("{error:?}").contains("127.0.0.1"), "no address in {error:?}");
    }
}

#[tokio::test]
async fn a_stalled_answer_ends_at_the_timeout() {
    let (server, _, client) = serve().await;
    server.faults().add(On::path("/facturen"), Fault::StallAfter, 1);
    let request = create(&server).timeout(Duration::from_millis(100));
    let error = client.send(request).await.unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Timeout, Retry::CheckFirst));
}

#[tokio::test]
async fn a_large_answer_comes_in_pieces_and_whole() {
    let (server, _, client) = serve().await;
    let body = "0123456789".repeat(100_000);
    server.faults().add(On::path("/relatie"), Fault::status_with(200, &[], &body), 1);
    let mut answer = client.open(read(&server)).await.unwrap();
    let (mut whole, mut pieces) = (Vec::new(), 0);
    while let Some(chunk) = answer.chunk().await.unwrap() {
        whole.extend_from_slice(&chunk);
        pieces += 1;
    }
    assert!(whole == body.as_bytes() && pieces > 1, "{} bytes in {pieces}", whole.len());
    client.send(read(&server)).await.unwrap();
    assert_eq!(server.connections(), 1, "read to its end, the connection serves on");
}

#[test]
fn a_proxy_address_is_checked_and_not_shown() {
    let error = ReqwestTransport::with_proxy("::secret::").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(!format!("{error:?}").contains("secret"));
    ReqwestTransport::with_proxy("http://proxy.test:3128").unwrap();
}
