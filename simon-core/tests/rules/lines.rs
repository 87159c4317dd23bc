use simon_core::domain::{ArtikelId, ArtikelRegel, Percentage, RegelSoort, TijdSoort};
use simon_core::log::Soort;

use super::world::{World, aantal, artikel_id, dec};

fn pairs(lines: &[(&str, &str)]) -> Vec<(String, String)> {
    lines.iter().map(|(code, aantal)| ((*code).to_owned(), (*aantal).to_owned())).collect()
}

#[test]
fn lines_come_in_the_fixed_order_c20() {
    let mut world = World::new();
    world.article("a2", "5.00");
    world.book("a2", "3");
    world.book("a1", "2");
    world.setting_article("reistijd_artikel", "reis", "60.00");
    world.setting_article("werktijd_artikel", "werk", "70.00");
    world.setting_article("standaard_artikel", "voorrij", "35.00");
    world.yes("eerste_regel");
    world.time(TijdSoort::Reistijd, 15);
    world.time(TijdSoort::Werktijd, 120);
    let expected = [
        ("CODE-a1", "1"),
        ("CODE-a2", "3"),
        ("CODE-a1", "2"),
        ("CODE-werk", "2"),
        ("CODE-reis", "0.25"),
        ("CODE-voorrij", "1"),
    ];
    assert_eq!(world.lines(), pairs(&expected));
    let kinds: Vec<RegelSoort> = world.draft().artikel_regels().map(|regel| regel.soort).collect();
    assert!(kinds.is_sorted(), "{kinds:?}");
    assert_eq!(world.text_lines(), ["CV-ketel onderhoud"]);
    assert_eq!(world.draft().regels.len(), 7);
    assert!(matches!(world.draft().regels[0], simon_core::domain::DraftRegel::Tekst(_)));
}

#[test]
fn minutes_are_added_up_first_and_rounded_once_c21() {
    for (minuten, scale, hours) in [
        (vec![15], 2, "0.25"),
        (vec![120], 2, "2"),
        (vec![20, 20, 20], 2, "1"),
        (vec![10], 2, "0.17"),
        (vec![1], 2, "0.02"),
        (vec![3], 1, "0.1"),
        (vec![30], 0, "1"),
        (vec![7, 8], 4, "0.25"),
        (vec![1], 4, "0.0167"),
        (vec![u32::MAX, 60], 2, "71582788.25"),
    ] {
        let mut world = World::without_articles();
        world.setting_article("werktijd_artikel", "werk", "70.00");
        world.limits.aantal_decimalen = scale;
        for minuut in &minuten {
            world.time(TijdSoort::Werktijd, *minuut);
        }
        let booked = world.draft().artikel_regels().next().unwrap().aantal;
        assert_eq!(booked, aantal(hours), "{minuten:?} with {scale} places");
    }
}

#[test]
fn travelling_and_working_time_are_apart_c5_c6() {
    let mut world = World::without_articles();
    world.setting_article("reistijd_artikel", "reis", "60.00");
    world.setting_article("werktijd_artikel", "werk", "70.00");
    world.time(TijdSoort::Reistijd, 30);
    world.time(TijdSoort::Werktijd, 45);
    world.time(TijdSoort::Reistijd, 30);
    assert_eq!(world.lines(), pairs(&[("CODE-werk", "0.75"), ("CODE-reis", "1")]));
}

#[test]
fn time_without_an_article_in_the_settings_is_not_booked_and_says_so_c5() {
    let mut world = World::new();
    world.time(TijdSoort::Reistijd, 45);
    assert_eq!(world.lines(), pairs(&[("CODE-a1", "1")]));
    assert_eq!(world.notes(), [(Soort::Info, "tijd-niet-geboekt".to_owned())]);
}

#[test]
fn no_minutes_make_no_line() {
    let mut world = World::new();
    world.setting_article("reistijd_artikel", "reis", "60.00");
    world.time(TijdSoort::Reistijd, 0);
    assert_eq!(world.lines(), pairs(&[("CODE-a1", "1")]));
    assert!(world.notes().is_empty());
}

