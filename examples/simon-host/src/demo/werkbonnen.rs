//! Archived werkbonnen become verkooporders: the ordinary one, the ones that stay, and the one whose
//! answer got lost.

use std::path::PathBuf;

use connector_snelstart::simulator::Order;
use simon_core::message::Message;
use simon_testkit::{Fault, On};

use super::snelstart::{Stage, relatie_named};
use super::story::Story;
use crate::commands::{Line, archived, english, preview_lines};
use crate::failure::{Failure, unreadable};

/// Plays the chapters on werkbonnen.
pub(super) async fn tell(story: &mut Story, stage: &Stage) -> Result<(), Failure> {
    let klant = relatie_named(stage, "Bakkerij De Gouden Korenaar").await?;
    let klant = klant.map(|klant| klant.code).unwrap_or_default();
    ordinary(story, stage, &klant).await?;
    staying(story, stage, &klant).await?;
    lost_answer(story, stage, &klant).await
}

async fn ordinary(story: &mut Story, stage: &Stage, klant: &str) -> Result<(), Failure> {
    story.chapter("Een werkbon wordt een verkooporder", "A werkbon becomes a verkooporder");
    let text = format!(
        r#"{{"nummer": "20417", "klant": "{klant}", "werkadres": "standaard",
        "werkomschrijving": "CV-ketel onderhoud", "gereed_gemeld": true,
        "reistijd_minuten": 15, "werktijd_minuten": 120,
        "artikelen": [{{"code": "FILTER", "aantal": "3", "omschrijving": "Filterset, meterkast"}}]}}"#
    );
    let shown = preview_lines(&stage.host, &file(stage, "20417", &text)?).await?;
    story.say("Voorbeeld, zonder iets te versturen:", "Preview, without sending anything:");
    for regel in &shown {
        story.tell(format_args!("  {regel}"));
    }
    let untouched = orders_of(stage, "20417").is_empty();
    let line = archive(story, stage, "20417", &text).await?;
    let orders = orders_of(stage, "20417");
    for order in &orders {
        tell_order(story, order);
    }
    story.expect(
        line.uitkomst == "geleverd" && orders.len() == 1,
        "precies één verkooporder",
        "exactly one verkooporder",
    );
    story.expect(
        untouched && orders.iter().all(|order| order.regels.len() == shown.len()),
        "met de regels van het voorbeeld",
        "with the lines of the preview",
    );
    let hours: Vec<String> = orders
        .iter()
        .flat_map(|order| &order.regels)
        .map(|regel| regel.aantal.normalize().to_string())
        .collect();
    story.expect(
        hours.ends_with(&["3", "2", "0.25", "1"].map(str::to_owned)),
        "3 filters, 2 uur werk, een kwartier reistijd (0,25) en de voorrijkosten",
        "3 filters, 2 hours of work, a quarter of travelling (0.25) and the call-out charge",
    );
    Ok(())
}

async fn staying(story: &mut Story, stage: &Stage, klant: &str) -> Result<(), Failure> {
    story.chapter("Werkbonnen die blijven", "Werkbonnen that stay");
    let filtered = format!(
        r#"{{"nummer": "20418", "klant": "{klant}", "werkomschrijving": "Garantiewerk aan de ketel",
        "gereed_gemeld": true, "werktijd_minuten": 30}}"#
    );
    let line = archive(story, stage, "20418", &filtered).await?;
    story.expect(
        line.uitkomst == "gefilterd" && orders_of(stage, "20418").is_empty(),
        "het filterwoord 'garantie' houdt hem hier",
        "the filter word 'garantie' keeps it here",
    );
    let nobody = r#"{"nummer": "20419", "werkomschrijving": "Lekkage", "gereed_gemeld": true,
        "werktijd_minuten": 45}"#;
    let line = archive(story, stage, "20419", nobody).await?;
    story.expect(
        line.uitkomst == "geweigerd"
            && line.te_nemen_actie.is_some()
            && orders_of(stage, "20419").is_empty(),
        "zonder klant wordt hij niet verstuurd, en er staat bij wat u moet doen",
        "without a customer it is not sent, and it says what to do",
    );
    Ok(())
}

