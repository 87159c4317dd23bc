//! The chapters that every story has: activating, the first load, what changed, both sides compared,
//! and the log.

use chrono::TimeDelta;
use simon_core::host::{Feed, Job, Store, Tabel, WipePart};
use simon_core::integration::{Activation, CheckLine, End, FeedReport, NoProgress};
use simon_core::log::LogFilter;
use simon_core::settings::SettingValues;

use super::stage::{Simulated, Stage};
use super::story::Story;
use crate::failure::Failure;

/// Activates with settings of which one is wrong, and then with the right ones.
pub(super) async fn activate<V: Simulated>(
    story: &mut Story,
    stage: &Stage<V>,
    (wrong, key): (SettingValues, &str),
    right: SettingValues,
) -> Result<(), Failure> {
    story.chapter(
        "Activeren: eerst wissen, dan koppelen, dan controleren",
        "Activate: wipe, connect, check",
    );
    let wrap = |error| stage.failure(error);
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
    let report = integration.activate(&Activation::new(wrong, WipePart::ALL.to_vec())).await;
    let report = report.map_err(wrap)?;
    tell_checks(story, &report.checks);
    let refused = report.checks.iter().any(|line| !line.ok && line.sleutel == key);
    story.expect(
        refused && report.saved.is_none(),
        "een tikfout in een instelling wordt geweigerd en er is niets opgeslagen",
        "a slip in a setting is refused and nothing was saved",
    );
    let report = integration.activate(&Activation::new(right, WipePart::ALL.to_vec())).await;
    let report = report.map_err(wrap)?;
    tell_checks(story, &report.checks);
    story.expect(
        report.saved == Some(1) && report.checks.iter().all(|line| line.ok),
        "na de verbetering is de integratie actief",
        "after the correction the integration is active",
    );
    Ok(())
}

/// What the checks of settings found.
pub(super) fn tell_checks(story: &Story, checks: &[CheckLine]) {
    for line in checks.iter().filter(|line| !line.ok || !line.naam.is_empty()) {
        let verdict = if line.ok { "ok" } else { story.output.pick("geweigerd", "refused") };
        story.tell(format_args!("{:<18} {verdict:<10} {}", line.sleutel, line.naam));
        if let Some(bericht) = &line.bericht {
            story.tell(story.output.full(bericht));
        }
    }
}

/// The first load: so many customers at least, and exactly so many articles.
pub(super) async fn first_load<V: Simulated>(
    story: &mut Story,
    stage: &Stage<V>,
    klanten: u32,
    artikelen: u64,
) -> Result<(), Failure> {
    story.chapter(
        "De eerste keer ophalen, bladzijde voor bladzijde",
        "The first load, page by page",
    );
    let due = stage.host.integration.run_due(story).await;
    let due = due.map_err(|error| stage.failure(error))?;
    let fetched = due.ran.iter().any(|job| job.state.job == Job::Fetch && job.end == End::Done);
    let relaties = stage.count(Tabel::Relaties).await?;
    story.tell(format_args!(
        "{relaties} {}",
        story.output.pick("klanten in Simon", "customers in Simon")
    ));
    story.expect(
        relaties > u64::from(klanten) && fetched,
        "alle actieve klanten zijn er, leveranciers en inactieve niet",
        "all active customers are there, suppliers and inactive ones are not",
    );
    let info = stage.host.integration.info();
    let [nl, en] = if info.capabilities.artikelgroepen {
        [
            "alleen de artikelen van de gekozen groep zijn overgenomen",
            "only the articles of the selected group were taken over",
        ]
    } else {
        [
            "alleen artikelen die op een werkbon kunnen zijn overgenomen",
            "only articles that can stand on a werkbon were taken over",
        ]
    };
    story.expect(stage.count(Tabel::Artikelen).await? == artikelen, nl, en);
    let cadence = info.cadence;
    let [nl, en] = if cadence < TimeDelta::hours(1).to_std().unwrap_or_default() {
        ["binnen vijf minuten", "within five minutes"]
    } else {
        ["elke dag", "every day"]
    };
    story.expect(
        due.ask_again.is_some_and(|at| at <= stage.host.now() + cadence),
        &format!("hierna volgt Simon de wijzigingen vanzelf, {nl} (serve)"),
        &format!("from now on Simon follows the changes by itself, {en} (serve)"),
    );
    Ok(())
}

