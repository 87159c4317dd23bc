//! The nouns of the field: what can exist, what cannot, and how it is written.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use chrono::NaiveDate;
use proptest::prelude::*;
use rust_decimal::Decimal;
use simon_core::domain::*;

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[test]
fn rounding_is_half_away_from_zero_c21() {
    for (value, places, rounded) in [
        ("0.005", 2, "0.01"),
        ("-0.005", 2, "-0.01"),
        ("0.0049999", 2, "0.00"),
        ("2.5", 0, "3"),
        ("3.5", 0, "4"),
        ("1.23456", 4, "1.2346"),
        ("7", 2, "7"),
    ] {
        assert_eq!(rond_af(dec(value), places), dec(rounded), "{value}");
    }
}

#[test]
fn an_id_is_never_empty_over_long_or_unprintable() {
    for bad in ["", "  ", "a\nb", "\u{0}", &"x".repeat(201)] {
        assert!(RelatieId::new(bad).is_err(), "{bad:?}");
        assert!(serde_json::from_value::<ArtikelId>(bad.into()).is_err(), "{bad:?} from a store");
    }
    assert_eq!(RelatieId::new("é-1").unwrap().as_str(), "é-1");
    assert_eq!(RelatieId::new("x".repeat(200)).unwrap().as_str().len(), 200);
}

#[test]
fn an_id_tells_who_made_the_record_b4() {
    assert_eq!(RelatieId::new("10023").unwrap().herkomst(), Herkomst::Vendor);
    assert_eq!(RelatieId::van_simon(10023).unwrap().herkomst(), Herkomst::Simon);
    assert_ne!(RelatieId::van_simon(10023).unwrap(), RelatieId::new("10023").unwrap());
}

#[test]
fn an_integration_id_is_one_to_ten_lower_case_letters_or_digits() {
    for good in ["a", "acme01", "0123456789"] {
        assert_eq!(IntegrationId::new(good).unwrap().as_str(), good);
    }
    for bad in ["", "Acme", "a-b", "a b", "01234567890", "é"] {
        assert!(IntegrationId::new(bad).is_err(), "{bad}");
    }
}

#[test]
fn a_werkbon_number_survives_in_every_vendors_reference_field_c22() {
    for good in ["1", "2026/0417", "A-1", &"9".repeat(19)] {
        assert_eq!(WerkbonNummer::new(good).unwrap().as_str(), good);
    }
    for bad in ["", "a b", "é", "a\n", &"9".repeat(20)] {
        assert!(WerkbonNummer::new(bad).is_err(), "{bad:?}");
    }
}

#[test]
fn a_reference_is_recognised_as_this_integrations_only_d8() {
    let acme = IntegrationId::new("acme").unwrap();
    let referentie = Referentie::new(&acme, &WerkbonNummer::new("20417").unwrap());
    assert!(Referentie::is_from(referentie.as_str(), &acme));
    assert!(!Referentie::is_from(referentie.as_str(), &IntegrationId::new("acm").unwrap()));
    assert!(!Referentie::is_from(referentie.as_str(), &IntegrationId::new("acme2").unwrap()));
    assert!(!Referentie::is_from("acme", &acme) && !Referentie::is_from("", &acme));
}

#[test]
fn a_werkbon_is_archived_only_when_reported_complete_also_from_a_store_c1() {
    let datum = NaiveDate::from_ymd_opt(2026, 3, 29).unwrap();
    let bon = Werkbon::new(WerkbonNummer::new("1").unwrap(), datum);
    assert!(bon.clone().archiveren().is_err());
    let planned = serde_json::to_string(&bon).unwrap();
    assert!(serde_json::from_str::<GearchiveerdeWerkbon>(&planned).is_err());
    let archived = bon.gereed_melden().archiveren().unwrap();
    let stored = serde_json::to_string(&archived).unwrap();
    assert_eq!(serde_json::from_str::<GearchiveerdeWerkbon>(&stored).unwrap(), archived);
}

#[test]
fn a_date_is_a_calendar_date_without_a_zone_p24() {
    let datum = NaiveDate::from_ymd_opt(2026, 3, 29).unwrap();
    let bon = Werkbon::new(WerkbonNummer::new("1").unwrap(), datum);
    let json = serde_json::to_value(&bon).unwrap();
    assert_eq!(json["datum"], "2026-03-29");
}

#[test]
fn numbers_are_stored_as_text_without_loss() {
    let mut geboekt = GeboektArtikel::new(ArtikelId::new("a").unwrap(), Aantal(dec("0.10")));
    geboekt.prijs = Some(Prijs::inclusief(dec("12345678901234.5678")));
    let json = serde_json::to_value(&geboekt).unwrap();
    assert_eq!(json["aantal"], "0.10");
    assert_eq!(json["prijs"]["bedrag"], "12345678901234.5678");
    assert_eq!(serde_json::from_value::<GeboektArtikel>(json).unwrap(), geboekt);
}

