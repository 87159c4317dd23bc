//! What a person does in e-Boekhouden itself, and what tests read back.

use std::collections::BTreeMap;

use http::StatusCode;

use super::EBoekhouden;
use super::books::{Artikel, Eenheid, Factuur, Groep, Rekening, Relatie, Sjabloon};
use super::generated::Made;
use super::table::{RawRecord, Table};

/// The administration holds no such record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotThere(i64);

impl std::fmt::Display for NotThere {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the books hold no such record as {}", self.0)
    }
}

impl std::error::Error for NotThere {}

fn there(found: bool, id: i64) -> Result<(), NotThere> {
    if found { Ok(()) } else { Err(NotThere(id)) }
}

fn change_in<T>(
    rows: &mut BTreeMap<i64, T>,
    id: i64,
    change: impl FnOnce(&mut T),
) -> Result<(), NotThere> {
    rows.get_mut(&id).map(change).ok_or(NotThere(id))
}

fn change<T: Made>(table: &mut Table<T>, id: i64, by: impl FnOnce(&mut T)) -> Result<(), NotThere> {
    there(table.change(id, by), id)
}

/// Relations and articles.
impl EBoekhouden {
    /// Adds a relation and gives its number.
    pub fn add_relatie(&self, relatie: Relatie) -> i64 {
        let books = &mut self.state().books;
        let id = books.next_id("relatie", 51_234_000);
        books.relaties.add(id, relatie);
        id
    }

    /// Changes a relation.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such relation.
    pub fn change_relatie(&self, id: i64, by: impl FnOnce(&mut Relatie)) -> Result<(), NotThere> {
        change(&mut self.state().books.relaties, id, by)
    }

    /// Takes a relation out of the books.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such relation.
    pub fn delete_relatie(&self, id: i64) -> Result<(), NotThere> {
        there(self.state().books.relaties.remove(id), id)
    }

    /// Adds a relation that is served as these texts, and gives the number of its detail.
    pub fn add_raw_relatie(&self, raw: RawRecord) -> i64 {
        let books = &mut self.state().books;
        let id = books.next_id("relatie", 51_234_000);
        books.relaties.add_raw(id, raw);
        id
    }

    /// A relation.
    #[must_use]
    pub fn relatie(&self, id: i64) -> Option<Relatie> {
        self.state().books.relaties.get(id).map(std::borrow::Cow::into_owned)
    }

    /// How many relations there are.
    #[must_use]
    pub fn relatie_count(&self) -> usize {
        self.state().books.relaties.len()
    }

    /// Adds an article and gives its number.
    pub fn add_artikel(&self, artikel: Artikel) -> i64 {
        let books = &mut self.state().books;
        let id = books.next_id("artikel", 900_000);
        books.artikelen.add(id, artikel);
        id
    }

    /// Changes an article.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such article.
    pub fn change_artikel(&self, id: i64, by: impl FnOnce(&mut Artikel)) -> Result<(), NotThere> {
        change(&mut self.state().books.artikelen, id, by)
    }

    /// Takes an article out of the books.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such article.
    pub fn delete_artikel(&self, id: i64) -> Result<(), NotThere> {
        there(self.state().books.artikelen.remove(id), id)
    }

    /// Adds an article that is served as these texts, and gives the number of its detail.
    pub fn add_raw_artikel(&self, raw: RawRecord) -> i64 {
        let books = &mut self.state().books;
        let id = books.next_id("artikel", 900_000);
        books.artikelen.add_raw(id, raw);
        id
    }

    /// An article.
    #[must_use]
    pub fn artikel(&self, id: i64) -> Option<Artikel> {
        self.state().books.artikelen.get(id).map(std::borrow::Cow::into_owned)
    }

    /// How many articles there are.
    #[must_use]
    pub fn artikel_count(&self) -> usize {
        self.state().books.artikelen.len()
    }
}

/// Groups, units, templates, accounts and cost centres.
impl EBoekhouden {
    /// Adds a group of articles and gives its number. SOAP shows it only with an article in it.
    pub fn add_groep(&self, code: &str, omschrijving: &str) -> i64 {
        let books = &mut self.state().books;
        let id = books.next_id("groep", 8_000);
        let groep = Groep { code: code.to_owned(), omschrijving: omschrijving.to_owned() };
        books.groepen.insert(id, groep);
        id
    }

    /// Changes a group.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such group.
    pub fn change_groep(&self, id: i64, by: impl FnOnce(&mut Groep)) -> Result<(), NotThere> {
        change_in(&mut self.state().books.groepen, id, by)
    }

    /// Takes a group out of the books; its articles are then in none that is known.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such group.
    pub fn delete_groep(&self, id: i64) -> Result<(), NotThere> {
        there(self.state().books.groepen.remove(&id).is_some(), id)
    }

    /// The number of the group with this code.
    #[must_use]
    pub fn groep_by_code(&self, code: &str) -> Option<i64> {
        let state = self.state();
        state.books.groepen.iter().find(|(_, groep)| groep.code == code).map(|(id, _)| *id)
    }

    /// Adds a unit and gives its number.
    pub fn add_eenheid(&self, eenheid: Eenheid) -> i64 {
        let books = &mut self.state().books;
        let id = books.next_id("eenheid", 100);
        books.eenheden.insert(id, eenheid);
        id
    }

