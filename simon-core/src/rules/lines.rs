//! The lines on articles: booked articles in the werkbon's order, working time, travelling time, the
//! default article (C5 to C8, C20). Quantities are rounded to the vendor's scale (C21).
//!
//! A line that cannot be made refuses the whole werkbon: a document never lacks a line that somebody
//! booked. Only a booked quantity of zero makes no line.

use rust_decimal::Decimal;

use super::cutting::one_line;
use super::notes::Notes;
use super::{DraftInput, NotSent, hours, scale, texts};
use crate::domain::{
    Aantal, Artikel, ArtikelId, ArtikelRegel, GeboektArtikel, Herkomst, RegelSoort, TijdSoort,
    rond_af,
};
use crate::message::Message;
use crate::settings::{REISTIJD_ARTIKEL, STANDAARD_ARTIKEL, SettingSpec, WERKTIJD_ARTIKEL};

/// The lines in their order. Those whose price the werkbon gives have it, the others have none yet.
pub(super) fn article_lines(
    input: &DraftInput<'_>,
    notes: &mut Notes<'_>,
) -> Result<Vec<ArtikelRegel>, NotSent> {
    let mut regels = Vec::new();
    for geboekt in &input.bon().artikelen {
        regels.extend(booked(geboekt, input, notes)?);
    }
    regels.extend(time(TijdSoort::Werktijd, input, notes)?);
    regels.extend(time(TijdSoort::Reistijd, input, notes)?);
    if let Some(artikel) = setting_article(&STANDAARD_ARTIKEL, input, notes)? {
        regels.push(line(RegelSoort::Standaard, artikel, Aantal(Decimal::ONE), notes)?);
    }
    if input.limits.regel_verplicht {
        regels.iter_mut().for_each(|regel| describe(regel, input, notes));
    }
    Ok(regels)
}

/// An article as the store has it, else as it was when a setting that names it was checked.
pub(super) fn article<'a>(input: &DraftInput<'a>, id: &ArtikelId) -> Option<&'a Artikel> {
    input.artikelen.get(id).or_else(|| {
        let checked = input.settings.gecontroleerd.values();
        checked.filter_map(|setting| setting.artikel.as_ref()).find(|artikel| artikel.id == *id)
    })
}

/// What users know an article by.
pub(super) fn visible_code(artikel: &Artikel) -> &str {
    if artikel.code.is_empty() { artikel.id.as_str() } else { &artikel.code }
}

fn booked(
    geboekt: &GeboektArtikel,
    input: &DraftInput<'_>,
    notes: &mut Notes<'_>,
) -> Result<Option<ArtikelRegel>, NotSent> {
    let named =
        if geboekt.code.is_empty() { geboekt.artikel.as_str() } else { geboekt.code.as_str() };
    let refuse = |code: &'static str| notes.refused(Message::new(code).with("artikel", named));
    if geboekt.artikel.herkomst() == Herkomst::Simon {
        return Err(refuse("werkbon-artikel-niet-uit-pakket"));
    }
    let Some(artikel) = input.artikelen.get(&geboekt.artikel) else {
        return Err(refuse("werkbon-artikel-onbekend"));
    };
    if geboekt.aantal.0.is_zero() {
        notes.tell(Message::new("regel-aantal-nul").with("artikel", visible_code(artikel)));
        return Ok(None);
    }
    let aantal = rounded(geboekt.aantal, artikel, input, notes)?;
    let mut regel = line(RegelSoort::Artikel, artikel, aantal, notes)?;
    regel.prijs = geboekt.prijs;
    regel.korting = geboekt.korting;
    regel.omschrijving = geboekt
        .omschrijving
        .as_deref()
        .and_then(|text| texts::fitted(text, input.limits.regel, texts::Veld::Regel, notes));
    Ok(Some(regel))
}

