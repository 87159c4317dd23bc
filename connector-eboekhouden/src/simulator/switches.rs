//! Behaviour that tests switch on and off. Each works from the next request on.

use std::time::Duration;

use http::StatusCode;

use super::traps::{
    Disorder, EmptyList, EmptyText, ErrorsShape, ListOrder, NullMember, TokenStyle,
};
use super::{EBoekhouden, ErrorShape, state::Failure};

/// Switches of both interfaces.
impl EBoekhouden {
    /// Answers the next call, or the next of this name, with this status and shape. Names are those
    /// of [`calls`](Self::calls).
    pub fn fail_next(&self, call: Option<&'static str>, status: StatusCode, shape: ErrorShape) {
        self.state().failures.push_back((call, Failure::Shape(status, shape)));
    }

    /// Answers the next call, or the next of this name, with the interface's own error: over SOAP
    /// within HTTP 200, whatever the status says.
    pub fn fail_next_with(
        &self,
        call: Option<&'static str>,
        status: StatusCode,
        code: &'static str,
    ) {
        self.state().failures.push_back((call, Failure::Code(status, code)));
    }

    /// Lets so many calls through a minute; with or without the seconds to wait.
    pub fn limit_calls(&self, per_minute: Option<u64>, retry_after: bool) {
        let limit = &mut self.state().limit;
        limit.per_minute = per_minute;
        limit.retry_after = retry_after;
    }

    /// Shows invoices that are made from now on in lists only after this long.
    pub fn delay_look_ups(&self, lag: Duration) {
        self.state().traps.look_up_lag = lag;
    }

    /// Keeps concepts out of the lists of invoices.
    pub fn hide_concepts(&self, hide: bool) {
        self.state().traps.concepts_hidden = hide;
    }

    /// Reads the prices on lines as including VAT.
    pub fn read_prices_including_vat(&self, include: bool) {
        self.state().traps.prices_include_vat = include;
    }

    /// Describes errors in English instead of Dutch.
    pub fn speak_english(&self, english: bool) {
        self.state().traps.english = english;
    }
}

/// Switches of SOAP.
impl EBoekhouden {
    /// How empty texts are written.
    pub fn set_empty_text(&self, style: EmptyText) {
        self.state().traps.empty_text = style;
    }

    /// How lists without records are written.
    pub fn set_empty_list(&self, style: EmptyList) {
        self.state().traps.empty_list = style;
    }

    /// Leaves `ErrorMsg` out of answers without an error.
    pub fn leave_out_error(&self, left_out: bool) {
        self.state().traps.error_left_out = left_out;
    }

    /// Writes answers with a prefix instead of a default namespace.
    pub fn prefix_answers(&self, prefixed: bool) {
        self.state().traps.prefixed = prefixed;
    }

    /// Writes this behind every time, such as `+01:00`.
    pub fn set_zone(&self, zone: &'static str) {
        self.state().traps.zone = zone;
    }

    /// Writes the untyped relation code of invoices with `xsi:type`.
    pub fn type_relation_codes(&self, typed: bool) {
        self.state().traps.typed_codes = typed;
    }

    /// The status of a `soap:Fault` for a request that cannot be read.
    pub fn set_fault_status(&self, status: StatusCode) {
        self.state().traps.fault_status = status;
    }

    /// What becomes of elements out of order. They are recorded either way.
    pub fn set_disorder(&self, disorder: Disorder) {
        self.state().traps.disorder = disorder;
    }

    /// Writes VAT percentages of articles as 21 instead of 0.21.
    pub fn write_whole_percentages(&self, whole: bool) {
        self.state().traps.percentages_whole = whole;
    }

    /// Refuses lines whose code is no article's.
    pub fn check_line_codes(&self, check: bool) {
        self.state().traps.line_codes_checked = check;
    }

    /// Takes a payment term of 0 days for a missing one.
    pub fn refuse_zero_term(&self, refuse: bool) {
        self.state().traps.zero_term_missing = refuse;
    }

    /// Wants own invoice numbers to end in a digit, as REST does.
    pub fn want_digit_at_end(&self, want: bool) {
        self.state().traps.soap_number_ends_in_digit = want;
    }

    /// Leaves inactive relations out of the list.
    pub fn hide_inactive_over_soap(&self, hide: bool) {
        self.state().traps.soap_hides_inactive = hide;
    }

    /// Whether an invoice for an inactive relation is refused; it is at first.
    pub fn refuse_inactive_over_soap(&self, refuse: bool) {
        self.state().traps.soap_refuses_inactive = refuse;
    }

    /// How long a session lives; 20 minutes at first.
    pub fn set_session_life(&self, life: Duration) {
        self.state().soap.life = life;
    }

    /// Ends the older sessions when one is opened.
    pub fn allow_one_session(&self, one: bool) {
        self.state().soap.single = one;
    }

    /// Opens sessions as of an accountant, who may name this administration.
    pub fn let_accountant_open(&self, administratie: &str) {
        self.state().soap.administraties.push(administratie.to_owned());
    }
}

/// Switches of REST.
impl EBoekhouden {
    /// How members without a value are written.
    pub fn set_null_member(&self, style: NullMember) {
        self.state().traps.null_member = style;
    }

    /// Writes in the rows of lists every member of the record, the unfilled ones as null.
    pub fn fill_list_rows(&self, full: bool) {
        self.state().traps.list_rows_full = full;
    }

    /// What `errors` is.
    pub fn set_errors_shape(&self, shape: ErrorsShape) {
        self.state().traps.errors = shape;
    }

    /// Leaves `type` out of errors.
    pub fn leave_out_error_type(&self, left_out: bool) {
        self.state().traps.error_type_left_out = left_out;
    }

    /// What `Authorization` must hold.
    pub fn set_token_style(&self, style: TokenStyle) {
        self.state().traps.token_style = style;
    }

    /// Answers 401 with a body that names `SECURITY_010` instead of without a body.
    pub fn code_401(&self, coded: bool) {
        self.state().traps.coded_401 = coded;
    }

    /// The order of lists.
    pub fn set_list_order(&self, order: ListOrder) {
        self.state().traps.order = order;
    }

    /// Serves at most so many rows, whatever `limit` asks.
    pub fn cap_pages(&self, rows: Option<usize>) {
        self.state().traps.page_cap = rows;
    }

    /// Leaves inactive relations out of the list.
    pub fn hide_inactive_over_rest(&self, hide: bool) {
        self.state().traps.rest_hides_inactive = hide;
    }

    /// Compares letters in filters exactly instead of in any case.
    pub fn compare_case(&self, exact: bool) {
        self.state().traps.exact_case = exact;
    }

    /// Writes the day a relation was made as a date alone.
    pub fn write_plain_dates(&self, plain: bool) {
        self.state().traps.date_times = !plain;
    }

    /// Writes names with a capital, as the vendor's examples print them.
    pub fn write_pascal_case(&self, pascal: bool) {
        self.state().traps.pascal_case = pascal;
    }

    /// Writes null instead of an empty list of rows.
    pub fn write_null_items(&self, null: bool) {
        self.state().traps.null_items = null;
    }

    /// Answers a new invoice with `inExVat` null.
    pub fn write_null_in_ex(&self, null: bool) {
        self.state().traps.null_in_ex = null;
    }

    /// Adds members that no document names.
    pub fn add_unknown_members(&self, add: bool) {
        self.state().traps.extra_members = add;
    }

    /// How long a token lives; 3600 seconds at first.
    pub fn set_token_seconds(&self, seconds: i64) {
        self.state().rest.seconds = seconds;
    }
}
