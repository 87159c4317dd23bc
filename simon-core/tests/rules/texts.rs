use simon_core::connector::{IdLimit, TextLimit, TextUnit};
use simon_core::domain::{OrderRef, OrderSoort};
use simon_core::log::Soort;
use simon_core::rules::cutting::{cut, length};
use simon_core::rules::marking::met_markering;

use super::world::World;

const fn chars(max: usize) -> TextLimit {
    TextLimit { max, unit: TextUnit::Chars, multiline: false }
}

const fn utf16(max: usize) -> TextLimit {
    TextLimit { max, unit: TextUnit::Utf16, multiline: false }
}

fn cut_warning() -> (Soort, String) {
    (Soort::Waarschuwing, "tekst-ingekort".to_owned())
}

#[test]
fn the_memo_holds_what_the_setting_says_c11() {
    let mut world = World::new();
    world.at_address().naam = "Filiaal Noord".into();
    let adres = "Filiaal Noord, Dorpsstraat 1, 1234 AB Utrecht";
    let both = format!("{adres}\nCV-ketel onderhoud");
    for (keuze, memo) in [
        ("", None),
        ("geen", None),
        ("werkadres", Some(adres)),
        ("werkomschrijving", Some("CV-ketel onderhoud")),
        ("beide", Some(both.as_str())),
    ] {
        world.set("memo", keuze);
        assert_eq!(world.draft().memo.as_deref(), memo, "{keuze}");
    }
    world.bon.werkadres = None;
    assert_eq!(world.draft().memo.as_deref(), Some("CV-ketel onderhoud"), "one half is there");
    world.limits.memo = None;
    assert_eq!(world.draft().memo, None);
}

#[test]
fn line_breaks_stay_in_a_memo_and_become_blanks_elsewhere_c24() {
    let mut world = World::new();
    world.bon.werkomschrijving = "\n Ketel\r\n\r\nnazien\u{2028}klaar\u{7} \n".into();
    world.set("memo", "werkomschrijving");
    world.list("omschrijving", &["werkomschrijving"]);
    let draft = world.draft();
    assert_eq!(draft.memo.as_deref(), Some("Ketel\n\nnazien\nklaar"));
    assert_eq!(draft.omschrijving.as_deref(), Some("Ketel nazien klaar"));
}

#[test]
fn the_description_has_the_chosen_parts_in_the_users_order_c13() {
    let mut world = World::new();
    world.bon.klantreferentie = Some("PO-88".into());
    assert_eq!(world.draft().omschrijving, None);
    world.list("omschrijving", &["klantreferentie", "werkadres", "werkomschrijving"]);
    let draft = world.draft();
    assert_eq!(draft.omschrijving.as_deref(), Some("PO-88 - CV-ketel onderhoud"));
}

#[test]
fn a_text_over_the_limit_is_cut_with_an_ellipsis_and_a_warning_c24() {
    let mut world = World::new();
    world.bon.werkomschrijving = "x".repeat(51);
    world.list("omschrijving", &["werkomschrijving"]);
    let draft = world.draft();
    assert_eq!(draft.omschrijving.unwrap(), format!("{}…", "x".repeat(49)));
    assert_eq!(world.notes(), [cut_warning()]);
    world.bon.werkomschrijving = "x".repeat(50);
    assert_eq!(world.draft().omschrijving.unwrap().len(), 50);
    assert!(world.notes().is_empty());
}

#[test]
fn the_text_of_an_article_line_is_cut_too_c24() {
    let mut world = World::new();
    world.bon.artikelen[0].omschrijving = Some("é".repeat(300));
    let regel = world.draft().artikel_regels().next().unwrap().omschrijving.clone().unwrap();
    assert_eq!(regel.chars().count(), 250);
    assert_eq!(world.notes(), [cut_warning()]);
}

#[test]
fn a_cut_never_splits_what_is_one_character_to_the_eye_c24() {
    for (text, limit, expected) in [
        ("Ketel", utf16(5), "Ketel"),
        ("Ketels", utf16(5), "Kete…"),
        ("a b c", utf16(3), "a…"),
        ("👍👍", utf16(4), "👍👍"),
        ("👍👍👍", utf16(4), "👍…"),
        ("👍👍👍", chars(2), "👍…"),
        ("ab👍🏽c", utf16(6), "ab…"),
        ("abe\u{301}x", utf16(4), "ab…"),
        ("x👩\u{200D}🔧yz", utf16(6), "x…"),
        ("x🇳🇱🇧🇪y", utf16(8), "x🇳🇱…"),
        ("abc", utf16(1), "…"),
        ("abc", utf16(0), ""),
    ] {
        assert_eq!(cut(text, limit), expected, "{text}");
        assert!(length(&cut(text, limit), limit.unit) <= limit.max);
    }
}

#[test]
fn the_customer_reference_is_composed_as_the_setting_says_c12() {
    let mut world = World::new();
    world.bon.klantreferentie = Some(" PO-88\n".into());
    for key in ["klantreferentie", "betalingskenmerk"] {
        for (keuze, expected) in [
            ("geen", None),
            ("werkbonnummer", Some("20417")),
            ("klantreferentie", Some("PO-88")),
            ("beide", Some("20417 / PO-88")),
        ] {
            world.set(key, keuze);
            assert_eq!(world.draft().klantreferentie.as_deref(), expected, "{key} = {keuze}");
        }
        world.set(key, "");
    }
    world.set("klantreferentie", "beide");
    world.bon.klantreferentie = None;
    assert_eq!(world.draft().klantreferentie.as_deref(), Some("20417"));
}

