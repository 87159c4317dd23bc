//! The story of Visma.net: the same installation company. Its werkbonnen become sales orders and, after
//! a change of the settings, customer invoices.

mod documents;

use std::sync::Arc;

use connector_visma::simulator::{
    Artikel, DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI, DEMO_TENANT, Klant, Order,
    Regel, VismaNet,
};
use serde_json::json;
use simon_core::domain::{OrderSoort, Werkbon};
use simon_core::host::{Record, Tabel};
use simon_core::settings::{SettingValue, SettingValues};
use simon_testkit::FastClock;
use toml::Value;

use super::stage::{self, text};
use super::story::Story;
use super::{SMALL_PDF, browser, chapters, orders, werkbonnen};
use crate::failure::Failure;

const CUSTOMERS: u32 = 1_600;
/// Non-stock items of the demo that are sold, the tap, and those for volume.
const ARTICLES: u64 = 7 + 1 + 300;
/// The connector makes one call a second, and PDFs follow half a minute after their document.
const SPEED: u32 = 30;
/// Another company that the user may enter, and its name.
const OTHER_TENANT: &str = "5d1c0de0-0000-4000-b000-0afe00000002";
const OTHER_NAME: &str = "Demo Verhuur B.V.";

type Stage = stage::Stage<VismaNet>;

/// Plays it.
pub(super) async fn tell(story: &mut Story) -> Result<(), Failure> {
    let stage = set_up(story).await?;
    log_in(story, &stage).await?;
    let wrong = (settings("OUD", "verkooporder"), "magazijn");
    chapters::activate(story, &stage, wrong, settings("1", "verkooporder")).await?;
    let leaving = ["Verhuisd B.V.", "Gestopt B.V."];
    let leaving = [("20001", leaving[0]), ("20002", leaving[1])]
        .map(|(nummer, naam)| stage.vendor.books().add_klant(Klant::new(nummer, naam)));
    chapters::first_load(story, &stage, CUSTOMERS, ARTICLES).await?;
    work_addresses(story, &stage).await?;
    changes(story, &stage, leaving).await?;
    clean_up(story, &stage, leaving).await?;
    let [_, klant] = stage.relatie_named("Bakkerij De Gouden Korenaar").await?;
    sales_order(story, &stage, &klant).await?;
    story.chapter("Werkbonnen die blijven", "Werkbonnen that stay");
    werkbonnen::filtered(story, &stage, &klant).await?;
    werkbonnen::of_nobody(story, &stage).await?;
    werkbonnen::lost_answer(story, &stage, &klant).await?;
    invoice(story, &stage, &klant).await?;
    orders_to_werkbonnen(story, &stage).await?;
    chapters::reconcile(story, &stage, 5).await?;
    chapters::close(story, &stage).await
}

async fn set_up(story: &mut Story) -> Result<Stage, Failure> {
    let clock = Arc::new(FastClock::new(SPEED));
    let vendor = VismaNet::new(clock.clone());
    vendor.seed_demo();
    vendor.add_company(OTHER_TENANT, "1403279", OTHER_NAME);
    vendor.books().add_artikel(Artikel::new("KRAAN15", "Stopkraan 15 mm", "STUK", 1_895));
    vendor.books().seed_klanten(CUSTOMERS);
    vendor.books().seed_artikelen(300);
    let connection = [
        ("client_id", text(DEMO_CLIENT_ID)),
        ("client_secret", text(DEMO_CLIENT_SECRET)),
        ("redirect_uri", text(DEMO_REDIRECT_URI)),
        ("timeout", Value::Integer(10 * i64::from(SPEED))),
        // Short, so that nobody has to wait long for the answer that never comes.
        ("create_timeout", Value::Integer(i64::from(SPEED))),
    ];
    let stage = Stage::set_up_by(story, clock, vendor, &connection).await?;
    story.say(
        &format!("in dit verhaal loopt de klok {SPEED} keer zo snel"),
        &format!("in this story the clock is {SPEED} times as fast"),
    );
    Ok(stage)
}

