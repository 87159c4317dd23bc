use proptest::prelude::*;
use rust_decimal::Decimal;
use simon_core::connector::{TextLimit, TextUnit};
use simon_core::domain::{DraftRegel, RegelSoort, TijdSoort, rond_af};
use simon_core::rules::cutting::{cut, length, many_lines, one_line};
use simon_core::rules::marking::met_markering;

use super::world::World;

fn any_text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a",
        "Z",
        " ",
        "  ",
        "\n",
        "\r\n",
        "\t",
        "é",
        "e\u{301}",
        "ß",
        "İ",
        "👍",
        "👍🏽",
        "👩\u{200D}🔧",
        "🇳🇱",
        "…",
        "\u{7}",
        "\u{2028}",
        "woord",
        "1",
    ]);
    prop_oneof![prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat()), ".{0,60}",]
}

fn any_limit() -> impl Strategy<Value = TextLimit> {
    (0_usize..60, any::<bool>(), any::<bool>()).prop_map(|(max, utf16, multiline)| {
        let unit = if utf16 { TextUnit::Utf16 } else { TextUnit::Chars };
        TextLimit { max, unit, multiline }
    })
}

fn visible(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}

proptest! {
    #[test]
    fn a_cut_text_fits_and_cutting_again_changes_nothing_c24(text in any_text(), limit in any_limit()) {
        let once = cut(&text, limit).into_owned();
        prop_assert!(length(&once, limit.unit) <= limit.max);
        prop_assert_eq!(cut(&once, limit), once.as_str());
        if length(&text, limit.unit) <= limit.max {
            prop_assert_eq!(&once, &text);
        } else if let Some(kept) = once.strip_suffix('…') {
            prop_assert!(text.starts_with(kept));
        } else {
            prop_assert_eq!(limit.max, 0);
        }
    }

    #[test]
    fn length_in_utf16_is_what_the_standard_library_counts(text in any_text()) {
        prop_assert_eq!(length(&text, TextUnit::Utf16), text.encode_utf16().count());
        prop_assert_eq!(length(&text, TextUnit::Chars), text.chars().count());
    }

    #[test]
    fn cleaning_twice_changes_nothing_and_loses_no_visible_character(text in any_text()) {
        let one = one_line(&text);
        let many = many_lines(&text);
        prop_assert_eq!(&one_line(&one), &one);
        prop_assert_eq!(&many_lines(&many), &many);
        prop_assert!(!one.chars().any(|c| c.is_control()));
        prop_assert!(!many.chars().any(|c| c.is_control() && c != '\n'));
        let kept = text.replace(['\u{FFFE}', '\u{FFFF}'], "");
        prop_assert_eq!(visible(&one), visible(&kept));
        prop_assert_eq!(visible(&many), visible(&kept));
    }

    #[test]
    fn marking_twice_changes_nothing_d6(text in any_text(), limit in any_limit()) {
        let once = met_markering(&text, "WB", limit);
        prop_assert_eq!(&met_markering(&once, "WB", limit), &once);
        prop_assert!(once.trim_end().ends_with("WB"));
        prop_assert!(!once.trim_end().ends_with("WB WB") || text.contains("WB"));
        prop_assert!(length(&once, limit.unit) <= limit.max.max(2));
    }

    #[test]
    fn text_lines_fit_and_lose_nothing_c10(text in any_text(), max in 8_usize..60, utf16 in any::<bool>()) {
        let mut world = World::new();
        let unit = if utf16 { TextUnit::Utf16 } else { TextUnit::Chars };
        world.limits.tekstregel = Some(TextLimit { max, unit, multiline: false });
        world.yes("eerste_regel");
        world.bon.werkomschrijving = text.clone();
        let lines = world.text_lines();
        prop_assert!(lines.iter().all(|line| length(line, unit) <= max));
        prop_assert!(lines.iter().all(|line| !line.trim().is_empty() && !line.contains('\n')));
        let kept = text.replace(['\u{FFFE}', '\u{FFFF}'], "");
        prop_assert_eq!(visible(&lines.concat()), visible(&kept));
    }

    #[test]
    fn quantities_and_hours_are_kept_to_the_last_minute(
        booked in prop::collection::vec(-100_000_i64..100_000, 0..12),
        minutes in prop::collection::vec((any::<bool>(), 0_u32..10_000), 0..12),
        scale in 2_u32..5,
    ) {
        let mut world = World::without_articles();
        world.limits.aantal_decimalen = scale;
        world.setting_article("werktijd_artikel", "werk", "70.00");
        world.setting_article("reistijd_artikel", "reis", "60.00");
        world.setting_article("standaard_artikel", "voorrij", "35.00");
        for hundredths in &booked {
            world.book("a1", &Decimal::new(*hundredths, 2).to_string());
        }
        for (travel, minuten) in &minutes {
            world.time(if *travel { TijdSoort::Reistijd } else { TijdSoort::Werktijd }, *minuten);
        }
        let draft = world.draft();
        let of = |soort| draft.artikel_regels().filter(move |regel| regel.soort == soort);
        let quantities: Vec<Decimal> = of(RegelSoort::Artikel).map(|regel| regel.aantal.0).collect();
        let expected: Vec<Decimal> =
            booked.iter().filter(|n| **n != 0).map(|n| Decimal::new(*n, 2)).collect();
        prop_assert_eq!(quantities, expected);
        for (soort, travel) in [(RegelSoort::Werktijd, false), (RegelSoort::Reistijd, true)] {
            let total: u32 = minutes.iter().filter(|(t, _)| *t == travel).map(|(_, m)| m).sum();
            let hours: Decimal = of(soort).map(|regel| regel.aantal.0).sum();
            prop_assert_eq!(hours, rond_af(Decimal::from(total) / Decimal::from(60), scale));
            prop_assert_eq!(of(soort).count(), usize::from(total > 0));
        }
        prop_assert!(draft.artikel_regels().is_sorted_by_key(|regel| regel.soort));
    }

    #[test]
    fn whatever_the_texts_are_the_document_is_within_the_limits_c24(
        text in any_text(),
        referentie in any_text(),
        limit in any_limit(),
    ) {
        let mut world = World::new();
        world.bon.werkomschrijving = text.clone();
        world.bon.klantreferentie = Some(referentie);
        world.bon.artikelen[0].omschrijving = Some(text);
        world.limits.omschrijving = Some(TextLimit { multiline: false, ..limit });
        world.limits.memo = Some(limit);
        world.limits.regel = TextLimit { multiline: false, ..limit };
        world.set("memo", "beide");
        world.list("omschrijving", &["klantreferentie", "werkomschrijving"]);
        let draft = world.draft();
        let regel = draft.artikel_regels().next().unwrap().omschrijving.clone();
        for text in [draft.omschrijving, draft.memo, regel].into_iter().flatten() {
            prop_assert!(!text.is_empty() && length(&text, limit.unit) <= limit.max);
        }
    }

    #[test]
    fn the_same_input_gives_the_same_document(text in any_text()) {
        let mut world = World::new();
        world.bon.werkomschrijving = text;
        world.yes("eerste_regel");
        world.set("memo", "beide");
        prop_assert_eq!(world.build(), world.build());
        prop_assert!(matches!(world.draft().regels.last(), Some(DraftRegel::Artikel(_))));
    }
}