#[test]
fn the_store_knows_an_article_of_the_settings_better_than_the_check_did() {
    let mut world = World::without_articles();
    world.setting_article("standaard_artikel", "voorrij", "35.00");
    world.article("voorrij", "40.00");
    let price = |world: &World| world.draft().artikel_regels().next().unwrap().prijs;
    assert_eq!(price(&world).unwrap().bedrag.0, dec("40.00"));
    world.artikelen.remove(&artikel_id("voorrij"));
    assert_eq!(price(&world).unwrap().bedrag.0, dec("35.00"), "its group is not fetched");
}

#[test]
fn a_setting_that_names_an_unchecked_article_refuses_instead_of_losing_the_line() {
    let mut world = World::new();
    world.set("standaard_artikel", "VOORRIJ");
    assert_eq!(world.refusal(), "werkbon-instelling-artikel-onbekend");
    let mut world = World::new();
    world.set("werktijd_artikel", "WERK");
    assert!(world.build().is_ok(), "there is no time to book");
    world.time(TijdSoort::Werktijd, 1);
    assert_eq!(world.refusal(), "werkbon-instelling-artikel-onbekend");
}

#[test]
fn an_article_that_cannot_be_invoiced_refuses_and_names_it_p20() {
    let mut world = World::new();
    world.book("weg", "1");
    assert_eq!(world.refusal(), "werkbon-artikel-onbekend");

    let mut world = World::new();
    let own = ArtikelId::van_simon(3).unwrap();
    world.bon.artikelen[0].artikel = own;
    assert_eq!(world.refusal(), "werkbon-artikel-niet-uit-pakket");

    let mut world = World::new();
    world.article("a1", "10.00").actief = false;
    assert_eq!(world.refusal(), "werkbon-artikel-inactief");
    let line = world.build().unwrap_err().line;
    let text = simon_core::message::Catalogue::core().render(&line.message).bericht.nl;
    assert!(text.contains("CODE-a1") && text.contains("20417"), "{text}");
}

#[test]
fn an_article_that_takes_whole_quantities_only_refuses_a_fraction() {
    let mut world = World::without_articles();
    world.setting_article("werktijd_artikel", "werk", "70.00");
    world.artikelen.get_mut(&artikel_id("werk")).unwrap().deelbaar = false;
    world.time(TijdSoort::Werktijd, 120);
    assert_eq!(world.lines(), pairs(&[("CODE-werk", "2")]));
    world.time(TijdSoort::Werktijd, 15);
    assert_eq!(world.refusal(), "werkbon-artikel-ondeelbaar");
}

#[test]
fn a_booked_quantity_is_rounded_to_the_vendors_scale_with_a_warning_c21() {
    let mut world = World::without_articles();
    world.book("a1", "1.005");
    world.book("a1", "-1.005");
    world.book("a1", "2.50");
    let lines = [("CODE-a1", "1.01"), ("CODE-a1", "-1.01"), ("CODE-a1", "2.50")];
    assert_eq!(world.lines(), pairs(&lines));
    let warning = (Soort::Waarschuwing, "aantal-afgerond".to_owned());
    assert_eq!(world.notes(), [warning.clone(), warning]);
}

#[test]
fn an_administration_with_fewer_decimals_is_rounded_to_once_c21() {
    let mut world = World::without_articles();
    world.limits.aantal_decimalen = 4;
    world.limits.prijs_decimalen = 4;
    // 0.0149 or 0.0150 in between: only one rounding gives the right one.
    world.book("a1", "0.01495");
    world.article("a1", "1.01495");
    let price = |world: &World| world.draft().artikel_regels().next().unwrap().prijs.unwrap();
    assert_eq!(world.lines(), pairs(&[("CODE-a1", "0.0150")]));
    assert_eq!(price(&world).bedrag.0, dec("1.0150"));
    for (feit, value) in [("aantal_decimalen", "2"), ("prijs_decimalen", "2")] {
        world.settings.feiten.insert(feit.into(), value.into());
    }
    assert_eq!(world.lines(), pairs(&[("CODE-a1", "0.01")]));
    assert_eq!(price(&world).bedrag.0, dec("1.01"));
    world.settings.feiten.insert("aantal_decimalen".into(), "9".into());
    assert_eq!(world.lines(), pairs(&[("CODE-a1", "0.0150")]), "never more than the vendor takes");
    world.settings.feiten.insert("aantal_decimalen".into(), "onbekend".into());
    assert_eq!(world.lines(), pairs(&[("CODE-a1", "0.0150")]));
}

