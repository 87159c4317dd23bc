//! The story of e-Boekhouden: the same installation company, first with a user name and two security
//! codes (SOAP), then with an API token (REST).

use std::sync::Arc;

use connector_eboekhouden::simulator::{
    Artikel, DEMO_API_TOKEN, DEMO_SECURITY_CODE_1, DEMO_SECURITY_CODE_2, DEMO_SJABLOON,
    DEMO_USERNAME, EBoekhouden, Factuur, Relatie,
};
use rust_decimal::Decimal;
use serde_json::json;
use simon_core::http::SystemClock;
use simon_core::settings::SettingValues;
use simon_testkit::{On, Refusals};
use toml::Value;

use super::stage::{self, Document, Regel, Simulated, text};
use super::story::Story;
use super::{chapters, werkbonnen};
use crate::failure::Failure;

const CUSTOMERS: u32 = 1_800;
/// Each costs a call over REST, of which there are five a second.
const CUSTOMERS_OVER_REST: u32 = 12;

type Stage = stage::Stage<EBoekhouden>;

impl Simulated for EBoekhouden {
    const ID: &'static str = "eboekhouden";
    const DOCUMENT: [&'static str; 2] = ["factuur", "invoice"];
    const ROOTS: &'static [&'static str] = &["base_url"];

    /// Only the request that creates an invoice has its reference in it.
    fn creates(&self, referentie: &str) -> On {
        On::new("POST", "/").containing(referentie)
    }

    fn documents(&self, referentie: &str) -> Vec<Document> {
        let marker = format!("[{referentie}]");
        let ours = |factuur: &Factuur| {
            factuur.referentie.as_deref() == Some(referentie)
                || factuur.regels.iter().any(|regel| regel.omschrijving.contains(&marker))
        };
        self.facturen().into_iter().filter(ours).map(shown).collect()
    }

    fn refused(&self) -> Refusals {
        self.refusals()
    }
}

fn shown(factuur: Factuur) -> Document {
    let concept = if factuur.geboekt { "geboekt" } else { "concept" };
    let regels: Vec<Regel> = factuur
        .regels
        .into_iter()
        .map(|regel| Regel {
            aantal: regel.aantal,
            bedrag: regel.aantal * regel.prijs.unwrap_or_default(),
            omschrijving: regel.omschrijving,
        })
        .collect();
    Document {
        nummer: factuur.nummer,
        omschrijving: concept.to_owned(),
        totaal: regels.iter().map(|regel| regel.bedrag).sum(),
        regels,
        verder: vec![format!("betalingstermijn: {} dagen", factuur.betalingstermijn)],
    }
}

/// Plays it.
pub(super) async fn tell(story: &mut Story) -> Result<(), Failure> {
    over_soap(story).await?;
    over_rest(story).await
}

async fn over_soap(story: &mut Story) -> Result<(), Failure> {
    let vendor = company(CUSTOMERS);
    vendor.seed_artikelen(300);
    let keys = [
        ("username", text(DEMO_USERNAME)),
        ("security_code_1", text(DEMO_SECURITY_CODE_1)),
        ("security_code_2", text(DEMO_SECURITY_CODE_2)),
        // Short, so that nobody has to wait long for the answer that never comes.
        ("create_timeout", Value::Integer(1)),
    ];
    let stage = Stage::set_up(story, vendor, &keys).await?;
    let wrong = (settings("VOORIJ", DEMO_SJABLOON), "standaard_artikel");
    chapters::activate(story, &stage, wrong, settings("VOORRIJ", DEMO_SJABLOON)).await?;
    chapters::first_load(story, &stage, CUSTOMERS, 3).await?;
    changes(story, &stage).await?;
    let [_, klant] = stage.relatie_named("Bakkerij De Gouden Korenaar").await?;
    werkbonnen::ordinary(story, &stage, &klant, &[]).await?;
    story.chapter("Werkbonnen die blijven", "Werkbonnen that stay");
    werkbonnen::filtered(story, &stage, &klant).await?;
    werkbonnen::of_nobody(story, &stage).await?;
    without_template(story, &stage, &klant).await?;
    werkbonnen::lost_answer(story, &stage, &klant).await?;
    chapters::reconcile(story, &stage, 2).await?;
    chapters::close(story, &stage).await
}

