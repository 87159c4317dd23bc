//! The guard: a clean-up that would remove much asks first (B5, P14).

use super::{Consent, Demand, tabel};
use crate::error::Result;
use crate::host::{Feed, Schoonmaakvraag, Tellingen};
use crate::integration::Integration;
use crate::integration::fetch::{Run, log_tabel, tabel_naam};
use crate::log::{LogLine, Soort};
use crate::message::Message;

impl Integration {
    /// Whether a person is asked before so many records go. `compared` is the number of the pass that
    /// missed them, of a comparison.
    pub(super) async fn asks_first(
        &self,
        run: &mut Run<'_>,
        demand: Demand,
        missing: u64,
        compared: Option<u64>,
    ) -> Result<bool> {
        let total = self.ports.store.count(&self.id, tabel(run.feed.feed)).await?;
        let asks = match demand.consent {
            Consent::None => self.is_too_much(missing, total),
            Consent::UpTo(seen) => missing > seen,
            Consent::Any => false,
        };
        if !asks {
            return Ok(false);
        }
        self.ask(run, missing, total, compared).await.map(|()| true)
    }

    /// The same before a listing without a single record empties a table, however few it had: that is
    /// the answer to something else far more often than the truth (P14). A single record may go, and
    /// groups hold nothing that a user added.
    pub(super) async fn asks_when_empty(
        &self,
        run: &mut Run<'_>,
        demand: Demand,
        tellingen: &Tellingen,
        missing: u64,
        compared: u64,
    ) -> Result<bool> {
        let grave = matches!(run.feed.feed, Feed::Relaties | Feed::Artikelen);
        let unasked = matches!(demand.consent, Consent::None);
        if !unasked || tellingen.ontvangen > 0 || missing < 2 || !grave {
            return Ok(false);
        }
        let total = self.ports.store.count(&self.id, tabel(run.feed.feed)).await?;
        self.ask(run, missing, total, Some(compared)).await.map(|()| true)
    }

    /// Ends the clean-up with a fault in the log and the question.
    async fn ask(
        &self,
        run: &mut Run<'_>,
        missing: u64,
        total: u64,
        compared: Option<u64>,
    ) -> Result<()> {
        run.feed.vraag = Some(Schoonmaakvraag::new(compared, missing, total, self.now()));
        let message = Message::new("schoonmaak-gestopt")
            .with("tabel", tabel_naam(run.feed.feed))
            .with("aantal", missing)
            .with("totaal", total);
        self.end_clean_up(run, LogLine::new(Soort::Fout, log_tabel(run.feed.feed), message)).await
    }

    fn is_too_much(&self, missing: u64, total: u64) -> bool {
        let share = total.saturating_mul(self.options.cleanup_percent);
        missing > self.options.cleanup_records && missing.saturating_mul(100) > share
    }
}
