//! What people do in Visma.net itself, and what tests read back.

mod documents;
mod records;
mod vendor;

use simon_testkit::vendor::NotThere;
use simon_testkit::vendor::json::Json;

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

/// Records that are served as no vendor should serve them.
impl Books<'_> {
    /// Serves a member of a customer as this JSON text, or leaves it out.
    ///
    /// # Errors
    /// [`NotThere`] when the text is no JSON.
    pub fn serve_klant_as(
        &self,
        id: i64,
        member: &str,
        json: Option<&str>,
    ) -> Result<(), NotThere> {
        self.serve_as("customer", id.to_string(), member, json)
    }

    /// Serves a member of an item as this JSON text, or leaves it out.
    ///
    /// # Errors
    /// [`NotThere`] when the text is no JSON.
    pub fn serve_artikel_as(
        &self,
        id: i64,
        member: &str,
        json: Option<&str>,
    ) -> Result<(), NotThere> {
        self.serve_as("inventory", id.to_string(), member, json)
    }

    /// Serves a member of an invoice as this JSON text, or leaves it out.
    ///
    /// # Errors
    /// [`NotThere`] when the text is no JSON.
    pub fn serve_factuur_as(
        &self,
        nummer: &str,
        member: &str,
        json: Option<&str>,
    ) -> Result<(), NotThere> {
        self.serve_as("invoice", nummer.to_owned(), member, json)
    }

    /// Serves a member of an order as this JSON text in every shape, or leaves it out.
    ///
    /// # Errors
    /// [`NotThere`] when the text is no JSON.
    pub fn serve_order_as(
        &self,
        soort: &str,
        nummer: &str,
        member: &str,
        json: Option<&str>,
    ) -> Result<(), NotThere> {
        self.serve_as("order", format!("{soort} {nummer}"), member, json)
    }

    fn serve_as(
        &self,
        kind: &'static str,
        id: String,
        member: &str,
        json: Option<&str>,
    ) -> Result<(), NotThere> {
        let value = json.map(Json::parse).transpose().map_err(NotThere::new)?;
        let odd = (member.to_owned(), value);
        self.write(|company| company.odd_members.entry((kind, id)).or_default().push(odd));
        Ok(())
    }
}

fn there(found: bool, what: &str) -> Result<(), NotThere> {
    if found { Ok(()) } else { Err(NotThere::new(format!("the company has no {what}"))) }
}
