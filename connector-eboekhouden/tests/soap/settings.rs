//! 'Controleer'.

use connector_eboekhouden::simulator::{Artikel, RawRecord};
use simon_core::settings::{CheckOutcome, Checked, SettingValue};

use crate::world::World;

fn text(text: &str) -> SettingValue {
    SettingValue::Tekst(text.to_owned())
}

fn accepted(outcome: CheckOutcome) -> Checked {
    match outcome {
        CheckOutcome::Accepted(checked) => *checked,
        CheckOutcome::Refused(message) => panic!("{message:?}"),
    }
}

fn refused(outcome: CheckOutcome) -> String {
    match outcome {
        CheckOutcome::Refused(message) => message.code().to_owned(),
        CheckOutcome::Accepted(checked) => panic!("{checked:?}"),
    }
}

#[test]
fn a_template_is_accepted_with_a_warning_and_without_a_call_c14() {
    let world = World::new();
    let checked = accepted(world.check("sjabloon", text(" Mijn sjabloon ")));
    assert_eq!(checked.naam, "Mijn sjabloon");
    let warning = checked.waarschuwing.unwrap();
    assert_eq!(warning.code(), "eboekhouden-sjabloon-niet-te-controleren");
    assert_eq!(world.faults.calls(), 0);
}

#[test]
fn an_article_is_found_by_its_code_or_refused_with_the_reason_e1() {
    let world = World::new();
    world.artikel("REIS");
    world.sim.add_artikel(Artikel {
        code: Some("OUD".to_owned()),
        actief: false,
        ..Artikel::default()
    });
    let check = |code: &str| world.check("reistijd_artikel", text(code));
    let checked = accepted(check(" REIS "));
    assert_eq!((&*checked.naam, checked.waarschuwing), ("Artikel REIS", None));
    assert_eq!(refused(check("OUD")), "eboekhouden-artikel-inactief");
    assert_eq!(refused(check("WEG")), "eboekhouden-artikel-onbekend");
    let calls = world.sim.calls("GetArtikelen");
    assert_eq!(refused(check("EEN-CODE-VAN-MEER-DAN-20")), "eboekhouden-artikel-onbekend");
    assert_eq!(world.sim.calls("GetArtikelen"), calls, "no article has so long a code");
    let unreadable = "<Artikelen><cArtikel><ArtikelID>1</ArtikelID><ArtikelCode>REIS</ArtikelCode>\
                      <VerkoopprijsExclBTW>veel</VerkoopprijsExclBTW></cArtikel></Artikelen>";
    world.answer("GetArtikelen", "", unreadable);
    assert_eq!(refused(check("REIS")), "eboekhouden-onleesbaar");
    world.refused_nothing();
}

/// A group without articles does not show.
#[test]
fn a_group_that_does_not_show_is_accepted_with_a_warning_b7() {
    let world = World::new();
    world.sim.seed_demo();
    world.sim.add_raw_artikel(RawRecord {
        soap: "<cArtikel><GroepCode>X</GroepCode></cArtikel>".to_owned(),
        ..RawRecord::default()
    });
    world.sim.add_groep("L", "Leeg");
    let namen = |namen: &[&str]| {
        let namen = namen.iter().map(|naam| (*naam).to_owned()).collect();
        accepted(world.check("artikelgroepen", SettingValue::Lijst(namen)))
    };
    let found = namen(&["Diensten", "M", "X"]);
    assert_eq!(
        (found.vendor_ids.as_slice(), found.waarschuwing),
        (&["D", "M", "X"].map(str::to_owned)[..], None)
    );
    let hidden = namen(&["Diensten", "Leeg"]);
    assert_eq!(hidden.waarschuwing.unwrap().code(), "eboekhouden-groep-niet-gevonden");
}
