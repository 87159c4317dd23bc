//! Lists: paging, order, and what a row shows.

use connector_billit::simulator::{
    DEMO_PARTY_ID, Inactive, NewArtikel, NewKlant, NextLinks, PartyRows,
};
use http::StatusCode;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::caller::{Caller, Envelope, HOST};

#[test]
fn a_page_holds_120_rows() {
    let caller = Caller::empty();
    caller.books().seed_klanten(250);
    assert_eq!(caller.list("parties", &[]).rows().len(), 120);
    assert_eq!(caller.list("parties", &[("$top", "120")]).rows().len(), 120);
    assert_eq!(caller.list("parties", &[("$top", "120"), ("$skip", "240")]).rows().len(), 10);
    caller.sim.refusals().assert_none();
    for (name, value) in [("$top", "121"), ("$top", "0"), ("$top", "x"), ("$skip", "-1")] {
        let reply = caller.list("parties", &[(name, value)]);
        assert_eq!((reply.status, reply.code().as_str()), (400, "GenericError"), "{name}={value}");
        assert!(!caller.refused().is_empty(), "{name}={value}");
    }
}

#[test]
fn thousands_are_read_by_pages() {
    let caller = Caller::empty();
    caller.books().seed_artikelen(3_000);
    let mut ids = Vec::new();
    for skip in (0..3_000).step_by(120) {
        let skip = skip.to_string();
        let options = [("$orderby", "ProductID asc"), ("$top", "120"), ("$skip", skip.as_str())];
        ids.extend(caller.list("products", &options).all("ProductID"));
    }
    let distinct: std::collections::BTreeSet<String> = ids.iter().map(Value::to_string).collect();
    assert_eq!((ids.len(), distinct.len()), (3_000, 3_000));
    let one = caller.get(&format!("/v1/products/{}", ids[4])).json();
    assert_eq!(one["Reference"], "G000005");
    caller.sim.refusals().assert_none();
}

#[test]
fn the_next_page_is_hinted_at_unless_top_was_given() {
    let caller = Caller::empty();
    caller.books().seed_klanten(130);
    let link = |options: &[(&str, &str)]| {
        caller.list("parties", options).json()["NextPageLink"].as_str().map(str::to_owned)
    };
    let next = link(&[("$orderby", "PartyID asc")]).unwrap();
    assert!(next.starts_with(&format!("{HOST}/v1/parties?")), "{next}");
    assert_eq!(caller.get(next.strip_prefix(HOST).unwrap()).rows().len(), 10);
    assert_eq!(link(&[("$skip", "120")]), None, "the last page");
    assert_eq!(link(&[("$top", "120")]), None);
    caller.sim.set_next_links(NextLinks::Always);
    assert!(link(&[("$top", "120")]).is_some());
    caller.sim.point_next_to(Some(""));
    assert!(link(&[]).unwrap().starts_with("/v1/parties?"));
    caller.sim.point_next_to(Some("https://elsewhere.example"));
    assert!(link(&[]).unwrap().starts_with("https://elsewhere.example/v1/parties?"));
    caller.sim.set_next_links(NextLinks::Never);
    assert_eq!(link(&[]), None);
}

#[test]
fn pages_can_be_smaller_than_asked() {
    let caller = Caller::empty();
    caller.books().seed_klanten(10);
    caller.sim.cap_pages(Some(4));
    assert_eq!(caller.list("parties", &[("$top", "120")]).rows().len(), 4);
    caller.sim.cap_pages(None);
    assert_eq!(caller.list("parties", &[("$top", "120")]).rows().len(), 10);
}

#[test]
fn rows_are_counted_when_asked() {
    let caller = Caller::empty();
    caller.books().seed_klanten(130);
    caller.books().add_leverancier("Groothandel");
    let options = [("$inlinecount", "allpages"), ("$filter", "PartyType eq 'Customer'")];
    assert_eq!(caller.list("parties", &options).json()["Count"], 130);
    let further = [options.as_slice(), &[("$skip", "500")]].concat();
    assert_eq!(caller.list("parties", &further).json()["Count"], 130, "whatever was skipped");
    assert!(caller.list("parties", &[]).json().get("Count").is_none());
    assert_eq!(caller.list("parties", &[("$inlinecount", "some")]).status, 400);
}

