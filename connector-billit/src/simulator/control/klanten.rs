//! Customers.

use simon_testkit::vendor::json::Json;

use super::super::generated::Generated;
use super::super::names::Entity;
use super::super::parties::{Adres, party};
use super::super::table::Row;
use super::{Books, NotThere, not_there, read_members, set, set_text};

/// A customer that somebody enters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewKlant {
    /// The name.
    pub naam: String,
    /// The customer's number, which may be missing or double.
    pub nummer: Option<String>,
    /// The invoice address.
    pub adres: Option<Adres>,
    /// Contact person.
    pub contactpersoon: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone.
    pub telefoon: Option<String>,
    /// VAT number, with or without the digit that Belgium added.
    pub btw_nummer: Option<String>,
    /// The VAT regime (`VentilationCode`), such as `21` for reverse charge.
    pub btw_regime: Option<String>,
    /// The payment term in days.
    pub betaaltermijn: Option<i64>,
}

impl NewKlant {
    /// A customer with a name and nothing else.
    #[must_use]
    pub fn naam(naam: &str) -> Self {
        Self { naam: naam.to_owned(), ..Self::default() }
    }
}

impl Books<'_> {
    /// Adds a customer and gives its id.
    pub fn add_klant(&self, klant: &NewKlant) -> i64 {
        let mut json = party("Customer", &klant.naam, klant.adres.as_ref());
        for (name, text) in [
            ("Nr", &klant.nummer),
            ("Contact", &klant.contactpersoon),
            ("Email", &klant.email),
            ("Phone", &klant.telefoon),
            ("VATNumber", &klant.btw_nummer),
            ("VentilationCode", &klant.btw_regime),
        ] {
            set_text(&mut json, name, text.as_deref());
        }
        if let Some(days) = klant.betaaltermijn {
            json.set("DefaultExpiryOffset", Json::int(days));
        }
        self.add(Entity::Parties, json)
    }

    /// Adds a customer of whom nothing but identity, kind and display name is known.
    pub fn add_sparse_klant(&self, naam: &str) -> i64 {
        let json = Json::object([
            ("PartyType", Json::text("Customer")),
            ("DisplayName", Json::text(naam)),
        ]);
        self.add(Entity::Parties, json)
    }

    /// Adds a customer with these members as JSON text, whether they fit or not.
    ///
    /// # Errors
    /// [`NotThere`] for an unknown member.
    pub fn add_raw_klant(&self, members: &[(&str, &str)]) -> Result<i64, NotThere> {
        let mut json = Json::object([("PartyType", Json::text("Customer"))]);
        for (name, value) in read_members(Entity::Parties, members)? {
            set(&mut json, &name, value);
        }
        Ok(self.add(Entity::Parties, json))
    }

    /// Adds a supplier and gives its id.
    pub fn add_leverancier(&self, naam: &str) -> i64 {
        self.add(Entity::Parties, party("Supplier", naam, None))
    }

    /// Changes members of a customer, each given as JSON text; null takes one out.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such customer or member.
    pub fn change_klant(&self, id: i64, members: &[(&str, &str)]) -> Result<(), NotThere> {
        self.change(Entity::Parties, id, members)
    }

    /// Deletes a customer. Nothing tells so.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such customer.
    pub fn delete_klant(&self, id: i64) -> Result<(), NotThere> {
        self.delete(Entity::Parties, id)
    }

    /// Makes a customer inactive, or active again.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such customer.
    pub fn deactivate_klant(&self, id: i64, inactive: bool) -> Result<(), NotThere> {
        self.edit(Entity::Parties, id, true, |row| row.inactive = inactive)
    }

    /// Adds so many customers. They cost next to nothing; seven at a time share their
    /// `LastModified`.
    pub fn seed_klanten(&self, count: u32) {
        self.with(|company| {
            for _ in 0..count {
                company.generated.0 += 1;
                let row = Generated::Klant(company.generated.0);
                company.table(Entity::Parties).insert(Row::Generated(row));
            }
        });
    }

    pub(super) fn delete(&self, entity: Entity, id: i64) -> Result<(), NotThere> {
        let taken = self.with(|company| company.table(entity).take(id)).flatten();
        taken.map(|_| ()).ok_or_else(|| not_there(id))
    }
}
