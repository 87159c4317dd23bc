//! The ports in memory keep every promise.

use std::sync::Arc;

use simon_core::memory::{MemoryBudget, MemoryStore, MemoryTokens};
use simon_testkit::{budget_contract, store_contract, token_contract};

fn on_a_new_store(check: store_contract::Check) {
    futures_executor::block_on(check(&MemoryStore::new()));
}

fn on_a_new_shared_store(check: store_contract::SharedCheck) {
    let store = Arc::new(MemoryStore::new());
    check(&|| store.clone());
}

fn on_new_tokens(check: token_contract::Check) {
    let tokens = Arc::new(MemoryTokens::new());
    check(&|| tokens.clone());
}

fn on_a_new_budget(check: budget_contract::Check) {
    let budget = Arc::new(MemoryBudget::new());
    check(&|| budget.clone());
}

simon_testkit::store_contract!(on_a_new_store);
simon_testkit::store_contract!(shared: on_a_new_shared_store);
simon_testkit::token_contract!(on_new_tokens);
simon_testkit::budget_contract!(on_a_new_budget);
