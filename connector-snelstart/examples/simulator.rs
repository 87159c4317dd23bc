//! `cargo run -p connector-snelstart --example simulator`: a simulated SnelStart with a small company
//! in it, until it is stopped. It prints a `[connection]` that simon-host can use by hand.

use std::error::Error;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use connector_snelstart::simulator::{DEMO_KOPPELSLEUTEL, DEMO_SUBSCRIPTION_KEY, SnelStart};
use simon_core::http::SystemClock;
use simon_testkit::{Faults, SimServer};

#[tokio::main]
#[allow(clippy::print_stdout, reason = "this program shows where it listens")]
async fn main() -> Result<(), Box<dyn Error>> {
    let port = std::env::args().nth(1).map_or(Ok(4001), |port| port.parse())?;
    let vendor = Arc::new(SnelStart::new(Arc::new(SystemClock)));
    vendor.seed_demo();
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let server = SimServer::start_on(address, vendor, Faults::none()).await?;
    println!("[connection]\nbase_url = \"{0}\"\nauth_url = \"{0}\"", server.url());
    println!("subscription_key = \"{DEMO_SUBSCRIPTION_KEY}\"");
    println!("koppelsleutel = \"{DEMO_KOPPELSLEUTEL}\"");
    std::future::pending::<()>().await;
    Ok(())
}