#[test]
fn a_pdf_never_shows_its_content_and_survives_storage() {
    let pdf = Pdf::new(PdfSoort::Werkbon, "geheim.pdf", vec![0, 255, 7]);
    assert_eq!(format!("{pdf:?}"), "Pdf(Werkbon, 3 bytes)");
    let stored = serde_json::to_string(&pdf).unwrap();
    assert_eq!(serde_json::from_str::<Pdf>(&stored).unwrap(), pdf);
    let damaged = stored.replace("AP8H", "***");
    assert!(serde_json::from_str::<Pdf>(&damaged).is_err());
}

#[test]
fn an_address_is_written_in_one_line_without_empty_parts() {
    for (straat, postcode, plaats, line) in [
        ("Dorpsstraat 1", "1234 AB", "Utrecht", "Dorpsstraat 1, 1234 AB Utrecht"),
        ("", "1234 AB", "Utrecht", "1234 AB Utrecht"),
        ("Dorpsstraat 1", "", "Utrecht", "Dorpsstraat 1, Utrecht"),
        (" Dorpsstraat 1 ", " ", "", "Dorpsstraat 1"),
        ("", "", "", ""),
    ] {
        let adres = Adres::new(straat, postcode, plaats);
        assert_eq!(adres.to_string(), line);
        assert_eq!(adres.is_leeg(), line.is_empty());
    }
}

#[test]
fn an_address_with_only_a_country_or_a_contact_leads_nowhere() {
    let mut adres = Adres::default();
    adres.land = "NL".into();
    adres.contactpersoon = "Jan".into();
    assert!(adres.is_leeg());
}

#[test]
fn minutes_add_up_without_overflow() {
    let total: Minuten = [Minuten(u32::MAX), Minuten(1)].into_iter().sum();
    assert_eq!(total, Minuten(u32::MAX));
    assert_eq!([Minuten(20), Minuten(25)].into_iter().sum::<Minuten>(), Minuten(45));
    assert_eq!(std::iter::empty().sum::<Minuten>(), Minuten(0));
}

#[test]
fn records_from_an_older_store_get_the_defaults_of_new_fields() {
    let relatie: Relatie = serde_json::from_str(r#"{"vendor_id":"1","naam":"A"}"#).unwrap();
    assert_eq!(relatie, Relatie::new(RelatieId::new("1").unwrap(), "A"));
    let artikel: Artikel = serde_json::from_str(r#"{"vendor_id":"1","omschrijving":"A"}"#).unwrap();
    assert!(artikel.actief && artikel.deelbaar && artikel.verkoopprijs.is_none());
}

proptest! {
    #[test]
    fn rounding_twice_changes_nothing_and_stays_within_half_a_unit(
        units in -1_000_000_000_000_i64..1_000_000_000_000,
        scale in 0_u32..8,
        places in 0_u32..5,
    ) {
        let value = Decimal::new(units, scale);
        let rounded = rond_af(value, places);
        prop_assert_eq!(rond_af(rounded, places), rounded);
        prop_assert!((rounded - value).abs() <= Decimal::new(5, places + 1));
        prop_assert_eq!(rond_af(-value, places), -rounded);
    }

    #[test]
    fn every_reference_fits_thirty_characters_and_names_its_werkbon_c22(
        integration in "[a-z0-9]{1,10}",
        nummer in "[!-~]{1,19}",
    ) {
        let integration = IntegrationId::new(integration).unwrap();
        let referentie = Referentie::new(&integration, &WerkbonNummer::new(&nummer).unwrap());
        prop_assert!(referentie.as_str().len() <= Referentie::MAX);
        prop_assert!(referentie.as_str().ends_with(&nummer));
        prop_assert!(Referentie::is_from(referentie.as_str(), &integration));
    }

    #[test]
    fn two_werkbonnen_never_share_a_reference_c22(
        a in ("[a-z0-9]{1,3}", "[a-z0-9-]{1,4}"),
        b in ("[a-z0-9]{1,3}", "[a-z0-9-]{1,4}"),
    ) {
        let referentie = |(integration, nummer): &(String, String)| {
            let integration = IntegrationId::new(integration.as_str()).unwrap();
            Referentie::new(&integration, &WerkbonNummer::new(nummer.as_str()).unwrap())
        };
        prop_assert_eq!(a == b, referentie(&a) == referentie(&b));
    }
}
