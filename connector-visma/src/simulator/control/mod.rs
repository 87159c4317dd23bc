//! What people do in Visma.net itself, and what tests read back.

mod documents;
mod records;
mod vendor;

use simon_testkit::vendor::NotThere;

use super::VismaNet;
use super::state::{Company, DEMO_TENANT};

/// One company in the hands of its people.
#[derive(Debug, Clone)]
pub struct Books<'a> {
    vendor: &'a VismaNet,
    tenant: String,
}

impl VismaNet {
    /// The company that every new simulator has.
    #[must_use]
    pub fn books(&self) -> Books<'_> {
        self.books_of(DEMO_TENANT)
    }

    /// The company of this tenant; what is done in one that does not exist is lost.
    #[must_use]
    pub fn books_of(&self, tenant: &str) -> Books<'_> {
        Books { vendor: self, tenant: tenant.to_lowercase() }
    }
}

impl Books<'_> {
    /// Its tenant.
    #[must_use]
    pub fn tenant(&self) -> &str {
        &self.tenant
    }

    fn read<T: Default>(&self, read: impl FnOnce(&Company) -> T) -> T {
        self.vendor.state().companies.get(&self.tenant).map(read).unwrap_or_default()
    }

    fn write<T: Default>(&self, write: impl FnOnce(&mut Company) -> T) -> T {
        let mut state = self.vendor.state();
        let Some(company) = state.companies.get_mut(&self.tenant) else { return T::default() };
        company.listing = None;
        write(company)
    }
}

fn there(found: bool, what: &str) -> Result<(), NotThere> {
    if found { Ok(()) } else { Err(NotThere::new(format!("the company has no {what}"))) }
}
