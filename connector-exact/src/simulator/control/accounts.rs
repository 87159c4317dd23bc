//! Relations.

use chrono::NaiveDate;

use super::super::generated::Generated;
use super::super::guid;
use super::super::schema::Source;
use super::super::state::date;
use super::super::table::{Row, Values};
use super::super::value::Value;
use super::super::write::quoted;
use super::{Books, NotThere, text_or_null};

/// A relation that somebody enters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAccount {
    /// Its name.
    pub naam: String,
    /// Its code; counted up when left out.
    pub code: Option<String>,
    /// `C` customer, `P` prospect, `S` suspect, `A` none; null when left out.
    pub status: Option<char>,
    /// `A` relation, `D` own division.
    pub soort: char,
    /// Whether it is sold to.
    pub is_sales: bool,
    /// Whether it is bought from.
    pub is_supplier: bool,
    /// Street with number.
    pub adres: Option<String>,
    /// Postal code.
    pub postcode: Option<String>,
    /// Town.
    pub plaats: Option<String>,
    /// Country of two letters.
    pub land: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone.
    pub telefoon: Option<String>,
}

impl NewAccount {
    /// A customer with a name and nothing else.
    #[must_use]
    pub fn klant(naam: &str) -> Self {
        Self {
            naam: naam.to_owned(),
            code: None,
            status: Some('C'),
            soort: 'A',
            is_sales: true,
            is_supplier: false,
            adres: None,
            postcode: None,
            plaats: None,
            land: Some("NL".to_owned()),
            email: None,
            telefoon: None,
        }
    }
}

impl Books<'_> {
    /// Adds a relation and gives its id.
    pub fn add_account(&self, account: &NewAccount) -> String {
        let next = self.with(|division| {
            division.next_account += 1;
            division.next_account
        });
        let own = account.code.clone();
        let code = own.unwrap_or_else(|| next.unwrap_or_default().to_string());
        let country = account.land.as_deref().map(|land| format!("{land:<3}"));
        let status = account.status.map(String::from);
        let values = Values::from([
            ("Code", Value::text(format!("{code:>18}"))),
            ("Name", Value::text(&account.naam)),
            ("Status", text_or_null(status.as_deref())),
            ("Type", Value::text(account.soort)),
            ("IsSales", Value::Bool(account.is_sales)),
            ("IsSupplier", Value::Bool(account.is_supplier)),
            ("Blocked", Value::Bool(false)),
            ("AddressLine1", text_or_null(account.adres.as_deref())),
            ("Postcode", text_or_null(account.postcode.as_deref())),
            ("City", text_or_null(account.plaats.as_deref())),
            ("Country", text_or_null(country.as_deref())),
            ("Email", text_or_null(account.email.as_deref())),
            ("Phone", text_or_null(account.telefoon.as_deref())),
            ("SearchCode", Value::text(format!("{:<10}", "DEB"))),
            ("IsAnonymised", Value::int(0)),
        ]);
        self.add(Source::Accounts, values, false)
    }

    /// Adds a customer of whom nothing but identity, code, name and status is known.
    pub fn add_sparse_account(&self, code: &str, naam: &str) -> String {
        let values = Values::from([
            ("Code", Value::text(format!("{code:>18}"))),
            ("Name", Value::text(naam)),
            ("Status", Value::text("C")),
        ]);
        self.add(Source::Accounts, values, true)
    }

    /// Adds a relation with these properties as JSON text, whether they fit or not.
    ///
    /// # Errors
    /// [`NotThere`] for an unknown property, or a text that is not JSON.
    pub fn add_raw_account(&self, members: &[(&str, &str)]) -> Result<String, NotThere> {
        let values = super::read_members(Source::Accounts, members)?.into_iter().collect();
        Ok(self.add(Source::Accounts, values, false))
    }

    /// Changes properties of a relation, each given as JSON text.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such relation or property.
    pub fn change_account(&self, id: &str, members: &[(&str, &str)]) -> Result<(), NotThere> {
        self.change(Source::Accounts, id, members, true)
    }

    /// Gives a relation another name.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such relation.
    pub fn rename_account(&self, id: &str, naam: &str) -> Result<(), NotThere> {
        self.change_account(id, &[("Name", &quoted(naam))])
    }

    /// Blocks a relation.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such relation.
    pub fn block_account(&self, id: &str) -> Result<(), NotThere> {
        let raise = !self.vendor.state().traps.silent_block;
        self.change(Source::Accounts, id, &[("Blocked", "true")], raise)
    }

    /// Sets the first and the last day on which a relation is active.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such relation.
    pub fn set_account_period(
        &self,
        id: &str,
        start: Option<NaiveDate>,
        end: Option<NaiveDate>,
    ) -> Result<(), NotThere> {
        self.change_account(id, &[])?;
        self.set_period(Source::Accounts, id, start, end);
        Ok(())
    }

    pub(super) fn set_period(
        &self,
        source: Source,
        id: &str,
        start: Option<NaiveDate>,
        end: Option<NaiveDate>,
    ) {
        let hour = self.vendor.state().traps.date_hour;
        let key = guid::parse(id).unwrap_or_default();
        let day = |day: Option<NaiveDate>| day.map_or(Value::Null, |day| date(day, hour));
        self.with(|division| {
            division.table(source).change(key, None, false, |values| {
                values.insert("StartDate", day(start));
                values.insert("EndDate", day(end));
            })
        });
    }

    /// Removes a relation.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such relation.
    pub fn delete_account(&self, id: &str) -> Result<(), NotThere> {
        self.delete(Source::Accounts, id)
    }

    /// A property of a relation as JSON text.
    #[must_use]
    pub fn account(&self, id: &str, property: &str) -> Option<String> {
        self.property(Source::Accounts, id, property)
    }

    /// Adds so many customers for volume.
    pub fn add_accounts(&self, count: u32) {
        self.with(|division| {
            let first = division.generated.0 + 1;
            division.generated.0 += count;
            for serial in first..first + count {
                let version = division.next_version();
                let row = Row::Generated(Generated::Account(serial));
                division.table(Source::Accounts).insert(version, row);
            }
        });
    }
}
