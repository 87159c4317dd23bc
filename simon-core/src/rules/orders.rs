//! A vendor's order or quote becomes a werkbon (D).

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::cutting::{many_lines, one_line};
use super::filter_word::{Match, is_in};
use crate::domain::{
    Aantal, Artikel, ArtikelId, GeboektArtikel, IntegrationId, InvalidValue, OrderRef, OrderSoort,
    Referentie, VendorOrder, VendorOrderRegel, Werkbon, WerkbonNummer,
};
use crate::log::{LogLine, LogTabel, Soort};
use crate::message::Message;
use crate::settings::{
    OPHALEN_ARTIKELEN, OPHALEN_FILTERWOORD, OPHALEN_FILTERWOORD_BEVAT, SettingsVersion,
};

/// Everything that decides what a vendor's order becomes.
#[derive(Debug, Clone, Copy)]
pub struct OrderInput<'a> {
    /// Whose documents are never fetched back (D8).
    pub integration: &'a IntegrationId,
    /// The order or quote.
    pub order: &'a VendorOrder,
    /// The settings in force.
    pub settings: &'a SettingsVersion,
    /// Calendar date of the werkbon, in the integration's time zone.
    pub datum: NaiveDate,
    /// The articles on the order, as far as the store knows them.
    pub artikelen: &'a BTreeMap<ArtikelId, Artikel>,
}

/// What becomes of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrderDecision {
    /// It becomes this werkbon.
    Import {
        /// Planned, with where it came from (D7).
        werkbon: Box<Werkbon>,
        /// What the office should know: an article that could not be taken over, a missing customer.
        waarschuwingen: Vec<LogLine>,
    },
    /// It stays where it is.
    Skip(SkipReason),
}

/// Why an order stays where it is. It may be looked at again when it changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SkipReason {
    /// Invoiced, closed or cancelled (D8).
    Closed,
    /// This integration made it (D8).
    Ours,
    /// The filter word is not in its description (D3).
    NoFilterWord,
    /// No werkbon number can be made for it.
    NoNumber,
}

/// Decides whether an order or quote becomes a werkbon and makes it (D3 to D5, D8). That it was not
/// fetched before (D2) and is not from before fetching was switched on is the engine's to know.
#[must_use]
pub fn werkbon_from_order(input: &OrderInput<'_>) -> OrderDecision {
    if let Some(reason) = skipped(input) {
        return OrderDecision::Skip(reason);
    }
    let order = input.order;
    let Ok(nummer) = werkbon_nummer(&order.order) else {
        return OrderDecision::Skip(SkipReason::NoNumber);
    };
    let mut werkbon = Werkbon::new(nummer, input.datum);
    let mut waarschuwingen = Vec::new();
    let mut warn = |message: Message| {
        let message = message.with("nummer", visible_number(&order.order));
        let line = LogLine::new(Soort::Waarschuwing, LogTabel::Werkbon, message);
        waarschuwingen.push(line.with_record(werkbon.nummer.as_str()));
    };
    let mut texts = vec![description(input)];
    if order.klant.is_none() {
        warn(Message::new("order-zonder-klant"));
    }
    if takes_lines(input) {
        for regel in &order.regels {
            match booked(regel, input.artikelen) {
                Some(geboekt) => werkbon.artikelen.push(geboekt),
                None => texts.extend(as_text(regel)),
            }
        }
        if let Some(aantal) = not_taken(order, werkbon.artikelen.len()) {
            warn(Message::new("order-artikel-onbekend").with("aantal", aantal));
        }
    }
    werkbon.klant.clone_from(&order.klant);
    werkbon.werkomschrijving = without_repeats(texts).join("\n");
    werkbon.bron = Some(order.order.clone());
    OrderDecision::Import { werkbon: Box::new(werkbon), waarschuwingen }
}

/// Whether this integration made the order: it carries our reference (D8).
#[must_use]
pub fn is_ours(order: &VendorOrder, integration: &IntegrationId) -> bool {
    let referentie = order.referentie.as_deref();
    referentie.is_some_and(|referentie| Referentie::is_from(referentie.trim(), integration))
}

fn skipped(input: &OrderInput<'_>) -> Option<SkipReason> {
    let order = input.order;
    if is_ours(order, input.integration) {
        Some(SkipReason::Ours)
    } else if !order.open {
        Some(SkipReason::Closed)
    } else if !has_filter_word(input) {
        Some(SkipReason::NoFilterWord)
    } else {
        None
    }
}

/// The word of this kind of order, else the general one; without a word every order passes (D3).
fn has_filter_word(input: &OrderInput<'_>) -> bool {
    let waarden = &input.settings.waarden;
    let general = waarden.tekst(OPHALEN_FILTERWOORD.key);
    let own = format!("{}_{}", OPHALEN_FILTERWOORD.key, input.order.order.soort.sleutel());
    let word = match waarden.tekst(&own) {
        "" => general,
        own => own,
    };
    let contains = waarden.ja(OPHALEN_FILTERWOORD_BEVAT.key);
    let how = if contains { Match::Contains } else { Match::WholeWord };
    word.is_empty() || is_in(&input.order.omschrijving, word, how)
}

fn takes_lines(input: &OrderInput<'_>) -> bool {
    let own = format!("{}_{}", OPHALEN_ARTIKELEN.key, input.order.order.soort.sleutel());
    input.settings.waarden.ja(OPHALEN_ARTIKELEN.key) || input.settings.waarden.ja(&own)
}

