//! Archived werkbonnen become documents: the ordinary one, the ones that stay, and the one whose
//! answer got lost.

use serde_json::{Value, json};
use simon_core::message::Message;
use simon_testkit::Fault;

use super::stage::{Document, Simulated, Stage};
use super::story::Story;
use crate::commands::{Line, archived, english, preview_lines};
use crate::failure::Failure;

/// A werkbon becomes a document with the lines of its preview. `with` is what it has besides.
pub(super) async fn ordinary<V: Simulated>(
    story: &mut Story,
    stage: &Stage<V>,
    klant: &str,
    with: &[(&str, Value)],
) -> Result<(), Failure> {
    let [nl, en] = V::DOCUMENT;
    let a = if en.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    story.chapter(&format!("Een werkbon wordt een {nl}"), &format!("A werkbon becomes {a} {en}"));
    let mut werkbon = json!({
        "nummer": "20417", "klant": klant, "werkadres": "standaard",
        "werkomschrijving": "CV-ketel onderhoud", "gereed_gemeld": true,
        "reistijd_minuten": 15, "werktijd_minuten": 120,
        "artikelen": [{"code": "FILTER", "aantal": "3", "omschrijving": "Filterset, meterkast"}]
    });
    if let Some(members) = werkbon.as_object_mut() {
        members.extend(with.iter().map(|(key, value)| ((*key).to_owned(), value.clone())));
    }
    let file = stage.file("20417.json", werkbon.to_string().as_bytes())?;
    let shown = preview_lines(&stage.host, &file).await?;
    story.say("Voorbeeld, zonder iets te versturen:", "Preview, without sending anything:");
    for regel in &shown {
        story.tell(format_args!("  {regel}"));
    }
    let untouched = stage.documents_of("20417").is_empty();
    let line = archive(story, stage, "20417", &werkbon).await?;
    let documents = stage.documents_of("20417");
    for document in &documents {
        tell_document(story, stage, document);
    }
    story.expect(
        line.uitkomst == "geleverd" && documents.len() == 1,
        &format!("precies één {nl}"),
        &format!("exactly one {en}"),
    );
    story.expect(
        untouched && documents.iter().all(|document| document.regels.len() == shown.len()),
        "met de regels van het voorbeeld",
        "with the lines of the preview",
    );
    let hours: Vec<String> = documents
        .iter()
        .flat_map(|document| &document.regels)
        .map(|regel| regel.aantal.normalize().to_string())
        .collect();
    story.expect(
        hours.ends_with(&["3", "2", "0.25", "1"].map(str::to_owned)),
        "3 filters, 2 uur werk, een kwartier reistijd (0,25) en de voorrijkosten",
        "3 filters, 2 hours of work, a quarter of travelling (0.25) and the call-out charge",
    );
    Ok(())
}

/// One that the filter word 'garantie' keeps.
pub(super) async fn filtered<V: Simulated>(
    story: &mut Story,
    stage: &Stage<V>,
    klant: &str,
) -> Result<(), Failure> {
    let werkbon = json!({"nummer": "20418", "klant": klant, "gereed_gemeld": true,
        "werkomschrijving": "Garantiewerk aan de ketel", "werktijd_minuten": 30});
    let line = archive(story, stage, "20418", &werkbon).await?;
    story.expect(
        line.uitkomst == "gefilterd" && stage.documents_of("20418").is_empty(),
        "het filterwoord 'garantie' houdt hem hier",
        "the filter word 'garantie' keeps it here",
    );
    Ok(())
}

/// One without a customer.
pub(super) async fn of_nobody<V: Simulated>(
    story: &mut Story,
    stage: &Stage<V>,
) -> Result<(), Failure> {
    let werkbon = json!({"nummer": "20419", "werkomschrijving": "Lekkage", "gereed_gemeld": true,
        "werktijd_minuten": 45});
    let line = archive(story, stage, "20419", &werkbon).await?;
    story.expect(
        stays(stage, &line, "20419"),
        "zonder klant wordt hij niet verstuurd, en er staat bij wat u moet doen",
        "without a customer it is not sent, and it says what to do",
    );
    Ok(())
}

