//! Quotes (offertes).

use rust_decimal::Decimal;
use simon_testkit::vendor::json::Json;

use super::super::names::Entity;
use super::super::orders::Start;
use super::super::traps::ApprovedAs;
use super::{Books, NotThere, set_text};

/// A quote that somebody makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOfferte {
    /// Id of the customer.
    pub klant: i64,
    /// Its subject (`OrderTitle`).
    pub titel: Option<String>,
    /// Its remarks (`Comments`).
    pub opmerkingen: Option<String>,
    /// The customer's reference.
    pub referentie: Option<String>,
    /// Its state, `ToSend` unless set.
    pub status: String,
    /// Its lines.
    pub regels: Vec<NewRegel>,
}

/// A line of a quote. One with a description alone is a text line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewRegel {
    /// Id of an article.
    pub artikel: Option<i64>,
    /// A reference, with or without an article.
    pub referentie: Option<String>,
    /// Its description; the article's own when left out.
    pub omschrijving: Option<String>,
    /// How many.
    pub aantal: Option<Decimal>,
    /// Price of one without VAT; the article's own when left out.
    pub prijs: Option<Decimal>,
    /// VAT percentage; the article's own when left out.
    pub btw: Option<Decimal>,
}

impl NewOfferte {
    /// A quote for a customer, without texts.
    #[must_use]
    pub fn voor(klant: i64, regels: Vec<NewRegel>) -> Self {
        let status = "ToSend".to_owned();
        Self { klant, titel: None, opmerkingen: None, referentie: None, status, regels }
    }
}

impl NewRegel {
    /// So many of an article.
    #[must_use]
    pub fn artikel(id: i64, aantal: Decimal) -> Self {
        Self { artikel: Some(id), aantal: Some(aantal), ..Self::default() }
    }

    /// A text.
    #[must_use]
    pub fn tekst(omschrijving: &str) -> Self {
        Self { omschrijving: Some(omschrijving.to_owned()), ..Self::default() }
    }

    fn json(&self) -> Json {
        let mut json = Json::Object(Vec::new());
        if let Some(id) = self.artikel {
            json.set("ProductID", Json::int(id));
        }
        set_text(&mut json, "Reference", self.referentie.as_deref());
        set_text(&mut json, "Description", self.omschrijving.as_deref());
        for (name, number) in
            [("Quantity", self.aantal), ("UnitPriceExcl", self.prijs), ("VATPercentage", self.btw)]
        {
            if let Some(number) = number {
                json.set(name, Json::decimal(number, 0));
            }
        }
        json
    }
}

impl Books<'_> {
    /// Adds a quote and gives its id.
    ///
    /// # Errors
    /// [`NotThere`] when a customer or an article is not there, or a line does not fit.
    pub fn add_offerte(&self, offerte: &NewOfferte) -> Result<i64, NotThere> {
        let today = self.vendor.now().date_naive().to_string();
        let lines = offerte.regels.iter().map(NewRegel::json).collect();
        let mut json = Json::object([
            ("OrderType", Json::text("Offer")),
            ("OrderDirection", Json::text("Income")),
            ("CustomerID", Json::int(offerte.klant)),
            ("OrderDate", Json::text(&today)),
            ("ExpiryDate", Json::text(&today)),
            ("OrderLines", Json::List(lines)),
        ]);
        set_text(&mut json, "OrderTitle", offerte.titel.as_deref());
        set_text(&mut json, "Comments", offerte.opmerkingen.as_deref());
        set_text(&mut json, "Reference", offerte.referentie.as_deref());
        self.store(&json, &offerte.status)
    }

    /// The customer approves a quote; what changes by it is a switch.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such quote.
    pub fn approve_offerte(&self, id: i64) -> Result<(), NotThere> {
        let (shape, touch) = {
            let state = self.vendor.state();
            (state.traps.approved, state.traps.approving_touches)
        };
        let (status, approval) = match shape {
            ApprovedAs::ToInvoice => (Some("ToInvoice"), None),
            ApprovedAs::Approved => (None, Some("Approved")),
            ApprovedAs::Both => (Some("ToInvoice"), Some("Approved")),
            ApprovedAs::OrderFormCreated => (Some("OrderFormCreated"), None),
        };
        self.edit(Entity::Orders, id, touch, |row| {
            set_text(&mut row.json, "OrderStatus", status);
            set_text(&mut row.json, "ApprovalStatus", approval);
        })
    }

    /// Gives a quote or another order this state.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such order.
    pub fn set_order_status(&self, id: i64, status: &str) -> Result<(), NotThere> {
        self.edit(Entity::Orders, id, true, |row| {
            set_text(&mut row.json, "OrderStatus", Some(status))
        })
    }

    pub(super) fn store(&self, json: &Json, status: &str) -> Result<i64, NotThere> {
        let start = Start { status: status.to_owned(), numbered: status != "Draft", call: None };
        let now = self.vendor.now();
        let stored = self.vendor.state().store_order(self.company, json, start, now);
        stored
            .map_err(|stop| NotThere::new(String::from_utf8_lossy(stop.answer.body()).into_owned()))
    }
}
