//! 'Controleer' (E1).

use chrono::NaiveDate;
use connector_exact::INFO;
use connector_exact::simulator::{DEMO_DIVISION, NewItem};
use simon_core::connector::{AccountingConnector, SettingCheck};
use simon_core::message::Catalogue;
use simon_core::settings::{CheckOutcome, Checked, SettingValue, SettingValues};
use simon_testkit::listings::Listings;

use crate::world::{World, tekst};

fn accepted(outcome: CheckOutcome) -> Checked {
    match outcome {
        CheckOutcome::Accepted(checked) => *checked,
        CheckOutcome::Refused(message) => panic!("refused: {message:?}"),
    }
}

/// The code of a refusal, which says what to do.
fn refused(outcome: CheckOutcome) -> String {
    let CheckOutcome::Refused(message) = outcome else { panic!("accepted: {outcome:?}") };
    let rendered = Catalogue::with_connector(INFO.messages).render(&message);
    assert!(rendered.actie.is_some(), "{}", message.code());
    message.code().to_owned()
}

fn warning(checked: &Checked) -> Option<&str> {
    checked.waarschuwing.as_ref().map(simon_core::message::Message::code)
}

#[test]
fn an_administration_is_chosen_by_the_number_that_users_see_c17() {
    let world = World::demo();
    let by_number = accepted(world.check("administratie", tekst(" 417 ")));
    assert_eq!(by_number.vendor_id, Some(DEMO_DIVISION.to_string()));
    assert_eq!(by_number.naam, "Demo Installatietechniek B.V.");
    let by_code = accepted(world.check("administratie", tekst(&DEMO_DIVISION.to_string())));
    assert_eq!(by_code.vendor_id, by_number.vendor_id);
    assert_eq!(refused(world.check("administratie", tekst("41"))), "exact-administratie-onbekend");
    // The demo's second one is archived.
    assert_eq!(refused(world.check("administratie", tekst("418"))), "exact-administratie-inactief");
    world.refused_nothing();
}

#[test]
fn a_number_that_two_administrations_have_is_refused_naming_both() {
    let world = World::demo();
    world.sim.add_division(3_300_000, "417", "Klant van het kantoor");
    let outcome = world.check("administratie", tekst("417"));
    let CheckOutcome::Refused(message) = &outcome else { panic!("accepted: {outcome:?}") };
    let text = Catalogue::with_connector(INFO.messages).render(message).bericht.nl;
    for name in ["Demo Installatietechniek B.V.", "Klant van het kantoor", "3300000"] {
        assert!(text.contains(name), "{text}");
    }
    assert_eq!(refused(outcome), "exact-administratie-meer");
    let chosen = accepted(world.check("administratie", tekst("3300000")));
    assert_eq!(chosen.vendor_id.as_deref(), Some("3300000"));
}

#[test]
fn blocked_and_practice_administrations_are_told() {
    let world = World::demo();
    world.sim.change_division(DEMO_DIVISION, &[("IsPracticeDivision", "true")]).unwrap();
    let checked = accepted(world.check("administratie", tekst("417")));
    assert_eq!(warning(&checked), Some("exact-administratie-dossier"));
    let code = 3_300_000;
    world.sim.add_division(code, "9", "In verhuizing");
    world.sim.change_division(code, &[("BlockingStatus", "1")]).unwrap();
    assert_eq!(
        refused(world.check("administratie", tekst("9"))),
        "exact-administratie-geblokkeerd"
    );
}

#[test]
fn a_journal_must_be_one_of_sales_that_is_open_c16() {
    let world = World::demo();
    let checked = accepted(world.check("dagboek", tekst(" 70 ")));
    assert_eq!((checked.naam.as_str(), checked.vendor_id.as_deref()), ("Verkoopboek", Some("70")));
    assert_eq!(refused(world.check("dagboek", tekst("71"))), "exact-dagboek-onbekend");
    assert_eq!(refused(world.check("dagboek", tekst("60"))), "exact-dagboek-geen-verkoop");
    let id = world.sim.books().add_journal("80", "Oud", 20);
    world.sim.books().change_journal(&id, &[("IsBlocked", "true")]).unwrap();
    assert_eq!(refused(world.check("dagboek", tekst("80"))), "exact-dagboek-geblokkeerd");
    world.sim.grant_right("salesinvoice/SalesInvoices", "POST", false);
    assert_eq!(refused(world.check("dagboek", tekst("70"))), "exact-rechten-facturen");
    world.refused_nothing();
}

