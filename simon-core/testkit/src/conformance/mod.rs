//! The conformance suite: what every connector has to do, whatever its vendor is like.
//!
//! A connector implements [`Harness`] on its simulator in a test file and adds one line:
//!
//! ```text
//! simon_testkit::conformance!(MyHarness);
//! ```
//!
//! That makes one named test per check. The connector's capabilities choose what is checked: an
//! operation that is not declared has to answer `Unsupported` without any request. A check that a
//! vendor makes impossible is left out by name, with a written reason ([`Harness::SKIPPED`]).
//!
//! The checks run in process on simulated time; a few run over a loopback socket as well.

#[doc(hidden)]
pub mod capabilities;
#[doc(hidden)]
pub mod changes;
#[doc(hidden)]
pub mod deletions;
#[doc(hidden)]
pub mod delivery;
#[doc(hidden)]
pub mod documents;
mod harness;
#[doc(hidden)]
pub mod interruptions;
#[doc(hidden)]
pub mod listing;
#[doc(hidden)]
pub mod look_up;
#[doc(hidden)]
pub mod period;
mod ports;
#[doc(hidden)]
pub mod prices_and_orders;
mod read;
#[doc(hidden)]
pub mod secrets;
#[doc(hidden)]
pub mod session;
#[doc(hidden)]
pub mod sockets;
mod traces;
mod world;

pub use harness::{Harness, Listing, Seeded, VendorDocument, VendorRegel};

/// Makes one test per check for a [`Harness`](crate::conformance::Harness).
#[macro_export]
macro_rules! conformance {
    ($harness:ty) => {
        $crate::__conformance_checks!(__conformance_tests, $harness);
    };
}

