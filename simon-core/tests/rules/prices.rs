use simon_core::domain::{Prijs, TijdSoort};
use simon_core::log::Soort;
use simon_core::rules::lines_without_price;

use super::world::{World, aantal, artikel_id, dec};

fn price(world: &World) -> Option<Prijs> {
    world.draft().artikel_regels().next().unwrap().prijs
}

#[test]
fn the_werkbons_own_price_wins_over_every_other_c25() {
    let mut world = World::new();
    world.klantprijzen.insert((artikel_id("a1"), aantal("1")), Prijs::exclusief(dec("8.00")));
    world.bon.artikelen[0].prijs = Some(Prijs::exclusief(dec("7.50")));
    world.prices_lines = true;
    assert_eq!(price(&world), Some(Prijs::exclusief(dec("7.50"))));
}

#[test]
fn a_price_of_zero_that_the_host_gives_is_a_price_c25() {
    let mut world = World::new();
    world.bon.artikelen[0].prijs = Some(Prijs::exclusief(dec("0")));
    assert_eq!(price(&world), Some(Prijs::exclusief(dec("0"))));
    assert!(world.notes().is_empty());
}

#[test]
fn an_agreed_price_holds_for_its_own_quantity_only_c25() {
    let mut world = World::without_articles();
    world.book("a1", "10");
    world.book("a1", "2");
    world.klantprijzen.insert((artikel_id("a1"), aantal("10.0")), Prijs::exclusief(dec("8.00")));
    let draft = world.draft();
    let prices: Vec<_> =
        draft.artikel_regels().map(|regel| regel.prijs.unwrap().bedrag.0).collect();
    assert_eq!(prices, [dec("8.00"), dec("10.00")]);
}

#[test]
fn a_vendor_that_prices_lines_gets_no_price_c25() {
    let mut world = World::new();
    world.prices_lines = true;
    assert_eq!(price(&world), None);
    world.article("a1", "10.00").verkoopprijs = None;
    assert_eq!(price(&world), None, "an unknown price does not matter there");
}

#[test]
fn an_unknown_price_is_refused_and_never_zero_c25() {
    let mut world = World::new();
    world.article("a1", "10.00").verkoopprijs = None;
    assert_eq!(world.refusal(), "werkbon-prijs-onbekend");
}

#[test]
fn a_synced_price_of_zero_is_a_warning() {
    let mut world = World::new();
    world.article("a1", "0.00");
    assert_eq!(world.notes(), [(Soort::Waarschuwing, "prijs-is-nul".to_owned())]);
}

#[test]
fn prices_are_rounded_to_the_vendors_decimals_with_a_warning_c25() {
    let mut world = World::new();
    world.article("a1", "10.005");
    assert_eq!(price(&world), Some(Prijs::exclusief(dec("10.01"))));
    assert_eq!(world.notes(), [(Soort::Waarschuwing, "bedrag-afgerond".to_owned())]);
    world.limits.prijs_decimalen = 4;
    assert_eq!(price(&world), Some(Prijs::exclusief(dec("10.005"))));
    assert!(world.notes().is_empty());
}

#[test]
fn numbers_in_messages_are_written_as_the_language_does() {
    let mut world = World::new();
    world.article("a1", "10.005");
    let line = world.build().unwrap().waarschuwingen.remove(0);
    let text = simon_core::message::Catalogue::core().render(&line.message).bericht;
    assert!(text.nl.contains("10,005") && text.nl.contains("10,01"), "{}", text.nl);
    assert!(text.en.contains("10.005") && text.en.contains("10.01"), "{}", text.en);
}

#[test]
fn prices_with_and_without_vat_in_one_document_are_refused() {
    let mut world = World::new();
    world.article("a2", "12.10").verkoopprijs = Some(Prijs::inclusief(dec("12.10")));
    world.book("a2", "1");
    assert_eq!(world.refusal(), "werkbon-btw-gemengd");
    world.prices_lines = true;
    assert!(world.build().is_ok(), "lines without a price have no VAT mode");
    world.bon.artikelen.remove(0);
    world.prices_lines = false;
    assert_eq!(price(&world), Some(Prijs::inclusief(dec("12.10"))));
}

#[test]
fn a_price_of_zero_has_no_vat_mode_of_its_own() {
    let mut world = World::new();
    world.bon.artikelen[0].prijs = Some(Prijs::exclusief(dec("0")));
    world.article("a2", "12.10").verkoopprijs = Some(Prijs::inclusief(dec("12.10")));
    world.book("a2", "1");
    let draft = world.draft();
    let prices: Vec<Prijs> = draft.artikel_regels().filter_map(|regel| regel.prijs).collect();
    assert_eq!(prices, [Prijs::inclusief(dec("0")), Prijs::inclusief(dec("12.10"))]);
}

#[test]
fn agreed_prices_are_asked_once_per_article_and_quantity_of_lines_without_a_price_c25() {
    let mut world = World::new();
    world.article("a2", "5.00");
    world.book("a2", "3");
    world.book("a1", "1.0");
    world.book("a2", "4").prijs = Some(Prijs::exclusief(dec("4.00")));
    world.setting_article("werktijd_artikel", "werk", "70.00");
    world.time(TijdSoort::Werktijd, 90);
    let asked = world.with_input(lines_without_price);
    let expected = [("a1", "1"), ("a2", "3"), ("werk", "1.5")];
    assert_eq!(asked, expected.map(|(id, hoeveel)| (artikel_id(id), aantal(hoeveel))));
}

#[test]
fn no_price_is_asked_for_a_werkbon_that_is_not_sent() {
    let mut world = World::new();
    world.set("filterwoord", "onderhoud");
    assert!(world.with_input(lines_without_price).is_empty());
    let mut world = World::new();
    world.bon.klant = None;
    assert!(world.with_input(lines_without_price).is_empty());
}
