//! The same vendor over a socket.

use std::sync::Arc;

use connector_billit::simulator::{
    Billit, DEMO_API_KEY, DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_PARTY_ID, DEMO_REFRESH_TOKEN,
};
use serde_json::{Value, json};
use simon_core::http::SystemClock;
use simon_testkit::{Faults, SimServer};

async fn answer(request: reqwest::RequestBuilder) -> (u16, Value) {
    let answer = request.header("accept", "application/json").send().await.unwrap();
    let status = answer.status().as_u16();
    (status, serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap())
}

#[tokio::test]
async fn it_is_served_on_loopback() {
    let vendor = Arc::new(Billit::new(Arc::new(SystemClock)));
    vendor.seed_demo();
    let server = SimServer::start(vendor.clone(), Faults::none()).await;
    let base = server.url().to_string();
    let base = base.trim_end_matches('/');
    let client = reqwest::Client::builder().no_proxy().build().unwrap();

    let body = json!({"grant_type": "refresh_token", "refresh_token": DEMO_REFRESH_TOKEN,
        "client_id": DEMO_CLIENT_ID, "client_secret": DEMO_CLIENT_SECRET});
    let token = client.post(format!("{base}/OAuth2/token"));
    let token = token.header("content-type", "application/json").body(body.to_string());
    let (status, tokens) = answer(token).await;
    assert_eq!(status, 200, "{tokens}");

    let bearer = format!("Bearer {}", tokens["access_token"].as_str().unwrap());
    let account = client.get(format!("{base}/v1/account/accountInformation"));
    let (_, account) = answer(account.header("authorization", bearer)).await;
    assert_eq!(account["Companies"].as_array().unwrap().len(), 2);

    let offers = client.get(format!("{base}/v1/orders?$filter=OrderType%20eq%20'Offer'"));
    let offers = offers.header("ApiKey", DEMO_API_KEY).header("PartyID", DEMO_PARTY_ID);
    let (_, offers) = answer(offers).await;
    assert_eq!(offers["Items"][0]["OrderStatus"], "ToInvoice");
    vendor.refusals().assert_none();
}
