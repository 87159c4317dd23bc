//! to be completed
/// x
#[derive(Debug)]
pub struct ReqwestTransport;
/// x
#[derive(Debug)]
pub struct SystemClock;
