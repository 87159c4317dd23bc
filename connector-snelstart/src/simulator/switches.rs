//! Behaviour that tests switch on and off.

use std::time::Duration;

use http::StatusCode;

use super::names::Resource;
use super::{ErrorShape, SnelStart, StampZone};

/// How a write is answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReplyStyle {
    /// With the whole order.
    #[default]
    Full,
    /// With the whole order inside `result`.
    Wrapped,
    /// With id and number only.
    Sparse,
}

/// How a list is answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ListStyle {
    /// As a bare array.
    #[default]
    Bare,
    /// As an array inside `value`.
    Enveloped,
    /// As a bare array, and as null when there are no rows.
    NullWhenEmpty,
}

/// Switches. Each works from the next request on.
impl SnelStart {
    /// Writes `modifiedOn` in this clock. Records made before keep their stamps.
    pub fn set_stamp_zone(&self, zone: StampZone) {
        self.state().traps.zone = zone;
    }

    /// Ignores `$filter` on `relaties`, `artikelen` or `verkooporders` without a word.
    pub fn ignore_filter_on(&self, list: &str) {
        self.state().traps.ignored_filters.insert(list.to_owned());
    }

    /// Refuses filters on a list that contain this name, such as `Relatie/Id` on `verkooporders`.
    pub fn refuse_filter_name(&self, list: &str, name: &str) {
        let all = [Resource::Relaties, Resource::Artikelen, Resource::Verkooporders];
        if let Some(resource) = all.into_iter().find(|resource| resource.name() == list) {
            self.state().traps.refused_names.insert((resource, name.to_owned()));
        }
    }

    /// Gives at most this many rows a page, whatever `$top` asks.
    pub fn cap_pages(&self, rows: usize) {
        self.state().traps.page_cap = Some(rows);
    }

    /// Gives as many rows a page as `$top` asks.
    pub fn uncap_pages(&self) {
        self.state().traps.page_cap = None;
    }

    /// Refuses a `$top` above this on articles, also without a relation. It starts at 500.
    pub fn limit_artikelen_top(&self, rows: usize) {
        self.state().traps.artikelen_top = rows;
    }

    /// Refuses this text member of an order above this many UTF-16 units; none lets every length
    /// through. `omschrijving` and `betalingskenmerk` start at 50.
    pub fn limit_text(&self, member: &str, units: Option<usize>) {
        let limits = &mut self.state().traps.text_limits;
        match units {
            Some(units) => limits.insert(member.to_owned(), units),
            None => limits.remove(member),
        };
    }

    /// Shows orders made from now on only after this long: a slow create.
    pub fn delay_visibility(&self, delay: Duration) {
        self.state().traps.visible_after = delay;
    }

    /// How writes are answered.
    pub fn set_reply_style(&self, style: ReplyStyle) {
        self.state().traps.replies = style;
    }

    /// How lists are answered.
    pub fn set_list_style(&self, style: ListStyle) {
        self.state().traps.lists = style;
    }

    /// Refuses order lines without an article.
    pub fn refuse_text_lines(&self, refuse: bool) {
        self.state().traps.text_lines_refused = refuse;
    }

    /// Answers an unknown relation or article in an order with 404 instead of 400.
    pub fn answer_unknown_with_404(&self) {
        self.state().traps.not_found = StatusCode::NOT_FOUND;
    }

    /// Leaves `modifiedOn` as it is when a relation or an article becomes inactive.
    pub fn deactivate_silently(&self, silent: bool) {
        self.state().traps.silent_deactivation = silent;
    }

    /// Refuses orders that are sent back with this member in them.
    pub fn refuse_on_put(&self, member: &str) {
        self.state().traps.refused_on_put.insert(member.to_owned());
    }

    /// Answers the next call to the API that gets past the gateway with this error, without doing
    /// anything. Several calls queue up.
    pub fn fail_next_with(&self, status: StatusCode, shape: ErrorShape) {
        self.state().failures.push_back((status, shape));
    }

    /// Lets through this many calls a minute; further ones are answered 429.
    pub fn limit_per_minute(&self, calls: Option<u64>) {
        self.state().limits.per_minute = calls;
    }

    /// Lets through this many calls an hour; further ones are answered 403 with `Retry-After`.
    pub fn limit_per_hour(&self, calls: Option<u64>) {
        self.state().limits.per_hour = calls;
    }

    /// Puts the records of every list in another order that follows from the seed.
    pub fn shuffle(&self, seed: u64) {
        let mut state = self.state();
        for resource in [Resource::Relaties, Resource::Artikelen, Resource::Verkooporders] {
            state.table(resource).shuffle(seed);
        }
    }

    /// Withdraws the koppelsleutel. Tokens live on until they expire.
    pub fn withdraw_koppelsleutel(&self) {
        self.state().access.koppelsleutel = None;
    }

    /// Makes another koppelsleutel for this administration.
    pub fn set_koppelsleutel(&self, koppelsleutel: &str) {
        self.state().access.koppelsleutel = Some(koppelsleutel.to_owned());
    }

    /// The subscription keys that are accepted; none when they have all expired.
    pub fn set_subscription_keys(&self, keys: &[&str]) {
        self.state().access.subscription_keys = keys.iter().map(|&key| key.to_owned()).collect();
    }

    /// The scopes of tokens issued from now on.
    pub fn set_scopes(&self, scopes: &[&str]) {
        self.state().access.scopes = scopes.iter().map(|&scope| scope.to_owned()).collect();
    }

    /// Ends every token now.
    pub fn expire_tokens(&self) {
        self.state().access.expire_tokens();
    }

    /// How long tokens issued from now on are valid, in seconds.
    pub fn set_token_seconds(&self, seconds: u32) {
        self.state().access.token_seconds = i64::from(seconds);
    }
}
