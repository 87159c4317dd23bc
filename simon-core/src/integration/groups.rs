//! Selected article groups that are renamed or disappear at the vendor: they stay selected by id, but
//! the user knows them by their names (B7).

use super::Integration;
use crate::domain::{Artikelgroep, ArtikelgroepId};
use crate::error::Result;
use crate::host::{Change, Record, Select, Tabel};
use crate::log::{LogLine, LogTabel, Soort};
use crate::message::Message;
use crate::rules::selection;
use crate::settings::{ARTIKELGROEPEN, SettingsVersion};

impl Integration {
    /// Says which selected groups have another name than in the store; stored with the new name, so
    /// that each is said once.
    pub(super) async fn renamed(
        &self,
        settings: &SettingsVersion,
        groepen: &[Artikelgroep],
    ) -> Result<Vec<Change>> {
        let mut changes = Vec::new();
        let written = settings.waarden.lijst(ARTIKELGROEPEN.key);
        for groep in groepen {
            if !selection::names_group(&groep.id, settings) || written.contains(&groep.naam) {
                continue;
            }
            let select = Select::Id(groep.id.as_str().to_owned());
            let known = self.ports.store.records(&self.id, Tabel::Artikelgroepen, &select).await?;
            let other = known.first().map(Record::code).filter(|naam| *naam != groep.naam);
            changes.extend(other.map(|oud| {
                let message = Message::new("groep-hernoemd").with("oud", oud);
                self.warn_of_group(message.with("nieuw", &groep.naam), &groep.naam)
            }));
        }
        Ok(changes)
    }

    /// Says that a group that the vendor no longer has is selected.
    pub(super) fn selected_group_is_gone(
        &self,
        settings: &SettingsVersion,
        id: &str,
        naam: &str,
    ) -> Option<Change> {
        let id = ArtikelgroepId::new(id).ok()?;
        selection::names_group(&id, settings)
            .then(|| self.warn_of_group(Message::new("groep-verdwenen").with("naam", naam), naam))
    }

    fn warn_of_group(&self, message: Message, naam: &str) -> Change {
        let line = LogLine::new(Soort::Waarschuwing, LogTabel::Artikelgroep, message);
        self.log(line.with_record(naam))
    }
}
