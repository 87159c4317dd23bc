//! A host and its people: the rounds of its scheduler, and what a person does when the log asks.

use simon_core::domain::{DocumentRef, WerkbonNummer};
use simon_core::host::{DeliveryStatus, Fase, WipePart};
use simon_core::integration::{Activation, Besluit, FetchRequest, Integration, NoProgress};
use simon_core::{ErrorKind, Result};

use crate::world::{ROUND, World};

/// So many rounds without an end are a werkbon that waits for ever.
const MOST_ROUNDS: usize = 400;

impl World {
    /// The first activation, unless it has been.
    pub(crate) async fn activate(&self, process: &Integration) {
        if !self.store.state(&self.id).await.unwrap().ooit_geactiveerd {
            let settings = Self::settings("beide");
            let activation = Activation::new(settings, WipePart::ALL.to_vec());
            self.shown(process.activate(&activation).await).await;
        }
    }

    /// Who is told on the screen that the login was refused logs in again and tries once more later.
    async fn shown<T>(&self, outcome: Result<T>) {
        if outcome.is_err_and(|error| error.kind() == ErrorKind::Unauthenticated) {
            self.log_in().await;
        }
    }

    /// One round of the scheduler: what changed, then what waits. True when all went well.
    pub(crate) async fn round(&self, process: &Integration) -> bool {
        let fetched = process.fetch(&FetchRequest::default(), &NoProgress).await;
        let delivered = process.deliver().await;
        fetched.is_ok_and(|reports| reports.iter().all(|report| report.error.is_none()))
            && delivered.is_ok()
    }

    pub(crate) async fn clean_up(&self, process: &Integration) -> bool {
        let reports = process.clean_up(false, &NoProgress).await;
        let well = |reports: Vec<simon_core::integration::FeedReport>| {
            reports.iter().all(|it| it.error.is_none() && it.stopped_at.is_none())
        };
        reports.is_ok_and(well)
    }

    /// Delivers every five minutes until nothing waits.
    pub(crate) async fn deliver_all(&self, process: &Integration) {
        for _ in 0..MOST_ROUNDS {
            let _ = process.deliver().await;
            let waits = self.store.count_deliveries(&self.id, DeliveryStatus::Wacht).await;
            let fase = self.store.state(&self.id).await.unwrap().fase;
            if waits.unwrap() == 0 || fase != Fase::Actief {
                return;
            }
            self.sleep(ROUND).await;
        }
    }

    /// Rounds, clean-ups and people's answers until there is nothing left to do.
    pub(crate) async fn settle(&self, process: &Integration) {
        for _ in 0..MOST_ROUNDS {
            self.activate(process).await;
            self.answer(process).await;
            let well = self.round(process).await;
            for nummer in self.planned().await {
                self.archive(process, &nummer).await;
            }
            if !well || !self.is_quiet().await {
                self.sleep(ROUND).await;
                continue;
            }
            // Before the clean-up, which would repair it.
            self.watcher.nothing_lacks(&self.id);
            if self.clean_up(process).await {
                return;
            }
            self.sleep(ROUND).await;
        }
        self.watcher.object(format!("not quiet after {MOST_ROUNDS} rounds"));
    }

    async fn is_quiet(&self) -> bool {
        let all = self.store.deliveries(&self.id, None, usize::MAX).await.unwrap();
        all.iter().all(|entry| entry.status == DeliveryStatus::Geleverd)
    }

    /// What people do: they log in again, switch on again, release and decide. Each time the log must
    /// have asked for it.
    pub(crate) async fn answer(&self, process: &Integration) {
        let state = self.store.state(&self.id).await.unwrap();
        match state.fase {
            Fase::AandachtNodig => {
                if self.asks(None).await.is_none() {
                    self.watcher.object("needs attention and the log does not say so".to_owned());
                }
                self.log_in().await;
                let waarden = self.store.settings(&self.id, state.settings.unwrap_or_default());
                let waarden = waarden.await.unwrap().map(|it| it.waarden).unwrap_or_default();
                self.shown(process.save(&waarden).await).await;
            }
            Fase::Inactief => {
                let settings = Self::settings("beide");
                let activation = Activation::new(settings, Vec::new());
                self.shown(process.activate(&activation).await).await;
            }
            _ => {}
        }
        for entry in self.store.deliveries(&self.id, None, usize::MAX).await.unwrap() {
            use DeliveryStatus::{Geweigerd, Onzeker, Vastgehouden};
            if !matches!(entry.status, Geweigerd | Onzeker | Vastgehouden) {
                continue;
            }
            if self.asks(Some(entry.nummer.as_str())).await.is_none() {
                let text = format!("{} is {:?} and the log is silent", entry.nummer, entry.status);
                self.watcher.object(text);
            }
            if entry.status == Onzeker {
                self.decide(process, &entry.nummer, entry.referentie.as_str()).await;
            } else {
                let _ = process.release(std::slice::from_ref(&entry.nummer)).await;
            }
        }
    }

    /// The person looks in the accounting package and says what is there.
    async fn decide(&self, process: &Integration, nummer: &WerkbonNummer, reference: &str) {
        let found = self.kade.books().with_reference(reference);
        let besluit = match found.first() {
            Some(id) => Besluit::Geleverd(DocumentRef::new(id.as_str(), None)),
            None => Besluit::OpnieuwVersturen,
        };
        let _ = process.decide(nummer, besluit).await;
    }
}
