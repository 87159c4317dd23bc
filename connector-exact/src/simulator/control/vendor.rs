//! Divisions, logins, limits, and what was called.

use std::collections::BTreeMap;

use super::super::ExactOnline;
use super::super::clock;
use super::super::schema::{Entity, Source};
use super::super::value::Value;
use super::{Books, NotThere};

impl ExactOnline {
    /// Adds a division. `hid` is the number that users see.
    pub fn add_division(&self, code: i32, hid: &str, description: &str) -> Books<'_> {
        self.state().add_division(code, hid, description);
        let books = self.books_of(code);
        books.set_document_types(&super::DOCUMENT_TYPES);
        books
    }

    /// Changes properties of a division as `system/Divisions` shows it, each given as JSON text.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such division or property.
    pub fn change_division(&self, code: i32, members: &[(&str, &str)]) -> Result<(), NotThere> {
        let members = super::read_members(Source::Divisions, members)?;
        let mut state = self.state();
        let division = state.divisions.get_mut(&code);
        let division =
            division.ok_or_else(|| NotThere::new(format!("there is no division {code}")))?;
        division.values.extend(members);
        Ok(())
    }

    /// Gives the app a division, or takes it away.
    pub fn grant_division(&self, code: i32, granted: bool) {
        if let Some(division) = self.state().divisions.get_mut(&code) {
            division.granted = granted;
        }
    }

    /// Moves a division to another database: all versions are new, and far lower.
    pub fn move_division(&self, code: i32) {
        let wall = clock::wall(self.now());
        if let Some(division) = self.state().divisions.get_mut(&code) {
            division.move_database();
            division.values.insert("DivisionMoveDate", Value::Time(wall));
        }
    }

    /// The user opens another division on the screen.
    pub fn open_division(&self, code: i32) {
        let mut state = self.state();
        state.current = code;
        for (own, division) in &mut state.divisions {
            division.values.insert("Current", Value::Bool(*own == code));
        }
    }

    /// Changes a property of the user as `current/Me` shows it, given as JSON text.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such property.
    pub fn change_me(&self, property: &str, json: &str) -> Result<(), NotThere> {
        let members = super::read_members(Source::Me, &[(property, json)])?;
        self.state().me.extend(members);
        Ok(())
    }

    /// A login at the login page, with its code: what the callback carries.
    #[must_use]
    pub fn new_code(&self) -> String {
        let now = self.now();
        self.state().oauth.new_code(now)
    }

    /// A login that was made and exchanged elsewhere: its refresh token. Earlier ones are dead.
    #[must_use]
    pub fn log_in(&self) -> String {
        let now = self.now();
        self.state().oauth.log_in(now)
    }

    /// Makes the access tokens worthless. A new one may be asked for at once.
    pub fn expire_tokens(&self) {
        self.state().oauth.expire_tokens();
    }

    /// Takes the app's access away: every token is dead, and only a new login helps.
    pub fn withdraw_login(&self) {
        self.state().oauth.withdraw();
    }

    /// How many access tokens were issued.
    #[must_use]
    pub fn tokens_issued(&self) -> u64 {
        self.state().oauth.issued
    }

    /// How often a token was asked for while the last one was young.
    #[must_use]
    pub fn early_refreshes(&self) -> u64 {
        self.state().oauth.early
    }

    /// How often a refresh token was sent that was used already.
    #[must_use]
    pub fn old_refresh_tokens(&self) -> u64 {
        self.state().oauth.old_used
    }

    /// How often each endpoint was called, such as `GET sync/CRM/Accounts`.
    #[must_use]
    pub fn calls(&self) -> BTreeMap<String, u64> {
        self.state().calls.clone()
    }
}

impl Books<'_> {
    /// Another instance of the app spends what is left of this minute.
    pub fn spend_minute_elsewhere(&self) {
        let now = self.vendor.now();
        self.with(|division| division.limits.spend_elsewhere(false, now));
    }

    /// Another instance of the app spends what is left of this day.
    pub fn spend_day_elsewhere(&self) {
        let now = self.vendor.now();
        self.with(|division| division.limits.spend_elsewhere(true, now));
    }

    /// Blocks an endpoint such as `crm/Accounts` as after too many errors.
    pub fn block_endpoint(&self, resource: &str) {
        let now = self.vendor.now();
        if let Some(entity) = Entity::at(resource) {
            self.with(|division| division.limits.block(entity.path, now));
        }
    }

    /// How many calls were answered that they were too many.
    #[must_use]
    pub fn throttled(&self) -> u64 {
        self.with(|division| division.limits.throttled).unwrap_or_default()
    }

    /// The version of the newest row.
    #[must_use]
    pub fn newest_version(&self) -> i64 {
        self.with(|division| division.version).unwrap_or_default()
    }
}