/// Settings that pass with warehouse 1.
pub(super) fn settings(magazijn: &str, document: &str) -> SettingValues {
    let texts = [
        ("administratie", COMPANY),
        ("reistijd_artikel", "REIS"),
        ("werktijd_artikel", "UUR"),
        ("standaard_artikel", "VOORRIJ"),
        ("filterwoord", "garantie"),
        ("memo", "beide"),
        ("klantreferentie", "beide"),
        ("pdf", "werkbon"),
        ("document", document),
        ("magazijn", magazijn),
        ("ophalen_filterwoord_verkooporders", "werkbon"),
        ("ophalen_filterwoord_offertes", "uitvoeren"),
    ];
    let mut settings = stage::settings(&texts, &[("ophalen", &["verkooporders", "offertes"])]);
    settings.set("ophalen_artikelen_verkooporders", SettingValue::JaNee(true));
    settings
}

/// The number of the company that the simulator begins with.
const COMPANY: &str = "1403278";

async fn log_in(story: &mut Story, stage: &Stage) -> Result<(), Failure> {
    story.chapter("Koppel: inloggen in de browser", "Connect: logging in in the browser");
    let wrap = |error| stage.failure(error);
    let integration = &stage.host.integration;
    stage.vendor.pick_company(OTHER_TENANT);
    let page = integration.login_url().await.map_err(wrap)?;
    let asks = story.output.pick("de gebruiker logt in op", "the user logs in at");
    story.tell(format_args!("{asks} {}", page.split('?').next().unwrap_or_default()));
    let redirect = browser::agree(stage, &page).await?;
    let forged = integration.log_in(&format!("{DEMO_REDIRECT_URI}?code=x&state=y")).await;
    story.expect(
        forged.is_err(),
        "een adres dat niet bij deze aanmelding hoort, wordt geweigerd",
        "an address that does not belong to this login is refused",
    );
    integration.log_in(&redirect).await.map_err(wrap)?;
    let company = ["administratie".to_owned()];
    let checks = integration.check(&settings("1", "verkooporder"), &company).await.map_err(wrap)?;
    chapters::tell_checks(story, &checks);
    story.expect(
        !checks.is_empty() && checks.iter().all(|line| !line.ok),
        "de gebruiker koos een ander bedrijf dan hij invulde: geweigerd, met wat de aanmelding opent",
        "the user chose another company than was filled in: refused, with what the login opens",
    );
    stage.vendor.pick_company(DEMO_TENANT);
    let page = integration.login_url().await.map_err(wrap)?;
    let redirect = browser::agree(stage, &page).await?;
    integration.log_in(&redirect).await.map_err(wrap)?;
    let checks = integration.check(&settings("1", "verkooporder"), &company).await.map_err(wrap)?;
    chapters::tell_checks(story, &checks);
    story.expect(
        !checks.is_empty() && checks.iter().all(|line| line.ok),
        "opnieuw ingelogd bij het goede bedrijf",
        "logged in again, at the right company",
    );
    Ok(())
}

async fn work_addresses(story: &mut Story, stage: &Stage) -> Result<(), Failure> {
    let [printer, _] = stage.relatie_named("Drukkerij Peeters").await?;
    let mut found = 0;
    for record in stage.records(Tabel::Werkadressen).await? {
        let Record::Werkadres(adres) = record else { continue };
        if adres.relatie.is_some_and(|relatie| relatie.as_str() == printer) {
            found += 1;
            let (straat, plaats) = (&adres.adres.straat, &adres.adres.plaats);
            story.tell(format_args!("Drukkerij Peeters: {straat}, {plaats}"));
        }
    }
    story.expect(
        found == 3,
        "algemeen adres, factuuradres en afleveradres zijn werkadressen geworden",
        "general, invoice and delivery address became work addresses",
    );
    Ok(())
}

