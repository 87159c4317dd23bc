//! A werkbon that becomes a document, and everything that can be changed about it.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate};
use rust_decimal::Decimal;
use simon_core::connector::{IdLimit, Limits, TextLimit, TextUnit};
use simon_core::domain::*;
use simon_core::log::{LogLine, LogTabel, Soort};
use simon_core::message::{Catalogue, Rendered};
use simon_core::rules::{Draft, DraftInput, Klantprijzen, NotSent, build_draft};
use simon_core::settings::{Checked, SettingSpec, SettingValue, SettingsVersion};

pub(crate) fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub(crate) fn aantal(text: &str) -> Aantal {
    Aantal(dec(text))
}

pub(crate) fn artikel_id(id: &str) -> ArtikelId {
    ArtikelId::new(id).unwrap()
}

pub(crate) fn relatie_id(id: &str) -> RelatieId {
    RelatieId::new(id).unwrap()
}

pub(crate) fn datum() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 2).unwrap()
}

pub(crate) fn empty_settings() -> SettingsVersion {
    let administratie = Administratie::new("adm-1", "Testbedrijf");
    let values = Default::default();
    SettingsVersion::new(1, administratie, values, BTreeMap::new(), DateTime::UNIX_EPOCH)
}

/// What the rules decide on.
pub(crate) struct World {
    pub(crate) bon: Werkbon,
    pub(crate) klant: Option<Relatie>,
    pub(crate) werkadres: Option<Werkadres>,
    pub(crate) artikelen: BTreeMap<ArtikelId, Artikel>,
    pub(crate) settings: SettingsVersion,
    pub(crate) specs: Vec<SettingSpec>,
    pub(crate) limits: Limits,
    pub(crate) documents: Vec<DocumentSoort>,
    pub(crate) prices_lines: bool,
    pub(crate) klantprijzen: Klantprijzen,
}

impl World {
    /// A werkbon of a known customer with one article, at a vendor with generous limits.
    pub(crate) fn new() -> Self {
        let mut bon = Werkbon::new(WerkbonNummer::new("20417").unwrap(), datum());
        bon.klant = Some(relatie_id("r1"));
        bon.werkomschrijving = "CV-ketel onderhoud".into();
        let mut limits = Limits::new();
        let text = TextLimit { max: 250, unit: TextUnit::Utf16, multiline: false };
        limits.tekstregel = Some(text);
        limits.omschrijving = Some(TextLimit { max: 50, ..text });
        limits.memo = Some(TextLimit { max: 1000, multiline: true, ..text });
        limits.klantreferentie = Some(IdLimit { max: 50, unit: TextUnit::Utf16, published: false });
        let mut world = Self {
            bon,
            klant: Some(Relatie::new(relatie_id("r1"), "Bakkerij Jansen")),
            werkadres: None,
            artikelen: BTreeMap::new(),
            settings: empty_settings(),
            specs: Vec::new(),
            limits,
            documents: vec![DocumentSoort::Verkooporder],
            prices_lines: false,
            klantprijzen: Klantprijzen::new(),
        };
        world.article("a1", "10.00");
        world.book("a1", "1");
        world
    }

    /// As [`World::new`], with nothing booked.
    pub(crate) fn without_articles() -> Self {
        let mut world = Self::new();
        world.bon.artikelen.clear();
        world
    }

    /// Makes an article known, with a price excluding VAT.
    pub(crate) fn article(&mut self, id: &str, prijs: &str) -> &mut Artikel {
        let mut artikel =
            Artikel::new(artikel_id(id), format!("CODE-{id}"), format!("Omschrijving van {id}"));
        artikel.verkoopprijs = Some(Prijs::exclusief(dec(prijs)));
        self.artikelen.insert(artikel_id(id), artikel);
        self.artikelen.get_mut(&artikel_id(id)).unwrap()
    }

    pub(crate) fn book(&mut self, id: &str, hoeveel: &str) -> &mut GeboektArtikel {
        self.bon.artikelen.push(GeboektArtikel::new(artikel_id(id), aantal(hoeveel)));
        self.bon.artikelen.last_mut().unwrap()
    }

    pub(crate) fn time(&mut self, soort: TijdSoort, minuten: u32) {
        self.bon.tijden.push(GeboekteTijd { soort, minuten: Minuten(minuten) });
    }

    pub(crate) fn set(&mut self, key: &str, value: &str) {
        self.settings.waarden.set(key, SettingValue::Tekst(value.into()));
    }