#[test]
fn a_list_is_ordered_by_several_properties() {
    let caller = Caller::empty();
    for naam in ["b", "A", "a", "C"] {
        caller.books().add_klant(&NewKlant::naam(naam));
    }
    let names = |order: &str| caller.list("parties", &[("$orderby", order)]).all("Name");
    assert_eq!(names("Name asc,PartyID desc"), ["a", "A", "b", "C"]);
    assert_eq!(names("Name desc"), ["C", "b", "A", "a"]);
    caller.sim.refusals().assert_none();
    for wrong in ["Nr asc", "Name up", "Name asc desc", ""] {
        assert_eq!(caller.list("parties", &[("$orderby", wrong)]).status, 400, "{wrong}");
        assert!(caller.refused().contains("$orderby"), "{wrong}");
    }
}

#[test]
fn plain_parameters_are_ignored_and_recorded() {
    let caller = Caller::empty();
    caller.klant("Klant");
    caller.books().add_leverancier("Groothandel");
    let all = caller.list("parties", &[("PartyType", "Customer")]);
    assert_eq!(all.rows().len(), 2, "everything comes back");
    assert!(caller.refused().contains("silently ignored"));
    for name in ["$select", "$expand", "$format", "fullTextSearch"] {
        assert_eq!(caller.list("parties", &[(name, "Name")]).status, 400, "{name}");
        assert!(caller.refused().contains(name), "{name}");
    }
    assert_eq!(caller.get("/v1/parties/1?$top=1").status, 400);
    assert!(caller.refused().contains("does not belong here"));
}

#[test]
fn a_party_row_shows_less_than_the_party() {
    let caller = Caller::empty();
    let klant = caller.books().add_klant(&NewKlant {
        nummer: Some("K1".into()),
        btw_regime: Some("21".into()),
        btw_nummer: Some("BE0417497106".into()),
        betaaltermijn: Some(14),
        email: Some("info@example.be".into()),
        ..NewKlant::naam("Aannemer")
    });
    let row = || caller.list("parties", &[]).rows().remove(0);
    let usual = row();
    assert_eq!(usual["Nr"], "K1");
    assert_eq!(usual["VATNumber"], "BE0417497106");
    for name in ["Addresses", "VentilationCode", "DefaultExpiryOffset"] {
        assert!(usual.get(name).is_none(), "{name}");
    }
    caller.sim.set_party_rows(PartyRows::Complete);
    assert_eq!(row()["DefaultExpiryOffset"], 14);
    caller.sim.set_party_rows(PartyRows::Thin);
    let thin = row();
    assert!(thin.get("Name").is_none());
    assert_eq!((&thin["PartyID"], &thin["DisplayName"]), (&json!(klant), &json!("Aannemer")));
    let whole = caller.get(&format!("/v1/parties/{klant}")).json();
    assert_eq!(
        (&whole["VentilationCode"], &whole["DefaultExpiryOffset"]),
        (&json!("21"), &json!(14))
    );
    caller.sim.refusals().assert_none();
}

#[test]
fn an_address_stands_in_two_places() {
    let caller = Caller::empty();
    let klant = caller.klant("Bakkerij");
    let whole = caller.get(&format!("/v1/parties/{klant}")).json();
    assert_eq!(whole["Addresses"][0]["AddressType"], "InvoiceAddress");
    for name in ["Street", "StreetNumber", "Box", "Zipcode", "City", "CountryCode"] {
        assert_eq!(whole[name], whole["Addresses"][0][name], "{name}");
        assert!(whole[name].is_string(), "{name}");
    }
    assert_eq!(caller.list("parties", &[]).all("Zipcode"), ["9000"]);
}

#[test]
fn what_has_no_value_is_left_out_or_empty() {
    let caller = Caller::empty();
    caller.books().add_sparse_klant("Kaal");
    let row = || caller.list("parties", &[]).rows().remove(0);
    assert!(row().get("Email").is_none());
    caller.sim.write_empty_texts(true);
    assert_eq!(row()["Email"], "");
    assert_eq!(caller.list("products", &[]).rows().len(), 0);
}

