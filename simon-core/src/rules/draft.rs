//! From an archived werkbon to the document that it becomes, in the order of the rules.

use std::collections::BTreeMap;

use super::notes::Notes;
use super::{document, filter_word, gate, lines, memo, payment_term, pdfs, prices};
use super::{references, text_lines, texts};
use crate::connector::Limits;
use crate::domain::{
    Aantal, Artikel, ArtikelId, ArtikelRegel, DocumentSoort, DraftRegel, GearchiveerdeWerkbon,
    IntegrationId, InvoiceDraft, Prijs, Referentie, Relatie, Werkadres, Werkbon,
};
use crate::host::DeliveryStatus;
use crate::log::LogLine;
use crate::message::Message;
use crate::settings::{SettingSpec, SettingsVersion};

/// Prices agreed with the customer, for the quantity of the line: a price may depend on it (C25).
pub type Klantprijzen = BTreeMap<(ArtikelId, Aantal), Prijs>;

/// Everything that decides what a werkbon becomes.
#[derive(Debug, Clone, Copy)]
pub struct DraftInput<'a> {
    /// Part of the reference (C22).
    pub integration: &'a IntegrationId,
    /// The werkbon.
    pub werkbon: &'a GearchiveerdeWerkbon,
    /// The werkbon's customer as stored; none when the store does not know it.
    pub klant: Option<&'a Relatie>,
    /// The werkbon's work address as stored; none when it has none or the store does not know it.
    pub werkadres: Option<&'a Werkadres>,
    /// The articles that the werkbon and the settings name, as far as the store knows them.
    pub artikelen: &'a BTreeMap<ArtikelId, Artikel>,
    /// The settings in force for this werkbon (A6).
    pub settings: &'a SettingsVersion,
    /// The connector's settings: whether it has one that is not set (C26).
    pub specs: &'a [SettingSpec],
    /// The vendor's lengths and scales.
    pub limits: &'a Limits,
    /// What a werkbon can become at this vendor (C2).
    pub documents: &'a [DocumentSoort],
    /// Whether the vendor prices a line that is sent without a price (C25).
    pub prices_lines: bool,
    /// Prices agreed with the customer, for [`lines_without_price`].
    pub klantprijzen: &'a Klantprijzen,
}

impl<'a> DraftInput<'a> {
    pub(super) const fn bon(&self) -> &'a Werkbon {
        self.werkbon.werkbon()
    }
}

/// A document, ready to be mapped onto the vendor's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The document.
    pub draft: InvoiceDraft,
    /// What the office should know of it: warnings, and information on what was left out.
    pub waarschuwingen: Vec<LogLine>,
}

/// Why a werkbon is not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotSent {
    /// `Gefilterd` or `Geweigerd`; certainly no document was made.
    pub status: DeliveryStatus,
    /// What to log: a filtered werkbon as info, a refused one as a fault with its action.
    pub line: LogLine,
}

