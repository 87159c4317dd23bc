//! `cargo run -p connector-eboekhouden --example simulator`: a simulated e-Boekhouden with a small
//! company in it, until it is stopped. It prints a `[connection]` that simon-host can use by hand, for
//! either interface. It listens on port 4003, or the one given behind `--`, and in the time of
//! `SIMON_HOST_CLOCK_SPEED` if that is set for simon-host.

use std::error::Error;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use connector_eboekhouden::simulator::{
    DEMO_API_TOKEN, DEMO_SECURITY_CODE_1, DEMO_SECURITY_CODE_2, DEMO_USERNAME, EBoekhouden,
};
use simon_core::host::Clock;
use simon_core::http::SystemClock;
use simon_testkit::{FastClock, Faults, SimServer};

#[tokio::main]
#[allow(clippy::print_stdout, reason = "this program shows where it listens")]
async fn main() -> Result<(), Box<dyn Error>> {
    let port = std::env::args().nth(1).map_or(Ok(4003), |port| port.parse())?;
    let clock: Arc<dyn Clock> = match std::env::var_os("SIMON_HOST_CLOCK_SPEED") {
        Some(speed) => Arc::new(
            speed.to_str().and_then(FastClock::of).ok_or("SIMON_HOST_CLOCK_SPEED is no speed")?,
        ),
        None => Arc::new(SystemClock),
    };
    let vendor = Arc::new(EBoekhouden::new(clock));
    vendor.seed_demo();
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let server = SimServer::start_on(address, vendor, Faults::none()).await?;
    println!("[connection]\nbase_url = \"{}\"", server.url());
    println!("username = \"{DEMO_USERNAME}\"");
    println!("security_code_1 = \"{DEMO_SECURITY_CODE_1}\"");
    println!("security_code_2 = \"{DEMO_SECURITY_CODE_2}\"");
    println!("# or, instead of these three:\n# api_token = \"{DEMO_API_TOKEN}\"");
    std::future::pending::<()>().await;
    Ok(())
}
