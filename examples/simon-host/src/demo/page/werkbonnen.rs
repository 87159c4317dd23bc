//! Werkbonnen to archive: they appear once, when the integration has customers to make them for.

use std::sync::Arc;
use std::time::Duration;

use chrono_tz::Tz;
use rust_decimal::Decimal;
use simon_core::Result;
use simon_core::connector::{ConnectorInfo, PdfTransport};
use simon_core::domain::{
    Aantal, Artikel, GeboektArtikel, GeboekteTijd, IntegrationId, Minuten, Pdf, PdfSoort, Relatie,
    RelatieId, TijdSoort, WerkadresId, Werkbon, WerkbonNummer,
};
use simon_core::host::{Batch, Change, Clock, Fase, Feed, Job, Record, Select, Store, Tabel};
use simon_sqlite::SqliteStore;

use super::vendors::Order;
use crate::demo::SMALL_PDF;

/// How often it is looked whether there are customers.
const LOOK: Duration = Duration::from_millis(500);
/// More than the demo's books have.
const ALL: usize = 2_000;

/// Where the werkbonnen of one integration appear.
pub(super) struct Corner {
    pub(super) store: SqliteStore,
    pub(super) id: IntegrationId,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) info: &'static ConnectorInfo,
    pub(super) artikel: &'static str,
    pub(super) order: Option<Order>,
}

impl Corner {
    /// Waits for the first load, and puts four werkbonnen and an order or quote at the vendor.
    pub(super) async fn fill(self) -> Result<()> {
        while !self.is_loaded().await? {
            self.clock.sleep(LOOK).await;
        }
        let (bakery, garage) = (self.klant("Bakkerij").await?, self.klant("Garage").await?);
        let put = |werkbon: Werkbon| Change::Put {
            record: Record::Werkbon(Box::new(werkbon.gereed_melden())),
            fingerprint: 0,
            run: 0,
        };
        let werkbonnen = self.werkbonnen(bakery, garage.clone()).await?;
        let changes = werkbonnen.into_iter().map(put).collect();
        self.store.commit(&self.id, Batch { epoch: None, changes }).await?;
        if let Some((order, klant)) = self.order.as_ref().zip(garage) {
            // What is there at the first fetch stays at the vendor (D8).
            while !self.has_fetched().await? {
                self.clock.sleep(LOOK).await;
            }
            order(klant.as_str());
        }
        Ok(())
    }

    /// Whether a whole fetch has ended, orders and quotes included.
    async fn has_fetched(&self) -> Result<bool> {
        let jobs = self.store.jobs(&self.id).await?;
        Ok(jobs.iter().any(|job| job.job == Job::Fetch && job.gelukt.is_some()))
    }

    async fn is_loaded(&self) -> Result<bool> {
        if self.store.state(&self.id).await?.fase != Fase::Actief {
            return Ok(false);
        }
        for feed in [Feed::Relaties, Feed::Artikelen] {
            if self.store.feed(&self.id, feed).await?.laatste_einde.is_none() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    async fn werkbonnen(
        &self,
        bakery: Option<RelatieId>,
        garage: Option<RelatieId>,
    ) -> Result<Vec<Werkbon>> {
        let artikel = self.artikel().await?;
        let booked = |aantal: Decimal| {
            let geboekt = artikel.iter().map(|artikel| {
                let mut geboekt = GeboektArtikel::new(artikel.id.clone(), Aantal(aantal));
                geboekt.code.clone_from(&artikel.code);
                geboekt
            });
            geboekt.collect::<Vec<_>>()
        };
        let mut maintenance = self.werkbon("20417", "CV-ketel onderhoud")?;
        maintenance.werkadres = self.werkadres(bakery.as_ref()).await?;
        maintenance.klant = bakery;
        maintenance.klantreferentie = Some("PO-88".to_owned());
        maintenance.tijden = vec![time(TijdSoort::Reistijd, 15), time(TijdSoort::Werktijd, 120)];
        maintenance.artikelen = booked(Decimal::from(3));
        // Kept where the settings have a filter word.
        let mut guarantee = self.werkbon("20418", "Garantiewerk aan de ketel")?;
        guarantee.klant.clone_from(&garage);
        guarantee.tijden = vec![time(TijdSoort::Werktijd, 30)];
        let mut of_nobody = self.werkbon("20419", "Lekkage")?;
        of_nobody.tijden = vec![time(TijdSoort::Werktijd, 45)];
        let mut tap = self.werkbon("20420", "Kraan vervangen")?;
        tap.klant = garage;
        tap.tijden = vec![time(TijdSoort::Werktijd, 50)];
        tap.artikelen = booked(Decimal::ONE);
        if !matches!(self.info.capabilities.pdf, PdfTransport::None) {
            let pdf = Pdf::new(PdfSoort::Werkbon, "werkbon-20420.pdf", SMALL_PDF.to_vec());
            tap.pdfs = vec![pdf];
        }
        Ok(vec![maintenance, guarantee, of_nobody, tap])
    }

    fn werkbon(&self, nummer: &str, text: &str) -> Result<Werkbon> {
        let today = self.clock.now().with_timezone(&Tz::Europe__Amsterdam).date_naive();
        let mut werkbon = Werkbon::new(WerkbonNummer::new(nummer)?, today);
        text.clone_into(&mut werkbon.werkomschrijving);
        Ok(werkbon)
    }

    /// The customer whose name begins so; any other one when it is gone.
    async fn klant(&self, begin: &str) -> Result<Option<RelatieId>> {
        let found =
            self.store.records(&self.id, Tabel::Relaties, &Select::After(None, ALL)).await?;
        let klanten: Vec<Relatie> = found
            .into_iter()
            .filter_map(|record| match record {
                Record::Relatie(relatie) if relatie.actief => Some(relatie),
                _ => None,
            })
            .collect();
        let named = klanten.iter().find(|klant| klant.naam.starts_with(begin));
        Ok(named.or(klanten.first()).map(|klant| klant.id.clone()))
    }

    async fn werkadres(&self, klant: Option<&RelatieId>) -> Result<Option<WerkadresId>> {
        let Some(klant) = klant else { return Ok(None) };
        let select = Select::Relatie(klant.clone());
        let found = self.store.records(&self.id, Tabel::Werkadressen, &select).await?;
        Ok(found.into_iter().find_map(|record| match record {
            Record::Werkadres(werkadres) => Some(werkadres.id),
            _ => None,
        }))
    }

    /// None when the settings leave its group out.
    async fn artikel(&self) -> Result<Option<Artikel>> {
        let select = Select::Code(self.artikel.to_owned());
        let found = self.store.records(&self.id, Tabel::Artikelen, &select).await?;
        Ok(found.into_iter().find_map(|record| match record {
            Record::Artikel(artikel) => Some(artikel),
            _ => None,
        }))
    }
}

const fn time(soort: TijdSoort, minuten: u32) -> GeboekteTijd {
    GeboekteTijd { soort, minuten: Minuten(minuten) }
}
