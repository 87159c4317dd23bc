//! The operations that read.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;

use super::super::books::{Artikel, Books, Factuur, Regel, Relatie, Totals};
use super::super::state::State;
use super::super::table::Seen;
use super::super::traps::EmptyList;
use super::super::vat;
use super::Payload;
use super::record::Record;
use super::write::Writer;

/// A filter's text, unless it is empty.
fn wanted(filter: &Record, name: &str) -> Option<String> {
    filter.filled(name).map(str::to_owned)
}

/// Whether a value passes a filter that may be empty.
fn passes(wanted: Option<&str>, value: Option<&str>) -> bool {
    wanted.is_none_or(|wanted| Some(wanted) == value)
}

/// Writes a list, opened at its first record.
struct List<'a> {
    out: &'a mut Writer,
    name: &'static str,
    open: bool,
}

impl<'a> List<'a> {
    fn new(out: &'a mut Writer, name: &'static str) -> Self {
        Self { out, name, open: false }
    }

    fn row(&mut self) -> &mut Writer {
        if !self.open {
            self.out.open(self.name);
            self.open = true;
        }
        self.out
    }

    fn finish(self, style: EmptyList) {
        match (self.open, style) {
            (true, _) => self.out.close(self.name),
            (false, EmptyList::LeftOut) => {}
            (false, EmptyList::Element) => self.out.nothing(self.name, ""),
            (false, EmptyList::Nil) => self.out.nothing(self.name, " xsi:nil=\"true\""),
        }
    }
}

pub(super) fn relaties(filter: &Record) -> Payload {
    let (word, code) = (wanted(filter, "Trefwoord"), wanted(filter, "Code"));
    let id = filter.long("ID");
    Box::new(move |state, out| {
        let mut list = List::new(out, "Relaties");
        let everything = word.is_none() && code.is_none() && id == 0;
        for (number, seen) in state.books.relaties.iter() {
            match seen {
                Seen::Raw(raw) if everything => list.row().raw(&raw.soap),
                Seen::Raw(_) => {}
                Seen::Record(relatie) => {
                    let shown = !(relatie.inactief && state.traps.soap_hides_inactive);
                    let hit = (id == 0 || id == number)
                        && passes(code.as_deref(), relatie.code.as_deref())
                        && word.as_deref().is_none_or(|word| has_word(&relatie, word));
                    if shown && hit {
                        write_relatie(list.row(), number, &relatie, state.traps.zone);
                    }
                }
            }
        }
        list.finish(state.traps.empty_list);
    })
}

fn has_word(relatie: &Relatie, word: &str) -> bool {
    let texts =
        [&relatie.code, &relatie.bedrijf, &relatie.plaats, &relatie.contactpersoon, &relatie.email];
    let word = word.to_lowercase();
    texts.into_iter().flatten().any(|text| text.to_lowercase().contains(&word))
}

fn write_relatie(out: &mut Writer, id: i64, relatie: &Relatie, zone: &str) {
    out.open("cRelatie");
    out.value("ID", id);
    out.value("AddDatum", format_args!("2024-01-02T00:00:00{zone}"));
    let texts = [
        ("Code", &relatie.code),
        ("Bedrijf", &relatie.bedrijf),
        ("Contactpersoon", &relatie.contactpersoon),
        ("Geslacht", &None),
        ("Adres", &relatie.adres),
        ("Postcode", &relatie.postcode),
        ("Plaats", &relatie.plaats),
        ("Land", &relatie.land),
        ("Adres2", &relatie.adres2),
        ("Postcode2", &relatie.postcode2),
        ("Plaats2", &relatie.plaats2),
        ("Land2", &relatie.land2),
        ("Telefoon", &relatie.telefoon),
        ("GSM", &relatie.gsm),
        ("FAX", &None),
        ("Email", &relatie.email),
        ("Site", &None),
        ("Notitie", &relatie.notitie),
    ];
    for (name, text) in texts {
        out.text(name, text.as_deref());
    }
    for name in ["Bankrekening", "Girorekening", "BTWNummer", "KvkNummer", "Aanhef", "IBAN", "BIC"]
    {
        out.text(name, None);
    }
    out.text("BP", Some(if relatie.particulier { "P" } else { "B" }));
    for number in 1..=10 {
        out.text(&format!("Def{number}"), None);
    }
    out.text("LA", Some(if relatie.lid { "1" } else { "0" }));
    for name in ["Gb_ID", "GeenEmail", "NieuwsbriefgroepenCount"] {
        out.value(name, 0);
    }
    out.close("cRelatie");
}