async fn lost_answer(story: &mut Story, stage: &Stage, klant: &str) -> Result<(), Failure> {
    story.chapter(
        "SnelStart maakt de order, maar het antwoord komt nooit aan",
        "SnelStart creates the order, but its answer never arrives",
    );
    stage.faults.add(On::new("POST", "/v2/verkooporders"), Fault::StallAfter, 1);
    let text = format!(
        r#"{{"nummer": "20420", "klant": "{klant}", "werkomschrijving": "Kraan vervangen",
        "gereed_gemeld": true, "werktijd_minuten": 50,
        "artikelen": [{{"code": "KRAAN15", "aantal": "1"}}]}}"#
    );
    let line = archive(story, stage, "20420", &text).await?;
    let struck = stage.faults.pending() == 0;
    let orders = orders_of(stage, "20420");
    story.expect(
        struck && line.uitkomst == "geleverd" && line.vendor_id.is_some(),
        "de order is teruggevonden aan zijn referentie",
        "the order was found back by its reference",
    );
    story.expect(
        orders.len() == 1,
        "en nog steeds precies één verkooporder",
        "and still exactly one verkooporder",
    );
    let again = archive(story, stage, "20420", &text).await?;
    story.expect(
        again.vendor_id == line.vendor_id && orders_of(stage, "20420").len() == 1,
        "nog eens archiveren verandert niets",
        "archiving it again changes nothing",
    );
    Ok(())
}

/// Archives a werkbon as a file and tells what became of it.
pub(super) async fn archive(
    story: &Story,
    stage: &Stage,
    nummer: &str,
    text: &str,
) -> Result<Line, Failure> {
    let line = archived(&stage.host, &[file(stage, nummer, text)?]).await?.into_iter().next();
    let Some(line) = line else {
        return Err(Failure::attention(&Message::new("host-afgebroken")));
    };
    let number = line.vendor_nummer.as_ref().map(|number| format!(" (SnelStart {number})"));
    let uitkomst = story.output.pick(line.uitkomst, english(line.uitkomst));
    story.tell(format_args!("{nummer}: {uitkomst}{}", number.unwrap_or_default()));
    for text in [&line.bericht, &line.te_nemen_actie].into_iter().flatten() {
        story.tell(format_args!("  {text}"));
    }
    Ok(line)
}

fn file(stage: &Stage, nummer: &str, text: &str) -> Result<PathBuf, Failure> {
    let path = stage.folder.path().join(format!("{nummer}.json"));
    std::fs::write(&path, text).map_err(|error| {
        let message = Message::new("host-werkbon-bestand").with("bestand", path.display());
        Failure::usage(&unreadable(message, &error))
    })?;
    Ok(path)
}

/// The orders in the simulated books that carry a werkbon's reference.
pub(super) fn orders_of(stage: &Stage, nummer: &str) -> Vec<Order> {
    let referentie = format!("{}-{nummer}", stage.host.id.as_str());
    let carries = |order: &Order| {
        order
            .memo
            .as_deref()
            .is_some_and(|memo| memo.lines().any(|line| line.contains(&referentie)))
    };
    stage.vendor.orders().into_iter().filter(carries).collect()
}

fn tell_order(story: &Story, order: &Order) {
    let description = order.omschrijving.as_deref().unwrap_or_default();
    story.tell(format_args!("SnelStart {}: {description}", order.nummer));
    for regel in &order.regels {
        let total = regel.totaal.normalize();
        let aantal = regel.aantal.normalize();
        story.tell(format_args!("  {aantal:>6}  {:<36} {total:>10}", regel.omschrijving));
    }
    let total = order.totaal_exclusief.normalize();
    story.tell(format_args!("  {:<44} {total:>10}", story.output.pick("totaal", "total")));
    if let Some(memo) = &order.memo {
        story.tell(format_args!("  memo: {memo}"));
    }
}
