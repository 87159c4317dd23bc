//! Companies, logins, limits, and what was called.

use http::StatusCode;

use super::super::answer::ErrorShape;
use super::super::state::{Company, Failure};
use super::super::{LoginChoice, ScopeRefusal, TenantClaim, VismaNet};
use super::Books;

/// Companies and logins.
impl VismaNet {
    /// Adds a company under a tenant. `number` is the one that users see.
    pub fn add_company(&self, tenant: &str, number: &str, name: &str) -> Books<'_> {
        let company = Company::new(number, name, self.now());
        self.state().companies.insert(tenant.to_lowercase(), company);
        self.books_of(tenant)
    }

    /// What the person at the login page does.
    pub fn set_login_choice(&self, choice: LoginChoice) {
        self.state().connect.choice = choice;
    }

    /// The company that the person picks from now on.
    pub fn pick_company(&self, tenant: &str) {
        self.state().connect.picked = tenant.to_lowercase();
    }

    /// A login at the login page that has no challenge, with its code: what the callback carries.
    #[must_use]
    pub fn new_code(&self, scopes: &str) -> String {
        let now = self.now();
        self.state().connect.new_code(scopes, now)
    }

    /// A login that was made and exchanged elsewhere: its refresh token.
    #[must_use]
    pub fn log_in(&self, scopes: &str) -> String {
        let now = self.now();
        self.state().connect.log_in(scopes, now)
    }

    /// Takes a scope from the application, or gives it back; logins from then on have it or not.
    pub fn grant_scope(&self, scope: &str, granted: bool) {
        let missing = &mut self.state().connect.app.missing;
        if granted {
            missing.remove(scope);
        } else {
            missing.insert(scope.to_owned());
        }
    }

    /// How a scope is refused that the application was not given.
    pub fn set_scope_refusal(&self, refusal: ScopeRefusal) {
        self.state().connect.refusal = refusal;
    }

    /// How tokens name the company.
    pub fn set_tenant_claim(&self, claim: TenantClaim) {
        self.state().connect.claim = claim;
    }

    /// Leaves refresh tokens as they are when they are used.
    pub fn keep_refresh_tokens(&self, on: bool) {
        self.state().connect.keeps_refresh = on;
    }

    /// Lets refresh tokens die that were not used for so many days; none lets them live.
    pub fn end_unused_logins(&self, days: Option<i64>) {
        self.state().connect.unused_for = days.map(chrono::TimeDelta::days);
    }

    /// Makes the access tokens worthless.
    pub fn expire_tokens(&self) {
        self.state().connect.expire();
    }

    /// Withdraws everything that was granted: only a new login or a new approval helps.
    pub fn withdraw_login(&self) {
        let mut state = self.state();
        state.connect.withdraw();
        state.companies.values_mut().for_each(|company| company.approved = false);
    }

    /// How many access tokens were issued.
    #[must_use]
    pub fn tokens_issued(&self) -> u64 {
        self.state().connect.issued
    }

    /// How many logins the application ended.
    #[must_use]
    pub fn logins_revoked(&self) -> u64 {
        self.state().connect.revoked
    }

    /// How often a refresh token was sent that was used already.
    #[must_use]
    pub fn old_refresh_tokens(&self) -> u64 {
        self.state().connect.old_used
    }
}

/// Failures and counts.
impl VismaNet {
    /// Answers the next call of the two interfaces with this error, without doing anything. Several
    /// queue up.
    pub fn fail_next(&self, status: StatusCode, shape: ErrorShape) {
        self.state().failures.push_back(Failure { call: None, status, shape });
    }

    /// Answers the next call of this kind, such as `POST /v2/customerinvoice`, with this error.
    pub fn fail_next_of(&self, call: &str, status: StatusCode, shape: ErrorShape) {
        let call = Some(call.to_owned());
        self.state().failures.push_back(Failure { call, status, shape });
    }

    /// Answers the next call of the token endpoint with this error.
    pub fn fail_next_token(&self, status: StatusCode, shape: ErrorShape) {
        self.state().connect.failures.push_back((status, shape));
    }

    /// Lets every company serve this many calls an hour on each interface.
    pub fn limit_calls(&self, per_hour: u64) {
        for company in self.state().companies.values_mut() {
            company.main_limits.per_hour = per_hour;
            company.order_limits.per_hour = per_hour;
        }
    }

    /// How often a call was made, such as `GET /v1/customer/{customerCd}`.
    #[must_use]
    pub fn calls(&self, name: &str) -> u64 {
        self.state().calls.get(name).copied().unwrap_or_default()
    }

    /// How often any call was made.
    #[must_use]
    pub fn all_calls(&self) -> u64 {
        self.state().calls.values().sum()
    }
}

/// The company as a customer of the vendor.
impl Books<'_> {
    /// Gives the user the role that the interface needs and the company its licence, or takes them.
    pub fn license(&self, licensed: bool) {
        self.write(|company| company.licensed = licensed);
    }

    /// Approves the application for service access, or withdraws the approval.
    pub fn approve(&self, approved: bool) {
        self.write(|company| company.approved = approved);
    }

    /// Another client of the application spends what is left of the hour on the main API.
    pub fn spend_hour_elsewhere(&self) {
        let now = self.vendor.now();
        self.write(|company| company.main_limits.spend(now));
    }

    /// How many calls were answered that they were too many.
    #[must_use]
    pub fn throttled(&self) -> u64 {
        self.read(|company| company.main_limits.throttled + company.order_limits.throttled)
    }
}