/// Whether a werkbon was refused, says what to do, and left nothing at the vendor.
pub(super) fn stays<V: Simulated>(stage: &Stage<V>, line: &Line, nummer: &str) -> bool {
    line.uitkomst == "geweigerd"
        && line.te_nemen_actie.is_some()
        && stage.documents_of(nummer).is_empty()
}

/// The vendor makes the document, but its answer never arrives.
pub(super) async fn lost_answer<V: Simulated>(
    story: &mut Story,
    stage: &Stage<V>,
    klant: &str,
) -> Result<(), Failure> {
    let ([nl, en], naam) = (V::DOCUMENT, stage.naam());
    story.chapter(
        &format!("{naam} maakt de {nl}, maar het antwoord komt nooit aan"),
        &format!("{naam} creates the {en}, but its answer never arrives"),
    );
    let create = stage.vendor.creates(&stage.referentie("20420"));
    stage.faults.add(create, Fault::StallAfter, 1);
    let werkbon = json!({"nummer": "20420", "klant": klant, "werkomschrijving": "Kraan vervangen",
        "gereed_gemeld": true, "werktijd_minuten": 50,
        "artikelen": [{"code": "KRAAN15", "aantal": "1"}]});
    let line = archive(story, stage, "20420", &werkbon).await?;
    let struck = stage.faults.pending() == 0;
    story.expect(
        struck && line.uitkomst == "geleverd" && line.vendor_id.is_some(),
        &format!("de {nl} is teruggevonden aan de referentie"),
        &format!("the {en} was found back by its reference"),
    );
    story.expect(
        stage.documents_of("20420").len() == 1,
        &format!("en nog steeds precies één {nl}"),
        &format!("and still exactly one {en}"),
    );
    let again = archive(story, stage, "20420", &werkbon).await?;
    story.expect(
        again.vendor_id == line.vendor_id && stage.documents_of("20420").len() == 1,
        "nog eens archiveren verandert niets",
        "archiving it again changes nothing",
    );
    Ok(())
}

/// Archives a werkbon as a file and tells what became of it.
pub(super) async fn archive<V: Simulated>(
    story: &Story,
    stage: &Stage<V>,
    nummer: &str,
    werkbon: &Value,
) -> Result<Line, Failure> {
    let file = stage.file(&format!("{nummer}.json"), werkbon.to_string().as_bytes())?;
    let Some(line) = archived(&stage.host, &[file]).await?.into_iter().next() else {
        return Err(Failure::attention(&Message::new("host-afgebroken")));
    };
    let number = line.vendor_nummer.as_ref().map(|number| format!(" ({} {number})", stage.naam()));
    let uitkomst = story.output.pick(line.uitkomst, english(line.uitkomst));
    story.tell(format_args!("{nummer}: {uitkomst}{}", number.unwrap_or_default()));
    for text in [&line.bericht, &line.te_nemen_actie].into_iter().flatten() {
        story.tell(format_args!("  {text}"));
    }
    Ok(line)
}

/// A document as the vendor has it.
pub(super) fn tell_document<V: Simulated>(story: &Story, stage: &Stage<V>, document: &Document) {
    story.tell(format_args!("{} {}: {}", stage.naam(), document.nummer, document.omschrijving));
    for regel in &document.regels {
        let (aantal, bedrag) = (regel.aantal.normalize(), regel.bedrag.normalize());
        story.tell(format_args!("  {aantal:>6}  {:<36} {bedrag:>10}", regel.omschrijving));
    }
    let totaal = document.totaal.normalize();
    story.tell(format_args!("  {:<44} {totaal:>10}", story.output.pick("totaal", "total")));
    for line in &document.verder {
        story.tell(format_args!("  {line}"));
    }
}
