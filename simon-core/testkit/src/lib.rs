//! x
mod simulator;
pub mod store_contract;
pub use simulator::Simulator;
