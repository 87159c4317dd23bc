//! Records of the fixtures as the domain has them, and drafts as the vendor gets them.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod creating;

use std::collections::BTreeMap;

use simon_core::connector::RelatieRecord;
use simon_core::domain::{Artikel, Artikelgroep, IntegrationId, Prijs, Referentie};
use simon_testkit::builders::{decimal, nummer};

use super::*;
use crate::rest::list::List;
use crate::rest::wire::{Invoice, Product, ProductGroup, Relation};
use crate::soap::tests::{ARTIKELEN, FACTUREN, RELATIES, records};
use crate::soap::{Operation, Record};

const RELATION: &str = include_str!("../../tests/fixtures/relation.json");
const PRODUCTS: &str = include_str!("../../tests/fixtures/products.json");

fn keep<T>(mapped: Mapped<T>) -> T {
    match mapped {
        Mapped::Keep(record) => record,
        Mapped::Skip => panic!("skipped"),
        Mapped::Reject(rejected) => panic!("{}", rejected.message.code()),
    }
}

fn relaties() -> Vec<Mapped<RelatieRecord>> {
    records(Operation::GetRelaties, RELATIES).iter().map(relatie_from_soap).collect()
}

fn artikelen(inactive_too: bool) -> Vec<Mapped<Artikel>> {
    let records = records(Operation::GetArtikelen, ARTIKELEN);
    records.iter().map(|record| artikel_from_soap(record, inactive_too)).collect()
}

fn rejected<T>(mapped: &Mapped<T>) -> (Option<&str>, &str) {
    let Mapped::Reject(rejected) = mapped else { panic!("not rejected") };
    (rejected.record.as_deref(), rejected.message.code())
}

fn referentie(werkbon: &str) -> Referentie {
    Referentie::new(&IntegrationId::new("sifra1").unwrap(), &nummer(werkbon))
}

#[test]
fn both_addresses_become_work_addresses_b10() {
    let mut relaties = relaties().into_iter();
    let RelatieRecord { relatie, werkadressen, .. } = keep(relaties.next().unwrap());
    assert_eq!((relatie.id.as_str(), &*relatie.code), ("5100001", "K0042"));
    assert_eq!(relatie.naam, "Jansen & Zn. Installaties");
    assert_eq!(relatie.telefoon.as_deref(), Some("06 00000000"));
    assert_eq!(relatie.email, ["info@example.nl", "factuur@example.nl"]);
    assert_eq!(relatie.btw_nummer.as_deref(), Some("NL000000000B01"));
    assert_eq!((relatie.actief, relatie.betalingstermijn_dagen), (true, None));
    let adres = relatie.adres.as_ref().unwrap();
    assert_eq!(adres.to_string(), "Kerkstraat 12, 3811 AB Amersfoort");
    assert_eq!((&*adres.land, &*adres.contactpersoon), ("NL", "P. Jansen"));
    let ids: Vec<&str> = werkadressen.iter().map(|werkadres| werkadres.id.as_str()).collect();
    assert_eq!(ids, ["5100001:vestiging", "5100001:post"]);
    assert_eq!(werkadressen[1].adres.to_string(), "Postbus 9, 3800 AA Amersfoort");
    assert_eq!(werkadressen[1].adres.land, "NL");

    let person = keep(relaties.next().unwrap());
    assert_eq!(person.relatie.naam, "Mevr. De Wit");
    assert_eq!(person.werkadressen.len(), 1, "the same address twice is one");
}

#[test]
fn members_are_skipped_and_what_lacks_something_is_named_b13() {
    let relaties = relaties();
    assert_eq!(relaties[2], Mapped::Skip);
    assert_eq!(rejected(&relaties[3]), (Some("K0044"), "eboekhouden-klant-zonder-naam"));
    assert_eq!(rejected(&relaties[4]), (Some("K0045"), "eboekhouden-onleesbaar"));
}