/// The order's texts that the setting chooses, the first unless set; never empty (D5).
fn description(input: &OrderInput<'_>) -> String {
    let order = input.order;
    let chosen: Vec<&String> = match input.settings.waarden.tekst("ophalen_omschrijving") {
        "beide" => order.teksten.iter().map(|(_, tekst)| tekst).collect(),
        "" => order.teksten.iter().map(|(_, tekst)| tekst).take(1).collect(),
        keuze => {
            order.teksten.iter().filter(|(naam, _)| naam == keuze).map(|(_, tekst)| tekst).collect()
        }
    };
    let chosen = if order.teksten.is_empty() { vec![&order.omschrijving] } else { chosen };
    let filled = chosen.into_iter().map(|tekst| many_lines(tekst)).collect();
    let text = without_repeats(filled).join("\n");
    if text.is_empty() { named(&order.order) } else { text }
}

/// Without blank texts and those that came before.
fn without_repeats(texts: Vec<String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    texts.into_iter().filter(|text| !text.is_empty() && seen.insert(text.clone())).collect()
}

/// An article on the order with its quantity, price and discount as agreed there (D4). None for a text
/// line, and for an article that could not be invoiced from a werkbon as it stands: that line becomes text.
fn booked(
    regel: &VendorOrderRegel,
    artikelen: &BTreeMap<ArtikelId, Artikel>,
) -> Option<GeboektArtikel> {
    let artikel = artikelen.get(regel.artikel.as_ref()?).filter(|artikel| artikel.actief)?;
    if is_counted_otherwise(regel, artikel) {
        return None;
    }
    let mut geboekt = GeboektArtikel::new(artikel.id.clone(), regel.aantal?);
    geboekt.code.clone_from(&artikel.code);
    let text = one_line(&regel.omschrijving);
    let differs = !text.is_empty() && text != one_line(&artikel.omschrijving);
    geboekt.omschrijving = differs.then_some(text);
    geboekt.prijs = regel.prijs;
    geboekt.korting = regel.korting;
    Some(geboekt)
}

/// Whether the order counts in another unit than the article: a document counts in the article's own, so
/// that two boxes would become two pieces at the price of a box.
fn is_counted_otherwise(regel: &VendorOrderRegel, artikel: &Artikel) -> bool {
    let plain = |text: &Option<String>| text.as_deref().map(|text| text.trim().to_lowercase());
    let units = plain(&regel.eenheid).zip(plain(&artikel.eenheid));
    units.is_some_and(|(of_order, of_article)| of_order != of_article)
}

/// A line in the work description: its text, with quantity and unit where it has them.
fn as_text(regel: &VendorOrderRegel) -> Option<String> {
    let text = one_line(&regel.omschrijving);
    let text = match (text.as_str(), &regel.artikel_code, &regel.artikel) {
        ("", Some(code), _) => one_line(code),
        ("", None, Some(artikel)) => artikel.to_string(),
        _ => text,
    };
    match regel.aantal {
        _ if text.is_empty() => None,
        Some(Aantal(aantal)) => match regel.eenheid.as_deref().map(one_line) {
            Some(eenheid) => Some(format!("{} {eenheid} × {text}", aantal.normalize())),
            None => Some(format!("{} × {text}", aantal.normalize())),
        },
        None => Some(text),
    }
}

/// How many article lines could not be taken over.
fn not_taken(order: &VendorOrder, taken: usize) -> Option<usize> {
    let articles = order.regels.iter().filter(|regel| regel.is_op_artikel()).count();
    articles.checked_sub(taken).filter(|missing| *missing > 0)
}

/// The number of the werkbon that an order becomes: `VO-` or `OF-` and the order's number. A number that
/// does not fit as it is ends in a hash of the vendor's id, so that two orders never share one.
///
/// ```
/// use simon_core::domain::{OrderRef, OrderSoort};
/// use simon_core::rules::orders::werkbon_nummer;
/// let order = OrderRef::new(OrderSoort::Verkooporder, "b1c2", "2041");
/// assert_eq!(werkbon_nummer(&order)?.as_str(), "VO-2041");
/// # Ok::<(), simon_core::domain::InvalidValue>(())
/// ```
///
/// # Errors
/// None in practice; the type of a number checks what it is given.
pub fn werkbon_nummer(order: &OrderRef) -> Result<WerkbonNummer, InvalidValue> {
    let prefix = match order.soort {
        OrderSoort::Verkooporder => "VO-",
        OrderSoort::Offerte => "OF-",
    };
    let plain = WerkbonNummer::new(format!("{prefix}{}", order.nummer));
    if plain.is_ok() && !order.nummer.is_empty() {
        return plain;
    }
    let kept: Vec<char> = order.nummer.chars().filter(char::is_ascii_graphic).collect();
    let tail: String = kept.iter().skip(kept.len().saturating_sub(7)).collect();
    WerkbonNummer::new(format!("{prefix}{tail}-{:08x}", hash(&order.vendor_id)))
}

/// FNV-1a: stable over versions and machines, unlike the standard library's hash.
fn hash(text: &str) -> u32 {
    text.bytes()
        .fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The work description of an order without texts.
fn named(order: &OrderRef) -> String {
    let soort = match order.soort {
        OrderSoort::Verkooporder => "Verkooporder",
        OrderSoort::Offerte => "Offerte",
    };
    format!("{soort} {}", visible_number(order))
}

fn visible_number(order: &OrderRef) -> &str {
    if order.nummer.is_empty() { &order.vendor_id } else { &order.nummer }
}