/// Fetches what changed, and looks for the customer that is new and the one that has this name now.
pub(super) async fn follow<V: Simulated>(
    story: &mut Story,
    stage: &Stage<V>,
    (fresh, renamed): (&str, &str),
) -> Result<(), Failure> {
    let reports = stage.fetch().await?;
    let [found, _] = stage.relatie_named(renamed).await?;
    story.expect(
        !found.is_empty() && stage.has_relatie(fresh).await?,
        "de nieuwe naam en de nieuwe klant staan in Simon",
        "the new name and the new customer are in Simon",
    );
    let of_relaties = |report: &&FeedReport| report.feed == Feed::Relaties;
    let calls: u64 =
        reports.iter().filter(of_relaties).map(|report| report.tellingen.aanroepen).sum();
    let most = V::CALLS_TO_FOLLOW;
    story.expect(
        calls <= most,
        &format!("met hoogstens {most} aanroepen, niet alle bladzijden opnieuw"),
        &format!("with {most} calls at most, not all pages again"),
    );
    Ok(())
}

/// The clean-up of the night; gives how many records went.
pub(super) async fn clean_up<V: Simulated>(
    story: &Story,
    stage: &Stage<V>,
    wholly: bool,
) -> Result<u64, Failure> {
    let integration = &stage.host.integration;
    let reports = if wholly {
        integration.clean_up_wholly(false, &NoProgress).await
    } else {
        integration.clean_up(false, &NoProgress).await
    };
    let reports = reports.map_err(|error| stage.failure(error))?;
    let removed = reports.iter().map(|report| report.tellingen.verwijderd).sum();
    story.tell(format_args!("{removed} {}", story.output.pick("verwijderd", "removed")));
    Ok(removed)
}

/// Every werkbon against the vendor's books (G2): so many of them have a document.
pub(super) async fn reconcile<V: Simulated>(
    story: &mut Story,
    stage: &Stage<V>,
    delivered: usize,
) -> Result<(), Failure> {
    story.chapter("Klopt het aan beide kanten?", "Do both sides agree?");
    let report = stage.host.integration.reconcile(stage.host.now() - TimeDelta::days(1)).await;
    let report = report.map_err(|error| stage.failure(error))?;
    let documents =
        |count: usize| report.werkbonnen.iter().filter(|one| one.documenten.len() == count).count();
    let (none, one, document) = (documents(0), documents(1), stage.documents(story));
    story.say(
        &format!("{one} werkbonnen met één {document}, {none} zonder, zoals het logboek zegt"),
        &format!("{one} werkbonnen with one {document}, {none} without, as the log says"),
    );
    story.expect(
        report.klopt() && one == delivered && one + none == report.werkbonnen.len(),
        &format!("geen {document} te veel, geen te weinig, en geen die wij niet kennen"),
        &format!("no {document} too many, none too few, and none that we do not know"),
    );
    Ok(())
}

/// The log, and what the vendor thought of our requests.
pub(super) async fn close<V: Simulated>(
    story: &mut Story,
    stage: &Stage<V>,
) -> Result<(), Failure> {
    story.chapter("Het logboek, nieuwste eerst", "The log, newest first");
    let entries = stage.host.store.log(&stage.host.id, &LogFilter::default()).await?;
    for entry in &entries {
        let record = entry.record.as_deref().unwrap_or("-");
        let soort = format!("{:?}", entry.soort).to_lowercase();
        story.tell(format_args!("{soort:<12} {record:<10} {}", story.output.tekst(&entry.bericht)));
        if let Some(text) = &entry.vendor_text {
            story.tell(format_args!("  {}: {text}", stage.naam()));
        }
    }
    let refusals = stage.vendor.refused().all();
    for refusal in &refusals {
        story.tell(refusal);
    }
    let naam = stage.naam();
    story.expect(
        refusals.is_empty(),
        &format!("{naam} kreeg geen enkel verzoek dat niet klopte"),
        &format!("{naam} met no request that was wrong"),
    );
    Ok(())
}
