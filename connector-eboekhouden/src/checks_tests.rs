#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use simon_core::domain::{ArtikelId, ArtikelgroepId, Prijs};

use super::*;

fn article(id: &str, code: &str) -> Artikel {
    let mut artikel = Artikel::new(ArtikelId::new(id).unwrap(), code, "Voorrijkosten");
    artikel.btw_code = Some("HOOG_VERK_21".into());
    artikel.grootboek = Some("8000".into());
    artikel.verkoopprijs = Some(Prijs::exclusief(35.into()));
    artikel
}

fn code(outcome: &CheckOutcome) -> &str {
    match outcome {
        CheckOutcome::Accepted(checked) => {
            checked.waarschuwing.as_ref().map_or("ok", |message| message.code())
        }
        CheckOutcome::Refused(message) => message.code(),
    }
}

fn checked(outcome: CheckOutcome) -> Checked {
    let CheckOutcome::Accepted(checked) = outcome else { panic!("refused: {outcome:?}") };
    *checked
}

#[test]
fn an_article_is_found_by_its_code_and_needs_what_a_line_needs() {
    let exact = checked(artikel(&[article("1", "voorrij"), article("2", "VOORRIJ")], " VOORRIJ "));
    assert_eq!((exact.naam.as_str(), exact.vendor_id.as_deref()), ("Voorrijkosten", Some("2")));
    assert_eq!(exact.artikel.unwrap().code, "VOORRIJ");
    assert_eq!(code(&artikel(&[article("1", "voorrij")], "VOORRIJ")), "ok");

    let change = |change: fn(&mut Artikel)| {
        let mut changed = article("1", "VOORRIJ");
        change(&mut changed);
        artikel(&[changed], "VOORRIJ")
    };
    let cases = [
        (artikel(&[], "VOORRIJ"), "eboekhouden-artikel-onbekend"),
        (artikel(&[article("1", "A"), article("2", "A")], "A"), "eboekhouden-artikel-meer"),
        (change(|artikel| artikel.actief = false), "eboekhouden-artikel-inactief"),
        (change(|artikel| artikel.btw_code = None), "eboekhouden-artikel-zonder-btw"),
        (change(|artikel| artikel.grootboek = None), "eboekhouden-artikel-zonder-grootboek"),
        (change(|artikel| artikel.verkoopprijs = None), "eboekhouden-artikel-zonder-prijs"),
    ];
    for (outcome, expected) in cases {
        assert_eq!(code(&outcome), expected);
    }
}

#[test]
fn a_group_is_known_by_name_or_code_and_an_unknown_one_is_refused_only_where_all_are_listed() {
    let groep = |id: &str, naam: &str| Artikelgroep::new(ArtikelgroepId::new(id).unwrap(), naam);
    let known = [groep("D", "Diensten"), groep("M", "Materiaal")];
    let names = ["Diensten".to_owned(), " M ".to_owned()];
    assert_eq!(checked(artikelgroepen(&known, &names, true)).vendor_ids, ["D", "M"]);
    let names = ["Diensten".to_owned(), "Leeg".to_owned()];
    assert_eq!(code(&artikelgroepen(&known, &names, true)), "eboekhouden-groep-onbekend");
    let soap = artikelgroepen(&known, &names, false);
    assert_eq!(code(&soap), "eboekhouden-groep-niet-gevonden");
    // Something stays selected: an empty selection would mean all groups.
    assert_eq!(checked(soap).vendor_ids, ["D", "Leeg"]);
}

#[test]
fn a_template_is_known_letter_by_letter() {
    let templates: Vec<InvoiceTemplate> = serde_json::from_str(
        r#"[{"id":1,"name":"Standaard","active":true},{"id":2,"name":"Oud","active":false},{"id":3}]"#,
    )
    .unwrap();
    assert_eq!(checked(sjabloon(&templates, " Standaard ")).vendor_id.as_deref(), Some("1"));
    let cases = [
        ("standaard", "eboekhouden-sjabloon-hoofdletters"),
        ("Oud", "eboekhouden-sjabloon-inactief"),
        ("Nieuw", "eboekhouden-sjabloon-onbekend"),
    ];
    for (naam, expected) in cases {
        assert_eq!(code(&sjabloon(&templates, naam)), expected);
    }
    assert_eq!(code(&sjabloon_unchecked("Standaard")), "eboekhouden-sjabloon-niet-te-controleren");
}
