//! Orders as tests read them back, and what users do with them.

use simon_testkit::vendor::json::Json;
use simon_testkit::vendor::{NotThere, guid};

use super::super::names::Entity;
use super::super::orders::OWN_FILE;
use super::super::stamp;
use super::super::state::Company;
use super::super::table::Row;
use super::{Books, not_there, set_text};

/// An order: an invoice or a quote. Numbers are the texts that the vendor answers.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Order {
    /// Its id.
    pub id: i64,
    /// `Invoice`, `Offer` and others.
    pub soort: String,
    /// Its number; a draft has none.
    pub nummer: Option<String>,
    /// Its state.
    pub status: String,
    /// Id of the customer.
    pub klant: i64,
    /// Its date, as `2026-11-20`.
    pub datum: String,
    /// The day by which it is to be paid.
    pub vervaldatum: String,
    /// The day of the work.
    pub leverdatum: Option<String>,
    /// The customer's reference.
    pub referentie: Option<String>,
    /// Its subject.
    pub titel: Option<String>,
    /// Remarks for the customer.
    pub opmerkingen: Option<String>,
    /// Remarks for the office.
    pub interne_info: Option<String>,
    /// The key of whoever made it.
    pub extern_kenmerk: Option<String>,
    /// The VAT regime of its lines of 0 %.
    pub btw_regime: Option<String>,
    /// Sum without VAT.
    pub totaal_excl: String,
    /// VAT.
    pub totaal_btw: String,
    /// Sum with VAT.
    pub totaal_incl: String,
    /// Its lines.
    pub regels: Vec<OrderLine>,
    /// The files that came along.
    pub bestanden: Vec<OrderFile>,
}

/// A line of an order. What a text line does not have is absent.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OrderLine {
    /// Id of the article.
    pub artikel: Option<i64>,
    /// The article's reference.
    pub referentie: Option<String>,
    /// Description.
    pub omschrijving: String,
    /// The description's continuation.
    pub omschrijving_vervolg: Option<String>,
    /// How many, with five decimals.
    pub aantal: Option<String>,
    /// Price of one without VAT, with five decimals.
    pub prijs: Option<String>,
    /// VAT percentage, with two decimals.
    pub btw: Option<String>,
    /// Its own VAT regime.
    pub btw_regime: Option<String>,
    /// Code of the unit.
    pub eenheid: Option<String>,
    /// Discount in per cent, as it was sent.
    pub korting: Option<String>,
    /// Sum without VAT.
    pub totaal_excl: Option<String>,
}

/// A file of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OrderFile {
    /// Its name.
    pub naam: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl Books<'_> {
    /// Every order that was not deleted, oldest first.
    #[must_use]
    pub fn orders(&self) -> Vec<Order> {
        let read = |company: &mut Company| {
            let company = &*company;
            company.rows(Entity::Orders).map(|row| read_order(company, row)).collect()
        };
        self.with(read).unwrap_or_default()
    }

    /// The invoices among them.
    #[must_use]
    pub fn facturen(&self) -> Vec<Order> {
        let mut orders = self.orders();
        orders.retain(|order| order.soort == "Invoice");
        orders
    }

    /// One order; nothing when there is none with this id.
    #[must_use]
    pub fn order(&self, id: i64) -> Option<Order> {
        self.with(|company| Some(read_order(company, company.get(Entity::Orders, id)?))).flatten()
    }

    /// Makes an invoice in Billit itself: one line of this text and price at 21 %, with `ToSend`.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such customer.
    pub fn add_factuur(
        &self,
        klant: i64,
        omschrijving: &str,
        prijs: &str,
    ) -> Result<i64, NotThere> {
        let line = Json::object([
            ("Description", Json::text(omschrijving)),
            ("Quantity", Json::int(1)),
            ("UnitPriceExcl", Json::Number(prijs.to_owned())),
            ("VATPercentage", Json::int(21)),
        ]);
        let today = self.vendor.now().date_naive().to_string();
        let json = Json::object([
            ("OrderType", Json::text("Invoice")),
            ("OrderDirection", Json::text("Income")),
            ("CustomerID", Json::int(klant)),
            ("OrderDate", Json::text(&today)),
            ("ExpiryDate", Json::text(&today)),
            ("OrderLines", Json::List(vec![line])),
        ]);
        self.store(&json, "ToSend")
    }

    /// Changes members of an order, each given as JSON text; null takes one out.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such order or member.
    pub fn change_order(&self, id: i64, members: &[(&str, &str)]) -> Result<(), NotThere> {
        self.change(Entity::Orders, id, members)
    }

    /// Sends an invoice to its customer: it is `ToPay` and `IsSent` from then on.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such order.
    pub fn send_order(&self, id: i64) -> Result<(), NotThere> {
        let now = self.vendor.now();
        let numbered = self.order(id).is_some_and(|order| order.nummer.is_some());
        let number = if numbered { None } else { self.with(|company| company.number(now)) };
        self.edit(Entity::Orders, id, true, |row| {
            set_text(&mut row.json, "OrderNumber", number.as_deref());
            row.json.set("OrderStatus", Json::text("ToPay"));
            row.json.set("IsSent", Json::Bool(true));
        })
    }

    /// Deletes an order; the list of deleted orders has it from then on.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such order.
    pub fn delete_order(&self, id: i64) -> Result<(), NotThere> {
        let now = self.vendor.now();
        let mut state = self.vendor.state();
        let stamp = stamp::of(now, state.traps.zone);
        let company = state.companies.get_mut(&self.company).ok_or_else(|| not_there(id))?;
        let mut row = company.table(Entity::Orders).take(id).ok_or_else(|| not_there(id))?;
        if let Row::Stored(stored) = &mut row {
            stored.modified = stamp;
        }
        company.deleted.insert(row);
        Ok(())
    }
}

