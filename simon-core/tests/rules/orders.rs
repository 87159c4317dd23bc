use std::collections::BTreeMap;

use proptest::prelude::*;
use simon_core::domain::*;
use simon_core::log::Soort;
use simon_core::message::Catalogue;
use simon_core::rules::orders::{
    OrderDecision, OrderInput, SkipReason, werkbon_from_order, werkbon_nummer,
};
use simon_core::settings::{SettingValue, SettingsVersion};

use super::world::{aantal, artikel_id, assert_readable, datum, dec, empty_settings, relatie_id};

struct World {
    order: VendorOrder,
    settings: SettingsVersion,
    artikelen: BTreeMap<ArtikelId, Artikel>,
}

impl World {
    fn new() -> Self {
        let order = OrderRef::new(OrderSoort::Verkooporder, "guid-1", "5501");
        let mut order = VendorOrder::new(order, "Ketel nazien WB");
        order.klant = Some(relatie_id("r1"));
        order.teksten = vec![
            ("omschrijving".into(), "Ketel nazien WB".into()),
            ("memo".into(), "Bel vooraf\nSleutel bij buren".into()),
        ];
        let mut artikelen = BTreeMap::new();
        for id in ["a1", "oud"] {
            artikelen.insert(artikel_id(id), Artikel::new(artikel_id(id), id, "Filter"));
        }
        artikelen.get_mut(&artikel_id("oud")).unwrap().actief = false;
        Self { order, settings: empty_settings(), artikelen }
    }

    fn set(&mut self, key: &str, value: &str) {
        self.settings.waarden.set(key, SettingValue::Tekst(value.into()));
    }

    fn yes(&mut self, key: &str) {
        self.settings.waarden.set(key, SettingValue::JaNee(true));
    }

    fn line(
        &mut self,
        artikel: Option<&str>,
        hoeveel: Option<&str>,
        text: &str,
    ) -> &mut VendorOrderRegel {
        let mut regel = VendorOrderRegel::tekst(text);
        regel.artikel = artikel.map(artikel_id);
        regel.aantal = hoeveel.map(aantal);
        self.order.regels.push(regel);
        self.order.regels.last_mut().unwrap()
    }

    fn decide(&self) -> OrderDecision {
        werkbon_from_order(&OrderInput {
            integration: &IntegrationId::new("acme01").unwrap(),
            order: &self.order,
            settings: &self.settings,
            datum: datum(),
            artikelen: &self.artikelen,
        })
    }

    fn werkbon(&self) -> Werkbon {
        self.imported().0
    }

    fn imported(&self) -> (Werkbon, Vec<String>) {
        match self.decide() {
            OrderDecision::Import { werkbon, waarschuwingen } => {
                waarschuwingen.iter().for_each(assert_readable);
                assert!(waarschuwingen.iter().all(|line| line.soort == Soort::Waarschuwing));
                let codes = waarschuwingen.iter().map(|line| line.message.code().to_owned());
                (*werkbon, codes.collect())
            }
            OrderDecision::Skip(reason) => panic!("skipped: {reason:?}"),
        }
    }

    fn skipped(&self) -> Option<SkipReason> {
        match self.decide() {
            OrderDecision::Skip(reason) => Some(reason),
            OrderDecision::Import { .. } => None,
        }
    }
}

#[test]
fn an_open_order_becomes_a_planned_werkbon_that_knows_its_origin_d7() {
    let world = World::new();
    let (werkbon, warnings) = world.imported();
    assert_eq!(werkbon.nummer.as_str(), "VO-5501");
    assert_eq!(werkbon.status, WerkbonStatus::Gepland);
    assert_eq!(werkbon.datum, datum());
    assert_eq!(werkbon.klant, Some(relatie_id("r1")));
    assert_eq!(werkbon.bron, Some(world.order.order.clone()));
    assert!(werkbon.artikelen.is_empty());
    assert!(warnings.is_empty());
}

#[test]
fn closed_orders_and_our_own_documents_are_never_fetched_d8() {
    let mut world = World::new();
    world.order.open = false;
    assert_eq!(world.skipped(), Some(SkipReason::Closed));
    let mut world = World::new();
    world.order.referentie = Some("acme01-20417".into());
    assert_eq!(world.skipped(), Some(SkipReason::Ours));
    world.order.referentie = Some("acme02-20417".into());
    assert_eq!(world.skipped(), None, "another integration's");
}

