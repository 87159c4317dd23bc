//! A quote that the customer approved in Billit becomes a werkbon, once.

use connector_billit::simulator::{NewOfferte, NewRegel};
use rust_decimal::Decimal;
use serde_json::json;
use simon_core::domain::Werkbon;
use simon_core::host::{Record, Tabel};

use super::billit::Stage;
use super::orders::werkbonnen;
use super::story::Story;
use super::werkbonnen::{archive, tell_document};
use crate::failure::Failure;

/// Plays it.
pub(super) async fn tell(story: &mut Story, stage: &Stage) -> Result<(), Failure> {
    story.chapter(
        "Een goedgekeurde offerte wordt een werkbon",
        "An approved quote becomes a werkbon",
    );
    let [garage, _] = stage.relatie_named("Garage Peeters").await?;
    let (klant, kraan) = (garage.parse().unwrap_or_default(), kraan(stage).await?);
    let [ours, open, other] = ["WB Kranen in de keuken", "WB Badkamer", "Nieuwbouw fase 2"]
        .map(|titel| add(stage, titel, (klant, kraan)));
    let books = stage.vendor.books();
    let approved = [ours, other].map(|id| books.approve_offerte(id).is_ok());
    story.expect(
        approved == [true, true] && books.order(open).is_some(),
        "drie offertes in Billit, waarvan de klant er twee goedkeurt",
        "three quotes in Billit, of which the customer approves two",
    );
    stage.fetch().await?;
    let werkbonnen = werkbonnen(stage).await?;
    for werkbon in &werkbonnen {
        let text = werkbon.werkomschrijving.replace('\n', " / ");
        story.tell(format_args!("{}: {text}", werkbon.nummer));
    }
    story.expect(
        werkbonnen.len() == 1,
        "alleen de goedgekeurde met 'WB' als woord is een werkbon geworden",
        "only the approved one with the word 'WB' became a werkbon",
    );
    let edited = books.change_order(ours, &[("Comments", "\"Sleutel bij de buren\"")]);
    stage.fetch().await?;
    story.expect(
        edited.is_ok() && self::werkbonnen(stage).await? == werkbonnen,
        "de offerte wijzigt nog in Billit: er komt geen tweede, en de werkbon blijft zoals hij was",
        "the quote still changes in Billit: there is no second one, and the werkbon stays as it was",
    );
    match werkbonnen.first() {
        Some(werkbon) => carried_out(story, stage, werkbon).await,
        None => Ok(()),
    }
}

async fn kraan(stage: &Stage) -> Result<i64, Failure> {
    let found =
        stage.records(Tabel::Artikelen).await?.into_iter().find_map(|record| match record {
            Record::Artikel(artikel) if artikel.code == "KRAAN15" => {
                artikel.id.as_str().parse().ok()
            }
            _ => None,
        });
    Ok(found.unwrap_or_default())
}

fn add(stage: &Stage, titel: &str, (klant, kraan): (i64, i64)) -> i64 {
    let regels =
        vec![NewRegel::tekst("Beide kranen vervangen"), NewRegel::artikel(kraan, Decimal::TWO)];
    let offerte = NewOfferte { titel: Some(titel.to_owned()), ..NewOfferte::voor(klant, regels) };
    stage.vendor.books().add_offerte(&offerte).unwrap_or_default()
}

async fn carried_out(story: &mut Story, stage: &Stage, werkbon: &Werkbon) -> Result<(), Failure> {
    let nummer = werkbon.nummer.as_str();
    let done = json!({"nummer": nummer, "gereed_gemeld": true, "werktijd_minuten": 90});
    let line = archive(story, stage, nummer, &done).await?;
    let documents = stage.documents_of(nummer);
    for document in &documents {
        tell_document(story, stage, document);
    }
    let amounts = documents.iter().flat_map(|document| &document.regels);
    let amounts: Vec<String> = amounts.map(|regel| regel.aantal.normalize().to_string()).collect();
    story.expect(
        line.uitkomst == "geleverd" && documents.len() == 1 && amounts.contains(&"2".to_owned()),
        "uitgevoerd: één factuur, met de twee kranen van de offerte",
        "carried out: one invoice, with the two taps of the quote",
    );
    Ok(())
}