#[test]
fn a_relation_of_rest_is_the_same_with_its_payment_term() {
    let relation: Relation = serde_json::from_str(RELATION).unwrap();
    let RelatieRecord { relatie, werkadressen, .. } = keep(relatie_from_rest(&relation, false));
    assert_eq!((relatie.id.as_str(), &*relatie.naam), ("51234567", "Jansen & Zn."));
    assert_eq!(relatie.betalingstermijn_dagen, Some(21));
    assert_eq!(werkadressen.len(), 1);
    let inactive = Relation { inactive: Some(true), ..relation.clone() };
    assert_eq!(relatie_from_rest(&inactive, false), Mapped::Skip);
    assert!(!keep(relatie_from_rest(&inactive, true)).relatie.actief);
    let member = Relation { is_club_or_association_member: Some(true), ..relation };
    assert_eq!(relatie_from_rest(&member, true), Mapped::Skip);
}

#[test]
fn an_article_has_everything_that_a_line_needs() {
    let mut artikelen = artikelen(false).into_iter();
    let artikel = keep(artikelen.next().unwrap());
    assert_eq!((artikel.id.as_str(), &*artikel.code), ("900001", "VOORRIJ"));
    assert_eq!(artikel.omschrijving, "Voorrijkosten");
    assert_eq!(artikel.groep.as_ref().map(|groep| groep.as_str()), Some("D"));
    assert_eq!(artikel.eenheid.as_deref(), Some("stuk"));
    assert_eq!(artikel.verkoopprijs, Some(Prijs::exclusief(decimal("35.00"))));
    assert_eq!(artikel.btw_code.as_deref(), Some("HOOG_VERK_21"));
    assert_eq!(artikel.grootboek.as_deref(), Some("8000"));

    let bare = keep(artikelen.next().unwrap());
    assert_eq!((&*bare.omschrijving, bare.groep, bare.eenheid), ("UUR", None, None));
    assert_eq!(bare.verkoopprijs, Some(Prijs::exclusief(decimal("48.5"))));
    assert_eq!(bare.btw_code.as_deref(), Some("BE_ONBEKEND"), "unknown codes pass");
    assert_eq!(bare.grootboek, None);
}

#[test]
fn inactive_articles_only_come_when_asked_and_bad_ones_are_named_b4_b13() {
    let all = artikelen(false);
    assert_eq!(all[2], Mapped::Skip);
    assert_eq!(rejected(&all[3]), (Some("900004"), "eboekhouden-artikel-zonder-code"));
    assert_eq!(rejected(&all[4]), (Some("KOMMA"), "eboekhouden-onleesbaar"));
    assert!(!keep(artikelen(true).remove(2)).actief);
}

#[test]
fn groups_of_soap_come_from_the_articles() {
    let records = records(Operation::GetArtikelen, ARTIKELEN);
    let groups: Vec<Option<Artikelgroep>> = records.iter().map(groep_from_soap).collect();
    let first = groups[0].as_ref().unwrap();
    assert_eq!((first.id.as_str(), &*first.naam), ("D", "Diensten"));
    assert!(groups[1..].iter().all(Option::is_none));
    let named = |fields: &[(&str, &str)]| {
        let fields = fields.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect();
        groep_from_soap(&Record { fields, cut_off: false })
    };
    let code_only = named(&[("GroepCode", "D")]).unwrap();
    assert_eq!((code_only.id.as_str(), &*code_only.naam), ("D", "D"));
    let name_only = named(&[("GroepOmschrijving", "Diensten")]).unwrap();
    assert_eq!((name_only.id.as_str(), &*name_only.naam), ("Diensten", "Diensten"));
}