#[test]
fn the_filter_word_is_a_whole_word_unless_told_otherwise_d3() {
    let mut world = World::new();
    world.set("ophalen_filterwoord", "wb");
    assert_eq!(world.skipped(), None);
    world.order.omschrijving = "nieuwbouw".into();
    assert_eq!(world.skipped(), Some(SkipReason::NoFilterWord));
    world.yes("ophalen_filterwoord_bevat");
    assert_eq!(world.skipped(), None);
}

#[test]
fn each_kind_of_order_can_have_its_own_filter_word_d3() {
    let mut world = World::new();
    world.set("ophalen_filterwoord_offertes", "akkoord");
    assert_eq!(world.skipped(), None, "a sales order is no quote");
    world.order.order.soort = OrderSoort::Offerte;
    assert_eq!(world.skipped(), Some(SkipReason::NoFilterWord));
    world.order.omschrijving = "Akkoord, ketel nazien".into();
    assert_eq!(world.skipped(), None);
    assert_eq!(world.werkbon().nummer.as_str(), "OF-5501");
}

#[test]
fn the_work_description_is_what_the_setting_says_and_never_empty_d5() {
    let mut world = World::new();
    for (keuze, expected) in [
        ("", "Ketel nazien WB"),
        ("omschrijving", "Ketel nazien WB"),
        ("memo", "Bel vooraf\nSleutel bij buren"),
        ("beide", "Ketel nazien WB\nBel vooraf\nSleutel bij buren"),
    ] {
        world.set("ophalen_omschrijving", keuze);
        assert_eq!(world.werkbon().werkomschrijving, expected, "{keuze}");
    }
    world.order.teksten[1].1 = " \n".into();
    world.set("ophalen_omschrijving", "memo");
    assert_eq!(world.werkbon().werkomschrijving, "Verkooporder 5501");
    world.set("ophalen_omschrijving", "beide");
    world.order.teksten[1].1 = "Ketel nazien WB".into();
    assert_eq!(world.werkbon().werkomschrijving, "Ketel nazien WB", "not twice the same");
    world.order.teksten.clear();
    assert_eq!(world.werkbon().werkomschrijving, "Ketel nazien WB", "the order's description");
    world.order.omschrijving.clear();
    world.order.order.soort = OrderSoort::Offerte;
    assert_eq!(world.werkbon().werkomschrijving, "Offerte 5501");
    world.order.order.nummer.clear();
    assert_eq!(world.werkbon().werkomschrijving, "Offerte guid-1");
}

#[test]
fn lines_come_along_when_set_with_the_price_agreed_on_the_order_d4() {
    let mut world = World::new();
    let regel = world.line(Some("a1"), Some("2.5"), "Filter");
    regel.prijs = Some(Prijs::exclusief(dec("9.95")));
    regel.korting = Some(Percentage(dec("10")));
    world.line(Some("a1"), Some("1"), "Filter, groot");
    world.line(None, None, "Let op de hond");
    assert!(world.werkbon().artikelen.is_empty(), "not unless set");
    assert_eq!(world.werkbon().werkomschrijving, "Ketel nazien WB");

    world.yes("ophalen_artikelen");
    let (werkbon, warnings) = world.imported();
    assert_eq!(werkbon.artikelen.len(), 2);
    assert_eq!(werkbon.artikelen[0].aantal, aantal("2.5"));
    assert_eq!(werkbon.artikelen[0].prijs, Some(Prijs::exclusief(dec("9.95"))));
    assert_eq!(werkbon.artikelen[0].korting, Some(Percentage(dec("10"))));
    assert_eq!(werkbon.artikelen[0].omschrijving, None, "the article's own text");
    assert_eq!(werkbon.artikelen[1].omschrijving.as_deref(), Some("Filter, groot"));
    assert_eq!(werkbon.werkomschrijving, "Ketel nazien WB\nLet op de hond");
    assert!(warnings.is_empty());
}

