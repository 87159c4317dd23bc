//! The story of SnelStart: a made-up installation company with about 1,200 customers.

use std::sync::Arc;

use chrono::TimeDelta;
use connector_snelstart::simulator::{
    DEMO_KOPPELSLEUTEL, DEMO_SUBSCRIPTION_KEY, NewRelatie, SnelStart,
};
use simon_core::domain::{Relatie, RelatieId};
use simon_core::host::{Feed, Job, Record, Select, Store, Tabel, WipePart};
use simon_core::http::SystemClock;
use simon_core::integration::{
    Activation, ActivationReport, End, FeedReport, FetchRequest, NoProgress,
};
use simon_core::log::LogFilter;
use simon_core::message::{Message, Taal};
use simon_core::settings::{SettingValue, SettingValues};
use simon_sqlite::SqliteStore;
use simon_testkit::{Faults, SimServer};
use tempfile::TempDir;
use toml::{Table, Value};

use super::story::Story;
use super::{orders, werkbonnen};
use crate::config::{Config, StoreAt};
use crate::failure::Failure;
use crate::host::Host;

const CUSTOMERS: u32 = 1_200;

/// The stage: the simulated vendor, and a host on a store of its own.
pub(super) struct Stage {
    pub(super) vendor: Arc<SnelStart>,
    pub(super) faults: Faults,
    pub(super) host: Host,
    pub(super) folder: TempDir,
    _server: SimServer,
}

/// Plays it.
pub(super) async fn tell(story: &mut Story) -> Result<(), Failure> {
    let stage = set_up(story).await?;
    activate(story, &stage).await?;
    let leaving = [add(&stage, "Verhuisd B.V."), add(&stage, "Gestopt B.V.")];
    first_load(story, &stage).await?;
    changes(story, &stage, &leaving).await?;
    clean_up(story, &stage, &leaving).await?;
    werkbonnen::tell(story, &stage).await?;
    orders::tell(story, &stage).await?;
    reconcile(story, &stage).await?;
    close(story, &stage).await
}

async fn set_up(story: &mut Story) -> Result<Stage, Failure> {
    story.chapter("Het toneel", "The stage");
    let vendor = Arc::new(SnelStart::new(Arc::new(SystemClock)));
    vendor.seed_demo();
    vendor.seed_relaties(CUSTOMERS);
    vendor.seed_artikelen(300);
    let faults = Faults::none();
    let server = SimServer::start(vendor.clone(), faults.clone()).await;
    let folder = tempfile::tempdir().map_err(|error| no_stage(&error.to_string()))?;
    let path = folder.path().join("simon.db");
    let store = SqliteStore::open(&path)?;
    let config = Config {
        vendor: "snelstart".to_owned(),
        store: StoreAt::File(path),
        taal: Taal::Nl,
        integration: "demo".to_owned().try_into().map_err(simon_core::Error::from)?,
        tijdzone: "Europe/Amsterdam".to_owned(),
        log_dagen: None,
        connection: connection(server.url().as_str()),
        settings: settings("REISS"),
    };
    let vendor_of = crate::registry::Vendor::named("snelstart")?;
    let host = Host::over(config, vendor_of, store, Arc::new(SystemClock), story.output)?;
    let words = (
        story.output.pick("Een nagebootste SnelStart op", "A simulated SnelStart at"),
        story.output.pick("gegenereerde klanten", "generated customers"),
    );
    story.tell(format_args!("{} {}, {CUSTOMERS} {}", words.0, server.url(), words.1));
    Ok(Stage { vendor, faults, host, folder, _server: server })
}

fn no_stage(detail: &str) -> Failure {
    Failure::usage(&Message::new("host-opslag-mislukt").with("detail", detail))
}

fn connection(url: &str) -> Table {
    let text = |text: &str| Value::String(text.to_owned());
    Table::from_iter([
        ("base_url".to_owned(), text(url)),
        ("auth_url".to_owned(), text(url)),
        ("subscription_key".to_owned(), text(DEMO_SUBSCRIPTION_KEY)),
        ("koppelsleutel".to_owned(), text(DEMO_KOPPELSLEUTEL)),
        ("limieten".to_owned(), text("productie")),
        // Short, so that nobody has to wait long for the answer that never comes.
        ("create_timeout".to_owned(), Value::Integer(1)),
    ])
}

fn settings(travel_article: &str) -> SettingValues {
    let text = |text: &str| SettingValue::Tekst(text.to_owned());
    let list =
        |list: &[&str]| SettingValue::Lijst(list.iter().map(|&one| one.to_owned()).collect());
    let mut settings = SettingValues::default();
    settings.set("reistijd_artikel", text(travel_article));
    settings.set("werktijd_artikel", text("UUR"));
    settings.set("standaard_artikel", text("VOORRIJ"));
    settings.set("artikelgroepen", list(&["Hoog btw (materiaal)"]));
    settings.set("omschrijving", list(&["werkomschrijving"]));
    settings.set("eerste_regel", SettingValue::JaNee(true));
    settings.set("filterwoord", text("garantie"));
    settings.set("ophalen", list(&["verkooporders"]));
    settings.set("ophalen_filterwoord", text("WB"));
    settings.set("ophalen_artikelen", SettingValue::JaNee(true));
    settings.set("markering", text("SIM"));
    settings
}

