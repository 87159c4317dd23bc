//! The story of Exact Online: the same installation company, connected in the browser.

use std::sync::Arc;

use chrono::Days;
use connector_exact::simulator::{
    DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_DIVISION, DEMO_REDIRECT_URI, ExactOnline, Invoice,
    NewAccount,
};
use serde_json::json;
use simon_core::http::SystemClock;
use simon_core::settings::SettingValues;
use simon_testkit::{On, Refusals};
use toml::Value;

use super::stage::{self, Document, Regel, Simulated, text};
use super::story::Story;
use super::{SMALL_PDF, browser, chapters, werkbonnen};
use crate::failure::Failure;

const CUSTOMERS: u32 = 2_400;
/// Of this application. Exact's answers say so; an ordinary one may call 60 times.
const CALLS_A_MINUTE: u64 = 300;
const CALLS_A_DAY: u64 = 9_000;
const PDF: &str = "werkbon-20417.pdf";

type Stage = stage::Stage<ExactOnline>;

impl Simulated for ExactOnline {
    const ID: &'static str = "exact";
    const DOCUMENT: [&'static str; 2] = ["conceptfactuur", "concept invoice"];

    fn creates(&self, _: &str) -> On {
        On::new("POST", format!("/api/v1/{DEMO_DIVISION}/salesinvoice/SalesInvoices"))
    }

    fn documents(&self, referentie: &str) -> Vec<Document> {
        let marker = format!("Werkbon {referentie}");
        let invoices = self.books().invoices().into_iter();
        let ours = invoices.filter(|invoice| invoice.description.as_ref() == Some(&marker));
        ours.map(|invoice| shown(self, invoice)).collect()
    }

    fn refused(&self) -> Refusals {
        self.refusals()
    }
}

fn shown(vendor: &ExactOnline, invoice: Invoice) -> Document {
    let names = [("YourRef", invoice.your_ref), ("Remarks", invoice.remarks)];
    let texts = names.into_iter().filter_map(|(name, text)| Some((name, text?)));
    let texts = texts.map(|(name, text)| format!("{name}: {}", text.replace("\r\n", " / ")));
    let regels = invoice.lines.into_iter().map(|line| Regel {
        aantal: line.quantity,
        bedrag: line.quantity * line.net_price,
        omschrijving: [line.description, line.notes]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", "),
    });
    let omschrijving = invoice.description.unwrap_or_default();
    let card = on_card(vendor, &invoice.ordered_by, &omschrijving);
    Document {
        nummer: invoice.order_number.to_string(),
        regels: regels.collect(),
        totaal: invoice.total,
        verder: texts.chain(card.iter().map(|file| format!("pdf: {file}"))).collect(),
        omschrijving,
    }
}

/// The files of a customer's documents with this subject.
fn on_card(vendor: &ExactOnline, account: &str, subject: &str) -> Vec<String> {
    let documents = vendor.books().documents().into_iter();
    let of_werkbon = documents
        .filter(|it| it.account.as_deref() == Some(account) && it.subject == subject)
        .flat_map(|it| it.attachments);
    of_werkbon.map(|file| file.naam).collect()
}

/// Plays it.
pub(super) async fn tell(story: &mut Story) -> Result<(), Failure> {
    let stage = set_up(story).await?;
    browser::log_in(story, &stage, DEMO_REDIRECT_URI, ExactOnline::tokens_issued).await?;
    let wrong = (settings("60"), "dagboek");
    chapters::activate(story, &stage, wrong, settings("70")).await?;
    let leaving = LEAVING.map(|naam| stage.vendor.books().add_account(&NewAccount::klant(naam)));
    chapters::first_load(story, &stage, CUSTOMERS, 4).await?;
    changes(story, &stage, &leaving).await?;
    clean_up(story, &stage, &leaving).await?;
    let [_, klant] = stage.relatie_named("Bakkerij De Gouden Korenaar").await?;
    with_pdf(story, &stage, &klant).await?;
    story.chapter("Werkbonnen die blijven", "Werkbonnen that stay");
    werkbonnen::of_nobody(story, &stage).await?;
    refused(story, &stage).await?;
    werkbonnen::lost_answer(story, &stage, &klant).await?;
    chapters::reconcile(story, &stage, 2).await?;
    limits(story, &stage).await?;
    chapters::close(story, &stage).await
}

async fn set_up(story: &mut Story) -> Result<Stage, Failure> {
    let vendor = ExactOnline::new(Arc::new(SystemClock));
    vendor.seed_demo();
    vendor.books().add_accounts(CUSTOMERS);
    vendor.books().add_items(300);
    vendor.limit_calls(CALLS_A_MINUTE, CALLS_A_DAY);
    let connection = [
        ("client_id", text(DEMO_CLIENT_ID)),
        ("client_secret", text(DEMO_CLIENT_SECRET)),
        ("redirect_uri", text(DEMO_REDIRECT_URI)),
        // Short, so that nobody has to wait long for the answer that never comes.
        ("create_timeout", Value::Integer(1)),
    ];
    Stage::set_up(story, vendor, &connection).await
}

/// Settings that pass with journal 70.
pub(super) fn settings(dagboek: &str) -> SettingValues {
    let texts = [
        // The number that users see, which is not the one in Exact's addresses.
        ("administratie", "417"),
        ("dagboek", dagboek),
        ("reistijd_artikel", "REIS"),
        ("werktijd_artikel", "UUR"),
        ("standaard_artikel", "VOORRIJ"),
        ("memo", "beide"),
        ("klantreferentie", "beide"),
        ("pdf", "werkbon"),
    ];
    stage::settings(&texts, &[("artikelgroepen", &["Materiaal"])])
}

