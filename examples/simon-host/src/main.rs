//! x
mod store;
fn main() {}
