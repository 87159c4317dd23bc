//! Customers, items and the short lists.

use simon_testkit::vendor::NotThere;

use super::super::records::{
    Artikel, ArtikelStatus, Klant, KlantStatus, Magazijn, Ordersoort, Vestiging,
};
use super::{Books, there};

/// Customers.
impl Books<'_> {
    /// Adds a customer and gives its internal id.
    pub fn add_klant(&self, klant: Klant) -> i64 {
        let now = self.vendor.now();
        self.write(|company| company.klanten.add(klant, now))
    }

    /// Changes a customer.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such customer.
    pub fn change_klant(&self, id: i64, by: impl FnOnce(&mut Klant)) -> Result<(), NotThere> {
        let now = self.vendor.now();
        there(self.write(|company| company.klanten.change(id, Some(now), by)), "such customer")
    }

    /// Changes nothing but addresses of a customer. Whether that moves its `lastModifiedDateTime` is
    /// switched.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such customer.
    pub fn change_adres(&self, id: i64, by: impl FnOnce(&mut Klant)) -> Result<(), NotThere> {
        let moves = !self.vendor.state().traps.silent_addresses;
        let now = moves.then(|| self.vendor.now());
        there(self.write(|company| company.klanten.change(id, now, by)), "such customer")
    }

    /// Makes a customer inactive.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such customer.
    pub fn deactivate_klant(&self, id: i64) -> Result<(), NotThere> {
        self.change_klant(id, |klant| klant.status = KlantStatus::Inactive)
    }

    /// Takes a customer out of the company.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such customer.
    pub fn delete_klant(&self, id: i64) -> Result<(), NotThere> {
        there(self.write(|company| company.klanten.remove(id)), "such customer")
    }

    /// A customer.
    #[must_use]
    pub fn klant(&self, id: i64) -> Option<Klant> {
        self.read(|company| company.klanten.get(id).map(std::borrow::Cow::into_owned))
    }

    /// The internal id of the customer with this number.
    #[must_use]
    pub fn klant_by_number(&self, nummer: &str) -> Option<i64> {
        self.read(|company| company.klanten.by_number(nummer))
    }

    /// How many customers there are.
    #[must_use]
    pub fn klant_count(&self) -> usize {
        self.read(|company| company.klanten.len())
    }

    /// Adds so many customers of which nothing is kept but a number, made one a minute until the day
    /// before.
    pub fn seed_klanten(&self, count: u32) {
        let now = self.vendor.now();
        self.write(|company| company.klanten.generate(count, now));
    }
}

/// Items.
impl Books<'_> {
    /// Adds an item and gives its internal id.
    pub fn add_artikel(&self, artikel: Artikel) -> i64 {
        let now = self.vendor.now();
        self.write(|company| company.artikelen.add(artikel, now))
    }

    /// Changes an item.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such item.
    pub fn change_artikel(&self, id: i64, by: impl FnOnce(&mut Artikel)) -> Result<(), NotThere> {
        let now = self.vendor.now();
        there(self.write(|company| company.artikelen.change(id, Some(now), by)), "such item")
    }

    /// Makes an item inactive.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such item.
    pub fn deactivate_artikel(&self, id: i64) -> Result<(), NotThere> {
        self.change_artikel(id, |artikel| artikel.status = ArtikelStatus::Inactive)
    }

    /// Takes an item out of the company.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such item.
    pub fn delete_artikel(&self, id: i64) -> Result<(), NotThere> {
        there(self.write(|company| company.artikelen.remove(id)), "such item")
    }

    /// An item.
    #[must_use]
    pub fn artikel(&self, id: i64) -> Option<Artikel> {
        self.read(|company| company.artikelen.get(id).map(std::borrow::Cow::into_owned))
    }

    /// The internal id of the item with this number.
    #[must_use]
    pub fn artikel_by_number(&self, nummer: &str) -> Option<i64> {
        self.read(|company| company.artikelen.by_number(nummer))
    }

    /// How many items there are.
    #[must_use]
    pub fn artikel_count(&self) -> usize {
        self.read(|company| company.artikelen.len())
    }

    /// Adds so many non-stock items of which nothing is kept but a number, made one a minute until the
    /// day before.
    pub fn seed_artikelen(&self, count: u32) {
        let now = self.vendor.now();
        self.write(|company| company.artikelen.generate(count, now));
    }
}

/// The short lists.
impl Books<'_> {
    /// Adds a warehouse of the first branch, or makes the one with this id another.
    pub fn set_magazijn(&self, id: &str, omschrijving: &str, actief: bool) {
        let (omschrijving, vestiging) = (omschrijving.to_owned(), "1".to_owned());
        let magazijn = Magazijn { omschrijving, actief, vestiging };
        self.write(|company| {
            company.magazijnen.insert(id.to_owned(), magazijn);
        });
    }

    /// Takes a warehouse out of the company.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such warehouse.
    pub fn delete_magazijn(&self, id: &str) -> Result<(), NotThere> {
        there(self.write(|company| company.magazijnen.remove(id).is_some()), "such warehouse")
    }

    /// Adds a branch and gives its id.
    pub fn add_vestiging(&self, vestiging: Vestiging) -> i64 {
        self.write(|company| {
            let id = company.vestigingen.keys().next_back().map_or(1, |last| last + 1);
            company.vestigingen.insert(id, vestiging);
            id
        })
    }

    /// Adds an order type of two letters, or makes the one that there is another.
    pub fn set_ordersoort(&self, id: &str, soort: Ordersoort) {
        self.write(|company| {
            company.ordersoorten.insert(id.to_owned(), soort);
        });
    }

    /// Takes an order type out of the company.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such type.
    pub fn delete_ordersoort(&self, id: &str) -> Result<(), NotThere> {
        there(self.write(|company| company.ordersoorten.remove(id).is_some()), "such order type")
    }
}
