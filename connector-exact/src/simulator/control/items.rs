//! Articles, their groups, and journals.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::super::generated::{GROUP, Generated};
use super::super::guid;
use super::super::schema::Source;
use super::super::table::{Row, Values};
use super::super::value::Value;
use super::super::write::quoted;
use super::{Books, NotThere};

/// An article that somebody enters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewItem {
    /// Its code.
    pub code: String,
    /// Its name.
    pub omschrijving: String,
    /// The id of its group.
    pub groep: Option<String>,
    /// Its sales price.
    pub prijs: Option<Decimal>,
    /// Code of its unit.
    pub eenheid: String,
    /// Whether it is sold.
    pub is_sales: bool,
    /// Whether quantities may have a fraction.
    pub breuken: bool,
}

impl NewItem {
    /// An article that is sold by the piece or any fraction of it, without a price.
    #[must_use]
    pub fn artikel(code: &str, omschrijving: &str) -> Self {
        Self {
            code: code.to_owned(),
            omschrijving: omschrijving.to_owned(),
            groep: None,
            prijs: None,
            eenheid: "pc".to_owned(),
            is_sales: true,
            breuken: true,
        }
    }
}

impl Books<'_> {
    /// Adds an article and gives its id.
    pub fn add_item(&self, item: &NewItem) -> String {
        let group = item.groep.as_deref().and_then(guid::parse);
        let of_group = self.with(|division| {
            let row = division.rows(Source::ItemGroups)?.get(group?)?;
            Some((row.value("Code"), row.value("Description")))
        });
        let (group_code, group_name) = of_group.flatten().unwrap_or_default();
        let unit = if item.eenheid == "hour" { ("Uur", "T") } else { ("Stuk", "O") };
        let values = Values::from([
            ("Code", Value::text(&item.code)),
            ("Description", Value::text(&item.omschrijving)),
            ("ItemGroup", group.map_or(Value::Null, Value::Guid)),
            ("ItemGroupCode", group_code),
            ("ItemGroupDescription", group_name),
            ("Unit", Value::text(format!("{:<8}", item.eenheid))),
            ("UnitDescription", Value::text(unit.0)),
            ("UnitType", Value::text(unit.1)),
            ("IsSalesItem", Value::Bool(item.is_sales)),
            ("IsFractionAllowedItem", Value::Bool(item.breuken)),
            ("IsTime", Value::int(i32::from(unit.1 == "T"))),
            ("IsWebshopItem", Value::int(0)),
            ("SearchCode", Value::text(format!("{:<10}", "ART"))),
            ("StandardSalesPrice", item.prijs.map_or(Value::int(0), Value::Number)),
        ]);
        self.add(Source::Items, values, false)
    }

    /// Adds an article of which nothing but identity, code, name and the sales flag is known.
    pub fn add_sparse_item(&self, code: &str, omschrijving: &str) -> String {
        let values = Values::from([
            ("Code", Value::text(code)),
            ("Description", Value::text(omschrijving)),
            ("IsSalesItem", Value::Bool(true)),
        ]);
        self.add(Source::Items, values, true)
    }

    /// Adds an article with these properties as JSON text, whether they fit or not.
    ///
    /// # Errors
    /// [`NotThere`] for an unknown property, or a text that is not JSON.
    pub fn add_raw_item(&self, members: &[(&str, &str)]) -> Result<String, NotThere> {
        let values = super::read_members(Source::Items, members)?.into_iter().collect();
        Ok(self.add(Source::Items, values, false))
    }

    /// Changes properties of an article, each given as JSON text.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such article or property.
    pub fn change_item(&self, id: &str, members: &[(&str, &str)]) -> Result<(), NotThere> {
        self.change(Source::Items, id, members, true)
    }

    /// Gives an article another name.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such article.
    pub fn rename_item(&self, id: &str, omschrijving: &str) -> Result<(), NotThere> {
        self.change_item(id, &[("Description", &quoted(omschrijving))])
    }

    /// Takes an article out of sale.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such article.
    pub fn stop_selling(&self, id: &str) -> Result<(), NotThere> {
        self.change_item(id, &[("IsSalesItem", "false")])
    }

    /// Sets the first and the last day on which an article is active.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such article.
    pub fn set_item_period(
        &self,
        id: &str,
        start: Option<NaiveDate>,
        end: Option<NaiveDate>,
    ) -> Result<(), NotThere> {
        self.change_item(id, &[])?;
        self.set_period(Source::Items, id, start, end);
        Ok(())
    }

    /// Sets an article's sales price.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such article.
    pub fn set_price(&self, id: &str, prijs: Decimal) -> Result<(), NotThere> {
        self.change_item(id, &[("StandardSalesPrice", &prijs.to_string())])
    }

    /// Agrees a price with a customer for an article.
    pub fn agree_price(&self, account: &str, item: &str, prijs: Decimal) {
        if let (Some(account), Some(item)) = (guid::parse(account), guid::parse(item)) {
            self.with(|division| division.agreed.insert((account, item), prijs));
        }
    }

    /// Lets every invoice with this article fail with a message such as
    /// `Verplicht: Grootboekrekening`; none lets it pass again.
    pub fn fail_item_with(&self, item: &str, message: Option<&str>) {
        if let Some(key) = guid::parse(item) {
            self.with(|division| match message {
                Some(message) => division.item_faults.insert(key, message.to_owned()),
                None => division.item_faults.remove(&key),
            });
        }
    }

    /// Removes an article.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such article.
    pub fn delete_item(&self, id: &str) -> Result<(), NotThere> {
        self.delete(Source::Items, id)
    }

    /// Adds so many articles for volume, in one group.
    pub fn add_items(&self, count: u32) {
        let now = self.vendor.now();
        self.with(|division| {
            if division.rows(Source::ItemGroups).is_none_or(|groups| groups.get(GROUP).is_none()) {
                let values = group(GROUP, "GEN", "Gegenereerd");
                division.add(Source::ItemGroups, GROUP, values, now);
            }
            let first = division.generated.1 + 1;
            division.generated.1 += count;
            for serial in first..first + count {
                let version = division.next_version();
                let row = Row::Generated(Generated::Item(serial));
                division.table(Source::Items).insert(version, row);
            }
        });
    }

    /// Adds a group of articles and gives its id.
    pub fn add_group(&self, code: &str, omschrijving: &str) -> String {
        let mut values = group(0, code, omschrijving);
        values.remove("ID");
        self.add(Source::ItemGroups, values, false)
    }

    /// Adds a group of which nothing but identity, code and name is known.
    pub fn add_sparse_group(&self, code: &str, omschrijving: &str) -> String {
        let values =
            Values::from([("Code", Value::text(code)), ("Description", Value::text(omschrijving))]);
        self.add(Source::ItemGroups, values, true)
    }

    /// Adds a group with these properties as JSON text, whether they fit or not.
    ///
    /// # Errors
    /// [`NotThere`] for an unknown property, or a text that is not JSON.
    pub fn add_raw_group(&self, members: &[(&str, &str)]) -> Result<String, NotThere> {
        let values = super::read_members(Source::ItemGroups, members)?.into_iter().collect();
        Ok(self.add(Source::ItemGroups, values, false))
    }

    /// Gives a group another name. Its articles keep the old name and their versions.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such group.
    pub fn rename_group(&self, id: &str, omschrijving: &str) -> Result<(), NotThere> {
        self.change(Source::ItemGroups, id, &[("Description", &quoted(omschrijving))], true)
    }

    /// Changes properties of a group, each given as JSON text.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such group or property.
    pub fn change_group(&self, id: &str, members: &[(&str, &str)]) -> Result<(), NotThere> {
        self.change(Source::ItemGroups, id, members, true)
    }

    /// Removes a group.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such group.
    pub fn delete_group(&self, id: &str) -> Result<(), NotThere> {
        self.delete(Source::ItemGroups, id)
    }

    /// Adds a journal and gives its id. A sales journal has type 20.
    pub fn add_journal(&self, code: &str, omschrijving: &str, soort: i32) -> String {
        let values = Values::from([
            ("Code", Value::text(code)),
            ("Description", Value::text(omschrijving)),
            ("Type", Value::int(soort)),
            ("IsBlocked", Value::Bool(false)),
            ("Currency", Value::text("EUR")),
        ]);
        self.add(Source::Journals, values, false)
    }

    /// Changes properties of a journal, each given as JSON text.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such journal or property.
    pub fn change_journal(&self, id: &str, members: &[(&str, &str)]) -> Result<(), NotThere> {
        self.change(Source::Journals, id, members, true)
    }

    /// Removes a journal.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such journal.
    pub fn delete_journal(&self, id: &str) -> Result<(), NotThere> {
        self.delete(Source::Journals, id)
    }
}

fn group(key: u128, code: &str, omschrijving: &str) -> Values {
    Values::from([
        ("ID", Value::Guid(key)),
        ("Code", Value::text(code)),
        ("Description", Value::text(omschrijving)),
        ("IsDefault", Value::int(0)),
    ])
}
