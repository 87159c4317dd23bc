//! The delivery that everything is tried on, and what must hold afterwards.

use simon_core::host::DeliveryStatus;
use simon_core::log::Soort;

use super::{Vendor, World};
use crate::builders;

/// Number of the werkbon that is delivered.
pub const NUMMER: &str = "20417";

impl<V: Vendor> World<V> {
    /// The demo records fetched and the vendor's werkbon archived; the token has died meanwhile.
    #[must_use]
    pub fn archived() -> Self {
        let world = Self::new();
        world.activate(V::settings());
        world.fetch();
        world.archive();
        world
    }

    /// Archives the vendor's werkbon; two hours pass, and the journal begins anew.
    ///
    /// # Panics
    /// When it cannot be archived.
    pub fn archive(&self) {
        let werkbon = V::werkbon(self).archiveren().unwrap();
        self.run(self.sound().archive(werkbon)).unwrap();
        self.pass(2 * 3600);
        self.faults.clear_journal();
    }

    /// Documents in the vendor's books with the reference of a werkbon.
    #[must_use]
    pub fn documents_of(&self, nummer: &str) -> Vec<V::Document> {
        V::documents(&self.sim, nummer)
    }

    /// What does not hold although it must once nothing waits any more.
    #[must_use]
    pub fn broken(&self) -> Option<String> {
        let documents = self.documents_of(NUMMER);
        let [document] = documents.as_slice() else {
            return Some(format!("{} documents", documents.len()));
        };
        let refused = V::refusals(&self.sim).all();
        let mut checks = V::checks(self, document);
        checks.extend([
            ("ledger", self.ledger_knows(V::id(document))),
            ("one approval", self.approvals() == 1),
            ("no fault", self.asks().is_empty()),
            ("nothing refused", refused.is_empty()),
        ]);
        let wrong: Vec<&str> = checks.into_iter().filter(|check| !check.1).map(|it| it.0).collect();
        let asks = self.asks();
        let told = || format!("{wrong:?}: {document:?}, asks {asks:?}, refused {refused:?}");
        (!wrong.is_empty()).then(told)
    }

    /// Fails the test unless the werkbon became one sound document.
    ///
    /// # Panics
    /// With what is [broken](Self::broken), the journal and the log.
    pub fn assert_sound(&self, when: &str) {
        if let Some(wrong) = self.broken() {
            panic!("{when}: {wrong}\n{:?}\n{:#?}", self.faults.journal(), self.log());
        }
    }

    fn ledger_knows(&self, id: &str) -> bool {
        let nummer = builders::nummer(NUMMER);
        let entry = self.run(self.store.delivery(&self.id, &nummer)).unwrap().unwrap();
        let same = entry.document.is_some_and(|document| document.vendor_id == id);
        same && entry.status == DeliveryStatus::Geleverd
            && entry.attempt.is_none()
            && entry.claim.is_none()
            && entry.werkbon.is_none()
            && entry.stappen.is_empty()
    }

    fn approvals(&self) -> usize {
        let of_werkbon = |record: &Option<String>| record.as_deref() == Some(NUMMER);
        let log = self.log();
        log.iter().filter(|it| it.soort == Soort::Goedkeuring && of_werkbon(&it.record)).count()
    }
}
