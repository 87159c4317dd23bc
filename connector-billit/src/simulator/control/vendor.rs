//! Companies, logins, and what was called.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::TimeDelta;
use simon_testkit::vendor::json::Json;

use super::super::Billit;
use super::{Books, NotThere};

impl Billit {
    /// Adds a company that the user can reach.
    pub fn add_company(&self, party_id: i64, name: &str) -> Books<'_> {
        self.state().add_company(party_id, name);
        self.books_of(party_id)
    }

    /// Lets the user reach a company, or no longer.
    pub fn grant_company(&self, party_id: i64, granted: bool) {
        if let Some(company) = self.state().companies.get_mut(&party_id) {
            company.granted = granted;
        }
    }

    /// A login at the login page, with its code: what the callback carries.
    #[must_use]
    pub fn new_code(&self) -> String {
        let now = self.now();
        self.state().oauth.new_code(now)
    }

    /// A login that was made and exchanged elsewhere: its refresh token. Earlier logins stay.
    #[must_use]
    pub fn log_in(&self) -> String {
        self.state().oauth.log_in()
    }

    /// Makes the access tokens worthless. A new one may be asked for at once.
    pub fn expire_tokens(&self) {
        let now = self.now();
        self.state().oauth.expire_tokens(now);
    }

    /// Takes the app's access away: every token is dead, and only a new login helps.
    pub fn withdraw_login(&self) {
        self.state().oauth.withdraw();
    }

    /// The key of the user from now on; none takes it away.
    pub fn set_api_key(&self, key: Option<&str>) {
        self.state().oauth.api_key = key.map(str::to_owned);
    }

    /// How many access tokens were issued.
    #[must_use]
    pub fn tokens_issued(&self) -> u64 {
        self.state().oauth.issued
    }

    /// How often a refresh token was sent that was used already.
    #[must_use]
    pub fn old_refresh_tokens(&self) -> u64 {
        self.state().oauth.old_used
    }

    /// How often an endpoint was called, such as `GET /v1/parties/{id}`.
    #[must_use]
    pub fn calls(&self, name: &str) -> u64 {
        self.state().calls.get(name).copied().unwrap_or_default()
    }

    /// How often each endpoint was called.
    #[must_use]
    pub fn all_calls(&self) -> BTreeMap<String, u64> {
        self.state().calls.clone()
    }

    /// How many calls were answered that they were too many.
    #[must_use]
    pub fn throttled(&self) -> u64 {
        self.state().limits.throttled
    }

    /// Lets so many calls through a minute, of all companies together; none for no limit.
    pub fn limit_calls(&self, per_minute: Option<u64>) {
        self.state().limits.per_minute = per_minute;
    }

    /// Answers 403 to every call for so long, as to an address that called too much.
    pub fn block_calls(&self, for_: Duration) {
        let until = TimeDelta::from_std(for_).ok().map(|for_| self.now() + for_);
        self.state().limits.blocked_until = until;
    }
}

impl Books<'_> {
    /// Allows the API in this company, or not.
    pub fn allow_api(&self, allowed: bool) {
        self.with(|company| company.api_allowed = allowed);
    }

    /// The company's setting for decimals of quantities and unit prices: 2 to 5.
    pub fn set_decimals(&self, decimals: u32) {
        self.with(|company| company.decimals = decimals.clamp(2, 5));
    }

    /// Changes a member of the company as the account information shows it, given as JSON text.
    ///
    /// # Errors
    /// [`NotThere`] when the text is no JSON.
    pub fn change_company(&self, name: &str, json: &str) -> Result<(), NotThere> {
        let value = Json::parse(json).map_err(NotThere::new)?;
        self.with(|company| super::set(&mut company.json, name, value));
        Ok(())
    }
}
