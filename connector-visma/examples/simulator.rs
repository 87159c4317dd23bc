//! `cargo run -p connector-visma --example simulator`: a simulated Visma.net ERP with a small company in
//! it, until it is stopped. It prints a `[connection]` to use by hand. It listens on port 4004, or the one
//! given behind `--`, and in the time of `SIMON_HOST_CLOCK_SPEED` if that is set for simon-host.

use std::error::Error;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use connector_visma::simulator::{
    DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI, DEMO_REFRESH_TOKEN, DEMO_TENANT,
    VismaNet,
};
use simon_core::host::Clock;
use simon_core::http::SystemClock;
use simon_testkit::{FastClock, Faults, SimServer};

#[tokio::main]
#[allow(clippy::print_stdout, reason = "this program shows where it listens")]
async fn main() -> Result<(), Box<dyn Error>> {
    let port = std::env::args().nth(1).map_or(Ok(4004), |port| port.parse())?;
    let clock: Arc<dyn Clock> = match std::env::var_os("SIMON_HOST_CLOCK_SPEED") {
        Some(speed) => Arc::new(
            speed.to_str().and_then(FastClock::of).ok_or("SIMON_HOST_CLOCK_SPEED is no speed")?,
        ),
        None => Arc::new(SystemClock),
    };
    let vendor = Arc::new(VismaNet::new(clock));
    vendor.seed_demo();
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let server = SimServer::start_on(address, vendor, Faults::none()).await?;
    println!("[connection]\nauth_url = \"{0}\"\nbase_url = \"{0}\"", server.url());
    println!("sales_order_url = \"{}\"", server.url());
    println!("client_id = \"{DEMO_CLIENT_ID}\"\nclient_secret = \"{DEMO_CLIENT_SECRET}\"");
    println!("redirect_uri = \"{DEMO_REDIRECT_URI}\"\nrefresh_token = \"{DEMO_REFRESH_TOKEN}\"");
    println!("tenant_id = \"{DEMO_TENANT}\"");
    std::future::pending::<()>().await;
    Ok(())
}