    pub(crate) fn yes(&mut self, key: &str) {
        self.settings.waarden.set(key, SettingValue::JaNee(true));
    }

    pub(crate) fn list(&mut self, key: &str, values: &[&str]) {
        let values = values.iter().map(|value| (*value).to_owned()).collect();
        self.settings.waarden.set(key, SettingValue::Lijst(values));
    }

    /// Names an article in a setting, known and checked.
    pub(crate) fn setting_article(&mut self, key: &str, id: &str, prijs: &str) {
        let artikel = self.article(id, prijs).clone();
        self.set(key, &artikel.code.clone());
        let mut checked = Checked::named(&artikel.omschrijving);
        checked.artikel = Some(artikel);
        self.settings.gecontroleerd.insert(key.into(), checked);
    }

    /// Puts a work address of the customer on the werkbon.
    pub(crate) fn at_address(&mut self) -> &mut Werkadres {
        let id = WerkadresId::new("w1").unwrap();
        let adres = Adres::new("Dorpsstraat 1", "1234 AB", "Utrecht");
        self.bon.werkadres = Some(id.clone());
        self.werkadres.insert(Werkadres::new(id, relatie_id("r1"), adres))
    }

    pub(crate) fn with_input<T>(&self, use_it: impl FnOnce(&DraftInput<'_>) -> T) -> T {
        let werkbon = self.bon.clone().gereed_melden().archiveren().unwrap();
        let integration = IntegrationId::new("acme01").unwrap();
        use_it(&DraftInput {
            integration: &integration,
            werkbon: &werkbon,
            klant: self.klant.as_ref(),
            werkadres: self.werkadres.as_ref(),
            artikelen: &self.artikelen,
            settings: &self.settings,
            specs: &self.specs,
            limits: &self.limits,
            documents: &self.documents,
            prices_lines: self.prices_lines,
            klantprijzen: &self.klantprijzen,
        })
    }

    pub(crate) fn build(&self) -> Result<Draft, NotSent> {
        let built = self.with_input(build_draft);
        match &built {
            Ok(draft) => draft.waarschuwingen.iter().for_each(assert_readable),
            Err(not_sent) => assert_readable(&not_sent.line),
        }
        built
    }

    pub(crate) fn draft(&self) -> InvoiceDraft {
        self.build().unwrap().draft
    }

    /// The lines on articles as (code, quantity).
    pub(crate) fn lines(&self) -> Vec<(String, String)> {
        let draft = self.draft();
        let line = |regel: &ArtikelRegel| (regel.code.clone(), regel.aantal.0.to_string());
        draft.artikel_regels().map(line).collect()
    }

    pub(crate) fn text_lines(&self) -> Vec<String> {
        let text = |regel: DraftRegel| match regel {
            DraftRegel::Tekst(tekst) => Some(tekst),
            DraftRegel::Artikel(_) => None,
        };
        self.draft().regels.into_iter().filter_map(text).collect()
    }

    /// Kinds and codes of the log lines that come with the document.
    pub(crate) fn notes(&self) -> Vec<(Soort, String)> {
        let lines = self.build().unwrap().waarschuwingen;
        lines.into_iter().map(|line| (line.soort, line.message.code().to_owned())).collect()
    }

    /// The code with which the werkbon is refused.
    pub(crate) fn refusal(&self) -> String {
        let not_sent = self.build().expect_err("it is refused");
        assert_eq!(not_sent.status, simon_core::host::DeliveryStatus::Geweigerd);
        assert_eq!(not_sent.line.soort, Soort::Fout);
        let Rendered { bericht, actie } = Catalogue::core().render(&not_sent.line.message);
        assert!(bericht.nl.contains(self.bon.nummer.as_str()), "names the werkbon: {bericht:?}");
        assert!(actie.is_some(), "says what to do");
        not_sent.line.message.code().to_owned()
    }
}

/// The line is about the werkbon, has texts in both languages and everything they need is filled in.
pub(crate) fn assert_readable(line: &LogLine) {
    assert_eq!(line.tabel, LogTabel::Werkbon);
    assert!(line.record.is_some());
    assert!(Catalogue::core().has(line.message.code()), "{}", line.message.code());
    let Rendered { bericht, actie } = Catalogue::core().render(&line.message);
    for text in [Some(bericht), actie].into_iter().flatten() {
        for text in [text.nl, text.en] {
            assert!(!text.is_empty() && !text.contains(['{', '}', '$']), "{text}");
        }
    }
}
