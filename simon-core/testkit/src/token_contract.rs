//! The suite that every [`TokenStore`] must pass: one test per promise of the trait.
//!
//! ```
//! use std::sync::Arc;
//! use simon_core::memory::MemoryTokens;
//! use simon_testkit::token_contract::Check;
//!
//! fn on_new_tokens(check: Check) {
//!     let tokens = Arc::new(MemoryTokens::new());
//!     check(&|| tokens.clone());
//! }
//!
//! simon_testkit::token_contract!(on_new_tokens);
//! ```

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    missing_docs,
    reason = "a check fails by panicking, and its name says what it checks"
)]

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::join;
use secrecy::{ExposeSecret, SecretString};
use simon_core::domain::IntegrationId;
use simon_core::host::{TokenRecord, TokenSet, TokenStore, TokenSwap};

use crate::handles::{Open, at_once, run};

/// One check. It is given a way to open handles on one store that nothing was written to yet, each as
/// another process would have it, and runs on tokio runtimes of its own.
pub type Check = fn(Open<'_, dyn TokenStore>);

/// All checks with their names.
pub const CHECKS: &[(&str, Check)] = &crate::token_contract!(@all list);

/// Makes a `#[test]` of every check. The argument is a function that takes a [`Check`] and runs it on a
/// new store.
#[macro_export]
macro_rules! token_contract {
    (@all $then:ident $($argument:path)?) => {
        $crate::token_contract! {@@$then $($argument)?:
            a_slot_that_was_never_written_is_empty
            what_is_stored_is_read_back_whole
            tokens_outlive_reopening
            a_swap_from_an_older_version_is_lost_and_answers_the_present
            a_lost_swap_changes_nothing
            slots_and_integrations_do_not_see_each_other
            of_two_swaps_at_once_one_is_stored
            of_many_handles_at_once_one_takes_the_lease
        }
    };
    (@@tests $on_new_tokens:path: $($check:ident)*) => {$(
        #[test]
        fn $check() {
            $on_new_tokens($crate::token_contract::$check);
        }
    )*};
    (@@list: $($check:ident)*) => {
        [$((stringify!($check), $crate::token_contract::$check)),*]
    };
    ($on_new_tokens:path) => {
        $crate::token_contract!(@all tests $on_new_tokens);
    };
}

fn acme() -> IntegrationId {
    IntegrationId::new("acme").unwrap()
}

fn second(seconds: i64) -> DateTime<Utc> {
    DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::seconds(seconds)
}

fn tokens(name: &str) -> TokenSet {
    TokenSet::new(SecretString::from(format!("access '{name}' é")), second(0), second(600))
        .with_refresh(Some(SecretString::from(format!("refresh {name}"))))
}

/// All that a record holds, for comparing.
fn shown(record: &TokenRecord) -> String {
    let secret = |secret: &SecretString| secret.expose_secret().to_owned();
    let tokens = record.tokens.as_ref().map(|set| {
        (secret(&set.access), set.refresh.as_ref().map(secret), set.obtained_at, set.expires_at)
    });
    format!("{} {tokens:?} {:?} {:?}", record.versie, record.renewing_until, record.refused_until)
}

async fn load(store: &dyn TokenStore) -> TokenRecord {
    store.load(&acme(), "main").await.unwrap()
}

async fn stored(store: &dyn TokenStore, record: TokenRecord) -> TokenRecord {
    match store.swap(&acme(), "main", record).await.unwrap() {
        TokenSwap::Stored(record) => record,
        TokenSwap::Lost(held) => panic!("lost to version {}", held.versie),
    }
}

async fn lost(store: &dyn TokenStore, record: TokenRecord) -> TokenRecord {
    match store.swap(&acme(), "main", record).await.unwrap() {
        TokenSwap::Lost(held) => held,
        TokenSwap::Stored(record) => panic!("stored as version {}", record.versie),
    }
}

fn full(name: &str) -> TokenRecord {
    let mut record = TokenRecord::default();
    record.tokens = Some(tokens(name));
    record.renewing_until = Some(second(30));
    record.refused_until = Some(second(40));
    record
}

pub fn a_slot_that_was_never_written_is_empty(open: Open<'_, dyn TokenStore>) {
    run(async {
        let record = load(&*open()).await;
        assert_eq!(shown(&record), shown(&TokenRecord::default()));
    });
}

pub fn what_is_stored_is_read_back_whole(open: Open<'_, dyn TokenStore>) {
    run(async {
        let store = open();
        let answered = stored(&*store, full("one")).await;
        let mut expected = full("one");
        expected.versie = 1;
        assert_eq!(shown(&answered), shown(&expected));
        assert_eq!(shown(&load(&*store).await), shown(&expected));
        let mut emptied = answered;
        (emptied.tokens, emptied.renewing_until, emptied.refused_until) = (None, None, None);
        let mut expected = emptied.clone();
        expected.versie = 2;
        stored(&*store, emptied).await;
        assert_eq!(shown(&load(&*store).await), shown(&expected));
    });
}

pub fn tokens_outlive_reopening(open: Open<'_, dyn TokenStore>) {
    let first = run(async { shown(&stored(&*open(), full("one")).await) });
    run(async { assert_eq!(shown(&load(&*open()).await), first) });
}

pub fn a_swap_from_an_older_version_is_lost_and_answers_the_present(
    open: Open<'_, dyn TokenStore>,
) {
    run(async {
        let (one, two) = (open(), open());
        let read = load(&*one).await;
        let present = stored(&*two, full("two")).await;
        assert_eq!(shown(&lost(&*one, read).await), shown(&present));
        let next = stored(&*one, present.clone()).await;
        assert_eq!(next.versie, 2);
        assert_eq!(shown(&lost(&*two, present).await), shown(&next));
        let mut ahead = next.clone();
        ahead.versie = 9;
        assert_eq!(shown(&lost(&*two, ahead).await), shown(&next), "a version that never was");
    });
}

pub fn a_lost_swap_changes_nothing(open: Open<'_, dyn TokenStore>) {
    run(async {
        let store = open();
        let present = stored(&*store, full("one")).await;
        lost(&*store, full("other")).await;
        assert_eq!(shown(&load(&*store).await), shown(&present));
    });
}

pub fn slots_and_integrations_do_not_see_each_other(open: Open<'_, dyn TokenStore>) {
    run(async {
        let store = open();
        stored(&*store, full("one")).await;
        let other = IntegrationId::new("other").unwrap();
        for (integration, slot) in [(acme(), "second"), (other, "main")] {
            let record = store.load(&integration, slot).await.unwrap();
            assert_eq!(record.versie, 0);
            let swap = store.swap(&integration, slot, full(slot)).await.unwrap();
            assert!(matches!(swap, TokenSwap::Stored(record) if record.versie == 1));
        }
        let access = load(&*store).await.tokens.unwrap().access;
        assert_eq!(access.expose_secret(), tokens("one").access.expose_secret());
    });
}

pub fn of_two_swaps_at_once_one_is_stored(open: Open<'_, dyn TokenStore>) {
    run(async {
        let store = open();
        let integration = acme();
        let swap = |name| store.swap(&integration, "main", full(name));
        match join(swap("one"), swap("two")).await {
            (Ok(TokenSwap::Stored(won)), Ok(TokenSwap::Lost(held)))
            | (Ok(TokenSwap::Lost(held)), Ok(TokenSwap::Stored(won))) => {
                assert_eq!(shown(&won), shown(&held));
            }
            _ => panic!("not exactly one was stored"),
        }
    });
}

pub fn of_many_handles_at_once_one_takes_the_lease(open: Open<'_, dyn TokenStore>) {
    for round in 0..10 {
        let before = run(async { load(&*open()).await });
        let won = at_once(open, 4, async |worker, store: Arc<dyn TokenStore>| {
            let mut lease = before.clone();
            lease.renewing_until = Some(second(worker.cast_signed()));
            let swap = store.swap(&acme(), "main", lease).await.unwrap();
            matches!(swap, TokenSwap::Stored(_)).then_some(second(worker.cast_signed()))
        });
        let winners: Vec<DateTime<Utc>> = won.into_iter().flatten().collect();
        assert_eq!(winners.len(), 1, "round {round}: {winners:?}");
        let held = run(async { load(&*open()).await });
        assert_eq!(held.versie, before.versie + 1);
        assert_eq!(held.renewing_until, winners.first().copied());
    }
}
