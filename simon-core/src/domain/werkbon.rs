//! The digital work order and its life cycle: planned, reported complete, archived.

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{
    Aantal, ArtikelId, InvalidValue, Minuten, OrderRef, Percentage, Prijs, RelatieId, WerkadresId,
    WerkbonNummer,
};

/// Where a werkbon is in its life.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WerkbonStatus {
    /// Planned or being worked on.
    #[default]
    Gepland,
    /// Reported complete by the field worker (gereed gemeld).
    GereedGemeld,
}

/// A kind of booked time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TijdSoort {
    /// Travelling time (C5).
    Reistijd,
    /// Working time (C6).
    Werktijd,
}

/// Time booked on a werkbon, in whole minutes. One werkbon may carry several of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct GeboekteTijd {
    /// Travel or work.
    pub soort: TijdSoort,
    /// How long.
    pub minuten: Minuten,
}

/// An article booked on a werkbon (C7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GeboektArtikel {
    /// The article in the store.
    pub artikel: ArtikelId,
    /// The code that it was booked by: what a message names when the store no longer knows the
    /// article. Empty where the host gives none.
    #[serde(default)]
    pub code: String,
    /// How many.
    pub aantal: Aantal,
    /// What the field worker wrote; none means the article's own description.
    #[serde(default)]
    pub omschrijving: Option<String>,
    /// The price that the host gives; it wins over every other price (C25).
    #[serde(default)]
    pub prijs: Option<Prijs>,
    /// Discount on this line.
    #[serde(default)]
    pub korting: Option<Percentage>,
}

impl GeboektArtikel {
    /// An article with its quantity; description and price follow from the article.
    #[must_use]
    pub const fn new(artikel: ArtikelId, aantal: Aantal) -> Self {
        Self {
            artikel,
            code: String::new(),
            aantal,
            omschrijving: None,
            prijs: None,
            korting: None,
        }
    }
}

/// Which kind of PDF (C19).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PdfSoort {
    /// The werkbon itself.
    Werkbon,
    /// A custom form filled in on the werkbon.
    EigenFormulieren,
}

/// A PDF that goes with a werkbon. Its content never shows in `Debug`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Pdf {
    /// Werkbon or custom form.
    pub soort: PdfSoort,
    /// File name.
    pub naam: String,
    /// The bytes; base64 when stored as JSON.
    #[serde(serialize_with = "to_base64", deserialize_with = "from_base64")]
    pub inhoud: Vec<u8>,
}

impl Pdf {
    /// A PDF with its file name and bytes.
    pub fn new(soort: PdfSoort, naam: impl Into<String>, inhoud: Vec<u8>) -> Self {
        Self { soort, naam: naam.into(), inhoud }
    }
}

impl fmt::Debug for Pdf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pdf({:?}, {} bytes)", self.soort, self.inhoud.len())
    }
}

fn to_base64<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&STANDARD.encode(bytes))
}

fn from_base64<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    let text = String::deserialize(deserializer)?;
    STANDARD.decode(text).map_err(serde::de::Error::custom)
}

/// A digital work order that is not archived yet.
///
/// Only [`Werkbon::archiveren`] makes a [`GearchiveerdeWerkbon`], the one thing that delivering
/// accepts, and it refuses what was not reported complete (C1).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Werkbon {
    /// Number.
    pub nummer: WerkbonNummer,
    /// Life cycle.
    #[serde(default)]
    pub status: WerkbonStatus,
    /// Calendar date of the work, in the integration's time zone.
    pub datum: NaiveDate,
    /// The customer (C3).
    #[serde(default)]
    pub klant: Option<RelatieId>,
    /// Where the work is done (C4).
    #[serde(default)]
    pub werkadres: Option<WerkadresId>,
    /// What has to be, or was, done. May have several lines.
    #[serde(default)]
    pub werkomschrijving: String,
    /// The customer's own reference.
    #[serde(default)]
    pub klantreferentie: Option<String>,
    /// The user whose werkbon it is (C18).
    #[serde(default)]
    pub gebruiker: Option<String>,
    /// Booked time.
    #[serde(default)]
    pub tijden: Vec<GeboekteTijd>,
    /// Booked articles, in the order of the werkbon.
    #[serde(default)]
    pub artikelen: Vec<GeboektArtikel>,
    /// PDFs that go with it.
    #[serde(default)]
    pub pdfs: Vec<Pdf>,
    /// The vendor's order or quote that it was made from (D7).
    #[serde(default)]
    pub bron: Option<OrderRef>,
}

/// Without personal data (F6).
impl fmt::Debug for Werkbon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Werkbon({}, {:?}, bron: {:?})", self.nummer, self.status, self.bron)
    }
}

impl Werkbon {
    /// A planned werkbon with nothing booked on it.
    #[must_use]
    pub const fn new(nummer: WerkbonNummer, datum: NaiveDate) -> Self {
        Self {
            nummer,
            status: WerkbonStatus::Gepland,
            datum,
            klant: None,
            werkadres: None,
            werkomschrijving: String::new(),
            klantreferentie: None,
            gebruiker: None,
            tijden: Vec::new(),
            artikelen: Vec::new(),
            pdfs: Vec::new(),
            bron: None,
        }
    }

    /// Reports the werkbon complete.
    #[must_use]
    pub fn gereed_melden(mut self) -> Self {
        self.status = WerkbonStatus::GereedGemeld;
        self
    }

    /// Archives the werkbon, after which it is delivered (C1).
    ///
    /// ```
    /// use simon_core::domain::{Werkbon, WerkbonNummer};
    /// # use chrono::NaiveDate;
    /// let datum = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    /// let werkbon = Werkbon::new(WerkbonNummer::new("20417")?, datum);
    /// assert!(werkbon.clone().archiveren().is_err());
    /// assert!(werkbon.gereed_melden().archiveren().is_ok());
    /// # Ok::<(), simon_core::domain::InvalidValue>(())
    /// ```
    ///
    /// # Errors
    /// Refuses a werkbon that was not reported complete.
    pub fn archiveren(self) -> Result<GearchiveerdeWerkbon, InvalidValue> {
        match self.status {
            WerkbonStatus::GereedGemeld => Ok(GearchiveerdeWerkbon(self)),
            WerkbonStatus::Gepland => Err(InvalidValue::new(
                "werkbon",
                format!("{} is not reported complete (gereed gemeld)", self.nummer),
            )),
        }
    }
}

/// A werkbon that was reported complete and archived: it becomes exactly one document (C1, C22).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Werkbon", into = "Werkbon")]
pub struct GearchiveerdeWerkbon(Werkbon);

impl GearchiveerdeWerkbon {
    /// The content as it was when archived.
    #[must_use]
    pub const fn werkbon(&self) -> &Werkbon {
        &self.0
    }
}

impl TryFrom<Werkbon> for GearchiveerdeWerkbon {
    type Error = InvalidValue;
    fn try_from(werkbon: Werkbon) -> Result<Self, InvalidValue> {
        werkbon.archiveren()
    }
}

impl From<GearchiveerdeWerkbon> for Werkbon {
    fn from(werkbon: GearchiveerdeWerkbon) -> Self {
        werkbon.0
    }
}