#[test]
fn a_quantity_that_rounding_would_make_nothing_refuses() {
    let mut world = World::new();
    world.book("a1", "0.004");
    assert_eq!(world.refusal(), "werkbon-aantal-te-klein");
    let mut world = World::without_articles();
    world.setting_article("werktijd_artikel", "werk", "70.00");
    world.limits.aantal_decimalen = 0;
    world.time(TijdSoort::Werktijd, 29);
    assert_eq!(world.refusal(), "werkbon-aantal-te-klein");
}

#[test]
fn a_booked_quantity_of_zero_makes_no_line_and_says_so() {
    let mut world = World::new();
    world.book("a1", "0.00");
    assert_eq!(world.lines(), pairs(&[("CODE-a1", "1")]));
    assert_eq!(world.notes(), [(Soort::Info, "regel-aantal-nul".to_owned())]);
}

#[test]
fn a_line_takes_text_and_discount_from_the_werkbon_and_the_rest_from_the_article_c7() {
    let mut world = World::without_articles();
    let artikel = world.article("a1", "10.00");
    artikel.eenheid = Some("stuk".into());
    artikel.btw_code = Some("HOOG_VERK_21".into());
    artikel.grootboek = Some("8000".into());
    let geboekt = world.book("a1", "3");
    geboekt.omschrijving = Some(" in de\nmeterkast ".into());
    geboekt.korting = Some(Percentage(dec("12.5")));
    world.book("a1", "1");
    let draft = world.draft();
    let regels: Vec<_> = draft.artikel_regels().collect();
    assert_eq!(regels[0].omschrijving.as_deref(), Some("in de meterkast"));
    assert_eq!(regels[0].korting, Some(Percentage(dec("12.5"))));
    assert_eq!(regels[0].eenheid.as_deref(), Some("stuk"));
    assert_eq!(regels[0].btw_code.as_deref(), Some("HOOG_VERK_21"));
    assert_eq!(regels[0].grootboek.as_deref(), Some("8000"));
    assert_eq!(regels[1].omschrijving, None, "the vendor's own text");
    assert_eq!(regels[1].korting, None);
}

#[test]
fn a_line_takes_unit_and_cost_centre_by_their_ids_c7() {
    let mut world = World::without_articles();
    let artikel = world.article("a1", "10.00");
    (artikel.eenheid_id, artikel.kostenplaats) = (Some("17".into()), Some("kp-4".into()));
    world.article("a2", "10.00");
    world.book("a1", "1");
    world.book("a2", "1");
    world.setting_article("standaard_artikel", "voorrij", "35.00");
    let checked = world.settings.gecontroleerd.get_mut("standaard_artikel").unwrap();
    checked.artikel.as_mut().unwrap().kostenplaats = Some("kp-9".into());
    world.artikelen.remove(&artikel_id("voorrij"));
    let draft = world.draft();
    let ids = |regel: &ArtikelRegel| (regel.eenheid_id.clone(), regel.kostenplaats.clone());
    let given = |text: &str| Some(text.to_owned());
    let expected = [(given("17"), given("kp-4")), (None, None), (None, given("kp-9"))];
    assert_eq!(draft.artikel_regels().map(ids).collect::<Vec<_>>(), expected);
}

#[test]
fn a_document_names_the_customers_code_where_there_is_one() {
    let mut world = World::new();
    assert_eq!(world.draft().klant_code, "");
    world.klant.as_mut().unwrap().code = "10023".into();
    assert_eq!(world.draft().klant_code, "10023");
    assert_eq!(world.draft().klant.as_str(), "r1", "beside the id");
}

