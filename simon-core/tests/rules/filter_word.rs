use proptest::prelude::*;
use simon_core::rules::filter_word::{Match, is_in};

fn found(text: &str, word: &str) -> (bool, bool) {
    (is_in(text, word, Match::Contains), is_in(text, word, Match::WholeWord))
}

#[test]
fn words_are_found_inside_other_words_or_on_their_own_c9_d3() {
    for (text, word, contains, whole) in [
        ("garantiewerk", "garantie", true, false),
        ("Valt onder GARANTIE.", "garantie", true, true),
        ("nieuwbouw", "WB", true, false),
        ("Ketel nazien WB", "WB", true, true),
        ("WB: ketel", "wb", true, true),
        ("nieuwbouw (wb)", "WB", true, true),
        ("WB1", "WB", true, false),
        ("1WB", "WB", true, false),
        ("WB_1", "WB", true, true),
        ("Ketel", "WB", false, false),
        ("", "WB", false, false),
        ("Ketel", "", false, false),
        ("Ketel", "  ", false, false),
    ] {
        assert_eq!(found(text, word), (contains, whole), "{word:?} in {text:?}");
    }
}

#[test]
fn several_words_match_over_any_blanks_c9() {
    assert_eq!(found("Dit werk NIET\n  factureren s.v.p.", " niet factureren "), (true, true));
    assert_eq!(found("Dit werk niet factureren", "niet  factureren"), (true, true));
    assert_eq!(found("nietfactureren", "niet factureren"), (false, false));
    assert_eq!(found("is niet factureren-nu", "niet factureren"), (true, true));
}

#[test]
fn a_later_whole_word_is_found_behind_an_earlier_part_of_a_word() {
    assert_eq!(found("nieuwbouw, daarna wb", "wb"), (true, true));
    assert_eq!(found("aaa aa", "aa"), (true, true));
}

#[test]
fn a_word_of_signs_needs_no_boundary_at_its_signs() {
    assert_eq!(found("order#wb", "#WB"), (true, true));
    assert_eq!(found("a*b", "*"), (true, true));
}

#[test]
fn case_is_disregarded_in_every_script_c9() {
    assert_eq!(found("KÖLN", "köln"), (true, true));
    assert_eq!(found("GROSSE STRASSE", "große straße"), (true, true));
    assert_eq!(found("große straße", "GROSSE STRASSE"), (true, true));
    assert_eq!(found("ΟΔΟΣ", "οδος"), (true, true));
    assert_eq!(found("İstanbul", "İSTANBUL"), (true, true));
    assert_eq!(found("ĲSSEL", "ĳssel"), (true, true));
    assert_eq!(found("👍 klaar", "👍"), (true, true));
}

#[test]
fn an_accent_behind_a_letter_belongs_to_the_word() {
    assert_eq!(found("cafe\u{301}", "cafe"), (true, false));
    assert_eq!(found("cafe\u{301} open", "cafe\u{301}"), (true, true));
}

proptest! {
    #[test]
    fn any_text_contains_itself_and_its_parts(before in ".{0,12}", word in "\\PC{1,12}", after in ".{0,12}") {
        prop_assume!(!word.trim().is_empty());
        let text = format!("{before} {word} {after}");
        prop_assert!(is_in(&text, &word, Match::Contains));
        let blanks = format!("  {word}\t");
        prop_assert!(is_in(&text, &blanks, Match::Contains));
    }

    #[test]
    fn a_whole_word_is_also_contained(text in ".{0,30}", word in ".{0,4}") {
        if is_in(&text, &word, Match::WholeWord) {
            prop_assert!(is_in(&text, &word, Match::Contains));
        }
    }

    #[test]
    fn case_never_matters(text in "[a-zA-ZàéïöüßñÀÉ .,]{0,20}", word in "[a-zA-Zàéß]{1,3}") {
        for how in [Match::Contains, Match::WholeWord] {
            let plain = is_in(&text, &word, how);
            prop_assert_eq!(plain, is_in(&text.to_uppercase(), &word, how));
            prop_assert_eq!(plain, is_in(&text, &word.to_uppercase(), how));
        }
    }

    #[test]
    fn a_word_among_blanks_is_a_whole_word(before in "[a-z ]{0,9}", word in "[a-z0-9]{1,6}", after in "[a-z ]{0,9}") {
        let text = format!("{before} {word} {after}");
        prop_assert!(is_in(&text, &word, Match::WholeWord));
    }
}