async fn changes(story: &mut Story, stage: &Stage, leaving: [i64; 2]) -> Result<(), Failure> {
    story.chapter("In Visma.net verandert iets", "Something changes in Visma.net");
    let [moved, stopped] = leaving;
    let books = stage.vendor.books();
    let fresh = books.add_klant(Klant::new("10099", "Nieuwe Klant B.V."));
    let bakery = books.klant_by_number("10001").unwrap_or_default();
    let renamed = |klant: &mut Klant| {
        klant.naam = "Bakkerij De Gouden Korenaar".to_owned();
        klant.nummer = "10011".to_owned();
    };
    let done = books.change_klant(bakery, renamed).is_ok()
        && books.delete_klant(moved).is_ok()
        && books.deactivate_klant(stopped).is_ok();
    story.expect(
        done,
        "een klant erbij, een met een andere naam en een ander nummer, een verwijderd, een inactief",
        "one customer added, one with another name and number, one deleted, one made inactive",
    );
    chapters::follow(story, stage, (&fresh.to_string(), "Bakkerij De Gouden Korenaar")).await?;
    let [id, number] = stage.relatie_named("Bakkerij De Gouden Korenaar").await?;
    story.expect(
        id == bakery.to_string() && number == "10011",
        "met een ander nummer is het nog steeds dezelfde klant",
        "with another number it is still the same customer",
    );
    Ok(())
}

async fn clean_up(story: &mut Story, stage: &Stage, leaving: [i64; 2]) -> Result<(), Failure> {
    story.chapter("De schoonmaak", "The clean-up");
    let [moved, stopped] = leaving.map(|id| id.to_string());
    story.expect(
        stage.has_relatie(&moved).await? && !stage.has_active(&stopped).await?,
        "de verwijderde klant staat nog in Simon, want Visma.net meldt dat niet; de inactieve is niet meer te kiezen",
        "the deleted customer is still in Simon, as Visma.net does not tell; the inactive one cannot be chosen",
    );
    let removed = chapters::clean_up(story, stage, false).await?;
    let left = stage.has_relatie(&moved).await? || stage.has_relatie(&stopped).await?;
    story.expect(
        !left && removed == 2,
        "na vergelijking van de hele lijst zijn die twee weg, en niemand anders",
        "after comparing the whole list these two are gone, and nobody else",
    );
    Ok(())
}

/// A werkbon with a PDF, as a sales order.
async fn sales_order(story: &mut Story, stage: &Stage, klant: &str) -> Result<(), Failure> {
    let with = [("klantreferentie", json!("PO-88")), ("pdfs", pdfs(stage, "20417")?)];
    werkbonnen::ordinary(story, stage, klant, &with).await?;
    story.expect(
        has_pdf(stage, "20417"),
        "de pdf hangt aan de order; hij is een halve minuut later gestuurd, als de andere API van Visma.net de order kent",
        "the PDF is at the order; it was sent half a minute later, when the other API of Visma.net knows the order",
    );
    Ok(())
}

fn pdf_name(nummer: &str) -> String {
    format!("werkbon-{nummer}.pdf")
}

/// The PDF of a werkbon, as its file names it.
fn pdfs(stage: &Stage, nummer: &str) -> Result<serde_json::Value, Failure> {
    let name = pdf_name(nummer);
    stage.file(&name, SMALL_PDF)?;
    Ok(json!([{"soort": "werkbon", "bestand": name}]))
}

/// Whether a werkbon's PDF is at its document.
fn has_pdf(stage: &Stage, nummer: &str) -> bool {
    let shown = format!("pdf: {}", pdf_name(nummer));
    stage.documents_of(nummer).iter().any(|document| document.verder.contains(&shown))
}

/// The same after the settings say that a werkbon becomes an invoice.
async fn invoice(story: &mut Story, stage: &Stage, klant: &str) -> Result<(), Failure> {
    story.chapter(
        "De instelling verandert: een werkbon wordt een klantfactuur",
        "The setting changes: a werkbon becomes a customer invoice",
    );
    let saved = stage.host.integration.save(&settings("1", "klantfactuur")).await;
    let saved = saved.map_err(|error| stage.failure(error))?;
    story.expect(
        saved.saved == Some(2),
        "de nieuwe instellingen zijn gecontroleerd en opgeslagen",
        "the new settings were checked and saved",
    );
    let orders = stage.vendor.books().orders().len();
    let werkbon = json!({"nummer": "20421", "klant": klant, "werkadres": "standaard",
        "werkomschrijving": "Thermostaat ingesteld", "gereed_gemeld": true,
        "werktijd_minuten": 30, "pdfs": pdfs(stage, "20421")?});
    let line = werkbonnen::archive(story, stage, "20421", &werkbon).await?;
    let has_pdf = has_pdf(stage, "20421");
    for document in &stage.documents_of("20421") {
        werkbonnen::tell_document(story, stage, document);
    }
    let books = stage.vendor.books();
    let facturen = books.facturen();
    story.expect(
        line.uitkomst == "geleverd" && facturen.len() == 1 && books.orders().len() == orders,
        "precies één klantfactuur, en geen order erbij",
        "exactly one customer invoice, and no order more",
    );
    story.expect(
        facturen.iter().all(|factuur| factuur.status == "Hold") && has_pdf,
        "in de wacht, zodat het kantoor eerst kijkt, met de pdf eraan",
        "on hold, so that the office looks first, with the PDF at it",
    );
    Ok(())
}