async fn activate(story: &mut Story, stage: &Stage) -> Result<(), Failure> {
    story.chapter(
        "Activeren: eerst wissen, dan koppelen, dan controleren",
        "Activate: wipe, connect, check",
    );
    let wrap = |error| stage.host.failure(&error);
    let integration = &stage.host.integration;
    let plan = integration.wipe_plan(&[]).await.map_err(wrap)?;
    for (part, records) in &plan.parts {
        story.tell(format_args!(
            "{} {part:?}: {records} records",
            story.output.pick("wordt gewist:", "will be wiped:")
        ));
    }
    story.expect(
        plan.first && plan.parts.len() == 3,
        "de eerste keer wist alles",
        "the first time wipes everything",
    );
    let all = || WipePart::ALL.to_vec();
    let wrong = Activation::new(settings("REISS"), all());
    let report = integration.activate(&wrong).await.map_err(wrap)?;
    tell_checks(story, &report);
    let refused = report.checks.iter().any(|line| !line.ok && line.sleutel == "reistijd_artikel");
    story.expect(
        refused && report.saved.is_none(),
        "een tikfout in een artikelcode wordt geweigerd en er is niets opgeslagen",
        "a slip in an article code is refused and nothing was saved",
    );
    let right = Activation::new(settings("REIS"), all());
    let report = integration.activate(&right).await.map_err(wrap)?;
    tell_checks(story, &report);
    story.expect(
        report.saved == Some(1) && report.checks.iter().all(|line| line.ok),
        "na de verbetering is de integratie actief",
        "after the correction the integration is active",
    );
    Ok(())
}

fn tell_checks(story: &Story, report: &ActivationReport) {
    for line in report.checks.iter().filter(|line| !line.ok || !line.naam.is_empty()) {
        let verdict = if line.ok { "ok" } else { story.output.pick("geweigerd", "refused") };
        story.tell(format_args!("{:<18} {verdict:<10} {}", line.sleutel, line.naam));
        if let Some(bericht) = &line.bericht {
            story.tell(story.output.full(bericht));
        }
    }
}

fn add(stage: &Stage, naam: &str) -> String {
    stage.vendor.add_relatie(NewRelatie {
        straat: Some("Kade 1".to_owned()),
        postcode: Some("1011 AB".to_owned()),
        plaats: Some("Amsterdam".to_owned()),
        ..NewRelatie::klant(naam)
    })
}

async fn first_load(story: &mut Story, stage: &Stage) -> Result<(), Failure> {
    story.chapter(
        "De eerste keer ophalen, bladzijde voor bladzijde",
        "The first load, page by page",
    );
    let due = stage.host.integration.run_due(story).await;
    let due = due.map_err(|error| stage.host.failure(&error))?;
    let fetched = due.ran.iter().any(|job| job.state.job == Job::Fetch && job.end == End::Done);
    let relaties = stage.host.store.count(&stage.host.id, Tabel::Relaties).await?;
    story.tell(format_args!(
        "{relaties} {}",
        story.output.pick("klanten in Simon", "customers in Simon")
    ));
    story.expect(
        relaties > u64::from(CUSTOMERS) && fetched,
        "alle actieve klanten zijn er, leveranciers en inactieve niet",
        "all active customers are there, suppliers and inactive ones are not",
    );
    let artikelen = stage.host.store.count(&stage.host.id, Tabel::Artikelen).await?;
    story.expect(
        artikelen == 4,
        "alleen de artikelen van de gekozen groep zijn overgenomen",
        "only the articles of the selected group were taken over",
    );
    let soon = stage.host.now() + TimeDelta::minutes(5);
    story.expect(
        due.ask_again.is_some_and(|at| at <= soon),
        "hierna volgt Simon de wijzigingen vanzelf, binnen vijf minuten (serve)",
        "from now on Simon follows the changes by itself, within five minutes (serve)",
    );
    Ok(())
}

/// 'Nu Synchroniseren'.
pub(super) async fn fetch(stage: &Stage) -> Result<Vec<FeedReport>, Failure> {
    let request = FetchRequest::changes(Vec::new());
    let reports = stage.host.integration.fetch(&request, &NoProgress).await;
    reports.map_err(|error| stage.host.failure(&error))
}