const LEAVING: [&str; 4] =
    ["Verhuisd B.V.", "Geblokkeerd B.V.", "Opgeheven B.V.", "Seizoenswerk B.V."];

async fn changes(story: &mut Story, stage: &Stage, leaving: &[String; 4]) -> Result<(), Failure> {
    story.chapter("In Exact Online verandert iets", "Something changes in Exact Online");
    let [moved, blocked, ended, ending] = leaving;
    let books = stage.vendor.books();
    let fresh = books.add_account(&NewAccount::klant("Nieuwe Klant B.V."));
    let [bakery, _] = stage.relatie_named("Bakkerij De Korenaar").await?;
    let today = stage.host.today();
    let done = [
        books.rename_account(&bakery, "Bakkerij De Gouden Korenaar"),
        books.delete_account(moved),
        books.block_account(blocked),
        books.set_account_period(ended, None, today.checked_sub_days(Days::new(1))),
        books.set_account_period(ending, None, today.checked_add_days(Days::new(30))),
    ];
    story.expect(
        done.iter().all(Result::is_ok),
        "een klant erbij, een andere naam, een verwijderd, een geblokkeerd, twee met een einddatum",
        "one customer added, one renamed, one deleted, one blocked, two with an end date",
    );
    chapters::follow(story, stage, (&fresh, "Bakkerij De Gouden Korenaar")).await?;
    let active = stage.has_active(ending).await?;
    story.expect(
        active && !stage.has_active(blocked).await? && !stage.has_active(ended).await?,
        "geblokkeerd of voorbij de einddatum is niet meer te kiezen, tot de einddatum nog wel",
        "blocked or past its end date cannot be chosen any more, until its end date it can",
    );
    Ok(())
}

async fn clean_up(story: &mut Story, stage: &Stage, leaving: &[String; 4]) -> Result<(), Failure> {
    story.chapter("De schoonmaak", "The clean-up");
    let [moved, .., ending] = leaving;
    let removed = chapters::clean_up(story, stage, false).await?;
    let left = stage.has_relatie(moved).await?;
    story.expect(
        removed == 3 && !left && stage.has_active(ending).await?,
        "wat Exact Online zelf als verwijderd opgeeft is weg, en wat niet meer actief is",
        "what Exact Online itself lists as deleted is gone, and what is no longer active",
    );
    let [quiet, _] = stage.relatie_named("Hotel-Restaurant Café René").await?;
    stage.vendor.log_deletions(false);
    let deleted = stage.vendor.books().delete_account(&quiet).is_ok();
    stage.vendor.log_deletions(true);
    stage.fetch().await?;
    story.expect(
        deleted && stage.has_relatie(&quiet).await?,
        "een klant verdwijnt zonder dat Exact Online het meldt, en staat nog in Simon",
        "a customer disappears without a word of Exact Online, and is still in Simon",
    );
    chapters::clean_up(story, stage, true).await?;
    let kept = stage.relatie_named("Garage Van Dijk B.V.").await?;
    story.expect(
        !stage.has_relatie(&quiet).await? && !kept.concat().is_empty(),
        "de vergelijking van de hele lijst haalt hem weg, en niemand anders",
        "comparing the whole list removes it, and nobody else",
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
    let [id, _] = stage.relatie_named("Bakkerij De Gouden Korenaar").await?;
    story.expect(
        on_card(&stage.vendor, &id, "Werkbon demo-20417") == [PDF],
        "de pdf staat bij de documenten op de kaart van de klant",
        "the PDF is among the documents on the customer's card",
    );
    Ok(())
}

/// A customer that stopped being one after the last fetch.
async fn refused(story: &mut Story, stage: &Stage) -> Result<(), Failure> {
    let [garage, code] = stage.relatie_named("Garage Van Dijk B.V.").await?;
    let changed = stage.vendor.books().change_account(&garage, &[("Status", "\"P\"")]);
    let werkbon = json!({"nummer": "20418", "klant": code, "gereed_gemeld": true,
        "werkomschrijving": "Brug vervangen", "werktijd_minuten": 30});
    let line = werkbonnen::archive(story, stage, "20418", &werkbon).await?;
    story.expect(
        changed.is_ok() && werkbonnen::stays(stage, &line, "20418"),
        "de relatie is in Exact Online geen klant meer: geweigerd, en er staat bij wat u moet doen",
        "the account is no customer in Exact Online any more: refused, and it says what to do",
    );
    Ok(())
}

async fn limits(story: &mut Story, stage: &Stage) -> Result<(), Failure> {
    story.chapter("De aanroepen van vandaag", "Today's calls");
    let status = stage.host.integration.status().await.map_err(|error| stage.failure(error))?;
    let windows = status.limiet.map(|gauge| gauge.windows).unwrap_or_default();
    for window in &windows {
        let (of, per) = (story.output.pick("van", "of"), story.output.pick("per", "per"));
        story.tell(format_args!(
            "{} {of} {} {per} {} s",
            window.used,
            window.calls,
            window.length.as_secs()
        ));
    }
    let said: Vec<u64> = windows.iter().map(|window| u64::from(window.calls)).collect();
    story.expect(
        said == [CALLS_A_MINUTE, CALLS_A_DAY],
        "de limieten die Exact Online in zijn antwoorden noemt, gelden",
        "the limits that Exact Online names in its answers are the ones that count",
    );
    let vendor = &stage.vendor;
    story.expect(
        vendor.books().throttled() == 0 && vendor.tokens_issued() == 1,
        "geen aanroep te veel, en één inlogsleutel voor het hele verhaal",
        "not one call too many, and one access token for the whole story",
    );
    Ok(())
}
