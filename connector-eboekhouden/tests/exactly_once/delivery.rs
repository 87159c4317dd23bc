//! What a delivery is at e-Boekhouden, whichever interface makes it: a concept invoice.

use connector_eboekhouden::simulator::{DEMO_SJABLOON, EBoekhouden, Factuur, Regel};
use simon_core::domain::Werkbon;
use simon_core::settings::{SettingValue, SettingValues};
use simon_testkit::builders;
use simon_testkit::exactly_once::{NUMMER, Vendor, World};

/// An invoice with its id as text.
#[derive(Debug)]
pub(crate) struct Booked {
    pub(crate) id: String,
    pub(crate) factuur: Factuur,
}

/// Every setting that puts something on the invoice.
pub(crate) fn settings() -> SettingValues {
    [
        ("reistijd_artikel", "REIS"),
        ("werktijd_artikel", "WERK"),
        ("standaard_artikel", "VOORRIJ"),
        ("sjabloon", DEMO_SJABLOON),
    ]
    .into_iter()
    .map(|(key, text)| (key.to_owned(), SettingValue::Tekst(text.to_owned())))
    .collect()
}

/// The werkbon of which the invoice [has everything](checks).
pub(crate) fn werkbon<V: Vendor>(world: &World<V>) -> Werkbon {
    let mut werkbon = race_werkbon(world, NUMMER);
    werkbon.artikelen = world.geboekt(&[("FILTER", "2"), ("KNIE-15", "3.5")]);
    werkbon
}

/// A werkbon with one article.
pub(crate) fn race_werkbon<V: Vendor>(world: &World<V>, nummer: &str) -> Werkbon {
    let mut werkbon = builders::werkbon(nummer);
    werkbon.klant = Some(world.klant("Bakkerij De Gouden Korst B.V."));
    werkbon.artikelen = world.geboekt(&[("FILTER", "2")]);
    werkbon
}

/// What the invoice of [`werkbon`] must have, with this term.
pub(crate) fn checks(sim: &EBoekhouden, booked: &Booked, days: i64) -> Vec<(&'static str, bool)> {
    let factuur = &booked.factuur;
    let lines: Vec<_> = factuur.regels.iter().map(line).collect();
    let kostenplaats = |regel: &Regel| sim.artikel(regel.artikel.unwrap()).unwrap().kostenplaats;
    let of_articles = factuur.regels.iter().all(|regel| regel.kostenplaats == kostenplaats(regel));
    let some = factuur.regels.iter().any(|regel| regel.kostenplaats.is_some());
    vec![
        ("lines", lines == EXPECTED.map(|(code, aantal, prijs)| [code, aantal, prijs])),
        ("cost centres of the articles", of_articles && some),
        ("customer", sim.relatie(factuur.relatie).unwrap().code.as_deref() == Some("K0042")),
        ("payment term", factuur.betalingstermijn == days),
        ("template", Some(factuur.sjabloon) == sim.sjabloon_by_name(DEMO_SJABLOON)),
        ("a concept", factuur.over_koppeling && !factuur.geboekt),
    ]
}

/// What stands on a line: article, quantity and price.
fn line(regel: &Regel) -> [String; 3] {
    let numbers = [regel.aantal, regel.prijs.unwrap()].map(|it| it.normalize().to_string());
    let [aantal, prijs] = numbers;
    [regel.code.clone().unwrap(), aantal, prijs]
}

const EXPECTED: [(&str, &str, &str); 5] = [
    ("FILTER", "2", "27.95"),
    ("KNIE-15", "3.5", "4.15"),
    ("WERK", "1.5", "62.5"),
    ("REIS", "0.5", "48"),
    ("VOORRIJ", "1", "35"),
];