#[test]
fn a_reference_is_never_cut_c24() {
    let mut world = World::new();
    let long = "R".repeat(51);
    world.bon.klantreferentie = Some(long.clone());
    world.set("klantreferentie", "klantreferentie");
    assert_eq!(world.draft().klantreferentie, Some(long), "the limit is only assumed");
    let limit = IdLimit { max: 50, unit: TextUnit::Utf16, published: true };
    world.limits.klantreferentie = Some(limit);
    assert_eq!(world.refusal(), "werkbon-referentie-te-lang");
    world.set("klantreferentie", "werkbonnummer");
    assert!(world.build().is_ok(), "the long reference is not sent");
}

#[test]
fn the_first_lines_are_the_work_description_when_set_c10() {
    let mut world = World::new();
    world.bon.werkomschrijving = "Ketel nazien\n\n  \r\nFilter vervangen\t.".into();
    assert!(world.text_lines().is_empty());
    world.yes("eerste_regel");
    assert_eq!(world.text_lines(), ["Ketel nazien", "Filter vervangen ."]);
    world.limits.tekstregel = None;
    assert!(world.text_lines().is_empty(), "the vendor has no text lines");
}

#[test]
fn a_long_description_goes_on_in_further_text_lines() {
    let mut world = World::new();
    world.yes("eerste_regel");
    for (text, max, expected) in [
        ("een twee drie", 8, vec!["een twee", "drie"]),
        ("een twee drie", 9, vec!["een twee", "drie"]),
        ("een twee drie", 7, vec!["een", "twee", "drie"]),
        ("aaaaaaaaaa b", 4, vec!["aaaa", "aaaa", "aa b"]),
        ("👍👍👍", 4, vec!["👍👍", "👍"]),
        ("👍👍", 1, vec!["👍", "👍"]),
        ("abe\u{301}", 3, vec!["ab", "e\u{301}"]),
    ] {
        world.limits.tekstregel = Some(utf16(max));
        world.bon.werkomschrijving = text.into();
        assert_eq!(world.text_lines(), expected, "{text} in {max}");
    }
    world.limits.tekstregel = Some(TextLimit { multiline: true, ..utf16(20) });
    world.bon.werkomschrijving = "een\ntwee\n".into();
    assert_eq!(world.text_lines(), ["een\ntwee"], "the line takes line breaks");
}

#[test]
fn a_document_says_which_order_its_werkbon_stems_from_d7() {
    let mut world = World::new();
    let order = OrderRef::new(OrderSoort::Verkooporder, "guid", "5501");
    world.bon.bron = Some(order.clone());
    let draft = world.draft();
    assert_eq!(draft.bron, Some(order));
    assert_eq!(draft.memo.as_deref(), Some("Uit verkooporder 5501"));
    assert_eq!(world.notes(), [(Soort::Waarschuwing, "werkbon-uit-order".to_owned())]);

    world.set("memo", "werkomschrijving");
    assert_eq!(world.draft().memo.as_deref(), Some("CV-ketel onderhoud\nUit verkooporder 5501"));

    world.limits.memo = None;
    assert_eq!(world.text_lines(), ["Uit verkooporder 5501"]);
}

#[test]
fn the_line_about_the_order_is_never_cut_away_d7() {
    let mut world = World::new();
    world.bon.bron = Some(OrderRef::new(OrderSoort::Offerte, "guid", "77"));
    world.bon.werkomschrijving = "x".repeat(100);
    world.set("memo", "werkomschrijving");
    world.limits.memo = Some(TextLimit { multiline: true, ..utf16(20) });
    let memo = world.draft().memo.unwrap();
    assert_eq!(memo, "xxxxxx…\nUit offerte 77".replace("xxxxxx…", "xxxx…"));
    assert_eq!(length(&memo, TextUnit::Utf16), 20);
}

#[test]
fn the_mark_stands_behind_the_description_once_d6() {
    for (omschrijving, max, expected) in [
        ("Ketel", 50, "Ketel WB"),
        ("Ketel WB", 50, "Ketel WB"),
        ("Ketel WB ", 50, "Ketel WB "),
        ("KetelWB", 50, "KetelWB WB"),
        ("WB", 50, "WB"),
        ("", 50, "WB"),
        ("Ketel wb", 50, "Ketel wb WB"),
        ("Ketel nazien", 15, "Ketel nazien WB"),
        ("Ketel nazien", 14, "Ketel nazi… WB"),
        ("Ketel nazien WB", 14, "Ketel nazi… WB"),
        ("Ketel", 2, "WB"),
    ] {
        assert_eq!(met_markering(omschrijving, "WB", utf16(max)), expected, "{omschrijving}");
    }
    assert_eq!(met_markering("Ketel", " ", utf16(50)), "Ketel", "no mark");
}

#[test]
fn documents_of_this_integration_carry_the_mark_when_set_d6() {
    let mut world = World::new();
    world.set("markering", "WB");
    assert_eq!(world.draft().omschrijving.as_deref(), Some("WB"));
    world.list("omschrijving", &["werkomschrijving"]);
    assert_eq!(world.draft().omschrijving.as_deref(), Some("CV-ketel onderhoud WB"));
    assert!(world.notes().is_empty());
    world.bon.werkomschrijving = "x".repeat(48);
    assert_eq!(world.draft().omschrijving.unwrap(), format!("{}… WB", "x".repeat(46)));
    assert_eq!(world.notes(), [cut_warning()]);
    world.limits.omschrijving = None;
    assert_eq!(world.draft().omschrijving, None);
}