async fn changes(story: &mut Story, stage: &Stage, leaving: &[String; 2]) -> Result<(), Failure> {
    story.chapter("In SnelStart verandert iets", "Something changes in SnelStart");
    let [moved, stopped] = leaving;
    let fresh = add(stage, "Nieuwe Klant B.V.");
    let name = "\"Bakkerij De Gouden Korenaar\"";
    let bakery = relatie_named(stage, "Bakkerij De Korenaar").await?;
    let changed = bakery.as_ref().is_some_and(|bakery| {
        stage.vendor.change_relatie(bakery.id.as_str(), &[("naam", name)]).is_ok()
    });
    let left = stage.vendor.delete_relatie(moved).is_ok()
        && stage.vendor.deactivate_relatie(stopped).is_ok();
    story.expect(
        changed && left,
        "een klant erbij, een andere naam, een klant verwijderd en een inactief gemaakt",
        "one customer added, one renamed, one deleted and one made inactive",
    );
    let reports = fetch(stage).await?;
    let renamed = relatie_named(stage, "Bakkerij De Gouden Korenaar").await?.is_some();
    story.expect(
        renamed && relatie(stage, &fresh).await?.is_some(),
        "de nieuwe naam en de nieuwe klant staan in Simon",
        "the new name and the new customer are in Simon",
    );
    let calls: u64 = reports
        .iter()
        .filter(|report| report.feed == Feed::Relaties)
        .map(|report| report.tellingen.aanroepen)
        .sum();
    story.expect(
        calls <= 2,
        "met hoogstens twee aanroepen, niet alle bladzijden opnieuw",
        "with two calls at most, not all pages again",
    );
    Ok(())
}

async fn clean_up(story: &mut Story, stage: &Stage, leaving: &[String; 2]) -> Result<(), Failure> {
    story.chapter("De schoonmaak", "The clean-up");
    let [moved, stopped] = leaving;
    story.expect(
        relatie(stage, moved).await?.is_some(),
        "de verwijderde klant staat nog in Simon: wegblijven uit een lijst bewijst niets",
        "the deleted customer is still in Simon: being absent from a list proves nothing",
    );
    let reports = stage.host.integration.clean_up(false, &NoProgress).await;
    let reports = reports.map_err(|error| stage.host.failure(&error))?;
    let removed: u64 = reports.iter().map(|report| report.tellingen.verwijderd).sum();
    story.tell(format_args!("{removed} {}", story.output.pick("verwijderd", "removed")));
    let gone = relatie(stage, moved).await?.is_none() && relatie(stage, stopped).await?.is_none();
    story.expect(
        gone && removed == 2,
        "alleen wat SnelStart bij navraag echt niet meer heeft, is weg",
        "only what SnelStart, when asked, really no longer has is gone",
    );
    Ok(())
}

pub(super) async fn relatie(stage: &Stage, id: &str) -> Result<Option<Relatie>, Failure> {
    let id = RelatieId::new(id).map_err(simon_core::Error::from)?;
    let select = Select::Id(id.as_str().to_owned());
    let found = stage.host.store.records(&stage.host.id, Tabel::Relaties, &select).await?;
    Ok(found.into_iter().find_map(only_relatie))
}

pub(super) async fn relatie_named(stage: &Stage, naam: &str) -> Result<Option<Relatie>, Failure> {
    let everything = Select::After(None, 5_000);
    let found = stage.host.store.records(&stage.host.id, Tabel::Relaties, &everything).await?;
    Ok(found.into_iter().filter_map(only_relatie).find(|relatie| relatie.naam == naam))
}

fn only_relatie(record: Record) -> Option<Relatie> {
    match record {
        Record::Relatie(relatie) => Some(relatie),
        _ => None,
    }
}

/// Every werkbon against the vendor's books (G2).
async fn reconcile(story: &mut Story, stage: &Stage) -> Result<(), Failure> {
    story.chapter("Klopt het aan beide kanten?", "Do both sides agree?");
    let report = stage.host.integration.reconcile(stage.host.now() - TimeDelta::days(1)).await;
    let report = report.map_err(|error| stage.host.failure(&error))?;
    let documents =
        |count: usize| report.werkbonnen.iter().filter(|one| one.documenten.len() == count).count();
    let (none, one) = (documents(0), documents(1));
    story.say(
        &format!("{one} werkbonnen met één order, {none} zonder, zoals het logboek zegt"),
        &format!("{one} werkbonnen with one order, {none} without, as the log says"),
    );
    story.expect(
        report.klopt() && one == 3 && one + none == report.werkbonnen.len(),
        "geen order te veel, geen te weinig, en geen die wij niet kennen",
        "no order too many, none too few, and none that we do not know",
    );
    Ok(())
}

async fn close(story: &mut Story, stage: &Stage) -> Result<(), Failure> {
    story.chapter("Het logboek, nieuwste eerst", "The log, newest first");
    let entries = stage.host.store.log(&stage.host.id, &LogFilter::default()).await?;
    for entry in &entries {
        let record = entry.record.as_deref().unwrap_or("-");
        let soort = format!("{:?}", entry.soort).to_lowercase();
        story.tell(format_args!("{soort:<12} {record:<10} {}", story.output.tekst(&entry.bericht)));
        if let Some(text) = &entry.vendor_text {
            story.tell(format_args!("  SnelStart: {text}"));
        }
    }
    let refusals = stage.vendor.refusals().all();
    for refusal in &refusals {
        story.tell(refusal);
    }
    story.expect(
        refusals.is_empty(),
        "SnelStart kreeg geen enkel verzoek dat niet klopte",
        "SnelStart met no request that was wrong",
    );
    Ok(())
}
