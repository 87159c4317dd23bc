//! The suite that every [`Store`] must pass: one test per promise of the trait.
//!
//! ```
//! use simon_core::host::Store;
//! use simon_testkit::store_contract::Check;
//!
//! fn on_a_new_store(check: Check) {
//!     # fn new_store() -> Option<Box<dyn Store>> { None }
//!     if let Some(store) = new_store() {
//!         futures_executor::block_on(check(&*store));
//!     }
//! }
//!
//! simon_testkit::store_contract!(on_a_new_store);
//! ```
//!
//! A store that several processes or workers share passes the second part too. It is given a way to
//! open one more handle on one and the same store, as another process would:
//!
//! ```
//! use std::sync::Arc;
//! use simon_core::memory::MemoryStore;
//! use simon_testkit::store_contract::SharedCheck;
//!
//! fn on_a_new_shared_store(check: SharedCheck) {
//!     let store = Arc::new(MemoryStore::new());
//!     check(&|| store.clone());
//! }
//!
//! simon_testkit::store_contract!(shared: on_a_new_shared_store);
//! ```

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    clippy::missing_errors_doc,
    reason = "a check fails by panicking, and its name says what it checks"
)]

mod everything;
mod jobs;
mod ledger;
mod log;
mod records;
mod seen;
mod shared;
mod transactions;
mod werkadressen;
mod wipe;

pub use jobs::*;
pub use ledger::*;
pub use log::*;
pub use records::*;
pub use seen::*;
pub use shared::*;
pub use transactions::*;
pub use werkadressen::*;
pub use wipe::*;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use futures_util::future::BoxFuture;
use simon_core::connector::RelatieRecord;
use simon_core::domain::{
    Adres, Artikel, ArtikelId, GearchiveerdeWerkbon, IntegrationId, Referentie, Relatie, RelatieId,
    Werkadres, WerkadresId, Werkbon, WerkbonNummer,
};
use simon_core::host::{Batch, Change, CommitError, Delivery, Record, Select, Store, Tabel};
use simon_core::log::{LogEntry, LogLine, LogTabel, Soort};
use simon_core::message::{Catalogue, Message};

use crate::handles::Open;

/// One check, to be run on a store that nothing was written to yet.
pub type Check = for<'a> fn(&'a dyn Store) -> BoxFuture<'a, ()>;

