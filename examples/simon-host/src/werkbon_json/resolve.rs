//! From the file to a werkbon: codes are looked up in the store, and a werkbon that was fetched from
//! an order is completed.

use std::path::Path;

use chrono::NaiveDate;
use simon_core::Error;
use simon_core::domain::{
    Aantal, Artikel, ArtikelId, GearchiveerdeWerkbon, GeboektArtikel, GeboekteTijd, IntegrationId,
    Minuten, Pdf, Prijs, Relatie, RelatieId, TijdSoort, WerkadresId, Werkbon, WerkbonNummer,
    WerkbonStatus,
};
use simon_core::host::{IntegrationState, Record, Select, Store, Tabel};
use simon_core::message::Message;

use crate::failure::unreadable;

use super::file::{ArtikelLine, PdfLine, WerkbonFile};

const VENDOR_ID: &str = "vendor_id:";
const STANDARD: &str = "standaard";

/// Why a file does not become a werkbon.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// What is wrong with it and what to do.
    Message(Message),
    /// The store failed.
    Failed(Error),
}

impl From<Message> for Refusal {
    fn from(message: Message) -> Self {
        Self::Message(message)
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// Looks up what files name.
#[derive(Debug)]
pub(crate) struct Resolver<'a> {
    pub(crate) store: &'a dyn Store,
    pub(crate) integration: &'a IntegrationId,
    pub(crate) state: &'a IntegrationState,
    /// Date of a werkbon that names none.
    pub(crate) today: NaiveDate,
}

impl Resolver<'_> {
    /// The archived werkbon of a file. PDFs are read from files beside it, in `folder`.
    ///
    /// # Errors
    /// Names the first thing that is wrong.
    pub(crate) async fn archived(
        &self,
        file: &WerkbonFile,
        folder: &Path,
    ) -> Result<GearchiveerdeWerkbon, Refusal> {
        Ok(archive(self.werkbon(file, folder).await?)?)
    }

    /// The werkbon of a file, as it is before it is archived.
    ///
    /// # Errors
    /// Names the first thing that is wrong.
    pub(crate) async fn werkbon(
        &self,
        file: &WerkbonFile,
        folder: &Path,
    ) -> Result<Werkbon, Refusal> {
        let nummer = number(&file.nummer)?;
        let mut werkbon = self
            .fetched(&nummer)
            .await?
            .unwrap_or_else(|| Werkbon::new(nummer.clone(), self.today));
        self.complete(&mut werkbon, file, folder).await?;
        Ok(werkbon)
    }

    /// The werkbon that was fetched from an order or quote under this number.
    async fn fetched(&self, nummer: &WerkbonNummer) -> Result<Option<Werkbon>, Error> {
        let select = Select::Id(nummer.as_str().to_owned());
        let found = self.records(Tabel::Werkbonnen, &select).await?;
        Ok(found.into_iter().find_map(|record| match record {
            Record::Werkbon(werkbon) => Some(*werkbon),
            _ => None,
        }))
    }

    /// What the file gives replaces, what it leaves out stays.
    async fn complete(
        &self,
        werkbon: &mut Werkbon,
        file: &WerkbonFile,
        folder: &Path,
    ) -> Result<(), Refusal> {
        let nummer = werkbon.nummer.clone();
        match file.gereed_gemeld {
            Some(true) => werkbon.status = WerkbonStatus::GereedGemeld,
            Some(false) => werkbon.status = WerkbonStatus::Gepland,
            None => {}
        }
        if let Some(text) = &file.datum {
            werkbon.datum = date(text)?;
        }
        if let Some(klant) = &file.klant {
            let klant = self.klant(&nummer, klant).await?;
            if werkbon.klant.as_ref() != Some(&klant) {
                // The address of another customer is of no use.
                werkbon.werkadres = None;
            }
            werkbon.klant = Some(klant);
        }
        if let Some(werkadres) = &file.werkadres {
            werkbon.werkadres = self.werkadres(&nummer, werkadres, werkbon.klant.as_ref()).await?;
        }
        if let Some(text) = &file.werkomschrijving {
            werkbon.werkomschrijving.clone_from(text);
        }
        if file.klantreferentie.is_some() {
            werkbon.klantreferentie.clone_from(&file.klantreferentie);
        }
        if file.gebruiker.is_some() {
            werkbon.gebruiker.clone_from(&file.gebruiker);
        }
        book(werkbon, TijdSoort::Reistijd, file.reistijd_minuten);
        book(werkbon, TijdSoort::Werktijd, file.werktijd_minuten);
        if let Some(lines) = &file.artikelen {
            werkbon.artikelen.clear();
            for line in lines {
                werkbon.artikelen.push(self.artikel(&nummer, line).await?);
            }
        }
        if let Some(lines) = &file.pdfs {
            werkbon.pdfs =
                lines.iter().map(|line| pdf(&nummer, line, folder)).collect::<Result<_, _>>()?;
        }
        Ok(())
    }

    async fn klant(&self, nummer: &WerkbonNummer, named: &str) -> Result<RelatieId, Refusal> {
        let found = self.records(Tabel::Relaties, &select(named)).await?;
        let mut klanten = found.into_iter().filter_map(|record| match record {
            Record::Relatie(Relatie { id, .. }) => Some(id),
            _ => None,
        });
        let message = |code| Message::new(code).with("klant", named).with("nummer", nummer);
        let klant = klanten.next().ok_or_else(|| message("host-werkbon-klant-onbekend"))?;
        if klanten.next().is_some() {
            return Err(message("host-werkbon-klant-meer").into());
        }
        Ok(klant)
    }

