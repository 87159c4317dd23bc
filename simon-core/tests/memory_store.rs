//! The store in memory keeps every promise of the port.

use simon_core::memory::MemoryStore;
use simon_testkit::store_contract::Check;

fn on_a_new_store(check: Check) {
    futures_executor::block_on(check(&MemoryStore::new()));
}

simon_testkit::store_contract!(on_a_new_store);
