//! What an administration keeps.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;

use super::generated::Made;
use super::table::Table;
use super::vat;

/// A relation. Both interfaces show it under the same number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Relatie {
    /// Relation code, at most 15 characters; the office can change it.
    pub code: Option<String>,
    /// Company, or the name of a private person.
    pub bedrijf: Option<String>,
    /// Contact.
    pub contactpersoon: Option<String>,
    /// Street and house number of the vestigingsadres.
    pub adres: Option<String>,
    /// Its postal code.
    pub postcode: Option<String>,
    /// Its town.
    pub plaats: Option<String>,
    /// Its country.
    pub land: Option<String>,
    /// Street and house number of the postadres.
    pub adres2: Option<String>,
    /// Its postal code.
    pub postcode2: Option<String>,
    /// Its town.
    pub plaats2: Option<String>,
    /// Its country.
    pub land2: Option<String>,
    /// Phone.
    pub telefoon: Option<String>,
    /// Mobile phone.
    pub gsm: Option<String>,
    /// Mail address.
    pub email: Option<String>,
    /// Remark of the office.
    pub notitie: Option<String>,
    /// A private person instead of a business.
    pub particulier: bool,
    /// A member of a club administration, no customer.
    pub lid: bool,
    /// Switched off; only REST tells.
    pub inactief: bool,
    /// Days to pay; only REST tells.
    pub betalingstermijn: Option<i64>,
}

/// An article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artikel {
    /// Code, at most 20 characters.
    pub code: Option<String>,
    /// Description.
    pub omschrijving: Option<String>,
    /// Number of its group.
    pub groep: Option<i64>,
    /// Number of its unit.
    pub eenheid: Option<i64>,
    /// Sales price excluding VAT.
    pub prijs: Option<Decimal>,
    /// VAT code.
    pub btw_code: Option<String>,
    /// Number of the revenue account, which is not its code.
    pub rekening: Option<i64>,
    /// Number of its cost centre.
    pub kostenplaats: Option<i64>,
    /// Whether it can be chosen.
    pub actief: bool,
}

impl Default for Artikel {
    /// An active article with nothing else.
    fn default() -> Self {
        Self {
            code: None,
            omschrijving: None,
            groep: None,
            eenheid: None,
            prijs: None,
            btw_code: None,
            rekening: None,
            kostenplaats: None,
            actief: true,
        }
    }
}

/// A group of articles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Groep {
    /// Code.
    pub code: String,
    /// Name.
    pub omschrijving: String,
}

/// A unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Eenheid {
    /// Name of one.
    pub enkelvoud: String,
    /// Name of more.
    pub meervoud: String,
}

/// An invoice template.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sjabloon {
    /// Name; an invoice over SOAP must name it exactly.
    pub naam: String,
    /// Whether it can be chosen.
    pub actief: bool,
}

/// A ledger account.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rekening {
    /// Account number as the office knows it.
    pub code: Option<String>,
    /// Description.
    pub omschrijving: String,
    /// Category, such as `VW`.
    pub categorie: String,
    /// Group; nullable.
    pub groep: Option<String>,
}

/// An invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factuur {
    /// Number in the database; only REST shows it.
    pub id: i64,
    /// Invoice number.
    pub nummer: String,
    /// Number of the relation.
    pub relatie: i64,
    /// Date.
    pub datum: NaiveDate,
    /// Days to pay.
    pub betalingstermijn: i64,
    /// Number of the template.
    pub sjabloon: i64,
    /// Reference; only REST has it.
    pub referentie: Option<String>,
    /// Text above the lines; only REST has it.
    pub tekst: Option<String>,
    /// Lines.
    pub regels: Vec<Regel>,
    /// Booked, or still a concept.
    pub geboekt: bool,
    /// Came over SOAP or REST.
    pub over_koppeling: bool,
    /// Lists show it from here on.
    pub(super) zichtbaar: DateTime<Utc>,
}