async fn over_rest(story: &mut Story) -> Result<(), Failure> {
    let token = [("api_token", text(DEMO_API_TOKEN)), ("create_timeout", Value::Integer(1))];
    let stage = Stage::set_up(story, company(CUSTOMERS_OVER_REST), &token).await?;
    let wrong = (settings("VOORRIJ", &DEMO_SJABLOON.to_lowercase()), "sjabloon");
    chapters::activate(story, &stage, wrong, settings("VOORRIJ", DEMO_SJABLOON)).await?;
    chapters::first_load(story, &stage, CUSTOMERS_OVER_REST, 3).await?;
    let [_, klant] = stage.relatie_named(BAKERY).await?;
    werkbonnen::lost_answer(story, &stage, &klant).await?;
    chapters::reconcile(story, &stage, 1).await?;
    chapters::close(story, &stage).await
}

const BAKERY: &str = "Bakkerij De Gouden Korst B.V.";

fn company(customers: u32) -> EBoekhouden {
    let vendor = EBoekhouden::new(Arc::new(SystemClock));
    vendor.seed_demo();
    vendor.seed_relaties(customers);
    vendor.add_artikel(Artikel {
        code: Some("KRAAN15".to_owned()),
        omschrijving: Some("Kraan 15 mm".to_owned()),
        groep: vendor.groep_by_code("M"),
        eenheid: None,
        prijs: Some(Decimal::new(1895, 2)),
        btw_code: Some("HOOG_VERK_21".to_owned()),
        rekening: Some(vendor.omzetrekening()),
        kostenplaats: None,
        actief: true,
    });
    vendor
}

/// Settings that pass with an article and a template of the books.
pub(super) fn settings(default_article: &str, sjabloon: &str) -> SettingValues {
    let texts = [
        ("reistijd_artikel", "REIS"),
        ("werktijd_artikel", "WERK"),
        ("standaard_artikel", default_article),
        ("filterwoord", "garantie"),
        ("sjabloon", sjabloon),
    ];
    stage::settings(&texts, &[("artikelgroepen", &["Materiaal"])])
}

async fn changes(story: &mut Story, stage: &Stage) -> Result<(), Failure> {
    story.chapter("In e-Boekhouden verandert iets", "Something changes in e-Boekhouden");
    let vendor = &stage.vendor;
    let named = |naam: &str| Relatie {
        code: Some(naam.chars().take(4).collect()),
        bedrijf: Some(naam.to_owned()),
        ..Relatie::default()
    };
    let fresh = vendor.add_relatie(named("Nieuwe Klant B.V."));
    let [bakery, _] = stage.relatie_named(BAKERY).await?;
    let [garage, _] = stage.relatie_named("Garage 't Wiel & Zn.").await?;
    let number = |id: &str| id.parse().unwrap_or_default();
    let renamed = vendor.change_relatie(number(&bakery), |relatie| {
        relatie.bedrijf = Some("Bakkerij De Gouden Korenaar".to_owned());
    });
    let deleted = vendor.delete_relatie(number(&garage));
    story.expect(
        renamed.is_ok() && deleted.is_ok(),
        "een klant erbij, een andere naam, een klant verwijderd",
        "one customer added, one renamed, one deleted",
    );
    chapters::follow(story, stage, (&fresh.to_string(), "Bakkerij De Gouden Korenaar")).await?;
    story.chapter("De schoonmaak", "The clean-up");
    let removed = chapters::clean_up(story, stage, false).await?;
    story.expect(
        removed == 1 && !stage.has_relatie(&garage).await?,
        "wie in twee hele lijsten ontbreekt, is weg, en niemand anders",
        "who is missing from two whole listings is gone, and nobody else",
    );
    Ok(())
}

/// SOAP cannot be asked for templates: the invoice shows it.
async fn without_template(story: &mut Story, stage: &Stage, klant: &str) -> Result<(), Failure> {
    let vendor = &stage.vendor;
    let id = vendor.sjabloon_by_name(DEMO_SJABLOON).unwrap_or_default();
    let rename = |naam: &str| vendor.change_sjabloon(id, |it| naam.clone_into(&mut it.naam));
    let renamed = rename("Huisstijl 2026");
    let werkbon = json!({"nummer": "20421", "klant": klant, "gereed_gemeld": true,
        "werkomschrijving": "Pomp vervangen", "werktijd_minuten": 30});
    let line = werkbonnen::archive(story, stage, "20421", &werkbon).await?;
    story.expect(
        renamed.is_ok() && werkbonnen::stays(stage, &line, "20421"),
        "het sjabloon heet in e-Boekhouden nu anders: geweigerd, en er staat bij wat u moet doen",
        "the template now has another name in e-Boekhouden: refused, and it says what to do",
    );
    story.expect(
        rename(DEMO_SJABLOON).is_ok(),
        "daarna heet het weer zoals in de instellingen",
        "after that it is named as in the settings again",
    );
    Ok(())
}
