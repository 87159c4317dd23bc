//! x
mod simulator;
pub use simulator::Simulator;
