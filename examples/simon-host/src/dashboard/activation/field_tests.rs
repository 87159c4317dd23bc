//! What is drawn and posted back unchanged is what it was, for every kind of setting.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::collections::BTreeMap;

use simon_core::message::Taal;
use simon_core::settings::{
    CheckLine, Choice, SettingKind, SettingSpec, SettingValue, SettingValues, SettingsForm,
};
use url::form_urlencoded::Serializer;

use super::field::Drawing;
use super::values;
use crate::dashboard::form::Form;
use crate::dashboard::session::Visit;

const CHOICES: &[Choice] = &[
    Choice::new("geen", "Geen", "None"),
    Choice::new("eerste", "Eerste", "First"),
    Choice::new("tweede", "Tweede", "Second"),
];
const ONE: &[Choice] = &[Choice::new("offertes", "Offertes", "Quotes")];

const fn spec(key: &'static str, kind: SettingKind) -> SettingSpec {
    SettingSpec::new(key, "E2", kind, "Een instelling", "A setting")
}

const SPECS: &[SettingSpec] = &[
    spec("tekst", SettingKind::Tekst { max: 20 }),
    spec("artikel", SettingKind::Artikel),
    spec("groepen", SettingKind::Artikelgroepen),
    spec("ja_nee", SettingKind::JaNee),
    spec("keuze", SettingKind::Keuze(CHOICES)),
    spec("keuzes", SettingKind::Keuzes(CHOICES)),
    spec("een_keuze", SettingKind::Keuzes(ONE)),
    spec("getal", SettingKind::Getal { min: 0, max: 365, default: 14 }),
    spec("tabel", SettingKind::Tabel),
];

fn tekst(text: &str) -> SettingValue {
    SettingValue::Tekst(text.to_owned())
}

fn lijst(list: &[&str]) -> SettingValue {
    SettingValue::Lijst(list.iter().map(|one| (*one).to_owned()).collect())
}

fn tabel(rows: &[(&str, &str)]) -> SettingValue {
    let row = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    SettingValue::Tabel(rows.iter().map(row).collect())
}

fn page(values: &[(&str, SettingValue)]) -> SettingsForm {
    let value = |(key, value): &(&str, SettingValue)| ((*key).to_owned(), value.clone());
    SettingsForm::new(values.iter().map(value).collect::<SettingValues>())
}

/// Every value accepted.
fn checked(values: &[(&str, SettingValue)]) -> SettingsForm {
    let mut page = page(values);
    values.iter().for_each(|(key, _)| page.record(CheckLine::accepted(*key, "naam")));
    page
}

fn visit() -> Visit {
    let (id, csrf, path) = (String::new(), String::new(), String::new());
    Visit { id, csrf, taal: Taal::Nl, known: true, path, note: None }
}

fn drawn(page: &SettingsForm, groups: &[&str]) -> String {
    let groups: Vec<String> = groups.iter().map(|one| (*one).to_owned()).collect();
    let drawing = Drawing { visit: &visit(), specs: SPECS, form: page, groups: &groups };
    SPECS.iter().map(|spec| drawing.field(spec, None).into_string()).collect()
}

/// The fields of a page as a browser posts them that changes nothing.
fn sent(html: &str) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    let mut select: Option<(String, Option<String>)> = None;
    for piece in html.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap();
        let name = attribute(tag, "name").unwrap_or_default();
        let value = attribute(tag, "value").unwrap_or_default();
        match tag.split(' ').next().unwrap() {
            "input" if !tag.contains("type=\"checkbox\"") || tag.ends_with(" checked") => {
                fields.push((name, value));
            }
            "input" if tag.contains(" checked ") => fields.push((name, value)),
            "textarea" => {
                let text = plain(text.strip_prefix('\n').unwrap_or(text));
                fields.push((name, text.replace('\n', "\r\n")));
            }
            "select" => select = Some((name, None)),
            "option" => {
                let (_, chosen) = select.as_mut().unwrap();
                if tag.ends_with(" selected") || chosen.is_none() {
                    *chosen = Some(value);
                }
            }
            "/select" => {
                let (name, chosen) = select.take().unwrap();
                fields.push((name, chosen.unwrap_or_default()));
            }
            _ => {}
        }
    }
    fields
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(plain(rest.split_once('"')?.0))
}

fn plain(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&amp;", "&")
}

fn form(fields: &[(String, String)]) -> Form {
    Form::read(Serializer::new(String::new()).extend_pairs(fields).finish().as_bytes())
}

fn post(page: &mut SettingsForm, fields: &[(&str, &str)]) {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let fields: Vec<(String, String)> = fields.iter().map(owned).collect();
    values::fill_in(page, SPECS, &form(&fields));
}

