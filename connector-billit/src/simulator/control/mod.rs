//! What people do in Billit itself, and what tests read back.

mod artikelen;
mod klanten;
mod offertes;
mod orders;
mod vendor;

use simon_testkit::vendor::NotThere;
use simon_testkit::vendor::json::Json;

use super::names::Entity;
use super::stamp;
use super::state::{Company, DEMO_PARTY_ID};
use super::{Billit, table::Stored};

pub use artikelen::NewArtikel;
pub use klanten::NewKlant;
pub use offertes::{NewOfferte, NewRegel};
pub use orders::{Order, OrderFile, OrderLine};

/// One company in the hands of its people.
#[derive(Debug, Clone, Copy)]
pub struct Books<'a> {
    vendor: &'a Billit,
    company: i64,
}

impl Billit {
    /// The company that every new simulator has.
    #[must_use]
    pub fn books(&self) -> Books<'_> {
        self.books_of(DEMO_PARTY_ID)
    }

    /// The company with this id; what is done in one that does not exist is lost.
    #[must_use]
    pub fn books_of(&self, party_id: i64) -> Books<'_> {
        Books { vendor: self, company: party_id }
    }
}

impl Books<'_> {
    /// Its id, which every call carries in `PartyID`.
    #[must_use]
    pub fn party_id(&self) -> i64 {
        self.company
    }

    fn with<T>(&self, act: impl FnOnce(&mut Company) -> T) -> Option<T> {
        self.vendor.state().companies.get_mut(&self.company).map(act)
    }

    fn add(&self, entity: Entity, json: Json) -> i64 {
        let now = self.vendor.now();
        self.vendor.state().add(self.company, entity, json, now)
    }

    /// Changes a record; `touch` raises its `LastModified`.
    fn edit(
        &self,
        entity: Entity,
        id: i64,
        touch: bool,
        act: impl FnOnce(&mut Stored),
    ) -> Result<(), NotThere> {
        let now = self.vendor.now();
        let mut state = self.vendor.state();
        let stamp = stamp::of(now, state.traps.zone);
        let company = state.companies.get_mut(&self.company).ok_or_else(|| not_there(id))?;
        let row = company.table(entity).stored(id).ok_or_else(|| not_there(id))?;
        act(row);
        if touch {
            row.modified = stamp;
        }
        Ok(())
    }

    /// Changes members, each given as JSON text; what is no JSON is served as it stands.
    fn change(&self, entity: Entity, id: i64, members: &[(&str, &str)]) -> Result<(), NotThere> {
        let members = read_members(entity, members)?;
        self.edit(entity, id, true, |row| {
            members.into_iter().for_each(|(name, value)| set(&mut row.json, &name, value));
        })
    }
}

/// The members of a record that controls know, beside those that queries name.
const KNOWN: [(Entity, &[&str]); 3] = [
    (
        Entity::Parties,
        &[
            "Nr",
            "Name",
            "CommercialName",
            "DisplayName",
            "Contact",
            "ContactFirstName",
            "ContactLastName",
            "Addresses",
            "Street",
            "StreetNumber",
            "Box",
            "Zipcode",
            "City",
            "CountryCode",
            "Email",
            "Phone",
            "Mobile",
            "Fax",
            "Website",
            "VATNumber",
            "VATLiable",
            "VATDeductable",
            "Language",
            "VentilationCode",
            "DefaultExpiryOffset",
            "DefaultReductionPercentage",
            "DefaultCurrencyTC",
            "Identifiers",
            "ExternalProviderID",
            "ExternalProviderTC",
            "InternalInfo",
            "PartyType",
        ],
    ),
    (
        Entity::Products,
        &[
            "Reference",
            "Description",
            "AmountExcl",
            "AmountIncl",
            "VAT",
            "Unit",
            "GroupID",
            "GroupName",
            "BuyExcl",
            "StockQuantity",
            "MinimumBilledQuantity",
            "InternalInformation",
            "EAN",
            "GTIN",
            "GLN",
            "ChildProducts",
            "ExternalProviderTC",
        ],
    ),
    (
        Entity::Orders,
        &[
            "OrderNumber",
            "OrderDate",
            "ExpiryDate",
            "DeliveryDate",
            "OrderType",
            "OrderDirection",
            "OrderTitle",
            "Reference",
            "Comments",
            "InternalInfo",
            "OrderLines",
            "OrderStatus",
            "ApprovalStatus",
            "IsSent",
            "Invoiced",
            "Paid",
            "PaidDate",
            "Currency",
            "ExternalProviderID",
            "ExternalProvider",
            "PaymentReference",
            "CounterParty",
            "TotalExcl",
            "TotalVAT",
            "TotalIncl",
            "ToPay",
            "VentilationCode",
        ],
    ),
];

fn read_members(entity: Entity, members: &[(&str, &str)]) -> Result<Vec<(String, Json)>, NotThere> {
    let known = KNOWN.iter().find(|(own, _)| *own == entity).map(|(_, names)| *names);
    let read = |(name, text): &(&str, &str)| {
        if !known.unwrap_or_default().contains(name) {
            return Err(NotThere::new(format!("there is no member {name}")));
        }
        let value = Json::parse(text).unwrap_or_else(|_| Json::Raw((*text).to_owned()));
        Ok(((*name).to_owned(), value))
    };
    members.iter().map(read).collect()
}

/// Sets a member; null takes it out, as the vendor leaves out what has no value.
fn set(json: &mut Json, name: &str, value: Json) {
    if value.is_null() { json.remove(name) } else { json.set(name, value) }
}

fn set_text(json: &mut Json, name: &str, text: Option<&str>) {
    if let Some(text) = text {
        json.set(name, Json::text(text));
    }
}

fn not_there(id: i64) -> NotThere {
    NotThere::new(format!("there is no record {id}"))
}