/// Gives a line without a text the article's description, else its number.
fn describe(regel: &mut ArtikelRegel, input: &DraftInput<'_>, notes: &mut Notes<'_>) {
    if regel.omschrijving.is_some() {
        return;
    }
    let Some(artikel) = article(input, &regel.artikel) else { return };
    let mut fitted = |text| texts::fitted(text, input.limits.regel, texts::Veld::Regel, notes);
    regel.omschrijving = fitted(&artikel.omschrijving).or_else(|| fitted(visible_code(artikel)));
}

fn rounded(
    geboekt: Aantal,
    artikel: &Artikel,
    input: &DraftInput<'_>,
    notes: &mut Notes<'_>,
) -> Result<Aantal, NotSent> {
    let aantal = rond_af(geboekt.0, scale::aantal(input));
    if aantal != geboekt.0 && !aantal.is_zero() {
        let message = Message::new("aantal-afgerond")
            .with("artikel", visible_code(artikel))
            .with("aantal", geboekt.0.normalize())
            .with("afgerond", aantal.normalize());
        notes.warn(message);
    }
    Ok(Aantal(aantal))
}

fn time(
    soort: TijdSoort,
    input: &DraftInput<'_>,
    notes: &mut Notes<'_>,
) -> Result<Option<ArtikelRegel>, NotSent> {
    let (spec, regel_soort, naam) = match soort {
        TijdSoort::Werktijd => (&WERKTIJD_ARTIKEL, RegelSoort::Werktijd, "werktijd"),
        TijdSoort::Reistijd => (&REISTIJD_ARTIKEL, RegelSoort::Reistijd, "reistijd"),
    };
    let minuten = hours::minutes(&input.bon().tijden, soort);
    if minuten.0 == 0 {
        return Ok(None);
    }
    let Some(artikel) = setting_article(spec, input, notes)? else {
        let message = Message::new("tijd-niet-geboekt").with("soort", naam);
        notes.tell(message.with("minuten", minuten.0));
        return Ok(None);
    };
    let aantal = hours::hours(minuten, scale::aantal(input));
    line(regel_soort, artikel, aantal, notes).map(Some)
}

/// The article that a setting names; none when the setting is empty.
fn setting_article<'a>(
    spec: &SettingSpec,
    input: &DraftInput<'a>,
    notes: &Notes<'_>,
) -> Result<Option<&'a Artikel>, NotSent> {
    let code = input.settings.waarden.tekst(spec.key);
    if code.is_empty() {
        return Ok(None);
    }
    match input.settings.artikel(spec.key) {
        Some(checked) => Ok(Some(input.artikelen.get(&checked.id).unwrap_or(checked))),
        None => Err(notes.refused(
            Message::new("werkbon-instelling-artikel-onbekend")
                .with("artikel", code)
                .with("instelling", spec.key),
        )),
    }
}

/// A line that the vendor can take: on an active article, with a quantity that is something and that
/// the article allows.
fn line(
    soort: RegelSoort,
    artikel: &Artikel,
    aantal: Aantal,
    notes: &Notes<'_>,
) -> Result<ArtikelRegel, NotSent> {
    let code = if !artikel.actief {
        "werkbon-artikel-inactief"
    } else if aantal.0.is_zero() {
        "werkbon-aantal-te-klein"
    } else if !artikel.deelbaar && !aantal.0.fract().is_zero() {
        "werkbon-artikel-ondeelbaar"
    } else {
        let mut regel = ArtikelRegel::new(soort, artikel.id.clone(), &artikel.code, aantal);
        regel.eenheid.clone_from(&artikel.eenheid);
        regel.eenheid_id.clone_from(&artikel.eenheid_id);
        regel.btw_code.clone_from(&artikel.btw_code);
        regel.grootboek.clone_from(&artikel.grootboek);
        regel.kostenplaats.clone_from(&artikel.kostenplaats);
        return Ok(regel);
    };
    let message = Message::new(code)
        .with("artikel", visible_code(artikel))
        .with("omschrijving", one_line(&artikel.omschrijving))
        .with("aantal", aantal.0.normalize());
    Err(notes.refused(message))
}