/// The texts of the lines on articles, where the vendor wants one on every line.
fn wanted_texts(world: &World) -> Vec<String> {
    let draft = world.draft();
    draft.artikel_regels().map(|regel| regel.omschrijving.clone().unwrap()).collect()
}

#[test]
fn a_line_that_must_have_a_text_gets_the_articles_c7() {
    let mut world = World::without_articles();
    world.limits.regel_verplicht = true;
    world.article("a1", "10.00").omschrijving = " Kraan\n15 mm ".into();
    world.book("a1", "1").omschrijving = Some("in de meterkast".into());
    world.book("a1", "1").omschrijving = Some(" \n ".into());
    world.book("a1", "1");
    world.setting_article("werktijd_artikel", "werk", "70.00");
    world.setting_article("reistijd_artikel", "reis", "60.00");
    world.setting_article("standaard_artikel", "voorrij", "35.00");
    world.time(TijdSoort::Werktijd, 60);
    world.time(TijdSoort::Reistijd, 60);
    for id in ["werk", "reis", "voorrij"] {
        world.artikelen.get_mut(&artikel_id(id)).unwrap().omschrijving = format!("Tekst van {id}");
    }
    let texts = ["in de meterkast", "Kraan 15 mm", "Kraan 15 mm"];
    let texts = texts.into_iter().chain(["Tekst van werk", "Tekst van reis", "Tekst van voorrij"]);
    assert_eq!(wanted_texts(&world), texts.collect::<Vec<_>>());
    assert!(world.notes().is_empty());

    world.limits.regel_verplicht = false;
    let draft = world.draft();
    let own = draft.artikel_regels().filter(|regel| regel.omschrijving.is_some()).count();
    assert_eq!(own, 1, "other vendors take it from the article");
}

#[test]
fn a_line_that_must_have_a_text_takes_the_checked_articles_where_the_store_has_none() {
    let mut world = World::without_articles();
    world.limits.regel_verplicht = true;
    world.setting_article("standaard_artikel", "voorrij", "35.00");
    world.artikelen.remove(&artikel_id("voorrij"));
    let checked = world.settings.gecontroleerd.get_mut("standaard_artikel").unwrap();
    checked.artikel.as_mut().unwrap().omschrijving = "Voorrijkosten".into();
    assert_eq!(wanted_texts(&world), ["Voorrijkosten"]);
}

#[test]
fn the_articles_text_is_cut_to_the_vendors_limit_and_a_blank_one_is_its_number_c24() {
    let mut world = World::without_articles();
    world.limits.regel_verplicht = true;
    world.limits.regel.max = 6;
    world.article("a1", "10.00").omschrijving = "Kraan 15 mm".into();
    world.article("a2", "10.00").omschrijving = "  ".into();
    let artikel = world.article("a3", "10.00");
    (artikel.omschrijving, artikel.code) = (String::new(), String::new());
    for id in ["a1", "a2", "a3"] {
        world.book(id, "1");
    }
    let texts = wanted_texts(&world);
    assert!(texts.iter().all(|text| text.chars().count() <= 6), "{texts:?}");
    assert!(texts[0].starts_with("Kraan") && "CODE-a2".starts_with(texts[1].trim_end_matches('…')));
    assert_eq!(texts[2], "a3", "without a code its id");
    let warning = (Soort::Waarschuwing, "tekst-ingekort".to_owned());
    assert_eq!(world.notes(), [warning.clone(), warning]);
}

#[test]
fn a_werkbon_that_yields_no_line_is_refused() {
    let mut world = World::without_articles();
    assert_eq!(world.refusal(), "werkbon-zonder-regels");
    world.book("a1", "0");
    assert_eq!(world.refusal(), "werkbon-zonder-regels");
    world.yes("eerste_regel");
    assert!(world.build().is_ok(), "a text line is a line");
}

#[test]
fn more_lines_than_the_vendor_takes_are_refused_with_both_numbers() {
    let mut world = World::new();
    world.limits.regels = Some(3);
    world.book("a1", "1");
    world.book("a1", "1");
    assert!(world.build().is_ok());
    world.book("a1", "1");
    assert_eq!(world.refusal(), "werkbon-te-veel-regels");
}
