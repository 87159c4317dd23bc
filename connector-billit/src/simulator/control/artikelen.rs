//! Articles.

use rust_decimal::Decimal;
use simon_testkit::vendor::json::Json;

use super::super::generated::Generated;
use super::super::names::Entity;
use super::super::table::Row;
use super::{Books, NotThere, read_members, set};

/// An article that somebody enters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewArtikel {
    /// Its reference, which may be empty or double.
    pub referentie: String,
    /// Its name.
    pub omschrijving: String,
    /// Its sales price without VAT.
    pub prijs: Option<Decimal>,
    /// Its VAT percentage.
    pub btw: Decimal,
    /// Code of its unit, such as `NAR` for pieces or `HUR` for hours.
    pub eenheid: String,
}

impl NewArtikel {
    /// An article that is sold by the piece at 21 %, without a price.
    #[must_use]
    pub fn artikel(referentie: &str, omschrijving: &str) -> Self {
        Self {
            referentie: referentie.to_owned(),
            omschrijving: omschrijving.to_owned(),
            prijs: None,
            btw: Decimal::from(21),
            eenheid: "NAR".to_owned(),
        }
    }
}

impl Books<'_> {
    /// Adds an article and gives its id.
    pub fn add_artikel(&self, artikel: &NewArtikel) -> i64 {
        let mut json = Json::Object(Vec::new());
        if !artikel.referentie.is_empty() {
            json.set("Reference", Json::text(&artikel.referentie));
        }
        json.set("Description", Json::text(&artikel.omschrijving));
        if let Some(prijs) = artikel.prijs {
            json.set("AmountExcl", Json::decimal(prijs, 5));
        }
        json.set("VAT", Json::decimal(artikel.btw, 2));
        json.set("Unit", Json::text(&artikel.eenheid));
        self.add(Entity::Products, json)
    }

    /// Adds an article with these members as JSON text, whether they fit or not.
    ///
    /// # Errors
    /// [`NotThere`] for an unknown member.
    pub fn add_raw_artikel(&self, members: &[(&str, &str)]) -> Result<i64, NotThere> {
        let mut json = Json::Object(Vec::new());
        for (name, value) in read_members(Entity::Products, members)? {
            set(&mut json, &name, value);
        }
        Ok(self.add(Entity::Products, json))
    }

    /// Changes members of an article, each given as JSON text; null takes one out.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such article or member.
    pub fn change_artikel(&self, id: i64, members: &[(&str, &str)]) -> Result<(), NotThere> {
        self.change(Entity::Products, id, members)
    }

    /// Deletes an article. Nothing tells so.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such article.
    pub fn delete_artikel(&self, id: i64) -> Result<(), NotThere> {
        self.delete(Entity::Products, id)
    }

    /// Makes an article inactive, or active again.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such article.
    pub fn deactivate_artikel(&self, id: i64, inactive: bool) -> Result<(), NotThere> {
        self.edit(Entity::Products, id, true, |row| row.inactive = inactive)
    }

    /// Adds so many articles. They cost next to nothing; seven at a time share their
    /// `LastModified`.
    pub fn seed_artikelen(&self, count: u32) {
        self.with(|company| {
            for _ in 0..count {
                company.generated.1 += 1;
                let row = Generated::Artikel(company.generated.1);
                company.table(Entity::Products).insert(Row::Generated(row));
            }
        });
    }
}
