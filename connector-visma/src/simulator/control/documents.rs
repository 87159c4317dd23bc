//! Invoices and orders.

use chrono::{DateTime, Utc};
use simon_testkit::vendor::NotThere;

use super::super::documents::{Factuur, Order};
use super::{Books, there};

/// Invoices.
impl Books<'_> {
    /// Every invoice in the order of its number, invisible ones included.
    #[must_use]
    pub fn facturen(&self) -> Vec<Factuur> {
        self.read(|company| company.facturen.values().map(|kept| kept.document.clone()).collect())
    }

    /// An invoice.
    #[must_use]
    pub fn factuur(&self, nummer: &str) -> Option<Factuur> {
        self.read(|company| company.facturen.get(nummer).map(|kept| kept.document.clone()))
    }

    /// Adds an invoice as somebody in the office makes it, and gives its number.
    pub fn add_factuur(&self, factuur: Factuur) -> String {
        let now = self.vendor.now();
        self.write(|company| company.keep_invoice(factuur, now, now))
    }

    /// Changes an invoice without any check.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such invoice.
    pub fn change_factuur(
        &self,
        nummer: &str,
        by: impl FnOnce(&mut Factuur),
    ) -> Result<(), NotThere> {
        let now = self.vendor.now();
        let change = |company: &mut super::Company| {
            let kept = company.facturen.get_mut(nummer)?;
            kept.stamps.changed = now;
            by(&mut kept.document);
            Some(())
        };
        there(self.write(change).is_some(), "such invoice")
    }

    /// Takes an invoice out of the company.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such invoice.
    pub fn delete_factuur(&self, nummer: &str) -> Result<(), NotThere> {
        there(self.write(|company| company.facturen.remove(nummer).is_some()), "such invoice")
    }

    /// Closes a period such as `202607`: no invoice is dated in it any more.
    pub fn close_period(&self, period: &str) {
        self.write(|company| company.closed_periods.insert(period.to_owned()));
    }
}

/// Orders and quotes.
impl Books<'_> {
    /// Every order in the order of type and number, invisible ones included.
    #[must_use]
    pub fn orders(&self) -> Vec<Order> {
        self.read(|company| company.orders.values().map(|kept| kept.document.clone()).collect())
    }

    /// An order.
    #[must_use]
    pub fn order(&self, soort: &str, nummer: &str) -> Option<Order> {
        let key = (soort.to_owned(), nummer.to_owned());
        self.read(|company| company.orders.get(&key).map(|kept| kept.document.clone()))
    }

    /// Adds an order as somebody in the office makes it, and gives its number.
    pub fn add_order(&self, order: Order) -> String {
        self.add_order_of(order, self.vendor.now())
    }

    /// Adds an order that was made at an earlier moment, and gives its number.
    pub fn add_order_of(&self, order: Order, made: DateTime<Utc>) -> String {
        self.write(|company| company.keep_order(order, made, made))
    }

    /// Changes an order without any check.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such order.
    pub fn change_order(
        &self,
        soort: &str,
        nummer: &str,
        by: impl FnOnce(&mut Order),
    ) -> Result<(), NotThere> {
        let (now, key) = (self.vendor.now(), (soort.to_owned(), nummer.to_owned()));
        let change = |company: &mut super::Company| {
            let kept = company.orders.get_mut(&key)?;
            kept.stamps.changed = now;
            by(&mut kept.document);
            Some(())
        };
        there(self.write(change).is_some(), "such order")
    }

    /// Takes an order out of the company.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such order.
    pub fn delete_order(&self, soort: &str, nummer: &str) -> Result<(), NotThere> {
        let key = (soort.to_owned(), nummer.to_owned());
        there(self.write(|company| company.orders.remove(&key).is_some()), "such order")
    }
}
