use simon_core::domain::{DocumentSoort, Pdf, PdfSoort, Relatie, RelatieId, WerkadresId};
use simon_core::host::DeliveryStatus;
use simon_core::log::Soort;
use simon_core::settings::{BETALINGSTERMIJN, SettingValue};

use super::world::{World, datum, relatie_id};

#[test]
fn a_complete_werkbon_becomes_one_document_with_its_reference_c22() {
    let draft = World::new().draft();
    assert_eq!(draft.referentie.as_str(), "acme01-20417");
    assert_eq!(draft.werkbon.as_str(), "20417");
    assert_eq!(draft.klant, relatie_id("r1"));
    assert_eq!(draft.soort, DocumentSoort::Verkooporder);
    assert_eq!(draft.datum, datum());
    assert_eq!(draft.regels.len(), 1);
}

#[test]
fn a_werkbon_without_a_customer_from_the_vendor_is_refused_c3() {
    let mut world = World::new();
    world.bon.klant = None;
    assert_eq!(world.refusal(), "werkbon-zonder-klant");

    let mut world = World::new();
    world.klant = None;
    assert_eq!(world.refusal(), "werkbon-klant-onbekend");

    let mut world = World::new();
    world.klant = Some(Relatie::new(relatie_id("r2"), "Een ander"));
    assert_eq!(world.refusal(), "werkbon-klant-onbekend", "the store gave another customer");

    let mut world = World::new();
    let own = RelatieId::van_simon(7).unwrap();
    world.bon.klant = Some(own.clone());
    world.klant = Some(Relatie::new(own, "Nieuwe klant"));
    assert_eq!(world.refusal(), "werkbon-klant-niet-uit-pakket");
}

#[test]
fn an_inactive_customer_is_refused_before_anything_is_sent_p21() {
    let mut world = World::new();
    world.klant.as_mut().unwrap().actief = false;
    assert_eq!(world.refusal(), "werkbon-klant-inactief");
}

#[test]
fn a_refusal_names_no_personal_data_f6() {
    let mut world = World::new();
    world.klant.as_mut().unwrap().actief = false;
    let line = world.build().unwrap_err().line;
    assert!(!format!("{line:?}").contains("Jansen"));
}

#[test]
fn a_werkbon_is_sent_only_with_a_work_address_of_its_own_customer_c4() {
    let mut world = World::new();
    world.at_address();
    assert!(world.build().is_ok());

    world.at_address().relatie = None;
    assert_eq!(world.refusal(), "werkbon-werkadres-zonder-klant");

    world.at_address().relatie = Some(relatie_id("r2"));
    assert_eq!(world.refusal(), "werkbon-werkadres-andere-klant");

    world.at_address();
    world.werkadres = None;
    assert_eq!(world.refusal(), "werkbon-werkadres-onbekend");

    world.at_address().id = WerkadresId::new("w2").unwrap();
    assert_eq!(world.refusal(), "werkbon-werkadres-onbekend", "the store gave another address");
}

#[test]
fn a_werkbon_without_any_work_address_is_sent_c4() {
    let mut world = World::new();
    assert!(world.bon.werkadres.is_none());
    assert!(world.build().is_ok());
    world.at_address().relatie = Some(relatie_id("r2"));
    world.bon.werkadres = None;
    assert!(world.build().is_ok(), "an address that is not on the werkbon does not count");
}

#[test]
fn the_filter_word_keeps_a_werkbon_here_as_info_c9() {
    let mut world = World::new();
    world.bon.werkomschrijving = "Garantiewerk aan de ketel".into();
    world.set("filterwoord", " garantie ");
    let not_sent = world.build().unwrap_err();
    assert_eq!(not_sent.status, DeliveryStatus::Gefilterd);
    assert_eq!(not_sent.line.soort, Soort::Info);
    assert_eq!(not_sent.line.message.code(), "werkbon-gefilterd");
    assert_eq!(not_sent.line.record.as_deref(), Some("20417"));

    world.yes("filterwoord_heel_woord");
    assert!(world.build().is_ok(), "as a whole word it is not there");
    world.set("filterwoord", "");
    assert!(world.build().is_ok(), "an empty word sends all");
}

#[test]
fn the_filter_word_goes_before_every_fault_c9() {
    let mut world = World::without_articles();
    world.bon.klant = None;
    world.set("filterwoord", "onderhoud");
    assert_eq!(world.build().unwrap_err().status, DeliveryStatus::Gefilterd);
}

#[test]
fn the_document_is_the_vendors_first_kind_unless_a_setting_names_another_c2() {
    let mut world = World::new();
    world.documents = vec![DocumentSoort::Verkooporder, DocumentSoort::Klantfactuur];
    assert_eq!(world.draft().soort, DocumentSoort::Verkooporder);
    world.set("document", "klantfactuur");
    assert_eq!(world.draft().soort, DocumentSoort::Klantfactuur);
    world.set("document", "factuur");
    assert_eq!(world.refusal(), "werkbon-documentsoort-onbekend");
}

#[test]
fn the_payment_term_is_the_customers_else_the_settings_c26() {
    let mut world = World::new();
    assert_eq!(world.draft().betalingstermijn_dagen, None, "the vendor has no such setting");
    world.specs = vec![BETALINGSTERMIJN];
    assert_eq!(world.draft().betalingstermijn_dagen, Some(14));
    world.settings.waarden.set("betalingstermijn", SettingValue::Getal(30));
    assert_eq!(world.draft().betalingstermijn_dagen, Some(30));
    world.klant.as_mut().unwrap().betalingstermijn_dagen = Some(0);
    assert_eq!(world.draft().betalingstermijn_dagen, Some(0));
}

#[test]
fn the_setting_chooses_which_pdfs_go_along_c19() {
    let mut world = World::new();
    world.bon.pdfs = vec![
        Pdf::new(PdfSoort::EigenFormulieren, "formulier.pdf", vec![1]),
        Pdf::new(PdfSoort::Werkbon, "werkbon.pdf", vec![2]),
    ];
    let names = |world: &World| -> Vec<String> {
        world.draft().bijlagen.into_iter().map(|pdf| pdf.naam).collect()
    };
    assert!(names(&world).is_empty(), "none unless set");
    for (keuze, expected) in [
        ("geen", vec![]),
        ("werkbon", vec!["werkbon.pdf"]),
        ("eigen_formulieren", vec!["formulier.pdf"]),
        ("beide", vec!["formulier.pdf", "werkbon.pdf"]),
    ] {
        world.set("pdf", keuze);
        assert_eq!(names(&world), expected, "{keuze}");
    }
    world.set("pdf", "werkbon");
    assert_eq!(simon_core::rules::pdfs::chosen(&world.bon, &world.settings), [1]);
}
