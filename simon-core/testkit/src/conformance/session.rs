//! Checks on logins and tokens.

use std::time::Duration;

use futures_util::future::join_all;
use simon_core::connector::ListRequest;
use simon_core::{Actor, ErrorKind, Retry};

use super::read::{everything, read};
use super::world::{World, assert_actionable, assert_no_fault, capabilities, names};
use super::{Harness, Listing};

/// Beyond the age at which the pickiest vendor refuses a renewal, well within a token's life.
const TWENTY_MINUTES: Duration = Duration::from_secs(20 * 60);

/// Connects twice.
pub fn connecting_tells_the_administration_g9<H: Harness>() {
    let world = World::<H>::new();
    let connect = || world.run(world.connector.connect());
    let connected = connect().unwrap_or_else(|error| panic!("{error:?}"));
    let again = connect().unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!(connected.administratie, again.administratie);
    let chosen = H::info().settings.iter().any(|spec| spec.opens_others);
    assert!(chosen || connected.administratie.is_some(), "nobody chooses the books");
    if capabilities::<H>().knows_administratie {
        let opened = world.run(world.connector.administratie(&world.books));
        let opened = connected.administratie.map_or(opened, Ok);
        let opened = opened.unwrap_or_else(|error| panic!("{error:?}"));
        assert!(!opened.vendor_id.is_empty(), "which books are these?");
        assert!(!opened.naam.is_empty(), "users know books by their name");
    }
    assert!(world.connector.calls_made() > 0, "the progress bar counts calls");
}

/// The user pasted a key that is none, or withdrew it.
pub fn wrong_credentials_ask_the_user_to_act<H: Harness>() {
    let world = World::<H>::new();
    world.vendor.withdraw_credentials();
    let Err(error) = world.run(world.connector.connect()) else { panic!("connected with nothing") };
    assert_eq!(error.kind(), ErrorKind::Unauthenticated, "{error:?}");
    assert_eq!((error.retry(), error.who()), (Retry::Never, Actor::User), "{error:?}");
    assert_actionable::<H>(error.message());
    assert!(world.faults.calls() <= 3, "{} calls with refused credentials", world.faults.calls());
}

/// The user withdraws the key while a listing runs.
pub fn withdrawn_credentials_end_a_listing_in_an_error<H: Harness>() {
    let world = World::<H>::new();
    world.vendor.limit_page(5);
    world.seed(Listing::Relaties, 12);
    let mut paged = false;
    let mut withdraw = |_| {
        paged = true;
        world.vendor.withdraw_credentials();
    };
    let connector = world.connector.as_ref();
    let outcome =
        world.run(read(connector, &world.books, Listing::Relaties, everything(), &mut withdraw));
    match outcome {
        Ok(_) => assert!(
            H::WHOLE_ANSWERS || !paged,
            "a listing that lost its credentials says it is whole"
        ),
        Err(broken) => {
            let error = broken.error;
            assert_eq!(error.kind(), ErrorKind::Unauthenticated, "{error:?}");
            assert_eq!((error.retry(), error.who()), (Retry::Never, Actor::User), "{error:?}");
        }
    }
}

/// Ten calls at once that only read: connecting may prove the credentials with a new token.
fn ten_calls<H: Harness>(world: &World<H>) {
    let first = ListRequest::everything();
    let answers =
        world.run(join_all((0..10).map(|_| world.connector.list_relaties(&world.books, &first))));
    for answer in answers {
        answer.unwrap_or_else(|error| panic!("{error:?}"));
    }
}

/// Ten calls at once on a connector that never logged in.
pub fn ten_calls_share_one_login<H: Harness>() {
    let world = World::<H>::new();
    ten_calls(&world);
    assert_eq!(world.logins(), usize::from(H::TOKEN.is_some()));
}

/// Ten calls at once, all with a token that died.
pub fn ten_calls_renew_a_dead_token_once<H: Harness>() {
    let world = World::<H>::new();
    ten_calls(&world);
    world.clock.advance(TWENTY_MINUTES);
    world.vendor.expire_tokens();
    world.faults.clear_journal();
    ten_calls(&world);
    assert_eq!(world.logins(), usize::from(H::TOKEN.is_some()));
}

/// A token dies in the middle of a listing.
pub fn a_token_that_dies_between_pages_is_renewed<H: Harness>() {
    let world = World::<H>::new();
    world.vendor.limit_page(5);
    let seeded = world.seed(Listing::Relaties, 12);
    let mut expire = |page| {
        if page == 1 {
            world.clock.advance(TWENTY_MINUTES);
            world.vendor.expire_tokens();
        }
    };
    let connector = world.connector.as_ref();
    let listed =
        world.run(read(connector, &world.books, Listing::Relaties, everything(), &mut expire));
    assert_eq!(assert_no_fault(Listing::Relaties, listed).items, names(&seeded));
}

/// A restarted host uses the token that it stored.
pub fn a_stored_token_serves_the_next_process_g8<H: Harness>() {
    let world = World::<H>::new();
    ten_calls(&world);
    let next = world.another_process();
    let answer = world.run(next.list_relaties(&world.books, &ListRequest::everything()));
    answer.unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!(world.logins(), usize::from(H::TOKEN.is_some()));
}