#[test]
fn a_product_keeps_its_decimals() {
    let caller = Caller::empty();
    let artikel = caller.books().add_artikel(&NewArtikel {
        prijs: Some(Decimal::new(123_456, 4)),
        ..NewArtikel::artikel("UUR", "Arbeid")
    });
    let text = caller.get(&format!("/v1/products/{artikel}")).text;
    assert!(text.contains(r#""AmountExcl":12.34560"#), "{text}");
    assert!(text.contains(r#""VAT":21.00"#), "{text}");
}

#[test]
fn what_is_deleted_is_gone_without_a_sign() {
    let caller = Caller::empty();
    let (klant, artikel) = (caller.klant("Weg"), caller.artikel("WEG", 100));
    caller.books().delete_klant(klant).unwrap();
    caller.books().delete_artikel(artikel).unwrap();
    assert!(caller.books().delete_klant(klant).is_err());
    assert_eq!(caller.list("parties", &[]).rows().len(), 0);
    for path in [format!("/v1/parties/{klant}"), format!("/v1/products/{artikel}")] {
        caller.sim.answer_gone_with(StatusCode::BAD_REQUEST);
        assert_eq!(caller.get(&path).status, 400);
        caller.sim.answer_gone_with(StatusCode::NOT_FOUND);
        assert_eq!(caller.get(&path).status, 404);
    }
    caller.sim.refusals().assert_none();
}

#[test]
fn inactive_records_vanish_more_or_less() {
    let caller = Caller::empty();
    let (klant, artikel) = (caller.klant("Slaapt"), caller.artikel("SLAAPT", 100));
    caller.books().deactivate_klant(klant, true).unwrap();
    caller.books().deactivate_artikel(artikel, true).unwrap();
    for (shown, listed, status) in
        [(Inactive::Gone, 0, 400), (Inactive::Unlisted, 0, 200), (Inactive::Listed, 1, 200)]
    {
        caller.sim.set_inactive(shown);
        for (resource, id) in [("parties", klant), ("products", artikel)] {
            assert_eq!(caller.list(resource, &[]).rows().len(), listed, "{shown:?} {resource}");
            assert_eq!(caller.get(&format!("/v1/{resource}/{id}")).status, status, "{shown:?}");
        }
    }
    caller.sim.set_inactive(Inactive::Gone);
    caller.books().deactivate_klant(klant, false).unwrap();
    assert_eq!(caller.list("parties", &[]).rows().len(), 1);
}

#[test]
fn records_can_be_strange() {
    let caller = Caller::empty();
    let books = caller.books();
    let raw = [("Name", "\"Raar\""), ("VATLiable", "\"ja\"")];
    let id = books.add_raw_klant(&raw).unwrap();
    assert_eq!(caller.get(&format!("/v1/parties/{id}")).json()["VATLiable"], "ja");
    books.change_klant(id, &[("Name", "null"), ("Email", "\"a@example.be\"")]).unwrap();
    let changed = caller.get(&format!("/v1/parties/{id}")).json();
    assert!(changed.get("Name").is_none());
    assert_eq!(changed["Email"], "a@example.be");
    assert!(books.change_klant(id, &[("Surprise", "1")]).is_err());
    assert!(books.change_artikel(id, &[("Unit", "\"X\"")]).is_err());
    let artikel = books.add_raw_artikel(&[("AmountExcl", "\"gratis\"")]).unwrap();
    let served = caller.get(&format!("/v1/products/{artikel}"));
    assert_eq!(served.json()["AmountExcl"], "gratis");
    assert_eq!(books.party_id(), DEMO_PARTY_ID);
}

#[test]
fn a_generated_record_can_be_changed() {
    let caller = Caller::empty();
    caller.books().seed_klanten(3);
    let id = caller.list("parties", &[]).all("PartyID")[1].as_i64().unwrap();
    let before = caller.get(&format!("/v1/parties/{id}")).json();
    caller.books().change_klant(id, &[("Name", "\"Nieuwe naam\"")]).unwrap();
    let after = caller.get(&format!("/v1/parties/{id}")).json();
    assert_eq!(after["Name"], "Nieuwe naam");
    assert_eq!((&after["City"], &after["Created"]), (&before["City"], &before["Created"]));
    assert!(after["LastModified"].as_str() > before["LastModified"].as_str());
}