fn read_order(company: &Company, row: &Row) -> Order {
    let json = row.json();
    let text = |name: &str| json.get(name).and_then(Json::as_text).map(str::to_owned);
    let day = |name: &str| text(name).map(|date| date.replace("T00:00:00", ""));
    let number = |name: &str| json.get(name).map(Json::to_text).unwrap_or_default();
    Order {
        id: row.id(),
        soort: text("OrderType").unwrap_or_default(),
        nummer: text("OrderNumber"),
        status: text("OrderStatus").unwrap_or_default(),
        klant: number("CustomerID").parse().unwrap_or_default(),
        datum: day("OrderDate").unwrap_or_default(),
        vervaldatum: day("ExpiryDate").unwrap_or_default(),
        leverdatum: day("DeliveryDate"),
        referentie: text("Reference"),
        titel: text("OrderTitle"),
        opmerkingen: text("Comments"),
        interne_info: text("InternalInfo"),
        extern_kenmerk: text("ExternalProviderID"),
        btw_regime: text("VentilationCode"),
        totaal_excl: number("TotalExcl"),
        totaal_btw: number("TotalVAT"),
        totaal_incl: number("TotalIncl"),
        regels: json
            .get("OrderLines")
            .map(Json::rows)
            .unwrap_or_default()
            .iter()
            .map(line)
            .collect(),
        bestanden: files(company, &json),
    }
}

fn line(json: &Json) -> OrderLine {
    let text = |name: &str| json.get(name).and_then(Json::as_text).map(str::to_owned);
    let number = |name: &str| json.get(name).map(Json::to_text);
    OrderLine {
        artikel: number("ProductID").and_then(|id| id.parse().ok()),
        referentie: text("Reference"),
        omschrijving: text("Description").unwrap_or_default(),
        omschrijving_vervolg: text("DescriptionExtended"),
        aantal: number("Quantity"),
        prijs: number("UnitPriceExcl"),
        btw: number("VATPercentage"),
        btw_regime: text("VentilationCode"),
        eenheid: text("Unit"),
        korting: number("ReductionPercentage"),
        totaal_excl: number("TotalExcl"),
    }
}

/// The files, without the one that the vendor adds itself.
fn files(company: &Company, order: &Json) -> Vec<OrderFile> {
    let listed = order.get("Attachments").map(Json::rows).unwrap_or_default();
    let ids = listed.iter().filter_map(|file| guid::parse(file.get("FileID")?.as_text()?));
    let files = ids.filter_map(|id| company.files.get(&id));
    let files = files.filter(|file| file.name != OWN_FILE);
    files.map(|file| OrderFile { naam: file.name.clone(), bytes: file.bytes.clone() }).collect()
}