pub(super) fn artikelen(filter: &Record) -> Payload {
    let id = filter.long("ArtikelID");
    let names = ["ArtikelOmschrijving", "ArtikelCode", "GroepOmschrijving", "GroepCode"];
    let [text, code, group, group_code] = names.map(|name| wanted(filter, name));
    Box::new(move |state, out| {
        let mut list = List::new(out, "Artikelen");
        let texts = [&text, &code, &group, &group_code];
        let everything = id == 0 && texts.iter().all(|text| text.is_none());
        for (number, seen) in state.books.artikelen.iter() {
            match seen {
                Seen::Raw(raw) if everything => list.row().raw(&raw.soap),
                Seen::Raw(_) => {}
                Seen::Record(artikel) => {
                    let groep = artikel.groep.and_then(|id| state.books.groepen.get(&id));
                    let hit = (id == 0 || id == number)
                        && passes(text.as_deref(), artikel.omschrijving.as_deref())
                        && passes(code.as_deref(), artikel.code.as_deref())
                        && passes(group.as_deref(), groep.map(|g| g.omschrijving.as_str()))
                        && passes(group_code.as_deref(), groep.map(|g| g.code.as_str()));
                    if hit {
                        write_artikel(list.row(), number, &artikel, state);
                    }
                }
            }
        }
        list.finish(state.traps.empty_list);
    })
}

fn write_artikel(out: &mut Writer, id: i64, artikel: &Artikel, state: &State) {
    let books = &state.books;
    let groep = artikel.groep.and_then(|id| books.groepen.get(&id));
    let eenheid = artikel.eenheid.and_then(|id| books.eenheden.get(&id));
    let rekening = artikel.rekening.and_then(|id| books.rekeningen.get(&id));
    let part = artikel.btw_code.as_deref().and_then(vat::percentage).unwrap_or_default();
    let fraction = part / Decimal::ONE_HUNDRED;
    let prijs = artikel.prijs.unwrap_or_default();
    let inclusive = (prijs * (Decimal::ONE + fraction)).round_dp(2);
    out.open("cArtikel");
    out.value("ArtikelID", id);
    out.text("ArtikelOmschrijving", artikel.omschrijving.as_deref());
    out.text("ArtikelCode", artikel.code.as_deref());
    out.text("GroepOmschrijving", groep.map(|groep| groep.omschrijving.as_str()));
    out.text("GroepCode", groep.map(|groep| groep.code.as_str()));
    out.text("Eenheid", eenheid.map(|eenheid| eenheid.enkelvoud.as_str()));
    out.value("InkoopprijsExclBTW", 0);
    out.value("VerkoopprijsExclBTW", prijs);
    out.value("VerkoopprijsInclBTW", inclusive);
    out.text("BTWCode", artikel.btw_code.as_deref());
    out.text("TegenrekeningCode", rekening.and_then(|rekening| rekening.code.as_deref()));
    out.value("BtwPercentage", if state.traps.percentages_whole { part } else { fraction });
    out.value("KostenplaatsID", artikel.kostenplaats.unwrap_or_default());
    out.value("Actief", artikel.actief);
    out.close("cArtikel");
}

