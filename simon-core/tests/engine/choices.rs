//! Which administrations a login at the test vendor opens, and how the user names one.

use simon_core::connector::Connected;
use simon_core::domain::Administratie;
use simon_core::message::Message;
use simon_core::settings::{CheckOutcome, Checked};

use super::books::Books;

impl Books {
    pub(crate) fn connected(&self) -> Connected {
        if !self.opens.is_empty() {
            return Connected::to_choose();
        }
        Connected::new(Administratie::new(&self.administratie, "Testadministratie"))
    }

    /// These books, or the first that the login opens instead.
    pub(crate) fn opened_for(&self, books: &Administratie) -> Administratie {
        let same = self.opens.iter().find(|id| **id == books.vendor_id);
        let opened = same.or(self.opens.first()).unwrap();
        Administratie::new(opened, format!("Administratie {opened}"))
    }

    /// Number 1 is `adm-1`. Who tells its books knows the numbers of others all the same.
    pub(crate) fn choose(&self, number: &str) -> CheckOutcome {
        let id = format!("adm-{number}");
        let known = ["adm-1", "adm-2", "adm-3"].contains(&id.as_str());
        if !known || !(self.opens.is_empty() || self.opens.contains(&id)) {
            let message = Message::new("artikel-onbekend").with("code", number);
            return CheckOutcome::Refused(message);
        }
        let mut checked = Checked::named(format!("Administratie {id}"));
        checked.vendor_id = Some(id);
        CheckOutcome::Accepted(Box::new(checked))
    }

    pub(crate) fn log_in(&mut self, redirect: &str) {
        if self.opens.is_empty() {
            redirect.clone_into(&mut self.administratie);
        } else {
            self.opens = redirect.split(',').map(str::to_owned).collect();
        }
    }
}