#[test]
fn rights_that_exact_does_not_tell_refuse_nothing() {
    let world = World::demo();
    world.sim.leave_rights_unanswered(true);
    accepted(world.check("dagboek", tekst("70")));
    accepted(world.check("pdf", tekst("werkbon")));
}

#[test]
fn an_article_is_found_by_its_code_and_must_be_for_sale_now() {
    let world = World::demo();
    let books = world.sim.books();
    let checked = accepted(world.check("werktijd_artikel", tekst("UUR")));
    assert_eq!(checked.naam, "Arbeidsloon monteur");
    assert_eq!(warning(&checked), None);
    assert_eq!(refused(world.check("werktijd_artikel", tekst("UUR9"))), "exact-artikel-onbekend");
    let artikel = |code: &str| books.add_item(&NewItem::artikel(code, code));
    books.stop_selling(&artikel("OUD")).unwrap();
    assert_eq!(
        refused(world.check("standaard_artikel", tekst("OUD"))),
        "exact-artikel-geen-verkoop"
    );
    let ended = NaiveDate::from_ymd_opt(2020, 1, 1);
    books.set_item_period(&artikel("EINDE"), None, ended).unwrap();
    assert_eq!(refused(world.check("standaard_artikel", tekst("EINDE"))), "exact-artikel-inactief");
    artikel("  SPATIE");
    let padded = accepted(world.check("standaard_artikel", tekst("SPATIE")));
    assert_eq!(padded.artikel.unwrap().code, "SPATIE");
    world.refused_nothing();
}

#[test]
fn an_hour_article_without_fractions_is_warned_about() {
    let world = World::demo();
    let hours = accepted(world.check("reistijd_artikel", tekst("VOORRIJ")));
    assert_eq!(warning(&hours), Some("exact-artikel-ondeelbaar"));
    let other = accepted(world.check("standaard_artikel", tekst("VOORRIJ")));
    assert_eq!(warning(&other), None);
}

#[test]
fn article_groups_are_compared_letter_by_letter_b7() {
    let world = World::demo();
    let list =
        |names: &[&str]| SettingValue::Lijst(names.iter().map(|name| (*name).to_owned()).collect());
    let checked = accepted(world.check("artikelgroepen", list(&["Diensten", "Materiaal"])));
    assert_eq!(checked.vendor_ids.len(), 2);
    assert_eq!(refused(world.check("artikelgroepen", list(&["diensten"]))), "exact-groep-onbekend");
}

#[test]
fn pdfs_need_rights_and_a_kind_of_document_c19() {
    let world = World::demo();
    let calls = world.connector.calls_made();
    accepted(world.check("pdf", tekst("geen")));
    assert_eq!(world.connector.calls_made(), calls, "nothing to ask");
    assert_eq!(accepted(world.check("pdf", tekst("werkbon"))).vendor_id.as_deref(), Some("55"));
    world.sim.books().set_document_types(&[(10, "Verkoopfactuur", true)]);
    let fallback = accepted(world.check("pdf", tekst("beide")));
    assert_eq!(fallback.vendor_id.as_deref(), Some("10"));
    assert_eq!(warning(&fallback), Some("exact-documentsoort-verkoopfactuur"));
    for resource in ["documents/Documents", "documents/DocumentAttachments"] {
        world.sim.grant_right(resource, "POST", false);
        assert_eq!(refused(world.check("pdf", tekst("werkbon"))), "exact-rechten-documenten");
        world.sim.grant_right(resource, "POST", true);
    }
    world.refused_nothing();
}

#[test]
fn another_kind_of_document_is_found_by_name_or_number() {
    let world = World::demo();
    for wish in ["Contract", "148"] {
        let checked = accepted(world.check("documentsoort", tekst(wish)));
        assert_eq!(
            (checked.naam.as_str(), checked.vendor_id.as_deref()),
            ("Contract", Some("148"))
        );
    }
    assert_eq!(refused(world.check("documentsoort", tekst("999"))), "exact-documentsoort-onbekend");
    assert_eq!(refused(world.check("documentsoort", tekst("Memo"))), "exact-documentsoort-vast");
}

#[test]
fn other_settings_wait_for_the_administration() {
    let world = World::demo();
    let value = tekst("70");
    let all: SettingValues = [("dagboek".to_owned(), value.clone())].into_iter().collect();
    let spec = INFO.settings.iter().find(|spec| spec.is("dagboek")).unwrap();
    let check = SettingCheck::new(spec, &value, &all);
    let outcome = world.run(world.connector.check_setting(&check)).unwrap();
    let CheckOutcome::Refused(message) = outcome else { panic!("which books?") };
    assert_eq!(message.code(), "instelling-eerst-administratie");
    assert_eq!(world.faults.calls(), 0);
}