/// A line of an invoice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Regel {
    /// Quantity.
    pub aantal: Decimal,
    /// Unit as text.
    pub eenheid: Option<String>,
    /// Number of the article: as sent over REST, found by the code over SOAP.
    pub artikel: Option<i64>,
    /// Code as sent, or the article's.
    pub code: Option<String>,
    /// Text.
    pub omschrijving: String,
    /// Price per unit, as sent.
    pub prijs: Option<Decimal>,
    /// Percentage that is taken off the price; only REST has it.
    pub korting: Option<Decimal>,
    /// VAT code.
    pub btw_code: String,
    /// Number of the ledger account.
    pub rekening: i64,
    /// Number of the cost centre.
    pub kostenplaats: Option<i64>,
}

/// One administration.
#[derive(Debug, Default)]
pub(super) struct Books {
    pub(super) relaties: Table<Relatie>,
    pub(super) artikelen: Table<Artikel>,
    pub(super) groepen: BTreeMap<i64, Groep>,
    pub(super) eenheden: BTreeMap<i64, Eenheid>,
    pub(super) sjablonen: BTreeMap<i64, Sjabloon>,
    pub(super) rekeningen: BTreeMap<i64, Rekening>,
    /// Numbers of the cost centres: nothing else of them is shown.
    pub(super) kostenplaatsen: BTreeSet<i64>,
    pub(super) facturen: BTreeMap<i64, Factuur>,
    /// Issued numbers, per kind of record.
    pub(super) last_id: BTreeMap<&'static str, i64>,
}

impl Books {
    /// The next number of a kind of record that counts from here.
    pub(super) fn next_id(&mut self, kind: &'static str, from: i64) -> i64 {
        let last = self.last_id.entry(kind).or_insert(from);
        *last += 1;
        *last
    }

    /// The account with this code.
    pub(super) fn rekening_by_code(&self, code: &str) -> Option<i64> {
        let found = self.rekeningen.iter().find(|(_, row)| row.code.as_deref() == Some(code));
        found.map(|(id, _)| *id)
    }

    /// The unit with this text.
    pub(super) fn eenheid_by_text(&self, text: &str) -> Option<i64> {
        let named = |row: &Eenheid| row.enkelvoud == text || row.meervoud == text;
        self.eenheden.iter().find(|(_, row)| named(row)).map(|(id, _)| *id)
    }

    /// Whether an invoice has this number.
    pub(super) fn number_in_use(&self, number: &str) -> bool {
        self.facturen.values().any(|factuur| factuur.nummer == number)
    }

    /// The invoices that lists show, in the order of their numbers in the database.
    pub(super) fn visible(
        &self,
        now: DateTime<Utc>,
        concepts: bool,
    ) -> impl DoubleEndedIterator<Item = &Factuur> {
        self.facturen
            .values()
            .filter(move |factuur| factuur.zichtbaar <= now && (concepts || factuur.geboekt))
    }
}

/// What an invoice adds up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Totals {
    pub(super) excl: Decimal,
    pub(super) vat: Decimal,
}

impl Totals {
    /// Adds up the lines; their prices exclude VAT unless told otherwise.
    pub(super) fn of(factuur: &Factuur, prices_include_vat: bool) -> Self {
        let mut totals = Self { excl: Decimal::ZERO, vat: Decimal::ZERO };
        for regel in &factuur.regels {
            let korting = regel.korting.unwrap_or_default() / Decimal::ONE_HUNDRED;
            let amount = regel
                .prijs
                .unwrap_or_default()
                .checked_mul(Decimal::ONE - korting)
                .and_then(|price| price.checked_mul(regel.aantal))
                .unwrap_or_default()
                .round_dp(2);
            let part = vat::percentage(&regel.btw_code).unwrap_or_default() / Decimal::ONE_HUNDRED;
            let excl = if prices_include_vat { amount / (Decimal::ONE + part) } else { amount }
                .round_dp(2);
            totals.excl += excl;
            totals.vat += (excl * part).round_dp(2);
        }
        totals
    }

    pub(super) fn incl(self) -> Decimal {
        self.excl + self.vat
    }
}

impl Made for Relatie {
    const FROM: i64 = 60_000_000;

    fn made(serial: u32) -> Self {
        super::generated::relatie(serial)
    }

    fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }
}

impl Made for Artikel {
    const FROM: i64 = 2_000_000;

    fn made(serial: u32) -> Self {
        super::generated::artikel(serial)
    }

    fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }
}
