#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use super::*;
use crate::wire::Listed;

fn products() -> Vec<Product> {
    let fixture = include_str!("../tests/fixtures/products.json");
    let listed: Listed<Product> = serde_json::from_str(fixture).unwrap();
    listed.rows.into_iter().filter_map(Result::ok).collect()
}

fn account() -> AccountInformation {
    serde_json::from_str(include_str!("../tests/fixtures/account.json")).unwrap()
}

fn accepted(outcome: CheckOutcome) -> Checked {
    match outcome {
        CheckOutcome::Accepted(checked) => *checked,
        CheckOutcome::Refused(message) => panic!("refused: {}", message.code()),
    }
}

fn refusal(outcome: CheckOutcome) -> Message {
    let CheckOutcome::Refused(message) = outcome else { panic!("accepted") };
    message
}

#[test]
fn an_article_is_accepted_by_its_reference_when_it_is_the_only_one_e1_b9() {
    for code in ["REIS", " reis "] {
        let checked = accepted(artikel(&products(), code));
        assert_eq!((&*checked.naam, checked.vendor_id.as_deref()), ("Reistijd", Some("90001")));
        let artikel = checked.artikel.unwrap();
        assert_eq!((&*artikel.code, artikel.btw_code.as_deref()), ("REIS", Some("21")));
        assert!(checked.waarschuwing.is_none());
    }
    for (code, expected) in [
        ("ONBEKEND", "billit-artikel-onbekend"),
        ("", "billit-artikel-onbekend"),
        ("FILTER-01", "billit-artikel-meer"),
        ("filter-01", "billit-artikel-meer"),
        ("KAAL", "billit-artikel-zonder-btw"),
    ] {
        assert_eq!(refusal(artikel(&products(), code)).code(), expected, "{code}");
    }
    let priceless = accepted(artikel(&products(), "GRATIS"));
    assert_eq!(priceless.waarschuwing.unwrap().code(), "billit-artikel-zonder-prijs");
}

#[test]
fn a_filter_holds_the_reference_as_a_literal() {
    assert_eq!(artikel_filter(" O'B ").as_deref(), Some("Reference eq 'O''B'"));
}

#[test]
fn a_company_is_chosen_by_its_id_or_by_any_of_its_names() {
    for (wish, id, naam) in [
        ("811001", "811001", "Installaties Peeters"),
        ("peeters warmte", "811001", "Installaties Peeters"),
        (" Holding ", "811002", "Peeters Holding"),
    ] {
        let checked = accepted(administratie(&account(), wish));
        assert_eq!((checked.vendor_id.as_deref(), &*checked.naam), (Some(id), naam), "{wish}");
    }
    let choices = |wish: &str| {
        let message = refusal(administratie(&account(), wish));
        let rendered = simon_core::message::Catalogue::with_connector(crate::INFO.messages);
        (message.code().to_owned(), rendered.render(&message).bericht.nl)
    };
    let (code, text) = choices("Onbekend NV");
    assert_eq!(code, "billit-bedrijf-onbekend");
    assert!(text.contains("Peeters Holding (811002)"), "{text}");
    let (code, text) = choices("Installaties Peeters");
    assert_eq!(code, "billit-bedrijf-meer");
    assert!(
        text.contains("811001") && text.contains("811003") && !text.contains("811002"),
        "{text}"
    );
    assert_eq!(choices("811004").0, "billit-bedrijf-zonder-api");
}

#[test]
fn after_the_login_the_only_or_configured_company_is_taken_and_else_the_user_chooses() {
    let several = account();
    let with = |ids: &[i64]| AccountInformation {
        companies: several
            .companies
            .iter()
            .filter(|it| ids.contains(&it.party_id))
            .cloned()
            .collect(),
    };
    let id = |opened: Opened| match opened {
        Opened::One(administratie) => administratie.vendor_id,
        Opened::Several => "several".to_owned(),
        Opened::None(message) => message.code().to_owned(),
    };
    assert_eq!(id(opened(&several, None)), "several");
    assert_eq!(id(opened(&several, Some(811_002))), "811002");
    assert_eq!(id(opened(&several, Some(1))), "billit-bedrijf-onbekend");
    assert_eq!(id(opened(&several, Some(811_004))), "billit-bedrijf-zonder-api");
    assert_eq!(id(opened(&with(&[811_003]), None)), "811003");
    assert_eq!(id(opened(&with(&[811_004]), None)), "billit-bedrijf-zonder-api");
    assert_eq!(id(opened(&with(&[]), None)), "billit-geen-bedrijf");
}