/// One check of what several handles do to one store that nothing was written to yet. It runs on tokio
/// runtimes of its own, one per thread that it starts.
pub type SharedCheck = fn(Open<'_, dyn Store>);

/// All checks with their names.
pub const CHECKS: &[(&str, Check)] = &crate::store_contract!(@single list);

/// All checks of a store that is shared, with their names.
pub const SHARED_CHECKS: &[(&str, SharedCheck)] = &crate::store_contract!(@shared shared_list);

/// Makes a `#[test]` of every check. The argument is a function that takes a [`Check`], makes a new
/// store and runs the check on it; behind `shared:` one that takes a [`SharedCheck`].
#[macro_export]
macro_rules! store_contract {
    (shared: $on_a_new_store:path) => {
        $crate::store_contract!(@shared shared_tests $on_a_new_store);
    };
    ($on_a_new_store:path) => {
        $crate::store_contract!(@single tests $on_a_new_store);
    };
    (@single $then:ident $($argument:path)?) => {
        $crate::store_contract! {@@$then $($argument)?:
            changes_are_stored_together
            a_failing_change_undoes_the_whole_batch
            changes_apply_in_their_order
            an_older_epoch_is_refused
            nothing_of_a_batch_under_an_older_epoch_is_stored
            an_epoch_that_the_batch_itself_raises_does_not_stop_it
            an_integration_that_is_not_known_has_the_defaults
            a_state_is_written_by_whoever_read_the_last_one
            a_feed_is_written_by_whoever_read_the_last_one
            a_job_is_written_by_whoever_read_the_last_one
            each_job_has_a_state_of_its_own
            of_two_claims_on_one_job_one_wins
            a_settings_version_is_added_once
            of_two_writers_at_once_one_wins
            integrations_do_not_see_each_other
            a_record_is_found_by_id_and_by_code
            records_are_found_by_codes_that_differ_in_case_and_spaces
            a_record_is_replaced_and_removed
            every_table_keeps_its_records_as_they_were
            records_come_in_pages_by_id
            a_page_of_five_hundred_is_stored
            fingerprints_come_in_the_order_of_the_question
            a_pass_finds_what_it_did_not_see
            marking_touches_nothing_else
            what_the_vendor_deleted_is_inactive_changed_and_unseen
            deleting_at_the_vendor_touches_nothing_else
            the_vendors_addresses_are_replaced_in_their_order
            users_own_addresses_stay_and_come_last
            an_address_moves_with_its_customer
            removing_a_customer_removes_all_its_addresses
            removing_an_address_leaves_the_others
            a_wipe_empties_its_part_only
            a_wipe_keeps_ledger_orders_settings_jobs_and_log
            a_delivery_is_written_by_whoever_read_the_last_one
            due_work_comes_oldest_first
            work_that_may_not_be_touched_is_not_due
            the_next_delivery_is_when_the_first_entry_comes_free
            the_last_delivery_is_the_newest
            deliveries_come_in_pages_by_number
            deliveries_are_counted_by_status
            a_delivered_document_is_known_by_its_vendor_id
            an_order_is_remembered_by_kind_and_vendor_id
            the_log_is_read_newest_first
            the_log_is_filtered
            the_log_forgets_what_is_older
            the_log_keeps_what_is_said_of_an_open_werkbon
            the_log_forgets_one_record
        }
    };
    (@shared $then:ident $($argument:path)?) => {
        $crate::store_contract! {@@$then $($argument)?:
            a_commit_is_seen_by_every_handle_at_once
            a_store_outlives_its_handles
            an_epoch_raised_by_one_handle_stops_the_others
            of_two_handles_that_write_one_entry_one_wins
            of_many_claims_at_once_on_one_entry_one_wins
            a_hundred_entries_are_claimed_once_each_by_four_handles
            batches_of_many_handles_are_never_mixed
        }
    };
    (@@tests $on_a_new_store:path: $($check:ident)*) => {$(
        #[test]
        fn $check() {
            $on_a_new_store(|store| ::std::boxed::Box::pin($crate::store_contract::$check(store)));
        }
    )*};
    (@@shared_tests $on_a_new_store:path: $($check:ident)*) => {$(
        #[test]
        fn $check() {
            $on_a_new_store($crate::store_contract::$check);
        }
    )*};
    (@@list: $($check:ident)*) => {
        [$((stringify!($check), |store| Box::pin($crate::store_contract::$check(store)))),*]
    };
    (@@shared_list: $($check:ident)*) => {
        [$((stringify!($check), $crate::store_contract::$check)),*]
    };
}

fn acme() -> IntegrationId {
    IntegrationId::new("acme").unwrap()
}

fn later(minutes: i64) -> DateTime<Utc> {
    DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::minutes(minutes)
}

fn batch(changes: Vec<Change>) -> Batch {
    Batch { epoch: None, changes }
}

async fn commit(store: &dyn Store, changes: Vec<Change>) {
    store.commit(&acme(), batch(changes)).await.expect("the batch is stored");
}

async fn conflict(store: &dyn Store, changes: Vec<Change>) {
    let refused = store.commit(&acme(), batch(changes)).await;
    assert!(matches!(refused, Err(CommitError::Conflict)), "not a conflict: {refused:?}");
}

fn relatie(id: &str, code: &str) -> Relatie {
    let mut relatie = Relatie::new(RelatieId::new(id).unwrap(), format!("Klant {code}"));
    relatie.code = code.to_owned();
    relatie
}

fn werkadres(id: &str, of: &str, plaats: &str) -> Werkadres {
    let adres = Adres::new("Dorpsstraat 1", "1234 AB", plaats);
    Werkadres::new(WerkadresId::new(id).unwrap(), RelatieId::new(of).unwrap(), adres)
}

fn put_relatie(relatie: Relatie, werkadressen: Vec<Werkadres>, run: u64) -> Change {
    Change::PutRelatie { record: RelatieRecord::new(relatie, werkadressen), fingerprint: 1, run }
}

fn artikel(id: &str, code: &str) -> Artikel {
    Artikel::new(ArtikelId::new(id).unwrap(), code, format!("Artikel {code}"))
}

fn put(record: Record, run: u64) -> Change {
    Change::Put { record, fingerprint: 1, run }
}

fn put_artikel(id: &str, code: &str, run: u64) -> Change {
    put(Record::Artikel(artikel(id, code)), run)
}

fn werkbon(nummer: &str) -> Werkbon {
    let datum = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    Werkbon::new(WerkbonNummer::new(nummer).unwrap(), datum)
}

fn archived(nummer: &str) -> GearchiveerdeWerkbon {
    werkbon(nummer).gereed_melden().archiveren().unwrap()
}

fn delivery(nummer: &str, minutes: i64) -> Delivery {
    let number = WerkbonNummer::new(nummer).unwrap();
    let referentie = Referentie::new(&acme(), &number);
    Delivery::new(referentie, archived(nummer), 1, "adm", later(minutes))
}

fn entry(minutes: i64, soort: Soort, tabel: LogTabel, record: &str) -> LogEntry {
    LogLine::new(soort, tabel, Message::new("fout-host").with("detail", "x"))
        .with_record(record)
        .render(later(minutes), Catalogue::core())
}

async fn all(store: &dyn Store, tabel: Tabel) -> Vec<Record> {
    store.records(&acme(), tabel, &Select::After(None, 10_000)).await.unwrap()
}

async fn ids(store: &dyn Store, tabel: Tabel) -> Vec<String> {
    all(store, tabel).await.iter().map(|record| record.id().to_owned()).collect()
}

async fn addresses(store: &dyn Store, of: &str) -> Vec<String> {
    let select = Select::Relatie(RelatieId::new(of).unwrap());
    let found = store.records(&acme(), Tabel::Werkadressen, &select).await.unwrap();
    found.iter().map(|record| record.id().to_owned()).collect()
}