    /// `standaard` is the first address of the customer; none when it has none.
    async fn werkadres(
        &self,
        nummer: &WerkbonNummer,
        named: &str,
        klant: Option<&RelatieId>,
    ) -> Result<Option<WerkadresId>, Refusal> {
        let select = match (named, klant) {
            (STANDARD, None) => return Ok(None),
            (STANDARD, Some(klant)) => Select::Relatie(klant.clone()),
            _ => Select::Id(named.strip_prefix(VENDOR_ID).unwrap_or(named).to_owned()),
        };
        let found = self.records(Tabel::Werkadressen, &select).await?;
        let first = found.into_iter().find_map(|record| match record {
            Record::Werkadres(werkadres) => Some(werkadres.id),
            _ => None,
        });
        if first.is_none() && named != STANDARD {
            let message = Message::new("host-werkbon-werkadres-onbekend");
            return Err(message.with("werkadres", named).with("nummer", nummer).into());
        }
        Ok(first)
    }

    async fn artikel(
        &self,
        nummer: &WerkbonNummer,
        line: &ArtikelLine,
    ) -> Result<GeboektArtikel, Refusal> {
        let aantal = Aantal(line.aantal.decimal("aantal")?);
        let mut geboekt = GeboektArtikel::new(self.artikel_id(nummer, &line.code).await?, aantal);
        geboekt.code.clone_from(&line.code);
        geboekt.omschrijving.clone_from(&line.omschrijving);
        if let Some(prijs) = &line.prijs {
            geboekt.prijs = Some(Prijs::exclusief(prijs.decimal("prijs")?));
        }
        Ok(geboekt)
    }

    async fn artikel_id(&self, nummer: &WerkbonNummer, named: &str) -> Result<ArtikelId, Refusal> {
        let found = self.records(Tabel::Artikelen, &select(named)).await?;
        let mut ids: Vec<ArtikelId> = found
            .into_iter()
            .filter_map(|record| match record {
                Record::Artikel(Artikel { id, .. }) => Some(id),
                _ => None,
            })
            .collect();
        // The articles of the settings are known although their group may not be selected.
        let of_settings = self.state.instelling_artikelen.values();
        ids.extend(
            of_settings.filter(|artikel| is(artikel, named)).map(|artikel| artikel.id.clone()),
        );
        ids.sort();
        ids.dedup();
        let message = |code| Message::new(code).with("artikel", named).with("nummer", nummer);
        let mut ids = ids.into_iter();
        let artikel = ids.next().ok_or_else(|| message("host-werkbon-artikel-onbekend"))?;
        if ids.next().is_some() {
            return Err(message("host-werkbon-artikel-meer").into());
        }
        Ok(artikel)
    }

    async fn records(&self, tabel: Tabel, select: &Select) -> Result<Vec<Record>, Error> {
        self.store.records(self.integration, tabel, select).await
    }
}

/// Archives a werkbon that was reported complete (C1).
///
/// # Errors
/// Says that this one was not.
pub(crate) fn archive(werkbon: Werkbon) -> Result<GearchiveerdeWerkbon, Message> {
    let not_ready = Message::new("host-werkbon-niet-gereed").with("nummer", &werkbon.nummer);
    werkbon.archiveren().map_err(|_| not_ready)
}

/// The number of a werkbon as somebody wrote it.
///
/// # Errors
/// Says what a number looks like.
pub(crate) fn number(text: &str) -> Result<WerkbonNummer, Message> {
    WerkbonNummer::new(text).map_err(|_| {
        let shown: String = text.chars().take(40).collect();
        Message::new("host-nummer-ongeldig").with("nummer", shown)
    })
}

fn select(named: &str) -> Select {
    match named.strip_prefix(VENDOR_ID) {
        Some(id) => Select::Id(id.to_owned()),
        None => Select::Code(named.to_owned()),
    }
}

fn is(artikel: &Artikel, named: &str) -> bool {
    match named.strip_prefix(VENDOR_ID) {
        Some(id) => artikel.id.as_str() == id,
        None => artikel.code == named,
    }
}

fn date(text: &str) -> Result<NaiveDate, Message> {
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    date.filter(|date| date.to_string() == text)
        .ok_or_else(|| Message::new("host-werkbon-datum").with("datum", text))
}

/// Replaces all time of a kind.
fn book(werkbon: &mut Werkbon, soort: TijdSoort, minutes: Option<u32>) {
    let Some(minutes) = minutes else { return };
    werkbon.tijden.retain(|booked| booked.soort != soort);
    if minutes > 0 {
        werkbon.tijden.push(GeboekteTijd { soort, minuten: Minuten(minutes) });
    }
}

fn pdf(nummer: &WerkbonNummer, line: &PdfLine, folder: &Path) -> Result<Pdf, Message> {
    let path = folder.join(&line.bestand);
    let content = std::fs::read(&path).map_err(|error| {
        let message = Message::new("host-werkbon-pdf").with("bestand", &line.bestand);
        unreadable(message.with("nummer", nummer), &error)
    })?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Pdf::new(line.soort, name, content))
}

#[cfg(test)]
#[path = "resolve_tests.rs"]
mod tests;
