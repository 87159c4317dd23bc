//! A settings page between two clicks: A4, A5, C17.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use proptest::prelude::*;
use simon_core::message::Rendered;
use simon_core::settings::{
    ADMINISTRATIE, CheckLine, FILTERWOORD, MEMO, REISTIJD_ARTIKEL, SettingSpec, SettingValue,
    SettingsForm, WERKTIJD_ARTIKEL,
};

const SPECS: [SettingSpec; 5] = [
    ADMINISTRATIE,
    REISTIJD_ARTIKEL,
    WERKTIJD_ARTIKEL.required(),
    FILTERWOORD.aliases(&["oud_filterwoord"]),
    MEMO,
];

fn tekst(text: &str) -> SettingValue {
    SettingValue::Tekst(text.to_owned())
}

fn filled() -> SettingsForm {
    let mut form = SettingsForm::default();
    for spec in SPECS {
        form.set(spec.key, tekst("waarde"));
    }
    form
}

fn accept(form: &mut SettingsForm, key: &str) {
    form.record(CheckLine::accepted(key, "Naam"));
}

fn accepted() -> SettingsForm {
    let mut form = filled();
    SPECS.iter().for_each(|spec| accept(&mut form, spec.key));
    form
}

proptest! {
    #[test]
    fn any_change_after_the_checks_closes_saving_a5(at in 0..SPECS.len(), text in "[a-z]{0,12}") {
        let mut form = accepted();
        prop_assert!(form.may_save(&SPECS));
        let changed = tekst(&text) != tekst("waarde");
        form.set(SPECS[at].key, tekst(&text));
        prop_assert_eq!(form.may_save(&SPECS), !changed);
        prop_assert_eq!(SPECS.iter().any(|spec| form.line(spec.key).is_some()), !changed);
    }

    #[test]
    fn the_order_of_the_checks_does_not_matter_a4(order in Just((0..SPECS.len()).collect::<Vec<_>>()).prop_shuffle()) {
        let mut form = filled();
        for (done, at) in order.iter().enumerate() {
            prop_assert!(!form.may_save(&SPECS), "after {} checks", done);
            accept(&mut form, SPECS[*at].key);
        }
        prop_assert_eq!(form, accepted());
    }

    #[test]
    fn one_refused_setting_closes_saving_a4(at in 0..SPECS.len()) {
        let mut form = accepted();
        form.record(CheckLine::refused(SPECS[at].key, Rendered::default()));
        prop_assert!(!form.may_save(&SPECS));
    }
}

#[test]
fn emptying_a_setting_is_a_change_and_a_required_one_must_be_there_a4_a5() {
    let mut form = accepted();
    form.clear("memo");
    assert!(!form.may_save(&SPECS));
    for spec in SPECS.iter().filter(|spec| spec.key != "memo") {
        accept(&mut form, spec.key);
    }
    assert!(form.may_save(&SPECS), "an optional setting may be empty");
    form.clear("werktijd_artikel");
    for spec in SPECS.iter().filter(|spec| spec.key != "werktijd_artikel") {
        accept(&mut form, spec.key);
    }
    assert!(!form.may_save(&SPECS));
}

#[test]
fn the_administration_opens_the_others_c17() {
    let mut form = filled();
    assert!(form.may_check(&SPECS, "administratie"));
    assert!(!form.may_check(&SPECS, "memo"));
    form.record(CheckLine::refused("administratie", Rendered::default()));
    assert!(!form.may_check(&SPECS, "memo"));
    accept(&mut form, "administratie");
    assert!(form.may_check(&SPECS, "memo"));
    form.set("administratie", tekst("andere"));
    assert!(!form.may_check(&SPECS, "memo"));
    assert!(form.may_check(&[MEMO], "memo"), "where there is no such setting, all are open");
}

#[test]
fn an_administration_that_need_not_be_chosen_closes_the_others_only_while_it_is_unchecked_c17() {
    let mut optional = ADMINISTRATIE;
    optional.required = false;
    let specs = [optional, MEMO];
    let mut form = SettingsForm::default();
    assert!(form.may_check(&specs, "memo"));
    form.set("administratie", tekst("1234"));
    assert!(!form.may_check(&specs, "memo"));
    accept(&mut form, "administratie");
    assert!(form.may_check(&specs, "memo"));
}

#[test]
fn an_unknown_setting_closes_saving_and_an_older_name_counts_as_the_present_one_e3() {
    let mut form = SettingsForm::default();
    form.set("oud_filterwoord", tekst("x"));
    accept(&mut form, "filterwoord");
    assert!(form.may_save(&[SPECS[3]]));
    form.set("bestaat_niet", tekst("x"));
    accept(&mut form, "filterwoord");
    accept(&mut form, "bestaat_niet");
    assert!(!form.may_save(&[SPECS[3]]));
}

#[test]
fn a_form_survives_being_stored_between_two_clicks() {
    let mut form = accepted();
    form.record(CheckLine::refused("memo", Rendered::default()));
    let stored = serde_json::to_string(&form).unwrap();
    assert_eq!(serde_json::from_str::<SettingsForm>(&stored).unwrap(), form);
}
