//! The simulator with the records of a load.

use std::sync::Arc;

use bytes::Bytes;
use connector_snelstart::simulator::SnelStart;
use simon_core::http::SystemClock;
use simon_testkit::{Simulator, race};

pub(crate) const SUBSCRIPTION_KEY: &str = "bench-subscription";
pub(crate) const KOPPELSLEUTEL: &str = "bench-koppelsleutel";

/// Serves until standard input closes.
pub(crate) fn serve(relaties: u32, artikelen: u32) {
    let clock = Arc::new(SystemClock);
    let vendor = Arc::new(SnelStart::new(clock).with_credentials(SUBSCRIPTION_KEY, KOPPELSLEUTEL));
    vendor.seed_relaties(relaties);
    vendor.seed_artikelen(artikelen);
    race::serve(vendor.clone(), |changed| {
        for id in first_ids(&vendor, changed) {
            vendor.change_relatie(&id, &[("naam", "\"Hernoemd\"")]).unwrap();
        }
    });
}

fn first_ids(vendor: &SnelStart, count: usize) -> Vec<String> {
    let form = format!("grant_type=clientkey&clientkey={KOPPELSLEUTEL}");
    let login = http::Request::post("/b2b/token")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Bytes::from(form))
        .unwrap();
    let token: serde_json::Value = serde_json::from_slice(vendor.handle(&login).body()).unwrap();
    let mut ids = Vec::new();
    while ids.len() < count {
        let path = format!("/v2/relaties?$skip={}&$top=500", ids.len());
        let request = http::Request::get(path)
            .header("Ocp-Apim-Subscription-Key", SUBSCRIPTION_KEY)
            .header("Authorization", format!("Bearer {}", token["access_token"].as_str().unwrap()))
            .body(Bytes::new())
            .unwrap();
        let rows: Vec<serde_json::Value> =
            serde_json::from_slice(vendor.handle(&request).body()).unwrap();
        ids.extend(rows.iter().map(|row| row["id"].as_str().unwrap().to_lowercase()));
    }
    ids.truncate(count);
    ids
}
