//! The story of SnelStart: a made-up installation company with about 1,200 customers.

use std::sync::Arc;

use connector_snelstart::simulator::{
    DEMO_KOPPELSLEUTEL, DEMO_SUBSCRIPTION_KEY, NewOrder, NewRegel, NewRelatie, Order, SnelStart,
};
use rust_decimal::Decimal;
use simon_core::http::SystemClock;
use simon_core::settings::{SettingValue, SettingValues};
use simon_testkit::{On, Refusals};
use toml::Value;

use super::stage::{self, Document, Regel, Simulated, text};
use super::story::Story;
use super::{chapters, orders, werkbonnen};
use crate::failure::Failure;

const CUSTOMERS: u32 = 1_200;

type Stage = stage::Stage<SnelStart>;

impl Simulated for SnelStart {
    const ID: &'static str = "snelstart";
    const DOCUMENT: [&'static str; 2] = ["verkooporder", "verkooporder"];

    fn creates(&self, _: &str) -> On {
        On::new("POST", "/v2/verkooporders")
    }

    fn documents(&self, referentie: &str) -> Vec<Document> {
        let carries = |order: &Order| {
            let memo = order.memo.as_deref();
            memo.is_some_and(|memo| memo.lines().any(|line| line.contains(referentie)))
        };
        self.orders().into_iter().filter(carries).map(shown).collect()
    }

    fn refused(&self) -> Refusals {
        self.refusals()
    }
}

fn shown(order: Order) -> Document {
    let regels = order.regels.into_iter().map(|regel| Regel {
        aantal: regel.aantal,
        omschrijving: regel.omschrijving,
        bedrag: regel.totaal,
    });
    Document {
        nummer: order.nummer.to_string(),
        omschrijving: order.omschrijving.unwrap_or_default(),
        regels: regels.collect(),
        totaal: order.totaal_exclusief,
        verder: order.memo.map(|memo| format!("memo: {memo}")).into_iter().collect(),
    }
}

/// Plays it.
pub(super) async fn tell(story: &mut Story) -> Result<(), Failure> {
    let stage = set_up(story).await?;
    let wrong = (settings("REISS"), "reistijd_artikel");
    chapters::activate(story, &stage, wrong, settings("REIS")).await?;
    let leaving = [add(&stage, "Verhuisd B.V."), add(&stage, "Gestopt B.V.")];
    chapters::first_load(story, &stage, CUSTOMERS, 4).await?;
    changes(story, &stage, &leaving).await?;
    clean_up(story, &stage, &leaving).await?;
    let [_, klant] = stage.relatie_named("Bakkerij De Gouden Korenaar").await?;
    werkbonnen::ordinary(story, &stage, &klant, &[]).await?;
    story.chapter("Werkbonnen die blijven", "Werkbonnen that stay");
    werkbonnen::filtered(story, &stage, &klant).await?;
    werkbonnen::of_nobody(story, &stage).await?;
    werkbonnen::lost_answer(story, &stage, &klant).await?;
    order_to_werkbon(story, &stage).await?;
    chapters::reconcile(story, &stage, 3).await?;
    chapters::close(story, &stage).await
}

async fn set_up(story: &mut Story) -> Result<Stage, Failure> {
    let vendor = SnelStart::new(Arc::new(SystemClock));
    vendor.seed_demo();
    vendor.seed_relaties(CUSTOMERS);
    vendor.seed_artikelen(300);
    let connection = [
        ("subscription_key", text(DEMO_SUBSCRIPTION_KEY)),
        ("koppelsleutel", text(DEMO_KOPPELSLEUTEL)),
        ("limieten", text("productie")),
        // Short, so that nobody has to wait long for the answer that never comes.
        ("create_timeout", Value::Integer(1)),
    ];
    Stage::set_up(story, vendor, &connection).await
}

/// Settings that pass with an article of the books.
pub(super) fn settings(travel_article: &str) -> SettingValues {
    let texts = [
        ("reistijd_artikel", travel_article),
        ("werktijd_artikel", "UUR"),
        ("standaard_artikel", "VOORRIJ"),
        ("filterwoord", "garantie"),
        ("ophalen_filterwoord", "WB"),
        ("markering", "SIM"),
    ];
    let lists: [(&str, &[&str]); 3] = [
        ("artikelgroepen", &["Hoog btw (materiaal)"]),
        ("omschrijving", &["werkomschrijving"]),
        ("ophalen", &["verkooporders"]),
    ];
    let mut settings = stage::settings(&texts, &lists);
    settings.set("eerste_regel", SettingValue::JaNee(true));
    settings.set("ophalen_artikelen", SettingValue::JaNee(true));
    settings
}

fn add(stage: &Stage, naam: &str) -> String {
    stage.vendor.add_relatie(NewRelatie {
        straat: Some("Kade 1".to_owned()),
        postcode: Some("1011 AB".to_owned()),
        plaats: Some("Amsterdam".to_owned()),
        ..NewRelatie::klant(naam)
    })
}

async fn changes(story: &mut Story, stage: &Stage, leaving: &[String; 2]) -> Result<(), Failure> {
    story.chapter("In SnelStart verandert iets", "Something changes in SnelStart");
    let [moved, stopped] = leaving;
    let fresh = add(stage, "Nieuwe Klant B.V.");
    let [bakery, _] = stage.relatie_named("Bakkerij De Korenaar").await?;
    let name = ("naam", "\"Bakkerij De Gouden Korenaar\"");
    let done = stage.vendor.change_relatie(&bakery, &[name]).is_ok()
        && stage.vendor.delete_relatie(moved).is_ok()
        && stage.vendor.deactivate_relatie(stopped).is_ok();
    story.expect(
        done,
        "een klant erbij, een andere naam, een klant verwijderd en een inactief gemaakt",
        "one customer added, one renamed, one deleted and one made inactive",
    );
    chapters::follow(story, stage, (&fresh, "Bakkerij De Gouden Korenaar")).await
}

async fn clean_up(story: &mut Story, stage: &Stage, leaving: &[String; 2]) -> Result<(), Failure> {
    story.chapter("De schoonmaak", "The clean-up");
    let [moved, stopped] = leaving;
    story.expect(
        stage.has_relatie(moved).await?,
        "de verwijderde klant staat nog in Simon: wegblijven uit een lijst bewijst niets",
        "the deleted customer is still in Simon: being absent from a list proves nothing",
    );
    let removed = chapters::clean_up(story, stage, false).await?;
    let left = stage.has_relatie(moved).await? || stage.has_relatie(stopped).await?;
    story.expect(
        !left && removed == 2,
        "alleen wat SnelStart bij navraag echt niet meer heeft, is weg",
        "only what SnelStart, when asked, really no longer has is gone",
    );
    Ok(())
}

/// An order gets the mark when its work is delivered.
async fn order_to_werkbon(story: &mut Story, stage: &Stage) -> Result<(), Failure> {
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
    let only = [
        "alleen de order met 'WB' als woord is een werkbon geworden; onze eigen orders en 'Nieuwbouw' niet",
        "only the order with the word 'WB' became a werkbon; not our own orders, nor 'Nieuwbouw'",
    ];
    let found = orders::become_werkbonnen(story, stage, 1, only).await?;
    let Some(werkbon) = found.first() else { return Ok(()) };
    let line = orders::carry_out(story, stage, werkbon).await?;
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
