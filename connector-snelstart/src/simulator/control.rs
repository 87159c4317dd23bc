//! What a person does in SnelStart itself, and what tests read back.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use simon_testkit::Refusals;
use simon_testkit::vendor::NotThere;
use simon_testkit::vendor::json::Json;

use super::ids::Soort;
use super::records::{NewArtikel, NewOrder, NewRelatie, Order};
use super::rows::{artikel_json, relatie_json, sjabloon_json};
use super::state::{Afspraak, State, reference};
use super::table::Table;
use super::{SnelStart, guid};

/// A collection whose records can be changed.
#[derive(Debug, Clone, Copy)]
enum List {
    Relaties,
    Artikelen,
    Groepen,
    Sjablonen,
    Verkooporders,
}

impl State {
    fn records(&mut self, list: List) -> &mut Table {
        match list {
            List::Relaties => &mut self.relaties,
            List::Artikelen => &mut self.artikelen,
            List::Groepen => &mut self.groepen,
            List::Sjablonen => &mut self.sjablonen,
            List::Verkooporders => &mut self.verkooporders,
        }
    }
}

/// What a person does in SnelStart itself. Ids are given in lower case and taken in any.
impl SnelStart {
    /// Adds a relation and gives its id.
    pub fn add_relatie(&self, relatie: NewRelatie) -> String {
        let mut state = self.state();
        let stamp = state.stamp(self.now());
        let key = state.new_key(Soort::Relatie);
        let code = relatie.relatiecode.unwrap_or_else(|| {
            state.next_relatiecode += 1;
            state.next_relatiecode - 1
        });
        let json = relatie_json(&state, &relatie, key, code, &stamp);
        state.relaties.add(key, json, None);
        guid::lower(key)
    }

    /// Changes members of a relation, each given as JSON text, and raises its `modifiedOn`.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such relation or a text is not JSON.
    pub fn change_relatie(&self, id: &str, members: &[(&str, &str)]) -> Result<(), NotThere> {
        self.change(List::Relaties, id, members, true)
    }

    /// Makes a relation inactive.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such relation.
    pub fn deactivate_relatie(&self, id: &str) -> Result<(), NotThere> {
        let raise = !self.state().traps.silent_deactivation;
        self.change(List::Relaties, id, &[("nonactief", "true")], raise)
    }

    /// Takes a relation out of the books.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such relation.
    pub fn delete_relatie(&self, id: &str) -> Result<(), NotThere> {
        self.delete(List::Relaties, id)
    }

    /// Adds a relation that is served as this text, whatever it is.
    pub fn add_raw_relatie(&self, json: &str) {
        self.add_raw(List::Relaties, Soort::Relatie, json);
    }

    /// Adds an article and gives its id.
    pub fn add_artikel(&self, artikel: NewArtikel) -> String {
        let mut state = self.state();
        let stamp = state.stamp(self.now());
        let key = state.new_key(Soort::Artikel);
        state.artikelen.add(key, artikel_json(&artikel, key, &stamp), None);
        guid::lower(key)
    }

    /// Changes members of an article, each given as JSON text, and raises its `modifiedOn`.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such article or a text is not JSON.
    pub fn change_artikel(&self, id: &str, members: &[(&str, &str)]) -> Result<(), NotThere> {
        self.change(List::Artikelen, id, members, true)
    }

    /// Makes an article inactive.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such article.
    pub fn deactivate_artikel(&self, id: &str) -> Result<(), NotThere> {
        let raise = !self.state().traps.silent_deactivation;
        self.change(List::Artikelen, id, &[("isNonActief", "true")], raise)
    }

    /// Takes an article out of the books.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such article.
    pub fn delete_artikel(&self, id: &str) -> Result<(), NotThere> {
        self.delete(List::Artikelen, id)
    }

    /// Adds an article that is served as this text, whatever it is.
    pub fn add_raw_artikel(&self, json: &str) {
        self.add_raw(List::Artikelen, Soort::Artikel, json);
    }

    /// Agrees a price with a customer for an article, from a quantity on.
    pub fn agree_price(&self, relatie: &str, artikel: &str, from: Decimal, verkoopprijs: Decimal) {
        if let (Some(relatie), Some(artikel)) = (guid::parse(relatie), guid::parse(artikel)) {
            let afspraak = Afspraak { relatie, artikel, vanaf_aantal: from, verkoopprijs };
            self.state().afspraken.push(afspraak);
        }
    }

    /// Adds a group of articles and gives its id. The VAT kind is `Geen`, `Laag`, `Hoog` or
    /// `Overig`.
    pub fn add_groep(&self, omschrijving: &str, btw_soort: &str) -> String {
        let mut state = self.state();
        let key = state.new_key(Soort::Groep);
        state.add_groep(key, omschrijving, btw_soort);
        guid::lower(key)
    }

    /// Gives a group another name.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such group.
    pub fn rename_groep(&self, id: &str, omschrijving: &str) -> Result<(), NotThere> {
        let text = Json::text(omschrijving).to_text();
        self.change(List::Groepen, id, &[("omschrijving", &text)], false)
    }

    /// Takes a group out of the books.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such group.
    pub fn delete_groep(&self, id: &str) -> Result<(), NotThere> {
        self.delete(List::Groepen, id)
    }

    /// Adds a template for orders and gives its id.
    pub fn add_sjabloon(&self, omschrijving: &str) -> String {
        let mut state = self.state();
        let key = state.new_key(Soort::Sjabloon);
        state.sjablonen.add(key, sjabloon_json(omschrijving, key), None);
        guid::lower(key)
    }

