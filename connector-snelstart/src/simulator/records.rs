//! Records as tests and demos write and read them.

use rust_decimal::Decimal;
use simon_testkit::vendor::json::Json;

use super::guid;

/// A relation to add.
#[derive(Debug, Clone, Default)]
pub struct NewRelatie {
    /// The name.
    pub naam: String,
    /// The customer number; the next free one when there is none.
    pub relatiecode: Option<i64>,
    /// `Klant`, `Leverancier`, `Eigen`; a customer when empty.
    pub soorten: Vec<String>,
    /// Contact person at the address.
    pub contactpersoon: Option<String>,
    /// Street with house number.
    pub straat: Option<String>,
    /// Postal code.
    pub postcode: Option<String>,
    /// Town.
    pub plaats: Option<String>,
    /// Country in two letters.
    pub landcode: Option<String>,
    /// Telephone.
    pub telefoon: Option<String>,
    /// Mobile telephone.
    pub mobiele_telefoon: Option<String>,
    /// E-mail addresses, separated by `;`.
    pub email: Option<String>,
    /// Remarks.
    pub memo: Option<String>,
    /// The id of the relation that is invoiced instead.
    pub factuur_relatie: Option<String>,
    /// Not used any more.
    pub nonactief: bool,
}

impl NewRelatie {
    /// A customer with nothing but a name.
    #[must_use]
    pub fn klant(naam: impl Into<String>) -> Self {
        Self { naam: naam.into(), ..Self::default() }
    }
}

/// An article to add.
#[derive(Debug, Clone, Default)]
pub struct NewArtikel {
    /// The code.
    pub artikelcode: String,
    /// The name.
    pub omschrijving: String,
    /// The id of its group.
    pub groep: Option<String>,
    /// The sales price, including or excluding VAT as the administration has it.
    pub verkoopprijs: Option<Decimal>,
    /// The unit.
    pub eenheid: Option<String>,
    /// Not used any more.
    pub nonactief: bool,
}

/// An order that a person makes in SnelStart.
#[derive(Debug, Clone, Default)]
pub struct NewOrder {
    /// The id of the customer.
    pub relatie: String,
    /// The date, `yyyy-MM-dd`; today when there is none.
    pub datum: Option<String>,
    /// The stage; `Order` when there is none.
    pub proces_status: Option<String>,
    /// The text.
    pub omschrijving: Option<String>,
    /// Remarks.
    pub memo: Option<String>,
    /// The lines.
    pub regels: Vec<NewRegel>,
}

/// A line of a [`NewOrder`].
#[derive(Debug, Clone, Default)]
pub struct NewRegel {
    /// The id of the article; none for a line of text.
    pub artikel: Option<String>,
    /// The text; the article's text when empty.
    pub omschrijving: String,
    /// The quantity.
    pub aantal: Decimal,
    /// The price of one.
    pub stuksprijs: Decimal,
}

impl NewOrder {
    pub(super) fn body(&self, today: &str) -> Json {
        let lines = self.regels.iter().map(NewRegel::body).collect();
        Json::object([
            ("relatie", Json::object([("id", Json::text(&self.relatie))])),
            ("datum", Json::text(self.datum.as_deref().unwrap_or(today))),
            ("procesStatus", Json::text_or_null(self.proces_status.as_deref())),
            ("omschrijving", Json::text_or_null(self.omschrijving.as_deref())),
            ("memo", Json::text_or_null(self.memo.as_deref())),
            ("regels", Json::List(lines)),
        ])
    }
}

impl NewRegel {
    fn body(&self) -> Json {
        let artikel = self.artikel.as_ref().map(|id| Json::object([("id", Json::text(id))]));
        Json::object([
            ("artikel", artikel.unwrap_or(Json::Null)),
            ("omschrijving", Json::text(&self.omschrijving)),
            ("aantal", Json::decimal(self.aantal, 0)),
            ("stuksprijs", Json::decimal(self.stuksprijs, 0)),
        ])
    }
}

/// An order as it stands in the books. Ids are in lower case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Order {
    /// Its id.
    pub id: String,
    /// Its number.
    pub nummer: i64,
    /// The id of the customer.
    pub relatie: String,
    /// The date and time, as text.
    pub datum: String,
    /// The stage.
    pub proces_status: String,
    /// Whether prices include VAT.
    pub btw_ingave: String,
    /// The progress.
    pub verkoop_order_status: String,
    /// The id of the template.
    pub sjabloon: Option<String>,
    /// The text.
    pub omschrijving: Option<String>,
    /// The payment reference.
    pub betalingskenmerk: Option<String>,
    /// The reference that is printed on the invoice.
    pub orderreferentie: Option<String>,
    /// Remarks.
    pub memo: Option<String>,
    /// The sum without VAT.
    pub totaal_exclusief: Decimal,
    /// The sum with VAT.
    pub totaal_inclusief: Decimal,
    /// The id of the invoice that was made of it.
    pub verkoopfactuur: Option<String>,
    /// When it was changed last, as text.
    pub modified_on: String,
    /// The lines.
    pub regels: Vec<OrderRegel>,
}

/// A line of an [`Order`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct OrderRegel {
    /// The id of the article; none for a line of text.
    pub artikel: Option<String>,
    /// The text.
    pub omschrijving: String,
    /// The quantity.
    pub aantal: Decimal,
    /// The price of one.
    pub stuksprijs: Decimal,
    /// The discount, in percent.
    pub korting: Decimal,
    /// The sum.
    pub totaal: Decimal,
}

impl Order {
    pub(super) fn read(json: &Json) -> Self {
        let text = |name| json.get(name).and_then(Json::as_text).map(str::to_owned);
        let lines = json.get("regels").map_or(&[][..], Json::rows);
        Self {
            id: id(json).unwrap_or_default(),
            nummer: number(json, "nummer").try_into().unwrap_or_default(),
            relatie: json.get("relatie").and_then(id).unwrap_or_default(),
            datum: text("datum").unwrap_or_default(),
            proces_status: text("procesStatus").unwrap_or_default(),
            btw_ingave: text("verkooporderBtwIngaveModel").unwrap_or_default(),
            verkoop_order_status: text("verkoopOrderStatus").unwrap_or_default(),
            sjabloon: json.get("verkoopordersjabloon").and_then(id),
            omschrijving: text("omschrijving"),
            betalingskenmerk: text("betalingskenmerk"),
            orderreferentie: text("orderreferentie"),
            memo: text("memo"),
            totaal_exclusief: number(json, "totaalExclusiefBtw"),
            totaal_inclusief: number(json, "totaalInclusiefBtw"),
            verkoopfactuur: json.get("verkoopfactuur").and_then(id),
            modified_on: text("modifiedOn").unwrap_or_default(),
            regels: lines.iter().map(OrderRegel::read).collect(),
        }
    }
}

impl OrderRegel {
    fn read(json: &Json) -> Self {
        let text = json.get("omschrijving").and_then(Json::as_text);
        Self {
            artikel: json.get("artikel").and_then(id),
            omschrijving: text.unwrap_or_default().to_owned(),
            aantal: number(json, "aantal"),
            stuksprijs: number(json, "stuksprijs"),
            korting: number(json, "kortingsPercentage"),
            totaal: number(json, "totaal"),
        }
    }
}

/// The id of a record or a reference; the all-zero id is none.
fn id(json: &Json) -> Option<String> {
    let key = json.get("id").and_then(Json::as_text).and_then(guid::parse)?;
    (key != 0).then(|| guid::lower(key))
}

fn number(json: &Json, name: &str) -> Decimal {
    json.get(name).and_then(Json::as_decimal).unwrap_or_default()
}