    /// Adds an active template and gives its number.
    pub fn add_sjabloon(&self, naam: &str) -> i64 {
        let books = &mut self.state().books;
        let id = books.next_id("sjabloon", 320_000);
        books.sjablonen.insert(id, Sjabloon { naam: naam.to_owned(), actief: true });
        id
    }

    /// Changes a template.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such template.
    pub fn change_sjabloon(&self, id: i64, by: impl FnOnce(&mut Sjabloon)) -> Result<(), NotThere> {
        change_in(&mut self.state().books.sjablonen, id, by)
    }

    /// The number of the template with this name.
    #[must_use]
    pub fn sjabloon_by_name(&self, naam: &str) -> Option<i64> {
        let state = self.state();
        state.books.sjablonen.iter().find(|(_, row)| row.naam == naam).map(|(id, _)| *id)
    }

    /// Takes a template out of the books.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such template.
    pub fn delete_sjabloon(&self, id: i64) -> Result<(), NotThere> {
        there(self.state().books.sjablonen.remove(&id).is_some(), id)
    }

    /// Adds a ledger account and gives its number.
    pub fn add_rekening(&self, rekening: Rekening) -> i64 {
        let books = &mut self.state().books;
        let id = books.next_id("rekening", 24_690_000);
        books.rekeningen.insert(id, rekening);
        id
    }

    /// Takes a ledger account out of the books.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such account.
    pub fn delete_rekening(&self, id: i64) -> Result<(), NotThere> {
        there(self.state().books.rekeningen.remove(&id).is_some(), id)
    }

    /// Adds a cost centre and gives its number.
    pub fn add_kostenplaats(&self) -> i64 {
        let books = &mut self.state().books;
        let id = books.next_id("kostenplaats", 5_400);
        books.kostenplaatsen.insert(id);
        id
    }

    /// Takes a cost centre out of the books.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such cost centre.
    pub fn delete_kostenplaats(&self, id: i64) -> Result<(), NotThere> {
        there(self.state().books.kostenplaatsen.remove(&id), id)
    }
}

/// Invoices.
impl EBoekhouden {
    /// Every invoice in the books, in the order in which they were made, invisible ones included.
    #[must_use]
    pub fn facturen(&self) -> Vec<Factuur> {
        self.state().books.facturen.values().cloned().collect()
    }

    /// Changes an invoice without any check.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such invoice.
    pub fn change_factuur(&self, id: i64, by: impl FnOnce(&mut Factuur)) -> Result<(), NotThere> {
        change_in(&mut self.state().books.facturen, id, by)
    }

    /// Copies an invoice under a new number, everything else the same, and gives the copy's id.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such invoice.
    pub fn copy_factuur(&self, id: i64) -> Result<i64, NotThere> {
        let now = self.now();
        let mut state = self.state();
        let mut copy = state.books.facturen.get(&id).cloned().ok_or(NotThere(id))?;
        copy.nummer = String::new();
        copy.over_koppeling = false;
        Ok(state.keep(copy, now).id)
    }

    /// Takes an invoice out of the books.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such invoice.
    pub fn delete_factuur(&self, id: i64) -> Result<(), NotThere> {
        there(self.state().books.facturen.remove(&id).is_some(), id)
    }

    /// The id of the invoice with this number.
    #[must_use]
    pub fn factuur_by_number(&self, nummer: &str) -> Option<i64> {
        let state = self.state();
        state.books.facturen.values().find(|row| row.nummer == nummer).map(|row| row.id)
    }
}

/// Logins and calls.
impl EBoekhouden {
    /// Answers every SOAP login with this code, until it is none.
    pub fn refuse_soap_logins(&self, code: Option<&'static str>) {
        self.state().soap.refused = code;
    }

    /// Answers every REST login with this status and code, until it is none.
    pub fn refuse_rest_logins(&self, with: Option<(StatusCode, &'static str)>) {
        self.state().rest.refused = with;
    }

    /// Ends every session and every token before its time.
    pub fn expire_sessions(&self) {
        let mut state = self.state();
        state.soap.expire_all();
        state.rest.expire_all();
    }

    /// Withdraws all credentials: no session is opened any more, and open ones are dead.
    pub fn withdraw_credentials(&self) {
        self.expire_sessions();
        self.refuse_soap_logins(Some("E001.1"));
        self.refuse_rest_logins(Some((StatusCode::BAD_REQUEST, "API_SESSION_004")));
    }

    /// Sessions opened so far, over SOAP and over REST.
    #[must_use]
    pub fn sessions_opened(&self) -> (u64, u64) {
        let state = self.state();
        (state.soap.opened(), state.rest.opened())
    }

    /// Sessions open now, over SOAP and over REST.
    #[must_use]
    pub fn sessions_open(&self) -> (usize, usize) {
        let state = self.state();
        (state.soap.open(), state.rest.open())
    }

    /// The source of each session opened, those of SOAP first.
    #[must_use]
    pub fn sources(&self) -> Vec<String> {
        let state = self.state();
        [state.soap.sources(), state.rest.sources()].concat()
    }

    /// How often a call was made: `GetRelaties`, or `GET /v1/relation/{id}`.
    #[must_use]
    pub fn calls(&self, name: &str) -> u64 {
        self.state().calls.get(name).copied().unwrap_or_default()
    }

    /// How often any call was made.
    #[must_use]
    pub fn all_calls(&self) -> u64 {
        self.state().calls.values().sum()
    }
}
