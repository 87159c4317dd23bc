//! The story of Billit: a Belgian installation company, connected in the browser, one of two companies of
//! its user.

use std::sync::Arc;

use connector_billit::simulator::{
    Adres, Billit, DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI, NewArtikel, NewKlant,
    Order, OrderLine,
};
use rust_decimal::Decimal;
use serde_json::json;
use simon_core::host::{Clock, Store, Tabel};
use simon_core::log::LogFilter;
use simon_core::settings::{SettingValue, SettingValues};
use simon_testkit::{FastClock, On, Refusals};
use toml::Value;

use super::stage::{self, Document, Regel, Simulated, text};
use super::story::Story;
use super::{SMALL_PDF, browser, chapters, offertes, werkbonnen};
use crate::failure::Failure;

const CUSTOMERS: u32 = 600;
/// Those of the simulator and the two that are added, without the one whose reference is double.
const ARTICLES: u64 = 7;
/// Two calls a second are all that Billit gets: in real time the story would take most of a minute.
const FASTER: u32 = 10;
const PDF: &str = "werkbon-20417.pdf";

pub(super) type Stage = stage::Stage<Billit>;

impl Simulated for Billit {
    const ID: &'static str = "billit";
    const DOCUMENT: [&'static str; 2] = ["factuur", "invoice"];
    /// Two of them to see the end.
    const CALLS_TO_FOLLOW: u64 = 3;

    fn creates(&self, _: &str) -> On {
        On::new("POST", "/v1/orders")
    }

    fn documents(&self, referentie: &str) -> Vec<Document> {
        let facturen = self.books().facturen().into_iter();
        let ours = facturen.filter(|it| it.extern_kenmerk.as_deref() == Some(referentie));
        ours.map(shown).collect()
    }

    fn refused(&self) -> Refusals {
        self.refusals()
    }
}

fn shown(factuur: Order) -> Document {
    let names = [
        ("Reference", factuur.referentie),
        ("Comments", factuur.opmerkingen),
        ("ExpiryDate", Some(factuur.vervaldatum)),
        ("VentilationCode", factuur.btw_regime),
        ("TotalVAT", Some(factuur.totaal_btw)),
    ];
    let texts = names.into_iter().filter_map(|(name, text)| Some((name, text?)));
    let texts = texts.map(|(name, text)| format!("{name}: {}", text.replace('\n', " / ")));
    let files = factuur.bestanden.into_iter().map(|bestand| format!("pdf: {}", bestand.naam));
    Document {
        // A draft has no number yet.
        nummer: factuur.nummer.unwrap_or_else(|| factuur.id.to_string()),
        omschrijving: factuur.status,
        regels: factuur.regels.into_iter().map(regel).collect(),
        totaal: factuur.totaal_excl.parse().unwrap_or_default(),
        verder: texts.chain(files).collect(),
    }
}

/// A line of text has no numbers.
fn regel(line: OrderLine) -> Regel {
    let number = |text: Option<String>| -> Decimal {
        text.and_then(|text| text.parse().ok()).unwrap_or_default()
    };
    Regel {
        aantal: number(line.aantal),
        bedrag: number(line.totaal_excl),
        omschrijving: line.omschrijving,
    }
}

/// Plays it.
pub(super) async fn tell(story: &mut Story) -> Result<(), Failure> {
    let (stage, leaving, double) = set_up(story).await?;
    browser::log_in(story, &stage, DEMO_REDIRECT_URI, Billit::tokens_issued).await?;
    let wrong = (settings("VOORR"), "standaard_artikel");
    chapters::activate(story, &stage, wrong, settings("VOOR")).await?;
    chapters::first_load(story, &stage, CUSTOMERS, ARTICLES).await?;
    refused_double(story, &stage).await?;
    changes(story, &stage, (leaving, double)).await?;
    clean_up(story, &stage, leaving).await?;
    let [bakery, _] = stage.relatie_named("Bakkerij De Gouden Korenaar").await?;
    let klant = format!("vendor_id:{bakery}");
    with_pdf(story, &stage, &klant).await?;
    reverse_charge(story, &stage).await?;
    story.chapter("Werkbonnen die blijven", "Werkbonnen that stay");
    werkbonnen::filtered(story, &stage, &klant).await?;
    werkbonnen::of_nobody(story, &stage).await?;
    werkbonnen::lost_answer(story, &stage, &klant).await?;
    offertes::tell(story, &stage).await?;
    chapters::reconcile(story, &stage, 4).await?;
    chapters::close(story, &stage).await
}

/// The stage, a customer who will leave, and the article whose reference is another's.
async fn set_up(story: &mut Story) -> Result<(Stage, i64, i64), Failure> {
    let clock: Arc<dyn Clock> = Arc::new(FastClock::new(FASTER));
    let vendor = Billit::new(clock.clone());
    vendor.seed_demo();
    let books = vendor.books();
    books.seed_klanten(CUSTOMERS);
    for (referentie, omschrijving, cents) in
        [("FILTER", "Filterset", 1_250), ("KRAAN15", "Kraan 15 mm", 1_895)]
    {
        books.add_artikel(&artikel(referentie, omschrijving, cents));
    }
    let double = books.add_artikel(&artikel("KRAAN15", "Kraan 15 mm, chroom", 2_495));
    let leaving = books.add_klant(&klant("Verhuisd BV"));
    let connection = [
        ("client_id", text(DEMO_CLIENT_ID)),
        ("client_secret", text(DEMO_CLIENT_SECRET)),
        ("redirect_uri", text(DEMO_REDIRECT_URI)),
        // A second of ours, so that nobody has to wait long for the answer that never comes.
        ("create_timeout", Value::Integer(i64::from(FASTER))),
    ];
    let stage = Stage::set_up_by(story, clock, vendor, &connection).await?;
    story.say(
        &format!("Billit krijgt hoogstens 2 aanroepen per seconde: hier loopt de klok {FASTER} keer zo snel"),
        &format!("Billit gets 2 calls a second at most: here the clock runs {FASTER} times as fast"),
    );
    Ok((stage, leaving, double))
}

fn artikel(referentie: &str, omschrijving: &str, cents: i64) -> NewArtikel {
    let prijs = Some(Decimal::new(cents, 2));
    NewArtikel { prijs, ..NewArtikel::artikel(referentie, omschrijving) }
}

fn klant(naam: &str) -> NewKlant {
    let adres = Adres {
        straat: "Kaai".to_owned(),
        huisnummer: "1".to_owned(),
        bus: None,
        postcode: "9000".to_owned(),
        plaats: "Gent".to_owned(),
        land: "BE".to_owned(),
    };
    NewKlant { adres: Some(adres), ..NewKlant::naam(naam) }
}

/// Settings that pass with an article of the books.
pub(super) fn settings(default_article: &str) -> SettingValues {
    let texts = [
        ("administratie", "Demo Installatietechniek BV"),
        ("reistijd_artikel", "REIS"),
        ("werktijd_artikel", "UUR"),
        ("standaard_artikel", default_article),
        ("filterwoord", "garantie"),
        ("memo", "beide"),
        ("klantreferentie", "beide"),
        ("pdf", "werkbon"),
        ("ophalen_filterwoord", "WB"),
        ("ophalen_omschrijving", "beide"),
    ];
    let mut settings = stage::settings(&texts, &[("ophalen", &["offertes"])]);
    settings.set("eerste_regel", SettingValue::JaNee(true));
    settings.set("ophalen_artikelen", SettingValue::JaNee(true));
    settings
}

/// In Simon a number is of one article.
async fn refused_double(story: &mut Story, stage: &Stage) -> Result<(), Failure> {
    let entries = stage.host.store.log(&stage.host.id, &LogFilter::default()).await?;
    let said: Vec<_> = entries.iter().filter(|entry| entry.code == "record-dubbel").collect();
    for entry in &said {
        for tekst in [Some(&entry.bericht), entry.te_nemen_actie.as_ref()].into_iter().flatten() {
            story.tell(story.output.tekst(tekst));
        }
    }
    story.expect(
        said.len() == 1,
        "twee artikelen met dezelfde referentie: het tweede blijft weg, en het logboek noemt beide",
        "two articles with the same reference: the second stays out, and the log names both",
    );
    Ok(())
}

async fn changes(
    story: &mut Story,
    stage: &Stage,
    (leaving, double): (i64, i64),
) -> Result<(), Failure> {
    story.chapter("In Billit verandert iets", "Something changes in Billit");
    let books = stage.vendor.books();
    let fresh = books.add_klant(&klant("Nieuwe Klant BV"));
    let [bakery, _] = stage.relatie_named("Bakkerij De Korenaar").await?;
    let name = ("Name", "\"Bakkerij De Gouden Korenaar\"");
    let done = [
        books.change_klant(bakery.parse().unwrap_or_default(), &[name]),
        books.delete_klant(leaving),
        books.change_artikel(double, &[("Reference", "\"KRAAN15C\"")]),
    ];
    story.expect(
        done.iter().all(Result::is_ok),
        "een klant erbij, een andere naam, een klant verwijderd, een artikel met een eigen referentie",
        "one customer added, one renamed, one deleted, an article with a reference of its own",
    );
    chapters::follow(story, stage, (&fresh.to_string(), "Bakkerij De Gouden Korenaar")).await?;
    story.expect(
        stage.count(Tabel::Artikelen).await? == ARTICLES + 1,
        "het artikel dat wegbleef is er nu ook",
        "the article that stayed out is there now, too",
    );
    Ok(())
}

async fn clean_up(story: &mut Story, stage: &Stage, leaving: i64) -> Result<(), Failure> {
    story.chapter("De schoonmaak", "The clean-up");
    let leaving = leaving.to_string();
    story.expect(
        stage.has_relatie(&leaving).await?,
        "de verwijderde klant staat nog in Simon: Billit meldt niet wat weg is",
        "the deleted customer is still in Simon: Billit does not tell what is gone",
    );
    let removed = chapters::clean_up(story, stage, false).await?;
    story.expect(
        removed == 1 && !stage.has_relatie(&leaving).await?,
        "alleen wie in de hele lijst ontbreekt en er ook bij navraag niet is, is weg",
        "only who is missing from the whole list, and is not there when asked either, is gone",
    );
    Ok(())
}

async fn with_pdf(story: &mut Story, stage: &Stage, klant: &str) -> Result<(), Failure> {
    stage.file(PDF, SMALL_PDF)?;
    let with = [
        ("klantreferentie", json!("PO-88")),
        ("pdfs", json!([{"soort": "werkbon", "bestand": PDF}])),
    ];
    werkbonnen::ordinary(story, stage, klant, &with).await?;
    let facturen = stage.vendor.books().facturen();
    let attached = facturen.iter().flat_map(|factuur| &factuur.bestanden);
    let creates = stage.vendor.calls("POST /v1/orders");
    story.expect(
        attached.count() == 1 && creates == 1 && facturen.iter().all(|it| it.status == "Draft"),
        "een concept, met de pdf erbij in dezelfde aanroep",
        "a draft, with the PDF in the same call",
    );
    Ok(())
}

/// A contractor who accounts for the VAT himself.
async fn reverse_charge(story: &mut Story, stage: &Stage) -> Result<(), Failure> {
    story.chapter("Btw verlegd", "Reverse charge");
    let [contractor, _] = stage.relatie_named("Aannemingen Van Damme").await?;
    let werkbon = json!({"nummer": "20421", "klant": format!("vendor_id:{contractor}"),
        "gereed_gemeld": true, "werkomschrijving": "Ketel in bedrijf gesteld",
        "werktijd_minuten": 60});
    let line = werkbonnen::archive(story, stage, "20421", &werkbon).await?;
    let ours = stage.referentie("20421");
    let facturen = stage.vendor.books().facturen();
    let ours = facturen.iter().find(|it| it.extern_kenmerk.as_deref() == Some(&*ours));
    let shifted = |it: &Order| it.btw_regime.as_deref() == Some("21") && it.totaal_btw == "0.00";
    story.expect(
        line.uitkomst == "geleverd" && ours.is_some_and(shifted),
        "de aannemer staat in Billit op medecontractant: alle regels aan 0 %, met dat regime",
        "the contractor is under reverse charge in Billit: all lines at 0 %, with that regime",
    );
    Ok(())
}