#[test]
fn what_is_posted_back_unchanged_is_the_same_and_stays_checked_a5() {
    let full = [
        ("tekst", tekst("a \"b\" <c> & d")),
        ("artikel", tekst("REIS")),
        ("groepen", lijst(&["Filters & zo", "Buiten beeld", "Arbeid"])),
        ("ja_nee", SettingValue::JaNee(true)),
        ("keuze", tekst("tweede")),
        ("keuzes", lijst(&["tweede", "geen"])),
        ("een_keuze", lijst(&["offertes"])),
        ("getal", SettingValue::Getal(30)),
        ("tabel", tabel(&[("Jan", "1"), ("Piet de Boer", "2 = nu")])),
    ];
    let odd = [
        ("tekst", tekst("  met blanks ")),
        ("groepen", lijst(&[])),
        ("ja_nee", SettingValue::JaNee(false)),
        ("keuze", tekst("vervallen keuze")),
        ("keuzes", lijst(&["vervallen", "eerste"])),
        ("een_keuze", lijst(&["vervallen"])),
        ("getal", tekst("dertig")),
        ("tabel", tekst("Jan zonder magazijn")),
    ];
    for values in [&full[..], &odd[..], &[]] {
        for groups in [&[][..], &["Arbeid", "Filters & zo", "Nieuw"]] {
            let before = checked(values);
            let mut after = before.clone();
            values::fill_in(&mut after, SPECS, &form(&sent(&drawn(&before, groups))));
            assert_eq!(after, before, "with {groups:?}");
        }
    }
}

#[test]
fn every_kind_is_read_as_a_value_of_its_own_e2() {
    let mut page = page(&[]);
    post(
        &mut page,
        &[
            ("tekst", " garantie "),
            ("artikel", "REIS"),
            ("groepen", "Filters"),
            ("groepen", "Arbeid\r\n\r\n Filters \r\n"),
            ("ja_nee", ""),
            ("ja_nee", "ja"),
            ("keuze", "tweede"),
            ("keuzes", "tweede"),
            ("keuzes", ""),
            ("keuzes", "eerste"),
            ("een_keuze", ""),
            ("een_keuze", "offertes"),
            ("getal", "30"),
            ("tabel", "Jan = 1\r\n\r\nPiet=2"),
        ],
    );
    let read: BTreeMap<&str, &SettingValue> = page.waarden().iter().collect();
    let wanted = [
        ("tekst", tekst("garantie")),
        ("artikel", tekst("REIS")),
        ("groepen", lijst(&["Filters", "Arbeid"])),
        ("ja_nee", SettingValue::JaNee(true)),
        ("keuze", tekst("tweede")),
        ("keuzes", lijst(&["tweede", "eerste"])),
        ("een_keuze", lijst(&["offertes"])),
        ("getal", SettingValue::Getal(30)),
        ("tabel", tabel(&[("Jan", "1"), ("Piet", "2")])),
    ];
    assert_eq!(read, wanted.iter().map(|(key, value)| (*key, value)).collect());
}

#[test]
fn an_emptied_field_empties_its_setting_and_one_that_is_not_there_does_not() {
    let mut page = checked(&[("tekst", tekst("a")), ("groepen", lijst(&["b"]))]);
    post(&mut page, &[("tekst", "")]);
    assert_eq!(page.waarden().get("tekst"), None);
    assert_eq!(page.waarden().get("groepen"), Some(&lijst(&["b"])));
    assert!(page.line("groepen").is_none(), "one change unchecks all (A5)");
    post(&mut page, &[("groepen", "")]);
    assert_eq!(page.waarden().get("groepen"), None);
}

#[test]
fn what_has_not_the_shape_is_kept_for_the_check_to_refuse_e3() {
    for (key, text) in [
        ("getal", "dertig"),
        ("tabel", "Jan"),
        ("tabel", "= 1"),
        ("tabel", "Jan ="),
        ("tabel", "Jan = 1\nJan = 2"),
    ] {
        let mut page = page(&[]);
        post(&mut page, &[(key, text)]);
        assert_eq!(page.waarden().get(key), Some(&tekst(text)));
        assert!(simon_core::settings::check_shape(SPECS, page.waarden()).is_err(), "{text}");
    }
}

#[test]
fn a_refusal_stands_at_its_setting_and_is_told_to_all_readers_e1() {
    let said = crate::failure::text(&simon_core::message::Message::new("instelling-verplicht"));
    let mut page = page(&[("artikel", tekst("REIS"))]);
    page.record(CheckLine::refused("artikel", said));
    let html = drawn(&page, &[]);
    assert_eq!(html.matches("aria-invalid").count(), 1);
    assert!(html.contains("id=\"veld-artikel-uitslag\"><div class=\"alert fout\""), "{html}");
    assert!(html.contains("aria-describedby=\"veld-artikel-uitleg veld-artikel-uitslag\""));
    page.record(CheckLine::accepted("artikel", "Reistijd <per uur>"));
    assert!(drawn(&page, &[]).contains("Reistijd &lt;per uur&gt;"));
}

#[test]
fn the_others_open_once_the_administration_was_accepted_c17() {
    let specs = [
        spec("administratie", SettingKind::Tekst { max: 9 }).required().opens_others(),
        spec("artikel", SettingKind::Artikel),
    ];
    let mut page = page(&[]);
    let closed = |page: &SettingsForm| {
        let drawing = Drawing { visit: &visit(), specs: &specs, form: page, groups: &[] };
        let html: String =
            specs.iter().map(|spec| drawing.field(spec, None).into_string()).collect();
        html.matches(" disabled").count()
    };
    assert_eq!(closed(&page), 1);
    page.set("administratie", tekst("7"));
    assert_eq!(closed(&page), 1);
    page.record(CheckLine::accepted("administratie", "Voorbeeld"));
    assert_eq!(closed(&page), 0);
}