/// Hands the list of all checks to another macro.
#[doc(hidden)]
#[macro_export]
macro_rules! __conformance_checks {
    ($then:ident, $($argument:tt)*) => {
        $crate::$then! { $($argument)*;
            capabilities:
                undeclared_operations_are_unsupported_without_any_request,
                the_user_is_told_how_to_connect_a3,
                settings_are_described_in_both_languages_e2,
                unknown_articles_are_refused_and_known_ones_named_e1,
                unknown_article_groups_are_refused_b7,
                a_document_is_rendered_without_any_call_g1;
            listing:
                an_empty_account_is_a_proven_listing,
                pages_are_joined_and_nothing_is_missing_p7,
                a_page_size_smaller_than_asked_loses_nothing_p9,
                a_page_size_that_changes_halfway_loses_nothing_p9,
                a_page_size_that_drops_to_one_loses_nothing,
                a_last_page_that_is_exactly_full_ends_the_listing,
                five_hundred_records_of_one_moment_all_arrive_p11,
                records_moved_or_deleted_while_paging_lose_no_other,
                two_full_reads_are_equal,
                an_unreadable_record_is_rejected_and_stops_nothing_b13,
                unknown_members_are_ignored,
                missing_and_null_members_are_no_fault,
                names_arrive_letter_by_letter,
                prices_arrive_exactly_c21;
            changes:
                an_incremental_read_after_a_full_one_brings_nothing_unknown,
                an_incremental_read_brings_every_change,
                a_clock_ten_minutes_wrong_loses_no_change,
                inactive_records_are_marked_b4,
                a_cursor_of_another_make_begins_a_full_pass,
                a_record_is_read_by_its_id_until_it_is_gone;
            deletions:
                what_was_deleted_shows_in_the_feed_of_deletions_p15,
                a_feed_of_deletions_goes_on_where_it_was_interrupted;
            interruptions:
                an_interrupted_listing_is_never_complete_g3,
                a_listing_goes_on_where_it_was_interrupted,
                a_single_fault_loses_no_record,
                a_timeout_on_a_read_is_retried,
                too_many_requests_with_seconds_is_waited_out,
                too_many_requests_with_a_date_is_waited_out,
                a_long_wait_is_left_to_the_caller,
                a_busy_vendor_is_asked_again,
                an_unreadable_answer_is_an_error,
                an_unreachable_vendor_is_tried_again_later,
                a_cancelled_call_leaves_the_connector_usable;
            session:
                connecting_tells_the_administration_g9,
                wrong_credentials_ask_the_user_to_act,
                withdrawn_credentials_end_a_listing_in_an_error,
                ten_calls_share_one_login,
                ten_calls_renew_a_dead_token_once,
                a_token_that_dies_between_pages_is_renewed,
                a_stored_token_serves_the_next_process_g8;
            secrets:
                secrets_show_in_no_debug_error_or_log_f6;
            documents:
                a_preview_is_exactly_what_is_sent_g1,
                a_created_document_reads_back_as_the_draft,
                texts_at_their_limit_arrive_whole_c24,
                one_create_makes_one_document,
                a_document_of_a_thousand_lines_arrives_whole_p8,
                a_draft_for_what_is_gone_is_refused_with_an_action_f4;
            look_up:
                a_reference_finds_none_one_or_two_documents_c22_p17,
                a_document_is_found_among_many_c22,
                a_document_is_found_hours_later_and_by_a_wrong_clock_c22,
                a_document_that_shows_late_is_found_after_the_declared_lag_c22,
                a_failed_look_up_is_never_nothing_found_c22;
            period:
                the_documents_of_a_period_are_all_listed_g2,
                a_period_has_all_documents_made_since_its_beginning_g2,
                a_period_that_breaks_off_is_never_complete_g2_g3;
            delivery:
                no_fault_makes_a_second_document_or_loses_one_c22,
                the_advice_about_a_create_is_honest_c22,
                a_timeout_on_create_is_not_retried_c22,
                an_unreadable_answer_to_a_create_is_looked_up_first_c22,
                a_vendor_that_cannot_be_reached_created_nothing,
                a_cancelled_create_leaves_the_connector_usable,
                a_pdf_is_attached_once_whatever_fails_c23;
            prices_and_orders:
                an_agreed_price_is_read_exactly_c25,
                orders_of_61_and_1001_lines_arrive_whole_p8,
                a_mark_is_put_on_an_order_once_and_changes_nothing_else_d6,
                a_fault_while_marking_leaves_one_mark_at_most_d6;
            sockets:
                a_listing_arrives_whole_over_a_real_socket,
                a_lost_answer_makes_no_second_document_over_a_real_socket_c22,
                a_refused_connection_created_nothing_over_a_real_socket,
                a_page_cut_short_on_a_real_socket_is_no_complete_listing_g3;
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __conformance_tests {
    ($harness:ty; $($module:ident: $($check:ident),+;)+) => {
        $($(
            #[test]
            fn $check() {
                $crate::conformance::check::<$harness>(
                    stringify!($check),
                    $crate::conformance::$module::$check::<$harness>,
                );
            }
        )+)+

        #[test]
        fn every_skipped_check_exists_and_has_a_reason() {
            $crate::conformance::assert_skips_are_sound::<$harness>();
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __conformance_names {
    (; $($module:ident: $($check:ident),+;)+) => {
        &[$($(stringify!($check)),+),+]
    };
}

/// The names of all checks.
pub const CHECKS: &[&str] = __conformance_checks!(__conformance_names,);

/// Runs one check, unless the harness leaves it out.
pub fn check<H: Harness>(name: &str, body: fn()) {
    if !H::SKIPPED.iter().any(|(skipped, _)| *skipped == name) {
        body();
    }
}

/// Fails when a left-out check does not exist or has no reason.
///
/// # Panics
/// Then.
pub fn assert_skips_are_sound<H: Harness>() {
    for (name, reason) in H::SKIPPED {
        assert!(CHECKS.contains(name), "there is no check {name}");
        assert!(reason.split_whitespace().count() >= 4, "{name} is skipped without a reason");
    }
}

#[cfg(test)]
mod tests {
    use super::CHECKS;

    const SOURCES: &[&str] = &[
        include_str!("capabilities.rs"),
        include_str!("changes.rs"),
        include_str!("deletions.rs"),
        include_str!("delivery.rs"),
        include_str!("documents.rs"),
        include_str!("interruptions.rs"),
        include_str!("listing.rs"),
        include_str!("look_up.rs"),
        include_str!("period.rs"),
        include_str!("prices_and_orders.rs"),
        include_str!("secrets.rs"),
        include_str!("session.rs"),
        include_str!("sockets.rs"),
    ];

    #[test]
    fn every_check_that_is_written_is_run() {
        let written: usize =
            SOURCES.iter().map(|source| source.matches("<H: Harness>() {").count()).sum();
        assert_eq!(written, CHECKS.len());
    }
}
