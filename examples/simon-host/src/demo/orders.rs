//! A verkooporder that was made in SnelStart becomes a werkbon, once, and gets the mark when the work
//! is delivered.

use connector_snelstart::simulator::{NewOrder, NewRegel, Order};
use rust_decimal::Decimal;
use serde_json::json;
use simon_core::domain::Werkbon;
use simon_core::host::{Record, Tabel};

use super::snelstart::Stage;
use super::story::Story;
use super::werkbonnen::archive;
use crate::failure::Failure;

/// Plays it.
pub(super) async fn tell(story: &mut Story, stage: &Stage) -> Result<(), Failure> {
    story.chapter("Een verkooporder wordt een werkbon", "A verkooporder becomes a werkbon");
    let [relatie, _] = stage.relatie_named("Garage Van Dijk B.V.").await?;
    let order = |text: &str| NewOrder {
        relatie: relatie.clone(),
        omschrijving: Some(text.to_owned()),
        regels: vec![NewRegel {
            artikel: None,
            omschrijving: "Lekkage in de keuken".to_owned(),
            aantal: Decimal::ONE,
            stuksprijs: Decimal::ZERO,
        }],
        ..NewOrder::default()
    };
    let ours = stage.vendor.add_order(&order("WB lekkage"));
    let other = stage.vendor.add_order(&order("Nieuwbouw fase 2"));
    story.expect(
        ours.is_ok() && other.is_ok(),
        "twee orders in SnelStart",
        "two orders in SnelStart",
    );
    let ours = ours.unwrap_or_default();
    stage.fetch().await?;
    let werkbonnen = werkbonnen(stage).await?;
    for werkbon in &werkbonnen {
        story.tell(format_args!(
            "{}: {}",
            werkbon.nummer,
            werkbon.werkomschrijving.replace('\n', " / ")
        ));
    }
    story.expect(
        werkbonnen.len() == 1,
        "alleen de order met 'WB' als woord is een werkbon geworden; onze eigen orders en 'Nieuwbouw' niet",
        "only the order with the word 'WB' became a werkbon; not our own orders, nor 'Nieuwbouw'",
    );
    stage.fetch().await?;
    story.expect(
        self::werkbonnen(stage).await?.len() == 1,
        "en een tweede keer ophalen maakt er geen tweede van",
        "and fetching again makes no second one",
    );
    let Some(werkbon) = werkbonnen.first() else { return Ok(()) };
    let nummer = werkbon.nummer.as_str();
    let werkbon = json!({"nummer": nummer, "gereed_gemeld": true, "werktijd_minuten": 90});
    let line = archive(story, stage, nummer, &werkbon).await?;
    let source = stage.vendor.orders().into_iter().find(|order| order.id == ours);
    let description = |order: &Order| order.omschrijving.clone().unwrap_or_default();
    let marked = source.as_ref().map(description).unwrap_or_default();
    story.tell(format_args!("SnelStart: {marked}"));
    story.expect(
        line.uitkomst == "geleverd" && marked == "WB lekkage SIM",
        "uitgevoerd: de order in SnelStart heeft de markering gekregen",
        "carried out: the order in SnelStart got the mark",
    );
    Ok(())
}

async fn werkbonnen(stage: &Stage) -> Result<Vec<Werkbon>, Failure> {
    let found = stage.records(Tabel::Werkbonnen).await?.into_iter();
    Ok(found
        .filter_map(|record| match record {
            Record::Werkbon(werkbon) => Some(*werkbon),
            _ => None,
        })
        .collect())
}