/// Makes the document that an archived werkbon becomes.
///
/// The rules in their order: filter word (C9), customer and work address (C3, C4), kind of document
/// (C2), lines with their prices (C5 to C8, C20, C21, C25), texts (C10 to C13, C24, D6, D7), payment
/// term (C26), PDFs (C19).
///
/// ```
/// # use std::collections::BTreeMap;
/// # use simon_core::{connector::Limits, domain::*, settings::SettingsVersion};
/// use simon_core::rules::{DraftInput, Klantprijzen, build_draft};
/// # let books = Administratie::new("1", "Testbedrijf");
/// # let when = chrono::DateTime::UNIX_EPOCH;
/// # let settings = SettingsVersion::new(1, books, Default::default(), BTreeMap::new(), when);
/// # let integration = IntegrationId::new("acme01")?;
/// # let mut bon = Werkbon::new(WerkbonNummer::new("20417")?, when.date_naive());
/// # let klant = Relatie::new(RelatieId::new("10023")?, "Bakkerij");
/// # let mut artikel = Artikel::new(ArtikelId::new("a1")?, "FILTER-01", "Filter");
/// # artikel.verkoopprijs = Some(Prijs::exclusief(1250.into()));
/// # bon.klant = Some(klant.id.clone());
/// # bon.artikelen = vec![GeboektArtikel::new(artikel.id.clone(), Aantal(3.into()))];
/// # let werkbon = bon.gereed_melden().archiveren()?;
/// # let artikelen = BTreeMap::from([(artikel.id.clone(), artikel)]);
/// let built = build_draft(&DraftInput {
///     integration: &integration,
///     werkbon: &werkbon,
///     klant: Some(&klant),
///     werkadres: None,
///     artikelen: &artikelen,
///     settings: &settings,
///     specs: &[],
///     limits: &Limits::new(),
///     documents: &[DocumentSoort::Verkooporder],
///     prices_lines: false,
///     klantprijzen: &Klantprijzen::new(),
/// });
/// let draft = built.expect("it is sent").draft;
/// assert_eq!(draft.referentie.as_str(), "acme01-20417");
/// assert_eq!(draft.artikel_regels().count(), 1);
/// # Ok::<(), InvalidValue>(())
/// ```
///
/// # Errors
/// [`NotSent`] with the log line that says why, and for a refused werkbon what to do.
pub fn build_draft(input: &DraftInput<'_>) -> Result<Draft, NotSent> {
    let bon = input.bon();
    let mut notes = Notes::new(&bon.nummer);
    let (klant, mut regels) = priceable(input, &mut notes)?;
    let soort = document::soort(input, &notes)?;
    prices::apply(&mut regels, input, &mut notes)?;

    let referentie = Referentie::new(input.integration, &bon.nummer);
    let mut draft =
        InvoiceDraft::new(referentie, bon.nummer.clone(), klant.id.clone(), soort, bon.datum);
    draft.klant_code.clone_from(&klant.code);
    draft.regels = text_lines::first_lines(input);
    draft.regels.extend(regels.into_iter().map(DraftRegel::Artikel));
    check_count(&draft, input.limits, &notes)?;

    draft.omschrijving = texts::omschrijving(input, &mut notes);
    draft.memo = memo::memo(input, &mut notes);
    draft.klantreferentie = references::klantreferentie(input, &notes)?;
    draft.gebruiker.clone_from(&bon.gebruiker);
    draft.betalingstermijn_dagen = payment_term::dagen(klant, input);
    let chosen = pdfs::chosen(bon, input.settings);
    draft.bijlagen = chosen.into_iter().filter_map(|place| pdfs::named(bon, place)).collect();
    draft.bron.clone_from(&bon.bron);
    Ok(Draft { draft, waarschuwingen: notes.into_lines() })
}

/// The lines without a price of their own, as article and quantity: for these, and no others, a
/// vendor's agreed prices are asked before [`build_draft`] (C25). Each pair comes once, in the order
/// of the lines; none for a werkbon that is not sent. [`DraftInput::klantprijzen`] is not read.
#[must_use]
pub fn lines_without_price(input: &DraftInput<'_>) -> Vec<(ArtikelId, Aantal)> {
    let mut notes = Notes::new(&input.bon().nummer);
    let Ok((_, regels)) = priceable(input, &mut notes) else { return Vec::new() };
    let mut pairs = Vec::new();
    for regel in regels.into_iter().filter(|regel| regel.prijs.is_none()) {
        let pair = (regel.artikel, regel.aantal);
        if !pairs.contains(&pair) {
            pairs.push(pair);
        }
    }
    pairs
}

/// The customer and the article lines of a werkbon that may be sent.
fn priceable<'a>(
    input: &DraftInput<'a>,
    notes: &mut Notes<'_>,
) -> Result<(&'a Relatie, Vec<ArtikelRegel>), NotSent> {
    filter_word::pass(input, notes)?;
    let klant = gate::klant(input, notes)?;
    gate::werkadres(input, klant, notes)?;
    Ok((klant, lines::article_lines(input, notes)?))
}

/// A document without any line is not sent, nor one with more lines than the vendor takes.
fn check_count(draft: &InvoiceDraft, limits: &Limits, notes: &Notes<'_>) -> Result<(), NotSent> {
    let count = draft.regels.len();
    match limits.regels {
        _ if count == 0 => Err(notes.refused(Message::new("werkbon-zonder-regels"))),
        Some(max) if count > max => Err(notes.refused(
            Message::new("werkbon-te-veel-regels").with("aantal", count).with("max", max),
        )),
        _ => Ok(()),
    }
}