    /// Changes members of a template, each given as JSON text.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such template or a text is not JSON.
    pub fn change_sjabloon(&self, id: &str, members: &[(&str, &str)]) -> Result<(), NotThere> {
        self.change(List::Sjablonen, id, members, false)
    }

    /// Makes an order in SnelStart itself and gives its id.
    ///
    /// # Errors
    /// [`NotThere`] when SnelStart would not accept it, for example for an unknown customer.
    pub fn add_order(&self, order: &NewOrder) -> Result<String, NotThere> {
        let now = self.now();
        let mut state = self.state();
        let today = state.traps.zone.wall(now).format("%Y-%m-%d").to_string();
        let key = state.add_order(&order.body(&today), now, &Refusals::new());
        key.map(guid::lower)
            .map_err(|stop| NotThere::new(String::from_utf8_lossy(stop.answer.body()).into_owned()))
    }

    /// Changes members of an order, each given as JSON text, without any check, and raises its
    /// `modifiedOn`.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such order or a text is not JSON.
    pub fn change_order(&self, id: &str, members: &[(&str, &str)]) -> Result<(), NotThere> {
        self.change(List::Verkooporders, id, members, true)
    }

    /// Makes an invoice of an order and gives the invoice's id.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such order.
    pub fn invoice_order(&self, id: &str) -> Result<String, NotThere> {
        let key = self.state().new_key(Soort::Factuur);
        let invoice = reference("verkoopfacturen", key).to_text();
        let members = [("procesStatus", "\"Factuur\""), ("verkoopfactuur", invoice.as_str())];
        self.change(List::Verkooporders, id, &members, true)?;
        Ok(guid::lower(key))
    }

    /// Takes an order out of the books.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such order.
    pub fn delete_order(&self, id: &str) -> Result<(), NotThere> {
        self.delete(List::Verkooporders, id)
    }

    /// Every order in the books, in the order in which they were made, invisible ones included.
    #[must_use]
    pub fn orders(&self) -> Vec<Order> {
        self.state().verkooporders.rows().iter().map(|row| Order::read(&row.json())).collect()
    }

    /// One order as the API shows it, as JSON text.
    #[must_use]
    pub fn order_json(&self, id: &str) -> Option<String> {
        let key = guid::parse(id)?;
        self.state().verkooporders.get(key).map(|row| row.json().to_text())
    }

    /// Sets a member of companyInfo, given as JSON text.
    ///
    /// # Errors
    /// [`NotThere`] when the text is not JSON.
    pub fn set_company_info(&self, member: &str, json: &str) -> Result<(), NotThere> {
        let value = Json::parse(json).map_err(NotThere::new)?;
        self.state().company.set(member, value);
        Ok(())
    }

    /// Leaves a member out of companyInfo.
    pub fn remove_company_info(&self, member: &str) {
        self.state().company.remove(member);
    }

    /// How often each endpoint was called, such as `GET /v2/relaties`.
    #[must_use]
    pub fn calls(&self) -> BTreeMap<String, u64> {
        self.state().calls.clone()
    }

    /// How many calls were answered 429 or were over the hourly quota.
    #[must_use]
    pub fn throttled(&self) -> u64 {
        self.state().limits.throttled
    }

    /// How many tokens were issued.
    #[must_use]
    pub fn tokens_issued(&self) -> u64 {
        self.state().access.issued()
    }

    fn change(
        &self,
        list: List,
        id: &str,
        members: &[(&str, &str)],
        raise: bool,
    ) -> Result<(), NotThere> {
        let read =
            |(name, text): &(&str, &str)| Json::parse(text).map(|json| ((*name).to_owned(), json));
        let members: Vec<_> =
            members.iter().map(read).collect::<Result<_, _>>().map_err(NotThere::new)?;
        let key = guid::parse(id).ok_or_else(|| not_there(id))?;
        let now = self.now();
        let mut state = self.state();
        let old = state.records(list).get(key).map(|row| row.json().into_owned());
        let stamp = raise.then(|| state.later_stamp(now, old.as_ref()));
        let there = state.records(list).change(key, |json| {
            stamp.into_iter().for_each(|stamp| json.set("modifiedOn", stamp));
            members.into_iter().for_each(|(name, value)| json.set(&name, value));
        });
        if there { Ok(()) } else { Err(not_there(id)) }
    }

    fn delete(&self, list: List, id: &str) -> Result<(), NotThere> {
        let there = guid::parse(id).is_some_and(|key| self.state().records(list).delete(key));
        if there { Ok(()) } else { Err(not_there(id)) }
    }

    fn add_raw(&self, list: List, soort: Soort, text: &str) {
        let mut state = self.state();
        let json = Json::parse(text).unwrap_or_else(|_| Json::Raw(text.to_owned()));
        let key = json.get("id").and_then(Json::as_text).and_then(guid::parse);
        let key = key.unwrap_or_else(|| state.new_key(soort));
        state.records(list).add(key, json, None);
    }
}

impl State {
    pub(super) fn add_groep(&mut self, key: u128, omschrijving: &str, btw_soort: &str) {
        let id = guid::own(key);
        let number = self.groepen.rows().len() + 1;
        let json = Json::object([
            ("nummer", Json::Number(number.to_string())),
            ("omschrijving", Json::text(omschrijving)),
            ("verkoopGrootboekNederlandIdentifier", Json::Null),
            ("verkoopNederlandBtwSoort", Json::text(btw_soort)),
            ("uri", Json::text(format!("/artikelomzetgroepen/{id}"))),
            ("id", Json::text(id)),
        ]);
        self.groepen.add(key, json, None);
    }
}

fn not_there(id: &str) -> NotThere {
    NotThere::new(format!("there is no record {id}"))
}