pub(super) fn facturen(filter: &Record, now: DateTime<Utc>) -> Payload {
    let (number, code) = (wanted(filter, "Factuurnummer"), wanted(filter, "Relatiecode"));
    let from = filter.date("DatumVan").unwrap_or(NaiveDate::MIN);
    let to = filter.date("DatumTm").unwrap_or(NaiveDate::MAX);
    Box::new(move |state, out| {
        let mut list = List::new(out, "Facturen");
        for factuur in state.books.visible(now, !state.traps.concepts_hidden) {
            let relatie = state.books.relaties.get(factuur.relatie);
            let relatiecode = relatie.as_ref().and_then(|relatie| relatie.code.as_deref());
            let hit = (from..=to).contains(&factuur.datum)
                && passes(number.as_deref(), Some(&factuur.nummer))
                && passes(code.as_deref(), relatiecode);
            if hit {
                write_factuur(list.row(), factuur, relatiecode, state);
            }
        }
        list.finish(state.traps.empty_list);
    })
}

fn write_factuur(out: &mut Writer, factuur: &Factuur, relatiecode: Option<&str>, state: &State) {
    let totals = Totals::of(factuur, state.traps.prices_include_vat);
    out.open("cFactuurList");
    out.text("Factuurnummer", Some(&factuur.nummer));
    match relatiecode {
        Some(code) if state.traps.typed_codes => {
            out.typed("Relatiecode", " xsi:type=\"xsd:string\"", code);
        }
        code => out.text("Relatiecode", code),
    }
    out.value("Datum", format_args!("{}T00:00:00{}", factuur.datum, state.traps.zone));
    out.value("Betalingstermijn", factuur.betalingstermijn);
    out.value("TotaalExclBTW", totals.excl.normalize());
    out.value("TotaalBTW", totals.vat.normalize());
    out.value("TotaalInclBTW", totals.incl().normalize());
    out.value("TotaalOpenstaand", totals.incl().normalize());
    let link = format!("https://secure.e-boekhouden.nl/f.asp?id={}&sleutel=geheim", factuur.id);
    out.text("URLPDFBestand", Some(&link));
    let mut regels = List::new(out, "Regels");
    for regel in &factuur.regels {
        write_regel(regels.row(), regel, &state.books);
    }
    regels.finish(state.traps.empty_list);
    out.close("cFactuurList");
}

fn write_regel(out: &mut Writer, regel: &Regel, books: &Books) {
    let rekening = books.rekeningen.get(&regel.rekening);
    out.open("cFactuurRegel");
    out.value("Aantal", regel.aantal.normalize());
    out.text("Eenheid", regel.eenheid.as_deref());
    out.text("Code", regel.code.as_deref());
    out.text("Omschrijving", Some(&regel.omschrijving));
    out.value("PrijsPerEenheid", regel.prijs.unwrap_or_default().normalize());
    out.text("BTWCode", Some(&regel.btw_code));
    out.text("TegenrekeningCode", rekening.and_then(|rekening| rekening.code.as_deref()));
    out.value("KostenplaatsID", regel.kostenplaats.unwrap_or_default());
    out.close("cFactuurRegel");
}

pub(super) fn rekeningen(filter: &Record) -> Payload {
    let (code, kind) = (wanted(filter, "Code"), wanted(filter, "Categorie"));
    let id = filter.long("ID");
    Box::new(move |state, out| {
        let mut list = List::new(out, "Rekeningen");
        for (number, rekening) in &state.books.rekeningen {
            let hit = (id == 0 || id == *number)
                && passes(code.as_deref(), rekening.code.as_deref())
                && passes(kind.as_deref(), Some(&rekening.categorie));
            if hit {
                let out = list.row();
                out.open("cGrootboekrekening");
                out.value("ID", number);
                out.text("Code", rekening.code.as_deref());
                out.text("Omschrijving", Some(&rekening.omschrijving));
                out.text("Categorie", Some(&rekening.categorie));
                out.text("Groep", rekening.groep.as_deref());
                out.close("cGrootboekrekening");
            }
        }
        list.finish(state.traps.empty_list);
    })
}