#[test]
fn an_article_that_cannot_be_booked_stays_readable_and_is_a_warning_d4() {
    let mut world = World::new();
    world.yes("ophalen_artikelen_verkooporders");
    world.line(Some("a1"), Some("1"), "Filter");
    world.line(Some("weg"), Some("3.0"), "Leiding");
    world.line(Some("oud"), Some("1"), "");
    let (werkbon, warnings) = world.imported();
    assert_eq!(werkbon.artikelen.len(), 1);
    assert_eq!(werkbon.werkomschrijving, "Ketel nazien WB\n3 × Leiding\n1 × oud");
    assert_eq!(warnings, ["order-artikel-onbekend"]);
    let OrderDecision::Import { waarschuwingen, .. } = world.decide() else { panic!() };
    let text = Catalogue::core().render(&waarschuwingen[0].message).bericht;
    assert!(text.nl.starts_with("2 artikelen van order 5501 zijn"), "{}", text.nl);
}

#[test]
fn an_article_counted_in_another_unit_is_never_booked_at_the_price_of_that_unit_d4() {
    let mut world = World::new();
    world.yes("ophalen_artikelen");
    world.artikelen.get_mut(&artikel_id("a1")).unwrap().eenheid = Some("Stuk".into());
    for (eenheid, booked) in
        [(None, true), (Some(" STUK "), true), (Some("DOOS"), false), (Some("stuks"), false)]
    {
        world.order.regels.clear();
        let regel = world.line(Some("a1"), Some("2.0"), "Filter");
        regel.prijs = Some(Prijs::exclusief(dec("120")));
        regel.eenheid = eenheid.map(Into::into);
        let (werkbon, warnings) = world.imported();
        assert_eq!(werkbon.artikelen.len(), usize::from(booked), "{eenheid:?}");
        assert_eq!(warnings.is_empty(), booked, "{eenheid:?}");
    }
    assert_eq!(world.werkbon().werkomschrijving, "Ketel nazien WB\n2 stuks × Filter");
    world.order.regels[0].eenheid = Some("DOOS".into());
    world.artikelen.get_mut(&artikel_id("a1")).unwrap().eenheid = None;
    assert_eq!(world.werkbon().artikelen.len(), 1, "nobody knows that it is another one");
}

#[test]
fn an_order_without_a_customer_is_imported_with_a_warning() {
    let mut world = World::new();
    world.order.klant = None;
    assert_eq!(world.imported().1, ["order-zonder-klant"]);
}

#[test]
fn an_order_number_that_does_not_fit_is_shortened_without_losing_who_it_is() {
    let nummer = |vendor_id: &str, nummer: &str| {
        let order = OrderRef::new(OrderSoort::Verkooporder, vendor_id, nummer);
        werkbon_nummer(&order).unwrap().as_str().to_owned()
    };
    assert_eq!(nummer("x", "1234567890123456"), "VO-1234567890123456", "19 characters fit");
    let long = nummer("x", "2026-000000000012345");
    assert_eq!(long, nummer("x", "2026-000000000012345"), "always the same");
    assert!(long.starts_with("VO-0012345-"), "{long}");
    assert_ne!(long, nummer("y", "2026-000000000012345"));
    assert_ne!(nummer("x", "Ordér 1"), nummer("y", "Ordér 1"));
    assert_ne!(nummer("x", ""), nummer("y", ""));
}

proptest! {
    #[test]
    fn every_order_gets_a_werkbon_number(id in ".{0,40}", nummer in ".{0,40}") {
        let order = OrderRef::new(OrderSoort::Offerte, id, nummer);
        let made = werkbon_nummer(&order).unwrap();
        prop_assert!(made.as_str().starts_with("OF-") && made.as_str().len() <= 19);
    }

    #[test]
    fn no_text_of_an_order_makes_an_empty_description(text in "\\PC{0,20}", memo in "[ \\n\\t]{0,5}") {
        let mut world = World::new();
        world.order.teksten = vec![("omschrijving".into(), text), ("memo".into(), memo)];
        world.set("ophalen_omschrijving", "beide");
        prop_assert!(!world.werkbon().werkomschrijving.trim().is_empty());
    }
}