#[test]
fn products_of_rest_have_ids_for_ledger_and_group_and_names_for_units() {
    let list: List = serde_json::from_str(PRODUCTS).unwrap();
    let products: Vec<Product> =
        list.rows().into_iter().filter_map(|row| row.record.ok()).collect();
    let units = BTreeMap::from([("7".to_owned(), "uur".to_owned())]);
    let of = |at: usize, inactive_too| artikel_from_product(&products[at], &units, inactive_too);
    let artikel = keep(of(0, false));
    assert_eq!(artikel.id.as_str(), "900014");
    assert_eq!(artikel.groep.as_ref().map(|groep| groep.as_str()), Some("31"));
    assert_eq!(artikel.eenheid.as_deref(), Some("uur"));
    assert_eq!(artikel.verkoopprijs, Some(Prijs::exclusief(decimal("48.10"))));
    assert_eq!(artikel.grootboek.as_deref(), Some("24680135"));
    let bare = keep(of(1, false));
    assert_eq!((&*bare.omschrijving, bare.verkoopprijs), ("KAAL", None));
    assert_eq!(of(2, false), Mapped::Skip);
    let old = keep(of(2, true));
    assert_eq!((old.actief, old.groep, old.grootboek), (false, None, None));
    let group: ProductGroup = serde_json::from_str(r#"{"id":31,"code":"D"}"#).unwrap();
    assert_eq!(keep(groep_from_rest(&group)).naam, "D");
}

fn facturen() -> Vec<factuur::Factuur> {
    let records = records(Operation::GetFacturen, FACTUREN);
    records.iter().map(factuur_from_soap).collect()
}

#[test]
fn a_werkbons_invoice_is_known_by_its_mark_also_after_the_office_changed_it_c22() {
    let facturen = facturen();
    let numbers = facturen.iter().filter(|it| it.document.is_some()).count();
    assert_eq!((facturen.len(), numbers), (5, 4));
    let found = |werkbon: &str| {
        let ours = facturen.iter().filter(|it| is_factuur_for(it, &referentie(werkbon)));
        ours.map(|it| it.document.as_ref().unwrap().vendor_id.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(found("20417"), ["F2026-0007"]);
    assert_eq!(found("20418"), ["F2026-0008"]);
    assert!(found("2041").is_empty() && found("204170").is_empty());
    for (text, ours) in [
        ("(zie [sifra1-20417])", true),
        ("Kraan [sifra1-20417]!", true),
        ("Kraan [sifra1-20417]leer", true),
        ("[sifra1-20417]", true),
        ("Kraan [sifra1-20417]a]", false),
        ("Kraan [sifra1-20417", false),
        ("Kraan sifra1-20417", false),
    ] {
        let fields = vec![("Regels/cFactuurRegel/Omschrijving".to_owned(), text.to_owned())];
        let factuur = factuur_from_soap(&Record { fields, cut_off: false });
        assert_eq!(is_factuur_for(&factuur, &referentie("20417")), ours, "{text}");
    }
    assert!(!format!("{facturen:?}").contains("Kraan"));
}

#[test]
fn documents_of_a_period_tell_their_reference_g2() {
    let facturen = facturen();
    let numbered = facturen.iter().filter(|it| it.document.is_some());
    let references: Vec<Option<String>> =
        numbered.map(|it| keep(found_in_soap(it, "sifra1-")).referentie).collect();
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(references, [some("sifra1-20417"), some("sifra1-20418"), None, None]);
    let without_number = |text: &str| {
        let fields = vec![("Regels/cFactuurRegel/Omschrijving".to_owned(), text.to_owned())];
        found_in_soap(&factuur_from_soap(&Record { fields, cut_off: false }), "sifra1-")
    };
    assert_eq!(without_number("Kraan"), Mapped::Skip);
    let ours = without_number("Kraan [sifra1-20417]");
    assert_eq!(rejected(&ours), (Some("sifra1-20417"), "eboekhouden-onleesbaar"));
    let invoice: Invoice =
        serde_json::from_str(r#"{"id":7,"invoiceNumber":"F1","reference":" sifra1-9 "}"#).unwrap();
    assert!(is_invoice_for(&invoice, &referentie("9")));
    assert!(!is_invoice_for(&invoice, &referentie("90")));
    assert_eq!(keep(found_invoice(&invoice, "sifra1-")).referentie, some("sifra1-9"));
    assert_eq!(keep(found_invoice(&invoice, "ander-")).referentie, None);
}

#[test]
fn countries_are_codes_or_nothing() {
    for (text, code) in
        [("Nederland", "NL"), ("be", "BE"), (" BELGIË ", "BE"), ("Mars", ""), ("", "")]
    {
        assert_eq!(land::code(text), code, "{text}");
    }
}
