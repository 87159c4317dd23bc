//! The suites for stores, tokens and budgets: complete, and sharp enough to catch broken ones.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod broken;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use broken::{Broken, Defect};
use simon_testkit::{budget_contract, store_contract, token_contract};

/// The public functions of a source file or of those of a folder.
fn checks_in(place: &str) -> BTreeSet<String> {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(place);
    let files = if place.is_dir() {
        std::fs::read_dir(&place).unwrap().map(|file| file.unwrap().path()).collect()
    } else {
        vec![place]
    };
    let sources = files.into_iter().map(|file| std::fs::read_to_string(file).unwrap());
    let name = |line: &str| {
        let rest = line.strip_prefix("pub async fn ").or_else(|| line.strip_prefix("pub fn "))?;
        Some(rest.split('(').next()?.to_owned())
    };
    sources.flat_map(|source| source.lines().filter_map(name).collect::<Vec<_>>()).collect()
}

#[test]
fn no_check_is_missing_from_its_suite() {
    let names = |listed: Vec<&'static str>| -> BTreeSet<String> {
        let set: BTreeSet<String> = listed.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(set.len(), listed.len(), "a check is listed twice");
        set
    };
    let mut store: Vec<&str> = store_contract::CHECKS.iter().map(|check| check.0).collect();
    store.extend(store_contract::SHARED_CHECKS.iter().map(|check| check.0));
    assert_eq!(names(store), checks_in("store_contract"));
    let tokens = token_contract::CHECKS.iter().map(|check| check.0).collect();
    assert_eq!(names(tokens), checks_in("token_contract.rs"));
    let budget = budget_contract::CHECKS.iter().map(|check| check.0).collect();
    assert_eq!(names(budget), checks_in("budget_contract.rs"));
}

/// The checks that a store with this defect fails.
fn caught(defect: Defect) -> Vec<&'static str> {
    let fails = |run: &dyn Fn()| catch_unwind(AssertUnwindSafe(run)).is_err();
    let single = store_contract::CHECKS
        .iter()
        .filter(|(_, check)| fails(&|| futures_executor::block_on(check(&Broken::new(defect)))));
    let shared = store_contract::SHARED_CHECKS.iter().filter(|(_, check)| {
        fails(&|| {
            let store = Arc::new(Broken::new(defect));
            check(&|| store.clone());
        })
    });
    single.map(|check| check.0).chain(shared.map(|check| check.0)).collect()
}

#[test]
fn a_sound_store_passes() {
    assert_eq!(caught(Defect::None), [""; 0]);
}

#[test]
fn each_broken_store_is_caught() {
    for (defect, by) in [
        (Defect::IgnoresEpochs, "an_older_epoch_is_refused"),
        (Defect::StoresHalfABatch, "a_failing_change_undoes_the_whole_batch"),
        (Defect::StoresSomeOfALateBatch, "nothing_of_a_batch_under_an_older_epoch_is_stored"),
        (Defect::LosesTheSwap, "of_many_claims_at_once_on_one_entry_one_wins"),
        (Defect::LosesTheSwapOfJobs, "of_two_claims_on_one_job_one_wins"),
        (Defect::OffersClaimedWork, "work_that_may_not_be_touched_is_not_due"),
        (Defect::ForgetsTheOrder, "due_work_comes_oldest_first"),
        (Defect::WipesTheLog, "a_wipe_keeps_ledger_orders_settings_jobs_and_log"),
        (Defect::KeepsDeletedActive, "what_the_vendor_deleted_is_inactive_changed_and_unseen"),
        (Defect::ForgetsTooMuchLog, "the_log_forgets_what_is_older"),
        (Defect::IgnoresClaimsInNext, "the_next_delivery_is_when_the_first_entry_comes_free"),
        (Defect::MixesIntegrations, "integrations_do_not_see_each_other"),
    ] {
        let caught = caught(defect);
        assert!(caught.contains(&by), "{defect:?} was caught by {caught:?} only");
    }
}
