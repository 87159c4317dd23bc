//! The same vendor behind a socket, and behind host names in simulated time.

use std::sync::Arc;

use connector_visma::simulator::{DEMO_REFRESH_TOKEN, VismaNet};
use simon_core::domain::IntegrationId;
use simon_core::http::{ReqwestTransport, SystemClock, Transport};
use simon_testkit::simulated::SimulatedClock;
use simon_testkit::{Fault, Faults, InProcess, On, SimServer};

use crate::caller::PLAIN;

async fn send(transport: &dyn Transport, request: http::Request<bytes::Bytes>) -> (u16, String) {
    let id = IntegrationId::new("acme01").unwrap();
    let answer = transport.send(&id, request).await.unwrap();
    let (status, mut body) = (answer.status().as_u16(), answer.into_body());
    let mut text = Vec::new();
    while let Some(piece) = body.chunk().await.unwrap() {
        text.extend_from_slice(&piece);
    }
    (status, String::from_utf8(text).unwrap())
}

#[tokio::test]
async fn one_address_serves_login_main_api_and_orders() {
    let vendor = Arc::new(VismaNet::new(Arc::new(SystemClock)));
    vendor.seed_demo();
    let server = SimServer::start(vendor.clone(), Faults::none()).await;
    let form = format!(
        "grant_type=refresh_token&refresh_token={}&client_id=isv_simon_demo&client_secret={}",
        DEMO_REFRESH_TOKEN.replace('+', "%2B"),
        "s1mul%2Bt0r/Secr3t="
    );
    let login = http::Request::post(server.url().join("connect/token").unwrap().as_str())
        .header("content-type", "application/x-www-form-urlencoded")
        .header("accept", "application/json")
        .body(form.into())
        .unwrap();
    let transport = ReqwestTransport::new().unwrap();
    let (status, text) = send(&transport, login).await;
    assert_eq!(status, 200, "{text}");
    let token: serde_json::Value = serde_json::from_str(&text).unwrap();
    let bearer = format!("Bearer {}", token["access_token"].as_str().unwrap());
    for (path, part) in [
        ("v1/organization", "Demo Installatietechniek"),
        ("v1/warehouse?active=true", "Servicebus"),
        ("api/v3/SalesOrders/QT", "vervangen filters"),
    ] {
        let mut request = http::Request::get(server.url().join(path).unwrap().as_str())
            .header("authorization", &bearer);
        for (name, value) in PLAIN {
            request = request.header(name, value);
        }
        let (status, text) = send(&transport, request.body("".into()).unwrap()).await;
        assert_eq!(status, 200, "{text}");
        assert!(text.contains(part), "{text}");
    }
    vendor.refusals().assert_none();
}

#[tokio::test]
async fn three_host_names_serve_what_is_theirs() {
    let clock = SimulatedClock::default();
    let vendor = Arc::new(VismaNet::new(Arc::new(clock.clone())));
    let (main, orders) = (Faults::none(), Faults::none());
    let network = InProcess::new(clock)
        .mount("api.finance.visma.net", vendor.clone(), main.clone())
        .mount("salesorder.visma.net", vendor.clone(), orders.clone());
    main.add(On::path("/v1/branch"), Fault::status(503), 1);
    for (url, status) in [
        ("https://api.finance.visma.net/v1/branch", 503),
        ("https://api.finance.visma.net/v1/branch", 401),
        ("https://salesorder.visma.net/api/v3/SalesOrders", 401),
    ] {
        let mut request = http::Request::get(url);
        for (name, value) in PLAIN {
            request = request.header(name, value);
        }
        assert_eq!(send(&network, request.body("".into()).unwrap()).await.0, status, "{url}");
    }
    assert_eq!((main.calls(), orders.calls()), (2, 1));
    vendor.refusals().assert_none();
    let lost = http::Request::get("https://salesorder.visma.net/v1/branch").body("".into());
    assert_eq!(send(&network, lost.unwrap()).await.0, 404);
    assert!(vendor.refusals().all()[0].contains("another host"));
}
