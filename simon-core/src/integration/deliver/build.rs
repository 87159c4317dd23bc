//! From an archived werkbon to the draft, for delivering and for the preview: what the rules need is read
//! from the store, and what only the vendor knows (prices agreed with the customer) is asked.

use std::collections::BTreeMap;

use crate::domain::{
    Artikel, ArtikelId, GearchiveerdeWerkbon, Relatie, RelatieId, Werkadres, WerkadresId, Werkbon,
};
use crate::error::Result;
use crate::host::{IntegrationState, Record, Select, Tabel};
use crate::integration::Integration;
use crate::rules::{
    Draft, DraftInput, Klantprijzen, NotSent, build_draft, geldigheid, lines_without_price,
};
use crate::settings::SettingsVersion;

impl Integration {
    /// The draft of a werkbon, or the rule that keeps it from being sent. Nothing is written.
    pub(in crate::integration) async fn build(
        &self,
        archived: &GearchiveerdeWerkbon,
        settings: &SettingsVersion,
    ) -> Result<Result<Draft, NotSent>> {
        let werkbon = archived.werkbon();
        let settings = &*geldigheid::settings_on(self.today(), settings);
        let state = self.state().await?;
        let klant = self.relatie(werkbon.klant.as_ref()).await?;
        let werkadres = self.werkadres(werkbon.werkadres.as_ref()).await?;
        let artikelen = self.articles(named_articles(werkbon, settings), &state).await?;
        let info = self.info();
        let mut klantprijzen = Klantprijzen::new();
        let mut input = DraftInput {
            integration: &self.id,
            werkbon: archived,
            klant: klant.as_ref(),
            werkadres: werkadres.as_ref(),
            artikelen: &artikelen,
            settings,
            specs: info.settings,
            limits: &info.capabilities.limits,
            documents: info.documents,
            prices_lines: info.capabilities.prices_lines,
            klantprijzen: &Klantprijzen::new(),
        };
        if info.capabilities.klantprijzen {
            for (artikel, aantal) in lines_without_price(&input) {
                let Some(klant) = &klant else { break };
                let books = &settings.administratie;
                let price = self.connector.read_klantprijs(books, &klant.id, &artikel, aantal);
                let price = price.await?;
                klantprijzen.extend(price.map(|price| ((artikel, aantal), price)));
            }
            input.klantprijzen = &klantprijzen;
        }
        Ok(build_draft(&input))
    }

    /// Articles by id, as they are today: as the store has them, else as a setting's check found them.
    pub(in crate::integration) async fn articles<'a>(
        &self,
        ids: impl Iterator<Item = &'a ArtikelId>,
        state: &IntegrationState,
    ) -> Result<BTreeMap<ArtikelId, Artikel>> {
        let mut articles = BTreeMap::new();
        for id in ids {
            if articles.contains_key(id) {
                continue;
            }
            let select = Select::Id(id.as_str().to_owned());
            let found = self.ports.store.records(&self.id, Tabel::Artikelen, &select).await?;
            // A setting's article may be of a group that is not selected: then the store has it
            // not at all, or as no longer wanted.
            let of_setting = state.instelling_artikelen.get(id.as_str());
            let stored = found.into_iter().next().and_then(|record| match record {
                Record::Artikel(artikel) => Some(artikel),
                _ => None,
            });
            articles.extend(of_setting.cloned().or(stored).map(|mut artikel| {
                let (actief, geldig) = (artikel.actief, artikel.geldig);
                (artikel.actief, artikel.geldig) = geldigheid::on(self.today(), actief, geldig);
                (id.clone(), artikel)
            }));
        }
        Ok(articles)
    }

    /// A customer as it is today: its last day may have passed since the last fetch.
    async fn relatie(&self, id: Option<&RelatieId>) -> Result<Option<Relatie>> {
        let Some(id) = id else { return Ok(None) };
        let select = Select::Id(id.as_str().to_owned());
        let found = self.ports.store.records(&self.id, Tabel::Relaties, &select).await?;
        Ok(found.into_iter().next().and_then(|record| match record {
            Record::Relatie(mut relatie) => {
                let (actief, geldig) = (relatie.actief, relatie.geldig);
                (relatie.actief, relatie.geldig) = geldigheid::on(self.today(), actief, geldig);
                Some(relatie)
            }
            _ => None,
        }))
    }

    async fn werkadres(&self, id: Option<&WerkadresId>) -> Result<Option<Werkadres>> {
        let Some(id) = id else { return Ok(None) };
        let select = Select::Id(id.as_str().to_owned());
        let found = self.ports.store.records(&self.id, Tabel::Werkadressen, &select).await?;
        Ok(found.into_iter().next().and_then(|record| match record {
            Record::Werkadres(werkadres) => Some(werkadres),
            _ => None,
        }))
    }
}

fn named_articles<'a>(
    werkbon: &'a Werkbon,
    settings: &'a SettingsVersion,
) -> impl Iterator<Item = &'a ArtikelId> {
    let booked = werkbon.artikelen.iter().map(|geboekt| &geboekt.artikel);
    let checked = settings.gecontroleerd.values();
    booked.chain(checked.filter_map(|checked| checked.artikel.as_ref()).map(|artikel| &artikel.id))
}
