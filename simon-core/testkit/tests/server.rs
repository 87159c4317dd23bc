//! The loopback server over real sockets.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "tests in real time"
)]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use simon_core::http::{ReqwestTransport, Transport, TransportError, TransportErrorKind};
use simon_testkit::{Fault, Faults, On, Outcome, SimServer, Simulator, builders};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

#[derive(Default)]
struct Orders(AtomicUsize);

impl Simulator for Orders {
    fn handle(&self, _request: &http::Request<Bytes>) -> http::Response<Bytes> {
        let number = self.0.fetch_add(1, Ordering::SeqCst) + 1;
        http::Response::new(Bytes::from(format!("order {number} was created")))
    }
}

async fn start() -> (SimServer, Arc<Orders>, Faults) {
    let (orders, faults) = (Arc::new(Orders::default()), Faults::none());
    let server = SimServer::start(orders.clone(), faults.clone()).await;
    (server, orders, faults)
}

const REQUEST: &[u8] = b"POST /orders?x=1 HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}";

/// Sends one request on its own connection and reads until the server closes.
async fn raw(server: &SimServer) -> String {
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    stream.write_all(REQUEST).await.unwrap();
    let mut text = Vec::new();
    // A reset ends the reading as a close does.
    let mut buffer = [0; 1024];
    while let Ok(Ok(length @ 1..)) =
        timeout(Duration::from_millis(300), stream.read(&mut buffer)).await
    {
        text.extend_from_slice(&buffer[..length]);
    }
    String::from_utf8(text).unwrap()
}

#[tokio::test]
async fn requests_reach_the_simulator_and_the_journal() {
    let (server, orders, faults) = start().await;
    let answer = raw(&server).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    assert!(answer.ends_with("order 1 was created"), "{answer}");
    assert_eq!(orders.0.load(Ordering::SeqCst), 1);
    let journal = faults.journal();
    assert!(journal[0].is("POST", "/orders") && journal[0].query == "x=1");
    assert_eq!(&journal[0].body[..], b"{}");
}

#[tokio::test]
async fn a_kept_alive_connection_serves_several_requests() {
    let (server, orders, _) = start().await;
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    for _ in 0..3 {
        stream.write_all(REQUEST).await.unwrap();
        let mut buffer = [0; 1024];
        assert!(stream.read(&mut buffer).await.unwrap() > 0);
    }
    assert_eq!(orders.0.load(Ordering::SeqCst), 3);
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn a_dropped_connection_brings_no_byte_and_tells_nothing_of_the_vendor() {
    for (fault, created) in [(Fault::DropBefore, 0), (Fault::DropAfter, 1), (Fault::Refuse, 0)] {
        let (server, orders, faults) = start().await;
        faults.add(On::new("POST", "/orders"), fault, 1);
        assert_eq!(raw(&server).await, "");
        assert_eq!(orders.0.load(Ordering::SeqCst), created);
        assert!(raw(&server).await.contains("200 OK"), "the fault struck once");
    }
}

#[tokio::test]
async fn a_truncated_answer_announces_more_than_it_sends() {
    let (server, orders, faults) = start().await;
    faults.add(On::any(), Fault::Truncate, 1);
    let answer = raw(&server).await;
    assert!(answer.contains("content-length: 19"), "{answer}");
    assert!(answer.ends_with("\r\n\r\norder 1 w"), "{answer}");
    assert_eq!(orders.0.load(Ordering::SeqCst), 1);
    assert_eq!(faults.journal()[0].outcome, Outcome::Truncated(200));
}

#[tokio::test]
async fn a_stalled_request_is_never_answered() {
    let (server, orders, faults) = start().await;
    faults.add(On::any(), Fault::StallAfter, 1);
    let waited = std::time::Instant::now();
    assert_eq!(raw(&server).await, "");
    assert!(waited.elapsed() >= Duration::from_millis(300), "the client gave up, not the server");
    assert_eq!(orders.0.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_status_replaces_the_vendors_answer() {
    let (server, orders, faults) = start().await;
    faults.add(On::any(), Fault::status_with(503, &[("retry-after", "7")], "busy").after(), 1);
    let answer = raw(&server).await;
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    assert!(answer.contains("retry-after: 7") && answer.ends_with("busy"), "{answer}");
    assert_eq!(orders.0.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_stopped_server_refuses_and_a_restarted_one_goes_on_where_it_was() {
    let (mut server, orders, _) = start().await;
    let mut open = TcpStream::connect(server.address()).await.unwrap();
    open.write_all(REQUEST).await.unwrap();
    let mut buffer = [0; 1024];
    assert!(open.read(&mut buffer).await.unwrap() > 0);
    server.stop().await;
    let refused = TcpStream::connect(server.address()).await.unwrap_err();
    assert_eq!(refused.kind(), std::io::ErrorKind::ConnectionRefused);
    assert!(!matches!(open.read(&mut buffer).await, Ok(1..)), "open connections are closed");
    server.restart().await;
    assert!(raw(&server).await.ends_with("order 2 was created"));
    assert_eq!((orders.0.load(Ordering::SeqCst), server.connections()), (2, 2));
}

#[tokio::test]
async fn a_dropped_server_closes_its_port() {
    let (server, _, _) = start().await;
    let address = server.address();
    drop(server);
    let closed = timeout(Duration::from_secs(5), async {
        while TcpStream::connect(address).await.is_ok() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    });
    closed.await.unwrap();
}

/// Sends one request as hosts do.
async fn send(transport: &ReqwestTransport, url: &str) -> Result<String, TransportError> {
    let request = http::Request::post(url).body(Bytes::from_static(b"{}")).unwrap();
    let mut answer = transport.send(&builders::integration(), request).await?;
    let mut text = String::new();
    while let Some(chunk) = answer.body_mut().chunk().await? {
        text.push_str(std::str::from_utf8(&chunk).unwrap());
    }
    Ok(text)
}

#[tokio::test]
async fn a_host_learns_that_a_lost_answer_may_have_been_processed_c22() {
    for (fault, created) in
        [(Fault::DropAfter, 1), (Fault::DropBefore, 0), (Fault::Truncate, 1), (Fault::Refuse, 0)]
    {
        let (server, orders, faults) = start().await;
        faults.add(On::any(), fault.clone(), 1);
        let transport = ReqwestTransport::new().unwrap();
        let lost = send(&transport, server.url().as_str()).await.unwrap_err();
        assert_eq!(lost.kind, TransportErrorKind::Interrupted, "{fault:?}: {lost}");
        assert_eq!(orders.0.load(Ordering::SeqCst), created, "{fault:?}");
        assert_eq!(faults.calls(), 1, "{fault:?}: sent again behind our back");
        assert!(send(&transport, server.url().as_str()).await.is_ok(), "{fault:?}");
    }
}

#[tokio::test]
async fn a_host_learns_that_nothing_reached_a_stopped_vendor_or_one_without_tls_c22() {
    let (mut server, orders, _) = start().await;
    let transport = ReqwestTransport::new().unwrap();
    let url = server.url();
    let tls = send(&transport, &url.as_str().replace("http:", "https:")).await.unwrap_err();
    assert_eq!(tls.kind, TransportErrorKind::NotSent, "{tls}");
    assert!(send(&transport, url.as_str()).await.is_ok());
    server.stop().await;
    let refused = send(&transport, url.as_str()).await.unwrap_err();
    assert_eq!(refused.kind, TransportErrorKind::NotSent, "{refused}");
    assert_eq!(orders.0.load(Ordering::SeqCst), 1);
}
