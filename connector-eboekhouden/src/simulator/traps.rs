//! Points that the vendor leaves open, and how they stand.

use std::time::Duration;

use http::StatusCode;

/// How a SOAP answer writes a text that is empty.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum EmptyText {
    /// `<X />`
    #[default]
    SelfClosed,
    /// `<X></X>`
    Pair,
    /// Not at all.
    LeftOut,
}

/// How a SOAP answer writes a list without records.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum EmptyList {
    /// Not at all.
    #[default]
    LeftOut,
    /// As an empty element.
    Element,
    /// With `xsi:nil`.
    Nil,
}

/// How REST writes a member without a value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum NullMember {
    /// Not at all.
    #[default]
    LeftOut,
    /// As null.
    Null,
}

/// What `errors` is in a REST error.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorsShape {
    /// Not there.
    #[default]
    LeftOut,
    /// A list of texts.
    List,
    /// Lists of texts per member.
    Object,
}

/// What `Authorization` must hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenStyle {
    /// The token alone.
    #[default]
    Bare,
    /// `Bearer` and the token.
    Bearer,
    /// Either.
    Both,
}

/// The order of a REST list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ListOrder {
    /// By number.
    #[default]
    Oldest,
    /// By number, the last one first: what is added moves the pages that follow.
    Newest,
    /// Another order in each answer.
    Unstable,
}

/// What becomes of elements that come out of order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Disorder {
    /// They count as missing.
    #[default]
    Missing,
    /// They are read all the same.
    Read,
}

/// Behaviour that can be switched.
#[derive(Debug)]
pub(super) struct Traps {
    pub(super) empty_text: EmptyText,
    pub(super) empty_list: EmptyList,
    pub(super) error_left_out: bool,
    pub(super) prefixed: bool,
    pub(super) zone: &'static str,
    pub(super) typed_codes: bool,
    pub(super) fault_status: StatusCode,
    pub(super) disorder: Disorder,
    pub(super) english: bool,
    pub(super) prices_include_vat: bool,
    pub(super) percentages_whole: bool,
    pub(super) line_codes_checked: bool,
    pub(super) zero_term_missing: bool,
    pub(super) soap_number_ends_in_digit: bool,
    pub(super) soap_hides_inactive: bool,
    pub(super) soap_refuses_inactive: bool,
    pub(super) rest_hides_inactive: bool,
    pub(super) concepts_hidden: bool,
    pub(super) exact_case: bool,
    pub(super) null_member: NullMember,
    pub(super) list_rows_full: bool,
    pub(super) errors: ErrorsShape,
    pub(super) error_type_left_out: bool,
    pub(super) token_style: TokenStyle,
    pub(super) coded_401: bool,
    pub(super) order: ListOrder,
    pub(super) page_cap: Option<usize>,
    pub(super) date_times: bool,
    pub(super) pascal_case: bool,
    pub(super) null_items: bool,
    pub(super) null_in_ex: bool,
    pub(super) extra_members: bool,
    pub(super) look_up_lag: Duration,
}

impl Default for Traps {
    fn default() -> Self {
        Self {
            empty_text: EmptyText::default(),
            empty_list: EmptyList::default(),
            error_left_out: false,
            prefixed: false,
            zone: "",
            typed_codes: false,
            fault_status: StatusCode::INTERNAL_SERVER_ERROR,
            disorder: Disorder::default(),
            english: false,
            prices_include_vat: false,
            percentages_whole: false,
            line_codes_checked: false,
            zero_term_missing: false,
            soap_number_ends_in_digit: false,
            soap_hides_inactive: false,
            soap_refuses_inactive: true,
            rest_hides_inactive: false,
            concepts_hidden: false,
            exact_case: false,
            null_member: NullMember::default(),
            list_rows_full: false,
            errors: ErrorsShape::default(),
            error_type_left_out: false,
            token_style: TokenStyle::default(),
            coded_401: false,
            order: ListOrder::default(),
            page_cap: None,
            date_times: true,
            pascal_case: false,
            null_items: false,
            null_in_ex: false,
            extra_members: false,
            look_up_lag: Duration::ZERO,
        }
    }
}