/// Orders and quotes of the office: each kind has its own filter word and choice of lines.
async fn orders_to_werkbonnen(story: &mut Story, stage: &Stage) -> Result<(), Failure> {
    story.chapter(
        "Verkooporders en offertes worden werkbonnen",
        "Sales orders and quotes become werkbonnen",
    );
    let books = stage.vendor.books();
    books.add_order(made(stage, "SO", "Werkbon lekkage in de keuken"));
    books.add_order(made(stage, "SO", "Nieuwbouw fase 2"));
    let quote = books.add_order(made(stage, "QT", "Badkamer, uitvoeren in week 12"));
    books.add_order(made(stage, "QT", "Werkbon zonnepanelen"));
    let only = [
        "alleen de order met 'werkbon' en de offerte met 'uitvoeren'; onze eigen orders heten ook 'Werkbon', en blijven",
        "only the order with 'werkbon' and the quote with 'uitvoeren'; our own orders say 'Werkbon' too, and stay",
    ];
    let found = orders::become_werkbonnen(story, stage, 2, only).await?;
    let lines = |soort| {
        let of_kind = |it: &&_| is_from(it, soort);
        found.iter().find(of_kind).map(|werkbon| werkbon.artikelen.len())
    };
    story.expect(
        lines(OrderSoort::Verkooporder) == Some(2) && lines(OrderSoort::Offerte) == Some(0),
        "met de artikelen van de order, en zonder die van de offerte, zoals ingesteld",
        "with the articles of the order, and without those of the quote, as the settings say",
    );
    let herkomst = Some(("QT".to_owned(), quote));
    books.add_order(Order { herkomst, ..made(stage, "SO", "Werkbon badkamer") });
    let none = [
        "de order die uit die offerte gemaakt is, wordt geen tweede werkbon",
        "the order that was made from that quote becomes no second werkbon",
    ];
    let found = orders::become_werkbonnen(story, stage, 2, none).await?;
    let mut delivered = true;
    for werkbon in &found {
        delivered &= orders::carry_out(story, stage, werkbon).await?.uitkomst == "geleverd";
    }
    story.expect(
        delivered && stage.vendor.books().facturen().len() == 3,
        "uitgevoerd: van elk een klantfactuur",
        "carried out: a customer invoice of each",
    );
    Ok(())
}

fn is_from(werkbon: &Werkbon, soort: OrderSoort) -> bool {
    werkbon.bron.as_ref().is_some_and(|bron| bron.soort == soort)
}

/// An order as somebody in the office makes it.
fn made(stage: &Stage, soort: &str, omschrijving: &str) -> Order {
    let line = |artikel: &str, aantal: &str, eenheid: &str| Regel {
        artikel: artikel.to_owned(),
        omschrijving: artikel.to_owned(),
        aantal: aantal.to_owned(),
        eenheid: eenheid.to_owned(),
        ..Regel::default()
    };
    Order {
        soort: soort.to_owned(),
        klant: "10002".to_owned(),
        status: "Open".to_owned(),
        omschrijving: Some(omschrijving.to_owned()),
        datum: stage.host.today(),
        gemaakt_door: Some("kantoor".to_owned()),
        regels: vec![line("KRAAN15", "1", "STUK"), line("DIV", "2", "STUK")],
        ..Order::default()
    }
}
